// The demo shop by its forms, as the person of a page.
import type { Page } from "@playwright/test";
import type { Portico } from "./server.ts";

function post(page: Page, server: Portico, path: string, form: Record<string, string>) {
  return page.request.post(server.url + path, { form, headers: { Origin: server.url }, maxRedirects: 0 });
}

/** Puts something into the cart, whatever was in it. */
export async function fillCart(page: Page, server: Portico): Promise<void> {
  await post(page, server, "/shop/cart", { product: "linen-shirt", set: "1" });
}

/** Buys it by invoice; answers the address of the order. */
export async function placeOrder(page: Page, server: Portico): Promise<string> {
  await fillCart(page, server);
  const answer = await post(page, server, "/shop/checkout", { method: "invoice", email: "ada@example.com", payment_reference: "" });
  const location = answer.headers()["location"];
  if (!location) throw new Error(`no order: ${answer.status()}`);
  return new URL(location, server.url).pathname;
}
