// Plugins that misbehave in pages of others, pages with a strict policy, and that nothing is left behind (docs/EMBED.md).
import type { Page } from "@playwright/test";
import { admin, becomeGuest, HOST, plainPage, SLOT, slotOf, test } from "../support/embed.ts";
import { axe, expect } from "../support/test.ts";

const surface = (page: Page, plugin: string) => page.locator(`[data-plugin="${plugin}"]`);
const failed = (page: Page, plugin: string) => surface(page, plugin).getByRole("group", { name: new RegExp(`^${plugin} (could not be shown|was stopped)$`) });

for (const [plugin, why] of [
  ["lab-box-loop", "It stopped answering, so it was ended."],
  ["lab-box-throws", "It stopped with an error of its own."],
  ["lab-fault-constructor", "It stopped with an error of its own."],
  ["lab-fault-connected", "It stopped with an error of its own."],
  ["lab-fault-setter", "It stopped with an error of its own."],
  ["lab-fault-script", "It stopped with an error of its own."],
  ["lab-fault-twice", "Its script defines an element that exists already."],
  ["lab-fault-floods", "It put more onto the page than a plugin may, so it was taken out."],
  ["lab-fault-grows", "It put more onto the page than a plugin may, so it was taken out."],
] as const) {
  test(`THREATS 26, FORMS 11: ${plugin} becomes a card, and what is beside it goes on @js`, async ({ lab, website, page, allowed }) => {
    // What a plugin throws, and why it was ended, is for those who look at the console.
    allowed.push(/lab: |was ended|NotSupportedError|has already been used|already been defined/);
    await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, plugin, "lab-box")))));
    const card = failed(page, plugin);
    await expect(card).toBeVisible();
    await card.getByText("Why?").click();
    await expect(card).toContainText(why);
    await expect(surface(page, plugin).locator("iframe")).toHaveCount(0);
    const box = surface(page, "lab-box");
    await box.getByRole("button", { name: "Press" }).click();
    await expect(box.getByRole("button", { name: "Pressed 1" })).toBeVisible();
    if (plugin === "lab-fault-script") expect(await axe(page)).toEqual([]);
  });
}

test("FORMS 12: a component whose fault is gone is there after Try again @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/lab: /);
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-fault-script", "lab-fault-connected")))));
  await expect(failed(page, "lab-fault-script")).toBeVisible();
  await expect(failed(page, "lab-fault-connected")).toBeVisible();
  await page.evaluate(() => Object.assign(globalThis, { labWorks: true }));
  for (const plugin of ["lab-fault-script", "lab-fault-connected"]) {
    await failed(page, plugin).getByRole("button", { name: "Try again" }).click();
    await expect(surface(page, plugin).getByRole("button", { name: `button of ${plugin}` })).toBeVisible();
    await expect(failed(page, plugin)).toHaveCount(0);
  }
});

test("PARITY 07, 10 and 26: a component stands in the light DOM, its script loaded and run once, with what components get @js", async ({ lab, website, page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("lab-twins/assets")) scripts.push(request.url());
  });
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-twins")))));
  const elements = page.locator("stoa-lab-twins-view");
  await expect(elements).toHaveText([/^element [12]$/, /^element [12]$/]);
  expect(scripts).toHaveLength(1);
  const script = page.locator('head script[src*="lab-twins"]');
  await expect(script).toHaveCount(1);
  await expect(script).toHaveAttribute("integrity", /^sha384-/);
  await expect(script).toHaveAttribute("crossorigin", "anonymous");

  const given = await elements.first().evaluate(async (element) => {
    const { context, apiClient, locale, theme } = element as unknown as { context: object; apiClient: { get(path: string): Promise<unknown> }; locale: string; theme: string };
    const codes = await Promise.all(["/store/apps", "/plugins/%2e%2e/api/v1/me", "/api/v1/me", "https://evil.example/"].map((path) => apiClient.get(path).catch((error: { code: string }) => error.code)));
    return {
      inDocument: element.getRootNode() === document, ownClass: element.classList.contains(element.localName),
      context, frozen: Object.isFrozen(context) && Object.isFrozen(apiClient), locale, theme, codes,
      manifest: await apiClient.get("/admin/plugin-manifest"),
    };
  });
  expect(given).toEqual({
    inDocument: true, ownClass: true, context: { range: "30d", secret: "canary" }, frozen: true, locale: "en-GB", theme: "light",
    codes: ["foreign_prefix", "forbidden_encoding", "foreign_prefix", "absolute"],
    manifest: { extensions: [expect.objectContaining({ plugin: "lab-twins" }), expect.objectContaining({ plugin: "lab-twins" })] },
  });
  await page.locator("portico-slot").evaluate((slot) => Object.assign(slot, { context: { range: "7d" } }));
  await expect.poll(() => elements.evaluateAll((all) => all.map((element) => (element as unknown as { context: object }).context))).toEqual([{ range: "7d" }, { range: "7d" }]);
});

test("PARITY 11: scripts of third parties are run once, before the component @js", async ({ lab, website, page }) => {
  await page.route("https://js.example.com/**", (route) => route.fulfill({ contentType: "text/javascript", body: "globalThis.labExternalRuns = (globalThis.labExternalRuns ?? 0) + 1;" }));
  const token = await lab.token(await admin(lab, "lab-external"));
  await page.goto(await plainPage(website, lab, `${slotOf(token)}${slotOf(token)}`));
  await expect(page.locator("stoa-lab-external-view")).toHaveText(["the other site ran 1 times", "the other site ran 1 times"]);
  await expect(page.locator('script[src^="https://js.example.com"]')).toHaveCount(1);
});

test("how plugins fared is told to the server, with the reader's token @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/lab: /, /was ended/);
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-box", "lab-box-throws", "lab-fault-constructor")))));
  const sent = await page.waitForResponse(/\/api\/v1\/admin\/extension-reports/);
  expect(sent.status()).toBe(200);
  const { reports } = sent.request().postDataJSON() as { reports: { plugin: string; extension: string; version: string; outcome: string; load_ms?: number }[] };
  const told = reports.map(({ plugin, extension, version, outcome, load_ms }) => [plugin, extension, version, outcome, typeof load_ms]);
  expect(told.sort()).toEqual([
    ["lab-box", "lab_box", "1.0.0", "ready", "number"],
    ["lab-box-throws", "lab_box_throws", "1.0.0", "crashed", "undefined"],
    ["lab-fault-constructor", "lab_fault_constructor", "1.0.0", "crashed", "undefined"],
  ]);
});

/** Counts what is listened to and what ticks, from the beginning of the page. */
function count() {
  const live = new Map<string, number>();
  const add = (what: string, by: number) => live.set(what, (live.get(what) ?? 0) + by);
  Object.assign(globalThis, { live });
  const kinds = new Map<unknown, string>([[window, "window"], [document, "document"]]);
  const kindOf = (target: unknown) => kinds.get(target ?? window) ?? (target instanceof MediaQueryList ? "media" : undefined);
  const heard = new Map<unknown, Set<string>>();
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const what = `${kindOf(this)} ${type}`;
    const of = heard.get(listener) ?? new Set();
    heard.set(listener, of);
    if (kindOf(this) && !of.has(what)) add(what, 1);
    of.add(what);
    addEventListener.call(this ?? window, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const what = `${kindOf(this)} ${type}`;
    if (kindOf(this) && heard.get(listener)?.delete(what)) add(what, -1);
    removeEventListener.call(this ?? window, type, listener, options);
  };
  const intervals = new Set<unknown>();
  const [set, clear] = [window.setInterval, window.clearInterval];
  window.setInterval = ((...args: Parameters<typeof set>) => {
    const id = set(...args);
    intervals.add(id);
    live.set("intervals", intervals.size);
    return id;
  }) as typeof set;
  window.clearInterval = (id) => {
    intervals.delete(id);
    live.set("intervals", intervals.size);
    clear(id);
  };
}

test("removing the element leaves no frame, no listener, no interval and no request @js", async ({ lab, website, page }) => {
  await page.addInitScript(count);
  const live = () => page.evaluate(() => Object.fromEntries((globalThis as unknown as { live: Map<string, number> }).live));
  const token = await lab.token(await admin(lab, "lab-box", "lab-twins"));
  await page.goto(await plainPage(website, lab, slotOf(token)));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await expect(page.locator("stoa-lab-twins-view")).toHaveCount(2);
  const during = await live();
  // The control: there is something to be left.
  expect(during).toMatchObject({ "media change": 1, intervals: 1 });
  await expect(page.locator("iframe")).toHaveCount(1);

  const slot = await page.locator("portico-slot").elementHandle();
  await slot!.evaluate((element) => element.remove());
  await expect(page.locator("iframe")).toHaveCount(0);
  // Reports of how plugins fared wait for two seconds.
  const left = async () => Object.entries(await live()).filter(([what, number]) => number !== 0 && /message|media|intervals|error|pagehide|visibility/.test(what));
  await expect.poll(left).toEqual([]);
  expect(await slot!.evaluate((element) => [element.childElementCount, element.shadowRoot!.childElementCount])).toEqual([0, 0]);

  // Put back, it loads anew, and once.
  await slot!.evaluate((element) => document.querySelector("main")!.append(element));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(1);
  // Moved while it shows something, too.
  await slot!.evaluate((element) => document.body.prepend(element));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(1);
});

test("another name or host loads anew @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/status of 40[134]/, /could not be loaded/);
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-box")))));
  const slot = page.locator("portico-slot");
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await slot.evaluate((element) => element.setAttribute("name", "admin:sidebar"));
  await expect(surface(page, "lab-box")).toHaveCount(0);
  await slot.evaluate((element, name) => element.setAttribute("name", name), SLOT);
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await slot.evaluate((element) => element.setAttribute("host", "no-such-host"));
  await expect(page.getByRole("group", { name: "The plugins could not be loaded" })).toBeVisible();
  await slot.evaluate((element, host) => element.setAttribute("host", host), HOST);
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
});

/** The policy of docs/EMBED.md, for a page without inline scripts and styles. */
const policy = (portico: string, without = "") =>
  [
    "default-src 'none'",
    `script-src 'self' ${portico}/embed.js ${portico}/pkg/ ${portico}/plugins/ 'wasm-unsafe-eval'`,
    `connect-src ${portico}`,
    `frame-src ${portico}/sandbox/`,
    `style-src ${portico}/plugins/`,
    `form-action ${portico}`,
    "img-src data:",
    "base-uri 'none'",
  ].filter((directive) => !without || !directive.startsWith(without)).join("; ");

test("a page with the documented policy shows plugins without a violation @js", async ({ lab, website, page }) => {
  const token = await lab.token(await admin(lab, "lab-box", "lab-twins"));
  await page.goto(await plainPage(website, lab, slotOf(token), { "content-security-policy": policy(lab.url) }));
  const box = surface(page, "lab-box");
  await box.getByRole("button", { name: "Press" }).click();
  await expect(box.getByRole("button", { name: "Pressed 1" })).toBeVisible();
  await expect(box.locator(".card")).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page.locator("stoa-lab-twins-view")).toHaveCount(2);
});

test("so does a page with a nonce and strict-dynamic instead of addresses of scripts @js", async ({ lab, website, page }) => {
  const token = await lab.token(await admin(lab, "lab-box", "lab-twins"));
  const strict = policy(lab.url).replace(/script-src [^;]*/, "script-src 'nonce-n0nce' 'strict-dynamic' 'wasm-unsafe-eval'");
  await page.goto(await plainPage(website, lab, slotOf(token), { "content-security-policy": `${strict}; worker-src 'none'; object-src 'none'` }, "n0nce"));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await expect(page.locator("stoa-lab-twins-view")).toHaveCount(2);
});

test("a page that isolates itself, demands trusted types and hides where it comes from shows sandboxed plugins @js", async ({ lab, website, page }) => {
  const headers = {
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "content-security-policy": `${policy(lab.url)}; require-trusted-types-for 'script'; trusted-types 'none'`,
  };
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-box"))), headers));
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const box = surface(page, "lab-box");
  await box.getByRole("button", { name: "Press" }).click();
  await expect(box.getByRole("button", { name: "Pressed 1" })).toBeVisible();
});

test("what is documented as needed in the policy is needed @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/./);
  const token = await lab.token(await admin(lab, "lab-box"));
  for (const directive of ["connect-src", "frame-src"]) {
    await page.goto(await plainPage(website, lab, slotOf(token), { "content-security-policy": policy(lab.url, directive) }));
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible({ timeout: 15_000 });
    await expect(page.getByText("Range 30d")).toHaveCount(0);
  }
  for (const source of [" 'wasm-unsafe-eval'", `${lab.url}/pkg/`]) {
    await page.goto(await plainPage(website, lab, slotOf(token), { "content-security-policy": policy(lab.url).replace(source, "") }));
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible({ timeout: 15_000 });
  }
});

test("the store button opens the store signed in, in a new tab that does not know the page; each click takes a token of its own @js", async ({ lab, website, page }) => {
  const claims = await admin(lab, "lab-box");
  let issued = 0;
  await page.exposeFunction("issueToken", () => {
    issued += 1;
    return lab.token(claims);
  });
  // Portico's pages part with their openers anyway, so what the form asks for is looked at.
  await page.addInitScript(() => {
    const { submit } = HTMLFormElement.prototype;
    HTMLFormElement.prototype.submit = function () {
      Object.assign(globalThis, { posted: { method: this.method, target: this.target, rel: this.getAttribute("rel"), action: this.action, fields: [...new FormData(this).keys()] } });
      submit.call(this);
    };
  });
  const button = `<portico-store-button host="${HOST}" next="/installed"></portico-store-button><script>document.querySelector("portico-store-button").getToken = () => issueToken();</script>`;
  await page.goto(await plainPage(website, lab, button, { "content-security-policy": policy(lab.url).replace("script-src", "script-src 'unsafe-inline'") }));
  for (const number of [1, 2]) {
    const opening = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Open the plugin store" }).click();
    const store = await opening;
    await store.waitForURL(`${lab.url}/installed`);
    const posted = await page.evaluate(() => (globalThis as unknown as { posted: object }).posted);
    expect(posted).toEqual({ method: "post", target: "_blank", rel: "noopener", action: `${lab.url}/session`, fields: ["host", "token", "next"] });
    const me = await store.request.get(`${lab.url}/api/v1/me`);
    expect(await me.json()).toMatchObject({ data: { uid: claims.uid } });
    expect(issued).toBe(number);
    await store.close();
  }
});

test("a store button with one token uses it once @js", async ({ lab, website, page }) => {
  const token = await lab.token(await admin(lab, "lab-box"));
  const listen = `<script>globalThis.expired = 0; addEventListener("portico-token-expired", () => expired++);</script>`;
  await page.goto(await plainPage(website, lab, `${listen}<portico-store-button host="${HOST}" token="${token}" lang="de"></portico-store-button>`));
  const button = page.getByRole("button", { name: "Plugin-Store öffnen" });
  expect(await page.locator("portico-store-button").getAttribute("token")).toBeNull();
  const opening = page.context().waitForEvent("page");
  await button.click();
  await (await opening).waitForURL(`${lab.url}/store`);
  await button.click();
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { expired: number }).expired)).toBe(1);
  expect(page.context().pages()).toHaveLength(2);
});
