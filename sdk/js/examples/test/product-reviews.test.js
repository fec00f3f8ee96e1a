import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { eventually, folderOf, startPlugin } from "./plugin.js";
import { createPage } from "./records.js";

const FOLDER = folderOf("product-reviews");
const KEY = "reviews/42/review";
const review = (author, stars, text, key = KEY) => ({ author, key, value: { stars, text } });
const OTHERS = [review("ab12cd", 5, "Warm and light."), review("ef34", 2, "Runs small."), review("99xy", 4, "")];
const start = (page, options) => startPlugin(FOLDER, page, { props: { productId: "42" }, ...options });

describe("product reviews", () => {
  test("show the average, the distribution and what others say", async () => {
    const plugin = await start(createPage({ shared: OTHERS }));
    await plugin.shows(/3\.7/);
    await plugin.shows(/3 reviews/);
    assert.match(plugin.text(), /5 stars: 1 review.*1 star: 0 reviews/);
    assert.match(plugin.text(), /Buyer AB12.*Warm and light\./);
    assert.ok(plugin.has("button", "Write a review"));
    assert.deepEqual(plugin.failures, []);
  });

  test("ignore what is no review, and reviews of other products", async () => {
    const nonsense = [{ author: "a", key: KEY, value: "five" }, review("b", 9, "x"), { author: "c", key: KEY, value: { stars: 3, text: { toString: 1 } } }, review("d", 1, "other", "reviews/421/review")];
    const plugin = await start(createPage({ shared: nonsense }));
    await plugin.shows(/1 review\b/);
    assert.doesNotMatch(plugin.text(), /other|object/);
  });

  test("say that there are none yet", async () => {
    const plugin = await start(createPage());
    await plugin.shows(/No reviews yet\./);
  });

  test("can be loaded again when that failed", async () => {
    const page = createPage({ shared: OTHERS });
    page.failsToRead = true;
    const plugin = await start(page);
    await plugin.shows(/could not be loaded/);
    page.failsToRead = false;
    await plugin.press("Try again");
    await plugin.shows(/3 reviews/);
  });

  test("one's own is published at once, edited, deleted and brought back", async () => {
    const page = createPage({ shared: OTHERS });
    const plugin = await start(page);
    await plugin.press("Write a review");
    await plugin.press("Publish review");
    await plugin.shows(/Choose one to five stars\./);
    await plugin.check("4 stars, Very good");
    await plugin.enter("What should others know?", "Fits well.", "textarea");
    const go = page.hold();
    await plugin.press("Publish review");
    await plugin.shows(/4 reviews.*Your review.*Fits well\./);
    assert.equal(page.everybody.size, 3);
    go();
    await eventually(() => assert.deepEqual(page.everybody.get(`u1\n${KEY}`).value, { stars: 4, text: "Fits well." }));

    await plugin.press("Edit");
    assert.equal((await eventually(() => plugin.get("textarea", "What should others know?"))).properties.value, "Fits well.");
    await plugin.check("5 stars, Excellent");
    await plugin.press("Save changes");
    await eventually(() => assert.equal(page.everybody.get(`u1\n${KEY}`).value.stars, 5));

    await plugin.press("Delete");
    await plugin.shows(/3 reviews.*Your review is deleted\./);
    await eventually(() => assert.equal(page.everybody.size, 3));
    assert.deepEqual(plugin.host.calls.at(-1).slice(0, 2), ["button", "focus"]);
    await plugin.press("Undo");
    await plugin.shows(/4 reviews.*Fits well\./);
    await eventually(() => assert.equal(page.everybody.get(`u1\n${KEY}`).value.stars, 5));
    assert.deepEqual(plugin.failures, []);
  });

  test("a refused one goes back to the form, with what was written", async () => {
    const page = createPage({ shared: OTHERS, uid: null });
    const plugin = await start(page);
    await plugin.press("Write a review");
    await plugin.check("2 stars, Fair");
    await plugin.enter("What should others know?", "Too thin.", "textarea");
    await plugin.press("Publish review");
    await plugin.shows(/Sign in to write a review\./);
    assert.match(plugin.text(), /3 reviews/);
    assert.equal(plugin.get("textarea", "What should others know?").properties.value, "Too thin.");
    await plugin.press("Cancel");
    await eventually(() => assert.ok(plugin.has("button", "Write a review")));
  });

  test("a refused deletion brings the review back and says so", async () => {
    const page = createPage({ shared: [...OTHERS, review("u1", 3, "Mine.")] });
    page.refusal = "too_many_requests";
    const plugin = await start(page);
    await plugin.shows(/Mine\./);
    await plugin.press("Delete");
    await plugin.shows(/could not be deleted/);
    assert.match(plugin.text(), /4 reviews.*Mine\./);
    assert.ok(!plugin.has("button", "Undo"));
  });

  test("speak German, and follow a change of language, theme and product", async () => {
    const page = createPage({ shared: [...OTHERS, review("zz", 5, "Anderes", "reviews/7/review")] });
    const plugin = await start(page, { locale: "de-AT" });
    await plugin.shows(/Bewertungen.*3,7.*3 Bewertungen/);
    assert.ok(plugin.has("button", "Bewertung schreiben"));
    await plugin.update({ locale: "en", theme: "dark" });
    await plugin.shows(/3 reviews/);
    assert.equal(plugin.host.find("div.plugin").attributes.class, "plugin dark");
    await plugin.update({ props: { productId: "7" } });
    await plugin.shows(/1 review\b.*Anderes/);
  });

  test("are shown five at a time", async () => {
    const many = Array.from({ length: 12 }, (_, index) => review(`author${index}`, 4, `Number ${index}.`));
    const plugin = await start(createPage({ shared: many }));
    const rows = () => plugin.host.all(({ attributes }) => attributes.class === "review").length;
    await eventually(() => assert.equal(rows(), 5));
    await plugin.press("Show 5 more");
    await eventually(() => assert.equal(rows(), 10));
    await plugin.press("Show 2 more");
    await eventually(() => assert.equal(rows(), 12));
  });
});
