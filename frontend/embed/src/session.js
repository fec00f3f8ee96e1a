// Who looks at a slot: the host JWT, its renewal, and requests with it. The token stays in here; nothing of the page can read it.
import { claimsOf, identityOf, isSamePerson, namesItsHost, remaining, untilRenewal } from "./token.js";

/**
 * @typedef {object} SessionEvents
 * @property {(error?: unknown) => void} expired there is no good token any more
 * @property {() => void} changed it is somebody else, or with other rights
 */

export class Session {
  /** @type {string | undefined} */
  #token;
  /** @type {Promise<void> | undefined} */
  #renewing;
  #timer;
  #claims = {};
  /** Something was asked as who it is now. */
  #asked = false;
  /** The page said who it is, perhaps that it is nobody. */
  #isKnown = false;

  /**
   * @param {string} origin of the server
   * @param {SessionEvents} events
   */
  constructor(origin, events) {
    this.origin = origin;
    this.events = events;
    /** @type {(() => string | null | undefined | Promise<string | null | undefined>) | undefined} */
    this.getToken = undefined;
    /** Id of the host, if the page says it. */
    this.host = "";
  }

  /** Whether requests carry a token. */
  get isSignedIn() {
    return this.#token !== undefined;
  }

  /** Who looks, at which host of which server: the same for all slots in which it is so. */
  get who() {
    return `${this.origin} ${this.host} ${identityOf(this.#claims)}`;
  }

  /**
   * Takes a token over. The plugins keep their state when it is the same person's.
   * @param {string | null | undefined} token none: signed out
   */
  setToken(token) {
    const before = this.#token === undefined ? undefined : this.#claims;
    this.#token = token || undefined;
    this.#claims = claimsOf(this.#token);
    this.#schedule();
    const after = this.#token === undefined ? undefined : this.#claims;
    this.#isKnown = true;
    const isOther = (before === undefined) !== (after === undefined) || !isSamePerson(before ?? {}, after ?? {});
    if (this.#asked && isOther) this.events.changed();
  }

  /** A token for the first request, when the page gave none but can get one. */
  async ready() {
    if (!this.#isKnown && this.getToken) await this.renew();
  }

  /** Asks the page for the next token; those who ask at the same time share the answer. */
  renew() {
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #renew() {
    try {
      const token = await this.getToken();
      if (token !== null && token !== undefined && typeof token !== "string") throw new TypeError("getToken() answers a string, or null for a visitor who is signed out");
      this.setToken(token);
    } catch (error) {
      this.events.expired(error);
      throw error;
    }
  }

  #schedule() {
    clearTimeout(this.#timer);
    const left = remaining(this.#claims, Date.now());
    if (left === undefined) return;
    this.#timer = this.getToken ? setTimeout(() => this.renew().catch(() => {}), untilRenewal(left)) : setTimeout(() => this.events.expired(), Math.max(left, 0));
  }

  /** Another way to get tokens. @param {Session["getToken"]} getToken */
  setSource(getToken) {
    this.getToken = getToken;
    if (this.#token === undefined) this.#isKnown = this.#asked = false;
    else this.#schedule();
  }

  /**
   * A request to the server, with the token and never with cookies. After a 401 a new token is tried, once.
   * @param {string} path
   * @param {RequestInit} [init]
   * @returns {Promise<Response>}
   */
  async fetch(path, init = {}) {
    await this.ready();
    const used = this.#token;
    const response = await this.#ask(path, init);
    if (response.status !== 401 || used === undefined) return response;
    if (!this.getToken) {
      this.events.expired();
      return response;
    }
    try {
      // Somebody else may have renewed it meanwhile.
      if (this.#token === used) await this.renew();
    } catch {
      return response;
    }
    return this.#ask(path, init);
  }

  /**
   * Sends something that goes on when the reader leaves, and that nobody waits for: no token is renewed for it.
   * @param {string} path
   * @param {object} body
   * @returns {Promise<Response>}
   */
  tell(path, body) {
    const init = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" }, keepalive: true };
    return this.#ask(path, init);
  }

  #ask(path, init) {
    this.#asked = true;
    const headers = new Headers(init.headers);
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    return fetch(this.origin + this.#named(path), { ...init, headers, credentials: "omit", mode: "cors" });
  }

  /** The host of a token that does not name a secret of one is named by the address. */
  #named(path) {
    if (this.#token === undefined || !this.host || namesItsHost(this.#token) || /[?&]host=/.test(path)) return path;
    return `${path}${path.includes("?") ? "&" : "?"}host=${encodeURIComponent(this.host)}`;
  }

  /** Renews from now on; also again after `stop`. */
  start() {
    if (this.#token !== undefined) this.#schedule();
  }

  stop() {
    clearTimeout(this.#timer);
  }
}
