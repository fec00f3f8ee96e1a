// What surrounds every page: organisation, language, theme, signing out.
import type { Page } from "@playwright/test";
import type { Claims } from "../support/server.ts";
import { axe, expect, open, people, settled, signIn, test } from "../support/test.ts";

const BOTH: Claims = { uid: "both", orgs: { globex: "ADMIN", initech: "ADMIN" } };

function menu(page: Page) {
  return page.locator("#account-menu");
}

async function openMenu(page: Page, name: RegExp) {
  await page.getByRole("button", { name }).click();
  await expect(menu(page)).toBeVisible();
}

test("who administers several organisations chooses one, and another later", async ({ portico, page, allowed }) => {
  allowed.push(/status of 409/);
  await signIn(page, portico, BOTH, "/admin/plugins");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Choose an organisation");
  if (test.info().project.name === "js") expect(await axe(page)).toEqual([]);
  await page.getByRole("main").getByRole("button", { name: "Initech" }).click();
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plugins for Initech");
  await expect(page.getByRole("row", { name: /Link list/ })).toContainText("Not enabled yet");

  await page.getByRole("button", { name: /Switch organisation/ }).click();
  await page.locator("#org-menu").getByRole("button", { name: "Globex" }).click();
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plugins for Globex");
  await expect(page.getByRole("row", { name: /Link list/ })).toContainText("On for everyone");
});

test("the language is chosen once and stays", async ({ demo, page }) => {
  await open(page, `${demo.url}/store?q=chart`);
  await openMenu(page, /Account menu/);
  await menu(page).getByRole("button", { name: "Deutsch" }).click();
  await settled(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Plugins für Acme Shop");
  await expect(page.getByRole("searchbox")).toHaveValue("chart");
  await open(page, `${demo.url}/shop`);
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
});

test("the theme is chosen once and stays", async ({ demo, page }) => {
  await open(page, `${demo.url}/store`);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await openMenu(page, /Account menu/);
  await menu(page).getByRole("button", { name: "Dark" }).click();
  await settled(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await ground()).not.toBe(light);
  await open(page, `${demo.url}/shop`);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("signing out ends the session", async ({ demo, page, allowed }) => {
  allowed.push(/status of 401/);
  await signIn(page, demo, people.consumer, "/installed");
  await openMenu(page, /Account menu/);
  await menu(page).getByRole("button", { name: "Sign out" }).click();
  await settled(page);
  await open(page, `${demo.url}/installed`);
  await expect(page.locator("main")).toContainText("Sign in to see your plugins");
});

test("who switches to an organisation without being its admin is led out of the admin pages and told why", async ({ demo, page }) => {
  const claims: Claims = { uid: "half", orgs: { globex: "ADMIN", initech: "MEMBER" }, org: "globex" };
  await signIn(page, demo, claims, "/admin/plugins");
  await page.getByRole("button", { name: /Switch organisation/ }).click();
  await page.locator("#org-menu").getByRole("button", { name: "Initech" }).click();
  await settled(page);
  expect(new URL(page.url()).pathname).toBe("/store");
  await expect(page.locator(".toast")).toContainText("You now act in Initech. You are a member there, not an admin");
});

test("on a phone the keyboard goes through the bar as the eye does", async ({ demo, page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await open(page, `${demo.url}/store`);
  const seen: number[] = [];
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press("Tab");
    const box = await page.locator(".topbar :focus").boundingBox({ timeout: 1000 }).catch(() => null);
    if (box) seen.push(box.x);
  }
  expect(seen.length, "menu, brand and what follows").toBeGreaterThan(2);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});
