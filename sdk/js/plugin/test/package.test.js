// What is published, and that the README's way of bundling gives one small classic script.
import assert from "node:assert/strict";
import { execSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { bundle } from "./bundle.js";
import { runWorker } from "./worker.js";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const MAX_BROTLI_BYTES = 27_000;

test("the published package holds the source, its types, the licence and the documentation", () => {
  const [{ files }] = JSON.parse(execSync("npm pack --dry-run --json --ignore-scripts", { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] }));
  const sources = readdirSync(new URL("../src", import.meta.url), { recursive: true }).filter((path) => /\.\w+$/.test(path));
  assert.deepEqual(files.map(({ path }) => path).sort(), ["LICENSE", "README.md", "package.json", ...sources.map((path) => `src/${path}`)].sort());
});

test("everything that index.js exports is declared, and nothing else", () => {
  const declared = [...read("src/index.d.ts").matchAll(/^export declare function (\w+)/gm)].map(([, name]) => name);
  const exported = [...read("src/index.js").matchAll(/^export \{ (.*) \}/gm)].flatMap(([, names]) => names.split(", "));
  assert.deepEqual(exported.sort(), declared.sort());
});

test("the lock file names no host", () => {
  assert.doesNotMatch(read("package-lock.json"), /"resolved"/);
});

test("the smallest plugin of the README is one classic script of moderate size", async () => {
  const [, example] = read("README.md").match(/```js\n([^]*?)```/);
  const { outputFiles } = await build({
    stdin: { contents: example, resolveDir: ROOT },
    alias: { "@portico/plugin": `${ROOT}src/index.js` },
    bundle: true,
    minify: true,
    format: "iife",
    write: false,
  });
  const [{ text, contents }] = outputFiles;
  assert.doesNotThrow(() => new Function(text));
  assert.doesNotMatch(text, /\bimport\(|\bimportScripts\b|\beval\(/);
  const size = brotliCompressSync(contents).length;
  assert.ok(size <= MAX_BROTLI_BYTES, `${size} bytes`);
});

test("a minified bundle has the names that other libraries look for", async () => {
  const names = ["HTMLInputElement", "HTMLSelectElement", "HTMLCanvasElement", "HTMLAnchorElement", "HTMLIFrameElement", "HTMLMediaElement", "KeyboardEvent", "NodeFilter"];
  const code = await bundle("vanilla.js");
  const worker = await runWorker(`${code}; postMessage(${JSON.stringify(names)}.filter((name) => typeof globalThis[name] !== typeof window[name] || !globalThis[name]));`);
  const [missing] = await once(worker, "message");
  await worker.terminate();
  assert.deepEqual(missing, []);
});

test("a bundle has no text that would end a script element or leave ASCII's meaning to a guess", async () => {
  const text = await bundle("vanilla.js");
  // esbuild escapes what is not ASCII.
  assert.match(text, /^[\x00-\x7f]*$/);
});
