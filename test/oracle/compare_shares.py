#!/usr/bin/env python3
"""
Compares the bounds of shares with all completions of small random markets.

Environment: ORACLE_SHARES_CASES (400), ORACLE_SEED (20261123), and what psql
reads.  Prints TAP.
"""

import random
import sys
from fractions import Fraction

import session
import shares

NAMES = ["a", "b", "c", "d"]
REMAINDERS = ["anyone", "others", "smaller"]
TESTS = ["hhi", "share_of"] + \
    ["hhi_bounds, " + r for r in REMAINDERS] + \
    ["share_bounds", "order of the rows and units of the weights do not matter"]

SCRIPT = """
CREATE TEMP TABLE oracle_case (n int, s text, keys text, other text);
%s
COPY (SELECT n, hhi(named_part(s::shares)), share_of(s::shares, 'a'),
			 a.low, a.high, o.low, o.high, m.low, m.high, b.low, b.high,
			 hhi_bounds(s::shares)::text = hhi_bounds(other::shares)::text
			 AND share_bounds(s::shares, keys::text[])::text
				= share_bounds(other::shares, keys::text[])::text
	  FROM oracle_case, hhi_bounds(s::shares) AS a,
		   hhi_bounds(s::shares, 'others') AS o,
		   hhi_bounds(s::shares, 'smaller') AS m,
		   share_bounds(s::shares, keys::text[]) AS b
	  ORDER BY n) TO stdout;
"""


def text_of(named, rest, scale):
    items = ["%s=%s" % (name, Fraction(w) * scale if scale >= 1 else
                        "%de-3" % w) for name, w in named]
    total = sum(w for _, w in named) + rest
    items.append("total=%s" % (total * scale if scale >= 1 else
                               "%de-3" % total))
    return ", ".join(items)


def make_case(rng):
    n = rng.randint(0, 4)
    most = rng.choice([3, 12, 1000])
    named = {name: rng.randint(0, most) for name in NAMES[:n]}
    rest = rng.randint(0, 9 if n < 3 else 6)
    if sum(named.values()) + rest == 0:
        rest = 1
    keys = [k for k in NAMES + ["z"] if rng.random() < 0.4]
    return named, rest, keys


def near(got, wanted):
    """Printed to at least 16 digits."""
    if got is None or wanted is None:
        return got is None and wanted is None
    return abs(Fraction(got) - wanted) <= Fraction(1, 10**15) * max(wanted, 1)


def compare(tap, case, row):
    named, rest, keys = case
    total = sum(named.values()) + rest
    note = "%s: %s" % (case, row)
    named_sum = sum(named.values())
    tap.same("hhi", near(row[1], shares.hhi(list(named.values()))
                         if named_sum else None), note)
    share = Fraction(named["a"], total) if "a" in named else \
        (None if rest else Fraction(0))
    tap.same("share_of", near(row[2], share), note)
    for i, remainder in enumerate(REMAINDERS):
        low, high = shares.hhi_bounds(named, rest, remainder)
        tap.same("hhi_bounds, " + remainder,
                 near(row[3 + 2 * i], low) and near(row[4 + 2 * i], high),
                 "%s, not %s %s" % (note, float(low), float(high)))
    low, high = shares.share_bounds(named, rest, keys)
    tap.same("share_bounds", near(row[9], low) and near(row[10], high),
             "%s, not %s %s" % (note, float(low), float(high)))
    tap.same(TESTS[-1], row[11] == "t", note)


def main():
    rng = random.Random(session.setting("ORACLE_SEED", 20261123))
    cases = [make_case(rng)
             for _ in range(session.setting("ORACLE_SHARES_CASES", 400))]
    rows = []
    for n, (named, rest, keys) in enumerate(cases):
        items = list(named.items())
        shuffled = rng.sample(items, len(items))
        rows.append([str(n), text_of(items, rest, 1), "{%s}" % ",".join(keys),
                     text_of(shuffled, rest, rng.choice([1000, 0]))])
    script = SCRIPT % session.copy_in("oracle_case", rows)
    tap = session.Tap(TESTS)
    for case, row in zip(cases, session.run(script)):
        compare(tap, case, row)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
