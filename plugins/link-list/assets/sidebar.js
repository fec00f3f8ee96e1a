// The team's links: <stoa-link-list-sidebar>, in the slot admin:sidebar.
// The host sets `context` (`{path}`), `apiClient` and `locale`; the path only decides which link is the current page.
(() => {
  'use strict';

  const TAG = 'stoa-link-list-sidebar';
  const ROUTE = '/admin/link-list/links';
  const SETTINGS = '/admin/plugins/link-list';

  const TEXT = {
    en: {
      heading: 'Team links', new_tab: '(opens in a new tab)', empty: 'No links yet.', add: 'Add links',
      skipped_one: '{count} line is no link: line {lines}.', skipped_other: '{count} lines are no links: lines {lines}.',
      fix: 'Write “Title | https://…”, at most 20 lines.', loading: 'Loading the links',
      failed: 'The links could not be loaded.', retry: 'Try again',
    },
    de: {
      heading: 'Links des Teams', new_tab: '(öffnet einen neuen Tab)',
      empty: 'Noch keine Links.', add: 'Links hinzufügen',
      skipped_one: '{count} Zeile ist kein Link: Zeile {lines}.', skipped_other: '{count} Zeilen sind keine Links: Zeilen {lines}.',
      fix: 'Schreiben Sie „Titel | https://…“, höchstens 20 Zeilen.', loading: 'Die Links werden geladen',
      failed: 'Die Links konnten nicht geladen werden.', retry: 'Noch einmal versuchen',
    },
  };

  // ---- Pure, tested without a browser ----

  const languageOf = (locale) => (String(locale).toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  /**
   * Attributes of a link; null when its address is none we show. The server checked it already: this is the second lock, at
   * the place where a wrong address would do harm.
   */
  function linkAttributes(link, path) {
    if (link.external) {
      return /^https:\/\/[^/\\]/.test(link.url) ? { href: link.url, target: '_blank', rel: 'noopener noreferrer' } : null;
    }
    if (!/^\/(?![/\\])/.test(link.url) || /[\t\n\r\\]/.test(link.url)) return null;
    const here = link.url.split(/[?#]/)[0] === path;
    return here ? { href: link.url, 'aria-current': 'page' } : { href: link.url };
  }

  // ---- The element ----

  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  let instances = 0;

  class LinkListSidebar extends HTMLElement {
    static rules = { linkAttributes };
    static texts = TEXT;

    #id = `${TAG}-${(instances += 1)}`;
    #context = null;
    #apiClient = null;
    #locale = 'en';
    #data = null;
    #phase = 'idle';
    // Counts loads and unmounts: an answer that belongs to an earlier turn is ignored.
    #turn = 0;

    get context() { return this.#context; }
    set context(value) {
      this.#context = value;
      if (this.#phase === 'idle') this.#load();
      else this.#draw();
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
      [this.#phase, this.#data] = ['idle', null];
      this.replaceChildren();
    }

    async #load() {
      if (!this.isConnected || !this.#context || !this.#apiClient) return;
      const turn = (this.#turn += 1);
      this.#phase = 'loading';
      this.#draw();
      try {
        const data = await this.#apiClient.get(ROUTE);
        if (turn !== this.#turn) return;
        [this.#phase, this.#data] = ['shown', data];
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
      this.replaceChildren(h('h2', { id: this.#id }, this.#text('heading')), ...this.#body());
    }

    #body() {
      if (this.#phase === 'failed') {
        const retry = h('button', { type: 'button' }, this.#text('retry'));
        retry.addEventListener('click', () => this.#load());
        return [h('div', { class: 'failed', role: 'alert' }, h('p', {}, this.#text('failed')), retry)];
      }
      if (!this.#data) return [h('p', { class: 'muted' }, this.#text('loading'))];
      const links = this.#data.links.map((link) => this.#link(link)).filter(Boolean);
      const list = links.length > 0
        ? h('nav', { 'aria-labelledby': this.#id }, h('ul', {}, ...links))
        : h('p', { class: 'muted' }, this.#text('empty'));
      return [list, ...this.#add(links), ...this.#skipped()];
    }

    // Whoever sees the sidebar of the admin pages may change what is in it.
    #add(links) {
      if (links.length > 0) return [];
      return [h('a', linkAttributes({ url: SETTINGS, external: false }, this.#context?.path), this.#text('add'))];
    }

    #link(link) {
      const attributes = linkAttributes(link, this.#context?.path);
      if (!attributes) return null;
      const anchor = h('a', attributes, h('span', {}, link.title));
      if (link.external) {
        anchor.append(h('span', { class: 'away', 'aria-hidden': 'true' }, '↗'),
          h('span', { class: 'hidden' }, ` ${this.#text('new_tab')}`));
      }
      return h('li', {}, anchor);
    }

    #skipped() {
      const { skipped } = this.#data;
      if (skipped.length === 0) return [];
      const lines = new Intl.ListFormat(this.#locale).format(skipped.map(({ line }) => String(line)));
      const key = skipped.length === 1 ? 'skipped_one' : 'skipped_other';
      return [h('p', { class: 'warn' }, `${this.#text(key, { count: skipped.length, lines })} ${this.#text('fix')}`)];
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, LinkListSidebar);
})();
