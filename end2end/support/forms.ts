// Schema forms as a person uses them: filling in fields of every kind, reading what a form says, and what the server has stored.
import type { Locator, Page } from "@playwright/test";
import { someId } from "./names.ts";
import type { Claims, Portico } from "./server.ts";
import { expect, settled, signIn, test } from "./test.ts";

export type Kind =
  | "text" | "password" | "number" | "textarea" | "toggle" | "select" | "url" | "email" | "date" | "color" | "range" | "radio"
  | "multiselect" | "list" | "object";
export type Row = Record<string, string | number | null>;
export type Value = string | number | boolean | null | string[] | Row | Row[];

export interface Field {
  key: string;
  type: Kind;
  label: Record<string, string>;
  required?: boolean;
  help_text?: Record<string, string>;
  placeholder?: Record<string, string>;
  options?: { value: string; label: Record<string, string> }[];
  default?: Value;
  fields?: Field[];
  context?: string[];
}

export interface Item {
  id: string;
  slot: string;
  type: string;
  plugin: string;
  schema: { title?: Record<string, string>; fields: Field[]; load_url?: string; submit_url?: string; context?: string[] };
}

/** An admin of an organisation of its own in which these plugins are on, signed in and on this page; and the organisation. */
export async function openWith(page: Page, lab: Portico, plugins: string[], next = "/admin"): Promise<{ org: string; admin: Claims }> {
  const org = someId();
  for (const plugin of plugins) await lab.cli("org", "set", "--host", "acme-shop", "--org", org, "--plugin", plugin, "on");
  const admin: Claims = { uid: someId(), orgs: { [org]: "ADMIN" } };
  await signIn(page, lab, admin, next);
  return { org, admin };
}

/** The page's form with this heading. */
export const formOf = (page: Page, name: string) => page.getByRole("form", { name, exact: true });

/** The field whose value stands there, in rows by their numbers (which are their places until one is moved or removed). */
export const field = (form: Locator, path: string) => form.locator(`[data-field="${path}"]`);

/** The control of a field, or the group of several. */
export async function control(form: Locator, path: string): Promise<Locator> {
  const id = `${await form.getAttribute("id")}-${path.replaceAll(".", "-")}`;
  return form.page().locator(`[id="${id}"]`);
}

/** Fills in a field the way a person does: types, ticks, chooses, adds rows. */
export async function fill(form: Locator, path: string, kind: Kind, value: Value): Promise<void> {
  const at = await control(form, path);
  switch (kind) {
    case "toggle":
      return at.setChecked(value as boolean);
    case "select":
      await at.selectOption(value as string);
      return;
    case "radio":
      return at.locator(`input[value="${value as string}"]`).check();
    case "multiselect":
      for (const box of await at.locator("input[type=checkbox]").all()) {
        await box.setChecked((value as string[]).includes((await box.getAttribute("value"))!));
      }
      return;
    case "object":
      for (const [key, member] of Object.entries(value as Row)) await (await control(form, `${path}.${key}`)).fill(text(member));
      return;
    case "list":
      return fillRows(form, path, value as Row[]);
    default:
      return at.fill(text(value as string | number));
  }
}

async function fillRows(form: Locator, path: string, wanted: Row[]) {
  const rows = form.locator(`[data-form-rows="${path}"] > [data-form-row]`);
  while ((await rows.count()) < wanted.length) {
    const before = await rows.count();
    await field(form, path).locator("[data-form-add]").click();
    await settled(form.page());
    await expect(rows).toHaveCount(before + 1);
  }
  while ((await rows.count()) > wanted.length) {
    const before = await rows.count();
    await rows.last().locator("[data-form-row-action=remove]").click();
    await settled(form.page());
    await expect(rows).toHaveCount(before - 1);
  }
  for (const [at, row] of wanted.entries()) {
    const number = await rows.nth(at).getAttribute("data-form-row");
    for (const [key, value] of Object.entries(row)) await (await control(form, `${path}.${number}.${key}`)).fill(text(value));
  }
}

const text = (value: string | number | null) => (value === null ? "" : String(value));

/** Expects a field to show a value; a secret never shows one. */
export async function expectShown(form: Locator, path: string, kind: Kind, value: Value): Promise<void> {
  const at = await control(form, path);
  switch (kind) {
    case "toggle":
      return expect(at).toBeChecked({ checked: value as boolean });
    case "radio":
      return expect(at.locator("input:checked")).toHaveValue((value as string | null) ?? "");
    case "multiselect":
      return expect.poll(() => at.locator("input:checked").evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value))).toEqual(value);
    case "object":
      for (const [key, member] of Object.entries(value as Row)) await expect(await control(form, `${path}.${key}`)).toHaveValue(text(member));
      return;
    case "list": {
      const rows = form.locator(`[data-form-rows="${path}"] > [data-form-row]`);
      await expect(rows).toHaveCount((value as Row[]).length);
      for (const [at, row] of (value as Row[]).entries()) {
        const number = await rows.nth(at).getAttribute("data-form-row");
        for (const [key, member] of Object.entries(row)) await expect(await control(form, `${path}.${number}.${key}`)).toHaveValue(text(member));
      }
      return;
    }
    case "password":
      await expect(at).toHaveValue("");
      return;
    default:
      return expect(at).toHaveValue(text(value as string | number | null));
  }
}

/** What the form says of what was done. (The number beside a slider is a status of its own.) */
export const statusOf = (form: Locator) => form.locator('[role="status"][data-form-status]');

/** Presses the button that saves; without JavaScript, waits for the page that answers. */
export async function save(form: Locator): Promise<void> {
  await form.locator("[data-form-submit]").click();
  await settled(form.page());
}

/** Leaves the checking to us. Browsers check some of it before they post, but not all do, and nothing may hang on it. */
export async function withoutNativeChecks(form: Locator): Promise<void> {
  await form.evaluate((element) => {
    (element as HTMLFormElement).noValidate = true;
  });
}

/** The stored settings as the standard route answers them. */
export async function stored(page: Page, server: Portico, plugin: string): Promise<{ data: Record<string, unknown>; rev: string }> {
  const answer = await page.request.get(`${server.url}/api/v1/admin/plugins/${plugin}/settings`);
  expect(answer.status()).toBe(200);
  return (await answer.json()) as { data: Record<string, unknown>; rev: string };
}

/** The extensions of the admin surface as the manifest names them. */
export async function manifest(page: Page, server: Portico): Promise<Item[]> {
  const answer = await page.request.get(`${server.url}/api/v1/admin/plugin-manifest`);
  const { data } = (await answer.json()) as { data: { extensions: Item[] } };
  return data.extensions;
}

/** Ids that are on the page more than once. */
export async function duplicateIds(page: Page): Promise<string[]> {
  const ids = await page.locator("[id]").evaluateAll((elements) => elements.map((element) => element.id));
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}

/** Controls smaller than 24 × 24 CSS pixels, with the labels that belong to them (WCAG 2.5.8). */
export async function smallTargets(form: Locator): Promise<string[]> {
  return form.evaluate((element) => {
    const found: string[] = [];
    for (const control of element.querySelectorAll<HTMLElement>("input:not([type=hidden]), select, textarea, button, a")) {
      const boxes = [control, ...((control as HTMLInputElement).labels ?? [])].map((part) => part.getBoundingClientRect());
      const own = boxes[0]!;
      if (own.width === 0 || control.getAttribute("aria-hidden") === "true") continue;
      const ticks = (control as HTMLInputElement).type === "checkbox" || (control as HTMLInputElement).type === "radio";
      const parts = ticks ? boxes : [own];
      const width = Math.max(...parts.map((box) => box.right)) - Math.min(...parts.map((box) => box.left));
      const height = Math.max(...parts.map((box) => box.bottom)) - Math.min(...parts.map((box) => box.top));
      if (width < 23.9 || height < 23.9) found.push(`${control.outerHTML.slice(0, 120)}: ${width} × ${height}`);
    }
    return found;
  });
}

/** Scripts run in this project. */
export const scripted = () => test.info().project.name === "js";

/** Expects the summary of errors as it has to be: focused, with these lines, each leading to its field; the title says so, too. */
export async function expectErrors(form: Locator, errors: [path: string, sentence: string][]): Promise<void> {
  const page = form.page();
  const summary = form.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(summary.getByRole("heading")).toHaveText(errors.length === 1 ? "There is 1 problem" : `There are ${errors.length} problems`);
  await expect(summary.getByRole("link")).toHaveText(errors.map(([, sentence]) => sentence));
  for (const [path, sentence] of errors) {
    const at = await control(form, path);
    // The parts of a day stay on one line.
    await expect(at).toHaveAccessibleDescription(new RegExp(escaped(sentence).replaceAll(" ", "\\s")));
    await expect(field(form, path).locator("[data-form-error]").first()).toHaveText(sentence);
    await summary.getByRole("link", { name: sentence, exact: true }).click();
    await expect(at).toBeFocused();
  }
}

export const escaped = (sentence: string) => sentence.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
