// FORMS 1, 6, 7: rows of a list, with and without JavaScript.
import type { Locator } from "@playwright/test";
import { control, duplicateIds, field, fill, save, scripted, stored, statusOf } from "../support/forms.ts";
import { fillMail, openMail, PLUGIN, recipients, SAVED } from "../support/mail.ts";
import { axe, expect, settled, test } from "../support/test.ts";

const PEOPLE = ["Ada", "Bob", "Cyd"].map((name) => ({ email: `${name.toLowerCase()}@example.com`, name }));
const [ada, bob, cyd] = PEOPLE as [Person, Person, Person];
type Person = { email: string; name: string };

async function press(form: Locator, name: string) {
  await form.getByRole("button", { name, exact: true }).click();
  await settled(form.page());
}

test("FORMS 1: rows are added, moved and removed, and what stands is saved in its order", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await expect(field(form, "recipients")).toContainText("Nothing here yet.");
  await fillMail(form);
  await fill(form, "recipients", "list", PEOPLE);
  expect(await recipients(form)).toEqual(PEOPLE);
  await press(form, "Move Recipient 3 up");
  expect(await recipients(form)).toEqual([ada, cyd, bob]);
  await press(form, "Move Recipient 1 down");
  expect(await recipients(form)).toEqual([cyd, ada, bob]);
  // At the ends there is nowhere to go.
  await press(form, "Move Recipient 1 up");
  await press(form, "Move Recipient 3 down");
  expect(await recipients(form)).toEqual([cyd, ada, bob]);
  await press(form, "Remove Recipient 2");
  expect(await recipients(form)).toEqual([cyd, bob]);
  expect(await duplicateIds(page)).toEqual([]);
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect((await stored(page, lab, PLUGIN)).data["recipients"]).toEqual([cyd, bob]);
  await page.reload();
  await settled(page);
  expect(await recipients(form)).toEqual([cyd, bob]);
  await press(form, "Remove Recipient 1");
  await press(form, "Remove Recipient 1");
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect((await stored(page, lab, PLUGIN)).data["recipients"] ?? []).toEqual([]);
});

test("FORMS 6: the buttons of rows save nothing and lose nothing", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await fill(form, "from_name", "text", "Acme");
  await fill(form, "provider", "select", "none");
  await fill(form, "accent", "color", "#aa3300");
  await press(form, "Add a person");
  await press(form, "Add a person");
  await press(form, "Remove Recipient 2");
  await expect(await control(form, "from_name")).toHaveValue("Acme");
  await expect(await control(form, "provider")).toHaveValue("none");
  await expect(await control(form, "accent")).toHaveValue("#aa3300");
  expect((await stored(page, lab, PLUGIN)).rev).toBe("0");
});

test("FORMS 1: there are never more rows than there may be", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  const add = form.getByRole("button", { name: "Add a person" });
  for (let at = 1; at <= 4; at += 1) {
    await press(form, "Add a person");
    expect((await recipients(form)).length).toBe(at);
  }
  await expect(add).toBeDisabled();
  await press(form, "Remove Recipient 4");
  await expect(add).toBeEnabled();
});

test("FORMS 7: the focus goes where the next step is, and what was done is announced @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  const status = statusOf(form);
  const focused = (path: string) => control(form, path).then((at) => expect(at).toBeFocused());
  for (const [at, person] of PEOPLE.entries()) {
    await press(form, "Add a person");
    await expect(status).toHaveText(`Recipient ${at + 1} added`);
    await focused(`recipients.${at}.email`);
    await page.keyboard.type(person.email);
  }
  await press(form, "Move Recipient 1 down");
  await expect(status).toHaveText("Recipient 1 is now number 2");
  await expect(form.getByRole("button", { name: "Move Recipient 2 down" })).toBeFocused();
  await press(form, "Remove Recipient 2");
  await expect(status).toHaveText("Recipient 2 removed");
  await expect(form.getByRole("button", { name: "Remove Recipient 2" })).toBeFocused();
  await press(form, "Remove Recipient 2");
  await expect(form.getByRole("button", { name: "Remove Recipient 1" })).toBeFocused();
  await press(form, "Remove Recipient 1");
  await expect(form.getByRole("button", { name: "Add a person" })).toBeFocused();
  await expect(field(form, "recipients")).toContainText("Nothing here yet.");
});

test("FORMS 7: what is wrong in a row is said at its field, also after rows have moved", async ({ lab, page, allowed }) => {
  allowed.push(/status of 422/);
  const { form } = await openMail(page, lab);
  await fillMail(form);
  await fill(form, "recipients", "list", [ada, { email: "nobody", name: "No" }, { ...ada, name: "Twice" }]);
  await press(form, "Move Recipient 2 up");
  await form.evaluate((element) => void ((element as HTMLFormElement).noValidate = true));
  await save(form);
  const summary = form.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText(["Enter Mail address like name@example.com.", "Mail address is in another row already."]);
  const rows = form.locator("[data-form-rows=recipients] > [data-form-row]");
  for (const [at, sentence] of [[0, "Enter Mail address like name@example.com."], [2, "Mail address is in another row already."]] as const) {
    const email = rows.nth(at).getByLabel("Mail address");
    await expect(email).toHaveAccessibleDescription(sentence);
    await expect(email).toHaveAttribute("aria-invalid", "true");
    await summary.getByRole("link", { name: sentence }).click();
    await expect(email).toBeFocused();
  }
  await expect(rows.nth(1).getByLabel("Mail address")).not.toHaveAttribute("aria-invalid", "true");
  if (scripted()) expect(await axe(page)).toEqual([]);
});

test("FORMS 1: Enter in a row saves, and takes no row away", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await fillMail(form);
  await fill(form, "recipients", "list", [ada, bob]);
  await form.getByLabel("Name").last().press("Enter");
  await settled(page);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect(await recipients(form)).toEqual([ada, bob]);
  expect((await stored(page, lab, PLUGIN)).data["recipients"]).toEqual([ada, bob]);
});
