// Properties that the plugin wrote and the page has not taken over yet. What an event says of them is older than the write.
import { MUTATION_TYPE_UPDATE_PROPERTY, UPDATE_PROPERTY_TYPE_PROPERTY } from "@remote-dom/core";

/** The last record of each, by node and name. */
const open = new Map();

const keyOf = ([, id, name]) => `${id} ${name}`;

/** Records are about to be sent. */
export function wrote(records) {
  for (const record of records) {
    const [type, , , , kind] = record;
    if (type === MUTATION_TYPE_UPDATE_PROPERTY && kind === UPDATE_PROPERTY_TYPE_PROPERTY) open.set(keyOf(record), record);
  }
}

/** The page answered these. */
export function answered(records) {
  for (const record of records) if (isOpen(record)) open.delete(keyOf(record));
}

/** Whether a record is still the last word, and the page has yet to hear it. */
export const isOpen = (record) => open.get(keyOf(record)) === record;

/** The open records of a node for properties of these names. */
export const openOf = (id, names) => names.map((name) => open.get(keyOf([, id, name]))).filter(Boolean);
