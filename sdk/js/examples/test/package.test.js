// The examples as packages: small, in two languages, and nothing in them that a host would not grant.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { examples } from "../build.mjs";
import { checkPackage } from "./package.js";
import { folderOf } from "./plugin.js";

/** Bytes as they are sent, with brotli. */
const MOST = { "product-reviews": 32_000, notes: 35_000, "visitors-chart": 54_000, "size-finder": 90_000 };

const names = await examples();

test("there are four", () => assert.deepEqual(names.sort(), Object.keys(MOST).sort()));

test("the lock file names no host", () => assert.doesNotMatch(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"), /"resolved": "http/));

for (const name of names) {
  describe(name, () => {
    test("is a package in English and German", () => {
      const manifest = checkPackage(folderOf(name));
      for (const text of [manifest.title, manifest.summary, manifest.about, manifest.changelog, manifest.extensions[0].title]) assert.ok(text.en && text.de);
    });

    test("has the same texts in both languages", async () => {
      const { WORDS } = await import(new URL("src/words.js", folderOf(name)));
      const shapeOf = (words) => Object.fromEntries(Object.entries(words).map(([key, text]) => [key, typeof text === "object" ? shapeOf(text) : typeof text]));
      assert.deepEqual(shapeOf(WORDS.de), shapeOf(WORDS.en));
    });

    test("is small", () => {
      const size = brotliCompressSync(readFileSync(new URL("assets/main.js", folderOf(name)))).length;
      assert.ok(size <= MOST[name], `${size} bytes`);
    });
  });
}
