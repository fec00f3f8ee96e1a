// Tells the plugin what happens in its own nodes: snapshots of events, by a list of what may be known (THREATS l).
import { names } from "./apply.js";

const MODIFIERS = ["ctrlKey", "shiftKey", "altKey", "metaKey"];
const MOUSE = ["offsetX", "offsetY", "button", "buttons", "detail", ...MODIFIERS];
const POINTER = ["pointerId", "pointerType", "isPrimary", "pressure", "width", "height"];
const CONTROL = ["value", "checked", "indeterminate", "selectedIndex", "selectionStart", "selectionEnd", "selectionDirection"];
const OPTIONS = { capture: true, passive: true };

export const createEvents = (receiver, plugin) => new Events(receiver, plugin);

class Events {
  /** Snapshots of events that are told once a frame, by number. */
  waiting = new Map();
  frame = 0;

  constructor(receiver, plugin) {
    this.receiver = receiver;
    this.plugin = plugin;
    // One listener for all nodes. It sees events that do not bubble, too, on their way down.
    this.handlers = names.events.map((_, number) => (event) => this.on(event, number));
  }

  listen(number) {
    this.plugin.root.addEventListener(names.events[number], this.handlers[number], OPTIONS);
  }

  unlisten(number) {
    this.plugin.root.removeEventListener(names.events[number], this.handlers[number], OPTIONS);
  }

  stop() {
    cancelAnimationFrame(this.frame);
    names.events.forEach((_, number) => this.unlisten(number));
  }

  on(event, number) {
    // What the page's scripts make up is not what the reader did.
    if (!event.isTrusted) return;
    const node = this.nearest(event.target);
    if (!node) return;
    const told = { at: this.plugin.applier.handles.get(node), bubbles: event.bubbles, snapshot: this.snapshot(event, node) };
    if (!names.isFrequent[number]) {
      this.flush();
      this.tell(told, number);
    } else {
      this.waiting.set(number, told);
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.flush();
      });
    }
  }

  /** What happened before is told before. */
  flush() {
    for (const [number, told] of this.waiting) this.tell(told, number);
    this.waiting.clear();
  }

  tell({ at, bubbles, snapshot }, number) {
    const call = this.receiver.event(at, number, bubbles);
    if (!call) return;
    const [id, listener, target] = call;
    this.plugin.post([3, id, listener, [{ ...snapshot, target }]]);
  }

  /** The node of the plugin in which something happened: the host's own nodes inside a component are none. */
  nearest(node) {
    const { handles } = this.plugin.applier;
    while (node && !handles.has(node)) node = node.parentNode;
    return node;
  }

  idOf(node) {
    const nearest = node instanceof Node && this.plugin.root.contains(node) ? this.nearest(node) : null;
    return nearest ? (this.receiver.id(this.plugin.applier.handles.get(nearest)) ?? null) : null;
  }

  snapshot(event, node) {
    const { type, bubbles, timeStamp } = event;
    const snapshot = { type, bubbles, timeStamp };
    const copy = (from, keys) => {
      for (const key of keys) if (from[key] !== undefined) snapshot[key] = from[key];
    };
    if (event instanceof MouseEvent) {
      const { left, top } = this.plugin.box.getBoundingClientRect();
      copy(event, MOUSE);
      snapshot.clientX = event.clientX - left;
      snapshot.clientY = event.clientY - top;
      snapshot.relatedTarget = this.idOf(event.relatedTarget);
      if (event instanceof PointerEvent) copy(event, POINTER);
      if (event instanceof WheelEvent) copy(event, ["deltaX", "deltaY", "deltaMode"]);
    } else if (event instanceof KeyboardEvent) copy(event, ["key", "code", "location", "repeat", "isComposing", ...MODIFIERS]);
    else if (event instanceof InputEvent) copy(event, ["data", "inputType", "isComposing"]);
    else if (event instanceof FocusEvent) snapshot.relatedTarget = this.idOf(event.relatedTarget);
    else if (event instanceof AnimationEvent || event instanceof TransitionEvent) copy(event, ["animationName", "propertyName", "elapsedTime"]);
    else if (type === "toggle") {
      copy(event, ["oldState", "newState"]);
      snapshot.open = node.open;
    } else if (type === "scroll") copy(node, ["scrollTop", "scrollLeft"]);
    if (["input", "textarea", "select"].includes(node.localName)) {
      copy(node, CONTROL);
      if (node.selectedOptions) snapshot.selectedOptions = Array.from(node.selectedOptions, (option) => this.idOf(option));
    }
    return snapshot;
  }
}
