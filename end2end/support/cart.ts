// Ways through the demo's shop that several specs go.
import type { Page } from "@playwright/test";
import type { Portico } from "./server.ts";
import { open, settled } from "./test.ts";

/** A shirt in the cart, and on to the checkout. */
export async function toCheckout(page: Page, server: Portico): Promise<void> {
  await open(page, `${server.url}/shop`);
  await page.getByRole("link", { name: "Linen shirt" }).click();
  await settled(page);
  await page.getByRole("button", { name: "Add to cart" }).click();
  await settled(page);
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await settled(page);
}

/** Chooses a payment method; without JavaScript the button "Continue" does what the choice does with it. */
export async function choose(page: Page, method: string): Promise<void> {
  await page.getByRole("radio", { name: method }).check();
  const go = page.getByRole("button", { name: "Continue" });
  if (await go.isVisible()) await go.click();
  await page.waitForURL(/method=/);
  await settled(page);
}
