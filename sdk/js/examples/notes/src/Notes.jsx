// The list, and what changes it.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { createRecords } from "../../kit/records.js";
import { createUndo } from "../../kit/undo.js";
import { inLanguage, reason } from "../../kit/words.js";
import { Note } from "./Note.jsx";
import { FILTERS, MAX_TEXT, PREFIX, daysOf, figuresOf, inOrder, newKey, notesOf } from "./notes.js";
import { WORDS } from "./words.js";

const records = createRecords();

function useRecords() {
  const [state, setState] = useState(records.state);
  useEffect(() => records.subscribe(() => setState(records.state)), []);
  return state;
}

export function Notes({ props, callbacks, locale }) {
  const words = inLanguage(WORDS, locale);
  const { phase, values, problem } = useRecords();
  const [draft, setDraft] = useState("");
  const [filter, setFilter] = useState("all");
  const [offer, setOffer] = useState(null);
  const undo = useMemo(() => createUndo(setOffer), []);
  const input = useRef(null);

  const load = () => records.load(async () => notesOf(await callbacks.listRecords(PREFIX)));
  useEffect(() => void load(), []);

  const save = (key, note) => records.change(key, note, () => callbacks.saveRecord(key, note));

  async function add() {
    const text = draft.trim();
    if (!text) return input.current.focus();
    const created = Date.now();
    setDraft("");
    if (filter === "done") setFilter("all");
    // What could not be kept is not lost, unless something else was begun meanwhile.
    if (!(await save(newKey(created), { text, created, done: null }))) setDraft((begun) => begun || text);
  }

  async function remove(key, note) {
    const removing = records.change(key, undefined, () => callbacks.deleteRecord(key));
    undo.offer(words.removed, () => {
      save(key, note);
      input.current.focus();
    });
    if (!(await removing)) undo.withdraw();
  }

  if (phase === "failed") return <Frame words={words}><div class="trouble" role="alert">{words.loadFailed}<button type="button" onClick={load}>{words.retry}</button></div></Frame>;
  if (phase === "loading") return <Frame words={words}><Bones label={words.loading} /></Frame>;

  const days = daysOf(props.range);
  const { open, done } = figuresOf(values, days, Date.now());
  const notes = inOrder(values, filter);
  return (
    <Frame words={words} figures={words.figures(open, done, days)}>
      <div class="new">
        <label class="label" for="new">{words.new}</label>
        <div class="row">
          <input id="new" class="text" ref={input} value={draft} maxLength={MAX_TEXT} onInput={(event) => setDraft(event.target.value)} onKeyDown={(event) => event.key === "Enter" && !event.isComposing && add()} />
          <button type="button" class="primary" onClick={add}>{words.add}</button>
        </div>
      </div>
      <div role="status" class="said">
        {problem && <p class="trouble">{reason(problem, words)}</p>}
        {offer && <Offer offer={offer} label={words.undo} onHold={undo.hold} />}
      </div>
      <fieldset class="filters">
        <legend class="unseen">{words.show}</legend>
        {FILTERS.map((each) => (
          <label key={each} class={each === filter ? "filter on" : "filter"}>
            <input type="radio" name="filter" class="unseen" value={each} checked={each === filter} onChange={() => setFilter(each)} />
            <span>{words.filters[each]}</span>
          </label>
        ))}
      </fieldset>
      {notes.length === 0 && <div class="empty"><p>{words.none[filter]}</p>{values.size === 0 && <p class="muted">{words.noneHint}</p>}</div>}
      <ul>
        {notes.map(({ key, ...note }) => <Note key={key} note={note} words={words} onSave={(changes) => save(key, { ...note, ...changes })} onRemove={() => remove(key, note)} />)}
      </ul>
    </Frame>
  );
}

function Frame({ words, figures, children }) {
  return (
    <>
      <div class="row between"><h2>{words.heading}</h2>{figures && <p class="muted">{figures}</p>}</div>
      {children}
    </>
  );
}

function Bones({ label }) {
  return (
    <div aria-busy="true">
      <span class="unseen" role="status">{label}</span>
      {["1", "2", "3"].map((line) => <div key={line} class="bone line" />)}
    </div>
  );
}

/** Takes the focus from the button that is gone, so that the keyboard can undo at once. */
function Offer({ offer, label, onHold }) {
  const button = useRef(null);
  useEffect(() => button.current.focus(), [offer]);
  return (
    <div class="done">
      {offer.text}
      <button type="button" class="quiet" ref={button} onClick={offer.undo} onFocus={() => onHold(true)} onBlur={() => onHold(false)}>{label}</button>
    </div>
  );
}
