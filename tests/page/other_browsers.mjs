// Uses pages that simulate in Firefox and in WebKit, and holds what they count against the program.
//
//   node tests/page/other_browsers.mjs PROGRAM [FOLDER FOR SCREENSHOTS]
//
// Talks to Firefox over its own remote protocol (Marionette), and to WebKitGTK through WebKitWebDriver (package webkit2gtk-driver), drawn
// by `broadwayd` (package libgtk-3-bin), which needs no screen. Needs nothing beyond Node; a browser that is not installed is named and left out.

import { deepStrictEqual as same, ok } from "node:assert";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const program = resolve(process.argv[2]);
const shots = process.argv[3] && resolve(process.argv[3]);
const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const desk = mkdtempSync(join(tmpdir(), "detente-browsers-"));
const TRIALS = 1000;
const KEY = "party.iran.trustworthy";
const WAIT = 60_000;

const pause = (milliseconds) => new Promise((settle) => setTimeout(settle, milliseconds));

/** What `ask` gives once it gives something, or an error after a while. */
async function eventually(what, ask) {
  for (const until = Date.now() + WAIT; Date.now() < until; await pause(100)) {
    const found = await ask();
    if (found !== null && found !== undefined && found !== false) return found;
  }
  throw new Error(`${what}: not within ${WAIT / 1000} s`);
}

const isInstalled = (name) => (process.env.PATH ?? "").split(":").some((folder) => existsSync(join(folder, name)));

/** Firefox, without a screen. */
async function firefox() {
  const home = join(desk, "firefox");
  mkdirSync(home);
  writeFileSync(join(home, "user.js"), 'user_pref("marionette.port", 0);\nuser_pref("app.update.enabled", false);\n');
  const program = ["firefox-esr", "firefox"].find(isInstalled);
  const process = spawn(program, ["--headless", "--marionette", "--no-remote", "--profile", home], { stdio: "ignore" });
  const file = join(home, "MarionetteActivePort");
  const port = await eventually("a port of Firefox", () => existsSync(file) && Number(readFileSync(file, "utf8")));
  const socket = connect(port, "127.0.0.1");
  const waiting = new Map();
  let [rest, last] = [Buffer.alloc(0), 0];
  socket.on("data", (more) => {
    rest = Buffer.concat([rest, more]);
    for (let colon = rest.indexOf(":"); colon > 0; colon = rest.indexOf(":")) {
      const end = colon + 1 + Number(rest.subarray(0, colon));
      if (rest.length < end) return;
      const message = JSON.parse(rest.subarray(colon + 1, end));
      rest = rest.subarray(end);
      if (!Array.isArray(message)) continue;
      const [, number, error, result] = message;
      const { settle, refuse } = waiting.get(number);
      error ? refuse(new Error(error.message)) : settle(result);
    }
  });
  const ask = (command, parameters = {}) => {
    const text = JSON.stringify([0, (last += 1), command, parameters]);
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    return new Promise((settle, refuse) => waiting.set(last, { settle, refuse }));
  };
  const { capabilities } = await ask("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
  return {
    name: `Firefox ${capabilities.browserVersion}`,
    go: (url) => ask("WebDriver:Navigate", { url }),
    run: async (script, ...args) => (await ask("WebDriver:ExecuteScript", { script, args })).value,
    picture: async () => (await ask("WebDriver:TakeScreenshot", { full: false })).value,
    quit: async () => {
      socket.destroy();
      process.kill();
    },
  };
}

/** WebKitGTK, in its small browser. */
async function webkit() {
  const browser = ["4.1", "4.0"].map((version) => `/usr/lib/x86_64-linux-gnu/webkit2gtk-${version}/MiniBrowser`).find(existsSync);
  const port = 20_000 + (process.pid % 20_000);
  const display = { GDK_BACKEND: "broadway", BROADWAY_DISPLAY: `:${port % 100}` };
  const env = { ...process.env, ...display, HOME: desk, XDG_RUNTIME_DIR: desk, NO_AT_BRIDGE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
  const screen = spawn("broadwayd", [display.BROADWAY_DISPLAY], { env });
  await Promise.race([screen.stdout, screen.stderr].map((stream) => new Promise((settle) => stream.once("data", settle))));
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env });
  const end = () => [driver, screen].forEach((process) => process.kill());
  const call = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(WAIT) });
    const { value } = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  try {
    await eventually("WebKitWebDriver", () => call("GET", "/status").catch(() => null));
    const options = { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
    const { sessionId, capabilities } = await call("POST", "/session", { capabilities: { alwaysMatch: options } });
    const path = `/session/${sessionId}`;
    return {
      name: `${capabilities.browserName} ${capabilities.browserVersion}`,
      go: (url) => call("POST", `${path}/url`, { url }),
      run: (script, ...args) => call("POST", `${path}/execute/sync`, { script, args }),
      // Where nobody looks at its screen, it waits for ever with a picture of a page that was used.
      picture: null,
      quit: async () => {
        await call("DELETE", path).catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** The document of the page that simulates, by itself or within a report, for scripts that run there. */
const WITHIN = "const page = (document.querySelector('#panel iframe') ?? window.frameElement ?? { contentDocument: document }).contentDocument;";
const STATE = `${WITHIN} const trouble = page?.querySelector('#trouble'); return { trouble: trouble && !trouble.hidden ? trouble.textContent : null, state: page?.querySelector('#answer')?.dataset.state, ready: !!page?.querySelector('#inputs .row') };`;

/** Waits until all trials are simulated. */
const settled = (browser) => eventually("an answer", async () => {
  const { trouble, state, ready } = await browser.run(STATE);
  ok(!trouble, `${browser.name}: ${trouble}`);
  return ready && state === "done";
});

/** Moves the slider of a value by a step, as its key does, and gives the change and what was counted. */
async function moved(browser) {
  await browser.run(`${WITHIN} page.querySelector('#answer').dataset.state = 'before';
    page.querySelector('[data-key="${KEY}"] input[type=range]').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));`);
  await settled(browser);
  return browser.run(`${WITHIN} return { set: page.querySelector('#change-list code').textContent.replace(' = ', '='), counts: page.querySelector('#answer').dataset.counts };`);
}

/** Counts by outcome of the program. */
function counted(name, sets, ...more) {
  const out = join(desk, `out_${sets.length}_${more.length}`);
  const changes = sets.flatMap((set) => ["--set", set]);
  execFileSync(program, ["run", join(root, "scenarios", `${name}.toml`), ...changes, "--trials", String(TRIALS), "--out", out, "--quiet", ...more]);
  return { out, counts: readFileSync(join(out, "outcomes.csv"), "utf8").trim().split("\n").slice(1).map((row) => row.split(",")[2]).join(" ") };
}

async function picture(browser, what) {
  if (shots && browser.picture) writeFileSync(join(shots, `${browser.name.split(" ")[0].toLowerCase()}-${what}.png`), Buffer.from(await browser.picture(), "base64"));
}

/** The page alone and within a report: a change counts as in the program. */
async function proven(browser, alone, report) {
  await browser.go(`${alone}#scenario=doha_2026&trials=${TRIALS}`);
  await settled(browser);
  const own = await moved(browser);
  same(own.counts, counted("doha_2026", [own.set]).counts, `${browser.name}: a count differs`);
  await picture(browser, "page");
  await browser.go(report);
  ok(await browser.run("return document.querySelector('.story li') !== null && !document.querySelector('button.try').hidden;"));
  await picture(browser, "report");
  await browser.run("document.querySelector('button.try').click();");
  await settled(browser);
  await browser.run(`${WITHIN} const trials = page.querySelector('#most-trials'); page.querySelector('#answer').dataset.state = 'before'; trials.value = '${TRIALS}'; trials.dispatchEvent(new Event('change'));`);
  await settled(browser);
  same(await moved(browser), own, `${browser.name}: within a report`);
  await picture(browser, "report-open");
  await browser.run("document.querySelector('#panel button').click();");
  await eventually("the way back", () => browser.run("return document.querySelector('#panel').hidden && document.querySelector('h1').offsetParent !== null;"));
  return `${browser.name}: ${own.set} counts ${own.counts} as the program does, alone and within a report`;
}

const BROWSERS = [
  ["Firefox", firefox, () => ["firefox-esr", "firefox"].some(isInstalled)],
  ["WebKitGTK", webkit, () => isInstalled("WebKitWebDriver")],
];

try {
  execFileSync(program, ["page", join(root, "scenarios/doha_2026.toml"), "--out", join(desk, "page.html"), "--quiet"]);
  const { out } = counted("doha_2026", [], "--report");
  const [alone, report] = [join(desk, "page.html"), join(out, "report.html")].map((path) => pathToFileURL(path).href);
  for (const [name, opened, isThere] of BROWSERS) {
    if (!isThere()) {
      console.log(`skipped: ${name} is not installed`);
      continue;
    }
    const browser = await opened();
    try {
      console.log(await proven(browser, alone, report));
    } finally {
      await browser.quit();
    }
  }
} finally {
  rmSync(desk, { recursive: true, force: true, maxRetries: 5 });
}
