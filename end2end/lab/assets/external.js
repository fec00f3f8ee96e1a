// Says how often the script of the other site had run when this one did.
customElements.define('stoa-lab-external-view', class extends HTMLElement {
  connectedCallback() {
    this.textContent = `the other site ran ${globalThis.labExternalRuns ?? 0} times`;
  }
});
