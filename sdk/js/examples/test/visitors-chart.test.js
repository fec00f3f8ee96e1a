import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GOAL_KEY, keyOf, lastDays, numberOf, topOf } from "../visitors-chart/src/days.js";
import { eventually, folderOf, startPlugin } from "./plugin.js";
import { createPage } from "./records.js";

const FOLDER = folderOf("visitors-chart");
const days = lastDays(new Date());
const OWN = { [GOAL_KEY]: 100, [keyOf(days[13])]: 120, [keyOf(days[12])]: 80, [keyOf(days[3])]: 1400, [keyOf("2020-01-01")]: 5, "visitors/bad": "many" };
const start = (page, options) => startPlugin(FOLDER, page, options);
const bars = (plugin) => plugin.host.all(({ element }) => element === "rect");

describe("days and numbers", () => {
  test("the last 14 days end today, also over the end of a year and a change of clocks", () => {
    assert.deepEqual([lastDays(new Date(2026, 0, 3)).at(0), lastDays(new Date(2026, 0, 3)).at(-1)], ["2025-12-21", "2026-01-03"]);
    assert.equal(new Set(lastDays(new Date(2026, 2, 30))).size, 14);
  });

  test("whole numbers are understood with the separators of both languages", () => {
    assert.deepEqual(["1,200", "1.200", " 7 ", "0"].map(numberOf), [1200, 1200, 7, 0]);
    assert.deepEqual(["", "-1", "many", "1000001", "1e3"].map(numberOf), [undefined, undefined, undefined, undefined, undefined]);
  });

  test("the top of the chart is round", () => {
    assert.deepEqual([0, 1, 7, 120, 200, 1400].map(topOf), [1, 1, 10, 200, 200, 2000]);
  });
});

describe("visitors chart", () => {
  test("shows a summary, bars, a goal line and a table", async () => {
    const plugin = await start(createPage({ own: OWN }));
    await plugin.shows(/3 days of the last 14 have a number\. On average 533\. The goal of 100 was reached on 2 days\./);
    assert.equal(bars(plugin).length, 3);
    assert.equal(bars(plugin).filter(({ attributes }) => attributes.class === "bar below").length, 1);
    const chart = plugin.host.find("svg.canvas");
    assert.deepEqual([chart.attributes.role, chart.attributes["aria-describedby"]], ["img", "summary"]);
    assert.match(plugin.host.text(chart), /1,400.*120.*Goal 100/);
    assert.match(plugin.text(), /Numbers as a table.*120 reached.*80 not reached/);
    assert.deepEqual(plugin.failures, []);
  });

  test("takes a number for a day, and a goal", async () => {
    const page = createPage();
    const plugin = await start(page);
    await plugin.shows(/No numbers in the last 14 days/);
    await plugin.enter("Number", "many");
    await plugin.press("Save");
    await plugin.shows(/Enter a whole number/);
    await plugin.enter("Number", "1,250");
    const go = page.hold();
    await plugin.press("Save");
    await plugin.shows(/1 day of the last 14/);
    assert.equal(page.records.size, 0);
    go();
    await eventually(() => assert.equal(page.records.get(keyOf(days[13])).value, 1250));
    await eventually(() => assert.equal(plugin.get("input", "Number").properties.value, ""));

    const yesterday = new Intl.DateTimeFormat("en", { weekday: "short", day: "numeric", month: "short" }).format(new Date(`${days[12]}T12:00:00`));
    await plugin.choose("Day", yesterday);
    await plugin.enter("Number", "900");
    await plugin.press("Save");
    await eventually(() => assert.equal(page.records.get(keyOf(days[12]))?.value, 900));
    await plugin.enter("Goal a day", "1000");
    await plugin.press("Set goal");
    await plugin.shows(/The goal of 1,000 was reached on 1 day\./);
    await eventually(() => assert.equal(page.records.get(GOAL_KEY).value, 1000));
    assert.deepEqual(plugin.failures, []);
  });

  test("goes back when the page refuses, and keeps what was typed", async () => {
    const page = createPage({ own: OWN });
    page.refusal = "quota_exceeded";
    const plugin = await start(page);
    await plugin.enter("Number", "77");
    await plugin.press("Save");
    await plugin.shows(/could not be kept/);
    assert.match(plugin.text(), /120 reached/);
    assert.notEqual(plugin.get("input", "Number").properties.value, "");
  });

  test("removes a number, and brings it back", async () => {
    const page = createPage({ own: OWN });
    const plugin = await start(page);
    await plugin.shows(/3 days/);
    const [button] = plugin.all("button").filter((node) => plugin.host.text(node).startsWith("Remove"));
    await plugin.host.fire(button, "click");
    await plugin.shows(/2 days of the last 14.*is removed\./);
    await eventually(() => assert.equal(page.records.has(keyOf(days[13])), false));
    await plugin.press("Undo");
    await plugin.shows(/3 days of the last 14/);
    await eventually(() => assert.equal(page.records.get(keyOf(days[13])).value, 120));
  });

  test("speaks German, says what is missing, and can be loaded again", async () => {
    const page = createPage({ uid: null, own: OWN });
    page.failsToRead = true;
    const plugin = await start(page, { locale: "de", theme: "dark" });
    await plugin.shows(/konnten nicht geladen werden/);
    page.failsToRead = false;
    await plugin.press("Noch einmal versuchen");
    await plugin.shows(/Keine Zahlen in den letzten 14 Tagen/);
    await plugin.enter("Zahl", "1.400");
    await plugin.press("Speichern");
    await plugin.shows(/Melden Sie sich an/);
    assert.equal(plugin.host.find("div.plugin").attributes.class, "plugin dark");
    assert.deepEqual(plugin.failures, []);
  });
});
