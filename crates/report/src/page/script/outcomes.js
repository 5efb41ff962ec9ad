// How trials end: a bar for each outcome, with what chance and what assumptions leave open.
import { drawn, element } from "./element.js";
import { interval, percent } from "./words.js";

const NAMES = { scaling: "Scaling: lasting restraint", stalling: "Stalling: nothing lasting", overtaken: "Overtaken by confrontation", collapse: "Collapse: a party leaves" };

/** Bars of what is shown, with those of the base above where something was changed. */
export function outcomes(base, changed) {
  const shown = changed ?? base;
  return element("div", { class: "outcomes" }, shown.outcomes.map((own, at) => one(own, changed ? base.outcomes[at] : null)));
}

function one(own, base) {
  const [share, low, high] = own.share;
  const assumed = own.assumed ? `Assumptions: ${interval(...own.assumed)}.` : "";
  return element("div", { class: "outcome" },
    element("p", {}, element("b", {}, NAMES[own.word]), element("span", { class: "share" }, percent(share))),
    bar(own, base),
    element("p", { class: "about" }, `Chance: ${interval(low, high)}. ${assumed} ${base ? `Before your changes: ${percent(base.share[0])}.` : ""}`));
}

/** One track from 0 to 100 %: the bar, a band for assumptions, a whisker for chance, a hollow bar for the base. */
function bar(own, base) {
  const at = (share) => `${(100 * share).toFixed(3)}%`;
  const [share, low, high] = own.share;
  const width = (from, to) => at(Math.max(to - from, 0));
  const height = base ? 34 : 24;
  const y = base ? 14 : 4;
  return drawn("svg", { class: "bar", width: "100%", height, role: "img", "aria-label": `${own.word}: ${percent(share)}` },
    drawn("rect", { class: "rail", x: 0, y, width: "100%", height: 16 }),
    base ? drawn("rect", { class: "before", x: 0, y: 2, width: at(base.share[0]), height: 8 }) : null,
    drawn("rect", { class: `is-${own.word}`, x: 0, y, width: at(share), height: 16 }),
    own.assumed ? drawn("rect", { class: "assumed", x: at(own.assumed[0]), y: y + 6, width: width(...own.assumed), height: 4 }) : null,
    [low, high].map((end) => drawn("line", { class: "chance", x1: at(end), x2: at(end), y1: y - 2, y2: y + 18 })));
}
