-- shares: weights by key.  The type, its order; aggregates that make it and
-- roll it up; shares, bounds and concentration.

CREATE TYPE @extschema@.shares;

CREATE FUNCTION @extschema@.shares_in(cstring)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_in'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_in(cstring) IS
	'text input, such as NVIDIA=28, AMD=21, "Foo, Inc."=14, total=100: weights by key; * is weight of no named key, total the sum of all, nulls the number of rows whose weight was NULL; empty for none';

CREATE FUNCTION @extschema@.shares_out(@extschema@.shares)
	RETURNS cstring
	AS 'MODULE_PATHNAME', 'shares_out'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_out(@extschema@.shares) IS
	'canonical text of shares; reads back to the same bytes';

CREATE FUNCTION @extschema@.shares_recv(internal)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_recv'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_recv(internal) IS
	'binary input of shares, as strict as the text input';

CREATE FUNCTION @extschema@.shares_send(@extschema@.shares)
	RETURNS bytea
	AS 'MODULE_PATHNAME', 'shares_send'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_send(@extschema@.shares) IS
	'binary output of shares: version byte, weights in the order of their keys in UTF-8; the same bytes on every server';

CREATE TYPE @extschema@.shares (
	INPUT = @extschema@.shares_in,
	OUTPUT = @extschema@.shares_out,
	RECEIVE = @extschema@.shares_recv,
	SEND = @extschema@.shares_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = int4,
	STORAGE = extended,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.shares IS
	'weights by key (at most 65536 keys of 255 bytes, exact to 12 decimals), the unnamed remainder, and whether the total is known: a summary to store, roll up and ask for shares, bounds and concentration; keys are in the order of their bytes, so equal content is equal bytes; also the state of the aggregates that make it';

CREATE FUNCTION @extschema@.shares_to_jsonb(shares @extschema@.shares)
	RETURNS jsonb
	AS 'MODULE_PATHNAME', 'shares_to_jsonb'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_to_jsonb(@extschema@.shares) IS
	'shares as an object with weights, named, unnamed, total (null where it is not known) and null_weights; behind the cast to jsonb';

CREATE CAST (@extschema@.shares AS jsonb)
	WITH FUNCTION @extschema@.shares_to_jsonb(@extschema@.shares);
COMMENT ON CAST (@extschema@.shares AS jsonb) IS
	'shares as an object with weights, named, unnamed, total and null_weights';

-- order and equality: by the bytes

CREATE FUNCTION @extschema@.shares_lt(@extschema@.shares, @extschema@.shares)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'shares_lt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_lt(@extschema@.shares, @extschema@.shares) IS
	'less, in the order of the bytes; behind operator <';

CREATE FUNCTION @extschema@.shares_le(@extschema@.shares, @extschema@.shares)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'shares_le'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_le(@extschema@.shares, @extschema@.shares) IS
	'less or equal, in the order of the bytes; behind operator <=';

CREATE FUNCTION @extschema@.shares_eq(@extschema@.shares, @extschema@.shares)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'shares_eq'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_eq(@extschema@.shares, @extschema@.shares) IS
	'equal, in the order of the bytes; behind operator =';

CREATE FUNCTION @extschema@.shares_ne(@extschema@.shares, @extschema@.shares)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'shares_ne'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_ne(@extschema@.shares, @extschema@.shares) IS
	'not equal, in the order of the bytes; behind operator <>';

CREATE FUNCTION @extschema@.shares_ge(@extschema@.shares, @extschema@.shares)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'shares_ge'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_ge(@extschema@.shares, @extschema@.shares) IS
	'greater or equal, in the order of the bytes; behind operator >=';

CREATE FUNCTION @extschema@.shares_gt(@extschema@.shares, @extschema@.shares)
	RETURNS boolean
	AS 'MODULE_PATHNAME', 'shares_gt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_gt(@extschema@.shares, @extschema@.shares) IS
	'greater, in the order of the bytes; behind operator >';

CREATE OPERATOR @extschema@.< (
	LEFTARG = @extschema@.shares, RIGHTARG = @extschema@.shares,
	FUNCTION = @extschema@.shares_lt,
	COMMUTATOR = OPERATOR(@extschema@.>), NEGATOR = OPERATOR(@extschema@.>=),
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR @extschema@.< (@extschema@.shares, @extschema@.shares) IS
	'less, in the order of the bytes';

CREATE OPERATOR @extschema@.<= (
	LEFTARG = @extschema@.shares, RIGHTARG = @extschema@.shares,
	FUNCTION = @extschema@.shares_le,
	COMMUTATOR = OPERATOR(@extschema@.>=), NEGATOR = OPERATOR(@extschema@.>),
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR @extschema@.<= (@extschema@.shares, @extschema@.shares) IS
	'less or equal, in the order of the bytes';

CREATE OPERATOR @extschema@.= (
	LEFTARG = @extschema@.shares, RIGHTARG = @extschema@.shares,
	FUNCTION = @extschema@.shares_eq,
	COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>),
	RESTRICT = eqsel, JOIN = eqjoinsel,
	HASHES, MERGES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.shares, @extschema@.shares) IS
	'equal, in the order of the bytes';

CREATE OPERATOR @extschema@.<> (
	LEFTARG = @extschema@.shares, RIGHTARG = @extschema@.shares,
	FUNCTION = @extschema@.shares_ne,
	COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=),
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.shares, @extschema@.shares) IS
	'not equal, in the order of the bytes';

CREATE OPERATOR @extschema@.>= (
	LEFTARG = @extschema@.shares, RIGHTARG = @extschema@.shares,
	FUNCTION = @extschema@.shares_ge,
	COMMUTATOR = OPERATOR(@extschema@.<=), NEGATOR = OPERATOR(@extschema@.<),
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR @extschema@.>= (@extschema@.shares, @extschema@.shares) IS
	'greater or equal, in the order of the bytes';

CREATE OPERATOR @extschema@.> (
	LEFTARG = @extschema@.shares, RIGHTARG = @extschema@.shares,
	FUNCTION = @extschema@.shares_gt,
	COMMUTATOR = OPERATOR(@extschema@.<), NEGATOR = OPERATOR(@extschema@.<=),
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR @extschema@.> (@extschema@.shares, @extschema@.shares) IS
	'greater, in the order of the bytes';

CREATE FUNCTION @extschema@.shares_cmp(@extschema@.shares, @extschema@.shares)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'shares_cmp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_cmp(@extschema@.shares, @extschema@.shares) IS
	'three-way comparison: btree support';

CREATE FUNCTION @extschema@.shares_hash(@extschema@.shares)
	RETURNS integer
	AS 'MODULE_PATHNAME', 'shares_hash'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_hash(@extschema@.shares) IS
	'hash support';

CREATE FUNCTION @extschema@.shares_hash_extended(@extschema@.shares, bigint)
	RETURNS bigint
	AS 'MODULE_PATHNAME', 'shares_hash_extended'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_hash_extended(@extschema@.shares, bigint) IS
	'seeded hash support, for hash partitions';

CREATE OPERATOR CLASS @extschema@.shares_ops
	DEFAULT FOR TYPE @extschema@.shares USING btree AS
	OPERATOR 1 @extschema@.<,
	OPERATOR 2 @extschema@.<=,
	OPERATOR 3 @extschema@.=,
	OPERATOR 4 @extschema@.>=,
	OPERATOR 5 @extschema@.>,
	FUNCTION 1 @extschema@.shares_cmp(@extschema@.shares, @extschema@.shares),
	FUNCTION 4 btequalimage(oid);
COMMENT ON OPERATOR CLASS @extschema@.shares_ops USING btree IS
	'shares in the order of the bytes: for sorting and DISTINCT';
COMMENT ON OPERATOR FAMILY @extschema@.shares_ops USING btree IS
	'shares in the order of the bytes';

CREATE OPERATOR CLASS @extschema@.shares_ops
	DEFAULT FOR TYPE @extschema@.shares USING hash AS
	OPERATOR 1 @extschema@.=,
	FUNCTION 1 @extschema@.shares_hash(@extschema@.shares),
	FUNCTION 2 @extschema@.shares_hash_extended(@extschema@.shares, bigint);
COMMENT ON OPERATOR CLASS @extschema@.shares_ops USING hash IS
	'hashing of shares';
COMMENT ON OPERATOR FAMILY @extschema@.shares_ops USING hash IS
	'hashing of shares';

CREATE FUNCTION @extschema@.shares_larger(@extschema@.shares, @extschema@.shares)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_larger'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_larger(@extschema@.shares, @extschema@.shares) IS
	'the last of two in the order of the bytes: step of max()';

CREATE AGGREGATE @extschema@.max(@extschema@.shares) (
	SFUNC = @extschema@.shares_larger,
	STYPE = @extschema@.shares,
	COMBINEFUNC = @extschema@.shares_larger,
	SORTOP = OPERATOR(@extschema@.>),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.max(@extschema@.shares) IS
	'the last in the order of the bytes';

CREATE FUNCTION @extschema@.shares_smaller(@extschema@.shares, @extschema@.shares)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_smaller'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_smaller(@extschema@.shares, @extschema@.shares) IS
	'the first of two in the order of the bytes: step of min()';

CREATE AGGREGATE @extschema@.min(@extschema@.shares) (
	SFUNC = @extschema@.shares_smaller,
	STYPE = @extschema@.shares,
	COMBINEFUNC = @extschema@.shares_smaller,
	SORTOP = OPERATOR(@extschema@.<),
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.min(@extschema@.shares) IS
	'the first in the order of the bytes';

-- aggregates

CREATE FUNCTION @extschema@.shares_agg_step(state @extschema@.shares, key text, weight bigint)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_agg_step_int8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_agg_step(@extschema@.shares, text, bigint) IS
	'step of shares_agg';

CREATE FUNCTION @extschema@.shares_agg_step(state @extschema@.shares, key text, weight numeric)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_agg_step_numeric'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_agg_step(@extschema@.shares, text, numeric) IS
	'step of shares_agg; decimals after the twelfth are rounded half up';

CREATE FUNCTION @extschema@.shares_agg_step(state @extschema@.shares, key text, weight double precision)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_agg_step_float8'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_agg_step(@extschema@.shares, text, double precision) IS
	'step of shares_agg; a number is taken at its shortest decimal, decimals after the twelfth are rounded half up';

CREATE FUNCTION @extschema@.shares_combine(state @extschema@.shares, other @extschema@.shares)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_combine'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shares_combine(@extschema@.shares, @extschema@.shares) IS
	'the sum of two shares, key by key; NULL adds nothing; combines states of shares_agg, step of rollup';

CREATE AGGREGATE @extschema@.shares_agg(key text, weight bigint) (
	SFUNC = @extschema@.shares_agg_step,
	STYPE = @extschema@.shares,
	SSPACE = 2048,
	COMBINEFUNC = @extschema@.shares_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.shares_agg(text, bigint) IS
	'weights by key; exact, in any order to the byte. A NULL key is weight of nobody named, a NULL weight is not 0: such rows are counted (coverage). Negative weights are refused. The total is not known until with_total() says it; NULL for no rows';

CREATE AGGREGATE @extschema@.shares_agg(key text, weight numeric) (
	SFUNC = @extschema@.shares_agg_step,
	STYPE = @extschema@.shares,
	SSPACE = 2048,
	COMBINEFUNC = @extschema@.shares_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.shares_agg(text, numeric) IS
	'weights by key; exact, in any order to the byte. A NULL key is weight of nobody named, a NULL weight is not 0: such rows are counted (coverage). Negative weights are refused. The total is not known until with_total() says it; NULL for no rows';

CREATE AGGREGATE @extschema@.shares_agg(key text, weight double precision) (
	SFUNC = @extschema@.shares_agg_step,
	STYPE = @extschema@.shares,
	SSPACE = 2048,
	COMBINEFUNC = @extschema@.shares_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.shares_agg(text, double precision) IS
	'weights by key; exact, in any order to the byte. A NULL key is weight of nobody named, a NULL weight is not 0: such rows are counted (coverage). Negative weights are refused. The total is not known until with_total() says it; NULL for no rows';

CREATE AGGREGATE @extschema@.rollup(shares @extschema@.shares) (
	SFUNC = @extschema@.shares_combine,
	STYPE = @extschema@.shares,
	SSPACE = 2048,
	COMBINEFUNC = @extschema@.shares_combine,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.shares) IS
	'stored shares added up, key by key: the same bytes as shares_agg over their rows; the total is known where every one knows its own';

-- questions

CREATE FUNCTION @extschema@.with_total(shares @extschema@.shares, total numeric)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_with_total'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.with_total(@extschema@.shares, numeric) IS
	'the shares of this total: what the keys do not hold is the unnamed remainder; a total below the sum is refused (22023), since weights and total must be of one universe';

CREATE FUNCTION @extschema@.named_part(shares @extschema@.shares)
	RETURNS @extschema@.shares
	AS 'MODULE_PATHNAME', 'shares_named_part'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.named_part(@extschema@.shares) IS
	'the named keys alone, as if they were all there is: without remainder, total and count of NULL weights';

CREATE FUNCTION @extschema@.share_of(shares @extschema@.shares, key text)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'shares_share_of'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.share_of(@extschema@.shares, text) IS
	'weight of a key by the total, 0 to 1; without a total by the sum of the rows, of which coverage() says that it is unknown how much of the market it is. A key that is not there: 0 where nothing is unnamed and the total known, else NULL';

CREATE FUNCTION @extschema@.share_bounds(shares @extschema@.shares, keys text[],
	OUT low numeric, OUT high numeric)
	RETURNS record
	AS 'MODULE_PATHNAME', 'shares_share_bounds'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.share_bounds(@extschema@.shares, text[]) IS
	'what the keys hold together, 0 to 1: low if nothing of the remainder is theirs, high if all of it is; NULL without a total';

CREATE FUNCTION @extschema@.hhi(shares @extschema@.shares)
	RETURNS numeric
	AS 'MODULE_PATHNAME', 'shares_hhi'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.hhi(@extschema@.shares) IS
	'Herfindahl-Hirschman index, 0 to 10,000, of the named as if they were all there is; NULL where a remainder is known to be there, or, without a total, rows whose weight was NULL: ask hhi_bounds(shares), or hhi(named_part(shares)) for the named alone';

CREATE FUNCTION @extschema@.hhi_bounds(shares @extschema@.shares, remainder text DEFAULT 'anyone',
	OUT low numeric, OUT high numeric)
	RETURNS record
	AS 'MODULE_PATHNAME', 'shares_hhi_bounds'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.hhi_bounds(@extschema@.shares, text) IS
	'Herfindahl-Hirschman index with a remainder: low if its holders are too many to count; high if one holds it all: anyone (the largest named), others (one not named), or smaller (as few as can be when none is larger than the smallest named); NULL without a total';

CREATE FUNCTION @extschema@.coverage(shares @extschema@.shares,
	OUT coverage text, OUT named numeric, OUT unnamed numeric, OUT total numeric,
	OUT named_share numeric, OUT keys integer, OUT null_weights bigint)
	RETURNS record
	AS 'MODULE_PATHNAME', 'shares_coverage'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.coverage(@extschema@.shares) IS
	'how much of the total the named keys are: complete, partial, or unknown without a total; and how many rows had no weight';

CREATE FUNCTION @extschema@.shares_rows(shares @extschema@.shares,
	OUT key text, OUT weight numeric, OUT share numeric, OUT coverage text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'shares_rows'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 50;
COMMENT ON FUNCTION @extschema@.shares_rows(@extschema@.shares) IS
	'a row a key, in the order of the keys'' bytes, and last, with a NULL key, what is unnamed; share is 0 to 1 of the total, or of the known sum where coverage is unknown';

CREATE FUNCTION @extschema@.top(shares @extschema@.shares, n integer,
	OUT rank integer, OUT key text, OUT weight numeric, OUT share numeric, OUT coverage text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'shares_top'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION @extschema@.top(@extschema@.shares, integer) IS
	'the n keys of the largest weight, largest first, equal ones in the order of their bytes; the remainder has no rank';
