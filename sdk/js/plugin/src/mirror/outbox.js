// The connection to the host: collects mutation records and sends them in batches, in order, at a pace the host accepts.
import { callRemoteElementMethod } from "@remote-dom/core/elements";
import { MUTATION_TYPE_UPDATE_PROPERTY, MUTATION_TYPE_UPDATE_TEXT } from "@remote-dom/core";
import { createBudget } from "./budget.js";
import { isSilent } from "./silence.js";
import { answered, wrote } from "./writes.js";
import { divide, MAX_BYTES, MAX_RECORDS } from "./split.js";

const WAIT_MS = 16;
// Messages without an answer. The host counts them among its 64 pending calls, and a host that is slow is not helped by more.
const MAX_UNANSWERED = 8;

/**
 * @param {{ mutate(records: unknown[]): unknown, call(id: string, method: string, ...args: unknown[]): unknown }} host
 * @param {{ now?: () => number, wait?: (callback: () => void, milliseconds: number) => void }} clock
 */
export function createOutbox(host, { now = () => performance.now(), wait = setTimeout } = {}) {
  const budget = createBudget(now);
  let records = [];
  /** Parts of the records, divided and measured, of which the first are sent next. */
  let parts = [];
  let unanswered = 0;
  let scheduled = false;
  let whenEmpty = [];

  function mutate(added) {
    if (isSilent()) return;
    wrote(added);
    for (const record of added) {
      const last = records[records.length - 1];
      if (last && replaces(record, last)) records[records.length - 1] = record;
      else records.push(record);
    }
    if (scheduled || records.length === 0) return;
    scheduled = true;
    queueMicrotask(flush);
  }

  function flush() {
    scheduled = false;
    parts.push(...records.flatMap(divide));
    records = [];
    while (parts.length > 0 && unanswered < MAX_UNANSWERED) {
      const most = Math.min(MAX_RECORDS, budget.records());
      if (most === 0) break;
      send(nextBatch(most));
    }
    if (parts.length === 0) {
      for (const resolve of whenEmpty.splice(0)) resolve();
    } else if (unanswered < MAX_UNANSWERED) {
      later();
    }
  }

  function later() {
    if (scheduled) return;
    scheduled = true;
    wait(flush, WAIT_MS);
  }

  function nextBatch(most) {
    let count = 1;
    for (let size = parts[0].size; count < Math.min(most, parts.length); count++) {
      size += parts[count].size;
      if (size > MAX_BYTES) break;
    }
    return parts.splice(0, count).map(({ record }) => record);
  }

  async function send(batch) {
    budget.spend(batch.length);
    unanswered++;
    try {
      await host.mutate(batch);
    } catch (error) {
      // The plugin goes on with its own tree; its author sees why the page does not follow.
      console.error("The host refused a change:", error);
    }
    answered(batch);
    unanswered--;
    if (parts.length > 0) later();
  }

  return {
    mutate,
    /** Calls a method of the host's element, after everything that was changed before. */
    async call(id, method, ...args) {
      flush();
      if (parts.length > 0) await new Promise((resolve) => whenEmpty.push(resolve));
      return host.call(id, method, ...args);
    },
    /** Resolves when everything that was changed until now has been sent. */
    async sent() {
      flush();
      if (parts.length > 0) await new Promise((resolve) => whenEmpty.push(resolve));
    },
  };
}

/** Whether of two records in a row only the second one matters. */
function replaces([type, id, name, , kind], [lastType, lastId, lastName, , lastKind]) {
  if (type !== lastType || id !== lastId) return false;
  if (type === MUTATION_TYPE_UPDATE_TEXT) return true;
  return type === MUTATION_TYPE_UPDATE_PROPERTY && name === lastName && kind === lastKind;
}

/** For methods whose result nobody waits for, such as focus(): a node that is not shown, or a refusal, is no error. */
export function callHost(element, method, ...args) {
  try {
    Promise.resolve(callRemoteElementMethod(element, method, ...args)).catch(() => {});
  } catch {
    // Not connected: there is nothing to call it on.
  }
}
