// The server this script came from.

/** Names of files that change with their contents; put in by scripts/finish-embed.mjs. */
const RECEIVER = globalThis.PORTICO_RECEIVER;
const FORMS = globalThis.PORTICO_FORMS;
const STYLE = globalThis.PORTICO_STYLE;

let receiver;
let forms;

/**
 * The origin that a script was loaded from: everything else is asked there.
 * @param {string} script
 */
export const originOf = (script) => new URL(script).origin;

/** @typedef {{ default(): Promise<unknown>, mount(place: Element, options: object): { update(changed: object): void, destroy(): void }, grants?(capabilities: object, base: string, fetch: (url: string, init: RequestInit) => Promise<Response>): Record<string, Function> }} Receiver */

/**
 * The receiver of sandboxes, loaded when the first plugin needs it (docs/SANDBOX.md).
 * @param {string} origin
 * @returns {Promise<Receiver>}
 */
export function loadReceiver(origin) {
  receiver ??= load(`${origin}${RECEIVER}`);
  // What did not come is asked for again.
  receiver.catch(() => (receiver = undefined));
  return receiver;
}

/** @typedef {{ take_over(place: HTMLElement, config: string, fetch: Function): { free(): void } | undefined, sheet: CSSStyleSheet, trusted(html: string): string, putIcons(body: HTMLElement): void }} Forms */

/**
 * What schema forms need, loaded when the first one is shown.
 * @param {string} origin
 * @returns {Promise<Forms>}
 */
export function loadForms(origin) {
  forms ??= gatherForms(origin);
  forms.catch(() => (forms = undefined));
  return forms;
}

async function gatherForms(origin) {
  const text = (path) =>
    fetch(origin + path, { credentials: "omit" }).then((answer) => {
      if (!answer.ok) throw new TypeError(`${path}: status ${answer.status}`);
      return answer.text();
    });
  const [{ take_over }, style, sprite] = await Promise.all([load(origin + FORMS), text(STYLE), text("/icons.svg")]);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  // Where the page asks for trusted types, this is the one place that makes markup: from Portico's own answers.
  const policy = globalThis.trustedTypes?.createPolicy("portico", { createHTML: (html) => html });
  const trusted = (html) => policy?.createHTML(html) ?? html;
  const icons = new DOMParser().parseFromString(trusted(sprite), "image/svg+xml");
  return { take_over, sheet, trusted, putIcons: (body) => putIcons(body, icons) };
}

/** Icons of another origin cannot be referred to, so those that a form uses are copied. */
function putIcons(body, icons) {
  for (const use of body.querySelectorAll("use")) {
    const symbol = icons.getElementById(use.getAttribute("href").split("#")[1]);
    if (!symbol) continue;
    const viewBox = symbol.getAttribute("viewBox");
    if (viewBox) use.closest("svg").setAttribute("viewBox", viewBox);
    use.replaceWith(...[...symbol.childNodes].map((node) => document.importNode(node, true)));
  }
}

let attempts = 0;

async function load(url) {
  // A browser remembers for ever that a module failed, by its address.
  const module = await import(attempts++ ? `${url}?${attempts}` : url);
  await module.default();
  return module;
}
