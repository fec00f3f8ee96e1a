// The three questions. What is wrong is said at its question, after the button was pressed.
import { useEffect, useRef, useState } from "react";
import { FITS, wrongIn } from "./sizes.js";

/** @param {{ isAgain: boolean }} props whether the reader asked for the questions, so that the focus goes there */
export function Questions({ answers, sizes, words, isAgain, onAnswer }) {
  const [height, setHeight] = useState(answers.height ? String(answers.height) : "");
  const [usual, setUsual] = useState(sizes.includes(answers.usual) ? answers.usual : "");
  const [fit, setFit] = useState(answers.fit ?? "");
  const [isChecked, setChecked] = useState(false);
  const first = { height: useRef(null), usual: useRef(null), fit: useRef(null) };

  useEffect(() => {
    if (isAgain) first.height.current.focus();
  }, []);

  const given = { height: Number(height.trim() || NaN), usual, fit };
  const wrong = wrongIn(given, sizes);
  const isWrong = (name) => isChecked && wrong[name];

  function answer() {
    const name = Object.keys(wrong).find((each) => wrong[each]);
    if (!name) return onAnswer(given);
    setChecked(true);
    first[name].current.focus();
  }

  return (
    <div className="questions">
      <div>
        <label className="label" htmlFor="height">{words.height}</label>
        <input
          id="height" className="text height" type="text" inputMode="numeric" autoComplete="off" maxLength={3} ref={first.height} value={height}
          aria-invalid={isWrong("height")} aria-describedby="height-wrong"
          onChange={(event) => setHeight(event.target.value)} onKeyDown={(event) => event.key === "Enter" && answer()}
        />
        <Wrong id="height-wrong" text={isWrong("height") && words.heightWrong} />
      </div>
      <Choice name="usual" label={words.usual} options={sizes.map((size) => [size, size])} value={usual} onChoose={setUsual} first={first.usual} wrong={isWrong("usual") && words.usualWrong} />
      <Choice name="fit" label={words.fit} options={FITS.map((each) => [each, words.fits[each]])} value={fit} onChoose={setFit} first={first.fit} wrong={isWrong("fit") && words.fitWrong} />
      <div><button type="button" className="primary" onClick={answer}>{words.find}</button></div>
    </div>
  );
}

function Choice({ name, label, options, value, onChoose, first, wrong }) {
  return (
    <fieldset aria-describedby={`${name}-wrong`}>
      <legend className="label">{label}</legend>
      <div className="options">
        {options.map(([option, text], index) => (
          <label key={option} className="option">
            <input type="radio" className="unseen" name={name} value={option} checked={option === value} onChange={() => onChoose(option)} ref={index === 0 ? first : undefined} />
            <span className={option === value ? "on" : ""}>{text}</span>
          </label>
        ))}
      </div>
      <Wrong id={`${name}-wrong`} text={wrong} />
    </fieldset>
  );
}

const Wrong = ({ id, text }) => <p id={id} className="field-trouble">{text || ""}</p>;
