// Sends back what it gets, through the threads of @portico/plugin.
import { createThread } from "../../../../sdk/js/plugin/src/thread/thread.js";
import { createGenerator, difference, shrink, write } from "./values.js";

// Where the plugin library is, there is a document.
globalThis.Node ??= class {};

/** Functions that were given away. */
let given = [];
let kept = [];

const tasks = {
  /** Everything that comes in goes out again. */
  echo: ({ callbacks, props }) => callbacks.onEcho(props.value),

  /** Values of the plugin's own that the page sends back as its answer. */
  async own({ callbacks, props: { seed, count } }) {
    const generate = createGenerator(seed, (number) => () => number);
    const roundTrip = async (value) => {
      const [back] = await callbacks.onOwn(value);
      return difference(value, back);
    };
    for (let number = 0; number < count; number++) {
      const value = generate();
      if ((await roundTrip(value)) === undefined) continue;
      const failed = await shrink(value, roundTrip);
      return callbacks.onDone(`value ${number}: ${failed.why}\n${write(failed.value)}`);
    }
    return callbacks.onDone();
  },

  /** Whether an error of the page leads back to itself. */
  leadsBack: ({ callbacks, props: { value } }) => callbacks.onDone([value.cause === value, value.cause?.list?.[0] === value]),

  /** What the browser can clone and the bridge does not know. */
  others: ({ callbacks }) => callbacks.onDone([new Blob(["a"]), new Number(1), new String("a"), Object(true), new Float16Array(1), new ImageData(1, 1), 1]),

  /** New functions for the page. */
  async give({ callbacks, props: { count } }) {
    const functions = Array.from({ length: count }, (_, number) => async (plus) => number + plus);
    given.push(...functions.map((each) => new WeakRef(each)));
    await callbacks.onGiven(functions);
  },

  /** Functions of the page are kept, called and let go. */
  async keep({ props }) {
    kept.push(...props.value);
  },
  async call({ callbacks }) {
    const answers = [];
    for (const call of kept) answers.push(await call(1));
    await callbacks.onDone(answers);
  },
  async drop() {
    kept = [];
  },

  async alive({ callbacks }) {
    globalThis.gc();
    await new Promise((done) => setTimeout(done, 50));
    given = given.filter((each) => each.deref());
    await callbacks.onDone(given.length);
  },
};

const run = (api) => tasks[api.props.task]?.(api);
createThread(globalThis, { render: () => {}, update: run });
