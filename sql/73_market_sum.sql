-- The market: sums that refuse to mix
--
-- sum_quantity(s) and sum_value(s) take whole rows of shipment, so that no
-- column that matters can be left out.

CREATE TYPE @extschema@.market_sum AS (
	series text,
	level text,
	status text,
	unit text,
	destination text,
	additive boolean,
	row_id text,
	n bigint,
	low numeric,
	mid numeric,
	high numeric
);
COMMENT ON TYPE @extschema@.market_sum IS
'state of sum_quantity() and sum_value(): what all rows so far have in common, and their sums; a figure is NULL as soon as one row has none';

CREATE FUNCTION @extschema@.market_sum_add(
	state @extschema@.market_sum, s @extschema@.shipment, unit text,
	low numeric, mid numeric, high numeric, measure text)
	RETURNS @extschema@.market_sum
	LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, pg_temp
AS $body$
DECLARE
	one text;
	other text;
	what text;
	advice text;
BEGIN
	IF state.n IS NULL THEN
		state.series := s.series;
		state.level := s.level;
		state.status := s.status;
		state.unit := unit;
		state.destination := s.destination;
		state.additive := s.additive;
		state.row_id := s.shipment_id;
		state.n := 1;
		state.low := low;
		state.mid := mid;
		state.high := high;
		RETURN state;
	END IF;
	CASE
		WHEN s.series IS DISTINCT FROM state.series THEN
			what := 'series';
			one := state.series;
			other := s.series;
			advice := 'Series are alternative counts of the same goods. Choose one (WHERE series = ...) or GROUP BY series.';
		WHEN s.level IS DISTINCT FROM state.level THEN
			what := 'level';
			one := state.level;
			other := s.level;
			advice := 'Rows of one level may be contained in those of another. Choose one (WHERE level = ...) or GROUP BY level.';
		WHEN s.status IS DISTINCT FROM state.status THEN
			what := 'status';
			one := state.status;
			other := s.status;
			advice := 'One card may be ordered, approved and delivered in three rows. Choose one (WHERE status = ...) or GROUP BY status.';
		WHEN unit IS DISTINCT FROM state.unit THEN
			what := measure;
			one := state.unit;
			other := unit;
			advice := format('Choose one (WHERE %1$s = ...) or GROUP BY %1$s.', measure);
		WHEN coalesce(s.destination = 'XW', false)
				<> coalesce(state.destination = 'XW', false) THEN
			what := 'destination';
			one := state.destination;
			other := s.destination;
			advice := 'XW is the world and contains every country, and what went nobody knows where.';
		WHEN NOT s.additive OR NOT state.additive THEN
			RAISE EXCEPTION 'row "%" of series "%" is not to be added to others',
				CASE WHEN s.additive THEN state.row_id ELSE s.shipment_id END,
				s.series
			USING ERRCODE = 'invalid_parameter_value',
				  DETAIL = 'Its column additive is false: it may overlap other rows of its series, or is a bound only.',
				  HINT = 'Leave such rows out (WHERE additive) or look at them one by one.';
		ELSE
			state.n := state.n + 1;
			state.low := state.low + low;
			state.mid := state.mid + mid;
			state.high := state.high + high;
			RETURN state;
	END CASE;
	RAISE EXCEPTION 'rows of different % are not added: % and %', what,
		coalesce('"' || one || '"', 'none'), coalesce('"' || other || '"', 'none')
	USING ERRCODE = 'invalid_parameter_value', HINT = advice;
END
$body$;
COMMENT ON FUNCTION @extschema@.market_sum_add(@extschema@.market_sum,
	@extschema@.shipment, text, numeric, numeric, numeric, text) IS
'one more row for sum_quantity() or sum_value(); rows that do not belong into one sum: 22023';

CREATE FUNCTION @extschema@.market_sum_quantity(
	state @extschema@.market_sum, s @extschema@.shipment)
	RETURNS @extschema@.market_sum
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN (s).quantity IS NULL THEN state
		ELSE @extschema@.market_sum_add(state, s, (s).unit,
			@extschema@.low((s).quantity), @extschema@.mid((s).quantity),
			@extschema@.high((s).quantity), 'unit') END;
COMMENT ON FUNCTION @extschema@.market_sum_quantity(@extschema@.market_sum,
	@extschema@.shipment) IS
'state function of sum_quantity()';

CREATE FUNCTION @extschema@.market_sum_value(
	state @extschema@.market_sum, s @extschema@.shipment)
	RETURNS @extschema@.market_sum
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN (s).value IS NULL THEN state
		ELSE @extschema@.market_sum_add(state, s, (s).currency,
			@extschema@.low((s).value), @extschema@.mid((s).value),
			@extschema@.high((s).value), 'currency') END;
COMMENT ON FUNCTION @extschema@.market_sum_value(@extschema@.market_sum,
	@extschema@.shipment) IS
'state function of sum_value()';

CREATE FUNCTION @extschema@.market_sum_result(state @extschema@.market_sum)
	RETURNS @extschema@.estimate
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE WHEN num_nonnulls((state).low, (state).mid, (state).high) > 0
		THEN @extschema@.estimate((state).low, (state).mid, (state).high) END;
COMMENT ON FUNCTION @extschema@.market_sum_result(@extschema@.market_sum) IS
'final function of sum_quantity() and sum_value()';

CREATE AGGREGATE @extschema@.sum_quantity(@extschema@.shipment) (
	SFUNC = @extschema@.market_sum_quantity,
	STYPE = @extschema@.market_sum,
	FINALFUNC = @extschema@.market_sum_result,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum_quantity(@extschema@.shipment) IS
'sum of the quantities of rows of shipment: SELECT sum_quantity(s) FROM shipment s WHERE ...; refuses rows of different series, level, status or unit, of the world beside a country, and rows that are not additive (22023). Rows without a quantity are left out. The middle is the sum of the middles; low and high are the sums of the lows and highs: bounds, wider than the interval of the sum. A figure that one row has not, the sum has not.';

CREATE AGGREGATE @extschema@.sum_value(@extschema@.shipment) (
	SFUNC = @extschema@.market_sum_value,
	STYPE = @extschema@.market_sum,
	FINALFUNC = @extschema@.market_sum_result,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.sum_value(@extschema@.shipment) IS
'sum of the values of rows of shipment, as sum_quantity(); refuses rows of different currencies';
