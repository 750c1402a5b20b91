"""
Reference for type estimate: plain, slow, obvious.

Standard library only, exact fractions throughout, and nothing shared with the
extension.  An estimate is (low, mid, high, low_strict, high_strict, level):
fractions, None where open, not known or not given.
"""

import collections
import re
from fractions import Fraction

LIMIT = Fraction(10) ** 18          # the largest figure and coefficient
DECIMALS = 9
SUFFIX = {"": 0, "k": 3, "m": 6, "b": 9, "bn": 9, "t": 12, "tn": 12}
UNITS = [(12, "T"), (9, "bn"), (6, "M"), (3, "k"), (0, "")]

Estimate = collections.namedtuple(
    "Estimate", "low mid high low_strict high_strict level")


class Refused(Exception):
    """Text that is no estimate, or a result that has none; args[0] says why."""


# ------------------------------------------------------------ rounding

def floor_to(x, decimals):
    unit = Fraction(10) ** decimals
    return Fraction((x * unit).__floor__()) / unit


def ceil_to(x, decimals):
    return -floor_to(-x, decimals)


def near_to(x, decimals):
    """To the nearest, ties away from zero."""
    unit = Fraction(10) ** decimals
    whole = Fraction((abs(x) * unit + Fraction(1, 2)).__floor__()) / unit
    return whole if x >= 0 else -whole


def decimals_of(x):
    """Decimals of a figure that has at most nine."""
    for count in range(DECIMALS + 1):
        if 10 ** count % x.denominator == 0:
            return count
    raise Refused("too many decimals")


def figures_of(e):
    return [x for x in (e.low, e.mid, e.high) if x is not None]


def holds_digits(e, decimals):
    return all(abs(x) * 10 ** decimals <= LIMIT for x in figures_of(e))


# ---------------------------------------------------------- normal form

def settled(e):
    """The one form of a value: points, and what is said of ends."""
    low, mid, high, low_strict, high_strict, level = e
    if low is not None and low == high:
        return Estimate(low, low, low, False, False, None)
    if low is None or high is None:
        level = None
    return Estimate(low, mid, high,
                    low_strict and low is not None and mid != low,
                    high_strict and high is not None and mid != high, level)


def exact(e):
    """A value from figures that must be held without rounding."""
    if not figures_of(e):
        raise Refused("nothing")
    if any(abs(x) > LIMIT for x in figures_of(e)):
        raise Refused("range")
    if not holds_digits(e, max(decimals_of(x) for x in figures_of(e))):
        raise Refused("digits")
    return settled(e)


def outward(e, point=False):
    """A value of figures of any number of digits: ends away from the middle."""
    if not figures_of(e):
        return None
    e = at_decimals(e, DECIMALS, point)
    if any(abs(x) > LIMIT for x in figures_of(e)):
        raise Refused("range")
    # as many decimals as the largest figure leaves room for
    decimals = max(decimals_of(x) for x in figures_of(e))
    while not holds_digits(e, decimals):
        decimals -= 1
    return settled(at_decimals(e, decimals, point))


def at_decimals(e, decimals, point=False):
    low, mid, high = e.low, e.mid, e.high
    if point:
        low = mid = high = near_to(mid, decimals)
    else:
        low = None if low is None else floor_to(low, decimals)
        mid = None if mid is None else near_to(mid, decimals)
        high = None if high is None else ceil_to(high, decimals)
    return e._replace(low=low, mid=mid, high=high)


def is_point(e):
    return e.low is not None and e.low == e.high


def kind(e):
    if e.low is None or e.high is None:
        return "open"
    if is_point(e):
        return "point"
    return "interval" if e.level is not None else "range"


# ------------------------------------------------------------- text form

BLANK = r"[ \t\n\v\f\r]*"
NUMBER = r"(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
# no separator of thousands: 1_000, 1'000, 1,000 (and so not [1,200] either)
APART = r"(?![_']\d)(?!,\d\d\d(?!\d))"
WHOLE = r"(?![A-Za-z\d])(?!\.(?!\.))"     # nothing of the figure is left
UNSIGNED = NUMBER + APART + r"(?:[kK]|[mM]|[bB][nN]?|[tT][nN]?)?" + WHOLE
FIGURE = r"([+-]?" + UNSIGNED + ")"
LEVEL = r"(?:(" + UNSIGNED + ")" + BLANK + "%)?"
ENDS = (r"([\[(])" + BLANK + FIGURE + "?" + BLANK + "," + BLANK + FIGURE + "?"
        + BLANK + r"([\])])" + BLANK + LEVEL)


def form(text):
    return re.compile(BLANK + text.replace(" ", BLANK) + BLANK)


# blanks of these stand for any number of blanks
POINT = form("(~?) " + FIGURE)
BOUND = form("(>=|<=|>|<) " + FIGURE)
DOTS = re.compile(BLANK + "~?" + BLANK + FIGURE + BLANK + r"\.\." + BLANK
                  + FIGURE + BLANK + LEVEL + BLANK)
BRACKETS = re.compile(BLANK + "(?:~?" + BLANK + FIGURE + BLANK + ")?" + ENDS
                      + BLANK)


def number(text):
    """The value of a figure's text."""
    match = re.fullmatch(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([A-Za-z]*)",
                         text)
    mantissa, _, exponent = match.group(1).lower().partition("e")
    value = Fraction(mantissa.rstrip(".") if not mantissa.endswith(".") else
                     mantissa[:-1])
    power = int(exponent or 0) + SUFFIX[match.group(2).lower()]
    if value == 0:
        return Fraction(0)
    if power > 400:
        raise Refused("range")
    if power < -400:
        raise Refused("digits")
    return value * Fraction(10) ** power


def optional(text):
    return None if text is None else number(text)


def level_of(text):
    if text is None:
        return None
    level = number(text) / 100
    if not 0 < level < 1 or (level * 10000).denominator != 1:
        raise Refused("level")
    return level


def checked(low, mid, high, low_strict, high_strict, level):
    if low is not None and high is not None:
        if low > high or (low == high and (low_strict or high_strict)):
            raise Refused("order")
    if mid is not None and low is not None and (
            mid < low or (mid == low and low_strict)):
        raise Refused("order")
    if mid is not None and high is not None and (
            mid > high or (mid == high and high_strict)):
        raise Refused("order")
    if level is not None and (low is None or high is None):
        raise Refused("level")
    return exact(Estimate(low, mid, high, low_strict, high_strict, level))


def parse(text):
    match = POINT.fullmatch(text)
    if match:
        figure = number(match.group(2))
        if match.group(1):
            return checked(None, figure, None, False, False, None)
        return checked(figure, figure, figure, False, False, None)
    match = BOUND.fullmatch(text)
    if match:
        sign, figure = match.group(1), number(match.group(2))
        strict = "=" not in sign
        if ">" in sign:
            return checked(figure, None, None, strict, False, None)
        return checked(None, None, figure, False, strict, None)
    match = DOTS.fullmatch(text)
    if match:
        return checked(number(match.group(1)), None, number(match.group(2)),
                       False, False, level_of(match.group(3)))
    match = BRACKETS.fullmatch(text)
    if match:
        mid, left, low, high, right, level = match.groups()
        low, high = optional(low), optional(high)
        return checked(low, optional(mid), high,
                       left == "(" and low is not None,
                       right == ")" and high is not None, level_of(level))
    raise Refused("syntax")


def plain(x):
    """The shortest decimal of a fraction that has a finite one."""
    sign = "-" if x < 0 else ""
    count = 0
    while 10 ** count % x.denominator:
        count += 1
    digits = str(abs(int(x * 10 ** count))).rjust(count + 1, "0")
    return sign + (digits[:-count] + "." + digits[-count:] if count else digits)


def figure_text(x):
    """With the suffix that makes it shortest, the largest of those."""
    best = None
    for power, name in UNITS:
        scaled = x / 10 ** power
        if power and abs(scaled) < 1:
            continue
        text = plain(scaled)
        length = len(text) + (1 if name else 0)
        if best is None or length < best[0]:
            best = (length, text + name)
    return best[1]


def show(e):
    if e is None:
        return None
    if is_point(e):
        return figure_text(e.mid)
    if e.low is None and e.high is None:
        return "~" + figure_text(e.mid)
    if e.mid is None and e.high is None:
        return (">" if e.low_strict else ">=") + figure_text(e.low)
    if e.mid is None and e.low is None:
        return ("<" if e.high_strict else "<=") + figure_text(e.high)
    text = "" if e.mid is None else figure_text(e.mid) + " "
    text += "(" if e.low_strict else "["
    text += ("" if e.low is None else figure_text(e.low)) + ", "
    text += "" if e.high is None else figure_text(e.high)
    text += ")" if e.high_strict else "]"
    return text + (" " + plain(e.level * 100) + "%" if e.level else "")


# ------------------------------------------------------------- arithmetic

def as_scalar(x):
    """A number to calculate with: 18 digits that count, then 27 decimals."""
    if x == 0:
        return x
    decimals = 18
    while abs(x) * Fraction(10) ** decimals >= LIMIT:
        decimals -= 1
    while abs(x) * Fraction(10) ** decimals < LIMIT / 10:
        decimals += 1
    rounded = near_to(near_to(x, decimals), 27)
    if rounded == 0:
        raise Refused("small")
    if abs(rounded) > LIMIT * LIMIT:
        raise Refused("range")
    return rounded


def each(e, function):
    """function of every figure that is there"""
    low, mid, high = (None if x is None else function(x)
                      for x in (e.low, e.mid, e.high))
    return e._replace(low=low, mid=mid, high=high)


def turned(e):
    return Estimate(e.high, e.mid, e.low, e.high_strict, e.low_strict, e.level)


def negate(e):
    return turned(each(e, lambda x: -x))


def add(e, number_):
    by = as_scalar(number_)
    if abs(by) > LIMIT:
        raise Refused("range")
    # ends outward; mid and a point take the number to nine decimals
    near = near_to(by, DECIMALS)
    result = each(e, lambda x: x + by)
    if e.mid is not None:
        result = result._replace(mid=e.mid + near)
    return outward(result, is_point(e))


def multiply(e, number_):
    by = as_scalar(number_)
    if by == 0:
        return Estimate(by, by, by, False, False, None)
    result = each(e, lambda x: x * by)
    return outward(turned(result) if by < 0 else result, is_point(e))


def divide(e, number_):
    by = as_scalar(number_)
    if by == 0:
        raise Refused("zero")
    result = each(e, lambda x: x / by)
    return outward(turned(result) if by < 0 else result, is_point(e))


def point(x):
    return Estimate(x, x, x, False, False, None)


def number_over(number_, e):
    return ratio(point(as_scalar(number_)), e)


def least_quotient(a, b):
    """
    The infimum of x / y for x in a, y in b except 0, and whether it is not
    reached; b has no negative figure.  (None, False): no lower bound.
    """
    if a.low is None:
        return None, False
    if a.low > 0:
        if b.high is None:
            return Fraction(0), True
        return a.low / b.high, a.low_strict or b.high_strict
    if a.low == 0:
        return Fraction(0), a.low_strict
    if b.low == 0:
        return None, False
    return a.low / b.low, a.low_strict or b.low_strict


def ratio(a, b):
    if is_point(b):
        if b.mid == 0:
            raise Refused("zero")
        # exactly, not as a number of 18 digits: it has no more
        result = each(a, lambda x: x / b.mid)
        return outward(turned(result) if b.mid < 0 else result, is_point(a))
    mid = None
    if a.mid is not None and b.mid:
        mid = a.mid / b.mid
    level = b.level if is_point(a) else None
    if b.high is not None and b.high <= 0:
        a, b = negate(a), negate(b)
    if b.low is not None and b.low >= 0:
        low, low_strict = least_quotient(a, b)
        high, high_strict = least_quotient(negate(a), b)
        high = None if high is None else -high
        if low is not None and low == high:
            return point(low)           # zero, the only figure of a
        return outward(Estimate(low, mid, high, low_strict, high_strict, level))
    if is_point(a) and a.mid == 0:
        return a
    return outward(Estimate(None, mid, None, False, False, None))


def rounded(e, decimals):
    e = at_decimals(e, min(decimals, DECIMALS), is_point(e))
    return outward(e, is_point(e))


# ------------------------------------------------------------ comparison

def holds(e, x):
    if e.low is not None and (x < e.low or (x == e.low and e.low_strict)):
        return False
    return not (e.high is not None and
                (x > e.high or (x == e.high and e.high_strict)))


def overlaps(a, b):
    for first, second in ((a, b), (b, a)):
        if first.high is None or second.low is None:
            continue
        if first.high < second.low:
            return False
        if first.high == second.low and (first.high_strict or second.low_strict):
            return False
    return True


KINDS = ["point", "interval", "range", "open"]


def order(e):
    """Sorts as the type does."""
    if e.mid is not None:
        place = e.mid
    elif e.low is None:
        place = e.high
    else:
        place = e.low if e.high is None else (e.low + e.high) / 2
    return (place, e.low is not None, e.low or 0, e.low_strict,
            e.high is None, e.high or 0, not e.high_strict,
            KINDS.index(kind(e)), e.mid is not None, e.level or 0)


# ---------------------------------------------------------- random values

def random_member(rng, e):
    """A figure that lies within."""
    low, high = e.low, e.high
    if low is None and high is None:
        low, high = -abs(e.mid) - 5, abs(e.mid) + 5
    elif low is None:
        low = high - rng.choice([1, 10, 10 ** 6, LIMIT]) * (abs(high) + 1)
    elif high is None:
        high = low + rng.choice([1, 10, 10 ** 6, LIMIT]) * (abs(low) + 1)
    x = low + (high - low) * Fraction(rng.choice([0, 1, 2, 8, 15, 16]), 16)
    return x if holds(e, x) else low + (high - low) / 3


def random_figure(rng):
    digits = rng.choice([1, 1, 2, 3, 3, 4, 6, 9, 12, 15, 18])
    value = Fraction(rng.randrange(10 ** digits), 10 ** rng.choice([0] * 5 + [1, 2, 3, 6, 9]))
    if rng.random() < 0.4:
        value *= 10 ** rng.choice([3, 6, 9])
    if rng.random() < 0.02:
        value = LIMIT
    return -value if rng.random() < 0.2 else value


def random_estimate(rng):
    """A value of any kind; small spreads, zeros and equal figures are common."""
    while True:
        base = random_figure(rng)
        if rng.random() < 0.3:
            figures = sorted(random_figure(rng) for _ in range(3))
        else:
            step = rng.choice([Fraction(1), base / 4, base, Fraction(1, 10 ** 9),
                               Fraction(1, 2)])
            figures = sorted([base, base + step * rng.randrange(3),
                              base - step * rng.randrange(3)])
        if rng.random() < 0.1:
            figures[rng.randrange(3)] = Fraction(0)
            figures.sort()
        low, mid, high = figures
        shape = rng.randrange(8)
        if shape == 0:
            low = high = mid
        if shape in (1, 3):
            low = None
        if shape in (2, 3):
            high = None
        if rng.random() < 0.5 and (low, high) != (None, None):
            mid = None
        level = None
        if shape > 5:
            level = Fraction(rng.choice([9000, 9500, 5000, 9975, 1, 9999, 6827]),
                             10000)
        try:
            return checked(low, mid, high,
                           low is not None and rng.random() < 0.2,
                           high is not None and rng.random() < 0.2, level)
        except Refused:
            continue


def random_text_figure(rng, x):
    """One of the many ways to write a figure."""
    sign = "-" if x < 0 else rng.choice(["", "", "", "+"])
    x = abs(x)
    way = rng.randrange(5)
    if way == 0:
        return sign + plain(x)
    if way == 1:
        power = rng.choice([3, 6, 9, 12, -3, 1])
        return sign + plain(x / Fraction(10) ** power) + rng.choice("eE") + str(power)
    if way == 2:
        name = rng.choice([n for n in SUFFIX if n])
        return sign + plain(x / 10 ** SUFFIX[name]) + "".join(
            c.upper() if rng.random() < 0.5 else c for c in name)
    if way == 3:
        text = plain(x)
        return sign + rng.choice(["0", "00", ""]) + text + (
            rng.choice(["0", "00"]) if "." in text else rng.choice([".", ".0", ""]))
    return sign + figure_text(x)


def random_text(rng, e):
    """One of the many ways to write an estimate."""
    def blank(always=False):
        return " " if always else rng.choice(["", "", " ", "  ", "\t"])

    def figure(x):
        return "" if x is None else random_text_figure(rng, x)

    if is_point(e):
        return blank() + figure(e.mid) + blank()
    ends = e.low is not None and e.high is not None
    level = ""
    if e.level is not None:
        level = blank() + plain(e.level * 100) + rng.choice(["", blank()]) + "%"
    if e.mid is None and ends and not (e.low_strict or e.high_strict) \
            and rng.random() < 0.3:
        return (rng.choice(["", "~", "~ "]) + figure(e.low) + " .." + blank()
                + figure(e.high) + (" " + level if level else "") + blank())
    if e.mid is None and not ends and rng.random() < 0.7:
        if e.low is not None:
            return (">" if e.low_strict else ">=") + blank() + figure(e.low)
        return ("<" if e.high_strict else "<=") + blank() + figure(e.high)
    if e.low is None and e.high is None and rng.random() < 0.7:
        return "~" + blank() + figure(e.mid)
    return (blank() + (rng.choice(["", "~"]) if e.mid is not None else "")
            + figure(e.mid) + blank() + ("(" if e.low_strict else "[")
            + blank() + figure(e.low) + blank() + ", " + figure(e.high)
            + blank() + (")" if e.high_strict else "]") + level)


def mutated(rng, text):
    """The text with a few characters changed, most often no estimate."""
    letters = list(text)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        at = rng.randrange(len(letters) + 1)
        what = rng.choice("0123456789..,,[]()~<>=%kKMbnTe+-_' xN")
        way = rng.randrange(3)
        if way == 0:
            letters.insert(at, what)
        elif letters and way == 1:
            del letters[min(at, len(letters) - 1)]
        elif letters:
            letters[min(at, len(letters) - 1)] = what
    return "".join(letters)


def random_number(rng):
    way = rng.randrange(6)
    if way == 0:
        return Fraction(rng.randrange(-20, 21))
    if way == 1:
        return Fraction(rng.randrange(-10 ** 6, 10 ** 6), 10 ** rng.randrange(7))
    if way == 2:
        return Fraction(rng.randrange(-10 ** 22, 10 ** 22),
                        10 ** rng.randrange(4, 30))
    if way == 3:
        return Fraction(rng.choice([1, -1])) / 10 ** rng.randrange(30)
    if way == 4:
        return Fraction(rng.randrange(-10 ** 18, 10 ** 18), 10 ** 9)
    return Fraction(10) ** rng.randrange(rng.choice([12, 39]))
