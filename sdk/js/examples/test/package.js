// What `portico plugin check` would say first, as far as it can be said without it.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { manifestOf } from "./plugin.js";

const read = (path) => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
const ICONS = [...read("style/assets/icons.svg").matchAll(/id="([a-z-]+)"/g)].map(([, id]) => id);
const TILES = ["orange", "blue", "violet", "green", "red", "olive", "grey"];
const CATEGORIES = ["payments", "analytics", "customer-voice", "operations", "marketing"];
const KEYS = "name version publisher title summary about changelog default_language categories keywords icon tile license support_url portico capabilities settings extensions".split(" ");
/** What Portico grants by itself; a host's own callbacks are called `on…`. */
const GRANTED = "loadRecord saveRecord deleteRecord listRecords shareRecord unshareRecord listShared emit getUserToken".split(" ");

/** @param {URL} folder */
export function checkPackage(folder) {
  const manifest = manifestOf(folder);
  assert.deepEqual(Object.keys(manifest).filter((key) => !KEYS.includes(key)), []);
  assert.match(manifest.name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  assert.ok(ICONS.includes(manifest.icon), manifest.icon);
  assert.ok(TILES.includes(manifest.tile), manifest.tile);
  assert.deepEqual(manifest.categories.filter((category) => !CATEGORIES.includes(category)), []);
  assert.ok(manifest.extensions.length > 0 || manifest.settings);
  for (const { id, component, sandbox } of manifest.extensions) {
    assert.ok(id.startsWith(manifest.name.replaceAll("-", "_")) && !id.endsWith("_settings"), id);
    for (const file of [component?.script_url, component?.style_url, sandbox?.entry].filter(Boolean)) {
      assert.match(file, /^assets\//);
      assert.ok(statSync(new URL(file, folder)).isFile(), file);
    }
    if (!sandbox) continue;
    const strange = sandbox.capabilities.callbacks.filter((name) => !GRANTED.includes(name) && !/^on[A-Z]/.test(name));
    assert.deepEqual(strange, []);
    assert.doesNotThrow(() => new Function(readFileSync(new URL(sandbox.entry, folder), "utf8")));
  }
  return manifest;
}
