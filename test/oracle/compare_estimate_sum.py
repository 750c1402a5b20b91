#!/usr/bin/env python3
"""
Compares the sums of estimates with the reference on random groups of rows.

Environment: ORACLE_SUM_GROUPS (3000), ORACLE_SEED (20261126), and what psql
reads.  Prints TAP.
"""

import random
import sys

import estimate as ref
import estimate_sum as sums
import session

BRACKET = ["sum_independent lies within sum_bounds", "the averages alike",
           "the mid of both is the same, to 17 digits"]
VARY = "the groups vary"

SCRIPT = """
CREATE TEMP TABLE oracle_row (g int, e estimate);
%s
-- a sum out of range is an error, and the others of its group are not
CREATE FUNCTION pg_temp.total(b bounds_summary) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN total(b);
EXCEPTION WHEN numeric_value_out_of_range THEN
	RETURN 'range';
END $$;
CREATE FUNCTION pg_temp.total(i independent_summary) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN total(i);
EXCEPTION WHEN numeric_value_out_of_range THEN
	RETURN 'range';
END $$;
COPY (SELECT g, pg_temp.total(bounds_agg(e)), avg_bounds(e),
			 pg_temp.total(independent_agg(e)), avg_independent(e),
			 bounds_agg(e), independent_agg(e)
	  FROM oracle_row GROUP BY g) TO stdout;
"""


def wanted(function, rows):
    try:
        value = function(rows)
    except ref.Refused as why:
        return why.args[0]
    return value if value is None or isinstance(value, str) else ref.show(value)


def parsed(text):
    return None if text in (None, "range") else ref.parse(text)


def main():
    rng = random.Random(session.setting("ORACLE_SEED", 20261126))
    groups = [sums.random_rows(rng)
              for _ in range(session.setting("ORACLE_SUM_GROUPS", 3000))]
    answers = session.run(SCRIPT % session.copy_in("oracle_row", [
        (str(g), ref.show(e)) for g, rows in enumerate(groups) for e in rows]))
    tap = session.Tap(list(sums.SUMS) + BRACKET + [VARY])
    seen = {}
    for answer in answers:
        rows = groups[int(answer[0])]
        note = "rows %s\n" % "; ".join(ref.show(e) for e in rows)
        for (call, function), got in zip(sums.SUMS.items(), answer[1:]):
            right = wanted(function, rows)
            tap.same(call, got == right, note + "got %s, wanted %s" % (got, right))
            if call == "sum_independent(e)":
                what = right if right in (None, "range") else ref.kind(ref.parse(right))
                seen[what] = seen.get(what, 0) + 1
        for name, outer, inner in ((BRACKET[0], answer[1], answer[3]),
                                   (BRACKET[1], answer[2], answer[4])):
            outer, inner = parsed(outer), parsed(inner)
            if outer is None or inner is None:
                continue
            tap.same(name, sums.within(inner, outer),
                     note + "%s, %s" % (inner, outer))
            # 18 digits are shared by mid and the ends, which differ
            largest = max(abs(x) for x in ref.figures_of(outer))
            tap.same(BRACKET[2], inner.mid == outer.mid or
                     abs(inner.mid - outer.mid) * 10 ** 17 <= largest,
                     note + "%s, %s" % (inner, outer))
    tap.same(VARY, len(answers) == len(groups) and
             all(seen.get(what, 0) * 50 >= len(groups) for what in
                 (None, "range", "point", "interval", "range", "open")),
             "%d groups, %s" % (len(answers), seen))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
