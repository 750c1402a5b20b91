#!/usr/bin/env python3
"""
Reference for export decisions: plain, slow, obvious.

Standard library only.  Reads policy_rules.csv, scenario_rules.csv,
country_groups.csv and chips.csv from a folder and answers one case at a time by listing every
combination of undecided rows.  Truth values are True, False, None (unknown).

Facts of a transaction are LEFT_OUT, None (passed as NULL: unknown) or a text.
"""

import csv
import itertools
import os
import re
import sys
from fractions import Fraction

import spec as specs

LEFT_OUT = "ordinary"
NOBODY = object()           # no seller: a letter cannot bind it

VERDICTS = ["none", "notify", "discouraged", "presumption_approval",
            "case_by_case", "presumption_denial", "prohibited"]
DEFAULT_REGIMES = ["us_bis", "us_letter", "us_end_use", "us_foundry"]
THIRD_KIND = ["buyer", "end_use", "item", "seller_role", "attest", "volume",
              "design"]

CHIP_COLUMNS = {"int4": "int4_tops", "fp4": "fp4_tflops", "fp6": "fp6_tflops",
                "int8": "int8_tops", "fp8": "fp8_tflops", "fp16": "fp16_tflops",
                "tf32": "tf32_tflops", "fp32": "fp32_tflops",
                "fp64": "fp64_tflops", "mem": "mem_gb", "bw": "mem_bw_gbs",
                "io": "io_bw_gbs", "pcie": "pcie_gbs", "die": "die_area_mm2",
                "transistors": "transistors_bn", "tdp": "tdp_w"}


def words(text):
    return [w.strip() for w in text.split("|") if w.strip()]


class Item:
    """What is shipped: a bare spec, or a named chip."""

    def __init__(self, spec, names=(), vendor=None, vendor_country=None,
                 packages=1):
        self.spec = spec
        self.packages = packages
        self.names = list(names)
        self.vendor = vendor
        self.vendor_country = vendor_country
        self.text = specs.spec_text(spec)


class Case:
    def __init__(self, item, destination, date, hq=LEFT_OUT,
                 ships_from=LEFT_OUT, route=LEFT_OUT, seller=LEFT_OUT,
                 facts=None, regimes=None):
        self.item = item
        self.destination = destination
        self.date = date
        self.hq, self.ships_from = hq, ships_from
        self.route, self.seller = route, seller
        self.facts = dict(facts or {})      # third kind: key -> list of values
        self.regimes = regimes


class Answer:
    def __init__(self):
        self.verdict = self.at_best = self.at_worst = None
        self.rules = set()      # rules that may decide
        self.eccn = None
        self.fee = (None, None)
        self.missing = set()
        self.assumed = None
        self.mixed = False      # answered in some worlds only


# ------------------------------------------------------------------- loading

def read_csv(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def chip_spec(row):
    """The spec of one package; a board row holds the totals of its board."""
    packages = int(row.get("packages") or 1)
    spec = {}
    for field, column in CHIP_COLUMNS.items():
        text = row.get(column, "")
        if not text:
            continue
        if field == "bw" and row["mem_type"] == "SRAM":
            continue            # on-chip memory is not DRAM
        value = Fraction(text) / packages
        # nearest thousandth, halves up
        spec[field] = Fraction((value * 1000 + Fraction(1, 2)) // 1, 1000)
    spec["dc"] = row["segment"] == "datacenter"
    if row["released"]:
        spec["released"] = row["released"]
    return spec


class Policy:
    def __init__(self, folder):
        self.rules = (read_csv(folder, "policy_rules.csv") +
                      read_csv(folder, "scenario_rules.csv"))
        self.groups = read_csv(folder, "country_groups.csv")
        self.chips = {}
        for row in read_csv(folder, "chips.csv"):
            names = [row["chip"]] + words(row["aliases"])
            self.chips[row["chip"]] = Item(chip_spec(row), names, row["vendor"],
                                           row["vendor_country_iso2"],
                                           int(row.get("packages") or 1))
        self.on_day = {}        # what was worked out before of the rules
        self.members_on_day = {}        # of the groups
        self.members = {}
        self.spec_tests = {}

    def chip(self, name):
        for item in self.chips.values():
            if name in item.names:
                return item
        raise KeyError(name)

    # ------------------------------------------------------- group algebra

    def group(self, name, date):
        if (name, date) not in self.members_on_day:
            self.members_on_day[name, date] = set(
                row["country_iso2"] for row in self.groups
                if row["group"] == name and row["valid_from"] <= date and
                (not row["valid_to"] or date <= row["valid_to"]))
        return self.members_on_day[name, date]

    def is_member(self, country, expression, date):
        """Left to right, one level: | and + add, - takes away."""
        key = (country, expression, date)
        if key not in self.members:
            tokens = re.findall(r"[A-Z]+:\w+|[A-Z]{2}|[*|+()-]", expression)
            if "".join(tokens) != expression.replace(" ", ""):
                raise ValueError("cannot read " + expression)
            value, rest = self.group_expression(country, tokens, date)
            if rest:
                raise ValueError("left over in " + expression)
            self.members[key] = value
        return self.members[key]

    def group_expression(self, country, tokens, date):
        value, tokens = self.group_term(country, tokens, date)
        while tokens and tokens[0] in ("|", "+", "-"):
            op = tokens[0]
            other, tokens = self.group_term(country, tokens[1:], date)
            value = (value and not other) if op == "-" else (value or other)
        return value, tokens

    def group_term(self, country, tokens, date):
        first, rest = tokens[0], tokens[1:]
        if first == "(":
            value, rest = self.group_expression(country, rest, date)
            if rest[0] != ")":
                raise ValueError(") expected")
            return value, rest[1:]
        if first == "*":
            return True, rest
        if ":" in first:
            return country in self.group(first, date), rest
        return country == first, rest

    # ---------------------------------------------------------- single tests

    def spec_test(self, item, query):
        if not query:
            return True
        key = (item.text, query)
        if key not in self.spec_tests:
            self.spec_tests[key] = specs.matches(item.spec, query)
        return self.spec_tests[key]

    def own_tests(self, rule, case, facts):
        """Everything but the gate: what is tested and how it comes out."""
        yield "destination", self.country_test(rule["destinations"],
                                               case.destination, case.date)
        yield "hq", self.country_test(rule["hq"], facts["hq"], case.date)
        yield "ships_from", self.country_test(rule["ships_from"],
                                              facts["ships_from"], case.date)
        yield "route", value_test(rule["route"], facts["route"])
        yield "seller", value_test(rule["seller"], facts["seller"])
        yield "product", product_test(rule["product"], case.item)
        yield "given", given_test(rule["applies_when"], facts)
        yield "spec", self.spec_test(case.item, rule["spec_test"])

    def own_test(self, rule, case, facts):
        truth = True
        for _, value in self.own_tests(rule, case, facts):
            if value is False:
                return False
            truth = None if value is None else truth
        return truth

    def unknown_to(self, rule, case, facts):
        """The facts that leave a rule's own test undecided."""
        found = set(name for name, value in self.own_tests(rule, case, facts)
                    if value is None)
        if "spec" in found:
            found.remove("spec")
            found |= specs.unknown_in(case.item.spec, rule["spec_test"])
        return found

    def country_test(self, expression, country, date):
        if not expression:
            return True
        if country is None:
            return None
        return self.is_member(country, expression, date)

    def live(self, date):
        if date not in self.on_day:
            self.on_day[date] = [
                r for r in self.rules if r["effective_from"] <= date and
                (not r["effective_to"] or date <= r["effective_to"])]
        return self.on_day[date]

    # ------------------------------------------------------------------ ECCN

    def eccns(self, item, date):
        """Every ECCN that the item may have on a day."""
        if (item.text, date) not in self.on_day:
            self.on_day[item.text, date] = self.find_eccns(item, date)
        return self.on_day[item.text, date]

    def find_eccns(self, item, date):
        rows, tests = [], []
        for rule in self.live(date):
            if rule["regime"] == "us_bis" and rule["spec_test"] and \
                    rule["eccn"].startswith("3A090") and not rule["applies_when"]:
                rows.append(rule)
                tests.append(self.spec_test(item, rule["spec_test"]))
        found = set()
        for world in worlds(tests):
            matching = [r for r, t in zip(rows, world) if t]
            if matching:
                found.add(strictest_row(matching, "eccn")["eccn"])
            else:
                found.add("not 3A090")
        return found

    # -------------------------------------------------------------- decision

    def regime_worlds(self, regime, case, facts):
        """
        The rows whose test is not false, and the rule that decides in each
        world, None for no answer; a world says which of the rows hold.
        """
        rows = [r for r in self.live(case.date) if r["regime"] == regime]
        rows.sort(key=lambda r: int(r["precedence"]))
        rows_tests = [(r, self.own_test(r, case, facts)) for r in rows]
        rows_tests = [(r, t) for r, t in rows_tests if t is not False]
        decides = {}
        for world in worlds([t for _, t in rows_tests]):
            matching = {}
            for (rule, _), holds in zip(rows_tests, world):
                bases = words(rule["overrides"])
                if holds and (not bases or any(b in matching for b in bases)):
                    matching[rule["rule_id"]] = rule
            decides[world] = strictest_row(matching.values()) if matching else None
        return [r for r, _ in rows_tests], decides

    def rank(self, regime, rule):
        """Of an outcome; -1 for no answer."""
        if rule is None or (rule["verdict"] == "none" and
                            not self.has_scope(regime)):
            return -1
        return VERDICTS.index(rule["verdict"])

    def missing(self, regimes, per_regime, case, facts):
        """
        The facts that leave undecided some row on which the verdict hangs:
        there is a world in which the verdict is another if that row alone
        turns out otherwise.
        """
        ranks = [{world: self.rank(regime, rule) for world, rule in decides.items()}
                 for regime, (_, decides) in zip(regimes, per_regime)]
        hangs_on = []
        for k, (rows, _) in enumerate(per_regime):
            others = max([min(r.values()) for i, r in enumerate(ranks) if i != k],
                         default=-1)
            for world, rank in ranks[k].items():
                for i, rule in enumerate(rows):
                    turned = world[:i] + (not world[i],) + world[i + 1:]
                    other = ranks[k].get(turned, rank)
                    if other != rank and max(other, rank) > others and \
                            rule not in hangs_on:
                        hangs_on.append(rule)
        return set().union(*[self.unknown_to(r, case, facts) for r in hangs_on])

    def has_scope(self, regime):
        if regime not in self.on_day:
            self.on_day[regime] = any(
                r["regime"] == regime and int(r["precedence"]) == 0
                for r in self.rules)
        return self.on_day[regime]

    def decide(self, case):
        regimes = case.regimes or DEFAULT_REGIMES
        facts = transaction_facts(case)
        per_regime = [self.regime_worlds(r, case, facts) for r in regimes]
        deciding, answered, silent = [], False, False
        for combination in itertools.product(*[
                outcomes(decides) for _, decides in per_regime]):
            rule = self.strictest_regime(regimes, combination)
            if rule is None:
                silent = True
            else:
                answered = True
                if rule not in deciding:
                    deciding.append(rule)
        answer = Answer()
        answer.assumed = assumed(case, facts)
        item_eccns = self.eccns(case.item, case.date)
        if not answered:
            answer.eccn = only(item_eccns)
            return answer
        ranks = [VERDICTS.index(r["verdict"]) for r in deciding]
        answer.at_best = VERDICTS[min(ranks)]
        answer.at_worst = VERDICTS[max(ranks)]
        answer.mixed = silent
        answer.rules = set(r["rule_id"] for r in deciding)
        if answer.at_best == answer.at_worst and not silent:
            answer.verdict = answer.at_best
        else:
            answer.missing = self.missing(regimes, per_regime, case, facts)
        if len(deciding) == 1:
            answer.fee = (deciding[0]["fee_pct"] or None,
                          deciding[0]["fee_basis"] or None)
        shown = set()
        for rule in deciding:
            own = rule["eccn"].startswith("3A090")
            shown |= set([rule["eccn"]]) if own else item_eccns
        answer.eccn = only(shown if not silent else shown | item_eccns)
        return answer

    def strictest_regime(self, regimes, combination):
        """
        The strictest verdict; then a rule before a scope row, the regime asked
        first, the rule id.  A regime without a scope row only adds: its "none"
        is no answer alone.
        """
        answers = [(r, order) for order, r in enumerate(combination)
                   if r is not None]
        if not any(self.has_scope(regimes[order]) or r["verdict"] != "none"
                   for r, order in answers):
            return None
        answers.sort(key=lambda a: (-VERDICTS.index(a[0]["verdict"]),
                                    int(a[0]["precedence"]) == 0, a[1],
                                    a[0]["rule_id"]))
        return answers[0][0]


def outcomes(decides):
    """The different rules of all worlds."""
    found = []
    for rule in decides.values():
        if rule not in found:
            found.append(rule)
    return found


def only(values):
    return next(iter(values)) if len(values) == 1 else None


def worlds(tests):
    """Every way in which undecided tests may turn out, each on its own."""
    return itertools.product(*[(True, False) if t is None else (t,)
                               for t in tests])


def strictest_row(rows, last="rule_id"):
    """Highest precedence, then strictest verdict, then by name."""
    rows = list(rows)
    top = max(int(r["precedence"]) for r in rows)
    rows = [r for r in rows if int(r["precedence"]) == top]
    rank = max(VERDICTS.index(r["verdict"]) for r in rows)
    rows = [r for r in rows if VERDICTS.index(r["verdict"]) == rank]
    return min(rows, key=lambda r: r[last])


def value_test(allowed, value):
    if not allowed:
        return True
    if value is None:
        return None
    return value is not NOBODY and value in words(allowed)


def product_test(products, item):
    if not products:
        return True
    return any(name == p or name.startswith(p + " ")
               for p in words(products) for name in item.names)


def given_test(applies_when, facts):
    """Facts of the third kind: true or false, never unknown."""
    if not applies_when:
        return True
    for term in applies_when.split(" and "):
        key, values = term.split("=")
        if not set(words(values)) & set(facts["third"].get(key, [])):
            return False
    return True


def same_place(a, b):
    mainland = {"HK": "CN"}
    return mainland.get(a, a) == mainland.get(b, b)


def transaction_facts(case):
    """Fill in what was left out."""
    facts = {"hq": case.hq, "ships_from": case.ships_from,
             "route": case.route, "seller": case.seller}
    if facts["hq"] == LEFT_OUT:
        facts["hq"] = case.destination
    if facts["ships_from"] == LEFT_OUT:
        # with only the route given, the place follows from it
        facts["ships_from"] = {LEFT_OUT: "US", "export": "US",
                               "transfer": case.destination, "reexport": None,
                               None: None}[facts["route"]]
    if facts["route"] == LEFT_OUT:
        place = facts["ships_from"]
        if place is None:
            facts["route"] = None
        elif place == "US":
            facts["route"] = "export"
        elif same_place(place, case.destination):
            facts["route"] = "transfer"
        else:
            facts["route"] = "reexport"
    if facts["seller"] == LEFT_OUT:
        facts["seller"] = case.item.vendor or NOBODY
    facts["third"] = dict(case.facts)
    if case.item.vendor_country and "design" not in facts["third"]:
        facts["third"]["design"] = [
            "domestic" if case.item.vendor_country == "CN" else "foreign"]
    return facts


def assumed(case, facts):
    """What stood in for the facts that were left out, in one text."""
    found = ["%s=%s" % (name, facts[name]) for name in ("hq", "ships_from", "route")
             if getattr(case, name) == LEFT_OUT and facts[name] is not None]
    if case.seller == LEFT_OUT:
        found.append('seller="%s"' % case.item.vendor if case.item.names
                     else "seller=nobody")
    if case.item.packages > 1:
        found.append("board of %d divided to one package" % case.item.packages)
    return " ".join(found) or None


# ------------------------------------------------------------------ selftest

# chip -> verdicts for China on the days before and after each step
TIMELINE_DAYS = ["2022-08-25", "2022-10-20", "2022-10-21", "2023-10-22",
                 "2023-10-23", "2023-11-16", "2023-11-17", "2025-04-08",
                 "2025-04-09", "2025-07-15", "2026-01-14", "2026-01-15"]
DENY, CASE, NOTE, FREE = ("presumption_denial", "case_by_case", "notify", "none")
TIMELINE = {
    # both 2022 limits reached; the January 2026 rule admits it
    "H200 SXM": [FREE, DENY, DENY, DENY, DENY, DENY, DENY, DENY, DENY, DENY,
                 DENY, CASE],
    # never 3A090; the April 2025 letter, eased in July
    "H20": [FREE, FREE, FREE, FREE, FREE, FREE, FREE, FREE, DENY, CASE, CASE,
            CASE],
    # 400 GB/s slips under the 2022 limit until NVIDIA's letter
    "H800 SXM": [FREE, FREE, FREE, FREE, DENY, DENY, DENY, DENY, DENY, DENY,
                 DENY, CASE],
    "A800 SXM": [FREE, FREE, FREE, FREE, DENY, DENY, DENY, DENY, DENY, DENY,
                 DENY, CASE],
    # not for data centres: a notice
    "RTX 4090": [FREE, FREE, FREE, FREE, FREE, FREE, NOTE, NOTE, NOTE, NOTE,
                 NOTE, NOTE],
    # density above 5.92 at a TPP above 1600
    "L4": [FREE, FREE, FREE, FREE, FREE, FREE, DENY, DENY, DENY, DENY, DENY,
           CASE],
    # above 21,000
    "B200": [FREE, DENY, DENY, DENY, DENY, DENY, DENY, DENY, DENY, DENY, DENY,
             DENY],
    # AMD: no NVIDIA letter binds it
    "MI325X": [FREE, FREE, DENY, DENY, DENY, DENY, DENY, DENY, DENY, DENY,
               DENY, CASE],
    # rates unpublished: open until AMD's letter, and open again once eased
    "MI308X": [FREE, FREE, None, None, None, None, None, None, DENY, None,
               None, None],
}


def find_chip(policy, wanted):
    if wanted in policy.chips:
        return policy.chips[wanted]
    for name, item in policy.chips.items():
        if name.startswith(wanted + " ") or wanted in item.names:
            return item
    raise KeyError(wanted)


def selftest(folder):
    policy = Policy(folder)
    failures, number = [], [0]

    def check(what, got, wanted):
        number[0] += 1
        good = got == wanted
        print("%s %d - %s" % ("ok" if good else "not ok", number[0], what))
        if not good:
            print("# got %r, wanted %r" % (got, wanted))
            failures.append(what)

    def verdict(chip, destination, date, **facts):
        item = find_chip(policy, chip)
        return policy.decide(Case(item, destination, date, **facts)).verdict

    for chip, wanted in TIMELINE.items():
        for day, answer in zip(TIMELINE_DAYS, wanted):
            check("%s to China on %s" % (chip, day), verdict(chip, "CN", day),
                  answer)
    h200 = "2026-01-15"
    check("H200 from the US", verdict("H200 SXM", "CN", h200), CASE)
    check("H200 from Taiwan", verdict("H200 SXM", "CN", h200, ships_from="TW"),
          DENY)
    check("H200 by transfer", verdict("H200 SXM", "CN", h200, route="transfer"),
          DENY)
    check("H200, place unknown", verdict("H200 SXM", "CN", h200, ships_from=None),
          None)
    check("H200 to Macau", verdict("H200 SXM", "MO", h200), CASE)
    check("H200 to Pakistan", verdict("H200 SXM", "PK", "2026-02-01"),
          "presumption_approval")
    check("H200 to Vietnam for a Chinese party",
          verdict("H200 SXM", "VN", "2026-02-01", hq="CN"), DENY)
    check("H20 is never 3A090",
          set().union(*[policy.eccns(find_chip(policy, "H20"), d)
                        for d in TIMELINE_DAYS]), {"not 3A090"})
    for chip in ("H200 SXM", "H20", "L4", "RTX 4090"):
        for place, day in (("RU", "2022-02-24"), ("RU", "2026-11-23"),
                           ("BY", "2022-03-02"), ("IR", "2016-01-01"),
                           ("IR", "2026-11-23")):
            check("%s to %s on %s" % (chip, place, day),
                  verdict(chip, place, day), DENY)
    for day, answer in (("2023-11-16", FREE), ("2023-11-17", CASE),
                        ("2024-04-03", CASE), ("2024-04-04", DENY),
                        ("2025-01-12", DENY), ("2025-01-13", DENY),
                        ("2026-11-23", DENY)):
        check("H100 to Germany for a Chinese party on " + day,
              verdict("H100 SXM", "DE", day, hq="CN"), answer)
        check("H100 to Germany on " + day, verdict("H100 SXM", "DE", day), FREE)
    check("RTX 4090 to Germany for a Chinese party, 2024-04-03",
          verdict("RTX 4090", "DE", "2024-04-03", hq="CN"), FREE)
    check("RTX 4090 to Germany for a Chinese party, 2024-04-04",
          verdict("RTX 4090", "DE", "2024-04-04", hq="CN"), NOTE)
    check("RTX 4090 to Germany, party unknown",
          verdict("RTX 4090", "DE", "2024-04-04", hq=None), None)
    check("RTX 4090 to Iraq", verdict("RTX 4090", "IQ", "2024-04-04"), CASE)
    check("RTX 4090 inside China", verdict("RTX 4090", "CN", "2024-04-04",
                                           ships_from="HK"), FREE)
    check("RTX 4090 to Vietnam", verdict("RTX 4090", "VN", "2024-04-04"), FREE)
    check("H100 to Israel", verdict("H100 SXM", "IL", "2024-04-04"), FREE)
    check("H100 to Cyprus", verdict("H100 SXM", "CY", "2024-04-04"), FREE)
    check("H100 to the UAE, 2026-07-09", verdict("H100 SXM", "AE", "2026-07-09"),
          "presumption_approval")
    check("H100 to the UAE, 2026-07-10", verdict("H100 SXM", "AE", "2026-07-10"),
          "presumption_approval")
    check("H100 to the UAE government",
          verdict("H100 SXM", "AE", "2026-07-10",
                  facts={"buyer": ["ae_government"]}), FREE)
    check("H800 of another seller, 2023-10-23",
          verdict("H800 SXM", "CN", "2023-10-23", seller="Supermicro"), FREE)
    check("H800, seller unknown",
          verdict("H800 SXM", "CN", "2023-10-23", seller=None), None)
    check("supercomputer with H20", verdict("H20", "CN", "2024-01-01",
          facts={"end_use": ["supercomputer"]}), DENY)
    check("within the US", verdict("H100 SXM", "US", "2024-01-01"), None)
    check("before the facts", verdict("H100 SXM", "CN", "2015-12-31"), None)
    fourty_four = set()
    for country in set(r["country_iso2"] for r in policy.groups):
        if policy.is_member(country, "(D:1|D:4|D:5|MO)-(A:5|A:6)", "2023-12-04"):
            fourty_four.add(country)
    check("44 countries and Macau, with Hong Kong beside China",
          len(fourty_four - {"MO", "HK"}), 44)
    ids = [r["rule_id"] for r in policy.rules]
    check("every overridden rule exists, in the same regime and below", [
        r["rule_id"] for r in policy.rules for base in words(r["overrides"])
        if base not in ids
        or policy.rules[ids.index(base)]["regime"] != r["regime"]
        or int(policy.rules[ids.index(base)]["precedence"]) >=
        int(r["precedence"])], [])
    print("1..%d" % number[0])
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "--selftest":
        sys.exit("usage: decide.py --selftest DATA_FOLDER")
    sys.exit(selftest(sys.argv[2]))
