// <portico-slot>: asks what belongs into a slot and keeps it there.
import { createCard, styleCards } from "./card.js";
import { namesOf, split } from "./context.js";
import { itemsOf, surfaceOf } from "./manifest.js";
import { Place } from "./place.js";
import { Session } from "./session.js";
import { localeOf, themeOf, watchSurroundings } from "./surroundings.js";
import { languageOf, say } from "./texts.js";

/**
 * @param {string} tag
 * @param {string} origin of the server
 * @param {{ host: string, slot: string, token: string, context: string, components: string }} names attributes and properties
 */
export function defineSlot(tag, origin, names) {
  if (customElements.get(tag)) return;
  class Slot extends SlotElement {
    static observedAttributes = [names.host, names.slot, names.token, "sensitive", "theme", "lang"];
    static names = names;
    static origin = origin;
  }
  const property = (name, set, get) => Object.defineProperty(Slot.prototype, name, { get, set, enumerable: true, configurable: true });
  property(names.context, function (value) { this.setContext(value); }, function () { return this.given.context; });
  property(names.components, function (value) { this.setComponents(value); }, function () { return this.given.components; });
  property("sensitive", function (value) { this.setSensitive(value); }, function () { return this.given.sensitive; });
  property("getToken", function (value) { this.setSource(value); }, function () { return this.source; });
  // So that frameworks that set properties never write it into the document. It cannot be read.
  property(names.token, function (value) { this.setToken(value); }, () => undefined);
  customElements.define(tag, Slot);
}

class SlotElement extends HTMLElement {
  /** @type {Session} */
  #session;
  /** @type {Place[]} */
  #places = [];
  /** What a load belongs to; what an earlier one still does is void. */
  #latest = 0;
  #isScheduled = false;
  #unwatch;
  #root;
  #state = "";
  /** Inputs as the page gave them. */
  #given = { context: {}, components: {}, sensitive: namesOf() };
  #source;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    this.#session = new Session(this.constructor.origin, {
      expired: (error) => this.dispatchEvent(new CustomEvent("portico-token-expired", { bubbles: true, composed: true, detail: { error } })),
      changed: () => this.#schedule(),
    });
  }

  get given() {
    return this.#given;
  }

  get source() {
    return this.#source;
  }

  connectedCallback() {
    const { names } = this.constructor;
    // What was set before the element was defined hides our accessors.
    for (const name of [names.token, "getToken", names.context, names.components, "sensitive"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#readToken();
    this.#session.start();
    this.#unwatch = watchSurroundings(() => this.#look());
    this.#schedule();
  }

  disconnectedCallback() {
    this.#unwatch?.();
    this.#clear();
    this.#session.stop();
  }

  attributeChangedCallback(name, before, after) {
    const { names } = this.constructor;
    if (name === names.token) this.#readToken();
    else if (name === "sensitive") this.setSensitive(after);
    else if (before === after || !this.isConnected) return;
    else if (name === names.host || name === names.slot) this.#schedule();
    else this.#look();
  }

  setContext(context) {
    this.#given.context = context;
    const changed = split(context);
    for (const place of this.#places) place.update(changed);
  }

  setComponents(components) {
    if (components === this.#given.components) return;
    this.#given.components = components;
    // A plugin learns of them when it starts.
    for (const place of this.#places) if (place.item.sandbox?.capabilities?.host_components?.length) place.start();
  }

  /** The attribute sets the property, and what was set last counts; the attribute stays as it is written. */
  setSensitive(given) {
    const sensitive = namesOf(given);
    // A plugin hears of every update, and frameworks set the same again and again.
    if (sensitive.join() === this.#given.sensitive.join()) return;
    this.#given.sensitive = sensitive;
    for (const place of this.#places) place.update({ sensitive });
  }

  setSource(getToken) {
    this.#source = typeof getToken === "function" ? getToken : undefined;
    this.#session.setSource(this.#source && (() => this.#source.call(this)));
    if (this.#state === "failed" || !this.#session.isSignedIn) this.#schedule();
  }

  setToken(token) {
    if (token === undefined) return;
    this.#session.setToken(token);
    if (this.#state === "failed") this.#schedule();
  }

  /** A token does not stay in the document. */
  #readToken() {
    const { token } = this.constructor.names;
    const value = this.getAttribute(token);
    if (value === null) return;
    this.removeAttribute(token);
    this.setToken(value);
  }

  /** Loads once all that changes now has changed. */
  #schedule() {
    if (this.#isScheduled || !this.isConnected) return;
    this.#isScheduled = true;
    const load = () => {
      this.#isScheduled = false;
      if (this.isConnected) this.#load();
    };
    // Scripts of the page that run soon may still say who is there.
    if (this.#session.isSignedIn || this.#source || isParsed()) queueMicrotask(load);
    else document.addEventListener("DOMContentLoaded", load, { once: true });
  }

  async #load() {
    this.#clear();
    const number = this.#latest;
    const { names } = this.constructor;
    const [host, slot] = [this.getAttribute(names.host) ?? "", this.getAttribute(names.slot) ?? ""];
    this.#session.host = host;
    if (slot === "") return;
    const surface = surfaceOf(slot);
    if (!surface) return void console.error(`Portico: a slot's name begins with "storefront:" or "admin:", not "${slot}".`);
    this.#enter("loading");
    let items;
    try {
      items = await itemsOf(this.#session, host, slot);
    } catch (error) {
      if (number === this.#latest) this.#fail(slot, error);
      return;
    }
    if (number !== this.#latest || !this.isConnected) return;
    const element = this;
    const shared = {
      session: this.#session,
      surface,
      get given() {
        return { ...split(element.#given.context), components: element.#given.components, sensitive: element.#given.sensitive, locale: localeOf(element), theme: themeOf(element) };
      },
      fresh: async (old) => (await itemsOf(this.#session, host, slot)).find((item) => item.id === old.id && item.plugin === old.plugin),
      settled: () => this.#settle(),
    };
    this.#places = items.map((item) => new Place(item, shared));
    if (items.length > 0) this.#show(Object.assign(document.createElement("slot"), { name: "plugins" }));
    this.append(...this.#places.map(({ element }) => element));
    for (const place of this.#places) place.start();
    this.#settle();
  }

  #fail(slot, error) {
    // What a browser says of a request that it refused tells nothing.
    const hint = error instanceof TypeError ? ` Is ${location.origin} registered as an origin of the host, and does the page's policy allow ${this.constructor.origin}?` : "";
    console.error(`Portico: the slot "${slot}" could not be loaded.${hint}`, error);
    const locale = localeOf(this);
    this.#show(createCard({ locale: languageOf(locale), title: say(locale, "slotFailed"), why: "server", retry: () => this.#schedule() }));
    this.#enter("failed");
  }

  /** Language and theme as they are now. */
  #look() {
    const changed = { locale: localeOf(this), theme: themeOf(this) };
    for (const place of this.#places) place.update(changed);
  }

  #show(...content) {
    styleCards(this.#root);
    this.#root.replaceChildren(...content);
  }

  #clear() {
    this.#latest++;
    for (const place of this.#places.splice(0)) place.stop();
    // Without a box, as if it were not there.
    this.#root.adoptedStyleSheets = [];
    this.#root.replaceChildren();
    this.#enter("");
  }

  #settle() {
    if (this.#places.some(({ state }) => state === "loading")) return;
    this.#enter("ready");
  }

  /** `portico-state` tells the page how far the slot has come: loading, ready, failed. */
  #enter(state) {
    if (this.#state === state) return;
    this.#state = state;
    if (state) this.dispatchEvent(new CustomEvent("portico-state", { detail: { state, plugins: this.#places.length } }));
  }
}

/** The page's own deferred scripts and modules have run. */
const isParsed = () => document.readyState === "complete" || performance.getEntriesByType("navigation")[0]?.domContentLoadedEventStart > 0;
