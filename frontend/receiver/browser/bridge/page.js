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

let waiting;
const states = [];
const callbacks = {
  onEcho: (value) => waiting.resolve(value),
  onOwn: (value) => [value],
  onGiven: (functions) => waiting.resolve(functions),
  onDone: (value) => waiting.resolve(value),
};

const task = (name, props = {}) => {
  const done = Promise.withResolvers();
  waiting = done;
  plugin.update({ props: { task: name, ...props } });
  return done.promise;
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

/** Sends values there and back until `count` came back. What differs, as a text, or undefined. */
window.echo = async (seed, count) => {
  const generate = createGenerator(seed, (number) => (plus) => number + plus);
  const roundTrip = async (value) => {
    const functions = [];
    const why = difference(value, await task("echo", { value }), functions);
    if (why) return why;
    for (const [own, back] of functions) if ((await back(1)) !== own(1)) return `${own} answers something else`;
    return undefined;
  };
  let called = 0;
  for (let number = 0; number < count; number += 10) {
    const values = Array.from({ length: 10 }, generate);
    const why = await roundTrip(values);
    if (why === undefined) continue;
    const failed = await shrink(values, roundTrip);
    return `values ${number} to ${number + 9}: ${failed.why}\n${write(failed.value)}`;
  }
  return undefined;
};

window.own = (seed, count) => task("own", { seed, count });

/** One value there and back. */
window.pass = async (value) => (await task("echo", { value }))?.[0];
window.passed = async (make) => {
  const [value] = await task("echo", { value: [(0, eval)(make)] });
  return write(value);
};
window.write = write;

const pause = (time) => new Promise((done) => setTimeout(done, time));

/** Until nothing more is collected. */
window.collect = async () => {
  for (let round = 0; round < 4; round++) {
    globalThis.gc();
    await pause(300);
  }
};
window.handles = () => {
  const { functions, proxies } = frame.plugin.values;
  return { page: functions.size, plugin: [...proxies.values()].filter((each) => each.deref()).length };
};

window.give = async (count) => {
  window.given = await task("give", { count });
  return Promise.all(window.given.slice(0, 20).map((call) => call(5)));
};
window.keep = (count) => {
  plugin.update({ props: { task: "keep", value: Array.from({ length: count }, (_, number) => (plus) => number + plus) } });
  return task("call");
};
window.drop = () => {
  plugin.update({ props: { task: "drop" } });
  return task("alive");
};
window.alive = () => task("alive");
window.states = states;
window.ready = true;
