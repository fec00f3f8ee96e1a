// The sample plugin with React.
import { adoptStyles, definePlugin, hostComponent } from "@portico/plugin";
import { useState } from "react";
import { createRoot } from "react-dom/client";

const Button = hostComponent("Button");
const STARS = [1, 2, 3, 4, 5];
let app;

definePlugin({
  render(root, context) {
    if (!app) adoptStyles(".review { color: rebeccapurple }");
    app ??= createRoot(root);
    app.render(<Reviews {...context} />);
  },
  unmount() {
    app.unmount();
    document.body.replaceChildren();
  },
});

function Reviews({ props, callbacks, locale }) {
  const [draft, setDraft] = useState("");
  const [isAgreed, setAgreed] = useState(false);
  const [stars, setStars] = useState("1");
  const [reviews, setReviews] = useState([]);
  const [label, setLabel] = useState();

  function add() {
    setReviews([...reviews, { id: reviews.length, text: `${draft} (${stars})` }]);
    setDraft("");
  }

  return (
    <>
      <h2 className="title">Reviews of {props.product} ({locale})</h2>
      <input className="draft" placeholder="Your review" value={draft} onChange={(event) => setDraft(event.target.value)} />
      <label>
        <input type="checkbox" className="agree" checked={isAgreed} onChange={(event) => setAgreed(event.target.checked)} /> I bought it
      </label>
      <select className="stars" value={stars} onChange={(event) => setStars(event.target.value)}>
        {STARS.map((count) => <option key={count} value={count}>{count} stars</option>)}
      </select>
      <button className="add" disabled={!(draft && isAgreed)} onClick={add}>Add</button>
      <p className="preview" style={{ color: draft.length > 3 ? "green" : undefined }}>{stars}: {draft.toUpperCase()}</p>
      <ul>
        {reviews.map(({ id, text }) => (
          <li key={id} className="review" onClick={() => setReviews(reviews.filter((review) => review.id !== id))}>{text}</li>
        ))}
      </ul>
      <Button variant="primary" label={label} onPress={async (event) => setLabel(`${await callbacks.onRate(stars)} ${event.detail}`)}>Rate</Button>
    </>
  );
}
