// Which element has the focus, as far as events and the plugin's own calls have told.
import { callHost } from "../mirror/outbox.js";
import { document, extend, window } from "./window.js";

let focused = null;

export function focusMoved(target, type) {
  if (type === "focus" || type === "focusin") focused = target;
  else if ((type === "blur" || type === "focusout") && focused === target) focused = null;
}

Object.defineProperty(document, "activeElement", {
  configurable: true,
  get: () => (focused?.isConnected ? focused : document.body),
});

document.hasFocus = () => focused !== null;

extend(window.Element.prototype, {
  focus(options) {
    focused = this;
    callHost(this, "focus", ...(options?.preventScroll ? [{ preventScroll: true }] : []));
  },
  blur() {
    if (focused === this) focused = null;
    callHost(this, "blur");
  },
  scrollIntoView(options) {
    callHost(this, "scrollIntoView", typeof options === "object" ? { ...options } : options);
  },
  click() {
    this.dispatchEvent(new window.MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  },
});
