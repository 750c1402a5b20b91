/*
 * spec_date.c
 *		Release dates: a year, a month or a day, each a span of days.
 */
#include "spec.h"

static bool
fail_malformed(size_t len, size_t pos, CtError *err)
{
	return ct_fail(err, CT_ERR_SYNTAX, pos, len, "Expected a date, found",
				   "Write 2023, 2023-11 or 2023-11-20, as precisely as it is "
				   "known.");
}

/* exactly count digits at text[*at], after a dash unless it is the year */
static bool
read_part(const char *text, size_t len, size_t *at, int count, int *out)
{
	int i;

	if (*at > 0)
	{
		if (text[*at] != '-')
			return false;
		(*at)++;
	}
	*out = 0;
	for (i = 0; i < count; i++, (*at)++)
	{
		if (*at >= len || !ct_is_digit(text[*at]))
			return false;
		*out = *out * 10 + (text[*at] - '0');
	}
	return true;
}

bool
ct_date_parse(const char *text, size_t len, size_t pos, CtPrecision *precision,
			  int *year, int *month, int *day, CtError *err)
{
	size_t at = 0;

	*precision = CT_DATE_YEAR;
	*month = 1;
	*day = 1;
	if (!read_part(text, len, &at, 4, year))
		return fail_malformed(len, pos, err);
	if (at < len)
	{
		*precision = CT_DATE_MONTH;
		if (!read_part(text, len, &at, 2, month))
			return fail_malformed(len, pos, err);
	}
	if (at < len)
	{
		*precision = CT_DATE_DAY;
		if (!read_part(text, len, &at, 2, day) || at < len)
			return fail_malformed(len, pos, err);
	}
	if (*year < CT_MIN_YEAR || *year > CT_MAX_YEAR)
		return ct_fail(err, CT_ERR_DATE, pos, len, "Year out of range in",
					   "Years from %d to %d can be stored.", CT_MIN_YEAR,
					   CT_MAX_YEAR);
	if (!ct_valid_date(*year, *month, *day))
		return ct_fail(err, CT_ERR_DATE, pos, len, "No such date:",
					   "Check month and day; leave out what is not known.");
	return true;
}

void
ct_spec_set_released(GpuSpec *s, CtPrecision precision, int year, int month,
					 int day)
{
	s->flags &= (uint8_t) ~(3 << CT_FLAG_PRECISION_SHIFT);
	s->released = 0;
	if (precision == CT_DATE_UNKNOWN)
		return;
	if (precision < CT_DATE_DAY)
		day = 1;
	if (precision < CT_DATE_MONTH)
		month = 1;
	s->flags |= (uint8_t) (precision << CT_FLAG_PRECISION_SHIFT);
	s->released = (uint16_t) (ct_days(year, month, day) + 1);
}

bool
ct_spec_set_date(GpuSpec *s, const char *text, size_t len, size_t pos,
				 CtError *err)
{
	CtPrecision precision;
	int year;
	int month;
	int day;

	if (!ct_date_parse(text, len, pos, &precision, &year, &month, &day, err))
		return false;
	ct_spec_set_released(s, precision, year, month, day);
	return true;
}

bool
ct_released(const GpuSpec *s, int32_t *first, int32_t *last)
{
	int year;
	int month;
	int day;

	if (ct_precision(s) == CT_DATE_UNKNOWN)
		return false;
	*first = (int32_t) s->released - 1;
	*last = *first;
	ct_civil(*first, &year, &month, &day);
	if (ct_precision(s) == CT_DATE_YEAR)
		*last = ct_days(year + 1, 1, 1) - 1;
	else if (ct_precision(s) == CT_DATE_MONTH)
		*last = (month == 12 ? ct_days(year + 1, 1, 1)
							 : ct_days(year, month + 1, 1)) -
				1;
	return true;
}
