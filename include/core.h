/*
 * core.h
 *		What every part of the plain-C core shares: exact-width types, the
 *		three-valued truth value and the error report.
 *
 * Nothing below extension/core/ includes postgres.h, allocates memory behind
 * the caller's back, or reads a setting, a table or a locale.
 */
#ifndef CHIPTRADE_CORE_H
#define CHIPTRADE_CORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define CT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CT_NOINLINE          __attribute__((noinline))
#else
#define CT_PRINTF(fmt, args)
#define CT_NOINLINE
#endif

/* Kleene's three truth values */
typedef enum CtBool
{
	CT_FALSE = 0,
	CT_TRUE = 1,
	CT_UNKNOWN = 2
} CtBool;

typedef enum CtErrorCode
{
	CT_OK = 0,
	CT_ERR_SYNTAX, /* 22P02 invalid_text_representation */
	CT_ERR_RANGE,  /* 22003 numeric_value_out_of_range */
	CT_ERR_DATE,   /* 22008 datetime_field_overflow */
	CT_ERR_LIMIT   /* 54000 program_limit_exceeded */
} CtErrorCode;

#define CT_NO_POSITION ((size_t) -1)

/*
 * Why a text was refused.  "what" is a sentence beginning without a full
 * stop or the offending word ("Unknown field"); the glue appends the word
 * (pos and len, in bytes of the input; len 0 = end of input) and its position
 * in characters.  "hint" says what to write instead, a whole sentence, and
 * may be empty.
 */
typedef struct CtError
{
	CtErrorCode code;
	size_t pos;
	size_t len;
	char what[160];
	char hint[256];
} CtError;

/*
 * Fill *err and return false, so that parsers can "return ct_fail(...)".
 * The hint is a printf format.
 */
extern bool ct_fail(CtError *err, CtErrorCode code, size_t pos, size_t len,
					const char *what, const char *hint, ...) CT_PRINTF(6, 7);

/* ASCII-only character classes: the locale has no say in a type's input */
extern bool ct_is_space(char c);
extern bool ct_is_digit(char c);
extern bool ct_is_alpha(char c);
extern char ct_lower(char c);

/* case-insensitive comparison of a counted word with a C string */
extern bool ct_word_is(const char *word, size_t len, const char *name);

/* a macro's value as text, so that a sentence names the limit it states */
#define CT_TEXT_OF(value)       CT_TEXT_OF_WORDS(value)
#define CT_TEXT_OF_WORDS(value) #value

/*
 * Days since 1970-01-01 in the proleptic Gregorian calendar.  ct_days() does
 * not check its arguments; ct_valid_date() does.
 */
extern bool ct_valid_date(int year, int month, int day);
extern int32_t ct_days(int year, int month, int day);
extern void ct_civil(int32_t days, int *year, int *month, int *day);

#endif /* CHIPTRADE_CORE_H */
