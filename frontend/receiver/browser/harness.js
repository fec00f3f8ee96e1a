// What the browser tests beside test.js share: the sandbox's document, bundles, and a page to run them in.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { OUT } from "./browser.js";

const root = join(import.meta.dirname, "../../..");
/** The plugin library's packages: @remote-dom/core, @quilted/threads, React. */
export const packages = join(root, "sdk/js/plugin/node_modules");
const { build } = createRequire(join(root, "sdk/js/plugin/package.json"))("esbuild");
const { RELAY = join(root, "frontend/sandbox/relay.js") } = process.env;
const relay = readFileSync(RELAY, "utf8");

export const hash = (text, algorithm = "sha384") => `${algorithm}-${createHash(algorithm).update(text).digest("base64")}`;
const html = { "content-type": "text/html; charset=utf-8" };
const script = { "content-type": "text/javascript; charset=utf-8" };

/** The sandbox's document as the server sends it. */
export const frame = {
  body: `<!doctype html><script>${relay}</script>`,
  headers: { ...html, "content-security-policy": `sandbox allow-scripts; default-src 'none'; script-src '${hash(relay, "sha256")}'; worker-src blob:; connect-src 'none'` },
};

/** A document with a place and one module, under a policy like that of Portico's own pages. */
export const pageOf = (module) => ({
  body: `<!doctype html><meta charset="utf-8"><title>Test</title><body><div id="place"></div><script type="module" src="${module}"></script>`,
  headers: { ...html, "content-security-policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-src 'self'; img-src data:" },
});

export const scriptOf = (body) => ({ body, headers: script });

/** One script made of everything that `options.entryPoints` or `options.stdin` needs. */
export async function bundle(options) {
  const { outputFiles } = await build({
    bundle: true, write: false, target: "es2022", logLevel: "error", nodePaths: [packages],
    define: { "process.env.NODE_ENV": '"production"' }, ...options,
  });
  return outputFiles[0].text;
}

/** For a bundle: `receiver:frame.js` is the receiver's own file as it was built, `receiver:receiver.js` the module that a page imports. */
export const receiver = {
  name: "receiver",
  setup({ onResolve }) {
    const [snippet] = readdirSync(join(OUT, "snippets"));
    onResolve({ filter: /^receiver:/ }, ({ path }) => {
      const name = path.slice("receiver:".length);
      return { path: name === "receiver.js" ? `/out/${name}` : `/out/snippets/${snippet}/src/dom/${name}`, external: true };
    });
  },
};
