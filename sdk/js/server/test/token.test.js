import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { signToken } from "../src/jwt.js";
import { decode, FORMATS, SECRET } from "./formats.js";

const signature = (secret, token) => createHmac("sha256", secret).update(token.slice(0, token.lastIndexOf("."))).digest("base64url");

test("a token is, character for character, what other implementations expect", () => {
  const claims = { uid: "jörg", stripeCustomer: "cus_1", orgs: { acme: "ADMIN", initech: "MEMBER" }, org: "acme", expiresIn: 60 };
  const token = signToken(SECRET, claims, 1_700_000_000, () => "id-1");
  const { headerText, payloadText } = decode(token);
  assert.equal(headerText, '{"alg":"HS256","typ":"JWT","kid":"k7"}');
  assert.equal(
    payloadText,
    '{"aud":"portico","uid":"jörg","stripeCustomer":"cus_1","orgs":{"acme":"ADMIN","initech":"MEMBER"},"org":"acme",' +
      '"iat":1700000000,"exp":1700000060,"jti":"id-1"}',
  );
  // Computed with the hmac module of Python.
  assert.equal(token.split(".")[2], "H343Jqb8Sg5Wx66FBp04NlpsFZqUG5ToHyMsGdt1Vpg");
});

for (const { format, makeJWT, OrgRoles } of FORMATS) {
  test(`${format}: the result is a compact JWS string, without a promise`, () => {
    const token = makeJWT(SECRET, { uid: "42" });
    assert.equal(typeof token, "string");
    assert.match(token, /^[\w-]+\.[\w-]+\.[\w-]{43}$/);
  });

  test(`${format}: absent claims are left out, the others keep their order`, () => {
    const { payload } = decode(makeJWT(SECRET, { org: "a", orgs: { a: OrgRoles.ADMIN }, stripeCustomer: undefined, uid: "42" }));
    assert.deepEqual(Object.keys(payload), ["aud", "uid", "orgs", "org", "iat", "exp", "jti"]);
    assert.deepEqual(Object.keys(decode(makeJWT(SECRET, { uid: "42" })).payload), ["aud", "uid", "iat", "exp", "jti"]);
  });

  test(`${format}: iat is now, in seconds; exp is an hour later or expiresIn seconds`, () => {
    const before = Math.floor(Date.now() / 1000);
    const { payload } = decode(makeJWT(SECRET, { uid: "42" }));
    assert.ok(payload.iat >= before && payload.iat <= Date.now() / 1000);
    assert.equal(payload.exp - payload.iat, 3600);
    for (const expiresIn of [1, 86_400]) {
      const { payload } = decode(makeJWT(SECRET, { uid: "42", expiresIn }));
      assert.equal(payload.exp - payload.iat, expiresIn);
    }
  });

  test(`${format}: every token has its own jti of 128 bits`, () => {
    const ids = Array.from({ length: 1000 }, () => decode(makeJWT(SECRET, { uid: "42" })).payload.jti);
    assert.equal(new Set(ids).size, 1000);
    for (const id of ids) assert.equal(Buffer.from(id, "base64url").length, 16);
  });

  test(`${format}: the key is the UTF-8 bytes of the whole secret, shorter and longer than a block of SHA-256`, () => {
    for (const keyId of ["a", "0", "k".repeat(15), "k".repeat(16), "k".repeat(17), "k".repeat(40)]) {
      for (const random of ["-".repeat(43), "_".repeat(43), "a_".repeat(21) + "-", "Z9".repeat(21) + "0"]) {
        const secret = `psk_${keyId}_${random}`;
        const token = makeJWT(secret, { uid: "42" });
        assert.equal(JSON.parse(decode(token).headerText).kid, keyId);
        assert.equal(decode(token).signature, signature(secret, token));
      }
    }
  });

  test(`${format}: text of any script survives`, () => {
    const uid = "Zoë \u{1F600} 東京 \u2028 \"quoted\" \\ </script>";
    const token = makeJWT(SECRET, { uid, orgs: { "organisation/ü": "MEMBER" } });
    assert.equal(decode(token).payload.uid, uid);
    assert.deepEqual(decode(token).payload.orgs, { "organisation/ü": "MEMBER" });
    assert.equal(decode(token).signature, signature(SECRET, token));
  });

  test(`${format}: a token may have 8 KiB and no byte more`, () => {
    const make = (count, last) => {
      const ids = Array.from({ length: count }, (_, i) => `${i}`.padStart(200, "o"));
      return makeJWT(SECRET, { uid: "42", orgs: Object.fromEntries([...ids, "x".repeat(last)].map((id) => [id, "ADMIN"])) });
    };
    const lengths = Array.from({ length: 255 }, (_, i) => {
      try {
        return make(28, i + 1).length;
      } catch (error) {
        assert.equal(error.claim, "orgs");
        return Infinity;
      }
    });
    const accepted = lengths.filter(Number.isFinite);
    assert.ok(lengths.includes(Infinity));
    assert.ok(Math.max(...accepted) <= 8192 && Math.max(...accepted) > 8192 - 4, `longest: ${Math.max(...accepted)}`);
  });

  test(`${format}: OrgRoles holds the two roles and is frozen`, () => {
    assert.deepEqual({ ...OrgRoles }, { ADMIN: "ADMIN", MEMBER: "MEMBER" });
    assert.ok(Object.isFrozen(OrgRoles));
  });
}
