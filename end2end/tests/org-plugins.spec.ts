// An organisation's admin turns plugins on and off for everyone in it: at once and with a way back where JavaScript runs, by the form
// where it does not.
import type { Page, Route } from "@playwright/test";
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

const DECIDES = "**/api/fn/set_org_plugin";

function row(page: Page, plugin = /Gift message/) {
  return page.getByRole("row", { name: plugin });
}

function toast(page: Page) {
  return page.locator("#toasts .toast");
}

/** Keeps requests waiting; answers each with what the test says. */
async function hold(page: Page): Promise<{ sent: string[]; go: (how?: (route: Route) => Promise<void>) => Promise<void> }> {
  const waiting: Route[] = [];
  const sent: string[] = [];
  await page.route(DECIDES, (route) => {
    sent.push((route.request().postDataJSON() as { to: string }).to);
    waiting.push(route);
  });
  const go = async (how = (route: Route) => route.continue()) => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    await how(waiting.shift()!);
  };
  return { sent, go };
}

test("what an org admin turns on, members find installed and others do not", async ({ portico, page, browser }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  await row(page).getByRole("switch").click();
  await expect(toast(page)).toContainText("Gift message is on for everyone in Globex");
  await expect(row(page)).toContainText("On for everyone");

  for (const [who, sees] of [[people.member, true], [people.otherAdmin, false], [people.consumer, false]] as const) {
    const context = await browser.newContext();
    const theirs = await context.newPage();
    await signIn(theirs, portico, who, "/installed");
    await expect(theirs.getByRole("link", { name: "Gift message", exact: true })).toHaveCount(sees ? 1 : 0);
    await context.close();
  }
});

test("Undo brings back what was before", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  await row(page).getByRole("switch").click();
  await expect(row(page)).toContainText("You turned it on");
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await expect(row(page)).toContainText("Not enabled yet");
  await expect(row(page).getByRole("switch")).toHaveAttribute("aria-checked", "false");
  // So it is on the server, too.
  await open(page, `${portico.url}/admin/plugins`);
  await expect(row(page)).toContainText("Not enabled yet");
});

test("a switch shows at once what it will be, and its numbers with it @js", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  const { go } = await hold(page);
  const before = await page.locator("[data-count=on]").innerText();
  await row(page).getByRole("switch").click();
  await expect(row(page).getByRole("switch")).toHaveAttribute("aria-checked", "true");
  await expect(row(page)).toContainText("You turned it on · just now");
  const number = Number(/\d+/.exec(before)![0]);
  await expect(page.locator("[data-count=on]")).toHaveText(`On ${number + 1}`);
  // Nothing is said to have happened before it has.
  await expect(toast(page)).toHaveCount(0);
  await go();
  await expect(toast(page)).toContainText("Gift message is on for everyone in Globex");
  await expect(page).toHaveURL(/\/admin\/plugins$/);
});

for (const [what, answer, says] of [
  ["the server is not reached", (route: Route) => route.abort(), /The server did not answer/],
  [
    "the host has locked it meanwhile",
    (route: Route) => route.fulfill({ status: 409, json: { error: { code: "locked_by_host", message: "x", request_id: "r" } } }),
    /Acme Shop decides about Gift message/,
  ],
  ["the server fails", (route: Route) => route.fulfill({ status: 500, body: "<html>" }), /could not be changed/],
] as const) {
  test(`when ${what}, the switch goes back and says why @js`, async ({ portico, page, allowed }) => {
    allowed.push(/Failed to load resource/);
    await signIn(page, portico, people.orgAdmin, "/admin/plugins");
    const counts = await page.locator("nav.chips").innerText();
    const { go } = await hold(page);
    await row(page).getByRole("switch").click();
    await expect(row(page)).toContainText("On for everyone");
    await go(answer);
    await expect(page.getByRole("alert")).toContainText(says);
    await expect(row(page)).toContainText("Not enabled yet");
    await expect(row(page).getByRole("switch")).toHaveAttribute("aria-checked", "false");
    await expect(toast(page).getByRole("button")).toHaveCount(0);
    expect(await page.locator("nav.chips").innerText()).toBe(counts);
  });
}

test("what the host really locked meanwhile is refused by the server @js", async ({ portico, page, allowed }) => {
  allowed.push(/status of 409/);
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  await portico.cli("host", "policy", "gift-message", "blocked", "--host", "acme-shop", "--note", "data protection");
  await row(page).getByRole("switch").click();
  await expect(page.getByRole("alert")).toContainText("Acme Shop decides about Gift message");
  await expect(row(page).getByRole("switch")).toHaveAttribute("aria-checked", "false");
});

test("quick presses are sent one after the other, and the latest wins @js", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  const { sent, go } = await hold(page);
  const flip = row(page).getByRole("switch");
  for (const checked of ["true", "false", "true", "false"]) {
    await flip.click();
    await expect(flip).toHaveAttribute("aria-checked", checked);
  }
  expect(sent).toEqual(["on"]);
  await go();
  await expect.poll(() => sent).toEqual(["on", "off"]);
  await go();
  await expect(toast(page)).toContainText("Gift message is off for Globex");
  await open(page, `${portico.url}/admin/plugins`);
  await expect(row(page)).toContainText("You turned it off");
});

test("the toast goes after ten seconds, but not while one points at it @js", async ({ portico, page }) => {
  await page.clock.install();
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  await row(page).getByRole("switch").click();
  await expect(toast(page)).toBeVisible();
  await toast(page).hover();
  await page.clock.runFor(15_000);
  await expect(toast(page)).toBeVisible();
  await page.mouse.move(0, 0);
  await page.clock.runFor(9_000);
  await expect(toast(page)).toBeVisible();
  await page.clock.runFor(2_000);
  await expect(toast(page)).toHaveCount(0);
});

test("the keyboard alone turns on and takes back @js", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  const flip = row(page).getByRole("switch");
  for (let presses = 0; presses < 60 && !(await flip.evaluate((button) => button === document.activeElement)); presses++) {
    await page.keyboard.press("Tab");
  }
  await expect(flip).toBeFocused();
  await page.keyboard.press("Space");
  await expect(toast(page)).toContainText("is on for everyone");
  await expect(flip).toBeFocused();
  const undo = toast(page).getByRole("button", { name: "Undo" });
  for (let presses = 0; presses < 60 && !(await undo.evaluate((button) => button === document.activeElement)); presses++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(row(page)).toContainText("Not enabled yet");
  // What had the focus is gone; the focus is where one went on from.
  await expect(flip).toBeFocused();
});

test("a plugin's own page has the same switch", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins/gift-message");
  await page.getByRole("switch").click();
  await settled(page);
  await expect(page.locator("main")).toContainText("You turned it on");
  await expect(toast(page)).toContainText("Gift message is on for everyone in Globex");
  await open(page, `${portico.url}/admin/plugins/gift-message`);
  await expect(page.getByRole("switch")).toHaveAttribute("aria-checked", "true");
});

test("a member sees the organisation's plugins and has no switch for them", async ({ demo, page }) => {
  await signIn(page, demo, people.member, "/store/sales-chart");
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expect(page.locator("main")).toContainText("Globex");
});
