// Values of every type through the real port: page, relay, worker and back, by way of wasm.
//   node --test browser/bridge.test.js       (SEED=… for the values of another run)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FIREFOX, open } from "./browser.js";
import { bundle, frame, hash, pageOf, receiver, scriptOf } from "./harness.js";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const own = (name) => `${import.meta.dirname}/bridge/${name}`;
const routes = { "/frame": frame, "/page": pageOf("/page.js") };
/** Round trips follow each other more closely than a plugin's messages may, and than Firefox collects functions. */
const QUICK = { limits: { messages_per_second: 1e6, ...(FIREFOX && { functions: 1e6 }) } };
let browser;
let code;

before(async () => {
  code = await bundle({ entryPoints: [own("plugin.js")], format: "iife" });
  routes["/plugin.js"] = scriptOf(code);
  routes["/page.js"] = scriptOf(await bundle({ entryPoints: [own("page.js")], format: "esm", plugins: [receiver] }));
  browser = await open(routes, { flags: ["--js-flags=--expose-gc"] });
});
after(() => browser.close());

async function started(options = {}) {
  const page = await browser.newPage();
  await page.goto("/page");
  await page.waitForFunction(() => window.ready);
  await page.evaluate((options) => window.start(options), { entry: "/plugin.js", digest: hash(code), ...options });
  return page;
}

/** What has to be among the values. */
const KINDS = [
  "undefined", "Null", "boolean", "number", "string", "bigint", "Date", "RegExp", "Array", "Object", "Map", "Set", "Error", "Function", "ArrayBuffer", "DataView",
  "Uint8Array", "Int8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
  "-0", "NaN", "Infinity", "-Infinity", "lone surrogate", "long text", "invalid Date", "holes", "cause", "shared",
];

test("2,500 values of the page come back equal, and what was the same is the same", async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const page = await started(QUICK);
  const { why, kinds } = await page.evaluate(([seed, count]) => window.echo(seed, count), [seed, 2_500]);
  assert.equal(why, undefined, `again with SEED=${seed}`);
  assert.deepEqual(KINDS.filter((kind) => !kinds[kind]), [], `none of these with SEED=${seed}`);
});

test("1,000 values of the plugin come back equal as answers", async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const page = await started(QUICK);
  assert.equal(await page.evaluate(([seed, count]) => window.own(seed, count), [seed, 1_000]), undefined, `again with SEED=${seed}`);
});

test("a difference is found and made small", async () => {
  const page = await started(QUICK);
  const found = await page.evaluate(async () => window.shrink({ a: [1, new Map([["k", { b: "some text" }]])], c: 2 }, async (value) => (window.write(value).includes("text") ? "text" : undefined)));
  assert.equal(found, 'text: "text"');
});

test("what cannot pass is undefined, in its place", async () => {
  const page = await started();
  const passed = {
    "[Symbol('a'), document.body, window, new Promise(() => {})]": "[undefined, undefined, undefined, undefined]",
    "JSON.parse('{ \"a\": 1, \"__proto__\": 2 }')": '{ "a": 1 }',
    "new (class Point { x = 1; get y() { return 2 } })": '{ "x": 1 }',
    "new AggregateError([1], 'a')": 'Error("a", cause: undefined)',
  };
  for (const [expression, wanted] of Object.entries(passed)) assert.equal(await page.evaluate((it) => window.pass(it), expression), wanted, expression);
  assert.equal(await page.evaluate(() => window.others()), "[undefined, undefined, undefined, undefined, undefined, undefined, 1]");
});

test("an error of the page may be its own cause", async () => {
  const page = await started();
  assert.deepEqual(await page.evaluate(() => window.leadsBack()), [[true, false], [false, true]]);
});

test("parity_28_functions_are_called_and_collected_after_release", { skip: FIREFOX && "it has no gc() that could be called" }, async () => {
  // With each more than half of what there may be, three times only come when those before were given back.
  const page = await started({ limits: { functions: 150 } });
  for (let round = 0; round < 3; round++) {
    assert.deepEqual(await page.evaluate(() => window.give(100)).then(({ plugin, answers }) => ({ plugin, answers })), { plugin: 100, answers: [5, 6, 7] });
    assert.deepEqual(await page.evaluate(() => window.dropGiven()), { here: 0, there: 0 });
  }
  const before = (await page.evaluate(() => window.handles())).page;
  const kept = await page.evaluate(() => window.keep(40));
  assert.deepEqual(kept, { added: 40, answers: Array.from({ length: 40 }, (_, number) => number + 1) });
  assert.equal(await page.evaluate((wanted) => window.dropKept(wanted), before), before);
  assert.deepEqual(await page.evaluate(() => window.states), [["loading"], ["live"]]);
});
