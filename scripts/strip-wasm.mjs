// Takes what linking left out of a wasm file, in place:   node scripts/strip-wasm.mjs FILE
//
// Modules of the site are linked with relocations, so that one of them can be split; wasm-opt would not keep them true.
import { readFileSync, writeFileSync } from "node:fs";

const [file] = process.argv.slice(2);
const bytes = readFileSync(file);
const kept = [bytes.subarray(0, 8)];
for (let at = 8; at < bytes.length; ) {
  const begin = at;
  const id = bytes[at++];
  const size = number();
  const end = at + size;
  const length = id === 0 ? number() : 0;
  const name = id === 0 ? bytes.toString("utf8", at, at + length) : "";
  if (!/^(linking|reloc\..*)$/.test(name)) kept.push(bytes.subarray(begin, end));
  at = end;

  /** An unsigned LEB128. */
  function number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
}
writeFileSync(file, Buffer.concat(kept));
