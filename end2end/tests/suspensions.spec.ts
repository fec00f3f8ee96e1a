// What has to be ended again and again is off for the user, who can turn it on again (THREATS m).
import type { Locator, Page } from "@playwright/test";
import { admin, plainPage, slotOf, test } from "../support/embed.ts";
import { someId } from "../support/names.ts";
import type { Claims, Portico } from "../support/server.ts";
import { axe, expect, open, openLab, signIn } from "../support/test.ts";

const LOOP = "lab-box-loop";
/** Without JavaScript axe cannot run in the page. */
const problems = (page: Page) => (test.info().project.name === "js" ? axe(page) : []);
const surface = (page: Page) => page.locator(`[data-plugin="${LOOP}"]`);
const card = (page: Page, said: string) => surface(page).getByRole("group", { name: `${LOOP} ${said}` });

/** Lets the page end the plugin three times; the card that stands there then. */
async function endThrice(page: Page): Promise<Locator> {
  for (const time of [1, 2, 3]) {
    await expect(card(page, "was stopped")).toBeVisible();
    if (time < 3) await card(page, "was stopped").getByRole("button", { name: "Try again" }).click();
  }
  const off = card(page, "is off for you now");
  await expect(off).toBeVisible();
  await off.getByText("Why?").click();
  await expect(off).toContainText("It had to be stopped three times within ten minutes.");
  await expect(surface(page).locator("iframe")).toHaveCount(0);
  return off;
}

/** Reports three ends as pages of somebody would. */
async function reportThrice(lab: Portico, claims: Claims): Promise<void> {
  const headers = { authorization: `Bearer ${await lab.token(claims)}`, "content-type": "application/json" };
  const manifest = (await (await fetch(`${lab.url}/api/v1/admin/plugin-manifest`, { headers })).json()) as { data: { extensions: { plugin: string; id: string; version: string }[] } };
  const { plugin, id: extension, version } = manifest.data.extensions.find((item) => item.plugin === LOOP)!;
  const report = { plugin, extension, version, outcome: "stopped", stop: "unresponsive" };
  const tell = async () => (await fetch(`${lab.url}/api/v1/admin/extension-reports`, { method: "POST", headers, body: JSON.stringify({ reports: [report] }) })).json();
  await tell();
  await tell();
  expect(await tell()).toEqual({ data: { suspended: [LOOP] } });
}

test("THREATS m: a plugin that the page ends three times is off, and stays off @js", async ({ lab, page }) => {
  test.slow();
  await openLab(page, lab, LOOP, "lab-box");
  await endThrice(page);
  expect(await axe(page)).toEqual([]);
  await open(page, page.url());
  await expect(page.locator('[data-plugin="lab-box"]').getByText("Range 30d")).toBeVisible();
  await expect(surface(page)).toHaveCount(0);
});

test("THREATS m: the card turns it on again @js", async ({ lab, page }) => {
  test.slow();
  await openLab(page, lab, LOOP);
  const off = await endThrice(page);
  await off.getByRole("button", { name: "Turn on again" }).click();
  await expect(off).toHaveCount(0);
  await expect(surface(page)).toBeFocused();
  // It is there again, and just as bad.
  await expect(card(page, "was stopped")).toBeVisible();
  await open(page, page.url());
  await expect(surface(page)).toHaveCount(1);
});

test("THREATS m: in a website of others it is off, too, and can be turned on again in its card @js", async ({ lab, website, page, allowed }) => {
  test.slow();
  allowed.push(/was ended/);
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, LOOP, "lab-box")))));
  const off = await endThrice(page);
  await off.getByRole("button", { name: "Turn on again" }).click();
  await expect(off).toHaveCount(0);
  await expect(card(page, "was stopped")).toBeVisible();
});

test("THREATS m: the store says why it is off, and turns it on again", async ({ lab, page }) => {
  const org = someId();
  await lab.cli("org", "set", "--host", "acme-shop", "--org", org, "--plugin", LOOP, "on");
  const claims = { uid: someId(), orgs: { [org]: "ADMIN" } } as Claims;
  await reportThrice(lab, claims);
  await signIn(page, lab, claims, `/store/${LOOP}`);
  const state = page.locator("#plugin-state");
  await expect(state).toContainText("Stopped");
  await expect(state).toContainText("Your pages had to stop it three times within ten minutes");
  expect(await problems(page)).toEqual([]);
  await state.getByRole("button", { name: "Turn on again" }).click();
  await expect(page.getByText(`${LOOP} is on for you again`)).toBeVisible();
  await expect(state).not.toContainText("Stopped");
  await expect(state.getByRole("button", { name: "Turn on again" })).toHaveCount(0);
});

test("THREATS m: an organisation is rid of what several members had to end, and its admin turns it on again", async ({ lab, page }) => {
  const org = someId();
  await lab.cli("org", "set", "--host", "acme-shop", "--org", org, "--plugin", LOOP, "on");
  for (let user = 0; user < 3; user++) await reportThrice(lab, { uid: someId(), orgs: { [org]: "ADMIN" } } as Claims);
  await signIn(page, lab, { uid: someId(), orgs: { [org]: "ADMIN" } } as Claims, "/admin/plugins");
  const row = page.getByRole("row").filter({ hasText: LOOP }).first();
  await expect(row).toContainText("Stopped");
  await expect(row).toContainText("the pages of several members had to stop it again and again");
  expect(await problems(page)).toEqual([]);
  const toggle = row.getByRole("switch");
  await expect(toggle).toHaveAttribute("aria-checked", "false");
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-checked", "true");
  await expect(row).not.toContainText("Stopped");
  await open(page, `${lab.url}/admin/inspector`);
  await expect(page.getByRole("row").filter({ hasText: LOOP }).first()).toContainText("Ended by the page");
  await open(page, `${lab.url}/admin/audit`);
  await expect(page.getByText("A plugin is off after it was stopped again and again").first()).toBeVisible();
  await expect(page.getByText("Turned a stopped plugin on again")).toBeVisible();
});
