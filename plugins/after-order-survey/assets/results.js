// What buyers answered: <stoa-after-order-survey-results>, in the slot admin:dashboard:widget.
// The host sets `context` (`{range}`), `apiClient` and `locale`; a changed range is loaded at once.
(() => {
  'use strict';

  const TAG = 'stoa-after-order-survey-results';
  const ROUTE = '/admin/after-order-survey/results';

  const TEXT = {
    en: {
      heading: 'What buyers say', summary_one: '{count} answer in the last {days} days',
      summary_other: '{count} answers in the last {days} days', of_five: '{average} of 5', rating: 'Rating', answers: 'Answers',
      distribution: 'Answers by rating', comments: 'Newest comments', rated: 'Rated {rating} of 5, {date}',
      empty: 'No answers in the last {days} days.', empty_next: 'They appear here once buyers answer after an order.',
      loading: 'Loading the answers', failed: 'The answers could not be loaded.', retry: 'Try again',
    },
    de: {
      heading: 'Was Käufer sagen', summary_one: '{count} Antwort in den letzten {days} Tagen',
      summary_other: '{count} Antworten in den letzten {days} Tagen', of_five: '{average} von 5', rating: 'Bewertung',
      answers: 'Antworten', distribution: 'Antworten nach Bewertung', comments: 'Neueste Kommentare',
      rated: 'Bewertung {rating} von 5, {date}', empty: 'Keine Antworten in den letzten {days} Tagen.',
      empty_next: 'Sie erscheinen hier, sobald nach einer Bestellung jemand antwortet.',
      loading: 'Die Antworten werden geladen', failed: 'Die Antworten konnten nicht geladen werden.',
      retry: 'Noch einmal versuchen',
    },
  };

  // ---- Pure, tested without a browser ----

  const languageOf = (locale) => (String(locale).toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  /** `30d` → 30; anything else is a month. */
  const daysOf = (range) => Number(/^(\d{1,3})d$/.exec(range ?? '')?.[1] ?? 30);

  /** Lengths of the bars in percent of the longest; nothing is shown as the smallest bar that can be seen. */
  function shares(counts) {
    const most = Math.max(...counts, 1);
    return counts.map((count) => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * 100))));
  }

  // ---- The element ----

  const SVG = 'http://www.w3.org/2000/svg';

  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  // An SVG with its length as an attribute needs no inline style.
  function bar(percent) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('aria-hidden', 'true');
    const rect = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({ width: `${percent}%`, height: '100%', rx: '3' })) rect.setAttribute(name, value);
    svg.append(rect);
    return svg;
  }

  class SurveyResults extends HTMLElement {
    static rules = { daysOf, shares, languageOf };
    static texts = TEXT;

    #context = null;
    #apiClient = null;
    #locale = 'en';
    #results = null;
    #phase = 'idle';
    // Counts loads and unmounts: an answer that belongs to an earlier turn is ignored.
    #turn = 0;

    get context() { return this.#context; }
    set context(value) {
      const before = this.#context;
      this.#context = value;
      if (this.#phase === 'idle' || before?.range !== value?.range) this.#load();
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
      [this.#phase, this.#results] = ['idle', null];
      this.replaceChildren();
    }

    async #load() {
      if (!this.isConnected || !this.#context || !this.#apiClient) return;
      const turn = (this.#turn += 1);
      this.#phase = 'loading';
      this.#draw();
      try {
        const results = await this.#apiClient.get(`${ROUTE}?days=${daysOf(this.#context.range)}`);
        if (turn !== this.#turn) return;
        [this.#phase, this.#results] = ['shown', results];
      } catch {
        if (turn !== this.#turn) return;
        this.#phase = 'failed';
      }
      this.#draw();
    }

    #text(key, values) {
      return fill(TEXT[languageOf(this.#locale)][key], values ?? {});
    }

    #draw() {
      if (this.#phase === 'idle') return;
      this.setAttribute('aria-busy', String(this.#phase === 'loading'));
      this.replaceChildren(h('h2', {}, this.#text('heading')), ...this.#body());
    }

    #body() {
      if (this.#phase === 'failed') {
        const retry = h('button', { type: 'button' }, this.#text('retry'));
        retry.addEventListener('click', () => this.#load());
        return [h('div', { class: 'failed', role: 'alert' }, h('p', {}, this.#text('failed')), retry)];
      }
      // While a new range loads, the old numbers stay.
      if (!this.#results) return [h('p', { class: 'loading' }, this.#text('loading'))];
      if (this.#results.count === 0) {
        const { days } = this.#results;
        return [h('p', {}, this.#text('empty', { days })), h('p', { class: 'muted' }, this.#text('empty_next'))];
      }
      return [...this.#summary(), this.#distribution(), ...this.#comments()];
    }

    #summary() {
      const number = new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 1 });
      const { count, days, average } = this.#results;
      return [
        h('p', { class: 'figure' }, this.#text('of_five', { average: number.format(average) })),
        h('p', { class: 'muted' }, this.#text(count === 1 ? 'summary_one' : 'summary_other', { count: number.format(count), days })),
      ];
    }

    #distribution() {
      const number = new Intl.NumberFormat(this.#locale);
      const lengths = shares(this.#results.by_rating);
      const rows = this.#results.by_rating.map((count, at) => h('tr', {},
        h('th', { scope: 'row' }, String(at + 1)), h('td', { class: 'bar' }, bar(lengths[at])),
        h('td', { class: 'count' }, number.format(count))));
      return h('table', { 'aria-label': this.#text('distribution') },
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, this.#text('rating')), h('td', {}),
          h('th', { scope: 'col', class: 'count' }, this.#text('answers')))),
        h('tbody', {}, ...rows.reverse()));
    }

    #comments() {
      const { comments } = this.#results;
      if (comments.length === 0) return [];
      const date = new Intl.DateTimeFormat(this.#locale, { day: 'numeric', month: 'short' });
      const items = comments.map((comment) => h('li', {},
        // Written by strangers: only ever a text node.
        h('blockquote', { dir: 'auto' }, comment.text),
        h('p', { class: 'muted' }, this.#text('rated', { rating: comment.rating, date: date.format(comment.at) }))));
      return [h('h3', {}, this.#text('comments')), h('ul', {}, ...items)];
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, SurveyResults);
})();
