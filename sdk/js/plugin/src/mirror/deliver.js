// From the host's snapshot of an event to an event in the plugin's document.
import { heldWrites, takeOver } from "../dom/forms.js";
import { focusMoved } from "../dom/focus.js";
import { eventClassOf } from "../dom/events.js";
import { window } from "../dom/window.js";
import { pin } from "../thread/functions.js";
import { bubbles } from "./event-types.js";
import { nodeOf } from "./nodes.js";
import { withoutMirroring } from "./silence.js";

// What the event has by itself, or what is state of its target.
const NOT_COPIED = new Set([
  "type", "target", "bubbles", "cancelable", "relatedTarget", "currentTarget", "isTrusted",
  "value", "checked", "indeterminate", "selectedIndex", "selectedOptions", "selectionStart", "selectionEnd", "selectionDirection",
  "scrollTop", "scrollLeft", "open", "__proto__",
]);

/** @param {{ type: string, target: string }} snapshot see docs/SANDBOX.md "Events" */
export const deliver = pin((snapshot) => {
  const target = nodeOf(snapshot.target);
  // Removed while the event was on its way.
  if (!target) return;

  const putBack = heldWrites(target);
  takeOver(target, snapshot, nodeOf);
  takeOverPlace(target, snapshot);
  focusMoved(target, snapshot.type);

  const Event = eventClassOf(snapshot.type);
  const event = new Event(snapshot.type, { bubbles: snapshot.bubbles ?? bubbles(snapshot.type), cancelable: true, composed: true });
  for (const name of Object.keys(snapshot)) {
    if (!NOT_COPIED.has(name)) Object.defineProperty(event, name, { value: snapshot[name], writable: true, configurable: true, enumerable: true });
  }
  if ("relatedTarget" in snapshot) event.relatedTarget = nodeOf(snapshot.relatedTarget) ?? null;

  const outer = window.event;
  window.event = event;
  try {
    target.dispatchEvent(event);
  } finally {
    window.event = outer;
    putBack();
  }
});

function takeOverPlace(target, { scrollTop, scrollLeft, open }) {
  withoutMirroring(() => {
    if (scrollTop !== undefined) target.scrollTop = scrollTop;
    if (scrollLeft !== undefined) target.scrollLeft = scrollLeft;
    if (typeof open === "boolean") target.toggleAttribute("open", open);
  });
}
