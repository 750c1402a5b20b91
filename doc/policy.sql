-- Prints the generated part of doc/policy.md, the bundled regimes and rules:
--   psql -XAtq -f doc/policy.sql
-- "make reference" puts it behind the marker of that page, and a test compares
-- the two, so the page cannot drift from the rows.
SET client_min_messages = warning;
SET search_path = pg_catalog;
SELECT quote_ident(n.nspname) AS home
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = 'chiptrade' \gset
CREATE FUNCTION pg_temp.cell(t text) RETURNS text LANGUAGE sql AS
$$SELECT replace(t, '|', '\|')$$;
-- as code; NULL stays NULL
CREATE FUNCTION pg_temp.code(t text) RETURNS text LANGUAGE sql AS
$$SELECT '`' || replace(t, '|', '\|') || '`'$$;
-- a list whose items may hold words
CREATE FUNCTION pg_temp.items(t text) RETURNS text LANGUAGE sql AS
$$SELECT replace(t, '|', ', ')$$;
CREATE FUNCTION pg_temp.days(a date, b date) RETURNS text LANGUAGE sql AS
$$SELECT format('%s to %s', a, coalesce(b::text, 'open'))$$;

SELECT '## Regimes

| regime | what it is | asked by default | gate | known through | rules |
| --- | --- | --- | --- | --- | --- |';
SELECT format('| [`%1$s`](#%1$s) | %2$s. %3$s | %4$s | %5$s | %6$s | %7$s |',
	g.regime, pg_temp.cell(g.title), pg_temp.cell(g.note),
	CASE WHEN g.asked_by_default THEN 'yes' WHEN g.scenario THEN 'no: scenario' ELSE 'no' END,
	coalesce(g.gate, ''), g.known_through,
	(SELECT count(*) FROM :home.policy_rule_bundled r WHERE r.regime = g.regime))
FROM :home.policy_regime_bundled g ORDER BY g.ask_order, g.regime COLLATE "C";

SELECT '
## Rules

A table per regime, base rules before their exceptions. Dates are inclusive. *Where and who* lists
the columns that are tested besides the specification: `to` destinations, `hq` headquarters of the
ultimate parent, `from` place of shipment, route, seller, product, and `if` facts that must be
given; what is not there is not tested. An empty test means every item. *Rank* is the precedence,
with the rules to which the row is an exception. Conditions are listed by a decision and never
evaluated.';

WITH rule AS (
	SELECT r.*, row_number() OVER (PARTITION BY r.regime
		ORDER BY r.precedence, r.effective_from, r.rule_id COLLATE "C") AS n
	FROM :home.policy_rule_bundled r
)
SELECT format(E'\n### %s\n\n%s.\n\n'
	'| rule | in force | where and who | test | verdict | rank | confidence | citation |\n'
	'| --- | --- | --- | --- | --- | --- | --- | --- |\n%s\n%s',
	g.regime, pg_temp.cell(g.title),
	string_agg(format('| `%s`<br>%s%s | %s%s | %s | %s | %s%s | %s%s | %s | %s |',
		r.rule_id, pg_temp.cell(r.title),
		'<br>ECCN ' || nullif(pg_temp.cell(r.eccn), ''),
		pg_temp.days(r.effective_from, r.effective_to),
		'<br>' || nullif(concat_ws(', ', 'announced ' || r.announced_on,
			'published ' || r.published_on,
			'compliance ' || r.compliance_from), ''),
		concat_ws('<br>', 'to ' || pg_temp.code(r.destinations),
			'hq ' || pg_temp.code(r.hq), 'from ' || pg_temp.code(r.ships_from),
			'route ' || pg_temp.items(r.route),
			'seller ' || pg_temp.items(r.seller),
			'product ' || pg_temp.items(r.product),
			'if ' || pg_temp.code(r.applies_when)),
		coalesce(pg_temp.code(r.spec_test::text), ''), r.verdict,
		'<br>' || r.fee_pct || '% ' || replace(r.fee_basis, '_', ' '),
		r.precedence,
		'<br>over ' || replace(pg_temp.code(r.overrides), '\|', '`, `'),
		r.confidence,
		CASE WHEN r.url IS NULL THEN pg_temp.cell(r.citation)
			ELSE format('[%s](%s)', pg_temp.cell(r.citation), r.url) END),
		E'\n' ORDER BY r.n),
	coalesce(E'\n' || string_agg(format('- `%s`: %s', r.rule_id,
			concat_ws(' ', 'Conditions: ' || replace(r.conditions, '|', '; ') || '.',
				'Note: ' || r.note || '.')),
		E'\n' ORDER BY r.n)
		FILTER (WHERE r.conditions IS NOT NULL OR r.note IS NOT NULL) || E'\n', ''))
FROM :home.policy_regime_bundled g JOIN rule r USING (regime)
GROUP BY g.regime, g.title, g.ask_order
ORDER BY g.ask_order, g.regime COLLATE "C";
