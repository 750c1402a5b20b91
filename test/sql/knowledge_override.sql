-- v_override: what an update of the extension changed under the user.
BEGIN;
SELECT plan(10);

UPDATE chip SET note = 'mine' WHERE chip IN ('H100 SXM', 'H20 96GB');
DELETE FROM chip WHERE chip IN ('A16', 'L4');
DELETE FROM chip_family WHERE family = 'Siyuan 590/690' AND member = 'MLU690';
INSERT INTO chip (chip, vendor) VALUES ('My NPU', 'Me');
SELECT is_empty('SELECT * FROM v_override',
	'overrides of unchanged rows are not listed');

-- what an update script does: the bundled rows of one release go, those of
-- the next come
UPDATE chip_bundled SET note = 'newer' WHERE chip IN ('H100 SXM', 'A16');
DELETE FROM chip_bundled WHERE chip = 'L4';
UPDATE chip_family_bundled SET share = 0.5
 WHERE family = 'Siyuan 590/690' AND member = 'MLU690';
INSERT INTO chip_bundled (chip, vendor) VALUES ('My NPU', 'Them');

SELECT results_eq(
	$$SELECT relation, key, kind FROM v_override
	  ORDER BY relation, key COLLATE "C"$$,
	$$VALUES ('chip', 'A16', 'tombstone'),
			 ('chip', 'H100 SXM', 'override'),
			 ('chip', 'L4', 'tombstone'),
			 ('chip', 'My NPU', 'override'),
			 ('chip_family', 'Siyuan 590/690, MLU690, (,)', 'tombstone')$$,
	'changed, gone and new ones are');
SELECT is((SELECT bundled_now ->> 'note' FROM v_override
		   WHERE key = 'H100 SXM'), 'newer', 'the row of today');
SELECT isnt((SELECT bundled_then ->> 'note' FROM v_override
			 WHERE key = 'H100 SXM'), 'newer', 'the row of then');
SELECT is((SELECT bundled_now FROM v_override WHERE key = 'L4'), NULL,
	'a row that is gone');
SELECT is((SELECT bundled_then FROM v_override WHERE key = 'My NPU'), NULL,
	'a row that has come');
SELECT is((SELECT origin FROM chip WHERE chip = 'My NPU'), 'override',
	'which the user''s row overrides');
SELECT is((SELECT vendor FROM chip WHERE chip = 'My NPU'), 'Me',
	'the user''s row wins');

UPDATE chip SET note = 'seen, still mine' WHERE chip = 'H100 SXM';
SELECT is_empty($$SELECT * FROM v_override WHERE key = 'H100 SXM'$$,
	'an UPDATE acknowledges the change');
SELECT knowledge_reset('chip', 'A16');
SELECT is_empty($$SELECT * FROM v_override WHERE key = 'A16'$$,
	'a reset takes it');

SELECT * FROM finish();
ROLLBACK;
