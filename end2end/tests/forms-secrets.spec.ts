// FORMS 4: a secret goes in and never comes out: not in an answer, a page, an address, a header, an event, a console, a log, an audit.
import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { control, field, fill, save, scripted, stored, statusOf } from "../support/forms.ts";
import { fillMail, mailForm, openMail, PAGE, PLUGIN, SAVED } from "../support/mail.ts";
import { expect, open, test } from "../support/test.ts";

/** Everything that reaches the browser, its events and its console from now on; what the browser itself sends is its own. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  const heard: string[] = [];
  const waiting: Promise<void>[] = [];
  page.on("console", (message) => void heard.push(message.text()));
  page.on("request", (request) => void heard.push(request.url(), JSON.stringify(request.headers())));
  page.on("response", (response) => {
    heard.push(response.url());
    const read = async () => {
      heard.push(JSON.stringify(await response.allHeaders()));
      // Redirections and answers to a page that is gone have no body.
      heard.push(await response.text().catch(() => ""));
    };
    waiting.push(read().catch(() => undefined));
  });
  await page.exposeFunction("heard", (text: string) => void heard.push(text));
  await page.addInitScript(() => {
    const tell = (window as unknown as { heard: (text: string) => void }).heard;
    for (const name of ["plugin:submit", "plugin-event"]) {
      addEventListener(name, (event) => tell(`${name} ${JSON.stringify((event as CustomEvent).detail)}`), true);
    }
  });
  return async () => {
    await Promise.all(waiting);
    return heard;
  };
}

test("FORMS 4: a canary comes out nowhere", async ({ lab, page, allowed }) => {
  allowed.push(/status of (422|400)/);
  const canary = `key-canary-${randomBytes(6).toString("hex")}`;
  const heard = await listen(page);
  const { form, org } = await openMail(page, lab);
  const seen = async (where: string) => {
    const text = scripted()
      ? await page.evaluate(() => JSON.stringify([document.documentElement.outerHTML, location.href, { ...localStorage }, { ...sessionStorage }, document.cookie]))
      : await page.content();
    expect(text, where).not.toContain(canary);
  };

  // Refused, tried out, saved, saved again.
  await fillMail(form);
  await fill(form, "from_email", "email", "not-an-address");
  await fill(form, "api_key", "password", canary);
  await form.evaluate((element) => void ((element as HTMLFormElement).noValidate = true));
  await save(form);
  await expect(form.getByRole("alert")).toContainText("like name@example.com");
  await seen("the page of a refusal");
  await fill(form, "from_email", "email", "shop@example.com");
  await fill(form, "api_key", "password", canary);
  await form.getByRole("button", { name: "Test connection" }).click();
  await expect(statusOf(form)).toContainText("The connection works: ready to send as shop@example.com");
  await seen("the page of a test");
  await fill(form, "api_key", "password", canary);
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  await seen("the page of a save");
  await fill(form, "from_name", "text", "Acme");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);

  for (const address of [PAGE, "/admin", "/admin/audit", "/installed"]) {
    await open(page, lab.url + address);
    await seen(address);
  }
  await expect(page).toHaveURL(/installed/);
  for (const address of [
    `/api/v1/admin/plugins/${PLUGIN}/settings`,
    "/api/v1/admin/plugin-manifest",
    `/api/v1/orgs/${encodeURIComponent(org)}/audit`,
    `/api/v1/orgs/${encodeURIComponent(org)}/plugins`,
  ]) {
    const answer = await page.request.get(lab.url + address);
    expect(answer.status(), address).toBe(200);
    expect(await answer.text(), address).not.toContain(canary);
  }
  const all = await heard();
  expect(all.length).toBeGreaterThan(20);
  if (scripted()) expect(all.filter((text) => text.startsWith("plugin:submit"))).not.toEqual([]);
  expect(all.filter((text) => text.includes(canary))).toEqual([]);
  expect(lab.output.length).toBeGreaterThan(100);
  expect(lab.output).not.toContain(canary);
});

test("FORMS 4: blank keeps, saving twice keeps, Clear deletes", async ({ lab, page, allowed }) => {
  allowed.push(/status of 400/);
  const { form } = await openMail(page, lab);
  const key = await control(form, "api_key");
  const clear = form.getByRole("checkbox", { name: "Clear Key" });
  const test_ = async (sentence: string) => {
    await form.getByRole("button", { name: "Test connection" }).click();
    await expect(statusOf(form)).toContainText(sentence);
  };
  const saved = async () => {
    await save(form);
    await expect(statusOf(form)).toHaveText(SAVED);
  };
  await expect(clear).toBeHidden();
  await fillMail(form);
  await fill(form, "api_key", "password", "key-0123456789");
  await saved();
  await expect(key).toHaveValue("");
  await expect(field(form, "api_key")).toContainText("Set. Leave empty to keep it.");
  await expect(clear).toBeVisible();
  // The server itself says whether it still has it: the test needs it.
  for (const name of ["Acme", "Acme Shop"]) {
    await fill(form, "from_name", "text", name);
    await saved();
    expect((await stored(page, lab, PLUGIN)).data["api_key"]).toEqual({ is_set: true });
    await test_("The connection works: ready to send as shop@example.com");
  }
  await open(page, lab.url + PAGE);
  await clear.check();
  await saved();
  expect((await stored(page, lab, PLUGIN)).data["api_key"]).toEqual({ is_set: false });
  await expect(clear).toBeHidden();
  await expect(field(form, "api_key").getByText("Set. Leave empty to keep it.")).toBeHidden();
  await test_("The mail server asks for a key.");
});

test("FORMS 4: a secret is stored for one organisation and no other", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await fillMail(form);
  await fill(form, "api_key", "password", "key-0123456789");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  await page.context().clearCookies();
  await openMail(page, lab);
  await expect(mailForm(page).getByText("Set. Leave empty to keep it.")).toBeHidden();
  expect((await stored(page, lab, PLUGIN)).data["api_key"]).toEqual({ is_set: false });
});
