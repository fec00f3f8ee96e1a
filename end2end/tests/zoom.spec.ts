// FORMS 21: every page at 320 px (which is 1280 px at 400 %) and with text twice as large: nothing scrolls sideways, nothing is clipped,
// nothing stands on something else. In German, whose words are the longer ones.
import type { Page } from "@playwright/test";
import { cutOff, unreadable } from "../support/layout.ts";
import { begin, having, tours } from "../support/tours.ts";
import { expect, open, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

/** Width of the window, and the size of text that the reader has set in the browser, where 16 px is what nobody has set. */
const LOOKS = [
  { name: "320 px", width: 320, text: 16 },
  { name: "text of 200 %", width: 1280, text: 32 },
  { name: "text of 200 % on a small screen", width: 640, text: 32 },
];

/** The reader's own size of text: what `rem` is, also in media queries. */
async function textSize(page: Page, standard: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard, fixed: standard } });
  await session.detach();
}

for (const [name, tour] of Object.entries(tours)) {
  test(`FORMS 21: enlarged, all of it can be read in ${name} @js`, async ({ demo, page }) => {
    for (const address of await begin(page, demo, tour)) {
      await open(page, demo.url + having(address, "lang=de"));
      for (const { name: look, width, text } of LOOKS) {
        await page.setViewportSize({ width, height: 800 });
        await textSize(page, text);
        await expect.poll(() => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize))).toBe(text);
        expect.soft([...(await cutOff(page)), ...(await unreadable(page))], `${address}, ${look}`).toEqual([]);
      }
    }
  });
}
