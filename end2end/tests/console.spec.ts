// The console: where a posted form leaves its reader, secrets that are shown once, and the host's own admin pages.
import type { Page } from "@playwright/test";
import { developer, openAdmin, operator, signInToConsole } from "../support/console.ts";
import type { Portico } from "../support/server.ts";
import { expect, open, settled, test } from "../support/test.ts";

const IN_HOST = "/console/hosts/acme-shop";

async function openInConsole(page: Page, server: Portico, at: string): Promise<void> {
  await signInToConsole(page, server, await operator(server));
  await open(page, `${server.url}${IN_HOST}${at}`);
}

test("after a form the keyboard goes on at what happened, and from there into the content", async ({ portico, page }) => {
  await openInConsole(page, portico, "/origins");
  await page.getByRole("textbox", { name: "Origin" }).fill("https://shop.example.com");
  await page.getByRole("button", { name: "Add origin" }).click();
  await settled(page);
  const said = page.locator(".toast");
  await expect(said).toContainText("https://shop.example.com is registered");
  await expect(said).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").locator(":focus")).toHaveCount(1);

  await open(page, `${portico.url}${IN_HOST}/plugins`);
  const row = page.getByRole("row", { name: /Sales chart/ });
  await row.getByRole("button", { name: /Withdraw/ }).click();
  await page.getByRole("button", { name: "Withdraw approval" }).click();
  await settled(page);
  await expect(page.locator(".toast")).toBeFocused();
});

for (const { at, fill, button, secret } of [
  { at: "/keys", fill: {}, button: "Create secret", secret: /psk_/ },
  { at: "/tokens", fill: { "What is it for?": "deployment" }, button: "Create token", secret: /pat_/ },
  { at: "/members", fill: { Email: "ada@example.com" }, button: "Create invitation", secret: /pinv_/ },
]) {
  test(`what ${at} shows once is made once, and a reload says where it went`, async ({ portico, page }) => {
    await openInConsole(page, portico, at);
    for (const [label, text] of Object.entries(fill)) await page.getByLabel(label, { exact: true }).fill(text);
    const make = page.getByRole("button", { name: button });
    const { password } = await operator(portico);
    await page.locator("form").filter({ has: make }).locator("input[name=password]").fill(password);
    await make.click();
    await settled(page);
    await expect(page.locator(".shown-card")).toContainText(secret);
    await expect(page.locator(".shown-card")).toBeFocused();
    const rows = await page.getByRole("row").count();
    const again = await page.reload();
    expect(again?.status()).toBe(200);
    await settled(page);
    await expect(page.getByRole("main")).toContainText("It was shown once and is no longer here");
    await expect(page.getByRole("main")).not.toContainText(secret);
    expect(await page.getByRole("row").count(), "nothing was made again").toBe(rows);
    await page.getByRole("link", { name: "Back to the list" }).click();
    await settled(page);
    expect(new URL(page.url()).search).toBe("");
    await expect(page.getByRole("main")).not.toContainText("It was shown once");
  });
}

test("the dashboard of a host’s developer shows no organisation’s numbers and leads to the console", async ({ portico, page }) => {
  await signInToConsole(page, portico, await developer(portico));
  await openAdmin(page, portico);
  await open(page, `${portico.url}/admin`);
  await expect(page.getByRole("main")).toContainText("You see this page as a developer of Acme Shop");
  await expect(page.locator(".stats")).toHaveCount(0);
  await page.getByRole("link", { name: "Open the console" }).click();
  await settled(page);
  expect(new URL(page.url()).pathname).toBe(IN_HOST);
});

/** How many colours a part of the page has: a hole has one. */
async function colours(page: Page, selector: string): Promise<number> {
  const picture = (await page.locator(selector).screenshot()).toString("base64");
  const other = await page.context().browser()!.newPage();
  const count = await other.evaluate(async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawing = canvas.getContext("2d")!;
    drawing.drawImage(image, 0, 0);
    const data = new Uint32Array(drawing.getImageData(0, 0, image.width, image.height).data.buffer);
    return new Set(data).size;
  }, `data:image/png;base64,${picture}`);
  await other.close();
  return count;
}

test("a logo that cannot be loaded leaves the mark that stands where there is none", async ({ portico, page, allowed }) => {
  allowed.push(/status of 404/);
  await openInConsole(page, portico, "/settings");
  const logo = page.locator("input[name=logo_url]");
  await logo.fill("/no/such/logo.svg");
  await logo.press("Enter");
  await settled(page);
  await open(page, `${portico.url}/store`);
  const broken = page.locator(".topbar .brand-logo");
  await expect(broken).toHaveJSProperty("naturalWidth", 0);
  expect((await broken.boundingBox())!.width).toBeGreaterThan(20);
  expect(await colours(page, ".topbar .brand-logo")).toBeGreaterThan(5);
});
