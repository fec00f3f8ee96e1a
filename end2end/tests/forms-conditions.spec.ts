// FORMS 3: fields that depend on others. What is hidden never blocks, is never sent, and comes back with its value.
import { control, field, fill, save, scripted, stored, statusOf } from "../support/forms.ts";
import { fillMail, mailForm, openMail, PAGE, PLUGIN, SAVED, saveMail } from "../support/mail.ts";
import { axe, expect, open, test } from "../support/test.ts";

const CHAIN = ["region", "own_domain", "domain"];

test("FORMS 3: a chain of conditions opens link by link and closes at once @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  const shown = async (...paths: string[]) => {
    for (const path of ["smtp", ...CHAIN]) await expect(field(form, path), path).toBeVisible({ visible: paths.includes(path) });
  };
  await shown("smtp");
  await fill(form, "provider", "select", "service");
  await shown("region");
  await fill(form, "region", "radio", "eu");
  await shown("region", "own_domain");
  await fill(form, "own_domain", "toggle", true);
  await shown("region", "own_domain", "domain");
  expect(await axe(page)).toEqual([]);
  // The rest of the chain still holds, but for its beginning.
  await fill(form, "provider", "select", "none");
  await shown();
  await fill(form, "provider", "select", "service");
  await shown("region", "own_domain", "domain");
});

test("FORMS 3: what is hidden does not block, is not sent, and comes back with its value @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await fillMail(form);
  await fill(form, "provider", "select", "service");
  await fill(form, "region", "radio", "eu");
  await fill(form, "own_domain", "toggle", true);
  // Wrong, and then out of sight.
  await fill(form, "domain", "text", "not a domain!");
  await fill(form, "provider", "select", "none");
  const [request] = await Promise.all([page.waitForRequest((request) => request.method() === "POST"), save(form)]);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect(Object.keys(request.postDataJSON() as object).sort()).toEqual(["from_email", "provider"]);
  for (const key of [...CHAIN, "smtp"]) expect((await stored(page, lab, PLUGIN)).data[key]?.toString() ?? "").not.toContain("not a domain!");
  // Everything in sight is saved, so nothing holds the reader back.
  expect(await page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true })))).toBe(true);

  await fill(form, "provider", "select", "service");
  await expect(await control(form, "domain")).toHaveValue("not a domain!");
  await fill(form, "domain", "text", "mail.example.com");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  await fill(form, "provider", "select", "smtp");
  await expect(await control(form, "smtp.host")).toHaveValue("mail.example.com");
});

test("FORMS 3: what was saved before it was hidden is still there when it is shown again", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await saveMail(page, lab);
  await saveMail(page, lab, { provider: "service", region: "eu", own_domain: true, domain: "mail.example.com" });
  await open(page, lab.url + PAGE);
  await fill(form, "provider", "select", "smtp");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect((await stored(page, lab, PLUGIN)).data).toMatchObject({ provider: "smtp", region: "eu", own_domain: true, domain: "mail.example.com" });
  await open(page, lab.url + PAGE);
  await fill(form, "provider", "select", "service");
  await expect((await control(form, "region")).locator("input:checked")).toHaveValue("eu");
  await expect(await control(form, "own_domain")).toBeChecked();
  await expect(await control(form, "domain")).toHaveValue("mail.example.com");
});

test("FORMS 3: without JavaScript everything stays in sight, with when it applies, and what does not apply is not saved", async ({ lab, page }) => {
  test.skip(scripted(), "with JavaScript it is hidden");
  const { form } = await openMail(page, lab);
  for (const [path, sentence] of [
    ["smtp", "Only when Provider is Mail server."],
    ["region", "Only when Provider is Mail service."],
    ["own_domain", "Only when Region is Europe."],
    ["domain", "Only when Own domain is on."],
  ] as const) {
    await expect(field(form, path)).toBeVisible();
    await expect(field(form, path)).toContainText(sentence);
  }
  await fill(form, "from_email", "email", "shop@example.com");
  await fill(form, "provider", "select", "none");
  await fill(form, "domain", "text", "not a domain!");
  // The server's port is cleared, which would not do if there were a server.
  await (await control(form, "smtp.port")).fill("");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  const { data } = await stored(page, lab, PLUGIN);
  expect(data).toMatchObject({ provider: "none", from_email: "shop@example.com" });
  expect(JSON.stringify(data)).not.toContain("not a domain");
});

test("FORMS 3: what has come to apply is checked", async ({ lab, page, allowed }) => {
  allowed.push(/status of 422/);
  const { form } = await openMail(page, lab);
  await fill(form, "from_email", "email", "shop@example.com");
  await fill(form, "provider", "select", "service");
  await fill(form, "region", "radio", "eu");
  await fill(form, "own_domain", "toggle", true);
  await fill(form, "domain", "text", "not a domain!");
  await form.evaluate((element) => void ((element as HTMLFormElement).noValidate = true));
  await save(form);
  await expect(form.getByRole("alert")).toContainText("Write the domain like example.com.");
  await expect(form.getByRole("alert").getByRole("link")).toHaveCount(1);
  await fill(form, "domain", "text", "mail.example.com");
  await save(form);
  await expect(statusOf(mailForm(page))).toHaveText(SAVED);
});

test("FORMS 3: with the keyboard, what has come stands right behind what it depends on @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  const provider = await control(form, "provider");
  await provider.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await expect(provider).toHaveValue("service");
  await expect(provider).toBeFocused();
  await page.keyboard.press("Tab");
  await expect((await control(form, "region")).locator("input").first()).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(await control(form, "own_domain")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await expect(await control(form, "domain")).toBeFocused();
});

test("FORMS 3: when the script of a page does not come, every field is in sight with when it applies @js", async ({ lab, page, allowed }) => {
  allowed.push(/Failed to load resource/, /net::ERR_FAILED/, /TypeError/);
  const { form } = await openMail(page, lab);
  await page.route(/\/pkg\/.*\.wasm$/, (route) => route.abort());
  await page.goto(lab.url + PAGE);
  await expect(page.locator("html")).toHaveAttribute("data-unscripted", "true");
  for (const path of ["smtp", ...CHAIN]) await expect(field(form, path), path).toBeVisible();
  await expect(field(form, "region")).toContainText("Only when");
  await fill(form, "from_email", "email", "shop@example.com");
  await fill(form, "provider", "select", "service");
  await fill(form, "region", "radio", "eu");
  await form.locator("[data-form-submit]").click();
  await expect(statusOf(form)).toHaveText(SAVED);
});
