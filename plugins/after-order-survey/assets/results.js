// What buyers answered: <stoa-after-order-survey-results>, in the slot admin:dashboard:widget.
// The host sets `context` (`{range}`), `apiClient` and `locale`; a changed range is loaded at once.
// It stands inside plugins/kit/assets/panel.js, where `Panel`, `h` and the like come from.

const TAG = 'stoa-after-order-survey-results';
const ROUTE = '/admin/after-order-survey/results';

const TEXT = {
  en: {
    heading: 'What buyers say', summary_one: '{count} answer in the last {days} days',
    summary_other: '{count} answers in the last {days} days', of_five: '{average} of 5', rating: 'Rating', answers: 'Answers',
    distribution: 'Answers by rating', comments: 'Newest comments', rated: 'Rated {rating} of 5, {date}', answer: 'Answer {email}',
    empty: 'No answers in the last {days} days.', empty_next: 'They appear here once buyers answer after an order.',
    loading: 'Loading the answers', failed: 'The answers could not be loaded.', retry: 'Try again',
  },
  de: {
    heading: 'Was Käufer sagen', summary_one: '{count} Antwort in den letzten {days} Tagen',
    summary_other: '{count} Antworten in den letzten {days} Tagen', of_five: '{average} von 5', rating: 'Bewertung',
    answers: 'Antworten', distribution: 'Antworten nach Bewertung', comments: 'Neueste Kommentare',
    rated: 'Bewertung {rating} von 5, {date}', answer: '{email} antworten', empty: 'Keine Antworten in den letzten {days} Tagen.',
    empty_next: 'Sie erscheinen hier, sobald nach einer Bestellung jemand antwortet.',
    loading: 'Die Antworten werden geladen', failed: 'Die Antworten konnten nicht geladen werden.',
    retry: 'Noch einmal versuchen',
  },
};

// ---- Pure, tested without a browser ----

/** Lengths of the bars in percent of the longest; nothing is shown as the smallest bar that can be seen. */
function shares(counts) {
  const most = Math.max(...counts, 1);
  return counts.map((count) => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * 100))));
}

/** No character of an address adds a subject, a copy or another recipient. */
const mailTo = (email) => `mailto:${email.split('@').map(encodeURIComponent).join('@')}`;

// ---- The element ----

const bar = (percent) => s('svg', { 'aria-hidden': 'true' }, s('rect', { width: `${percent}%`, height: '100%', rx: '3' }));

class SurveyResults extends Panel {
  static rules = { daysOf, shares, languageOf, mailTo };
  static texts = TEXT;
  static loadsFor = ['range'];

  request() {
    return this.apiClient.get(`${ROUTE}?days=${daysOf(this.context.range)}`);
  }

  body() {
    if (this.data.count === 0) {
      const { days } = this.data;
      return [h('p', {}, this.say('empty', { days })), h('p', { class: 'muted' }, this.say('empty_next'))];
    }
    return [...this.#summary(), this.#distribution(), ...this.#comments()];
  }

  #summary() {
    const number = new Intl.NumberFormat(this.region, { maximumFractionDigits: 1 });
    const { count, days, average } = this.data;
    return [
      h('p', { class: 'figure' }, this.say('of_five', { average: number.format(average) })),
      h('p', { class: 'muted' }, this.say(count === 1 ? 'summary_one' : 'summary_other', { count: number.format(count), days })),
    ];
  }

  #distribution() {
    const number = new Intl.NumberFormat(this.region);
    const lengths = shares(this.data.by_rating);
    const rows = this.data.by_rating.map((count, at) => h('tr', {},
      h('th', { scope: 'row' }, String(at + 1)), h('td', { class: 'bar' }, bar(lengths[at])),
      h('td', { class: 'count' }, number.format(count))));
    return h('table', { 'aria-label': this.say('distribution') },
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, this.say('rating')), h('td', {}),
        h('th', { scope: 'col', class: 'count' }, this.say('answers')))),
      h('tbody', {}, ...rows.reverse()));
  }

  #comments() {
    const { comments } = this.data;
    if (comments.length === 0) return [];
    const date = new Intl.DateTimeFormat(this.region, { day: 'numeric', month: 'short' });
    const items = comments.map((comment) => h('li', {},
      // Written by strangers: only ever a text node.
      h('blockquote', { dir: 'auto' }, comment.text),
      h('p', { class: 'muted' }, this.say('rated', { rating: comment.rating, date: date.format(comment.at) }), ...this.#answer(comment))));
    return [h('h3', {}, this.say('comments')), h('ul', {}, ...items)];
  }

  #answer({ email }) {
    return email ? [' · ', h('a', { href: mailTo(email) }, this.say('answer', { email }))] : [];
  }
}

define(TAG, SurveyResults);
