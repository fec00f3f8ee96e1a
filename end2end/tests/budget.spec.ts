// What pages download (DESIGN "Numbers"): every script and wasm byte as it comes over the wire (brotli), with nothing cached. A first visit
// to the store until the hydrated mark; beside that, what a page with a form and a page with a sandbox load on demand. What was measured
// is in target/tmp/budget.json.
import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { CDPSession, Page } from "@playwright/test";
import { admin, plainPage, slotOf, test } from "../support/embed.ts";
import { expect, open, openLab, people, signIn } from "../support/test.ts";

const BUDGET = 80 * 1024;
/** Each lazy part is asked for ahead of the page's script and then used; what is shared with other parts counts, too. */
const FORM_BUDGET = 126 * 1024;
const FORM_FILES = 12;
const SANDBOX_BUDGET = 60 * 1024;
const EMBED_BUDGET = 15 * 1024;
/** What a schema form loads beside it: script and wasm. */
const EMBED_FORM_BUDGET = 100 * 1024;

interface Transfer {
  url: string;
  bytes: number;
}

/** Notes what a page loads from now on; bodies as encoded, without headers. */
async function watch(page: Page): Promise<{ cdp: CDPSession; transfers: Transfer[] }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  const seen = new Map<string, Transfer>();
  cdp.on("Network.responseReceived", ({ requestId, response }) => {
    const isCode = /javascript|wasm/.test(response.mimeType) || /\.(m?js|wasm)(\?|$)/.test(response.url);
    if (isCode) seen.set(requestId, { url: response.url, bytes: 0 });
  });
  cdp.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    const transfer = seen.get(requestId);
    if (transfer) transfer.bytes += encodedDataLength;
  });
  const transfers: Transfer[] = [];
  cdp.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const transfer = seen.get(requestId);
    // The total counts headers, too; the sum of the parts does not, but is only there when the body came in parts.
    if (transfer) transfers.push({ ...transfer, bytes: transfer.bytes || encodedDataLength });
  });
  return { cdp, transfers };
}

test("a first visit to the store downloads at most 80 KB of script and wasm @js", async ({ demo, page }) => {
  const { transfers } = await watch(page);
  await open(page, `${demo.url}/store`);
  const total = transfers.reduce((sum, transfer) => sum + transfer.bytes, 0);
  const files = transfers.map(({ url, bytes }) => ({ file: new URL(url).pathname, bytes }));
  const report = { page: "/store", budget: BUDGET, total, files };
  const folder = path.resolve(import.meta.dirname, "../../target/tmp");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "budget.json"), `${JSON.stringify(report, null, 2)}\n`);
  console.log(`script and wasm until /store is hydrated: ${total} of ${BUDGET} bytes`, JSON.stringify(files));

  // Otherwise the sum would be of nothing.
  expect(files.some(({ file }) => file.endsWith(".wasm"))).toBe(true);
  expect(files.some(({ file }) => file.endsWith(".js"))).toBe(true);
  expect(total).toBeGreaterThan(10_000);
  expect(total).toBeLessThanOrEqual(BUDGET);
});

/** Bytes of the files that match, and how many there are. */
const weigh = (transfers: Transfer[], wanted: RegExp) => {
  const found = transfers.filter(({ url }) => wanted.test(new URL(url).pathname));
  return { files: found.length, bytes: found.reduce((sum, { bytes }) => sum + bytes, 0) };
};

test("the files of forms are few, and no more than they were @js", async ({ demo, page }) => {
  await signIn(page, demo, people.orgAdmin, "/store");
  const { transfers } = await watch(page);
  await open(page, `${demo.url}/admin/plugins/webhook-notifier`);
  await page.waitForLoadState("networkidle");
  const list = await page.request.get(`${demo.url}/pkg/${await manifestOfParts()}`);
  const parts = (await list.json()) as Record<string, string[]>;
  const [, wanted] = Object.entries(parts).find(([name]) => name.startsWith("form_island_"))!;
  const { files, bytes } = weigh(transfers, new RegExp(`^/pkg/(${wanted.join("|")})\\.wasm$`));
  console.log(`the files of forms: ${bytes} of ${FORM_BUDGET} bytes, ${files} of ${FORM_FILES}`);
  expect(files).toBe(wanted.length);
  expect(files).toBeLessThanOrEqual(FORM_FILES);
  expect(bytes).toBeLessThanOrEqual(FORM_BUDGET);
});

/** Name of the list of what lazy parts need. */
async function manifestOfParts(): Promise<string> {
  const names = await readdir(path.resolve(import.meta.dirname, "../../target/site/pkg"));
  return names.find((name) => /^__wasm_split_manifest\..*\.json$/.test(name))!;
}

test("a page with a sandboxed plugin downloads at most 60 KB more for its receiver @js", async ({ lab, page }) => {
  const { transfers } = await watch(page);
  await openLab(page, lab, "lab-box");
  await expect(page.locator('[data-plugin="lab-box"]').getByText("Range 30d")).toBeVisible();
  const { files, bytes } = weigh(transfers, /^\/pkg\/receiver\./);
  console.log(`the receiver: ${bytes} of ${SANDBOX_BUDGET} bytes`);
  expect(files).toBe(2);
  expect(bytes).toBeLessThanOrEqual(SANDBOX_BUDGET);
});

test("a form on another website downloads no more than it did beside that @js", async ({ portico, website, page }) => {
  await portico.cli("host", "origin", "add", "--host", "acme-shop", website.origin);
  const { transfers } = await watch(page);
  const token = await portico.token({ uid: "org-admin", orgs: { globex: "ADMIN" } });
  await page.goto(await plainPage(website, portico, `<portico-slot host="acme-shop" name="admin:payment:settings" token="${token}"></portico-slot>`));
  await expect(page.locator('[data-plugin="acme-pay"]').getByLabel("Merchant name")).toBeVisible();
  await expect.poll(() => weigh(transfers, /^\/pkg\/embed-forms\./).files).toBe(2);
  const { bytes } = weigh(transfers, /^\/pkg\/embed-forms\./);
  console.log(`forms in the embed: ${bytes} of ${EMBED_FORM_BUDGET} bytes`);
  expect(bytes).toBeLessThanOrEqual(EMBED_FORM_BUDGET);
});

test("a page that embeds Portico downloads at most 15 KB before it knows what it needs, and no more where that is nothing @js", async ({ lab, website, page }) => {
  const { transfers } = await watch(page);
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab)))));
  await page.waitForLoadState("networkidle");
  const { files, bytes } = weigh(transfers.filter(({ url }) => url.startsWith(lab.url)), /./);
  console.log(`the embed: ${bytes} of ${EMBED_BUDGET} bytes`);
  expect(files).toBe(1);
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThanOrEqual(EMBED_BUDGET);
});
