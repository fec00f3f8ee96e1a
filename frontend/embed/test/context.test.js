import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { frozenCopy, namesOf, pick, split } from "../src/context.js";

test("functions are callbacks, everything else props, own keys only", () => {
  const context = Object.assign(Object.create({ inherited: 1, call() {} }), { a: 1, b: null, c: undefined, d() {}, e: class {} });
  const { props, callbacks } = split(context);
  assert.deepEqual(props, { a: 1, b: null, c: undefined });
  assert.deepEqual(Object.keys(callbacks), ["d", "e"]);
  for (const nothing of [undefined, null, 7]) assert.deepEqual(split(nothing), { props: {}, callbacks: {} });
});

test("names come as a list or as a text", () => {
  for (const given of [["onBuy", "onPay"], new Set(["onBuy", "onPay"]), "onBuy onPay", " onBuy,\n onPay ", "onBuy,onPay"]) assert.deepEqual(namesOf(given), ["onBuy", "onPay"]);
  for (const nothing of [undefined, null, "", [], {}, true]) assert.deepEqual(namesOf(nothing), []);
  assert.ok(Object.isFrozen(namesOf(["a"])));
});

test("PARITY 38 and 43: names of every object's prototype are not found", () => {
  const evil = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
  assert.deepEqual(Object.keys(split(evil).props), ["a"]);
  assert.equal({}.polluted, undefined);
  assert.deepEqual(pick({ a: 1 }, ["a", "b", "constructor", "toString", "__proto__", "hasOwnProperty"]), { a: 1 });
  assert.deepEqual(pick({ constructor: 1 }, ["constructor"]), { constructor: 1 });
  assert.deepEqual(pick(undefined, ["a"]), {});
  assert.deepEqual(pick({ a: 1 }, undefined), {});
});

test("what a component gets is frozen to the ground, and the page's own objects are not", () => {
  const own = { billing: { address: { city: "Zürich" } }, rows: [{ n: 1 }], at: new Date(0), bytes: new Uint8Array(2) };
  const copy = frozenCopy(own);
  assert.deepEqual(copy, own);
  for (const part of [copy, copy.billing, copy.billing.address, copy.rows, copy.rows[0]]) assert.ok(Object.isFrozen(part));
  for (const part of [own, own.billing, own.rows]) assert.ok(!Object.isFrozen(part));
  own.billing.address.city = "Bern";
  assert.equal(copy.billing.address.city, "Zürich");
});

test("cycles are no obstacle; what cannot be copied is left out and said", () => {
  const warn = mock.method(console, "warn", () => {});
  const loop = { name: "loop" };
  loop.self = loop;
  const copy = frozenCopy({ loop, nested: { run() {} }, rest: 1 });
  assert.equal(copy.loop.self, copy.loop);
  assert.deepEqual(Object.keys(copy), ["loop", "rest"]);
  assert.match(warn.mock.calls[0].arguments[0], /"nested"/);
  warn.mock.restore();
});
