// The size, and how it came about.
import { useEffect, useRef } from "react";

/** @param {{ isNew: boolean }} props whether it was just asked for, so that the focus goes there and it is read */
export function Result({ size, reasons, answers, words, isKept, isNew, onChange, onForget }) {
  const result = useRef(null);
  useEffect(() => {
    if (isNew) result.current.focus();
  }, []);
  return (
    <div className="result">
      <p className="size" ref={result} tabIndex={-1}>
        <span className="unseen">{words.result(size)}</span>
        <span className="muted" aria-hidden="true">{words.size}</span>
        <span className="figure" aria-hidden="true">{size}</span>
      </p>
      <div className="why">
        <h3>{words.why}</h3>
        <ul>{reasons.map((name) => <li key={name}>{words.reasons[name]({ ...answers, size })}</li>)}</ul>
        {isKept && <p className="muted">{words.kept}</p>}
        <div className="row actions">
          <button type="button" className="quiet" onClick={onChange}>{words.change}</button>
          <button type="button" className="quiet" onClick={onForget}>{words.forget}</button>
        </div>
      </div>
    </div>
  );
}
