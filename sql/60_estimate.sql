-- estimate: a published quantity that is a range.  The type, its input and
-- output.

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
