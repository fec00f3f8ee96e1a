// HMAC-SHA-256 (RFC 2104), the signature of the JWS algorithm HS256.
import { BLOCK_BYTES, sha256 } from "./sha256.js";

/**
 * @param {Uint8Array} key of any length
 * @param {Uint8Array} message
 * @returns {Uint8Array} the 32-byte code
 */
export function hmacSha256(key, message) {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = sha256(concat(block.map((byte) => byte ^ 0x36), message));
  return sha256(concat(block.map((byte) => byte ^ 0x5c), inner));
}

function concat(first, second) {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
