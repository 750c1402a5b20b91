/*
 * core.c
 *		What the whole core shares: the error report, character classes that
 *		know no locale, and calendar dates.
 */
#include "core.h"

#include <stdarg.h>
#include <stdio.h>

bool
ct_fail(CtError *err, CtErrorCode code, size_t pos, size_t len,
		const char *what, const char *hint, ...)
{
	va_list args;

	err->code = code;
	err->pos = pos;
	err->len = len;
	(void) snprintf(err->what, sizeof(err->what), "%s", what);
	va_start(args, hint);
	(void) vsnprintf(err->hint, sizeof(err->hint), hint, args);
	va_end(args);
	return false;
}

bool
ct_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
ct_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
ct_is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char
ct_lower(char c)
{
	return (c >= 'A' && c <= 'Z') ? (char) (c - 'A' + 'a') : c;
}

bool
ct_word_is(const char *word, size_t len, const char *name)
{
	size_t i;

	for (i = 0; i < len; i++)
	{
		if (name[i] == '\0' || ct_lower(word[i]) != ct_lower(name[i]))
			return false;
	}
	return name[len] == '\0';
}

static int
days_in_month(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

bool
ct_valid_date(int year, int month, int day)
{
	return year >= 1 && year <= 9999 && month >= 1 && month <= 12 &&
		   day >= 1 && day <= days_in_month(year, month);
}

/*
 * Both conversions count from March, so that the leap day is the last day of
 * a year, in eras of 400 years (146097 days).  719468 is the number of days
 * from 0000-03-01 to 1970-01-01.
 */
int32_t
ct_days(int year, int month, int day)
{
	int y = month <= 2 ? year - 1 : year;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int month_from_march = month > 2 ? month - 3 : month + 9;
	int of_year = (153 * month_from_march + 2) / 5 + day - 1;
	int days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return (int32_t) (era * 146097 + days - 719468);
}

void
ct_civil(int32_t days, int *year, int *month, int *day)
{
	int z = days + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int day_of_era = z - era * 146097;
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
					   day_of_era / 146096) /
					  365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 -
									year_of_era / 100);
	int month_from_march = (5 * day_of_year + 2) / 153;

	*day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
	*month = month_from_march < 10 ? month_from_march + 3
								   : month_from_march - 9;
	*year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}
