-- An analyst's own sourced row changes the answers that should use it and no
-- others: all views that answer anything are compared before and after.
BEGIN;
SELECT plan(9);

CREATE FUNCTION pg_temp.answers() RETURNS TABLE (view text, answer text) LANGUAGE plpgsql AS $$
DECLARE
	v name;
	rest text;
BEGIN
	FOR v IN SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'chiptrade'::regnamespace AND c.relkind = 'v'
		AND c.relname ~ '^v_|^seed_' AND c.relname <> 'v_override' LOOP
		view := v;
		EXECUTE format('SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text COLLATE "C")) FROM %I AS t', v) INTO answer;
		RETURN NEXT;
	END LOOP;
END $$;
CREATE TEMP TABLE before AS SELECT * FROM pg_temp.answers();
CREATE FUNCTION pg_temp.changes(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	INSERT INTO source (source_id, publisher, published) VALUES ('me', 'Me', '2026-06-01');
	EXECUTE statement;
	SELECT string_agg(view, ' ' ORDER BY view COLLATE "C") INTO result FROM pg_temp.answers() AS a JOIN before AS b USING (view)
		WHERE a.answer IS DISTINCT FROM b.answer;
	RAISE EXCEPTION 'undo' USING DETAIL = coalesce(result, 'none');
EXCEPTION WHEN OTHERS THEN
	IF SQLERRM <> 'undo' THEN
		RETURN SQLSTATE || ' ' || SQLERRM;
	END IF;
	GET STACKED DIAGNOSTICS result = PG_EXCEPTION_DETAIL;
	RETURN result;
END $$;
SELECT is((SELECT count(*) FROM before), 15::bigint, 'the views');
SELECT is(pg_temp.changes(statement), expected, what)
FROM (VALUES
	('a source alone', 'SELECT', 'none'),
	('a market total', $$INSERT INTO published_figure (figure_id, subject, metric, unit, basis, scope, period, kind, value, series, source_id)
		VALUES ('mine', 'all accelerators', 'shipped', 'card', 'units', 'CN', '[2025-01-01,2025-12-31]', 'total', '4.2M', 'idc-cn', 'me')$$,
		'v_concentration v_dependency v_published'),
	('a market total of a year that no row is of', $$INSERT INTO published_figure (figure_id, subject, metric, unit, basis, scope, period, kind,
		value, series, source_id) VALUES ('mine', 'all accelerators', 'shipped', 'card', 'units', 'CN', '[2019-01-01,2019-12-31]', 'total',
		'1M', 'idc-cn', 'me')$$, 'v_published'),
	('a published share', $$INSERT INTO published_figure (figure_id, subject, metric, unit, basis, scope, period, kind, value, source_id)
		VALUES ('mine', 'Huawei', 'share of shipments', 'percent', 'units', 'CN', '[2025-01-01,2025-12-31]', 'share', '22', 'me')$$,
		'v_published'),
	('the share of firms that a claim is of', $$INSERT INTO published_figure (figure_id, subject, metric, unit, kind, value, source_id)
		VALUES ('mine', 'firms', 'share of firms that use H20 or domestic chips only', 'percent', 'share', '99', 'me')$$,
		'seed_claim_check v_published'),
	('a reported price', $$INSERT INTO price (chip, market, on_date, amount, currency, source_id)
		VALUES ('H200 SXM', 'reported', '2026-02-10', 30000, 'USD', 'me')$$, 'v_fee v_price_per_h100e'),
	('a list price', $$INSERT INTO price (chip, market, on_date, amount, currency, source_id)
		VALUES ('H200 SXM', 'list or reported', '2026-02-10', 31234, 'USD', 'me')$$, 'v_chip v_price_per_h100e'),
	('a shipment of a series of one''s own', $$INSERT INTO shipment (shipment_id, period, vendor, product, destination, channel, status, unit,
		quantity, series, level, additive, source_id) VALUES ('mine', '[2026-04-01,2026-06-30]', 'NVIDIA', 'H200', 'CN', 'direct', 'delivered',
		'package', '5k [4k, 6k]', 'mine', 'chip-quarter', true, 'me')$$, 'v_affected_shipments v_compute_by_quarter v_fee v_shipment'))
	AS v(what, statement, expected);
SELECT * FROM finish();
ROLLBACK;
