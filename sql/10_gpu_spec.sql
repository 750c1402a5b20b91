-- gpu_spec: what is known of one accelerator package.  The type, its input and
-- output, jsonb, constructor and fields.

CREATE TYPE @extschema@.gpu_spec;

CREATE FUNCTION @extschema@.gpu_spec_in(cstring) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_in'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_in(cstring) IS
'input of gpu_spec, e.g. fp8=1979 fp16=989.5 mem=141GB bw=4.8TB/s io=900GB/s die=814mm2 dc released=2023-11';

CREATE FUNCTION @extschema@.gpu_spec_out(@extschema@.gpu_spec) RETURNS cstring
AS 'MODULE_PATHNAME', 'gpu_spec_out'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_out(@extschema@.gpu_spec) IS
'canonical text of a gpu_spec; reads back to the same bytes';

CREATE FUNCTION @extschema@.gpu_spec_recv(internal) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_recv'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_recv(internal) IS
'binary input of gpu_spec, as strict as the text input';

CREATE FUNCTION @extschema@.gpu_spec_send(@extschema@.gpu_spec) RETURNS bytea
AS 'MODULE_PATHNAME', 'gpu_spec_send'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_send(@extschema@.gpu_spec) IS
'binary output of gpu_spec: version, flags, release date, 17 numbers';

CREATE TYPE @extschema@.gpu_spec (
	INPUT = @extschema@.gpu_spec_in,
	OUTPUT = @extschema@.gpu_spec_out,
	RECEIVE = @extschema@.gpu_spec_recv,
	SEND = @extschema@.gpu_spec_send,
	INTERNALLENGTH = 76,
	ALIGNMENT = int4,
	STORAGE = plain,
	CATEGORY = 'U'
);
COMMENT ON TYPE @extschema@.gpu_spec IS
'specification of one accelerator package: dense rates (TOPS or TFLOPS) int4 fp4 fp6 int8 fp8 fp16 tf32 fp32 fp64; mem (GB), bw (GB/s of DRAM), io and pcie (GB/s, both directions), die (mm2 of non-planar logic), transistors (billions), tdp (W), area (mm2 of package or stack), dc, hbm, released; every field may be unknown';

-- jsonb both ways, by explicit casts

CREATE FUNCTION @extschema@.gpu_spec_to_jsonb(spec @extschema@.gpu_spec) RETURNS jsonb
AS 'MODULE_PATHNAME', 'gpu_spec_to_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_to_jsonb(spec @extschema@.gpu_spec) IS
'a gpu_spec as an object of its known fields, in their units (GB, GB/s, mm2, billions, W)';

CREATE FUNCTION @extschema@.gpu_spec_from_jsonb(object jsonb) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_from_jsonb'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_from_jsonb(object jsonb) IS
'a gpu_spec from an object with field names as keys: numbers, true or false for dc and hbm, a string for released; null or absent is unknown';

CREATE CAST (@extschema@.gpu_spec AS jsonb)
	WITH FUNCTION @extschema@.gpu_spec_to_jsonb(@extschema@.gpu_spec);
COMMENT ON CAST (@extschema@.gpu_spec AS jsonb) IS
'a gpu_spec as an object of its known fields';

CREATE CAST (jsonb AS @extschema@.gpu_spec)
	WITH FUNCTION @extschema@.gpu_spec_from_jsonb(jsonb);
COMMENT ON CAST (jsonb AS @extschema@.gpu_spec) IS
'a gpu_spec from an object with field names as keys';

-- constructor

CREATE FUNCTION @extschema@.gpu_spec(
	int4 numeric DEFAULT NULL,
	fp4 numeric DEFAULT NULL,
	fp6 numeric DEFAULT NULL,
	int8 numeric DEFAULT NULL,
	fp8 numeric DEFAULT NULL,
	fp16 numeric DEFAULT NULL,
	tf32 numeric DEFAULT NULL,
	fp32 numeric DEFAULT NULL,
	fp64 numeric DEFAULT NULL,
	mem numeric DEFAULT NULL,
	bw numeric DEFAULT NULL,
	io numeric DEFAULT NULL,
	pcie numeric DEFAULT NULL,
	die numeric DEFAULT NULL,
	transistors numeric DEFAULT NULL,
	tdp numeric DEFAULT NULL,
	area numeric DEFAULT NULL,
	dc boolean DEFAULT NULL,
	hbm boolean DEFAULT NULL,
	released text DEFAULT NULL
) RETURNS @extschema@.gpu_spec
AS 'MODULE_PATHNAME', 'gpu_spec_make'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec(
	numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric,
	numeric, numeric, numeric, numeric, numeric, numeric, numeric, numeric,
	numeric, boolean, boolean, text) IS
'a gpu_spec from named fields, as in gpu_spec(fp8 => 1979, mem => 141, released => ''2023-11''): rates in dense TOPS or TFLOPS, mem GB, bw io pcie GB/s, die area mm2, transistors billions, tdp W; NULL is unknown, for hbm no';

-- fields

CREATE FUNCTION @extschema@.gpu_spec_get(spec @extschema@.gpu_spec, field text) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_get'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_get(spec @extschema@.gpu_spec, field text) IS
'function of the operator gpu_spec -> text: a numeric field in its unit, or the derived tpp, pd (TPP per mm2), xfer (GB/s), mbd (GB/s per mm2); NULL when unknown or undefined';

CREATE FUNCTION @extschema@.gpu_spec_get_text(spec @extschema@.gpu_spec, field text) RETURNS text
AS 'MODULE_PATHNAME', 'gpu_spec_get_text'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.gpu_spec_get_text(spec @extschema@.gpu_spec, field text) IS
'function of the operator gpu_spec ->> text: any field or derived figure as text, numbers without their unit, dc and hbm as yes or no; NULL when unknown or undefined';

CREATE OPERATOR @extschema@.-> (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = text,
	FUNCTION = @extschema@.gpu_spec_get
);
COMMENT ON OPERATOR @extschema@.-> (@extschema@.gpu_spec, text) IS
'numeric field in its unit (GB, GB/s, mm2, billions, W, TOPS or TFLOPS), or tpp, pd, xfer, mbd';

CREATE OPERATOR @extschema@.->> (
	LEFTARG = @extschema@.gpu_spec,
	RIGHTARG = text,
	FUNCTION = @extschema@.gpu_spec_get_text
);
COMMENT ON OPERATOR @extschema@.->> (@extschema@.gpu_spec, text) IS
'any field or derived figure as text';

CREATE FUNCTION @extschema@.rate(spec @extschema@.gpu_spec, format text) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_rate'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.rate(spec @extschema@.gpu_spec, format text) IS
'dense rate of a number format (int4 fp4 fp6 int8 fp8 fp16 tf32 fp32 fp64) in TOPS or TFLOPS; NULL when unknown';

CREATE FUNCTION @extschema@.mem(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_mem'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.mem(spec @extschema@.gpu_spec) IS
'memory in GB; NULL when unknown';

CREATE FUNCTION @extschema@.bw(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_bw'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.bw(spec @extschema@.gpu_spec) IS
'DRAM bandwidth in GB/s, summed; NULL when unknown';

CREATE FUNCTION @extschema@.io(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_io'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.io(spec @extschema@.gpu_spec) IS
'interconnect bandwidth in GB/s, both directions; 0 is none; NULL when unknown';

CREATE FUNCTION @extschema@.pcie(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_pcie'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.pcie(spec @extschema@.gpu_spec) IS
'PCIe bandwidth in GB/s, both directions; NULL when unknown';

CREATE FUNCTION @extschema@.die(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_die'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.die(spec @extschema@.gpu_spec) IS
'area of all non-planar logic dies in mm2; 0 is planar only; NULL when unknown';

CREATE FUNCTION @extschema@.transistors(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_transistors'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.transistors(spec @extschema@.gpu_spec) IS
'transistors in billions; NULL when unknown';

CREATE FUNCTION @extschema@.tdp(spec @extschema@.gpu_spec) RETURNS numeric
AS 'MODULE_PATHNAME', 'gpu_spec_tdp'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tdp(spec @extschema@.gpu_spec) IS
'thermal design power in W; NULL when unknown';

CREATE FUNCTION @extschema@.dc(spec @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_dc'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.dc(spec @extschema@.gpu_spec) IS
'designed or marketed for data centres; NULL when unknown';

CREATE FUNCTION @extschema@.hbm(spec @extschema@.gpu_spec) RETURNS boolean
AS 'MODULE_PATHNAME', 'gpu_spec_hbm'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.hbm(spec @extschema@.gpu_spec) IS
'a stand-alone memory stack; false where the spec does not say so';

CREATE FUNCTION @extschema@.released(spec @extschema@.gpu_spec) RETURNS daterange
AS 'MODULE_PATHNAME', 'gpu_spec_released'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.released(spec @extschema@.gpu_spec) IS
'the days on which the part may have been released: one day, a month or a year; NULL when unknown';
