// A worker scope on Node, with the host at the other end of a MessageChannel. Imported before the package, which takes the scope
// as it finds it.
import { MessageChannel } from "node:worker_threads";

const channel = new MessageChannel();

globalThis.self = globalThis;
globalThis.navigator ??= { userAgent: "test" };
globalThis.postMessage = (message, transfer) => channel.port1.postMessage(message, transfer);
globalThis.addEventListener = (type, listener) => type === "message" && channel.port1.addEventListener("message", listener);
globalThis.removeEventListener = () => {};
globalThis.reportError = (error) => console.error(error);

/** The host's end. */
export const port = channel.port2;

/** Lets the process end. */
export const close = () => channel.port1.close();
