// One note: to be checked off, changed and deleted.
import { useEffect, useRef, useState } from "preact/hooks";
import { MAX_TEXT } from "./notes.js";

export function Note({ note, words, onSave, onRemove }) {
  /** What is typed while the note is changed. */
  const [draft, setDraft] = useState(null);
  const field = useRef(null);
  const edit = useRef(null);
  const isEdited = draft !== null;
  const wasEdited = useRef(false);

  // The focus follows: into the field, and back to where it came from.
  useEffect(() => {
    if (isEdited) field.current.focus();
    else if (wasEdited.current) edit.current.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);

  function save() {
    const text = draft.trim();
    setDraft(null);
    if (text && text !== note.text) onSave({ text });
  }

  function press({ key, isComposing }) {
    if (key === "Enter" && !isComposing) save();
    if (key === "Escape") setDraft(null);
  }

  if (isEdited) {
    return (
      <li class="note row">
        <input class="text" aria-label={words.text} ref={field} value={draft} maxLength={MAX_TEXT} onInput={(event) => setDraft(event.target.value)} onKeyDown={press} />
        <button type="button" class="primary" onClick={save}>{words.save}</button>
        <button type="button" onClick={() => setDraft(null)}>{words.cancel}</button>
      </li>
    );
  }
  return (
    <li class="note">
      <label class={note.done ? "what done-with" : "what"}>
        <input type="checkbox" checked={Boolean(note.done)} onChange={(event) => onSave({ done: event.target.checked ? Date.now() : null })} />
        <span>{note.text}</span>
      </label>
      <div class="actions">
        <button type="button" class="quiet" ref={edit} onClick={() => setDraft(note.text)}>{words.edit}<span class="unseen"> {note.text}</span></button>
        <button type="button" class="quiet" onClick={onRemove}>{words.remove}<span class="unseen"> {note.text}</span></button>
      </div>
    </li>
  );
}
