// Simulates scenarios in WebAssembly and holds every count against the records that the program wrote.
//
//   node tests/wasm/same_counts.mjs ENGINE.wasm RESULTS
//
// RESULTS is a folder that `detente run` wrote: inputs/ has the scenarios as run, records/ the counts, manifest.json, in its recipe, the seed
// and the number of trials.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { deepStrictEqual } from "node:assert";
import { engineOf } from "../../crates/report/src/page/script/boundary.js";

const [, , enginePath, results] = process.argv;
const ask = await engineOf(await WebAssembly.compile(readFileSync(enginePath)));

/** What the engine counts of a scenario. */
function counted(name, text, seed, trials) {
  const base = { name, files: { [`${name}.toml`]: text } };
  let answer;
  for (const question of [{ begin: { base, seed } }, { simulate: { first: 0, trials } }, "counts"]) {
    answer = JSON.parse(ask(JSON.stringify(question)));
    if (answer.faults) throw new Error(`${name}: ${answer.faults}`);
  }
  return answer.counts.base;
}

const manifest = JSON.parse(readFileSync(join(results, "manifest.json"), "utf8"));
const { seed, trials } = manifest.recipe;
const names = readdirSync(join(results, "inputs")).map((file) => file.replace(/\.toml$/, ""));
if (names.length < 3 || !(trials >= 1000)) throw new Error(`too little to compare: ${names.length} scenarios, ${trials} trials`);

for (const name of names) {
  const text = readFileSync(join(results, "inputs", `${name}.toml`), "utf8");
  const expected = JSON.parse(readFileSync(join(results, "records", `${name}.json`), "utf8"));
  const record = counted(name, text, seed, trials);
  deepStrictEqual(record, expected, `${name}: a count differs`);
  const other = counted(name, text, seed + 1, trials);
  if (JSON.stringify(other) === JSON.stringify(record)) throw new Error(`${name}: another seed changes nothing`);
  console.log(`${name}: ${record.trials} trials, every count as the program has it (causes ${record.causes.join(" ")})`);
}
