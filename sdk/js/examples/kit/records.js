// Values by key that show a change at once and take it back when the host refuses it. Knows nothing of what draws them.

/**
 * @typedef {object} State a new object after every change
 * @property {"loading" | "ready" | "failed"} phase
 * @property {Map<string, any>} values what is to be shown
 * @property {Error | null} problem why the last change was taken back
 */

export function createRecords() {
  /** What the host has, as far as it has said so. */
  let kept = new Map();
  /** The last change of each key that is still on its way. */
  const pending = new Map();
  const listeners = new Set();
  let loads = 0;
  /** @type {State} */
  let state = { phase: "loading", values: new Map(), problem: null };

  function become(changes) {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  }

  function show(key, value, changes) {
    const values = new Map(state.values);
    put(values, key, value);
    become({ values, ...changes });
  }

  return {
    get state() {
      return state;
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    /**
     * Begins anew with what `read` answers. An answer that comes after the next `load` counts no more.
     *
     * @param {() => Promise<Iterable<[string, any]>>} read
     */
    async load(read) {
      const turn = (loads += 1);
      pending.clear();
      become({ phase: "loading", values: new Map(), problem: null });
      const values = await Promise.resolve().then(read).then((entries) => new Map(entries), () => undefined);
      if (turn !== loads) return;
      if (!values) return become({ phase: "failed" });
      kept = values;
      become({ phase: "ready", values: new Map(values) });
    },

    /**
     * Shows the value, then writes it. Changes of one key are written one after another. `undefined` takes the key away.
     *
     * @param {() => Promise<unknown>} write tells the host
     * @returns {Promise<boolean>} whether the host took it
     */
    async change(key, value, write) {
      const turn = loads;
      const written = (pending.get(key) ?? Promise.resolve()).then(write).then(() => ({ done: true }), (error) => ({ done: false, error }));
      pending.set(key, written);
      show(key, value, { problem: null });
      const { done, error } = await written;
      if (turn !== loads) return done;
      if (done) put(kept, key, value);
      // A later change of the same key says itself what is to be shown.
      const isLast = pending.get(key) === written;
      if (isLast) pending.delete(key);
      if (!done) {
        if (isLast) show(key, kept.get(key), { problem: error });
        else become({ problem: error });
      }
      return done;
    },
  };
}

function put(values, key, value) {
  if (value === undefined) values.delete(key);
  else values.set(key, value);
}
