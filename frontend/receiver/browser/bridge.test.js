// Values of every type through the real port: page, relay, worker and back, by way of wasm.
//   node --test browser/bridge.test.js       (SEED=… for the values of another run)
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "./browser.js";
import { bundle, frame, hash, pageOf, receiver, scriptOf } from "./harness.js";

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
const own = (name) => `${import.meta.dirname}/bridge/${name}`;
const routes = { "/frame": frame, "/page": pageOf("/page.js") };
/** Round trips follow each other more closely than a plugin's messages may. */
const QUICK = { limits: { messages_per_second: 1e6 } };
let browser;
let code;

before(async () => {
  code = await bundle({ entryPoints: [own("plugin.js")], format: "iife" });
  routes["/plugin.js"] = scriptOf(code);
  routes["/page.js"] = scriptOf(await bundle({ entryPoints: [own("page.js")], format: "esm", plugins: [receiver] }));
  browser = await open(routes, ["--js-flags=--expose-gc"]);
});
after(() => browser.close());

async function started(options = {}) {
  const page = await browser.newPage();
  await page.goto("/page");
  await page.waitForFunction(() => window.ready);
  await page.evaluate((options) => window.start(options), { entry: "/plugin.js", digest: hash(code), ...options });
  return page;
}

test("2,500 values of the page come back equal, and what was the same is the same", async () => {
  const page = await started(QUICK);
  assert.equal(await page.evaluate(([seed, count]) => window.echo(seed, count), [seed, 2_500]), undefined, `again with SEED=${seed}`);
});

test("1,000 values of the plugin come back equal as answers", async () => {
  const page = await started(QUICK);
  assert.equal(await page.evaluate(([seed, count]) => window.own(seed, count), [seed, 1_000]), undefined, `again with SEED=${seed}`);
});
