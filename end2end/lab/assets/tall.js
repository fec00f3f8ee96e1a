// As high as the plugin says it is: 320 px.
customElements.define('stoa-lab-tall-view', class extends HTMLElement {
  connectedCallback() {
    const box = document.createElement('div');
    box.style.blockSize = '320px';
    box.textContent = 'all of it';
    this.replaceChildren(box);
  }
});
