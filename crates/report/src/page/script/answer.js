// The answer: sentence, how sure it is, pictures, numbers.
import { curve } from "./curve.js";
import { byId, element, put } from "./element.js";
import { hundred } from "./hundred.js";
import { outcomes } from "./outcomes.js";
import { grouped, ofAHundred, percent, points, typeset } from "./words.js";

/** Shows `picture`. */
export function showAnswer(picture) {
  const shown = picture.changed ?? picture.base;
  put(byId("finding"), typeset(picture.finding));
  put(byId("sure"), picture.sure.map((sentence) => element("li", {}, typeset(sentence))));
  put(byId("outcomes"), outcomes(picture.base, picture.changed));
  put(byId("hundred"), hundred(shown) ?? "Nothing is compared with a world without a channel here: trials stop with the channel.");
  put(byId("curve"), curve(picture.base, picture.changed));
  put(byId("horizons"), horizons(shown));
  put(byId("decides"), shown.decides.map((sentence) => element("li", {}, typeset(sentence))));
  byId("before-key").hidden = !picture.changed;
  byId("changes-part").hidden = picture.differences.length === 0;
  put(byId("differences"), picture.differences.length ? differences(picture) : null);
  byId("answer").dataset.trials = picture.trials;
  byId("answer").dataset.counts = shown.outcomes.map(({ count }) => count).join(" ");
}

const within = (low, high) => `${points(low)} to ${points(high)}`;

function differences(picture) {
  const words = { higher: "more", lower: "less", not_told_apart: "not told apart", same: "the same" };
  const kind = (line) => (line.wanted === null || !["higher", "lower"].includes(line.verdict) ? "" : (line.verdict === "higher") === line.wanted ? "better" : "worse");
  const row = (line) => element("tr", {}, element("th", { scope: "row", title: line.meaning }, line.figure),
    element("td", {}, percent(line.base)), element("td", {}, percent(line.changed)),
    element("td", {}, `${points(line.difference[0])} (${within(line.difference[1], line.difference[2])})`),
    element("td", {}, words[line.verdict], kind(line) ? `: ${kind(line)}` : ""),
    element("td", {}, line.over ? `higher in ${ofAHundred(line.over.higher)}; ${within(line.over.low, line.over.high)}` : "–"));
  const head = ["figure", "before", "after", "change in points (chance, 95 %)", "reads", "over sets of assumptions"].map((word) => element("th", { scope: "col" }, word));
  return element("table", {}, element("caption", {}, `${grouped(picture.trials)} trials, both on the same random numbers; the intervals hold for all figures at once.`),
    element("thead", {}, element("tr", {}, head)), element("tbody", {}, picture.differences.map(row)));
}

function horizons(arm) {
  if (arm.horizons.length === 0) return null;
  const triple = ([value, low, high]) => (value === null ? "–" : `${percent(value)} (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`);
  const row = (own) => element("tr", {}, element("th", { scope: "row" }, `${own.weeks} weeks`), element("td", {}, triple(own.with)), element("td", {}, triple(own.without)),
    element("td", {}, own.difference[0] === null ? "–" : `${points(own.difference[0])} (${within(own.difference[1], own.difference[2])})`));
  const head = ["within", "with channel", "without", "difference in points"].map((word) => element("th", { scope: "col" }, word));
  return element("table", {}, element("caption", {}, "Confrontation; in brackets the 95 % interval from chance"), element("thead", {}, element("tr", {}, head)), element("tbody", {}, arm.horizons.map(row)));
}
