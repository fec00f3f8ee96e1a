// Installing and turning on in the store: at once, with a way back for ten seconds and one that lasts; by the form where no script runs.
import type { Page, Route } from "@playwright/test";
import { axe, expect, open, people, signIn, test } from "../support/test.ts";

const POSTS = /\/(un)?install$|\/switch$/;

const toast = (page: Page) => page.locator("#toasts .toast");
const state = (page: Page) => page.locator("#plugin-state");
const gift = "/store/gift-message";

async function hold(page: Page) {
  const waiting: Route[] = [];
  await page.route(POSTS, (route) => void waiting.push(route));
  // Answered with the page that follows: a held request that is redirected is held for ever.
  return async (how = async (route: Route) => route.fulfill({ response: await route.fetch() })) => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    await how(waiting.shift()!);
  };
}

test("FORMS 19: what was installed is taken back by Undo, with and without JavaScript", async ({ portico, page }) => {
  await signIn(page, portico, people.consumer, gift);
  await page.getByRole("button", { name: "Install" }).click();
  await expect(toast(page)).toContainText("Gift message is installed");
  await expect(state(page)).toContainText("Installed");
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(toast(page)).toContainText("Gift message is uninstalled");
  await expect(state(page)).toContainText("Available");
  // And that, too.
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(toast(page)).toContainText("Gift message is installed");
  // The way back that lasts.
  await open(page, `${portico.url}/installed`);
  await page.getByRole("row", { name: /Gift message/ }).getByRole("button", { name: "Uninstall" }).click();
  await expect(page.getByRole("row", { name: /Gift message/ })).toHaveCount(0);
  await expect(toast(page).getByRole("button", { name: "Undo" })).toBeVisible();
  await open(page, portico.url + gift);
  await expect(page.getByRole("button", { name: "Install" })).toBeVisible();
});

test("FORMS 19: who had it already is offered no Undo", async ({ portico, page }) => {
  await signIn(page, portico, people.consumer, gift);
  for (const offered of [1, 0]) {
    await page.request.post(`${portico.url}${gift}/install`, { form: { next: gift }, headers: { Origin: portico.url }, maxRedirects: 0 });
    await open(page, portico.url + gift);
    await expect(toast(page)).toContainText("Gift message is installed");
    await expect(toast(page).getByRole("button", { name: "Undo" })).toHaveCount(offered);
  }
});

test("FORMS 19: a press shows at once what will be, and stays on the page @js", async ({ portico, page }) => {
  await signIn(page, portico, people.consumer, gift);
  await page.evaluate(() => Object.assign(globalThis, { same: true }));
  const go = await hold(page);
  await page.getByRole("button", { name: "Install" }).click();
  await expect(state(page)).toContainText("Installed");
  await expect(page.getByRole("button", { name: "Uninstall" })).toHaveAttribute("aria-busy", "true");
  // Nothing is said to have happened before it has.
  await expect(toast(page)).toHaveCount(0);
  await go();
  await expect(toast(page)).toContainText("Gift message is installed");
  await expect(page.getByRole("button", { name: "Uninstall" })).toBeFocused();
  await expect(state(page).getByText("You installed it").first()).toBeVisible();
  expect(await page.evaluate(() => (globalThis as { same?: boolean }).same)).toBe(true);
  expect(await axe(page)).toEqual([]);
});

for (const [what, answer, says] of [
  ["the server is not reached", (route: Route) => route.abort(), /did not answer, so nothing was changed/],
  ["the server fails", (route: Route) => route.fulfill({ status: 500, contentType: "text/html", body: "<p>no" }), /could not be changed/],
] as const) {
  test(`FORMS 19: when ${what}, what was shown is taken back, and why is said at once @js`, async ({ portico, page, allowed }) => {
    allowed.push(/Failed to load resource/);
    await signIn(page, portico, people.consumer, gift);
    const go = await hold(page);
    const before = await state(page).innerText();
    await page.getByRole("button", { name: "Install" }).click();
    await expect(state(page)).toContainText("Installed");
    await go(answer);
    await expect(page.getByRole("alert")).toContainText(says);
    expect(await state(page).innerText()).toBe(before);
    await expect(page.getByRole("button", { name: "Install" })).toBeEnabled();
  });
}

test("FORMS 19: who is signed out meanwhile is told so @js", async ({ portico, page, allowed }) => {
  allowed.push(/status of 401/);
  await signIn(page, portico, people.consumer, gift);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Install" }).click();
  await expect(page.getByRole("alert")).toContainText(/sign in/i);
  await expect(page.getByRole("button", { name: "Install" })).toBeVisible();
});

test("FORMS 19: the organisation’s switch in the store acts at once, and the page says what follows from it @js", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, gift);
  const flip = page.getByRole("switch");
  const go = await hold(page);
  await flip.click();
  await expect(flip).toHaveAttribute("aria-checked", "true");
  await go();
  await expect(toast(page)).toContainText("Gift message is on for everyone in Globex");
  await expect(state(page)).toContainText("On for Globex");
  await expect(page.getByRole("switch")).toBeFocused();
  const back = toast(page).getByRole("button", { name: "Undo" });
  await back.focus();
  await page.keyboard.press("Enter");
  await go();
  await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "false");
  await expect(state(page)).toContainText("Available");
  // What had the focus is gone; the focus is where one went on from.
  await expect(page.getByRole("switch")).toBeFocused();
});

test("FORMS 19: a quick second turn of a switch is not lost @js", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, gift);
  const flip = page.getByRole("switch");
  const go = await hold(page);
  await flip.click();
  await flip.click();
  await expect(flip).toHaveAttribute("aria-checked", "false");
  await go();
  await go();
  await expect(toast(page)).toContainText("Gift message is off for Globex");
  await open(page, portico.url + gift);
  await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "false");
});

test("FORMS 19: what a form led to is said for ten seconds, and longer for whoever is at it @js", async ({ portico, page }) => {
  await page.clock.install();
  await signIn(page, portico, people.consumer, gift);
  await page.getByRole("button", { name: "Install" }).click();
  await expect(toast(page)).toBeVisible();
  await toast(page).getByRole("button", { name: "Undo" }).focus();
  await page.clock.runFor(15_000);
  await expect(toast(page)).toBeVisible();
  await page.getByRole("button", { name: "Uninstall" }).focus();
  await page.clock.runFor(9_000);
  await expect(toast(page)).toBeVisible();
  await page.clock.runFor(2_000);
  await expect(toast(page)).toHaveCount(0);
});

test("FORMS 19: the last plugin that is uninstalled leaves the empty page and the focus in it @js", async ({ portico, page }) => {
  await signIn(page, portico, people.consumer, gift);
  await page.getByRole("button", { name: "Install" }).click();
  await expect(toast(page)).toContainText("is installed");
  await open(page, `${portico.url}/installed`);
  const rows = page.getByRole("main").getByRole("row").filter({ has: page.getByRole("button", { name: "Uninstall" }) });
  await rows.getByRole("button", { name: "Uninstall" }).click();
  await expect(rows).toHaveCount(0);
  await expect(page.locator("#installed")).toBeFocused();
});
