// The callbacks that a page grants for records, over a map. Tests say whose they are, hold them up and let them be refused.

export function createPage({ uid = "u1", own = {}, shared = [] } = {}) {
  const records = new Map(Object.entries(own).map(([key, value]) => [key, { value, at: new Date().toISOString() }]));
  /** By author and key. */
  const everybody = new Map(shared.map((record) => [`${record.author}\n${record.key}`, { at: new Date().toISOString(), ...record }]));
  const page = { uid, records, everybody, refusal: undefined, calls: [], gate: Promise.resolve(), callbacks: undefined };

  async function write(name, ...args) {
    page.calls.push([name, ...args]);
    await page.gate;
    if (!page.uid) throw new Error("sign_in_required: sign in to keep this");
    if (page.refusal) throw new Error(page.refusal);
  }

  const isBelow = (prefix) => (record) => record.key.startsWith(prefix);

  page.callbacks = {
    async loadRecord(key) {
      if (page.failsToRead) throw new Error("the server does not answer");
      return page.uid ? (records.get(key)?.value ?? null) : null;
    },
    async listRecords(prefix) {
      if (page.failsToRead) throw new Error("the server does not answer");
      return page.uid ? [...records].map(([key, record]) => ({ key, ...record })).filter(isBelow(prefix)) : [];
    },
    async listShared(prefix) {
      if (page.failsToRead) throw new Error("the server does not answer");
      return [...everybody.values()].filter(isBelow(prefix)).map(({ author, ...record }) => ({ ...record, author, mine: author === page.uid })).reverse();
    },
    async saveRecord(key, value) {
      await write("saveRecord", key, value);
      records.set(key, { value, at: new Date().toISOString() });
    },
    async deleteRecord(key) {
      await write("deleteRecord", key);
      records.delete(key);
    },
    async shareRecord(key, value) {
      await write("shareRecord", key, value);
      everybody.set(`${page.uid}\n${key}`, { key, value, author: page.uid, at: new Date().toISOString() });
    },
    async unshareRecord(key) {
      await write("unshareRecord", key);
      everybody.delete(`${page.uid}\n${key}`);
    },
  };

  /** From now on what is written waits; the answer lets it go on. */
  page.hold = () => {
    let go;
    page.gate = new Promise((resolve) => (go = resolve));
    return go;
  };
  return page;
}
