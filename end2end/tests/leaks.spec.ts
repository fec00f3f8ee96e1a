// A component that is taken out of the page leaves nothing behind, and one that comes back costs no second script (FORMS 12; PARITY 26).
import type { CDPSession, Page } from "@playwright/test";
import { fillCart } from "../support/shop.ts";
import { expect, open, openLab, test } from "../support/test.ts";

const ROUNDS = 100;

interface Kept {
  nodes: number;
  listeners: number;
  /** Elements of the component that are still somewhere in memory. */
  instances: number;
}

interface Counted {
  /** Names of elements, as often as they were defined. */
  defined: string[];
  /** Every element that was made. */
  made: WeakRef<HTMLElement>[];
}

/** What is left after everything that nobody refers to was thrown away. */
async function kept(page: Page, cdp: CDPSession): Promise<Kept> {
  for (let round = 0; round < 3; round++) await cdp.send("HeapProfiler.collectGarbage");
  const { metrics } = await cdp.send("Performance.getMetrics");
  const metric = (name: string) => metrics.find((found) => found.name === name)!.value;
  return {
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    instances: await page.evaluate(() => (globalThis as unknown as Counted).made.filter((made) => made.deref()).length),
  };
}

/** Takes every surface of a plugin out of the page and puts it back, so often; waits each time until its components are gone and back. */
async function rounds(page: Page, plugin: string, tag: string, often: number): Promise<void> {
  await page.evaluate(
    async ([plugin, tag, often]) => {
      const surfaces = [...document.querySelectorAll(`[data-plugin="${plugin}"]`)];
      const places = surfaces.map((surface) => {
        const mark = document.createComment("");
        surface.before(mark);
        return mark;
      });
      const alive = () => surfaces.filter((surface) => surface.querySelector(tag)).length;
      const until = async (wanted: number) => {
        for (let frame = 0; alive() !== wanted; frame++) {
          if (frame > 600) throw new Error(`${alive()} components instead of ${wanted}`);
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      };
      for (let round = 0; round < often; round++) {
        for (const surface of surfaces) surface.remove();
        await until(0);
        surfaces.forEach((surface, at) => places[at]!.after(surface));
        await until(surfaces.length);
      }
      for (const mark of places) mark.remove();
    },
    [plugin, tag, often] as const,
  );
}

/** Gives the first answer of an address again and again: a hundred times is more than the server's limits let one buyer ask. */
async function answerAgain(page: Page, address: RegExp): Promise<void> {
  let first: Promise<{ status: number; json: unknown }> | undefined;
  await page.route(address, async (route) => {
    first ??= route.fetch().then(async (answer) => ({ status: answer.status(), json: await answer.json() }));
    await route.fulfill(await first);
  });
}

/** Notes what is defined and made, from the first script on. */
async function count(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted: Counted = Object.assign(globalThis, { defined: [], made: [] });
    const define = customElements.define.bind(customElements);
    customElements.define = (name, constructor, options) => {
      counted.defined.push(name);
      const noted = class extends constructor {
        constructor() {
          super();
          counted.made.push(new WeakRef(this));
        }
      };
      define(name, noted, options);
    };
  });
}

const cases = {
  "on the dashboard": {
    plugin: "lab-twins",
    tag: "stoa-lab-twins-view",
    places: 2,
    lab: true,
  },
  "in the slot of an island": {
    plugin: "acme-pay",
    tag: "stoa-acme-pay-checkout",
    places: 1,
    lab: false,
  },
};

for (const [where, { plugin, tag, places, lab: ofLab }] of Object.entries(cases)) {
  test(`FORMS 12: ${ROUNDS} times out of the page and back ${where} leave nothing behind, and load and define once @js`, async ({ lab, demo, page }) => {
    const fetched: string[] = [];
    page.on("request", (request) => {
      if (new RegExp(`/plugins/${plugin}/assets/.*\\.js$`).test(request.url())) fetched.push(request.url());
    });
    await count(page);
    if (ofLab) {
      await openLab(page, lab, plugin);
    } else {
      await answerAgain(page, /\/payment-intent$/);
      await fillCart(page, demo);
      await open(page, `${demo.url}/shop/checkout?method=${plugin}`);
    }
    await expect(page.locator(tag)).toHaveCount(places);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    // What is made once, on the first ways out and back, is there before we count.
    await rounds(page, plugin, tag, 10);
    const before = await kept(page, cdp);
    expect(before.instances).toBe(places);
    await rounds(page, plugin, tag, ROUNDS);
    const after = await kept(page, cdp);
    console.log(`${plugin} before and after ${ROUNDS} rounds:`, JSON.stringify({ before, after }));
    expect(after.instances).toBe(places);
    expect(after.nodes).toBeLessThanOrEqual(before.nodes);
    expect(after.listeners).toBeLessThanOrEqual(before.listeners);

    expect(fetched).toHaveLength(1);
    await expect(page.locator(`script[src*="/plugins/${plugin}/"]`)).toHaveCount(1);
    const { defined, made } = await page.evaluate(() => {
      const { defined, made } = globalThis as unknown as Counted;
      return { defined, made: made.length };
    });
    expect(defined).toEqual([tag]);
    // Every way back made a new one.
    expect(made).toBe(places * (1 + 10 + ROUNDS));
  });
}
