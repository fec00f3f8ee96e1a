// Schema forms: drawn by the server in the reader's language, shown in a shadow root, and taken over by the code that Portico's own pages have.
import { pick } from "./context.js";
import { bodyOf, refusal } from "./refusal.js";
import { loadForms } from "./server.js";

/**
 * @param {import("./place.js").Attempt} attempt
 * @returns {{ update(changed: { locale?: string, theme?: string, props?: Record<string, unknown> }): void, destroy(): void }}
 */
export function mountForm(attempt) {
  const { item, place, session, given } = attempt;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  // What is taken over looks for the context around it (app/src/slot/channel.rs).
  const slot = Object.assign(document.createElement("div"), { className: "plugin-slot" });
  root.append(slot);
  const pass = (props) => slot.setAttribute("data-context", JSON.stringify(pick(props, item.schema.context)));
  const dress = (theme) => (host.dataset.theme = theme);
  pass(given.props);
  dress(given.theme);
  place.append(host);

  root.addEventListener("click", follow);
  slot.addEventListener("plugin:submit", ({ detail }) => {
    host.dispatchEvent(new CustomEvent("plugin:submit", { bubbles: true, composed: true, detail }));
  });

  let taken;
  let latest = 0;
  const end = () => {
    latest++;
    taken?.free();
    taken = undefined;
  };
  const show = async (locale) => {
    end();
    const number = latest;
    try {
      const [forms, form] = await Promise.all([loadForms(session.origin), drawn(attempt, locale)]);
      if (number !== latest) return;
      root.adoptedStyleSheets = [forms.sheet];
      const body = document.createElement("div");
      body.lang = locale;
      body.innerHTML = forms.trusted(form.html);
      forms.putIcons(body);
      slot.replaceChildren(body);
      taken = forms.take_over(body, JSON.stringify(form.config), (path, init) => session.fetch(path, init));
      if (!taken) throw new Error("the form and embed.js are of different versions");
      attempt.live();
    } catch (error) {
      if (number !== latest) return;
      console.error(error);
      // A form that nobody took over would post to the page it is in.
      slot.replaceChildren();
      attempt.fail(why(error));
    }
  };
  show(given.locale);
  return {
    update({ locale, theme, props }) {
      if (props) pass(props);
      if (theme) dress(theme);
      // What was typed is not thrown away for another language.
      if (locale && !isTouched(slot)) show(locale);
    },
    destroy() {
      end();
      host.remove();
    },
  };
}

/** The server refused, it was not reached, or something of ours went wrong. */
const why = (error) => (error.status ? "server" : error instanceof TypeError ? "network" : "crashed");

/** The form as the server draws it. */
async function drawn({ item, session, surface }, locale) {
  const path = `/api/v1/${surface}/plugins/${item.plugin}/forms/${encodeURIComponent(item.id)}?lang=${encodeURIComponent(locale)}`;
  const response = await session.fetch(path, { headers: { accept: "application/json" } });
  const answer = await bodyOf(response);
  if (!response.ok) throw refusal(response, answer);
  return answer.data;
}

/** A link to a field, in the list of what is wrong: browsers look for its target in the document only. */
function follow(event) {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link) return;
  event.preventDefault();
  event.currentTarget.getElementById(link.getAttribute("href").slice(1))?.focus();
}

/** Something in the form is not as it was drawn. */
function isTouched(slot) {
  return [...slot.querySelectorAll("input, textarea, select")].some((control) => {
    if (control instanceof HTMLSelectElement) return [...control.options].some((option) => option.selected !== option.defaultSelected);
    return control.type === "checkbox" || control.type === "radio" ? control.checked !== control.defaultChecked : control.value !== control.defaultValue;
  });
}
