// Pages are fetched while the pointer rests on their link, so that they are there when it is pressed; what does something is not.
import type { Page } from "@playwright/test";
import { operator } from "../support/console.ts";
import { roles, visits } from "../support/routes.ts";
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

/** Addresses that were fetched ahead so far. */
async function ahead(page: Page): Promise<string[]> {
  const ready: string[] = [];
  const cdp = await page.context().newCDPSession(page);
  cdp.on("Preload.prefetchStatusUpdated", ({ status, prefetchUrl }) => {
    if (status === "Ready" || status === "Success") ready.push(new URL(prefetchUrl).pathname);
  });
  await cdp.send("Preload.enable");
  return ready;
}

const delivery = (page: Page) =>
  page.evaluate(() => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming & { deliveryType: string }).deliveryType);

test("a page is there when its link is pressed @js", async ({ demo, page }) => {
  await open(page, `${demo.url}/store`);
  const ready = await ahead(page);
  const link = page.getByRole("link", { name: "Sales chart" });
  await link.hover();
  await expect.poll(() => ready).toContain("/store/sales-chart");
  await link.click();
  await page.waitForURL(/sales-chart$/);
  await settled(page);
  expect(await delivery(page)).toBe("navigational-prefetch");
});

test("what was fetched before a change is not shown after it @js", async ({ portico, page }) => {
  await signIn(page, portico, people.consumer, "/store/gift-message");
  const ready = await ahead(page);
  const link = page.getByRole("link", { name: "Installed" });
  await link.hover();
  await expect.poll(() => ready).toContain("/installed");
  await page.getByRole("button", { name: "Install", exact: true }).press("Enter");
  await expect(page.locator("#toasts .toast")).toContainText("is installed");
  await link.press("Enter");
  await page.waitForURL(/\/installed$/);
  await settled(page);
  await expect(page.getByRole("row", { name: /Gift message/ })).toBeVisible();
});

test("no link that does something is fetched ahead @js", async ({ demo, page }) => {
  await operator(demo);
  await roles.operator(page, demo);
  await roles["org admin"](page, demo);
  const left = new Set<string>();
  const fetched = new Set<string>();
  for (const { paths, prepare } of visits) {
    const made = (await prepare?.(page, demo)) ?? [];
    for (const path of [...paths, ...made]) {
      await page.goto(demo.url + path);
      const links = await page.evaluate(() => {
        const rules = JSON.parse(document.querySelector("script[type=speculationrules]")!.textContent!);
        const [{ where }] = rules.prefetch;
        const matches = (pattern: string, href: string) => new URLPattern(pattern, location.origin).test(href);
        const [wanted, ...not] = where.and as { href_matches?: string; not?: { href_matches?: string[]; selector_matches?: string } }[];
        return [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((link) => {
          const excluded = not.some(({ not }) => (not?.href_matches ?? []).some((pattern) => matches(pattern, link.href)) || (not?.selector_matches && link.matches(not.selector_matches)));
          return { href: link.href.replace(location.origin, ""), ahead: matches(wanted!.href_matches!, link.href) && !excluded };
        });
      });
      for (const { href, ahead } of links) (ahead ? fetched : left).add(href);
    }
  }
  expect([...fetched].filter((href) => /[?&](lang|shown)=|\/session|\/api\/v1|install$/.test(href) || !href.startsWith("/"))).toEqual([]);
  expect([...fetched]).toEqual(expect.arrayContaining(["/store", "/installed", "/admin/plugins", "/console"]));
  expect([...left].some((href) => href.startsWith("/api/v1/"))).toBe(true);
});
