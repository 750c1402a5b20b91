#!/usr/bin/env python3
"""
export_headroom() on random specs and deals.
  - Every comparison of every rule that bears on the question is listed, in
    each alternative of its test, and nothing else is.
  - verdict_now is the verdict of the reference, also where the spec is changed
    to stand just short of the limit; verdict_beyond is its verdict where the
    spec stands just past it.  Both are asked where no other limit lies on the
    way.
  - binding marks the nearest limit whose crossing changes the verdict.

Environment: HEADROOM_CASES (500), ORACLE_SEED (20261126), ORACLE_DATA, and
what psql reads.  Prints TAP.
"""

import itertools
import random
import sys
from fractions import Fraction

import compare_decide
import decide
import session
import spec as specs
import what_if

POLICY = compare_decide.POLICY
TESTS = ["every comparison of the rules that bear is listed, and no other",
         "verdict_now is the verdict", "just short of a limit the verdict stays",
         "just past it the verdict is verdict_beyond",
         "just past a binding limit the verdict changes",
         "the nearest limit that changes the verdict binds"]
OPPOSITE = {">=": "<", "<": ">=", "<=": ">", ">": "<="}

SCRIPT = """
CREATE TEMP TABLE c (%s);
%s
COPY (SELECT n, rule_id, branch, field, operator, limit_value, ratio, holds,
			 verdict_now, verdict_beyond, binding
	  FROM c CROSS JOIN LATERAL export_headroom(s, destination, on_date, %s) AS h)
	TO stdout;
"""


def alternatives(tree, negated=False):
    """The disjunctive form: lists of (leaf, negated)."""
    if tree[0] == "not":
        return alternatives(tree[1], not negated)
    if tree[0] not in ("and", "or"):
        return [[(tree, negated)]]
    left, right = (alternatives(t, negated) for t in tree[1:])
    if (tree[0] == "or") != negated:
        return left + right
    return [a + b for a, b in itertools.product(left, right)]


def sum_text(tree):
    if tree[0] == "arith":
        return "%s %s %s" % (sum_text(tree[2]), tree[1], sum_text(tree[3]))
    return tree[1]


def listed(rule):
    """What a rule's test lists: its comparisons with numbers, by branch."""
    found = []
    for branch, leaves in enumerate(alternatives(specs.parse_query(rule["spec_test"])), 1):
        for leaf, negated in leaves:
            if leaf[0] == "compare" and leaf[3][0] == "number":
                op = OPPOSITE[leaf[1]] if negated else leaf[1]
                found.append((rule["rule_id"], branch, sum_text(leaf[2]), op,
                              Fraction(leaf[3][1])))
            else:
                found.append((rule["rule_id"], branch))
    return found


def comparisons():
    """Every different comparison of every rule."""
    found = set()

    def collect(tree):
        if tree[0] in ("and", "or", "not"):
            for t in tree[1:]:
                collect(t)
        elif tree[0] == "compare":
            found.add(tree)

    for rule in POLICY.rules:
        if rule["spec_test"]:
            collect(specs.parse_query(rule["spec_test"]))
    return sorted(found, key=str)


def may_match(rule, case, facts, but_spec):
    """Is no test of it false, those of its gates included?"""
    for name, value in POLICY.own_tests(rule, case, facts):
        if value is False and not (but_spec and name == "spec"):
            return False
    bases = decide.words(rule["overrides"])
    live = POLICY.live(case.date)
    return not bases or any(
        r["rule_id"] in bases and may_match(r, case, facts, False) for r in live)


def beside(spec, name, limit):
    """The spec moved to the limit and to both sides of it."""
    step = limit / 10000
    moved = (what_if.Drawer.put(None, spec, name, v)
             for v in (limit, limit - step, limit + step))
    return [s for s in moved if s]


class Checker:
    def __init__(self, tap):
        self.tap, self.leaves = tap, comparisons()

    def truths(self, spec, name, limit):
        """Of all comparisons but those with this limit, and of those."""
        other, same = [], []
        for leaf in self.leaves:
            mine = leaf[3][0] == "number" and sum_text(leaf[2]) == name and \
                Fraction(leaf[3][1]) == limit
            (same if mine else other).append(specs.evaluate(spec, leaf))
        return other, same

    def near(self, case, row, note):
        """The verdict on this side of the limit and beyond it."""
        name, limit, spec = row[3], Fraction(row[5]), case.item.spec
        others, mine = self.truths(spec, name, limit)
        for moved in beside(spec, name, limit):
            there, across = self.truths(moved, name, limit)
            crossed = [a != b for a, b in zip(mine, across)]
            if there != others or any(crossed) != all(crossed):
                continue
            answer = POLICY.decide(decide.Case(
                decide.Item(moved), case.destination, case.date, case.hq,
                case.ships_from, case.route, case.seller, case.facts, case.regimes))
            if not any(crossed):
                self.tap.same(TESTS[2], row[8] == answer.verdict, note)
                continue
            self.tap.same(TESTS[3], row[9] == answer.verdict,
                          "%s; moved %s: %s" % (note, specs.spec_text(moved),
                                                answer.verdict))
            if row[10] == "t" and row[8] != row[9]:     # not of open answers
                self.tap.same(TESTS[4], row[8] != answer.verdict, note)

    def judge(self, case, rows, asked):
        facts = decide.transaction_facts(case)
        wanted = []
        for rule in POLICY.live(case.date):
            if rule["regime"] in (case.regimes or decide.DEFAULT_REGIMES) and \
                    rule["spec_test"] and may_match(rule, case, facts, True):
                wanted += listed(rule)
        got = [(r[1], int(r[2]), r[3], r[4], Fraction(r[5])) if r[5] is not None
               else (r[1], int(r[2])) for r in rows]
        self.tap.same(TESTS[0], sorted(got, key=str) == sorted(wanted, key=str),
                      "%s: got %s" % (asked, set(got) ^ set(wanted)))
        verdict = POLICY.decide(case).verdict
        gaps = []
        for row in rows:
            note = "%s: %s" % (asked, row)
            self.tap.same(TESTS[1], row[8] == verdict, note)
            if row[5] is None or row[6] is None:
                continue
            self.near(case, row, note)
            if row[8] != row[9]:
                gaps.append((abs(Fraction(row[6]) - 1), row))
        if verdict is not None:
            nearest = min([g for g, _ in gaps], default=None)
            for gap, row in gaps:
                self.tap.same(TESTS[5], (row[10] == "t") == (gap - nearest < 1e-15),
                              "%s: %s" % (asked, row))


def main():
    seed = session.setting("ORACLE_SEED", 20261126)
    rng = random.Random(seed)
    generator = compare_decide.Generator(rng, POLICY)
    drawer = what_if.Drawer(rng, generator)
    cases, lines = [], []
    for n in range(session.setting("HEADROOM_CASES", 500)):
        case = generator.case()
        spec = drawer.spec()
        for field in ("fp16", "die", "bw", "io"):
            spec[field] += Fraction(rng.randint(0, 400000), 1000)
        case.item = decide.Item(spec)
        cases.append(case)
        lines.append(compare_decide.case_row(n, case, rng))
    answers = {}
    for row in session.run(SCRIPT % (
            what_if.CASE, session.copy_in("c", lines),
            what_if.ARGUMENTS)):
        answers.setdefault(int(row[0]), []).append(row)
    tap = session.Tap(TESTS)
    checker = Checker(tap)
    for n, case in enumerate(cases):
        checker.judge(case, answers.get(n, []), " ".join(str(v) for v in lines[n]))
    return tap.close()


if __name__ == "__main__":
    sys.exit(main())
