// FORMS 20, 22: every page by keyboard alone. The focus goes everywhere in the order of the page, is seen, is never under a bar, and
// comes back from what opens over the page.
import type { Locator, Page } from "@playwright/test";
import { developer, operator, signInToConsole } from "../support/console.ts";
import { scripted } from "../support/forms.ts";
import { startAtTop, walk } from "../support/keyboard.ts";
import { begin, tours } from "../support/tours.ts";
import { expect, open, openLab, people, settled, signIn, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

for (const [name, tour] of Object.entries(tours)) {
  test(`FORMS 22: the keyboard comes to every control in ${name}, in order and in sight`, async ({ demo, page }) => {
    const addresses = await begin(page, demo, tour);
    // What was made is said on the first page; with scripts that goes by itself.
    if (scripted()) await open(page, `${demo.url}${addresses[0]!}`);
    for (const address of addresses) {
      await open(page, demo.url + address);
      const { stops, missed, trapped } = await walk(page);
      expect.soft(trapped, `the focus never leaves ${address}`).toBe(false);
      expect.soft(missed, `out of reach on ${address}`).toEqual([]);
      expect.soft(stops[0]?.name, address).toBe("<a> Skip to content #main");
      const wrong = stops.filter((stop) => !stop.inOrder || stop.problems.length > 0);
      expect.soft(wrong, `stops on ${address}`).toEqual([]);
    }
  });
}

test("FORMS 20: on a narrow screen no bar is over what has the focus either", async ({ demo, page }) => {
  await page.setViewportSize({ width: 360, height: 500 });
  await signIn(page, demo, people.orgAdmin, "/admin/plugins");
  for (const address of ["/admin/plugins", "/admin/inspector", "/store/acme-pay", "/admin/plugins/webhook-notifier"]) {
    await open(page, demo.url + address);
    const { stops, missed } = await walk(page);
    expect.soft(missed, address).toEqual([]);
    expect.soft(stops.filter((stop) => stop.problems.length > 0), address).toEqual([]);
    // And back again.
    for (let at = stops.length; at > 1; at -= 1) {
      await page.keyboard.press("Shift+Tab");
      const covered = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        const box = (at.getClientRects()[0] ?? at.getBoundingClientRect());
        const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return at === document.body || box.width <= 1 || !hit?.closest(".topbar") || at.closest(".topbar") ? "" : at.outerHTML.slice(0, 100);
      });
      expect.soft(covered, `under the bar of ${address}`).toBe("");
    }
  }
});

test("FORMS 20: the skip link leads into the content", async ({ demo, page }) => {
  await signIn(page, demo, people.orgAdmin, "/store");
  for (const address of ["/", "/store", "/shop", "/admin", "/admin/plugins"]) {
    await open(page, demo.url + address);
    await startAtTop(page);
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to content" });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main")).toBeFocused();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("main").locator(":focus"), address).toHaveCount(1);
  }
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${target}`);
}

/** What a button opens: by Enter and by Space, with the focus going in, closed by Esc, the focus back where it was. */
async function expectOpensAndCloses(page: Page, button: Locator, popover: Locator): Promise<void> {
  await tabTo(page, button);
  for (const key of ["Enter", "Space"]) {
    await expect(popover).toBeHidden();
    await page.keyboard.press(key);
    await expect(popover).toBeVisible();
    await page.keyboard.press("Tab");
    await expect(popover.locator(":focus"), `after ${key} and Tab the focus is inside`).toHaveCount(1);
    await page.keyboard.press("Escape");
    await expect(popover).toBeHidden();
    await expect(button).toBeFocused();
  }
}

test("FORMS 20: menus are opened, walked through and closed, and give the focus back", async ({ demo, page }) => {
  await signIn(page, demo, { uid: "of-two", orgs: { globex: "ADMIN", initech: "ADMIN" } }, "/store");
  await expectOpensAndCloses(page, page.getByRole("button", { name: /Switch organisation/ }), page.locator("#org-menu"));
  await expectOpensAndCloses(page, page.getByRole("button", { name: /Account menu/ }), page.locator("#account-menu"));
  // What is in it works, too.
  await page.keyboard.press("Enter");
  const german = page.locator("#account-menu").getByRole("button", { name: "Deutsch" });
  await tabTo(page, german);
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
});

test("FORMS 20: the folded navigation of a narrow screen is opened and walked through", async ({ demo, page }) => {
  await page.setViewportSize({ width: 360, height: 800 });
  await signIn(page, demo, people.orgAdmin, "/store");
  const menu = page.locator(".topbar-fold > summary");
  const nav = page.locator(".topbar-fold > nav");
  await tabTo(page, menu);
  await page.keyboard.press("Enter");
  await expect(nav).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(nav.locator(":focus")).toHaveCount(1);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  await expect(nav).toBeHidden();
  await expect(menu).toBeFocused();
});

test("FORMS 20: a question before something is lost is asked, dismissed and answered", async ({ portico, page }) => {
  await signInToConsole(page, portico, await operator(portico));
  const origins = "/console/hosts/acme-shop/origins";
  await page.request.post(portico.url + origins, { form: { do: "add", origin: "https://keyboard.example.com" }, headers: { Origin: portico.url } });
  await open(page, portico.url + origins);
  const row = page.getByRole("row", { name: /keyboard\.example\.com/ });
  const remove = row.getByRole("button", { name: /^Remove/ }).first();
  const question = page.getByRole("dialog");
  await expectOpensAndCloses(page, remove, question);
  // "Cancel" closes it, too.
  await page.keyboard.press("Enter");
  await expect(question).toBeFocused();
  await tabTo(page, question.getByRole("button", { name: "Cancel" }));
  await page.keyboard.press("Enter");
  await expect(question).toBeHidden();
  await expect(remove).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, question.getByRole("button", { name: "Remove origin" }));
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(row).toHaveCount(0);
  await expect(page.locator(".toast")).toBeFocused();
});

test("FORMS 20: “Why do I see this?” is asked and answered", async ({ demo, page }) => {
  await signIn(page, demo, people.orgAdmin, "/store/sales-chart");
  const why = page.getByRole("main").locator("details.why");
  await tabTo(page, why.locator("summary"));
  await page.keyboard.press("Enter");
  await expect(why.getByRole("listitem").first()).toBeVisible();
  await page.keyboard.press("Space");
  await expect(why.getByRole("listitem").first()).toBeHidden();
  await open(page, `${demo.url}/admin`);
  const link = page.getByRole("link", { name: /^Why/ }).first();
  await tabTo(page, link);
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(page).toHaveURL(/\/store\/[a-z-]+#why$/);
  await expect(page.locator("#why")).toBeVisible();
});

test("FORMS 20: a plugin that failed says why, and is tried again @js", async ({ lab, page, allowed }) => {
  allowed.push(/lab: constructor/);
  await openLab(page, lab, "lab-fault-constructor");
  const card = page.getByRole("group", { name: /could not be shown/ }).first();
  await expect(card).toBeVisible();
  const why = card.locator("summary");
  await tabTo(page, why);
  await page.keyboard.press("Enter");
  await expect(card.locator("details > p")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(card.locator("details > p")).toBeHidden();
  await expect(why).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(card.getByRole("button", { name: "Try again" })).toBeFocused();
});

test("FORMS 19, 20: a switch of the organisation’s plugins is turned and turned back", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins");
  const row = page.getByRole("row", { name: /Gift message/ });
  for (const [key, said, on] of [["Space", "Gift message is on for everyone in Globex", "true"], ["Enter", "Gift message is off for Globex", "false"]] as const) {
    await tabTo(page, row.getByRole("switch"));
    await page.keyboard.press(key);
    await settled(page);
    await expect(page.locator("#toasts .toast")).toContainText(said);
    await expect(row.getByRole("switch")).toHaveAttribute("aria-checked", on);
    // Without JavaScript what was done is read first; with it nothing takes the focus away.
    await expect(scripted() ? row.getByRole("switch") : page.locator("#toasts .toast")).toBeFocused();
  }
});

test("FORMS 17, 20: extensions are moved by the buttons of their slot", async ({ portico, page }) => {
  await signInToConsole(page, portico, await developer(portico));
  await open(page, `${portico.url}/console/hosts/acme-shop/slots`);
  const part = page.getByRole("region", { name: "Dashboard" });
  const names = part.locator("[data-order-item] .strong");
  const before = await names.allTextContents();
  expect(before.length).toBeGreaterThan(1);
  await tabTo(page, part.getByRole("button", { name: /down$/ }).first());
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(page.locator("#toasts .toast")).toContainText(before[0]!);
  await expect(names).toHaveText([before[1]!, before[0]!, ...before.slice(2)]);
  await tabTo(page, part.getByRole("button", { name: new RegExp(`^Move ${before[0]!}.* up$`) }));
  await page.keyboard.press("Space");
  await settled(page);
  await expect(names).toHaveText(before);
});
