// Confrontation over time, with the channel and without.
import { drawn, element } from "./element.js";
import { percent, years } from "./words.js";

/** Widths of the drawing on a desktop and on a telephone, its height. */
const [WIDE, NARROW, HEIGHT] = [640, 400, 300];
/** The width of a page below which the narrow one is drawn. */
const TELEPHONE = 600;
const EDGE = { left: 46, right: 132, top: 14, bottom: 34 };

/** The curves of what is shown, and of the base where something was changed. */
export function curve(base, changed) {
  const shown = changed ?? base;
  const weeks = shown.weeks;
  if (weeks.length === 0) return null;
  const last = weeks[weeks.length - 1];
  const isNarrow = innerWidth < TELEPHONE;
  const width = isNarrow ? NARROW : WIDE;
  const lines = [
    { name: "without channel", kind: "without", of: shown, pick: "without" },
    ...(changed ? [{ name: "before changes", kind: "before-line", of: base, pick: "with" }] : []),
    { name: "with channel", kind: "with", of: shown, pick: "with" },
  ].filter(({ of, pick }) => of.weeks.at(-1)[pick] !== null);
  const top = ceiling(Math.max(...lines.flatMap(({ of, pick }) => of.weeks.map((row) => row[pick] ?? 0))));
  const x = (week) => EDGE.left + ((width - EDGE.left - EDGE.right) * week) / last.week;
  const y = (share) => HEIGHT - EDGE.bottom - ((HEIGHT - EDGE.top - EDGE.bottom) * share) / top;
  const path = ({ of, pick }) => `M${x(0)} ${y(0)}` + of.weeks.filter((row) => row[pick] !== null).map((row) => `L${x(row.week).toFixed(1)} ${y(row[pick]).toFixed(1)}`).join("");
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((part) => part * top);
  const marks = [0, 52, 104, 156, 208, 260].filter((week) => week <= last.week + 1 && (!isNarrow || week % 104 === 0));
  const named = spread(lines.map((line) => ({ ...line, share: line.of.weeks.at(-1)[line.pick] })), y);
  const label = `Confrontation by the end: ${named.map(({ name, share }) => `${name} ${percent(share)}`).join(", ")}.`;
  return element("figure", {},
    drawn("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, class: "curve", role: "img", "aria-label": label },
      ticks.map((tick) => [drawn("line", { class: "grid", x1: x(0), x2: x(last.week), y1: y(tick), y2: y(tick) }),
        drawn("text", { x: EDGE.left - 8, y: y(tick) + 5, "text-anchor": "end" }, `${Math.round(100 * tick)} %`)]),
      marks.map((week) => drawn("text", { x: x(week), y: HEIGHT - 10, "text-anchor": week ? "middle" : "start" }, years(week))),
      lines.map((line) => drawn("path", { class: `line ${line.kind}`, d: path(line) })),
      named.map(({ name, kind, share, place }) => [
        drawn("text", { x: x(last.week) + 8, y: place, class: `name ${kind}` }, percent(share)),
        drawn("text", { x: x(last.week) + 8, y: place + 15, class: "name small" }, name)])),
    element("figcaption", {}, `Trials with confrontation by then${last.date ? `, up to ${last.date}` : ""}. With and without live through the same random numbers.`));
}

/** The next round share above `share`. */
const ceiling = (share) => [0.02, 0.04, 0.1, 0.2, 0.4, 0.6, 0.8, 1].find((own) => own >= share) ?? 1;

/** Where names stand beside the ends of their lines: none over another. */
function spread(lines, y) {
  const sorted = lines.map((line) => ({ ...line, place: y(line.share) - 2 })).sort((one, other) => one.place - other.place);
  sorted.forEach((line, at) => {
    if (at > 0) line.place = Math.max(line.place, sorted[at - 1].place + 36);
  });
  const over = Math.max(0, (sorted.at(-1)?.place ?? 0) + 18 - (HEIGHT - EDGE.bottom));
  sorted.forEach((line) => (line.place -= over));
  return sorted;
}
