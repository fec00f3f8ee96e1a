// Compares what the native and the wasm build of the validator say of the same generated forms and values (FORMS 2):
//   node end2end/verdicts/compare.mjs <native binary> <folder that wasm-bindgen wrote for Node> [count]
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";

const [binary, folder, count = "10000"] = process.argv.slice(2);
const wasm = createRequire(import.meta.url)(path.resolve(folder, "portico_verdicts.js"));
const options = { encoding: "utf8", maxBuffer: 1 << 30 };
const native = execFileSync(path.resolve(binary), ["0", count], options).trimEnd().split("\n");
const other = wasm.verdicts(0, Number(count)).split("\n");

for (const [number, line] of native.entries()) {
  if (line === other[number]) continue;
  console.error(`pair ${number} differs\n  native: ${line}\n  wasm:   ${other[number]}\n  pair:   ${wasm.pair(number)}`);
  process.exit(1);
}
const accepted = native.filter((line) => "ok" in JSON.parse(line).verdict).length;
const total = Number(count);
if (native.length !== total || other.length !== total) fail(`${native.length} native and ${other.length} wasm verdicts instead of ${total}`);
// A comparison in which everything is refused, or nothing, compares little.
if (accepted < total / 5 || accepted > (total * 4) / 5) fail(`${accepted} of ${total} are accepted`);
console.log(`${total} forms with values: native and wasm agree on all; ${accepted} accepted, ${total - accepted} refused`);

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
