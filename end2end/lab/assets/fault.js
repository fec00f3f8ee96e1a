// Fails in the way the plugin's name says; see src/fault.rs, which adds the line that calls this.
((plugin) => {
  'use strict';
  const fault = plugin.slice('lab-fault-'.length);
  const tag = `stoa-${plugin}-view`;
  const isAt = (place) => fault === place && globalThis.labWorks !== true;
  const failAt = (place) => {
    if (isAt(place)) throw new Error(`lab: ${place}`);
  };
  const nodes = (count) => Array.from({ length: count }, () => document.createElement('i'));

  class Faulty extends HTMLElement {
    #context;
    #timer;

    constructor() {
      super();
      failAt('constructor');
    }

    get context() { return this.#context; }
    set context(value) {
      failAt('setter');
      this.#context = value;
    }

    connectedCallback() {
      failAt('connected');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = `button of ${plugin}`;
      button.addEventListener('click', () => failAt('handler'));
      this.replaceChildren(button);
      if (isAt('timer')) setTimeout(() => failAt('timer'));
      if (isAt('client')) void this.apiClient.get('/admin/lab-nowhere/nothing');
      if (isAt('floods')) this.append(...nodes(100_000));
      if (isAt('grows')) this.#timer = setInterval(() => this.append(...nodes(3_000)));
    }

    disconnectedCallback() {
      clearInterval(this.#timer);
    }
  }

  const define = () => customElements.define(tag, Faulty);
  if (isAt('rejects')) void Promise.reject(new Error('lab: rejects'));
  failAt('script');
  if (isAt('foreign')) customElements.define('stoa-lab-twins-view', class extends HTMLElement {});
  if (isAt('undefined')) addEventListener('lab-works', define, { once: true });
  else define();
  if (isAt('twice')) define();
})
