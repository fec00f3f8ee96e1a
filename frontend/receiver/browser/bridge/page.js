// The page's side of ../bridge.test.js.
import init, { mount } from "receiver:receiver.js";
import { createFrame } from "receiver:frame.js";
import { createGenerator, difference, shrink, write } from "./values.js";

await init();

// Only to be able to count: a frame knows its plugin.
let frame;
const Frame = createFrame({}).constructor;
const { start } = Frame.prototype;
Frame.prototype.start = function () {
  frame = this;
  start.call(this);
};

/** Milliseconds that a task may take. */
const LATE = 30_000;
let waiting;
const states = [];
const callbacks = {
  // In a list: a promise would wait for a value that has a function `then`.
  onEcho: (value) => waiting.resolve([value]),
  onOwn: (value) => [value],
  onGiven: (functions) => waiting.resolve(functions),
  onDone: (value) => waiting.resolve(value),
};

const task = (name, props = {}) => {
  const done = Promise.withResolvers();
  waiting = done;
  plugin.update({ props: { task: name, ...props } });
  const late = setTimeout(() => done.reject(new Error(`no answer to ${name}`)), LATE);
  return done.promise.finally(() => clearTimeout(late));
};

let plugin;
window.start = (options) =>
  new Promise((resolve, reject) => {
    plugin = mount(document.querySelector("#place"), {
      plugin: "bridge", version: "1.0.0", frameUrl: "/frame", locale: "en", theme: "light", components: {}, props: {}, callbacks,
      capabilities: { props: ["task", "value", "seed", "count"], callbacks: Object.keys(callbacks), host_components: [], network: [] },
      onState: (...state) => {
        states.push(state);
        if (state[0] === "live") resolve();
        else if (state[0] === "stopped") {
          const error = new Error(`the plugin was stopped: ${state.slice(1).join(" ")}`);
          reject(error);
          waiting?.reject(error);
        }
      },
      onError: (message) => waiting?.reject(new Error(message)),
      ...options,
    });
  });

/** Sends values there and back until `count` came back: what differs, as a text, and how often each kind of value was met. */
window.echo = async (seed, count) => {
  const generate = createGenerator(seed, (number) => (plus) => number + plus);
  const kinds = {};
  const roundTrip = async (value) => {
    const functions = [];
    const [back] = await task("echo", { value });
    const why = difference(value, back, { functions, kinds });
    if (why) return why;
    for (const [own, back] of functions) if ((await back(1)) !== own(1)) return `${own} answers something else`;
    return undefined;
  };
  for (let number = 0; number < count; number += 10) {
    const values = Array.from({ length: 10 }, generate);
    const why = await roundTrip(values);
    if (why === undefined) continue;
    const failed = await shrink(values, roundTrip);
    return { why: `values ${number} to ${number + 9}: ${failed.why}\n${write(failed.value)}` };
  }
  return { kinds };
};

window.own = (seed, count) => task("own", { seed, count });

/** What becomes of the value that an expression gives, as a text. */
window.pass = async (expression) => {
  const [value] = await task("echo", { value: (0, eval)(expression) });
  return write(value);
};

window.leadsBack = async () => {
  const [own, far] = [new TypeError("a"), new Error("b")];
  own.cause = own;
  far.cause = { list: [far] };
  return [await task("leadsBack", { value: own }), await task("leadsBack", { value: far })];
};
window.others = async () => write(await task("others"));

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Functions of the page that the plugin has, and of the plugin that the page has. */
window.handles = () => {
  globalThis.gc();
  const { functions, proxies } = frame.plugin.values;
  return { page: functions.size, plugin: proxies.size };
};

/** Waits until `count` says `wanted`, or for 5 seconds, and returns what it said last. */
async function until(wanted, count) {
  for (const end = performance.now() + 5_000; ; ) {
    const last = await count();
    if (last === wanted || performance.now() > end) return last;
    await pause(100);
  }
}

let given;
window.give = async (count) => {
  given = await task("give", { count });
  return { ...window.handles(), answers: await Promise.all(given.slice(0, 3).map((call) => call(5))) };
};
/** How many of the plugin's functions are left here and there when they are not used any more. */
window.dropGiven = async () => {
  // What was waited for is what they came in.
  given = waiting = undefined;
  return { here: await until(0, () => window.handles().plugin), there: await until(0, () => task("alive")) };
};

window.keep = async (count) => {
  const before = window.handles().page;
  plugin.update({ props: { task: "keep", value: Array.from({ length: count }, (_, number) => (plus) => number + plus) } });
  const answers = await task("call");
  return { added: window.handles().page - before, answers };
};
window.dropKept = async (wanted) => {
  plugin.update({ props: { task: "drop" } });
  return until(wanted, async () => (await task("alive"), window.handles().page));
};
window.shrink = async (value, fails) => {
  const found = await shrink(value, fails);
  return `${found.why}: ${write(found.value)}`;
};
window.write = write;
window.states = states;
window.ready = true;
