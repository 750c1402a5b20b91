#!/usr/bin/env python3
"""Writes extension/core/draws_table.c: quantiles of the standard normal.

    python3 data/normal_quantile.py > extension/core/draws_table.c

The nodes are u = 2^(o - 18) * (1 + j/16) for octaves o = 0 .. 16 and
j = 0 .. 15, and u = 1/2.  For each node the table holds z with Phi(z) = u and
its derivative dz/du = 1/phi(z), each the double next to the true number.

z comes from Newton's method on Phi, with 60 decimal digits:

    Phi(z) = 1/2 + phi(z) * (z + z^3/3 + z^5/(3*5) + z^7/(3*5*7) + ...)

which converges for every z; at |z| <= 4.5 the terms never exceed 1e5, so that
more than 50 digits are right, and the tail of 2^-18 keeps more than 40.
Nothing but Python's decimal module is needed.
"""
from decimal import Decimal, getcontext

OCTAVES = 17
LOWEST = 18
STEPS = 16

getcontext().prec = 60
HALF = Decimal("0.5")


def arctan_inverse(x):
    """atan(1/x) for an integer x, by its series."""
    power = term = Decimal(1) / x
    total = term
    k = 1
    while abs(term) > Decimal(10) ** -58:
        power /= -x * x
        k += 2
        term = power / k
        total += term
    return total


# Machin's formula
PI = 4 * (4 * arctan_inverse(5) - arctan_inverse(239))
ROOT = (2 * PI).sqrt()


def density(z):
    return (-z * z / 2).exp() / ROOT


def below(z):
    """Phi(z)"""
    term = total = z
    k = 1
    while abs(term) > Decimal(10) ** -58:
        k += 2
        term *= z * z / k
        total += term
    return HALF + density(z) * total


def quantile(u, near):
    """z with Phi(z) = u, from a value that is not far off."""
    z = near
    for _ in range(50):
        step = (below(z) - u) / density(z)
        z -= step
        if abs(step) < Decimal(10) ** -35:
            return z
    raise ArithmeticError("no convergence at %s" % u)


def nodes():
    """(u, z, dz/du) from 1/2 downwards"""
    z = Decimal(0)
    yield HALF, z, 1 / density(z)
    for o in reversed(range(OCTAVES)):
        for j in reversed(range(STEPS)):
            u = Decimal(2) ** (o - LOWEST) * (1 + Decimal(j) / STEPS)
            z = quantile(u, z)
            yield u, z, 1 / density(z)


def main():
    rows = list(nodes())
    rows.reverse()
    print("/*\n * draws_table.c\n"
          " *\t\tQuantiles of the standard normal distribution and their"
          " derivatives.\n *\n"
          " * Written by data/normal_quantile.py, which says how; not edited"
          " by hand.\n */")
    print('#include "draws.h"\n')
    print("const CtNormalNode ct_normal_node[CT_NORMAL_NODES] = {")
    for at, (_, z, slope) in enumerate(rows):
        print("\t{%s, %s}%s" % (float(z).hex(), float(slope).hex(),
                                "," if at + 1 < len(rows) else "};"))


if __name__ == "__main__":
    main()
