// THREATS 27 and 28, PARITY 38, 43 and 44: keys, functions and records that make no sense, and the host's components.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { FIREFOX } from "../browser.js";
import { el, leak, listener, openLab, shown, text } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

/** What hosts do with data that they get: here a merge and a path, as they are written everywhere. */
const NAIVE = `
  window.merge = (to, from) => { for (const key in from) if (from[key] && typeof from[key] === "object") window.merge(to[key] ??= {}, from[key]); else to[key] = from[key]; return to; };
  window.take = (value) => { (window.taken ??= []).push(1); for (const each of [value, ...(value instanceof Map ? value.values() : []), ...(Array.isArray(value) ? value : []), value?.cause]) window.merge({}, each ?? {}); };
`;
const VALUES = [`{"__proto__":{"polluted":1}}`, `{"a":{"__proto__":{"polluted":1}}}`, `[{"__proto__":{"polluted":1}}]`, `{"a":[{"b":{"__proto__":{"polluted":1}}}]}`];

test("THREATS 27 and PARITY 38: no key reaches the page's prototypes, on whatever way it comes", async () => {
  const wrapped = ["value", "new Map([['k', value]])", "Object.assign(new Error('x', { cause: value }))"];
  const control = await lab.page("/unguarded", (page) => page.evaluate(NAIVE));
  for (const value of VALUES) for (const wrap of wrapped) {
    const polluted = await control.evaluate(([value, wrap]) => new Promise((resolve) => {
      const worker = new Worker(URL.createObjectURL(new Blob([`const value = JSON.parse(${JSON.stringify(value)}); postMessage(${wrap})`])));
      worker.onmessage = ({ data }) => {
        window.take(data);
        resolve({}.polluted);
        delete Object.prototype.polluted;
      };
    }), [value, wrap]);
    assert.equal(polluted, 1, `control: ${value} as ${wrap}`);
  }

  // Each message with such a key is dropped and counted; twenty would end the plugin, so the ways are three plugins'.
  const ways = {
    values: `for (const json of ${JSON.stringify(VALUES)}) {
      const value = JSON.parse(json);
      for (const each of [value, new Map([["k", value]]), new Error("x", { cause: value })]) await soon(callHost(callbacks.onData, each));
    }`,
    "keys of records": `
      await soon(callHost(connection.mutate, [[0, "~", { ...el("a", "p"), attributes: own }, 0]]));
      await soon(callHost(connection.mutate, [[0, "~", { ...el("b", "p"), properties: own }, 0]]));
      await soon(callHost(connection.mutate, [[0, "~", { ...el("b", "p"), eventListeners: JSON.parse('{"__proto__":{"_@f":"f"}}') }, 0]]));
      await soon(callHost(connection.mutate, [[0, "~", Object.defineProperty(el("c", "p"), "__proto__", { value: { polluted: 1 }, enumerable: true }), 0]]));`,
    "names in records": `
      await callHost(connection.mutate, [[0, "~", el("__proto__", "p"), 0], [0, "~", el("constructor", "__proto__"), 1], [0, "__proto__", text("t", "shown"), 0]]);
      for (const name of ["__proto__", "constructor", "prototype", "__defineGetter__", "toString"])
        await callHost(connection.mutate, [1, 2, 3].map((kind) => [3, "__proto__", name, kind === 3 ? fn(() => {}) : { polluted: 1 }, kind]));
      for (const id of ["__proto__", "constructor"]) for (const name of ["__proto__", "constructor"]) await soon(callHost(connection.call, id, name, { polluted: 1 }));
      for (const id of ["__proto__", "constructor"]) postMessage([3, id, "__proto__", [1]]), postMessage([1, id, "__proto__", []]), postMessage([2, id, { polluted: 1 }]), postMessage([5, id]);`,
  };
  for (const [name, way] of Object.entries(ways)) {
    const page = await lab.plugin(
      `exported.render = async (connection, { callbacks }) => {
        const soon = (call) => Promise.race([call.catch(() => {}), new Promise((done) => setTimeout(done, 60))]);
        const own = JSON.parse('{"__proto__":{"polluted":1}}');
        ${way}
        await callHost(callbacks.onDone, Object.keys(callbacks));
      };`,
      `{ capabilities: { callbacks: ["onData", "__proto__", "constructor"] }, callbacks: { onData: (value) => window.take(value) } }`,
      "/guarded",
      (page) => page.evaluate(NAIVE),
    );
    await page.waitForFunction(() => window.answers, null, { timeout: 8_000 });
    const state = await page.evaluate(() => ({ polluted: {}.polluted, taken: window.taken, answers: window.answers, own: Object.getOwnPropertyNames(Object.prototype).length, html: window.root().innerHTML }));
    assert.deepEqual(state, { polluted: undefined, taken: undefined, answers: ["onDone", "onData"], own: 12, html: name === "names in records" ? "<p>shown</p><!---->" : "" }, name);
    assert.equal(await page.evaluate(() => Object.getOwnPropertyNames(document.createElement("p")).length), 0);
  }
});

test("THREATS 27: prototype's names are names, and what has them goes on", async () => {
  const page = await lab.guarded([[[0, "~", { ...el("p"), id: "__proto__" }, 0], [0, "~", { ...el("constructor"), id: "constructor" }, 1], [0, "__proto__", text("shown"), 0], [3, "__proto__", "__proto__", "x", 1], [3, "__proto__", "constructor", "x", 2]]]);
  assert.equal(await shown(page), "<p>shown</p><!---->");
  await lab.assertUnharmed(page);
});

test("THREATS 28: records that make no sense change nothing", async () => {
  const tree = () => [0, "~", { id: "1", type: 1, element: "div", attributes: {}, properties: {}, eventListeners: {}, children: [{ id: "2", type: 1, element: "p", attributes: {}, properties: {}, eventListeners: {}, children: [{ id: "3", type: 3, data: "x" }] }, { id: "4", type: 3, data: "y" }] }, 0];
  const t = (id) => ({ id, type: 3, data: "x" });
  const p = (id, children = []) => ({ id, type: 1, element: "p", attributes: {}, properties: {}, eventListeners: {}, children });
  const records = {
    "an id that is taken": [0, "2", t("4"), 0],
    "an id that is taken, of another place": [0, "~", p("9", [p("2")]), 0],
    "an index below": [0, "~", t("9"), -1],
    "an index of no number": [0, "~", t("9"), "NaN"],
    "an index between": [0, "~", t("9"), 0.5],
    "an index beyond": [0, "~", t("9"), 99],
    "an index of text": [0, "~", t("9"), "0"],
    "no index": [0, "~", t("9")],
    "a number as id": [0, "~", { ...t("9"), id: 9 }, 0],
    "the text of an element": [0, "~", { id: "9", type: 8, data: 5, children: [] }, 1.5],
  };
  // Stopped by remote-dom's receiver, too, or by the browser: the receiver has to refuse them all the same.
  const refusedByAll = { "a parent in its child": [0, "2", p("1"), 0], "the root in itself": [0, "~", p("~"), 0], "the root's removal": [1, "nowhere", 0], "one id twice": [0, "~", p("9", [t("8"), t("8")]), 0], "no kind": [9, "~", t("9"), 0], "no such type": [0, "~", { id: "9", type: 11, children: [] }, 0] };
  const wild = [];
  for (const [name, record] of Object.entries(records)) {
    const page = wild.page ?? (wild.page = await lab.page("/unguarded"));
    const changed = await page.evaluate(async ([tree, record]) => {
      const { DOMRemoteReceiver } = await import("/unguarded/receivers/DOMRemoteReceiver.mjs");
      const root = document.createElement("div");
      const receiver = new DOMRemoteReceiver({ root });
      receiver.connection.mutate([tree]);
      const before = root.innerHTML;
      try { receiver.connection.mutate([record]); } catch {}
      return root.innerHTML !== before;
    }, [tree(), record]);
    if (!changed) wild.push(name);
  }
  assert.deepEqual([...wild], [], "control: each of them changes something");
  const page = await lab.guarded([[tree()], ...[...Object.values(records), ...Object.values(refusedByAll)].map((record) => [record])]);
  assert.equal(await shown(page), "<div><p>x</p>y</div>");
  assert.deepEqual(await page.evaluate(() => window.states.map(([state]) => state)), ["loading", "live"]);
});

test("THREATS 28: functions that were not given cannot be called, and what was released neither", async () => {
  const guess = (extra) => lab.plugin(
    `exported.render = async (connection, { callbacks }) => {
      const answers = {};
      const soon = (call) => Promise.race([call.then(() => "called", () => "refused"), new Promise((done) => setTimeout(done, 100, "nothing"))]);
      for (let n = 0; n < 6; n++) await soon(callHost({ "_@f": "h" + n }, "guess"));
      await callHost(callbacks.onDone, 1);
      const again = callbacks.onOnce;
      await callHost(again, "once");
      postMessage([5, again["_@f"]]);
      answers.released = await soon(callHost(again, "released"));
      await callHost(connection.mutate, [[0, "~", text("1", answers.released), 0]]);
    };`,
    `{ capabilities: { callbacks: ["onOnce", ${extra}] }, callbacks: { onOnce: (said) => said !== "guess" && (window.once ??= []).push(said), onSecret: () => (window.secret = true) } }`,
  );
  const control = await guess(`"onSecret"`);
  await control.waitForFunction(() => window.answers);
  assert.equal(await control.evaluate(() => window.secret), true, "control: what is granted is found by guessing");
  const page = await guess("");
  await page.waitForFunction(() => window.root().textContent);
  assert.deepEqual(await page.evaluate(() => [window.secret, window.once, window.root().textContent]), [undefined, ["once"], "refused"]);
});

test("PARITY 43: components get what they declared, and no other name is one", async () => {
  const define = (page) => page.evaluate(() => {
    for (const name of ["acme-card", "acme-secret"]) customElements.define(name, class extends HTMLElement {
      connectedCallback() { if (this.localName === "acme-secret") window.hit(99); }
      open() { window.hit(98); }
      set config(value) { window.configured = value; }
    });
  });
  const markup = (n) => `<img src=x onerror=hit(${n})>`;
  const records = () => [
    { name: "acme-card", properties: { innerHTML: markup(1), title: "good" } },
    { name: "acme-card", properties: { config: { a: 1 } } },
    { name: "acme-card", attributes: { onclick: "hit(2)", style: `background:url(${leak(3)})` } },
    { name: "acme-card", properties: { size: { valueOf: "x" }, variant: "huge" } },
    { name: "acme-secret" }, { name: "portico-secret" }, { name: "portico-constructor" }, { name: "portico-to-string" }, { name: "portico-__proto__" }, { name: "undefined" },
  ].map(({ name, ...more }, index) => [0, "~", el(name, more.attributes ?? {}, { properties: more.properties ?? {} }), index]);
  const found = (page) => page.evaluate(() => ({ cards: [...window.root().children].filter((each) => each.localName === "acme-card").map(({ title, size, variant, innerHTML, attributes }) => [title, size ?? null, variant ?? null, innerHTML.length, attributes.length]), all: window.root().children.length, configured: Boolean(window.configured) }));

  const control = await lab.unguarded([records()], define);
  await control.waitForTimeout(300);
  assert.deepEqual([...(await lab.worked(control))].sort((a, b) => a - b), FIREFOX ? [1, 99] : [1, 3, 99], "control");
  assert.deepEqual((await found(control)).configured, true);

  const options = `{ capabilities: { host_components: ["Card", "constructor", "toString", "__proto__"] }, components: { Card: { tag: "acme-card", props: { title: "string", size: "number", variant: { enum: ["small"] } }, events: [] }, Secret: { tag: "acme-secret", props: {} } } }`;
  const page = await lab.guarded([records()], options, "/guarded", define);
  await page.waitForTimeout(300);
  assert.deepEqual(await found(page), { cards: [["good", null, null, 0, 1], ["", null, null, 0, 0], ["", null, null, 0, 0], ["", null, null, 0, 0]], all: 4, configured: false });
  await lab.assertUnharmed(page);
  // The same with a look-up that is not by own key: `constructor` is a component of everybody's.
  const path = lab.without({ "plugin.js": [["object && Object.hasOwn(object, key)", "object && key in object"]] });
  const loose = await lab.guarded([records()], options, path, define);
  assert.ok((await found(loose)).all > 4, "control");
});

test("THREATS 10: a component that declares what every element has lends no markup, styles, listeners or addresses that are code", async () => {
  const define = (page) => page.evaluate(() => customElements.define("acme-card", class extends HTMLElement {
    set href(value) { window.led = value; }
    set onpick(value) { window.own = value; }
  }));
  const code = ["javascript:hit(1)", " jaVa\tscript:hit(1)", "data:text/html,<script>top.hit(1)</script>", "data:image/svg+xml,<svg onload='hit(1)'/>", "vbscript:hit"];
  const members = { innerHTML: `<img src=x onerror=hit(2)>`, style: `background:url(${leak(3)})`, onclick: listener, onpick: "own" };
  const records = () => [[0, "~", el("acme-card", {}, { properties: members }), 0]];
  const leading = (href, type) => [[0, "~", el("acme-card", type === 2 ? { href } : {}, { properties: type === 1 ? { href } : {} }), 0]];
  const state = (page) => page.evaluate(() => {
    const card = window.root().querySelector("acme-card");
    return { html: card.innerHTML !== "", style: card.style.length > 0, listens: card.onclick !== null, own: window.own };
  });
  const options = `{ capabilities: { host_components: ["Card"] }, components: { Card: { tag: "acme-card", props: { innerHTML: "string", style: "string", onclick: "function", onpick: "string", href: "string" } } } }`;

  const control = await lab.guarded([records()], options, lab.without({ "plugin.js": [["!isForbidden(prop)", "true"]] }), define);
  assert.deepEqual(await state(control), { html: true, style: true, listens: true, own: "own" }, "control");
  const page = await lab.guarded([records()], options, "/guarded", define);
  assert.deepEqual(await state(page), { html: false, style: false, listens: false, own: "own" });
  assert.equal(await page.evaluate(() => window.plugin.refused()), "property 3\n");
  await lab.assertUnharmed(page);

  for (const href of code) {
    const control = await lab.unguarded([leading(href, 1)], define);
    assert.equal(await control.evaluate(() => window.led), href, "control");
    for (const type of [1, 2]) {
      const page = await lab.guarded([leading(href, type)], options, "/guarded", define);
      assert.deepEqual(await page.evaluate(() => [window.led, window.plugin.refused()]), [undefined, "address 1\n"], href);
    }
  }
  const good = await lab.guarded([leading("/orders?next=javascript:", 1)], options, "/guarded", define);
  assert.equal(await good.evaluate(() => window.led), "/orders?next=javascript:");
});

test("PARITY 44: what is taken away is away, and nothing of the reader's is prevented", async () => {
  const records = () => {
    const box = el("input", { type: "checkbox", title: "before", class: "a", id: "x", "aria-label": "l" }, { eventListeners: Object.fromEntries(["click", "mousedown", "pointerdown", "keydown", "input", "change"].map((name) => [name, { "_@f": "listener" }])) });
    return [[0, "~", box, 0], ...["title", "class", "id", "aria-label"].map((name, index) => [3, box.id, name, null, index % 2 ? 2 : 1])];
  };
  const left = (page) => page.evaluate(() => window.root().querySelector("input").getAttributeNames().sort());
  const control = await lab.unguarded([records()]);
  assert.deepEqual((await left(control)).includes("title"), true, `control: "null" is a title, too`);
  const page = await lab.guarded([records()]);
  assert.deepEqual(await left(page), ["autocomplete", "type"]);
  await page.locator("#place input").click();
  assert.equal(await page.locator("#place input").isChecked(), true);

  const path = lab.without({ "events.js": [["passive: true", "passive: false"], ["if (!event.isTrusted) return;", "event.preventDefault();"]] });
  const prevents = await lab.guarded([records()], "{}", path);
  await prevents.locator("#place input").click();
  assert.equal(await prevents.locator("#place input").isChecked(), false, "control");
});
