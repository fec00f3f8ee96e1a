import assert from "node:assert/strict";
import { test } from "node:test";
import { claimsOf, isSamePerson, remaining, untilRenewal } from "../src/token.js";

const token = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;

test("claims are read, whatever letters they have; what is no token says nothing", () => {
  assert.deepEqual(claimsOf(token({ uid: "Zoë 😀", exp: 1 })), { uid: "Zoë 😀", exp: 1 });
  for (const none of [undefined, "", "a.b.c", "a", "a.bnVsbA.c", "..", "a.!!.c"]) assert.deepEqual(claimsOf(none), {});
});

test("a person is the same while user, organisations and roles are, in whatever order", () => {
  const ada = { uid: "ada", orgs: { a: "ADMIN", b: "MEMBER" }, exp: 1, iat: 0, jti: "x" };
  assert.ok(isSamePerson(ada, { ...ada, orgs: { b: "MEMBER", a: "ADMIN" }, exp: 2, jti: "y" }));
  for (const other of [{ ...ada, uid: "bob" }, { ...ada, orgs: { a: "MEMBER", b: "MEMBER" } }, { ...ada, org: "a" }, { ...ada, orgs: {} }, { ...ada, stripeCustomer: "c" }]) assert.ok(!isSamePerson(ada, other));
});

test("a token ends when it says; with a clock that is wrong, after its own life", () => {
  const claims = { iat: 1000, exp: 1600 };
  assert.equal(remaining(claims, 1_000_000), 600_000);
  assert.equal(remaining(claims, 1_500_000), 100_000);
  // The reader's clock is a day ahead, or behind.
  assert.equal(remaining(claims, 90_000_000), 600_000);
  assert.equal(remaining({ iat: 100_000, exp: 100_600 }, 1_000_000), 600_000);
  assert.equal(remaining({ exp: 1600 }, 1_500_000), 100_000);
  assert.equal(remaining({ uid: "a" }, 0), undefined);
  // Longer than a timer can wait would be at once.
  assert.ok(remaining({ exp: 1e10 }, 0) < 2 ** 31);
});

test("it is renewed a minute before its end, a short one after four fifths of its life, and never in a rush", () => {
  assert.equal(untilRenewal(3_600_000), 3_540_000);
  assert.equal(untilRenewal(10_000), 8_000);
  assert.equal(untilRenewal(0), 1_000);
  assert.equal(untilRenewal(-5_000), 1_000);
});
