// Listeners on native elements are mirrored: remote-dom does that for its own elements only. For each type of event that an
// element listens to, the host has one function, and all of them are the same: it takes a snapshot of the event, which names the
// node in which the event happened, and dispatches a real event there. So bubbling, capturing and stopping work as they should.
import { updateRemoteElementEventListener } from "@remote-dom/core/elements";
import { document, extend, hooks, scope, window } from "../dom/window.js";
import { componentEvent, isComponent } from "../components.js";
import { isControl } from "../dom/forms.js";
import { deliver } from "./deliver.js";
import { MIRRORED, bubbles } from "./event-types.js";

// A plugin with a listener on each of its rows would come near the host's limit of 500. From so many elements on, the whole plugin
// listens to the type: the host asks for the nearest element with a listener, whichever that is.
const MAX_ELEMENTS_PER_TYPE = 32;

/** Listeners by element and type. */
const counts = new WeakMap();
/** Elements by type that have listeners. */
const elementsByType = new Map();
/** Types that the whole plugin listens to: by document, body or window, or because many elements do. */
const everywhere = new Set();
/** The elements right below the body, which listen for the whole plugin: the host's place itself belongs to the host. */
const tops = new Set();

const mirror = (element, type) => updateRemoteElementEventListener(element, type, deliver);

function listenEverywhere(type) {
  if (everywhere.has(type)) return;
  everywhere.add(type);
  for (const element of tops) mirror(element, type);
}

/** To be called before the host gets the element. */
export function addTop(element) {
  tops.add(element);
  for (const type of everywhere) mirror(element, type);
}

export function removeTop(element) {
  tops.delete(element);
}

const isAboveAll = (target) => target === document || target === document.body || target === document.documentElement;

function isFirst(element, type) {
  let types = counts.get(element);
  if (!types) counts.set(element, (types = new Map()));
  const count = (types.get(type) ?? 0) + 1;
  types.set(type, count);
  return count === 1;
}

function isLast(element, type) {
  const types = counts.get(element);
  const count = (types?.get(type) ?? 0) - 1;
  types?.set(type, count);
  return count === 0;
}

hooks.addEventListener = (target, type) => {
  if (target.nodeType === 1 && componentEvent(target, type, true)) return;
  if (!MIRRORED.has(type)) return;
  // A component has the listeners that the host gave it; that it was clicked is heard around it.
  if (isAboveAll(target) || isComponent(target)) {
    listenEverywhere(type);
    return;
  }
  if (target.nodeType !== 1 || !isFirst(target, type)) return;
  let elements = elementsByType.get(type);
  if (!elements) elementsByType.set(type, (elements = new Set()));
  // What does not bubble can only be heard where it happens.
  if (elements.size >= MAX_ELEMENTS_PER_TYPE && bubbles(type)) listenEverywhere(type);
  else {
    elements.add(target);
    mirror(target, type);
  }
};

hooks.removeEventListener = (target, type) => {
  if (target.nodeType === 1 && componentEvent(target, type, false)) return;
  if (!MIRRORED.has(type) || target.nodeType !== 1 || isAboveAll(target) || isComponent(target) || !isLast(target, type)) return;
  if (!elementsByType.get(type)?.delete(target)) return;
  if (everywhere.has(type) && tops.has(target)) return;
  updateRemoteElementEventListener(target, type, undefined);
};

// What a user enters has to be here before anyone asks for it, be it at the click of a button: the state of controls comes with
// these events, even if the plugin does not listen to them.
hooks.createElement = (element) => {
  if (!isControl(element)) return;
  listenEverywhere("input");
  listenEverywhere("change");
};

// An event's path ends at the document; who listens at the window gets it there. All else is the worker's own.
const ownAdd = scope.addEventListener?.bind(scope);
const ownRemove = scope.removeEventListener?.bind(scope);
extend(window, {
  addEventListener(type, ...rest) {
    if (MIRRORED.has(type)) document.addEventListener(type, ...rest);
    else ownAdd?.(type, ...rest);
  },
  removeEventListener(type, ...rest) {
    if (MIRRORED.has(type)) document.removeEventListener(type, ...rest);
    else ownRemove?.(type, ...rest);
  },
});

// `element.onclick = …`. Preact and React also look whether the properties exist.
const handlers = new WeakMap();
for (const type of MIRRORED) {
  Object.defineProperty(window.Node.prototype, `on${type}`, {
    configurable: true,
    enumerable: true,
    get() {
      return handlers.get(this)?.[type]?.handler ?? null;
    },
    set(handler) {
      const mine = handlers.get(this) ?? {};
      handlers.set(this, mine);
      if (mine[type]) this.removeEventListener(type, mine[type]);
      delete mine[type];
      if (typeof handler !== "function") return;
      mine[type] = Object.assign((event) => handler.call(this, event), { handler });
      this.addEventListener(type, mine[type]);
    },
  });
}
