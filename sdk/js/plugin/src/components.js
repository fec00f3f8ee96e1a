// Components of the host: elements whose properties, listeners and children are mirrored, and which the host renders itself.
import { updateRemoteElementAttribute, updateRemoteElementEventListener, updateRemoteElementProperty } from "@remote-dom/core/elements";
import { hooks, window } from "./dom/window.js";

/**
 * What the host said about each component it grants: `{ props: { name: type }, events: [name] }`.
 * @type {Map<string, { props: Record<string, unknown>, events: string[] }>}
 */
const granted = new Map();
/** Tags that were made, by component. */
const tags = new Map();

/** @param {unknown} components the host's list of names, or descriptions by name */
export function grantComponents(components) {
  granted.clear();
  const entries = Array.isArray(components) ? components.map((name) => [name, {}]) : Object.entries(components ?? {});
  for (const [name, { props = {}, events = [] }] of entries) granted.set(name, { props: namesToTypes(props), events });
  return [...granted.keys()];
}

const namesToTypes = (props) => (Array.isArray(props) ? Object.fromEntries(props.map((name) => [name, undefined])) : props);

/** `DatePicker` → `portico-date-picker`, as the host does it. */
export const tagOf = (name) =>
  `portico-${name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase()}`;

// The public documentation of this function is in index.d.ts.
export function hostComponent(name, { properties = [], events = [] } = {}) {
  const known = tags.get(name);
  if (known) return known;
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) throw new TypeError(`"${name}" is no name of a component; it begins with a capital letter, such as "Button"`);
  const tag = tagOf(name);
  window.customElements.define(
    tag,
    class extends HostComponent {
      constructor() {
        super(name, properties, events);
      }
    },
  );
  tags.set(name, tag);
  return tag;
}

const definitions = new WeakMap();

export const isComponent = (element) => definitions.has(element);

class HostComponent extends window.HTMLElement {
  constructor(name, properties, events) {
    super();
    const description = granted.get(name);
    if (!description) throw new Error(`the host passes no component "${name}"; it passes: ${[...granted.keys()].join(", ") || "none"}`);
    const props = { ...namesToTypes(properties), ...description.props };
    definitions.set(this, { props, events: [...events, ...description.events], values: new Map(), dispatchers: new Map() });
    for (const property of Object.keys(props)) this.#define(property);
  }

  #define(property) {
    const { values } = definitions.get(this);
    Object.defineProperty(this, property, {
      configurable: true,
      enumerable: true,
      get: () => values.get(property),
      set: (value) => {
        values.set(property, value);
        updateRemoteElementProperty(this, property, value);
      },
    });
  }
}

// An attribute is a way to set a property: JSX and templates use it for texts. `slot` is an attribute for the host as well.
const { removeAttribute, setAttribute } = hooks;

hooks.setAttribute = (element, name, value, namespace) => {
  const definition = definitions.get(element);
  if (!definition) setAttribute(element, name, value, namespace);
  else if (name === "slot") updateRemoteElementAttribute(element, name, value);
  else {
    const property = propertyOf(definition, name);
    if (property) element[property] = fromText(value, definition.props[property]);
  }
};

hooks.removeAttribute = (element, name, namespace) => {
  const definition = definitions.get(element);
  if (!definition) removeAttribute(element, name, namespace);
  else if (name === "slot") updateRemoteElementAttribute(element, name, undefined);
  else {
    const property = propertyOf(definition, name);
    if (property) element[property] = undefined;
  }
};

const plain = (name) => name.toLowerCase().replaceAll("-", "");
const propertyOf = ({ props }, attribute) => Object.keys(props).find((property) => plain(property) === plain(attribute));

function fromText(text, type) {
  if (type === "boolean") return text !== "false";
  if (type === "number") return Number(text);
  return text;
}

/**
 * Mirrors a listener on a component. JSX spells `onPress` as an event `Press`, Svelte as `press`; the host may call it an event
 * `press` or a property `onPress` that is a function.
 *
 * @returns {boolean} whether the component has such an event
 */
export function componentEvent(element, type, isAdded) {
  const definition = definitions.get(element);
  if (!definition) return false;
  const event = definition.events.find((name) => plain(name) === plain(type));
  const property = event ? undefined : Object.keys(definition.props).find((name) => plain(name) === `on${plain(type)}`);
  if (!event && !property) return false;

  const name = event ?? property;
  let dispatcher = definition.dispatchers.get(name);
  if (!dispatcher) definition.dispatchers.set(name, (dispatcher = createDispatcher(element)));
  dispatcher.count(type, isAdded ? 1 : -1);
  const listener = dispatcher.isUsed() ? dispatcher.call : undefined;
  if (event) updateRemoteElementEventListener(element, event, listener);
  else updateRemoteElementProperty(element, property, listener);
  return true;
}

function createDispatcher(element) {
  /** How many listeners each spelling has. */
  const spellings = new Map();
  return {
    count: (type, change) => spellings.set(type, (spellings.get(type) ?? 0) + change),
    isUsed: () => [...spellings.values()].some((count) => count > 0),
    /** What the host calls; what a listener gives to `event.respondWith` is the answer. */
    call(detail) {
      let response;
      for (const [type, count] of spellings) {
        if (count <= 0) continue;
        const event = new window.CustomEvent(type, { detail });
        event.respondWith = (value) => {
          response = value;
        };
        element.dispatchEvent(event);
      }
      return response;
    },
  };
}
