// FORMS 21: the theme from the first frame on, forced colours, reduced motion, and nothing that moves while a page loads.
import type { Page } from "@playwright/test";
import { operator, signInToConsole } from "../support/console.ts";
import { walk } from "../support/keyboard.ts";
import { invisibleIcons } from "../support/pixels.ts";
import { shifts, watchShifts } from "../support/shifts.ts";
import { fillCart } from "../support/shop.ts";
import { begin, tours } from "../support/tours.ts";
import { expect, open, people, settled, signIn, test } from "../support/test.ts";

// These go through many pages, or many states of one.
test.describe.configure({ timeout: 180_000 });

const SCHEMES = ["light", "dark"] as const;
type Scheme = (typeof SCHEMES)[number];

/** One page of every frame. */
const FRAMES = ["/", "/store", "/shop", "/admin", "/console"];

async function remember(page: Page, url: string, theme: Scheme | "system"): Promise<void> {
  await page.context().clearCookies({ name: "portico_theme" });
  if (theme !== "system") await page.context().addCookies([{ name: "portico_theme", value: theme, url }]);
}

/** Light or dark, by how light the ground is and by what the browser draws its own parts in. */
async function shown(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const grounds = [document.documentElement, document.body].map((element) => getComputedStyle(element).backgroundColor);
    const paper = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })!;
    const lightness = grounds.map((colour) => {
      paper.fillStyle = colour;
      paper.fillRect(0, 0, 1, 1);
      const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
      return (red! + green! + blue!) / 3 / 255;
    });
    return [...lightness.map((light) => (light > 0.9 ? "light" : light < 0.2 ? "dark" : `neither: ${light}`)), getComputedStyle(document.documentElement).colorScheme];
  });
}

for (const [name, tour] of Object.entries(tours)) {
  test(`FORMS 21: the server says the theme before anything is drawn in ${name} @js`, async ({ demo, page }) => {
    const addresses = await begin(page, demo, tour);
    for (const theme of [...SCHEMES, "system"] as const) {
      await remember(page, demo.url, theme);
      for (const address of addresses) {
        const html = await (await page.request.get(demo.url + address)).text();
        const root = /<html[^>]*>/.exec(html)![0];
        const meta = /<meta name="color-scheme" content="([^"]*)"/.exec(html)!;
        expect.soft(root.includes("data-theme") ? /data-theme="(\w+)"/.exec(root)?.[1] : "system", `${address}, ${theme}`).toBe(theme);
        expect.soft(meta[1], `${address}, ${theme}`).toBe(theme === "system" ? "light dark" : theme);
        // Before whatever could be drawn or run.
        expect.soft(meta.index, address).toBeLessThan(html.search(/<(script|link|style|body)/));
        expect.soft(html, `${address} waits for its style`).toMatch(/<link[^>]*rel="stylesheet"[^>]*>[^]*<body/);
      }
    }
  });
}

test("FORMS 21: every frame of a page has the right ground, the first one too", async ({ demo, page }) => {
  await signInToConsole(page, demo, await operator(demo));
  await signIn(page, demo, people.orgAdmin, "/store");
  // Runs where scripts do: what each frame shows until the page lives.
  await page.addInitScript(() => {
    const frames = new Set<string>();
    (globalThis as { frames?: Set<string> }).frames = frames;
    const look = () => {
      const styles = [document.documentElement, document.body].filter(Boolean).map((element) => getComputedStyle(element).backgroundColor);
      frames.add([...styles, getComputedStyle(document.documentElement).colorScheme].join(" "));
      if (document.documentElement.dataset["hydrated"] !== "true") requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme });
    for (const theme of [...SCHEMES, "system"] as const) {
      await remember(page, demo.url, theme);
      const wanted = theme === "system" ? colorScheme : theme;
      for (const address of FRAMES) {
        await open(page, demo.url + address);
        expect(await shown(page), `${address}, ${theme} in ${colorScheme}`).toEqual([wanted, wanted, wanted]);
        const frames = await page.evaluate(() => [...((globalThis as { frames?: Set<string> }).frames ?? [])]);
        expect(frames.length, `${address} changes its ground: ${frames.join("; ")}`).toBeLessThan(2);
      }
    }
  }
});

test("FORMS 21: the theme is switched where one is, and remembered", async ({ demo, page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn(page, demo, people.orgAdmin, "/store?q=chart");
  for (const [name, wanted] of [["Dark", "dark"], ["Light", "light"], ["Dark", "dark"], ["System", "light"]] as const) {
    await page.getByRole("button", { name: /Account menu/ }).click();
    await page.locator("#account-menu").getByRole("button", { name }).click();
    await settled(page);
    await expect(page).toHaveURL(`${demo.url}/store?q=chart`);
    expect(await shown(page)).toEqual([wanted, wanted, wanted]);
    await expect(page.locator("#account-menu").getByRole("button", { name, includeHidden: true })).toHaveAttribute("aria-pressed", "true");
    await open(page, `${demo.url}/admin/orders`);
    expect(await shown(page)).toEqual([wanted, wanted, wanted]);
    await open(page, `${demo.url}/store?q=chart`);
  }
});

/** In forced colours grounds and shadows are gone: what makes a control one has to be a border, and what is chosen more than a colour. */
async function lostInForcedColours(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) => element.outerHTML.slice(0, 110);
    const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const hasBorder = (style: CSSStyleDeclaration) =>
      ["Top", "Right", "Bottom", "Left"].every((side) => {
        const [line, width] = [style[`border${side}Style` as "borderTopStyle"], parseFloat(style[`border${side}Width` as "borderTopWidth"])];
        return line !== "none" && line !== "hidden" && width >= 1;
      });
    const controls = "input:not([type=hidden], [type=range], [type=checkbox], [type=radio], .visually-hidden), select, textarea, .button, .switch, .chip, .notice, .toast";
    for (const element of document.querySelectorAll(controls)) {
      if (seen(element) && !hasBorder(getComputedStyle(element))) found.push(`no border: ${name(element)}`);
    }
    // What says where one is, or what is chosen, looks otherwise than its neighbours, colours left aside.
    const shape = (element: Element) => {
      const parts = [element, element.firstElementChild].filter((part): part is Element => part !== null).map((part) => getComputedStyle(part));
      const marks = ["::before", "::after"].map((part) => getComputedStyle(element, part));
      const of = (style: CSSStyleDeclaration) =>
        [style.outlineStyle, style.outlineWidth, style.borderBlockEndWidth, style.borderBlockEndStyle, style.fontWeight, style.textDecorationLine, style.transform, style.content].join(" ");
      return [...parts, ...marks].map(of).join(" | ") + ` ${element.querySelectorAll("svg").length}`;
    };
    const chosen = "[aria-current]:not([aria-current=false]), [aria-pressed=true], [aria-checked=true], [aria-selected=true]";
    for (const element of document.querySelectorAll(chosen)) {
      if (!seen(element) || element.closest(".breadcrumbs")) continue;
      const siblings = [...(element.closest("ul, ol, [role=group], table, nav, form")?.querySelectorAll(element.localName) ?? [])].filter(
        (other) => other !== element && seen(other) && !other.matches(chosen) && other.className === element.className,
      );
      if (siblings.length > 0 && siblings.every((other) => shape(other) === shape(element))) found.push(`chosen by its colour only: ${name(element)}`);
    }
    return found;
  });
}

for (const [name, tour] of Object.entries(tours)) {
  test(`FORMS 21: in forced colours nothing gets lost in ${name} @js`, async ({ demo, page }) => {
    const addresses = await begin(page, demo, tour);
    await page.emulateMedia({ forcedColors: "active" });
    for (const [at, address] of addresses.entries()) {
      for (const colorScheme of at === 0 ? SCHEMES : ([at % 2 === 0 ? "light" : "dark"] as const)) {
        await page.emulateMedia({ colorScheme });
        await open(page, demo.url + address);
        expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
        expect.soft(await lostInForcedColours(page), `${address}, ${colorScheme}`).toEqual([]);
        expect.soft(await invisibleIcons(page), `${address}, ${colorScheme}`).toEqual([]);
      }
    }
    // The menus have their own icons, and a choice each.
    await page.getByRole("button", { name: /Account menu/ }).click();
    expect(await lostInForcedColours(page)).toEqual([]);
    expect(await invisibleIcons(page)).toEqual([]);
    await page.keyboard.press("Escape");
    const { stops } = await walk(page);
    expect(stops.filter(({ problems }) => problems.includes("has no visible focus"))).toEqual([]);
  });

  test(`FORMS 21: whoever wants less motion gets none in ${name} @js`, async ({ demo, page }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const address of await begin(page, demo, tour)) {
      await open(page, demo.url + address);
      expect.soft(await moving(page), address).toEqual([]);
    }
    await page.getByRole("button", { name: /Account menu/ }).click();
    expect(await moving(page)).toEqual([]);
  });
}

/** What moves for longer than a hundredth of a second, or would. */
async function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const longest = (times: string) => Math.max(...times.split(",").map((time) => (time.trim().endsWith("ms") ? parseFloat(time) / 1000 : parseFloat(time))));
    for (const element of document.querySelectorAll("*")) {
      for (const part of [undefined, "::before", "::after", "::backdrop"]) {
        const style = getComputedStyle(element, part);
        const [transition, animation] = [longest(style.transitionDuration), longest(style.animationDuration)];
        const moves = (style.transitionProperty !== "none" && transition > 0.01) || (style.animationName !== "none" && animation > 0.01);
        if (moves || style.scrollBehavior === "smooth") found.add(`<${element.localName} class="${element.getAttribute("class") ?? ""}">${part ?? ""}: ${transition} s, ${animation} s`);
      }
    }
    for (const animation of document.getAnimations()) {
      const { duration } = animation.effect!.getComputedTiming();
      if (animation.playState === "running" && Number(duration) > 10) found.add(`an animation of ${String(duration)} ms`);
    }
    return [...found];
  });
}

for (const [name, tour] of Object.entries(tours)) {
  test(`FORMS 21: nothing moves while a page loads in ${name} @js`, async ({ demo, page }) => {
    const addresses = await begin(page, demo, tour);
    await watchShifts(page);
    for (const [at, address] of addresses.entries()) {
      await page.setViewportSize(at % 2 === 0 ? { width: 1280, height: 900 } : { width: 360, height: 800 });
      await open(page, demo.url + address);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.waitForLoadState("networkidle");
      expect.soft(await shifts(page), address).toEqual([]);
    }
  });
}

test("FORMS 21: nothing moves when the font comes late @js", async ({ demo, page }) => {
  await signInToConsole(page, demo, await operator(demo));
  await signIn(page, demo, people.orgAdmin, "/shop");
  await fillCart(page, demo);
  await watchShifts(page);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    for (const address of ["/store", "/store/acme-pay", "/shop/cart", "/admin/plugins", "/console"]) {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route("**/fonts/*.woff2", async (route) => {
        await held;
        await route.continue();
      });
      // As on a first visit: the font is not in the browser's memory.
      const session = await page.context().newCDPSession(page);
      await session.send("Network.clearBrowserCache");
      await open(page, demo.url + address);
      const loaded = () => page.evaluate(() => [...document.fonts].some((font) => font.family.includes("Inter Variable") && font.status === "loaded"));
      await expect.poll(() => page.evaluate(() => performance.getEntriesByType("paint").length)).toBeGreaterThan(0);
      expect(await loaded(), "the page is drawn without its font").toBe(false);
      const arrived = page.waitForEvent("requestfinished", (request) => request.url().endsWith(".woff2"));
      release();
      await arrived;
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect.soft(await shifts(page), `${address} at ${width} px`).toEqual([]);
      await page.unroute("**/fonts/*.woff2");
    }
  }
});
