// `classList` and `dataset`.
import { extend, window } from "./window.js";

class DOMTokenList {
  #element;

  constructor(element) {
    this.#element = element;
  }

  get #tokens() {
    return [...new Set((this.#element.getAttribute("class") ?? "").split(/[\t\n\f\r ]+/).filter(Boolean))];
  }

  #write(tokens) {
    const text = tokens.join(" ");
    // Without a class before and after, no attribute is made.
    if (text !== (this.#element.getAttribute("class") ?? "")) this.#element.setAttribute("class", text);
  }

  get length() {
    return this.#tokens.length;
  }

  get value() {
    return this.#element.getAttribute("class") ?? "";
  }

  set value(text) {
    this.#element.setAttribute("class", text);
  }

  item(index) {
    return this.#tokens[index] ?? null;
  }

  contains(token) {
    return this.#tokens.includes(String(token));
  }

  add(...tokens) {
    this.#write([...new Set([...this.#tokens, ...tokens.map(String)])]);
  }

  remove(...tokens) {
    const gone = tokens.map(String);
    this.#write(this.#tokens.filter((token) => !gone.includes(token)));
  }

  toggle(token, force = !this.contains(token)) {
    if (force) this.add(token);
    else this.remove(token);
    return Boolean(force);
  }

  replace(old, token) {
    if (!this.contains(old)) return false;
    this.#write([...new Set(this.#tokens.map((each) => (each === String(old) ? String(token) : each)))]);
    return true;
  }

  forEach(callback, self) {
    this.#tokens.forEach((token, index) => callback.call(self, token, index, this));
  }

  [Symbol.iterator]() {
    return this.#tokens.values();
  }

  toString() {
    return this.value;
  }
}

const attributeOf = (name) => `data-${String(name).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const nameOf = (attribute) => attribute.slice("data-".length).replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

const datasetHandler = {
  get: ({ element }, name) => (typeof name === "string" ? (element.getAttribute(attributeOf(name)) ?? undefined) : undefined),
  set({ element }, name, value) {
    element.setAttribute(attributeOf(name), value);
    return true;
  },
  deleteProperty({ element }, name) {
    element.removeAttribute(attributeOf(name));
    return true;
  },
  has: ({ element }, name) => typeof name === "string" && element.hasAttribute(attributeOf(name)),
  ownKeys: ({ element }) => element.getAttributeNames().filter((name) => name.startsWith("data-")).map(nameOf),
  getOwnPropertyDescriptor: ({ element }, name) => {
    const value = typeof name === "string" ? element.getAttribute(attributeOf(name)) : null;
    return value === null ? undefined : { value, writable: true, enumerable: true, configurable: true };
  },
};

const lists = new WeakMap();

extend(window.Element.prototype, {
  get classList() {
    let list = lists.get(this);
    if (!list) {
      list = new DOMTokenList(this);
      lists.set(this, list);
    }
    return list;
  },
  set classList(text) {
    this.setAttribute("class", text);
  },
  get dataset() {
    return new Proxy({ element: this }, datasetHandler);
  },
});
