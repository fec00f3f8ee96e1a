// Writes dist/: each format is one file, the modules of src/ one after the other. The order of MODULES is that of their
// dependencies; top-level names are unique across modules (a clash is a syntax error that every test would show).
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as api from "./src/index.js";

const MODULES = ["sha256", "hmac", "encoding", "secret", "claims", "runtime", "jwt"];

const here = (path) => new URL(path, import.meta.url);
// A directory may be given, so that a test can compare two builds.
const dist = process.argv[2] ? new URL(`${process.argv[2]}/`, import.meta.url) : here("dist/");

const body = MODULES.map((name) => bare(name, readFileSync(here(`src/${name}.js`), "utf8"))).join("\n");
const banner = "// @portico/server, Apache-2.0\n";
const names = Object.keys(api).join(", ");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
writeFileSync(new URL("index.js", dist), `${banner}${body}\nexport { ${names} };\n`);
writeFileSync(new URL("index.cjs", dist), `"use strict";\n${banner}${body}\nmodule.exports = { ${names} };\n`);
// The same declarations twice: TypeScript tells the format by the file's extension.
copyFileSync(here("src/index.d.ts"), new URL("index.d.ts", dist));
copyFileSync(here("src/index.d.ts"), new URL("index.d.cts", dist));

/** The module without imports, `export` keywords and lines that are only comment (editors show the docs of index.d.ts). */
function bare(name, source) {
  const text = source
    .replace(/^import \{.*\} from "\.\/.*";\n/gm, "")
    .replace(/^export (?=const |function )/gm, "")
    .replace(/^\s*\/\*\*[^]*?\*\/\n/gm, "")
    .replace(/^\s*\/\/.*\n/gm, "")
    .trim();
  if (/^\s*(import|export)\b/m.test(text)) throw new Error(`src/${name}.js has an import or export that build.js does not know`);
  return `${text}\n`;
}
