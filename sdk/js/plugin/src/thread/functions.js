// Functions that one side has of the other. A function keeps its id as long as the other side has it. A release says how many
// times its sender had got the id, so one that crosses another hand-over of the same function takes back only what it knew of.
const CALL = 3;
const RELEASE = 5;

const pinned = new WeakSet();

/** Marks a function that is handed over again and again: the other side's release does not take it away. */
export function pin(call) {
  pinned.add(call);
  return call;
}

export class ThreadFunctions {
  /** Ours, by id. `given`: how many times the other side has got it. */
  #own = new Map();
  #ids = new Map();
  /** Those of the other side, by id. */
  #proxies = new Map();
  #nextId = 0;
  #collected;

  start(thread) {
    this.#collected = new FinalizationRegistry(({ id, proxy }) => {
      const entry = this.#proxies.get(id);
      // The id came again after this proxy was lost, and there is another one.
      if (entry?.proxy !== proxy) return;
      this.#proxies.delete(id);
      if (!thread.closed) thread.messages.send([RELEASE, id, entry.taken], []);
    });
  }

  get(id) {
    return this.#own.get(id)?.call;
  }

  /** @param {number} [taken] how many hand-overs are taken back; without it all of them */
  release(id, taken = Infinity) {
    const entry = this.#own.get(id);
    if (!entry || pinned.has(entry.call)) return false;
    entry.given -= taken;
    if (entry.given > 0) return false;
    this.#own.delete(id);
    this.#ids.delete(entry.call);
    return true;
  }

  serialize(call) {
    let id = this.#ids.get(call);
    if (id === undefined) {
      id = String(this.#nextId++);
      this.#ids.set(call, id);
      this.#own.set(id, { call, given: 0 });
    }
    this.#own.get(id).given++;
    return id;
  }

  deserialize(id, thread) {
    const entry = this.#proxies.get(id);
    const known = entry?.proxy.deref();
    if (known) {
      entry.taken++;
      return known;
    }
    const call = (...args) => thread.call((callId, sent, transfer) => thread.messages.send([CALL, callId, id, sent], transfer), args);
    const proxy = new WeakRef(call);
    this.#proxies.set(id, { proxy, taken: (entry?.taken ?? 0) + 1 });
    this.#collected.register(call, { id, proxy });
    return call;
  }
}
