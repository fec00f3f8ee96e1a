// A note that only you see. Each step says in a line what it does.
import { adoptStyles, definePlugin } from "@portico/plugin";
import styles from "./styles.css";

// Where the note is kept: every user has records of their own, by key.
const KEY = "note";

const TITLE = "{{title}}";
const TEXTS = {
  en: { note: "Your note", save: "Save", saving: "Saving …", saved: "Saved; only you see it.", signIn: "Sign in to keep a note.", failed: "That could not be saved.", range: (range) => `The dashboard shows ${range}.` },
  de: { note: "Ihre Notiz", save: "Speichern", saving: "Wird gespeichert …", saved: "Gespeichert; nur Sie sehen es.", signIn: "Melden Sie sich an, um eine Notiz zu behalten.", failed: "Das konnte nicht gespeichert werden.", range: (range) => `Die Übersicht zeigt ${range}.` },
};

// The elements, made once; and what `render` was given last.
let view;
let context;

definePlugin({
  // Called at the start, and again when the range, the language or the theme of the page changes. `root` stays the same.
  render(root, next) {
    context = next;
    if (!view) start(root);
    // `theme` is "light" or "dark": the style sheet has colours for both.
    root.className = `plugin ${next.theme}`;
    const texts = textsNow();
    view.label.textContent = texts.note;
    view.save.textContent = texts.save;
    // `props` has what the slot passes and plugin.json asks for.
    view.range.textContent = texts.range(next.props.range);
  },
});

const textsNow = () => (context.locale.startsWith("de") ? TEXTS.de : TEXTS.en);

// Plain DOM. There is no <form>: a button with a click listener does.
function start(root) {
  adoptStyles(styles);
  root.innerHTML = `
    <h2></h2>
    <label for="note"></label>
    <textarea id="note" rows="3" maxlength="1000"></textarea>
    <button type="button"></button>
    <p class="muted" role="status"></p>
    <p class="muted"></p>`;
  root.querySelector("h2").textContent = TITLE;
  const [label, field, save, status, range] = ["label", "textarea", "button", "p[role=status]", "p:last-child"].map((selector) => root.querySelector(selector));
  view = { label, field, save, status, range };
  save.addEventListener("click", keep);
  load();
}

// Callbacks run in the page, so each returns a promise. Nothing is kept yet: null.
async function load() {
  try {
    view.field.value = (await context.callbacks.loadRecord(KEY)) ?? "";
  } catch {
    view.status.textContent = textsNow().failed;
  }
}

async function keep() {
  view.status.textContent = textsNow().saving;
  try {
    await context.callbacks.saveRecord(KEY, view.field.value);
    view.status.textContent = textsNow().saved;
  } catch (error) {
    // Who is not signed in may read, and is asked to sign in before anything is kept.
    const isSignedOut = error.message.startsWith("sign_in_required");
    view.status.textContent = isSignedOut ? textsNow().signIn : textsNow().failed;
  }
}
