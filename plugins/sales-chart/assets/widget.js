// Revenue by day: <stoa-sales-chart-widget>, in the slot admin:dashboard:widget.
// The host sets `context` (`{range}`), `apiClient` and `locale`; a changed range is loaded at once.
// It stands inside plugins/kit/assets/panel.js, where `Panel`, `h` and the like come from.

const TAG = 'stoa-sales-chart-widget';
const ROUTE = '/admin/sales-chart/daily';
// Pixels: the bars, room for a label above the highest, room for the dates below.
const PLOT = { height: 150, top: 22, bottom: 22 };

const TEXT = {
  en: {
    heading: 'Revenue by day', sentence_one: 'From {orders} order in the last {days} days.',
    sentence_other: 'From {orders} orders in the last {days} days.', best: 'Best day: {day} with {revenue}.',
    others: 'Without orders in {currencies}.', table: 'Show as a table', day: 'Day', orders: 'Orders', revenue: 'Revenue',
    point: '{day}: {revenue}', empty: 'No orders in the last {days} days.', empty_next: 'Each day with orders becomes a bar.',
    loading: 'Loading the orders', failed: 'The orders could not be loaded.',
    not_shared: 'This site does not share its orders with plugins.', retry: 'Try again',
  },
  de: {
    heading: 'Umsatz pro Tag', sentence_one: 'Aus {orders} Bestellung in den letzten {days} Tagen.',
    sentence_other: 'Aus {orders} Bestellungen in den letzten {days} Tagen.', best: 'Bester Tag: {day} mit {revenue}.',
    others: 'Ohne Bestellungen in {currencies}.', table: 'Als Tabelle zeigen', day: 'Tag', orders: 'Bestellungen',
    revenue: 'Umsatz', point: '{day}: {revenue}', empty: 'Keine Bestellungen in den letzten {days} Tagen.',
    empty_next: 'Jeder Tag mit Bestellungen wird ein Balken.', loading: 'Die Bestellungen werden geladen',
    failed: 'Die Bestellungen konnten nicht geladen werden.',
    not_shared: 'Diese Website gibt ihre Bestellungen nicht an Plugins weiter.', retry: 'Noch einmal versuchen',
  },
};

// ---- Pure, tested without a browser ----

/** Minor units as money; the number of decimals is the currency's. */
function money(minor, currency, locale, short = false) {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const units = minor / 10 ** format.resolvedOptions().maximumFractionDigits;
  if (!short) return format.format(units);
  return new Intl.NumberFormat(locale, { style: 'currency', currency, notation: 'compact', maximumFractionDigits: units < 1000 ? 0 : 1 })
    .format(units);
}

/**
 * Bars from a zero baseline: x and width in percent, so that the chart fills any width without scaling its text; y and
 * height in pixels. Negative values (more refunded than sold) have no bar.
 */
function layout(values, height) {
  const most = Math.max(...values, 1);
  const step = 100 / values.length;
  return values.map((value, at) => {
    const tall = value <= 0 ? 0 : Math.max(1, (value / most) * height);
    return { x: (at + 0.12) * step, width: 0.76 * step, center: (at + 0.5) * step, y: height - tall, height: tall };
  });
}

/** Every bar gets a label while there is room for it, else only the highest does (the latest of equal ones). */
function labelled(values) {
  if (values.length <= 7) return values.map((value, at) => (value > 0 ? at : -1)).filter((at) => at >= 0);
  const most = Math.max(...values);
  return most > 0 ? [values.lastIndexOf(most)] : [];
}

/** A label near an edge is aligned to it instead of being cut off. */
const anchor = (center) => (center < 10 ? 'start' : center > 90 ? 'end' : 'middle');

// ---- The element ----

class SalesChart extends Panel {
  static rules = { daysOf, money, layout, labelled, anchor };
  static texts = TEXT;
  static loadsFor = ['range'];

  request() {
    return this.apiClient.get(`${ROUTE}?days=${daysOf(this.context.range)}`);
  }

  #day(day, options) {
    return new Intl.DateTimeFormat(this.region, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`));
  }

  #money(minor, short) {
    return money(minor, this.data.currency, this.region, short);
  }

  draw() {
    // Someone who reads the table keeps reading it when the range changes.
    const open = this.querySelector('details')?.open ?? false;
    super.draw();
    const details = this.querySelector('details');
    if (details) details.open = open;
  }

  content() {
    if (this.phase === 'failed' && this.error?.code === 'not_shared') return [this.trouble(this.say('not_shared'), () => this.load())];
    return super.content();
  }

  body() {
    if (this.data.orders === 0) {
      const days = this.data.days.length;
      return [h('p', {}, this.say('empty', { days })), h('p', { class: 'muted' }, this.say('empty_next'))];
    }
    return [h('p', { class: 'figure' }, this.#money(this.data.revenue)), this.#sentence(), this.#chart(), this.#table()];
  }

  #sentence() {
    const { days, orders, other_currencies: others } = this.data;
    const number = new Intl.NumberFormat(this.region);
    const best = days.reduce((a, b) => (b.revenue >= a.revenue ? b : a));
    const parts = [
      this.say(orders === 1 ? 'sentence_one' : 'sentence_other', { orders: number.format(orders), days: days.length }),
      this.say('best', {
        day: this.#day(best.day, { weekday: 'short', day: 'numeric', month: 'short' }), revenue: this.#money(best.revenue),
      }),
    ];
    if (others.length > 0) parts.push(this.say('others', { currencies: others.join(', ') }));
    return h('p', { class: 'muted' }, parts.join(' '));
  }

  // Hidden from assistive technology: the sentence above and the table below say everything it shows.
  #chart() {
    const { days } = this.data;
    const values = days.map((day) => day.revenue);
    const bars = layout(values, PLOT.height);
    const base = PLOT.top + PLOT.height;
    const svg = s('svg', { 'aria-hidden': 'true', focusable: 'false', height: String(base + PLOT.bottom) });
    bars.forEach((bar, at) => {
      const title = this.say('point', {
        day: this.#day(days[at].day, { weekday: 'short', day: 'numeric', month: 'short' }), revenue: this.#money(values[at]),
      });
      // The whole column answers to the pointer, not only the bar.
      const column = { x: `${bar.center - 50 / days.length}%`, width: `${100 / days.length}%`, y: '0', height: String(base) };
      svg.append(s('g', {}, s('title', {}, title), s('rect', { class: 'column', ...column }),
        s('rect', { class: 'bar', x: `${bar.x}%`, width: `${bar.width}%`, y: PLOT.top + bar.y, height: bar.height, rx: 2 })));
    });
    svg.append(s('line', { class: 'base', x1: '0', x2: '100%', y1: base, y2: base }));
    for (const at of labelled(values)) {
      const x = days.length <= 7 ? 'middle' : anchor(bars[at].center);
      svg.append(s('text', { class: 'label', x: `${bars[at].center}%`, y: PLOT.top + bars[at].y - 6, 'text-anchor': x },
        this.#money(values[at], true)));
    }
    const dates = days.length <= 7 ? days.keys() : [0, days.length - 1];
    for (const at of dates) {
      const edge = days.length <= 7 ? ['middle', `${bars[at].center}%`] : at === 0 ? ['start', '0'] : ['end', '100%'];
      const options = days.length <= 7 ? { weekday: 'short' } : { day: 'numeric', month: 'short' };
      svg.append(s('text', { x: edge[1], y: base + 16, 'text-anchor': edge[0] }, this.#day(days[at].day, options)));
    }
    return svg;
  }

  #table() {
    const number = new Intl.NumberFormat(this.region);
    const head = ['day', 'orders', 'revenue'].map((key) => h('th', { scope: 'col' }, this.say(key)));
    const rows = [...this.data.days].reverse().map((day) => h('tr', {},
      h('th', { scope: 'row' }, this.#day(day.day, { weekday: 'short', day: 'numeric', month: 'short' })),
      h('td', {}, number.format(day.orders)), h('td', {}, this.#money(day.revenue))));
    const table = h('table', {}, h('thead', {}, h('tr', {}, ...head)), h('tbody', {}, ...rows));
    // Focusable, so that the keyboard can scroll it.
    const scroll = h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': this.say('heading') }, table);
    return h('details', {}, h('summary', {}, this.say('table')), scroll);
  }
}

define(TAG, SalesChart);
