// Tells the server how the extensions of a page fared, as Portico's own pages do (app/src/slot/loading): a few reports, together, once
// things have settled or when the reader leaves. Nobody waits for the answer, and a report that is lost is lost. An answer may say that
// a plugin is off for the reader from now on (THREATS m).
import { bodyOf } from "./refusal.js";

/** How long reports wait for others; and those of a plugin that was ended: the answer may be that it is off, and the reader is looking at its card. */
const SETTLE_MS = 2_000;
const STOP_SETTLE_MS = 500;
/** Reports of a page view; and failures of one extension, so that who fails without end leaves room for others. */
const ALL = 20;
const FAILURES = 5;
/** Why a sandbox was ended: to the server one outcome, with a reason. */
export const STOPS = new Set(["unresponsive", "limit", "protocol", "navigated"]);
/** What the server calls what a reader is told in more words. */
const OUTCOMES = { server: "network" };

/** @typedef {{ session: import("./session.js").Session, surface: "store" | "admin", reports: object[] }} Batch */

/** @type {Batch[]} */
let waiting = [];
/** @type {Set<(who: string, plugin: string, isOff: boolean) => void>} */
const listeners = new Set();
let timer;
let reported = 0;
const counts = new Map();

/**
 * @param {import("./place.js").Attempt} attempt
 * @param {"ready" | import("./texts.js").TextKey} outcome
 * @param {number} [milliseconds] until it was ready
 */
export function report({ item, session, surface }, outcome, milliseconds) {
  // Without a token the server takes nothing from pages of others.
  if (!session.isSignedIn || !takes(`${item.plugin}/${item.id}`, outcome)) return;
  let batch = waiting.find((batch) => batch.session === session && batch.surface === surface);
  if (!batch) waiting.push((batch = { session, surface, reports: [] }));
  const { plugin, id: extension, version } = item;
  const what = STOPS.has(outcome) ? { outcome: "stopped", stop: outcome } : { outcome: OUTCOMES[outcome] ?? outcome };
  batch.reports.push({ plugin, extension, version, ...what, ...(milliseconds !== undefined && { load_ms: Math.round(milliseconds) }) });
  if (what.stop) setTimeout(send, STOP_SETTLE_MS);
  if (timer !== undefined) return;
  timer = setTimeout(send, SETTLE_MS);
  addEventListener("pagehide", send);
  // On a phone it is often the last thing that a page hears.
  document.addEventListener("visibilitychange", sendWhenHidden);
}

function takes(name, outcome) {
  const of = counts.get(name) ?? { ready: false, failures: 0 };
  counts.set(name, of);
  const hasRoom = outcome === "ready" ? !of.ready : of.failures < FAILURES;
  if (!hasRoom || reported >= ALL) return false;
  if (outcome === "ready") of.ready = true;
  else of.failures++;
  reported++;
  return true;
}

const sendWhenHidden = () => document.hidden && send();

function send() {
  clearTimeout(timer);
  timer = undefined;
  removeEventListener("pagehide", send);
  document.removeEventListener("visibilitychange", sendWhenHidden);
  for (const batch of waiting.splice(0)) tell(batch).catch(() => {});
}

async function tell({ session, surface, reports }) {
  const { who } = session;
  const response = await session.tell(`/api/v1/${surface}/extension-reports`, { reports });
  if (!response.ok) return;
  for (const plugin of (await bodyOf(response))?.data?.suspended ?? []) announce(who, plugin, true);
}

/**
 * Says to all places that a plugin is off for somebody, or on again.
 * @param {string} who
 * @param {string} plugin
 * @param {boolean} isOff
 */
export function announce(who, plugin, isOff) {
  for (const heard of [...listeners]) heard(who, plugin, isOff);
}

/**
 * Calls back when a plugin is off for somebody, or on again.
 * @param {(who: string, plugin: string, isOff: boolean) => void} heard
 * @returns {() => void} ends it
 */
export function onSuspended(heard) {
  listeners.add(heard);
  return () => listeners.delete(heard);
}
