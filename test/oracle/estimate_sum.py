"""
Reference for the sums of estimates: plain, slow, obvious.

Standard library only, exact fractions and integers, and nothing shared with
the extension.  Rows are estimates of estimate.py.
"""

from fractions import Fraction
from math import isqrt

import estimate as ref

NANO = 10 ** 9
WORDS = ["rows", "no_low", "no_mid", "no_high", "strict_low", "strict_high",
         "ranges", "intervals", "level_sum", "level_squares", "mid", "low",
         "high", "low_squares", "high_squares"]


def centre(e):
    """What the ends are spread around; an only end is its own centre."""
    if e.mid is not None:
        return e.mid
    ends = [x for x in (e.low, e.high) if x is not None]
    return sum(ends) / len(ends)


def at_most(middle, squares, parts):
    """
    The largest multiple of 10^-9 that is no more than
    (middle - root of squares) / parts.
    """
    def fits(n):
        left = middle - Fraction(n, NANO) * parts
        return left >= 0 and left * left >= squares

    root = Fraction(isqrt(int(squares * NANO ** 2)), NANO)
    n = ((middle - root) / parts * NANO).__floor__()
    while not fits(n):
        n -= 1
    while fits(n + 1):
        n += 1
    return Fraction(n, NANO)


def common_level(rows):
    """The level of all rows that are not points, if they have one."""
    levels = {e.level for e in rows if not ref.is_point(e)}
    return levels.pop() if len(levels) == 1 else None


def bounds_ends(rows, parts):
    low = high = None
    if all(e.low is not None for e in rows):
        low = sum(e.low for e in rows) / parts
    if all(e.high is not None for e in rows):
        high = sum(e.high for e in rows) / parts
    return low, high


def independent_ends(rows, parts):
    low = high = None
    middle = sum(centre(e) for e in rows)
    if all(e.low is not None for e in rows):
        low = at_most(middle, sum((centre(e) - e.low) ** 2 for e in rows), parts)
    if all(e.high is not None for e in rows):
        high = -at_most(-middle, sum((e.high - centre(e)) ** 2 for e in rows),
                        parts)
    return low, high


def result(rows, ends, average):
    """The sum or average of rows, None for nothing known."""
    if not rows:
        return None
    parts = len(rows) if average else 1
    low, high = ends(rows, parts)
    mid = None
    if all(e.mid is not None for e in rows):
        mid = Fraction(sum(e.mid for e in rows)) / parts
    if low is None and mid is None and high is None:
        return None
    return ref.outward(
        ref.Estimate(low, mid, high,
                     low is not None and any(e.low_strict for e in rows),
                     high is not None and any(e.high_strict for e in rows),
                     common_level(rows)),
        all(ref.is_point(e) for e in rows))


def state(rows, independent):
    """The text of the summary."""
    if not rows:
        return None

    def total(figures):
        value = sum(figures) * NANO
        assert Fraction(value).denominator == 1
        return int(value)

    levels = [int(e.level * 10000) for e in rows if e.level is not None]
    words = {
        "rows": len(rows),
        "no_low": sum(e.low is None for e in rows),
        "no_mid": sum(e.mid is None for e in rows),
        "no_high": sum(e.high is None for e in rows),
        "strict_low": sum(e.low_strict for e in rows),
        "strict_high": sum(e.high_strict for e in rows),
        "ranges": sum(ref.kind(e) == "range" for e in rows),
        "intervals": len(levels),
        "level_sum": sum(levels),
        "level_squares": sum(x * x for x in levels),
        "mid": total(e.mid for e in rows if e.mid is not None),
    }
    lows = [e for e in rows if e.low is not None]
    highs = [e for e in rows if e.high is not None]
    if independent:
        # in halves of 10^-9, so that the middle of two ends is an integer
        words["low"] = total(2 * centre(e) for e in lows)
        words["high"] = total(2 * centre(e) for e in highs)
        words["low_squares"] = int(sum(
            (2 * NANO * (centre(e) - e.low)) ** 2 for e in lows))
        words["high_squares"] = int(sum(
            (2 * NANO * (e.high - centre(e))) ** 2 for e in highs))
    else:
        words["low"] = total(e.low for e in lows)
        words["high"] = total(e.high for e in highs)
    return " ".join("%s=%d" % (w, words[w]) for w in WORDS if words.get(w))


SUMS = {
    "sum_bounds(e)": lambda rows: result(rows, bounds_ends, False),
    "avg_bounds(e)": lambda rows: result(rows, bounds_ends, True),
    "sum_independent(e)": lambda rows: result(rows, independent_ends, False),
    "avg_independent(e)": lambda rows: result(rows, independent_ends, True),
    "bounds_agg(e)": lambda rows: state(rows, False),
    "independent_agg(e)": lambda rows: state(rows, True),
}


def within(inner, outer):
    """Has outer every figure of inner between its ends?"""
    return ((outer.low is None or
             (inner.low is not None and inner.low >= outer.low)) and
            (outer.high is None or
             (inner.high is not None and inner.high <= outer.high)))


def random_rows(rng):
    """Rows of one shape more often than of all, so that ends stay."""
    shape = rng.choice(["any", "closed", "mid", "level", "low", "point",
                        "small"])
    count = rng.choice([1, 2, 3, 5, 8, 13, 30])
    level = Fraction(rng.choice([9000, 9500]), 10000)
    rows = []
    while len(rows) < count:
        e = ref.random_estimate(rng)
        if shape in ("closed", "level") and ref.kind(e) == "open":
            continue
        if shape == "mid" and e.mid is None:
            continue
        if shape == "low" and e.low is None:
            continue
        if shape == "point" and not ref.is_point(e):
            continue
        if shape == "small" and any(abs(x) > 10 ** 6 for x in ref.figures_of(e)):
            continue
        if shape == "level" and not ref.is_point(e):
            e = e._replace(level=level)
        rows.append(e)
    return rows
