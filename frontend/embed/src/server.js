// The server this script came from.

/** Name of the receiver's script; put in by scripts/finish-embed.mjs. */
const RECEIVER = globalThis.PORTICO_RECEIVER;

let receiver;

/**
 * The origin that a script was loaded from: everything else is asked there.
 * @param {string} script
 */
export const originOf = (script) => new URL(script).origin;

/** @typedef {{ default(): Promise<unknown>, mount(place: Element, options: object): { update(changed: object): void, destroy(): void }, grants?(capabilities: object, base: string, fetch: (url: string, init: RequestInit) => Promise<Response>): Record<string, Function> }} Receiver */

/**
 * The receiver of sandboxes, loaded when the first plugin needs it (docs/SANDBOX.md).
 * @param {string} origin
 * @returns {Promise<Receiver>}
 */
export function loadReceiver(origin) {
  receiver ??= load(`${origin}${RECEIVER}`);
  // What did not come is asked for again.
  receiver.catch(() => (receiver = undefined));
  return receiver;
}

let attempts = 0;

async function load(url) {
  // A browser remembers for ever that a module failed, by its address.
  const module = await import(attempts++ ? `${url}?${attempts}` : url);
  await module.default();
  return module;
}
