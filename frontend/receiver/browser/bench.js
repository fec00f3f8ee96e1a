// Compares with DOMRemoteReceiver on the same records in the same page; ours checks everything, and reads bytes.
//   FEATURES=measure node browser/build.js, then
//   OUT=… REMOTE_DOM=…/@remote-dom/core/build/esm PLAYWRIGHT=…/playwright-core node browser/bench.js
import { open } from "./browser.js";

const { newPage, close } = await open();
const page = await newPage();
await page.goto("/browser/bench.html");
await page.waitForFunction(() => window.ready);
const { figures, ...rest } = await page.evaluate((rounds) => window.bench(rounds), Number(process.env.ROUNDS ?? 15));
console.table(figures);
console.log(rest);
await close();
