// A plugin that was made for remote-dom, of npm packages only (plain/main.jsx), in our frame and receiver.
//   node --test browser/plain.test.js
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { open } from "./browser.js";
import { bundle, frame, hash, pageOf, scriptOf } from "./harness.js";

const source = join(import.meta.dirname, "plain/main.jsx");
const PAGE = `
import init, { mount } from "/out/receiver.js";
await init();
customElements.define("ui-button", class extends HTMLElement {
  flash(times) { window.flashed = times; }
});
customElements.define("ui-card", class extends HTMLElement {
  set heading(value) { this.setAttribute("aria-label", value); }
});
window.states = [];
window.errors = [];
window.saved = [];
window.start = (options) => {
  window.plugin = mount(document.querySelector("#place"), {
    plugin: "plain", version: "1.0.0", frameUrl: "/frame", locale: "en", theme: "light",
    capabilities: { props: ["name", "depth"], callbacks: ["save"], host_components: ["Button", "Card"], network: [] },
    components: {
      Button: { tag: "ui-button", props: { label: "string", disabled: "boolean" }, events: ["press"], methods: ["flash"] },
      Card: { tag: "ui-card", props: { heading: "string" } },
    },
    callbacks: { save: async (what) => (window.saved.push(what), "saved " + window.saved.length) },
    onState: (...state) => window.states.push(state), onError: (message) => window.errors.push(message), ...options,
  });
};
window.root = () => document.querySelector("#place > div").shadowRoot;
window.press = () => window.root().querySelector("ui-button").dispatchEvent(new CustomEvent("press", { detail: { by: 1 } }));
window.ready = true;`;

const routes = { "/page": pageOf("/page.js"), "/page.js": scriptOf(PAGE), "/frame": frame };
let browser;
let code;

before(async () => {
  code = await bundle({ entryPoints: [source], format: "iife", jsx: "automatic", nodePaths: [] });
  routes["/plain.js"] = scriptOf(code);
  browser = await open(routes);
});
after(() => browser.close());

async function mounted(props) {
  const page = await browser.newPage();
  await page.goto("/page");
  await page.waitForFunction(() => window.ready);
  await page.evaluate(([digest, props]) => window.start({ entry: "/plain.js", digest, props }), [hash(code), props]);
  await page.waitForFunction(() => window.states.length > 1, null, { timeout: 8_000 });
  return page;
}

/** What is shown, without what the browser tells by itself. */
const shown = (page) => page.evaluate(() => window.root().querySelector("[data-root]").innerHTML);
const says = async (page, text) => {
  await page.waitForFunction((text) => window.root().textContent.includes(text), text, { timeout: 5_000 }).catch(async () => assert.fail(`it says ${await page.evaluate(() => window.root().textContent + window.errors)}`));
};

test("it contains nothing of Portico's", () => {
  const imported = [...readFileSync(source, "utf8").matchAll(/(?:from|import) "([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(imported, ["@remote-dom/core/polyfill", "@remote-dom/react/polyfill", "@remote-dom/core/elements", "@remote-dom/react", "@quilted/threads", "react", "react-dom/client"]);
  assert.doesNotMatch(code, /portico/i);
});

test("renders, updates, hears events, calls methods and callbacks", async () => {
  const page = await mounted({ name: "Ada", depth: 2 });
  await says(page, "Pressed 0 times");
  assert.equal(await shown(page), '<section><ui-card aria-label="Hello Ada"><p class="count" title="How often">Pressed 0 times</p><ui-button>Press</ui-button><ul></ul><p class="saved">not saved</p></ui-card><div><div>deep</div></div></section>');
  assert.deepEqual(await page.evaluate(() => [window.root().querySelector("ui-button").label, window.root().querySelector("ui-button").disabled]), ["Press", false]);

  await page.evaluate(() => window.press());
  await says(page, "saved 1");
  await page.waitForFunction(() => window.flashed === 2);
  assert.deepEqual(await page.evaluate(() => window.saved), [{ name: "Ada", count: 1 }]);
  assert.match(await shown(page), /<ul><li class="item">Item 1<\/li><\/ul><strong>once<\/strong>/);

  await page.evaluate(() => window.plugin.update({ props: { name: "Grace", depth: 1 } }));
  await page.waitForFunction(() => window.root().querySelector("ui-card").getAttribute("aria-label") === "Hello Grace");
  for (const count of [2, 3]) {
    await page.evaluate(() => window.press());
    await says(page, `Pressed ${count} times`);
  }
  assert.match(await shown(page), /<li class="item">Item 1<\/li><li class="item">Item 2<\/li><li class="item">Item 3<\/li><\/ul><p class="saved">/);
  assert.equal(await page.evaluate(() => window.root().querySelector("ui-button").disabled), true);
  assert.deepEqual(await page.evaluate(() => [window.states.map(([state]) => state), window.errors, window.plugin.refused()]), [["loading", "live"], [], ""]);
});

test("as deep as one message may be, and no deeper", async () => {
  const page = await mounted({ name: "Ada", depth: 28 });
  await says(page, "deep");
  assert.equal(await page.evaluate(() => window.root().querySelectorAll("div div").length), 28);
  assert.deepEqual(await page.evaluate(() => window.states.at(-1)), ["live"]);
  const deeper = await mounted({ name: "Ada", depth: 29 });
  await deeper.waitForFunction(() => window.states.at(-1)[0] === "stopped");
  assert.deepEqual((await deeper.evaluate(() => window.states.at(-1))).slice(0, 2), ["stopped", "depth"]);
});
