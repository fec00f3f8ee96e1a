// Reviews of a product, written without a framework: data → elements, one part of the page at a time.
import { definePlugin } from "@portico/plugin";
import { dress } from "../../kit/look.js";
import { createRecords } from "../../kit/records.js";
import { createUndo } from "../../kit/undo.js";
import { inLanguage, reason, regionOf } from "../../kit/words.js";
import { h, star, stars } from "./element.js";
import { createForm } from "./form.js";
import sheet from "./look.css";
import { OWN, keyOf, prefixOf, reviewsOf, shortName, summaryOf } from "./reviews.js";
import { WORDS } from "./words.js";

const PAGE = 5;

const records = createRecords();
const undo = createUndo((offered) => {
  offer = offered;
  drawSaid();
});

/** What `render` got last. */
let context;
let words;
/** The form, while it is open. */
let form;
/** How many reviews of others are in sight. */
let inSight = PAGE;
/** What was just done, or could not be done, in a sentence. */
let said = null;
let offer = null;

const parts = { summary: h("section"), own: h("section", { class: "own", "aria-labelledby": "own-heading" }), said: h("div", { class: "said", role: "status" }), others: h("div") };

definePlugin({
  render(root, next) {
    dress(root, next, sheet);
    const before = context;
    context = next;
    words = inLanguage(WORDS, next.locale);
    if (!before) root.append(parts.summary, h("div", {}, parts.own, parts.said), parts.others);
    if (before?.props.productId !== next.props.productId) load();
    else if (before.locale !== next.locale) draw();
  },
});

records.subscribe(draw);

function load() {
  form = undefined;
  inSight = PAGE;
  said = null;
  undo.withdraw();
  const { callbacks, props } = context;
  return records.load(async () => reviewsOf(await callbacks.listShared(prefixOf(props.productId))));
}

function draw() {
  const { phase, values } = records.state;
  const isReady = phase === "ready";
  parts.summary.replaceChildren(h("h2", {}, words.heading), ...(isReady ? summary([...values.values()]) : [waiting(phase)]));
  parts.own.hidden = !isReady;
  if (!isReady) parts.others.hidden = true;
  if (!isReady) return;
  drawOwn();
  drawOthers();
  drawSaid();
}

function waiting(phase) {
  if (phase === "failed") return h("div", { class: "trouble", role: "alert" }, words.loadFailed, h("button", { type: "button", onclick: load }, words.retry));
  return h("div", { class: "summary", "aria-busy": "true" }, h("span", { class: "unseen", role: "status" }, words.loading), ...["3.5rem", "7rem"].map((height) => h("div", { class: "bone", style: `flex: 1 1 8rem; block-size: ${height}` })));
}

function summary(reviews) {
  if (reviews.length === 0) return [h("div", { class: "empty", style: "margin-block-start: 12px" }, h("p", {}, words.none), h("p", { class: "muted" }, words.noneHint))];
  const { count, average, counts } = summaryOf(reviews);
  const region = regionOf(context.locale);
  const rows = counts.map((row) =>
    h(
      "li",
      {},
      h("span", { class: "unseen" }, words.share(row.stars, row.count)),
      h("span", { class: "of", "aria-hidden": "true" }, String(row.stars), star(true)),
      h("span", { class: "bar", "aria-hidden": "true" }, h("span", { style: `inline-size: ${Math.round((row.count / count) * 100)}%` })),
      h("span", { class: "muted", "aria-hidden": "true" }, String(row.count)),
    ),
  );
  return [
    h(
      "div",
      { class: "summary" },
      h("div", {}, h("p", { class: "average", "aria-hidden": "true" }, words.average(average, region)), h("p", {}, stars(average, words.outOf(average, region))), h("p", { class: "muted" }, words.count(count, region))),
      h("ul", { class: "counts" }, ...rows),
    ),
  ];
}

const date = (at) => new Intl.DateTimeFormat(regionOf(context.locale), { dateStyle: "medium" }).format(at);

function drawOwn() {
  const own = records.state.values.get(OWN);
  if (form) {
    // What is typed stays: only another language makes the form anew, when it is opened the next time.
    if (!form.element.isConnected) parts.own.replaceChildren(h("h3", { id: "own-heading" }, words.own), form.element);
    return;
  }
  const edit = h("button", { type: "button", class: own ? "quiet" : "primary", onclick: () => open(own) }, own ? words.edit : words.write);
  const heading = h("h3", { id: "own-heading" }, words.own);
  if (!own) return parts.own.replaceChildren(h("div", { class: "row between" }, heading, edit));
  parts.own.replaceChildren(
    h("div", { class: "row between" }, heading, h("div", { class: "row actions" }, edit, h("button", { type: "button", class: "quiet", onclick: remove }, words.remove))),
    h("div", { class: "who" }, stars(own.stars, words.stars(own.stars)), h("span", { class: "muted" }, date(own.at))),
    own.text && h("p", { class: "words" }, own.text),
  );
}

function drawOthers() {
  const others = [...records.state.values].filter(([id]) => id !== OWN).map(([, review]) => review);
  const rows = others.slice(0, inSight).map((review) =>
    h(
      "li",
      { class: "review" },
      h("div", { class: "who" }, stars(review.stars, words.stars(review.stars)), h("span", { class: "muted" }, `${words.author(shortName(review.author))} · ${date(review.at)}`)),
      review.text && h("p", { class: "words" }, review.text),
    ),
  );
  parts.others.hidden = others.length === 0;
  const rest = others.length - rows.length;
  const more = rest > 0 && h("button", { type: "button", class: "more", onclick: showMore }, words.more(Math.min(rest, PAGE)));
  parts.others.replaceChildren(h("ul", {}, ...rows), more || "");
}

function showMore() {
  inSight += PAGE;
  drawOthers();
  parts.others.querySelector("button")?.focus();
}

function drawSaid() {
  if (!offer) return parts.said.replaceChildren(...(said ? [h("p", { class: said.isTrouble ? "trouble" : "done" }, said.text)] : []));
  const button = h("button", { type: "button", class: "quiet", onclick: offer.undo, onfocus: () => undo.hold(true), onblur: () => undo.hold(false) }, words.undo);
  parts.said.replaceChildren(h("div", { class: "done" }, offer.text, button));
}

function open(draft, problem) {
  const own = records.state.values.get(OWN);
  said = null;
  form = createForm({ words, draft, isNew: !own, problem, onSave: save, onCancel: close });
  draw();
  form.focus();
}

function close() {
  form = undefined;
  draw();
  parts.own.querySelector("button")?.focus();
}

/** Shows it at once; if the host refuses it, the form is back with what was written. */
async function save(draft) {
  const { callbacks, props } = context;
  undo.withdraw();
  form = undefined;
  said = { text: words.published };
  const saving = records.change(OWN, { ...draft, at: Date.now(), isOwn: true }, () => callbacks.shareRecord(keyOf(props.productId), draft));
  parts.own.querySelector("button")?.focus();
  if (await saving || context.props.productId !== props.productId) return;
  open(draft, reason(records.state.problem, words));
}

async function remove() {
  const { callbacks, props } = context;
  const { stars: count, text } = records.state.values.get(OWN);
  said = null;
  const removing = records.change(OWN, undefined, () => callbacks.unshareRecord(keyOf(props.productId)));
  undo.offer(words.removed, () => save({ stars: count, text }));
  parts.said.querySelector("button").focus();
  if (await removing || context.props.productId !== props.productId) return;
  said = { text: words.removeFailed, isTrouble: true };
  undo.withdraw();
}
