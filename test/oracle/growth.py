"""
What doubling times, growth rates and survival must be, with 50 digits.

Logarithms are Decimal's, sums and calendar years are fractions, the normal
distribution is statistics.NormalDist.
"""

import calendar
import statistics
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50
NORMAL = statistics.NormalDist()
LN2 = Decimal(2).ln()


def calendar_year(day):
    """Years of twelve equal months, a day being its part of its month."""
    _, length = calendar.monthrange(day.year, day.month)
    return day.year + Fraction(day.month - 1, 12) + \
        Fraction(day.day - 1, 12 * length)


def decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def ln(value):
    return Decimal(value).ln()


def doubling_time(first, last, years):
    if first <= 0 or last <= 0 or first == last or years == 0:
        return None
    return decimal(Fraction(years)) * LN2 / (ln(last) - ln(first))


def cagr(first, last, years):
    if first <= 0 or last <= 0 or years == 0:
        return None
    return ((ln(last) - ln(first)) / decimal(Fraction(years))).exp() - 1


def fitted_doubling_time(points):
    """ln 2 / slope of the line through (year, ln value): mean by mean."""
    if any(value <= 0 for _, value in points):
        return None
    times = [decimal(calendar_year(day)) for day, _ in points]
    logs = [ln(value) for _, value in points]
    if len(set(times)) < 2:
        return None
    mean_time = sum(times) / len(times)
    mean_log = sum(logs) / len(logs)
    run = sum((t - mean_time) ** 2 for t in times)
    rise = sum((t - mean_time) * (y - mean_log) for t, y in zip(times, logs))
    return LN2 * run / rise if abs(rise) > Decimal("1e-40") else None


def surviving(qty, shipped, as_of, life, spread, curve):
    if as_of < shipped:
        return 0.0
    age = calendar_year(as_of) - calendar_year(shipped)
    if spread == 0:
        return qty if age < Fraction(life) else 0.0
    if curve == "normal":
        return qty * (1 - NORMAL.cdf(float((age - Fraction(life)) /
                                           Fraction(spread))))
    if age == 0:
        return qty
    variance = float((1 + decimal(Fraction(spread) / Fraction(life)) ** 2).ln())
    centre = float(ln(life)) - variance / 2
    lives = statistics.NormalDist(centre, variance ** 0.5)
    return qty * (1 - lives.cdf(float(decimal(age).ln())))
