// Scripts and stylesheets of components, each loaded once however many places need it (PARITY 26; THREATS 31); as
// app/src/slot/component/browser/files.rs does it in Portico's own pages.

/** By address. A file that failed is forgotten, so that it can be tried again. */
const files = new Map();

/** What a script threw while it ran: nothing, that what it defines is defined already, or something else. @typedef {"" | "twice" | "crashed"} Thrown */

/**
 * Loads a classic script and runs it. A script of the server has an integrity, one of a third party cannot have one that lasts.
 * @param {string} url absolute
 * @param {string} [integrity]
 * @returns {Promise<Thrown>}
 */
export const loadScript = (url, integrity) => once(url, integrity, "script", { src: url });

/**
 * @param {string} url absolute
 * @param {string} [integrity]
 * @returns {Promise<Thrown>}
 */
export const loadStyle = (url, integrity) => once(url, integrity, "link", { rel: "stylesheet", href: url });

/** Takes a file out, so that it is loaded anew when somebody asks for it. @param {string} url */
export function forget(url) {
  files.get(url)?.element.remove();
  files.delete(url);
}

/** Whether an address of the server answers with a success. @param {string} url */
export const isReachable = (url) => fetch(url, { method: "HEAD", credentials: "omit" }).then((answer) => answer.ok, () => false);

function once(url, integrity, tag, attributes) {
  if (!files.has(url)) files.set(url, append(url, integrity, tag, attributes));
  return files.get(url).loaded;
}

function append(url, integrity, tag, attributes) {
  const element = document.createElement(tag);
  if (integrity) Object.assign(element, { integrity, crossOrigin: "anonymous" });
  // Inserted scripts run as they come; several of a third party may build on one another.
  if (tag === "script") element.async = false;
  const loaded = new Promise((resolve, reject) => {
    let thrown = "";
    const hear = (event) => {
      if (event.filename === url) thrown = event.error?.name === "NotSupportedError" ? "twice" : "crashed";
    };
    addEventListener("error", hear);
    element.onload = () => {
      removeEventListener("error", hear);
      resolve(thrown);
    };
    element.onerror = () => {
      removeEventListener("error", hear);
      forget(url);
      reject(new Error(`${url} could not be loaded`));
    };
  });
  // Who waits for several hears of the first failure only.
  loaded.catch(() => {});
  Object.assign(element, attributes);
  document.head.append(element);
  return { element, loaded };
}
