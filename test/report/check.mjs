// check.mjs PAGE MODULES: opens the page of make report in a real browser and
// looks at what a reader sees.  Values are compared with queries of psql (PGHOST
// and so on).  Prints TAP; screenshots go beside the page.
import {execFileSync} from "node:child_process";
import {createRequire} from "node:module";
import {dirname, resolve} from "node:path";

const [page, modules] = process.argv.slice(2).map((path) => resolve(path));
const puppeteer = createRequire(modules + "/")("puppeteer-core");
let tests = 0, failures = 0;

function ok(pass, what, detail = "") {
	console.log(`${pass ? "ok" : "not ok"} ${++tests} - ${what}`);
	if (!pass) { failures++; if (detail) console.log("# " + detail); }
}
const is = (got, wanted, what) => ok(got === wanted, what, `got ${JSON.stringify(got)}, wanted ${JSON.stringify(wanted)}`);
const sql = (query) => execFileSync("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", query], {encoding: "utf8"}).trim();

const browser = await puppeteer.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu"]});
const said = [], asked = [];

async function open(name, width, height, scheme) {
	const tab = await browser.newPage();
	tab.on("console", (message) => { if (["error", "warn"].includes(message.type())) said.push(`${name}: ${message.text()}`); });
	tab.on("pageerror", (error) => said.push(`${name}: ${error.message}`));
	tab.on("request", (request) => { if (!/^(file|data):/.test(request.url())) asked.push(request.url()); });
	await tab.setViewport({width, height});
	await tab.emulateMediaFeatures([{name: "prefers-color-scheme", value: scheme}]);
	await tab.goto("file://" + page, {waitUntil: "load"});
	await tab.screenshot({path: `${dirname(page)}/report-${name}.png`, fullPage: true});
	return tab;
}

// the table behind a chart, or one that is shown: rows of cells
const cells = (tab, selector) => tab.$$eval(`${selector} tbody tr`, (rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
const number = (text) => Number(text.replaceAll(",", ""));

const tab = await open("light", 1200, 900, "light");

// what stands in the page against the database
const chips = await cells(tab, "#density-chart");
is(String(chips.length), sql("SELECT count(*) FROM v_chip WHERE tpp >= 200 AND dc AND performance_density > 0"), "chips with a density");
const h200 = chips.find((row) => row[0] === "H200 SXM");
is(`${number(h200[2])} ${h200[3]}`, sql("SELECT round(tpp(spec)) || ' ' || round(performance_density(spec)::numeric, 2) FROM chip WHERE chip = 'H200 SXM'"), "TPP and density of the H200");
const compute = await cells(tab, "#compute-chart");
is(String(d3sum(compute.filter((row) => row[1] === "United States").map((row) => number(row[3])))),
	sql("SELECT sum(h100e_mid) FROM v_compute_by_quarter WHERE series = 'cn-epoch' AND basis = 'tpp' AND vendor_country = 'US'"), "H100-equivalents of US chips, all quarters");
is(compute.find((row) => row[0] === "2024Q4" && row[1] === "United States").slice(4, 6).map(number).join(" "),
	sql("SELECT h100e_p5 || ' ' || h100e_p95 FROM v_compute_by_quarter WHERE series = 'cn-epoch' AND basis = 'tpp' AND vendor_country = 'US' AND quarter = '2024Q4'"), "their interval in 2024Q4");
const dependency = await cells(tab, "#dependency-chart");
is(dependency.find((row) => row[0] === "cn-idc" && row[3] === "2025").slice(4).join(" "),
	sql("SELECT concat_ws(' ', n(share_of_named), n(share_p5), n(share_p95), n(share_remainder_domestic), n(share_remainder_foreign)) FROM v_dependency, LATERAL (SELECT 1) AS one WHERE universe = 'cn-idc' AND year = 2025 AND basis = 'units' AND measure = 'shipped'"
		.replaceAll(/n\((\w+)\)/g, "trim_scale(round(100 * $1, 1)) || '%'")), "the foreign share by IDC, with its bounds");
const fees = await cells(tab, "#fees-table");
is(fees.map((row) => row[0]).join(" "), sql("SELECT string_agg(shipment_id, ' ' ORDER BY chip, period_start, shipment_id) FROM v_fee WHERE coalesce(fee_low, fee_mid, fee_high) > 0"), "shipments that are charged");
is(fees.find((row) => row[0] === "bi-h200-annual")[6], sql("SELECT to_char(fee_mid / 1000000, 'FM9,999') FROM v_fee WHERE shipment_id = 'bi-h200-annual'"), "25% of ten billion");
const whatif = await cells(tab, "#whatif-table");
is(whatif.find((row) => row[0] === "B200").slice(3).join("|"), sql("SELECT string_agg(verdict_label(export_verdict('B200', 'CN', CURRENT_DATE, p)), '|' ORDER BY n) FROM (VALUES (1, policy()), (2, policy_without(policy(), 'us_bis_2026_cn_cbc')), (3, policy_with(policy(), 'us_bis_2026_cn_cbc', test => 'tpp < 40000 and bw < 8000'))) AS v (n, p)"), "the B200 under three rules");
ok(await tab.$eval("#whatif-table .changed", (cell) => getComputedStyle(cell).backgroundColor !== "rgba(0, 0, 0, 0)"), "what changes is marked");
const claims = await cells(tab, "#claims-table");
is(claims.map((row) => row[0] + row[1]).join(" "), sql("SELECT string_agg(c, ' ' ORDER BY c) FROM (SELECT DISTINCT claim_id || verdict AS c FROM seed_claim_check) AS s"), "the verdicts of the claims");
is(await tab.$eval("#claims-sum", (p) => p.textContent), "34 claims: 11 holds, 13 partly, 6 fails, 4 untestable.", "and their sum");
const queries = await tab.$$eval("#claims-table code", (codes) => codes.map((code) => code.textContent));
is(queries.join("\n"), sql("SELECT string_agg(query, E'\\n' ORDER BY place) FROM seed_claim_check"), "each with its query");

// the drawn marks
is(String(await tab.$$eval("#timeline-chart circle", (marks) => marks.length)), sql("SELECT count(*) FROM policy_event"), "a mark an event");
is(String(await tab.$$eval("#compute-chart rect[aria-label]", (marks) => marks.length)), String(compute.length), "a bar a quarter and origin");
ok(await tab.$$eval("#box-chart rect[aria-label]", (marks) => marks.length) >= 3, "the box and two bands");
for (const id of ["density", "box", "timeline", "compute", "dependency"])
	ok((await tab.$eval(`#${id}-chart .source`, (p) => p.textContent)).startsWith("Source: "), `${id}: a source line`);

// mouse and keyboard
const bar = await tab.$("#compute-chart rect[aria-label]");
await bar.hover();
ok(/2022Q1 NVIDIA/.test(await tab.$eval("[role=tooltip]:not([hidden])", (tip) => tip.textContent).catch(() => "")), "a bar tells its figures");
await tab.$eval("#density-chart svg[tabindex]", (svg) => svg.focus());
await tab.keyboard.press("ArrowRight");
ok(/TPP /.test(await tab.$eval("[role=tooltip]:not([hidden])", (tip) => tip.textContent).catch(() => "")), "so does a dot, by the arrow keys");
await tab.keyboard.press("Escape");
ok(await tab.$eval("[role=tooltip]", (tip) => tip.hidden), "Escape closes it");
await tab.focus("#compute-basis input[value=tpp]");
await tab.keyboard.press("ArrowRight");
const basis = await tab.$eval("#compute-basis input:checked", (input) => input.value);
ok(basis !== "tpp", "the basis is chosen by the keyboard");
is(String(d3sum((await cells(tab, "#compute-chart")).map((row) => number(row[3])))),
	sql(`SELECT sum(h100e_mid) FROM v_compute_by_quarter WHERE series = 'cn-epoch' AND basis = '${basis}'`), `and the chart is on basis ${basis}`);
await tab.focus("#claims-table summary");
await tab.keyboard.press("Enter");
ok(await tab.$eval("#claims-table details", (details) => details.open), "a reading opens by the keyboard");

// dark, and a phone
const dark = await open("dark", 1200, 900, "dark");
const luminance = (tab, selector, property) => tab.$eval(selector, (e, p) => getComputedStyle(e)[p].match(/[\d.]+/g).slice(0, 3).reduce((sum, x) => sum + Number(x), 0) / 765, property);
ok(await luminance(dark, "body", "backgroundColor") < 0.2 && await luminance(dark, "body", "color") > 0.7, "dark: light on dark");
ok(await luminance(dark, "#density-chart svg[tabindex]", "color") > 0.7, "in the charts too");
ok(await luminance(tab, "body", "backgroundColor") > 0.8 && await luminance(tab, "body", "color") < 0.3, "light: dark on light");
const phone = await open("phone", 390, 844, "light");
ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "a phone scrolls down only");
is(String((await cells(phone, "#compute-chart")).length), String(compute.length), "and shows the same");

is(said.join("; "), "", "the console is silent");
is(asked.join("; "), "", "nothing is asked of a network");
await browser.close();
console.log(`1..${tests}`);
process.exit(failures > 0 ? 1 : 0);

function d3sum(numbers) {
	return numbers.reduce((sum, x) => sum + (Number.isNaN(x) ? 0 : x), 0);
}
