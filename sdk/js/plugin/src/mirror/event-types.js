// Events of the page that reach a plugin (docs/SANDBOX.md "Events"). Listeners for anything else stay in the worker.

const BUBBLING = `
  click dblclick contextmenu mousedown mouseup mousemove mouseover mouseout wheel
  pointerdown pointerup pointermove pointerover pointerout pointercancel
  keydown keyup focusin focusout input change animationend transitionend`;
const NOT_BUBBLING = "focus blur mouseenter mouseleave pointerenter pointerleave scroll toggle";

const words = (text) => new Set(text.split(/\s+/).filter(Boolean));
const bubbling = words(BUBBLING);

export const MIRRORED = new Set([...bubbling, ...words(NOT_BUBBLING)]);
export const bubbles = (type) => bubbling.has(type);
