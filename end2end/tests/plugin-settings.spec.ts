// A plugin's settings in the pages: saved, refused, and what else a plugin shows to those who set it up.
import type { Page } from "@playwright/test";
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

const PAGE = "/admin/plugins/webhook-notifier";
const form = (page: Page) => page.getByRole("form", { name: "Webhook", exact: true });

test("settings are saved, and a secret is never shown again", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, PAGE);
  await form(page).getByLabel("Address").fill("https://hooks.example.com/shop");
  await form(page).getByLabel("Signing secret").fill("0123456789abcdef");
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Webhook saved");

  await open(page, portico.url + PAGE);
  await expect(form(page).getByLabel("Address")).toHaveValue("https://hooks.example.com/shop");
  await expect(form(page).getByLabel("Signing secret")).toHaveValue("");
  await expect(form(page)).toContainText("Set. Leave empty to keep it.");
  expect(await page.content()).not.toContain("0123456789abcdef");
});

test("a wrong value is refused at its field, and what was typed stays", async ({ portico, page, allowed }) => {
  allowed.push(/status of 422/);
  await signIn(page, portico, people.orgAdmin, PAGE);
  await form(page).getByLabel("Address").fill("https://hooks.example.com/shop");
  await form(page).getByLabel("Signing secret").fill("short");
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await settled(page);
  const sentence = "Signing secret needs at least 16 characters.";
  await expect(form(page).getByRole("alert")).toContainText(sentence);
  await expect(form(page).getByLabel("Signing secret")).toHaveAccessibleDescription(new RegExp(sentence));
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
  await theirs.getByRole("textbox", { name: "Links" }).fill("Wiki | https://wiki.example.com/");
  await theirs.getByRole("button", { name: "Save links" }).click();
  await expect(theirs.getByText("Links saved")).toBeVisible();
  await context.close();

  await page.getByRole("textbox", { name: "Links" }).fill("Mine | https://mine.example.com/");
  await page.getByRole("button", { name: "Save links" }).click();
  await expect(page.locator("main")).toContainText("Someone else changed these settings");
  await expect(page.getByRole("textbox", { name: "Links" })).toHaveValue("Mine | https://mine.example.com/");
});

test("what a plugin shows beside its settings is there while it is on", async ({ portico, page, allowed }) => {
  allowed.push(/status of (409|422)/);
  await signIn(page, portico, people.orgAdmin, PAGE);
  const send = page.getByRole("button", { name: "Send a test event" });
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
  await form(page).getByLabel("Signing secret").fill("0123456789abcdef");
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
    await expect(form(page).getByLabel("Signing secret")).toHaveValue("");
    await form(page).getByLabel("Signing secret").fill("0123456789abcdef");
  }

  // Signed in again in another tab, the form is saved from here.
  const other = await page.context().newPage();
  await signIn(other, portico, people.orgAdmin, "/store");
  await other.close();
  await form(page).getByRole("button", { name: "Save webhook" }).click();
  await expect(form(page).getByRole("status")).toHaveText("Webhook saved");
});
