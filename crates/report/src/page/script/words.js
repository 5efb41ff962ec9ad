// Numbers and sentences as readers see them.

/** A sentence of the engine as it is set: a minus sign that is one, and no line that ends between a number and its per cent sign. */
export const typeset = (sentence) => sentence.replaceAll(" %", "\u00a0%").replace(/-(?=\d)/g, "\u2212");

/** A share as a percentage with one decimal. */
export const percent = (share) => (share === null ? "–" : `${(100 * share).toFixed(1)}\u00a0%`);

/** A difference of shares in points, with its sign. */
export const points = (difference) => `${difference < 0 ? "−" : "+"}${Math.abs(100 * difference).toFixed(1)}`;

/** An interval of a share: `40.1 to 41.3 %`. */
export const interval = (low, high) => `${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)}\u00a0%`;

/** A whole number with its digits in threes. */
export const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, "\u202f");

/** A number in at most four digits that matter. */
export const short = (number) => String(Number(Number(number).toPrecision(4)));

/** A share of sets of assumptions as so many of 100; one that is not none or all never looks so. */
export function ofAHundred(share) {
  const whole = Math.round(100 * share);
  if (whole < 1 && share > 0) return "<1 of 100";
  return whole > 99 && share < 1 ? ">99 of 100" : `${whole} of 100`;
}

/** A span of weeks as a label of an axis. */
export const years = (weeks) => (weeks === 0 ? "start" : weeks % 52 ? `${weeks} weeks` : weeks === 52 ? "1 year" : `${weeks / 52} years`);
