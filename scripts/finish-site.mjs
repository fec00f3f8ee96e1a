// Makes the site that cargo-leptos built fit to be cached for ever:   node scripts/finish-site.mjs target/site-next
//
// cargo-leptos 0.3.10 hashes each file first and only then writes the names of the split files into the main wasm and js. A
// change inside a lazy island thus gives the main files new contents under old names, and a browser that kept them asks for
// split files that are gone. (The files import one another in a circle, so no order of hashing can work.) Here all of them get one
// hash, taken over all their contents. The stylesheet stands alone and keeps its own.
// Then everything that is text or wasm is compressed, and what no browser asks for is removed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const site = process.argv[2];
const pkg = join(site, "pkg");
const hashed = /\.([\w-]{22})\.(?:js|wasm|json)$/;

for (const name of readdirSync(pkg)) if (name.endsWith(".ts")) rmSync(join(pkg, name));

const names = readdirSync(pkg).filter((name) => hashed.test(name)).sort();
const digest = createHash("sha256");
for (const name of names) digest.update(name).update(readFileSync(join(pkg, name)));
const bundle = digest.digest("base64url").slice(0, 22);

// As long as the old hashes, so the names can be replaced inside wasm, too. latin1 keeps every byte as it is.
const old = new Map(names.map((name) => [name, name.replace(name.match(hashed)[1], bundle)]));
// The manifest of split files says their names without the extension.
const replacements = [...old].map(([from, to]) => [from.replace(/\.\w+$/, ""), to.replace(/\.\w+$/, "")]);
const snippets = join(pkg, "snippets");
if (existsSync(snippets)) {
  renameSync(snippets, join(pkg, `snippets.${bundle}`));
}
for (const [from, to] of old) {
  let text = readFileSync(join(pkg, from), "latin1");
  for (const [before, after] of replacements) text = text.replaceAll(before, after);
  if (from.endsWith(".js")) text = text.replaceAll("./snippets/", `./snippets.${bundle}/`);
  writeFileSync(join(pkg, to), text, "latin1");
  rmSync(join(pkg, from));
}

const hashFile = join(site, "hash.txt");
const hashes = readFileSync(hashFile, "utf8").replace(/^(js|wasm|manifest|split): .*$/gm, `$1: ${bundle}`);
for (const [, kind, hash] of hashes.matchAll(/^(js|wasm|css): (.*)$/gm)) {
  if (!readdirSync(pkg).some((name) => name.endsWith(`.${hash}.${kind}`))) throw new Error(`no ${kind} file with hash ${hash} in ${pkg}`);
}
writeFileSync(hashFile, hashes);

const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"]);
for (const entry of readdirSync(site, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (!entry.isFile() || path === hashFile || !compressible.has(extname(path))) continue;
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  for (const [suffix, packed] of [[".br", brotliCompressSync(bytes, { params })], [".gz", gzipSync(bytes, { level: 9 })]]) {
    if (packed.length < bytes.length) writeFileSync(path + suffix, packed);
  }
}
