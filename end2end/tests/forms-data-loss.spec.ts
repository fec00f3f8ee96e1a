// FORMS 5: nothing that was typed is lost, and nothing that others saved is overwritten unseen.
import type { Page, Request } from "@playwright/test";
import { control, fill, formOf, openWith, save, scripted, stored, statusOf } from "../support/forms.ts";
import { fillMail, mailForm, openMail, PAGE, PLUGIN, SAVED, saveMail } from "../support/mail.ts";
import { expect, open, signIn, test } from "../support/test.ts";

/** Answers questions about leaving with "stay"; counts them. */
function stay(page: Page): { asked: () => number } {
  let asked = 0;
  page.on("dialog", async (dialog) => {
    expect(dialog.type()).toBe("beforeunload");
    asked += 1;
    await dialog.dismiss();
  });
  return { asked: () => asked };
}

const posts = (page: Page) => page.waitForRequest((request: Request) => request.method() === "POST");

test("FORMS 5: leaving with changes asks, whichever way @js", async ({ lab, page }) => {
  await openMail(page, lab, "/admin");
  await open(page, lab.url + PAGE);
  const questions = stay(page);
  const form = mailForm(page);
  const name = await control(form, "from_name");
  await name.click();
  await name.pressSequentially("Acme");
  const menu = page.getByRole("button", { name: /Account menu/ });
  const ways: [string, () => Promise<unknown>][] = [
    ["a link", () => page.getByRole("link", { name: "Dashboard" }).first().click({ noWaitAfter: true })],
    ["Back", () => page.evaluate(() => history.back())],
    ["reload", () => page.evaluate(() => location.reload())],
    ["the language", async () => {
      await menu.click();
      await page.locator("#account-menu").getByRole("button", { name: "Deutsch" }).click({ noWaitAfter: true });
    }],
  ];
  for (const [at, [way, leave]] of ways.entries()) {
    await test.step(way, async () => {
      await leave();
      await expect.poll(questions.asked, way).toBe(at + 1);
      await expect(page).toHaveURL(new RegExp(`${PAGE}$`));
      await expect(name).toHaveValue("Acme");
    });
  }
});

test("FORMS 5: nobody is asked after a change was taken back, or saved @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  const questions = stay(page);
  const leaves = async () => {
    await page.getByRole("link", { name: "Dashboard" }).first().click();
    await expect(page).toHaveURL(/\/admin$/);
    expect(questions.asked()).toBe(0);
    await open(page, lab.url + PAGE);
  };
  await leaves();
  const name = await control(form, "from_name");
  await name.click();
  await name.pressSequentially("Acme");
  for (let at = 0; at < 4; at += 1) await page.keyboard.press("Backspace");
  await fill(form, "provider", "select", "none");
  await fill(form, "provider", "select", "smtp");
  await form.getByRole("button", { name: "Add a person" }).click();
  await form.getByRole("button", { name: "Remove Recipient 1" }).click();
  await leaves();

  await fillMail(form);
  await name.click();
  await name.pressSequentially("Acme");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  await leaves();
});

test("FORMS 5: a row and a member of an object count as changes, too @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  const questions = stay(page);
  const reload = () => page.evaluate(() => location.reload());
  await form.getByRole("button", { name: "Add a person" }).click();
  await reload();
  await expect.poll(questions.asked).toBe(1);
  await form.getByRole("button", { name: "Remove Recipient 1" }).click();
  const host = await control(form, "smtp.host");
  await host.click();
  await host.pressSequentially("m");
  await reload();
  await expect.poll(questions.asked).toBe(2);
});

test("FORMS 5: only what was changed is sent @js", async ({ lab, page }) => {
  await openMail(page, lab);
  await saveMail(page, lab, { recipients: [{ email: "a@example.com", name: null }] });
  await open(page, lab.url + PAGE);
  const form = mailForm(page);
  await fill(form, "from_name", "text", "Acme");
  let [request] = await Promise.all([posts(page), save(form)]);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect(request.postDataJSON()).toEqual({ from_name: "Acme" });
  expect(await request.headerValue("if-match")).toMatch(/^"?\d+(\.\d+)?"?$/);
  // What was saved counts as known from then on.
  await fill(form, "smtp", "object", { user: "shop" });
  [request] = await Promise.all([posts(page), save(form)]);
  expect(request.postDataJSON()).toEqual({ smtp: { user: "shop" } });
  await expect(statusOf(form)).toHaveText(SAVED);
  expect((await stored(page, lab, PLUGIN)).data).toMatchObject({ from_name: "Acme", smtp: { host: "mail.example.com", user: "shop" } });
});

test("FORMS 5: the context goes along only where a form asks for it, and is no value @js", async ({ lab, page }) => {
  await openWith(page, lab, [PLUGIN, "lab-form-text"], "/admin?range=90d");
  const asking = mailForm(page);
  await fillMail(asking);
  let [request] = await Promise.all([posts(page), save(asking)]);
  await expect(statusOf(asking)).toHaveText(SAVED);
  expect(request.postDataJSON()).toMatchObject({ from_email: "shop@example.com", context: { range: "90d" } });
  expect((await stored(page, lab, PLUGIN)).data).not.toHaveProperty("context");

  const silent = formOf(page, "Text");
  await fill(silent, "required", "text", "GREEN");
  [request] = await Promise.all([posts(page), save(silent)]);
  await expect(statusOf(silent)).toHaveText("Saved");
  expect(request.postDataJSON()).toEqual({ more: false, required: "GREEN" });
});

test("FORMS 5: who saves something older is told what differs, and decides", async ({ lab, page, browser, allowed }) => {
  allowed.push(/status of (409|422)/);
  const { form, admin } = await openMail(page, lab);
  await saveMail(page, lab, { from_name: "Before" });
  await open(page, lab.url + PAGE);

  const context = await browser.newContext({ javaScriptEnabled: scripted(), locale: "en-GB" });
  const theirs = await context.newPage();
  await signIn(theirs, lab, admin, PAGE);
  await fill(mailForm(theirs), "from_name", "text", "Theirs");
  await fill(mailForm(theirs), "smtp", "object", { host: "theirs.example.com" });
  await save(mailForm(theirs));
  await expect(statusOf(mailForm(theirs))).toHaveText(SAVED);

  await fill(form, "from_name", "text", "Mine");
  await fill(form, "smtp", "object", { user: "mine" });
  await save(form);
  const summary = form.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Someone else changed these settings");
  await expect(page).toHaveTitle(/^Error: /);
  // What was typed is still there, nothing was overwritten, and what differs is named, inside of objects, too. Without
  // JavaScript every control is sent, so that their host is among it.
  await expect(await control(form, "from_name")).toHaveValue("Mine");
  await expect(await control(form, "smtp.user")).toHaveValue("mine");
  expect((await stored(page, lab, PLUGIN)).data).toMatchObject({ from_name: "Theirs", smtp: { host: "theirs.example.com", user: null } });
  await expect(summary.getByRole("link", { name: "Name is now: Theirs" })).toHaveCount(1);
  await expect(summary.getByRole("link")).toHaveCount(scripted() ? 2 : 3);
  if (scripted()) {
    await summary.getByRole("link", { name: /^User/ }).click();
    await expect(await control(form, "smtp.user")).toBeFocused();
  } else {
    await expect(summary.getByRole("link", { name: /is now: theirs\.example\.com$/ })).toHaveCount(1);
  }
  await context.close();

  // Saving again is a decision, about what was sent: with JavaScript their host stays.
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  const { data } = await stored(page, lab, PLUGIN);
  expect(data["from_name"]).toBe("Mine");
  expect(data["smtp"]).toMatchObject({ user: "mine" });
  if (scripted()) expect(data["smtp"]).toMatchObject({ host: "theirs.example.com" });
});

test("FORMS 5: what nobody else touched is saved although somebody saved something else @js", async ({ lab, page, allowed }) => {
  allowed.push(/status of 409/);
  const { form } = await openMail(page, lab);
  await saveMail(page, lab);
  await open(page, lab.url + PAGE);
  await saveMail(page, lab, { from_name: "Theirs" });
  await fill(form, "per_hour", "range", 500);
  await save(form);
  // Told all the same; then both stand.
  await expect(form.getByRole("alert")).toContainText("Someone else changed these settings");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect((await stored(page, lab, PLUGIN)).data).toMatchObject({ from_name: "Theirs", per_hour: 500 });
});
