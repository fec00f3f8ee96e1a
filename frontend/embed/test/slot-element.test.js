// The properties and attributes of the element. There is no document here: what it needs of one is a few lines.
import assert from "node:assert/strict";
import { test } from "node:test";

const defined = new Map();
Object.assign(globalThis, {
  customElements: { get: (tag) => defined.get(tag), define: (tag, type) => defined.set(tag, type) },
  matchMedia: () => ({ matches: false, addEventListener() {}, removeEventListener() {} }),
  MutationObserver: class { observe() {} disconnect() {} },
  document: { documentElement: {}, readyState: "complete" },
  HTMLElement: class {
    attributes = {};
    isConnected = false;
    attachShadow = () => ({ adoptedStyleSheets: [], replaceChildren() {} });
    getAttribute(name) { return this.attributes[name] ?? null; }
    setAttribute(name, value) {
      const before = this.getAttribute(name);
      this.attributes[name] = value;
      this.changed(name, before, value);
    }
    removeAttribute(name) {
      const before = this.getAttribute(name);
      delete this.attributes[name];
      this.changed(name, before, null);
    }
    changed(name, before, after) {
      if (this.constructor.observedAttributes.includes(name)) this.attributeChangedCallback(name, before, after);
    }
    dispatchEvent() {}
  },
});
const { defineSlot } = await import("../src/slot-element.js");
defineSlot("portico-slot", "https://p.example", { host: "host", slot: "name", token: "token", context: "context", components: "components" });
defineSlot("plugin-point", "https://p.example", { host: "host-id", slot: "plugin-point", token: "jwt", context: "props", components: "exposedComponents" });

for (const [tag, Slot] of defined) {
  test(`${tag}: sensitive is a list as property and a text as attribute, of which the last one set counts`, () => {
    const slot = new Slot();
    assert.deepEqual(slot.sensitive, []);
    slot.setAttribute("sensitive", "onBuy onCancel");
    assert.deepEqual(slot.sensitive, ["onBuy", "onCancel"]);
    slot.sensitive = ["onPay"];
    assert.deepEqual([slot.sensitive, slot.getAttribute("sensitive")], [["onPay"], "onBuy onCancel"], "the property is not written into the document");
    slot.setAttribute("sensitive", "onBuy");
    assert.deepEqual(slot.sensitive, ["onBuy"]);
    slot.removeAttribute("sensitive");
    assert.deepEqual(slot.sensitive, []);
    slot.sensitive = undefined;
    assert.deepEqual(slot.sensitive, []);
  });

  test(`${tag}: what was set before the element was defined counts more than the attribute`, () => {
    const slot = new Slot();
    slot.setAttribute("sensitive", "onBuy");
    Object.defineProperty(slot, "sensitive", { value: ["onPay"], configurable: true, writable: true });
    slot.connectedCallback();
    assert.deepEqual([slot.sensitive, Object.hasOwn(slot, "sensitive")], [["onPay"], false]);
    slot.disconnectedCallback();
  });
}
