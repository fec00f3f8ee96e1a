// Web components of plugins in the light DOM: files, then the element, then its life; as Portico's own pages do it
// (app/src/slot/component/browser).
import { createClient } from "./client.js";
import { frozenCopy } from "./context.js";
import { forget, isReachable, loadScript, loadStyle } from "./files.js";

/** The most nodes that a component may have in its place (FORMS 11). */
const NODE_LIMIT = 20_000;

/** Why it is not shown; the message is a key of texts.js. */
class Failed extends Error {}

/**
 * @param {import("./place.js").Attempt} attempt
 * @returns {{ update(changed: { context?: object, locale?: string, theme?: string }): void, destroy(): void }}
 */
export function mountComponent(attempt) {
  /** @type {Mounted | undefined} */
  let mounted;
  let isOver = false;
  const fail = (error) => {
    mounted?.destroy();
    mounted = undefined;
    if (!(error instanceof Failed)) console.error(error);
    attempt.fail(error instanceof Failed ? error.message : "crashed");
  };
  const show = (constructor) => {
    if (isOver || mounted || !attempt.place.isConnected) return;
    mounted = new Mounted(attempt, constructor, fail);
    attempt.live();
  };
  const { origin } = attempt.session;
  const component = resolved(attempt.item.component, origin);
  load(component, attempt).then(show).catch((error) => {
    if (isOver) return;
    fail(error);
    // It may be defined all the same: by a script that took its time, or because another place tried again with more luck.
    if (!customElements.get(component.tag_name)) customElements.whenDefined(component.tag_name).then(() => load(component, attempt)).then(show).catch(() => {});
  });
  return {
    update: (changed) => mounted?.update(changed),
    destroy() {
      isOver = true;
      mounted?.destroy();
    },
  };
}

const resolved = (component, origin) => {
  const full = (url) => url && new URL(url, origin).href;
  return { ...component, script_url: full(component.script_url), style_url: full(component.style_url) };
};

/** Loads all files and waits for the definition; answers the element's constructor. */
async function load({ tag_name: tag, script_url: script, integrity, external_scripts: external = [], style_url: style, style_integrity: styleIntegrity }, attempt) {
  const styled = style && loadStyle(style, styleIntegrity);
  // A bare origin is only allowed, not loaded.
  const scripts = external.filter(hasPath).map((url) => loadScript(url));
  for (const loading of scripts) await settle(loading);
  // A second definition of a tag throws (THREATS 31): what is defined is not loaded again.
  if (!customElements.get(tag)) judge(await settle(loadScript(script, integrity), script), tag, script);
  attempt.ran();
  if (styled) await settle(styled, style);
  await customElements.whenDefined(tag);
  return customElements.get(tag);
}

const hasPath = (url) => {
  const { pathname, search } = new URL(url);
  return pathname + search !== "/";
};

/** Waits for a file. One that is refused although it can be fetched has another integrity than was declared. */
async function settle(loading, own) {
  try {
    return await loading;
  } catch {
    throw new Failed(own && (await isReachable(own)) ? "integrity" : "network");
  }
}

/** A script that threw, but defined its element before, is taken as it is, unless what is there may be somebody else's. */
function judge(thrown, tag, script) {
  if (thrown === "") return;
  if (!customElements.get(tag)) forget(script);
  else if (thrown !== "twice") return;
  throw new Failed(thrown);
}

/** An element in the page. */
class Mounted {
  constructor(attempt, constructor, fail) {
    const { item, place, session, surface, given } = attempt;
    // `createElement` would report an error of the constructor and go on with an unknown element; `new` throws it.
    this.element = new constructor();
    this.client = createClient(session, surface);
    this.place = place;
    Object.assign(this.element, { context: frozenCopy(given.props), apiClient: this.client.client, locale: given.locale, theme: given.theme });
    this.element.classList.add(item.component.tag_name);
    try {
      this.#connect();
      this.#watch(fail);
    } catch (error) {
      this.destroy();
      throw error;
    }
  }

  /** An error in `connectedCallback` is not thrown but given to the window, before `append` returns. */
  #connect() {
    let isQuiet = true;
    const hear = () => (isQuiet = false);
    addEventListener("error", hear);
    this.place.append(this.element);
    removeEventListener("error", hear);
    if (!isQuiet) throw new Failed("crashed");
    if (nodesIn(this.place) > NODE_LIMIT) throw new Failed("flooded");
  }

  /** Counting costs; so the sum of what was added stands in for the number, and only when that is too high it is counted. */
  #watch(fail) {
    let atMost = nodesIn(this.place);
    this.observer = new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) atMost += 1 + nodesIn(node);
      if (atMost > NODE_LIMIT) atMost = nodesIn(this.place);
      if (atMost > NODE_LIMIT) fail(new Failed("flooded"));
    });
    this.observer.observe(this.place, { childList: true, subtree: true });
  }

  update({ props, locale, theme }) {
    try {
      if (props) this.element.context = frozenCopy(props);
      if (locale) this.element.locale = locale;
      if (theme) this.element.theme = theme;
    } catch (error) {
      // What it shows stays as it is.
      console.error(error);
    }
  }

  destroy() {
    this.observer?.disconnect();
    this.element.remove();
    this.client.stop();
  }
}

/** Everything below a node. The browser counts faster than we could walk. */
const nodesIn = (node) => (node.hasChildNodes() ? document.evaluate("count(descendant::node())", node).numberValue : 0);
