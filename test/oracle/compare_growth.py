#!/usr/bin/env python3
"""
Compares doubling_time, cagr and surviving with growth.py on random figures.

Environment: ORACLE_GROWTH_CASES (1500), ORACLE_SEED (20261124), and what psql
reads.  Prints TAP.
"""

import datetime
import random
import sys
from decimal import Decimal

import growth
import session

TESTS = ["doubling_time of two figures", "cagr of two figures",
         "doubling_time along a line", "surviving"]

SCRIPT = """
CREATE TEMP TABLE pair (n int, first float8, last float8, since date, until date);
CREATE TEMP TABLE point (n int, at date, value float8);
CREATE TEMP TABLE lot (n int, qty float8, shipped date, as_of date, life float8, spread float8, curve text);
%s%s%s
COPY (SELECT 0, n, doubling_time(first, last, since, until), cagr(first, last, since, until)
	  FROM pair ORDER BY n) TO stdout;
COPY (SELECT 1, n, doubling_time(at, value), NULL FROM point GROUP BY n ORDER BY n) TO stdout;
COPY (SELECT 2, n, surviving(qty, shipped, as_of, life, spread, curve),
			 surviving(qty::numeric, shipped, as_of, life, spread, curve)
	  FROM lot ORDER BY n) TO stdout;
"""


def random_day(rng):
    return datetime.date(1990, 1, 1) + datetime.timedelta(rng.randrange(18000))


def random_value(rng):
    return rng.choice([float(rng.randint(-1, 5)), float(rng.randint(1, 10**6)),
                       10 ** rng.uniform(-6, 12)])


def make_pair(rng):
    first = random_value(rng)
    last = rng.choice([first, first * rng.uniform(0.9, 1.1), random_value(rng)])
    since = random_day(rng)
    return first, last, since, rng.choice([since, random_day(rng)])


def make_line(rng):
    rate = rng.uniform(-1.5, 1.5)
    days = [random_day(rng) for _ in range(rng.choice([1, 2, 3, 12, 40]))]
    noise = rng.choice([0, 0.1, 1])
    points = [(day, 1e6 * 2.718281828 ** (rate * (day.year - 2015) +
                                          rng.gauss(0, noise)))
              for day in days]
    if rng.random() < 0.05:
        points.append((random_day(rng), float(rng.choice([0, -1]))))
    return points


def make_lot(rng):
    shipped = random_day(rng)
    as_of = shipped + datetime.timedelta(rng.randrange(-30, 6000))
    return (float(rng.randint(1, 10**6)), shipped, as_of,
            rng.choice([5.0, 4.0, rng.uniform(0.5, 12)]),
            rng.choice([0.0, 1.5, rng.uniform(0.05, 6)]),
            rng.choice(["lognormal", "normal"]))


def near(got, wanted, relative, absolute=0):
    if got is None or wanted is None:
        return got is None and wanted is None
    wanted = Decimal(wanted)
    return abs(Decimal(got) - wanted) <= \
        max(abs(wanted) * Decimal(relative), Decimal(absolute))


def compare_pair(tap, case, row):
    first, last, since, until = case
    years = growth.calendar_year(until) - growth.calendar_year(since)
    wanted = growth.doubling_time(first, last, years)
    tap.same(TESTS[0], near(row[2], wanted, 1e-14), "%s %s not %s" % (case, row, wanted))
    wanted = growth.cagr(first, last, years)
    tap.same(TESTS[1], near(row[3], wanted, 1e-12, 1e-15), "%s %s not %s" % (case, row, wanted))


def main():
    rng = random.Random(session.setting("ORACLE_SEED", 20261124))
    count = session.setting("ORACLE_GROWTH_CASES", 1500)
    pairs = [make_pair(rng) for _ in range(count)]
    pairs = [p for p in pairs if not overflows(p)]
    lines = [make_line(rng) for _ in range(count // 5)]
    lots = [make_lot(rng) for _ in range(count)]
    script = SCRIPT % tuple(
        session.copy_in(table, [[str(n)] + [repr(v) if isinstance(v, float) else str(v) for v in row]
                                for n, row in rows])
        for table, rows in [("pair", enumerate(pairs)),
                            ("point", [(n, p) for n, line in enumerate(lines) for p in line]),
                            ("lot", enumerate(lots))])
    tap = session.Tap(TESTS)
    for row in session.run(script):
        n = int(row[1])
        if row[0] == "0":
            compare_pair(tap, pairs[n], row)
        elif row[0] == "1":
            wanted = growth.fitted_doubling_time(lines[n])
            tap.same(TESTS[2], near(row[2], wanted, 1e-10), "%s %s not %s" % (lines[n], row, wanted))
        else:
            wanted = growth.surviving(*lots[n])
            tap.same(TESTS[3], near(row[2], wanted, 1e-11, 1e-9) and
                     near(row[3], wanted, 1e-11, 1e-9), "%s %s not %s" % (lots[n], row, wanted))
    return tap.close()


def overflows(pair):
    """A rate a year that no double holds: refused, and tested elsewhere."""
    first, last, since, until = pair
    years = growth.calendar_year(until) - growth.calendar_year(since)
    if first <= 0 or last <= 0 or years == 0:
        return False
    return (growth.ln(last) - growth.ln(first)) / growth.decimal(years) > 700


if __name__ == "__main__":
    sys.exit(main())
