// What was changed: keys and values as after `--set`, and the link that carries them.

/** The changes of one scenario. */
export class Changes {
  constructor(pairs = []) {
    this.values = new Map(pairs);
  }

  /** Sets `key`; null takes the change back. */
  set(key, value) {
    if (value === null) this.values.delete(key);
    else this.values.set(key, value);
  }

  get(key) {
    return this.values.get(key) ?? null;
  }

  get size() {
    return this.values.size;
  }

  /** `KEY=VALUE` each. */
  sets() {
    return [...this.values].map(([key, value]) => `${key}=${value}`);
  }
}

/** The fragment of a link to `changes` of the scenario `name`, with so many trials. */
export function fragment(name, changes, trials) {
  const parts = [["scenario", name], ["trials", trials], ...changes.sets().map((set) => ["set", set])];
  return `#${parts.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join("&")}`;
}

/** What a fragment says: the name of a scenario, changes, and the number of trials, if it does; nothing where it is no such fragment. */
export function ofFragment(text) {
  const parts = text.replace(/^#/, "").split("&").map((part) => part.split("="));
  const said = (key) => parts.filter(([own]) => own === key).map(([, value]) => decoded(value ?? ""));
  const [name] = said("scenario");
  if (!name) return null;
  const pairs = said("set").filter((set) => set.includes("="));
  const [trials] = said("trials");
  return { name, trials, changes: new Changes(pairs.map((set) => [set.slice(0, set.indexOf("=")), set.slice(set.indexOf("=") + 1)])) };
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
