// Who looks at an embedded slot (docs/EMBED.md "Tokens"): given, renewed, expired, refused; and that no cookie takes part.
import type { Page } from "@playwright/test";
import { admin, becomeGuest, HOST, plainPage, slotOf, test, Website } from "../support/embed.ts";
import { someHost } from "../support/names.ts";
import type { Claims, Portico } from "../support/server.ts";
import { expect, signIn } from "../support/test.ts";

const surface = (page: Page, plugin: string) => page.locator(`[data-plugin="${plugin}"]`);
const card = (page: Page) => page.getByRole("group", { name: "The plugins could not be loaded" });

/** Lets the page get tokens that live for so long; answers what it got. */
async function issue(page: Page, lab: Portico, claims: Claims, expiresIn: string): Promise<string[]> {
  const issued: string[] = [];
  await page.exposeFunction("issueToken", async () => {
    issued.push(await tokenFor(lab, claims, expiresIn));
    return issued.at(-1);
  });
  return issued;
}

function tokenFor(lab: Portico, claims: Claims, expiresIn: string): Promise<string> {
  const orgs = Object.entries(claims.orgs ?? {}).flatMap(([org, role]) => ["--org", `${org}=${role}`]);
  return lab.cli("token", "--host", HOST, "--uid", claims.uid, ...orgs, "--expires-in", expiresIn);
}

const GET_TOKEN = `<script>document.querySelector("portico-slot").getToken = () => issueToken();</script>`;
const COUNT_EXPIRED = `<script>globalThis.expired = []; addEventListener("portico-token-expired", (event) => expired.push(String(event.detail.error)));</script>`;
const expired = (page: Page) => page.evaluate(() => (globalThis as unknown as { expired: string[] }).expired);

test("a token is renewed before its end, and the plugin keeps its state @js", async ({ lab, website, page }) => {
  await becomeGuest(page);
  const claims = await admin(lab, "lab-box");
  const issued = await issue(page, lab, claims, "6s");
  await page.goto(await plainPage(website, lab, `${COUNT_EXPIRED}${slotOf(undefined)}${GET_TOKEN}`));
  const box = surface(page, "lab-box");
  await box.getByRole("button", { name: "Counted" }).click();
  await expect.poll(() => issued.length, { timeout: 15_000 }).toBe(3);
  await expect(box.getByRole("button", { name: "Counted 1" })).toBeVisible();
  expect(new Set(issued).size).toBe(3);
  expect(await expired(page)).toEqual([]);
});

test("a page that says in a later script who is there is waited for @js", async ({ lab, website, page }) => {
  const issued = await issue(page, lab, await admin(lab, "lab-box"), "1h");
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("plugin-manifest")) asked += 1;
  });
  const script = `<script type="module">document.querySelector("portico-slot").getToken = () => issueToken();</script>`;
  await page.goto(await plainPage(website, lab, `${slotOf(undefined)}${script}`));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  expect([asked, issued.length]).toEqual([1, 1]);
});

test("a token that the server refuses is renewed once, and the request is made again @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/status of 401/);
  const claims = await admin(lab, "lab-box");
  const issued = await issue(page, lab, claims, "1h");
  await page.goto(await plainPage(website, lab, `${COUNT_EXPIRED}${slotOf("not.a.token")}${GET_TOKEN}`));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  expect(issued).toHaveLength(1);
  expect(await expired(page)).toEqual([]);
});

test("when the next token is no good either, there is a card, not an endless renewal; Try again asks anew @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/status of 401/, /could not be loaded/);
  let asked = 0;
  const good = await lab.token(await admin(lab, "lab-box"));
  await page.exposeFunction("issueToken", () => (asked++ < 2 ? "neither.is.this" : good));
  await page.goto(await plainPage(website, lab, `${slotOf("not.a.token")}${GET_TOKEN}`));
  await expect(card(page)).toBeVisible();
  expect(asked).toBe(1);
  await card(page).getByRole("button", { name: "Try again" }).click();
  await expect(card(page)).toBeVisible();
  await expect.poll(() => asked).toBe(2);
  await card(page).getByRole("button", { name: "Try again" }).click();
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
});

test("without a way to renew, the page is told when the token ends; a new one takes over without a reload @js", async ({ lab, website, page }) => {
  await becomeGuest(page);
  const claims = await admin(lab, "lab-box");
  await page.goto(await plainPage(website, lab, `${COUNT_EXPIRED}${slotOf(await tokenFor(lab, claims, "4s"))}`));
  const box = surface(page, "lab-box");
  await box.getByRole("button", { name: "Counted" }).click();
  await expect.poll(() => expired(page)).toEqual(["undefined"]);
  await page.locator("portico-slot").evaluate((slot, token) => slot.setAttribute("token", token), await tokenFor(lab, claims, "1h"));
  await expect(page.locator("portico-slot")).not.toHaveAttribute("token");
  await expect(box.getByRole("button", { name: "Counted 1" })).toBeVisible();
});

test("a page that cannot renew is told why @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/could not be loaded/);
  const script = `<script>document.querySelector("portico-slot").getToken = () => Promise.reject(new Error("the page's session is over"));</script>`;
  await page.goto(await plainPage(website, lab, `${COUNT_EXPIRED}${slotOf(undefined)}${script}`));
  await expect(card(page)).toBeVisible();
  expect(await expired(page)).toEqual(["Error: the page's session is over"]);
});

test("another person's token shows what that person sees @js", async ({ lab, website, page }) => {
  await page.goto(await plainPage(website, lab, slotOf(await lab.token(await admin(lab, "lab-box")))));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  const other = await lab.token(await admin(lab, "lab-twins"));
  await page.locator("portico-slot").evaluate((slot, token) => slot.setAttribute("token", token), other);
  await expect(surface(page, "lab-twins")).toHaveCount(2);
  await expect(surface(page, "lab-box")).toHaveCount(0);
  await expect(page.locator("iframe")).toHaveCount(0);
});

test("who is signed out, or no admin, sees nothing in a slot of the admin surface @js", async ({ lab, website, page, allowed }) => {
  allowed.push(/status of 40[13]/);
  const member = await lab.token({ uid: "somebody", orgs: { "some-org": "MEMBER" } });
  const settled = `<script>globalThis.states = []; document.addEventListener("portico-state", (event) => states.push(event.detail), true);</script>`;
  await page.goto(await plainPage(website, lab, `${settled}${slotOf(undefined)}${slotOf(member)}`));
  const states = () => page.evaluate(() => (globalThis as unknown as { states: { state: string; plugins: number }[] }).states.filter(({ state }) => state !== "loading"));
  await expect.poll(states).toEqual([{ state: "ready", plugins: 0 }, { state: "ready", plugins: 0 }]);
  for (const slot of await page.locator("portico-slot").all()) {
    expect(await slot.evaluate((element) => [element.childElementCount, element.shadowRoot!.childElementCount, element.getBoundingClientRect().height])).toEqual([0, 0, 0]);
  }
});

for (const where of ["nowhere", "for another host"]) {
  test(`THREATS 38: a page whose origin is registered ${where} gets a card and no plugin @js`, async ({ lab, website, page, allowed }) => {
    allowed.push(/status of 403|blocked by CORS policy|could not be loaded|ERR_FAILED/);
    const stranger = await Website.start(website.scripts);
    try {
      if (where !== "nowhere") {
        const other = someHost();
        await lab.cli("host", "create", "--id", other.id, "--name", other.name);
        await lab.cli("host", "origin", "add", "--host", other.id, stranger.origin);
      }
      const token = await lab.token(await admin(lab, "lab-box"));
      await page.goto(await plainPage(stranger, lab, `<div lang="de">${slotOf(token)}</div>`));
      const german = page.getByRole("group", { name: "Die Plugins konnten nicht geladen werden" });
      await expect(german.getByRole("button", { name: "Erneut versuchen" })).toBeVisible();
      await expect(surface(page, "lab-box")).toHaveCount(0);
      // The server's own words, which the page may read only when some host knows it.
      const headers = { Origin: stranger.origin, Authorization: `Bearer ${token}` };
      const answer = await page.request.get(`${lab.url}/api/v1/admin/plugin-manifest?host=${HOST}`, { headers });
      expect([answer.status(), ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([403, "origin_not_allowed"]);
      const allowed = await page.request.get(`${lab.url}/api/v1/admin/plugin-manifest?host=${HOST}`, { headers: { ...headers, Origin: website.origin } });
      expect(allowed.status()).toBe(200);
    } finally {
      await stranger.stop();
    }
  });
}

test("no request of the embed carries a cookie @js", async ({ lab, website, page }) => {
  // The reader has a session in the store, and a cookie that browsers do send from other sites.
  await signIn(page, lab, { uid: "somebody" }, "/store");
  await page.context().addCookies([{ name: "control", value: "1", domain: "127.0.0.1", path: "/", sameSite: "None", secure: true }]);
  const token = await lab.token(await admin(lab, "lab-box", "lab-twins"));
  const sent = new Map<string, Promise<string | null>>();
  page.on("request", (request) => {
    if (request.url().startsWith(lab.url)) sent.set(request.url(), request.headerValue("cookie"));
  });
  await page.goto(await plainPage(website, lab, slotOf(token)));
  await expect(surface(page, "lab-box").getByText("Range 30d")).toBeVisible();
  await expect(page.locator("stoa-lab-twins-view")).toHaveCount(2);
  const cookies: [string, string | null][] = [];
  for (const [url, cookie] of sent) cookies.push([new URL(url).pathname.replace(/^\/sandbox\/.*/, "/sandbox"), await cookie]);
  for (const wanted of [/embed\.js$/, /plugin-manifest$/, /receiver\..*\.wasm$/, /main\.js$/, /view\.js$/]) {
    expect(cookies.filter(([path]) => wanted.test(path)).map(([, cookie]) => cookie), String(wanted)).toEqual([null]);
  }
  // A document in a frame gets what every document gets; of the session not even that.
  expect(cookies.map(([, cookie]) => cookie ?? "").filter((cookie) => cookie.includes("portico"))).toEqual([]);

  // The control: a request with credentials carries one.
  const control = page.waitForRequest(/icon\.svg\?control/);
  await page.evaluate((url) => fetch(`${url}/icon.svg?control`, { credentials: "include", mode: "no-cors" }), lab.url);
  expect(await (await control).headerValue("cookie")).toContain("control=1");
});
