// `element.style`: what is set becomes the attribute `style`, which is the only truth.
import { extend, window } from "./window.js";

const kebab = (name) => {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return /^(webkit|moz|ms)-/.test(dashed) ? `-${dashed}` : dashed;
};
const normal = (name) => (name.startsWith("--") ? name : name.toLowerCase());

/** Splits at a character outside of brackets and quotes. */
function split(text, separator) {
  const parts = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "\\") index++;
    else if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === separator && depth <= 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function parse(text) {
  const declarations = new Map();
  for (const part of split(text.replace(/\/\*[^]*?\*\//g, ""), ";")) {
    const colon = part.indexOf(":");
    if (colon < 0) continue;
    const important = /\s*!\s*important\s*$/i;
    const value = part.slice(colon + 1).trim();
    declarations.set(normal(part.slice(0, colon).trim()), {
      value: value.replace(important, ""),
      priority: important.test(value) ? "important" : "",
    });
  }
  return declarations;
}

const serialize = (declarations) =>
  [...declarations].map(([name, { value, priority }]) => `${name}: ${value}${priority && " !important"};`).join(" ");

export class CSSStyleDeclaration {
  #element;
  #parsed = new Map();
  #text = "";

  constructor(element) {
    this.#element = element;
  }

  #declarations() {
    const text = this.#element.getAttribute("style") ?? "";
    if (text !== this.#text) {
      this.#parsed = parse(text);
      this.#text = text;
    }
    return this.#parsed;
  }

  #write(declarations) {
    this.#text = serialize(declarations);
    if (this.#text !== (this.#element.getAttribute("style") ?? "")) this.#element.setAttribute("style", this.#text);
  }

  get cssText() {
    return serialize(this.#declarations());
  }

  set cssText(text) {
    this.#parsed = parse(String(text ?? ""));
    this.#write(this.#parsed);
  }

  get length() {
    return this.#declarations().size;
  }

  item(index) {
    return [...this.#declarations().keys()][index] ?? "";
  }

  getPropertyValue(name) {
    return this.#declarations().get(normal(String(name)))?.value ?? "";
  }

  getPropertyPriority(name) {
    return this.#declarations().get(normal(String(name)))?.priority ?? "";
  }

  setProperty(name, value, priority = "") {
    const text = String(value ?? "").trim();
    if (text === "") {
      this.removeProperty(name);
      return;
    }
    const declarations = this.#declarations();
    declarations.set(normal(String(name)), { value: text, priority });
    this.#write(declarations);
  }

  removeProperty(name) {
    const old = this.getPropertyValue(name);
    const declarations = this.#declarations();
    if (declarations.delete(normal(String(name)))) this.#write(declarations);
    return old;
  }

  get cssFloat() {
    return this.getPropertyValue("float");
  }

  set cssFloat(value) {
    this.setProperty("float", value);
  }
}

// Every CSS property is a property here, without a list of them.
const handler = {
  get(style, name) {
    if (typeof name !== "string" || name in style) {
      const value = style[name];
      return typeof value === "function" ? value.bind(style) : value;
    }
    return /^\d+$/.test(name) ? style.item(Number(name)) : style.getPropertyValue(kebab(name));
  },
  set(style, name, value) {
    if (name in style) style[name] = value;
    else style.setProperty(kebab(name), value);
    return true;
  },
  has: (style, name) => name in style || (typeof name === "string" && /^[a-z][A-Za-z-]*$/.test(name)),
};

const styles = new WeakMap();

export function styleOf(element) {
  let style = styles.get(element);
  if (!style) {
    style = new Proxy(new CSSStyleDeclaration(element), handler);
    styles.set(element, style);
  }
  return style;
}

extend(window.Element.prototype, {
  get style() {
    return styleOf(this);
  },
  set style(text) {
    styleOf(this).cssText = text;
  },
});
