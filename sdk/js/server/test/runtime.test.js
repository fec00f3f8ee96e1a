import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { decode, ROOT, SECRET } from "./formats.js";

// Each line sets up the global object of a fresh process before the package is loaded.
const set = (name, value) => `Object.defineProperty(globalThis, "${name}", { value: ${value}, configurable: true });`;
const PAGE = set("window", "globalThis") + set("document", "{}");
const WORKER = set("WorkerGlobalScope", "class {}");
const NAVIGATOR = set("navigator", '{ userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" }');

const REFUSED = {
  "a browser's page": PAGE + NAVIGATOR,
  "a browser's page with a shim of process": PAGE + NAVIGATOR + set("process", "{ versions: {}, env: {} }"),
  "a page with elements named Deno and Bun": PAGE + NAVIGATOR + set("Deno", "{ version: {} }") + set("Bun", "{ version: {} }"),
  "a page that calls itself Cloudflare-Workers": PAGE + set("navigator", '{ userAgent: "Cloudflare-Workers" }'),
  "a browser's worker": WORKER + NAVIGATOR + set("importScripts", "() => {}"),
  "a worker without importScripts": WORKER + NAVIGATOR,
  "a worker known only by importScripts": set("importScripts", "() => {}"),
};

const SERVED = {
  "Node": "",
  "a server that defines window": set("window", "globalThis"),
  "Cloudflare Workers": WORKER + set("navigator", '{ userAgent: "Cloudflare-Workers" }'),
  "Cloudflare Workers of an old compatibility date": WORKER + set("importScripts", "() => {}") + set("WebSocketPair", "class {}"),
  "Deno with window and a worker's globals": set("window", "globalThis") + WORKER + set("Deno", '{ version: { deno: "2.5.0" } }'),
  "Bun with a worker's globals": WORKER + set("importScripts", "() => {}") + set("Bun", '{ version: "1.3.0" }'),
};

const LOADERS = { module: 'await import("@portico/server")', commonjs: 'require("@portico/server")' };

/** Calls makeJWT in a new process and returns the token or the error's message. */
function run(type, globals, secret = SECRET) {
  const code = `
    const write = process.stdout.write.bind(process.stdout);
    ${globals}
    const { makeJWT } = ${LOADERS[type]};
    let result;
    try {
      result = { token: makeJWT(${JSON.stringify(secret)}, { uid: "42" }) };
    } catch ({ name, message }) {
      result = { name, message };
    }
    write(JSON.stringify(result));`;
  const { stdout, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, "--eval", code], { cwd: ROOT, encoding: "utf8" });
  assert.ok(stdout, stderr);
  return JSON.parse(stdout);
}

for (const type of Object.keys(LOADERS)) {
  for (const [where, globals] of Object.entries(REFUSED)) {
    test(`${type}: refused in ${where}, because the secret must stay on the server`, () => {
      const { name, message } = run(type, globals);
      assert.equal(name, "Error");
      assert.match(message, /browser.*secret must stay on the server/);
      assert.ok(!message.includes(SECRET));
    });
  }

  for (const [where, globals] of Object.entries(SERVED)) {
    test(`${type}: works in ${where}`, () => {
      assert.equal(decode(run(type, globals).token).payload.uid, "42");
    });
  }

  test(`${type}: in a browser even a wrong secret gets the explanation first`, () => {
    assert.match(run(type, PAGE, "").message, /browser/);
  });

  test(`${type}: without a random generator the error says what is missing`, () => {
    for (const globals of ["delete globalThis.crypto;", set("crypto", "{}")]) {
      assert.match(run(type, globals).message, /crypto\.getRandomValues.*Node 20/);
    }
  });
}

test("needs nothing of its runtime but TextEncoder and crypto", () => {
  const module = { exports: {} };
  const context = vm.createContext({ module, TextEncoder, crypto });
  vm.runInContext(readFileSync(new URL("../dist/index.cjs", import.meta.url), "utf8"), context);
  // The claims come from another realm than the package, as they may in a test runner.
  const token = module.exports.makeJWT(SECRET, { uid: "42", orgs: { acme: "ADMIN" } });
  assert.equal(decode(token).payload.uid, "42");
});
