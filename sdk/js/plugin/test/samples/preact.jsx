// The sample plugin with Preact.
import { adoptStyles, definePlugin, hostComponent } from "@portico/plugin";
import { render as show } from "preact";
import { useState } from "preact/hooks";

const Button = hostComponent("Button");
const STARS = [1, 2, 3, 4, 5];
let container;

definePlugin({
  render(root, context) {
    if (!container) adoptStyles(".review { color: rebeccapurple }");
    container = root;
    show(<Reviews {...context} />, root);
  },
  unmount() {
    show(null, container);
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
      <h2 class="title">Reviews of {props.product} ({locale})</h2>
      <input class="draft" placeholder="Your review" value={draft} onInput={(event) => setDraft(event.target.value)} />
      <label>
        <input type="checkbox" class="agree" checked={isAgreed} onChange={(event) => setAgreed(event.target.checked)} /> I bought it
      </label>
      <select class="stars" value={stars} onChange={(event) => setStars(event.target.value)}>
        {STARS.map((count) => <option key={count} value={count}>{count} stars</option>)}
      </select>
      <button class="add" disabled={!(draft && isAgreed)} onClick={add}>Add</button>
      <p class="preview" style={{ color: draft.length > 3 ? "green" : "" }}>{stars}: {draft.toUpperCase()}</p>
      <ul>
        {reviews.map(({ id, text }) => (
          <li key={id} class="review" onClick={() => setReviews(reviews.filter((review) => review.id !== id))}>{text}</li>
        ))}
      </ul>
      <Button variant="primary" label={label} onPress={async (event) => setLabel(`${await callbacks.onRate(stars)} ${event.detail}`)}>Rate</Button>
    </>
  );
}
