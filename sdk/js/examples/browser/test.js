// The examples in a browser, mirrored by the receiver: nothing of them is refused, they fit, and the keyboard is enough.
//   node build.mjs && node --test browser/test.js     (after scripts/site.sh; PORTICO_CHROMIUM names the browser)
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { open } from "../../../../frontend/receiver/browser/browser.js";
import { GOAL_KEY, keyOf, lastDays } from "../visitors-chart/src/days.js";
import { routes, show } from "./page.js";

const require = createRequire(new URL("../../../../end2end/package.json", import.meta.url));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WIDTHS = [360, 800];
/** Until what a key did is in sight. */
const SETTLED_MS = 200;
const days = lastDays(new Date());
const review = (author, stars, text) => ({ author, key: "reviews/42/review", value: { stars, text } });

/** Each with something to show. */
const EXAMPLES = {
  "product-reviews": { props: { productId: "42" }, records: { shared: [review("ab12", 5, "Warm and light."), review("ef34", 2, "Runs small; the sleeves end above the wrist."), review("u1", 4, "Mine.")] } },
  "size-finder": { props: { productId: "42", sizes: ["S", "M", "L"] } },
  notes: { props: { range: "30d" }, records: { own: { "notes/a": { text: "Order boxes before the weekend because the supplier is closed on Monday", created: 1, done: null }, "notes/b": { text: "Count stock", created: 2, done: Date.now() } } } },
  "visitors-chart": { records: { own: { [GOAL_KEY]: 100, [keyOf(days[13])]: 118, [keyOf(days[11])]: 80, [keyOf(days[2])]: 171_000 } } },
};

/** What is not in sight at first, opened by keyboard. */
const MORE = {
  "product-reviews": (page) => press(page, "Tab", "Enter"),
  "size-finder": async (page) => {
    await press(page, "Tab");
    await page.keyboard.type("194");
    await press(page, "Tab", "Space", "Tab", "Space", "Tab", "Enter");
  },
  notes: (page) => press(page, "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"),
  "visitors-chart": (page) => press(page, "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"),
};

let browser;
before(async () => {
  browser = await open(routes(Object.keys(EXAMPLES)));
});
after(async () => {
  await browser.close();
  assert.deepEqual(browser.errors, []);
});

async function shown(name, options = {}, width = 800) {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.setViewportSize({ width, height: 700 });
  await show(page, name, { ...EXAMPLES[name], ...options });
  await page.waitForFunction(() => window.root().querySelector("h2") && !window.root().querySelector("[aria-busy]"));
  return page;
}

/** What has the focus: a button's text, or a control's label. */
const focused = (page) => page.evaluate(() => {
  const element = window.root().activeElement;
  return element?.labels?.[0]?.textContent.trim() || element?.getAttribute("aria-label") || element?.textContent.trim();
});
const hasFocus = (page, label) => page.waitForFunction((wanted) => {
  const element = window.root().activeElement;
  return (element?.labels?.[0]?.textContent.trim() || element?.getAttribute("aria-label") || element?.textContent.trim()) === wanted;
}, label).catch(async () => assert.equal(await focused(page), label));
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const says = (page, text) => page.waitForFunction((wanted) => window.root().querySelector("[data-root]").textContent.includes(wanted), text);

async function isAccessible(page) {
  const { violations } = await page.evaluate(() => window.axe.run("#place", { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
}

describe("every example", () => {
  for (const name of Object.keys(EXAMPLES)) {
    for (const theme of ["light", "dark"]) {
      test(`${name}, ${theme}: fits, is accessible, and nothing of it is refused`, async () => {
        for (const width of WIDTHS) {
          const page = await shown(name, { theme, locale: theme === "dark" ? "de" : "en" }, width);
          await page.evaluate(axe);
          await isAccessible(page);
          await MORE[name](page);
          await page.waitForTimeout(SETTLED_MS);
          await isAccessible(page);
          const { scrollWidth, clientWidth } = await page.evaluate(() => ({ scrollWidth: window.root().host.scrollWidth, clientWidth: window.root().host.clientWidth }));
          assert.ok(scrollWidth <= clientWidth, `${scrollWidth} of ${clientWidth} pixels`);
          // React empties the name of a radio for a moment, and an empty name is none that may be set.
          assert.equal((await page.evaluate(() => window.plugin.refused())).replace(/^value \d+\n/, name === "size-finder" ? "" : "$&"), "");
        }
      });
    }
  }
});

test("a review is written, deleted and brought back by keyboard", async () => {
  const page = await shown("product-reviews", { records: { shared: [review("ab12", 5, "Warm.")] } });
  await press(page, "Tab");
  await hasFocus(page, "Write a review");
  await press(page, "Enter");
  await hasFocus(page, "1 star, Poor");
  await press(page, "ArrowRight", "ArrowRight", "ArrowRight");
  await says(page, "Very good");
  await press(page, "Tab");
  await hasFocus(page, "What should others know?");
  await page.keyboard.type("Keeps its shape.");
  await press(page, "Tab", "Enter");
  await says(page, "2 reviews");
  await hasFocus(page, "Edit");
  assert.deepEqual(await page.evaluate(() => window.page.calls), [["shareRecord", "reviews/42/review", { stars: 4, text: "Keeps its shape." }]]);
  await press(page, "Tab", "Enter");
  await hasFocus(page, "Undo");
  await press(page, "Enter");
  await says(page, "Keeps its shape.");
});

test("a size is found by keyboard, and the host hears of it", async () => {
  const page = await shown("size-finder", { callbacks: ["onSize"] });
  await press(page, "Tab");
  await hasFocus(page, "Your height in cm");
  await page.keyboard.type("194");
  await press(page, "Tab", "Space", "ArrowRight", "Tab", "Space", "ArrowRight", "ArrowRight", "Tab");
  await hasFocus(page, "Find my size");
  await press(page, "Enter");
  await says(page, "Your size is L.");
  await page.waitForFunction(() => window.told.length > 0);
  assert.deepEqual(await page.evaluate(() => [window.told, window.page.calls]), [[["onSize", "L"]], [["saveRecord", "answers", { height: 194, usual: "M", fit: "loose" }]]]);
});

test("a note is added, checked off, changed and deleted by keyboard", async () => {
  const page = await shown("notes", { records: {} });
  await press(page, "Tab");
  await hasFocus(page, "New note");
  await page.keyboard.type("Water the plants");
  await press(page, "Enter");
  await says(page, "1 open");
  await hasFocus(page, "New note");
  await press(page, "Tab", "Tab", "Tab");
  await hasFocus(page, "Water the plants");
  await press(page, "Space");
  await says(page, "1 done");
  await press(page, "Tab", "Enter");
  await hasFocus(page, "Text of the note");
  await page.keyboard.type(" today");
  await press(page, "Enter");
  await says(page, "Water the plants today");
  await hasFocus(page, "Edit Water the plants today");
  await press(page, "Tab", "Enter");
  await hasFocus(page, "Undo");
  await press(page, "Enter");
  await says(page, "Water the plants today");
});

test("a refused tick is taken out of the page's own box again", async () => {
  const page = await shown("notes");
  await page.evaluate(() => (window.page.refusal = "quota_exceeded"));
  await page.locator("#place").getByLabel("Order boxes").first().click();
  await says(page, "Everything is as it was before.");
  await page.waitForFunction(() => window.root().querySelector(".note input").checked === false);
});

test("what was refused is still in its field", async () => {
  for (const [name, label] of [["visitors-chart", "Number"], ["notes", "New note"]]) {
    const page = await shown(name, { records: { uid: null } });
    await page.locator("#place").getByLabel(label, { exact: true }).fill("12");
    await press(page, "Enter");
    await says(page, "Sign in to keep");
    await page.waitForFunction(() => window.root().querySelector("input").value === "12");
  }
});

test("a number and a goal are entered by keyboard", async () => {
  const page = await shown("visitors-chart", { records: {} });
  await press(page, "Tab", "Tab");
  await hasFocus(page, "Number");
  await page.keyboard.type("1,250");
  await press(page, "Enter");
  await says(page, "1 day of the last 14 has a number.");
  await press(page, "Tab", "Tab");
  await hasFocus(page, "Goal a day");
  await page.keyboard.type("1000");
  await press(page, "Enter");
  await says(page, "The goal of 1,000 was reached on 1 day.");
  assert.equal(await page.evaluate(() => window.root().querySelectorAll("rect").length), 1);
});
