// i18n: no text is forgotten, pages can be read from right to left, and the language is the reader's: asked for, remembered, accepted.
import type { Page } from "@playwright/test";
import { cutOff } from "../support/layout.ts";
import { type Role, roles, visits } from "../support/routes.ts";
import type { Portico } from "../support/server.ts";
import { allowedTo, begin, having, type Tour, tours } from "../support/tours.ts";
import { axe, expect, open, people, settled, signIn, test } from "../support/test.ts";
import { sameWords, untranslated } from "../support/words.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

/** Each route once. */
const onePage = (tour: Tour): Tour => ({ ...tour, visits: tour.visits.map((visit) => ({ ...visit, paths: visit.paths.slice(0, 1) })) });

const language = (page: Page) => page.locator("html");

for (const role of Object.keys(roles) as Role[]) {
  test(`i18n: every text is translated for ${role} @js`, async ({ demo, page, allowed }) => {
    allowed.push(/status of 40[13]/);
    const addresses = await begin(page, demo, allowedTo(role));
    // What is refused is a page, too.
    const refused = visits.filter((visit) => visit.refused?.[role] !== undefined).flatMap(({ paths }) => paths.slice(0, 1));
    for (const address of [...addresses, ...refused]) {
      await open(page, demo.url + having(address, "lang=en-XA"));
      await expect(language(page)).toHaveAttribute("lang", "en-XA");
      expect.soft(await untranslated(page), address).toEqual([]);
    }
  });
}

for (const [name, tour] of Object.entries(tours)) {
  test(`i18n: from right to left nothing is wrong or cut off in ${name} @js`, async ({ demo, page }) => {
    for (const address of await begin(page, demo, onePage(tour))) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await open(page, demo.url + having(address, "lang=ar-XB"));
      await expect(language(page)).toHaveAttribute("dir", "rtl");
      expect.soft(await axe(page), address).toEqual([]);
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        expect.soft(await cutOff(page), `${address} at ${width} px`).toEqual([]);
      }
    }
  });

  test(`i18n: in German nothing is English in ${name} @js`, async ({ demo, page }) => {
    const addresses = await begin(page, demo, tour);
    await page.goto("about:blank");
    for (const address of addresses) {
      const [english, german] = await Promise.all(["en", "de"].map((lang) => html(page, demo, having(address, `lang=${lang}`))));
      expect.soft(await sameWords(page, english!, german!), address).toEqual([]);
    }
  });
}

async function html(page: Page, server: Portico, address: string): Promise<string> {
  const answer = await page.request.get(server.url + address);
  expect(answer.status(), address).toBe(200);
  return answer.text();
}

test("i18n: the language is switched on the page where one is, and remembered", async ({ demo, page }) => {
  await open(page, `${demo.url}/store?q=chart&lang=en&sort=name`);
  await page.getByRole("contentinfo").getByRole("button", { name: "Deutsch" }).click();
  await settled(page);
  await expect(page).toHaveURL(`${demo.url}/store?q=chart&sort=name`);
  await expect(language(page)).toHaveAttribute("lang", "de");
  await expect(page.getByRole("contentinfo").getByRole("button", { name: "Deutsch" })).toHaveAttribute("aria-current", "true");
  // On other pages, and by the other switch.
  await open(page, `${demo.url}/sign-in?next=/admin`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Demo ausprobieren");
  await page.getByRole("banner").getByRole("button", { name: "Konto" }).click();
  await page.locator("#account-menu").getByRole("button", { name: "English" }).click();
  await settled(page);
  await expect(page).toHaveURL(`${demo.url}/sign-in?next=/admin`);
  await expect(language(page)).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Try the demo");
});

test("i18n: the address is asked before the cookie, and the cookie before the browser", async ({ demo, page, browser }) => {
  for (const [accepted, spoken] of [["de-AT", "de-AT"], ["de-LU,fr;q=0.5", "de"], ["fr", "en"], ["en-US,en;q=0.9", "en-US"]] as const) {
    await page.context().clearCookies();
    const shows = async (path: string, lang: string) => {
      const answer = await page.request.get(demo.url + path, { headers: { "Accept-Language": accepted } });
      expect(/<html[^>]* lang="([^"]*)"/.exec(await answer.text())?.[1], `${path} for ${accepted}`).toBe(lang);
    };
    await shows("/store", spoken);
    // What nobody speaks here counts as not asked for.
    await shows("/store?lang=fr", spoken);
    for (const lang of ["de", "en"]) {
      await page.context().addCookies([{ name: "portico_lang", value: lang, url: demo.url }]);
      await shows("/store", lang);
      await shows("/store?lang=fr", lang);
      await shows("/store?lang=de-CH", "de-CH");
      // What the address asked for is remembered, too.
      await shows("/store", "de-CH");
    }
  }
  // And by a browser itself.
  const context = await browser.newContext({ locale: "de-AT", javaScriptEnabled: test.info().project.use.javaScriptEnabled });
  const theirs = await context.newPage();
  await open(theirs, `${demo.url}/store`);
  await expect(language(theirs)).toHaveAttribute("lang", "de-AT");
  await context.close();
});

/** "12 Nov 2025" and so on, as Unicode's data have it. */
const DATES: Record<string, [string, Intl.DateTimeFormatOptions]> = {
  en: ["en-GB", { month: "short" }],
  "en-US": ["en-US", { month: "short" }],
  de: ["de", { month: "long" }],
  "de-AT": ["de-AT", { month: "long" }],
  "de-CH": ["de-CH", { month: "long" }],
};

test("i18n: numbers, money and days are written as the language does", async ({ demo, page }) => {
  await signIn(page, demo, people.orgAdmin, "/admin/orders");
  const plain = (text: string) => text.replace(/\s/g, " ").replace("Sept", "Sep").trim();
  /** The rows: day in machine form, day and amount as they are written. */
  const rows = async (lang: string) => {
    await open(page, `${demo.url}/admin/orders?lang=${lang}`);
    return page.locator(".table-orders tbody tr").evaluateAll((found) =>
      found.map((row) => ({
        at: row.querySelector("time")!.dateTime,
        day: row.querySelector("time")!.textContent!,
        amount: row.querySelector("td:last-child bdi")!.textContent!,
      })),
    );
  };
  const english = await rows("en");
  expect(english.length).toBeGreaterThan(10);
  const euros = english.map(({ amount }) => Number(/^€([\d,]+\.\d\d)$/.exec(amount)![1]!.replaceAll(",", "")));
  for (const [lang, [tag, style]] of Object.entries(DATES)) {
    const days = new Intl.DateTimeFormat(tag, { day: "numeric", year: "numeric", timeZone: "UTC", ...style });
    const money = new Intl.NumberFormat(tag, { style: "currency", currency: "EUR" });
    const written = await rows(lang);
    expect(written.map(({ day }) => plain(day)), lang).toEqual(english.map(({ at }) => plain(days.format(new Date(at)))));
    expect(written.map(({ amount }) => plain(amount)), lang).toEqual(euros.map((amount) => plain(money.format(amount))));
  }
});
