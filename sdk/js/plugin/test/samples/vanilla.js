// The sample plugin without any library.
import { adoptStyles, definePlugin, hostComponent } from "@portico/plugin";

const STARS = 5;

definePlugin({
  render(root, context) {
    if (!root.firstChild) build(root, context);
    show(root, context);
  },
  unmount() {
    document.body.replaceChildren();
  },
});

function build(root, { callbacks }) {
  adoptStyles(".review { color: rebeccapurple }");
  root.innerHTML = `
    <h2 class="title"></h2>
    <input class="draft" placeholder="Your review">
    <label><input type="checkbox" class="agree"> I bought it</label>
    <select class="stars">${Array.from({ length: STARS }, (_, index) => `<option value="${index + 1}">${index + 1} stars</option>`).join("")}</select>
    <button class="add" disabled>Add</button>
    <p class="preview"></p>
    <ul></ul>`;
  const [draft, agree, stars, add, preview, list] = [".draft", ".agree", ".stars", ".add", ".preview", "ul"].map((selector) => root.querySelector(selector));

  function check() {
    preview.textContent = `${stars.value}: ${draft.value.toUpperCase()}`;
    preview.style.color = draft.value.length > 3 ? "green" : "";
    add.disabled = !(draft.value && agree.checked);
  }
  check();
  root.addEventListener("input", check);
  add.onclick = () => {
    list.insertAdjacentHTML("beforeend", `<li class="review"></li>`);
    const item = list.lastElementChild;
    item.textContent = `${draft.value} (${stars.value})`;
    item.addEventListener("click", () => item.remove(), { once: true });
    draft.value = "";
    add.disabled = true;
  };
  const rate = document.createElement(hostComponent("Button"));
  rate.variant = "primary";
  rate.addEventListener("press", async (event) => {
    rate.label = `${await callbacks.onRate(stars.value)} ${event.detail}`;
  });
  rate.append("Rate");
  root.append(rate);
}

function show(root, { props, locale }) {
  root.querySelector(".title").textContent = `Reviews of ${props.product} (${locale})`;
}
