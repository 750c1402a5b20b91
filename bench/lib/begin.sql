-- What every measurement begins with.  bench_query is the list of queries to
-- time: ratios are to the query number baseline of the same round; rows is how
-- many rows the query reads, where it is not :rows.
\set QUIET on
\pset footer off
\pset pager off
\if :{?rows} \else \set rows 3000000 \endif
\if :{?rounds} \else \set rounds 7 \endif
SET client_min_messages = warning;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
SET work_mem = '256MB';

CREATE TEMP TABLE bench_query (
	n integer PRIMARY KEY, baseline integer, target numeric, label text, query text,
	rows bigint);
