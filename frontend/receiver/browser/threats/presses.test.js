// THREATS l and 16: what the reader presses. A click pays for a sensitive callback only where it was meant for the plugin, and what cannot be
// seen cannot be pressed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openLab } from "./lab.js";

let lab;
before(async () => {
  lab = await openLab();
});
after(() => lab.close());

/** A plugin that tries to pay as often as it is updated; where it was given nothing to pay with, it has a button and no more. */
const PAYING = `exported.render = async (connection, { callbacks }) => {
  exported.update = async () => callHost(callbacks.onTried, await callHost(callbacks.onPay).then(() => "paid", () => "refused"));
  await callHost(connection.mutate, [[0, "~", el("1", "div", {}, [el("2", "button", {}, [text("3", callbacks.onPay ? "First" : "Second")]), el("4", "portico-frame")]), 0]]);
  await callHost(callbacks.onDone);
};`;
const OPTIONS = `{
  capabilities: { callbacks: ["onPay", "onTried"], host_components: ["Frame"] }, sensitive: ["onPay"],
  callbacks: { onPay: () => {}, onTried: (outcome) => void (window.tried ??= []).push(outcome) },
  components: { Frame: { props: {}, mount: (place) => window.second(place) } },
}`;
const prepare = (page) => page.evaluate(() => {
  const { start } = window;
  window.start = (options) => (window.first = start((window.given = options)));
  /** The same plugin once more, with nothing to pay with. */
  window.second = (place) => {
    const { destroy } = start({ ...window.given, capabilities: {}, callbacks: { onDone: () => (window.isThere = true) } }, place);
    return { destroy };
  };
});

async function paying(path) {
  const page = await lab.plugin(PAYING, OPTIONS, path, prepare);
  await page.waitForFunction(() => window.isThere && window.plugin);
  return page;
}

/** Whether the plugin can pay now. */
async function tries(page) {
  const before = await page.evaluate(() => (window.tried ??= []).length);
  await page.evaluate(() => window.first.update({}));
  await page.waitForFunction((before) => window.tried.length > before, before);
  return page.evaluate((before) => window.tried[before], before);
}

/** What happens in the page, what comes of two tries, and the rule without which it would come of them. */
const ATTACKS = {
  "nothing happened": { act: () => {}, edits: { "plugin.js": [["!this.actions.spend(performance.now())", "!navigator.userActivation.isActive"]] } },
  "a click on the page": { act: (page) => page.locator("#pay").click(), edits: { "plugin.js": [["!this.actions.spend(performance.now())", "!navigator.userActivation.isActive"]] } },
  "a key in a field of the page": { act: (page) => page.locator("#mine").press("Enter"), edits: { "plugin.js": [["!this.actions.spend(performance.now())", "!navigator.userActivation.isActive"]] } },
  "a click on a plugin in a component in the plugin": { act: (page) => page.getByText("Second").click(), edits: { "presses.js": [["isTrusted && isHere &&", "isTrusted &&"]] } },
  "a click that a script made": { act: (page) => page.evaluate(() => window.root().querySelector("button").click()), edits: { "presses.js": [["isTrusted && isHere &&", "isHere &&"]] } },
};

test("THREATS l: a click that was not the reader's, or was meant for others, pays for nothing", async () => {
  for (const [name, { act, edits }] of Object.entries(ATTACKS)) {
    const control = await paying(lab.without(edits));
    await act(control);
    assert.equal(await tries(control), "paid", `control: ${name}`);
    const page = await paying();
    await act(page);
    assert.equal(await tries(page), "refused", name);
    await page.getByText("First").click();
    assert.equal(await tries(page), "paid", "the plugin's own does");
  }
});

test("THREATS l: a click pays once", async () => {
  const outcomes = async (path) => {
    const page = await paying(path);
    await page.getByText("First").click();
    return [await tries(page), await tries(page), await tries(page)];
  };
  assert.deepEqual(await outcomes(lab.without({ "presses.js": [["this.fresh(now).shift()", "this.fresh(now)[0]"]] })), ["paid", "paid", "paid"], "control");
  assert.deepEqual(await outcomes(), ["paid", "refused", "refused"]);
});

/** A component of the page that acts when it is pressed, as its own pages know it, with a way of its own to be see-through. */
const BUY = `(() => {
  window.bought = [];
  customElements.define("acme-buy", class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      root.innerHTML = "<style>input { opacity: 0 }</style><label>Buy<input type=checkbox></label>";
      for (const type of ["pointerdown", "mousedown", "mouseup", "click"]) this.addEventListener(type, () => window.bought.push(type));
      root.querySelector("input").addEventListener("change", () => window.bought.push("change"));
    }
  });
  return { capabilities: { host_components: ["Buy"] }, components: { Buy: { tag: "acme-buy", props: {} } } };
})()`;
/** Ways to make what is around the component and a button all but invisible. None is fainter than a tenth by itself. */
const FAINT = {
  attributes: { styles: ["opacity:.1", "opacity:.1", "opacity:10%"], sheet: "" },
  "one rule": { styles: ["", "", ""], sheet: "div { opacity: .1 }" },
  "!important": { styles: ["opacity:1", "", ""], sheet: "div { opacity: .1 !important }" },
  "an animation": { styles: ["", "", ""], sheet: "@keyframes fade { from, to { opacity: .2 } } div { animation: fade 999s both }" },
  "an animation beyond its ends": { styles: ["", "", "animation:fade 999s linear(-5, -5) both"], sheet: "@keyframes fade { from { opacity: .1 } to { opacity: 1 } }" },
  "a mixture": { styles: ["opacity:.3", "animation:fade 999s both", ""], sheet: "@keyframes fade { from, to { opacity: .3 } } #in { opacity: .3 }" },
};
const faint = ({ styles: [outer, middle, inner], sheet }) => `exported.render = async (connection, { callbacks }) => {
  const told = ["pointerdown", "mousedown", "mouseup", "click"].map((type) => [type, fn(({ target }) => callHost(callbacks.onTold, type + " " + target))]);
  await callHost(connection.mutate, [
    [0, "~", el("s", "style", {}, [text("t", ${JSON.stringify(sheet)})]), 0],
    [0, "~", el("1", "div", { style: ${JSON.stringify(outer)} }, [el("2", "div", { style: ${JSON.stringify(middle)} }, [el("3", "div", { id: "in", style: ${JSON.stringify(inner)} }, [
      el("4", "button", {}, [text("5", "Press")], Object.fromEntries(told)), el("6", "portico-buy"), el("7", "input", { type: "checkbox" }),
    ])])]), 1],
    [0, "~", el("8", "p", {}, [text("9", "Seen")], { click: fn(() => callHost(callbacks.onTold, "seen")) }), 2],
  ]);
  await callHost(callbacks.onDone);
};`;

/** Presses everything with the mouse and the keyboard, and then what is seen: when that was told, so was all that came before. */
async function pressed(page) {
  await page.waitForFunction(() => window.answers !== undefined || window.told);
  const within = page.locator("#place");
  for (const target of ["button", "acme-buy label", "input[type=checkbox]:not(acme-buy *)"]) {
    const { x, y, width, height } = await within.locator(target).first().boundingBox();
    await page.mouse.click(x + width / 2, y + height / 2);
  }
  await within.locator("button").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Seen").click();
  await page.waitForFunction(() => window.told?.includes("seen"));
  return page.evaluate(() => ({ told: window.told.filter((each) => each !== "seen"), bought: window.bought, checked: [...window.root().querySelectorAll("input")].map(({ checked }) => checked) }));
}

const faintly = (way, path) => lab.plugin(
  faint(way),
  `(() => { const options = ${BUY}; return { ...options, capabilities: { ...options.capabilities, callbacks: ["onTold"] }, callbacks: { onDone: () => (window.answers = true), onTold: (what) => void (window.told ??= []).push(what) } }; })()`,
  path,
);

test("THREATS 16: what is fainter than a tenth, with all that is around it, cannot be pressed", async () => {
  const path = lab.without({ "presses.js": [["isTrusted && isFaint(event, plugin)", "false"]] });
  for (const [name, way] of Object.entries(FAINT)) {
    const control = await pressed(await faintly(way, path));
    assert.ok(control.told.includes("click 4") && control.bought.includes("click") && control.bought.includes("change") && control.checked[0], `control: ${name}: ${JSON.stringify(control)}`);
    assert.deepEqual(await pressed(await faintly(way)), { told: [], bought: [], checked: [false] }, name);
  }
});

test("THREATS 16: what fades, looks disabled or is see-through by the page's own will is pressed as ever", async () => {
  const ways = [
    { styles: ["", "", ""], sheet: "" },
    { styles: ["opacity:.5", "opacity:.5", "opacity:.5"], sheet: "" },
    { styles: ["opacity:0", "", ""], sheet: "" },
    { styles: ["", "", ""], sheet: "@keyframes in { from { opacity: 0 } } #in { animation: in 1ms both }" },
  ];
  for (const way of ways) {
    const { told, bought, checked } = await pressed(await faintly(way));
    assert.deepEqual([told.includes("click 4"), bought.includes("click"), bought.includes("change"), checked], [true, true, true, [true]], JSON.stringify(way));
  }
  // A field over a picture of a field, as many components have it, and a component that is faint by itself.
  const own = await lab.plugin(
    `exported.render = async (connection, { callbacks }) => { await callHost(connection.mutate, [[0, "~", el("1", "portico-own"), 0], [0, "~", el("2", "portico-dim"), 1]]); await callHost(callbacks.onDone); };`,
    `(() => {
      customElements.define("acme-dim", class extends HTMLElement {
        connectedCallback() {
          Object.assign(this.style, { opacity: "0.05", display: "block" });
          this.append("Dim");
          this.addEventListener("click", () => (window.dimmed = true));
        }
      });
      return {
        capabilities: { host_components: ["Own", "Dim"] },
        components: { Own: { props: {}, mount: (place) => { place.innerHTML = '<input type="checkbox" style="opacity: 0">'; } }, Dim: { tag: "acme-dim", props: {} } },
      };
    })()`,
  );
  await own.waitForFunction(() => window.root().querySelector("input"));
  await own.locator("#place input").click();
  await own.getByText("Dim").click();
  assert.deepEqual([await own.locator("#place input").isChecked(), await own.evaluate(() => window.dimmed)], [true, true]);
});

test("THREATS 16: a label that is seen does not press what is not", async () => {
  const options = `{ capabilities: { host_components: ["Own"] }, components: { Own: { props: {}, mount: (place) => { place.innerHTML = '<input type="checkbox">'; } } } }`;
  const isPressed = async (path) => {
    const page = await lab.plugin(
      `exported.render = async (connection, { callbacks }) => {
        const faint = el("3", "div", { style: "opacity:.1" }, [el("4", "div", { style: "opacity:.1" }, [el("5", "portico-own")])]);
        await callHost(connection.mutate, [[0, "~", el("1", "label", {}, [text("2", "Win a prize"), faint]), 0]]);
        await callHost(callbacks.onDone);
      };`,
      options,
      path,
    );
    await page.waitForFunction(() => window.root().querySelector("input"));
    await page.getByText("Win a prize").click({ position: { x: 5, y: 5 } });
    return page.locator("#place input").isChecked();
  };
  assert.equal(await isPressed(lab.without({ "presses.js": [["isTrusted && isFaint(event, plugin)", "false"]] })), true, "control");
  assert.equal(await isPressed(), false);
});
