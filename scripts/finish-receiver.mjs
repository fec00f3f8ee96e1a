// Makes one script and one wasm file of what wasm-bindgen wrote for the receiver of sandboxes, with the hash of their contents in
// their names:   node scripts/finish-receiver.mjs target/receiver target/site-next/pkg
//
// It is a wasm module of its own beside the site's (docs/SANDBOX.md): pages and the embed load it when they have a sandbox to show.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

// The npm tools of the build are in end2end/.
const { buildSync } = createRequire(new URL("../end2end/package.json", import.meta.url))("esbuild");
const [from, pkg] = process.argv.slice(2);
const wasm = readFileSync(join(from, "receiver_bg.wasm"));
const { outputFiles } = buildSync({ entryPoints: [join(from, "receiver.js")], bundle: true, format: "esm", minify: true, charset: "utf8", target: "es2022", write: false });
const script = outputFiles[0].text;
// Shorter than the hashes of the site's files, which finish-site.mjs replaces.
const hash = createHash("sha256").update(wasm).update(script).digest("base64url").slice(0, 16);
const named = script.replaceAll("receiver_bg.wasm", `receiver.${hash}.wasm`);
if (named === script) throw new Error("the receiver's script does not name its wasm file");
writeFileSync(join(pkg, `receiver.${hash}.wasm`), wasm);
writeFileSync(join(pkg, `receiver.${hash}.js`), named);
