// Web components of plugins in the page: given what they need, loaded once, and not waited for without end.
// What a failing one does: plugin-failure.spec.ts.
import { type Page } from "@playwright/test";
import type { Portico } from "../support/server.ts";
import { expect, open, openLab, people, signIn, test } from "../support/test.ts";

const tag = "stoa-acme-pay-checkout";
const own = /\/plugins\/acme-pay\/assets\/.*checkout\.js$/;

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

/** Keeps the component's script back until what this answers is called. */
async function holdScript(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(own, async (route) => {
    await held;
    await route.continue();
  });
  return () => release();
}

/** Answers as the site whose script `lab-external` declares. */
const answerForExternal = (page: Page) =>
  page.route("https://js.example.com/**", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "globalThis.labExternalRuns = (globalThis.labExternalRuns ?? 0) + 1;" }),
  );

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

test("PARITY 05 and 11: external scripts are allowed on this page only, and run once, before the component's own @js", async ({ lab, page }) => {
  await answerForExternal(page);
  const seen = requests(page, /js\.example\.com|lab-external\/assets/);
  const answers = new Map<string, string>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "document") answers.set(new URL(response.url()).pathname, response.headers()["content-security-policy"]!);
  });
  await openLab(page, lab, "lab-external");
  await expect(page.locator("stoa-lab-external-view")).toHaveText("the other site ran 1 times");
  expect(seen).toEqual(["https://js.example.com/v3/", expect.stringMatching(/lab-external\/assets\/.*view\.js$/)]);

  await open(page, `${lab.url}/admin/orders`);
  const origins = /https:\/\/[a-z.]+/g;
  for (const directive of ["script-src", "frame-src", "connect-src"]) {
    const sources = (path: string) => answers.get(path)!.split("; ").find((part) => part.startsWith(`${directive} `)) ?? "";
    expect(sources("/admin").match(origins), directive).toEqual(["https://api.example.com", "https://js.example.com"]);
    expect(sources("/admin/orders").match(origins), directive).toBeNull();
  }
});

test("FORMS 16 and THREATS 34: a script of a site that no plugin of the page declared is blocked @js", async ({ lab, page, allowed }) => {
  allowed.push(/Content Security Policy/);
  await answerForExternal(page);
  let answered = 0;
  await page.route("https://undeclared.example/**", (route) => {
    answered += 1;
    return route.fulfill({ contentType: "text/javascript", body: "" });
  });
  await openLab(page, lab, "lab-external");
  await expect(page.locator("stoa-lab-external-view")).toBeVisible();
  const outcome = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", (event) => resolve(`${event.effectiveDirective} ${event.blockedURI}`));
        const script = document.createElement("script");
        script.onload = () => resolve("ran");
        script.src = "https://undeclared.example/x.js";
        document.head.append(script);
      }),
  );
  expect(outcome).toBe("script-src-elem https://undeclared.example/x.js");
  expect(answered).toBe(0);
});

test("PARITY 26 and THREATS 31: two places with the same element load its script once and define it once @js", async ({ lab, page }) => {
  const seen = requests(page, /lab-twins\/assets/);
  await page.addInitScript(() => {
    const counted = globalThis as { defined?: string[] };
    const define = customElements.define.bind(customElements);
    customElements.define = (name, ...rest) => {
      counted.defined = [...(counted.defined ?? []), name];
      define(name, ...rest);
    };
  });
  await openLab(page, lab, "lab-twins");
  const elements = page.locator("stoa-lab-twins-view");
  await expect(elements).toHaveText([/^element [12]$/, /^element [12]$/]);
  expect(seen).toHaveLength(1);
  await expect(page.locator('script[src*="lab-twins"]')).toHaveCount(1);
  expect(await page.evaluate(() => (globalThis as { defined?: string[] }).defined)).toEqual(["stoa-lab-twins-view"]);
});

test("PARITY 26: what changes on the page reaches the component that stands there @js", async ({ demo, page }) => {
  await openCheckout(page, demo);
  const element = surface(page).locator(tag);
  await expect(element).toBeVisible();
  await element.evaluate((found) => {
    (found as unknown as { mark: string }).mark = "the same";
  });
  const given = () =>
    element.evaluate((found) => {
      const { context, mark } = found as unknown as { context: { email?: string; paymentMethodId: string }; mark: string };
      return { mark, email: context.email, method: context.paymentMethodId, frozen: Object.isFrozen(context) };
    });
  expect(await given()).toEqual({ mark: "the same", email: undefined, method: "acme-pay", frozen: true });

  const email = page.getByRole("textbox", { name: "Email" });
  await email.fill("ada@example.com");
  await expect.poll(given).toEqual({ mark: "the same", email: "ada@example.com", method: "acme-pay", frozen: true });
  await email.fill("ada@");
  await expect.poll(given).toEqual({ mark: "the same", email: undefined, method: "acme-pay", frozen: true });
});

test("FORMS 13: what changes on the page reaches the component within a frame @js", async ({ demo, page }) => {
  await openCheckout(page, demo);
  const element = surface(page).locator(tag);
  await expect(element).toBeVisible();
  const frames = await element.evaluate(
    (found) =>
      new Promise((resolve) => {
        const given = () => (found as unknown as { context: { email?: string } }).context.email;
        let drawn = 0;
        const look = () => {
          drawn += 1;
          if (given() === "ada@example.com" || drawn === 60) resolve(drawn);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(() => {
          const input = document.querySelector<HTMLInputElement>("input[name=email]")!;
          input.value = "ada@example.com";
          input.dispatchEvent(new Event("input", { bubbles: true }));
          requestAnimationFrame(look);
        });
      }),
  );
  expect(frames).toBe(1);
});

test("FORMS 13: a component learns what its slot declares and nothing else, frozen to the ground @js", async ({ demo, page }) => {
  // Somebody on the way, or a mistake of the host's, adds to what the islands are given.
  const added = { secret: "canary", billingDetails: { name: "Ada", address: { city: "Zürich" } } };
  const inProps = (json: object) => JSON.stringify(json).slice(1, -1).replaceAll('"', "&quot;");
  let changed = 0;
  await page.route("**/shop/checkout?*", async (route) => {
    const answer = await route.fetch();
    const html = (await answer.text()).replaceAll("&quot;paymentMethodId&quot;:", (found) => {
      changed += 1;
      return `${inProps(added)},${found}`;
    });
    await route.fulfill({ response: answer, body: html });
  });
  await openCheckout(page, demo);
  expect(changed, "islands with a context").toBe(2);
  const element = surface(page).locator(tag);
  await expect(element).toBeVisible();
  const given = () =>
    element.evaluate((found) => {
      const { context } = found as unknown as { context: { billingDetails?: { address: object } } };
      const frozen = (value: unknown): boolean =>
        typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen));
      return { keys: Object.keys(context).sort(), frozen: frozen(context), city: context.billingDetails?.address };
    });
  const declared = ["amount", "billingDetails", "currency", "paymentMethodId"];
  expect(await given()).toEqual({ keys: declared, frozen: true, city: { city: "Zürich" } });

  // Nor does what is said in the owner's name while the page lives.
  await page.locator(".plugin-slot").evaluate((slot) => {
    const context = JSON.parse(slot.getAttribute("data-context")!) as object;
    slot.setAttribute("data-context", JSON.stringify({ ...context, secret: "canary", email: "eve@example.com" }));
    slot.dispatchEvent(new Event("portico:context"));
  });
  expect(await given()).toEqual({ keys: [...declared.slice(0, 3), "email", "paymentMethodId"], frozen: true, city: { city: "Zürich" } });
});

test("PARITY 26: a component whose place is taken away while it loads is not made @js", async ({ demo, page }) => {
  await page.addInitScript((name) => {
    const counted = globalThis as { made?: number };
    counted.made = 0;
    const define = customElements.define.bind(customElements);
    customElements.define = (tagName, constructor, options) => {
      if (tagName !== name) return define(tagName, constructor, options);
      define(
        tagName,
        class extends constructor {
          constructor() {
            super();
            counted.made! += 1;
          }
        },
        options,
      );
    };
  }, tag);
  const answer = await holdScript(page);
  await openCheckout(page, demo);
  await expect(surface(page).getByRole("status")).toContainText("Loading Acme Pay");
  await surface(page).evaluate((found) => found.remove());
  const loaded = page.waitForEvent("requestfinished", (request) => own.test(request.url()));
  answer();
  await loaded;
  await page.evaluate((name) => customElements.whenDefined(name), tag);
  // All that the loader would still do has been done once the browser has drawn again.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  expect(await page.evaluate(() => (globalThis as { made?: number }).made)).toBe(0);
});

test("THREATS 36: a component that calls fetch itself reaches no more than its reader may @js", async ({ portico, page, allowed }) => {
  allowed.push(/Failed to load resource/);
  await signIn(page, portico, people.member, "/shop");
  const asked = await page.evaluate(async () => {
    const ask = async (method: string, path: string, body?: object) => {
      const headers = body ? { "content-type": "application/json" } : undefined;
      const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
      return [`${method} ${path}`, answer.status];
    };
    return Object.fromEntries([
      // The reader is a member: nothing of the admins', of other organisations, or of plugins that are off.
      await ask("GET", "/api/v1/admin/plugin-manifest"),
      await ask("GET", "/api/v1/admin/plugins/sales-chart/daily"),
      await ask("PUT", "/api/v1/orgs/globex/plugins/acme-pay", { enabled: false }),
      await ask("GET", "/api/v1/admin/plugins/webhook-notifier/settings"),
      await ask("GET", "/api/v1/orgs/initech/plugins"),
      await ask("POST", "/api/v1/store/plugins/gift-message/messages", { message: "from a plugin that is off" }),
      await ask("GET", "/api/v1/hosts/acme-shop/keys"),
      // And what the reader may, without the client's rules about paths.
      await ask("GET", "/api/v1/store/plugin-manifest"),
    ]);
  });
  expect(asked).toEqual({
    "GET /api/v1/admin/plugin-manifest": 403,
    "GET /api/v1/admin/plugins/sales-chart/daily": 404,
    "PUT /api/v1/orgs/globex/plugins/acme-pay": 403,
    "GET /api/v1/admin/plugins/webhook-notifier/settings": 403,
    "GET /api/v1/orgs/initech/plugins": 404,
    "POST /api/v1/store/plugins/gift-message/messages": 404,
    "GET /api/v1/hosts/acme-shop/keys": 401,
    "GET /api/v1/store/plugin-manifest": 200,
  });
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
  const answer = await holdScript(page);
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
