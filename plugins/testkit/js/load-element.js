// Loads a component's script outside a browser. The scripts are classic ones without exports; what is worth testing without
// a DOM hangs on the element's class as static members, so the class is all a test needs.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

const PANEL = new URL('../../kit/assets/panel.js', import.meta.url);
// As in plugins/kit/src/panel.rs.
const PLACE = "/* the panel's own script */";

/** The class that the script at `url` (a `URL`) registers. */
export async function loadElement(url) {
  return run(await readFile(url, 'utf8'), url);
}

/** The same for a script that stands inside the kit's panel script. */
export async function loadPanel(url) {
  const [own, panel] = await Promise.all([url, PANEL].map((file) => readFile(file, 'utf8')));
  return run(panel.replace(PLACE, () => own), url);
}

function run(script, url) {
  const defined = [];
  globalThis.HTMLElement ??= class {};
  globalThis.customElements = { get: () => undefined, define: (tag, element) => defined.push(element) };
  vm.runInThisContext(script, { filename: fileURLToPath(url) });
  return defined.at(-1);
}

/** Fails when a language lacks a text that another has. */
export function checkTexts(assert, texts) {
  const keys = (language) => Object.keys(texts[language]).sort();
  assert.deepEqual(keys('de'), keys('en'));
  for (const language of Object.values(texts)) assert.ok(Object.values(language).every((text) => text !== ''));
}
