// A schema form of a hundred fields against @rjsf/core with the same fields, in one run: how long until typing in the last field shows
// its error, what a keystroke costs, and what comes over the wire. See README.md.
import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type Browser, type BrowserContext, request } from "@playwright/test";
import { Portico } from "../support/server.ts";
import { test } from "../support/test.ts";
import { type Files, serve } from "./files.ts";
import { inWords, spread, table } from "./numbers.ts";
import { checkConditions, equip, type Keystroke, type Ready, type Resource, resources, typing } from "./probe.ts";

const RUNS = Number(process.env.BENCH_RUNS ?? 20);
/** Name of the only condition to measure, while one works on it. */
const ONLY = process.env.BENCH_ONLY;
const folder = path.resolve(import.meta.dirname, "../../target/tmp/bench-forms");

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

interface Side {
  name: string;
  url: string;
  cookies: Cookies;
  /** Only looked at where nothing is throttled. */
  aside?: boolean;
}

/** As the developer tools of Chromium emulate it: milliseconds, and bytes per second. */
interface Condition {
  name: string;
  cpu: number;
  network?: { latency: number; downloadThroughput: number; uploadThroughput: number };
}

const CONDITIONS: Condition[] = [
  { name: "no throttling", cpu: 1 },
  { name: "Fast 4G", cpu: 1, network: { latency: 60 * 2.75, downloadThroughput: (9e6 / 8) * 0.9, uploadThroughput: (1.5e6 / 8) * 0.9 } },
  { name: "Slow 4G, processor 4x slower", cpu: 4, network: { latency: 150 * 3.75, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 } },
];

interface Run extends Ready {
  side: string;
  condition: string;
  keystrokes: Keystroke[];
  /** Over the wire, with headers. */
  bytes: number;
  files: Resource[];
}

/** Our form's page, and a session of somebody who may see it. */
async function ours(portico: Portico): Promise<Side> {
  await portico.cli("org", "set", "--host", "acme-shop", "--org", "bench", "--plugin", "lab-hundred", "on");
  const token = await portico.token({ uid: "bench", orgs: { bench: "ADMIN" } });
  const context = await request.newContext({ baseURL: portico.url, extraHTTPHeaders: { Origin: portico.url } });
  await context.post("/session", { form: { host: "acme-shop", token, next: "/admin" }, maxRedirects: 0 });
  const { cookies } = await context.storageState();
  await context.dispose();
  return { name: "portico", url: `${portico.url}/admin/plugins/lab-hundred`, cookies };
}

/** rjsf's page, built from the JSON Schema of our form. */
async function theirs(portico: Portico): Promise<Files> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const schema = await fetch(`${portico.url}/plugins/lab-hundred/assets/schema.json`);
  await writeFile(path.join(folder, "schema.json"), await schema.text());
  const { stdout } = await promisify(execFile)("node", [path.join(import.meta.dirname, "build.mjs"), path.join(folder, "schema.json"), folder]);
  console.log(`\n${stdout}`);
  return serve(folder);
}

/** One visit with nothing cached; `check`: with a look at the rest of the form afterwards. */
async function visit(browser: Browser, side: Side, { name, cpu, network }: Condition, check = false): Promise<Run> {
  const context = await browser.newContext();
  await context.addCookies(side.cookies);
  const page = await context.newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.clearBrowserCache");
  if (network) await cdp.send("Network.emulateNetworkConditions", { offline: false, ...network });
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  let bytes = 0;
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await equip(page);
  await page.goto(side.url, { waitUntil: "commit" });
  const ready = await page.evaluate(() => window.probe.ready);
  await page.waitForLoadState("networkidle");
  const files = await resources(page);
  const keystrokes = await typing(page);
  if (check) await checkConditions(page);
  await context.close();
  return { side: side.name, condition: name, ...ready, keystrokes, bytes, files };
}

function report(runs: Run[]): string {
  const conditions = [...new Set(runs.map((run) => run.condition))];
  const sides = [...new Set(runs.map((run) => run.side))];
  const rows = conditions.flatMap((condition) =>
    sides.flatMap((side) => {
      const of = runs.filter((run) => run.side === side && run.condition === condition);
      if (!of.length) return [];
      const keys = of.flatMap((run) => run.keystrokes);
      const cells = [
        condition,
        side,
        inWords(spread(of.map((run) => run.there))),
        inWords(spread(of.map((run) => run.ready))),
        inWords(spread(keys.map((key) => key.paint)), 1),
        inWords(spread(keys.map((key) => key.work)), 1),
        String(spread(of.map((run) => run.bytes)).median),
      ];
      return [cells];
    }),
  );
  const head = ["condition", "side", "field there, ms", "ready, ms", "key to paint, ms", "page's own work per key, ms", "bytes"];
  return table([head, ...rows]);
}

test(`a form of a hundred fields, ${RUNS} visits for each side and condition`, async ({ browser }) => {
  const portico = await Portico.start({ demo: true, lab: true });
  const runs: Run[] = [];
  let files: Files | undefined;
  try {
    files = await theirs(portico);
    const sides: Side[] = [
      await ours(portico),
      { name: "rjsf", url: `${files.url}/`, cookies: [] },
      { name: "rjsf, on blur", url: `${files.url}/?live=onBlur`, cookies: [], aside: true },
    ];
    for (const condition of CONDITIONS.filter(({ name }) => !ONLY || name === ONLY)) {
      const taking = sides.filter(({ aside }) => !aside || condition === CONDITIONS[0]);
      // From here on the servers' own caches are warm; the browser's never are.
      for (const side of taking) await visit(browser, side, condition, true);
      for (let turn = 0; turn < RUNS; turn += 1) {
        const order = turn % 2 ? taking : [...taking].reverse();
        for (const side of order) runs.push(await visit(browser, side, condition));
        // What is measured is there, whatever comes later.
        await writeFile(path.join(folder, "runs.json"), JSON.stringify(runs));
      }
      console.log(`\nChromium ${browser.version()}\n${report(runs)}\n`);
    }
  } finally {
    await files?.stop();
    await portico.stop();
  }
});
