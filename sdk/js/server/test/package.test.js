import assert from "node:assert/strict";
import { execFileSync, execSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { FORMATS, ROOT, SECRET } from "./formats.js";

const read = (path) => readFileSync(join(ROOT, path), "utf8");
const manifest = JSON.parse(read("package.json"));
const FORMAT_FILES = ["dist/index.cjs", "dist/index.js"];
const MAX_FORMAT_BYTES = 10_000;

test("the published package holds the two formats, their types, the licence and the documentation", () => {
  // Without scripts: a build now would pull dist/ from under the other tests.
  const [{ files }] = JSON.parse(execSync("npm pack --dry-run --json --ignore-scripts", { cwd: ROOT, stdio: ["ignore", "pipe", "ignore"] }));
  assert.deepEqual(
    files.map(({ path }) => path).sort(),
    ["LICENSE", "README.md", "dist/index.cjs", "dist/index.d.cts", "dist/index.d.ts", "dist/index.js", "package.json"],
  );
});

test("every file that package.json points to exists", () => {
  const paths = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(paths));
  for (const path of [manifest.main, manifest.module, manifest.types, ...paths(manifest.exports)]) assert.ok(read(path).length > 0);
});

test("the package depends on nothing", () => {
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "bundledDependencies"]) {
    assert.equal(manifest[kind], undefined);
  }
});

for (const path of FORMAT_FILES) {
  test(`${path} is small and uses nothing that only one runtime has`, () => {
    const code = read(path);
    assert.ok(code.length < MAX_FORMAT_BYTES, `${code.length} bytes`);
    const withoutTexts = code.replace(/"[^"\n]*"/g, "");
    assert.doesNotMatch(withoutTexts, /\b(require|import|Buffer|process|async|await|subtle|eval|Function)\b/);
  });
}

test("both formats export the same names", () => {
  for (const { format, ...names } of FORMATS) {
    delete names.default;
    delete names["module.exports"];
    assert.deepEqual(Object.keys(names).sort(), ["OrgRoles", "makeJWT"], format);
  }
});

test("named imports of the CommonJS format work from ESM", async () => {
  const { makeJWT, OrgRoles } = await import("../dist/index.cjs");
  assert.equal(typeof makeJWT(SECRET, { uid: "42", orgs: { acme: OrgRoles.ADMIN } }), "string");
});

test("the build gives the same bytes every time", () => {
  const folder = mkdtempSync(join(tmpdir(), "portico-server-"));
  try {
    execFileSync(process.execPath, ["build.js", pathToFileURL(folder).href], { cwd: ROOT });
    assert.deepEqual(readdirSync(folder).sort(), readdirSync(join(ROOT, "dist")).sort());
    for (const name of readdirSync(folder)) assert.equal(readFileSync(join(folder, name), "utf8"), read(`dist/${name}`), name);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the first example of the README prints a token", () => {
  const [, example] = read("README.md").match(/```js\n([^]*?)```/);
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", `${example}\nconsole.log(token);`], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, PORTICO_HOST_SECRET: SECRET },
  });
  assert.match(output, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
});
