"""
What the bounds of shares must be, by looking at every completion.

A market is whole weights by name and a remainder of so many units.  A
completion says who holds each unit of the remainder: a named one, or somebody
who is not named.  How many that are and what each of them holds is left open,
so all partitions of the units are tried.  Exact: fractions, no rounding.
"""

from fractions import Fraction


def partitions(units, largest):
    """All ways to write units as a sum of parts up to largest, in order."""
    if units == 0:
        yield ()
        return
    for part in range(min(units, largest), 0, -1):
        for rest in partitions(units - part, part):
            yield (part,) + rest


def splits(units, places):
    """All ways to put units into so many places."""
    if places == 0:
        if units == 0:
            yield ()
        return
    for first in range(units + 1):
        for rest in splits(units - first, places - 1):
            yield (first,) + rest


def completions(named, rest, remainder):
    """Weights of all holders, named ones first, for every completion."""
    weights = list(named.values())
    if remainder != "anyone":
        largest = rest
        if remainder == "smaller" and any(weights):
            largest = min(w for w in weights if w > 0)
        for others in partitions(rest, largest):
            yield weights, others
        return
    for given in range(rest + 1):
        for extra in splits(given, len(weights)):
            held = [w + e for w, e in zip(weights, extra)]
            for others in partitions(rest - given, rest - given):
                yield held, others


def hhi(weights):
    total = sum(weights)
    return Fraction(10000 * sum(w * w for w in weights), total * total)


def hhi_bounds(named, rest, remainder):
    """
    The largest index over the completions, and the limit of the smallest as
    the remainder is spread ever thinner: its squares vanish, and no
    completion in whole units is below.
    """
    total = sum(named.values()) + rest
    low = Fraction(10000 * sum(w * w for w in named.values()), total * total)
    found = [hhi(held + list(others))
             for held, others in completions(named, rest, remainder)]
    assert min(found) >= low
    return low, max(found)


def share_bounds(named, rest, keys):
    """What the keys hold, least and most, over all that anyone may hold."""
    total = sum(named.values()) + rest
    names = list(named)
    found = []
    for held, others in completions(named, rest, "anyone"):
        ours = sum(w for name, w in zip(names, held) if name in keys)
        found.append(Fraction(ours, total))
        # those of the others may be whom we ask for, where they are not named
        if any(key not in named for key in keys):
            found.append(Fraction(ours + sum(others), total))
    return min(found), max(found)
