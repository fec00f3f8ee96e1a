// Compares our receiver with DOMRemoteReceiver and with plain DOM calls, on the same records in the same page; ours checks everything,
// and reads bytes. What is measured is the page's processor time, so that a busy machine does not matter much. In the end all three
// have to show the same. Then: what a hundred plugins that were mounted and ended leave behind.
//   scripts/bench-receiver.sh      (ROUNDS=10)
import assert from "node:assert/strict";
import { open } from "./browser.js";
import { bundle, frame, hash, pageOf, receiver, scriptOf } from "./harness.js";

const ROUNDS = Number(process.env.ROUNDS ?? 10);
const MOUNTS = 100;
/** A plugin that shows 500 nodes. */
const PLUGIN = `onmessage = ({ data: [kind, id, name, args] }) => {
  if (kind !== 1) return;
  if (name !== "render") return postMessage([2, id, undefined, new Error("no such export")]);
  const children = Array.from({ length: 499 }, (_, number) => ({ id: "c" + number, type: 3, data: "Text " + number }));
  postMessage([3, "m", args[0].mutate["_@f"], [[[0, "~", { id: "r", type: 1, element: "div", attributes: {}, eventListeners: { click: { "_@f": "f" } }, children }, 0]]]]);
};`;

const routes = { "/frame": frame, "/plugin.js": scriptOf(PLUGIN), "/page": pageOf("/page.js") };
routes["/page.js"] = scriptOf(await bundle({ entryPoints: [`${import.meta.dirname}/bench/page.js`], format: "esm", plugins: [receiver] }));
const { newPage, close, errors } = await open(routes, { flags: ["--js-flags=--expose-gc", "--enable-precise-memory-info"] });
async function opened() {
  const page = await newPage();
  await page.goto("/page");
  await page.waitForFunction(() => window.ready, null, { timeout: 20_000 }).catch(() => assert.fail(`the page did not start: ${errors}`));
  return page;
}
let page = await opened();
const devtools = await page.context().newCDPSession(page);
await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
const spent = async () => {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
};

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const pause = (time) => new Promise((done) => setTimeout(done, time));

async function measure(name, which) {
  await page.evaluate(([name, which]) => window.prepare(name, which), [name, which]);
  await page.evaluate(() => window.gc());
  await pause(50);
  const before = await spent();
  await page.evaluate(() => void window.run());
  return (await spent()) - before;
}

const names = await page.evaluate(() => window.streams);
const table = {};
for (const name of names) {
  const times = {};
  const shown = {};
  const all = ["plain", "theirs", "ours", ...(name === names[0] ? ["decode", "tree"] : [])];
  // The first round is for the compilers; then whoever was first is last.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const which of round % 2 ? all : all.toReversed()) {
      const time = await measure(name, which);
      if (round > 0) (times[which] ??= []).push(time);
      shown[which] = await page.evaluate(() => window.html());
    }
  }
  assert.ok(shown.plain.length > 50_000, "something is shown");
  assert.equal(shown.ours, shown.plain, `${name}: ours shows what plain calls show`);
  assert.equal(shown.theirs, shown.plain, `${name}: DOMRemoteReceiver shows what plain calls show`);
  const [plain, theirs, ours] = all.map((which) => median(times[which]));
  const ms = (time) => Number(time.toFixed(1));
  const ratio = (a, b) => Number((a / b).toFixed(2));
  table[name] = { "plain DOM (ms)": ms(plain), "DOMRemoteReceiver (ms)": ms(theirs), "ours (ms)": ms(ours), "ours : theirs": ratio(ours, theirs), "ours : plain": ratio(ours, plain) };
  if (times.tree) console.log(`${name}, of ours: reading bytes ${ms(median(times.decode))} ms, with checking ${ms(median(times.tree))} ms, with the page ${ms(ours)} ms`);
}
console.log(`\nmedians of ${ROUNDS} runs in turn; all three show the same HTML`);
console.table(table);

// What was measured so far is of no account here.
page = await opened();
const digest = hash(PLUGIN);
const round = () => page.evaluate((digest) => window.round("/plugin.js", digest), digest);
for (let warm = 0; warm < 10; warm++) await round();
const before = await page.evaluate(() => window.memory());
for (let number = 0; number < MOUNTS; number++) await round();
const after = await page.evaluate(() => window.memory());
const kb = (bytes) => Math.round(bytes / 1024);
console.log(`memory before and after mounting and ending ${MOUNTS} plugins of 500 nodes (KiB)`);
console.table({ "JavaScript heap": { before: kb(before.heap), after: kb(after.heap), "more per plugin": (kb(after.heap) - kb(before.heap)) / MOUNTS }, "wasm memory": { before: kb(before.wasm), after: kb(after.wasm), "more per plugin": (kb(after.wasm) - kb(before.wasm)) / MOUNTS } });
await close();
