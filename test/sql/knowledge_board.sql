-- Boards are divided to one package; SRAM-only parts have no DRAM bandwidth.
BEGIN;
SELECT plan(12);

-- A16: data sheet 143.6 INT8 TOPS, 64 GB and 800 GB/s for four GPUs.
SELECT is((SELECT scope FROM chip WHERE chip = 'A16'), 'board',
	'A16 is a board');
SELECT is((SELECT packages FROM chip WHERE chip = 'A16'), 4,
	'with four packages');
SELECT is((SELECT rate(spec, 'int8') FROM chip WHERE chip = 'A16'), 35.9,
	'a package has a quarter of the rate');
SELECT is((SELECT mem(spec) FROM chip WHERE chip = 'A16'), 16::numeric,
	'and of the memory');
SELECT is((SELECT mem(board_spec) FROM chip WHERE chip = 'A16'), 64::numeric,
	'the board keeps the printed figure');
SELECT ok((SELECT spec_note ~ '4 packages' FROM chip WHERE chip = 'A16'),
	'the row says so');
SELECT results_eq(
	$$SELECT chip || ' ' || packages FROM chip WHERE scope = 'board'
	  ORDER BY chip COLLATE "C"$$,
	ARRAY['A16 4', 'ATOM-Max 4', 'Atlas 300I Duo 2', 'Cloud AI 100 Ultra 4',
		'Corsair 2', 'MLU370-X8 2', 'Wormhole n300 2'],
	'the boards of the data');
-- MLU370-X8 carries two packages of two chiplets: 256 INT8 TOPS together.
SELECT is((SELECT rate(spec, 'int8') FROM chip WHERE chip = 'MLU370-X8'),
	128::numeric, 'MLU370-X8 is divided by packages, not by dies');

SELECT results_eq(
	$$SELECT chip || ' ' || onchip_bw_gbs FROM chip
	  WHERE onchip_bw_gbs IS NOT NULL ORDER BY chip COLLATE "C"$$,
	ARRAY['Bow IPU 65400', 'GC2 45000', 'GC200 47500', 'Groq 3 LPU 150000',
		'Groq LPU v1 80000', 'WSE-2 20000000', 'WSE-3 21000000'],
	'on-chip bandwidth stands apart');
SELECT is_empty($$SELECT chip FROM chip WHERE onchip_bw_gbs IS NOT NULL
	AND (bw(spec) IS NOT NULL OR spec_note !~ 'SRAM')$$,
	'and bw of the spec is unknown, with the reason');
SELECT is_empty($$SELECT chip FROM chip
	WHERE (dc(spec) IS TRUE) <> (segment = 'datacenter')$$,
	'the data-centre flag follows the segment');
SELECT is_empty($$SELECT chip FROM chip
	WHERE lower(released(spec)) IS DISTINCT FROM released
	   OR released_precision IS DISTINCT FROM 'month'$$,
	'released stands in the row and in the spec');

SELECT * FROM finish();
ROLLBACK;
