// What the panels of the example plugins have in common. The kit puts each panel's own script in the place marked below, so that every
// panel is one file with an integrity of its own, and several on a page share nothing.
(() => {
  'use strict';

  /** Which language a panel speaks: German for German, else English. */
  const languageOf = (locale) => (String(locale).toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en');
  /** Numbers and dates in the language of the texts, with the region of the page where it has one. */
  const regionOf = (locale) => (/^(de|en)\b/i.test(String(locale)) ? String(locale).replaceAll('_', '-') : 'en');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  /** `30d` → 30; anything else is a month. */
  const daysOf = (range) => Number(/^(\d{1,3})d$/.exec(range ?? '')?.[1] ?? 30);

  const SVG = 'http://www.w3.org/2000/svg';

  function build(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  /** An element with attributes and children; texts are only ever text nodes. */
  const h = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);
  /** The same of an SVG. Lengths and colours as attributes need no inline style. */
  const s = (tag, attributes = {}, ...children) => build(document.createElementNS(SVG, tag), attributes, children);

  /**
   * An element that loads something and shows it. The host sets `context`, `apiClient` and `locale`, before or after its file runs.
   * A panel has `request()`, which asks for its data, and `body()`, which makes elements of `this.data`; `texts` has its texts by
   * language, at least `heading`, `loading`, `failed` and `retry`.
   */
  class Panel extends HTMLElement {
    static texts = {};
    /** Keys of the context: when one changes, the data is loaded anew. */
    static loadsFor = [];
    /** When one of these changes, only the drawing does. */
    static drawsFor = [];
    /** Class of the sentence that stands there before there is data; `loading` reserves room for a large panel. */
    static waits = 'loading';

    /** `idle` (not in the page, or not ready), `loading`, `shown`, `failed`. */
    phase = 'idle';
    /** What `request` answered last; it stays while more is loaded. */
    data = null;
    /** Why the last `request` failed. */
    error = null;

    #context = null;
    #apiClient = null;
    #locale = 'en';
    // Counts requests and unmounts: an answer that belongs to an earlier turn is ignored.
    #turn = 0;

    get context() { return this.#context; }
    set context(value) {
      const before = this.#context;
      this.#context = value;
      const changed = (keys) => keys.some((key) => before?.[key] !== value?.[key]);
      if (this.phase === 'idle' || changed(this.constructor.loadsFor)) this.load();
      else if (changed(this.constructor.drawsFor)) this.draw();
    }

    get apiClient() { return this.#apiClient; }
    set apiClient(value) {
      this.#apiClient = value;
      if (this.phase === 'idle') this.load();
    }

    get locale() { return this.#locale; }
    set locale(value) {
      this.#locale = value;
      // What is drawn is in one of our languages, whatever the page's is.
      this.lang = languageOf(value);
      this.dir = 'ltr';
      this.draw();
    }

    /** What numbers and dates are written for. */
    get region() { return regionOf(this.#locale); }

    connectedCallback() {
      // Properties set before this file ran are plain ones that hide the accessors.
      for (const name of ['locale', 'context', 'apiClient']) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      if (this.phase === 'idle') this.load();
    }

    disconnectedCallback() {
      this.#turn += 1;
      [this.phase, this.data, this.error] = ['idle', null, null];
      this.replaceChildren();
    }

    /** Asks, and goes on with what came of it; not at all when more was asked meanwhile, or the element left the page. */
    async ask(request, answered, failed) {
      const turn = (this.#turn += 1);
      let answer;
      try {
        answer = await request();
      } catch (error) {
        if (turn === this.#turn) failed(error);
        return;
      }
      if (turn === this.#turn) await answered(answer);
    }

    /** Loads what is shown, once everything that it takes is there. */
    async load() {
      if (!this.isConnected || !this.#context || !this.#apiClient) return;
      this.phase = 'loading';
      this.draw();
      await this.ask(() => this.request(), (data) => {
        [this.phase, this.data, this.error] = ['shown', data, null];
        this.draw();
      }, (error) => {
        [this.phase, this.error] = ['failed', error];
        this.draw();
      });
    }

    say(key, values = {}) {
      return fill(this.constructor.texts[languageOf(this.#locale)][key], values);
    }

    draw() {
      if (this.phase === 'idle') return;
      this.setAttribute('aria-busy', String(this.phase === 'loading'));
      this.replaceChildren(this.heading(), ...this.content());
    }

    heading() {
      return h('h2', {}, this.say('heading'));
    }

    content() {
      if (this.phase === 'failed') return [this.trouble(this.say('failed'), () => this.load())];
      if (this.data === null) return [h('p', { class: this.constructor.waits }, this.say('loading'))];
      return this.body();
    }

    /** What went wrong, with a button. */
    trouble(sentence, again) {
      const retry = h('button', { type: 'button' }, this.say('retry'));
      retry.addEventListener('click', again);
      return h('div', { class: 'failed', role: 'alert' }, h('p', {}, sentence), retry);
    }
  }

  /** Once, however often the file is loaded. */
  const define = (tag, element) => {
    if (!customElements.get(tag)) customElements.define(tag, element);
  };

  /* the panel's own script */
})();
