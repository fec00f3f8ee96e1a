// Compares with DOMRemoteReceiver on the same records in the same page.
//   OUT=… REMOTE_DOM=…/@remote-dom/core/build/esm PLAYWRIGHT=…/playwright-core node browser/bench.js
import { open } from "./browser.js";

const { page, close, errors } = await open();
await page.goto("/browser/bench.html");
await page.waitForFunction(() => window.ready, null, { timeout: 20_000 }).catch((error) => console.error(errors, error));
console.log(await page.evaluate((rounds) => window.bench(rounds), Number(process.env.ROUNDS ?? 15)));
await close();
