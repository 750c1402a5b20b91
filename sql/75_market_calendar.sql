-- The market: periods and units
--
-- Nothing is spread over months or turned into packages but where it is asked
-- for: each of these is an assumption.

CREATE FUNCTION @extschema@.months(period daterange) RETURNS numeric
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	SELECT CASE WHEN NOT lower_inf(months.period) AND NOT upper_inf(months.period)
		THEN round(coalesce(sum(
			(least(upper(months.period), (m + interval '1 month')::date)
			 - greatest(lower(months.period), m::date))::numeric
			/ ((m + interval '1 month')::date - m::date)), 0::numeric), 12) END
	  FROM generate_series(date_trunc('month', lower(months.period)::timestamp),
						   (upper(months.period) - 1)::timestamp,
						   interval '1 month') m;
END;
COMMENT ON FUNCTION @extschema@.months(daterange) IS
'length of a period in calendar months: a month in part counts by its days; NULL for a period without an end';

CREATE FUNCTION @extschema@.prorate(value @extschema@.estimate,
	period daterange, within daterange) RETURNS @extschema@.estimate
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
	RETURN CASE WHEN within @> period THEN value
		WHEN NOT within && period THEN value OPERATOR(@extschema@.*) 0::numeric
		ELSE value OPERATOR(@extschema@.*)
			 @extschema@.months(period * within)
			 OPERATOR(@extschema@./) @extschema@.months(period)
		END;
COMMENT ON FUNCTION @extschema@.prorate(@extschema@.estimate, daterange, daterange) IS
'the part of a period''s figure that falls within another, as if every calendar month of the period had the same: prorate(quantity, period, ''[2025-01-01,2025-03-31]''). An assumption; a stock or a rate must not be spread so.';

-- Shares are differences of a running sum, so that they add up to one.
CREATE FUNCTION @extschema@.calendar_split(
	period daterange, step text DEFAULT 'month',
	OUT part daterange, OUT share numeric) RETURNS SETOF record
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 12
BEGIN ATOMIC
	WITH first_day AS (
		SELECT DISTINCT CASE
				WHEN calendar_split.step IN ('month', 'quarter', 'year')
				THEN date_trunc(calendar_split.step, m)
				ELSE date_trunc('calendar ' || calendar_split.step, m)
				END AS day
		  FROM generate_series(
				date_trunc('month', lower(calendar_split.period)::timestamp),
				(upper(calendar_split.period) - 1)::timestamp,
				interval '1 month') m
	), piece AS (
		SELECT calendar_split.period * daterange(f.day::date,
				(f.day + CASE calendar_split.step
					WHEN 'year' THEN interval '1 year'
					WHEN 'quarter' THEN interval '3 months'
					ELSE interval '1 month' END)::date) AS part
		  FROM first_day f
	), running AS (
		SELECT p.part, round(
				sum(@extschema@.months(p.part)) OVER (ORDER BY p.part)
				/ sum(@extschema@.months(p.part)) OVER (), 12) AS upto
		  FROM piece p
	)
	SELECT r.part, r.upto - lag(r.upto, 1, 0::numeric) OVER (ORDER BY r.part)
	  FROM running r
	 ORDER BY 1;
END;
COMMENT ON FUNCTION @extschema@.calendar_split(daterange, text) IS
'the calendar months (or quarters, years) that a period touches, each with the share of it that falls there, every month counting the same: fiscal quarters over calendar ones. The shares add up to 1. Another step: 22023';

CREATE FUNCTION @extschema@.fiscal_period(vendor text, fiscal_period text)
	RETURNS daterange
	LANGUAGE sql STABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
	WITH asked AS (
		SELECT m[1]::integer AS year, m[2] AS part
		  FROM regexp_match(fiscal_period.fiscal_period,
							'^(?:FY)?([0-9]{4})(Q[1-4])?$') m
	), day AS (
		-- the last day of the year asked for, and of the one before
		SELECT a.part, y,
			   CASE fiscal_period.vendor
			   WHEN 'NVIDIA' THEN make_date(y, 1, 31)
					- date_part('dow', make_date(y, 1, 31))::integer
			   WHEN 'AMD' THEN make_date(y, 12, 31)
					- (date_part('dow', make_date(y, 12, 31))::integer + 1) % 7
			   END AS last_day
		  FROM asked a
		 CROSS JOIN LATERAL generate_series(a.year - 1, a.year) y
	), span AS (
		SELECT d.part, min(d.last_day) + 1 AS first_day, max(d.last_day) AS last_day
		  FROM day d
		 GROUP BY d.part
		HAVING count(d.last_day) = 2
	), ruled AS (
		SELECT CASE WHEN s.part IS NULL
				THEN daterange(s.first_day, s.last_day, '[]')
				WHEN s.part = 'Q4'
				THEN daterange(s.first_day + 3 * 91, s.last_day, '[]')
				ELSE daterange(
					s.first_day + 91 * (right(s.part, 1)::integer - 1),
					s.first_day + 91 * right(s.part, 1)::integer)
				END AS period
		  FROM span s
	)
	SELECT coalesce((SELECT r.period FROM ruled r),
		(SELECT (array_agg(v.period))[1] FROM @extschema@.vendor_revenue v
		  WHERE v.vendor = fiscal_period.vendor
			AND v.fiscal_period = fiscal_period.fiscal_period
		 HAVING count(DISTINCT v.period) = 1));
END;
COMMENT ON FUNCTION @extschema@.fiscal_period(text, text) IS
'the days of a company''s fiscal period, fiscal_period(''NVIDIA'', ''FY2026Q1''): NVIDIA''s year ends on the last Sunday of January, AMD''s on the last Saturday of December, quarters have 13 weeks and the fourth the rest; of others what vendor_revenue has; NULL where that is nothing';

CREATE FUNCTION @extschema@.to_packages(quantity @extschema@.estimate, unit text,
	chip text DEFAULT NULL, per_server integer DEFAULT NULL,
	per_rack integer DEFAULT NULL) RETURNS @extschema@.estimate
	LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
	SELECT CASE to_packages.unit
		   WHEN 'package' THEN to_packages.quantity
		   WHEN 'card' THEN to_packages.quantity OPERATOR(@extschema@.*) c.packages::numeric
		   WHEN 'board' THEN to_packages.quantity OPERATOR(@extschema@.*) c.packages::numeric
		   WHEN 'die' THEN to_packages.quantity OPERATOR(@extschema@.*) c.packages::numeric
				OPERATOR(@extschema@./) c.die_count::numeric
		   WHEN 'server' THEN to_packages.quantity OPERATOR(@extschema@.*)
				to_packages.per_server::numeric
		   WHEN 'rack' THEN to_packages.quantity OPERATOR(@extschema@.*)
				to_packages.per_rack::numeric
		   END
	  FROM (SELECT) one
	  LEFT JOIN @extschema@.chip c
		ON c.chip = CASE WHEN to_packages.unit IN ('card', 'board', 'die')
			THEN (@extschema@.chip_identity(to_packages.chip)).name END;
END;
COMMENT ON FUNCTION @extschema@.to_packages(@extschema@.estimate, text, text, integer, integer) IS
'packages that a number of dies, cards, boards, servers or racks holds or yields: to_packages(quantity, unit, chip). Cards and boards by the packages of the chip''s board, dies by its dies (all of them good ones: an upper bound), servers and racks by per_server and per_rack packages. NULL where the factor is not known.';
