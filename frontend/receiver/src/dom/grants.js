// What Portico itself does for plugins whose capabilities ask for it, beside what the owner of the slot offers: records of the reader, and
// a token that says who the reader is. The server checks each call again (server/src/services/sandbox_access.rs).

/** @typedef {(method: string, path: string, body?: unknown) => Promise<any>} Ask answers the `data` of the API's answer */

/** The callbacks by name. What is not written down here is not there (THREATS 27: own keys only). */
const CALLBACKS = new Map([
  ["loadRecord", (ask) => async (key) => (await ask("GET", record(key)))?.value ?? null],
  ["saveRecord", (ask) => (key, value) => ask("PUT", record(key), { value, shared: false })],
  ["deleteRecord", (ask) => (key) => ask("DELETE", record(key))],
  ["listRecords", (ask) => (prefix) => ask("GET", list(prefix, ""))],
  ["shareRecord", (ask) => (key, value) => ask("PUT", record(key), { value, shared: true })],
  ["unshareRecord", (ask) => (key) => ask("DELETE", `${record(key)}?shared=true`)],
  ["listShared", (ask) => (prefix) => ask("GET", list(prefix, "&shared=true"))],
]);

/**
 * The callbacks that these capabilities name, for `mount`.
 * @param {{ callbacks?: string[], user?: boolean }} capabilities
 * @param {string} base address of the plugin's routes on its surface: `…/api/v1/{store|admin}/plugins/{plugin}/`
 * @param {(url: string, init: RequestInit) => Promise<Response>} [fetch] with whatever says who asks; else the page's own, with its cookies
 * @returns {Record<string, Function>}
 */
export function grantsOf(capabilities, base, fetch = (url, init) => globalThis.fetch(url, init)) {
  const ask = asking(base, fetch);
  const granted = {};
  for (const name of capabilities?.callbacks ?? []) {
    const callback = CALLBACKS.get(name);
    if (callback) granted[name] = callback(ask);
  }
  if (capabilities?.user === true) granted.getUserToken = async () => (await ask("POST", "user-token")).token;
  return granted;
}

/** @returns {Ask} */
function asking(base, fetch) {
  return async (method, path, body) => {
    const init = { method, headers: { accept: "application/json" } };
    if (body !== undefined) {
      init.headers["content-type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    const response = await fetch(base + path, init).catch(() => {
      throw refusal(0, "network", "The server could not be reached.");
    });
    const answer = response.status === 204 ? {} : await response.json().catch(() => ({}));
    if (!response.ok) throw refusal(response.status, answer?.error?.code ?? "failed", answer?.error?.message ?? `status ${response.status}`);
    return answer.data;
  };
}

/** The code comes first, because a message is all of an error that the bridge carries for certain. */
function refusal(status, code, message) {
  return Object.assign(new Error(`${code}: ${message}`), { name: "PorticoError", status, code });
}

function record(key) {
  const text = typeof key === "string" ? key : "";
  // Addresses lose these two on their way (RFC 3986 5.2.4), and would mean something else.
  if (text === "" || text === "." || text === "..") throw refusal(400, "record_key_invalid", "Give the record a key: a text, and not a dot or two.");
  return `records/${encodeURIComponent(text.toWellFormed())}`;
}

function list(prefix, shared) {
  return `records?limit=200&prefix=${encodeURIComponent(String(prefix ?? "").toWellFormed())}${shared}`;
}
