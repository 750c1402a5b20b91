#!/usr/bin/env python3
"""
Compares export decisions with the reference on random cases.

The cases are drawn in batches, each from a seed of its own, and the batches
are spread over the processors.  Some batches more are answered by other rules:
verdicts and precedences of the same rows drawn anew, in a transaction that is
rolled back, so that rows meet which do not in the law.

Environment: ORACLE_DECIDE_CASES (100000), ORACLE_SHUFFLED_CASES (20000),
ORACLE_SEED (20261123), ORACLE_DATA (folder of the CSV files, default data/ of
this tree), and what psql reads.  Prints TAP.
"""

import datetime
import multiprocessing
import os
import random
import sys
from fractions import Fraction

import decide
import session
import spec as specs
from decide import LEFT_OUT

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = ["chip_spec", "verdict", "export_verdict", "at_best and at_worst", "rule", "eccn shown",
         "eccn of a spec", "missing", "fee", "assumed",
         "every case is answered", "verdict by other rules",
         "bounds, rule, missing and fee by other rules",
         "every rule that can decide does in some case"]
BATCH, SHUFFLED = 12500, 2500

SCRIPT = """
BEGIN;
%s
CREATE TEMP TABLE oracle_chip (name text, s text);
%s
CREATE TEMP TABLE oracle_case (n int, chip text, s text, destination text,
	on_date date, hq text, ships_from text, route text, seller text, buyer text,
	end_use text, facts text, regimes text[]);
%s
COPY (SELECT 'chip', name, chip_spec(name)::text,
			 chip_spec(name) = s::gpu_spec, s::gpu_spec::text
	  FROM oracle_chip) TO stdout;
COPY (SELECT 'case', n, d.verdict::text, d.at_best::text, d.at_worst::text,
			 d.rule, d.eccn, d.missing, d.fee_pct::float8, d.fee_basis,
			 d.assumed, NULL,
			 export_verdict(c.chip, destination, on_date, hq => hq,
				ships_from => ships_from, route => route, seller => seller,
				buyer => buyer, end_use => end_use, facts => c.facts,
				regimes => c.regimes)
	  FROM oracle_case c
	  CROSS JOIN LATERAL export_decision(c.chip, destination, on_date, hq => hq,
		ships_from => ships_from, route => route, seller => seller,
		buyer => buyer, end_use => end_use, facts => c.facts,
		regimes => c.regimes) d
	  WHERE c.chip IS NOT NULL ORDER BY n) TO stdout;
COPY (SELECT 'case', n, d.verdict::text, d.at_best::text, d.at_worst::text,
			 d.rule, d.eccn, d.missing, d.fee_pct::float8, d.fee_basis,
			 d.assumed, eccn(c.s::gpu_spec, on_date),
			 export_verdict(c.s::gpu_spec, destination, on_date, hq => hq,
				ships_from => ships_from, route => route, seller => seller,
				buyer => buyer, end_use => end_use, facts => c.facts,
				regimes => c.regimes)
	  FROM oracle_case c
	  CROSS JOIN LATERAL export_decision(c.s::gpu_spec, destination, on_date,
		hq => hq, ships_from => ships_from, route => route, seller => seller,
		buyer => buyer, end_use => end_use, facts => c.facts,
		regimes => c.regimes) d
	  WHERE c.chip IS NULL ORDER BY n) TO stdout;
ROLLBACK;
"""

VALUES = {
    "buyer": ["listed_owned_50", "named_in_letter", "ae_government",
              "supp8_entity", "us_ai_firm", "large_platform", "state_funded_dc",
              "state_sector", "huawei_or_smic"],
    "end_use": ["supercomputer", "us_data_centre", "repair_or_replacement",
                "us_research", "startup", "consumer_non_dc", "civil_industrial",
                "us_public_sector"],
    "item": ["holds_3a090_ic"],
    "seller_role": ["foundry"],
    "attest": ["hbm_exception", "designer_approved", "designer_authorized",
               "packager_count", "packager_count_no_hbm"],
    "volume": ["within_lpp", "allocation_used_up"],
    "design": ["foreign", "domestic"],
}
OTHER_REGIMES = ["us_bis_unenforced", "us_customs", "cn_procurement", "my_sta",
                 "tw_shtc", "kr_motir"]
SCENARIOS = ["us_s4456", "us_hr6875", "us_s3374", "us_affiliates"]


class Generator:
    def __init__(self, rng, policy):
        self.rng, self.policy = rng, policy
        self.chips = list(policy.chips.values())
        self.famous = [c for c in self.chips if any(
            n.startswith(("H20", "H100", "H200", "H800", "A100", "A800", "L4",
                          "RTX 4090", "RTX PRO 6000", "MI3", "MI2", "B200",
                          "B30A", "Ascend 910"))
            for n in c.names)]
        self.specs = [decide.Item(self.plausible_spec()) for _ in range(1500)]
        self.countries = sorted(set(r["country_iso2"] for r in policy.groups)
                                | {"BR", "CL", "TH", "MA", "PH", "ID", "US", "MY"})
        self.edges = self.rule_edges()

    def plausible_spec(self):
        """Random, but often one near the figures that the rules test."""
        rng = self.rng
        spec = specs.random_spec(rng)
        if rng.random() < 0.2:
            specs.put_on_density(rng, spec)
        elif rng.random() < 0.6:
            tpp = specs.near(rng, rng.choice(specs.LIMITS["tpp"]))
            for rate in specs.RATES:
                spec.pop(rate, None)
            if rng.random() < 0.9:
                spec["fp16"] = specs.thousandth(tpp / 16)
            if rng.random() < 0.5:
                spec["bw"] = specs.random_number(rng, "bw")
            if rng.random() < 0.9:
                limit = Fraction(rng.choice(specs.LIMITS["pd"]))
                spec["die"] = specs.near(rng, specs.thousandth(tpp / limit))
        return spec

    def rule_edges(self):
        found = set()
        for row in self.policy.rules + self.policy.groups:
            for key in ("effective_from", "effective_to", "valid_from",
                        "valid_to"):
                if row.get(key):
                    found.add(row[key])
        return sorted(found)

    def date(self):
        if self.rng.random() < 0.6:
            day = datetime.date.fromisoformat(self.rng.choice(self.edges))
            day += datetime.timedelta(self.rng.choice([-1, 0, 0, 1]))
        else:
            first = datetime.date(2015, 6, 1) if self.rng.random() < 0.1 \
                else datetime.date(2022, 8, 1)
            day = first + datetime.timedelta(self.rng.randint(0, 2700))
        return day.isoformat()

    def fact(self, left_out, unknown, values):
        kind = self.rng.random()
        if kind < left_out:
            return LEFT_OUT
        if kind < left_out + unknown:
            return None
        return self.rng.choice(values)

    def country(self):
        if self.rng.random() < 0.45:
            return self.rng.choice(["CN", "CN", "CN", "HK", "MO", "RU", "IR",
                                    "SA", "AE", "VN", "DE", "TW", "MY", "SG",
                                    "IQ", "KH", "CY", "IL", "US", "KR"])
        return self.rng.choice(self.countries)

    def third_kind(self, named):
        rng, facts = self.rng, {}
        for key, values in VALUES.items():
            if key == "design" and named:
                continue        # filled in from the maker's country
            if rng.random() < 0.12:
                count = 2 if len(values) > 1 and rng.random() < 0.25 else 1
                facts[key] = rng.sample(values, count)
        return facts

    def regimes(self):
        rng, kind = self.rng, self.rng.random()
        if kind < 0.60:
            return None
        if kind < 0.70:
            return ["us_bis", "us_bis_unenforced"]
        if kind < 0.80:
            return [rng.choice(OTHER_REGIMES + SCENARIOS)]
        every = decide.DEFAULT_REGIMES + OTHER_REGIMES
        return rng.sample(every, rng.randint(1, len(every)))

    def item_for(self, rule):
        """A chip or spec that the rule's product and test do not refuse."""
        pool = self.famous + self.chips + self.specs
        if rule["product"]:
            pool = [c for c in self.chips
                    if decide.product_test(rule["product"], c)] or pool
        for _ in range(40):
            item = self.rng.choice(pool)
            if self.policy.spec_test(item, rule["spec_test"]) is not False:
                break
        return item

    def member(self, expression, date, otherwise):
        """A country of a rule's expression on a day."""
        if not expression:
            return otherwise
        fitting = [c for c in self.countries
                   if self.policy.is_member(c, expression, date)]
        return self.rng.choice(fitting) if fitting else otherwise

    def aimed_case(self):
        """A case at which one rule, and its base, would match."""
        rng = self.rng
        rule = base = rng.choice(self.policy.rules)
        by_id = {r["rule_id"]: r for r in self.policy.rules}
        while base["overrides"]:
            base = by_id[rng.choice(decide.words(base["overrides"]))]
        end = rule["effective_to"] or "2029-06-30"
        first = datetime.date.fromisoformat(rule["effective_from"])
        length = (datetime.date.fromisoformat(end) - first).days
        days = rng.choice([0, length, rng.randint(0, length), -1, length + 1])
        date = (first + datetime.timedelta(days)).isoformat()
        both = [r for r in (rule, base) if r["destinations"] != "*"] or [base]
        fitting = [c for c in self.countries if all(
            self.policy.is_member(c, r["destinations"], date) for r in both)]
        case = decide.Case(
            self.item_for(base if base["spec_test"] or base["product"] else rule),
            rng.choice(fitting) if fitting else self.country(), date)
        case.hq = self.member(rule["hq"] or base["hq"], date, LEFT_OUT)
        case.ships_from = self.member(rule["ships_from"], date, LEFT_OUT)
        case.route = rng.choice(decide.words(rule["route"]) or [LEFT_OUT])
        case.seller = rule["seller"] or base["seller"] or LEFT_OUT
        for condition in (rule["applies_when"], base["applies_when"]):
            for term in condition.split(" and ") if condition else []:
                key, values = term.split("=")
                if key != "design" or not case.item.names:
                    case.facts[key] = [rng.choice(decide.words(values))]
        if rule["regime"] not in decide.DEFAULT_REGIMES or rng.random() < 0.2:
            case.regimes = rng.choice([[rule["regime"]],
                                       ["us_bis", rule["regime"]]])
        return self.disturbed(case)

    def disturbed(self, case):
        """Half of the aimed cases get one fact changed or made unknown."""
        other, kind = self.free_case(), self.rng.randint(0, 11)
        if kind < 4:
            name = ["hq", "ships_from", "route", "seller"][kind]
            setattr(case, name, self.rng.choice([None, getattr(other, name)]))
        elif kind == 4:
            case.facts = other.facts if not case.item.names else {}
        elif kind == 5:
            case.destination = other.destination
        return case

    def case(self):
        return self.aimed_case() if self.rng.random() < 0.5 else self.free_case()

    def free_case(self):
        rng, kind = self.rng, self.rng.random()
        if kind < 0.35:
            item = rng.choice(self.famous)
        elif kind < 0.55:
            item = rng.choice(self.chips)
        else:
            item = rng.choice(self.specs)
        destination = self.country()
        return decide.Case(
            item, destination, self.date(),
            hq=self.fact(0.5, 0.15, [self.country(), "CN", "MO", "US", "DE"]),
            ships_from=self.fact(0.55, 0.10, ["US", "TW", "MY", "KR", "CN", "HK",
                                              destination, self.country()]),
            route=self.fact(0.6, 0.1, ["export", "reexport", "transfer"]),
            seller=self.fact(0.5, 0.15, ["NVIDIA", "AMD", "Supermicro"]),
            facts=self.third_kind(bool(item.names)), regimes=self.regimes())


def case_row(number, case, rng):
    """The columns of oracle_case."""
    def joined(key):
        return "|".join(case.facts[key]) if key in case.facts else None

    others = " ".join("%s=%s" % (k, joined(k)) for k in case.facts
                      if k not in ("buyer", "end_use"))
    names = case.item.names
    return (str(number), rng.choice(names) if names else None,
            None if names else case.item.text, case.destination, case.date,
            case.hq, case.ships_from, case.route, case.seller, joined("buyer"),
            joined("end_use"), others or None,
            "{%s}" % ",".join(case.regimes) if case.regimes else None)


def split_rules(text):
    return set() if text is None else set(decide.words(text))


def compare(tap, case, row, described, shuffled):
    """Returns the rules that decide, where the verdict is known."""
    answer = POLICY.decide(case)

    def check(name, got, wanted):
        if shuffled:
            name = "verdict by other rules" if "verdict" in name else \
                "bounds, rule, missing and fee by other rules"
        tap.same(name, got == wanted, "%s\ngot %s, wanted %s; %s" % (
            described, got, wanted, "|".join(sorted(answer.rules))))

    (verdict, at_best, at_worst, rule, eccn, missing, fee, fee_basis, assumed,
     spec_eccn, quick) = row[2:13]
    check("verdict", verdict, answer.verdict)
    check("export_verdict", quick, answer.verdict)
    # a world without an answer is worse than none: nothing is at best
    check("at_best and at_worst", (at_best, at_worst),
          (None if answer.mixed else answer.at_best, answer.at_worst))
    check("rule", split_rules(rule), answer.rules)
    missing = set(missing.strip("{}").split(",")) - {""}
    if shuffled:
        # in nests that the law does not have a fact too many may be named
        missing &= answer.missing
    check("missing", missing, answer.missing)
    check("fee", (float(fee) if fee else None, fee_basis),
          (float(answer.fee[0]) if answer.fee[0] else None, answer.fee[1]))
    if shuffled:
        return set()
    check("assumed", assumed, answer.assumed)
    # which ECCN is shown where several rules may decide is not laid down
    if len(answer.rules) <= 1 and not answer.mixed:
        check("eccn shown", eccn, answer.eccn)
    if not case.item.names:
        check("eccn of a spec", spec_eccn,
              decide.only(POLICY.eccns(case.item, case.date)))
    return answer.rules if answer.verdict else set()


def shuffled_rules(rng):
    """The rules with other verdicts and precedences, and the SQL to that end."""
    above = {}
    for rule in POLICY.rules:
        for base in decide.words(rule["overrides"]):
            above[base] = min(above.get(base, 99), int(rule["precedence"]))
    rules, values = [], []
    for rule in POLICY.rules:
        rule = dict(rule)
        if rng.random() < 0.4:
            rule["verdict"] = rng.choice(decide.VERDICTS)
        if not rule["overrides"] and rule["precedence"] != "0":
            highest = above.get(rule["rule_id"], 40) - 1
            rule["precedence"] = str(rng.choice([highest, min(9, highest)]))
        rules.append(rule)
        values.append("('%s', '%s', %s)" % (
            rule["rule_id"], rule["verdict"], rule["precedence"]))
    return rules, """LOCK TABLE policy_rule_user IN SHARE ROW EXCLUSIVE MODE;
UPDATE policy_rule AS r
	SET verdict = v.verdict::verdict, precedence = v.precedence
	FROM (VALUES %s) AS v (rule_id, verdict, precedence)
	WHERE r.rule_id = v.rule_id;""" % ", ".join(values)


def run_batch(batch):
    """One batch: what it saw of each test, and the rules that decided alone."""
    seed, count, shuffled = batch
    rng = random.Random(seed)
    rules, edit, POLICY.on_day = POLICY.rules, "", {}
    if shuffled:
        POLICY.rules, edit = shuffled_rules(rng)
    try:
        return run_cases(rng, count, edit)
    finally:
        POLICY.rules, POLICY.on_day = rules, {}


def run_cases(rng, count, edit):
    generator = Generator(rng, POLICY)
    cases = [generator.case() for _ in range(count)]
    rows = [case_row(n, c, rng) for n, c in enumerate(cases)]
    chips = [(name, item.text) for name, item in POLICY.chips.items()]
    tap = session.Tap(TESTS)
    answered, decided = 0, set()
    for row in session.run(SCRIPT % (edit, session.copy_in("oracle_chip", chips),
                                     session.copy_in("oracle_case", rows))):
        if row[0] == "chip":
            tap.same("chip_spec", row[3] == "t", "%s\ngot    %s\nwanted %s"
                     % (row[1], row[2], row[4]))
            continue
        answered += 1
        number = int(row[1])
        described = "  ".join(
            "NULL" if v is None else v for v in rows[number])
        alone = compare(tap, cases[number], row, described, edit != "")
        if len(alone) == 1:
            decided |= alone
    tap.same("every case is answered", answered == count,
             "%d of %d cases answered" % (answered, count))
    return tap, decided


def can_decide(rule):
    """An exception without a condition of its own silences what it overrides."""
    conditions = ("hq", "ships_from", "route", "seller", "product", "spec_test",
                  "applies_when")
    bases = set(decide.words(rule["overrides"])) or {rule["rule_id"]}
    return not any(
        bases <= set(decide.words(r["overrides"])) and r["destinations"] == "*"
        and int(r["precedence"]) > int(rule["precedence"])
        and not any(r[c] for c in conditions) for r in POLICY.rules)


def main():
    seed = session.setting("ORACLE_SEED", 20261123)
    count = session.setting("ORACLE_DECIDE_CASES", 100000)
    batches = [("%d/%d" % (seed, at), min(BATCH, count - at), False)
               for at in range(0, count, BATCH)]
    others = session.setting("ORACLE_SHUFFLED_CASES", 20000)
    batches += [("%d/shuffled/%d" % (seed, at), min(SHUFFLED, others - at), True)
                for at in range(0, others, SHUFFLED)]
    tap = session.Tap(TESTS)
    decided = set()
    with multiprocessing.Pool(session.WORKERS) as pool:
        for batch, rules in pool.imap_unordered(run_batch, batches):
            tap.add(batch)
            decided |= rules
    idle = set(r["rule_id"] for r in POLICY.rules if can_decide(r)) - decided
    tap.same(TESTS[-1], not idle or count < 50000, " ".join(sorted(idle)))
    return tap.close()


POLICY = decide.Policy(os.environ.get(
    "ORACLE_DATA", os.path.join(HERE, "..", "..", "data")))

if __name__ == "__main__":
    sys.exit(main())
