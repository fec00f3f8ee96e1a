// Portico's plugins in websites of others (docs/EMBED.md): plain HTML, React, Vue and Svelte on another site than Portico's.
import type { Page } from "@playwright/test";
import { admin, becomeGuest, frameworkPage, plainPage, SLOT, slotOf, test } from "../support/embed.ts";
import { expect } from "../support/test.ts";

const surface = (page: Page, plugin: string) => page.locator(`[data-plugin="${plugin}"]`);
const said = (page: Page) => page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said);
const picked = (page: Page) => page.evaluate(() => (globalThis as unknown as { picked: unknown[] }).picked);

test("a plain page shows a plugin and hears what it says; the token does not stay in the document @js", async ({ lab, website, page }) => {
  const token = await lab.token(await admin(lab, "lab-box"));
  await page.goto(await plainPage(website, lab, slotOf(token)));
  const box = surface(page, "lab-box");
  await expect(box.getByText("Range 30d")).toBeVisible();
  await box.getByRole("button", { name: "Press" }).click();
  await expect(box.getByRole("button", { name: "Pressed 1" })).toBeVisible();
  expect(await said(page)).toEqual([{ plugin: "lab-box", detail: { name: "pressed", detail: { presses: 1 } } }]);

  expect(await page.locator("portico-slot").getAttribute("token")).toBeNull();
  expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(token);
  expect(await page.evaluate(() => (document.querySelector("portico-slot") as unknown as { token?: string }).token)).toBeUndefined();
});

test("embed.js is for everyone, small on the way, and asked for anew by each page", async ({ lab, page }) => {
  const answer = await page.request.get(`${lab.url}/embed.js`, { headers: { "accept-encoding": "br", origin: "https://anywhere.example" } });
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({
    "content-type": "text/javascript",
    "content-encoding": "br",
    "cache-control": "no-cache",
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
  });
});

for (const name of ["react", "react-18", "vue", "svelte"]) {
  test(`a page made with ${name} shows a plugin, gives it what changes, and is called back @js`, async ({ lab, website, page }) => {
    await becomeGuest(page);
    await page.goto(await frameworkPage(website, lab, name, await lab.token(await admin(lab, "lab-box"))));
    const box = surface(page, "lab-box");
    await expect(box.getByText("Range 30d")).toBeVisible();
    // Only what the plugin is granted, of what the page passes.
    await expect(box.getByText("Props range", { exact: true })).toBeVisible();
    await expect(box.getByText("Callbacks emit,onPick", { exact: true })).toBeVisible();
    await box.getByRole("button", { name: "Counted" }).click();
    await page.getByRole("button", { name: "Seven days" }).click();
    await expect(box.getByText("Range 7d")).toBeVisible();
    await expect(box.getByRole("button", { name: "Counted 1" })).toBeVisible();
    await box.getByRole("button", { name: "Ask" }).click();
    await expect(box.getByRole("button", { name: "Told thanks for 1" })).toBeVisible();
    expect(await picked(page)).toEqual(["tea"]);
    await box.getByRole("button", { name: "Say" }).click();
    await expect.poll(async () => JSON.stringify(await said(page))).toContain('{"name":"chosen","detail":{"what":"tea"}}');
    expect(await said(page)).toHaveLength(1);
    await expect(page.locator("iframe")).toHaveCount(1);
  });
}

for (const name of ["react", "react-18"]) {
  test(`PARITY 32 and 43: a component of ${name} is rendered by the page with declared props and the plugin's children @js`, async ({ lab, website, page, allowed }) => {
    // What a component of the page throws is shown in the console, and React says so, too.
    allowed.push(/page: fragile|The above error occurred in the <Fragile>|An error occurred in the <Fragile>|"Fragile" failed in a plugin/);
    await becomeGuest(page, { host_components: ["Button", "Fragile", "constructor"] });
    await page.goto(await frameworkPage(website, lab, name, await lab.token(await admin(lab, "lab-box"))));
    const box = surface(page, "lab-box");
    await expect(box.getByText("Components Button,Fragile", { exact: true })).toBeVisible();
    const button = box.locator("button.acme");
    await expect(button).toHaveText("Buy 0 inside");
    await expect(button).toHaveAttribute("data-others", "");
    await expect(box.getByText("inherited")).toHaveCount(0);
    await button.click();
    // State of the page's React, and an event of which the plugin hears and answers.
    await expect(button).toHaveText("Buy 1 inside");
    await expect(box.getByText("Heard from page")).toBeVisible();
    await expect.poll(() => page.evaluate(() => (globalThis as unknown as { answers: unknown[] }).answers)).toEqual(["answer of the plugin"]);
    // A component that throws harms nothing.
    await box.getByRole("button", { name: "Counted" }).click();
    await expect(box.getByRole("button", { name: "Counted 1" })).toBeVisible();
  });
}

test("PARITY 32 and 43: a custom element of a plain page is lent with declared props only @js", async ({ lab, website, page }) => {
  await becomeGuest(page);
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-box")))));
  const box = surface(page, "lab-box");
  const button = box.locator("acme-button");
  await expect(button).toHaveAttribute("data-label", "Buy");
  await expect(button).toHaveText("inside");
  expect(await button.evaluate((element) => Object.keys(element))).toEqual([]);
  expect(await button.evaluate((element) => (element as unknown as { onclick: unknown }).onclick)).toBeNull();
  await expect(box.getByText("Components Button", { exact: true })).toBeVisible();
  await expect(box.getByText("inherited")).toHaveCount(0);
  await button.click();
  await expect(box.getByText("Heard from page")).toBeVisible();
});

test("plugin-point is the same under other names @js", async ({ lab, website, page }) => {
  await becomeGuest(page);
  const token = await lab.token(await admin(lab, "lab-box"));
  await page.goto(await plainPage(website, lab, `<plugin-point host-id="acme-shop" plugin-point="${SLOT}" jwt="${token}"></plugin-point>`));
  const box = surface(page, "lab-box");
  await expect(box.getByText("Range 30d")).toBeVisible();
  await expect(box.locator("acme-button")).toHaveText("inside");
  expect(await page.locator("plugin-point").getAttribute("jwt")).toBeNull();
  await page.locator("plugin-point").evaluate((point) => Object.assign(point, { props: { range: "7d" } }));
  await expect(box.getByText("Range 7d")).toBeVisible();
});

for (const element of ["portico-slot", "plugin-point"]) {
  test(`THREATS l: a sensitive callback of ${element} takes a click in the plugin for each call @js`, async ({ lab, website, page }) => {
    await becomeGuest(page);
    const token = await lab.token(await admin(lab, "lab-box"));
    const point = `<plugin-point host-id="acme-shop" plugin-point="${SLOT}" jwt="${token}" sensitive="onPick"></plugin-point>`;
    await page.goto(await plainPage(website, lab, element === "plugin-point" ? point : slotOf(token, 'sensitive="onPick"')));
    const box = surface(page, "lab-box");
    await box.getByRole("button", { name: "Order two" }).click();
    await expect(box.getByRole("button", { name: "Second user_action_required" })).toBeVisible();
    expect(await picked(page)).toEqual(["tea"]);
    // A change reaches the plugin as it runs.
    await page.locator(element).evaluate((slot) => Object.assign(slot, { sensitive: [] }));
    await box.getByRole("button", { name: "Second user_action_required" }).click();
    await expect(box.getByRole("button", { name: "Second thanks for 3" })).toBeVisible();
    await expect(page.locator("iframe")).toHaveCount(1);
  });
}

test("theme and language are those of the place, and followed @js", async ({ lab, website, page }) => {
  await becomeGuest(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const token = await lab.token(await admin(lab, "lab-box"));
  await page.goto(await plainPage(website, lab, slotOf(token)));
  const box = surface(page, "lab-box");
  await expect(box.getByText("Theme dark")).toBeVisible();
  await expect(box.getByText("Locale en-GB")).toBeVisible();
  await page.emulateMedia({ colorScheme: "light" });
  await expect(box.getByText("Theme light")).toBeVisible();
  await page.locator("portico-slot").evaluate((slot) => slot.setAttribute("theme", "dark"));
  await expect(box.getByText("Theme dark")).toBeVisible();
  await page.evaluate(() => (document.documentElement.lang = "de-CH"));
  await expect(box.getByText("Locale de-CH")).toBeVisible();
});
