// What Portico's own pages lend to sandboxed plugins: components that Leptos draws, and callbacks (THREATS l; PARITY 32, 43). The plugin
// is the package `lab-parts` of ../packages.
import type { Page } from "@playwright/test";
import { install } from "../support/packages.ts";
import { choose, toCheckout } from "../support/cart.ts";
import type { Portico } from "../support/server.ts";
import { axe, expect, people, signIn, test } from "../support/test.ts";

const parts = (page: Page) => page.locator('[data-plugin="lab-parts"]');

async function live(portico: Portico): Promise<void> {
  await install(portico, "lab-parts", ["pay.js", "chart.js"]);
  await portico.cli("org", "set", "--host", "acme-shop", "--org", "globex", "--plugin", "lab-parts", "on");
}

async function toPayment(page: Page, portico: Portico): Promise<void> {
  await signIn(page, portico, people.orgAdmin, "/shop");
  await toCheckout(page, portico);
  await choose(page, "Acme Pay");
}

test("PARITY 32: a plugin shows the shop's own button and amount, and no style of the plugin reaches them @js", async ({ portico, page }) => {
  await live(portico);
  await toPayment(page, portico);
  const button = parts(page).getByRole("button", { name: "Pay with the lab" });
  await expect(button).toBeVisible();
  await expect(parts(page).getByText("Total €65.90")).toBeVisible();
  // As the page's own button of this kind, in both themes.
  await expect(button).toHaveClass(/button-primary/);
  const own = page.getByRole("button", { name: /^Pay €/ });
  const looks = (of: typeof button) => of.evaluate((element) => getComputedStyle(element).borderRadius);
  expect(await looks(button)).toBe(await looks(own));
  await expect(parts(page).locator("bdi", { hasText: "€" })).not.toHaveCSS("color", "rgb(1, 2, 3)");
  expect(await axe(page)).toEqual([]);
});

test("THREATS l: paying needs an action of the buyer in the plugin, and a payment that is one @js", async ({ portico, page, allowed }) => {
  allowed.push(/status of 422/);
  await live(portico);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/shop/checkout")) sent.push(request.postData() ?? "");
  });
  await toPayment(page, portico);
  await expect(parts(page).getByText(/^By itself: .*action/)).toBeVisible();

  // A value of another type is refused before the page sees it.
  await parts(page).getByRole("button", { name: "Pay wrongly" }).click();
  await expect(parts(page).getByText(/^Wrong: pay: .*invalid type/)).toBeVisible();

  // The page shows what is missing, and the plugin learns that it is.
  await parts(page).getByRole("button", { name: "Pay with the lab" }).click();
  await expect(parts(page).getByText("Pressed: the buyer has not filled in the checkout")).toBeVisible();
  expect(sent).toEqual([]);

  await page.getByLabel("Email").fill("ada@example.com");
  await parts(page).getByRole("button", { name: "Pay with the lab" }).click();
  // The server asks the method's own plugin, which knows of no such payment.
  await expect(page.getByRole("alert").first()).toBeVisible();
  expect(sent).toHaveLength(1);
  expect(new URLSearchParams(sent[0]).get("payment_reference")).toBe("lab-1");
});

test("PARITY 33: a chart of the dashboard's own follows the plugin's values, and of wrong ones nothing is shown @js", async ({ portico, page }) => {
  await live(portico);
  await signIn(page, portico, people.orgAdmin, "/admin");
  const chart = parts(page).getByRole("img", { name: "Visitors. 3 days of 30d, most on Tue" });
  await expect(chart).toBeVisible();
  await expect(parts(page).locator(".chart-bar")).toHaveCount(3);
  await expect(chart.getByText("30 people")).toBeVisible();
  await parts(page).getByRole("button", { name: "One day more" }).click();
  await expect(parts(page).getByRole("img", { name: "Visitors. 4 days of 30d, most on Thu" })).toBeVisible();
  await expect(parts(page).locator(".chart-bar")).toHaveCount(4);
  await parts(page).getByText("Show as table").click();
  await expect(parts(page).getByRole("row", { name: "Thu 41" })).toBeVisible();
  await parts(page).getByRole("button", { name: "Wrong values" }).click();
  await expect(parts(page).locator(".chart-bar")).toHaveCount(4);
  expect(await axe(page)).toEqual([]);
});
