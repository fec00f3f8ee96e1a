// <portico-store-button>: opens the app store in a new tab, signed in. The token travels in a form, because tokens do not belong in URLs.
import { localeOf, watchSurroundings } from "./surroundings.js";
import { say } from "./texts.js";

/**
 * @param {string} tag
 * @param {string} origin of the server
 */
export function defineStoreButton(tag, origin) {
  if (customElements.get(tag)) return;
  customElements.define(tag, class extends StoreButton {
    static origin = origin;
  });
}

class StoreButton extends HTMLElement {
  static observedAttributes = ["token", "lang"];
  #token;
  #label = document.createElement("slot");
  #button = document.createElement("button");
  #unwatch;
  #isBusy = false;
  /** @type {(() => string | Promise<string>) | undefined} */
  #getToken;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    this.#button.type = "button";
    this.#button.part = "button";
    this.#button.append(this.#label);
    this.#button.addEventListener("click", () => this.#open());
    root.append(this.#button);
  }

  get getToken() {
    return this.#getToken;
  }

  set getToken(getToken) {
    this.#getToken = typeof getToken === "function" ? getToken : undefined;
  }

  /** It cannot be read. */
  get token() {
    return undefined;
  }

  set token(token) {
    if (token !== undefined) this.#token = token || undefined;
  }

  connectedCallback() {
    for (const name of ["token", "getToken"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#unwatch = watchSurroundings(() => this.#say());
    this.#say();
  }

  disconnectedCallback() {
    this.#unwatch?.();
  }

  attributeChangedCallback(name, _, after) {
    if (name === "lang") return this.#say();
    if (after === null) return;
    this.#token = after || undefined;
    this.removeAttribute("token");
  }

  /** Shown unless the page puts something of its own into the element. */
  #say() {
    this.#label.textContent = say(localeOf(this), "store");
  }

  async #open() {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      // A token opens one session only, so each click takes its own, where the page can get one.
      const token = this.#getToken ? await this.#getToken.call(this) : this.#token;
      this.#token = undefined;
      if (!token) throw new Error("there is no token that was not used yet");
      if (this.isConnected) this.#post(token);
    } catch (error) {
      this.dispatchEvent(new CustomEvent("portico-token-expired", { bubbles: true, composed: true, detail: { error } }));
    } finally {
      this.#isBusy = false;
    }
  }

  #post(token) {
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: `${this.constructor.origin}/session`, target: "_blank", rel: "noopener", hidden: true });
    const fields = { host: this.getAttribute("host") ?? "", token, next: this.getAttribute("next") || "/store" };
    for (const [name, value] of Object.entries(fields)) {
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    }
    this.shadowRoot.append(form);
    form.submit();
    form.remove();
  }
}
