// Makes the page with @rjsf/core from the JSON Schema of our form:   node build.mjs SCHEMA.json FOLDER
// Validators are compiled by rjsf's own compiler, the script is one minified file (React's production build), and page and files are compressed
// with brotli at its highest quality, once.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { compileSchemaValidatorsCode } from "@rjsf/validator-ajv8/compileSchemaValidators";
import { build } from "esbuild";
import { forRjsf } from "./rjsf/schema.mjs";

const here = import.meta.dirname;
const [from, to] = process.argv.slice(2);
const work = path.join(to, "work");
mkdirSync(work, { recursive: true });

const form = forRjsf(JSON.parse(readFileSync(from, "utf8")));
writeFileSync(path.join(work, "form.json"), JSON.stringify(form));
writeFileSync(path.join(work, "validators.cjs"), compileSchemaValidatorsCode(form.schema));
writeFileSync(path.join(work, "app.jsx"), readFileSync(path.join(here, "rjsf/app.jsx")));

const { outputFiles, metafile } = await build({
  entryPoints: [path.join(work, "app.jsx")],
  nodePaths: [path.join(here, "node_modules")],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  legalComments: "none",
  metafile: true,
  write: false,
});
const script = outputFiles[0].contents;
const style = (await build({ entryPoints: [path.join(here, "rjsf/style.css")], minify: true, write: false })).outputFiles[0].text;
const name = `app.${createHash("sha256").update(script).digest("base64url").slice(0, 22)}.js`;
// The script is named in the head, so that it is asked for with the first bytes of the page; the few rules of style need no request.
const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
<title>A hundred fields</title><link rel="icon" href="data:,"><script type="module" src="/${name}"></script><style>${style}</style></head>\
<body><div id="root"></div></body></html>`;

for (const [file, bytes] of [["index.html", Buffer.from(page)], [name, Buffer.from(script)]]) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  const packed = brotliCompressSync(bytes, { params });
  writeFileSync(path.join(to, `${file}.br`), packed);
  console.log(`${file}: ${bytes.length} bytes, brotli ${packed.length}`);
}
const parts = {};
for (const [input, { bytesInOutput }] of Object.entries(Object.values(metafile.outputs)[0].inputs)) {
  const part = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? path.basename(input);
  parts[part] = (parts[part] ?? 0) + bytesInOutput;
}
console.log(Object.entries(parts).sort(([, a], [, b]) => b - a).map(([part, bytes]) => `  ${part} ${bytes}`).join("\n"));
