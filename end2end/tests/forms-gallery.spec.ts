// FORMS 1, 4, 6, 7, 8: every kind of field in every state, as the laboratory's gallery has them: drawn, named, refused, saved to the
// settings store and shown again, with and without JavaScript. What kinds and states there are, the Rust sources say.
import type { Locator, Page } from "@playwright/test";
import {
  control, duplicateIds, type Field, escaped, expectErrors, expectShown, field, fill, formOf, type Item, type Kind, manifest, openWith, save,
  scripted, smallTargets, statusOf, stored, type Value,
} from "../support/forms.ts";
import { declared, onWire, type Sample, samples } from "../support/gallery.ts";
import type { Portico } from "../support/server.ts";
import { axe, expect, settled, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

const KINDS = declared("sdk/src/schema.rs", "FieldKind") as Kind[];
const STATES = declared("end2end/lab/src/gallery/state.rs", "State");
/** The toggle that the conditional field, and some limits, depend on. */
const MORE = "more";
/** What is said of it; read where scripts run, too, though not seen there. */
const WHEN = "Only when Show more is on.";

const plugin = (kind: Kind) => `lab-form-${kind}`;
/** An example of HTML's own controls that hold text. */
const takesPlaceholder: Kind[] = ["text", "password", "number", "textarea", "url", "email"];

/** The gallery's two forms of a kind in an organisation of its own: over its settings, and over values that cannot be loaded. */
async function openGallery(page: Page, lab: Portico, kind: Kind): Promise<{ form: Locator; broken: Locator; fields: Map<string, Field> }> {
  await openWith(page, lab, [plugin(kind)]);
  const items = await manifest(page, lab);
  const [settings, broken] = ["settings", "broken"].map((form) => items.find((item) => item.id === `lab_form_${kind}_${form}`)!);
  const title = (item: Item) => formOf(page, item.schema.title!["en"]!);
  const fields = new Map(settings!.schema.fields.map((found) => [found.key, found]));
  expect([...fields.keys()]).toEqual([MORE, ...STATES]);
  return { form: title(settings!), broken: title(broken!), fields };
}

/** Each field by its state: what it is called, what describes it, what is in it. */
async function expectDrawn(form: Locator, kind: Kind, fields: Map<string, Field>): Promise<void> {
  const sample = samples[kind];
  for (const state of STATES) {
    await test.step(state, async () => {
      const { label, required, help_text, placeholder, options, fields: members } = fields.get(state)!;
      const at = await control(form, state);
      const around = field(form, state);
      const selector = (state === "limits" && sample.limits) || sample.drawn;
      expect(await at.evaluate((element, selector) => element.matches(selector), selector), `${state} is ${selector}`).toBe(true);
      // A part of the page that is not shown has no name.
      const hidden = state === "conditional" && scripted();
      await expect(around).toBeVisible({ visible: !hidden });
      if (hidden) return;
      await expect(at).toHaveAccessibleName(`${label["en"]!}${required ? " Required" : ""}`);
      const says = { read_only: "Set by Acme Shop", conditional: WHEN }[state] ?? help_text?.["en"] ?? "";
      await expect(at).toHaveAccessibleDescription(says);
      if (says) await expect(around.getByText(says, { exact: true }).first()).toBeVisible();
      const example = placeholder?.["en"];
      if (example && takesPlaceholder.includes(kind)) await expect(at).toHaveAttribute("placeholder", example);
      else if (example) await expect(at.locator("option").first()).toHaveText(example);
      const offered = (options ?? []).map((option) => option.label["en"]!);
      const drawn = await at.locator("option:not([value='']), .choice:not(:has([value=''])) .choice-text").allTextContents();
      expect(drawn).toEqual(offered);
      for (const member of members ?? []) {
        if (kind === "object") await expect(await control(form, `${state}.${member.key}`)).toHaveAccessibleName(`${member.label["en"]!}${member.required ? " Required" : ""}`);
      }
    });
  }
  for (const [path] of sample.required) await expect(field(form, path).locator("[data-form-required]").first()).toBeVisible();
  await expectShown(form, "empty", kind, sample.nothing);
  for (const state of ["filled", "read_only"]) await expectShown(form, state, kind, defaultOf(fields.get(state)!) ?? sample.nothing);
}

/** What the store holds: nothing, for a toggle, is off. */
const held = (kind: Kind, value: unknown) => value ?? (kind === "toggle" ? false : null);

/** What a field holds where nothing is stored; an object's members have defaults of their own. */
function defaultOf({ type, fields, default: value }: Field): Value | undefined {
  return type === "object" ? (Object.fromEntries(fields!.map((member) => [member.key, member.default])) as Value) : value;
}

/** Nothing in the field can be changed by its reader: HTML says so, and there are no buttons for it. */
async function expectLocked(around: Locator, how: "read-only" | "disabled"): Promise<void> {
  const open = await around.evaluate((element, how) => {
    const controls = [...element.querySelectorAll<HTMLInputElement>("input:not([type=hidden]), select, textarea, button:not([data-form-row-action])")];
    return controls.filter((at) => !at.matches(":disabled") && (how === "disabled" || !at.readOnly)).map((at) => at.outerHTML);
  }, how);
  expect(open, `what can be changed though it is ${how}`).toEqual([]);
  await expect(around.locator("[data-form-add], [data-form-row-action]")).toHaveCount(0);
}

/** Values that could not be loaded: nothing can be filled in or saved, until they are there. */
async function expectBrokenAndMended(page: Page, lab: Portico, broken: Locator, kind: Kind): Promise<void> {
  await expect(broken.getByRole("alert")).toContainText("The settings could not be loaded");
  await expect(broken.locator("[data-form-submit]")).toBeDisabled();
  for (const state of [MORE, ...STATES]) await expectLocked(field(broken, state), "disabled");
  const mended = await page.request.post(`${lab.url}/api/v1/admin/plugins/${plugin(kind)}/mend`, { data: {}, headers: { Origin: lab.url } });
  expect(mended.status()).toBe(200);
  await broken.getByRole("link", { name: "Try again" }).click();
  await settled(page);
  await expect(broken.getByRole("alert")).toHaveCount(0);
  await expect(broken.locator("[data-form-submit]")).toBeEnabled();
  await expect((await control(broken, MORE)).first()).toBeEnabled();
}

/** What is wrong is said at the field and in the summary; nothing is saved, and what was typed stays, but for secrets. */
async function expectRefused(page: Page, form: Locator, kind: Kind): Promise<void> {
  const sample = samples[kind];
  for (const [at, { value, problems }] of sample.wrong.entries()) {
    await test.step(problems.map(([, sentence]) => sentence).join(" "), async () => {
      await fill(form, MORE, "toggle", true);
      await expect(field(form, "conditional")).toBeVisible();
      await expect(await control(form, "conditional")).toHaveAccessibleDescription(WHEN);
      // Of the required field once, and then, filled in, no more.
      if (at > 0 && sample.required.length > 0) await fill(form, "required", kind, sample.good);
      await fill(form, "limits", kind, value);
      await save(form);
      await expectErrors(form, [...(at === 0 ? sample.required : []), ...problems]);
      // A secret that has not left the page stays in it.
      if (kind === "password" && scripted()) await expect(await control(form, "limits")).toHaveValue(value as string);
      else await expectShown(form, "limits", kind, value);
      await expect(await control(form, MORE)).toBeChecked();
      if (at > 0) return;
      expect(await duplicateIds(page)).toEqual([]);
      expect(await smallTargets(form)).toEqual([]);
      if (scripted()) expect(await axe(page)).toEqual([]);
    });
  }
}

/** Saves; answers what a script has sent. */
async function saved(page: Page, form: Locator): Promise<Record<string, unknown>> {
  const posted = scripted() ? page.waitForRequest((request) => request.method() === "POST" && /\/settings(\?|$)/.test(request.url())) : undefined;
  await save(form);
  await expect(statusOf(form)).toHaveText("Saved");
  await expect(page).not.toHaveTitle(/^Error: /);
  return ((await posted)?.postDataJSON() ?? {}) as Record<string, unknown>;
}

async function reload(page: Page, lab: Portico): Promise<void> {
  await page.goto(`${lab.url}/admin`);
  await settled(page);
}

for (const kind of KINDS) {
  test(`FORMS 1, 4, 6, 7, 8: ${kind} in every state`, async ({ lab, page, allowed }) => {
    // Forms are refused with 422, and one is not loaded.
    allowed.push(/status of (422|500)/);
    const sample: Sample = samples[kind];
    expect(sample, "support/gallery.ts knows the kind").toBeDefined();
    const { form, broken, fields } = await openGallery(page, lab, kind);

    await test.step("drawn", async () => {
      await expectDrawn(form, kind, fields);
      await expectLocked(field(form, "read_only"), "read-only");
      expect(await duplicateIds(page)).toEqual([]);
      for (const one of [form, broken]) expect(await smallTargets(one)).toEqual([]);
      if (scripted()) expect(await axe(page)).toEqual([]);
    });
    await test.step("not loaded", () => expectBrokenAndMended(page, lab, broken, kind));
    await test.step("refused", async () => {
      await expectRefused(page, form, kind);
      expect((await stored(page, lab, plugin(kind))).rev).toBe("0");
    });

    const values: Record<string, Value> = { help: sample.good, required: sample.good, conditional: sample.other, limits: sample.within };
    const wire = Object.fromEntries(Object.entries(values).map(([state, value]) => [state, onWire(sample, value)]));
    await test.step("saved", async () => {
      await fill(form, MORE, "toggle", true);
      for (const [state, value] of Object.entries(values)) await fill(form, state, kind, value);
      const sent = await saved(page, form);
      if (scripted()) {
        // Secrets as they were typed; what is not changed is not sent, but toggles always are.
        const typed = kind === "password" ? values : wire;
        const always = kind === "toggle" ? { empty: false, filled: true } : {};
        expect(sent).toEqual({ [MORE]: true, ...always, ...typed });
      }
      const { data } = await stored(page, lab, plugin(kind));
      expect(data[MORE]).toBe(true);
      for (const [state, value] of Object.entries(wire)) expect(held(kind, data[state]), state).toEqual(value);
      await reload(page, lab);
      for (const [state, value] of Object.entries({ ...values, empty: sample.nothing })) await expectShown(form, state, kind, value);
      await expect(await control(form, MORE)).toBeChecked();
      if (kind === "password") await expect(field(form, "help")).toContainText("Set. Leave empty to keep it.");
    });

    const { emptied } = sample;
    if (emptied !== undefined) {
      await test.step("emptied", async () => {
        for (const state of ["filled", "help"]) await fill(form, state, kind, emptied);
        const sent = await saved(page, form);
        const none = onWire(sample, emptied);
        if (scripted()) expect(sent).toMatchObject({ [MORE]: true, filled: none, help: none });
        const { data } = await stored(page, lab, plugin(kind));
        expect(held(kind, data["help"])).toEqual(none);
        await reload(page, lab);
        await expectShown(form, "help", kind, emptied);
        // Null clears what is stored; then the default is there again.
        const isNull = none === null || kind === "object";
        await expectShown(form, "filled", kind, isNull ? defaultOf(fields.get("filled")!)! : emptied);
      });
    }

    await test.step("read-only", async () => {
      const before = await stored(page, lab, plugin(kind));
      const answer = await page.request.post(`${lab.url}/api/v1/admin/plugins/${plugin(kind)}/settings`, {
        data: { read_only: sample.other },
        headers: { Origin: lab.url },
      });
      expect(answer.status()).toBe(422);
      expect((await answer.json()) as object).toMatchObject({ error: { fields: { read_only: expect.stringContaining("is not set here") } } });
      // Nor by a page that somebody has tampered with.
      await field(form, "read_only").evaluate((element) => {
        for (const at of element.querySelectorAll<HTMLInputElement>("input, select, textarea")) at.disabled = at.readOnly = false;
      });
      await fill(form, "read_only", kind, kind === "list" ? [{ name: "Eve", size: 4 }] : sample.other);
      await saved(page, form);
      const after = await stored(page, lab, plugin(kind));
      expect(after.data).toEqual(before.data);
    });
  });
}

test("FORMS 1: the gallery shows the kinds and states that there are, and nothing else @js", async ({ lab, page }) => {
  const { org } = await openWith(page, lab, []);
  const plugins = `${lab.url}/api/v1/orgs/${encodeURIComponent(org)}/plugins`;
  const listed = (await (await page.request.get(plugins)).json()) as { data: { plugins?: { plugin: string }[] } | { plugin: string }[] };
  const names = JSON.stringify(listed).match(/"lab-form-[a-z_]+"/g)!.map((name) => name.slice(1, -1));
  for (const name of names) {
    const answer = await page.request.put(`${plugins}/${name}`, { data: { enabled: true }, headers: { Origin: lab.url } });
    expect(answer.status()).toBe(200);
  }
  const shown = (await manifest(page, lab)).filter((item) => item.plugin.startsWith("lab-form-"));
  const pairs = shown.flatMap((item) =>
    item.schema.fields.filter((found) => found.key !== MORE).map((found) => `${item.id.split("_").at(-1)} ${found.type} ${found.key}`),
  );
  const wanted = KINDS.flatMap((kind) => ["settings", "broken"].flatMap((form) => STATES.map((state) => `${form} ${kind} ${state}`)));
  expect(pairs.sort()).toEqual(wanted.sort());
  expect(Object.keys(samples).sort()).toEqual([...KINDS].sort());
});
