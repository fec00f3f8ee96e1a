// The polyfilled window and document. Importing this module makes them global, so it comes before any DOM library.
import { hooks, window } from "@remote-dom/core/polyfill";

const scope = globalThis;

/** Makes a name known to the window and to the worker, unless the worker has it. */
export function expose(name, value, { replace = false } = {}) {
  window[name] = value;
  if (replace || !(name in scope)) Object.defineProperty(scope, name, { value, writable: true, configurable: true });
}

/** Adds members to a prototype: like those of a class, they are not enumerable. */
export function extend(prototype, members) {
  for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members))) {
    Object.defineProperty(prototype, name, { ...descriptor, enumerable: false, configurable: true });
  }
}

export { hooks, scope, window };
export const { document } = window;
