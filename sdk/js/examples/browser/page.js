// A page as a host has it, with one example in it: its own policy, its own font, records in memory.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { folderOf, manifestOf } from "../test/plugin.js";

const repository = new URL("../../../../", import.meta.url);
const relay = readFileSync(new URL("frontend/sandbox/relay.js", repository), "utf8");
const hash = (bytes, algorithm) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;

const HTML = { "content-type": "text/html; charset=utf-8" };
const SCRIPT = { "content-type": "text/javascript; charset=utf-8" };

const SHEET = `
@font-face { font-family: Inter; src: url(/font.woff2); font-weight: 100 900; }
body { margin: 0; padding: 24px; font: 15px/24px Inter, system-ui, sans-serif; background: #fff; color: #1f2329; }
body.dark { background: oklch(0.225 0.014 260); color: #f2f1ee; }
@media (max-width: 400px) { body { padding: 12px; } }`;

const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Example</title>
<link rel="stylesheet" href="/page.css"><body><main><h1 hidden>Example</h1><div id="place"></div></main><script type="module" nonce="t">
import init, { mount } from "/out/receiver.js";
import { createPage } from "/records.js";
await init();
window.states = [];
window.start = ({ records, callbacks = [], theme, ...options }) => {
  document.body.className = theme;
  window.page = createPage(records);
  window.told = [];
  const tell = Object.fromEntries(callbacks.map((name) => [name, (...args) => void window.told.push([name, ...args])]));
  window.plugin = mount(document.querySelector("#place"), {
    frameUrl: "/frame", components: {}, locale: "en", theme, ...options,
    callbacks: { ...window.page.callbacks, ...tell },
    onState: (...state) => window.states.push(state), onError: (message) => console.error(message),
  });
};
window.root = () => document.querySelector("#place > div").shadowRoot;
window.ready = true;
</script>`;

/** What the server of the page answers. */
export function routes(examples) {
  const asset = (path) => readFileSync(new URL(path, repository));
  const bundles = examples.map((name) => [`/${name}.js`, { headers: SCRIPT, body: readFileSync(new URL("assets/main.js", folderOf(name))) }]);
  return {
    "/page": { body: PAGE, headers: { ...HTML, "content-security-policy": "default-src 'none'; script-src 'self' 'nonce-t' 'wasm-unsafe-eval'; connect-src 'self'; frame-src 'self'; style-src 'self'; font-src 'self'" } },
    "/page.css": { body: SHEET, headers: { "content-type": "text/css" } },
    "/font.woff2": { body: asset("style/assets/fonts/inter-latin-wght-normal.woff2"), headers: { "content-type": "font/woff2" } },
    "/records.js": { body: readFileSync(new URL("../test/records.js", import.meta.url)), headers: SCRIPT },
    "/frame": { body: `<!doctype html><script>${relay}</script>`, headers: { ...HTML, "content-security-policy": `sandbox allow-scripts; default-src 'none'; script-src '${hash(relay, "sha256")}'; worker-src blob:; connect-src 'none'` } },
    ...Object.fromEntries(bundles),
  };
}

/** Opens the page with an example in it, as its plugin.json has it. */
export async function show(page, name, options = {}) {
  const folder = folderOf(name);
  const { version, extensions } = manifestOf(folder);
  const [{ sandbox }] = extensions;
  const digest = hash(readFileSync(new URL(sandbox.entry, folder)), "sha384");
  await page.goto("/page");
  await page.waitForFunction(() => window.ready, null, { timeout: 10_000 });
  await page.evaluate((settings) => window.start(settings), { plugin: name, version, entry: `/${name}.js`, digest, capabilities: sandbox.capabilities, props: {}, theme: "light", ...options });
  await page.waitForFunction(() => window.states.some(([state]) => state !== "loading"), null, { timeout: 10_000 });
}
