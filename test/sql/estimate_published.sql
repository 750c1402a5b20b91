-- Sums of published ranges beside the totals that the same publisher gives.
--
-- Source: Epoch AI, "AI chip sales" (https://epoch.ai/data/ai-chip-sales), CC BY
-- 4.0; units with 5th percentile, median and 95th percentile, by chip and
-- quarter (amd_chip_timelines.csv, nvidia_calendar_quarter_chip_timelines.csv)
-- and in total since the first quarter (*_cumulative_totals.csv,
-- *_cumulative_by_chip.csv), as of commit d1b1bc3 (22 April 2026) of
-- https://github.com/epoch-research/ai-chip-counts.  The publisher draws all
-- from one simulation with common causes: chips share a quarter's revenue, the
-- quarters share prices.  So the rows are correlated, neither fully nor not at
-- all, and the total is known from the simulation, not from the parts.
BEGIN;
SELECT plan(12);

CREATE TEMP TABLE part (vendor text, chip text, quarter text, units estimate);
INSERT INTO part VALUES
	('AMD', 'MI300A', '2024Q1', '3562 [1119, 6350] 90%'), ('AMD', 'MI250X', '2024Q1', '30379 [20431, 42785] 90%'),
	('AMD', 'MI300X', '2024Q1', '34535 [25001, 47707] 90%'), ('AMD', 'MI300A', '2024Q2', '10732 [3830, 17757] 90%'),
	('AMD', 'MI250X', '2024Q2', '6596 [1061, 12370] 90%'), ('AMD', 'MI300X', '2024Q2', '80709 [63063, 102532] 90%'),
	('AMD', 'MI300A', '2024Q3', '43161 [32548, 55397] 90%'), ('AMD', 'MI250X', '2024Q3', '4385 [1321, 7769] 90%'),
	('AMD', 'MI300X', '2024Q3', '95258 [75302, 118167] 90%'), ('AMD', 'MI300A', '2024Q4', '52349 [39836, 65183] 90%'),
	('AMD', 'MI250X', '2024Q4', '3566 [1792, 5756] 90%'), ('AMD', 'MI300X', '2024Q4', '115619 [91958, 142527] 90%'),
	('AMD', 'MI300A', '2025Q1', '4642 [2206, 7748] 90%'), ('AMD', 'MI300X', '2025Q1', '85464 [63198, 112739] 90%'),
	('AMD', 'MI325X', '2025Q1', '32505 [19778, 52008] 90%'), ('AMD', 'MI300X', '2025Q2', '45976 [30980, 65349] 90%'),
	('AMD', 'MI325X', '2025Q2', '26391 [15825, 43454] 90%'), ('AMD', 'MI350X', '2025Q2', '4080 [1659, 7018] 90%'),
	('AMD', 'MI300X', '2025Q3', '45934 [28688, 67010] 90%'), ('AMD', 'MI325X', '2025Q3', '19634 [7875, 35449] 90%'),
	('AMD', 'MI350X', '2025Q3', '36199 [27483, 46786] 90%'), ('AMD', 'MI355X', '2025Q3', '12411 [8145, 17503] 90%'),
	('AMD', 'MI300X', '2025Q4', '11197 [6702, 17238] 90%'), ('AMD', 'MI325X', '2025Q4', '12777 [6190, 23245] 90%'),
	('AMD', 'MI350X', '2025Q4', '35183 [24246, 47204] 90%'), ('AMD', 'MI355X', '2025Q4', '37063 [27310, 48994] 90%'),
	('AMD', 'MI308X', '2025Q4', '31859 [26053, 38862] 90%'), ('Nvidia', 'A100', '2022Q1', '212120 [163481, 276445] 90%'),
	('Nvidia', 'A100', '2022Q2', '226673 [174697, 295411] 90%'), ('Nvidia', 'A100', '2022Q3', '215732 [166265, 281153] 90%'),
	('Nvidia', 'H100', '2022Q3', '6119 [5126, 7199] 90%'), ('Nvidia', 'A100', '2022Q4', '113699 [87627, 148177] 90%'),
	('Nvidia', 'A800', '2022Q4', '28132 [21517, 36492] 90%'), ('Nvidia', 'H100', '2022Q4', '32481 [27212, 38218] 90%'),
	('Nvidia', 'A100', '2023Q1', '59024 [45490, 76923] 90%'), ('Nvidia', 'A800', '2023Q1', '29306 [22415, 38015] 90%'),
	('Nvidia', 'H100', '2023Q1', '56640 [47452, 66645] 90%'), ('Nvidia', 'H800', '2023Q1', '7342 [5923, 9136] 90%'),
	('Nvidia', 'A100', '2023Q2', '64508 [49716, 84070] 90%'), ('Nvidia', 'A800', '2023Q2', '26386 [20182, 34228] 90%'),
	('Nvidia', 'H100', '2023Q2', '151413 [126851, 178158] 90%'), ('Nvidia', 'H800', '2023Q2', '31916 [25747, 39718] 90%'),
	('Nvidia', 'A100', '2023Q3', '54953 [42352, 71617] 90%'), ('Nvidia', 'A800', '2023Q3', '28505 [21802, 36976] 90%'),
	('Nvidia', 'H100', '2023Q3', '260088 [217897, 306028] 90%'), ('Nvidia', 'H800', '2023Q3', '56333 [45446, 70105] 90%'),
	('Nvidia', 'A100', '2023Q4', '15118 [11651, 19702] 90%'), ('Nvidia', 'A800', '2023Q4', '9089 [6952, 11791] 90%'),
	('Nvidia', 'H100', '2023Q4', '423514 [354811, 498320] 90%'), ('Nvidia', 'H800', '2023Q4', '19838 [16004, 24688] 90%'),
	('Nvidia', 'H100', '2024Q1', '552252 [462665, 649798] 90%'), ('Nvidia', 'H20', '2024Q1', '138719 [106730, 180461] 90%'),
	('Nvidia', 'H100', '2024Q2', '650874 [545290, 765841] 90%'), ('Nvidia', 'H20', '2024Q2', '223064 [171624, 290186] 90%'),
	('Nvidia', 'H100', '2024Q3', '794383 [665518, 934698] 90%'), ('Nvidia', 'H20', '2024Q3', '272247 [209465, 354167] 90%'),
	('Nvidia', 'H100', '2024Q4', '681105 [570616, 801411] 90%'), ('Nvidia', 'H20', '2024Q4', '324380 [249576, 421988] 90%'),
	('Nvidia', 'B200', '2024Q4', '200737 [171211, 235124] 90%'), ('Nvidia', 'H100', '2025Q1', '329018 [275645, 387134] 90%'),
	('Nvidia', 'H20', '2025Q1', '361677 [278272, 470508] 90%'), ('Nvidia', 'B200', '2025Q1', '519632 [443199, 608647] 90%'),
	('Nvidia', 'H100', '2025Q2', '228707 [191607, 269105] 90%'), ('Nvidia', 'H20', '2025Q2', '152692 [117480, 198638] 90%'),
	('Nvidia', 'B200', '2025Q2', '434482 [370574, 508911] 90%'), ('Nvidia', 'B300', '2025Q2', '215192 [182304, 252850] 90%'),
	('Nvidia', 'H100', '2025Q3', '127307 [106655, 149793] 90%'), ('Nvidia', 'H20', '2025Q3', '17117 [13170, 22268] 90%'),
	('Nvidia', 'B200', '2025Q3', '346088 [295182, 405375] 90%'), ('Nvidia', 'B300', '2025Q3', '541775 [458975, 636584] 90%'),
	('Nvidia', 'H100', '2025Q4', '23384 [19591, 27515] 90%'), ('Nvidia', 'B200', '2025Q4', '417621 [356193, 489161] 90%'),
	('Nvidia', 'B300', '2025Q4', '743724 [630060, 873874] 90%');
CREATE TEMP TABLE published (vendor text, through text, units estimate);
INSERT INTO published VALUES
	('AMD', '2024Q1', '69134 [52257, 88830] 90%'), ('AMD', '2024Q2', '167271 [135750, 204221] 90%'),
	('AMD', '2024Q3', '311025 [259041, 370130] 90%'), ('AMD', '2024Q4', '482651 [404632, 569881] 90%'),
	('AMD', '2025Q1', '607454 [504678, 720704] 90%'), ('AMD', '2025Q2', '685200 [569308, 817739] 90%'),
	('AMD', '2025Q3', '801450 [668562, 949954] 90%'), ('AMD', '2025Q4', '930949 [790217, 1090775] 90%'),
	('Nvidia', '2022Q1', '212120 [163481, 276445] 90%'), ('Nvidia', '2022Q2', '438794 [338178, 571857] 90%'),
	('Nvidia', '2022Q3', '660293 [510311, 859279] 90%'), ('Nvidia', '2022Q4', '834843 [652476, 1075296] 90%'),
	('Nvidia', '2023Q1', '987607 [782266, 1256734] 90%'), ('Nvidia', '2023Q2', '1263182 [1019995, 1577086] 90%'),
	('Nvidia', '2023Q3', '1662865 [1364646, 2036044] 90%'), ('Nvidia', '2023Q4', '2132549 [1769587, 2568891] 90%'),
	('Nvidia', '2024Q1', '2828571 [2361593, 3357378] 90%'), ('Nvidia', '2024Q2', '3707748 [3109435, 4373077] 90%'),
	('Nvidia', '2024Q3', '4779964 [4016624, 5623557] 90%'), ('Nvidia', '2024Q4', '5992099 [5047111, 7022524] 90%'),
	('Nvidia', '2025Q1', '7206283 [6107052, 8411336] 90%'), ('Nvidia', '2025Q2', '8245499 [7012638, 9597308] 90%'),
	('Nvidia', '2025Q3', '9286427 [7917130, 10757657] 90%'), ('Nvidia', '2025Q4', '10477887 [8973271, 12079633] 90%');
-- all quarters to the fourth of 2025
CREATE TEMP TABLE published_chip (vendor text, chip text, units estimate);
INSERT INTO published_chip VALUES
	('AMD', 'MI300A', '114813 [94212, 137640] 90%'), ('AMD', 'MI250X', '45023 [31815, 61621] 90%'),
	('AMD', 'MI300X', '516611 [414407, 632846] 90%'), ('AMD', 'MI325X', '92355 [61444, 139696] 90%'),
	('AMD', 'MI350X', '75851 [61428, 92580] 90%'), ('AMD', 'MI355X', '49693 [38487, 62765] 90%'),
	('AMD', 'MI308X', '31859 [26053, 38862] 90%'), ('Nvidia', 'A100', '961830 [741283, 1253503] 90%'),
	('Nvidia', 'A800', '121421 [92871, 157504] 90%'), ('Nvidia', 'H100', '4317291 [3616942, 5079871] 90%'),
	('Nvidia', 'H800', '115430 [93121, 143648] 90%'), ('Nvidia', 'H20', '1489899 [1146319, 1938218] 90%'),
	('Nvidia', 'B200', '1918562 [1636361, 2247221] 90%'), ('Nvidia', 'B300', '1500692 [1271339, 1763309] 90%');

-- a summary a quarter, rolled up from the first quarter on
CREATE TEMP TABLE summed AS
SELECT vendor, quarter AS through, sum(n) OVER so_far AS n, total(rollup(b) OVER so_far) AS bounds,
	total(rollup(i) OVER so_far) AS independent, sum(m) OVER so_far AS mids
FROM (
	SELECT vendor, quarter, count(*) AS n, bounds_agg(units) AS b, independent_agg(units) AS i, sum(mid(units)) AS m
	FROM part GROUP BY vendor, quarter) AS q
WINDOW so_far AS (PARTITION BY vendor ORDER BY quarter);

SELECT results_eq($$SELECT vendor, count(*), max(through), max(n) FROM summed JOIN published USING (vendor, through)
	GROUP BY vendor ORDER BY vendor$$,
	$$VALUES ('AMD', 8::bigint, '2025Q4', 27::numeric), ('Nvidia', 16, '2025Q4', 46)$$,
	'there is a published total for every quarter');
-- Figures are cut to whole units, so a sum is short by up to a unit a row.
SELECT is_empty($$
	SELECT * FROM summed JOIN published AS p USING (vendor, through)
	WHERE low(bounds) > low(p.units) + 1 OR high(bounds) < high(p.units) - n$$,
	'the published interval of a total lies within sum_bounds');
SELECT is_empty($$
	SELECT * FROM summed JOIN published AS p USING (vendor, through)
	WHERE low(independent) < low(p.units) OR high(independent) > high(p.units) + 1$$,
	'and holds sum_independent');
SELECT is_empty($$
	SELECT * FROM summed JOIN published AS p USING (vendor, through)
	WHERE NOT (bounds @> mids AND p.units @> mids AND independent @> mids) OR mid(bounds) <> mids
		OR mid(independent) <> mids$$,
	'all hold the sum of the medians');
SELECT is_empty($$SELECT * FROM summed WHERE level(bounds) <> 0.9 OR level(independent) <> 0.9$$,
	'sums of 90% intervals are 90% intervals');
SELECT is_empty($$
	SELECT * FROM summed JOIN published AS p USING (vendor, through)
	WHERE abs(mids / mid(p.units) - 1) > 0.011$$,
	'medians do add within 1.1%');

-- Both assumptions are wrong here, and by how much: width of the sums to the
-- width of the published total.
SELECT results_eq($$
	SELECT vendor, round((high(bounds) - low(bounds)) / (high(p.units) - low(p.units)), 2),
		round((high(independent) - low(independent)) / (high(p.units) - low(p.units)), 2)
	FROM summed JOIN published AS p USING (vendor, through) WHERE through = '2025Q4' ORDER BY vendor$$,
	$$VALUES ('AMD', 2.00, 0.45), ('Nvidia', 1.28, 0.25)$$,
	'widths to the published width: neither is it');

-- The quarters of one Nvidia chip share one price and nothing else is drawn:
-- fully correlated, so sum_bounds is the published interval, but for the units cut off.
SELECT is_empty($$
	SELECT chip FROM published_chip AS p JOIN (
		SELECT chip, count(*) AS n, sum_bounds(units) AS bounds FROM part GROUP BY chip) AS s USING (chip)
	WHERE vendor = 'Nvidia' AND greatest(abs(low(bounds) - low(p.units)), abs(mid(bounds) - mid(p.units)),
		abs(high(bounds) - high(p.units))) > n + 1$$,
	'quarters of an Nvidia chip are fully correlated: sum_bounds is the published total');
SELECT ok((SELECT low(sum_independent(units)) > 868000 AND high(sum_independent(units)) < 1086000
	FROM part WHERE chip = 'A100'),
	'and sum_independent would be 868k to 1086k where 741k to 1254k is published');
-- The quarters of AMD's chips are drawn with a mix of their own each, and prices
-- in common.
SELECT is_empty($$
	SELECT chip FROM published_chip AS p JOIN (
		SELECT chip, sum_bounds(units) AS bounds FROM part GROUP BY chip) AS s USING (chip)
	WHERE vendor = 'AMD' AND (low(bounds) > low(p.units) OR high(bounds) < high(p.units))$$,
	'the published interval of an AMD chip lies within sum_bounds');
SELECT results_eq($$
	SELECT chip FROM published_chip AS p JOIN (
		SELECT chip, sum_independent(units) AS independent FROM part GROUP BY chip) AS s USING (chip)
	WHERE vendor = 'AMD' AND (low(independent) < low(p.units) OR high(independent) > high(p.units))$$,
	$$VALUES ('MI350X')$$,
	'and holds sum_independent, but for the one chip whose quarters are as good as independent');
SELECT ok((SELECT abs(low(s) - 61428) < 0.003 * mid(s) AND abs(high(s) - 92580) < 0.012 * mid(s)
	FROM (SELECT sum_independent(units) AS s FROM part WHERE chip = 'MI350X') AS v),
	'of which sum_independent misses the published ends by 0.3% and 1.2% of the median: it is skewed');

SELECT * FROM finish();
ROLLBACK;
