// Points for an order: <stoa-loyalty-points-badge>, in the slot storefront:checkout:after_order.
// The host sets `context` (`{orderId, orderNumber, amount, currency}`), `apiClient` and `locale`.
(() => {
  'use strict';

  const TAG = 'stoa-loyalty-points-badge';
  const ROUTE = '/store/loyalty-points/points';
  // The host reports the order a moment after the page is shown: asked again after these pauses, then no more.
  const PAUSES_MS = [1_500, 3_000, 6_000];

  const TEXT = {
    en: {
      heading: 'Your points', earned_one: 'You earned {points} point', earned_other: 'You earned {points} points',
      coming_one: '{points} point is on its way', coming_other: '{points} points are on their way',
      none: 'This order earns no points', balance_one: 'You have {points} point.', balance_other: 'You have {points} points.',
      signed_out: 'Sign in before your next order to collect points.',
      missed_one: 'This order would have earned {points} point.', missed_other: 'This order would have earned {points} points.',
      loading: 'Loading your points', failed: 'Your points could not be loaded.', retry: 'Try again',
    },
    de: {
      heading: 'Ihre Punkte', earned_one: 'Sie haben {points} Punkt gesammelt', earned_other: 'Sie haben {points} Punkte gesammelt',
      coming_one: '{points} Punkt ist unterwegs', coming_other: '{points} Punkte sind unterwegs',
      none: 'Diese Bestellung bringt keine Punkte', balance_one: 'Ihr Stand: {points} Punkt.', balance_other: 'Ihr Stand: {points} Punkte.',
      signed_out: 'Melden Sie sich vor der nächsten Bestellung an, um Punkte zu sammeln.',
      missed_one: 'Diese Bestellung hätte {points} Punkt gebracht.', missed_other: 'Diese Bestellung hätte {points} Punkte gebracht.',
      loading: 'Ihre Punkte werden geladen', failed: 'Ihre Punkte konnten nicht geladen werden.', retry: 'Noch einmal versuchen',
    },
  };

  // ---- Pure, tested without a browser ----

  const languageOf = (locale) => (String(locale).toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  /** The address of the points of an order. */
  function addressOf({ orderId, amount, currency }) {
    return `${ROUTE}?${new URLSearchParams({ order: orderId, amount, currency })}`;
  }

  /** What is said, as keys of texts with the number each of them counts. */
  function wordsOf(points) {
    const earned = points.earned === 0 ? ['none', 0] : [points.booked ? 'earned' : 'coming', points.earned];
    if (points.signed_in) return { main: earned, more: [['balance', points.balance]] };
    return { main: ['signed_out', 0], more: points.earned > 0 ? [['missed', points.earned]] : [] };
  }

  // ---- The element ----

  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  class LoyaltyPointsBadge extends HTMLElement {
    static rules = { addressOf, wordsOf };
    static texts = TEXT;

    #context = null;
    #apiClient = null;
    #locale = 'en';
    #points = null;
    #phase = 'idle';
    #timer = 0;
    // Counts loads and unmounts: an answer that belongs to an earlier turn is ignored.
    #turn = 0;

    get context() { return this.#context; }
    set context(value) {
      const before = this.#context;
      this.#context = value;
      const changed = ['orderId', 'amount', 'currency'].some((key) => before?.[key] !== value?.[key]);
      if (this.#phase === 'idle' || changed) this.#load();
    }

    get apiClient() { return this.#apiClient; }
    set apiClient(value) {
      this.#apiClient = value;
      if (this.#phase === 'idle') this.#load();
    }

    get locale() { return this.#locale; }
    set locale(value) {
      this.#locale = value;
      this.#draw();
    }

    connectedCallback() {
      // Properties set before this file ran are plain ones that hide the accessors.
      for (const name of ['locale', 'context', 'apiClient']) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      if (this.#phase === 'idle') this.#load();
    }

    disconnectedCallback() {
      this.#turn += 1;
      clearTimeout(this.#timer);
      [this.#phase, this.#points] = ['idle', null];
      this.replaceChildren();
    }

    async #load(attempt = 0) {
      if (!this.isConnected || !this.#context || !this.#apiClient) return;
      const turn = (this.#turn += 1);
      clearTimeout(this.#timer);
      if (attempt === 0) {
        this.#phase = 'loading';
        this.#draw();
      }
      try {
        const points = await this.#apiClient.get(addressOf(this.#context));
        if (turn !== this.#turn) return;
        [this.#phase, this.#points] = ['shown', points];
        const waits = points.signed_in && !points.booked && attempt < PAUSES_MS.length;
        if (waits) this.#timer = setTimeout(() => this.#load(attempt + 1), PAUSES_MS[attempt]);
      } catch {
        if (turn !== this.#turn) return;
        // What is shown stays right when asking again fails.
        if (attempt === 0) this.#phase = 'failed';
      }
      this.#draw();
    }

    #text(key, count = 0) {
      const texts = TEXT[languageOf(this.#locale)];
      const plural = new Intl.PluralRules(this.#locale).select(count) === 'one' ? 'one' : 'other';
      const points = new Intl.NumberFormat(this.#locale).format(count);
      return fill(texts[key] ?? texts[`${key}_${plural}`], { points });
    }

    #draw() {
      if (this.#phase === 'idle') return;
      this.setAttribute('aria-busy', String(this.#phase === 'loading'));
      const heading = this.#points?.programme || this.#text('heading');
      this.replaceChildren(h('h2', { dir: 'auto' }, heading), ...this.#body());
    }

    #body() {
      if (this.#phase === 'failed') {
        const retry = h('button', { type: 'button' }, this.#text('retry'));
        retry.addEventListener('click', () => this.#load());
        return [h('div', { class: 'failed', role: 'alert' }, h('p', {}, this.#text('failed')), retry)];
      }
      if (!this.#points) return [h('p', { class: 'muted' }, this.#text('loading'))];
      const { main, more } = wordsOf(this.#points);
      return [
        h('p', { class: this.#points.booked ? 'main good' : 'main' }, this.#text(...main)),
        ...more.map((words) => h('p', { class: 'muted' }, this.#text(...words))),
      ];
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, LoyaltyPointsBadge);
})();
