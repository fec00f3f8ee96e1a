// Nothing is cut off at any width, in either language.
import type { Page } from "@playwright/test";
import { signInToConsole, operator } from "../support/console.ts";
import { cutOff } from "../support/layout.ts";
import { visits } from "../support/routes.ts";
import type { Portico } from "../support/server.ts";
import { expect, people, settled, signIn, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

const WIDTHS = [320, 360, 640, 760, 820, 900, 960, 1020, 1100, 1200, 1250, 1280, 1600];

async function look(page: Page, server: Portico, lang: string, paths: string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(`${server.url}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
    await settled(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await cutOff(page), `${path} in ${lang} at ${width} px`).toEqual([]);
    }
  }
}

for (const [lang, language] of [["de", "German"], ["en", "English"]] as const) {
  test(`no table of the console is cut off at any width in ${language}`, async ({ portico, page }) => {
    await signInToConsole(page, portico, await operator(portico));
    const inHost = visits.filter(({ route }) => route.startsWith("/console/hosts/"));
    for (const { prepare } of inHost) await prepare?.(page, portico);
    await look(page, portico, lang, ["/console", ...inHost.flatMap(({ paths }) => paths)]);
  });

  test(`no table of the admin pages is cut off at any width in ${language}`, async ({ portico, page }) => {
    await signIn(page, portico, people.orgAdmin, "/admin");
    await page.request.post(`${portico.url}/store/gift-message/install`, { form: { next: "/installed" }, headers: { Origin: portico.url } });
    const { paths } = visits.find(({ route }) => route === "/admin/plugins")!;
    await look(page, portico, lang, [...paths, "/admin", "/admin/orders", "/admin/payments", "/installed", "/api/docs"]);
  });
}
