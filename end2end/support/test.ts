// The test function of all specs: a server, a page that fails on console errors and CSP violations, and signing in.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test as base, expect, type Page, type Response } from "@playwright/test";
import type { RunOnly } from "axe-core";
import { someId } from "./names.ts";
import { type Claims, Portico } from "./server.ts";

interface Fixtures {
  /** A demo server of this test's own: change what you like. */
  portico: Portico;
  /** An empty server of this test's own. */
  empty: Portico;
  /** Problems on the page that the test wants to see; the guard leaves these alone. */
  allowed: RegExp[];
}

interface WorkerFixtures {
  /** A demo server shared by the tests of a worker: look, don't touch. */
  demo: Portico;
  /** A demo server with the plugins of end2end/lab, shared by the tests of a worker. Each turns on what it looks at in an organisation of its own: `openLab`. */
  lab: Portico;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  demo: [
    async ({}, use) => {
      const server = await Portico.start({ demo: true });
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  lab: [
    async ({}, use) => {
      const server = await Portico.start({ demo: true, lab: true });
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  portico: async ({}, use) => {
    const server = await Portico.start({ demo: true });
    await use(server);
    await server.stop();
  },
  empty: async ({}, use) => {
    const server = await Portico.start({ demo: false });
    await use(server);
    await server.stop();
  },
  allowed: async ({}, use) => use([]),
  page: async ({ page, allowed }, use) => {
    const problems: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await use(page);
    // A transition between two pages that the browser leaves out, as it does when the machine is slow, is no problem of the page.
    allowed.push(/^InvalidStateError: Transition was aborted because of invalid state/);
    const unexpected = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
    expect(unexpected, "console errors, warnings or CSP violations").toEqual([]);
  },
});

export { expect };

/** Opens a page and, with JavaScript, waits until its islands live. What they load then, perhaps for long, is not waited for. */
export async function open(page: Page, url: string): Promise<Response | null> {
  const answer = await page.goto(url, { waitUntil: base.info().project.name === "js" ? "domcontentloaded" : "load" });
  await settled(page);
  return answer;
}

/** Waits for the hydrated mark of the page that is open; returns at once without JavaScript. */
export async function settled(page: Page): Promise<void> {
  const scripting = await page.locator("script[type=module]").count() > 0 && (await javaScriptRuns(page));
  if (scripting) await expect(page.locator("html")).toHaveAttribute("data-hydrated", "true");
}

/** Signs in the way a host does: a form post with a host JWT to /session. */
export async function signIn(page: Page, server: Portico, claims: Claims, next = "/store", host = "acme-shop") {
  const token = await server.token(claims, host);
  const answer = await page.context().request.post(`${server.url}/session`, {
    form: { host, token, next },
    headers: { Origin: server.url },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  await open(page, server.url + next);
}

/** The dashboard of an organisation in which these plugins of the laboratory are on, and nothing else. */
export async function openLab(page: Page, lab: Portico, ...plugins: string[]): Promise<void> {
  const org = someId();
  for (const plugin of plugins) await lab.cli("org", "set", "--host", "acme-shop", "--org", org, "--plugin", plugin, "on");
  await signIn(page, lab, { uid: someId(), orgs: { [org]: "ADMIN" } }, "/admin");
}

const axeSource = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Everything axe finds on the page, by rule; no rule is disabled. In dark only the rules about colour are asked again: nothing else changes. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource);
  await page.emulateMedia({ colorScheme: "light" });
  const found = await analyse(page, { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await analyse(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] })).map((problem) => `dark: ${problem}`));
  await page.emulateMedia({ colorScheme: null });
  return found;
}

/** A frame counts as an element here: the documents of sandboxes show nothing. */
function analyse(page: Page, runOnly: RunOnly): Promise<string[]> {
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    // Colours that are on their way to others say nothing, nor does what is half faded in. Spinners never end.
    const ends = (one: Animation) => one.effect?.getComputedTiming().endTime !== Infinity;
    await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
    const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"], iframes: false });
    return violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" | ")}`);
  }, runOnly);
}

async function javaScriptRuns(page: Page): Promise<boolean> {
  return base.info().project.name === "js" && !page.isClosed();
}

/** The users of the demo (CONTRACT "Demo ids"). */
export const people = {
  orgAdmin: { uid: "org-admin", orgs: { globex: "ADMIN" } },
  member: { uid: "member", orgs: { globex: "MEMBER" } },
  otherAdmin: { uid: "other-admin", orgs: { initech: "ADMIN" } },
  consumer: { uid: "consumer" },
} satisfies Record<string, Claims>;
