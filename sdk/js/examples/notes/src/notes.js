// Notes as data: `{ text, created, done }`, times in milliseconds, `done` null while a note is open.

export const PREFIX = "notes/";
export const MAX_TEXT = 500;
export const FILTERS = ["all", "open", "done"];

const DAY_MS = 86_400_000;

/** Where a new note is kept. Later ones come later in the alphabet. */
export const newKey = (now) => `${PREFIX}${now.toString(36)}-${Math.random().toString(36).slice(2, 8)}`;

/** What the records say, without what is no note. */
export const notesOf = (records) => records.filter(({ value }) => typeof value?.text === "string").map(({ key, value }) => [key, value]);

/** Open ones first, the newest at the top; then those that are done, the last one at the top. */
export function inOrder(values, filter) {
  const notes = [...values].map(([key, note]) => ({ key, ...note }));
  const wanted = notes.filter(({ done }) => filter === "all" || (filter === "done") === Boolean(done));
  return wanted.sort((one, other) => Boolean(one.done) - Boolean(other.done) || (other.done ?? 0) - (one.done ?? 0) || other.created - one.created);
}

/** `30d` → 30; anything else is a month. */
export const daysOf = (range) => Number(/^(\d{1,3})d$/.exec(range ?? "")?.[1] ?? 30);

/** How many are open, and how many were done in the last days. */
export function figuresOf(values, days, now) {
  const notes = [...values.values()];
  return { open: notes.filter(({ done }) => !done).length, done: notes.filter(({ done }) => done && done > now - days * DAY_MS).length };
}
