-- Arithmetic of draws, sample by sample.

CREATE FUNCTION @extschema@.draws_add(@extschema@.draws, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_add'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_add(@extschema@.draws, @extschema@.draws) IS
	'sum sample by sample, of the same size; behind operator +';

CREATE FUNCTION @extschema@.draws_add(@extschema@.draws, double precision)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_add_float8'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_add(@extschema@.draws, double precision) IS
	'sum of every sample and a number; behind operator +';

CREATE FUNCTION @extschema@.draws_add(double precision, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_float8_add'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_add(double precision, @extschema@.draws) IS
	'sum of a number and every sample; behind operator +';

CREATE FUNCTION @extschema@.draws_sub(@extschema@.draws, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_sub'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_sub(@extschema@.draws, @extschema@.draws) IS
	'difference sample by sample, of the same size; behind operator -';

CREATE FUNCTION @extschema@.draws_sub(@extschema@.draws, double precision)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_sub_float8'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_sub(@extschema@.draws, double precision) IS
	'difference of every sample and a number; behind operator -';

CREATE FUNCTION @extschema@.draws_sub(double precision, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_float8_sub'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_sub(double precision, @extschema@.draws) IS
	'difference of a number and every sample; behind operator -';

CREATE FUNCTION @extschema@.draws_mul(@extschema@.draws, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_mul'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_mul(@extschema@.draws, @extschema@.draws) IS
	'product sample by sample, of the same size; behind operator *';

CREATE FUNCTION @extschema@.draws_mul(@extschema@.draws, double precision)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_mul_float8'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_mul(@extschema@.draws, double precision) IS
	'product of every sample and a number; behind operator *';

CREATE FUNCTION @extschema@.draws_mul(double precision, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_float8_mul'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_mul(double precision, @extschema@.draws) IS
	'product of a number and every sample; behind operator *';

CREATE FUNCTION @extschema@.draws_div(@extschema@.draws, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_div'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_div(@extschema@.draws, @extschema@.draws) IS
	'quotient sample by sample, of the same size; behind operator /';

CREATE FUNCTION @extschema@.draws_div(@extschema@.draws, double precision)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_div_float8'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_div(@extschema@.draws, double precision) IS
	'quotient of every sample and a number; behind operator /';

CREATE FUNCTION @extschema@.draws_div(double precision, @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_float8_div'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_div(double precision, @extschema@.draws) IS
	'quotient of a number and every sample; behind operator /';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = @extschema@.draws,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_add,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.draws, @extschema@.draws) IS
	'sum sample by sample';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = @extschema@.draws,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.draws_add,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.draws, double precision) IS
	'sum sample by sample';

CREATE OPERATOR @extschema@.+ (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_add,
	COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (double precision, @extschema@.draws) IS
	'sum sample by sample';

CREATE OPERATOR @extschema@.- (
	LEFTARG = @extschema@.draws,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_sub
);
COMMENT ON OPERATOR @extschema@.- (@extschema@.draws, @extschema@.draws) IS
	'difference sample by sample';

CREATE OPERATOR @extschema@.- (
	LEFTARG = @extschema@.draws,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.draws_sub
);
COMMENT ON OPERATOR @extschema@.- (@extschema@.draws, double precision) IS
	'difference sample by sample';

CREATE OPERATOR @extschema@.- (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_sub
);
COMMENT ON OPERATOR @extschema@.- (double precision, @extschema@.draws) IS
	'difference sample by sample';

CREATE OPERATOR @extschema@.* (
	LEFTARG = @extschema@.draws,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_mul,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (@extschema@.draws, @extschema@.draws) IS
	'product sample by sample';

CREATE OPERATOR @extschema@.* (
	LEFTARG = @extschema@.draws,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.draws_mul,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (@extschema@.draws, double precision) IS
	'product sample by sample';

CREATE OPERATOR @extschema@.* (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_mul,
	COMMUTATOR = OPERATOR(@extschema@.*)
);
COMMENT ON OPERATOR @extschema@.* (double precision, @extschema@.draws) IS
	'product sample by sample';

CREATE OPERATOR @extschema@./ (
	LEFTARG = @extschema@.draws,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_div
);
COMMENT ON OPERATOR @extschema@./ (@extschema@.draws, @extschema@.draws) IS
	'quotient sample by sample; an error if a sample of the divisor is 0';

CREATE OPERATOR @extschema@./ (
	LEFTARG = @extschema@.draws,
	RIGHTARG = double precision,
	FUNCTION = @extschema@.draws_div
);
COMMENT ON OPERATOR @extschema@./ (@extschema@.draws, double precision) IS
	'quotient sample by sample; an error if a sample of the divisor is 0';

CREATE OPERATOR @extschema@./ (
	LEFTARG = double precision,
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_div
);
COMMENT ON OPERATOR @extschema@./ (double precision, @extschema@.draws) IS
	'quotient sample by sample; an error if a sample of the divisor is 0';

CREATE FUNCTION @extschema@.draws_neg(@extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_neg'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_neg(@extschema@.draws) IS
	'every sample negated; behind unary minus';

CREATE OPERATOR @extschema@.- (
	RIGHTARG = @extschema@.draws,
	FUNCTION = @extschema@.draws_neg
);
COMMENT ON OPERATOR @extschema@.- (NONE, @extschema@.draws) IS
	'every sample negated';

CREATE FUNCTION @extschema@.draws_min(a @extschema@.draws, b @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_min'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_min(@extschema@.draws, @extschema@.draws) IS
	'the smaller of the two, sample by sample: min(dies / 2, stacks / 8)';

CREATE FUNCTION @extschema@.draws_max(a @extschema@.draws, b @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_max'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_max(@extschema@.draws, @extschema@.draws) IS
	'the greater of the two, sample by sample';

CREATE FUNCTION @extschema@.draws_clamp(draws @extschema@.draws, lowest double precision DEFAULT '-infinity', highest double precision DEFAULT 'infinity')
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_clamp'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_clamp(@extschema@.draws, double precision, double precision) IS
	'samples beyond a limit become the limit, as draws_clamp(draws, lowest => 0)';

CREATE FUNCTION @extschema@.draws_sqrt(draws @extschema@.draws)
	RETURNS @extschema@.draws
	AS 'MODULE_PATHNAME', 'draws_sqrt'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.draws_sqrt(@extschema@.draws) IS
	'the square root of every sample; an error if one is negative';
