// remote-dom's own tests of DOMRemoteReceiver, with our receiver behind remote-dom/adapter.js.
//   node --test browser/remote-dom.test.js
import assert from "node:assert/strict";
import { readFileSync, readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "./browser.js";
import { bundle, frame, hash, packages, pageOf, receiver, scriptOf } from "./harness.js";
import { OPEN, SKIPPED, STRICTER, SUBSTITUTED } from "./remote-dom/differences.js";

// esbuild names files by their real paths.
const suites = realpathSync(join(packages, "@remote-dom/core/source/receivers/tests"));
const files = readdirSync(suites).filter((name) => /^DOMRemoteReceiver.*\.test\.ts$/.test(name)).sort();
const own = (name) => join(import.meta.dirname, "remote-dom", name);
/** A plugin that sends the records it is given. */
const replay = `
const given = (f, ...args) => new Promise((resolve, reject) => {
  const id = "r" + Object.keys(waiting).length;
  waiting[id] = { resolve, reject };
  postMessage([3, id, f["_@f"], args]);
});
const waiting = {};
onmessage = async ({ data: [kind, id, name, args] }) => {
  if (kind === 4) return args === undefined ? waiting[id].resolve(name) : waiting[id].reject(args);
  if (kind !== 1) return;
  if (name !== "render") return postMessage([2, id, undefined, new Error("no such export")]);
  const [connection, { props, callbacks }] = args;
  for (const record of props.records) await given(connection.mutate, [record]);
  await given(callbacks.onDone);
  postMessage([2, id, undefined]);
};`;
const routes = { "/frame": frame, "/replay.js": scriptOf(replay) };
let browser;

before(async () => {
  browser = await open(routes);
});
after(() => browser.close());

/** remote-dom's test file as it is, but for the receiver it imports. */
const ours = {
  name: "ours",
  setup(build) {
    build.onResolve({ filter: /receivers\.ts$|DOMRemoteReceiver\.ts$/ }, ({ importer }) => (importer.startsWith(suites) ? { path: own("adapter.js") } : undefined));
    build.onLoad({ filter: /\.test\.ts$/ }, ({ path }) => ({ contents: substituted(path), loader: "ts" }));
  },
};

function substituted(path) {
  let text = readFileSync(path, "utf8");
  for (const { file, from, to } of SUBSTITUTED.filter(({ file }) => path.endsWith(file))) {
    assert.ok(text.includes(from), `${file} has ${from}`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** Opens a page with the tests of a file in it, and tells their names. */
async function load(file, plugins) {
  const path = `/${plugins.length > 0 ? "ours" : "theirs"}/${file}`;
  routes[`${path}.js`] = scriptOf(await bundle({
    stdin: { contents: `import * as vitest from "vitest"; import ${JSON.stringify(join(suites, file))}; window.vitest = vitest;`, resolveDir: suites },
    format: "esm", ignoreAnnotations: true, alias: { vitest: own("vitest.js") }, plugins,
  }));
  routes[path] = pageOf(`${path}.js`);
  const page = await browser.newPage();
  await page.goto(path);
  await page.waitForFunction(() => window.vitest);
  const names = await page.evaluate(() => window.vitest.tests.map(({ name }) => name));
  /** What a test failed for, or undefined. */
  const run = (number) => page.evaluate((index) => window.vitest.run(index).then(() => undefined, (error) => String(error?.message ?? error)), number);
  /** How many receivers of ours were made: whose tests these are is not to be taken on trust. */
  const made = () => page.evaluate(() => window.recordings?.length ?? 0);
  return { page, names, run, made };
}

/** Names of all tests, as far as they were run. */
const all = [];

for (const file of files) {
  test(file, async (t) => {
    const { page, names, run, made } = await load(file, [receiver, ours]);
    for (const [number, name] of names.entries()) {
      all.push(name);
      const failed = await run(number);
      const fails = (wanted) => assert.ok(failed?.includes(wanted), `listed in differences.js, but ${failed ?? "it passes"}`);
      if (SKIPPED[name]) {
        fails("");
        await t.test(name, { skip: SKIPPED[name] });
      } else if (OPEN[name]) {
        fails("");
        await t.test(name, { todo: OPEN[name] }, () => assert.fail(failed));
      } else if (STRICTER[name]) {
        await t.test(name, (test) => {
          test.diagnostic(`refused: ${STRICTER[name].because}`);
          fails(STRICTER[name].refuses);
        });
      } else await t.test(name, () => assert.equal(failed, undefined));
    }
    const count = await made();
    assert.ok(count >= names.length, "each test made a receiver of ours");

    await t.test("the same records through frames show the same", async () => {
      const outcomes = await page.evaluate(async ([receivers, entry, digest]) => {
        const outcomes = [];
        let next = 0;
        const work = async () => {
          while (next < receivers) outcomes.push(await window.replay(next++, entry, digest));
        };
        await Promise.all([work(), work(), work(), work()]);
        return outcomes.filter(Boolean);
      }, [count, "/replay.js", hash(replay)]);
      for (const { before, now } of outcomes) assert.equal(now, before);
      assert.ok(outcomes.some(({ now }) => now !== ""), "something was shown");
    });
  });

  // Whether the page understands the tests: the original passes all of them.
  test(`${file} with DOMRemoteReceiver itself`, async () => {
    const { names, run, made } = await load(file, []);
    const failed = [];
    for (const [number, name] of names.entries()) failed.push(...(await run(number).then((why) => (why ? [`${name}: ${why}`] : []))));
    assert.deepEqual(failed, []);
    assert.equal(await made(), 0);
  });
}

test("one in ten tests is skipped at most, and what is listed exists", () => {
  const listed = [SKIPPED, STRICTER, OPEN].flatMap((list) => Object.keys(list));
  assert.deepEqual(listed.filter((name) => !all.includes(name)), []);
  assert.equal(new Set(listed).size, listed.length);
  for (const because of [...Object.values(SKIPPED), ...Object.values(OPEN), ...Object.values(STRICTER).map(({ because }) => because)]) assert.match(because, /^(THREATS|PARITY) [0-9a-z]+: /);
  assert.ok(Object.keys(SKIPPED).length <= all.length / 10, `${Object.keys(SKIPPED).length} of ${all.length}`);
});
