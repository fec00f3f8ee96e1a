// Schema forms. This is the seam: the forms that the server draws take the place of what is here, loaded on demand.
import { localized, say } from "./texts.js";

/**
 * Shows the form of an extension.
 * @param {HTMLElement} place empty, in the light DOM
 * @param {import("./manifest.js").Item} item of the type `schema`
 * @param {import("./session.js").Session} session asks the server with the reader's token: `session.fetch(path, init)`
 * @param {{ locale: string, theme: "light" | "dark", props: Record<string, unknown> }} given what the slot passes
 * @returns {{ update(changed: { locale?: string, theme?: string, props?: Record<string, unknown> }): void, destroy(): void }}
 */
export function mountForm(place, item, session, given) {
  const note = document.createElement("p");
  const show = (locale) => (note.textContent = say(locale, "form", localized(item.title, locale) || item.plugin));
  show(given.locale);
  place.append(note);
  return { update: ({ locale }) => void (locale && show(locale)), destroy: () => note.remove() };
}
