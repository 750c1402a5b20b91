/*
 * tap.h
 *		What the unit tests print: one TAP line a check, and the plan at the
 *end.
 */
#ifndef CHIPTRADE_TAP_H
#define CHIPTRADE_TAP_H

#include <stdbool.h>
#include <stdio.h>

static int tap_tests;
static int tap_failures;

/* detail is printed beside a failure only */
static void
check(bool pass, const char *what, const char *detail)
{
	tap_tests++;
	if (!pass)
		tap_failures++;
	printf("%s %d - %s%s%s\n", pass ? "ok" : "not ok", tap_tests, what,
		   pass || detail[0] == '\0' ? "" : " # ", pass ? "" : detail);
}

/* the plan; the exit code of the program */
static int
tap_done(void)
{
	printf("1..%d\n", tap_tests);
	return tap_failures > 0;
}

#endif /* CHIPTRADE_TAP_H */
