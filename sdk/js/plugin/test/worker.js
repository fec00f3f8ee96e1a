// Runs a bundle in a thread of its own, in a scope as a browser's worker has it. The script gets nothing but that scope.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

const SCOPE = `
  const { parentPort, workerData } = require("node:worker_threads");
  for (const name of ["require", "module", "exports", "process", "Buffer", "setImmediate", "clearImmediate", "global"]) delete globalThis[name];
  globalThis.self = globalThis;
  globalThis.navigator = { userAgent: "test" };
  globalThis.location = { href: "blob:null/test", protocol: "blob:" };
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  globalThis.addEventListener = (type, listener) => { if (type === "message") parentPort.on("message", (data) => listener({ data })); };
  globalThis.removeEventListener = () => {};
  globalThis.reportError = (error) => { throw error; };
  new Function(workerData)();
`;

/**
 * @param {string} code one classic script
 * @returns {Promise<Worker>} with the `postMessage` and `on("message")` of a port
 */
export async function runWorker(code) {
  const worker = new Worker(SCOPE, { eval: true, workerData: code });
  await once(worker, "online");
  return worker;
}
