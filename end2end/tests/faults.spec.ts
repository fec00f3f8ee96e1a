// Every way in which a component can fail leaves the page usable (FORMS 11): a card in its place names the plugin, Retry works, what
// else is in the slot is there, and the server hears of it. The ways are the plugins `lab-fault-…` of end2end/lab/src/fault.rs.
import type { Page, Route } from "@playwright/test";
import { collectReports, sendReports } from "../support/reports.ts";
import { axe, expect, openLab, people, signIn, test } from "../support/test.ts";

interface Fault {
  outcome: string;
  /** The sentence behind "Why?"; without one the component stays in the page, and only the report says that it failed. */
  why?: string;
  /** What the plugin's own mistake leaves in the console. */
  own: RegExp[];
  /** Before the page is opened. */
  arrange?: (page: Page, script: RegExp) => Promise<void>;
  /** What the reader does before it fails. */
  provoke?: (page: Page) => Promise<void>;
  /** It shows only when the deadline has passed. */
  late?: true;
  /** Takes the cause away. */
  mend?: (page: Page, script: RegExp) => Promise<void>;
  /** With the cause away the component comes by itself. */
  heals?: true;
}

const threw = "It stopped with an error of its own.";
const works = (page: Page) => page.evaluate(() => void ((globalThis as { labWorks?: boolean }).labWorks = true));
const ownError = (fault: string) => new RegExp(`lab: ${fault}`);
const button = (page: Page, fault: string) => page.getByRole("button", { name: `button of lab-fault-${fault}` });

const faults: Record<string, Fault> = {
  constructor: { outcome: "crashed", why: threw, own: [ownError("constructor")] },
  setter: { outcome: "crashed", why: threw, own: [ownError("setter")] },
  connected: { outcome: "crashed", why: threw, own: [ownError("connected")] },
  script: { outcome: "crashed", why: threw, own: [ownError("script")] },
  missing: {
    outcome: "network",
    why: "Its files could not be loaded.",
    own: [/status of 404/],
    arrange: (page, script) => page.route(script, (route) => route.fulfill({ status: 404 })),
    mend: (page, script) => page.unroute(script),
  },
  altered: {
    outcome: "integrity",
    why: "Its code is not the code that was reviewed, so it was not run.",
    own: [/integrity/],
    arrange: (page, script) => page.route(script, altered),
    mend: (page, script) => page.unroute(script),
  },
  undefined: {
    outcome: "undefined",
    why: "It loaded, but did not define what it promised.",
    own: [],
    late: true,
    mend: (page) => page.evaluate(() => void dispatchEvent(new Event("lab-works"))),
    heals: true,
  },
  // What was defined first is there; the reader may have it.
  twice: { outcome: "twice", why: "Its script defines an element that exists already.", own: [/NotSupportedError/] },
  foreign: {
    outcome: "twice",
    why: "Its script defines an element that exists already.",
    own: [/NotSupportedError/],
    arrange: (page, script) =>
      page.route(script, async (route) => {
        await page.locator("stoa-lab-twins-view").first().waitFor();
        await route.continue();
      }),
  },
  floods: { outcome: "flooded", why: "It put more onto the page than a plugin may, so it was taken out.", own: [] },
  grows: { outcome: "flooded", why: "It put more onto the page than a plugin may, so it was taken out.", own: [] },
  handler: { outcome: "crashed", own: [ownError("handler")], provoke: (page) => button(page, "handler").click() },
  timer: { outcome: "crashed", own: [ownError("timer")] },
  rejects: { outcome: "rejected", own: [ownError("rejects")] },
  client: { outcome: "rejected", own: [/status of 404/, /There is nothing here/] },
};

/** The script with one more space: harmless, and still not what was reviewed. */
async function altered(route: Route): Promise<void> {
  const answer = await route.fetch();
  await route.fulfill({ response: answer, headers: { ...answer.headers(), "access-control-allow-origin": "*" }, body: `${await answer.text()} ` });
}

test("FORMS 11: no way to fail that the laboratory has is left out here @js", async ({ lab, page }) => {
  await signIn(page, lab, people.orgAdmin, "/store");
  const served: string[] = [];
  for (let cursor = ""; ; ) {
    const answer = await page.request.get(`${lab.url}/api/v1/apps?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    const { data, next } = (await answer.json()) as { data: { name: string }[]; next: string | null };
    served.push(...data.map(({ name }) => name));
    if (!next) break;
    cursor = next;
  }
  const ways = served.filter((name) => name.startsWith("lab-fault-")).map((name) => name.slice("lab-fault-".length));
  expect(ways.length).toBeGreaterThan(10);
  expect(ways.sort()).toEqual(Object.keys(faults).sort());
});

for (const [fault, { outcome, why, own, arrange, provoke, late, mend = works, heals }] of Object.entries(faults)) {
  const plugin = `lab-fault-${fault}`;
  const fails = why ? "shows a card, can be tried again" : "stays as it is";

  test(`FORMS 11: a component with the fault “${fault}” ${fails} and is reported, and the page goes on @js`, async ({ lab, page, allowed }) => {
    allowed.push(...own);
    const script = new RegExp(`/plugins/${plugin}/assets/.*view\\.js$`);
    if (late) await page.clock.install();
    const sent = await collectReports(page);
    await arrange?.(page, script);
    await openLab(page, lab, plugin, "lab-twins");
    await provoke?.(page);

    const surface = page.locator(`[data-plugin="${plugin}"]`);
    const card = surface.getByRole("group", { name: `${plugin} could not be shown` });
    if (late) {
      await expect(surface.getByRole("status")).toHaveText(`Loading ${plugin}`);
      await page.clock.fastForward(10_100);
    }
    if (why) {
      await expect(card).toBeVisible();
      await card.getByText("Why?").click();
      await expect(card).toContainText(why);
      await expect(surface.locator(`stoa-${plugin}-view`)).toHaveCount(0);
    } else {
      await expect(button(page, fault)).toBeVisible();
    }
    await expect(page.locator("stoa-lab-twins-view")).toHaveText([/^element [12]$/, /^element [12]$/]);
    expect(await axe(page)).toEqual([]);

    const ofPlugin = () => sent.filter((report) => report.plugin === plugin && report.outcome !== "ready");
    await expect(async () => {
      await sendReports(page);
      expect(ofPlugin()).toEqual([{ surface: "admin", plugin, extension: plugin.replaceAll("-", "_"), version: "1.0.0", outcome }]);
    }).toPass();
    await expect(card).toHaveCount(why ? 1 : 0);

    if (why) {
      await mend(page, script);
      if (!heals) await card.getByRole("button", { name: "Try again" }).press("Enter");
      await expect(button(page, fault)).toBeVisible();
      await expect(card).toHaveCount(0);
      // The keyboard goes on where the button was.
      if (!heals) {
        await page.keyboard.press("Tab");
        await expect(button(page, fault)).toBeFocused();
      }
    }
    // Requests that tests look at bypass the browser's cache, and then styles come late enough to end the transition between pages.
    await page.unrouteAll({ behavior: "ignoreErrors" });
    const orders = page.getByRole("navigation").getByRole("link", { name: "Orders" });
    await orders.focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Orders");
  });
}

test("FORMS 11: a component that fails without end is reported a few times, and others still are @js", async ({ lab, page, allowed }) => {
  allowed.push(ownError("handler"));
  const sent = await collectReports(page);
  await openLab(page, lab, "lab-fault-handler", "lab-twins");
  await expect(page.locator("stoa-lab-twins-view")).toHaveCount(2);
  await button(page, "handler").evaluate((found) => {
    for (let click = 0; click < 100; click++) (found as HTMLButtonElement).click();
  });
  // What waits is sent when the reader leaves.
  await sendReports(page);
  await expect.poll(() => sent.length).toBe(8);
  await sendReports(page);
  await expect.poll(() => sent.filter(({ outcome }) => outcome === "crashed").map(({ plugin }) => plugin)).toEqual(Array(5).fill("lab-fault-handler"));
  const ready = sent.filter(({ outcome }) => outcome === "ready");
  expect(ready.map(({ extension }) => extension).sort()).toEqual(["lab_fault_handler", "lab_twin_one", "lab_twin_two"]);
  for (const { load_ms } of ready) expect(load_ms).toBeLessThan(60_000);
  for (const { load_ms, outcome } of sent) expect(load_ms === undefined).toBe(outcome !== "ready");
});
