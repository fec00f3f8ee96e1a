// Makes what wasm-bindgen wrote smaller, in place, after wasm-opt:   node scripts/shorten-glue.mjs WASM SCRIPT
//
// Functions that the wasm does not import any more go from the script, and names that only the two of them know become short: each
// has 16 hexadecimal digits that no compression takes away, once in the script and once in the wasm.
import { readFileSync, writeFileSync } from "node:fs";
import { changed, number, Reader, text } from "./wasm-sections.mjs";

const [IMPORTS, EXPORTS] = [2, 7];
/** Names with a hash; others are read by people or by other scripts. */
const HASHED = /^(?:__wb\w+_[0-9a-f]{16}|wasm_bindgen__convert__closures_\w+)$/;

const [wasm, glue] = process.argv.slice(2);
/** @type {Map<string, string>} */
const short = new Map();
const imported = new Set();
const shortened = (name) => {
  if (!HASHED.test(name)) return name;
  if (!short.has(name)) short.set(name, `_${short.size.toString(36)}`);
  return short.get(name);
};

const bytes = changed(readFileSync(wasm), (id, contents) => {
  if (id === IMPORTS) return imports(new Reader(contents));
  return id === EXPORTS ? exports(new Reader(contents)) : contents;
});
// One function of the object of imports, as wasm-bindgen indents it.
const FUNCTION = /^ {8}(__wb\w+): function\([^]*?^ {8}\}(?:, arguments\); \})?,\n/gm;
const script = readFileSync(glue, "utf8")
  .replace(FUNCTION, (whole, name) => (imported.has(name) ? whole : ""))
  .replace(/\b(?:__wb|wasm_bindgen__convert__closures_)\w+/g, (name) => short.get(name) ?? name);
const missing = [...imported].filter((name) => !script.includes(`${short.get(name) ?? name}:`));
if (missing.length > 0) throw new Error(`${glue} has no function for ${missing.join(", ")}`);
writeFileSync(wasm, bytes);
writeFileSync(glue, script);

/** @param {Reader} reader */
function imports(reader) {
  const count = reader.number();
  const entries = [number(count)];
  for (let left = count; left > 0; left--) {
    const module = reader.text();
    const name = reader.text();
    const begin = reader.at;
    skipType(reader);
    imported.add(name);
    entries.push(text(module), text(shortened(name)), reader.bytes.subarray(begin, reader.at));
  }
  return Buffer.concat(entries);
}

/** @param {Reader} reader */
function exports(reader) {
  const count = reader.number();
  const entries = [number(count)];
  for (let left = count; left > 0; left--) {
    const name = shortened(reader.text());
    const begin = reader.at++;
    reader.number();
    entries.push(text(name), reader.bytes.subarray(begin, reader.at));
  }
  return Buffer.concat(entries);
}

/** @param {Reader} reader */
function skipType(reader) {
  const kind = reader.bytes[reader.at++];
  const limits = () => {
    const flags = reader.number();
    reader.number();
    if (flags & 1) reader.number();
  };
  if (kind === 0) reader.number(); // a function: its type
  else if (kind === 1) reader.at++, limits(); // a table: of what
  else if (kind === 2) limits(); // a memory
  else if (kind === 3) reader.at += 2; // a global: its type, and whether it changes
  else if (kind === 4) reader.at++, reader.number(); // a tag
  else throw new Error(`an import of the unknown kind ${kind}`);
}
