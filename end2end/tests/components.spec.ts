// Web components of plugins in the page: given what they need, loaded once, and not waited for without end.
// What a failing one does: plugin-failure.spec.ts.
import { type Page } from "@playwright/test";
import type { Portico } from "../support/server.ts";
import { expect, open, test } from "../support/test.ts";

const tag = "stoa-acme-pay-checkout";
const own = /\/plugins\/acme-pay\/assets\/.*checkout\.js$/;
const external = "https://js.example.com/v3/";

/** The checkout of the demo with Acme Pay chosen, whose component is then loaded. */
async function openCheckout(page: Page, server: Portico) {
  const answer = await page.context().request.post(`${server.url}/shop/cart`, {
    form: { product: "linen-shirt", add: "1" },
    headers: { Origin: server.url },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  await open(page, `${server.url}/shop/checkout?method=acme-pay`);
}

const surface = (page: Page) => page.locator('[data-plugin="acme-pay"]');

/** How often each address matching the pattern is asked for. */
function requests(page: Page, pattern: RegExp): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (pattern.test(request.url())) seen.push(request.url());
  });
  return seen;
}

test("PARITY 07 and 10: a component stands in the light DOM with its context and client, and is heard @js", async ({ demo, page }) => {
  await openCheckout(page, demo);
  const element = surface(page).locator(tag);
  await expect(element).toBeVisible();
  const given = await element.evaluate((found) => {
    const { context, apiClient } = found as unknown as { context: object; apiClient: object };
    return {
      inDocument: found.getRootNode() === document,
      children: found.children.length > 0,
      method: (context as { paymentMethodId: string }).paymentMethodId,
      frozen: Object.isFrozen(context) && Object.isFrozen(apiClient),
      client: Object.keys(apiClient).sort(),
      ownClass: found.classList.contains(found.localName),
    };
  });
  expect(given).toEqual({
    inDocument: true,
    children: true,
    method: "acme-pay",
    frozen: true,
    client: ["delete", "get", "post", "put"],
    ownClass: true,
  });
  for (const file of [page.locator('head script[src*="checkout.js"]'), page.locator('head link[href*="checkout.css"]')]) {
    await expect(file).toHaveCount(1);
    await expect(file).toHaveAttribute("integrity", /^sha384-/);
  }

  const pay = page.getByRole("button", { name: /^Pay €/ });
  await expect(pay).toBeDisabled();
  await page.getByLabel("Card number").fill("4242424242424242");
  await page.getByLabel("Expires").fill("1240");
  await page.getByLabel("Security code").fill("123");
  await expect(pay).toBeEnabled();
});

test("PARITY 11: the page loads external scripts once, before the component's own @js", async ({ demo, page }) => {
  // No plugin of the demo needs another site, so the page is made to say that this one does.
  await page.route(/\/shop\/checkout\?/, async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const answer = await route.fetch();
    const headers = answer.headers();
    headers["content-security-policy"] = headers["content-security-policy"]!.replace("script-src ", "script-src https://js.example.com ");
    const declared = /("|&quot;)external_scripts\1:\[\]/;
    const body = await answer.text();
    expect(body).toMatch(declared);
    await route.fulfill({ response: answer, headers, body: body.replace(declared, `$1external_scripts$1:[$1${external}$1]`) });
  });
  await page.route(external, (route) =>
    route.fulfill({ contentType: "text/javascript", body: "globalThis.externalRuns = (globalThis.externalRuns ?? 0) + 1;" }),
  );
  const seen = requests(page, /js\.example\.com|assets\/.*checkout\.js$/);
  await openCheckout(page, demo);
  await expect(surface(page).locator(tag)).toBeVisible();
  expect(seen).toHaveLength(2);
  expect(seen[0]).toBe(external);
  expect(seen[1]).toMatch(own);
  expect(await page.evaluate(() => (globalThis as { externalRuns?: number }).externalRuns)).toBe(1);
});

test("THREATS 31: an element that is defined already is used as it is, its script not loaded again @js", async ({ demo, page }) => {
  await page.addInitScript((name) => {
    class First extends HTMLElement {
      connectedCallback() {
        this.textContent = "defined before";
      }
    }
    customElements.define(name, First);
  }, tag);
  const seen = requests(page, own);
  await openCheckout(page, demo);
  await expect(surface(page).locator(tag)).toHaveText("defined before");
  expect(seen).toEqual([]);
});

test("PARITY 26: a component that does not come is given up after ten seconds, and heals when it comes later @js", async ({ demo, page }) => {
  await page.clock.install();
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route(own, async (route) => {
    await held;
    await route.continue();
  });
  await openCheckout(page, demo);
  await expect(surface(page).getByRole("status")).toContainText("Loading Acme Pay");
  await page.clock.fastForward(2_500);
  await expect(surface(page).getByRole("status")).toContainText("Acme Pay is still loading");
  await page.clock.fastForward(10_000);
  const card = surface(page).getByRole("group", { name: "Acme Pay could not be shown" });
  await expect(card).toContainText("within 10 seconds");

  answer();
  await expect(surface(page).locator(tag)).toBeVisible();
  await expect(card).toHaveCount(0);
});
