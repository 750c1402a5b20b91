-- Where shipments stand against a volume limit
--
-- The limit is a row of policy_quota: nothing of the law stands here.

-- The state holds sum, rows and rows of unknown amount of the limited
-- destinations (1 to 3), of the reference (4 to 6) and of rows whose
-- destination is unknown (7 to 9), and the limit in percent (10).  A sum of
-- states is a state, so workers and partitions give the same.
CREATE FUNCTION @extschema@.quota_add(state numeric[], amount numeric,
	destination text, quota @extschema@.policy_quota)
	RETURNS numeric[]
	AS 'MODULE_PATHNAME', 'policy_quota_add'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.quota_add(numeric[], numeric, text, @extschema@.policy_quota) IS
'transition function of quota_status()';

CREATE FUNCTION @extschema@.quota_merge(a numeric[], b numeric[]) RETURNS numeric[]
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN ARRAY[a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4], a[5] + b[5],
		a[6] + b[6], a[7] + b[7], a[8] + b[8], a[9] + b[9],
		CASE WHEN a[10] <> b[10] THEN 'NaN'::numeric
			 ELSE coalesce(a[10], b[10]) END];
COMMENT ON FUNCTION @extschema@.quota_merge(numeric[], numeric[]) IS
'combine function of quota_status()';

CREATE TYPE @extschema@.quota_status AS (
	limited numeric,
	reference numeric,
	pct numeric,
	max_pct numeric,
	room numeric,
	within boolean,
	missing text[]
);
COMMENT ON TYPE @extschema@.quota_status IS
'result of quota_status(): known amounts of the two sides (NULL where none is known), percent and room (NULL unless both sides are known in full), within (NULL where that is not certain), and what is missing';

-- An unknown amount is at least zero, and a row of unknown destination may
-- belong to either side or to none: within is true or false only where every
-- completion agrees.  A side without a row is unknown, not zero.
CREATE FUNCTION @extschema@.quota_result(state numeric[]) RETURNS @extschema@.quota_status
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT ROW(
		CASE WHEN state[2] > state[3] THEN state[1] END,
		CASE WHEN state[5] > state[6] THEN state[4] END,
		CASE WHEN p.whole AND state[4] > 0 THEN 100 * state[1] / state[4] END,
		p.max_pct,
		CASE WHEN p.whole THEN trim_scale(p.max_pct * state[4] / 100 - state[1]) END,
		CASE WHEN NOT p.limited_open
				  AND 100 * (state[1] + state[7]) <= p.max_pct * state[4] THEN true
			 WHEN NOT p.reference_open
				  AND 100 * state[1] > p.max_pct * (state[4] + state[7]) THEN false
		END,
		array_remove(ARRAY[
			CASE WHEN state[10] = 'NaN'::numeric THEN 'one quota: several were given'
				 WHEN state[10] IS NULL THEN 'quota' END,
			CASE WHEN state[2] = 0 THEN 'limited: no row'
				 WHEN state[3] > 0 THEN 'limited: amount (rows: ' || state[3] || ')' END,
			CASE WHEN state[5] = 0 THEN 'reference: no row'
				 WHEN state[6] > 0 THEN 'reference: amount (rows: ' || state[6] || ')' END,
			CASE WHEN state[8] > 0 THEN 'destination (rows: ' || state[8] || ')' END],
			NULL))::@extschema@.quota_status
	  FROM (SELECT nullif(state[10], 'NaN'::numeric) AS max_pct,
			state[2] = 0 OR state[3] > 0 OR state[9] > 0 AS limited_open,
			state[5] = 0 OR state[6] > 0 OR state[9] > 0 AS reference_open,
			state[2] > 0 AND state[5] > 0 AND state[3] = 0 AND state[6] = 0
			AND state[8] = 0 AS whole) p;
END;
COMMENT ON FUNCTION @extschema@.quota_result(numeric[]) IS
'final function of quota_status()';

CREATE AGGREGATE @extschema@.quota_status(amount numeric, destination text,
	quota @extschema@.policy_quota) (
	SFUNC = @extschema@.quota_add,
	STYPE = numeric[],
	INITCOND = '{0,0,0,0,0,0,0,0,0,NULL}',
	COMBINEFUNC = @extschema@.quota_merge,
	FINALFUNC = @extschema@.quota_result,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.quota_status(numeric, text, @extschema@.policy_quota) IS
'where shipments stand against a limit of policy_quota: amounts and ISO codes of destinations, columns of any table; other destinations do not count, an unknown one may be either side; 22003 for a negative amount';
