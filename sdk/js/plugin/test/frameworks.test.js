// PARITY 28-35: the same plugin without a library and with React, Preact and Svelte, each bundled into one classic script and run in
// a worker: it renders, hears what users do, updates and unmounts.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { bundle } from "./bundle.js";
import { API, createHost } from "./host.js";
import { runWorker } from "./worker.js";

const SAMPLES = { vanilla: "vanilla.js", react: "react.jsx", preact: "preact.jsx", svelte: "svelte.js" };
const COMPONENTS = { Button: { props: { variant: { enum: ["primary", "plain"] }, label: "string" }, events: ["press"] } };
const DEADLINE_MS = 5000;

/** Waits until the assertions hold. */
async function eventually(check) {
  const end = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      return check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(5);
    }
  }
}

for (const [name, file] of Object.entries(SAMPLES)) {
  describe(name, async () => {
    const worker = await runWorker(await bundle(file));
    after(() => worker.terminate());
    const host = createHost(worker);
    const failures = [];
    worker.on("error", (error) => failures.push(error));
    const rated = [];
    const api = { ...API, components: COMPONENTS, props: { product: "Tea" }, callbacks: { onRate: (stars) => `thanks for ${rated.push(stars)}` } };

    test("renders", async () => {
      await host.render(api);
      await eventually(() => assert.match(host.text(host.find("h2.title")), /Reviews of Tea \(en\)/));
      assert.equal(host.find("input.draft").attributes.placeholder, "Your review");
      assert.ok("disabled" in host.find("button.add").attributes);
      assert.match(host.text(host.find("p.preview")), /^1: $/);
      assert.equal(host.all(({ element }) => element === "option").length, 5);
      await eventually(() => assert.match(host.html(host.find("style")), /rebeccapurple/));
    });

    test("hears what is typed, checked and chosen", async () => {
      await host.attach(host.find("input.draft"), { value: "good" });
      await eventually(() => assert.equal(host.text(host.find("p.preview")), "1: GOOD"));
      assert.match(host.find("p.preview").attributes.style, /color: green/);
      assert.ok("disabled" in host.find("button.add").attributes);

      const agree = host.find("input.agree");
      await host.fire(agree, "click", { checked: true });
      await host.attach(agree, { checked: true });
      await eventually(() => assert.ok(!("disabled" in host.find("button.add").attributes)));

      const options = host.all(({ element }) => element === "option");
      await host.attach(host.find("select.stars"), { value: "3", selectedIndex: 2, selectedOptions: [options[2].id] });
      await eventually(() => assert.equal(host.text(host.find("p.preview")), "3: GOOD"));
    });

    test("reacts to clicks, and can empty a field that the user has filled", async () => {
      host.records.length = 0;
      await host.fire(host.find("button.add"), "click");
      await eventually(() => assert.equal(host.text(host.find("li.review")), "good (3)"));
      await eventually(() => assert.equal(host.find("input.draft").properties.value, ""));
    });

    test("reacts to an event of an element that was added, at a node inside it as well", async () => {
      const item = host.find("li.review");
      await host.fire(item, "click");
      await eventually(() => assert.equal(host.all(({ element }) => element === "li").length, 0));
    });

    test("renders a host component with properties, children and events, and calls back", async () => {
      const button = host.find("portico-button");
      assert.equal(button.properties.variant, "primary");
      assert.equal(host.text(button).trim(), "Rate");
      await button.eventListeners.press("now");
      await eventually(() => assert.equal(button.properties.label, "thanks for 1 now"));
      assert.deepEqual(rated, ["3"]);
    });

    test("is updated", async () => {
      await host.update({ ...api, props: { product: "Coffee" }, locale: "de" });
      await eventually(() => assert.match(host.text(host.find("h2.title")), /Reviews of Coffee \(de\)/));
    });

    test("unmounts and has failed nowhere", async () => {
      await host.thread.imports.unmount();
      await eventually(() => assert.equal(host.html(), ""));
      assert.deepEqual(failures, []);
    });
  });
}
