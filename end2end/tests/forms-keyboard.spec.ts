// FORMS 7: the mail form filled in, refused, mended and saved with the keyboard alone.
import type { Locator, Page } from "@playwright/test";
import { control, scripted, stored, statusOf } from "../support/forms.ts";
import { openMail, PLUGIN, SAVED } from "../support/mail.ts";
import { expect, settled, test } from "../support/test.ts";

/** Presses Tab until the element has the focus, and fails when it never does. Every stop has to be seen. */
async function tabTo(page: Page, target: Locator) {
  for (let at = 0; at < 120; at += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to ${target}`);
}

test("FORMS 7: a form is filled in and saved with the keyboard alone", async ({ lab, page, allowed }) => {
  allowed.push(/status of 422/);
  const { form } = await openMail(page, lab);
  const to = async (path: string) => tabTo(page, await control(form, path));
  const press = async (name: string | RegExp) => {
    await tabTo(page, form.getByRole("button", { name }));
    await page.keyboard.press("Enter");
    await settled(page);
  };

  await to("from_email");
  await page.keyboard.type("shop@example.com");
  await to("smtp.host");
  await page.keyboard.type("mail.example.com");
  await to("smtp.port");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("465");
  await to("smtp.tls");
  await page.keyboard.press("Space");
  await to("per_hour");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  for (const [at, name] of ["ada", "bob"].entries()) {
    await press("Add a person");
    const email = await control(form, `recipients.${at}.email`);
    if (scripted()) await expect(email).toBeFocused();
    await tabTo(page, email);
    await page.keyboard.type(at === 0 ? `${name}@example.com` : name);
  }
  // Refused, from within a field; the summary leads to what is wrong.
  await page.keyboard.press("Enter");
  await settled(page);
  const summary = form.getByRole("alert");
  await expect(summary).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(summary.getByRole("link", { name: "Enter Mail address like name@example.com." })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(await control(form, "recipients.1.email")).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type("@example.com");
  await press("Move Recipient 2 up");
  await press("Save mail settings");
  await expect(statusOf(form)).toHaveText(SAVED);
  const { data } = await stored(page, lab, PLUGIN);
  expect(data).toMatchObject({
    from_email: "shop@example.com",
    smtp: { host: "mail.example.com", port: 465, tls: false },
    per_hour: 300,
    recipients: [{ email: "bob@example.com" }, { email: "ada@example.com" }],
  });
});
