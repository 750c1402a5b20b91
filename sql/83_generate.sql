-- Made-up shipments for trials and benchmarks

CREATE FUNCTION @extschema@.generate_shipments(n bigint, seed bigint DEFAULT 1,
	OUT shipment_id text, OUT period daterange, OUT vendor text, OUT chip text,
	OUT destination text, OUT channel text, OUT status text, OUT unit text,
	OUT quantity @extschema@.estimate, OUT value @extschema@.estimate,
	OUT currency text, OUT series text, OUT level text, OUT note text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'generate_shipments'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.generate_shipments(bigint, bigint) IS
'made-up rows for trials and benchmarks, with columns that shipment takes: row k of a seed is always the same, series is synthetic, and no figure means anything';
