// Points for an order: <stoa-loyalty-points-badge>, in the slot storefront:checkout:after_order.
// The host sets `context` (`{orderId, orderNumber, amount, currency}`), `apiClient` and `locale`.
// It stands inside plugins/kit/assets/panel.js, where `Panel`, `h` and the like come from.

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

class LoyaltyPointsBadge extends Panel {
  static rules = { addressOf, wordsOf };
  static texts = TEXT;
  static loadsFor = ['orderId', 'amount', 'currency'];
  static waits = 'muted';

  #timer = 0;
  #attempt = 0;

  disconnectedCallback() {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  load() {
    clearTimeout(this.#timer);
    this.#attempt = 0;
    return super.load();
  }

  request() {
    return this.apiClient.get(addressOf(this.context));
  }

  draw() {
    super.draw();
    if (this.phase === 'shown') this.#waitForBooking();
  }

  #waitForBooking() {
    clearTimeout(this.#timer);
    const waits = this.data.signed_in && !this.data.booked && this.#attempt < PAUSES_MS.length;
    if (waits) this.#timer = setTimeout(() => this.#askAgain(), PAUSES_MS[this.#attempt]);
  }

  #askAgain() {
    this.#attempt += 1;
    const booked = (points) => {
      this.data = points;
      this.draw();
    };
    // What is shown stays right when asking again fails.
    this.ask(() => this.request(), booked, () => this.#waitForBooking());
  }

  say(key, count = 0) {
    const texts = TEXT[languageOf(this.locale)];
    const plural = new Intl.PluralRules(this.region).select(count) === 'one' ? 'one' : 'other';
    const points = new Intl.NumberFormat(this.region).format(count);
    return fill(texts[key] ?? texts[`${key}_${plural}`], { points });
  }

  heading() {
    return h('h2', { dir: 'auto' }, this.data?.programme || this.say('heading'));
  }

  body() {
    const { main, more } = wordsOf(this.data);
    return [
      h('p', { class: this.data.booked ? 'main good' : 'main' }, this.say(...main)),
      ...more.map((words) => h('p', { class: 'muted' }, this.say(...words))),
    ];
  }
}

define(TAG, LoyaltyPointsBadge);
