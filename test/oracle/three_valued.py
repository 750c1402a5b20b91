#!/usr/bin/env python3
"""
Unknown fields: what a decision says of a specification with blanks, against
what it says of that specification filled in.

A random specification is blanked in some fields (or its release date is cut to
a month or a year, or a fact of the transaction is unknown) and filled in again
in many ways, at and around every limit of the rules.  Then
  - a known answer is the answer of every completion,
  - the answer of every completion lies within at_best and at_worst,
  - at_best and at_worst are each reached by some completion,
  - where the answer is not known, missing names blanked facts and no others.
Nothing here knows what a rule says: only the numbers in their tests are read,
to know where to look.

Environment: THREE_VALUED_CASES (1500), ORACLE_SEED (20261126), ORACLE_DATA,
and what psql reads.  Prints TAP.
"""

import calendar
import csv
import datetime
import os
import random
import re
import sys
from fractions import Fraction

import session

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.environ.get("ORACLE_DATA", os.path.join(HERE, "..", "..", "data"))
TESTS = ["a known answer is that of every completion",
         "every completion lies within the bounds",
         "at_best is reached", "at_worst is reached",
         "missing names blanked facts only",
         "an answer that is not known names what is missing",
         "export_verdict says what export_decision says"]
VERDICTS = ["none", "notify", "discouraged", "presumption_approval",
            "case_by_case", "presumption_denial", "prohibited"]
BITS = {"fp4": 4, "fp8": 8, "int8": 8, "fp16": 16, "tf32": 19, "fp32": 32}
RATES = list(BITS) + ["int4", "fp6", "fp64"]
REGIMES = [None, None, None, ["us_bis"], ["us_letter"], ["us_bis", "us_foundry"],
           ["us_customs"], ["my_sta"], ["us_bis", "us_bis_unenforced"],
           ["us_s3374"], ["us_hr6875"]]
# its test asks whether the date is known, so a blank date is an answer there
DATED = ["us_s4456"]
FACTS = ["hq", "ships_from", "route", "seller"]
LARGEST = Fraction(4000000)
FIRST, MORE = 40, 1500      # completions tried, and where a bound is not reached

SCRIPT = """
CREATE TEMP TABLE blank_case (n int, s text, destination text, on_date date,
	hq text, ships_from text, route text, seller text, regimes text[], facts text);
%s
COPY (SELECT n, d.verdict::text, d.at_best::text, d.at_worst::text,
			 array_to_string(d.missing, ' '),
			 export_verdict(c.s::gpu_spec, destination, on_date,
				hq => hq, ships_from => ships_from, route => route,
				seller => seller, regimes => c.regimes, facts => c.facts)
				IS NOT DISTINCT FROM d.verdict
	  FROM (SELECT DISTINCT * FROM blank_case) c
	  CROSS JOIN LATERAL export_decision(c.s::gpu_spec, destination, on_date,
		hq => hq, ships_from => ships_from, route => route, seller => seller,
		regimes => c.regimes, facts => c.facts) d) TO stdout;
"""


def rows(name):
    with open(os.path.join(DATA, name), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


class Limits:
    """The numbers of the rules' tests, by name, and the days that matter."""

    def __init__(self):
        rules = rows("policy_rules.csv") + rows("scenario_rules.csv")
        self.values = {}
        self.days = set()
        for rule in rules:
            for name, number in re.findall(
                    r"([a-z0-9 +]+?) *(?:>=|<=|>|<|=) *([0-9.]+)(?![0-9-])",
                    rule["spec_test"]):
                name = re.sub(r"^.*\b(and|or|not)\b", "", name).strip()
                self.values.setdefault(name, set()).add(Fraction(number))
            self.days.update(re.findall(r"\d{4}-\d\d-\d\d", rule["spec_test"]))
        groups = rows("country_groups.csv")
        self.edges = sorted(
            {r[k] for r in rules for k in ("effective_from", "effective_to") if r[k]}
            | {r[k] for r in groups for k in ("valid_from", "valid_to") if r[k]})
        # one country of each set of memberships stands for all of them, beside
        # those that rules name
        alike = {}
        for r in groups:
            alike.setdefault(r["country_iso2"], []).append(
                (r["group"], r["valid_from"], r["valid_to"]))
        named = set(re.findall(r"\b[A-Z]{2}\b(?!:)", " ".join(
            " ".join((r["destinations"], r["hq"], r["ships_from"])) for r in rules)))
        first = {}
        for country in sorted(alike):
            first.setdefault(tuple(sorted(alike[country])), country)
        self.countries = sorted(set(first.values()) | named | {"BR"})


def text_of(spec):
    words = []
    for key, value in spec.items():
        if key == "dc":
            words.append("dc=" + value)
        elif key == "released":
            words.append("released=" + value)
        elif key == "hbm":
            words.append("hbm")
        else:
            words.append("%s=%s" % (key, ("%.3f" % value).rstrip("0").rstrip(".")))
    return " ".join(words)


def thousandth(value):
    return min(Fraction(round(max(value, 0) * 1000), 1000), LARGEST)


class Case:
    def __init__(self):
        self.spec, self.facts, self.blanked = {}, {}, []
        self.destination = self.day = self.regimes = self.given = None

    def line(self, n, spec, facts):
        return [str(n), text_of(spec), self.destination, self.day] + \
            [facts[f] for f in FACTS] + \
            ["{%s}" % ",".join(self.regimes) if self.regimes else None, self.given]


class Generator:
    def __init__(self, rng, limits):
        self.rng, self.limits = rng, limits

    def near(self, value):
        step = self.rng.choice([Fraction(-1, 1000), 0, Fraction(1, 1000), -1, 1])
        return thousandth(value + step)

    def tpp(self, spec):
        return max([spec[f] * b for f, b in BITS.items() if f in spec], default=Fraction(0))

    def candidates(self, field, spec):
        """Values of a field at which some test may turn, all else given."""
        limits, found = self.limits.values, [Fraction(0), Fraction(1, 1000), LARGEST]
        if field in BITS:
            found += [t / BITS[field] for t in limits["tpp"]]
            if spec.get("die"):
                found += [p * spec["die"] / BITS[field] for p in limits["pd"]]
        elif field == "die":
            found += [self.tpp(spec) / p for p in limits["pd"]]
        elif field in ("bw", "io"):
            other = spec.get("io" if field == "bw" else "bw", Fraction(0))
            found += list(limits[field])
            found += [s - other for s in limits["bw + io"]]
            if field == "bw" and spec.get("area"):
                found += [m * spec["area"] for m in limits["mbd"]]
            if field == "io" and "pcie" in spec:
                found += [x - spec["pcie"] for x in limits["xfer"]]
        elif field == "pcie":
            found += [x - spec.get("io", 0) for x in limits["xfer"]]
        elif field == "area":
            found += [spec.get("bw", Fraction(0)) / m for m in limits["mbd"]]
        else:
            found += list(limits[field])
        return found

    def number(self, field, spec):
        if self.rng.random() < 0.85:
            # an area above this would want more bandwidth than a spec can hold
            most = 10 ** 6 if field == "area" else LARGEST
            return min(self.near(self.rng.choice(self.candidates(field, spec))), most)
        return thousandth(Fraction(self.rng.uniform(0, 3000)))

    def date_within(self, precision):
        rng = self.rng
        if len(precision) == 4:
            month = rng.randint(1, 12)
        else:
            month = int(precision[5:7])
        year = int(precision[:4])
        last = calendar.monthrange(year, month)[1]
        inside = [d for d in self.limits.days if d.startswith(precision)]
        if inside and rng.random() < 0.6:
            day = datetime.date.fromisoformat(rng.choice(inside)) + \
                datetime.timedelta(rng.choice([0, 1, -1]))
            if day.isoformat().startswith(precision):
                return day.isoformat()
        return "%04d-%02d-%02d" % (year, month, rng.choice([1, last, rng.randint(1, last)]))

    def country(self):
        return self.rng.choice(["CN", "CN", "CN", "MO", "SA", "VN", "DE", "TW", "RU"]
                               + self.rng.sample(self.limits.countries, 4))

    def fact(self, name):
        if name == "route":
            return self.rng.choice(["export", "reexport", "transfer"])
        if name == "seller":
            return self.rng.choice(["NVIDIA", "AMD", "Intel", "Acme"])
        return self.country()

    def case(self):
        rng, c = self.rng, Case()
        order = list(BITS)
        rng.shuffle(order)
        for field in order[:rng.randint(1, 4)] + ["die", "io", "pcie", "bw"]:
            c.spec[field] = self.number(field, c.spec)
        c.spec["dc"] = rng.choice(["yes", "yes", "yes", "no"])
        c.spec["released"] = rng.choice(
            ["2022-05-09", "2024-11-18", "2026-01-15", "2026-01-16", "2026-03-02"])
        c.spec["transistors"] = self.number("transistors", c.spec)
        if rng.random() < 0.1:
            c.spec["hbm"] = True
        c.spec["area"] = self.number("area", c.spec)
        for fact in FACTS:
            c.facts[fact] = "ordinary" if rng.random() < 0.7 else self.fact(fact)
        c.destination = self.country()
        day = datetime.date.fromisoformat(rng.choice(self.limits.edges))
        c.day = (day + datetime.timedelta(rng.choice([-1, 0, 1, 40]))).isoformat()
        if c.day < "2022-08-26" or rng.random() < 0.3:
            c.day = rng.choice(["2023-01-05", "2024-07-01", "2025-05-01", "2026-02-01"])
        c.regimes = DATED if rng.random() < 0.1 else rng.choice(REGIMES)
        if c.regimes and "us_foundry" in c.regimes:
            c.given = "seller_role=foundry"
        self.blank(c)
        return c

    def blank(self, c):
        rng = self.rng
        fields = [f for f in c.spec if f not in ("hbm", "released")]
        c.blanked = rng.sample(fields, rng.choice([1, 1, 2, 2, 3, 5]))
        # TPP is that of the rates known: it is unknown where none is; a memory
        # stack computes nothing
        if "hbm" in c.spec:
            c.blanked = [f for f in c.blanked if f not in BITS] or ["area"]
        if set(c.blanked) & set(BITS):
            c.blanked += [f for f in BITS if f in c.spec and f not in c.blanked]
        if rng.random() < 0.15:
            c.blanked.append(rng.choice(FACTS))
        # left out, it is the US for an export alone
        if c.facts["ships_from"] == "ordinary" and (
                c.facts["route"] != "ordinary" or "route" in c.blanked):
            c.facts["ships_from"] = self.country()
        if rng.random() < 0.3:
            c.blanked.append("released")

    def blanks(self, c):
        """The specification and the facts with their blanks."""
        spec = {k: v for k, v in c.spec.items() if k not in c.blanked}
        facts = {k: None if k in c.blanked else v for k, v in c.facts.items()}
        if "released" in c.blanked and c.regimes != DATED:
            spec["released"] = c.spec["released"][:7 if self.rng.random() < 0.6 else 4]
        return spec, facts

    def complete(self, c, spec, facts):
        """One way to fill in what is blanked."""
        done, filled = dict(spec), dict(facts)
        # all numbers small at once is rare by chance, and ends many tests
        low = self.rng.random() < 0.15
        order = list(c.blanked)
        self.rng.shuffle(order)
        for field in order:
            if field in FACTS:
                filled[field] = self.fact(field) if field in ("route", "seller") \
                    else self.rng.choice(self.limits.countries)
            elif field == "dc":
                done["dc"] = self.rng.choice(["yes", "no"])
            elif field == "released":
                done["released"] = self.date_within(
                    spec.get("released", self.rng.choice(["2024", "2025", "2026"])))
            elif low:
                done[field] = self.rng.choice([Fraction(0), Fraction(1, 1000), Fraction(1)])
            else:
                done[field] = self.number(field, done)
        return done, filled


def ask(lines, tap):
    """Answers by number, as rank sets: (verdict, at_best, at_worst, missing)."""
    answers = {}
    for n, verdict, best, worst, missing, same in session.run(
            SCRIPT % session.copy_in("blank_case", lines)):
        tap.same(TESTS[6], same == "t", "case " + n)
        answers.setdefault(int(n), []).append(
            (verdict, best, worst, missing.split() if missing else []))
    return answers


def rank(verdict):
    """No rule at all, outside their scope, ranks below every verdict."""
    return -1 if verdict is None else VERDICTS.index(verdict)


class Checker:
    def __init__(self, tap):
        self.tap = tap
        self.seen = {}

    def judge(self, n, case, asked, answer, completions):
        verdict, best, worst, missing = answer
        note = "%s %s\n%s" % (asked, answer, sorted({c[0] or "open" for c in completions}))
        if verdict is not None:
            self.tap.same(TESTS[0], all(c[0] == verdict for c in completions), note)
        self.tap.same(TESTS[1], all(
            rank(best) <= rank(c[1]) and rank(c[2]) <= rank(worst)
            for c in completions), note)
        blanked = set(case.blanked)
        if blanked & set(BITS):
            blanked |= set(RATES)
        if "ships_from" in blanked:     # the route left out follows from it
            blanked.add("route")
        self.tap.same(TESTS[4], set(missing) <= blanked, note)
        if best != worst:
            self.tap.same(TESTS[5], bool(missing), note)
        seen = self.seen.setdefault(n, set())
        seen.update(c[0] for c in completions if c[1] == c[2])

    def unreached(self, n, answer):
        return [bound for bound in (1, 2) if answer[bound] not in self.seen[n]]


def main():
    rng = random.Random(session.setting("ORACLE_SEED", 20261126))
    generator = Generator(rng, Limits())
    tap = session.Tap(TESTS)
    checker = Checker(tap)
    cases, asked, lines = {}, {}, []
    for n in range(session.setting("THREE_VALUED_CASES", 1500)):
        cases[n] = generator.case()
        asked[n] = generator.blanks(cases[n])
        lines.append(cases[n].line(2 * n, *asked[n]))
        for _ in range(FIRST):
            lines.append(cases[n].line(2 * n + 1, *generator.complete(cases[n], *asked[n])))
    answers = ask(lines, tap)
    for n, case in cases.items():
        checker.judge(n, case, lines_of(case, n, asked[n]), answers[2 * n][0], answers[2 * n + 1])
    open_cases = [n for n in cases if checker.unreached(n, answers[2 * n][0])]
    more = ask([cases[n].line(n, *generator.complete(cases[n], *asked[n]))
                for n in open_cases for _ in range(MORE)], tap) if open_cases else {}
    for n in cases:
        answer = answers[2 * n][0]
        if n in more:
            checker.judge(n, cases[n], lines_of(cases[n], n, asked[n]), answer, more[n])
        for bound, name in ((1, TESTS[2]), (2, TESTS[3])):
            tap.same(name, bound not in checker.unreached(n, answer), "%s %s: met %s" % (
                lines_of(cases[n], n, asked[n]), answer, checker.seen[n]))
    sys.exit(tap.close())


def lines_of(case, n, asked):
    return " / ".join(str(v) for v in case.line(n, *asked)[1:])


if __name__ == "__main__":
    main()
