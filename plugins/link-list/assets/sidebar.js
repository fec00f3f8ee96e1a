// The team's links: <stoa-link-list-sidebar>, in the slot admin:sidebar.
// The host sets `context` (`{path}`), `apiClient` and `locale`; the path only decides which link is the current page.
// It stands inside plugins/kit/assets/panel.js, where `Panel`, `h` and the like come from.

const TAG = 'stoa-link-list-sidebar';
const ROUTE = '/admin/link-list/links';
const SETTINGS = '/admin/plugins/link-list';

const TEXT = {
  en: {
    heading: 'Team links', new_tab: '(opens in a new tab)', empty: 'No links yet.', add: 'Add links',
    skipped_one: '{count} entry is no link: number {numbers}.', skipped_other: '{count} entries are no links: numbers {numbers}.',
    as_text: 'These links are still lines of text. They are replaced by the first link of the list.', settings: 'Edit links',
    loading: 'Loading the links',
    failed: 'The links could not be loaded.', retry: 'Try again',
  },
  de: {
    heading: 'Links des Teams', new_tab: '(öffnet einen neuen Tab)',
    empty: 'Noch keine Links.', add: 'Links hinzufügen',
    skipped_one: '{count} Eintrag ist kein Link: Nummer {numbers}.',
    skipped_other: '{count} Einträge sind keine Links: Nummern {numbers}.',
    as_text: 'Diese Links sind noch Textzeilen. Der erste Link der Liste tritt an ihre Stelle.', settings: 'Links bearbeiten',
    loading: 'Die Links werden geladen',
    failed: 'Die Links konnten nicht geladen werden.', retry: 'Noch einmal versuchen',
  },
};

// ---- Pure, tested without a browser ----

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

let instances = 0;

class LinkListSidebar extends Panel {
  static rules = { linkAttributes };
  static texts = TEXT;
  static drawsFor = ['path'];
  static waits = 'muted';

  #id = `${TAG}-${(instances += 1)}`;

  request() {
    return this.apiClient.get(ROUTE);
  }

  heading() {
    return h('h2', { id: this.#id }, this.say('heading'));
  }

  body() {
    const links = this.data.links.map((link) => this.#link(link)).filter(Boolean);
    const list = links.length > 0
      ? h('nav', { 'aria-labelledby': this.#id }, h('ul', {}, ...links))
      : h('p', { class: 'muted' }, this.say('empty'));
    return [list, ...this.#warnings(), ...this.#settings(links)];
  }

  // Whoever sees the sidebar of the admin pages may change what is in it.
  #settings(links) {
    const { skipped, as_text: asText } = this.data;
    if (links.length > 0 && skipped.length === 0 && !asText) return [];
    const attributes = linkAttributes({ url: SETTINGS, external: false }, this.context?.path);
    return [h('a', attributes, this.say(links.length > 0 ? 'settings' : 'add'))];
  }

  #link(link) {
    const attributes = linkAttributes(link, this.context?.path);
    if (!attributes) return null;
    const anchor = h('a', attributes, h('span', {}, link.title));
    if (link.external) {
      anchor.append(h('span', { class: 'away', 'aria-hidden': 'true' }, '↗'),
        h('span', { class: 'hidden' }, ` ${this.say('new_tab')}`));
    }
    return h('li', {}, anchor);
  }

  #warnings() {
    const { skipped, as_text: asText } = this.data;
    const sentences = [];
    if (skipped.length > 0) {
      const numbers = new Intl.ListFormat(this.region).format(skipped.map(({ number }) => String(number)));
      sentences.push(this.say(skipped.length === 1 ? 'skipped_one' : 'skipped_other', { count: skipped.length, numbers }));
    }
    if (asText) sentences.push(this.say('as_text'));
    return sentences.length > 0 ? [h('p', { class: 'warn' }, sentences.join(' '))] : [];
  }
}

define(TAG, LinkListSidebar);
