// The plugin's end of the line: thread messages of @quilted/threads through the worker's own postMessage.
import { Thread } from "@quilted/threads";
import { ThreadFunctions } from "./functions.js";
import { ThreadSerialization } from "./serialization.js";

const RELEASE = 5;

/**
 * @param {{ postMessage(message: unknown, transfer?: unknown[]): void, addEventListener: Function }} scope
 * @param {Record<string, Function>} exports what the host may call
 */
export function createThread(scope, exports) {
  const functions = new ThreadFunctions();
  const messages = {
    send(message, transfer = []) {
      scope.postMessage(message, transfer);
    },
    listen(listener, { signal }) {
      scope.addEventListener(
        "message",
        ({ data }) => {
          // Thread hands on the id only.
          if (Array.isArray(data) && data[0] === RELEASE) functions.release(data[1], data[2]);
          else listener(data);
        },
        { signal },
      );
    },
  };
  // Without a prototype: "constructor" is not exported.
  return new Thread(messages, { exports: Object.assign(Object.create(null), exports), functions, serialization: new ThreadSerialization() });
}
