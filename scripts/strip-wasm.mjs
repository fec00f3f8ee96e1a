// Takes what nobody needs out of a wasm file, in place:   node scripts/strip-wasm.mjs FILE [--unused-exports]
//
// What linking left: modules of the site are linked with relocations, so that one of them can be split; wasm-opt would not keep them true.
// With --unused-exports, after wasm-bindgen, also the exports of UNUSED; wasm-opt then takes the code behind them away.
import { readFileSync, writeFileSync } from "node:fs";
import { changed, number, Reader } from "./wasm-sections.mjs";

/** Classes of `wasm-streams`, for server functions that stream: Leptos brings them along, and nothing here makes one (islands call `browser::fetch`). */
const UNUSED = /^(__wbg_)?intounderlying(source|sink|bytesource)_/;
const [CUSTOM, EXPORTS] = [0, 7];

const [file, unused] = process.argv.slice(2);
const stripped = changed(readFileSync(file), (id, contents) => {
  if (id === EXPORTS && unused === "--unused-exports") return usedExports(new Reader(contents));
  return id === CUSTOM && /^(linking|reloc\..*)$/.test(new Reader(contents).text()) ? undefined : contents;
});
writeFileSync(file, stripped);

/** @param {Reader} reader at the section of exports */
function usedExports(reader) {
  const entries = [];
  for (let left = reader.number(); left > 0; left--) {
    const begin = reader.at;
    const name = reader.text();
    reader.at++;
    reader.number();
    if (!UNUSED.test(name)) entries.push(reader.bytes.subarray(begin, reader.at));
  }
  return Buffer.concat([number(entries.length), ...entries]);
}
