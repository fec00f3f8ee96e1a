// From answers to a size. Answers are `{ height, usual, fit }`.

const LETTERS = ["XS", "S", "M", "L", "XL", "XXL"];
const MOST_SIZES = 20;

export const FITS = ["close", "regular", "loose"];
export const HEIGHTS = { min: 100, max: 230 };

const TALL_CM = 190;
const SHORT_CM = 162;
/** What each reason weighs, in sizes; the sum is rounded. One that is alone counts in full, but for `close`: what is too small is sent back most. */
const WEIGHTS = { tall: 0.5, short: -0.6, loose: 0.5, close: -0.4 };

/** The sizes of the product, if the host passes any, from small to large. */
export function sizesOf(prop) {
  const named = Array.isArray(prop) ? prop.filter((size) => ["string", "number"].includes(typeof size)).map(String) : [];
  return named.length > 0 ? [...new Set(named)].slice(0, MOST_SIZES) : LETTERS;
}

/** Which answers are missing or wrong. What was remembered may be from a product with other sizes. */
export function wrongIn({ height, usual, fit }, sizes) {
  return {
    height: !(Number.isInteger(height) && height >= HEIGHTS.min && height <= HEIGHTS.max),
    usual: !sizes.includes(usual),
    fit: !FITS.includes(fit),
  };
}

export const isComplete = (answers, sizes) => !Object.values(wrongIn(answers, sizes)).includes(true);

/**
 * The size, and the names of the reasons for it.
 *
 * ```js
 * recommend({ height: 194, usual: "M", fit: "loose" }, ["S", "M", "L"]); // { size: "L", reasons: ["usual", "tall", "loose"] }
 * ```
 */
export function recommend({ height, usual, fit }, sizes) {
  const reasons = [height >= TALL_CM && "tall", height <= SHORT_CM && "short", fit !== "regular" && fit].filter(Boolean);
  const shift = Math.round(reasons.reduce((sum, name) => sum + WEIGHTS[name], 0));
  const wanted = sizes.indexOf(usual) + shift;
  const index = Math.min(sizes.length - 1, Math.max(0, wanted));
  if (reasons.length === 0) reasons.push("same");
  if (wanted > index) reasons.push("largest");
  if (wanted < index) reasons.push("smallest");
  return { size: sizes[index], reasons: ["usual", ...reasons] };
}
