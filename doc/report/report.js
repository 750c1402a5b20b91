"use strict";
/* Draws the report from the JSON in #data with Observable Plot.  Every chart has
   a table behind it that says the same to whoever reads by keyboard or ear. */
(function () {
	const data = JSON.parse(document.getElementById("data").textContent);
	const byId = (id) => document.getElementById(id);
	const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
	const number = (x, digits = 0) => x === null || x === undefined ? "not known"
		: x.toLocaleString("en-US", {maximumFractionDigits: digits});
	const percent = (x) => x === null || x === undefined ? "not known" : number(100 * x, 1) + "%";
	const side = (country) => country === "CN" ? "China" : country === "US" ? "United States" : "others";
	const colors = () => ({domain: ["United States", "China", "others"], range: [css("--us"), css("--cn"), css("--other")]});

	function element(name, attributes = {}, ...children) {
		const e = document.createElement(name);
		for (const [key, value] of Object.entries(attributes)) e.setAttribute(key, value);
		e.append(...children);
		return e;
	}

	/* columns: [heading, value of a row, is it a number?] */
	function table(caption, columns, rows) {
		const head = element("tr", {}, ...columns.map(([title, , numeric]) =>
			element("th", {scope: "col", ...(numeric ? {class: "number"} : {})}, title)));
		const body = rows.map((row) => element("tr", {}, ...columns.map(([, value, numeric]) =>
			element("td", numeric ? {class: "number"} : {}, value(row)))));
		return element("table", {}, element("caption", {class: "source"}, caption),
			element("thead", {}, head), element("tbody", {}, ...body));
	}

	const tip = element("div", {role: "tooltip", hidden: ""});
	document.body.append(tip);
	function show(text, x, y) {
		tip.textContent = text;
		tip.hidden = false;
		const box = tip.getBoundingClientRect();
		tip.style.left = Math.max(4, Math.min(x + 12, innerWidth - box.width - 4)) + "px";
		tip.style.top = (y + box.height + 16 > innerHeight ? y - box.height - 12 : y + 12) + "px";
	}
	const hide = () => { tip.hidden = true; };
	addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

	/* Marks with a title answer to the mouse, to touch, and to the arrow keys once the chart has the focus. */
	function speak(svg, label) {
		const marks = [];
		svg.querySelectorAll("title").forEach((title) => {
			const mark = title.parentNode, text = title.textContent;
			title.remove();
			mark.setAttribute("aria-label", text);
			mark.addEventListener("pointerenter", (event) => show(text, event.clientX, event.clientY));
			mark.addEventListener("pointerleave", hide);
			marks.push({mark, text});
		});
		svg.setAttribute("tabindex", "0");
		svg.setAttribute("role", "group");
		svg.setAttribute("aria-label", label + ". Arrow keys go through its marks.");
		let at = -1;
		svg.addEventListener("keydown", (event) => {
			const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
			if (!step || marks.length === 0) return;
			event.preventDefault();
			at = (at + step + marks.length) % marks.length;
			const box = marks[at].mark.getBoundingClientRect();
			show(marks[at].text, box.right, box.top);
		});
		svg.addEventListener("blur", hide);
	}

	function draw(id, label, options, rows, columns, source) {
		const figure = byId(id);
		const width = Math.max(320, Math.min(1080, figure.clientWidth - 26));
		const plot = Plot.plot({width, marginLeft: 60, style: {background: "transparent", color: css("--ink"), fontSize: "12px"},
			...options(width)});
		const svg = plot.tagName.toLowerCase() === "svg" ? plot : plot.querySelector(":scope > svg");
		speak(svg, label);
		figure.replaceChildren(plot, element("p", {class: "source"}, source),
			element("details", {}, element("summary", {}, "The figures as a table"),
				element("div", {class: "scroll"}, table(label, columns, rows))));
	}

	const l = data.limits;
	const named = ["A100 SXM 80GB", "H20 96GB", "H100 SXM", "H200 SXM", "B200", "B30A", "MI325X", "Ascend 910B", "Ascend 910C", "L20", "L40S"];
	/* where a name stands beside its dot, so that none hides another */
	const place = {"H100 SXM": [-22, 0], "H200 SXM": [24, 0], "A100 SXM 80GB": [-22, 0], "Ascend 910B": [36, 6], "Ascend 910C": [38, 0], "L40S": [0, -12], "L20": [14, -12]};
	const short = (chip) => chip.replace(/ (SXM|96GB|SXM 80GB|80GB)$/, "").replace(/ SXM$/, "");
	const chipText = (c) => `${c.chip} (${c.vendor}, ${c.released ?? "?"})\nTPP ${number(c.tpp)}\ndensity ${number(c.density, 2)}` +
		`\n${number(c.bw)} GB/s, ${number(c.mem)} GB\nto China today: ${c.verdict ?? "not known"}`;
	const chipColumns = [["chip", (c) => c.chip], ["maker", (c) => c.vendor], ["TPP", (c) => number(c.tpp), true],
		["density", (c) => number(c.density, 2), true], ["GB/s", (c) => number(c.bw), true],
		["to China today", (c) => c.verdict ?? "not known"], ["confidence", (c) => c.confidence ?? ""], ["source", (c) => c.source ?? ""]];
	const chipMarks = (rows, x, width) => [
		Plot.dot(rows, {x, y: "tpp", stroke: (c) => side(c.country), fill: (c) => side(c.country), fillOpacity: 0.35, r: 4, title: chipText}),
		...named.filter((name) => width > 600 || !/^(A100|L|Ascend)/.test(name)).map((name) => Plot.text(rows.filter((c) => c.chip === name), {x, y: "tpp", text: (c) => short(c.chip),
			dx: place[name]?.[0] ?? 0, dy: place[name]?.[1] ?? -10, fontSize: 11, fill: css("--ink"), stroke: css("--card"), strokeWidth: 3}))];

	function density() {
		const rows = data.chips.filter((c) => c.density > 0);
		const top = 250000, right = 200;
		const line = (points, name, dashes) => [
			Plot.line(points, {x: (p) => p[0], y: (p) => p[1], stroke: css("--ink"), strokeWidth: 1.5, strokeDasharray: dashes}),
			Plot.text([points[points.length - 1]], {x: (p) => p[0], y: (p) => p[1], text: () => name, dx: -4, dy: -8, textAnchor: "end", fontWeight: 600, fill: css("--ink")})];
		draw("density-chart", "TPP against performance density, with the lines of 3A090", (width) => ({
			height: 460, color: {...colors(), legend: true}, x: {type: "log", domain: [0.3, right], label: "performance density (TPP per mm²)", grid: true},
			y: {type: "log", domain: [200, top], label: "TPP", grid: true},
			marks: [
				...line([[0.3, l.a_tpp], [l.a_pd, l.a_tpp], [l.a_pd, l.a_low_tpp], [right, l.a_low_tpp]], "3A090.a"),
				...line([[l.b_pd, l.a_tpp], [l.b_pd, l.b_tpp], [l.b_low_pd, l.b_tpp], [l.b_low_pd, l.b_low_tpp], [l.a_pd, l.b_low_tpp]], "3A090.b", "5,4"),
				...chipMarks(rows, "density", width)]}), rows, chipColumns,
			`Source: chips of the table (v_chip), each with its own; lines: ${l.a_citation}.`);
	}

	function box() {
		const rows = data.chips.filter((c) => c.bw > 0);
		draw("box-chart", "TPP against memory bandwidth, with the review box and the duty bands", (width) => ({
			height: 460, color: {...colors(), legend: true}, x: {type: "log", domain: [100, 30000], label: "memory bandwidth (GB/s)", grid: true},
			y: {type: "log", domain: [200, 250000], label: "TPP", grid: true},
			marks: [
				Plot.rect([l], {x1: 100, x2: l.box_bw, y1: 200, y2: l.box_tpp, fill: css("--us"), fillOpacity: 0.08, stroke: css("--ink"),
					strokeDasharray: "5,4", title: () => `Case-by-case review: TPP below ${number(l.box_tpp)} and below ${number(l.box_bw)} GB/s\n${l.box_citation}`}),
				Plot.rect(data.bands, {x1: "bw_from", x2: "bw_to", y1: "tpp_from", y2: "tpp_to", fill: css("--cn"), fillOpacity: 0.35, stroke: css("--cn"),
					title: (b) => `25% duty on entry: TPP ${number(b.tpp_from)} to ${number(b.tpp_to)}, ${number(b.bw_from)} to ${number(b.bw_to)} GB/s\n${b.citation}`}),
				...chipMarks(rows, "bw", width)]}), rows, chipColumns,
			`Source: chips of the table (v_chip); box: ${l.box_citation}; bands: ${data.bands[0].citation}.`);
	}

	function timeline() {
		const rows = data.events.map((e) => ({...e, at: new Date(e.day)}));
		draw("timeline-chart", "Rules and measures by day", (width) => ({
			height: 260, marginLeft: 95, marginRight: 20, color: {domain: colors().domain, range: colors().range},
			x: {type: "utc", label: null, grid: true, ticks: width < 600 ? 4 : 8}, fy: {domain: colors().domain, label: null, axis: "left"},
			marks: [Plot.dot(rows, Plot.dodgeY({anchor: "middle", padding: 1}, {x: "at", fy: "side", fill: "side", r: width < 600 ? 3 : 5,
				title: (e) => `${e.day} ${e.actor}\n${e.event}`}))]}), rows,
			[["day", (e) => e.day], ["who", (e) => e.actor], ["what", (e) => e.event], ["chips", (e) => e.chips ?? ""], ["citation", (e) => e.citation ?? ""]],
			"Source: policy_event, each row with its citation.");
	}

	function compute() {
		const basis = document.querySelector("#compute-basis input:checked").value;
		const byQuarter = d3.groups(data.compute.filter((c) => c.basis === basis), (c) => c.quarter, (c) => c.country)
			.map(([quarter, countries]) => ({quarter, rows: countries.flatMap(([, rows]) => rows)}));
		const rows = byQuarter.flatMap((q) => ["US", "CN"].map((country) => {
			const part = q.rows.filter((r) => r.country === country);
			return {quarter: q.quarter, country, side: side(country), mid: d3.sum(part, (r) => r.mid ?? 0), vendors: part.map((r) => r.vendors).join(", "),
				p5: part.length === 1 ? part[0].p5 : null, p95: part.length === 1 ? part[0].p95 : null,
				coverage: part.length === 0 ? null : d3.min(part, (r) => r.coverage)};
		})).filter((r) => r.vendors);
		const text = (r) => `${r.quarter} ${r.vendors}\n${number(r.mid)} H100-equivalents (${basis})` +
			(r.p95 > r.p5 ? `\n5% to 95%: ${number(r.p5)} to ${number(r.p95)}` : "") +
			(r.coverage < 1 ? `\nwithout a rate: ${percent(1 - r.coverage)} of the units` : "");
		draw("compute-chart", `H100-equivalents shipped to China by quarter, basis ${basis}`, (width) => ({
			height: 380, marginBottom: 60, color: {...colors(), legend: true}, x: {label: null, tickRotate: width < 700 ? -90 : -45}, y: {label: "H100-equivalents", grid: true, tickFormat: "~s"},
			marks: [Plot.barY(rows, {x: "quarter", y: "mid", fill: "side", order: ["United States", "China"], title: text}),
				Plot.ruleX(rows.filter((r) => r.country === "US" && r.p95 > r.p5), {x: "quarter", y1: "p5", y2: "p95", stroke: css("--ink"), strokeWidth: 2}),
				Plot.ruleY([0])]}), rows,
			[["quarter", (r) => r.quarter], ["origin", (r) => r.side], ["makers", (r) => r.vendors], ["H100-equivalents", (r) => number(r.mid), true],
				["5%", (r) => number(r.p5), true], ["95%", (r) => number(r.p95), true], ["coverage", (r) => percent(r.coverage), true]],
			`Source: universe cn-epoch. ${data.credits.join(" ")}`);
	}

	function dependency() {
		const label = (d) => `${d.universe}, ${d.measure}, ${d.basis}, ${d.year}`;
		const rows = data.dependency.filter((d) => d.universe === "cn-epoch" || d.measure === "shipped")
			.map((d) => ({...d, label: label(d), from: d.least ?? d.p5, to: d.most ?? d.p95}));
		draw("dependency-chart", "Foreign share of China's supply", (width) => ({
			height: 40 + 20 * rows.length, marginLeft: width < 600 ? 190 : 230, x: {domain: [0, 100], label: "foreign, percent", grid: true},
			y: {domain: rows.map((d) => d.label), label: null},
			marks: [Plot.ruleY(rows.filter((d) => d.to > d.from), {y: "label", x1: (d) => 100 * d.from, x2: (d) => 100 * d.to, stroke: css("--ink"), strokeWidth: 2}),
				Plot.dot(rows, {y: "label", x: (d) => 100 * d.named, fill: css("--us"), r: 4, title: (d) => `${d.label}\nnamed: ${percent(d.named)}\nfrom ${percent(d.from)} to ${percent(d.to)}` +
					(d.least === null ? " (draws)" : " (unnamed rest domestic, foreign)")})]}), rows,
			[["universe", (d) => d.universe], ["measure", (d) => d.measure], ["basis", (d) => d.basis], ["year", (d) => String(d.year), true],
				["named", (d) => percent(d.named), true], ["5%", (d) => percent(d.p5), true], ["95%", (d) => percent(d.p95), true],
				["rest domestic", (d) => percent(d.least), true], ["rest foreign", (d) => percent(d.most), true]],
			"Source: v_dependency; cn-epoch: Epoch AI (CC BY 4.0), cn-idc: IDC, cn-bernstein: Bernstein, as cited in the rows.");
	}

	function tables() {
		const million = (x) => x === null ? "not known" : number(x / 1e6, 1);
		byId("fees-table").replaceChildren(table("Source: v_fee; rows of shipment with their own sources.", [
			["row", (f) => f.row], ["chip", (f) => f.chip], ["status", (f) => f.status], ["charge", (f) => f.charge.replace("_", " ")],
			["%", (f) => number(f.pct), true], ["low", (f) => million(f.low), true], ["mid", (f) => million(f.mid), true],
			["high", (f) => million(f.high), true], ["of", (f) => f.base], ["rule", (f) => f.rule]], data.fees));
		const whatif = table("Source: export_verdict under policy(), policy_without() and policy_with().", [
			["chip", (w) => w.chip], ["TPP", (w) => number(w.tpp), true], ["GB/s", (w) => number(w.bw), true],
			...data.scenarios.map((name, i) => [name, (w) => w.verdicts[i]])], data.whatif);
		whatif.querySelectorAll("tbody tr").forEach((row) => {
			const cells = [...row.children].slice(3);
			cells.slice(1).forEach((cell) => cell.classList.toggle("changed", cell.textContent !== cells[0].textContent));
		});
		byId("whatif-table").replaceChildren(whatif);
		const claims = d3.groups(data.claims, (c) => c.id).map(([, readings]) => readings);
		const count = d3.rollup(claims, (c) => c.length, (c) => c[0].verdict);
		byId("claims-sum").textContent = `${claims.length} claims: ` + ["holds", "partly", "fails", "untestable"].map((v) => `${count.get(v) ?? 0} ${v}`).join(", ") + ".";
		byId("claims-table").replaceChildren(table("Source: seed_claim_check; each reading is a query over the tables.", [
			["id", (c) => c[0].id], ["verdict", (c) => element("span", {class: "verdict " + c[0].verdict}, c[0].verdict)], ["claim", (c) => c[0].claim],
			["readings", (c) => element("div", {}, ...c.map((r) => element("details", {},
				element("summary", {}, `${r.basis}: ${r.computed === null ? "not known" : r.unit === "year" ? `in ${r.computed}` : `${number(r.computed, 4)} ${r.unit ?? ""}`}` +
					`${r.counts ? "" : " (shown beside)"}${r.want ? "; the claim needs " + r.want : ""}`),
				...(r.missing ? [element("p", {class: "source"}, "missing: " + r.missing)] : []), element("code", {}, r.query))))]], claims));
	}

	function chooseBasis() {
		const field = byId("compute-basis");
		for (const basis of [...new Set(data.compute.map((c) => c.basis))].sort((a, b) => (b === "tpp") - (a === "tpp")))
			field.append(element("label", {}, element("input", {type: "radio", name: "basis", value: basis, ...(basis === "tpp" ? {checked: ""} : {})}), " " + basis));
		field.addEventListener("change", compute);
	}

	function all() {
		density(); box(); timeline(); compute(); dependency();
	}
	byId("made").textContent = `Made on ${data.made} by chiptrade ${data.version} from its tables; the sources of the rules end on ${data.known_through}. Not legal advice.`;
	byId("credits").textContent = data.credits.join(" ");
	chooseBasis();
	tables();
	all();
	let width = innerWidth;
	addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; all(); } });
	matchMedia("(prefers-color-scheme: dark)").addEventListener("change", all);
}());
