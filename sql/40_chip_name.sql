-- Chips by name: look-up, and every function of a spec for a chip's name

CREATE FUNCTION @extschema@.chip_spec(chip text)
	RETURNS @extschema@.gpu_spec
	AS 'MODULE_PATHNAME', 'chip_spec'
	LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.chip_spec(text) IS
	'specification of the chip of this name or alias, forgiving of case, punctuation, maker and word order; a board divided to one package; an unknown or ambiguous name is an error that lists the nearest';

CREATE FUNCTION @extschema@.chip_find(name text, max_rows integer DEFAULT 10,
	OUT chip text, OUT code text, OUT matched text,
	OUT likeness double precision)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'chip_find'
	LANGUAGE C STABLE STRICT PARALLEL SAFE ROWS 10;
COMMENT ON FUNCTION @extschema@.chip_find(text, integer) IS
	'chips whose name or alias is nearest to a text, nearest first; likeness is 1 for the same letters and digits';

CREATE FUNCTION @extschema@.rate(chip text, format text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.rate(@extschema@.chip_spec(chip), format);
COMMENT ON FUNCTION @extschema@.rate(text, text) IS
	'dense rate of a chip in a format such as fp8, in TOPS or TFLOPS; NULL when unknown';

CREATE FUNCTION @extschema@.mem(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.mem(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.mem(text) IS
	'memory of a chip in GB';

CREATE FUNCTION @extschema@.bw(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.bw(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.bw(text) IS
	'DRAM bandwidth of a chip in GB/s';

CREATE FUNCTION @extschema@.io(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.io(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.io(text) IS
	'interconnect of a chip in GB/s, both directions';

CREATE FUNCTION @extschema@.pcie(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.pcie(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.pcie(text) IS
	'PCIe rate of a chip in GB/s, both directions';

CREATE FUNCTION @extschema@.die(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.die(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.die(text) IS
	'area in mm2 of a chip''s non-planar logic dies';

CREATE FUNCTION @extschema@.transistors(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.transistors(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.transistors(text) IS
	'transistors of a chip in billions';

CREATE FUNCTION @extschema@.tdp(chip text)
	RETURNS numeric
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.tdp(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.tdp(text) IS
	'power of a chip in W';

CREATE FUNCTION @extschema@.dc(chip text)
	RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.dc(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.dc(text) IS
	'is a chip designed or marketed for data centres?';

CREATE FUNCTION @extschema@.hbm(chip text)
	RETURNS boolean
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.hbm(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.hbm(text) IS
	'is it a stand-alone memory stack?';

CREATE FUNCTION @extschema@.released(chip text)
	RETURNS daterange
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.released(@extschema@.chip_spec(chip));
COMMENT ON FUNCTION @extschema@.released(text) IS
	'span of days in which a chip was released';

CREATE FUNCTION @extschema@.tpp(chip text, tf32_bits integer DEFAULT 19)
	RETURNS double precision
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.tpp(@extschema@.chip_spec(chip), tf32_bits);
COMMENT ON FUNCTION @extschema@.tpp(text, integer) IS
	'total processing performance of a chip: largest dense rate times bit length';

CREATE FUNCTION @extschema@.tpp_format(chip text, tf32_bits integer DEFAULT 19)
	RETURNS text
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.tpp_format(@extschema@.chip_spec(chip), tf32_bits);
COMMENT ON FUNCTION @extschema@.tpp_format(text, integer) IS
	'format that gives a chip its total processing performance';

CREATE FUNCTION @extschema@.performance_density(chip text, tf32_bits integer DEFAULT 19)
	RETURNS double precision
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.performance_density(@extschema@.chip_spec(chip), tf32_bits);
COMMENT ON FUNCTION @extschema@.performance_density(text, integer) IS
	'total processing performance of a chip per mm2 of non-planar logic';

CREATE FUNCTION @extschema@.min_cards(chip text, params_bn numeric, bits integer)
	RETURNS integer
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.min_cards(@extschema@.chip_spec(chip), params_bn, bits);
COMMENT ON FUNCTION @extschema@.min_cards(text, numeric, integer) IS
	'cards of a chip whose memory holds the weights of a model of params_bn billion parameters of that many bits';

CREATE FUNCTION @extschema@.decode_tokens_per_s(chip text, params_bn numeric, bits integer)
	RETURNS double precision
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.decode_tokens_per_s(@extschema@.chip_spec(chip), params_bn, bits);
COMMENT ON FUNCTION @extschema@.decode_tokens_per_s(text, numeric, integer) IS
	'upper bound by bandwidth on tokens a second of one chip that decodes one sequence';

CREATE FUNCTION @extschema@.scale(chip text, factor numeric)
	RETURNS @extschema@.gpu_spec
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.scale(@extschema@.chip_spec(chip), factor);
COMMENT ON FUNCTION @extschema@.scale(text, numeric) IS
	'a cut-down part: rates, memory and bandwidths of a chip times a factor';

CREATE FUNCTION @extschema@.spec_missing(chip text, query @extschema@.spec_query)
	RETURNS text[]
	LANGUAGE sql STABLE PARALLEL SAFE
	RETURN @extschema@.spec_missing(@extschema@.chip_spec(chip), query);
COMMENT ON FUNCTION @extschema@.spec_missing(text, @extschema@.spec_query) IS
	'unknown fields of a chip that keep the answer to a query from being known';
