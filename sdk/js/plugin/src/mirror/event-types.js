// Events of the page that reach a plugin (docs/SANDBOX.md "Events"). Listeners for anything else stay in the worker.

const BUBBLING = `
  click dblclick auxclick contextmenu mousedown mouseup mousemove mouseover mouseout wheel
  pointerdown pointerup pointermove pointerover pointerout pointercancel gotpointercapture lostpointercapture
  touchstart touchend touchmove touchcancel keydown keyup focusin focusout
  beforeinput input change compositionstart compositionupdate compositionend
  animationstart animationiteration animationend transitionrun transitionstart transitionend transitioncancel`;
const NOT_BUBBLING = "focus blur mouseenter mouseleave pointerenter pointerleave scroll scrollend load error toggle close cancel select invalid";

const words = (text) => new Set(text.split(/\s+/).filter(Boolean));
const bubbling = words(BUBBLING);

export const MIRRORED = new Set([...bubbling, ...words(NOT_BUBBLING)]);
export const bubbles = (type) => bubbling.has(type);
