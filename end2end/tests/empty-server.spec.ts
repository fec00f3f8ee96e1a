// The main story on an empty server, with a host, organisations and users that exist nowhere in the code: the command line registers
// the host and approves plugins, an organisation's admin turns one on in the page, its members have it at once and nobody else does.
import type { BrowserContext, Page } from "@playwright/test";
import { someHost, someId } from "../support/names.ts";
import type { Claims, Portico } from "../support/server.ts";
import { expect, open, signIn, test } from "../support/test.ts";

const PLUGIN = { name: "link-list", title: "Link list" };

async function registered(server: Portico): Promise<string> {
  const host = someHost();
  const made = JSON.parse(await server.cli("host", "create", "--id", host.id, "--name", host.name, "--json")) as { host: string; secret: string };
  expect(made.host).toBe(host.id);
  expect(made.secret).toMatch(/^psk_/);
  await server.cli("host", "approve", PLUGIN.name, "gift-message", "--host", host.id);
  return host.id;
}

function isOn(page: Page) {
  return expect(page.locator("main")).toContainText(PLUGIN.title);
}

test("before there is a host, the start page says how to register one", async ({ empty, page, allowed }) => {
  await open(page, `${empty.url}/`);
  await expect(page.locator("main")).toContainText("portico host create");
  allowed.push(/status of 404/);
  await open(page, `${empty.url}/store`);
  await expect(page.locator("main")).toContainText("portico host create");
});

test("what one organisation's admin turns on, its members have and nobody else", async ({ empty, page, browser }) => {
  const host = await registered(empty);
  const [org, other] = [someId(), someId()];
  const admin: Claims = { uid: someId(), orgs: { [org]: "ADMIN" } };

  await signIn(page, empty, admin, "/admin/plugins", host);
  const row = page.getByRole("row", { name: new RegExp(PLUGIN.title) });
  await expect(row).toContainText("Not enabled yet");
  // Only what was approved is offered.
  await expect(page.getByRole("row", { name: /Sales chart/ })).toHaveCount(0);
  await row.getByRole("switch").click();
  await expect(row).toContainText("On for everyone");
  await expect(page.locator("#toasts")).toContainText(`${PLUGIN.title} is on for everyone in ${org}`);

  const contexts: BrowserContext[] = [];
  const as = async (claims: Claims | null, next: string) => {
    const context = await browser.newContext({ javaScriptEnabled: test.info().project.use.javaScriptEnabled });
    contexts.push(context);
    const theirs = await context.newPage();
    if (claims) await signIn(theirs, empty, claims, next, host);
    else await open(theirs, empty.url + next);
    return theirs;
  };
  const card = (of: Page) => of.getByRole("article").filter({ hasText: PLUGIN.title });

  const member: Claims = { uid: someId(), orgs: { [org]: "MEMBER" } };
  const theirs = await as(member, "/store");
  await expect(card(theirs)).toContainText(`On for ${org}`);
  await open(theirs, `${empty.url}/installed`);
  await isOn(theirs);

  const stranger = await as({ uid: someId(), orgs: { [other]: "ADMIN" } }, "/store");
  await expect(card(stranger)).toBeVisible();
  await expect(card(stranger)).not.toContainText("On for");
  await open(stranger, `${empty.url}/installed`);
  await expect(stranger.locator("main")).not.toContainText(PLUGIN.title);

  const anonymous = await as(null, "/store");
  await expect(card(anonymous)).not.toContainText("On for");

  // And off again: gone at the next request.
  await open(page, `${empty.url}/admin/plugins`);
  await row.getByRole("switch").click();
  await expect(page.locator("#toasts")).toContainText(`${PLUGIN.title} is off for ${org}`);
  await expect(row).toContainText("Off");
  await open(theirs, `${empty.url}/installed`);
  await expect(theirs.locator("main")).not.toContainText(PLUGIN.title);
  for (const context of contexts) await context.close();
});

test("what the host takes back is gone for everyone at once", async ({ empty, page }) => {
  const host = await registered(empty);
  const admin: Claims = { uid: someId(), orgs: { [someId()]: "ADMIN" } };
  await signIn(page, empty, admin, "/admin/plugins", host);
  const row = page.getByRole("row", { name: new RegExp(PLUGIN.title) });
  await row.getByRole("switch").click();
  await expect(page.locator("#toasts")).toContainText(`${PLUGIN.title} is on for everyone`);
  await empty.cli("host", "unapprove", PLUGIN.name, "--host", host);
  // Another process changed it, so the server learns of it within a second (CONTRACT "Manifest").
  const listed = async () => (await (await page.request.get(`${empty.url}/admin/plugins`)).text()).includes(PLUGIN.title);
  await expect.poll(listed, { timeout: 5_000 }).toBe(false);
  await open(page, `${empty.url}/admin/plugins`);
  await expect(row).toHaveCount(0);
});
