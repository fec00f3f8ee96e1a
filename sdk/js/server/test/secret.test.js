import assert from "node:assert/strict";
import { test } from "node:test";
import { FORMATS, SECRET } from "./formats.js";

const RANDOM = SECRET.slice("psk_k7_".length);

const REFUSED = {
  "being undefined": undefined,
  "being null": null,
  "being a number": 42,
  "being bytes": new TextEncoder().encode(SECRET),
  "being a promise": Promise.resolve(SECRET),
  "being a String object": new String(SECRET),
  "being empty": "",
  "a line break at the end, as in a file": `${SECRET}\n`,
  "a space in front": ` ${SECRET}`,
  "quotes": `"${SECRET}"`,
  "another prefix": `sk_k7_${RANDOM}`,
  "a prefix in capitals": `PSK_k7_${RANDOM}`,
  "no key id": `psk__${RANDOM}`,
  "no key id and no underscore": `psk_${RANDOM}`,
  "a key id in capitals": `psk_K7_${RANDOM}`,
  "a key id with a hyphen": `psk_k-7_${RANDOM}`,
  "one character too few": SECRET.slice(0, -1),
  "one character too many": `${SECRET}a`,
  "base64 instead of base64url": `psk_k7_${RANDOM.slice(1)}+`,
  "padding": `psk_k7_${RANDOM.slice(1)}=`,
  "a character beyond ASCII": `psk_k7_${RANDOM.slice(1)}é`,
};

for (const { format, makeJWT } of FORMATS) {
  for (const [what, secret] of Object.entries(REFUSED)) {
    test(`${format}: a secret is refused for ${what}, without a trace of it in the error`, () => {
      assert.throws(
        () => makeJWT(secret, { uid: "42" }),
        (error) => {
          assert.ok(error instanceof TypeError);
          assert.match(error.message, /host secret/);
          const told = `${error.message}${error.stack}${JSON.stringify(error)}`;
          for (let i = 0; i + 6 <= RANDOM.length; i++) assert.ok(!told.includes(RANDOM.slice(i, i + 6)), error.message);
          return true;
        },
      );
    });
  }

  test(`${format}: the error says how to mend a secret read from a file`, () => {
    assert.throws(() => makeJWT(`${SECRET}\n`, { uid: "42" }), /white space.*trim/);
  });

  test(`${format}: the secret does not appear in the token or in an error about a claim`, () => {
    assert.ok(!makeJWT(SECRET, { uid: "42" }).includes(RANDOM));
    assert.throws(() => makeJWT(SECRET, {}), (error) => !error.message.includes(RANDOM));
  });
}
