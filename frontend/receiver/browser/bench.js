// Compares with DOMRemoteReceiver on the same records in the same page; ours checks everything, and reads bytes. What is measured is
// the page's processor time, so that a busy machine does not matter much.
//   FEATURES=measure node browser/build.js, then
//   OUT=… REMOTE_DOM=…/@remote-dom/core/build/esm node browser/bench.js
import { open } from "./browser.js";

const { newPage, close } = await open();
const page = await newPage();
await page.goto("/browser/bench.html");
await page.waitForFunction(() => window.ready);
const devtools = await page.context().newCDPSession(page);
await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
const spent = async () => {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
};

const times = {};
for (let round = 0; round < Number(process.env.ROUNDS ?? 15); round++) {
  for (const which of ["ours", "theirs", "tree", "decode"]) {
    await page.evaluate(() => window.prepare());
    await new Promise((done) => setTimeout(done, 100));
    const before = await spent();
    await page.evaluate((name) => void window.run[name](), which);
    const after = await spent();
    (times[which] ??= []).push(after - before);
    if (round === 0) await page.evaluate((name) => window.note(name), which);
  }
}
const figures = Object.entries(times).map(([name, list]) => {
  const sorted = list.sort((a, b) => a - b);
  return [name, { best: sorted[0], quarter: sorted[sorted.length >> 2], median: sorted[sorted.length >> 1] }];
});
console.table(Object.fromEntries(figures));
console.log("same result, characters of HTML:", await page.evaluate(() => window.same()));
await close();
