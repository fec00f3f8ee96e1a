// The test function of all specs: a server, a page that fails on console errors and CSP violations, and signing in.
import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
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
    const unexpected = problems.filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
    expect(unexpected, "console errors, warnings or CSP violations").toEqual([]);
  },
});

export { expect };

/** Opens a page and, with JavaScript, waits until its islands live. What they load then, perhaps for long, is not waited for. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: base.info().project.name === "js" ? "domcontentloaded" : "load" });
  await settled(page);
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

/** Everything axe finds on the page, by rule; no rule is disabled. */
export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" | ")}`);
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
