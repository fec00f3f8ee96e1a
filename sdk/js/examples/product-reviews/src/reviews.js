// Reviews as data. What others have shared is not trusted: any user of the plugin may have written anything.

export const STARS = [1, 2, 3, 4, 5];
export const MAX_TEXT = 2000;
/** The reader's own review among the values. */
export const OWN = "own";

/** Where a product's reviews are. The slash keeps product 1 apart from product 10. */
export const prefixOf = (productId) => `reviews/${productId}/`;
export const keyOf = (productId) => `${prefixOf(productId)}review`;

/** What a record says, or nothing if it is no review. */
function reviewOf({ value, at, author, mine }) {
  if (!STARS.includes(value?.stars)) return undefined;
  const text = typeof value.text === "string" ? value.text.slice(0, MAX_TEXT).trim() : "";
  return { stars: value.stars, text, at: new Date(at).getTime(), author: String(author ?? ""), isOwn: mine === true };
}

/** @returns {[string, object][]} by author, newest first */
export function reviewsOf(records) {
  const reviews = records.map(reviewOf).filter(Boolean).sort((one, other) => other.at - one.at);
  return reviews.map((review) => [review.isOwn ? OWN : review.author, review]);
}

/** Average, and how many there are of each number of stars, most stars first. */
export function summaryOf(reviews) {
  const counts = [...STARS].reverse().map((stars) => ({ stars, count: reviews.filter((review) => review.stars === stars).length }));
  const sum = reviews.reduce((total, { stars }) => total + stars, 0);
  return { count: reviews.length, average: reviews.length > 0 ? sum / reviews.length : 0, counts };
}

/** An opaque pseudonym, short enough to be read. */
export const shortName = (author) => author.replace(/[^A-Za-z0-9]/g, "").slice(0, 4).toUpperCase() || "–";
