-- growth: what survives of a shipment whose size is a sample.

CREATE FUNCTION @extschema@.surviving(qty @extschema@.draws, shipped date, as_of date, life double precision, spread double precision, curve text DEFAULT 'lognormal')
	RETURNS @extschema@.draws
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN qty OPERATOR(@extschema@.*) @extschema@.surviving(1::double precision, shipped, as_of, life, spread, curve);
COMMENT ON FUNCTION @extschema@.surviving(@extschema@.draws, date, date, double precision, double precision, text) IS
	'the same of every sample; the curve is taken as given: its own uncertainty is not in the result';
