// What is published.
import assert from "node:assert/strict";
import { execSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (path) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("the published package holds the source, its types, the licence and the documentation", () => {
  const [{ files }] = JSON.parse(execSync("npm pack --dry-run --json --ignore-scripts", { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] }));
  const sources = readdirSync(new URL("../src", import.meta.url));
  assert.deepEqual(files.map(({ path }) => path).sort(), ["LICENSE", "README.md", "package.json", ...sources.map((path) => `src/${path}`)].sort());
});

test("everything that index.js exports is declared, and nothing else", () => {
  const declared = [...read("src/index.d.ts").matchAll(/^export declare function (\w+)|^export function (\w+)/gm)].map(([, a, b]) => a ?? b);
  const exported = [...read("src/index.js").matchAll(/^export \{ (.*) \}/gm)].flatMap(([, names]) => names.split(", "));
  assert.deepEqual(exported.sort(), declared.sort());
});

test("every property of PluginPoint is in the README", () => {
  const [, body] = read("src/index.d.ts").match(/interface PluginPointProps \{([^]*?)\n\}/);
  const names = [...body.matchAll(/^  (\w+)\??:/gm)].map(([, name]) => name);
  assert.ok(names.length > 10);
  for (const name of names) assert.ok(read("README.md").includes(`| \`${name}\` |`), name);
});

test("the lock file names no host", () => {
  assert.doesNotMatch(read("package-lock.json"), /"resolved"/);
});
