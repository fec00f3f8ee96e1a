// What Portico's own pages lend to sandboxed plugins: components that Leptos draws, and callbacks (THREATS 26, l; PARITY 32, 33, 43). The
// plugin is the package `lab-parts` of ../packages.
import type { Page } from "@playwright/test";
import { choose, toCheckout } from "../support/cart.ts";
import { developer, signInToConsole } from "../support/console.ts";
import { install } from "../support/packages.ts";
import type { Portico } from "../support/server.ts";
import { axe, expect, open, people, settled, signIn, test } from "../support/test.ts";

const parts = (page: Page) => page.locator('[data-plugin="lab-parts"]');
const bars = (page: Page) => parts(page).locator(".chart-bar");

async function live(portico: Portico): Promise<void> {
  await install(portico, "lab-parts", ["pay.js", "chart.js"]);
  await portico.cli("org", "set", "--host", "acme-shop", "--org", "globex", "--plugin", "lab-parts", "on");
}

async function toDashboard(page: Page, portico: Portico): Promise<void> {
  await live(portico);
  await signIn(page, portico, people.orgAdmin, "/admin");
  await expect(bars(page)).toHaveCount(3);
}

test("PARITY 32: a plugin shows the shop's own button and amount, and no style of the plugin changes them @js", async ({ portico, page }) => {
  await live(portico);
  await signIn(page, portico, people.orgAdmin, "/shop");
  await toCheckout(page, portico);
  await choose(page, "Acme Pay");
  const button = parts(page).getByRole("button", { name: "Pay with the lab" });
  const amount = parts(page).locator("bdi", { hasText: "€65.90" });
  await expect(button).toBeVisible();
  await expect(amount).toBeVisible();
  expect(await axe(page)).toEqual([]);
  // What it says is heard, and a button that changes stays the same one.
  await button.click();
  await expect(parts(page).getByText("Pressed")).toBeVisible();
  await expect(button).toBeDisabled();

  // As the page's own button of this kind, also when the plugin styles everything it can reach.
  const own = page.getByRole("button", { name: /^Pay €/ });
  await own.evaluate((element: HTMLButtonElement) => (element.disabled = true));
  const lent = parts(page).locator(".button-primary");
  const look = (of: typeof button) => of.evaluate((element) => (({ backgroundColor, color, borderRadius, fontFamily, visibility }) => [backgroundColor, color, borderRadius, fontFamily, visibility])(getComputedStyle(element)));
  // Both pale slowly.
  await expect.poll(async () => String(await look(own)) === String(await look(lent))).toBe(true);
  const before = await look(lent);
  await parts(page).getByRole("button", { name: "Repaint" }).click();
  await expect(parts(page).getByText("Pressed")).toBeHidden();
  expect(await look(lent)).toEqual(before);
  await expect(lent).not.toHaveCSS("font-size", "1px");
  await expect(amount).toBeVisible();
  await expect(amount).not.toHaveCSS("color", "rgb(1, 2, 3)");
});

test("PARITY 33 and 43: a chart of the dashboard's own follows the plugin's values, and wrong ones change nothing @js", async ({ portico, page, allowed }) => {
  allowed.push(/^Portico: ChartProps has no such values/);
  await toDashboard(page, portico);
  const chart = (name: string) => parts(page).getByRole("img", { name });
  await expect(chart("Visitors. 3 days of 30d, most on Tue").getByText("30 people")).toBeVisible();
  await parts(page).getByRole("button", { name: "One day more" }).click();
  await expect(chart("Visitors. 4 days of 30d, most on Thu")).toBeVisible();
  await expect(bars(page)).toHaveCount(4);
  await parts(page).getByText("Show as table").click();
  await expect(parts(page).getByRole("row", { name: "Thu 41" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await parts(page).getByRole("button", { name: "Wrong values" }).click();
  await expect(chart("Visitors. Wrong values were given")).toBeVisible();
  await expect(bars(page)).toHaveCount(4);
});

test("THREATS 26: objects that are in each other fifty levels deep are not written down @js", async ({ portico, page, allowed }) => {
  allowed.push(/^Portico: ChartProps has no such/);
  await toDashboard(page, portico);
  await parts(page).getByRole("button", { name: "Each other" }).click();
  // The page goes on, and so does the plugin.
  await parts(page).getByRole("button", { name: "One day more" }).click();
  await expect(parts(page).getByRole("button", { name: "One day more" })).toBeVisible();
  await page.getByRole("link", { name: "7 days" }).click();
  await settled(page);
  await expect(bars(page)).toHaveCount(3);
});

test("THREATS 26: a plugin has only so many components of the page, and is ended with more @js", async ({ portico, page }) => {
  await toDashboard(page, portico);
  await parts(page).getByRole("button", { name: "Seven charts" }).click();
  await expect(page.getByRole("group", { name: "Lab parts was stopped" })).toBeVisible();
  await expect(bars(page)).toHaveCount(0);
});

test("THREATS l: what leaves the page needs an action of the reader in the plugin @js", async ({ portico, page }) => {
  await toDashboard(page, portico);
  await expect(parts(page).getByText(/^By itself: user_action_required/)).toBeVisible();
  // A click elsewhere in the page is none in the plugin.
  await page.getByRole("heading", { level: 1 }).click();
  await parts(page).getByRole("button", { name: "Eight days" }).click();
  await expect(parts(page).getByText("Pressed: the dashboard has the ranges 7d, 30d, 90d")).toBeVisible();
  await expect(page).toHaveURL(/\/admin$/);
  await parts(page).getByRole("button", { name: "Seven days" }).click();
  await expect(page).toHaveURL(/\/admin\?range=7d$/);
});

test("THREATS k: what a sandbox may do is said before it is approved", async ({ portico, page }) => {
  await install(portico, "lab-parts", ["pay.js", "chart.js"]);
  await portico.cli("host", "unapprove", "lab-parts", "--host", "acme-shop");
  await signInToConsole(page, portico, await developer(portico));
  await open(page, `${portico.url}/console/hosts/acme-shop/plugins`);
  const row = page.getByRole("row", { name: /Lab parts/ });
  await row.getByRole("button", { name: /^Approve/ }).click();
  const question = page.getByRole("dialog", { name: "Approve Lab parts 1.0.0?" });
  await expect(question).toContainText("showRange");
  await expect(question).toContainText("Button, Money");
  if (test.info().project.name === "js") expect(await axe(page)).toEqual([]);
  await question.getByRole("button", { name: "Approve" }).click();
  await settled(page);
  await expect(row.getByText("Approved", { exact: true })).toBeVisible();
  await open(page, `${portico.url}/console/hosts/acme-shop/plugins/lab-parts`);
  await expect(page.getByRole("region", { name: "What it may do" })).toContainText("showRange");
});
