// The page: which scenario is shown, what was changed, and what follows from it.
import { showAnswer } from "./answer.js";
import { Changes, fragment, ofFragment } from "./changes.js";
import { byId, element, put } from "./element.js";
import { saved, stem, takeFiles } from "./files.js";
import { showInputs, whose } from "./inputs.js";
import { showLadder, showSwitches } from "./ladder.js";
import { Desk, Faults, opened } from "./pool.js";
import { Trials } from "./trials.js";
import { unpacked } from "./unpack.js";
import { grouped } from "./words.js";

/** How long a slider must rest before trials begin, in milliseconds. */
const REST = 30;
/** Most workers that simulate. */
const MOST_WORKERS = 16;

/** The window whose address carries the changes: that of the report, where the page stands in one. */
const home = frameElement ? parent : window;
const files = JSON.parse(byId("scenario-files").textContent);
const page = { files: files.files, names: files.names, name: files.names[0], changes: new Changes(), described: null, missing: null };
let [reader, trials, waiting] = [null, null, 0];

/** The scenario that is shown, with `sets` laid over it. */
const scenario = (sets) => ({ name: page.name, files: page.files, sets });

async function start() {
  const module = await unpacked(byId("engine").textContent);
  const source = URL.createObjectURL(new Blob([byId("worker-script").textContent], { type: "text/javascript" }));
  const number = Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 2);
  const desks = Array.from({ length: number }, () => new Desk(source, module));
  reader = new Desk(source, module);
  trials = new Trials(desks, reader, new Desk(source, module), new Desk(source, module), files.seed);
  document.documentElement.classList.add("ready");
  listen();
  const link = ofFragment(home.location.hash);
  if (!(await follow(link))) await choose(page.name, new Changes());
}

/** Shows what a link says; false where it is about no scenario of this page. */
async function follow(link) {
  page.missing = link && !page.names.includes(link.name) ? link.name : null;
  if (!page.names.includes(link?.name)) return false;
  const offered = [...byId("most-trials").options].map((option) => option.value);
  if (offered.includes(link.trials)) byId("most-trials").value = link.trials;
  await choose(link.name, link.changes);
  return true;
}

/** Shows the scenario `name` with `changes`. */
async function choose(name, changes) {
  Object.assign(page, { name, changes });
  try {
    page.described = opened(await reader.ask(JSON.stringify({ describe: { case: scenario([]) } })));
  } catch (error) {
    return trouble(error);
  }
  showScenario();
  simulate();
}

function showScenario() {
  const { described } = page;
  put(byId("scenario-name"), page.names.map((name) => element("option", { value: name, selected: name === page.name }, name)));
  document.title = `detente: ${described.title}`;
  put(byId("title"), described.title);
  put(byId("facts"), `${described.start ? `From ${described.start}, ` : ""}${described.horizon_weeks} weeks. Confrontation means: ${described.confrontation}`);
  const words = { template: "from a template", default: "left at their default" };
  const bases = described.bases
    .filter(([basis, count]) => basis !== "template" || count > 0)
    .map(([basis, count]) => `${count} ${words[basis] ?? basis}`);
  put(byId("rests"), `What it rests on: of ${described.inputs.length} values ${bases.join(", ")}.`);
  showControls();
}

function showControls() {
  const { described, changes } = page;
  showInputs(byId("inputs"), described, changes, change);
  showLadder(byId("ladder"), described, changes, change);
  showSwitches(byId("switches"), described, changes, change);
  showChanges();
}

/** Takes a change, or takes it back where `value` is null. */
function change(key, value) {
  page.changes.set(key, value);
  showChanges();
  clearTimeout(waiting);
  waiting = setTimeout(simulate, REST);
}

/** The list of changes, and the link that carries them. */
function showChanges() {
  const { changes, described, name } = page;
  const question = (key) => [whose(key, described), described.inputs.find((row) => row.key === key)?.question].filter(Boolean).join(": ");
  const row = ([key, value]) => element("li", {}, `${question(key)} `, element("code", {}, `${key} = ${value}`));
  put(byId("change-list"), [...changes.values].map(row));
  put(byId("change-print"), [...changes.values].map(row));
  put(byId("change-count"), changes.size === 0 ? "Nothing changed yet." : changes.size === 1 ? "1 change." : `${changes.size} changes.`);
  byId("undo-all").hidden = changes.size === 0;
  home.history.replaceState(null, "", fragment(name, changes, byId("most-trials").value));
  put(byId("handed-out"));
}

async function simulate() {
  const most = Number(byId("most-trials").value);
  const changed = page.changes.size ? scenario(page.changes.sets()) : null;
  let done = 0;
  byId("stop").hidden = false;
  byId("answer").dataset.state = "busy";
  try {
    await trials.run(scenario([]), changed, most, {
      begun: (notes) => {
        calm();
        put(byId("notes"), [missing(), remarks(notes)]);
      },
      progress: (number) => {
        done += number;
        byId("progress").value = done / most;
        put(byId("progress-words"), `${grouped(Math.min(done, most))} of ${grouped(most)} trials`);
      },
      picture: showAnswer,
      done: () => ended(`${grouped(most)} trials, seed ${files.seed}`, "done"),
    });
  } catch (error) {
    trouble(error);
  }
}

/** Says that a link was about a scenario which this page does not hold. */
function missing() {
  if (!page.missing) return null;
  return element("p", { class: "source" }, `The link is about the scenario ${page.missing}, which this page does not hold: what is shown is another. Load its file below, then open the link again.`);
}

/** What must go with a link. */
function linkAdvice() {
  const own = files.names.includes(page.name) ? null : `It does not carry your file ${page.name}.toml: send that as well, to be loaded first.`;
  const copy = home.location.protocol === "file:" ? "It is for the reader's own copy of this file: put what begins with # behind the address of that copy." : null;
  return [own, copy].filter(Boolean).map((sentence) => element("li", {}, sentence));
}

/** Remarks stop nothing: they are counted, and told to who asks. */
function remarks(notes) {
  if (notes.length === 0) return null;
  const said = notes.length === 1 ? "1 remark" : `${notes.length} remarks`;
  return element("details", { class: "source" }, element("summary", {}, `${said} on what was changed`), notes.map((note) => element("pre", { tabindex: 0 }, note)));
}

function ended(words, state) {
  byId("stop").hidden = true;
  byId("progress").value = 1;
  put(byId("progress-words"), words);
  byId("answer").dataset.state = state;
}

function calm() {
  byId("trouble").hidden = true;
}

/** Says what is wrong: with the scenario in the words of `check`, or with the engine. */
function trouble(error) {
  const isFault = error instanceof Faults;
  byId("trouble").hidden = false;
  put(byId("trouble-words"), isFault ? "This cannot be simulated. What is shown below is the last sound answer, if there is one." : "The engine cannot go on.");
  put(byId("trouble-text"), error.message);
  if (byId("answer").dataset.state === "busy") ended("not simulated", "faulty");
  if (!byId("answer").dataset.trials) put(byId("finding"), "Nothing was simulated yet.");
}

async function handOut(button, ask) {
  button.disabled = true;
  try {
    put(byId("handed-out"), (await ask()).map(({ name, text }) => element("li", {}, saved(name, text))));
    byId("handed-out").querySelector("a")?.focus();
  } catch (error) {
    trouble(error);
  }
  button.disabled = false;
}

function listen() {
  byId("to-answer").addEventListener("click", () => byId("hundred-title").scrollIntoView());
  byId("most-trials").addEventListener("change", () => {
    showChanges();
    simulate();
  });
  byId("stop").addEventListener("click", () => {
    trials.stop();
    ended("stopped", "stopped");
  });
  byId("undo-all").addEventListener("click", () => {
    page.changes = new Changes();
    showControls();
    simulate();
    byId("change-count").focus();
  });
  byId("scenario-name").addEventListener("change", (event) => choose(event.target.value, new Changes()));
  byId("search").addEventListener("input", (event) => search(event.target.value.toLowerCase()));
  byId("as-toml").addEventListener("click", (event) => handOut(event.target, async () =>
    opened(await reader.ask(JSON.stringify({ variant: { case: scenario(page.changes.sets()) } })))));
  byId("as-csv").addEventListener("click", (event) => handOut(event.target, () => trials.tables()));
  byId("as-link").addEventListener("click", async () => {
    const text = element("input", { value: home.location.href, readonly: true, "aria-label": "Link with your changes" });
    put(byId("handed-out"), [element("li", {}, text), ...linkAdvice()]);
    text.select();
  });
  takeFiles(byId("own-file"), (name, text) => {
    page.files = { ...page.files, [`${stem(name)}.toml`]: text };
    if (!page.names.includes(stem(name))) page.names = [...page.names, stem(name)];
    choose(stem(name), new Changes());
  });
  home.addEventListener("hashchange", () => follow(ofFragment(home.location.hash)));
}

/** Shows the inputs whose question, key or source holds every one of the words in `text`. */
function search(text) {
  const words = text.split(/\s+/).filter(Boolean);
  let found = 0;
  for (const group of document.querySelectorAll("#inputs .group:not(.all)")) {
    if (words.length) [group.open, byId("inputs").querySelector(".all").open] = [true, true];
    // Its controls are made now, not when the browser gets to it.
    group.dispatchEvent(new Event("toggle"));
    const rows = [...group.querySelectorAll(".row")];
    const holds = (row) => words.every((word) => `${row.textContent} ${row.dataset.key}`.toLowerCase().includes(word));
    rows.forEach((row) => (row.hidden = !holds(row)));
    group.hidden = rows.length > 0 && rows.every((row) => row.hidden);
    found += rows.filter((row) => !row.hidden).length;
  }
  put(byId("found"), words.length === 0 ? "" : found === 0 ? "Nothing found: try a single word." : `${found} found.`);
}

start().catch((error) => {
  byId("trouble").hidden = false;
  put(byId("trouble-words"), "The engine cannot start in this browser. Everything else on this page can still be read; a newer browser, or the program detente, simulates.");
  put(byId("trouble-text"), error.message);
  document.documentElement.classList.add("no-engine");
});
