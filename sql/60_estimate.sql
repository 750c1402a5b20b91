-- estimate: a published quantity that is a range.  The type, its input and
-- output, jsonb, constructors, figures and casts.

CREATE TYPE @extschema@.estimate;

CREATE FUNCTION @extschema@.estimate_in(cstring) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_in(cstring) IS
'input of estimate, e.g. 750k [500k, 1M], ~70k..80k, >=200k, 140k [10k, ], 9.2k [3k, 20k] 90%';

CREATE FUNCTION @extschema@.estimate_out(@extschema@.estimate) RETURNS cstring
AS 'MODULE_PATHNAME', 'estimate_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_out(@extschema@.estimate) IS
'canonical text of an estimate; reads back to the same bytes';

CREATE FUNCTION @extschema@.estimate_recv(internal) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_recv(internal) IS
'binary input of estimate, as strict as the text input';

CREATE FUNCTION @extschema@.estimate_send(@extschema@.estimate) RETURNS bytea
AS 'MODULE_PATHNAME', 'estimate_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_send(@extschema@.estimate) IS
'binary output of estimate: version, kind, flags, scale, level, three figures';

CREATE TYPE @extschema@.estimate (
	INPUT = @extschema@.estimate_in,
	OUTPUT = @extschema@.estimate_out,
	RECEIVE = @extschema@.estimate_recv,
	SEND = @extschema@.estimate_send,
	INTERNALLENGTH = 32,
	ALIGNMENT = double,
	STORAGE = plain,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.estimate IS
'a quantity as published: low, mid and high figure (exact, up to 18 digits and nine decimals), and what its interval is: a point, a range without or an interval with its level, open below or above, ends included or not';

-- jsonb both ways, by explicit casts

CREATE FUNCTION @extschema@.estimate_to_jsonb(value @extschema@.estimate) RETURNS jsonb
AS 'MODULE_PATHNAME', 'estimate_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_to_jsonb(value @extschema@.estimate) IS
'an estimate as an object: numbers low, mid, high, level (0.9 is 90%), and low_inc or high_inc where an end is excluded; what is open or not known is absent';

CREATE FUNCTION @extschema@.estimate_from_jsonb(object jsonb) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_from_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_from_jsonb(object jsonb) IS
'an estimate from an object with the keys low, mid, high, level, low_inc, high_inc, from a number (a point) or a string (the text form); NULL for null and without a figure';

CREATE CAST (@extschema@.estimate AS jsonb)
	WITH FUNCTION @extschema@.estimate_to_jsonb(@extschema@.estimate);
COMMENT ON CAST (@extschema@.estimate AS jsonb) IS
'an estimate as an object of what is known';

CREATE CAST (jsonb AS @extschema@.estimate)
	WITH FUNCTION @extschema@.estimate_from_jsonb(jsonb);
COMMENT ON CAST (jsonb AS @extschema@.estimate) IS
'an estimate from an object, a number or a string';

-- constructors

CREATE FUNCTION @extschema@.estimate(
	low numeric,
	mid numeric,
	high numeric,
	level numeric DEFAULT NULL,
	low_inc boolean DEFAULT true,
	high_inc boolean DEFAULT true
) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_make'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(numeric, numeric, numeric, numeric, boolean, boolean) IS
'an estimate from its figures, as in estimate(low => 3000, mid => 9200, high => 20000, level => 0.9): a NULL end is open, a NULL mid not known; low_inc or high_inc false excludes the end itself; NULL without any figure';

CREATE FUNCTION @extschema@.estimate(low numeric, high numeric) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_make_range'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(numeric, numeric) IS
'the range between two ends, of which NULL is an open one';

CREATE FUNCTION @extschema@.estimate(figure smallint) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_from_int2'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(smallint) IS
'the number as a point';

CREATE FUNCTION @extschema@.estimate(figure integer) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_from_int4'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(integer) IS
'the number as a point';

CREATE FUNCTION @extschema@.estimate(figure bigint) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_from_int8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(bigint) IS
'the number as a point';

CREATE FUNCTION @extschema@.estimate(figure numeric) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_from_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(numeric) IS
'the number as a point, exactly: at most nine decimals and 18 digits';

CREATE FUNCTION @extschema@.estimate(figure double precision) RETURNS @extschema@.estimate
AS 'MODULE_PATHNAME', 'estimate_from_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate(double precision) IS
'the number as a point, rounded to 15 digits and nine decimals';

-- Numbers become points on assignment, so that rows can be written; an
-- estimate becomes a number only where someone asks for it.

CREATE CAST (smallint AS @extschema@.estimate)
	WITH FUNCTION @extschema@.estimate(smallint) AS ASSIGNMENT;
COMMENT ON CAST (smallint AS @extschema@.estimate) IS
'the number as a point';

CREATE CAST (integer AS @extschema@.estimate)
	WITH FUNCTION @extschema@.estimate(integer) AS ASSIGNMENT;
COMMENT ON CAST (integer AS @extschema@.estimate) IS
'the number as a point';

CREATE CAST (bigint AS @extschema@.estimate)
	WITH FUNCTION @extschema@.estimate(bigint) AS ASSIGNMENT;
COMMENT ON CAST (bigint AS @extschema@.estimate) IS
'the number as a point';

CREATE CAST (numeric AS @extschema@.estimate)
	WITH FUNCTION @extschema@.estimate(numeric) AS ASSIGNMENT;
COMMENT ON CAST (numeric AS @extschema@.estimate) IS
'the number as a point';

CREATE CAST (double precision AS @extschema@.estimate)
	WITH FUNCTION @extschema@.estimate(double precision) AS ASSIGNMENT;
COMMENT ON CAST (double precision AS @extschema@.estimate) IS
'the number as a point';

CREATE FUNCTION @extschema@.estimate_to_numeric(value @extschema@.estimate) RETURNS numeric
AS 'MODULE_PATHNAME', 'estimate_to_numeric'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_to_numeric(value @extschema@.estimate) IS
'function of the cast to numeric: the mid; an error where there is none';

CREATE FUNCTION @extschema@.estimate_to_float8(value @extschema@.estimate) RETURNS double precision
AS 'MODULE_PATHNAME', 'estimate_to_float8'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_to_float8(value @extschema@.estimate) IS
'function of the cast to double precision: the mid; an error where there is none';

CREATE CAST (@extschema@.estimate AS numeric)
	WITH FUNCTION @extschema@.estimate_to_numeric(@extschema@.estimate);
COMMENT ON CAST (@extschema@.estimate AS numeric) IS
'the mid, without its ends; an error where there is none';

CREATE CAST (@extschema@.estimate AS double precision)
	WITH FUNCTION @extschema@.estimate_to_float8(@extschema@.estimate);
COMMENT ON CAST (@extschema@.estimate AS double precision) IS
'the mid, without its ends; an error where there is none';

-- figures

CREATE FUNCTION @extschema@.low(value @extschema@.estimate) RETURNS numeric
AS 'MODULE_PATHNAME', 'estimate_low'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.low(value @extschema@.estimate) IS
'the low end; NULL when open';

CREATE FUNCTION @extschema@.mid(value @extschema@.estimate) RETURNS numeric
AS 'MODULE_PATHNAME', 'estimate_mid'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.mid(value @extschema@.estimate) IS
'the mid (of a point its figure); NULL when not known, never made up from the ends';

CREATE FUNCTION @extschema@.high(value @extschema@.estimate) RETURNS numeric
AS 'MODULE_PATHNAME', 'estimate_high'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.high(value @extschema@.estimate) IS
'the high end; NULL when open';

CREATE FUNCTION @extschema@.level(value @extschema@.estimate) RETURNS numeric
AS 'MODULE_PATHNAME', 'estimate_level'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.level(value @extschema@.estimate) IS
'probability between the ends, 0.9 for 90%; NULL when none is given';

CREATE FUNCTION @extschema@.estimate_kind(value @extschema@.estimate) RETURNS text
AS 'MODULE_PATHNAME', 'estimate_kind'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.estimate_kind(value @extschema@.estimate) IS
'point (a single figure), interval (both ends and a level), range (both ends), open (below, above or both)';

CREATE FUNCTION @extschema@.is_open(value @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_is_open'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.is_open(value @extschema@.estimate) IS
'true when at least one end is open';

CREATE FUNCTION @extschema@.low_inc(value @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_low_inc'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.low_inc(value @extschema@.estimate) IS
'true when the low end itself belongs to the estimate; false when excluded or open';

CREATE FUNCTION @extschema@.high_inc(value @extschema@.estimate) RETURNS boolean
AS 'MODULE_PATHNAME', 'estimate_high_inc'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.high_inc(value @extschema@.estimate) IS
'true when the high end itself belongs to the estimate; false when excluded or open';
