// Asks, answers, and remembers.
import { useEffect, useState, useSyncExternalStore } from "react";
import { createRecords } from "../../kit/records.js";
import { inLanguage, reason } from "../../kit/words.js";
import { Questions } from "./Questions.jsx";
import { Result } from "./Result.jsx";
import { isComplete, recommend, sizesOf } from "./sizes.js";
import { WORDS } from "./words.js";

const KEY = "answers";
const records = createRecords();

export function SizeFinder({ props, callbacks, locale }) {
  const words = inLanguage(WORDS, locale);
  const sizes = sizesOf(props.sizes);
  const { phase, values, problem } = useSyncExternalStore(records.subscribe, () => records.state);
  /** Answers that were given just now: they count even where they cannot be remembered. */
  const [given, setGiven] = useState(null);
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState(null);

  useEffect(() => {
    records.load(async () => {
      const answers = await callbacks.loadRecord(KEY);
      return answers ? [[KEY, answers]] : [];
    });
  }, []);

  const kept = values.get(KEY);
  const answers = given ?? kept;
  const isAnswered = !isAsking && Boolean(answers) && isComplete(answers, sizes);
  const found = isAnswered ? recommend(answers, sizes) : undefined;

  useEffect(() => {
    // A host that takes it may choose the size; if it fails there, the advice is still right.
    if (found) callbacks.onSize?.(found.size).catch(() => {});
  }, [found?.size, props.productId]);

  async function remember(next) {
    setGiven(next);
    setAsking(false);
    setTrouble(null);
    if (!(await records.change(KEY, next, () => callbacks.saveRecord(KEY, next)))) setTrouble("failed");
  }

  async function forget() {
    setGiven(null);
    setTrouble(null);
    if (kept && !(await records.change(KEY, undefined, () => callbacks.deleteRecord(KEY)))) setTrouble("forgetFailed");
  }

  return (
    <>
      <h2>{words.heading}</h2>
      {trouble && problem && <p className="trouble" role="alert">{reason(problem, { ...words, failed: words[trouble] })}</p>}
      {phase === "loading" && <Bones label={words.loading} />}
      {phase !== "loading" && found && <Result {...found} answers={answers} words={words} isKept={Boolean(kept)} isNew={Boolean(given)} onChange={() => setAsking(true)} onForget={forget} />}
      {phase !== "loading" && !found && <Questions answers={answers ?? {}} sizes={sizes} words={words} isAgain={isAsking} onAnswer={remember} />}
    </>
  );
}

function Bones({ label }) {
  return (
    <div aria-busy="true">
      <span className="unseen" role="status">{label}</span>
      <div className="bone" style={{ blockSize: "5rem", marginBlockStart: "12px" }} />
    </div>
  );
}
