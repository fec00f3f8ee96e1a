// The laboratory's form as people really have them (end2end/lab/src/gallery/mail_form.rs).
import type { Locator, Page } from "@playwright/test";
import { fill, formOf, openWith, type Row } from "./forms.ts";
import type { Claims, Portico } from "./server.ts";

export const PLUGIN = "lab-form";
export const PAGE = `/admin/plugins/${PLUGIN}`;
export const SAVED = "Mail settings saved";

export const mailForm = (page: Page) => formOf(page, "Mail sending");

/** The settings page of an organisation of its own; and the organisation's admin. */
export async function openMail(page: Page, lab: Portico, next = PAGE): Promise<{ form: Locator; org: string; admin: Claims }> {
  const { org, admin } = await openWith(page, lab, [PLUGIN], next);
  return { form: mailForm(page), org, admin };
}

/** The least that can be saved. */
export async function fillMail(form: Locator): Promise<void> {
  await fill(form, "from_email", "email", "shop@example.com");
  await fill(form, "smtp", "object", { host: "mail.example.com" });
}

/** Saves them by the API, as somebody else or a script does. */
export async function saveMail(page: Page, lab: Portico, values: Record<string, unknown> = {}): Promise<void> {
  const data = { from_email: "shop@example.com", smtp: { host: "mail.example.com", port: 587, tls: true, user: null }, ...values };
  const answer = await page.request.post(`${lab.url}/api/v1/admin/plugins/${PLUGIN}/settings`, { data, headers: { Origin: lab.url } });
  if (answer.status() !== 200) throw new Error(`saving by the API: ${answer.status()} ${await answer.text()}`);
}

/** What the rows of recipients hold now, from top to bottom. */
export async function recipients(form: Locator): Promise<Row[]> {
  return form.locator("[data-form-rows=recipients] > [data-form-row]").evaluateAll((rows) =>
    rows.map((row) => {
      const value = (key: string) => row.querySelector<HTMLInputElement>(`[name$=".${key}"]`)!.value;
      return { email: value("email"), name: value("name") };
    }),
  );
}
