// The receiver in a real browser: a page, a frame with the relay, a plugin in a worker.
//   node --test browser/test.js     (after scripts/site.sh; PORTICO_CHROMIUM names another browser than /usr/bin/chromium)
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Actions } from "../src/dom/presses.js";
import { open } from "./browser.js";

const { RELAY = join(import.meta.dirname, "../../sandbox/relay.js") } = process.env;
const relay = readFileSync(RELAY, "utf8");
const hash = (text, algorithm = "sha384") => `${algorithm}-${createHash(algorithm).update(text).digest("base64")}`;

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
  if (kind === 5) { delete own[id]; return; }
  const call = kind === 1 ? exported[name] : own[name];
  try { postMessage([kind + 1, id, await call(...args)]); } catch (error) { postMessage([kind + 1, id, undefined, error]); }
};
const el = (id, element, attributes = {}, children = [], eventListeners = {}, properties = {}) => ({ id, type: 1, element, attributes, properties, eventListeners, children });
const text = (id, data) => ({ id, type: 3, data });
`;

const PAGE = `<!doctype html><meta charset="utf-8"><body><div id="place" style="width:400px"></div><input id="mine"><script type="module" nonce="t">
import init, { mount } from "/out/receiver.js";
await init();
window.states = [];
window.start = (options, place = document.querySelector("#place")) => {
  window.plugin = mount(place, {
    plugin: "test", version: "1.0.0", frameUrl: "/frame", capabilities: { props: [], callbacks: [], host_components: [], network: [] },
    props: {}, callbacks: {}, components: {}, locale: "en", theme: "light",
    onState: (...state) => window.states.push(state), ...options,
  });
  return window.plugin;
};
window.root = () => document.querySelector("#place > div").shadowRoot;
window.ready = true;
</script>`;

const html = { "content-type": "text/html; charset=utf-8" };
const routes = {
  // As strict as Portico's own pages: no inline style ever gets in.
  "/page": {
    body: PAGE.replace(' style="width:400px"', ""),
    headers: { ...html, "content-security-policy": "default-src 'none'; script-src 'self' 'nonce-t' 'wasm-unsafe-eval'; connect-src 'self'; frame-src 'self'; style-src 'none'; img-src data:" },
  },
  "/frame": {
    body: `<!doctype html><script>${relay}</script>`,
    headers: { ...html, "content-security-policy": `sandbox allow-scripts; default-src 'none'; script-src '${hash(relay, "sha256")}'; worker-src blob:; connect-src 'none'` },
  },
};
let browser;

before(async () => {
  browser = await open(routes);
});
after(() => browser.close());

/** Opens the page with a plugin whose code is `code`. */
async function mounted(code, options = "{}") {
  const page = await browser.newPage();
  const bundle = PRELUDE + code;
  const entry = `/entry-${hash(bundle, "sha256").replace(/[^a-z0-9]/gi, "")}.js`;
  routes[entry] = { body: bundle };
  await page.goto("/page");
  await page.waitForFunction(() => window.ready);
  await page.evaluate(`window.start({ entry: "${entry}", digest: "${hash(bundle)}", ...(${options}) })`);
  return page;
}
const live = (page) => page.waitForFunction(() => window.states.some(([state]) => state === "live"), null, { timeout: 8_000 });
const stopped = async (page) => {
  await page.waitForFunction(() => window.states.some(([state]) => state === "stopped"), null, { timeout: 12_000 });
  return page.evaluate(() => window.states.find(([state]) => state === "stopped"));
};
const shown = (page) => page.evaluate(() => window.root().querySelector("[data-root]").innerHTML);

test("shows, changes and moves nodes", async () => {
  const page = await mounted(`exported.render = async (connection) => {
    await callHost(connection.mutate, [
      [0, "~", el("1", "div", { class: "a", "aria-label": "x" }, [text("2", "one"), el("3", "script", {}, [text("4", "alert(1)")]), el("5", "svg", { viewBox: "0 0 1 1" }, [el("6", "path", { d: "M0 0" })])]), 0],
      [2, "2", "zwei ü"], [3, "1", "title", "hello"], [3, "1", "onclick", "alert(1)"],
    ]);
    await callHost(connection.mutate, [[1, "1", 0], [0, "1", text("2", "drei"), 2]]);
  }`);
  await live(page);
  await page.waitForFunction(() => window.root().textContent.includes("drei"));
  assert.equal(await shown(page), '<div class="a" aria-label="x" title="hello"><!----><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg>drei</div>');
  assert.equal(await page.evaluate(() => window.root().querySelector("path").namespaceURI), "http://www.w3.org/2000/svg");
});

test("parity_29_events_arrive_with_form_state_and_target", async () => {
  const page = await mounted(`const seen = []; exported.render = async (connection, api) => {
    const listener = fn((snapshot) => callHost(api.callbacks.onSeen, snapshot));
    await callHost(connection.mutate, [
      [0, "~", el("1", "div", {}, [el("2", "button", {}, [el("3", "b", {}, [text("4", "Press")])]), el("5", "input", { value: "a" }), el("6", "select", {}, [el("7", "option", { value: "x" }, [text("8", "X")]), el("9", "option", { value: "y" }, [text("10", "Y")])], {}, { value: "y" })],
        { click: listener, input: listener, keydown: listener, change: listener }), 0],
    ]);
  }`, `{ capabilities: { callbacks: ["onSeen"] }, callbacks: { onSeen: (s) => (window.seen ??= []).push(s) } }`);
  await live(page);
  await page.getByText("Press").click();
  await page.locator("#place input").click();
  await page.keyboard.type("b");
  assert.equal(await page.locator("#place select").inputValue(), "y");
  await page.locator("#place select").focus();
  await page.keyboard.press("ArrowUp");
  await page.evaluate(() => window.root().querySelector("button").click());
  await page.waitForFunction(() => window.seen?.some(({ type, target }) => type === "change" && target === "6"));
  const seen = await page.evaluate(() => window.seen);
  assert.deepEqual(seen.filter(({ type }) => type === "click").map(({ target }) => target), ["3", "5"], "each once, and none that a script made up");
  const input = seen.find(({ type }) => type === "input");
  assert.deepEqual([input.target, input.value.length, input.inputType, input.data], ["5", 2, "insertText", "b"]);
  assert.equal(seen.find(({ type }) => type === "keydown").key, "b");
  const change = seen.findLast(({ type }) => type === "change");
  assert.deepEqual([change.value, change.selectedIndex, change.selectedOptions], ["x", 0, ["7"]]);
});

test("parity_30_styles_apply_inside_the_place_only", async () => {
  const page = await mounted(`exported.render = async (connection) => {
    await callHost(connection.mutate, [
      [0, "~", el("1", "style", {}, [text("2", "p { color: rgb(1, 2, 3); position: fixed } body, #mine { color: red } @import 'x'; p[title^=a] { color: red }")]), 0],
      [0, "~", el("3", "p", { style: "margin: 7px; background: url(https://evil.example)" }, [text("4", "styled")]), 1],
    ]);
  }`);
  await live(page);
  const style = await page.evaluate(() => {
    const { color, position, marginTop, backgroundImage } = getComputedStyle(window.root().querySelector("p"));
    return { color, position, marginTop, backgroundImage, mine: getComputedStyle(document.querySelector("#mine")).color };
  });
  assert.deepEqual(style, { color: "rgb(1, 2, 3)", position: "static", marginTop: "7px", backgroundImage: "none", mine: "rgb(0, 0, 0)" });
  await page.waitForFunction(() => document.querySelector("#place > div").getBoundingClientRect().height > 20);
});

test("parity_28_values_pass_both_ways_with_functions_cycles_and_identity", async () => {
  const page = await mounted(`exported.render = async (connection, { props, callbacks }) => {
    const { value } = props;
    const answer = await callHost(callbacks.onCheck, {
      self: value.self === value, map: value.map instanceof Map && value.map.get("k"), set: [...value.set], date: value.date.getTime(), error: value.error.message, stack: value.error.stack + (value.error.fileName ?? ""),
      called: await callHost(value.call, 20), same: value.call === value.again, missing: Object.keys(props),
    });
    const cycle = { list: [1n, /a/gi, new Uint8Array([1, 2, 3]), undefined, -0, NaN, "ü"] }; cycle.self = cycle; cycle.twice = cycle.list;
    await callHost(callbacks.onBack, cycle, new TypeError("bad"), fn((n) => n * 2), new Map([[cycle, new Set([cycle.list])]]));
  }`, `(() => {
    const call = (n) => n + 1;
    const value = { map: new Map([["k", "v"]]), set: new Set([1]), date: new Date(5), error: new Error("e"), call, again: call };
    value.self = value;
    return {
      capabilities: { props: ["value", "constructor"], callbacks: ["onCheck", "onBack"] }, props: { value, secret: 1 },
      callbacks: {
        onCheck: (it) => (window.check = it),
        onBack: async (cycle, error, double, map) => {
          const { list } = cycle;
          window.back = [cycle.self === cycle, cycle.twice === list, list[0] === 1n, String(list[1]), list[2] instanceof Uint8Array, list[2].length, list[3] === undefined, Object.is(list[4], -0), Number.isNaN(list[5]), list[6],
            error instanceof TypeError && error.message, await double(21), map.get(cycle).has(list)];
        },
      },
    };
  })()`);
  await page.waitForFunction(() => window.back, null, { timeout: 8_000 });
  assert.deepEqual(await page.evaluate(() => window.check), { self: true, map: "v", set: [1], date: 5, error: "e", stack: "", called: 21, same: true, missing: ["value"] });
  assert.deepEqual(await page.evaluate(() => window.back), [true, true, true, "/a/gi", true, 3, true, true, true, "ü", "bad", 42, true]);
});

test("parity_31_radios_of_one_name_are_one_choice_also_while_it_is_taken_away_for_a_moment", async () => {
  const page = await mounted(`exported.render = async (connection, { callbacks }) => {
    const radio = (id, name) => el(id, "input", { type: "radio", name });
    await callHost(connection.mutate, [[0, "~", el("1", "div", {}, [radio("2", "the size"), radio("3", "the size"), radio("4", "colour")]), 0]]);
    await callHost(connection.mutate, [[3, "2", "name", ""], [3, "2", "checked", true, 1], [3, "2", "name", "the size"], [3, "9", "name", "x"]]);
    await callHost(callbacks.onDone);
  }`, `{ capabilities: { callbacks: ["onDone"] }, callbacks: { onDone: () => (window.done = true) } }`);
  await page.waitForFunction(() => window.done);
  const checked = () => page.evaluate(() => [...window.root().querySelectorAll("input")].map(({ checked }) => checked));
  assert.deepEqual(await checked(), [true, false, false]);
  await page.locator("#place input").nth(2).click();
  await page.locator("#place input").nth(1).click();
  assert.deepEqual(await checked(), [false, true, true]);
  assert.equal(await page.evaluate(() => window.plugin.refused()), "record 1\n", "an empty name is no name, and nothing to count");
});

test("parity_33_changed_props_reach_update", async () => {
  const page = await mounted(`exported.render = async (connection, { props }) => { await callHost(connection.mutate, [[0, "~", text("1", String(props.n)), 0]]); exported.update = ({ props }) => callHost(connection.mutate, [[2, "1", String(props.n)]]); }`,
    `{ capabilities: { props: ["n"] }, props: { n: 1 } }`);
  await live(page);
  await page.evaluate(() => window.plugin.update({ props: { n: 2 } }));
  await page.waitForFunction(() => window.root().textContent === "2");
});

test("parity_32_host_components_take_declared_props_events_and_children", async () => {
  const page = await mounted(`exported.render = async (connection, api) => {
    await callHost(connection.mutate, [
      [0, "~", el("1", "portico-button", {}, [el("2", "i", {}, [text("3", "child")])], { press: fn((detail) => detail.n + 1) }, { variant: "primary", size: "huge", innerHTML: "<b>x</b>", onChange: fn((n) => n * 3) }), 0],
      [0, "~", el("4", "portico-card", {}, [text("5", "in card")], {}, { title: "T" }), 1],
      [0, "~", el("6", "portico-constructor", {}, [], {}, {}), 2],
    ]);
    await callHost(connection.mutate, [[3, "4", "title", "T2", 1]]);
    await callHost(api.callbacks.onDone, api.components);
  }`, `(() => {
    if (!customElements.get("acme-button")) customElements.define("acme-button", class extends HTMLElement {});
    window.card = [];
    return {
      capabilities: { host_components: ["Button", "Card", "constructor"], callbacks: ["onDone"] }, callbacks: { onDone: (it) => (window.described = it) },
      components: {
        Button: { tag: "acme-button", props: { variant: { enum: ["primary"] }, size: "number", onChange: "function" }, events: ["press"] },
        Card: { mount: (place, { props, emit }) => { const children = document.createElement("section"); place.append(children); window.card.push(props); return { update: (props) => window.card.push(props), destroy: () => window.card.push("gone"), children }; }, props: { title: "string" } },
      },
    };
  })()`);
  await page.waitForFunction(() => window.described);
  await page.waitForFunction(() => window.card.length > 1);
  const found = await page.evaluate(async () => {
    const button = window.root().querySelector("acme-button");
    let answer;
    const event = new CustomEvent("press", { detail: { n: 1 } });
    event.resolve = (promise) => (answer = promise);
    button.dispatchEvent(event);
    return { variant: button.variant, size: button.size, html: button.innerHTML, answer: await answer, changed: await button.onChange(5), card: window.card, section: window.root().querySelector("section").textContent, names: Object.keys(window.described), root: window.root().querySelectorAll("*").length };
  });
  assert.deepEqual({ ...found, root: 0 }, { variant: "primary", size: undefined, html: "<i>child</i>", answer: 2, changed: 15, card: [{ title: "T" }, { title: "T2" }], section: "in card", names: ["Button", "Card"], root: 0 });
  await page.evaluate(() => window.plugin.destroy());
  assert.equal(await page.evaluate(() => window.card.at(-1)), "gone");
});

test("methods: focus is granted, innerHTML and remove are not", async () => {
  const page = await mounted(`exported.render = async (connection, { callbacks }) => {
    await callHost(connection.mutate, [[0, "~", el("1", "input"), 0], [0, "~", el("2", "canvas", { width: "10", height: "10" }), 1]]);
    const outcome = async (...args) => { try { return typeof await callHost(connection.call, ...args); } catch (error) { return error.message; } };
    const drawn = new OffscreenCanvas(10, 10);
    const context = drawn.getContext("2d");
    context.fillStyle = "#0000ff";
    context.fillRect(0, 0, 10, 10);
    const picture = new Uint8Array(await (await drawn.convertToBlob()).arrayBuffer());
    const painted = await outcome("2", "paint", picture);
    await callHost(callbacks.onDone, [await outcome("1", "focus"), await outcome("1", "remove"), await outcome("1", "constructor"), await outcome("~", "focus"), painted, await outcome("2", "transferControlToOffscreen")]);
  }`, `{ capabilities: { callbacks: ["onDone"] }, callbacks: { onDone: (it) => (window.outcome = it) } }`);
  await page.waitForFunction(() => window.outcome, null, { timeout: 8_000 });
  const refused = "the method is not allowed";
  assert.deepEqual(await page.evaluate(() => window.outcome), ["undefined", refused, refused, refused, "undefined", refused]);
  assert.deepEqual(await page.evaluate(() => [...window.root().querySelector("canvas").getContext("2d").getImageData(5, 5, 1, 1).data]), [0, 0, 255, 255]);
  assert.equal(await page.evaluate(() => window.root().activeElement?.localName), "input");
});

test("threat_26_an_endless_loop_is_ended_and_the_page_stays_responsive", async () => {
  const page = await mounted(`exported.render = async (connection) => { await callHost(connection.mutate, [[0, "~", text("1", "hi"), 0]]); setTimeout(() => { for (;;); }, 100); }`);
  await live(page);
  const [, reason] = await stopped(page);
  assert.equal(reason, "unresponsive");
  assert.equal(await page.evaluate(() => document.querySelectorAll("iframe").length + document.querySelector("#place").childElementCount), 0);
});

test("threat_26_floods_and_huge_or_deep_messages_are_ended", async () => {
  const ends = {
    "for (let n = 0; n < 50000; n++) postMessage([5, 'mutate'])": "messages_per_second",
    "postMessage([4, 'x', 'a'.repeat(64 << 20)])": "message_bytes",
    "let v = 0; for (let n = 0; n < 500; n++) v = [v]; postMessage([4, 'x', v])": "depth",
    "callHost(connection.mutate, Array.from({ length: 900 }, (_, n) => [0, '~', el(String(n), 'p', {}, Array.from({ length: 6 }, (_, m) => el(n + '-' + m, 'b'))), 0]))": "nodes|message_bytes",
    "callHost(connection.mutate, Array.from({ length: 1001 }, () => [2, 'x', '']))": "records_per_message",
    "throw new Error('no')": "render_failed",
  };
  for (const [code, expected] of Object.entries(ends)) {
    const page = await mounted(`exported.render = async (connection) => { ${code} }`);
    const [, reason] = await stopped(page);
    assert.match(reason, new RegExp(`^(${expected})$`), code);
  }
});

test("threat_19_a_frame_that_goes_elsewhere_is_ended", async () => {
  routes["/leaving"] = { body: `<!doctype html><script>parent.postMessage({ portico: "ready" }, "*"); setTimeout(() => (location = "/frame?secret"), 300)</script>`, headers: html };
  const page = await mounted("", `{ frameUrl: "/leaving" }`);
  assert.equal((await stopped(page))[1], "frame_navigated");
});

test("threat_24_ready_counts_from_the_frame_only_and_once", async () => {
  const page = await mounted(`exported.render = (connection) => callHost(connection.mutate, [[0, "~", text("1", "hi"), 0]])`, `(window.postMessage({ portico: "ready" }, "*"), {})`);
  await live(page);
  assert.equal(await shown(page), "hi");
});

test("code that was changed is not run", async () => {
  const page = await mounted(`exported.render = () => {}`, `{ digest: "sha384-AAAA" }`);
  assert.equal((await stopped(page))[1], "digest_mismatch");
  const missing = await mounted("", `{ entry: "/no-such.js" }`);
  assert.equal((await stopped(missing))[1], "fetch_failed");
});

/** A plugin that tries to pay whenever the page asks it to, by an update, and when its button "Pay" is clicked. */
const PAYING = `exported.render = async (connection, { callbacks }) => {
  const pay = () => callHost(callbacks.onPay).then(() => "paid", (error) => error.message).then((outcome) => callHost(callbacks.onTried, outcome));
  exported.update = () => void pay();
  await callHost(connection.mutate, [[0, "~", el("1", "div", {}, [
    el("2", "button", {}, [text("3", "Look")]), el("4", "button", {}, [text("5", "Pay")], { click: fn(pay) }),
    el("6", "label", {}, [text("7", "Agree"), el("8", "input", { type: "checkbox" })]), el("9", "portico-lent"),
  ]), 0]]);
  await callHost(callbacks.onTried, "ready");
}`;
const PAYING_OPTIONS = `(() => {
  if (!customElements.get("acme-lent")) customElements.define("acme-lent", class extends HTMLElement {
    connectedCallback() { this.attachShadow({ mode: "closed" }).append(Object.assign(document.createElement("button"), { textContent: "Lent" })); }
  });
  return {
    capabilities: { callbacks: ["onPay", "onTried"], host_components: ["Lent"] }, components: { Lent: { tag: "acme-lent", props: {} } }, sensitive: ["onPay"],
    callbacks: { onPay: () => (window.paid = (window.paid ?? 0) + 1), onTried: (outcome) => void (window.tried ??= []).push(outcome) },
  };
})()`;
/** What came of the next try of the plugin, which `ask` makes it do. */
async function tryOf(page, ask = () => page.evaluate(() => window.plugin.update({}))) {
  const before = await page.evaluate(() => window.tried.length);
  await ask();
  await page.waitForFunction((before) => window.tried.length > before, before);
  return page.evaluate((before) => window.tried[before], before);
}
const NEEDED = "user_action_required: onPay needs a click in the plugin within the last 5 seconds, and each click pays for one call.";

test("threat_l_sensitive_callbacks_need_a_click_in_the_plugin_which_pays_once", async () => {
  const page = await mounted(PAYING, PAYING_OPTIONS);
  await page.waitForFunction(() => window.tried);
  assert.equal(await tryOf(page), NEEDED);
  assert.equal(await tryOf(page, () => page.getByText("Pay").click()), "paid");
  assert.equal(await tryOf(page), NEEDED, "it is spent");

  const inside = {
    "any other click": () => page.getByText("Look").click(),
    "a key on a button": () => page.getByText("Look").press("Space"),
    "a label, whose click is told again as its control's": () => page.getByText("Agree").click(),
    "a component of the page": () => page.locator("acme-lent").click(),
  };
  for (const [name, act] of Object.entries(inside)) {
    await act();
    assert.deepEqual([await tryOf(page), await tryOf(page)], ["paid", NEEDED], name);
  }

  await page.getByText("Look").focus();
  await page.evaluate(() => window.root().addEventListener("click", () => (window.clicks = (window.clicks ?? 0) + 1)));
  for (let times = 0; times < 4; times++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  assert.equal(await page.evaluate(() => window.clicks), 4);
  assert.deepEqual([await tryOf(page), await tryOf(page)], ["paid", NEEDED], "a key that is held down is one action");
  assert.equal(await page.evaluate(() => window.paid), 6);
});

test("threat_l_what_is_sensitive_may_change", async () => {
  const page = await mounted(PAYING, PAYING_OPTIONS);
  await page.waitForFunction(() => window.tried);
  const change = (sensitive) => tryOf(page, () => page.evaluate((sensitive) => window.plugin.update({ sensitive }), sensitive));
  assert.equal(await change(["onOther"]), "paid");
  assert.equal(await change(["onOther", "onPay"]), NEEDED);
  assert.equal(await change(undefined), "paid", "none is sensitive");
});

test("actions of the reader are spent one by one and for five seconds", () => {
  const actions = new Actions();
  assert.equal(actions.spend(0), false);
  actions.add(0);
  assert.equal(actions.spend(5_000), true);
  actions.add(10_000);
  assert.equal(actions.spend(15_001), false);
  for (const at of [20_000, 22_000, 24_000]) actions.add(at);
  assert.deepEqual([actions.spend(25_001), actions.spend(25_002), actions.spend(25_003)], [true, true, false]);
});

test("a hundred rounds leave nothing", async () => {
  const page = await mounted(`exported.render = (connection) => callHost(connection.mutate, [[0, "~", el("1", "button", {}, [text("2", "x")], { click: fn(() => {}) }), 0]])`);
  await live(page);
  const code = [...Object.keys(routes)].at(-1);
  await page.evaluate(() => window.plugin.destroy());
  const left = await page.evaluate(async ([entry, digest]) => {
    for (let round = 0; round < 100; round++) {
      const plugin = window.start({ entry, digest });
      if (round % 10 === 0) await new Promise((done) => setTimeout(done, 150));
      plugin.destroy();
    }
    await new Promise((done) => setTimeout(done, 500));
    return [document.querySelectorAll("iframe").length, document.querySelector("#place").childNodes.length, window.length];
  }, [code, hash(routes[code].body)]);
  assert.deepEqual(left, [0, 0, 0]);
  assert.deepEqual(browser.errors.filter((error) => !/Refused|violates|404|Not Found/.test(error)), []);
});
