// A plugin that fails shows a card in its place and harms nothing else on the page (DESIGN "How good is good").
import type { Page, Route } from "@playwright/test";
import { axe, expect, people, signIn, test } from "../support/test.ts";

const SCRIPT = "**/plugins/sales-chart/assets/**/widget.js";
const chart = (page: Page) => page.locator('[data-plugin="sales-chart"]');

async function everythingElseWorks(page: Page) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dashboard");
  // Another plugin of the same page.
  await expect(page.locator('[data-plugin="link-list"] stoa-link-list-sidebar')).toBeVisible();
  expect(await axe(page)).toEqual([]);
}

test("PARITY 26: a component whose file does not arrive shows a card, and Try again heals it @js", async ({ demo, page, allowed }) => {
  allowed.push(/Failed to load resource|ERR_FAILED/);
  await page.route(SCRIPT, (route) => route.abort());
  await signIn(page, demo, people.orgAdmin, "/admin");
  const card = chart(page).getByRole("group", { name: "Sales chart could not be shown" });
  await expect(card).toBeVisible();
  await card.getByText("Why?").click();
  await expect(card).toContainText("Its files could not be loaded.");
  await everythingElseWorks(page);

  await page.unroute(SCRIPT);
  await card.getByRole("button", { name: "Try again" }).click();
  await expect(chart(page).locator("stoa-sales-chart-widget")).toBeVisible();
  await expect(card).toHaveCount(0);
  await expect(page.locator('head script[src*="widget.js"]')).toHaveCount(1);
});

test("THREATS 32: code other than the reviewed does not run @js", async ({ demo, page, allowed }) => {
  allowed.push(/integrity/i, /Failed to load resource/);
  const other = (route: Route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "access-control-allow-origin": "*" },
      body: "document.documentElement.dataset.ran = 'yes'",
    });
  await page.route(SCRIPT, other);
  await signIn(page, demo, people.orgAdmin, "/admin");
  const card = chart(page).getByRole("group", { name: "Sales chart could not be shown" });
  await card.getByText("Why?").click();
  await expect(card).toContainText("Its code is not the code that was reviewed, so it was not run.");
  await expect(page.locator("html")).not.toHaveAttribute("data-ran", "yes");
  await everythingElseWorks(page);
});

test("without JavaScript a sentence stands in a component's place", async ({ demo, page }) => {
  test.skip(test.info().project.name === "js", "there the component is");
  await signIn(page, demo, people.orgAdmin, "/admin");
  const sentence = chart(page).locator("noscript .failure");
  await expect(sentence).toBeVisible();
  await expect(sentence).toHaveText("Sales chart could not be shown. It needs JavaScript.");
});
