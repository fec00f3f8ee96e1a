import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { sha256 } from "../src/sha256.js";

const hex = (bytes) => Buffer.from(bytes).toString("hex");

// FIPS 180-2 appendix B and the empty and two-block messages of NIST's example values.
const VECTORS = [
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  [
    "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  ],
  [
    "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
    "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
  ],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
];

for (const [message, digest] of VECTORS) {
  test(`SHA-256 of the FIPS message of ${message.length} bytes`, () => {
    assert.equal(hex(sha256(Buffer.from(message))), digest);
  });
}

test("SHA-256 equals node:crypto at every length around the block boundaries", () => {
  for (let length = 0; length <= 260; length++) {
    const message = randomBytes(length);
    assert.equal(hex(sha256(message)), createHash("sha256").update(message).digest("hex"), `length ${length}`);
  }
});

test("SHA-256 leaves its input as it was", () => {
  const message = Uint8Array.of(1, 2, 3);
  sha256(message);
  assert.deepEqual(message, Uint8Array.of(1, 2, 3));
});
