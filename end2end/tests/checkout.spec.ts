// The demo's storefront: product → cart → checkout → confirmation, with the plugins of its slots.
import { type Page } from "@playwright/test";
import { choose, toCheckout } from "../support/cart.ts";
import { expect, open, settled, test } from "../support/test.ts";

test("an order by invoice goes from the shelf to the confirmation", async ({ portico, page }) => {
  await toCheckout(page, portico);
  await expect(page.getByRole("button", { name: /^Pay/ })).toHaveCount(0);
  await choose(page, "Invoice");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByRole("button", { name: "Pay €65.90" }).click();
  await page.waitForURL(/\/shop\/orders\//);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you for your order");
  await expect(page.locator("main")).toContainText("ada@example.com");
});

test("another quantity changes the sum", async ({ portico, page }) => {
  await toCheckout(page, portico);
  await page.getByRole("link", { name: "Cart 1" }).click();
  await settled(page);
  await page.getByLabel("Quantity").selectOption("2");
  const update = page.getByRole("button", { name: "Update" });
  if (await update.isVisible()) await update.click();
  await expect(page.getByRole("link", { name: "Cart 2" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("€124.90");
});

test("the payment slot is there only once its method is chosen", async ({ portico, page }) => {
  await toCheckout(page, portico);
  const slot = page.locator('[data-plugin="acme-pay"]');
  await expect(slot).toHaveCount(0);
  await choose(page, "Acme Pay");
  await expect(slot).toHaveCount(1);
});

test("a card is authorised by the plugin in the page, and only then the order is placed @js", async ({ portico, page }) => {
  await toCheckout(page, portico);
  await choose(page, "Acme Pay");
  const pay = page.getByRole("button", { name: /^Pay €/ });
  await expect(pay).toBeDisabled();
  await expect(pay).toHaveAccessibleDescription("Fill in the payment form above to pay.");
  await page.getByLabel("Card number").fill("4242424242424242");
  await page.getByLabel("Expires").fill("1240");
  await page.getByLabel("Security code").fill("123");
  await expect(pay).toBeEnabled();
  await expect(page.getByText("Fill in the payment form above to pay.")).toBeHidden();
  await page.getByLabel("Email").fill("ada@example.com");
  await pay.click();
  await page.waitForURL(/\/shop\/orders\//);
  await settled(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thank you for your order");
});

test("an order that cannot be placed comes back with what was typed and what is wrong", async ({ portico, page, allowed }) => {
  allowed.push(/status of 422/);
  await toCheckout(page, portico);
  await choose(page, "Invoice");
  const email = page.getByLabel("Email");
  await email.evaluate((input: HTMLInputElement) => input.form?.setAttribute("novalidate", "")).catch(() => undefined);
  await email.fill("ada@nowhere");
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await expect(page.getByText("Enter an email address like name@example.com.").first()).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("ada@nowhere");
});

test("threat_42 an order is for its buyer only", async ({ portico, page, request }) => {
  await toCheckout(page, portico);
  await choose(page, "Invoice");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByRole("button", { name: /^Pay €/ }).click();
  await page.waitForURL(/\/shop\/orders\//);
  expect((await request.get(page.url())).status()).toBe(404);
});

test("arrow keys move through the ways to pay without choosing any @js", async ({ portico, page }) => {
  await toCheckout(page, portico);
  const radios = page.getByRole("radio");
  await page.getByRole("main").focus();
  for (let press = 0; press < 20 && !(await radios.first().evaluate((radio) => radio === document.activeElement)); press++) {
    await page.keyboard.press("Tab");
  }
  await expect(radios.first()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  expect(page.url()).not.toContain("method=");
  await page.getByRole("button", { name: "Continue" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/method=/);
  await settled(page);
  await expect(page.getByRole("button", { name: /^Pay/ })).toHaveCount(1);
});
