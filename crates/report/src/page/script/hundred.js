// A hundred trials on two axes: what became of the channel, and confrontation against no channel.
import { drawn, element } from "./element.js";

const WORDS = { none: "none in either", averted: "averted", later: "later", "same week": "same week", earlier: "earlier", "only with channel": "only with it" };
const KINDS = { none: "calm", averted: "better", later: "better", "same week": "same", earlier: "worse", "only with channel": "worse" };
const FATES = { "never began": "never began", open: "is open", dormant: "is dormant", completed: "completed", left: "was left" };

/** The grid of `arm`; null where there is no counterfactual. */
export function hundred(arm) {
  if (!arm.hundred) return null;
  const ways = arm.ways.map((way, at) => ({ way, at })).filter(({ at }) => arm.hundred.some((row) => row[at] > 0) || at < 2);
  const head = ways.map(({ way: [word, meaning] }) => element("th", { scope: "col", title: meaning }, WORDS[word] ?? word));
  const row = ([word, meaning], at) => element("tr", {}, element("th", { scope: "row", title: meaning }, FATES[word] ?? word),
    ways.map(({ way: [way], at: place }) => cell(arm.hundred[at][place], KINDS[way])));
  return element("table", { class: "hundred" },
    element("caption", {}, "Of 100 trials: rows say what became of the channel, columns what became of confrontation, against the same random numbers without a channel. ",
      element("span", { class: "key" }, dot("better"), "better than without ", dot("worse"), "worse ", dot("same"), "no different ", dot("calm"), "none in either")),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "The channel …"), head)),
    element("tbody", {}, arm.fates.map(row)));
}

const dot = (kind) => drawn("svg", { width: 9, height: 9, "aria-hidden": "true" }, drawn("circle", { cx: 4.5, cy: 4.5, r: 3.6, class: `dot ${kind}` }));

function cell(count, kind) {
  if (count === 0) return element("td", { class: "empty" }, "0");
  const [columns, size] = [5, 9];
  const height = size * Math.ceil(count / columns);
  const dots = Array.from({ length: count }, (_, at) =>
    drawn("circle", { cx: size * (at % columns) + size / 2, cy: size * Math.floor(at / columns) + size / 2, r: 3.6, class: `dot ${kind}` }));
  return element("td", {}, element("b", {}, String(count)),
    drawn("svg", { width: columns * size, height, viewBox: `0 0 ${columns * size} ${height}`, "aria-hidden": "true" }, dots));
}
