// A class for each HTML element that has more than attributes. The polyfill makes every element without a custom element's class
// a plain one, so these are given to it as if they were custom elements.
import { expose, extend, window } from "./window.js";

const { Element, HTMLElement } = window;

/** Classes by the elements' local name. */
const classes = new Map();
const definedClass = window.customElements.get.bind(window.customElements);
const isCustom = (name) => name.includes("-");

window.customElements.get = (name) => definedClass(name) ?? classes.get(name) ?? (isCustom(name) ? undefined : HTMLElement);

/**
 * Makes the class the one of elements with these names.
 *
 * @param {string} className given, because a bundler may shorten that of the class
 * @param {Function} type a subclass of HTMLElement
 * @param {...string} names
 */
export function defineNative(className, type, ...names) {
  for (const name of names) classes.set(name, type);
  expose(className, type);
}

const TEXT = (attribute) => ({
  get() {
    return this.getAttribute(attribute) ?? "";
  },
  set(value) {
    this.setAttribute(attribute, value);
  },
});
const FLAG = (attribute) => ({
  get() {
    return this.hasAttribute(attribute);
  },
  set(value) {
    this.toggleAttribute(attribute, Boolean(value));
  },
});
const NUMBER = (attribute, fallback = 0) => ({
  get() {
    const number = Number.parseFloat(this.getAttribute(attribute));
    return Number.isFinite(number) ? number : fallback;
  },
  set(value) {
    this.setAttribute(attribute, Number(value) || 0);
  },
});
/** An attribute whose values are the words "true" and "false". */
const WORD = (attribute) => ({
  get() {
    return this.getAttribute(attribute) === "true";
  },
  set(value) {
    this.setAttribute(attribute, String(value));
  },
});

/** Properties that reflect attributes: `"name"`, or `"property=attribute"`. */
export function reflect(prototype, { texts = "", flags = "", numbers = "", words = "" }) {
  for (const [list, kind] of [[texts, TEXT], [flags, FLAG], [numbers, NUMBER], [words, WORD]]) {
    for (const entry of list.split(" ").filter(Boolean)) {
      const [property, attribute = property.toLowerCase()] = entry.split("=");
      Object.defineProperty(prototype, property, { ...kind(attribute), configurable: true, enumerable: true });
    }
  }
}

reflect(Element.prototype, { texts: "className=class role ariaLabel=aria-label ariaHidden=aria-hidden ariaExpanded=aria-expanded" });
reflect(HTMLElement.prototype, {
  texts: "title lang dir accessKey inputMode enterKeyHint autocapitalize contentEditable nonce popover",
  flags: "hidden inert autofocus",
  words: "draggable spellcheck translate",
});
Object.defineProperty(HTMLElement.prototype, "tabIndex", { ...NUMBER("tabindex", -1), configurable: true, enumerable: true });

extend(HTMLElement.prototype, {
  get innerText() {
    return this.textContent;
  },
  set innerText(text) {
    this.textContent = text;
  },
});

/** Elements that only reflect attributes. */
const REFLECTING = {
  HTMLAnchorElement: ["a area", { texts: "href target rel download hreflang type ping referrerPolicy" }],
  HTMLButtonElement: ["button", { texts: "name value type", flags: "disabled formNoValidate" }],
  HTMLDataElement: ["data", { texts: "value" }],
  HTMLDetailsElement: ["details", { texts: "name", flags: "open" }],
  HTMLDialogElement: ["dialog", { flags: "open" }],
  HTMLDivElement: ["div", {}],
  HTMLFieldSetElement: ["fieldset", { texts: "name", flags: "disabled" }],
  HTMLHeadingElement: ["h1 h2 h3 h4 h5 h6", {}],
  HTMLImageElement: ["img", { texts: "src alt srcset sizes loading decoding crossOrigin referrerPolicy", numbers: "width height" }],
  HTMLLabelElement: ["label", { texts: "htmlFor=for" }],
  HTMLLIElement: ["li", { numbers: "value" }],
  HTMLMeterElement: ["meter", { numbers: "value min max low high optimum" }],
  HTMLOListElement: ["ol", { texts: "type", flags: "reversed", numbers: "start" }],
  HTMLOptGroupElement: ["optgroup", { texts: "label", flags: "disabled" }],
  HTMLOutputElement: ["output", { texts: "htmlFor=for name" }],
  HTMLParagraphElement: ["p", {}],
  HTMLProgressElement: ["progress", { numbers: "value max" }],
  HTMLQuoteElement: ["blockquote q", { texts: "cite" }],
  HTMLSpanElement: ["span", {}],
  HTMLTableCellElement: ["td th", { texts: "headers scope abbr", numbers: "colSpan rowSpan" }],
  HTMLTableColElement: ["col colgroup", { numbers: "span" }],
  HTMLTimeElement: ["time", { texts: "dateTime" }],
  HTMLUListElement: ["ul", {}],
};

for (const [name, [elements, properties]] of Object.entries(REFLECTING)) {
  const type = class extends HTMLElement {};
  reflect(type.prototype, properties);
  defineNative(name, type, ...elements.split(" "));
}

// React asks whether the focused element is a frame, Svelte whether what it listens to plays sound.
for (const name of ["HTMLIFrameElement", "HTMLFormElement", "HTMLMediaElement"]) expose(name, class extends HTMLElement {});
