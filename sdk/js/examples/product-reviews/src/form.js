// The form for one's own review. It keeps what is typed until it is closed.
import { h, star } from "./element.js";
import { MAX_TEXT, STARS } from "./reviews.js";

/**
 * @param {{ words: object, draft?: { stars?: number, text?: string }, isNew: boolean, problem?: string, onSave(draft: object): void, onCancel(): void }} options
 * @returns {{ element: HTMLElement, focus(): void }}
 */
export function createForm({ words, draft = {}, isNew, problem, onSave, onCancel }) {
  let chosen = draft.stars;

  const radios = STARS.map((count) => h("input", { type: "radio", name: "stars", value: String(count), class: "unseen", checked: count === chosen, onchange: () => choose(count) }));
  const labels = radios.map((radio, index) => h("label", { class: "rate" }, radio, star(false), h("span", { class: "unseen" }, `${words.stars(STARS[index])}, ${words.ratings[index]}`)));
  const meaning = h("span", { class: "muted meaning", "aria-hidden": "true" });
  const missing = h("p", { class: "field-trouble", id: "missing", role: "alert" });
  const text = h("textarea", { class: "text", id: "text", rows: "4", maxlength: String(MAX_TEXT), "aria-describedby": "text-hint" });
  text.value = draft.text ?? "";

  function choose(count) {
    chosen = count;
    labels.forEach((label, index) => label.children[1].setAttribute("class", index < count ? "star on" : "star"));
    meaning.textContent = words.ratings[count - 1];
    missing.textContent = "";
  }
  if (chosen) choose(chosen);

  function save() {
    if (chosen) return onSave({ stars: chosen, text: text.value.trim() });
    missing.textContent = words.missing;
    radios[0].focus();
  }

  const element = h(
    "div",
    { class: "form", role: "group", "aria-labelledby": "own-heading" },
    problem && h("p", { class: "trouble", role: "alert" }, problem),
    h("fieldset", { "aria-describedby": "missing" }, h("legend", { class: "label" }, words.rating), h("div", { class: "row rating" }, ...labels, meaning), missing),
    h("div", {}, h("label", { class: "label", for: "text" }, words.text), h("p", { class: "muted", id: "text-hint" }, words.textHint), text),
    h("div", { class: "row" }, h("button", { type: "button", class: "primary", onclick: save }, isNew ? words.publish : words.save), h("button", { type: "button", onclick: onCancel }, words.cancel)),
  );
  return { element, focus: () => radios[(chosen ?? 1) - 1].focus() };
}
