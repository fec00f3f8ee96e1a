// The rules for what a host may say about its user. The server has the same ones; here a mistake shows when the token is
// made, in the host's own log. Messages name the claim and never contain an id of the user.
import { utf8 } from "./encoding.js";

/** The roles a user can have in an organisation. */
export const OrgRoles = Object.freeze({ ADMIN: "ADMIN", MEMBER: "MEMBER" });

const NAMES = ["uid", "stripeCustomer", "orgs", "org", "expiresIn"];
const MAX_ID_BYTES = 255;
const MAX_ORGS = 50;
const DEFAULT_SECONDS = 60 * 60;
const MAX_SECONDS = 24 * 60 * 60;

/**
 * @param {unknown} claims what the caller passed to makeJWT
 * @returns {object} a checked copy without a prototype; absent claims are undefined, `expiresIn` has its default (seconds)
 * @throws {TypeError} with the property `claim`, the name of the claim that is wrong
 */
export function checkClaims(claims) {
  if (!isPlainObject(claims)) throw claimError("uid", "is missing: pass the claims as a plain object, { uid: … }.");
  const checked = ownCopy(claims);
  for (const name of Object.keys(checked)) {
    // A misspelt `org` must not turn into a token for all of the user's organisations.
    if (!NAMES.includes(name)) throw claimError(name, `is not a claim you can set, only ${NAMES.join(", ")} are.`);
  }
  const { uid, stripeCustomer, orgs, org, expiresIn = DEFAULT_SECONDS } = checked;
  if (uid === undefined) throw claimError("uid", "is missing: pass the current user's id; a signed-out visitor needs no token.");
  checkId("uid", uid);
  if (stripeCustomer !== undefined) checkId("stripeCustomer", stripeCustomer);
  if (orgs !== undefined) checked.orgs = checkOrgs(orgs);
  if (org !== undefined) checkOrg(org, checked.orgs);
  if (!Number.isInteger(expiresIn) || expiresIn < 1 || expiresIn > MAX_SECONDS) {
    throw claimError("expiresIn", `must be a whole number of seconds, 1 to ${MAX_SECONDS}.`);
  }
  checked.expiresIn = expiresIn;
  return checked;
}

/**
 * @param {string} claim
 * @param {string} problem what is wrong and how to fix it; continues a sentence that starts with the claim's name
 * @returns {TypeError & { claim: string }}
 */
export function claimError(claim, problem) {
  return Object.assign(new TypeError(`${claim} ${problem}`), { claim });
}

function checkOrgs(orgs) {
  if (!isPlainObject(orgs)) {
    throw claimError("orgs", "must be a plain object { id: role }: convert a Map with Object.fromEntries.");
  }
  const checked = ownCopy(orgs);
  if (Object.keys(checked).length > MAX_ORGS) {
    throw claimError("orgs", `has more than ${MAX_ORGS} organisations: pass fewer, or only the active one.`);
  }
  for (const [id, role] of Object.entries(checked)) {
    checkId("orgs", id, "has an organisation id that ");
    // Legal JSON, but many a reader of the token would take it for the map's prototype.
    if (id === "__proto__") throw claimError("orgs", "must not have the organisation id __proto__: leave it out.");
    if (role !== OrgRoles.ADMIN && role !== OrgRoles.MEMBER) {
      throw claimError("orgs", `has no valid role for ${JSON.stringify(id)}: use OrgRoles.ADMIN or OrgRoles.MEMBER.`);
    }
  }
  return checked;
}

function checkOrg(org, orgs) {
  if (typeof org !== "string" || orgs === undefined || !Object.hasOwn(orgs, org)) {
    throw claimError("org", "must be an organisation id in orgs: add it there with its role or leave org out.");
  }
}

/** An id that the host chose: stored and compared bytewise, so that it needs exactly one short UTF-8 form. */
function checkId(claim, id, prefix = "") {
  const problem = idProblem(id);
  if (problem) throw claimError(claim, prefix + problem);
}

function idProblem(id) {
  if (typeof id !== "string") return "must be a string: convert a number with String(), leave out an optional claim.";
  if (id === "") return "is empty: pass an id, leave out an optional claim.";
  if (/\p{Surrogate}/u.test(id)) return "has half a surrogate pair: cut text between characters, not inside one.";
  if (/\p{Control}/u.test(id)) return "has a control character: remove line breaks, tabs and the like.";
  if (utf8(id).length > MAX_ID_BYTES) return `is over ${MAX_ID_BYTES} bytes of UTF-8: pass a shorter id.`;
}

/** An object literal, parsed JSON or Object.create(null), from any realm; no array, Map, class instance or derived object. */
function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf"));
}

/** Reads each own property once; without a prototype there is nothing that a polluted Object.prototype could add. */
function ownCopy(object) {
  return Object.assign(Object.create(null), object);
}
