#!/usr/bin/env python3
"""
Compares gpu_spec and spec_query with the reference on random cases.

Environment: ORACLE_SPEC_CASES (5000), ORACLE_SEED (20261123), and what psql
reads.  Prints TAP.
"""

import random
import sys

import session
import spec as specs

TRUTH = {True: "true", False: "false", None: "unknown"}
TESTS = ["tpp", "tpp with tf32 at 32 bits", "tpp_format", "performance_density",
         "spec @@ query", "canonical query text means the same",
         "canonical spec text means the same", "spec_missing",
         "queries within the limits of exact evaluation"]

SCRIPT = """
SET extra_float_digits = 1;
CREATE TEMP TABLE oracle_case (n int, s text, q text);
%s
-- a query whose exact evaluation might overflow is refused when it is read
CREATE FUNCTION pg_temp.oracle_truth(s gpu_spec, q text) RETURNS text[]
LANGUAGE plpgsql AS $$
BEGIN
	RETURN ARRAY[coalesce((s @@ q::spec_query)::text, 'unknown'),
				 coalesce((s @@ q::spec_query::text::spec_query)::text,
						  'unknown'),
				 coalesce(array_to_string(spec_missing(s, q::spec_query), ' '),
						  '')];
EXCEPTION WHEN program_limit_exceeded THEN
	RETURN ARRAY['limit', 'limit', ''];
END $$;
COPY (SELECT n, tpp(s::gpu_spec), tpp(s::gpu_spec, tf32_bits => 32),
			 tpp_format(s::gpu_spec), performance_density(s::gpu_spec),
			 s::gpu_spec::text::gpu_spec = s::gpu_spec, t[1], t[2], t[3]
	  FROM oracle_case, pg_temp.oracle_truth(s::gpu_spec, q) AS t
	  ORDER BY n) TO stdout;
"""


def as_float(text):
    return None if text is None else float(text)


def exact(value):
    return None if value is None else float(value)


def close_enough(got, wanted):
    """A quotient of two rounded numbers may be off by its last bit."""
    if got is None or wanted is None:
        return got is wanted
    return abs(got - wanted) <= 1e-15 * abs(wanted)


def missing_is_sound(missing, spec, query, truth):
    """
    Facts are missing exactly where the answer is unknown, and are fields that
    the query reads and of which more could be learnt.
    """
    if truth is not None:
        return not missing
    readable = specs.read_fields(specs.parse_query(query))
    return bool(missing) and set(missing) <= (readable &
                                              specs.undecided_fields(spec))


def main():
    rng = random.Random(session.setting("ORACLE_SEED", 20261123))
    cases = []
    for _ in range(session.setting("ORACLE_SPEC_CASES", 5000)):
        spec = specs.random_spec(rng)
        cases.append((spec, specs.random_query(rng, spec)))
    rows = session.run(SCRIPT % session.copy_in("oracle_case", [
        (str(n), specs.spec_text(s), q) for n, (s, q) in enumerate(cases)]))
    tap = session.Tap(TESTS)
    limited = 0
    for row in rows:
        spec, query = cases[int(row[0])]
        text = specs.spec_text(spec)

        def check(name, good, got, wanted, text=text, query=query):
            tap.same(name, good, "spec  %s\nquery %s\ngot %s, wanted %s"
                     % (text, query, got, wanted))

        wanted = exact(specs.tpp(spec))
        check(TESTS[0], as_float(row[1]) == wanted, row[1], wanted)
        wanted = exact(specs.tpp(spec, 32))
        check(TESTS[1], as_float(row[2]) == wanted, row[2], wanted)
        wanted = specs.tpp_formats(spec)
        check(TESTS[2], row[3] in wanted if wanted else row[3] is None, row[3],
              wanted)
        wanted = exact(specs.performance_density(spec))
        check(TESTS[3], close_enough(as_float(row[4]), wanted), row[4], wanted)
        check(TESTS[6], row[5] == "t", row[5], "t")
        if row[6] == "limit":
            limited += 1
            continue
        truth = specs.matches(spec, query)
        check(TESTS[4], row[6] == TRUTH[truth], row[6], TRUTH[truth])
        check(TESTS[5], row[7] == TRUTH[truth], row[7], TRUTH[truth])
        check(TESTS[7], missing_is_sound(row[8].split(), spec, query, truth),
              "missing " + row[8], "answer " + TRUTH[truth])
    tap.same(TESTS[8], limited * 20 <= len(cases) and len(rows) == len(cases),
             "%d of %d refused, %d rows" % (limited, len(cases), len(rows)))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
