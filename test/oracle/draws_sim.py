#!/usr/bin/env python3
"""
Compares draws with a simulation in numpy: 10^6 random samples of every case,
and the samples themselves, one by one, with the method written down again.

The method, as the comments on SQL's draws() and on the type have it:
* An interval with a level has the quantiles (1 - level)/2, 1/2 and
  1 - (1 - level)/2 at low, mid and high; between and beyond it is Tukey's g
  distribution mid + K (exp(g q) - 1), q standard normal, or half a normal on
  either side of mid where one side is exp(3 z) times wider or more.  What is
  beyond 0 is at 0, unless the interval crosses 0.  Without mid: the geometric
  mean of two ends of one sign, else the centre.
* A range without a level is uniform on either side of the median mid.
* Sample k of n is the centre of the stratum that a shuffle put there.  Strata
  are numbered down from the median, then (median, and) up from it; the shuffle
  takes three numbers of 48 random bits up to sample 1024 and then two, from
  SplitMix64, seeded by XXH64 of the key.

Tolerance of a mean or quantile: five standard errors of two plain random
samples, one of SQL's size, one of 10^6.  (Latin hypercubes do better, never
worse.)

Environment: ORACLE_SEED (20261126) and what psql reads.  Prints TAP.
"""

import math
import statistics
import sys

import numpy

import session

SAMPLES = 1000000
MASK = (1 << 64) - 1
NORMAL = statistics.NormalDist()
TESTS = ["samples one by one",
         "sums, independent", "sums, fully correlated",
         "products, independent", "products, fully correlated",
         "ratios, independent", "ratios, fully correlated",
         "x - x and x / x",
         "5, 50 and 95% quantiles of single estimates"]


# -- the hash, the generator and the order -----------------------------------

P1, P2, P3 = 0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
P4, P5 = 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5


def rotate(x, bits):
    return (x << bits | x >> (64 - bits)) & MASK


def xxh64_round(acc, lane):
    return rotate((acc + lane * P2) & MASK, 31) * P1 & MASK


def xxh64(data):
    """XXH64 with seed 0, after the algorithm's description."""
    at, size = 0, len(data)
    if size >= 32:
        acc = [(P1 + P2) & MASK, P2, 0, -P1 & MASK]
        while size - at >= 32:
            for i in range(4):
                lane = int.from_bytes(data[at:at + 8], "little")
                acc[i] = xxh64_round(acc[i], lane)
                at += 8
        h = sum(rotate(a, r) for a, r in zip(acc, (1, 7, 12, 18))) & MASK
        for a in acc:
            h = ((h ^ xxh64_round(0, a)) * P1 + P4) & MASK
    else:
        h = P5
    h = (h + size) & MASK
    while size - at >= 8:
        h ^= xxh64_round(0, int.from_bytes(data[at:at + 8], "little"))
        h = (rotate(h, 27) * P1 + P4) & MASK
        at += 8
    if size - at >= 4:
        h ^= int.from_bytes(data[at:at + 4], "little") * P1 & MASK
        h = (rotate(h, 23) * P2 + P3) & MASK
        at += 4
    for byte in data[at:]:
        h = rotate(h ^ byte * P5 & MASK, 11) * P1 & MASK
    h = (h ^ h >> 33) * P2 & MASK
    h = (h ^ h >> 29) * P3 & MASK
    return h ^ h >> 32


def splitmix64(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        x = (state ^ state >> 30) * 0xBF58476D1CE4E5B9 & MASK
        x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
        yield x ^ x >> 31


def shuffled(values, seed):
    values = list(values)
    numbers = splitmix64(seed)
    at = 0
    while at < len(values):
        bits = next(numbers) >> 16
        for _ in range(3 if at + 3 <= min(len(values), 1024) else 2):
            if at == len(values):
                break
            bits *= at + 1
            other, bits = bits >> 48, bits & (1 << 48) - 1
            values[at], values[other] = values[other], values[at]
            at += 1
    return values


def ranks(n):
    """Which of the n strata, from low to high, come first, second, ..."""
    half = n // 2
    return (list(range(half - 1, -1, -1)) + [half] * (n % 2) +
            list(range(n - half, n)))


# -- the distributions -------------------------------------------------------

GRID = numpy.linspace(-7, 7, 140001)
GRID_CDF = numpy.array([NORMAL.cdf(q) for q in GRID])


def normal_cdf(q):
    """Off by at most 1e-4^2 / 8 * 0.25 < 1e-9."""
    at = (q - GRID[0]) * 10000
    left = at.astype(int)
    return GRID_CDF[left] + (at - left) * (GRID_CDF[left + 1] - GRID_CDF[left])


class Estimate:
    def __init__(self, low, mid, high, level):
        self.low, self.given, self.high, self.level = low, mid, high, level
        self.mid = mid if mid is not None else self.implied()

    def implied(self):
        if self.level and self.low * self.high > 0:
            return math.copysign(math.sqrt(self.low * self.high), self.low)
        return (self.low + self.high) / 2

    def text(self):
        if self.given is None:
            text = "%r..%r" % (self.low, self.high)
        else:
            text = "%r [%r, %r]" % (self.given, self.low, self.high)
        return text + (" %g%%" % (100 * self.level) if self.level else "")

    def at(self, q):
        """The values at standard normal quantiles."""
        below, above = self.mid - self.low, self.high - self.mid
        if not self.level:
            width = numpy.where(q < 0, below, above)
            return self.mid + (2 * normal_cdf(q) - 1) * width
        z = NORMAL.inv_cdf(0.5 + self.level / 2)
        g = math.log(above / below) / z if below > 0 and above > 0 else None
        if g is None or abs(g) > 3 or abs(g) < 1e-7:
            x = self.mid + q * numpy.where(q < 0, below, above) / z
        else:
            x = self.mid + above * below / (above - below) * numpy.expm1(g * q)
        if self.low >= 0:
            x = numpy.maximum(x, 0)
        if self.high <= 0:
            x = numpy.minimum(x, 0)
        return x


def random_estimate(rng, spread, digits=5):
    """Of spread about mid; skewed up, down or not at all; all kinds."""
    mid = float("%.3g" % (10 ** rng.uniform(0, digits)))
    ratio = math.exp(rng.uniform(0.3, 1) * spread)
    skew = math.exp(rng.uniform(-0.5, 1))
    low = float("%.4g" % (mid / ratio))
    high = float("%.4g" % (mid + (mid - low) * skew))
    kind = rng.integers(6)
    if kind == 0:
        return Estimate(low, mid, high, 0)
    if kind == 1:
        return Estimate(low, None, high, 0)
    if kind == 2:
        return Estimate(low, None, high, 0.9)
    return Estimate(low, mid, high, [0.9, 0.8, 0.95][kind - 3])


SPECIAL = [
    Estimate(19344.0, 29857.0, 46304.0, 0.9), Estimate(3000.0, 9200.0, 20000.0, 0.9),
    Estimate(1600.0, 18000.0, 200000.0, 0.95), Estimate(0.0, 230000.0, 300000.0, 0.9),
    Estimate(-300.0, -230.0, 0.0, 0.9), Estimate(-5.0, 1.0, 20.0, 0.8),
    Estimate(90.0, 100.0, 110.0, 0.5), Estimate(10.0, 11.0, 1011.0, 0.9),
    Estimate(10.0, 10.0, 20.0, 0.9), Estimate(10.0, 11.0, 20.0, 0),
    Estimate(500.0, None, 800.0, 0), Estimate(-400.0, None, -100.0, 0.9),
    Estimate(0.0, None, 400.0, 0.9), Estimate(-20.0, None, 400.0, 0.6)]


# -- cases -------------------------------------------------------------------

class Case:
    """An expression of estimates: sum, product or ratio of two sums."""

    def __init__(self, kind, estimates, correlated, size):
        self.kind, self.estimates = kind, estimates
        self.correlated, self.size = correlated, size
        self.name = "%ss, %s" % (kind, "fully correlated" if correlated
                                 else "independent")

    def sql(self, number):
        terms = ["draws('%s', '%s', %d)" %
                 (e.text(), "all" if self.correlated else
                  "case %d, estimate %d" % (number, i), self.size)
                 for i, e in enumerate(self.estimates)]
        half = len(terms) // 2
        if self.kind == "sum":
            return "(SELECT sum(d) FROM unnest(ARRAY[%s]) AS d)" % ", ".join(terms)
        if self.kind == "product":
            return "(%s)" % " * ".join(terms)
        return "((%s) / (%s))" % (" + ".join(terms[:half]),
                                  " + ".join(terms[half:]))

    def simulate(self, rng):
        common = rng.standard_normal(SAMPLES)
        total = [0.0, 0.0]
        product = 1.0
        for i, e in enumerate(self.estimates):
            x = e.at(common if self.correlated else
                     rng.standard_normal(SAMPLES))
            product = product * x
            total[i >= len(self.estimates) // 2] = (
                total[i >= len(self.estimates) // 2] + x)
        if self.kind == "sum":
            return total[0] + total[1]
        return product if self.kind == "product" else total[0] / total[1]


def figures(x):
    """Mean and quantiles of a simulation, each with a variance per sample."""
    out = [(float(x.mean()), float(x.var()))]
    for p in (0.05, 0.5, 0.95):
        value, lower, upper = numpy.quantile(x, [p, p - 0.01, p + 0.01])
        slope = (upper - lower) / 0.02
        out.append((float(value), p * (1 - p) * slope ** 2))
    return out


def make_cases(rng):
    cases = []
    for kind in ("sum", "product", "ratio"):
        for correlated in (False, True):
            for count, size in ((2, 1000), (5, 65536), (12, 1000), (50, 65536)):
                # divisors stay away from 0, products do not explode
                spread = {"sum": 1, "ratio": 0.2,
                          "product": 1 / math.sqrt(count)}[kind]
                if kind == "product" and correlated:
                    spread = 1 / count
                digits = 1 if kind == "product" else 5
                cases.append(Case(kind,
                                  [random_estimate(rng, spread, digits)
                                   for _ in range(count)], correlated, size))
    return cases


QUERY = ("COPY (SELECT '%s', mean(d), quantile(d, 0.05), quantile(d, 0.5), "
         "quantile(d, 0.95) FROM (SELECT %s AS d OFFSET 0) AS s) TO stdout;\n")


def compare_cases(tap, rng):
    cases = make_cases(rng)
    rows = session.run("SET extra_float_digits = 1;\n" + "".join(
        QUERY % (i, case.sql(i)) for i, case in enumerate(cases)))
    worst = 0
    for row in rows:
        case = cases[int(row[0])]
        wanted = figures(case.simulate(rng))
        for name, got, (value, variance) in zip(
                ("mean", "5%", "50%", "95%"), map(float, row[1:]), wanted):
            error = math.sqrt(variance / case.size + variance / SAMPLES)
            worst = max(worst, abs(got - value) / error)
            tap.same(case.name, abs(got - value) <= 5 * error < math.inf,
                     "%s of %d estimates, %d samples: got %g, wanted %g +- %g"
                     % (name, len(case.estimates), case.size, got, value,
                        error))
    print("# %d cases; the worst is %.1f standard errors off"
          % (len(rows), worst))


def compare_samples(tap, rng):
    cases = []
    for n in (16, 17, 1000, 1001, 1025, 5000):
        for i, e in enumerate(SPECIAL + [random_estimate(rng, 1)
                                         for _ in range(6)]):
            cases.append((e, "key " * (i % 14) + "H100 \u00fc \U0001F600"[:i], n))
    rows = session.run(
        "SET extra_float_digits = 1;\n"
        "CREATE TEMP TABLE oracle_case (i int, e text, k text, n int);\n" +
        session.copy_in("oracle_case", [(str(i), e.text(), key, str(n))
                                        for i, (e, key, n) in enumerate(cases)])
        + "COPY (SELECT i, draws(e::estimate, k, n) FROM oracle_case ORDER BY i)"
        " TO stdout;\n")
    for row in rows:
        e, key, n = cases[int(row[0])]
        got = numpy.array([float(x) for x in row[1].strip("{}").split(",")])
        q = numpy.array([NORMAL.inv_cdf((r + 0.5) / n) for r in ranks(n)])
        wanted = numpy.array(shuffled(e.at(q), xxh64(key.encode())))
        off = float(numpy.abs(got - wanted).max()) if len(got) == n else math.inf
        scale = float(wanted.max() - wanted.min())
        tap.same(TESTS[0], off <= 1e-7 * scale, "%s, key '%s', %d: off by %g"
                 % (e.text(), key, n, off))


def compare_single(tap, rng):
    """The published figures are what the samples say; x - x is nothing."""
    estimates = SPECIAL + [random_estimate(rng, 1) for _ in range(200)]
    rows = session.run(
        "SET extra_float_digits = 1;\n"
        "CREATE TEMP TABLE oracle_case (i int, e text, p float8[]);\n" +
        session.copy_in("oracle_case", [
            (str(i), e.text(), "{%r,0.5,%r}" % ((1 - (e.level or 1)) / 2,
                                               (1 + (e.level or 1)) / 2))
            for i, e in enumerate(estimates)]) +
        "COPY (SELECT i, quantiles(d, p), (d - d)::text, "
        "CASE WHEN quantile(d, 0) > 0 THEN (d / d)::text END "
        "FROM oracle_case, draws(e::estimate, 'one', 1000) AS d ORDER BY i) "
        "TO stdout;\n")
    for row in rows:
        e = estimates[int(row[0])]
        width = e.high - e.low
        got = [float(x) for x in row[1].strip("{}").split(",")]
        wanted = [e.low, e.mid, e.high]
        # a sample of 1000 ends half a stratum before the ends of a range
        tap.same(TESTS[8], all(abs(g - w) <= 0.002 * width
                               for g, w in zip(got, wanted)),
                 "%s: %s, wanted %s" % (e.text(), got, wanted))
        tap.same(TESTS[7], row[2] == "{" + ",".join(["0"] * 1000) + "}" and
                 row[3] in (None, "{" + ",".join(["1"] * 1000) + "}"), e.text())


def main():
    rng = numpy.random.default_rng(session.setting("ORACLE_SEED", 20261126))
    tap = session.Tap(TESTS)
    compare_samples(tap, rng)
    compare_single(tap, rng)
    compare_cases(tap, rng)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
