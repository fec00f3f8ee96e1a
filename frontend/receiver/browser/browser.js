// A small server for the built files and a browser that looks at them: Chromium, or Firefox where PORTICO_FIREFOX names one.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";

const root = join(import.meta.dirname, "../../..");
// The browser tests' Playwright, and the receiver as scripts/site.sh builds it.
const { PORTICO_FIREFOX } = process.env;
/** Whether this is Firefox. What works as an attack where nothing guards, which the controls of tests look at, is known of Chromium. */
export const FIREFOX = Boolean(PORTICO_FIREFOX);
const require = createRequire(join(root, PORTICO_FIREFOX ? "end2end/firefox/package.json" : "end2end/package.json"));
export const { OUT = join(root, "target/receiver") } = process.env;
const { REMOTE_DOM = join(root, "sdk/js/plugin/node_modules/@remote-dom/core/build/esm"), PORTICO_CHROMIUM = "/usr/bin/chromium" } = process.env;
const TYPES = { ".js": "text/javascript", ".mjs": "text/javascript", ".html": "text/html; charset=utf-8", ".wasm": "application/wasm" };
// The headless shell leaves frames in the page's process unless it is told; Chromium on a desktop never does.
const FLAGS = ["--site-per-process", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const folders = { out: OUT, browser: import.meta.dirname, "remote-dom": REMOTE_DOM };

function chromium(port, flags) {
  const args = [...FLAGS, `--host-resolver-rules=MAP *.example 127.0.0.1:${port}`, ...flags];
  return require("playwright-core").chromium.launch({ executablePath: PORTICO_CHROMIUM, args });
}

/** Debian's own, which Playwright speaks WebDriver BiDi with. It has no rules for names, so the server is its proxy for all but 127.0.0.1. */
function firefox(port) {
  const firefoxUserPrefs = { "network.proxy.type": 1, "network.proxy.http": "127.0.0.1", "network.proxy.http_port": port };
  return require("playwright-core").firefox.launch({ channel: "moz-firefox", executablePath: PORTICO_FIREFOX, firefoxUserPrefs });
}

/**
 * @param routes answers of a test's own, by path; `others` is asked for every other path
 * @param flags more for Chromium; Firefox has none of them
 * @param heard is told of every request: the host that was asked, and the path
 *
 * Every name that ends in `.example` leads to the same server, by http.
 */
export async function open(routes = {}, { flags = [], heard = () => {} } = {}) {
  const server = createServer(async (request, response) => {
    heard(request.headers.host, request.url);
    const { pathname } = new URL(request.url, "http://localhost");
    const own = routes[pathname] ?? routes.others?.(pathname);
    if (own) {
      if (own.delay) await new Promise((done) => setTimeout(done, own.delay));
      response.writeHead(own.status ?? 200, own.headers ?? {});
      return response.end(own.body);
    }
    const [, folder, ...rest] = normalize(pathname).split("/");
    try {
      const body = await readFile(join(folders[folder], ...rest));
      response.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  const baseURL = `http://127.0.0.1:${port}`;
  const browser = await (PORTICO_FIREFOX ? firefox(port) : chromium(port, flags));
  const errors = [];
  let page;
  /** One page at a time: hidden ones are not ended for being slow. */
  const newPage = async () => {
    await page?.close();
    page = await browser.newPage({ baseURL });
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    return page;
  };
  return { baseURL, newPage, errors, close: () => (server.close(), browser.close()) };
}
