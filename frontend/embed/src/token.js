// What a host JWT says, as far as the page needs it. It is not verified here: that is the server's work, and the page has no key.

/** Most seconds before its end that a token is renewed; of a short one a fifth of its life is kept. */
const LEAD = 60;
const LEAD_PART = 0.2;
/** More milliseconds than a timer can wait. */
const LONGEST = 2 ** 31 - 1;

/** @typedef {{ uid?: string, orgs?: Record<string, string>, org?: string, stripeCustomer?: string, iat?: number, exp?: number }} Claims */

/**
 * @param {string | undefined} token
 * @returns {Claims} empty when it is none
 */
export const claimsOf = (token) => part(token, 1);

/**
 * Whether a token says whose it is: by the id of a secret, which belongs to one host. Ids of public keys are the hosts' own choice.
 * @param {string} token
 */
export function namesItsHost(token) {
  const { alg, kid } = part(token, 0);
  return alg === "HS256" && typeof kid === "string";
}

function part(token, number) {
  try {
    const payload = token.split(".")[number].replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return Object(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return {};
  }
}

/**
 * Whether two tokens are the same person with the same rights, so that what is shown may stay.
 * @param {Claims} a
 * @param {Claims} b
 */
export function isSamePerson(a, b) {
  return identityOf(a) === identityOf(b);
}

/**
 * A person with rights, as a text that is the same for the same.
 * @param {Claims} claims
 */
export function identityOf({ uid, org, stripeCustomer, orgs }) {
  return JSON.stringify([uid, org, stripeCustomer, Object.entries(Object(orgs)).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/**
 * Milliseconds until a token that came just now ends; undefined when it does not say. Where the clock of the reader must be wrong, the
 * token's own life counts.
 * @param {Claims} claims
 * @param {number} now milliseconds
 */
export function remaining({ iat, exp }, now) {
  if (typeof exp !== "number") return undefined;
  const left = exp * 1000 - now;
  const life = typeof iat === "number" ? (exp - iat) * 1000 : left;
  const isClockWrong = left <= 0 || left > life + 60_000;
  return Math.min(isClockWrong ? life : left, LONGEST);
}

/**
 * Milliseconds until it is time to ask for the next one.
 * @param {number} remaining
 */
export function untilRenewal(remaining) {
  return Math.max(remaining - Math.min(LEAD * 1000, remaining * LEAD_PART), 1000);
}
