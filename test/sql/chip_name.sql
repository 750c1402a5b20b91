-- Chips by name: chip_spec() and chip_find().
BEGIN;
SELECT plan(151);

-- what an error says, part by part
CREATE FUNCTION pg_temp.error(name text, OUT state text, OUT message text, OUT detail text, OUT hint text)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM chip_spec(name);
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END
$$;
CREATE FUNCTION pg_temp.whole(name text) RETURNS gpu_spec LANGUAGE sql AS 'SELECT spec FROM chip WHERE chip = name';

-- ways to write a name
SELECT is(chip_spec(asked), pg_temp.whole(chip), '"' || asked || '" is ' || chip)
FROM (VALUES
	('H200 SXM', 'H200 SXM'), ('H200', 'H200 SXM'), ('h200', 'H200 SXM'), ('SXM H200', 'H200 SXM'),
	('  H200  SXM ', 'H200 SXM'), ('H200-SXM', 'H200 SXM'), ('h200_sxm', 'H200 SXM'), ('h200/sxm', 'H200 SXM'),
	('H200SXM5', 'H200 SXM'), ('nvidia h100 sxm', 'H100 SXM'), ('NVIDIA H100', 'H100 SXM'), ('h100sxm', 'H100 SXM'),
	('h100 (sxm)', 'H100 SXM'), ('SXM, H100, NVIDIA', 'H100 SXM'), ('H100 80 GB SXM', 'H100 SXM'),
	('H100-SXM5-80GB', 'H100 SXM'), ('pcie h100', 'H100 PCIe'), ('A100 80 GB SXM', 'A100 SXM 80GB'),
	('A100', 'A100 SXM 80GB'), ('sxm a100 80gb', 'A100 SXM 80GB'), ('A100 40 GB PCIe', 'A100 PCIe 40GB'),
	('A100-SXM4-40GB', 'A100 SXM 40GB'), ('RTX4090D', 'RTX 4090 D'), ('rtx 4090d', 'RTX 4090 D'),
	('GeForce RTX 4090', 'RTX 4090'), ('NVIDIA GeForce RTX 4090', 'RTX 4090'), ('4090 RTX', 'RTX 4090'),
	('rtx4090', 'RTX 4090'), ('H20', 'H20 96GB'), ('hgx-h20', 'H20 96GB'), ('H20 141 GB', 'H20 141GB'),
	('h20-3e', 'H20 141GB'), ('huawei ascend 910c', 'Ascend 910C'), ('910C', 'Ascend 910C'),
	('ascend910c', 'Ascend 910C'), ('Ascend 910_93', 'Ascend 910C'), ('AMD Instinct MI325X', 'MI325X'),
	('mi-325x', 'MI325X'), ('MI308', 'MI308X'), ('gb200', 'GB200 (per GPU)'), ('Cambricon MLU370-X8', 'MLU370-X8'),
	('Groq LP30', 'Groq 3 LPU'), ('R100', 'Rubin'), ('Kunlun R100', 'Kunlun R100'), ('Baidu M100', 'Kunlun M100'),
	('Microsoft M100', 'Maia 100')
) AS v (asked, chip);

-- the same for every name and alias in the file
CREATE TEMP TABLE names AS
	SELECT n.chip, n.name, c.vendor, c.spec
	FROM (SELECT chip, chip AS name FROM chip UNION ALL SELECT chip, alias FROM chip_alias) AS n
	JOIN chip AS c ON c.chip = n.chip;
SELECT cmp_ok((SELECT count(*) FROM names), '>', 500::bigint, 'there are names');
SELECT is_empty('SELECT chip, name FROM names WHERE chip_spec(name) IS DISTINCT FROM spec', 'every name as it is');
SELECT is_empty('SELECT chip, name FROM names WHERE chip_spec(lower(name)) IS DISTINCT FROM spec', 'lower case');
SELECT is_empty('SELECT chip, name FROM names WHERE chip_spec(upper(name)) IS DISTINCT FROM spec', 'upper case');
SELECT is_empty($$SELECT chip, name FROM names
	WHERE chip_spec(regexp_replace(name, '[^A-Za-z0-9]+', '', 'g')) IS DISTINCT FROM spec$$, 'letters and digits alone');
SELECT is_empty($$SELECT chip, name FROM names
	WHERE chip_spec(regexp_replace(name, '[^A-Za-z0-9]+', '_', 'g')) IS DISTINCT FROM spec$$, 'other punctuation');
SELECT is_empty($$SELECT chip, name FROM names WHERE chip_spec(vendor || ' ' || name) IS DISTINCT FROM spec$$,
	'the maker in front');
SELECT is_empty($$SELECT chip, name FROM names WHERE chip_spec(lower(name || ', ' || vendor)) IS DISTINCT FROM spec$$,
	'the maker at the end');
SELECT is_empty($$SELECT chip, name FROM names
	WHERE name !~* '[0-9] gb' AND chip_spec((SELECT string_agg(w, ' ' ORDER BY o DESC)
		FROM regexp_split_to_table(name, '[^A-Za-z0-9]+') WITH ORDINALITY AS t (w, o) WHERE w <> ''))
		IS DISTINCT FROM spec$$, 'the words backwards');
SELECT is_empty($$SELECT chip, name FROM names
	WHERE name !~* '[0-9] gb' AND (SELECT f.chip FROM chip_find(name, 1) AS f) IS DISTINCT FROM chip$$,
	'chip_find agrees');

-- unknown names
SELECT is((pg_temp.error(name)).state, '42704', 'unknown: "' || left(replace(name, E'\n', ' '), 40) || '"')
FROM (VALUES ('H2000'), ('H 20 0 0 X'), ('RTX'), ('GB'), ('NVIDIA'), ('zzz'), (''), ('   '), ('---'), ('*'),
	('H200 SXM PCIe'), ('H100 H200'), ('H200' || chr(10) || 'x'), ('Ä100'), ('Н200'), ('昇腾 910C'), ('H200é'),
	('🚀'), (repeat('x', 100)), (repeat('x', 127)), (repeat('x', 128)), (repeat('x', 10000)), (repeat('H200 ', 100)),
	(repeat('é', 5000)), (repeat('nvidia ', 22) || 'H200 SXM B200'), (repeat('nvidia ', 30) || 'H200 B200')) AS v (name);
SELECT is((pg_temp.error('H2O0')).message, 'chip "H2O0" is not known', 'the message quotes the name');
SELECT alike((pg_temp.error('A1OO SXM 80GB')).detail, '%"A100 SXM 80GB"%', 'the nearest are listed');
SELECT alike((pg_temp.error('RTX 4090 Ti')).detail, '%"RTX 4090"%', 'and here');
SELECT is((SELECT count(*) FROM regexp_matches((pg_temp.error('H100 XXL')).detail, '"[^"]+"', 'g')), 5::bigint,
	'five of them');
SELECT alike((pg_temp.error('H2O0')).hint, '%chip_find()%', 'the hint names chip_find');
SELECT alike((pg_temp.error('fp8=1979 mem=141')).hint, '%''fp8=1979 mem=141''::gpu_spec%', 'a specification without its cast');
SELECT is((pg_temp.error('fp8=1979 mem=141')).state, '42704', 'is an unknown name');
SELECT cmp_ok(length((pg_temp.error(repeat('x', 100000))).message), '<', 400, 'a long name is not repeated in full');
SELECT cmp_ok(length((pg_temp.error(repeat('x', 99998) || '=1')).hint), '<', 400, 'nor in a hint');
SELECT is(chip_spec(NULL), NULL, 'NULL is NULL');
SELECT is_empty('SELECT * FROM chip_find(NULL)', 'and finds nothing');

-- chip_find
SELECT results_eq($$SELECT chip, code, matched, likeness FROM chip_find('H100', 1)$$,
	$$VALUES ('H100 SXM', 'H100SXM', 'H100', 1::float8)$$, 'the columns of chip_find');
SELECT is((SELECT count(*) FROM chip_find('H100')), 10::bigint, 'ten rows');
SELECT is((SELECT count(*) FROM chip_find('H100', 3)), 3::bigint, 'or as many as are asked for');
SELECT is_empty($$SELECT * FROM chip_find('H100', 0)$$, 'or none');
SELECT is((SELECT count(DISTINCT chip) FROM chip_find('H100', 50)), (SELECT count(*) FROM chip_find('H100', 50)),
	'a chip stands once');
SELECT ok((SELECT bool_and(likeness <= before) FROM (SELECT likeness, lag(likeness, 1, 1) OVER () AS before
	FROM chip_find('RTX 4090', 100)) AS f), 'the nearest first');
SELECT ok((SELECT bool_and(likeness > 0 AND likeness <= 1) FROM chip_find('RTX 4090', 1000)), 'likeness is above 0, at most 1');
SELECT ok((SELECT bool_or(chip = 'RTX 4090 D') FROM chip_find('RTX 4090', 3)), 'relatives are near');
SELECT throws_ok($$SELECT * FROM chip_find('H100', -1)$$, '22023', NULL, 'fewer than none');
SELECT throws_ok($$SELECT * FROM chip_find('H100', 1001)$$, '22023', NULL, 'too many');
SELECT is_empty($$SELECT * FROM chip_find('')$$, 'nothing is like nothing');
SELECT is((SELECT count(*) FROM chip_find(repeat('H200', 5000), 2)), 2::bigint, 'a long text finds something');
SELECT lives_ok($$SELECT * FROM chip_find('昇腾 910C')$$, 'other scripts');

-- boards are divided to one package: the printed figures over the packages
SELECT is(tpp(chip), tpp::float8, chip || ': ' || sum)
FROM (VALUES
	('A16', 287.2, '143.6 / 4 x 8'), ('MLU370-X8', 1024, '256 / 2 x 8'), ('Wormhole n300', 1864, '466 / 2 x 8'),
	('Cloud AI 100 Ultra', 1740, '870 / 4 x 8'), ('Corsair', 9600, '2400 / 2 x 8'), ('ATOM-Max', 1024, '512 / 4 x 8'),
	('Atlas 300I Duo', 1120, '280 / 2 x 8')) AS v (chip, tpp, sum);
SELECT results_eq($$SELECT rate('A16', 'int8'), rate('A16', 'fp16'), mem('A16'), bw('A16'), io('A16'), die('A16'),
		transistors('A16')$$,
	'VALUES (143.6 / 4, 71.6 / 4, 64.0 / 4, 800.0 / 4, 0.0, 800.0 / 4, 34.8 / 4)', 'A16 by the package');
SELECT results_eq($$SELECT rate('MLU370-X8', 'int8'), rate('MLU370-X8', 'fp16'), rate('MLU370-X8', 'fp32'),
		mem('MLU370-X8'), bw('MLU370-X8')$$,
	'VALUES (256.0 / 2, 96.0 / 2, 24.0 / 2, 48.0 / 2, 614.4 / 2)', 'MLU370-X8 by the package');
SELECT is(round(performance_density('A16')::numeric, 4), round(287.2 / 200, 4), 'density is that of one die');
SELECT results_eq($$SELECT board_spec -> 'int8', board_spec -> 'mem', packages FROM chip WHERE chip = 'A16'$$,
	'VALUES (143.6, 64.0, 4)', 'the printed figures are kept');
SELECT is_empty($$SELECT chip FROM chip WHERE scope = 'board' AND packages > 1
	AND (board_spec IS NULL OR spec_note IS NULL)$$, 'every board keeps its figures and says that it is divided');
SELECT is((SELECT count(*) FROM chip WHERE scope = 'board' AND packages > 1), 7::bigint, 'there are seven');

-- parts without DRAM: their bandwidth is on the chip, and is not DRAM bandwidth
SELECT is(bw(chip), NULL, chip || ' has no DRAM bandwidth')
FROM (VALUES ('Groq 3 LPU'), ('WSE-3'), ('Groq LPU v1'), ('GC200'), ('Bow IPU')) AS v (chip);
SELECT results_eq($$SELECT chip, onchip_bw_gbs FROM chip WHERE mem_type = 'SRAM' ORDER BY chip COLLATE "C"$$,
	$$VALUES ('Bow IPU', 65400.0), ('GC2', 45000.0), ('GC200', 47500.0), ('Groq 3 LPU', 150000.0),
		('Groq LPU v1', 80000.0), ('WSE-2', 20000000.0), ('WSE-3', 21000000.0)$$, 'it stands in its own column');

-- the user's rows are seen at once
SELECT is((pg_temp.error('My NPU')).state, '42704', 'not yet');
INSERT INTO chip (chip, vendor, vendor_country, spec) VALUES ('My NPU', 'Myself', 'DE', 'fp8=600 mem=48');
SELECT is(tpp('my-npu'), 4800::float8, 'a chip of the user');
SELECT is(tpp('Myself My NPU'), 4800::float8, 'with its maker');
INSERT INTO chip_alias (alias, chip) VALUES ('Codename Zebra', 'My NPU'), ('昇腾', 'Ascend 910C');
SELECT is(tpp('zebra codename'), 4800::float8, 'an alias of the user');
SELECT is(tpp('昇腾'), 12032::float8, 'an alias in another script, for a chip of ours');
SELECT is((SELECT matched FROM chip_find('codename zebra', 1)), 'Codename Zebra', 'chip_find sees it');
UPDATE chip SET spec = 'fp8=700' WHERE chip = 'My NPU';
SELECT is(tpp('My NPU'), 5600::float8, 'a change');
UPDATE chip SET spec = NULL WHERE chip = 'My NPU';
SELECT is(chip_spec('My NPU'), NULL, 'a chip without a specification');
SELECT is((export_decision('My NPU', 'CN', '2024-06-01')).missing, ARRAY['spec'], 'a decision says what it lacks');
UPDATE chip SET spec = 'fp8=100' WHERE chip = 'H200 SXM';
SELECT is(tpp('H200'), 800::float8, 'an override, by an alias');
SELECT ok(knowledge_reset('chip', 'H200 SXM'), 'reset');
SELECT is(tpp('H200'), 15832::float8, 'brings the figures back');
DELETE FROM chip WHERE chip = 'H200 SXM';
SELECT is((pg_temp.error('H200 SXM')).state, '42704', 'a tombstone hides the name');
SELECT is((pg_temp.error('H200')).state, '42704', 'and the aliases');
SELECT is_empty($$SELECT * FROM chip_find('H200', 1000) WHERE chip = 'H200 SXM'$$, 'chip_find too');
INSERT INTO chip_alias (alias, chip) VALUES ('H200', 'My NPU');
UPDATE chip SET spec = 'fp8=1' WHERE chip = 'My NPU';
SELECT is(tpp('H200'), 8::float8, 'a name that is free may be given again');

-- ambiguous names
INSERT INTO chip (chip, vendor, spec) VALUES ('Zed+1', 'Alpha', 'fp8=1'), ('One Two Three', 'Alpha', 'fp8=3'),
	('Two One Three', 'Beta', 'fp8=4'), ('Zeta 9', 'Foo', 'fp8=5'), ('Foo Zeta 9', 'Bar', 'fp8=6');
SELECT throws_ok($$INSERT INTO chip (chip, spec) VALUES ('Zed.1', 'fp8=2')$$, '23505', NULL,
	'two names of the same letters and digits are refused');
SELECT is(tpp('zed1'), 8::float8, 'so these lead to one chip');
SELECT is((pg_temp.error('three two one')).state, '42P09', 'two chips of the same words');
SELECT is((pg_temp.error('three two one')).message, 'chip name "three two one" is ambiguous', 'the message');
SELECT is((pg_temp.error('three two one')).detail, 'It may be "One Two Three", "Two One Three".', 'says which');
SELECT is((pg_temp.error('9 zeta foo')).state, '42P09', 'a maker in front, or part of the name');
SELECT is(tpp('one-two-three'), 24::float8, 'nor words in their order');
SELECT is(tpp('beta three two one'), 32::float8, 'nor with a maker that only one has');

-- long names of the user's own
INSERT INTO chip (chip, spec) VALUES (repeat('long ', 60) || 'a', 'fp8=1'), (repeat('long ', 60) || 'b', 'fp8=2');
SELECT is(tpp(repeat('long ', 60) || 'b'), 16::float8, 'long names differ at their end');
SELECT is((pg_temp.error(repeat('long ', 60) || 'c')).state, '42704', 'and are not cut');

SELECT * FROM finish();
ROLLBACK;
