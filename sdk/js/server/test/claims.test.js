import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, FORMATS, SECRET } from "./formats.js";

class Account {
  uid = "42";
}

const orgs = (orgs) => ({ uid: "42", orgs });
const manyOrgs = (count) => orgs(Object.fromEntries(Array.from({ length: count }, (_, i) => [`o${i}`, "MEMBER"])));

// [the rule, the claim that the error names, the claims]
const REFUSED = [
  ["claims are required", "uid", undefined],
  ["claims are an object", "uid", null],
  ["claims are not a text", "uid", "42"],
  ["claims are not an array", "uid", ["42"]],
  ["claims are not a class instance", "uid", new Account()],
  ["claims are not inherited", "uid", Object.create({ uid: "42" })],
  ["uid is required", "uid", {}],
  ["uid is not undefined", "uid", { uid: undefined }],
  ["uid is not null", "uid", { uid: null }],
  ["uid is not a number", "uid", { uid: 42 }],
  ["uid is not a String object", "uid", { uid: new String("42") }],
  ["uid is not empty", "uid", { uid: "" }],
  ["uid has no line break", "uid", { uid: "42\n" }],
  ["uid has no NUL", "uid", { uid: "4\u00002" }],
  ["uid has no DEL", "uid", { uid: "42\u007f" }],
  ["uid has no C1 control character", "uid", { uid: "42\u0085" }],
  ["uid has no lone high surrogate", "uid", { uid: "42\ud83d" }],
  ["uid has no lone low surrogate", "uid", { uid: "\ude0042" }],
  ["uid has at most 255 bytes", "uid", { uid: "a".repeat(256) }],
  ["uid has at most 255 bytes, not characters", "uid", { uid: "ü".repeat(128) }],
  ["stripeCustomer is a string", "stripeCustomer", { uid: "42", stripeCustomer: 7 }],
  ["stripeCustomer is not null", "stripeCustomer", { uid: "42", stripeCustomer: null }],
  ["stripeCustomer is not empty", "stripeCustomer", { uid: "42", stripeCustomer: "" }],
  ["stripeCustomer has no lone surrogate", "stripeCustomer", { uid: "42", stripeCustomer: "\udfff" }],
  ["orgs is not null", "orgs", orgs(null)],
  ["orgs is not an array", "orgs", orgs(["acme"])],
  ["orgs is not a text", "orgs", orgs("acme")],
  ["orgs is not a Map", "orgs", orgs(new Map([["acme", "ADMIN"]]))],
  ["orgs is not a class instance", "orgs", orgs(new (class { acme = "ADMIN"; })())],
  ["orgs has no own __proto__", "orgs", orgs(JSON.parse('{"__proto__":"ADMIN"}'))],
  ["orgs has no own __proto__ object", "orgs", orgs(JSON.parse('{"__proto__":{"acme":"ADMIN"}}'))],
  ["orgs has no prototype of its own", "orgs", orgs({ __proto__: { acme: "ADMIN" } })],
  ["orgs has no prototype without a prototype", "orgs", orgs({ __proto__: { __proto__: null, acme: "ADMIN" } })],
  ["orgs has at most 50 organisations", "orgs", manyOrgs(51)],
  ["an org id is not empty", "orgs", orgs({ "": "ADMIN" })],
  ["an org id has no control character", "orgs", orgs({ "a\tb": "ADMIN" })],
  ["an org id has no lone surrogate", "orgs", orgs({ "\ud800": "ADMIN" })],
  ["an org id has at most 255 bytes", "orgs", orgs({ ["a".repeat(256)]: "ADMIN" })],
  ["a role is known", "orgs", orgs({ acme: "OWNER" })],
  ["a role is in capitals", "orgs", orgs({ acme: "admin" })],
  ["a role is not undefined", "orgs", orgs({ acme: undefined })],
  ["a role is not a list", "orgs", orgs({ acme: ["ADMIN"] })],
  ["a role is not a name every object has", "orgs", orgs({ acme: "constructor" })],
  ["org needs orgs", "org", { uid: "42", org: "acme" }],
  ["org is a key of orgs", "org", { uid: "42", orgs: { acme: "ADMIN" }, org: "initech" }],
  ["org is an own key of orgs", "org", { uid: "42", orgs: {}, org: "toString" }],
  ["org is not __proto__", "org", { uid: "42", orgs: {}, org: "__proto__" }],
  ["org is a string", "org", { uid: "42", orgs: { 1: "ADMIN" }, org: 1 }],
  ["org is not null", "org", { uid: "42", orgs: { acme: "ADMIN" }, org: null }],
  ["expiresIn is at least 1", "expiresIn", { uid: "42", expiresIn: 0 }],
  ["expiresIn is not negative", "expiresIn", { uid: "42", expiresIn: -1 }],
  ["expiresIn is at most 24 hours", "expiresIn", { uid: "42", expiresIn: 86_401 }],
  ["expiresIn is a whole number", "expiresIn", { uid: "42", expiresIn: 1.5 }],
  ["expiresIn is not a text", "expiresIn", { uid: "42", expiresIn: "3600" }],
  ["expiresIn is not NaN", "expiresIn", { uid: "42", expiresIn: NaN }],
  ["expiresIn is not null", "expiresIn", { uid: "42", expiresIn: null }],
  ["a misspelt claim is not ignored", "organisation", { uid: "42", organisation: "acme" }],
  ["exp cannot be set", "exp", { uid: "42", exp: 1 }],
  ["an own __proto__ is not a claim", "__proto__", JSON.parse('{"uid":"42","__proto__":{"orgs":{}}}')],
];

const ACCEPTED = [
  ["a uid of 255 bytes", { uid: "ü".repeat(127) + "a" }],
  ["a uid that looks like a name every object has", { uid: "__proto__" }],
  ["no orgs at all", orgs({})],
  ["50 organisations", manyOrgs(50)],
  ["orgs without a prototype", orgs({ __proto__: null, acme: "ADMIN" })],
  ["parsed JSON", JSON.parse('{"uid":"42","orgs":{"acme":"ADMIN"},"org":"acme"}')],
  ["an org id that looks like a name every object has", { ...orgs({ constructor: "MEMBER" }), org: "constructor" }],
  ["undefined for every optional claim", { uid: "42", stripeCustomer: undefined, orgs: undefined, org: undefined, expiresIn: undefined }],
];

for (const { format, makeJWT } of FORMATS) {
  for (const [rule, claim, claims] of REFUSED) {
    test(`${format}: ${rule}`, () => {
      assert.throws(
        () => makeJWT(SECRET, claims),
        (error) => {
          assert.ok(error instanceof TypeError);
          assert.equal(error.claim, claim);
          assert.ok(error.message.startsWith(`${claim} `), error.message);
          // What to do follows what is wrong.
          assert.match(error.message, /: |must be|, only/, error.message);
          return true;
        },
      );
    });
  }

  for (const [what, claims] of ACCEPTED) {
    test(`${format}: accepted: ${what}`, () => {
      const { payload } = decode(makeJWT(SECRET, claims));
      assert.equal(payload.uid, claims.uid);
      assert.deepEqual({ ...payload.orgs }, { ...claims.orgs });
    });
  }

  test(`${format}: a polluted Object.prototype adds nothing to a token`, () => {
    const polluted = { orgs: { evil: "ADMIN" }, org: "evil", stripeCustomer: "cus_evil", evil: "ADMIN", toJSON: () => "evil" };
    try {
      for (const [name, value] of Object.entries(polluted)) {
        Object.defineProperty(Object.prototype, name, { value, configurable: true, enumerable: true, writable: true });
      }
      const { payloadText } = decode(makeJWT(SECRET, { uid: "42", orgs: { acme: "MEMBER" } }));
      assert.match(payloadText, /^\{"aud":"portico","uid":"42","orgs":\{"acme":"MEMBER"\},"iat":\d+,"exp":\d+,"jti":"[\w-]+"\}$/);
    } finally {
      for (const name of Object.keys(polluted)) delete Object.prototype[name];
    }
  });

  test(`${format}: a getter cannot answer the check and the token differently`, () => {
    let reads = 0;
    const orgs = { get acme() { return reads++ === 0 ? "MEMBER" : "ADMIN"; } };
    assert.deepEqual(decode(makeJWT(SECRET, { uid: "42", orgs })).payload.orgs, { acme: "MEMBER" });
  });

  test(`${format}: the caller's objects stay as they were`, () => {
    const claims = Object.freeze({ uid: "42", orgs: Object.freeze({ acme: "ADMIN" }) });
    makeJWT(SECRET, claims);
    assert.deepEqual(claims, { uid: "42", orgs: { acme: "ADMIN" } });
  });

  test(`${format}: an error does not repeat the user's ids`, () => {
    for (const claims of [{ uid: "private-id\n" }, { uid: "42", stripeCustomer: "private-id\n" }, { uid: "private-id", expiresIn: 0 }]) {
      assert.throws(() => makeJWT(SECRET, claims), (error) => !error.message.includes("private-id"));
    }
  });
}
