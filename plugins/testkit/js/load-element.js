// Loads a component's script outside a browser. The scripts are classic ones without exports; what is worth testing without
// a DOM hangs on the element's class as static members, so the class is all a test needs.

/** The class that the script at `url` (a `URL`) registers. */
export async function loadElement(url) {
  const defined = [];
  globalThis.HTMLElement ??= class {};
  globalThis.customElements = { get: () => undefined, define: (tag, element) => defined.push(element) };
  await import(url.href);
  return defined.at(-1);
}

/** Fails when a language lacks a text that another has. */
export function checkTexts(assert, texts) {
  const keys = (language) => Object.keys(texts[language]).sort();
  assert.deepEqual(keys('de'), keys('en'));
  for (const language of Object.values(texts)) assert.ok(Object.values(language).every((text) => text !== ''));
}
