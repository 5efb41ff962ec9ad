// The values of a scenario as controls: sliders, two handles for what is uncertain, choices for words.
import { element, put } from "./element.js";
import { ends, fromEnds, scale, written } from "./scale.js";
import { short } from "./words.js";

/** Controls for `described`, into `parent`. `changes` is what was changed, `change(key, value)` is told of more. */
export function showInputs(parent, described, changes, change) {
  const groups = groupsOf(described);
  const [first, ...rest] = groups.map(({ title, rows, open }) => group(title, rows, open, described, changes, change));
  const isChanged = rest.some((one) => one.open);
  put(parent, first, rest.length ? element("details", { class: "group all", open: isChanged }, element("summary", {}, "All other values ", element("span", { class: "count" }, "by table")), rest) : null);
}

/** First what the file leaves open, then every table. */
function groupsOf(described) {
  const shown = described.inputs.filter((row) => row.kind.accepts !== "other");
  const isOpen = (row) => row.distribution !== "" && row.basis !== "default";
  const groups = [{ title: "What the file leaves open", rows: shown.filter(isOpen), open: true }];
  for (const row of shown.filter((row) => !isOpen(row))) {
    const title = tableOf(row.key, described);
    const known = groups.slice(1).find((group) => group.title === title);
    known ? known.rows.push(row) : groups.push({ title, rows: [row], open: false });
  }
  return groups.filter(({ rows }) => rows.length > 0);
}

const TABLES = { run: "How a trial is run", ladder: "The ladder", sign_off: "What makes a body sign", messaging: "How terms are worded", dispute: "Disputes",
  verification: "Checks", escalation: "Incidents and confrontation", money: "Money", mediator: "Mediator", opening: "How things stand at the start" };

/** What the table of `key` is called. */
function tableOf(key, described) {
  const [top] = key.split(".");
  if (!key.includes(".")) return "The scenario";
  return TABLES[top] ?? whose(key, described) ?? top;
}

/** Whom or what `key` is about, in words; null where the question says it. */
export function whose(key, described) {
  const [top, id, side] = key.split(".");
  if (top === "ladder" && id === "order") return "The order of the ladder";
  const lists = { party: described.parties, body: described.bodies, objector: described.objectors, spoiler: described.spoilers };
  if (top === "turnover") return `Change of government: ${id.replaceAll("_", " ")}`;
  if (top === "rung") {
    const rung = described.ladder.find((rung) => rung.id === id)?.title ?? id;
    const role = { sender: 0, target: 1 }[side];
    const giver = described.parties[role] ?? described.parties.find((party) => party.id === side);
    return giver && key.split(".").length === 4 ? `${rung}: what ${giver.name} gives` : rung;
  }
  return lists[top]?.find((actor) => actor.id === id)?.name ?? null;
}

/** A group, whose controls are made when it is first opened: there are some hundred. */
function group(title, rows, open, described, changes, change) {
  const changed = rows.filter((row) => changes.get(row.key) !== null).length;
  const summary = element("summary", {}, title, element("span", { class: "count" }, ` ${rows.length} ${rows.length === 1 ? "value" : "values"}${changed ? `, ${changed} changed` : ""}`));
  const list = element("div", { class: "rows" });
  const fill = () => list.childElementCount || list.append(...rows.map((row) => input(row, described, changes, change)));
  const made = element("details", { class: "group", open: open || changed > 0, toggle: () => made.open && fill() }, summary, list);
  if (open || changed) fill();
  return made;
}

function input(row, described, changes, change) {
  const id = `input-${row.key.replaceAll(".", "-")}`;
  const made = element("fieldset", { class: "row", id, "data-key": row.key });
  const draw = () => {
    const now = changes.get(row.key);
    const set = (value, again) => {
      change(row.key, value);
      mark(made, row, changes);
      if (again) redrawn(made, draw);
    };
    const undo = element("button", { type: "button", class: "undo", click: () => set(null, true) }, "Undo");
    undo.setAttribute("aria-label", `Undo: ${row.question}`);
    const who = whose(row.key, described);
    const control = row.kind.accepts === "words" ? choice(row, now, set) : number(row, now, set);
    put(made, element("legend", {}, who && [element("b", {}, who), ": "], row.question), control,
      element("p", { class: "about" }, [about(row), undo]), source(row));
    mark(made, row, changes);
  };
  draw();
  return made;
}

/** Draws anew, and keeps the focus within. */
function redrawn(made, draw) {
  const had = made.contains(document.activeElement);
  draw();
  if (had) made.querySelector("input, select, button:not([hidden])")?.focus();
}

/** Whether a row was changed is said in words and by its edge. */
function mark(made, row, changes) {
  const isChanged = changes.get(row.key) !== null;
  made.classList.toggle("changed", isChanged);
  made.querySelector(".undo").hidden = !isChanged;
  made.querySelector(".was").hidden = !isChanged;
}

function about(row) {
  const was = row.value || (row.low === null ? "none" : `${short(row.low)} to ${short(row.high)}`);
  return [row.unit, element("span", { class: "was", hidden: true }, ` Changed; the file says ${was}. `)];
}

function source(row) {
  const text = row.basis === "default" ? `No file says it: ${row.source || "drawn with the worlds"}` : `${row.basis}: ${row.source || "no source given"}`;
  const accepted = row.distribution && row.distribution !== "worlds" ? `; as written: ${row.distribution}` : "";
  return element("details", { class: "source" }, element("summary", {}, `Rests on: ${row.basis}`),
    element("p", {}, `${text}.`), element("p", {}, element("code", {}, row.key), ` accepts ${row.range}${accepted}.`));
}

function choice(row, now, set) {
  const option = ([word, meaning]) => element("option", { value: word, selected: word === (now ?? row.value) }, word.replaceAll("_", " "), meaning.length < 60 ? `: ${meaning}` : "");
  const known = row.kind.words.some(([word]) => word === row.value);
  const first = known ? [] : [element("option", { value: row.value, selected: now === null }, row.value || "as the rest of the file says")];
  return element("select", { "aria-label": row.question, change: (event) => set(event.target.value === row.value ? null : event.target.value) }, first, row.kind.words.map(option));
}

/** One slider for a plain number, two handles for a range. */
function number(row, now, set) {
  const own = row.low === null ? [Number(row.value), Number(row.value)] : [row.low, row.high];
  const [low, high] = (now === null ? null : ends(now)) ?? own;
  if (Number.isNaN(low)) return absent(row, set);
  const isRange = low < high || (now === null && row.low !== null);
  const size = scale(row.kind, [low, high]);
  const told = (values) => set(values[0] === own[0] && values[1] === own[1] ? null : fromEnds(...values));
  const more = row.kind.may_vary && !isRange && !row.kind.whole
    ? element("button", { type: "button", class: "small", click: () => set(fromEnds(Math.max(size.low, low - 10 * size.step), Math.min(size.high, low + 10 * size.step)), true) }, "Leave it open")
    : null;
  return element("div", { class: "number" }, isRange ? handles([low, high], size, row, told) : handles([low], size, row, ([value]) => told([value, value])), more);
}

/** A key that has no value: one can be given. */
function absent(row, set) {
  const { low } = scale(row.kind, [row.kind.usual?.[0] ?? row.kind.low]);
  return element("p", { class: "number" }, "none ", element("button", { type: "button", class: "small", click: () => set(written(low), true) }, "Give a value"));
}

/** Sliders on one track, with the same numbers beside them to type. */
function handles(values, { low, high, step }, row, told) {
  const names = values.length === 1 ? [""] : ["from ", "to "];
  // What the other end stood at comes back once it is no longer in the way.
  const [now, wanted] = [[...values], [...values]];
  const sliders = [], fields = [];
  const move = (at, value) => {
    if (!Number.isFinite(value)) return;
    now[at] = wanted[at] = value;
    if (now.length === 2) now[1 - at] = at === 0 ? Math.max(value, wanted[1]) : Math.min(value, wanted[0]);
    now.forEach((own, place) => {
      sliders[place].value = own;
      fields[place].value = written(own);
    });
    fill();
    told(now.length === 1 ? [now[0]] : now);
  };
  names.forEach((name, at) => {
    const label = `${row.question} ${name}`.trim();
    const listen = (event) => move(at, Number(event.target.value));
    const stepped = (value) => Math.min(high, Math.max(low, Number(written(Math.round(value / step) * step))));
    // A step of "any" takes every value that a file may have; hands and keys move by the step of the scale.
    sliders.push(element("input", { type: "range", min: low, max: high, step: "any", value: now[at], "aria-label": label,
      input: (event) => move(at, stepped(Number(event.target.value))),
      keydown: (event) => {
        const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
        if (!way) return;
        event.preventDefault();
        move(at, stepped(now[at] + way * step));
      } }));
    fields.push(element("input", { type: "number", step: "any", value: short(now[at]), "aria-label": `${label}, typed`, change: listen }));
  });
  const bar = element("span", { class: "fill" });
  const track = element("div", { class: `track handles-${values.length}` }, bar, sliders);
  const place = (value) => (high > low ? (100 * (value - low)) / (high - low) : 0);
  const fill = () => {
    bar.style.left = `${values.length === 1 ? 0 : place(now[0])}%`;
    bar.style.right = `${100 - place(now[now.length - 1])}%`;
  };
  fill();
  return [track, element("div", { class: "fields" }, names.map((name, at) => element("label", {}, name, fields[at])))];
}
