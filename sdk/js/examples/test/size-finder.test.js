import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { recommend, sizesOf } from "../size-finder/src/sizes.js";
import { eventually, folderOf, startPlugin } from "./plugin.js";
import { createPage } from "./records.js";

const FOLDER = folderOf("size-finder");
const ANSWERS = { height: 178, usual: "M", fit: "regular" };
const start = (page, options) => startPlugin(FOLDER, page, { props: { productId: "42", sizes: ["S", "M", "L"] }, ...options });

async function answer(plugin, { height, usual, fit }) {
  await plugin.enter("Your height in cm", height);
  await plugin.check(usual);
  await plugin.check(fit);
  await plugin.press("Find my size");
}

describe("the size", () => {
  const sizes = ["S", "M", "L", "XL"];
  const cases = [
    [{ height: 178, usual: "M", fit: "regular" }, "M", ["usual", "same"]],
    [{ height: 178, usual: "M", fit: "close" }, "M", ["usual", "close"]],
    [{ height: 158, usual: "M", fit: "close" }, "S", ["usual", "short", "close"]],
    [{ height: 158, usual: "M", fit: "regular" }, "S", ["usual", "short"]],
    [{ height: 158, usual: "M", fit: "loose" }, "M", ["usual", "short", "loose"]],
    [{ height: 194, usual: "M", fit: "loose" }, "L", ["usual", "tall", "loose"]],
    [{ height: 178, usual: "XL", fit: "loose" }, "XL", ["usual", "loose", "largest"]],
    [{ height: 150, usual: "S", fit: "close" }, "S", ["usual", "short", "close", "smallest"]],
  ];
  for (const [answers, size, reasons] of cases) {
    test(`${JSON.stringify(answers)} → ${size}`, () => assert.deepEqual(recommend(answers, sizes), { size, reasons }));
  }

  test("comes from the product's sizes, or from the usual letters", () => {
    assert.deepEqual(sizesOf([36, "37", "37", null]), ["36", "37"]);
    assert.equal(sizesOf("M").length, 6);
  });
});

describe("size finder", () => {
  test("asks, says what is wrong, recommends with reasons, tells the host and remembers", async () => {
    const page = createPage();
    const told = [];
    const plugin = await start(page, { callbacks: { onSize: (size) => void told.push(size) } });
    await plugin.press("Find my size");
    await plugin.shows(/from 100 to 230.*Choose the size.*Choose how/);
    assert.deepEqual(plugin.host.calls.at(-1).slice(0, 2), ["input", "focus"]);
    await answer(plugin, { height: "194", usual: "M", fit: "Loose" });
    await plugin.shows(/Your size is L\..*You usually wear M\..*194 cm.*Remembered/);
    await eventually(() => assert.deepEqual(page.records.get("answers").value, { height: 194, usual: "M", fit: "loose" }));
    assert.deepEqual(told, ["L"]);
    assert.deepEqual(plugin.failures, []);
  });

  test("knows the answers for the next product, unless it has other sizes", async () => {
    const plugin = await start(createPage({ own: { answers: ANSWERS } }));
    await plugin.shows(/Your size is M\./);
    await plugin.update({ props: { productId: "43", sizes: ["38", "40"] } });
    await plugin.shows(/The size you usually wear/);
    assert.equal(plugin.get("input", "Your height in cm").properties.value ?? plugin.get("input", "Your height in cm").attributes.value, "178");
    assert.ok(plugin.has("input", "40"));
  });

  test("advises those who are not signed in, and says that it forgets", async () => {
    const plugin = await start(createPage({ uid: null }));
    await answer(plugin, { height: "178", usual: "S", fit: "Regular" });
    await plugin.shows(/Sign in to have your answers remembered\..*Your size is S\./);
    assert.doesNotMatch(plugin.text(), /Remembered for/);
  });

  test("forgets; when that is refused, the answers are back", async () => {
    const page = createPage({ own: { answers: ANSWERS } });
    page.refusal = "unavailable";
    const plugin = await start(page);
    await plugin.press("Forget my answers");
    await plugin.shows(/could not be deleted.*Your size is M\./);
    page.refusal = undefined;
    await plugin.press("Forget my answers");
    await plugin.shows(/Your height in cm/);
    await eventually(() => assert.equal(page.records.size, 0));
    assert.doesNotMatch(plugin.text(), /could not/);
  });

  test("changes answers from what they were", async () => {
    const page = createPage({ own: { answers: ANSWERS } });
    const plugin = await start(page);
    await plugin.press("Change answers");
    await plugin.check("Loose");
    await plugin.press("Find my size");
    await plugin.shows(/Your size is L\./);
    await eventually(() => assert.equal(page.records.get("answers").value.fit, "loose"));
  });

  test("works where nothing can be read, speaks German, and goes dark", async () => {
    const page = createPage();
    page.failsToRead = true;
    const plugin = await start(page, { locale: "de-CH", theme: "dark" });
    await plugin.shows(/Ihre Körpergröße in cm/);
    assert.equal(plugin.host.find("div.plugin").attributes.class, "plugin dark");
  });
});
