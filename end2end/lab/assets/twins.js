// Throws when it runs twice, as every script does that defines an element.
let made = 0;
customElements.define('stoa-lab-twins-view', class extends HTMLElement {
  connectedCallback() {
    made += 1;
    this.textContent = `element ${made}`;
  }
});
