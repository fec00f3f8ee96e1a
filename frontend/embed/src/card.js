// The card in place of what could not be shown: neutral, in a shadow root, so that neither the page's styles nor its scripts are touched.
import { say } from "./texts.js";

const SHEET = `
:host { display: block }
div { box-sizing: border-box; padding: 12px 16px; border: 1px solid color-mix(in srgb, currentcolor 30%, transparent); border-radius: 10px; font: 400 14px/1.4 system-ui, sans-serif }
p { margin: 0 0 8px }
button { font: inherit; color: inherit; background: none; min-height: 32px; padding: 4px 12px; border: 1px solid color-mix(in srgb, currentcolor 60%, transparent); border-radius: 6px; cursor: pointer }
button:focus-visible, summary:focus-visible { outline: 2px solid currentcolor; outline-offset: 2px }
details { margin-top: 8px }
summary { cursor: pointer; min-height: 24px }
details p { margin: 4px 0 0 }`;

let sheet;

/**
 * @param {Element} host of the shadow root
 * @param {{ locale: string, title: string, why: import("./texts.js").TextKey, again?: import("./texts.js").TextKey, retry(): void }} card
 * @returns {HTMLElement}
 */
export function createCard({ locale, title, why, again = "retry", retry }) {
  const make = (tag, text = "") => Object.assign(document.createElement(tag), { textContent: text });
  const card = make("div");
  card.setAttribute("role", "group");
  card.setAttribute("aria-label", title);
  card.lang = locale;
  const said = make("p", title);
  said.setAttribute("role", "status");
  const button = make("button", say(locale, again));
  button.type = "button";
  button.addEventListener("click", retry);
  const details = make("details");
  details.append(make("summary", say(locale, "why")), make("p", `${say(locale, why)} ${say(locale, "goesOn")}`));
  card.append(said, button, details);
  return card;
}

/** Gives a shadow root the styles of cards. @param {ShadowRoot} root */
export function styleCards(root) {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(SHEET);
  }
  root.adoptedStyleSheets = [sheet];
}
