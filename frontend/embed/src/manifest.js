// What a slot shows, as the server's manifest says.
import { bodyOf, refusal } from "./refusal.js";

/** @typedef {{ id: string, slot: string, type: string, plugin: string, version: string, title?: Record<string, string>, plugin_title?: Record<string, string>, component?: object, sandbox?: object, schema?: object }} Item */

const SURFACES = { "storefront:": "store", "admin:": "admin" };

/**
 * The segment of the API that a slot belongs to: `store` or `admin`; undefined when the key has neither prefix.
 * @param {string} slot
 * @returns {"store" | "admin" | undefined}
 */
export function surfaceOf(slot) {
  const prefix = Object.keys(SURFACES).find((prefix) => slot.startsWith(prefix));
  return prefix && SURFACES[prefix];
}

/**
 * The extensions of one slot, in order. None for somebody who may not see the slot: then there is nothing to show.
 * @param {import("./session.js").Session} session
 * @param {string} host
 * @param {string} slot
 * @returns {Promise<Item[]>}
 * @throws when the server or the way to it fails, or refuses the page
 */
export async function itemsOf(session, host, slot) {
  const query = host ? `?host=${encodeURIComponent(host)}` : "";
  const response = await session.fetch(`/api/v1/${surfaceOf(slot)}/plugin-manifest${query}`, { headers: { accept: "application/json" } });
  const answer = await bodyOf(response);
  if (!response.ok) {
    const error = refusal(response, answer);
    if (error.code === "admin_required" || (response.status === 401 && !session.isSignedIn)) return [];
    throw error;
  }
  const { extensions } = Object(Object(answer).data);
  return Array.isArray(extensions) ? extensions.filter((item) => item.slot === slot) : [];
}
