// A page without a framework: a custom element of its own, which plugins may use as Button, and what they say.
class AcmeButton extends HTMLElement {
  set label(label) {
    this.dataset.label = label;
    this.setAttribute("aria-label", label);
  }

  connectedCallback() {
    this.setAttribute("role", "button");
    this.addEventListener("click", () => this.dispatchEvent(new CustomEvent("press", { detail: { from: "page" } })));
  }
}
customElements.define("acme-button", AcmeButton);

globalThis.said = [];
globalThis.picked = [];
for (const slot of document.querySelectorAll("portico-slot, plugin-point")) {
  slot.addEventListener("plugin-event", (event) => said.push({ plugin: event.target.closest("[data-plugin]").dataset.plugin, detail: event.detail }));
  const context = { range: "30d", secret: "canary", onPick: (what) => `thanks for ${picked.push(what)}`, onSecret: () => "canary" };
  const components = { Button: { tag: "acme-button", props: { label: "string" }, events: ["press"] } };
  if (slot.localName === "plugin-point") Object.assign(slot, { props: context, exposedComponents: components });
  else Object.assign(slot, { context, components });
}
