#!/usr/bin/env python3
"""
One cell of one rule is edited: the answers that hang on it change, and no
other does.

Every number of every spec test is loosened and tightened; every exception gets
another verdict, other days, other places, and is deleted; other rules get
another verdict.  Each edit is made through the view, in a transaction that is
rolled back, and answered on cases that are drawn around it and on a grid that
is the same for all.  Then
  - the view has that one cell changed,
  - an answer on the grid changes only where the edited test comes out
    otherwise, as the reference evaluates it,
  - every changed answer, and every answer to the cases drawn around the edit,
    is that of the reference with the same cell edited,
  - the edit changes some answer,
  - policy_with() and policy_without() give the same as the edit of the table.

Environment: WHAT_IF_GRID (600), ORACLE_SEED (20261126), ORACLE_DATA, and what
psql reads.  Prints TAP.
"""

import datetime
import multiprocessing
import random
import re
import sys
from fractions import Fraction

import compare_decide
import decide
import session
import spec as specs
from decide import LEFT_OUT

POLICY = compare_decide.POLICY
TESTS = ["one cell changes", "an answer changes only where the edited test does",
         "before the edit the reference agrees", "after the edit the reference agrees",
         "classification follows the test", "each edit changes an answer",
         "an explicit policy answers as the edited table"]
DRAWN, AROUND = 24, 3       # settings drawn for each edit, and tried
NUMBER = re.compile(r"([a-z+ ]+?) *(>=|<=|>|<) *(\d{4}-\d\d-\d\d|[0-9.]+)")

CASE = "n int, chip text, s gpu_spec, destination text, on_date date, hq text, " \
    "ships_from text, route text, seller text, buyer text, end_use text, " \
    "facts text, regimes text[]"
ARGUMENTS = "hq => hq, ships_from => ships_from, route => route, " \
    "seller => seller, buyer => buyer, end_use => end_use, facts => c.facts, " \
    "regimes => c.regimes"
# a policy is asked for all that it holds
ASKED = ARGUMENTS.replace("c.regimes", "coalesce(c.regimes, '{%s}')" %
                          ",".join(decide.DEFAULT_REGIMES))
ANSWER = "d.verdict::text, d.at_best::text, d.at_worst::text, d.rule"

BEGIN = """
BEGIN;
CREATE TEMP TABLE grid (edit int, %(case)s);
CREATE TEMP VIEW answer AS
	SELECT edit, n, %(answer)s, eccn(s, on_date) AS eccn
	FROM grid AS c CROSS JOIN LATERAL export_decision(s, destination, on_date,
		%(arguments)s) AS d WHERE chip IS NULL
	UNION ALL
	SELECT edit, n, %(answer)s, eccn(chip, on_date)
	FROM grid AS c CROSS JOIN LATERAL export_decision(chip, destination, on_date,
		%(arguments)s) AS d WHERE chip IS NOT NULL;
CREATE TEMP TABLE whole AS SELECT policy(VARIADIC array_agg(regime)) AS policy
	FROM policy_regime;
CREATE TEMP VIEW with_policy AS
	SELECT edit, n, policy, %(answer)s, NULL::text
	FROM grid AS c, whole CROSS JOIN LATERAL export_decision(s, destination, on_date,
		policy, %(asked)s) AS d WHERE chip IS NULL
	UNION ALL
	SELECT edit, n, policy, %(answer)s, NULL
	FROM grid AS c, whole CROSS JOIN LATERAL export_decision(chip, destination, on_date,
		policy, %(asked)s) AS d WHERE chip IS NOT NULL;
CREATE TEMP TABLE row_before AS
	SELECT rule_id, to_jsonb(r) - 'origin' AS cells FROM policy_rule AS r;
"""
BEFORE = """
ANALYZE grid;
CREATE TEMP TABLE before AS SELECT * FROM answer;
CREATE INDEX ON before (edit, n);
ANALYZE before;
COPY (SELECT 'before', * FROM before) TO stdout;
"""
EDIT = """
SAVEPOINT edit;
%(repeal)s%(change)s
COPY (SELECT 'cells', %(edit)d, coalesce(string_agg(rule_id || ' ' || key, ' '), '')
	FROM (SELECT rule_id, jsonb_object_keys(cells) AS key FROM row_before) AS k
	JOIN row_before AS b USING (rule_id)
	LEFT JOIN (SELECT rule_id, to_jsonb(r) AS now FROM policy_rule AS r) AS a
		USING (rule_id)
	WHERE now -> key IS DISTINCT FROM cells -> key
		AND NOT rule_id = ANY ('{%(repealed)s}')) TO stdout;
COPY (SELECT 'after', a.* FROM answer AS a WHERE edit = %(edit)d) TO stdout;
COPY (SELECT 'grid', %(edit)d, a.n, a.verdict, a.at_best, a.at_worst, a.rule, a.eccn
	FROM answer AS a JOIN before AS b USING (edit, n)
	WHERE edit = %(watched)d AND a IS DISTINCT FROM b) TO stdout;
ROLLBACK TO edit;
UPDATE whole SET policy = %(policy)s;
COPY (SELECT 'policy', edit, n, verdict, at_best, at_worst, rule
	FROM with_policy WHERE edit = %(edit)d) TO stdout;
ROLLBACK TO edit;
"""


class Edit:
    """One column of one rule set to another value; no value: deleted."""

    def __init__(self, rule, column, value, limits=None):
        self.rule, self.column, self.value = rule, column, value
        self.limits = limits    # name, old and new, where it is a number
        self.settings = []      # cases drawn around it
        self.changes = False    # does the reference change its answer to one?

    def name(self):
        return "%s %s: %s" % (self.rule["rule_id"], self.column,
                              self.value if self.column else "deleted")


def edited_numbers(rule):
    """Each number of a test, made smaller and greater."""
    test = rule["spec_test"]
    for found in NUMBER.finditer(test):
        name, _, old = found.groups()
        name = re.sub(r"^.*\b(and|or|not)\b", "", name).strip()
        for turn in (-1, 1):
            if "-" in old:
                new = (datetime.date.fromisoformat(old)
                       + datetime.timedelta(30 * turn)).isoformat()
            else:
                value = Fraction(old) * (100 + turn) / 100
                new = specs.decimal_text(Fraction(round(value * 1000), 1000))
            yield Edit(rule, "spec_test",
                       test[:found.start(3)] + new + test[found.end(3):],
                       (name, old, new))


def moved(day, days):
    return (datetime.date.fromisoformat(day)
            + datetime.timedelta(days)).isoformat()


def bases_of(rule):
    return [r for r in POLICY.rules if r["rule_id"] in decide.words(rule["overrides"])]


def edited_verdicts(rule):
    if not rule["overrides"] and not compare_decide.can_decide(rule):
        return
    rank = decide.VERDICTS.index(rule["verdict"])
    for other in (rank - 1, rank + 1):
        if 0 <= other < len(decide.VERDICTS):
            yield Edit(rule, "verdict", decide.VERDICTS[other])


def edited_exception(rule, countries):
    """Days, places, and its end; each where that may change an answer."""
    first, end = rule["effective_from"], rule["effective_to"]
    yield Edit(rule, "effective_from", moved(first, 10))
    if min(b["effective_from"] for b in bases_of(rule)) < first:
        yield Edit(rule, "effective_from", moved(first, -10))
    yield Edit(rule, "effective_to", moved(end, -10) if end else "2029-05-31")
    day, place = moved(first, 5), rule["destinations"]
    based = [c for c in countries if any(
        POLICY.is_member(c, b["destinations"], day) for b in bases_of(rule))]
    inside = [c for c in based if POLICY.is_member(c, place, day)]
    if len(inside) > 1:
        yield Edit(rule, "destinations", "(%s)-%s" % (place, inside[0]))
    for country in [c for c in based if c not in inside][:1]:
        yield Edit(rule, "destinations", place + "|" + country)
    yield Edit(rule, None, None)


class Drawer:
    """Cases around an edit."""

    def __init__(self, rng, generator):
        self.rng, self.generator = rng, generator
        generator.rng = rng

    def spec(self):
        """Figures on all sides of the limits; often small but for one."""
        rng, small = self.rng, self.rng.random() < 0.5
        figures = {"fp16": [105, 140, 150, 200, 320, 950, 1310, 1400],
                   "die": [20, 100, 400, 700, 1200, 2000, 4000],
                   "bw": [100] if small else [500, 1300, 4000, 4700, 6000, 7000],
                   "io": [0] if small else [0, 100, 300, 700, 1200],
                   "pcie": [0, 64], "transistors": [20, 60], "area": [110]}
        spec = {f: Fraction(rng.choice(v)) for f, v in figures.items()}
        spec["dc"] = rng.random() < 0.8
        spec["released"] = rng.choice(["2024-03-18", "2026-02-10"])
        if rng.random() < 0.2:
            spec["hbm"] = True
        return spec

    def put(self, spec, name, value):
        """The spec with a figure of this value, or none if there is none."""
        spec = dict(spec)
        if name == "released":
            spec["released"] = value
            return spec
        value = Fraction(value)
        changed = {"tpp": ("fp16", value / 16),
                   "pd": ("fp16", value * spec["die"] / 16),
                   "xfer": ("io", value - spec["pcie"]),
                   "mbd": ("bw", value * spec["area"]),
                   "bw + io": ("io", value - spec["bw"])}
        field, exact = changed.get(name, (name, value))
        spec[field] = Fraction(round(exact * 1000), 1000)
        return spec if spec[field] >= 0 else None

    def around(self, edit):
        """Specs on both sides of both limits, and at each of them."""
        name, old, new = edit.limits
        rule = edit.rule
        if name == "released":
            middle = moved(min(old, new), 15)
            values = [old, new, middle, moved(old, 1), moved(new, 1)]
        else:
            old, new = Fraction(old), Fraction(new)
            middle = (old + new) / 2
            values = [old, new, middle, 2 * old - middle, 2 * new - middle]
        for _ in range(1500):
            base = self.spec()
            between = self.put(base, name, middle)
            if between is not None and \
                    specs.matches(between, rule["spec_test"]) != \
                    specs.matches(between, edit.value):
                found = [s for s in (self.put(base, name, v) for v in values) if s]
                found.append(dict(between, dc=not between["dc"]))
                return [decide.Item(s) for s in found]
        return []

    def day(self, edit, base):
        """A day on which the edit may matter."""
        rule = edit.rule
        first = max(rule["effective_from"], base["effective_from"])
        end = min(rule["effective_to"] or "2029-06-30",
                  base["effective_to"] or "2029-06-30")
        if edit.column == "effective_from":
            return moved(min(rule["effective_from"], edit.value),
                         self.rng.choice([0, 5, 9, 10, -1]))
        if edit.column == "effective_to":
            return moved(edit.value, self.rng.choice([0, 1, 5, 10]))
        return self.rng.choice([first, end, min(end, moved(first, 5))])

    def setting(self, edit):
        """A case at which the rule matches but for the edit and its spec."""
        rng, rule, draw = self.rng, edit.rule, self.generator
        base = rule
        while base["overrides"]:
            base = rng.choice(bases_of(base))
        day = self.day(edit, base)
        places = []
        for country in draw.countries:
            here = POLICY.is_member(country, rule["destinations"], day)
            if edit.column == "destinations":
                # the places that the edit adds or takes away
                here = here != POLICY.is_member(country, edit.value, day)
            if here and POLICY.is_member(country, base["destinations"], day):
                places.append(country)
        if not places:
            return None
        item = draw.item_for(base if base["spec_test"] or base["product"] else rule)
        case = decide.Case(item, rng.choice(places), day)
        case.hq = draw.member(rule["hq"] or base["hq"], day, LEFT_OUT)
        case.ships_from = draw.member(rule["ships_from"], day, LEFT_OUT)
        case.route = rng.choice(decide.words(rule["route"]) or [LEFT_OUT])
        if case.route == "transfer":
            case.ships_from = case.destination
        case.seller = rule["seller"] or base["seller"] or LEFT_OUT
        for condition in (rule["applies_when"], base["applies_when"]):
            for term in condition.split(" and ") if condition else []:
                key, values = term.split("=")
                if key != "design" or not case.item.names:
                    case.facts.setdefault(key, [rng.choice(decide.words(values))])
        case.regimes = rng.choice([[rule["regime"]], None]) \
            if rule["regime"] in decide.DEFAULT_REGIMES else [rule["regime"]]
        return case

    def group(self, edit):
        """Cases to be tried together."""
        case = self.setting(edit)
        if case is None or not edit.limits:
            return [case] if case else []
        return [decide.Case(item, case.destination, case.date, case.hq,
                            case.ships_from, case.route, case.seller, case.facts,
                            case.regimes) for item in self.around(edit)]

    def cases(self, edit, repealed):
        """
        Most where the reference changes its answer with the edit, some where
        it does not.
        """
        changed, same, drawn = [], [], 0
        most = 10 * DRAWN if edit.limits else DRAWN
        while drawn < most and len(changed) < AROUND:
            groups = [self.group(edit) for _ in range(4)]
            with Edited(None, repealed):
                before = [[answer_of(c) for c in g] for g in groups]
            with Edited(edit, repealed):
                after = [[answer_of(c) for c in g] for g in groups]
            for group, old, new in zip(groups, before, after):
                (changed if old != new else same).append(group)
            drawn += 4
        edit.changes = bool(changed)
        return [c for group in changed + same[:AROUND] for c in group]


def answer_of(case):
    answer = POLICY.decide(case)
    return (answer.verdict, None if answer.mixed else answer.at_best,
            answer.at_worst, answer.rules)


def silencers(rule):
    """Exceptions without a condition that leave a rule nothing to decide."""
    if not rule["overrides"] or compare_decide.can_decide(rule):
        return []
    bases = set(decide.words(rule["overrides"]))
    return [r for r in POLICY.rules
            if bases <= set(decide.words(r["overrides"]))
            and int(r["precedence"]) > int(rule["precedence"])
            and r["destinations"] == "*" and not r["spec_test"]]


class Edited:
    """The reference while rules are repealed and an edit is made, if any."""

    def __init__(self, edit, repealed):
        self.edit, self.repealed = edit, repealed

    def __enter__(self):
        self.rules, self.on_day = POLICY.rules, POLICY.on_day
        gone = set(r["rule_id"] for r in self.repealed)
        edit, edited, POLICY.rules, POLICY.on_day = self.edit, None, [], {}
        for rule in self.rules:
            if rule["rule_id"] in gone:
                continue
            if edit and edit.rule["rule_id"] == rule["rule_id"]:
                if not edit.column:
                    continue
                rule = edited = dict(rule, **{edit.column: edit.value})
            POLICY.rules.append(rule)
        return edited

    def __exit__(self, *_):
        POLICY.rules, POLICY.on_day = self.rules, self.on_day


def holds(rule, case):
    """Of a rule's own test on the day; false where it is not in force."""
    if rule is None or rule["effective_from"] > case.date or \
            (rule["effective_to"] and case.date > rule["effective_to"]):
        return False
    return POLICY.own_test(rule, case, decide.transaction_facts(case))


def quoted(value):
    return "NULL" if value is None else "'%s'" % value.replace("'", "''")


def change_sql(edit):
    where = "WHERE rule_id = %s;" % quoted(edit.rule["rule_id"])
    if not edit.column:
        return "DELETE FROM policy_rule " + where
    return "UPDATE policy_rule SET %s = %s %s" % (edit.column, quoted(edit.value),
                                                  where)


def repeal_sql(number, rules):
    """Rules that go first, and the answers without them."""
    if not rules:
        return ""
    return "".join("DELETE FROM policy_rule WHERE rule_id = %s;\n" %
                   quoted(r["rule_id"]) for r in rules) + \
        "COPY (SELECT 'before', * FROM answer WHERE edit = %d) TO stdout;\n" % number


def policy_sql(edit, repealed):
    policy = "policy"
    for rule in repealed:
        policy = "policy_without(%s, %s)" % (policy, quoted(rule["rule_id"]))
    rule_id = quoted(edit.rule["rule_id"])
    if not edit.column:
        return "policy_without(%s, %s)" % (policy, rule_id)
    name = "test" if edit.column == "spec_test" else edit.column
    return "policy_with(%s, %s, %s => %s)" % (policy, rule_id, name,
                                              quoted(edit.value))


def same_answer(row, case):
    wanted = answer_of(case)
    got = tuple(row[:3]) + (compare_decide.split_rules(row[3]),)
    return got == wanted, "got %s, wanted %s" % (got, wanted)


class Judge:
    def __init__(self, tap, edit, repealed, grid):
        self.tap, self.edit = tap, edit
        self.repealed, self.grid = repealed, grid

    def same(self, test, good, note):
        self.tap.same(TESTS[test], good, self.edit.name() + "\n" + note)

    def before(self, rows):
        """Without the rows that would silence the rule, if there are such."""
        for n, case in enumerate(self.edit.settings):
            if not self.repealed:
                good, note = same_answer(rows[n], case)
                self.same(2, good, note)

    def after(self, rows, before, edited):
        edit, changed = self.edit, 0
        for n, case in enumerate(edit.settings):
            good, note = same_answer(rows[n], case)
            text = "%s %s %s %s" % (case.item.text, case.destination, case.date, case.hq)
            self.same(3, good, text + " " + note)
            changed += rows[n][:4] != before[n][:4]
            if edit.column == "spec_test":
                eccn = decide.only(POLICY.eccns(case.item, case.date))
                self.same(4, rows[n][4] == eccn, "%s: %s, not %s" % (
                    text, rows[n][4], eccn))
            if rows[n][:4] != before[n][:4]:
                self.touched(case, edited)
        # other cells may change nothing: another rule says the same
        if edit.limits or edit.changes:
            self.same(5, changed > 0, "%d cases" % len(edit.settings))

    def touched(self, case, edited):
        old, new = holds(self.edit.rule, case), holds(edited, case)
        self.same(1, new is not False if self.edit.column == "verdict" else
                  old != new, "%s %s %s" % (case.item.text, case.destination, case.date))

    def on_grid(self, rows, before, edited):
        """Changed answers, and those that had to change."""
        for n, case in enumerate(self.grid):
            row = rows.get(n)
            if row and row[:4] != before[n][:4]:
                self.touched(case, edited)
            old, new = holds(self.edit.rule, case), holds(edited, case)
            if row or old != new:
                good, note = same_answer(row or before[n], case)
                self.same(3, good, "grid: %s %s %s %s" % (
                    case.item.text, case.destination, case.date, note))
            if row and row[4] != before[n][4]:
                self.same(4, row[4] == decide.only(POLICY.eccns(case.item, case.date)),
                          "grid: %s" % row[4])


def run(share):
    """Some of the edits: what was seen of each test."""
    seed, edits, size = share
    POLICY.on_day = {}
    grid_rng = random.Random("grid %s" % seed)
    generator = compare_decide.Generator(grid_rng, POLICY)
    grid = [generator.case() for _ in range(size)]
    lines = [("-1",) + compare_decide.case_row(n, c, grid_rng)
             for n, c in enumerate(grid)]
    script = [BEGIN % {"case": CASE, "answer": ANSWER, "arguments": ARGUMENTS,
                       "asked": ASKED}]
    repealed = {number: silencers(edit.rule) for number, edit in edits}
    for number, edit in edits:
        rng = random.Random("%s %s" % (seed, edit.name()))
        edit.settings = Drawer(rng, generator).cases(edit, repealed[number])
        lines += [(str(number),) + compare_decide.case_row(n, c, rng)
                  for n, c in enumerate(edit.settings)]
    script += [session.copy_in("grid", lines), BEFORE]
    for number, edit in edits:
        gone = repealed[number]
        script.append(EDIT % {
            "edit": number, "change": change_sql(edit),
            "watched": -2 if gone else -1, "policy": policy_sql(edit, gone),
            "repealed": ",".join(r["rule_id"] for r in gone),
            "repeal": repeal_sql(number, gone)})
    answers = {}
    for row in session.run("".join(script) + "ROLLBACK;\n"):
        if row[0] == "cells":
            answers["cells", int(row[1])] = row[2]
        else:
            answers.setdefault((row[0], int(row[1])), {})[int(row[2])] = row[3:]
    return judged(edits, repealed, grid, answers)


def judged(edits, repealed, grid, answers):
    tap = session.Tap(TESTS)
    # what the grid answers unedited, where an edit leaves it as it is
    before_grid = answers["before", -1]
    for number, edit in edits:
        judge = Judge(tap, edit, repealed[number], grid)
        before = answers.get(("before", number), {})
        after = answers.get(("after", number), {})
        judge.before(before)
        cells = answers["cells", number]
        wanted = edit.rule["rule_id"] + " " + (edit.column or "")
        judge.same(0, cells == wanted or not edit.column and
                   set(cells.split()[::2]) == {edit.rule["rule_id"]}, cells)
        with Edited(edit, repealed[number]) as edited:
            judge.after(after, before, edited)
            if not repealed[number]:
                judge.on_grid(answers.get(("grid", number), {}), before_grid, edited)
        explicit = answers.get(("policy", number), {})
        judge.same(6, all(explicit[n][:4] == after[n][:4] for n in after),
                   str([(after[n], explicit[n]) for n in after
                        if explicit[n][:4] != after[n][:4]][:2]))
    return tap


def main():
    seed = session.setting("ORACLE_SEED", 20261126)
    size = session.setting("WHAT_IF_GRID", 600)
    countries = compare_decide.Generator(random.Random(seed), POLICY).countries
    edits = []
    for rule in POLICY.rules:
        edits += edited_numbers(rule)
        edits += edited_verdicts(rule)
        if rule["overrides"]:
            edits += edited_exception(rule, countries)
    numbered = list(enumerate(edits))
    workers = session.WORKERS
    tap = session.Tap(TESTS)
    with multiprocessing.Pool(workers) as pool:
        for part in pool.imap_unordered(
                run, [(seed, numbered[w::workers], size) for w in range(workers)]):
            tap.add(part)
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
