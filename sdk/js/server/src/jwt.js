// From secret and claims to a compact JWS (RFC 7515) that is a JWT (RFC 7519).
import { checkClaims, claimError } from "./claims.js";
import { base64url, utf8 } from "./encoding.js";
import { hmacSha256 } from "./hmac.js";
import { randomBytes, refuseBrowser } from "./runtime.js";
import { keyIdOf } from "./secret.js";

const JTI_BYTES = 16;
const MAX_TOKEN_BYTES = 8 * 1024;

// The public documentation of this function is in index.d.ts.
export function makeJWT(secret, claims) {
  refuseBrowser(globalThis);
  const now = Math.floor(Date.now() / 1000);
  return signToken(secret, claims, now, () => base64url(randomBytes(JTI_BYTES, globalThis)));
}

/**
 * makeJWT with clock and randomness given.
 *
 * @param {unknown} secret
 * @param {unknown} claims
 * @param {number} iat seconds since 1970
 * @param {() => string} newId makes the `jti`; called only if secret and claims are right
 * @returns {string}
 */
export function signToken(secret, claims, iat, newId) {
  const keyId = keyIdOf(secret);
  const { uid, stripeCustomer, orgs, org, expiresIn } = checkClaims(claims);
  const exp = iat + expiresIn;
  // Without a prototype, because JSON.stringify would call an inherited toJSON. It leaves out what is undefined.
  const payload = Object.assign(Object.create(null), { aud: "portico", uid, stripeCustomer, orgs, org, iat, exp, jti: newId() });
  const header = `{"alg":"HS256","typ":"JWT","kid":"${keyId}"}`;
  const signed = `${base64url(utf8(header))}.${base64url(utf8(JSON.stringify(payload)))}`;
  const token = `${signed}.${base64url(hmacSha256(utf8(secret), utf8(signed)))}`;
  if (token.length > MAX_TOKEN_BYTES) {
    // Fifty long organisation ids can still be too much.
    throw claimError("orgs", `makes the token longer than ${MAX_TOKEN_BYTES} bytes: pass fewer, or only the active one.`);
  }
  return token;
}
