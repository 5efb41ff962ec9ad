// Where a slider begins and ends, and how far one press goes.

/** Steps of a slider, about. */
const STEPS = 100;

/** `size` as 1, 2 or 5 times a power of ten, no larger. */
function round(size) {
  const power = 10 ** Math.floor(Math.log10(size));
  return [5, 2, 1].find((own) => own * power <= size * (1 + 1e-9)) * power;
}

/** Least, most and step of a slider for a number of `kind` that stands at `values`: its usual range, widened to hold them. */
export function scale(kind, values) {
  const known = values.filter((value) => value !== null && Number.isFinite(value));
  const [low, high] = kind.usual ?? [kind.low, Math.min(kind.high, 4 * Math.max(1, ...known))];
  let [from, to] = [Math.min(low, ...known), Math.max(high, ...known)];
  const step = kind.whole ? Math.max(1, round((to - from) / STEPS)) : round((to - from) / STEPS);
  [from, to] = [Math.floor(from / step + 1e-9) * step, Math.ceil(to / step - 1e-9) * step];
  const inside = kind.open ? [from <= kind.low ? from + step : from, to >= kind.high ? to - step : to] : [from, to];
  return { low: Math.max(kind.low, inside[0]), high: Math.min(kind.high, inside[1]), step };
}

/** `value` without the noise of binary fractions, as a number is written. */
export const written = (value) => String(Number(Number(value).toPrecision(9)));

/** The two ends of a value as written: `0.2 to 0.4`, or a plain number for both; null where it is neither. */
export function ends(text) {
  const parts = text.split(" to ").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (parts.length > 2 || parts.some(Number.isNaN)) return null;
  return [parts[0], parts[parts.length - 1]];
}

/** A value from its two ends. */
export const fromEnds = (low, high) => (low < high ? `${written(low)} to ${written(high)}` : written(low));
