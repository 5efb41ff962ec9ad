// Opens pages that simulate in Chromium, uses them as a reader would, and holds what they say against the program.
//
//   npm ci --prefix tests/page && node tests/page/simulates.mjs PROGRAM [FOLDER FOR SCREENSHOTS]
//
// The page alone and within a report. From a file, without network: a change by keyboard alone, by a link, by a switch; every table against the program's, byte for byte;
// faults in the words of `check`; light and dark; browsers that cannot start the engine.

import { deepStrictEqual as same, ok } from "node:assert";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const program = resolve(process.argv[2]);
const shots = process.argv[3] && resolve(process.argv[3]);
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const desk = mkdtempSync(join(tmpdir(), "detente-page-"));
const browserAt = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
ok(browserAt, "no Chromium is installed");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"];
const WAIT = 60_000;
const TRIALS = 1000;

const detente = (...args) => execFileSync(program, args, { cwd: desk, encoding: "utf8" });

/** The tables that the program writes, by name. */
function written(name, sets) {
  const out = `out_${name}_${Math.abs(JSON.stringify(sets).split("").reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) | 0, 7))}`;
  const changes = sets.flatMap((set) => ["--set", set]);
  detente("run", join(root, "scenarios", `${name}.toml`), ...changes, "--trials", String(TRIALS), "--out", out, "--quiet");
  const files = readdirSync(join(desk, out)).filter((file) => file.endsWith(".csv")).sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(desk, out, file), "utf8")]));
}

/** Counts by outcome, as the program's table has them. */
const counts = (tables) => tables["outcomes.csv"].trim().split("\n").slice(1).map((row) => row.split(",")[2]).join(" ");

/** A page in a browser: what it asked for and what went wrong are kept. */
async function opened(browser, address, options = {}, before = async () => {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const trouble = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("request", (request) => {
    const asked = request.url().split("#")[0];
    if (asked !== address.split("#")[0] && !asked.startsWith("blob:")) trouble.push(`asked for ${asked}`);
  });
  // What a page offers to save is read from memory too: a browser saves no more than ten files in a row.
  await page.addInitScript(() => {
    const [make, made] = [URL.createObjectURL.bind(URL), new Map()];
    URL.createObjectURL = (blob) => {
      const address = make(blob);
      made.set(address, blob);
      return address;
    };
    globalThis.offered = (link) => made.get(link.href).text();
  });
  await before(page);
  await page.goto(address);
  return { page, trouble };
}

/** Waits until all trials of the last change are simulated. */
const settled = (page) => page.waitForFunction(() => document.querySelector("#answer").dataset.state === "done", null, { timeout: WAIT });

/** Does `act`, which changes something, and waits for the answer. */
async function after(page, act) {
  await page.evaluate(() => (document.querySelector("#answer").dataset.state = "before"));
  await act();
  await page.waitForFunction(() => document.querySelector("#answer").dataset.state !== "before", null, { timeout: WAIT });
  await settled(page);
}

const changesOf = (page) => page.$$eval("#change-list code", (codes) => codes.map((code) => code.textContent.replace(" = ", "=")));

/** What a click on the link to `file` saves. */
async function saved(page, file) {
  const window = page.page?.() ?? page;
  const [download] = await Promise.all([window.waitForEvent("download"), page.click(`#handed-out a[download="${file}"]`)]);
  return readFileSync(await download.path(), "utf8");
}

/** What is shown is what the program counts, and every table that the page offers has the program's bytes. */
async function agrees(page, name) {
  const sets = await changesOf(page);
  const theirs = written(name, sets);
  same(await page.$eval("#answer", (answer) => answer.dataset.counts), counts(theirs), `${name} ${sets}: a count differs`);
  await page.click("#as-csv");
  await page.waitForSelector("#handed-out a", { timeout: WAIT });
  const read = (links) => Promise.all(links.map(async (link) => [link.download, await globalThis.offered(link)]));
  const ours = Object.fromEntries(await page.$$eval("#handed-out a", read));
  same(Object.keys(ours).sort(), Object.keys(theirs), `${name}: other tables`);
  for (const file of Object.keys(theirs)) {
    ok(ours[file] === theirs[file], `${name} ${sets}: ${file} differs`);
  }
  ok((await saved(page, "outcomes.csv")) === theirs["outcomes.csv"], `${name}: another file is saved than is offered`);
  return `${name} ${sets.join(" ")}: counts ${counts(theirs)}, ${Object.keys(theirs).length} tables byte for byte`;
}

/** Presses Tab until the element that `is` finds has the focus. */
async function tabTo(page, is) {
  for (let pressed = 1; pressed < 300; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(is)) return pressed;
  }
  throw new Error(`no Tab leads to ${is}`);
}

async function byKeyboard(browser, address) {
  const { page, trouble } = await opened(browser, `${address}#scenario=doha_2026`);
  await settled(page);
  await tabTo(page, () => document.activeElement.id === "most-trials");
  await after(page, () => page.keyboard.press("Home"));
  await tabTo(page, () => document.activeElement.textContent.startsWith("The ladder"));
  await page.keyboard.press("Enter");
  await tabTo(page, () => document.activeElement.getAttribute("aria-label")?.startsWith("Move down: Hotline"));
  await after(page, () => page.keyboard.press("Enter"));
  ok(await page.evaluate(() => document.activeElement.getAttribute("aria-label")?.startsWith("Move down: Hotline")), "the focus stays with the rung");
  const pressed = await tabTo(page, () => document.activeElement.type === "range" && document.activeElement.closest(".row").dataset.key === "party.iran.trustworthy");
  await after(page, () => page.keyboard.press("ArrowRight"));
  same((await changesOf(page)).map((set) => set.split("=")[0]), ["ladder.order", "party.iran.trustworthy"]);
  const said = await agrees(page, "doha_2026");
  await page.evaluate(() => document.querySelector("#undo-all").focus());
  await after(page, () => page.keyboard.press("Enter"));
  same(await changesOf(page), []);
  same(trouble, []);
  await page.close();
  return `by keyboard alone (${pressed} times Tab to the last slider), ${said}`;
}

async function byLink(browser, address, name, sets) {
  const link = `${address}#scenario=${name}&trials=${TRIALS}${sets.map((set) => `&set=${encodeURIComponent(set)}`).join("")}`;
  const { page, trouble } = await opened(browser, link);
  await settled(page);
  same(await changesOf(page), sets);
  const said = await agrees(page, name);
  same(trouble, []);
  await page.close();
  return said;
}

/** Switches a body off by a click; takes a broken file, whose faults are those of `check`; takes back the variant that the page made. */
async function ownFiles(browser, address) {
  const { page, trouble } = await opened(browser, `${address}#scenario=tutorial&trials=${TRIALS}`);
  await settled(page);
  await page.click("#controls summary:has-text('Who takes part')");
  await after(page, () => page.click("#switches input >> nth=0"));
  const said = await agrees(page, "tutorial");
  const switched = await page.$eval("#answer", (answer) => answer.dataset.counts);
  await page.click("#as-toml");
  const variant = join(desk, "tutorial_changed.toml");
  writeFileSync(variant, await saved(page, "tutorial_changed.toml"));
  await page.click("#controls summary:has-text('Another scenario')");
  await after(page, () => page.setInputFiles("#own-file", variant));
  same(await page.$eval("#answer", (answer) => answer.dataset.counts), switched, "the variant is simulated as the change was");

  const broken = "title = \"Broken\"\n[messaging]\nambiguty = 0.3\n[escalation]\nincidents_per_month = -1\n";
  writeFileSync(join(desk, "broken.toml"), broken);
  await page.setInputFiles("#own-file", join(desk, "broken.toml"));
  await page.waitForSelector("#trouble:not([hidden])", { timeout: WAIT });
  const check = spawnSync(program, ["check", "broken.toml"], { cwd: desk, encoding: "utf8" });
  same(check.status, 1);
  same((await page.textContent("#trouble-text")).trim(), check.stderr.trim(), "other faults than those of check");
  ok(check.stderr.includes("ambiguity") && check.stderr.includes("out of range"), check.stderr);
  same(trouble, []);
  await page.close();
  return `${said}; the variant counts the same; faults as in check`;
}

/** A link that says nonsense is told of as a fault; undoing it leads back to an answer. */
async function brokenLink(browser, address) {
  const { page, trouble } = await opened(browser, `${address}#scenario=tutorial&trials=${TRIALS}&set=messaging.ambiguity%3D7`);
  await page.waitForSelector("#trouble:not([hidden])", { timeout: WAIT });
  ok((await page.textContent("#trouble-text")).includes("out of range"));
  await after(page, () => page.click("#undo-all"));
  ok(!(await page.isVisible("#trouble")) && (await page.$eval("#answer", (answer) => answer.dataset.trials)) === String(TRIALS));
  same(trouble, []);
  await page.close();
  return "a broken link is told of, and can be undone";
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds in a page and in each frame within: nothing; the number of rules that passed. */
async function axeFindsNothing(page, where) {
  const passed = [];
  for (const frame of page.frames()) {
    await frame.evaluate(axe);
    // Frames of a file may not talk to each other as axe-core does: each is looked at by itself.
    const found = await frame.evaluate((runOnly) => axe.run(document, { runOnly, iframes: false }), RULES);
    same(found.violations.map(({ id, nodes }) => `${id}: ${nodes.length}, ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`), [], where);
    passed.push(found.passes.length);
  }
  return passed.join(" + ");
}

/** What is wider than the screen. */
const WIDER = () => [...document.querySelectorAll("body *")].filter((one) => !one.closest(".scroll, .skip, svg, pre") && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 90));

const SCREENS = [[1280, "light"], [1280, "dark"], [390, "light"], [390, "dark"]];

/** Nothing that axe-core finds, and nothing wider than the screen. */
async function accessible(browser, address) {
  const rules = [];
  for (const [width, colorScheme] of SCREENS) {
    const { page, trouble } = await opened(browser, `${address}#scenario=doha_2026&trials=${shots ? 20000 : TRIALS}&set=party.iran.trustworthy%3D0.5%20to%200.8`, { viewport: { width, height: 844 }, colorScheme });
    await settled(page);
    if (shots) await page.screenshot({ path: join(shots, `page-${width}-${colorScheme}.png`), fullPage: true });
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    same(await page.evaluate(WIDER), [], `${width} pixels: wider than the screen`);
    rules.push(await axeFindsNothing(page, `${width} pixels, ${colorScheme}`));
    same(trouble, []);
    await page.close();
  }
  return `axe-core: no violation, ${rules.join(", ")} rules passed (1280 and 390 pixels, light and dark)`;
}

/** Without an engine, and without any script, the page says so and what the scenario holds can be read. */
async function withoutEngine(browser, address) {
  const old = await opened(browser, address, {}, (page) => page.addInitScript(() => delete globalThis.DecompressionStream));
  await old.page.waitForSelector("#trouble:not([hidden])");
  ok((await old.page.textContent("#trouble")).includes("DecompressionStream"));
  ok(await old.page.isVisible("text=Hotline for violations"), "the ladder can be read");
  ok(!(await old.page.isVisible("#controls")), "no dead control");
  same(old.trouble, []);
  await old.page.close();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(address);
  ok(await plain.isVisible("noscript") && (await plain.isVisible("text=Hotline for violations")));
  await context.close();
  return "without an engine or a script the page says why and stays readable";
}

/** Presses the button of a report and gives the page within it, simulated. */
async function pressed(page) {
  await page.click("button.try");
  const frame = await (await page.waitForSelector("#panel iframe")).contentFrame();
  await frame.waitForSelector("#answer", { state: "attached" });
  return frame;
}

/** The report is seen again: the browser tells it of a new address a moment after the press. */
const seenAgain = (page) => page.waitForSelector("h1", { state: "visible" }).then(() => page.waitForSelector("#panel", { state: "hidden" }));

/** The page within a report: what it counts is what the report's folder says, a change counts as in the program, and the way back leads back. */
async function inReport(browser, folder, address) {
  const { page, trouble } = await opened(browser, address);
  ok(!(await page.isVisible(".no-button")), "no word about a missing button");
  const frame = await pressed(page);
  await settled(frame);
  await after(frame, () => frame.selectOption("#most-trials", String(TRIALS)));
  same(await frame.$eval("#answer", (answer) => answer.dataset.counts), counts({ "outcomes.csv": readFileSync(join(folder, "outcomes.csv"), "utf8") }), "the page and its report differ");
  await frame.focus(".row[data-key='party.iran.trustworthy'] input[type=range]");
  await after(frame, () => page.keyboard.press("ArrowRight"));
  const said = await agrees(frame, "doha_2026");
  ok(page.url().includes("&set=party.iran.trustworthy%3D"), "the address of the report carries the change");
  await page.click("#panel button");
  await seenAgain(page);
  same(await page.evaluate(() => document.activeElement.className), "try", "back, where one was");
  await pressed(page);
  await settled(frame);
  same((await changesOf(frame)).length, 1, "the change is kept");
  await page.goBack();
  await seenAgain(page);
  same(trouble, []);
  await page.close();
  const linked = await opened(browser, `${address}#scenario=doha_2026&trials=${TRIALS}&set=messaging.ambiguity%3D0.5`);
  const within = await (await linked.page.waitForSelector("#panel iframe")).contentFrame();
  await within.waitForSelector("#change-list code", { timeout: WAIT });
  same(await changesOf(within), ["messaging.ambiguity=0.5"], "a link opens the page within");
  same(linked.trouble, []);
  await linked.page.close();
  return `within a report, ${said}`;
}

/** A report, with its page closed and open: nothing that axe-core finds, nothing wider than the screen; printed without the page within. */
async function reportAccessible(browser, address) {
  const rules = [];
  for (const [width, colorScheme] of SCREENS) {
    const { page, trouble } = await opened(browser, address, { viewport: { width, height: 844 }, colorScheme });
    if (shots) await page.screenshot({ path: join(shots, `report-${width}-${colorScheme}.png`), fullPage: true });
    same(await page.evaluate(WIDER), [], `report, ${width} pixels: wider than the screen`);
    const closed = await axeFindsNothing(page, `report, ${width} pixels, ${colorScheme}`);
    await settled(await pressed(page));
    if (shots) await page.screenshot({ path: join(shots, `report-open-${width}-${colorScheme}.png`) });
    rules.push(`${closed} and ${await axeFindsNothing(page, `report with its page open, ${width} pixels, ${colorScheme}`)}`);
    await page.emulateMedia({ media: "print" });
    ok(!(await page.isVisible("#panel")) && !(await page.isVisible(".tried")) && (await page.isVisible("h1")), "the report is printed, and not the page within");
    if (shots) await page.pdf({ path: join(shots, `report-${width}.pdf`), preferCSSPageSize: true });
    same(trouble, []);
    await page.close();
  }
  return `axe-core on a report, closed and open: no violation, ${rules.join(", ")} rules passed`;
}

/** A report without a script and in an old browser: all that it says stands there, with why nothing can be changed. */
async function reportWithoutEngine(browser, address) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(address);
  ok((await plain.isVisible(".no-button")) && !(await plain.isVisible("button.try")) && (await plain.isVisible(".story >> nth=0")), "without a script");
  await context.close();
  const old = await opened(browser, address, {}, (page) => page.addInitScript(() => delete globalThis.DecompressionStream));
  const frame = await pressed(old.page);
  await frame.waitForSelector("#trouble:not([hidden])");
  ok((await frame.textContent("#trouble")).includes("DecompressionStream"));
  await old.page.click("#panel button");
  await seenAgain(old.page);
  same(old.trouble, []);
  await old.page.close();
  return "a report without a script or in an old browser says why, and stays readable";
}

const began = Date.now();
const browser = await chromium.launch({ executablePath: browserAt, args: FLAGS });
try {
  const scenarios = ["doha_2026", "jpoa_2014", "tutorial"].map((name) => join(root, "scenarios", `${name}.toml`));
  detente("page", ...scenarios, "--out", "three.html", "--quiet");
  const address = pathToFileURL(join(desk, "three.html")).href;
  const folder = join(desk, "reported");
  detente("run", scenarios[0], "--trials", String(TRIALS), "--report", "--out", folder, "--quiet");
  const report = pathToFileURL(join(folder, "report.html")).href;
  const plans = join(desk, "plans");
  detente("run", join(root, "scenarios/tutorial.toml"), join(root, "scenarios/tutorial_tranches.toml"), "--trials", String(TRIALS), "--report", "--out", plans, "--quiet");
  for (const proof of [
    () => byKeyboard(browser, address),
    () => byLink(browser, address, "jpoa_2014", ["messaging.ambiguity=0.1 to 0.3", "escalation.half_life_weeks=8"]),
    () => ownFiles(browser, address),
    () => brokenLink(browser, address),
    () => accessible(browser, address),
    () => withoutEngine(browser, address),
    () => inReport(browser, folder, report),
    () => reportAccessible(browser, report),
    () => reportAccessible(browser, pathToFileURL(join(plans, "report.html")).href),
    () => reportWithoutEngine(browser, report),
  ]) console.log(await proof());
  console.log(`all in ${((Date.now() - began) / 1000).toFixed(0)} s`);
} finally {
  await browser.close();
  rmSync(desk, { recursive: true, force: true });
}
