// The store: searching, installing for oneself, and why one sees what one sees.
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

test("the store is searched by its address, with and without JavaScript", async ({ demo, page }) => {
  await open(page, `${demo.url}/store`);
  await page.getByRole("searchbox").fill("chart");
  await page.getByRole("searchbox").press("Enter");
  await page.waitForURL(/q=chart/);
  await settled(page);
  await expect(page.getByRole("link", { name: /Sales chart/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /Acme Pay/ })).toHaveCount(0);
});

test("another order is chosen and stays in the address", async ({ demo, page }) => {
  await open(page, `${demo.url}/store?q=a`);
  await page.getByLabel("Sort by").selectOption("name");
  const search = page.getByRole("button", { name: "Search" });
  if (await search.isVisible()) await search.click();
  await page.waitForURL(/sort=name/);
  await settled(page);
  expect(new URL(page.url()).searchParams.get("q")).toBe("a");
  const titles = await page.getByRole("article").getByRole("heading").allInnerTexts();
  expect(titles.length).toBeGreaterThan(1);
  expect(titles).toEqual([...titles].sort((a, b) => a.localeCompare(b)));
});

test("a consumer installs a plugin, sees why it is there, and uninstalls it", async ({ portico, page }) => {
  await signIn(page, portico, people.consumer, "/store/gift-message");
  await page.getByRole("button", { name: "Install" }).click();
  await settled(page);
  await expect(page.locator("#toasts")).toContainText("Gift message is installed");

  await open(page, `${portico.url}/store/gift-message`);
  const state = page.getByRole("complementary");
  await expect(state).toContainText("Installed");
  await state.getByText("Why do I see this?").click();
  await expect(state.getByRole("list").first()).toContainText("You installed it");

  await open(page, `${portico.url}/installed`);
  await expect(page.getByRole("row", { name: /Gift message/ })).toBeVisible();
  await page.getByRole("row", { name: /Gift message/ }).getByRole("button", { name: "Uninstall" }).click();
  await settled(page);
  await expect(page.locator("#toasts")).toContainText("Gift message is uninstalled");
  await expect(page.getByRole("row", { name: /Gift message/ })).toHaveCount(0);
});

test("a member learns that the organisation turned it on", async ({ demo, page }) => {
  await signIn(page, demo, people.member, "/store/sales-chart");
  const state = page.getByRole("complementary");
  await expect(state).toContainText("On for Globex");
  await state.getByText("Why do I see this?").click();
  await expect(state.getByRole("list").first()).toContainText("Globex");
  await expect(state.getByRole("button", { name: "Uninstall" })).toHaveCount(0);
});

test("signed out, installing leads to signing in and back", async ({ demo, page }) => {
  await open(page, `${demo.url}/store/gift-message`);
  await page.getByRole("link", { name: "Sign in to install" }).click();
  await settled(page);
  await page.getByRole("button", { name: /Consumer|consumer|no organisation/i }).click();
  await page.waitForURL(/\/store\/gift-message$/);
  await settled(page);
  await expect(page.getByRole("button", { name: "Install" })).toBeVisible();
});

test("arrow keys move through the orders of the list without opening any @js", async ({ demo, page }) => {
  await open(page, `${demo.url}/store?q=a`);
  const sort = page.getByLabel("Sort by");
  const search = page.getByRole("button", { name: "Search" });
  await expect(search).toBeHidden();
  await page.getByRole("searchbox").focus();
  await page.keyboard.press("Tab");
  await expect(sort).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(sort).toHaveValue("name");
  expect(new URL(page.url()).searchParams.get("sort")).toBeNull();
  await page.keyboard.press("Tab");
  await expect(search).toBeFocused();
  await page.keyboard.press("Enter");
  await page.waitForURL(/sort=name/);
});

test("every row of one’s plugins leads to why it is there", async ({ demo, page }) => {
  await signIn(page, demo, people.orgAdmin, "/installed");
  await page.getByRole("link", { name: /Why do I see this\? Link list/ }).click();
  await settled(page);
  expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe("/store/link-list#why");
  await expect(page.locator("#why")).toBeVisible();
});
