// What the sandbox has to hold back (docs/SANDBOX.md), in Firefox: the network, the page and its reader, and the time of the page.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import type { Frame } from "puppeteer-core";
import { plainPage, slotOf, type Website } from "../support/embed.ts";
import { Portico } from "../support/server.ts";
import { people } from "../support/test.ts";
import { Firefox, HOST, Person, type Window } from "./firefox.ts";
import { install, type Script } from "./packages.ts";
import { embedding } from "./website.ts";

const GRANTED = "granted.example.com";
/** Says `<name>: <what it is>` for each. */
const SAYS = (expressions: string) => `plugin.render = async () => {
  const said = async (way) => { try { return String(await way()); } catch (error) { return error.name; } };
  const ways = { ${expressions} };
  let at = 0;
  for (const [name, way] of Object.entries(ways)) await mutate(insert(element(name, "li", {}, [text(name + "-text", name + ": " + (await said(way)))]), "~", at++));
  await mutate(insert(element("done", "p", {}, [text("done-text", "All tried")]), "~", at));
};`;

const scripts: Script[] = [
  { name: "try-good", script: { file: "good.js" } },
  { name: "try-escape", script: { file: "escape.js" } },
  { name: "try-loop", script: { file: "loop.js" } },
  { name: "try-flood", script: { file: "flood.js" } },
  { name: "try-huge", script: { file: "huge.js" } },
  { name: "try-nested", script: { file: "nested.js" }, network: ["https://ticks.example.com"] },
  {
    name: "try-granted",
    network: [`https://${GRANTED}`],
    script: { source: SAYS(`granted: () => fetch("https://${GRANTED}/x"), other: () => fetch("https://evil.example.com/x")`) },
  },
  {
    name: "try-reach",
    script: {
      source: SAYS(["document", "window", "parent", "top", "localStorage", "sessionStorage", "cookieStore", "opener"].map((name) => `${name}: () => typeof ${name}`).join() +
        `, origin: () => self.origin, place: () => location.protocol, page: () => fetch("%PORTICO%/store", { credentials: "include" }).then((it) => it.status)`),
    },
  },
];

let firefox: Firefox;
let portico: Portico;
let website: Website;
let window: Window;

before(async () => {
  firefox = await Firefox.start();
  portico = await Portico.start({ demo: true });
  for (const each of scripts) {
    const script = "source" in each.script ? { source: each.script.source.replace("%PORTICO%", portico.url) } : each.script;
    await install(portico, { ...each, script });
  }
  website = await embedding(portico);
});
afterEach(async () => {
  await window.close();
  firefox.asked.length = 0;
});
after(async () => {
  await website?.stop();
  await firefox?.stop();
  await portico?.stop();
});

/** The admin's window, still empty, where these plugins are on and no others. */
async function prepareWith(...names: string[]): Promise<void> {
  for (const { name } of scripts) await portico.cli("org", "set", "--host", HOST, "--org", "globex", "--plugin", name, names.includes(name) ? "on" : "off");
  window = await (await new Person(portico).become("org admin")).window(firefox);
}

/** The admin's dashboard with these plugins and no others. */
async function openWith(...names: string[]): Promise<void> {
  await prepareWith(...names);
  await window.open("/admin");
}

const within = (plugin: string, selector: string) => `[data-plugin="${plugin}"] >>> ${selector}`;
const shows = (plugin: string, text: string) => window.page.waitForSelector(within(plugin, `::-p-text(${text})`), { visible: true });
const items = (plugin: string) => window.page.$$eval(within(plugin, "li"), (found) => found.map((item) => item.textContent!));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("THREATS 20, 22 and 25: from a plugin's worker nothing leads out, to the network or into storage", async () => {
  await openWith("try-escape");
  await shows("try-escape", "All tried");
  assert.deepEqual((await items("try-escape")).filter((item) => !item.endsWith(": closed")), []);
  await pause(500);
  assert.deepEqual(firefox.asked, []);
});

test("THREATS k: a plugin reaches the origin that it was granted, and no other", async () => {
  await openWith("try-granted");
  await shows("try-granted", "All tried");
  await pause(500);
  assert.deepEqual([...new Set(firefox.asked)], [`${GRANTED}:443`]);
});

test("a plugin sees nothing of the page: no document, no storage, no cookies, no origin", async () => {
  await openWith("try-reach");
  await shows("try-reach", "All tried");
  assert.deepEqual(await items("try-reach"), [
    ...["document", "window", "parent", "top", "localStorage", "sessionStorage", "cookieStore", "opener"].map((name) => `${name}: undefined`),
    "origin: null", "place: blob:", "page: TypeError",
  ]);
});

/** So long may the page's own timer wait, in ms: several times what two busy cores were seen to take, with what loading the page takes. */
const MOST = 1_000;
/** The longest time for which the page's own timer had to wait, in ms, from the page's beginning on. */
const startClock = () =>
  window.page.evaluateOnNewDocument(() => {
    if (self !== top) return;
    const clock = Object.assign(globalThis as unknown as { longest: number; last: number }, { longest: 0, last: performance.now() });
    setInterval(() => {
      clock.longest = Math.max(clock.longest, performance.now() - clock.last);
      clock.last = performance.now();
    }, 5);
  });
const longest = () => window.page.evaluate(() => Math.round((globalThis as unknown as { longest: number }).longest));

for (const [name, where] of ["try-loop", "try-flood", "try-huge"].flatMap((name) => ["in Portico's own page", "in a website of others"].map((where) => [name, where] as const))) {
  test(`THREATS 26: ${name} is ended ${where}, and what is beside it goes on`, async (t) => {
    await prepareWith(name, "try-good");
    await startClock();
    await window.open(where.endsWith("others") ? await plainPage(website, portico, slotOf(await portico.token(people.orgAdmin))) : "/admin");
    await window.page.waitForSelector(within(name, "::-p-text(Try again)"), { visible: true });
    await shows("try-good", "Range 30d");
    await window.page.locator(within("try-good", "button")).click();
    await shows("try-good", "Pressed 1");
    assert.equal(await window.page.evaluate(() => frames.length), 1, "the frame of the other one");
    const waited = await longest();
    t.diagnostic(`the page waited ${waited} ms at most`);
    assert.ok(waited < MOST, `the page waited ${waited} ms`);
  });
}

test("THREATS 29: with a plugin its own workers end", async () => {
  await openWith("try-nested");
  await window.page.waitForSelector(within("try-nested", "::-p-text(Try again)"), { visible: true });
  const ticks = firefox.asked.length;
  assert.ok(ticks > 5, `its child was heard ${ticks} times`);
  await pause(3_000);
  const before = firefox.asked.length;
  await pause(1_000);
  assert.equal(firefox.asked.length, before);
});

/** What a document could do to its page and its reader; each answers whether it could. */
const inDocument: Record<string, string> = {
  cookies: `document.cookie = "leak=1", document.cookie.includes("leak")`,
  storage: `localStorage.setItem("leak", "1"), true`,
  "the page": `parent.document.title.length > 0`,
  "globals of the page": `Object.keys(parent.portico ?? parent.Object).length >= 0`,
  popup: `open("https://evil.example.com/popup") !== null`,
  "top navigation": `(top.location.href = "https://evil.example.com/top", true)`,
  "its own navigation": `(document.body.append(Object.assign(document.createElement("form"), { action: "https://evil.example.com/form" })), document.forms[0].submit(), false)`,
};

test("THREATS 25: in the frame's document nothing is open", async () => {
  await openWith("try-good");
  await shows("try-good", "Range 30d");
  const [frame] = window.sandboxes() as [Frame];
  assert.equal(await frame.evaluate("self.origin"), "null");
  for (const [name, attempt] of Object.entries(inDocument)) {
    assert.equal(await frame.evaluate(`(() => { try { return ${attempt}; } catch { return false; } })()`), false, name);
  }
  await pause(1_000);
  assert.equal(new URL(window.page.url()).pathname, "/admin");
  assert.deepEqual(firefox.asked, []);
  await shows("try-good", "Range 30d");
});

test("THREATS 19: the frame goes to no other origin, and its plugin ends when it loads again", async () => {
  await openWith("try-good");
  await shows("try-good", "Range 30d");
  const [frame] = window.sandboxes() as [Frame];
  await frame.evaluate(`void (location.href = "https://evil.example.com/secret")`);
  await pause(1_000);
  assert.deepEqual(firefox.asked, []);
  // The document stays, and with it the plugin.
  await window.page.locator(within("try-good", "button")).click();
  await shows("try-good", "Pressed 1");
  await frame.evaluate(`void (location.href = location.href + "?secret")`);
  await window.page.waitForSelector(within("try-good", "::-p-text(Try again)"), { visible: true });
});
