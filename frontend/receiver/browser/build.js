// Builds the receiver for the browser into the folder named by OUT, and prints what it weighs.
//   OUT=/tmp/receiver WASM_BINDGEN=.tools/bin/wasm-bindgen WASM_OPT=end2end/node_modules/.bin/wasm-opt node browser/build.js
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const { OUT, WASM_BINDGEN = "wasm-bindgen", WASM_OPT = "wasm-opt", CARGO_TARGET_DIR = join(import.meta.dirname, "../../../target") } = process.env;
if (!OUT) throw new Error("set OUT to the folder to build into");

const target = "wasm32-unknown-unknown";
const run = (program, ...args) => execFileSync(program, args, { stdio: "inherit", cwd: join(import.meta.dirname, "..") });
const features = process.env.FEATURES ? ["--features", process.env.FEATURES] : [];
run("cargo", "build", "-j1", "-p", "portico-receiver", "--target", target, "--profile", "wasm-release", ...features);
rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT, { recursive: true });
run(WASM_BINDGEN, "--target", "web", "--no-typescript", "--out-name", "receiver", "--out-dir", OUT, join(CARGO_TARGET_DIR, target, "wasm-release/portico_receiver.wasm"));
const wasm = join(OUT, "receiver_bg.wasm");
run(WASM_OPT, "-Oz", "--strip-debug", "--strip-producers", "--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext", "--enable-mutable-globals", "--enable-multivalue", "--enable-reference-types", wasm, "-o", wasm);

// Comments are for those who read the source. (Whoever bundles these files minifies them better.)
const COMMENTS = [/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, /^\s*\/\/.*$/gm, /^\s+/gm];
const entries = readdirSync(OUT, { recursive: true, withFileTypes: true });
for (const entry of entries.filter(({ name }) => name.endsWith(".js"))) {
  const file = join(entry.parentPath, entry.name);
  writeFileSync(file, COMMENTS.reduce((text, comment) => text.replace(comment, ""), readFileSync(file, "utf8")));
}

const files = readdirSync(OUT, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const sizes = files.map((entry) => {
  const bytes = readFileSync(join(entry.parentPath, entry.name));
  return [entry.name, bytes.length, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length];
});
console.table(Object.fromEntries(sizes.map(([name, raw, brotli]) => [name, { raw, brotli }])));
console.log("brotli in all:", sizes.reduce((sum, [, , brotli]) => sum + brotli, 0));
