// The ladder as a list to reorder, and who takes part, to switch on and off.
import { element, put } from "./element.js";

/** The ladder of `described` into `parent`. */
export function showLadder(parent, described, changes, change) {
  const all = described.ladder.map((rung) => rung.id);
  const order = orderOf(changes) ?? all;
  const off = all.filter((id) => !order.includes(id));
  const tell = (now, focus) => {
    const isSame = now.length === all.length && now.every((id, at) => id === all[at]);
    change("ladder.order", isSame ? null : `[${now.map((id) => `"${id}"`).join(", ")}]`);
    showLadder(parent, described, changes, change);
    const own = parent.querySelector(`[data-rung="${focus[0]}"]`);
    (own.querySelector(`${focus[1]}:not(:disabled)`) ?? own.querySelector("input")).focus();
  };
  const moved = (at, by) => {
    const now = [...order];
    [now[at], now[at + by]] = [now[at + by], now[at]];
    return now;
  };
  const row = (id, at) => {
    const rung = described.ladder.find((rung) => rung.id === id);
    const isOn = at !== null;
    const button = (name, by, word) => element("button", { type: "button", class: name, disabled: !isOn || !order[at + by], "aria-label": `Move ${word}: ${rung.title}`,
      click: () => tell(moved(at, by), [id, `.${name}`]) }, by < 0 ? "↑" : "↓");
    const box = element("input", { type: "checkbox", checked: isOn, change: () => tell(isOn ? order.filter((own) => own !== id) : order.concat(id), [id, "input"]) });
    return element("li", { "data-rung": id, class: isOn ? null : "off" }, element("label", {}, box, element("span", {}, isOn ? `${at + 1}. ` : "", rung.title, details(rung, described))),
      element("span", { class: "moves" }, button("up", -1, "up"), button("down", 1, "down")));
  };
  put(parent, element("ol", {}, order.map(row), off.map((id) => row(id, null))));
}

function details(rung, described) {
  const gives = rung.gives.map((what, at) => (what ? `${described.parties[at].name} gives ${what}` : null)).filter(Boolean).join("; ");
  const signs = rung.needs.length ? `; signed by ${rung.needs.join(", ")}` : "";
  return element("small", {}, `${gives}${signs}${rung.structural ? "; touches the deep dispute" : ""}`);
}

/** The order that was set; null where none was, or one that is no list of ids. */
function orderOf(changes) {
  try {
    return JSON.parse(changes.get("ladder.order"));
  } catch {
    return null;
  }
}

/** Who takes part, each with a switch, into `parent`. */
export function showSwitches(parent, described, changes, change) {
  const one = ({ name, sets }) => box(name, sets.some(([key, off]) => changes.get(key) !== off), (isOn) => sets.forEach(([key, off]) => change(key, isOn ? null : off)));
  const part = ([kind, title]) => {
    const boxes = described.switches.filter((own) => own.kind === kind).map(one);
    return boxes.length ? element("fieldset", { class: "switches" }, element("legend", {}, title), boxes) : null;
  };
  put(parent, Object.entries(KINDS_OF_ACTORS).map(part));
}

const KINDS_OF_ACTORS = { body: "Bodies that must sign", objector: "Outsiders who object", spoiler: "Armed groups that attack", mediator: "Go-between" };

const box = (name, isOn, tell) => element("label", {}, element("input", { type: "checkbox", checked: isOn, change: (event) => tell(event.target.checked) }), " ", name);
