// Searching the store: by the form alone, and while one types.
import type { Page, Route } from "@playwright/test";
import { axe, expect, open, people, settled, signIn, test } from "../support/test.ts";

const SEARCHES = /\/store\?.*q=/;

const box = (page: Page) => page.getByRole("searchbox");
const titles = (page: Page) => page.getByRole("article").getByRole("heading");
const count = (page: Page) => page.locator("#store-count");
const query = (page: Page) => new URL(page.url()).searchParams;

/** Opens a page whose search is about to be used: its code comes when the focus does. */
async function openLive(page: Page, url: string) {
  await open(page, url);
  await box(page).focus();
  await expect(page.locator(".live-search")).toHaveAttribute("data-live", "");
}

/** Opens a page whose clock stands still: it goes on by what the test says only. */
async function openFrozen(page: Page, url: string) {
  await page.clock.install({ time: new Date("2026-11-22T08:00:00Z") });
  await openLive(page, url);
  await page.clock.pauseAt(new Date("2026-11-22T09:00:00Z"));
}

/** Searches that the page sends, each waiting until the test answers it. */
async function hold(page: Page) {
  const waiting: Route[] = [];
  const sent: string[] = [];
  await page.route(SEARCHES, (route) => {
    if (route.request().isNavigationRequest()) return route.continue();
    sent.push(new URL(route.request().url()).searchParams.get("q")!);
    waiting.push(route);
  });
  const answer = async (at: number, how = (route: Route) => route.continue()) => {
    await expect.poll(() => waiting.length).toBeGreaterThan(at);
    await how(waiting[at]!);
  };
  return { sent, answer };
}

test("FORMS 18: the form alone finds, also what is misspelled, and says so", async ({ demo, page }) => {
  await open(page, `${demo.url}/store?q=surevy`);
  await expect(titles(page)).toHaveText(["After-order survey"]);
  await expect(count(page)).toHaveText("Nothing is spelled “surevy”. 1 plugin comes close.");
  await open(page, `${demo.url}/store?q=survey&category=customer-voice&sort=name`);
  await expect(titles(page)).toHaveText(["After-order survey"]);
  await expect(count(page)).toHaveText("1 plugin for “survey”");
  await open(page, `${demo.url}/store?q=survey&category=payments`);
  await expect(titles(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "No plugin matches" })).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).click();
  await settled(page);
  expect(new URL(page.url()).search).toBe("");
  await expect(titles(page)).not.toHaveCount(0);
});

test("FORMS 18: what is typed is searched 300 ms after the last key, and announced @js", async ({ demo, page }) => {
  await openFrozen(page, `${demo.url}/store?category=analytics`);
  const { sent, answer } = await hold(page);
  await expect(count(page)).toHaveAttribute("aria-live", "polite");
  await count(page).evaluate((place) => Object.assign(place, { mark: "the same" }));
  await box(page).pressSequentially("chart");
  await page.clock.runFor(290);
  expect(sent).toEqual([]);
  await page.clock.runFor(20);
  await expect.poll(() => sent).toEqual(["chart"]);
  await expect(page.locator("#store-results")).toHaveAttribute("aria-busy", "true");
  await answer(0);
  await expect(count(page)).toHaveText("1 plugin for “chart”");
  await expect(titles(page)).toHaveText(["Sales chart"]);
  await expect(page.locator("#store-results")).toHaveAttribute("aria-busy", "false");
  // What is announced is announced only where it stood before.
  expect(await count(page).evaluate((place) => (place as unknown as { mark?: string }).mark)).toBe("the same");
  expect(Object.fromEntries(query(page))).toEqual({ category: "analytics", q: "chart" });
  await expect(page.getByRole("navigation", { name: "Category" }).getByRole("link", { name: /Analytics/ })).toHaveAttribute("href", /q=chart/);
  await expect(box(page)).toBeFocused();
  await page.clock.resume();
  expect(await axe(page)).toEqual([]);
});

test("FORMS 18: an older answer never takes the place of a newer one @js", async ({ demo, page }) => {
  await openFrozen(page, `${demo.url}/store`);
  const { sent, answer } = await hold(page);
  await box(page).fill("chart");
  await page.clock.runFor(310);
  await expect.poll(() => sent).toEqual(["chart"]);
  await box(page).fill("survey");
  await page.clock.runFor(310);
  await expect.poll(() => sent).toEqual(["chart", "survey"]);
  await answer(1);
  await expect(titles(page)).toHaveText(["After-order survey"]);
  // The first was given up: whatever comes for it now finds nobody.
  await answer(0, (route) => route.continue().catch(() => undefined));
  await page.clock.runFor(1_000);
  await expect(titles(page)).toHaveText(["After-order survey"]);
  expect(query(page).get("q")).toBe("survey");
});

test("FORMS 18: typing adds nothing to the history: Back leads to the page before @js", async ({ demo, page }) => {
  await open(page, `${demo.url}/`);
  await open(page, `${demo.url}/store`);
  for (const words of ["c", "char", "chart"]) {
    await box(page).fill(words);
    await expect.poll(() => query(page).get("q")).toBe(words);
  }
  await page.getByRole("link", { name: "Sales chart" }).click();
  await page.waitForURL(/sales-chart/);
  await page.goBack();
  await settled(page);
  await expect(box(page)).toHaveValue("chart");
  await expect(titles(page)).toHaveText(["Sales chart"]);
  await page.goBack();
  await settled(page);
  expect(new URL(page.url()).pathname).toBe("/");
});

test("FORMS 18: a reload and an address that is passed on find the same @js", async ({ demo, page }) => {
  await open(page, `${demo.url}/store`);
  await box(page).fill("pay");
  await expect.poll(() => query(page).get("q")).toBe("pay");
  const found = await titles(page).allTextContents();
  await page.reload();
  await settled(page);
  expect(await titles(page).allTextContents()).toEqual(found);
  await box(page).fill("");
  await expect.poll(() => new URL(page.url()).search).toBe("");
  await expect(count(page)).toHaveText(/^\d+ plugins$/);
});

test("FORMS 18: Enter searches at once, and a change of order is a page of its own @js", async ({ demo, page }) => {
  await openFrozen(page, `${demo.url}/store`);
  await box(page).fill("chart");
  await box(page).press("Enter");
  await expect(titles(page)).toHaveText(["Sales chart"]);
  const depth = await page.evaluate(() => history.length);
  await page.getByLabel("Sort by").selectOption("name");
  await page.getByRole("button", { name: "Search" }).click();
  await page.waitForURL(/sort=name/);
  expect(query(page).get("q")).toBe("chart");
  expect(await page.evaluate(() => history.length)).toBe(depth + 1);
});

test("FORMS 18: a search that matches nothing, one that fails, and the way on from each @js", async ({ demo, page, allowed }) => {
  allowed.push(/Failed to load resource/);
  await openFrozen(page, `${demo.url}/store`);
  const { answer } = await hold(page);
  const type = async (words: string) => {
    await box(page).fill(words);
    await page.clock.runFor(310);
  };
  const results = page.locator("#store-results");

  await type("zzzzzz");
  await answer(0);
  await expect(results.getByRole("heading", { name: "No plugin matches" })).toBeVisible();
  await expect(count(page)).toHaveText("0 plugins for “zzzzzz”");
  await expect(results.getByRole("link", { name: "Clear filters" })).toHaveAttribute("href", "/store");

  await type("chart");
  await answer(1, (route) => route.abort());
  await expect(results.getByRole("alert")).toContainText("The store could not be loaded");
  await expect(box(page)).toHaveValue("chart");
  await page.clock.resume();
  expect(await axe(page)).toEqual([]);

  await page.unrouteAll();
  await results.getByRole("link", { name: "Try again" }).click();
  await page.waitForURL(/q=chart/);
  await settled(page);
  await expect(titles(page)).toHaveText(["Sales chart"]);
});

test("FORMS 18: a search that the server cannot answer says so where the list was @js", async ({ demo, page, allowed }) => {
  allowed.push(/Failed to load resource/);
  await open(page, `${demo.url}/store`);
  await page.route(SEARCHES, (route) => route.fulfill({ status: 503, contentType: "text/plain", body: "upstream" }));
  await box(page).fill("chart");
  await expect(page.getByRole("alert")).toContainText("The store could not be loaded");
  await page.unrouteAll();
  await box(page).fill("char");
  await expect(titles(page)).toHaveText(["Sales chart"]);
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("FORMS 18: who is quicker with Tab than the answer keeps the focus on what is still there @js", async ({ demo, page }) => {
  await openFrozen(page, `${demo.url}/store`);
  const { answer } = await hold(page);
  await box(page).fill("chart");
  await page.clock.runFor(310);
  const link = page.getByRole("link", { name: "Sales chart" });
  await link.focus();
  await answer(0);
  await expect(count(page)).toHaveText("1 plugin for “chart”");
  await expect(link).toBeFocused();
});

test("FORMS 18: an organisation’s plugins are searched while one types, and their switches go on working @js", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins?show=off");
  await box(page).fill("gift");
  await expect(page.locator("#plugin-count")).toHaveText("1 plugin for “gift”");
  expect(Object.fromEntries(query(page))).toEqual({ show: "off", q: "gift" });
  const row = page.getByRole("row", { name: /Gift message/ });
  await row.getByRole("switch").click();
  await expect(page.locator("#toasts .toast")).toContainText("Gift message is on for everyone in Globex");
  await expect(row).toContainText("On for everyone");
  await box(page).fill("nothing-like-it");
  await expect(page.getByRole("heading", { name: "No plugin matches" })).toBeVisible();
});
