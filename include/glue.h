/*
 * glue.h
 *		From the plain-C core to PostgreSQL: errors, numbers and days.  Not
 *		installed.
 */
#ifndef CHIPTRADE_GLUE_H
#define CHIPTRADE_GLUE_H

#include "chiptrade.h"
#include "compat.h"
#include "policy.h"
#include "utils/date.h"
#include "utils/numeric.h"

/*
 * Report why the input text of a type was refused: SQLSTATE by err->code, the
 * text (clipped) in the message, in the detail the word and its position
 * counted in characters from 1, and the hint.  With a soft-error context
 * (16 and newer) it returns and the caller returns what it returned.
 */
extern Datum ct_report(fmNodePtr escontext, const CtError *err,
					   const char *type_name, const char *text, size_t len);

/*
 * The same for one value that was not given as text of the type: a field of a
 * constructor, a key of a JSON object.  "text" is the value as a string.
 */
extern Datum ct_report_field(fmNodePtr escontext, const CtError *err,
							 const char *type_name, const char *field,
							 const char *text);

/* the SQLSTATE that goes with a code of the core */
extern int ct_sqlstate(CtErrorCode code);

/* a number in thousandths, without trailing zeros */
extern Numeric ct_thousandths_numeric(uint64_t thousandths);

/*
 * A numeric as an integer in 10^-decimals, exactly; false with *err filled
 * when it is negative, no number, too large or has too many decimals.
 * *text is the number as text, for the report.
 */
extern bool ct_numeric_scaled(Numeric number, int decimals, uint64_t max,
							  uint64_t *value, char **text, CtError *err);

/* a decimal of the core, which is always one that the server reads */
extern Datum ct_decimal_datum(const char *text);

/* the place of a byte in characters from 1, as errors count it */
extern int ct_character(const char *text, size_t pos);

/* Days of the server count from 2000, those of the core from 1970. */
#define CT_DAYS_APART (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE)

static inline int32
ct_day_of(DateADT date)
{
	if (DATE_IS_NOBEGIN(date))
		return CT_DAY_MIN;
	return DATE_IS_NOEND(date) ? CT_DAY_MAX : (int32) date + CT_DAYS_APART;
}

static inline Datum
ct_date_datum(int32 day)
{
	if (day <= CT_DAY_MIN)
		return DateADTGetDatum(DATEVAL_NOBEGIN);
	return DateADTGetDatum(day >= CT_DAY_MAX ? DATEVAL_NOEND
											 : day - CT_DAYS_APART);
}

#endif /* CHIPTRADE_GLUE_H */
