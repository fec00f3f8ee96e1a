// Schema forms in websites of others: drawn by the server, checked by the same validator as everywhere, saved with the reader's token.
import { HOST, plainPage, test } from "../support/embed.ts";
import { expect } from "../support/test.ts";

const slot = (token: string, more = "") => `<portico-slot host="${HOST}" name="admin:payment:settings" token="${token}" ${more}></portico-slot>`;
const ADMIN = { uid: "org-admin", orgs: { globex: "ADMIN" as const } };

test("a form is filled in, checked and saved on another site @js", async ({ portico, website, page, allowed }) => {
  // A refused save is an answer with a status, which the browser writes into the console.
  allowed.push(/status of 4\d\d/);
  await portico.cli("host", "origin", "add", "--host", HOST, website.origin);
  const token = await portico.token(ADMIN);
  await page.goto(await plainPage(website, portico, slot(token)));
  await page.evaluate(() => {
    const { said } = globalThis as unknown as { said: unknown[] };
    document.querySelector("portico-slot")!.addEventListener("plugin:submit", (event) => said.push((event as CustomEvent).detail));
  });
  const form = page.locator('[data-plugin="acme-pay"]').locator("form");
  await expect(form.getByRole("heading", { name: "Account" })).toBeVisible();

  // Conditions: what only live payments need comes and goes.
  await expect(form.getByLabel("Account number")).toBeHidden();
  await form.getByLabel("Mode").selectOption("live");
  await expect(form.getByLabel("Account number")).toBeVisible();

  // The same sentences as on our own pages; a line of the summary leads to its field, also within a shadow root.
  await form.getByLabel("Account number").fill("12");
  await form.getByLabel("Merchant name").fill("");
  await form.getByRole("button", { name: "Save payment settings" }).click();
  const summary = form.locator("[data-form-summary]");
  await expect(summary).toBeVisible();
  await expect(form.getByText("Copy the account number as it is: it starts with acct_.").first()).toBeVisible();
  await summary.getByRole("link", { name: /Copy the account number/ }).click();
  await expect(form.getByLabel("Account number")).toBeFocused();
  expect(await page.title()).toBe("Plain");

  const canary = "sk_test_canarycanary";
  await form.getByLabel("Account number").fill("acct_12345678");
  await form.getByRole("textbox", { name: "API key" }).fill(canary);
  await form.getByLabel("Merchant name").fill("Tea & Co");
  await form.getByRole("button", { name: "Save payment settings" }).click();
  await expect(form.locator("[data-form-status]")).not.toBeEmpty();
  await expect(summary).toBeHidden();
  const said = await page.evaluate(() => JSON.stringify((globalThis as unknown as { said: unknown[] }).said));
  expect(said).toContain("Tea & Co");
  expect(said, "PARITY 24: no secrets for the page").not.toContain("canary");

  // It is stored, and the secret does not come back.
  const answer = page.waitForResponse(/\/forms\/acme_pay_settings/);
  await page.goto(await plainPage(website, portico, slot(await portico.token(ADMIN), 'lang="de"')));
  expect(await (await answer).text()).not.toContain("canary");
  const german = page.locator('[data-plugin="acme-pay"]').locator("form");
  await expect(german.getByLabel("Name des Händlers")).toHaveValue("Tea & Co");
  await expect(german.getByRole("textbox", { name: "API-Schlüssel" })).toHaveValue("");
});

test("rows of a list have their icons, and the page's styles do not reach a form @js", async ({ portico, website, page }) => {
  await portico.cli("host", "origin", "add", "--host", HOST, website.origin);
  const markup = `<style>button, input { display: none !important }</style>${slot(await portico.token(ADMIN))}`;
  await page.goto(await plainPage(website, portico, markup));
  const form = page.locator('[data-plugin="acme-pay"]').locator("form");
  await expect(form.getByLabel("Merchant name")).toBeVisible();
  expect(await form.locator("use").count(), "icons of another origin would stay empty").toBe(0);
  await expect(form).toHaveCSS("display", "grid");
});

test("a form that the server refuses is a card that says so, and comes with the next try @js", async ({ portico, website, page, allowed }) => {
  allowed.push(/status of 503/, /Error: Not now/);
  await portico.cli("host", "origin", "add", "--host", HOST, website.origin);
  let isDown = true;
  await page.route("**/forms/acme_pay_settings?*", (route) => (isDown ? route.fulfill({ status: 503, json: { error: { code: "draining", message: "Not now." } }, headers: { "access-control-allow-origin": website.origin } }) : route.fallback()));
  await page.goto(await plainPage(website, portico, slot(await portico.token(ADMIN))));
  const place = page.locator('[data-plugin="acme-pay"]');
  await place.getByText("Why?").click();
  await expect(place.getByText(/refused this page/)).toBeVisible();
  await expect(place.locator("form")).toHaveCount(0);
  isDown = false;
  await place.getByRole("button", { name: "Try again" }).click();
  await expect(place.getByLabel("Merchant name")).toBeVisible();
});

test("a session that has ended is the website's to renew @js", async ({ portico, website, page, allowed }) => {
  allowed.push(/status of 401/);
  await portico.cli("host", "origin", "add", "--host", HOST, website.origin);
  await page.goto(await plainPage(website, portico, slot(await portico.token(ADMIN))));
  const form = page.locator('[data-plugin="acme-pay"]').locator("form");
  await form.getByLabel("Merchant name").fill("Tea & Co");
  await page.route("**/plugins/acme-pay/settings*", (route) => route.fulfill({ status: 401, json: { error: { code: "unauthorized", message: "Sign in." } }, headers: { "access-control-allow-origin": website.origin } }));
  await form.getByRole("button", { name: "Save payment settings" }).click();
  await expect(form.locator("[data-form-summary]")).toBeVisible();
  // A link of ours would lead into the website.
  await expect(form.locator("[data-form-summary]").getByRole("link")).toHaveCount(0);
  await expect(form.getByLabel("Merchant name")).toHaveValue("Tea & Co");
});

test("who may not see a form gets none @js", async ({ portico, website, page, allowed }) => {
  allowed.push(/status of 40[134]/);
  await portico.cli("host", "origin", "add", "--host", HOST, website.origin);
  await page.goto(await plainPage(website, portico, slot(await portico.token({ uid: "member", orgs: { globex: "MEMBER" } }))));
  await expect(page.locator("portico-slot")).toBeAttached();
  await expect(page.locator("[data-plugin]")).toHaveCount(0);
  const direct = await page.request.get(`${portico.url}/api/v1/admin/plugins/acme-pay/forms/acme_pay_settings`, {
    headers: { authorization: `Bearer ${await portico.token({ uid: "member", orgs: { globex: "MEMBER" } })}` },
  });
  expect(direct.status()).toBe(403);
});
