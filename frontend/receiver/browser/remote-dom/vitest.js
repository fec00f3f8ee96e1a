// The part of vitest that remote-dom's tests of DOMRemoteReceiver use, for a page. remote-dom.test.js runs them with their own receiver,
// too: what passes there is understood here as vitest has it.

export const tests = [];
const around = { before: [], after: [] };
let group = "";

export function describe(name, define) {
  const outer = group;
  group = outer ? `${outer} > ${name}` : name;
  define();
  group = outer;
}

export function it(name, run) {
  tests.push({ name: group ? `${group} > ${name}` : name, run });
}

it.each = (rows) => (name, run) => {
  const spread = rows.every(Array.isArray);
  for (const row of rows) it(titleOf(name, row), () => (spread ? run(...row) : run(row)));
};
export const test = it;
export const beforeEach = (run) => around.before.push(run);
export const afterEach = (run) => around.after.push(run);

function titleOf(name, row) {
  const items = Array.isArray(row) ? [...row] : [row];
  return name
    .replace(/%([sdj])/g, (_, kind) => (kind === "j" ? String(JSON.stringify(items.shift())) : String(items.shift())))
    .replace(/\$(\w+)/g, (_, key) => String(row[key]));
}

/** Expectations about answers that come later: the test is over when they came. */
let later = [];

/** Runs the test with this number; what it throws, it failed for. */
export async function run(number) {
  later = [];
  try {
    for (const each of around.before) await each();
    await tests[number].run();
    await Promise.all(later);
  } finally {
    for (const each of around.after) await each();
  }
}

// ---------------------------------------------------------------------------------------------------------------------------
// Expectations.

/** What else counts as the same value; an adapter may know (`values.same`). */
export const values = { same: () => false };

const show = (value) => (typeof value === "function" ? `function ${value.name}` : value instanceof Node ? value.nodeName : (JSON.stringify(value) ?? String(value)));

function equal(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || !a || !b || a instanceof Node || b instanceof Node) return false;
  const keys = Object.keys(a);
  return Array.isArray(a) === Array.isArray(b) && keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

const matchers = {
  toBe: (got, wanted) => Object.is(got, wanted) || values.same(got, wanted),
  toEqual: equal,
  toHaveLength: (got, length) => got.length === length,
  toBeNull: (got) => got === null,
  toBeUndefined: (got) => got === undefined,
  toHaveBeenCalled: (got) => got.mock.calls.length > 0,
  toHaveBeenCalledOnce: (got) => got.mock.calls.length === 1,
  toHaveBeenCalledTimes: (got, times) => got.mock.calls.length === times,
  toHaveBeenCalledWith: (got, ...args) => got.mock.calls.some((call) => equal(call, args)),
  toThrow: (got, wanted) => {
    try {
      got();
    } catch ({ message }) {
      return wanted === undefined || (wanted instanceof RegExp ? wanted.test(message) : message.includes(wanted)) || `it threw: ${message}`;
    }
    return "it did not throw";
  },
};

export function expect(got) {
  const all = (isNot) =>
    Object.fromEntries(
      Object.entries(matchers).map(([name, matches]) => {
        const check = (value, wanted) => {
          const outcome = matches(value, ...wanted);
          if ((outcome === true) === isNot) {
            throw new Error(`expected ${show(value)} ${isNot ? "not " : ""}${name} ${wanted.map((each) => (each instanceof RegExp ? String(each) : show(each))).join(", ")}${typeof outcome === "string" ? `: ${outcome}` : ""}`);
          }
        };
        return [name, (...wanted) => {
          if (!(got instanceof Promise)) return check(got, wanted);
          const checked = got.then((value) => check(value, wanted));
          checked.catch(() => {});
          later.push(checked);
        }];
      }),
    );
  return { ...all(false), not: all(true) };
}

// ---------------------------------------------------------------------------------------------------------------------------
// Spies.

function createSpy(original) {
  let implementation = original;
  const calls = [];
  function spy(...args) {
    calls.push(args);
    return implementation?.apply(this, args);
  }
  return Object.assign(spy, {
    mock: { calls },
    mockClear: () => (calls.splice(0), spy),
    mockImplementation: (next) => ((implementation = next), spy),
  });
}

// ---------------------------------------------------------------------------------------------------------------------------
// Timers.

const REAL = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, setInterval: globalThis.setInterval, clearInterval: globalThis.clearInterval };
const realNow = performance.now;

const clock = {
  now: 0,
  next: 1,
  timers: new Map(),
  add(call, delay, every) {
    const id = clock.next++;
    clock.timers.set(id, { at: clock.now + Math.max(1, Number(delay) || 0), call, every });
    return id;
  },
  advance(by) {
    const end = clock.now + by;
    for (;;) {
      const [first] = [...clock.timers].filter(([, { at }]) => at <= end).sort(([a, { at: x }], [b, { at: y }]) => x - y || a - b);
      if (!first) break;
      const [id, timer] = first;
      clock.now = timer.at;
      if (timer.every) timer.at += timer.every;
      else clock.timers.delete(id);
      timer.call();
    }
    clock.now = end;
  },
};

export const vi = {
  fn: createSpy,
  spyOn(object, name, access) {
    const own = Object.getOwnPropertyDescriptor(object, name);
    if (access) {
      const spy = createSpy(own[access]);
      Object.defineProperty(object, name, { ...own, [access]: spy });
      return Object.assign(spy, { mockRestore: () => Object.defineProperty(object, name, own) });
    }
    const spy = createSpy(object[name]);
    object[name] = spy;
    return Object.assign(spy, { mockRestore: () => (own ? Object.defineProperty(object, name, own) : delete object[name]) });
  },
  useFakeTimers() {
    const began = realNow.call(performance);
    clock.now = 0;
    clock.timers.clear();
    globalThis.setTimeout = (call, delay) => clock.add(call, delay);
    globalThis.setInterval = (call, delay) => clock.add(call, delay, Math.max(1, delay));
    globalThis.clearTimeout = globalThis.clearInterval = (id) => clock.timers.delete(id);
    performance.now = () => began + clock.now;
  },
  useRealTimers() {
    Object.assign(globalThis, REAL);
    performance.now = realNow;
  },
  clearAllTimers: () => clock.timers.clear(),
  advanceTimersByTime: (by) => clock.advance(by),
};
