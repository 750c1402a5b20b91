#!/usr/bin/env python3
"""
Compares type estimate with the reference on random cases.

Environment: ORACLE_ESTIMATE_CASES (2000), ORACLE_SEED (20261126), and what
psql reads.  Prints TAP.
"""

import random
import sys
from fractions import Fraction

import estimate as ref
import session

# what is compared: its expression over a and b (estimates), n (numeric), d
# (integer), f (float8), and the reference
CALLS = [
    ("- a", lambda a, b, n, d: ref.negate(a)),
    ("a + n", lambda a, b, n, d: ref.add(a, n)),
    ("n + a", lambda a, b, n, d: ref.add(a, n)),
    ("a - n", lambda a, b, n, d: ref.add(a, -n)),
    ("n - a", lambda a, b, n, d: ref.add(ref.negate(a), n)),
    ("a * n", lambda a, b, n, d: ref.multiply(a, n)),
    ("n * a", lambda a, b, n, d: ref.multiply(a, n)),
    ("a / n", lambda a, b, n, d: ref.divide(a, n)),
    ("n / a", lambda a, b, n, d: ref.number_over(n, a)),
    ("ratio(a, b)", lambda a, b, n, d: ref.ratio(a, b)),
    ("rounded(a, d)", lambda a, b, n, d: ref.rounded(a, d)),
    ("a::jsonb::estimate", lambda a, b, n, d: a),
    ("estimate(low(a), mid(a), high(a), level(a), low_inc(a), high_inc(a))",
     lambda a, b, n, d: a),
    ("a @> n", lambda a, b, n, d: ref.holds(a, n)),
    ("n <@ a", lambda a, b, n, d: ref.holds(a, n)),
    ("a && b", lambda a, b, n, d: ref.overlaps(a, b)),
    ("a < b", lambda a, b, n, d: ref.order(a) < ref.order(b)),
    ("a = b", lambda a, b, n, d: a == b),
    ("estimate_cmp(a, b)", lambda a, b, n, d: (ref.order(a) > ref.order(b))
     - (ref.order(a) < ref.order(b))),
    ("low(a)", lambda a, b, n, d: a.low),
    ("mid(a)", lambda a, b, n, d: a.mid),
    ("high(a)", lambda a, b, n, d: a.high),
    ("level(a)", lambda a, b, n, d: a.level),
    ("estimate_kind(a)", lambda a, b, n, d: ref.kind(a)),
]
STATES = {"zero": "22012", "range": "22003", "small": "22003"}
READ = ["every spelling is read, and shown in one way",
        "what is shown reads back to the same bytes",
        "mutated text is taken or refused alike", "sorting"]
LIE = "what becomes of figures within lies within the result"

SCRIPT = """
CREATE TEMP TABLE spelt (i int, t text);
%(spelt)s
CREATE TEMP TABLE mutant (i int, t text);
%(mutant)s
CREATE TEMP TABLE pair (i int, a estimate, b estimate, n numeric, d int);
%(pair)s
CREATE FUNCTION pg_temp.shown(t text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN t::estimate::text;
EXCEPTION WHEN invalid_text_representation OR numeric_value_out_of_range THEN
	RETURN 'refused';
END $$;
%(functions)s
COPY (SELECT 'spelt', i, pg_temp.shown(t),
			 estimate_send(t::estimate::text::estimate) = estimate_send(t::estimate)
	  FROM spelt) TO stdout;
COPY (SELECT 'mutant', i, pg_temp.shown(t), NULL FROM mutant) TO stdout;
COPY (SELECT 'pair', i, %(calls)s FROM pair) TO stdout;
COPY (SELECT 'sort', array_to_string(array_agg(i ORDER BY a, i), ' ') FROM pair)
	TO stdout;
"""
FUNCTION = """
CREATE FUNCTION pg_temp.call_%d(a estimate, b estimate, n numeric, d int)
RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	RETURN %s;
EXCEPTION WHEN numeric_value_out_of_range OR division_by_zero THEN
	RETURN SQLSTATE;
END $$;
"""


def shown(value):
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (Fraction, int)):
        return ref.plain(Fraction(value))
    return value if value is None or isinstance(value, str) else ref.show(value)


def wanted(function, case):
    try:
        return shown(function(*case))
    except ref.Refused as why:
        return STATES[why.args[0]]


def read(text):
    try:
        return ref.show(ref.parse(text))
    except ref.Refused:
        return "refused"


# calls that promise ends beyond which no result lies, and what they do
MEMBERS = {"- a": lambda x, y, n: -x,
           "a + n": lambda x, y, n: x + n,
           "n - a": lambda x, y, n: n - x,
           "a * n": lambda x, y, n: x * n,
           "a / n": lambda x, y, n: x / n if n else None,
           "n / a": lambda x, y, n: n / x if x else None,
           "ratio(a, b)": lambda x, y, n: x / y if y else None,
           "rounded(a, d)": lambda x, y, n: x}


def check_members(rng, tap, call, result, case):
    """The answer, read back, must hold what figures of a and b give."""
    a, b, n, _ = case
    if call not in MEMBERS or result is None or result in STATES.values():
        return
    result = ref.parse(result)
    # a point is rounded to the nearest
    if ref.is_point(a) and (call != "ratio(a, b)" or ref.is_point(b)):
        return
    try:
        n = ref.as_scalar(n)
    except ref.Refused:
        return
    for _ in range(4):
        x, y = ref.random_member(rng, a), ref.random_member(rng, b)
        got = MEMBERS[call](x, y, n)
        tap.same(LIE, got is None or ref.holds(result, got),
                 "%s with a = %s, b = %s, n = %s\nis %s, without %s"
                 % (call, ref.show(a), ref.show(b), ref.plain(n),
                    ref.show(result), got))


def boolean(text):
    return {"true": "t", "false": "f"}.get(text, text)


def main():
    rng = random.Random(session.setting("ORACLE_SEED", 20261126))
    count = session.setting("ORACLE_ESTIMATE_CASES", 2000)
    values = [ref.random_estimate(rng) for _ in range(count)]
    spelt = [ref.random_text(rng, e) for e in values]
    mutants = [ref.mutated(rng, rng.choice(spelt)) for _ in range(2 * count)]
    pairs = [(rng.choice(values), rng.choice(values), ref.random_number(rng),
              rng.randrange(-10, 12)) for _ in range(count)]
    rows = session.run(SCRIPT % {
        "spelt": session.copy_in("spelt", [
            (str(i), t) for i, t in enumerate(spelt)]),
        "mutant": session.copy_in("mutant", [
            (str(i), t) for i, t in enumerate(mutants)]),
        "pair": session.copy_in("pair", [
            (str(i), ref.show(a), ref.show(b), ref.plain(n), str(d))
            for i, (a, b, n, d) in enumerate(pairs)]),
        "functions": "".join(FUNCTION % (k, call)
                             for k, (call, _) in enumerate(CALLS)),
        "calls": ", ".join("pg_temp.call_%d(a, b, n, d)" % k
                           for k in range(len(CALLS)))})
    tap = session.Tap(READ + [call for call, _ in CALLS] + [LIE, "the cases vary"])
    taken = 0
    states = 0
    for row in rows:
        if row[0] == "sort":
            order = [int(i) for i in row[1].split()]
            right = sorted(range(count),
                           key=lambda i: (ref.order(pairs[i][0]), i))
            tap.same(READ[3], order == right, "another order")
            continue
        i = int(row[1])
        if row[0] == "spelt":
            right = ref.show(values[i])
            tap.same(READ[0], row[2] == right, "text %r\ngot %s, wanted %s"
                     % (spelt[i], row[2], right))
            tap.same(READ[1], row[3] == "t", "text %r" % spelt[i])
        elif row[0] == "mutant":
            right = read(mutants[i])
            taken += right != "refused"
            tap.same(READ[2], row[2] == right, "text %r\ngot %s, wanted %s"
                     % (mutants[i], row[2], right))
        else:
            a, b, n, d = pairs[i]
            for (call, function), got in zip(CALLS, row[2:]):
                right = wanted(function, pairs[i])
                states += right in STATES.values()
                tap.same(call, boolean(got) == right,
                         "a = %s, b = %s, n = %s, d = %d\ngot %s, wanted %s"
                         % (ref.show(a), ref.show(b), ref.plain(n), d, got,
                            right))
                check_members(rng, tap, call, got, pairs[i])
    kinds = {ref.kind(e) for e in values}
    tap.same("the cases vary", len(kinds) == 4 and len(rows) == 4 * count + 1
             and count // 20 < taken < 2 * count - count // 20
             and count // 20 < states < 4 * count,
             "%s, %d rows, %d mutants taken, %d errors"
             % (kinds, len(rows), taken, states))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
