// The templates of `portico plugin new`, filled in as it does, built with their own scripts and run.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { loadElement } from "../../../../plugins/testkit/js/load-element.js";
import { checkPackage } from "./package.js";
import { eventually, startPlugin } from "./plugin.js";
import { createPage } from "./records.js";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const TEMPLATES = path("../../../../server/templates/plugin/");
const LIBRARY = path("../../plugin/");
const EXAMPLES = path("../");
const TITLE = 'Acme "notes" <&> {x}';
const VALUES = { name: "acme-notes", ident: "acme_notes", title: TITLE, prefix: "stoa", publisher: 'Acme "Inc."' };

const names = readdirSync(TEMPLATES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
const root = mkdtempSync(join(tmpdir(), "portico-templates-"));
after(() => rmSync(root, { recursive: true }));

const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

function fillIn(file) {
  const escape = (text) => (file.endsWith(".md") ? text : JSON.stringify(text).slice(1, -1));
  const text = readFileSync(file, "utf8").replace(/\{\{(name|ident|title|prefix|publisher)\}\}/g, (_, key) => escape(VALUES[key]));
  writeFileSync(file, text);
}

/** What `portico plugin new` does. */
function instantiate(template) {
  const folder = join(root, template);
  cpSync(join(TEMPLATES, template), folder, { recursive: true });
  files(folder).forEach(fillIn);
  renameSync(join(folder, "gitignore"), join(folder, ".gitignore"));
  if (readdirSync(folder).includes("package.json")) {
    for (const part of ["package.json", "README.md", "LICENSE", "src"]) cpSync(join(LIBRARY, part), join(folder, "vendor/portico-plugin", part), { recursive: true });
  }
  return folder;
}

/** What `npm install` does, without a network. */
function install(folder) {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "@portico"), { recursive: true });
  symlinkSync(join(folder, "vendor/portico-plugin"), join(modules, "@portico/plugin"));
  for (const from of [join(EXAMPLES, "node_modules"), join(LIBRARY, "node_modules")]) {
    const missing = readdirSync(from).filter((name) => !name.startsWith(".package") && !readdirSync(modules).includes(name));
    for (const name of missing) symlinkSync(join(from, name), join(modules, name));
  }
}

for (const template of names) {
  describe(`template ${template}`, () => {
    const folder = instantiate(template);
    const url = pathToFileURL(`${folder}/`);
    const manifest = JSON.parse(readFileSync(join(folder, "plugin.json"), "utf8"));
    const isBuilt = readdirSync(folder).includes("package.json");
    if (isBuilt) {
      install(folder);
      execFileSync("npm", ["run", "--silent", "build"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    }

    test("leaves nothing to fill in, whatever the title", () => {
      const own = files(folder).filter((file) => !/node_modules|vendor|assets\/main\.js/.test(file));
      for (const file of own) assert.doesNotMatch(readFileSync(file, "utf8"), /\{\{|\}\}/, file);
      assert.equal(manifest.title.en, TITLE);
      assert.equal(manifest.publisher, VALUES.publisher);
      assert.ok(readdirSync(folder).includes(".gitignore"));
    });

    test("is a package", () => checkPackage(url));

    if (template.startsWith("sandbox")) {
      test("keeps a note, and follows range, language and theme", async () => {
        const page = createPage({ own: { note: "Buy tea" } });
        const plugin = await startPlugin(url, page, { props: { range: "30d" } });
        await eventually(() => assert.match(valueOf(plugin.get("textarea", "Your note")), /Buy tea/));
        assert.match(plugin.text(), /The dashboard shows 30d\./);
        assert.ok(plugin.text().startsWith(TITLE));
        await plugin.enter("Your note", "Buy coffee", "textarea");
        await plugin.press("Save");
        await plugin.shows(/Saved; only you see it\./);
        assert.equal(page.records.get("note").value, "Buy coffee");

        await plugin.update({ props: { range: "7d" }, locale: "de", theme: "dark" });
        await plugin.shows(/Die Übersicht zeigt 7d\./);
        assert.equal(plugin.host.find("div.plugin").attributes.class, "plugin dark");
        page.uid = null;
        await plugin.press("Speichern");
        await plugin.shows(/Melden Sie sich an/);
        page.uid = "u1";
        page.refusal = "unavailable";
        await plugin.press("Speichern");
        await plugin.shows(/konnte nicht gespeichert werden/);
        assert.deepEqual(plugin.failures, []);
      });
    }

    if (template === "component") {
      test("defines its element", async () => {
        const element = await loadElement(new URL("assets/widget.js", url));
        assert.equal(typeof element.prototype.connectedCallback, "function");
        assert.match(readFileSync(join(folder, "assets/widget.js"), "utf8"), new RegExp(manifest.extensions[0].component.tag_name));
        for (const [, selector] of readFileSync(join(folder, "assets/widget.css"), "utf8").matchAll(/^([^\s/].*) \{$/gm)) assert.match(selector, /^\.stoa-acme-notes-widget/);
      });
    }
  });
}

const valueOf = ({ properties, attributes }) => properties.value ?? attributes.value ?? "";

test("there is a template for each kind", () => assert.deepEqual(names.sort(), ["component", "sandbox", "sandbox-react", "schema"]));
