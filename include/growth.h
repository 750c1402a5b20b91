/*
 * growth.h
 *		Time as growth and age count it: in calendar years of twelve equal
 *		months, a day being its part of the month it is in.
 *
 * Anniversaries are whole years and quarters are 0.25, as in published annual
 * and quarterly series; spans add up.  The clock is an integer, so that
 * nothing is lost: 1 / 12 of a year divides by 28, 29, 30 and 31 days, and a
 * day by its seconds.
 */
#ifndef CHIPTRADE_GROWTH_H
#define CHIPTRADE_GROWTH_H

#include "compat.h"

#include "utils/date.h"
#include "utils/timestamp.h"

#define CLOCK_MONTH (INT64CONST(28 * 29 * 15 * 31) * SECS_PER_DAY)
#define CLOCK_YEAR  (12 * CLOCK_MONTH)

/* of a finite day, and of so many seconds after its beginning */
extern int64 growth_clock(DateADT day, int64 seconds);

/* years from one clock to another */
static inline float8
growth_years(int64 since, int64 until)
{
	return (float8) (until - since) / (float8) CLOCK_YEAR;
}

#endif /* CHIPTRADE_GROWTH_H */
