// FORMS 9: "Test connection" tries out what is typed, with the stored secret, and saves nothing.
import type { Locator } from "@playwright/test";
import { control, fill, save, scripted, stored, statusOf } from "../support/forms.ts";
import { fillMail, openMail, PLUGIN, SAVED } from "../support/mail.ts";
import { expect, settled, test } from "../support/test.ts";

async function tryOut(form: Locator) {
  await form.getByRole("button", { name: "Test connection" }).click();
  await settled(form.page());
}

async function saved(form: Locator, key: string) {
  await fillMail(form);
  await fill(form, "api_key", "password", key);
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
}

test("FORMS 9: the draft is tried out with the stored secret, and nothing is saved", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await saved(form, "key-0123456789");
  const before = await stored(page, lab, PLUGIN);
  await fill(form, "from_email", "email", "new@example.com");
  await tryOut(form);
  await expect(statusOf(form)).toContainText("The connection works: ready to send as new@example.com");
  await expect(await control(form, "from_email")).toHaveValue("new@example.com");
  expect(await stored(page, lab, PLUGIN)).toEqual(before);
  expect(await page.content()).not.toContain("key-0123456789");
  // It can still be saved.
  await save(form);
  await expect(statusOf(form)).toHaveText(SAVED);
  expect((await stored(page, lab, PLUGIN)).data["from_email"]).toBe("new@example.com");
});

test("FORMS 9: what does not work is said in a sentence", async ({ lab, page, allowed }) => {
  allowed.push(/status of (400|422)/);
  const { form } = await openMail(page, lab);
  await fillMail(form);
  await tryOut(form);
  await expect(statusOf(form)).toContainText("The connection does not work: The mail server asks for a key.");
  await fill(form, "api_key", "password", "key-0123456789");
  await fill(form, "from_email", "email", "shop@other.example");
  await tryOut(form);
  await expect(statusOf(form)).toContainText("The connection does not work: The mail server sends only for example.com.");
  expect((await stored(page, lab, PLUGIN)).rev).toBe("0");
});

test("FORMS 9: a key that is typed in counts before the stored one, and what is wrong with it is said at its field", async ({ lab, page, allowed }) => {
  allowed.push(/status of (400|422)/);
  const { form } = await openMail(page, lab);
  await saved(form, "key-0123456789");
  await fill(form, "api_key", "password", "another-key");
  await tryOut(form);
  await expect(form.getByRole("alert")).toBeFocused();
  await expect(await control(form, "api_key")).toHaveAccessibleDescription(/The mail server does not know this key\./);
  await expect(page).toHaveTitle(/^Error: /);
  await fill(form, "api_key", "password", "");
  await tryOut(form);
  await expect(statusOf(form)).toContainText("The connection works");
  await expect(page).not.toHaveTitle(/^Error: /);
});

test("FORMS 9: what is wrong in the form is said before anything is tried out", async ({ lab, page, allowed }) => {
  allowed.push(/status of 422/);
  const { form } = await openMail(page, lab);
  let tried = false;
  page.on("request", (request) => void (tried ||= request.url().endsWith("/test")));
  await fill(form, "from_email", "email", "nobody");
  await form.evaluate((element) => void ((element as HTMLFormElement).noValidate = true));
  await tryOut(form);
  await expect(form.getByRole("alert").getByRole("link")).toHaveText(["Enter Mail address like name@example.com.", "Fill in Server."]);
  expect(tried).toBe(false);
});

test("FORMS 9: while it runs, the form says so and takes no second test @js", async ({ lab, page }) => {
  const { form } = await openMail(page, lab);
  await saved(form, "key-0123456789");
  let calls = 0;
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route("**/lab-form/test*", async (route) => {
    calls += 1;
    await held;
    await route.continue();
  });
  await tryOut(form);
  await expect(statusOf(form)).toHaveText("Testing the connection");
  await expect(form.getByRole("button", { name: "Test connection" })).toHaveAttribute("aria-busy", "true");
  // What is busy cannot be clicked; a script or the keyboard could still try.
  await form.getByRole("button", { name: "Test connection" }).dispatchEvent("click");
  await form.evaluate((element) => (element as HTMLFormElement).requestSubmit());
  answer();
  await expect(statusOf(form)).toContainText("The connection works");
  expect(calls).toBe(1);
  expect(scripted()).toBe(true);
});
