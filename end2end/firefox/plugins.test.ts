// Plugins of every kind do what they are for: a schema form, a component, sandboxed ones in Portico's own page and in a website of others.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { plainPage, slotOf, type Website } from "../support/embed.ts";
import { Portico } from "../support/server.ts";
import { people } from "../support/test.ts";
import { Firefox, Person, type Window } from "./firefox.ts";
import { install, installExample } from "./packages.ts";
import { embedding } from "./website.ts";

let firefox: Firefox;
let portico: Portico;
let website: Website;
let window: Window;

before(async () => {
  firefox = await Firefox.start();
  portico = await Portico.start({ demo: true });
  await install(portico, { name: "try-good", script: { file: "good.js" } });
  await installExample(portico, "notes");
  website = await embedding(portico);
});
afterEach(async () => {
  const problems = window?.problems.splice(0) ?? [];
  await window.close();
  assert.deepEqual(problems, []);
});
after(async () => {
  await website?.stop();
  await firefox?.stop();
  await portico?.stop();
});

const within = (plugin: string, selector: string) => `[data-plugin="${plugin}"] >>> ${selector}`;
const shows = (plugin: string, text: string) => window.page.waitForSelector(within(plugin, `::-p-text(${text})`), { visible: true });
/** The control whose label begins with this. */
const labelled = async (text: string) => {
  const label = await window.page.waitForSelector(`::-p-xpath(//label[starts-with(normalize-space(), '${text}')])`, { visible: true });
  return (await label!.evaluateHandle((found) => (found as HTMLLabelElement).control as HTMLInputElement)).asElement()!;
};
const click = (selector: string) => window.page.locator(selector).click();

test("a wrong value of a schema form is refused at its field, and a right one is saved", async () => {
  window = await (await new Person(portico).become("org admin")).window(firefox);
  await window.open("/admin/plugins/webhook-notifier");
  const { page } = window;
  const secret = await labelled("Signing secret");
  await page.type("form input[type=url]", "https://hooks.example.com/shop");
  await secret.type("short");
  await page.keyboard.press("Tab");
  await page.waitForSelector("::-p-text(Signing secret needs at least 16 characters.)", { visible: true });
  await secret.type(" no longer, now");
  await click("form ::-p-text(Save webhook)");
  await page.waitForSelector("::-p-text(Webhook saved)", { visible: true });

  await window.open("/admin/plugins/webhook-notifier");
  assert.equal(await page.$eval("form input[type=url]", (input) => (input as HTMLInputElement).value), "https://hooks.example.com/shop");
  assert.equal(await page.$eval("form input[type=password]", (input) => (input as HTMLInputElement).value), "");
});

test("a component takes a card in the checkout, and the order is placed", async () => {
  const person = await new Person(portico).become("consumer");
  await person.request.post(`${portico.url}/shop/cart`, { form: { product: "linen-shirt", set: "1" }, headers: { origin: portico.url } });
  window = await person.window(firefox);
  const { page } = window;
  await window.open("/shop/checkout?method=acme-pay");
  const pay = "::-p-xpath(//button[starts-with(normalize-space(), 'Pay €')])";
  assert.equal(await page.$eval(pay, (button) => (button as HTMLButtonElement).disabled), true);
  for (const [label, value] of [["Card number", "4242424242424242"], ["Expires", "1240"], ["Security code", "123"], ["Email", "ada@example.com"]]) {
    await (await labelled(label!)).type(value!);
  }
  await page.waitForFunction((button) => !(button as HTMLButtonElement).disabled, {}, await page.$(pay));
  await window.leave(() => page.click(pay));
  assert.match(page.url(), /\/shop\/orders\//);
  assert.equal(await page.$eval("h1", (heading) => heading.textContent), "Thank you for your order");
});

test("a sandboxed plugin in Portico's own page gets props, answers clicks and reads what is typed", async () => {
  window = await (await new Person(portico).become("org admin")).window(firefox);
  await window.open("/admin");
  await shows("try-good", "Range 30d");
  await click(within("try-good", "button"));
  await shows("try-good", "Pressed 1");
  await window.page.type(within("try-good", "input"), "Ada");
  await shows("try-good", "Hello Ada");
  const colour = await window.page.$eval(within("try-good", "output"), (inside) => getComputedStyle(inside.closest(".card")!).color);
  assert.equal(colour, "rgb(1, 2, 3)");
  assert.notEqual(await window.page.$eval("body", (body) => getComputedStyle(body).display), "none");
});

test("an example made with Preact keeps a note across a reload", async () => {
  window = await (await new Person(portico).become("org admin")).window(firefox);
  const { page } = window;
  await window.open("/admin");
  await (await page.waitForSelector(within("notes", "input")))!.type("Buy milk");
  await page.keyboard.press("Enter");
  await shows("notes", "Buy milk");
  await page.waitForNetworkIdle({ idleTime: 500 });
  await window.open("/admin");
  await shows("notes", "Buy milk");
});

test("the same plugin in a website of others answers, and its page hears what it says", async () => {
  window = await new Person(portico).window(firefox);
  const token = await portico.token(people.orgAdmin);
  await window.open(await plainPage(website, portico, slotOf(token)));
  await shows("try-good", "Range 30d");
  await click(within("try-good", "button"));
  await shows("try-good", "Pressed 1");
  await window.page.type(within("try-good", "input"), "Ada");
  await shows("try-good", "Hello Ada");
  const said = await window.page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said);
  assert.deepEqual(said, [{ plugin: "try-good", detail: { name: "pressed", detail: { presses: 1 } } }]);
  assert.equal(await window.page.$eval("portico-slot", (slot) => slot.getAttribute("token")), null);
});
