#!/usr/bin/env python3
"""
Reference for gpu_spec and spec_query: plain, slow, obvious.

Standard library only, exact fractions throughout, and nothing shared with the
extension.  Two things live here: the figures of 15 CFR 774 Supp. 1, ECCN 3A090
(total processing performance and performance density), and the predicate
language with its three truth values True, False and None (unknown).

A spec is a dict.  Numeric fields map to Fraction, "dc" to True or False,
"hbm" to True, "released" to text such as "2023-11".  A missing key is unknown,
which differs from zero; a missing "hbm" means no.
"""

import calendar
import datetime
import re
import sys
from fractions import Fraction

RATES = ["int4", "fp4", "fp6", "int8", "fp8", "fp16", "tf32", "fp32", "fp64"]
SIZES = ["mem", "bw", "io", "pcie", "die", "transistors", "tdp", "area"]
NUMBERS = RATES + SIZES
DERIVED = ["tpp", "pd", "xfer", "mbd"]
FLAGS = ["dc", "hbm"]
BITS = {"int4": 4, "fp4": 4, "fp6": 6, "int8": 8, "fp8": 8, "fp16": 16,
        "fp32": 32, "fp64": 64}


# ---------------------------------------------------------------- text form

def decimal_text(value):
    """Shortest decimal of a fraction that has a finite one."""
    sign = "-" if value < 0 else ""
    scaled, rest = divmod(abs(value) * 10**6, 1)
    if rest:
        raise ValueError("%s has more than six decimals" % value)
    whole, part = divmod(int(scaled), 10**6)
    text = sign + str(whole)
    if part:
        text += "." + ("%06d" % part).rstrip("0")
    return text


def spec_text(spec):
    words = []
    for name in NUMBERS:
        if name in spec:
            words.append("%s=%s" % (name, decimal_text(spec[name])))
    if "dc" in spec:
        words.append("dc=yes" if spec["dc"] else "dc=no")
    if spec.get("hbm"):
        words.append("hbm=yes")
    if "released" in spec:
        words.append("released=" + spec["released"])
    return " ".join(words) or "unknown"


def parse_spec(text):
    """Only the forms that spec_text() writes."""
    spec = {}
    for word in [] if text == "unknown" else text.split():
        key, value = word.split("=")
        if key in spec:
            raise ValueError("repeated key " + key)
        if key in NUMBERS:
            spec[key] = Fraction(value)
        elif key in FLAGS:
            spec[key] = {"yes": True, "no": False}[value]
        elif key == "released":
            span(value)
            spec[key] = value
        else:
            raise ValueError("unknown key " + key)
    return spec


# ------------------------------------------------------------------ figures

def known_rates(spec):
    return [r for r in RATES if r in spec]


def weighted(spec, rate, tf32_bits):
    bits = tf32_bits if rate == "tf32" else BITS[rate]
    return spec[rate] * bits


def tpp(spec, tf32_bits=19):
    """Largest known dense rate times bit length; None when unknown."""
    rates = known_rates(spec)
    if rates:
        return max(weighted(spec, r, tf32_bits) for r in rates)
    if spec.get("hbm"):
        return Fraction(0)
    return None


def tpp_formats(spec, tf32_bits=19):
    """
    The formats that reach the maximum at the greatest width.  More than one
    only where formats of the same width tie (int8 and fp8).
    """
    top = tpp(spec, tf32_bits)
    tied = [r for r in known_rates(spec) if weighted(spec, r, tf32_bits) == top]
    if not tied:
        return set()
    width = {r: tf32_bits if r == "tf32" else BITS[r] for r in tied}
    widest = max(width.values())
    return set(r for r in tied if width[r] == widest)


def performance_density(spec, tf32_bits=19):
    """TPP over the non-planar die area; None when unknown or undefined."""
    top = tpp(spec, tf32_bits)
    if top is None or "die" not in spec or spec["die"] == 0:
        return None
    return top / spec["die"]


# -------------------------------------------------------------------- dates

def span(text):
    """First and last day of yyyy, yyyy-mm or yyyy-mm-dd."""
    parts = [int(p) for p in text.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 1, 1), datetime.date(parts[0], 12, 31)
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return (datetime.date(parts[0], parts[1], 1),
                datetime.date(parts[0], parts[1], last))
    day = datetime.date(*parts)
    return day, day


def compare_spans(x, op, s):
    """x is the release span, s the literal's; True, False or None."""
    if op == ">":
        return decide(x[0] > s[1], x[1] <= s[1])
    if op == ">=":
        return decide(x[0] >= s[0], x[1] < s[0])
    if op == "<":
        return decide(x[1] < s[0], x[0] >= s[0])
    if op == "<=":
        return decide(x[1] <= s[1], x[0] > s[1])
    same = decide(x[0] >= s[0] and x[1] <= s[1], x[1] < s[0] or x[0] > s[1])
    return same if op == "=" else negate(same)


def decide(true, false):
    if true:
        return True
    if false:
        return False
    return None


def negate(truth):
    return None if truth is None else not truth


# ---------------------------------------------------------------- intervals

UNDEFINED = "undefined"     # division by zero: no value at all


class Range:
    """
    The values that a sum may have: from lo to hi, each end open or closed.
    None as an end is infinity, which is always open.  "holes" says that the
    sum may also be undefined.
    """

    def __init__(self, lo, lo_open, hi, hi_open, holes=False):
        self.lo, self.lo_open = lo, lo_open or lo is None
        self.hi, self.hi_open = hi, hi_open or hi is None
        self.holes = holes

    def is_point(self):
        return self.lo is not None and self.lo == self.hi

    def has_zero(self):
        above = self.lo is None or self.lo < 0 or (self.lo == 0 and
                                                   not self.lo_open)
        below = self.hi is None or self.hi > 0 or (self.hi == 0 and
                                                   not self.hi_open)
        return above and below


def point(value):
    value = Fraction(value)
    return Range(value, False, value, False)


def not_negative():
    return Range(Fraction(0), False, None, True)


def range_add(a, b):
    lo = None if a.lo is None or b.lo is None else a.lo + b.lo
    hi = None if a.hi is None or b.hi is None else a.hi + b.hi
    return Range(lo, a.lo_open or b.lo_open, hi, a.hi_open or b.hi_open,
                 a.holes or b.holes)


def range_neg(a):
    lo = None if a.hi is None else -a.hi
    hi = None if a.lo is None else -a.lo
    return Range(lo, a.hi_open, hi, a.lo_open, a.holes)


def corner(x, x_sign, x_open, y, y_sign, y_open):
    """
    Product of two ends: (infinity sign or 0, value, open).  Zero times
    anything is zero, and is reached where the zero itself is.
    """
    if x == 0 or y == 0:
        reached = (x == 0 and not x_open) or (y == 0 and not y_open)
        return (0, Fraction(0), not reached)
    if x is None or y is None:
        sign_x = x_sign if x is None else (1 if x > 0 else -1)
        sign_y = y_sign if y is None else (1 if y > 0 else -1)
        return (sign_x * sign_y, Fraction(0), True)
    return (0, x * y, x_open or y_open)


def range_mul(a, b):
    ends_a = [(a.lo, -1, a.lo_open), (a.hi, 1, a.hi_open)]
    ends_b = [(b.lo, -1, b.lo_open), (b.hi, 1, b.hi_open)]
    corners = [corner(*ea, *eb) for ea in ends_a for eb in ends_b]
    # among equal corners a closed one counts
    low = min(corners, key=lambda c: (c[0], c[1], c[2]))
    high = max(corners, key=lambda c: (c[0], c[1], not c[2]))
    return Range(None if low[0] else low[1], low[2],
                 None if high[0] else high[1], high[2], a.holes or b.holes)


def range_div(a, b):
    if b.is_point() and b.lo == 0:
        return UNDEFINED
    holes = b.holes or b.has_zero()
    if b.lo is not None and b.lo >= 0:
        low = (Fraction(0), True) if b.hi is None else (1 / b.hi, b.hi_open)
        high = (None, True) if b.lo == 0 else (1 / b.lo, b.lo_open)
        inverse = Range(low[0], low[1], high[0], high[1], holes)
    elif b.hi is not None and b.hi <= 0:
        turned = range_div(point(1), range_neg(b))
        inverse = range_neg(turned)
        inverse.holes = holes
    else:
        inverse = Range(None, True, None, True, holes)
    return range_mul(a, inverse)


def arithmetic(op, a, b):
    if a is UNDEFINED or b is UNDEFINED:
        return UNDEFINED
    if op == "+":
        return range_add(a, b)
    if op == "-":
        return range_add(a, range_neg(b))
    if op == "*":
        return range_mul(a, b)
    return range_div(a, b)


def compare_ranges(a, op, b):
    if a is UNDEFINED or b is UNDEFINED:
        return False
    d = range_add(a, range_neg(b))
    below = d.hi is not None and (d.hi < 0 or (d.hi == 0 and d.hi_open))
    above = d.lo is not None and (d.lo > 0 or (d.lo == 0 and d.lo_open))
    not_below = d.lo is not None and d.lo >= 0
    not_above = d.hi is not None and d.hi <= 0
    if op == "<":
        truth = decide(below, not_below)
    elif op == ">":
        truth = decide(above, not_above)
    elif op == "<=":
        truth = decide(not_above, above)
    elif op == ">=":
        truth = decide(not_below, below)
    else:
        truth = decide(not_below and not_above, below or above)
        if op != "=":
            truth = negate(truth)
    if truth is True and d.holes:
        return None
    return truth


# -------------------------------------------------------------------- parser

TOKEN = re.compile(r"\s*(?:(\d{4}-\d{2}(?:-\d{2})?)(?![\d.])"
                   r"|(\d+(?:\.\d*)?|\.\d+)"
                   r"|([A-Za-z_]\w*)"
                   r"|(<=|>=|<>|!=|[-+*/()<>=]))")


def tokens_of(text):
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise ValueError("cannot read %r" % text[at:])
        date, number, name, sign = m.groups()
        if date:
            found.append(("date", date))
        elif number:
            found.append(("number", number))
        elif name:
            found.append(("name", name.lower()))
        else:
            found.append(("sign", sign))
        at = m.end()
    found.append(("end", ""))
    return found


class Parser:
    def __init__(self, text):
        self.tokens = tokens_of(text)
        self.at = 0

    def peek(self):
        return self.tokens[self.at]

    def take(self, kind, value):
        if self.peek() == (kind, value):
            self.at += 1
            return True
        return False

    def whole(self):
        tree = self.query()
        if self.peek()[0] != "end":
            raise ValueError("left over: %r" % (self.peek(),))
        return tree

    def query(self):
        tree = self.conjunction()
        while self.take("name", "or"):
            tree = ("or", tree, self.conjunction())
        return tree

    def conjunction(self):
        tree = self.negation()
        while self.take("name", "and"):
            tree = ("and", tree, self.negation())
        return tree

    def negation(self):
        if self.take("name", "not"):
            return ("not", self.negation())
        return self.test()

    def test(self):
        start = self.at
        try:
            left = self.sum()
            if self.take("name", "is"):
                wanted = not self.take("name", "not")
                if self.take("name", "unknown"):
                    wanted = not wanted
                elif not self.take("name", "known"):
                    raise ValueError("known or unknown expected")
                tree = ("known", left)
                return tree if wanted else ("not", tree)
            kind, op = self.peek()
            if kind == "sign" and op in ("<", "<=", "=", "<>", "!=", ">=", ">"):
                self.at += 1
                return ("compare", "<>" if op == "!=" else op, left, self.sum())
            if left[0] == "name" and left[1] in FLAGS:
                return ("flag", left[1])
            raise ValueError("comparison expected")
        except ValueError:
            # not a sum after all: a query in parentheses
            self.at = start
            if not self.take("sign", "("):
                raise
            tree = self.query()
            if not self.take("sign", ")"):
                raise ValueError(") expected")
            return tree

    def sum(self):
        tree = self.product()
        while self.peek() in (("sign", "+"), ("sign", "-")):
            op = self.peek()[1]
            self.at += 1
            tree = ("arith", op, tree, self.product())
        return tree

    def product(self):
        tree = self.atom()
        while self.peek() in (("sign", "*"), ("sign", "/")):
            op = self.peek()[1]
            self.at += 1
            tree = ("arith", op, tree, self.atom())
        return tree

    def atom(self):
        kind, value = self.peek()
        if kind in ("number", "date"):
            self.at += 1
            return (kind, value)
        if kind == "name" and value in NUMBERS + DERIVED + FLAGS + ["released"]:
            self.at += 1
            return ("name", value)
        if self.take("sign", "("):
            tree = self.sum()
            if not self.take("sign", ")"):
                raise ValueError(") expected")
            return tree
        raise ValueError("unexpected %r" % value)


PARSED = {}


def parse_query(text):
    if text not in PARSED:
        PARSED[text] = Parser(text).whole()
    return PARSED[text]


# ---------------------------------------------------------------- evaluation

def field_range(spec, name):
    return point(spec[name]) if name in spec else not_negative()


def name_range(spec, name):
    if name == "tpp":
        top = tpp(spec)
        return not_negative() if top is None else point(top)
    if name == "pd":
        return arithmetic("/", name_range(spec, "tpp"), field_range(spec, "die"))
    if name == "xfer":
        return arithmetic("+", field_range(spec, "io"), field_range(spec, "pcie"))
    if name == "mbd":
        return arithmetic("/", field_range(spec, "bw"), field_range(spec, "area"))
    return field_range(spec, name)


def sum_range(spec, tree):
    if tree[0] == "number":
        return point(tree[1])
    if tree[0] == "name":
        return name_range(spec, tree[1])
    if tree[0] == "arith":
        return arithmetic(tree[1], sum_range(spec, tree[2]),
                          sum_range(spec, tree[3]))
    raise ValueError("no number: %r" % (tree,))


def is_known(spec, tree):
    """Undefined is not unknown: it is known that there is no value."""
    if tree[0] == "name" and tree[1] == "hbm":
        return True
    if tree[0] == "name" and tree[1] in ("dc", "released"):
        return tree[1] in spec
    value = sum_range(spec, tree)
    return value is UNDEFINED or (value.is_point() and not value.holes)


MIRROR = {"<": ">", "<=": ">=", "=": "=", "<>": "<>", ">=": "<=", ">": "<"}


def compare(spec, op, left, right):
    if right == ("name", "released"):
        left, right, op = right, left, MIRROR[op]
    if left == ("name", "released"):
        if "released" not in spec:
            return None
        return compare_spans(span(spec["released"]), op, span(right[1]))
    return compare_ranges(sum_range(spec, left), op, sum_range(spec, right))


def evaluate(spec, tree):
    kind = tree[0]
    if kind == "or":
        a, b = evaluate(spec, tree[1]), evaluate(spec, tree[2])
        return True if a is True or b is True else \
            None if a is None or b is None else False
    if kind == "and":
        a, b = evaluate(spec, tree[1]), evaluate(spec, tree[2])
        return False if a is False or b is False else \
            None if a is None or b is None else True
    if kind == "not":
        return negate(evaluate(spec, tree[1]))
    if kind == "known":
        return is_known(spec, tree[1])
    if kind == "flag":
        return spec.get("hbm", False) if tree[1] == "hbm" else spec.get("dc")
    return compare(spec, tree[1], tree[2], tree[3])


def matches(spec, query):
    """spec @@ query"""
    return evaluate(spec, parse_query(query))


def unknown_in(spec, query):
    """Unknown fields in the parts of a query that leave it undecided."""
    return unknown_below(spec, parse_query(query))


def unknown_below(spec, tree):
    if evaluate(spec, tree) is not None:
        return set()
    if tree[0] in ("and", "or", "not"):
        return set().union(*[unknown_below(spec, t) for t in tree[1:]])
    found = read_fields(tree) & undecided_fields(spec)
    if tpp(spec) is not None:
        found -= set(RATES)
    return found


def undecided_fields(spec):
    """Fields of which more could be learnt: unknown, or an imprecise date."""
    found = set(f for f in NUMBERS + FLAGS + ["released"] if f not in spec)
    if len(spec.get("released", "")) in (4, 7):
        found.add("released")
    return found


def read_fields(tree):
    """Fields that a query reads, derived names taken apart."""
    parts = {"tpp": RATES, "pd": RATES + ["die"], "xfer": ["io", "pcie"],
             "mbd": ["bw", "area"]}
    if tree[0] in ("name", "flag"):
        return set(parts.get(tree[1], [tree[1]]))
    found = set()
    for child in tree[1:]:
        if isinstance(child, tuple):
            found |= read_fields(child)
    return found


# ----------------------------------------------------------------- generator

LIMITS = {"tpp": [1600, 2400, 4800, 4992, 14000, 17500, 20800, 21000, 21100],
          "pd": ["1.6", "3.2", "5.92"], "bw": [1400, 4500, 5000, 5800, 6200, 6500],
          "io": [600, 900, 1100], "xfer": [600], "mbd": [2, "3.3"],
          "transistors": [30, 35, 40]}
STEP = Fraction(1, 1000)
LARGEST = Fraction(4294967294, 1000)    # what a field can hold
SPREAD = {"int4": 8000, "fp4": 8000, "fp6": 8000, "int8": 4000, "fp8": 4000,
          "fp16": 2000, "tf32": 1000, "fp32": 200, "fp64": 100, "mem": 300,
          "bw": 9000, "io": 2000, "pcie": 256, "die": 1700, "transistors": 220,
          "tdp": 1500, "area": 2500}


def thousandth(value):
    """Nearest thousandth, so that the value fits a field."""
    return Fraction(round(value * 1000), 1000)


def near(rng, value):
    return max(Fraction(0), Fraction(value) + rng.choice([-1, 0, 0, 1]) * STEP)


def random_date(rng):
    year = rng.randint(2016, 2028)
    if rng.random() < 0.3:
        return rng.choice(["2026", "2026-01", "2026-01-14", "2026-01-15",
                           "2026-01-16", "2025", "2026-02", "2024-02-29"])
    kind = rng.random()
    if kind < 0.25:
        return "%04d" % year
    month = rng.randint(1, 12)
    if kind < 0.65:
        return "%04d-%02d" % (year, month)
    day = rng.randint(1, calendar.monthrange(year, month)[1])
    return "%04d-%02d-%02d" % (year, month, day)


def random_number(rng, name):
    kind = rng.random()
    if kind < 0.08:
        return Fraction(0)
    if kind < 0.12:
        return STEP
    if kind < 0.30 and name in LIMITS:
        return near(rng, rng.choice(LIMITS[name]))
    if kind < 0.50 and name in RATES:
        bits = BITS.get(name, 19)
        return near(rng, thousandth(Fraction(rng.choice(LIMITS["tpp"]), bits)))
    if kind < 0.53:
        return Fraction(rng.randint(0, int(LARGEST * 1000)), 1000)
    value = rng.random() * SPREAD[name]
    whole = Fraction(round(value * rng.choice([1, 1, 10, 1000])))
    return min(whole / rng.choice([1, 10, 1000]), LARGEST)


def put_on_density(rng, spec):
    """
    Rates and die such that the density is exactly a limit, or a thousandth of
    a rate beside it: 16 bits x 0.37 per mm2 is 5.92.
    """
    limit = Fraction(rng.choice(LIMITS["pd"]))
    for rate in RATES:
        spec.pop(rate, None)
    tpp_wanted = rng.choice([1600, 1700, 2400, 3000, 4700])
    spec["die"] = Fraction(-(-tpp_wanted // limit))
    spec["fp16"] = near(rng, spec["die"] * limit / 16)


def random_spec(rng):
    spec = {}
    share = rng.choice([0.1, 0.4, 0.8, 1.0])
    rate_share = rng.choice([0, 0.2, 0.6, 1.0]) if rng.random() < 0.5 else share
    for name in NUMBERS:
        if rng.random() < (rate_share if name in RATES else share):
            spec[name] = random_number(rng, name)
    rates = known_rates(spec)
    if len(rates) > 1 and rng.random() < 0.3:
        # formats that tie, as fp8 and fp16 do on most parts
        a, b = rng.sample(rates, 2)
        spec[b] = thousandth(spec[a] * BITS.get(a, 19) / BITS.get(b, 19))
        if spec[b] > LARGEST:
            del spec[b]
    if tpp(spec) and rng.random() < 0.4:
        # a die that puts the density on a limit or a hair beside it
        limit = Fraction(rng.choice(LIMITS["pd"]))
        spec["die"] = near(rng, thousandth(tpp(spec) / limit))
        if spec["die"] > LARGEST:
            del spec["die"]
    if rng.random() < 0.1:
        put_on_density(rng, spec)
    if rng.random() < 0.75:
        spec["dc"] = rng.random() < 0.7
    if rng.random() < 0.12:
        spec["hbm"] = True
    if rng.random() < 0.7:
        spec["released"] = random_date(rng)
    return spec


def query_number(rng, spec, name):
    kind = rng.random()
    value = None
    if kind < 0.35 and name in LIMITS:
        value = near(rng, rng.choice(LIMITS[name]))
    elif kind < 0.70:
        known = name_range(spec, name)
        if known is not UNDEFINED and known.is_point():
            value = max(Fraction(0), known.lo + rng.choice([-1, 0, 0, 1]) *
                        rng.choice([STEP, Fraction(1, 10**6)]))
            value = Fraction(round(value * 10**6), 10**6)
    if value is None:
        value = rng.choice([Fraction(0), Fraction(1), Fraction(1, 1000),
                            Fraction(rng.randint(0, 3000000), 1000),
                            Fraction(rng.randint(0, 30000))])
    return decimal_text(value)


def random_sum(rng, spec, depth):
    if depth == 0 or rng.random() < 0.5:
        if rng.random() < 0.15:
            return rng.choice(["0", "1", "2", "0.5", "1000", "3.25"])
        return rng.choice(NUMBERS + DERIVED * 4)
    op = rng.choice(["+", "+", "-", "-", "*", "/"])
    left, right = (random_sum(rng, spec, depth - 1) for _ in "ab")
    if op == "/" and right == "0":
        right = "2"             # a divisor that is plainly 0 is refused
    text = "%s %s %s" % (left, op, right)
    return "(%s)" % text


def random_test(rng, spec):
    kind = rng.random()
    op = rng.choice(["<", "<=", "=", "<>", "!=", ">=", ">"])
    if kind < 0.10:
        return rng.choice(FLAGS)
    if kind < 0.22:
        name = rng.choice(NUMBERS + (DERIVED + FLAGS + ["released"]) * 3)
        return "%s is %s%s" % (name, rng.choice(["", "", "not "]),
                               rng.choice(["known", "unknown"]))
    if kind < 0.25:
        # sums only: whether 0 times or over an unknown is known is not laid down
        text = random_sum(rng, spec, 1).replace("*", "+").replace("/", "-")
        return "%s is known" % text
    if kind < 0.42:
        pair = ["released", random_date(rng)]
        if "released" in spec and rng.random() < 0.4:
            pair[1] = spec["released"][:rng.choice([4, 7, 10])]
        if rng.random() < 0.3:
            pair.reverse()
        return "%s %s %s" % (pair[0], op, pair[1])
    if kind < 0.75:
        name = rng.choice(NUMBERS + DERIVED * 6)
        pair = [name, query_number(rng, spec, name)]
        if rng.random() < 0.15:
            pair.reverse()
        return "%s %s %s" % (pair[0], op, pair[1])
    if kind < 0.85:
        return rng.choice(["bw + io >= 1700", "bw + io < 1700", "pd >= 1.6",
                           "tpp >= 1600 and pd >= 5.92", "xfer >= 600",
                           "tpp / die >= 3.2", "not pd < 5.92",
                           "tpp >= 4800 and pd < 1.6", "hbm and mbd > 2"])
    return "%s %s %s" % (random_sum(rng, spec, 1), op,
                         random_sum(rng, spec, rng.choice([0, 0, 1])))


def random_query(rng, spec, depth=3):
    kind = rng.random()
    if depth == 0 or kind < 0.35:
        return random_test(rng, spec)
    if kind < 0.50:
        return "not (%s)" % random_query(rng, spec, depth - 1)
    parts = [random_query(rng, spec, depth - 1)
             for _ in range(rng.choice([2, 2, 3]))]
    parts = ["(%s)" % p if rng.random() < 0.6 else p for p in parts]
    text = parts[0]
    for part in parts[1:]:
        text += " %s %s" % (rng.choice(["and", "or"]), part)
    return text


# ------------------------------------------------------------------ selftest

def selftest():
    """Figures and readings that are known without any program."""
    h100 = parse_spec("fp8=1979 int8=1979 fp16=989.5 die=814 bw=3350 io=900 "
                      "pcie=128 dc=yes released=2022-10")
    h20 = parse_spec("fp8=296 fp16=148 die=814 bw=4000 io=900 dc=yes")
    planar = parse_spec("fp16=100 die=0")
    checks = [
        (tpp(h100), 15832), (tpp_formats(h100), {"fp16"}),
        (round(performance_density(h100), 2), Fraction("19.45")),
        (tpp(h20), 2368), (round(performance_density(h20), 2), Fraction("2.91")),
        (tpp(parse_spec("fp16=300")), 4800), (tpp({}), None),
        (tpp({"hbm": True}), 0), (tpp(parse_spec("tf32=10"), 32), 320),
        (matches(parse_spec("fp16=300"), "tpp >= 4800"), True),
        (matches(parse_spec("fp16=299.999"), "tpp >= 4800"), False),
        (matches({}, "tpp >= 0"), True), (matches({}, "tpp < 0"), False),
        (matches({}, "tpp >= 1"), None), (matches({}, "dc"), None),
        (matches({}, "hbm"), False), (matches({}, "hbm is known"), True),
        (matches(planar, "pd >= 1.6"), False),
        (matches(planar, "not pd >= 1.6"), True),
        (matches(planar, "pd <> 1.6"), False),
        (matches(planar, "pd is known"), True),
        (matches(parse_spec("fp16=100"), "pd is known"), False),
        (matches(parse_spec("fp16=100"), "pd >= 0"), None),
        (matches(parse_spec("fp16=100"), "pd < 0"), False),
        (matches(parse_spec("fp16=100"), "pd <= 0"), False),
        (matches(parse_spec("io=900"), "xfer >= 600"), True),
        (matches(parse_spec("io=500"), "xfer >= 600"), None),
        (matches(parse_spec("bw=1800"), "bw + io >= 1700"), True),
        (matches(parse_spec("hbm=yes bw=800 area=110"), "hbm and mbd > 2"), True),
        (matches(parse_spec("hbm=yes bw=220 area=110"), "hbm and mbd > 2"), False),
        (matches(parse_spec("released=2026-01"), "released > 2026-01-15"), None),
        (matches(parse_spec("released=2026-02"), "released > 2026-01-15"), True),
        (matches(parse_spec("released=2026"), "released > 2025"), True),
        (matches(parse_spec("released=2023"), "released = 2023-11"), None),
        (matches(parse_spec("released=2023-11"), "released = 2023"), True),
        (matches(parse_spec("released=2023-11"), "2024 > released"), True),
        (matches({}, "released > 2020"), None),
        (matches({}, "not (released is known and released > 2026-01-15)"), True),
        (matches(parse_spec("bw=0"), "mem / bw >= 0 or 1 < 2"), True),
        (matches(parse_spec("mem=1"), "(mem + 1) * 2 = 4"), True),
        (matches(parse_spec("mem=1"), "(((mem)) < 2 and (mem > 0))"), True),
        (matches(parse_spec("mem=10"), "mem - 4 - 3 = 3"), True),
        (matches(parse_spec("mem=10"), "mem - 20 < 0"), True),
    ]
    print("1..%d" % len(checks))
    bad = 0
    for number, (got, wanted) in enumerate(checks, 1):
        good = got == wanted
        bad += not good
        print("%s %d" % ("ok" if good else "not ok", number))
        if not good:
            print("# got %r, wanted %r" % (got, wanted))
    return 1 if bad else 0


if __name__ == "__main__":
    if sys.argv[1:] != ["--selftest"]:
        sys.exit("usage: spec.py --selftest")
    sys.exit(selftest())
