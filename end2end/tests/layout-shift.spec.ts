// Nothing on a page moves because a component comes, is late, fails or comes back (FORMS 12): what the browser counts as a shift is
// nothing at all, also over a slow network.
import type { Page } from "@playwright/test";
import type { Portico } from "../support/server.ts";
import { fillCart } from "../support/shop.ts";
import { shifts, watchShifts } from "../support/shifts.ts";
import { expect, open, openLab, people, settled, signIn, test } from "../support/test.ts";

const WIDTHS = [360, 1280];
const scripts = /\/plugins\/.*\/assets\/.*\.js$/;

/** Keeps all scripts of plugins back until what this answers is called. */
async function holdScripts(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(scripts, async (route) => {
    await held;
    await route.continue();
  });
  return () => release();
}

/** Waits until the page itself is as it will be. */
async function drawn(page: Page): Promise<void> {
  await settled(page);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

const pages: Record<string, { path: string; prepare?: (page: Page, server: Portico) => Promise<void>; shown: string[] }> = {
  "the dashboard": {
    path: "/admin",
    shown: ["stoa-sales-chart-widget svg", "stoa-after-order-survey-results[aria-busy=false]", "stoa-link-list-sidebar a"],
  },
  "the checkout": { path: "/shop/checkout?method=acme-pay", prepare: fillCart, shown: ["stoa-acme-pay-checkout input >> nth=0"] },
};

for (const [name, { path, prepare, shown }] of Object.entries(pages)) {
  for (const width of WIDTHS) {
    test(`FORMS 12: nothing moves on ${name} at ${width} px when its components come late @js`, async ({ demo, page }) => {
      await page.setViewportSize({ width, height: 900 });
      await watchShifts(page);
      await signIn(page, demo, people.orgAdmin, "/shop");
      await prepare?.(page, demo);
      const answer = await holdScripts(page);
      await open(page, demo.url + path);
      await drawn(page);
      await expect(page.locator(".plugin-waiting").first()).toBeAttached();
      answer();
      for (const part of shown) await expect(page.locator(part).first()).toBeAttached();
      await page.waitForLoadState("networkidle");
      expect(await shifts(page)).toEqual([]);
    });
  }
}

for (const [plugin, shown] of [
  ["lab-tall", "all of it"],
  ["lab-twins", /^element/],
] as const) {
  for (const width of WIDTHS) {
    test(`FORMS 12: nothing moves from skeleton to card to late success, nor when ${plugin} is tried again, at ${width} px @js`, async ({ lab, page, allowed }) => {
      allowed.push(/status of 404/);
      await page.setViewportSize({ width, height: 900 });
      await page.clock.install();
      await watchShifts(page);
      const script = new RegExp(`${plugin}/assets`);
      const answer = await holdScripts(page);
      await openLab(page, lab, plugin);
      await drawn(page);
      const surface = page.locator(`[data-plugin="${plugin}"]`).first();
      const height = async () => (await surface.boundingBox())!.height;
      const reserved = await height();

      await page.clock.fastForward(2_100);
      await expect(surface.locator(".plugin-slow")).toHaveText(`${plugin} is still loading`);
      expect(await height()).toBe(reserved);
      await page.clock.fastForward(8_000);
      const card = surface.getByRole("group", { name: `${plugin} could not be shown` });
      await expect(card).toBeVisible();
      expect(await height()).toBe(reserved);
      answer();
      await expect(surface.getByText(shown)).toBeVisible();
      await expect(card).toHaveCount(0);
      expect(await height()).toBe(reserved);
      expect(await shifts(page)).toEqual([]);

      await page.route(script, (route) => route.fulfill({ status: 404 }));
      await page.reload();
      await expect(card).toBeVisible();
      await page.unroute(script);
      await card.getByRole("button", { name: "Try again" }).click();
      await expect(surface.getByText(shown)).toBeVisible();
      expect(await height()).toBe(reserved);
      expect(await shifts(page)).toEqual([]);
    });
  }
}
