import assert from "node:assert/strict";
import { test } from "node:test";
import { jwtVerify, SignJWT } from "jose";
import { decode, FORMATS, SECRET } from "./formats.js";

const key = new TextEncoder().encode(SECRET);
const options = { algorithms: ["HS256"], typ: "JWT", audience: "portico", requiredClaims: ["uid", "iat", "exp", "jti"] };

for (const { format, makeJWT, OrgRoles } of FORMATS) {
  const claims = { uid: "Zoë", stripeCustomer: "cus_1", orgs: { acme: OrgRoles.ADMIN, initech: OrgRoles.MEMBER }, org: "acme" };

  test(`${format}: jose verifies our token`, async () => {
    const { payload, protectedHeader } = await jwtVerify(makeJWT(SECRET, claims), key, options);
    assert.deepEqual(protectedHeader, { alg: "HS256", typ: "JWT", kid: "k7" });
    const { aud, iat, exp, jti, ...rest } = payload;
    assert.deepEqual(rest, claims);
    assert.equal(exp - iat, 3600);
  });

  test(`${format}: jose signs the same payload to the very same token`, async () => {
    const token = makeJWT(SECRET, claims);
    const theirs = await new SignJWT(decode(token).payload).setProtectedHeader({ alg: "HS256", typ: "JWT", kid: "k7" }).sign(key);
    assert.equal(theirs, token);
  });

  test(`${format}: a token that jose makes by its own means has the same shape`, async () => {
    const theirs = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: "k7" })
      .setAudience("portico")
      .setIssuedAt()
      .setExpirationTime("1h")
      .setJti("id-1")
      .sign(key);
    const shape = ({ payload }) => Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, typeof value]));
    assert.deepEqual(shape(decode(theirs)), shape(decode(makeJWT(SECRET, claims))));
  });

  test(`${format}: jose refuses our token with another secret or a changed payload`, async () => {
    const token = makeJWT(SECRET, claims);
    const other = new TextEncoder().encode(`${SECRET.slice(0, -1)}X`);
    await assert.rejects(jwtVerify(token, other, options), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
    const [header, , signature] = token.split(".");
    const payload = Buffer.from(JSON.stringify({ ...decode(token).payload, uid: "root" })).toString("base64url");
    await assert.rejects(jwtVerify(`${header}.${payload}.${signature}`, key, options), { code: "ERR_JWS_SIGNATURE_VERIFICATION_FAILED" });
  });
}
