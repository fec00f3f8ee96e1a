// A page in jsdom. The script of the embed does not run in it, so a small element stands in and shows what it was given.
import { JSDOM } from "jsdom";

export const { window } = new JSDOM('<!doctype html><main id="app"></main>', { url: "https://shop.example/" });
for (const name of ["window", "document", "customElements", "HTMLElement", "Element", "Node", "Event", "CustomEvent", "MutationObserver", "navigator"]) {
  Object.defineProperty(globalThis, name, { value: name === "window" ? window : window[name], configurable: true, writable: true });
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

export class Slot extends window.HTMLElement {
  given = [];
  set token(token) {
    this.given.push(["token", token]);
  }
  set context(context) {
    this.given.push(["context", context]);
  }
  set components(components) {
    this.lent = components;
    this.given.push(["components", Object.keys(components)]);
  }
  set sensitive(names) {
    this.given.push(["sensitive", names]);
  }
  set getToken(getToken) {
    this.renew = getToken;
    this.given.push(["getToken", typeof getToken]);
  }
}
window.customElements.define("portico-slot", Slot);
