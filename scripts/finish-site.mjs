// Makes files that may be cached for ever of what was built for the site:   node scripts/finish-site.mjs PAGES RECEIVER FORMS SITE
//
// PAGES holds the script and the wasm of the pages, the lazy parts that were split off, and the stylesheet; RECEIVER the module of
// sandboxes (docs/SANDBOX.md). Scripts and styles are made small, and each file gets the hash of its contents into its name. The files of
// the pages import one another in a circle, so no order of hashing can work: all of them get one hash, taken over all their contents.
// Beside them comes embed.js of frontend/embed, which other websites load by this name. Then everything in SITE that is text or wasm is compressed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { finishEmbed } from "./finish-embed.mjs";
import { precompress } from "./precompress.mjs";

// The npm tools of the build are in end2end/.
const require = createRequire(new URL("../end2end/package.json", import.meta.url));
const esbuild = require("esbuild");
const browserslist = require("browserslist");
const { browserslistToTargets, transform } = require("lightningcss");

/** What stands for the hash in the name of the loader of lazy parts, also inside the wasm, where the length may not change. */
const PLACEHOLDER = "_".repeat(22);

/** Parts with fewer bytes are packed into one file. */
const SMALL_PART = 4096;
const PACK = "chunk_small";

/** How scripts are made small. */
const SMALL = { minify: true, format: "esm", charset: "utf8", target: "es2022" };

const [pages, receiver, forms, site] = process.argv.slice(2);
const pkg = join(site, "pkg");
finishPages();
finishReceiver();
finishEmbed(site, forms);
finishStyle();
compress();

function finishPages() {
  packSmallParts();
  const names = readdirSync(pages).filter((name) => /\.(js|wasm|json)$/.test(name)).sort();
  if (existsSync(join(pages, "snippets"))) throw new Error("a dependency brings scripts of its own (snippets), which nothing here copies");
  const contents = new Map(names.map((name) => [name, readFileSync(join(pages, name))]));
  for (const [name, bytes] of contents) {
    if (name.endsWith(".js")) contents.set(name, Buffer.from(minify(bytes.toString())));
  }
  const digest = createHash("sha256");
  for (const [name, bytes] of contents) digest.update(name).update(bytes);
  const hash = digest.digest("base64url").slice(0, PLACEHOLDER.length);

  const named = (name) => (name.includes(PLACEHOLDER) ? name : name.replace(/^(portico)_bg\./, "$1.").replace(/\.(?=\w+$)/, `.${PLACEHOLDER}.`));
  const stem = (name) => name.replace(/\.\w+$/, "");
  for (const [name, bytes] of contents) {
    // latin1 keeps every byte as it is.
    let text = bytes.toString("latin1");
    if (/\.(js|json)$/.test(name)) {
      for (const other of names) text = text.replaceAll(`./${other}`, `./${named(other)}`).replaceAll(`"${stem(other)}"`, `"${stem(named(other))}"`);
      text = text.replaceAll("portico_bg.wasm", named("portico_bg.wasm"));
    }
    writeFileSync(join(pkg, named(name).replace(PLACEHOLDER, hash)), text.replaceAll(PLACEHOLDER, hash), "latin1");
  }
}

/**
 * What several lazy parts share is split into dozens of files of a few hundred bytes, for each group that shares something. They become one
 * file, a wasm module with nothing but a custom section for each, so that a page asks once instead of sixty times, and they are
 * compressed together.
 */
function packSmallParts() {
  const file = (name) => join(pages, name);
  const small = readdirSync(pages).filter((name) => /^chunk_\d+\.wasm$/.test(name) && statSync(file(name)).size < SMALL_PART).sort();
  const stems = small.map((name) => name.replace(".wasm", ""));
  const sections = small.map((name, at) => {
    const [title, content] = [Buffer.from(stems[at]), readFileSync(file(name))];
    const body = Buffer.concat([leb128(title.length), title, content]);
    return Buffer.concat([Buffer.from([0]), leb128(body.length), body]);
  });
  writeFileSync(file(`${PACK}.wasm`), Buffer.concat([Buffer.from("\0asm\x01\0\0\0", "latin1"), ...sections]));

  const loader = file(`__wasm_split.${PLACEHOLDER}.js`);
  let script = readFileSync(loader, "utf8");
  for (const stem of stems) {
    const before = script;
    const own = new RegExp(`fetch\\(new URL\\("\\./${stem}\\.wasm", import\\.meta\\.url\\)\\)(;[^]*?)WebAssembly\\.instantiateStreaming\\(src, imports\\)`);
    script = script.replace(own, `smallPart("${stem}")$1WebAssembly.instantiate(await src, imports)`);
    if (script === before) throw new Error(`the loader of lazy parts does not load ${stem} in the way that is expected here`);
  }
  const pack = `
let pack;
async function smallPart(name) {
    pack ??= WebAssembly.compileStreaming(fetch(new URL("./${PACK}.wasm", import.meta.url)));
    // As for the other parts, what did not come is asked for again.
    pack.catch(() => { pack = undefined; });
    return WebAssembly.Module.customSections(await pack, name)[0];
}
`;
  writeFileSync(loader, script + pack);

  const list = file("__wasm_split_manifest.json");
  const needed = Object.entries(JSON.parse(readFileSync(list, "utf8")));
  const packed = needed.map(([lazy, parts]) => [lazy, [...new Set(parts.map((part) => (stems.includes(part) ? PACK : part)))]]);
  writeFileSync(list, JSON.stringify(Object.fromEntries(packed)));
  for (const name of small) rmSync(file(name));
}

/** An unsigned number as wasm writes it. */
function leb128(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}

/** One script, with what it imports, and one wasm file. */
function finishReceiver() {
  const wasm = readFileSync(join(receiver, "receiver_bg.wasm"));
  const { outputFiles } = esbuild.buildSync({ entryPoints: [join(receiver, "receiver.js")], bundle: true, write: false, ...SMALL });
  const script = outputFiles[0].text;
  const hash = hashOf(wasm, script);
  const named = script.replaceAll("receiver_bg.wasm", `receiver.${hash}.wasm`);
  if (named === script) throw new Error("the receiver's script does not name its wasm file");
  writeFileSync(join(pkg, `receiver.${hash}.wasm`), wasm);
  writeFileSync(join(pkg, `receiver.${hash}.js`), named);
}

function finishStyle() {
  const { code } = transform({
    filename: "portico.css",
    code: readFileSync(join(pages, "portico.css")),
    minify: true,
    targets: browserslistToTargets(browserslist("defaults")),
  });
  writeFileSync(join(pkg, `portico.${hashOf(code)}.css`), code);
}

function minify(script) {
  return esbuild.transformSync(script, SMALL).code;
}

function hashOf(...parts) {
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest("base64url").slice(0, PLACEHOLDER.length);
}

function compress() {
  const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);
  for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !compressible.has(extname(path))) continue;
    precompress(path);
  }
}
