// Where attacks are tried: the same hostile records against the receiver, and in the same kind of page against one that does what records say.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FIREFOX, open } from "../browser.js";

const root = join(import.meta.dirname, "../../../..");
const { RELAY = join(root, "frontend/sandbox/relay.js"), OUT = join(root, "target/receiver") } = process.env;
const { REMOTE_DOM = join(root, "sdk/js/plugin/node_modules/@remote-dom/core/build/esm") } = process.env;
export const relay = readFileSync(RELAY, "utf8");
export const hash = (text, algorithm = "sha384") => `${algorithm}-${createHash(algorithm).update(text).digest("base64")}`;

/** Whose requests must not be made. What arrives there has the number of the attack in its path. */
export const EVIL = "http://evil.example";
export const leak = (n) => `${EVIL}/hit/${n}`;

let lastId = 0;
/** A node of remote-dom's records. `more` may have properties, eventListeners and children. */
export const el = (element, attributes = {}, more = {}) => ({ id: `n${lastId++}`, type: 1, element, attributes, properties: {}, eventListeners: {}, children: [], ...more });
export const text = (data) => ({ id: `n${lastId++}`, type: 3, data });
/** A function of the plugin, in a record. */
export const listener = { "_@f": "listener" };

/** What every plugin here begins with: thread messages by hand. */
const PRELUDE = `
const exported = {}, own = {}, waiting = {};
let next = 0;
const fn = (call) => { const id = "p" + next++; own[id] = call; return { "_@f": id }; };
const callHost = (f, ...args) => new Promise((resolve, reject) => {
  const id = "w" + next++;
  waiting[id] = { resolve, reject };
  postMessage([3, id, f["_@f"], args]);
});
onmessage = async ({ data: [kind, id, name, args] }) => {
  if (kind === 2 || kind === 4) { const w = waiting[id]; delete waiting[id]; return args === undefined ? w?.resolve(name) : w?.reject(args); }
  if (kind === 5) return;
  const call = kind === 1 ? exported[name] : own[name];
  try { postMessage([kind + 1, id, await call(...args)]); } catch (error) { postMessage([kind + 1, id, undefined, error]); }
};
const el = (id, element, attributes = {}, children = [], eventListeners = {}, properties = {}) => ({ id, type: 1, element, attributes, properties, eventListeners, children });
const text = (id, data) => ({ id, type: 3, data });
`;
const html = { "content-type": "text/html; charset=utf-8" };

// No policy: the receiver has to hold by itself, and so has the page of a website that embeds Portico.
const BODY = `<!doctype html><meta charset="utf-8"><title>Host</title>
<body style="margin:0"><h1 id="title">Host</h1><button id="pay" style="position:absolute;left:500px;top:20px">Pay</button>
<div id="place" style="width:400px"></div><input id="mine" value="secret"><div id="below" style="height:50px">Below</div>
<script>window.hit = (number) => void (window.pwned ??= []).push(Number(number));</script>`;
const GUARDED = (receiver) => `${BODY}<script type="module">
import init, { mount } from "${receiver}/receiver.js";
await init();
window.states = [];
window.start = (options, place = document.querySelector("#place")) => (window.plugin = mount(place, {
  plugin: "test", version: "1.0.0", frameUrl: "/frame", props: {}, components: {}, locale: "en", theme: "light",
  onState: (...state) => window.states.push(state), ...options,
  capabilities: { props: [], host_components: [], network: [], ...options.capabilities, callbacks: ["onDone", ...(options.capabilities?.callbacks ?? [])] },
  callbacks: { onDone: (answers) => void (window.answers = answers), ...options.callbacks },
}));
window.root = () => document.querySelector("#place > div").shadowRoot.querySelector("[data-root]");
window.ready = true;
</script>`;
const UNGUARDED = `${BODY}<script type="module">
import { DOMRemoteReceiver } from "/unguarded/receivers/DOMRemoteReceiver.mjs";
const SVG = "svg g path circle rect image use set animate animateTransform foreignObject style script a text".split(" ");
window.make = (name) => (window.svg?.includes(name) || name === "svg" ? document.createElementNS("http://www.w3.org/2000/svg", name) : name === "math" ? document.createElementNS("http://www.w3.org/1998/Math/MathML", name) : document.createElement(name));
const receiver = new DOMRemoteReceiver({ root: document.querySelector("#place"), call: (element, method, ...args) => element[method](...args) });
const alive = (value) => {
  if (typeof value !== "object" || value === null) return value;
  if ("_@f" in value) return () => {};
  return Array.isArray(value) ? value.map(alive) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, alive(item)]));
};
window.apply = (records, call) => records.map((record) => {
  try { receiver.connection.mutate([alive(record)]); return "done"; } catch (error) { return String(error); }
});
window.call = (...args) => receiver.connection.call(...args);
window.root = () => document.querySelector("#place");
window.ready = true;
</script>`;

/** remote-dom's receiver without the rules that it has by now: what a record says is done. */
function unguarded() {
  const source = readFileSync(join(REMOTE_DOM, "receivers/DOMRemoteReceiver.mjs"), "utf8");
  const edits = [
    ["return function assertPropertyAllowed(", "return () => {};\n  function assertPropertyAllowed("],
    ["document.createElement(node.element)", "globalThis.make(node.element)"],
  ];
  return edited(source, edits);
}

function edited(source, edits) {
  for (const [from, to] of edits) {
    assert.equal(source.split(from).length, 2, `to be found once: ${from}`);
    source = source.replace(from, () => to);
  }
  return source;
}

/** The sandbox document's policy, as the server writes it (server/src/sandbox/document.rs). */
export const framePolicy = (script = `'${hash(relay, "sha256")}'`) =>
  `sandbox allow-scripts; default-src 'none'; script-src ${script}; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors http://127.0.0.1:*`;

export async function openLab() {
  const requests = [];
  const routes = {
    // Who asks is noted and gets nothing: a page that was to go there stays, and the next attack can be tried in it.
    others: (path) => {
      if (/^\/(hit\/|java)/.test(path)) return { status: 204, headers: { "access-control-allow-origin": "*" } };
      return path.startsWith("/there/") ? { body: "<!doctype html>There", headers: html } : undefined;
    },
    "/guarded": { body: GUARDED("/out"), headers: html },
    "/unguarded": { body: UNGUARDED, headers: html },
    "/frame": { body: `<!doctype html><script>${relay}</script>`, headers: { ...html, "content-security-policy": framePolicy() } },
  };
  for (const file of ["connection.mjs", "constants.mjs", "elements/internals.mjs"]) {
    routes[`/unguarded/${file}`] = { body: readFileSync(join(REMOTE_DOM, file)), headers: { "content-type": "text/javascript" } };
  }
  routes["/unguarded/receivers/DOMRemoteReceiver.mjs"] = { body: unguarded(), headers: { "content-type": "text/javascript" } };
  const browser = await open(routes, { heard: (host, path) => requests.push({ host, path }) });
  return new Lab(browser, routes, requests);
}

class Lab {
  constructor(browser, routes, requests) {
    Object.assign(this, { browser, routes, requests });
  }

  close() {
    return this.browser.close();
  }

  /** A page that is watched. `about` is where one finds what it did. */
  async page(path, prepare) {
    const page = await this.browser.newPage();
    const about = { asked: [], popups: [], downloads: [], went: [] };
    page.about = about;
    this.requests.length = 0;
    const watch = (each) => {
      each.on("request", (request) => about.asked.push(request.url()));
      each.on("download", (download) => about.downloads.push(download.url()));
      each.on("dialog", (dialog) => dialog.dismiss().catch(() => {}));
      if (each === page) each.on("framenavigated", (frame) => frame === page.mainFrame() && about.went.push(frame.url()));
      else about.popups.push(each);
    };
    watch(page);
    page.context().on("page", watch);
    await page.goto(path);
    await page.waitForFunction(() => window.ready);
    about.went.length = 0;
    await prepare?.(page);
    return page;
  }

  /** Serves the receiver with a rule of its JavaScript taken out; the answer is a path for `guarded`. */
  without(edits) {
    const name = `/broken-${hash(JSON.stringify(edits), "sha256").replace(/[^a-z0-9]/gi, "").slice(6, 14)}`;
    const folder = readdirSync(OUT, { recursive: true, withFileTypes: true });
    for (const entry of folder.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name).slice(OUT.length);
      const wanted = edits[entry.name];
      const source = readFileSync(join(OUT, path));
      const type = path.endsWith(".wasm") ? "application/wasm" : "text/javascript";
      this.routes[name + path] = { body: wanted ? edited(String(source), wanted) : source, headers: { "content-type": type } };
    }
    this.routes[`${name}-page`] = { body: GUARDED(name), headers: html };
    return `${name}-page`;
  }

  /** A page with a plugin whose code is `code`. `options` is an expression. */
  async plugin(code, options = "{}", path = "/guarded", prepare) {
    const page = await this.page(path, prepare);
    const bundle = PRELUDE + code;
    const entry = `/entry-${hash(bundle, "sha256").replace(/[^a-z0-9]/gi, "")}.js`;
    this.routes[entry] = { body: bundle };
    await page.evaluate(`void window.start({ entry: "${entry}", digest: "${hash(bundle)}", ...(${options}) })`);
    return page;
  }

  /** A page with a plugin that sends these lists of records, one after the other. What came of each is in `window.answers`. */
  async guarded(batches, options, path, prepare) {
    const page = await this.plugin(
      `own.listener = () => {};
      exported.render = async (connection, api) => {
        const answers = [];
        for (const records of JSON.parse(${JSON.stringify(JSON.stringify(batches))})) answers.push(await callHost(connection.mutate, records).then(() => "done", (error) => error.message));
        await callHost(api.callbacks.onDone, answers);
      };`,
      options,
      path,
      prepare,
    );
    await page.waitForFunction(() => window.answers || window.states.some(([state]) => state === "stopped"), null, { timeout: 12_000 });
    assert.deepEqual(await page.evaluate(() => window.states.filter(([state]) => state === "stopped")), []);
    return page;
  }

  /** A page that does what the records say. */
  async unguarded(batches, prepare) {
    const page = await this.page("/unguarded", prepare);
    page.about.answers = await page.evaluate((records) => window.apply(records), batches.flat());
    return page;
  }

  /** The numbers of the attacks that reached something, by whichever way. */
  async worked(page) {
    const numbers = this.requests.map(({ path }) => /^\/hit\/(\d+)/.exec(path)?.[1]).filter(Boolean).map(Number);
    const pwned = await page.evaluate(() => window.pwned ?? []).catch(() => []);
    return new Set([...numbers, ...pwned]);
  }

  /**
   * Tries a list of attacks on both. Each has a `name`; `nodes(n)`, what is inserted for it in an element of its own; perhaps
   * `then(ids)`, records that follow; `act`, what the reader does (click, hover, focus); `alone`, when it leaves the page; and
   * `dead`, why it does nothing in this browser, whatever the page does.
   * @returns the guarded page, in which nothing came of any
   */
  async battle(attacks, { prepare, path, options } = {}) {
    const built = attacks.map((attack, n) => {
      const nodes = [attack.nodes(n)].flat();
      const box = el("div", {}, { children: nodes });
      return { ...attack, n, insert: (index) => [[0, "~", box, index], ...(attack.then?.(nodes[0].id, n) ?? [])] };
    });
    const live = new Set();
    const attempt = async (group) => {
      const page = await this.unguarded(group.map(({ insert }, index) => insert(index)), prepare);
      for (const [index, { act }] of group.entries()) await perform(page, index, act);
      const expected = group.filter(({ dead }) => !dead);
      for (let tries = 0; tries < 30; tries++) {
        const worked = await this.worked(page);
        for (const n of worked) live.add(n);
        if (tries > 2 && expected.every(({ n }) => worked.has(n))) break;
        await page.waitForTimeout(100).catch(() => {});
      }
    };
    // Which of them work at all is known of Chromium only; some make Firefox wait for an answer that its driver never gives.
    if (!FIREFOX) {
      const together = built.filter(({ alone }) => !alone);
      if (together.length > 0) await attempt(together);
      for (const each of built.filter(({ alone }) => alone)) await attempt([each]);
      // On a machine that is busy a click among many gets lost now and then.
      for (const each of built.filter(({ n, dead }) => !dead && !live.has(n))) await attempt([each]);
    }
    const names = (numbers) => built.filter(({ n }) => numbers.has(n)).map(({ name }) => name);
    if (!FIREFOX) assert.deepEqual(names(live), built.filter(({ dead }) => !dead).map(({ name }) => name), "control: these work where nothing guards");

    const page = await this.guarded([built.flatMap(({ insert }, index) => insert(index))], options, path, prepare);
    for (const [index, { act }] of built.entries()) await perform(page, index, act);
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => window.root().children.length), built.length, "each of them was taken in, without what does harm");
    await this.assertUnharmed(page, names);
    return page;
  }

  /** Nothing of the page was touched, nobody else was asked, nothing opened. */
  async assertUnharmed(page, names = (numbers) => [...numbers]) {
    assert.deepEqual(names(await this.worked(page)), [], "these came through");
    assert.deepEqual(this.requests.filter(({ host }) => !host.startsWith("127.0.0.1")), []);
    assert.deepEqual(page.about.asked.filter((url) => !/^(http:\/\/127\.0\.0\.1[:/]|blob:|data:image\/(png|gif|webp|jpeg);base64,)/.test(url)), []);
    assert.deepEqual([page.about.popups.length, page.about.downloads, page.about.went], [0, [], []]);
    const state = await page.evaluate(() => ({ pwned: window.pwned, prototype: Object.getOwnPropertyNames(Object.prototype).length, frames: document.querySelectorAll("iframe").length, inside: [...window.root().querySelectorAll("*")].filter((each) => each.shadowRoot).length }));
    assert.deepEqual(state, { pwned: undefined, prototype: 12, frames: 1, inside: 0 });
  }
}

/** What a reader does to the first element of an attack: really, with the mouse. */
export async function perform(page, index, act) {
  if (!act) return;
  const at = await page.evaluate((index) => {
    const target = window.root()?.children[index]?.firstElementChild;
    if (!target) return null;
    target.scrollIntoView({ block: "center" });
    const { x, y, width, height } = target.getBoundingClientRect();
    return width && height ? [x + Math.min(width / 2, 8), y + height / 2] : null;
  }, index).catch(() => null);
  if (!at) return;
  if (act === "click") await page.mouse.click(...at);
  if (act === "hover") await page.mouse.move(...at);
  if (act === "focus") await page.evaluate((index) => window.root().children[index].firstElementChild.focus(), index);
}

/** What of the plugin's is in the page. */
export const shown = (page) => page.evaluate(() => window.root().innerHTML);
/** Why the plugin was stopped, once it is. */
export const reason = async (page) => {
  await page.waitForFunction(() => window.states.some(([state]) => state === "stopped"), null, { timeout: 15_000 });
  return page.evaluate(() => window.states.find(([state]) => state === "stopped")[1]);
};
