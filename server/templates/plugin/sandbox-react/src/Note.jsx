// A note that only you see. Each step says in a line what it does.
import { useEffect, useState } from "react";

// Where the note is kept: every user has records of their own, by key.
const KEY = "note";

const TITLE = "{{title}}";
const TEXTS = {
  en: { note: "Your note", save: "Save", saving: "Saving …", saved: "Saved; only you see it.", signIn: "Sign in to keep a note.", failed: "That could not be saved.", range: (range) => `The dashboard shows ${range}.` },
  de: { note: "Ihre Notiz", save: "Speichern", saving: "Wird gespeichert …", saved: "Gespeichert; nur Sie sehen es.", signIn: "Melden Sie sich an, um eine Notiz zu behalten.", failed: "Das konnte nicht gespeichert werden.", range: (range) => `Die Übersicht zeigt ${range}.` },
};

export function Note({ props, callbacks, locale }) {
  const texts = locale.startsWith("de") ? TEXTS.de : TEXTS.en;
  const [text, setText] = useState("");
  // The name of a text, so that it follows the language.
  const [status, setStatus] = useState("");

  // Callbacks run in the page, so each returns a promise. Nothing is kept yet: null.
  useEffect(() => {
    callbacks.loadRecord(KEY).then((kept) => setText(kept ?? ""), () => setStatus("failed"));
  }, []);

  async function save() {
    setStatus("saving");
    try {
      await callbacks.saveRecord(KEY, text);
      setStatus("saved");
    } catch (error) {
      // Who is not signed in may read, and is asked to sign in before anything is kept.
      setStatus(error.message.startsWith("sign_in_required") ? "signIn" : "failed");
    }
  }

  // There is no <form>: a button with a click listener does.
  return (
    <>
      <h2>{TITLE}</h2>
      <label htmlFor="note">{texts.note}</label>
      <textarea id="note" rows={3} maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" onClick={save}>{texts.save}</button>
      <p className="muted" role="status">{texts[status]}</p>
      <p className="muted">{texts.range(props.range)}</p>
    </>
  );
}
