// Makes embed.js of frontend/embed, which other websites load by this name, and what it loads for schema forms:
//   node scripts/finish-embed.mjs SITE [FORMS]
//
// SITE holds the finished receiver of sandboxes already; names that change with their contents are written into embed.js. FORMS holds the
// module of forms as wasm-bindgen wrote it and their stylesheet. finish-site.mjs calls this. Called alone it renews embed.js of a site
// that is finished.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { precompress } from "./precompress.mjs";

const require = createRequire(new URL("../end2end/package.json", import.meta.url));
const esbuild = require("esbuild");
const browserslist = require("browserslist");
const { browserslistToTargets, transform } = require("lightningcss");
const entry = fileURLToPath(new URL("../frontend/embed/src/embed.js", import.meta.url));
const SMALL = { bundle: true, write: false, minify: true, format: "esm", charset: "utf8", target: "es2022", legalComments: "none" };

/**
 * @param {string} site
 * @param {string} [forms]
 */
export function finishEmbed(site, forms) {
  const pkg = join(site, "pkg");
  if (forms) finishForms(pkg, forms);
  const named = (pattern) => {
    const found = readdirSync(pkg).filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${pkg} holds ${found.length} files ${pattern}, and embed.js needs to name one`);
    return JSON.stringify(`/pkg/${found[0]}`);
  };
  const define = {
    "globalThis.PORTICO_RECEIVER": named(/^receiver\..+\.js$/),
    "globalThis.PORTICO_FORMS": named(/^embed-forms\..+\.js$/),
    "globalThis.PORTICO_STYLE": named(/^embed-forms\..+\.css$/),
  };
  const { outputFiles } = esbuild.buildSync({ entryPoints: [entry], ...SMALL, define });
  writeFileSync(join(site, "embed.js"), outputFiles[0].text);
}

/** One script, its wasm and a stylesheet, each with the hash of its contents in its name. */
function finishForms(pkg, forms) {
  const wasm = readFileSync(join(forms, "forms_bg.wasm"));
  const { outputFiles } = esbuild.buildSync({ entryPoints: [join(forms, "forms.js")], ...SMALL });
  const script = outputFiles[0].text;
  const hash = hashOf(wasm, script);
  const named = script.replaceAll("forms_bg.wasm", `embed-forms.${hash}.wasm`);
  if (named === script) throw new Error("the script of forms does not name its wasm file");
  writeFileSync(join(pkg, `embed-forms.${hash}.wasm`), wasm);
  writeFileSync(join(pkg, `embed-forms.${hash}.js`), named);
  const { code } = transform({
    filename: "embed.css",
    code: Buffer.from(forShadowRoot(readFileSync(join(forms, "embed.css"), "utf8"))),
    minify: true,
    targets: browserslistToTargets(browserslist("defaults")),
  });
  writeFileSync(join(pkg, `embed-forms.${hashOf(code)}.css`), code);
}

/** In a shadow root there is no `:root`: what is said of it, is said of the host. */
function forShadowRoot(css) {
  const compound = /:root((?::not\([^()]*\)|\[[^\]]*\]|:root)*)/g;
  return css.replace(compound, (_, more) => {
    const rest = more.replaceAll(":root", "");
    return rest ? `:host(${rest})` : ":host";
  });
}

function hashOf(...parts) {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("base64url").slice(0, 22);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [site] = process.argv.slice(2);
  finishEmbed(site);
  precompress(join(site, "embed.js"));
}
