import assert from "node:assert/strict";
import { createHmac, randomBytes, randomInt } from "node:crypto";
import { test } from "node:test";
import { hmacSha256 } from "../src/hmac.js";

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const ascii = (text) => Buffer.from(text, "latin1");
const repeat = (byte, count) => Buffer.alloc(count, byte);

// RFC 4231, sections 4.2 to 4.8. Case 5 gives only the first 128 bits.
const CASES = [
  [1, repeat(0x0b, 20), ascii("Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [2, ascii("Jefe"), ascii("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
  [3, repeat(0xaa, 20), repeat(0xdd, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"],
  [
    4,
    Buffer.from("0102030405060708090a0b0c0d0e0f10111213141516171819", "hex"),
    repeat(0xcd, 50),
    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  ],
  [5, repeat(0x0c, 20), ascii("Test With Truncation"), "a3b6167473100ee06e0c796c2955552b"],
  [
    6,
    repeat(0xaa, 131),
    ascii("Test Using Larger Than Block-Size Key - Hash Key First"),
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
  [
    7,
    repeat(0xaa, 131),
    ascii(
      "This is a test using a larger than block-size key and a larger than block-size data. " +
        "The key needs to be hashed before being used by the HMAC algorithm.",
    ),
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  ],
];

for (const [number, key, message, code] of CASES) {
  test(`HMAC-SHA-256, RFC 4231 test case ${number}`, () => {
    assert.equal(hex(hmacSha256(key, message)).slice(0, code.length), code);
  });
}

test("HMAC-SHA-256 equals node:crypto for every key length around the block size", () => {
  for (let length = 0; length <= 200; length++) {
    const key = randomBytes(length);
    const message = randomBytes(randomInt(0, 1000));
    assert.equal(hex(hmacSha256(key, message)), createHmac("sha256", key).update(message).digest("hex"), `key length ${length}`);
  }
});
