// A plugin's settings in the pages: saved, refused, and what else a plugin shows to those who set it up.
import type { Page } from "@playwright/test";
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

const PAGE = "/admin/plugins/webhook-notifier";
const form = (page: Page) => page.getByRole("form", { name: "Webhook", exact: true });
const link = (page: Page, row: number) => page.getByRole("group", { name: `Links ${row}`, exact: true });

/** Adds a row at the end. */
async function addLink(page: Page, title: string, address?: string) {
  const rows = page.getByRole("group", { name: /^Links \d+$/ });
  const before = await rows.count();
  await page.getByRole("button", { name: "Add a link" }).click();
  await settled(page);
  await expect(rows).toHaveCount(before + 1);
  await link(page, before + 1).getByLabel("Title").fill(title);
  if (address !== undefined) await link(page, before + 1).getByLabel("Address").fill(address);
}

test("settings are saved, and a secret is never shown again", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, PAGE);
  await form(page).getByLabel("Address").fill("https://hooks.example.com/shop");
  await form(page).getByLabel(/^Signing secret/).fill("0123456789abcdef");
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Webhook saved");

  await open(page, portico.url + PAGE);
  await expect(form(page).getByLabel("Address")).toHaveValue("https://hooks.example.com/shop");
  await expect(form(page).getByLabel(/^Signing secret/)).toHaveValue("");
  await expect(form(page)).toContainText("Set. Leave empty to keep it.");
  expect(await page.content()).not.toContain("0123456789abcdef");
});

test("a wrong value is refused at its field, and what was typed stays", async ({ portico, page, allowed }) => {
  allowed.push(/status of 422/);
  await signIn(page, portico, people.orgAdmin, PAGE);
  await form(page).getByLabel("Address").fill("https://hooks.example.com/shop");
  await form(page).getByLabel(/^Signing secret/).fill("short");
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await settled(page);
  const sentence = "Signing secret needs at least 16 characters.";
  await expect(form(page).getByRole("alert")).toContainText(sentence);
  await expect(form(page).getByLabel(/^Signing secret/)).toHaveAccessibleDescription(new RegExp(sentence));
  await expect(form(page).getByLabel("Address")).toHaveValue("https://hooks.example.com/shop");

  await open(page, portico.url + PAGE);
  await expect(form(page).getByLabel("Address")).toHaveValue("");
});

test("two who change the same settings do not overwrite each other", async ({ portico, page, browser, allowed }) => {
  allowed.push(/status of (409|422)/);
  await signIn(page, portico, people.orgAdmin, "/admin/plugins/link-list");
  const context = await browser.newContext({ javaScriptEnabled: test.info().project.use.javaScriptEnabled });
  const theirs = await context.newPage();
  await signIn(theirs, portico, people.orgAdmin, "/admin/plugins/link-list");
  await addLink(theirs, "Wiki", "https://wiki.example.com/");
  await theirs.getByRole("button", { name: "Save links" }).click();
  await expect(theirs.getByText("Links saved")).toBeVisible();
  await context.close();

  await addLink(page, "Mine", "https://mine.example.com/");
  await page.getByRole("button", { name: "Save links" }).click();
  await expect(page.locator("main")).toContainText("Someone else changed these settings");
  await expect(link(page, 1).getByLabel("Title")).toHaveValue("Mine");
  await expect(link(page, 1).getByLabel("Address")).toHaveValue("https://mine.example.com/");
});

test("links are rows that are added, moved and checked, and the sidebar has them in their order", async ({ portico, page, allowed }) => {
  allowed.push(/status of 422/);
  await signIn(page, portico, people.orgAdmin, "/admin/plugins/link-list");
  await addLink(page, "Wiki", "https://wiki.example.com/");
  await addLink(page, "Orders");
  await link(page, 2).getByLabel("Leads to").selectOption({ label: "A page of this site" });
  await link(page, 2).getByLabel("Page").fill("//evil.example");
  await page.getByRole("button", { name: "Save links" }).click();
  await settled(page);
  await expect(link(page, 2).getByLabel("Page")).toHaveAccessibleDescription(/Start with one slash/);
  await link(page, 2).getByLabel("Page").fill("/admin/orders");
  await link(page, 2).getByRole("button", { name: "Move Links 2 up" }).click();
  await expect(link(page, 1).getByLabel("Title")).toHaveValue("Orders");
  await page.getByRole("button", { name: "Save links" }).click();
  await expect(page.getByText("Links saved")).toBeVisible();

  await open(page, `${portico.url}/admin/plugins/link-list`);
  await expect(link(page, 1).getByLabel("Page")).toHaveValue("/admin/orders");
  await expect(link(page, 2).getByLabel("Address")).toHaveValue("https://wiki.example.com/");
  if (test.info().project.name === "nojs") return;
  // What does not apply is not there.
  await expect(link(page, 1).getByLabel("Address")).toBeHidden();
  await open(page, `${portico.url}/admin`);
  const links = page.locator("stoa-link-list-sidebar").getByRole("listitem").getByRole("link");
  await expect(links).toHaveText([/^Orders/, /^Wiki/]);
  await expect(links.first()).toHaveAttribute("href", "/admin/orders");
});

test("FORMS 9: what is typed is tried out with the stored secret, and nothing is saved", async ({ portico, page, allowed }) => {
  allowed.push(/status of (400|422|502)/);
  await signIn(page, portico, people.orgAdmin, "/admin/plugins/acme-pay");
  const payments = page.getByRole("form", { name: "Card payments" });
  await payments.getByLabel("Text").fill("GLOBEX");
  await payments.getByRole("button", { name: "Test connection" }).click();
  await settled(page);
  await expect(payments.getByRole("status")).toContainText("a test payment of 1 euro by Visa 4242 was authorised.");
  await expect(payments.getByRole("status")).toContainText("“GLOBEX”");

  await payments.getByLabel(/^API key/).fill("sk_live_canary12345");
  await payments.getByRole("button", { name: "Save payment settings" }).click();
  await expect(payments.getByRole("status")).toHaveText("Payment settings saved");
  await open(page, `${portico.url}/admin/plugins/acme-pay`);
  await payments.getByLabel("Mode").selectOption({ label: "Live" });
  await payments.getByLabel("Account number").fill("acct_12345678");
  await payments.getByRole("button", { name: "Test connection" }).click();
  await settled(page);
  // The key is there, so it is the mode that this example refuses.
  await expect(payments.getByLabel("Mode")).toHaveAccessibleDescription(/takes no live payments/);
  await open(page, `${portico.url}/admin/plugins/acme-pay`);
  await expect(payments.getByLabel("Mode")).toHaveValue("test");
  expect(await page.content()).not.toContain("canary");
});

test("what a plugin shows beside its settings is there while it is on", async ({ portico, page, allowed }) => {
  allowed.push(/status of (409|422)/);
  await signIn(page, portico, people.orgAdmin, PAGE);
  const send = page.getByRole("button", { name: "Send the last event again" });
  await expect(form(page)).toBeVisible();
  await expect(send).toHaveCount(0);
  await page.getByRole("switch").click();
  await expect(page.locator("#toasts")).toContainText("Webhook notifier is on for everyone in Globex");
  await open(page, portico.url + PAGE);
  // The settings are there once: the page draws them, the slot does not repeat them.
  await expect(page.getByRole("button", { name: "Save webhook" })).toHaveCount(1);
  await send.click();
  await expect(page.locator("main")).toContainText("Save an address and a signing secret first.");
});

test("a session that has ended loses nothing that was typed, and says where to sign in", async ({ portico, page, allowed }) => {
  allowed.push(/status of 401/);
  await signIn(page, portico, people.orgAdmin, PAGE);
  await form(page).getByLabel("Address").fill("https://hooks.example.com/shop");
  await form(page).getByLabel(/^Signing secret/).fill("0123456789abcdef");
  await page.context().clearCookies();
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await settled(page);
  const summary = form(page).getByRole("alert");
  await expect(summary).toContainText("Your session has ended.");
  await expect(summary).not.toContainText("problems");
  await expect(summary).toBeFocused();
  await expect(form(page).getByLabel("Address")).toHaveValue("https://hooks.example.com/shop");
  await expect(page.getByRole("link", { name: "Sign in in a new tab" })).toHaveAttribute("href", `/sign-in?next=${PAGE}`);
  if (test.info().project.name === "nojs") {
    await expect(form(page).getByLabel(/^Signing secret/)).toHaveValue("");
    await form(page).getByLabel(/^Signing secret/).fill("0123456789abcdef");
  }

  // Signed in again in another tab, the form is saved from here.
  const other = await page.context().newPage();
  await signIn(other, portico, people.orgAdmin, "/store");
  await other.close();
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Webhook saved");
});

test("FORMS 5: a form that was sent before its script came, after the session had ended, is saved whole later @js", async ({ portico, page, allowed }) => {
  allowed.push(/status of 401/);
  await signIn(page, portico, people.orgAdmin, "/store");
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/pkg\/.*\.wasm$/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await page.goto(portico.url + PAGE, { waitUntil: "domcontentloaded" });
  await form(page).getByLabel("Address").fill("https://hooks.example.com/shop");
  await form(page).getByLabel(/^Signing secret/).fill("0123456789abcdef");
  await page.context().clearCookies();
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await page.waitForURL((url) => url.pathname === PAGE);
  await expect(form(page).getByRole("alert")).toContainText("Your session has ended.");
  // Only now the script comes and takes over what the server has sent back.
  release();
  await settled(page);
  await form(page).getByLabel(/^Signing secret/).fill("0123456789abcdef");
  const other = await page.context().newPage();
  await signIn(other, portico, people.orgAdmin, "/store");
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Webhook saved");
  await open(other, portico.url + PAGE);
  await expect(form(other).getByLabel("Address")).toHaveValue("https://hooks.example.com/shop");
  await other.close();
});

test("FORMS 3: what is hidden in a row comes back with its value, wherever the row stands then", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/plugins/link-list");
  await addLink(page, "Wiki", "https://wiki.example.com/");
  await addLink(page, "Orders", "https://orders.example.com/");
  await link(page, 1).getByLabel("Leads to").selectOption("page");
  await link(page, 1).getByLabel("Page").fill("/wiki");
  await link(page, 2).getByRole("button", { name: "Move Links 2 up" }).click();
  await page.getByRole("button", { name: "Save links" }).click();
  await expect(page.getByText("Links saved")).toBeVisible();

  await open(page, `${portico.url}/admin/plugins/link-list`);
  await expect(link(page, 2).getByLabel("Page")).toHaveValue("/wiki");
  await link(page, 2).getByLabel("Leads to").selectOption("website");
  await expect(link(page, 2).getByLabel("Address")).toHaveValue("https://wiki.example.com/");
  await page.getByRole("button", { name: "Save links" }).click();
  await expect(page.getByText("Links saved")).toBeVisible();
});
