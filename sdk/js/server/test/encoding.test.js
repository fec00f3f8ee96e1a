import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { base64url, utf8 } from "../src/encoding.js";

test("base64url writes the RFC 4648 vectors without padding", () => {
  const vectors = { "": "", f: "Zg", fo: "Zm8", foo: "Zm9v", foob: "Zm9vYg", fooba: "Zm9vYmE", foobar: "Zm9vYmFy" };
  for (const [text, encoded] of Object.entries(vectors)) assert.equal(base64url(utf8(text)), encoded);
});

test("base64url uses - and _ and every other character of its alphabet", () => {
  assert.equal(base64url(Uint8Array.of(0xfb, 0xff, 0xfe)), "-__-");
  for (let length = 0; length < 200; length++) {
    const bytes = randomBytes(length);
    assert.equal(base64url(bytes), bytes.toString("base64url"));
  }
});
