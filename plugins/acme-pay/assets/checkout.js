// The card form of Acme Pay: <stoa-acme-pay-checkout>, in the slot storefront:checkout:payment.
//
// The host sets `context`, `apiClient` and `locale`, before or after this file runs, and listens for `plugin-event`.
// The card number, expiry and security code never leave this page: the inputs have no names, so no form around them posts
// them; our own route gets the last four digits and the brand; events carry the id of the payment intent and nothing else.
(() => {
  'use strict';

  const TAG = 'stoa-acme-pay-checkout';
  const ROUTE = '/store/acme-pay/payment-intent';
  // Long enough not to ask at every digit of a security code that may have three or four.
  const SETTLE_MS = 400;

  const TEXT = {
    en: {
      heading: 'Pay by card', test_mode: 'Test mode', number: 'Card number', expiry: 'Expires', cvc: 'Security code',
      expiry_help: 'Month / year', cvc_help: 'Three digits on the back', cvc_help_amex: 'Four digits on the front',
      number_help_test: 'For a test: 4242 4242 4242 4242, any later date, any code',
      number_missing: 'Enter the card number.', number_incomplete: 'The card number is incomplete.',
      number_invalid: 'This card number is not valid. Check the digits.',
      expiry_missing: 'Enter the expiry date.', expiry_incomplete: 'Enter month and year, like 04 / 29.',
      expiry_invalid: 'There is no such month. Use 01 to 12.', expired: 'This card has expired. Use a later date.',
      cvc_missing: 'Enter the security code.', cvc_incomplete: 'The security code is incomplete.',
      card_declined: 'The card was declined. Use another card.',
      insufficient_funds: 'The card does not have enough funds. Use another card.',
      expired_card: 'This card has expired. Use another card.',
      incorrect_cvc: 'The security code is wrong. Check it and try again.',
      test_card_required: 'Test mode takes test cards only, for example 4242 4242 4242 4242.',
      live_mode_unavailable: 'Card payments are not available. Choose another payment method.',
      unreachable: 'Acme Pay could not be reached.', retry: 'Try again', wallet: 'Use Acme Wallet', or: 'or',
      checking: 'Checking the card', ready: '{source} is ready. Nothing is charged before you press the pay button.',
      pays: 'You pay {merchant}.', statement: 'Your statement will say “{text}”.',
      privacy: 'Your card number stays in this browser; only its last four digits are sent.',
    },
    de: {
      heading: 'Mit Karte bezahlen', test_mode: 'Testmodus', number: 'Kartennummer', expiry: 'Gültig bis',
      cvc: 'Prüfnummer', expiry_help: 'Monat / Jahr', cvc_help: 'Drei Ziffern auf der Rückseite',
      cvc_help_amex: 'Vier Ziffern auf der Vorderseite',
      number_help_test: 'Zum Testen: 4242 4242 4242 4242, ein späteres Datum, eine beliebige Prüfnummer',
      number_missing: 'Geben Sie die Kartennummer ein.', number_incomplete: 'Die Kartennummer ist unvollständig.',
      number_invalid: 'Diese Kartennummer ist ungültig. Prüfen Sie die Ziffern.',
      expiry_missing: 'Geben Sie das Ablaufdatum ein.', expiry_incomplete: 'Geben Sie Monat und Jahr ein, etwa 04 / 29.',
      expiry_invalid: 'Diesen Monat gibt es nicht. Möglich sind 01 bis 12.',
      expired: 'Diese Karte ist abgelaufen. Geben Sie ein späteres Datum ein.',
      cvc_missing: 'Geben Sie die Prüfnummer ein.', cvc_incomplete: 'Die Prüfnummer ist unvollständig.',
      card_declined: 'Die Karte wurde abgelehnt. Verwenden Sie eine andere.',
      insufficient_funds: 'Die Karte ist nicht ausreichend gedeckt. Verwenden Sie eine andere.',
      expired_card: 'Diese Karte ist abgelaufen. Verwenden Sie eine andere.',
      incorrect_cvc: 'Die Prüfnummer stimmt nicht. Prüfen Sie sie und versuchen Sie es noch einmal.',
      test_card_required: 'Der Testmodus nimmt nur Testkarten an, zum Beispiel 4242 4242 4242 4242.',
      live_mode_unavailable: 'Kartenzahlungen sind nicht verfügbar. Wählen Sie eine andere Zahlungsart.',
      unreachable: 'Acme Pay ist nicht erreichbar.', retry: 'Noch einmal versuchen', wallet: 'Acme Wallet verwenden',
      or: 'oder', checking: 'Die Karte wird geprüft',
      ready: '{source} ist bereit. Belastet wird erst, wenn Sie den Bezahlknopf drücken.',
      pays: 'Sie zahlen an {merchant}.', statement: 'Auf der Abrechnung steht „{text}“.',
      privacy: 'Ihre Kartennummer bleibt in diesem Browser; gesendet werden nur die letzten vier Ziffern.',
    },
  };

  // Which field a refusal belongs to; every other refusal is about the payment as a whole.
  const FIELD_OF = {
    card_declined: 'number', insufficient_funds: 'number', test_card_required: 'number',
    expired_card: 'expiry', incorrect_cvc: 'cvc',
  };

  const BRANDS = [
    { name: 'visa', label: 'Visa', starts: /^4/, lengths: [13, 16, 19], groups: [4, 4, 4, 4, 3], cvc: 3 },
    { name: 'mastercard', label: 'Mastercard', starts: /^(5[1-5]|2[2-7])/, lengths: [16], groups: [4, 4, 4, 4], cvc: 3 },
    { name: 'amex', label: 'American Express', starts: /^3[47]/, lengths: [15], groups: [4, 6, 5], cvc: 4 },
  ];
  const OTHER = { name: 'other', label: '', lengths: [12, 13, 14, 15, 16, 17, 18, 19], groups: [4, 4, 4, 4, 3], cvc: 3 };

  // ---- Rules of cards: pure, tested without a browser ----

  const digitsOf = (text) => text.replace(/\D/g, '');
  const brandOf = (text) => BRANDS.find((brand) => brand.starts.test(digitsOf(text))) ?? OTHER;

  /** True when the check digit is right (ISO/IEC 7812-1, annex B). */
  function luhn(digits) {
    let sum = 0;
    for (let fromEnd = 0; fromEnd < digits.length; fromEnd += 1) {
      const digit = Number(digits[digits.length - 1 - fromEnd]);
      sum += fromEnd % 2 === 0 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10);
    }
    return digits !== '' && sum % 10 === 0;
  }

  function formatNumber(text) {
    const { groups, lengths } = brandOf(text);
    let rest = digitsOf(text).slice(0, lengths.at(-1));
    const parts = [];
    for (const size of groups) {
      if (rest === '') break;
      parts.push(rest.slice(0, size));
      rest = rest.slice(size);
    }
    return parts.join(' ');
  }

  /** `4` → `04`, `1227` and a pasted `12/2027` → `12 / 27`. */
  function formatExpiry(text) {
    let digits = digitsOf(text);
    if (/^[2-9]/.test(digits)) digits = `0${digits}`;
    digits = digits.slice(0, 6);
    if (digits.length === 6) digits = digits.slice(0, 2) + digits.slice(4);
    return digits.length > 2 ? `${digits.slice(0, 2)} / ${digits.slice(2)}` : digits;
  }

  function checkNumber(text) {
    const digits = digitsOf(text);
    const { lengths } = brandOf(digits);
    if (digits === '') return 'number_missing';
    if (digits.length < lengths[0]) return 'number_incomplete';
    return lengths.includes(digits.length) && luhn(digits) ? null : 'number_invalid';
  }

  /** A card is valid until the end of its month. */
  function checkExpiry(text, now) {
    const digits = digitsOf(text);
    if (digits === '') return 'expiry_missing';
    if (digits.length !== 4) return 'expiry_incomplete';
    const [month, year] = [Number(digits.slice(0, 2)), 2000 + Number(digits.slice(2))];
    if (month < 1 || month > 12) return 'expiry_invalid';
    return year * 12 + month < now.getFullYear() * 12 + now.getMonth() + 1 ? 'expired' : null;
  }

  function checkCvc(text, brand) {
    const digits = digitsOf(text);
    if (digits === '') return 'cvc_missing';
    return digits.length === brand.cvc ? null : 'cvc_incomplete';
  }

  /** Where the caret goes when `before` is rewritten to `after`: behind the same number of digits. */
  function caretAfter(before, caret, after) {
    const passed = digitsOf(before.slice(0, caret)).length;
    if (passed === digitsOf(before).length) return after.length;
    let seen = 0;
    let at = 0;
    while (seen < passed && at < after.length) {
      if (/\d/.test(after[at])) seen += 1;
      at += 1;
    }
    return at;
  }

  const languageOf = (locale) => (String(locale).toLowerCase().split(/[-_]/)[0] === 'de' ? 'de' : 'en');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

  // ---- The element ----

  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  let instances = 0;

  class AcmePayCheckout extends HTMLElement {
    static card = { digitsOf, brandOf, luhn, formatNumber, formatExpiry, checkNumber, checkExpiry, checkCvc, caretAfter };
    static texts = TEXT;

    #id = `${TAG}-${(instances += 1)}`;
    #context = null;
    #apiClient = null;
    #locale = 'en';
    #mounted = false;
    #intent = null;
    // The first answer decides what the form has; before it, nothing that could move is shown.
    #answered = false;
    #source = null;
    #busy = false;
    // Counts requests and unmounts: an answer that belongs to an earlier turn is ignored.
    #turn = 0;
    #timer = 0;
    #values = { number: '', expiry: '', cvc: '' };
    #errors = {};
    #problem = null;
    #parts = {};

    get context() { return this.#context; }
    set context(value) {
      const before = this.#context;
      this.#context = value;
      const changed = ['amount', 'currency', 'paymentMethodId'].some((key) => before?.[key] !== value?.[key]);
      if (!this.#mounted) this.#mount();
      else if (changed) this.#prepare();
    }

    get apiClient() { return this.#apiClient; }
    set apiClient(value) {
      this.#apiClient = value;
      this.#mount();
    }

    get locale() { return this.#locale; }
    set locale(value) {
      this.#locale = value;
      // What is drawn is in one of our languages, whatever the page's is.
      this.lang = languageOf(value);
      this.dir = 'ltr';
      if (this.#mounted) this.#draw();
    }

    connectedCallback() {
      // Properties set before this file ran are plain ones that hide the accessors.
      for (const name of ['locale', 'context', 'apiClient']) {
        if (!Object.hasOwn(this, name)) continue;
        const value = this[name];
        delete this[name];
        this[name] = value;
      }
      this.#mount();
    }

    disconnectedCallback() {
      this.#mounted = false;
      this.#turn += 1;
      clearTimeout(this.#timer);
      Object.assign(this.#values, { number: '', expiry: '', cvc: '' });
      [this.#intent, this.#answered, this.#source, this.#problem, this.#busy] = [null, false, null, null, false];
      [this.#errors, this.#parts] = [{}, {}];
      this.replaceChildren();
    }

    /** Like a native control: shows what is missing, focuses the first, answers whether the payment may go on. */
    reportValidity() {
      if (this.#source) return true;
      for (const name of Object.keys(this.#values)) this.#errors[name] ??= this.#check(name);
      this.#refresh();
      const first = Object.keys(this.#values).find((name) => this.#errors[name]);
      if (first) this.#parts[first]?.input.focus();
      return false;
    }

    #text(key, values) {
      return fill(TEXT[languageOf(this.#locale)][key], values ?? {});
    }

    #mount() {
      if (this.#mounted || !this.isConnected || !this.#context || !this.#apiClient) return;
      this.#mounted = true;
      this.#draw();
      this.#prepare();
    }

    #send(type, more) {
      const detail = { type, intentId: this.#intent?.id ?? null, ...more };
      this.dispatchEvent(new CustomEvent('plugin-event', { bubbles: true, composed: true, detail }));
    }

    // Asks for an intent over the present total. A card that is complete already is confirmed again on the new one.
    async #prepare() {
      const turn = (this.#turn += 1);
      const { amount, currency, paymentMethodId } = this.#context;
      const ask = { amount, currency, payment_method_id: paymentMethodId };
      if (this.#intent) ask.intent_id = this.#intent.id;
      [this.#source, this.#problem, this.#busy] = [null, null, false];
      this.#refresh();
      try {
        const intent = await this.#apiClient.post(ROUTE, ask);
        if (turn !== this.#turn) return;
        [this.#intent, this.#answered] = [intent, true];
        this.#refresh();
        this.#send('payment-ready');
        this.#settle();
      } catch (error) {
        if (turn !== this.#turn) return;
        [this.#problem, this.#answered] = [{ error, retry: () => this.#prepare() }, true];
        this.#refresh();
        this.#send('payment-failed', { code: error.code ?? 'unreachable' });
      }
    }

    async #confirm(payment) {
      const turn = (this.#turn += 1);
      [this.#source, this.#problem, this.#busy] = [null, null, true];
      this.#refresh();
      try {
        const intent = await this.#apiClient.post(`${ROUTE}/${this.#intent.id}/confirm`, payment);
        if (turn !== this.#turn) return;
        [this.#source, this.#busy] = [intent.source, false];
        this.#refresh();
        this.#send('payment-authorised');
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#busy = false;
        const field = FIELD_OF[error.code];
        if (field) this.#errors[field] = error.code;
        else this.#problem = { error, retry: () => this.#confirm(payment) };
        this.#refresh();
        this.#send('payment-failed', { code: error.code ?? 'unreachable' });
      }
    }

    #check(name) {
      if (name === 'number') return checkNumber(this.#values.number);
      if (name === 'expiry') return checkExpiry(this.#values.expiry, new Date());
      return checkCvc(this.#values.cvc, brandOf(this.#values.number));
    }

    // Confirms a complete card after a moment of quiet.
    #settle() {
      clearTimeout(this.#timer);
      const complete = Object.keys(this.#values).every((name) => this.#check(name) === null);
      if (!complete || !this.#intent) return;
      this.#timer = setTimeout(() => {
        const digits = digitsOf(this.#values.number);
        this.#confirm({ method: 'card', last4: digits.slice(-4), brand: brandOf(digits).name });
      }, SETTLE_MS);
    }

    #typed(name, input) {
      const format = { number: formatNumber, expiry: formatExpiry, cvc: (text) => digitsOf(text).slice(0, 4) }[name];
      const after = format(input.value);
      if (after !== input.value) {
        const caret = caretAfter(input.value, input.selectionStart ?? input.value.length, after);
        input.value = after;
        input.setSelectionRange(caret, caret);
      }
      if (this.#values[name] === after) return;
      this.#values[name] = after;
      this.#errors[name] = null;
      // The bank refused the card as a whole, whatever field its reason stands at.
      for (const [field, code] of Object.entries(this.#errors)) if (code in FIELD_OF) this.#errors[field] = null;
      // What was authorised, or is being decided, is no longer what the form says.
      if (this.#source || this.#busy) {
        this.#turn += 1;
        [this.#source, this.#busy] = [null, false];
        this.#send('payment-ready');
      }
      this.#problem = null;
      this.#refresh();
      this.#settle();
    }

    #left(name) {
      // Leaving an untouched field is no mistake yet.
      if (this.#values[name] !== '') this.#errors[name] ??= this.#check(name);
      this.#refresh();
    }

    #field(name, autocomplete) {
      const id = `${this.#id}-${name}`;
      const input = h('input', {
        id, type: 'text', inputmode: 'numeric', autocomplete, spellcheck: 'false', dir: 'ltr',
        'aria-describedby': `${id}-help ${id}-error`,
      });
      input.value = this.#values[name];
      input.addEventListener('input', () => this.#typed(name, input));
      input.addEventListener('blur', () => this.#left(name));
      input.addEventListener('keydown', (event) => {
        // Enter would submit a form of the host around us before there is anything to pay with.
        if (event.key !== 'Enter' || this.#source) return;
        event.preventDefault();
        this.reportValidity();
      });
      const mark = h('span', { class: 'mark' });
      const help = h('p', { id: `${id}-help`, class: 'help' });
      const error = h('p', { id: `${id}-error`, class: 'error', 'aria-live': 'polite' });
      this.#parts[name] = { input, mark, help, error };
      return h('div', { class: 'field' }, h('label', { for: id }, this.#text(name), mark), help, error, input);
    }

    #draw() {
      const parts = (this.#parts = {});
      parts.chip = h('span', { class: 'chip' }, this.#text('test_mode'));
      parts.problem = h('div', { class: 'problem', role: 'alert' });
      parts.wallet = h('button', { type: 'button', class: 'button' }, this.#text('wallet'));
      parts.wallet.addEventListener('click', () => this.#confirm({ method: 'wallet' }));
      parts.wallets = h('div', { class: 'wallets' }, parts.wallet, h('p', { class: 'or' }, this.#text('or')));
      parts.status = h('p', { class: 'status', role: 'status' });
      parts.note = h('p', { class: 'note' });
      this.replaceChildren(
        h('div', { class: 'head' }, h('h2', {}, this.#text('heading')), parts.chip),
        parts.problem,
        parts.wallets,
        this.#field('number', 'cc-number'),
        h('div', { class: 'pair' }, this.#field('expiry', 'cc-exp'), this.#field('cvc', 'cc-csc')),
        h('div', { class: 'foot' }, parts.status, parts.note),
      );
      this.#refresh();
    }

    // Brings everything that changes in line with the state; never touches what the buyer types.
    #refresh() {
      if (!this.#mounted) return;
      this.setAttribute('aria-busy', String(!this.#answered));
      const parts = this.#parts;
      const [brand, intent] = [brandOf(this.#values.number), this.#intent];
      const helps = {
        number: intent?.mode === 'test' ? this.#text('number_help_test') : '',
        expiry: this.#text('expiry_help'),
        cvc: this.#text(brand.name === 'amex' ? 'cvc_help_amex' : 'cvc_help'),
      };
      for (const name of Object.keys(this.#values)) {
        const code = this.#errors[name];
        parts[name].error.textContent = code ? this.#text(code) : '';
        parts[name].help.textContent = helps[name];
        parts[name].help.hidden = helps[name] === '';
        parts[name].input.setAttribute('aria-invalid', String(Boolean(code)));
      }
      parts.number.mark.textContent = brand.label;
      parts.chip.hidden = intent?.mode !== 'test';
      parts.wallets.hidden = !intent?.wallets;
      parts.wallet.disabled = this.#busy;
      parts.status.textContent = this.#busy
        ? this.#text('checking')
        : this.#source ? this.#text('ready', { source: this.#source }) : '';
      parts.status.classList.toggle('good', Boolean(this.#source));
      parts.note.textContent = [
        intent?.merchant_name && this.#text('pays', { merchant: intent.merchant_name }),
        intent?.statement_text && this.#text('statement', { text: intent.statement_text }),
        this.#text('privacy'),
      ].filter(Boolean).join(' ');
      this.#refreshProblem();
    }

    #refreshProblem() {
      const { problem } = this.#parts;
      problem.hidden = !this.#problem;
      if (!this.#problem) return problem.replaceChildren();
      const { error, retry } = this.#problem;
      const known = TEXT[languageOf(this.#locale)][error.code];
      const button = h('button', { type: 'button', class: 'button' }, this.#text('retry'));
      button.addEventListener('click', retry);
      // The server's sentence is in the page's language; without a status nobody answered at all.
      const sentence = known ?? (error.status ? error.message : this.#text('unreachable'));
      return problem.replaceChildren(h('p', {}, sentence), button);
    }
  }

  if (!customElements.get(TAG)) customElements.define(TAG, AcmePayCheckout);
})();
