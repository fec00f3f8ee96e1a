// The story in the pages: an org admin turns a plugin on, its members have it at once, nobody else does.
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

test("what an org admin turns on, members find installed and others do not", async ({ portico, page, browser }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  const row = page.getByRole("row", { name: /Gift message/ });
  await row.getByRole("switch").click();
  await settled(page);
  await expect(page.getByRole("row", { name: /Gift message/ })).toContainText("On for everyone");

  for (const [who, sees] of [[people.member, true], [people.otherAdmin, false], [people.consumer, false]] as const) {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    await signIn(theirs, portico, who, "/installed");
    await expect(theirs.getByText("Gift message", { exact: true })).toHaveCount(sees ? 1 : 0);
    await context.close();
  }
});

test("a member sees the organisation's plugins and has no switch for them", async ({ demo, page }) => {
  await signIn(page, demo, people.member, "/store/sales-chart");
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expect(page.locator("main")).toContainText("Globex");
});

test("the store is searched by its address, with and without JavaScript", async ({ demo, page }) => {
  await open(page, `${demo.url}/store`);
  await page.getByRole("searchbox").fill("chart");
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/q=chart/);
  await settled(page);
  await expect(page.getByRole("link", { name: /Sales chart/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /Acme Pay/ })).toHaveCount(0);
});
