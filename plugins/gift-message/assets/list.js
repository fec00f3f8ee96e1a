// Messages that wait for a card: <stoa-gift-message-list>, in the slot admin:dashboard:widget.
// The host sets `context`, `apiClient` and `locale`. Everything buyers wrote is shown as text nodes.
(() => {
  'use strict';

  const TAG = 'stoa-gift-message-list';
  const ROUTE = '/admin/gift-message';

  const TEXT = {
    en: {
      heading: 'Gift messages to pack', order: 'Order {number}', from: 'From {name}', packed: 'Mark as packed',
      packed_of: 'Mark as packed: order {number}', done: 'Order {number} is packed.', empty: 'No messages wait to be packed.',
      empty_next: 'They appear here when buyers write one.', loading: 'Loading the messages',
      failed: 'The messages could not be loaded.', not_saved: 'That could not be saved.', retry: 'Try again',
    },
    de: {
      heading: 'Geschenkbotschaften zum Packen', order: 'Bestellung {number}', from: 'Von {name}', packed: 'Als gepackt markieren',
      packed_of: 'Als gepackt markieren: Bestellung {number}', done: 'Bestellung {number} ist gepackt.',
      empty: 'Keine Botschaft wartet auf das Packen.', empty_next: 'Sie erscheinen hier, wenn Käufer eine schreiben.',
      loading: 'Die Botschaften werden geladen', failed: 'Die Botschaften konnten nicht geladen werden.',
      not_saved: 'Das konnte nicht gespeichert werden.', retry: 'Noch einmal versuchen',
    },
  };

  // ---- Pure, tested without a browser ----

  const languageOf = (locale) => (String(locale).toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  /** The number people know an order by; its id where the shop has none. */
  const numberOf = (message) => message.order_number || message.order_id;

  // ---- The element ----

  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  class GiftMessageList extends HTMLElement {
    static rules = { languageOf, numberOf, fill };
    static texts = TEXT;

    #context = null;
    #apiClient = null;
    #locale = 'en';
    #messages = null;
    #notice = '';
    #problem = null;
    #phase = 'idle';
    // Counts loads and unmounts: an answer that belongs to an earlier turn is ignored.
    #turn = 0;

    get context() { return this.#context; }
    set context(value) {
      this.#context = value;
      if (this.#phase === 'idle') this.#load();
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
      [this.#phase, this.#messages, this.#notice, this.#problem] = ['idle', null, '', null];
      this.replaceChildren();
    }

    async #load() {
      if (!this.isConnected || !this.#context || !this.#apiClient) return;
      const turn = (this.#turn += 1);
      [this.#phase, this.#problem] = ['loading', null];
      this.#draw();
      try {
        const messages = await this.#apiClient.get(`${ROUTE}/messages`);
        if (turn !== this.#turn) return;
        [this.#phase, this.#messages] = ['shown', messages];
      } catch {
        if (turn !== this.#turn) return;
        [this.#phase, this.#problem] = ['failed', { key: 'failed', retry: () => this.#load() }];
      }
      this.#draw();
    }

    async #pack(message) {
      const turn = (this.#turn += 1);
      [this.#phase, this.#problem] = ['saving', null];
      this.setAttribute('aria-busy', 'true');
      try {
        await this.#apiClient.post(`${ROUTE}/packed`, { order_id: message.order_id });
        if (turn !== this.#turn) return;
        this.#notice = this.#text('done', { number: numberOf(message) });
        await this.#load();
        // The button that was pressed is gone; the notice says why.
        this.querySelector('.notice')?.focus();
      } catch {
        if (turn !== this.#turn) return;
        [this.#phase, this.#problem] = ['shown', { key: 'not_saved', retry: () => this.#pack(message) }];
        this.#draw();
      }
    }

    #text(key, values) {
      return fill(TEXT[languageOf(this.#locale)][key], values ?? {});
    }

    #draw() {
      if (this.#phase === 'idle') return;
      this.setAttribute('aria-busy', String(this.#phase === 'loading'));
      const notice = h('p', { class: 'notice', role: 'status', tabindex: '-1' }, this.#notice);
      notice.hidden = this.#notice === '';
      this.replaceChildren(h('h2', {}, this.#text('heading')), notice, ...this.#trouble(), ...this.#body());
    }

    #trouble() {
      if (!this.#problem) return [];
      const retry = h('button', { type: 'button' }, this.#text('retry'));
      retry.addEventListener('click', this.#problem.retry);
      return [h('div', { class: 'failed', role: 'alert' }, h('p', {}, this.#text(this.#problem.key)), retry)];
    }

    #body() {
      if (!this.#messages) return this.#phase === 'failed' ? [] : [h('p', { class: 'loading' }, this.#text('loading'))];
      if (this.#messages.length === 0) {
        return [h('p', {}, this.#text('empty')), h('p', { class: 'muted' }, this.#text('empty_next'))];
      }
      return [h('ul', {}, ...this.#messages.map((message) => this.#item(message)))];
    }

    #item(message) {
      const date = new Intl.DateTimeFormat(this.#locale, { day: 'numeric', month: 'short' }).format(message.at);
      const number = numberOf(message);
      const packed = h('button', { type: 'button', 'aria-label': this.#text('packed_of', { number }) }, this.#text('packed'));
      packed.addEventListener('click', () => this.#pack(message));
      const facts = [this.#text('order', { number }), date];
      return h('li', {},
        h('blockquote', { dir: 'auto' }, message.message),
        ...(message.from ? [h('p', { class: 'from', dir: 'auto' }, this.#text('from', { name: message.from }))] : []),
        h('div', { class: 'facts' }, h('p', { class: 'muted' }, facts.join(' · ')), packed));
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, GiftMessageList);
})();
