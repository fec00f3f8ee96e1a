// Sandboxed plugins in our own pages (docs/SANDBOX.md): what works, and what becomes of those that misbehave. The plugins are
// `lab-box…` of end2end/lab/src/boxed.rs.
import type { Page } from "@playwright/test";
import { collectReports, sendReports } from "../support/reports.ts";
import { axe, expect, openLab, test } from "../support/test.ts";

const surface = (page: Page, plugin: string) => page.locator(`[data-plugin="${plugin}"]`);

test("a sandboxed plugin is in the page, gets what the page passes, and answers @js", async ({ lab, page }) => {
  const reports = await collectReports(page);
  await openLab(page, lab, "lab-box");
  const box = surface(page, "lab-box");
  await expect(box.getByText("Range 30d")).toBeVisible();
  const button = box.getByRole("button", { name: "Press" });
  await button.click();
  await expect(box.getByRole("button", { name: "Pressed 1" })).toBeVisible();
  await box.getByLabel("Name").fill("Ada");
  await expect(box.getByText("Hello Ada")).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await sendReports(page);
  await expect.poll(() => reports.map(({ plugin, outcome }) => [plugin, outcome])).toEqual([["lab-box", "ready"]]);
});

test("THREATS 15 and 16: a plugin's stylesheet styles the plugin and nothing else @js", async ({ lab, page }) => {
  await openLab(page, lab, "lab-box");
  const card = surface(page, "lab-box").locator(".card").filter({ hasText: "Range" });
  await expect(card).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.locator("body")).toBeVisible();
});

for (const [plugin, shown, why] of [
  ["lab-box-loop", "Soon it hangs", "It stopped answering, so it was ended."],
  ["lab-box-flood", "Soon it floods", "It asked more of the page than a plugin may, so it was ended."],
  ["lab-box-huge", "Soon it is huge", "It asked more of the page than a plugin may, so it was ended."],
] as const) {
  test(`THREATS 26: ${plugin} is ended, and what is beside it goes on @js`, async ({ lab, page }) => {
    const reports = await collectReports(page);
    await openLab(page, lab, plugin, "lab-box");
    const box = surface(page, plugin);
    await expect(box.getByRole("group", { name: `${plugin} could not be shown` })).toBeVisible();
    await box.getByText("Why?").click();
    await expect(box).toContainText(why);
    await expect(box.getByText(shown)).toHaveCount(0);
    await expect(box.locator("iframe")).toHaveCount(0);
    // What is beside it is not harmed.
    await surface(page, "lab-box").getByRole("button", { name: "Press" }).click();
    await expect(surface(page, "lab-box").getByRole("button", { name: "Pressed 1" })).toBeVisible();
    await sendReports(page);
    const failures = () => reports.filter((report) => report.plugin === plugin && report.outcome !== "ready");
    await expect.poll(() => failures().map(({ outcome }) => outcome)).toEqual(["stopped"]);
  });
}

test("a plugin that cannot render says so, and Retry tries again @js", async ({ lab, page }) => {
  await openLab(page, lab, "lab-box-throws");
  const box = surface(page, "lab-box-throws");
  const card = box.getByRole("group", { name: "lab-box-throws could not be shown" });
  await expect(card).toBeVisible();
  await box.getByRole("button", { name: "Try again" }).click();
  await expect(card).toBeVisible();
});

test("THREATS 19, b and d: the frame may do nothing but run scripts, and only at its own address @js", async ({ lab, page }) => {
  await openLab(page, lab, "lab-box");
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  const frame = page.locator('iframe[src*="/sandbox/"]');
  await expect(frame).toHaveCount(1);
  await expect(frame).toHaveAttribute("sandbox", "allow-scripts");
  await expect(frame).toHaveAttribute("referrerpolicy", "no-referrer");
  await expect(frame).toBeHidden();
});
