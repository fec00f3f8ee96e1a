// The host secret. No message here may contain any part of it: errors end up in logs.

// A key id has no underscore, so the first one after the prefix ends it; the 43 characters may contain more.
const SECRET = /^psk_([a-z0-9]+)_[A-Za-z0-9_-]{43}$/;

/**
 * @param {unknown} secret
 * @returns {string} the key id, which the token's header carries as `kid`
 * @throws {TypeError} if the secret does not have the form `psk_<key id>_<43 base64url characters>`
 */
export function keyIdOf(secret) {
  if (typeof secret !== "string") {
    throw new TypeError(
      `The host secret must be a string, but it is ${secret === null ? "null" : typeof secret}: ` +
        "check where it comes from, and await it if that is asynchronous.",
    );
  }
  const match = SECRET.exec(secret);
  if (match) return match[1];
  throw new TypeError(
    "The host secret must have the form psk_<key id>_<43 base64url characters>: " +
      (secret === secret.trim() ? "copy all of it, without quotes." : "remove the white space around it with trim()."),
  );
}
