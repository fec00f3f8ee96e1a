// The place of one extension: what is mounted in it, how long that may take, and the card when it fails.
import { createCard, styleCards } from "./card.js";
import { mountComponent } from "./component.js";
import { mountForm } from "./forms.js";
import { bodyOf } from "./refusal.js";
import { STOPS, announce, onSuspended, report } from "./reports.js";
import { mountSandbox } from "./sandbox.js";
import { languageOf, localized, say } from "./texts.js";

/** After this time an extension that is not there counts as failed (FORMS 12); it still appears when it comes later. */
const DEADLINE_MS = 10_000;

/** What the slot passes. @typedef {{ props: Record<string, unknown>, callbacks: Record<string, Function>, components: Record<string, object>, sensitive: readonly string[], locale: string, theme: "light" | "dark" }} Given */

/**
 * One try to show an extension.
 * @typedef {object} Attempt
 * @property {import("./manifest.js").Item} item
 * @property {HTMLElement} place
 * @property {import("./session.js").Session} session
 * @property {"store" | "admin"} surface
 * @property {Given} given as it is now
 * @property {() => void} ran its script ran; what is missing now is the definition
 * @property {() => void} live
 * @property {(why: import("./texts.js").TextKey) => void} fail
 */

const KINDS = {
  sandbox: mountSandbox,
  component: mountComponent,
  schema: mountForm,
};

export class Place {
  #latest = 0;
  #mounted;
  #card;
  #timer;
  #deaf;
  /** It had to be ended again and again: nothing but the reader's word starts it. */
  #isOff = false;

  /**
   * @param {import("./manifest.js").Item} item
   * @param {{ session: import("./session.js").Session, surface: "store" | "admin", given: Given, fresh(item: import("./manifest.js").Item): Promise<import("./manifest.js").Item | undefined>, settled(): void }} slot
   */
  constructor(item, slot) {
    this.item = item;
    this.slot = slot;
    /** @type {"loading" | "live" | "failed" | "gone"} */
    this.state = "loading";
    this.element = document.createElement("div");
    this.element.dataset.plugin = item.plugin;
    this.element.dataset.extension = item.id;
    this.element.dataset.kind = item.type;
    this.element.slot = "plugins";
    this.element.setAttribute("role", "group");
    this.#name();
    this.#deaf = onSuspended((who, plugin, isOff) => who === slot.session.who && plugin === this.item.plugin && this.#switch(isOff));
  }

  /** Starts, or starts anew. The element is in the document. */
  start() {
    if (this.#isOff) return this.#suspend("suspended");
    this.#end();
    const number = ++this.#latest;
    const counts = () => number === this.#latest;
    const body = document.createElement("div");
    this.#reserve(body);
    this.element.append(body);
    this.#enter("loading");
    let hasRun = false;
    const began = performance.now();
    const { item, slot } = this;
    /** @type {Attempt} */
    const attempt = {
      item,
      place: body,
      session: slot.session,
      surface: slot.surface,
      get given() {
        return slot.given;
      },
      ran: () => (hasRun = true),
      live: () => {
        if (!counts()) return;
        this.#uncover();
        this.#enter("live");
        report(attempt, "ready", performance.now() - began);
      },
      fail: (why) => {
        if (!counts()) return;
        this.#cover(why);
        this.#enter("failed");
        report(attempt, why);
      },
    };
    this.#timer = setTimeout(() => {
      if (counts() && this.state === "loading") attempt.fail(hasRun ? "undefined" : "timeout");
    }, DEADLINE_MS);
    this.body = body;
    try {
      const mount = Object.hasOwn(KINDS, item.type) && KINDS[item.type];
      // A kind that is newer than this script shows nothing.
      if (mount) this.#mounted = mount(attempt);
      else attempt.live();
    } catch (error) {
      console.error(error);
      attempt.fail("crashed");
    }
  }

  /** @param {Partial<Given>} changed */
  update(changed) {
    if (changed.locale) this.#name();
    try {
      this.#mounted?.update(changed);
    } catch (error) {
      console.error(error);
    }
  }

  /** Nothing of it is left. */
  stop() {
    this.#deaf();
    this.#end();
    this.state = "gone";
    this.element.remove();
  }

  #end() {
    this.#latest++;
    clearTimeout(this.#timer);
    const mounted = this.#mounted;
    this.#mounted = undefined;
    try {
      mounted?.destroy();
    } catch (error) {
      console.error(error);
    }
    this.body?.remove();
    this.#uncover();
  }

  #name() {
    const { item, slot } = this;
    this.element.setAttribute("aria-label", localized(item.title, slot.given.locale) || item.plugin);
  }

  /** Room, so that nothing moves when it appears. */
  #reserve(body) {
    const { min_height: wide, min_height_narrow: narrow = wide } = this.item[this.item.type] ?? {};
    const height = this.element.clientWidth < 400 ? narrow : wide;
    if (height > 0) body.style.minHeight = `${height}px`;
  }

  #enter(state) {
    this.state = state;
    if (state === "loading") this.element.setAttribute("aria-busy", "true");
    else this.element.removeAttribute("aria-busy");
    this.slot.settled();
  }

  #cover(why) {
    this.#uncover();
    if (this.body) this.body.hidden = true;
    const { locale } = this.slot.given;
    const plugin = localized(this.item.plugin_title, locale) || this.item.plugin;
    this.#card = document.createElement("div");
    const root = this.#card.attachShadow({ mode: "open" });
    styleCards(root);
    this.element.append(this.#card);
    const isOff = why === "suspended" || why === "stillOff";
    const title = isOff ? "off" : STOPS.has(why) ? "stopped" : "failed";
    root.append(createCard({ locale: languageOf(locale), title: say(locale, title, plugin), why, again: isOff ? "again" : "retry", retry: () => (isOff ? this.#turnOn() : this.#retry()) }));
  }

  #switch(isOff) {
    if (this.state === "gone") return;
    this.#isOff = isOff;
    if (isOff) this.#suspend("suspended");
    else this.#retry();
  }

  #suspend(why) {
    const hadFocus = this.element.contains(document.activeElement);
    this.#end();
    this.#cover(why);
    this.#enter("failed");
    // The button that had it is gone.
    if (hadFocus) this.#focus();
  }

  #focus() {
    this.element.tabIndex = -1;
    this.element.focus({ preventScroll: true });
  }

  #uncover() {
    this.#card?.remove();
    this.#card = undefined;
    if (this.body) this.body.hidden = false;
  }

  /** With what the manifest says now: addresses of frames age, and what was broken may have been replaced. */
  async #retry() {
    const hadFocus = this.element.contains(document.activeElement);
    this.#end();
    this.#enter("loading");
    if (hadFocus) this.#focus();
    const number = this.#latest;
    const item = await this.slot.fresh(this.item).catch(() => this.item);
    if (number !== this.#latest) return;
    if (!item) return this.stop();
    this.item = item;
    this.start();
  }

  /** Asks the server; all places of the plugin hear of it. */
  async #turnOn() {
    const { session } = this.slot;
    const { plugin } = this.item;
    const { who } = session;
    const hadFocus = this.element.contains(document.activeElement);
    this.#end();
    this.#enter("loading");
    if (hadFocus) this.#focus();
    const number = this.#latest;
    const why = await session
      .fetch(`/api/v1/me/suspensions/${encodeURIComponent(plugin)}`, { method: "DELETE" })
      .then(async (response) => (!response.ok ? "suspended" : (await bodyOf(response))?.data?.state === "suspended" ? "stillOff" : undefined))
      .catch(() => "suspended");
    if (why === undefined) announce(who, plugin, false);
    else if (number === this.#latest) this.#suspend(why);
  }
}
