// Simulates scenarios in WebAssembly and holds every count against the records that the program wrote.
//
//   node tests/wasm/same_counts.mjs ENGINE.wasm RESULTS
//
// RESULTS is a folder that `detente run` wrote: inputs/ has the scenarios as run, records/ the counts, manifest.json, in its recipe, the seed
// and the number of trials.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { deepStrictEqual } from "node:assert";

const [, , enginePath, results] = process.argv;
const { instance } = await WebAssembly.instantiate(readFileSync(enginePath), {});
const { memory, question_room, answer_question, answer_place } = instance.exports;

/** The engine's answer to a question; both are objects. */
function ask(question) {
  const bytes = new TextEncoder().encode(JSON.stringify(question));
  const room = question_room(bytes.length);
  new Uint8Array(memory.buffer, room, bytes.length).set(bytes);
  const length = answer_question();
  return JSON.parse(new TextDecoder().decode(new Uint8Array(memory.buffer, answer_place(), length)));
}

const manifest = JSON.parse(readFileSync(join(results, "manifest.json"), "utf8"));
const { seed, trials } = manifest.recipe;
const names = readdirSync(join(results, "inputs")).map((file) => file.replace(/\.toml$/, ""));
if (names.length < 3 || !(trials >= 1000)) throw new Error(`too little to compare: ${names.length} scenarios, ${trials} trials`);

for (const name of names) {
  const text = readFileSync(join(results, "inputs", `${name}.toml`), "utf8");
  const expected = JSON.parse(readFileSync(join(results, "records", `${name}.json`), "utf8"));
  const { record, faults } = ask({ name, text, seed, first: 0, trials });
  if (faults) throw new Error(`${name}: ${faults}`);
  deepStrictEqual(record, expected, `${name}: a count differs`);
  const other = ask({ name, text, seed: seed + 1, first: 0, trials }).record;
  if (JSON.stringify(other) === JSON.stringify(record)) throw new Error(`${name}: another seed changes nothing`);
  console.log(`${name}: ${record.trials} trials, every count as the program has it (causes ${record.causes.join(" ")})`);
}
