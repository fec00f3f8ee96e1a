// Messages that wait for a card: <stoa-gift-message-list>, in the slot admin:dashboard:widget.
// The host sets `context`, `apiClient` and `locale`. Everything buyers wrote is shown as text nodes.
// It stands inside plugins/kit/assets/panel.js, where `Panel`, `h` and the like come from.

const TAG = 'stoa-gift-message-list';
const ROUTE = '/admin/gift-message';

const TEXT = {
  en: {
    heading: 'Gift messages to pack', order: 'Order {number}', from: 'From {name}', card: 'Card {color}', packed: 'Mark as packed',
    packed_of: 'Mark as packed: order {number}', done: 'Order {number} is packed.', empty: 'No messages wait to be packed.',
    empty_next: 'They appear here when buyers write one.', loading: 'Loading the messages',
    failed: 'The messages could not be loaded.', not_saved: 'That could not be saved.', retry: 'Try again',
  },
  de: {
    heading: 'Geschenkbotschaften zum Packen', order: 'Bestellung {number}', from: 'Von {name}', card: 'Karte {color}',
    packed: 'Als gepackt markieren',
    packed_of: 'Als gepackt markieren: Bestellung {number}', done: 'Bestellung {number} ist gepackt.',
    empty: 'Keine Botschaft wartet auf das Packen.', empty_next: 'Sie erscheinen hier, wenn Käufer eine schreiben.',
    loading: 'Die Botschaften werden geladen', failed: 'Die Botschaften konnten nicht geladen werden.',
    not_saved: 'Das konnte nicht gespeichert werden.', retry: 'Noch einmal versuchen',
  },
};

// ---- Pure, tested without a browser ----

/** The number people know an order by; its id where the shop has none. */
const numberOf = (message) => message.order_number || message.order_id;

/** The server checked it already: this is the second lock, where it becomes an attribute. */
const isColor = (text) => /^#[0-9a-f]{6}$/.test(text ?? '');

// ---- The element ----

class GiftMessageList extends Panel {
  static rules = { languageOf, numberOf, fill, isColor };
  static texts = TEXT;

  #notice = '';
  // The message that could not be marked as packed.
  #unpacked = null;

  disconnectedCallback() {
    [this.#notice, this.#unpacked] = ['', null];
    super.disconnectedCallback();
  }

  load() {
    this.#unpacked = null;
    return super.load();
  }

  request() {
    return this.apiClient.get(`${ROUTE}/messages`);
  }

  #pack(message) {
    [this.phase, this.#unpacked] = ['saving', null];
    this.setAttribute('aria-busy', 'true');
    return this.ask(() => this.apiClient.post(`${ROUTE}/packed`, { order_id: message.order_id }), async () => {
      this.#notice = this.say('done', { number: numberOf(message) });
      await this.load();
      // The button that was pressed is gone; the notice says why.
      this.querySelector('.notice')?.focus();
    }, () => {
      [this.phase, this.#unpacked] = ['shown', message];
      this.draw();
    });
  }

  content() {
    const notice = h('p', { class: 'notice', role: 'status', tabindex: '-1' }, this.#notice);
    notice.hidden = this.#notice === '';
    const message = this.#unpacked;
    const trouble = message ? [this.trouble(this.say('not_saved'), () => this.#pack(message))] : [];
    return [notice, ...trouble, ...super.content()];
  }

  body() {
    if (this.data.length === 0) {
      return [h('p', {}, this.say('empty')), h('p', { class: 'muted' }, this.say('empty_next'))];
    }
    return [h('ul', {}, ...this.data.map((message) => this.#item(message)))];
  }

  #item(message) {
    const date = new Intl.DateTimeFormat(this.region, { day: 'numeric', month: 'short' }).format(message.at);
    const number = numberOf(message);
    const packed = h('button', { type: 'button', 'aria-label': this.say('packed_of', { number }) }, this.say('packed'));
    packed.addEventListener('click', () => this.#pack(message));
    const facts = [this.say('order', { number }), date, ...message.occasions];
    return h('li', {},
      h('blockquote', { dir: 'auto' }, message.message),
      ...(message.from ? [h('p', { class: 'from', dir: 'auto' }, this.say('from', { name: message.from }))] : []),
      h('div', { class: 'facts' }, h('p', { class: 'muted' }, facts.join(' · '), ...this.#card(message)), packed));
  }

  // The colour is shown and, for those who cannot tell it, written; it is an attribute of an SVG, so it needs no inline style.
  #card({ color }) {
    if (!isColor(color)) return [];
    const swatch = s('svg', { class: 'swatch', 'aria-hidden': 'true', viewBox: '0 0 1 1' },
      s('rect', { width: '1', height: '1', fill: color }));
    return [' · ', swatch, ' ', this.say('card', { color })];
  }
}

define(TAG, GiftMessageList);
