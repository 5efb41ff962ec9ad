// How long a page takes from opening, and from a move of a slider, to its pictures.
//
//   npm ci --prefix tests/page && node tests/page/timing.mjs PAGE
//
// PAGE is what `detente page` wrote. Prints milliseconds by number of trials; medians and least of ROUNDS moves.

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"];
const ROUNDS = 8;
const KEY = "party.iran.trustworthy";

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.addInitScript(() => {
  globalThis.drawn = {};
  const note = () => {
    const trials = document.querySelector("#answer")?.dataset.trials;
    if (trials) globalThis.drawn[trials] ??= performance.now();
  };
  const watch = { subtree: true, attributes: true, attributeFilter: ["data-trials"] };
  document.addEventListener("DOMContentLoaded", () => new MutationObserver(note).observe(document, watch));
});
const isIn = (state) => page.waitForFunction((state) => document.querySelector("#answer").dataset.state === state, state, { timeout: 90_000, polling: 10 });
const drawn = (since) => page.evaluate((since) => Object.fromEntries(Object.entries(globalThis.drawn).map(([trials, at]) => [trials, Math.round(at - since)])), since);

await page.goto(`${pathToFileURL(resolve(process.argv[2])).href}#scenario=doha_2026&trials=20000`);
await isIn("done");
console.log("from opening", await drawn(0), "processors", await page.evaluate(() => navigator.hardwareConcurrency));
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const since = await page.evaluate((key) => {
    const [answer, slider] = [document.querySelector("#answer"), document.querySelector(`[data-key="${key}"] input[type=range]`)];
    Object.assign(answer.dataset, { trials: "", state: "moved" });
    globalThis.drawn = {};
    slider.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
    return performance.now();
  }, KEY);
  await isIn("busy");
  await isIn("done");
  rounds.push(await drawn(since));
}
for (const trials of Object.keys(rounds[0])) {
  const took = rounds.map((round) => round[trials]).sort((one, other) => one - other);
  console.log(`${trials} trials after a move: median ${took[ROUNDS / 2]} ms, least ${took[0]}, most ${took[ROUNDS - 1]}`);
}
await browser.close();
