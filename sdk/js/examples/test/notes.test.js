import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { eventually, folderOf, startPlugin } from "./plugin.js";
import { createPage } from "./records.js";

const FOLDER = folderOf("notes");
const DAY_MS = 86_400_000;
const now = Date.now();
const OWN = {
  "notes/a": { text: "Call the printer", created: now - 3000, done: null },
  "notes/b": { text: "Order boxes", created: now - 2000, done: now - 2 * DAY_MS },
  "notes/c": { text: "Count stock", created: now - 1000, done: now - 20 * DAY_MS },
  "notes/x": "no note",
  "other/d": { text: "Another plugin's", created: now, done: null },
};
const start = (page, options) => startPlugin(FOLDER, page, { props: { range: "7d" }, ...options });
const texts = (plugin) => plugin.host.all(({ attributes }) => attributes.class?.startsWith("what")).map((node) => plugin.host.text(node));

describe("notes", () => {
  test("are shown in order, with figures for the dashboard's range", async () => {
    const plugin = await start(createPage({ own: OWN }));
    await plugin.shows(/1 open, 1 done in the last 7 days/);
    assert.deepEqual(texts(plugin), ["Call the printer", "Order boxes", "Count stock"]);
    await plugin.update({ props: { range: "30d" } });
    await plugin.shows(/1 open, 2 done in the last 30 days/);
    assert.deepEqual(plugin.failures, []);
  });

  test("are added, checked off, changed, deleted and brought back", async () => {
    const page = createPage();
    const plugin = await start(page);
    await plugin.shows(/Nothing noted yet\./);
    await plugin.enter("New note", "Water the plants");
    const go = page.hold();
    await plugin.host.fire(plugin.get("input", "New note"), "keydown", { key: "Enter" });
    await plugin.shows(/1 open/);
    assert.equal(page.records.size, 0);
    go();
    await eventually(() => assert.equal(page.records.size, 1));
    assert.equal(plugin.get("input", "New note").properties.value, "");

    await plugin.check("Water the plants");
    await plugin.shows(/0 open, 1 done/);
    await eventually(() => assert.ok([...page.records.values()][0].value.done));

    await plugin.press("Edit Water the plants");
    await plugin.enter("Text of the note", "Water all plants");
    await plugin.press("Save");
    await eventually(() => assert.equal([...page.records.values()][0].value.text, "Water all plants"));
    await plugin.shows(/Water all plants/);

    await plugin.press("Delete Water all plants");
    await plugin.shows(/The note is deleted\./);
    await eventually(() => assert.equal(page.records.size, 0));
    await plugin.press("Undo");
    await plugin.shows(/Water all plants/);
    await eventually(() => assert.ok([...page.records.values()][0].value.done));
    assert.deepEqual(plugin.failures, []);
  });

  test("leave Escape to put back what was there", async () => {
    const page = createPage({ own: OWN });
    const plugin = await start(page);
    await plugin.press("Edit Call the printer");
    await plugin.enter("Text of the note", "x");
    await plugin.host.fire(plugin.get("input", "Text of the note"), "keydown", { key: "Escape" });
    await plugin.shows(/Call the printer/);
    assert.deepEqual(page.calls, []);
  });

  test("go back when the page refuses: a tick, a deletion, and a new note into its field", async () => {
    const page = createPage({ own: OWN });
    page.refusal = "quota_exceeded";
    const plugin = await start(page);
    await plugin.check("Call the printer");
    await plugin.shows(/Everything is as it was before\..*Call the printer/);
    await eventually(() => assert.equal(plugin.get("input", "Call the printer").properties.checked, false));
    assert.match(plugin.text(), /1 open/);

    await plugin.press("Delete Order boxes");
    await plugin.shows(/Everything is as it was before\..*Order boxes/);
    assert.ok(!plugin.has("button", "Undo"));

    page.uid = null;
    await plugin.enter("New note", "Remember me");
    await plugin.press("Add");
    await plugin.shows(/Sign in to keep notes\./);
    await eventually(() => assert.equal(plugin.get("input", "New note").properties.value, "Remember me"));
    assert.equal(texts(plugin).length, 3);
  });

  test("are filtered", async () => {
    const plugin = await start(createPage({ own: OWN }));
    await plugin.check("Done");
    await eventually(() => assert.deepEqual(texts(plugin), ["Order boxes", "Count stock"]));
    await plugin.check("Open");
    await eventually(() => assert.deepEqual(texts(plugin), ["Call the printer"]));
  });

  test("speak German, and can be loaded again", async () => {
    const page = createPage({ own: OWN });
    page.failsToRead = true;
    const plugin = await start(page, { locale: "de", theme: "dark" });
    await plugin.shows(/konnten nicht geladen werden/);
    page.failsToRead = false;
    await plugin.press("Noch einmal versuchen");
    await plugin.shows(/1 offen, 1 in den letzten 7 Tagen erledigt/);
    assert.ok(plugin.has("button", "Löschen Order boxes"));
  });
});
