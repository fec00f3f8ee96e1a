// The inspector: every extension with what became of it; the order of a slot; and safe mode.
import type { Page } from "@playwright/test";
import { developer, openAdmin, signInToConsole } from "../support/console.ts";
import { scripted } from "../support/forms.ts";
import type { Portico } from "../support/server.ts";
import { axe, expect, open, openLab, people, settled, signIn, test } from "../support/test.ts";

const WIDGETS = "/admin/inspector?slot=admin%3Adashboard%3Awidget";
const MOVES = "**/api/v1/orgs/globex/slot-order";

/** Three plugins with a widget on the dashboard are on for Globex. */
async function threeWidgets(server: Portico): Promise<void> {
  for (const plugin of ["after-order-survey", "gift-message", "sales-chart"]) {
    await server.cli("org", "set", "--host", "acme-shop", "--org", "globex", "--plugin", plugin, "on");
  }
}

function row(page: Page, name: RegExp) {
  return page.getByRole("row", { name });
}

function toast(page: Page) {
  return page.locator("#toasts");
}

/** The plugins in the order of the list. */
async function listed(page: Page): Promise<string[]> {
  return page.locator("[data-order-item]").evaluateAll((rows) => rows.map((row) => row.querySelector("a, .strong")!.textContent!));
}

/** The plugins in the order of the dashboard, as a member of the organisation's admins sees it. */
async function widgets(page: Page, server: Portico): Promise<string[]> {
  await open(page, `${server.url}/admin`);
  const drawn = page.locator("main [data-plugin][data-extension]");
  return drawn.evaluateAll((surfaces) => surfaces.map((surface) => surface.getAttribute("data-plugin")!));
}

test("the inspector says what became of every extension, and why", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/inspector");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inspector");
  await expect(page.getByRole("navigation", { name: "Section" }).first().getByRole("link", { name: "Inspector" })).toHaveAttribute("aria-current", "page");
  await expect(row(page, /acme_pay|Acme Pay/).first()).toContainText("Rendered");
  await expect(row(page, /Gift message/).first()).toContainText("Disabled");
  await expect(row(page, /Gift message/).first()).toContainText("Nobody has turned it on yet");
  if (scripted()) expect(await axe(page)).toEqual([]);
});

test("filters combine in the address, and nothing that matches has a way out", async ({ portico, page }) => {
  await signIn(page, portico, people.orgAdmin, "/admin/inspector");
  const all = await page.getByRole("row").count();
  await page.getByLabel("State").selectOption("disabled");
  await page.getByLabel("Plugin", { exact: true }).selectOption("gift-message");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(/plugin=gift-message&state=disabled/);
  await settled(page);
  expect(await page.getByRole("row").count()).toBeLessThan(all);
  await expect(page.getByLabel("State")).toHaveValue("disabled");
  await open(page, `${portico.url}/admin/inspector?plugin=acme-pay&state=failed`);
  await expect(page.getByText("No extension matches")).toBeVisible();
  await page.getByRole("link", { name: "Clear filters" }).last().click();
  await expect(page).toHaveURL(`${portico.url}/admin/inspector`);
});

test("a plugin is turned off right there, with a way back", async ({ portico, page }) => {
  await threeWidgets(portico);
  await signIn(page, portico, people.orgAdmin, WIDGETS);
  await row(page, /Gift message/).getByRole("button", { name: /Turn off for Globex/ }).click();
  await settled(page);
  await expect(toast(page)).toContainText("Gift message is off for Globex");
  await expect(row(page, /Gift message/)).toContainText("Disabled");
  await toast(page).getByRole("button", { name: "Undo" }).click();
  await settled(page);
  await expect(row(page, /Gift message/)).toContainText("Rendered");
});

test("a component that fails in a page is failed in the inspector @js", async ({ lab, page, allowed }) => {
  allowed.push(/lab: constructor/);
  const reported = page.waitForResponse((answer) => answer.url().endsWith("/api/v1/admin/extension-reports"));
  await openLab(page, lab, "lab-fault-constructor");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  expect((await reported).status()).toBe(200);
  await open(page, `${lab.url}/admin/inspector?plugin=lab-fault-constructor`);
  await expect(row(page, /lab-fault-constructor/).first()).toContainText("Failed");
});

test("what browsers report is counted for the version that failed", async ({ portico, page }) => {
  await threeWidgets(portico);
  await signIn(page, portico, people.orgAdmin, "/admin");
  const manifest = await page.request.get(`${portico.url}/api/v1/admin/plugin-manifest`);
  const { data } = (await manifest.json()) as { data: { extensions: { id: string; plugin: string; version: string }[] } };
  const chart = data.extensions.find((item) => item.plugin === "sales-chart")!;
  const report = { plugin: chart.plugin, extension: chart.id, version: chart.version };
  const answer = await page.request.post(`${portico.url}/api/v1/admin/extension-reports`, {
    data: { reports: [{ ...report, outcome: "timeout" }, { ...report, outcome: "timeout" }, { ...report, outcome: "ready", load_ms: 120 }] },
    headers: { Origin: portico.url },
  });
  expect(answer.status()).toBe(200);
  await open(page, `${portico.url}/admin/inspector?plugin=sales-chart`);
  await expect(row(page, /Sales chart/)).toContainText("Failed");
  await expect(row(page, /Sales chart/)).toContainText("Too slow: 2");
  await expect(row(page, /Sales chart/)).toContainText("120 ms on average");
});

test("an admin orders a slot, and the page that mounts it follows", async ({ portico, page }) => {
  await threeWidgets(portico);
  await signIn(page, portico, people.orgAdmin, WIDGETS);
  const before = await listed(page);
  expect(before).toHaveLength(3);
  const name = before[2]!;
  await page.getByRole("button", { name: new RegExp(`^Move ${name} .*up$`) }).click();
  await expect(toast(page)).toContainText(name);
  await settled(page);
  expect(await listed(page)).toEqual([before[0], before[2], before[1]]);
  // The way back is there at once.
  await expect(page.getByRole("button", { name: /Use the host’s order/ })).toBeVisible();
  const drawn = await widgets(page, portico);
  await open(page, portico.url + WIDGETS);
  const order = await page.locator("[data-order-item]").evaluateAll((rows) => rows.map((row) => row.id));
  expect(order.map((id) => drawn.findIndex((plugin) => id.startsWith(`extension-${plugin}-`)))).toEqual([0, 1, 2]);
  await page.getByRole("button", { name: /Use the host’s order/ }).click();
  await settled(page);
  expect(await listed(page)).toEqual(before);
});

test("with the keyboard alone an extension moves at once, is announced, and keeps the focus @js", async ({ portico, page }) => {
  await threeWidgets(portico);
  await signIn(page, portico, people.orgAdmin, WIDGETS);
  const before = await listed(page);
  const name = before[2]!;
  const up = page.getByRole("button", { name: new RegExp(`^Move ${name} .*up$`) });
  let go: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route(MOVES, async (route) => {
    await held;
    await route.continue();
  });
  await up.focus();
  await page.keyboard.press("Enter");
  // Before the server has answered.
  expect(await listed(page)).toEqual([before[0], before[2], before[1]]);
  await expect(up).toBeFocused();
  await expect(toast(page)).toHaveText("");
  go();
  await expect(toast(page)).toContainText("is number 2 of 3 now");
  await page.keyboard.press("Enter");
  await expect(toast(page)).toContainText("is number 1 of 3 now");
  // It cannot go further: the focus is on the button beside it.
  await expect(up).toBeDisabled();
  await expect(page.getByRole("button", { name: new RegExp(`^Move ${name} .*down$`) })).toBeFocused();
  await open(page, portico.url + WIDGETS);
  expect(await listed(page)).toEqual([before[2], before[0], before[1]]);
});

test("a move that the server refuses is taken back and said @js", async ({ portico, page, allowed }) => {
  allowed.push(/409/);
  await threeWidgets(portico);
  await signIn(page, portico, people.orgAdmin, WIDGETS);
  const before = await listed(page);
  await page.route(MOVES, (route) => route.fulfill({ status: 409, json: { error: { code: "cannot_move", message: "x", request_id: "r" } } }));
  await page.getByRole("button", { name: new RegExp(`^Move ${before[0]!} .*down$`) }).click();
  await expect(toast(page)).toContainText("could not be moved");
  expect(await listed(page)).toEqual(before);
});

test("a host developer orders a slot for everybody in the console", async ({ portico, page }) => {
  await signInToConsole(page, portico, await developer(portico));
  await open(page, `${portico.url}/console/hosts/acme-shop/slots`);
  const part = page.getByRole("region", { name: "Dashboard" });
  const rows = () => part.locator("[data-order-item]").evaluateAll((found) => found.map((row) => row.querySelector(".strong")!.textContent!));
  const before = await rows();
  await part.getByRole("button", { name: /up$/ }).last().click();
  await expect(toast(page)).toContainText(before.at(-1)!);
  await settled(page);
  await expect(part.getByRole("button", { name: /Use the order by priority/ })).toBeVisible();
  await open(page, `${portico.url}/console/hosts/acme-shop/slots`);
  expect((await rows()).at(-2)).toBe(before.at(-1));
  await expect(part.getByRole("button", { name: /Use the order by priority/ })).toBeVisible();
  if (scripted()) expect(await axe(page)).toEqual([]);
});

test("a host member’s session inspects the whole host and decides in the console", async ({ portico, page }) => {
  await signInToConsole(page, portico, await developer(portico));
  await openAdmin(page, portico);
  await open(page, `${portico.url}/admin/inspector`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inspector");
  await expect(page.getByRole("button", { name: /Turn off/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Decide in the console" })).toBeVisible();
});

test("in safe mode a page has no plugin, says so, and leads back", async ({ portico, page }) => {
  await threeWidgets(portico);
  await signIn(page, portico, people.orgAdmin, "/admin?range=7d&safe-mode");
  await expect(page.getByText("Safe mode: all plugins are off for this page.")).toBeVisible();
  await expect(page.locator("[data-plugin]")).toHaveCount(0);
  if (scripted()) expect(await axe(page)).toEqual([]);
  await page.getByRole("link", { name: "Show this page with its plugins" }).click();
  await expect(page).toHaveURL(`${portico.url}/admin?range=7d`);
  await expect(page.locator("main [data-plugin]")).not.toHaveCount(0);
  await expect(page.getByText("Safe mode:")).toHaveCount(0);
});
