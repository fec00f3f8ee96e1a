// Sandboxed plugins: the receiver gets the place and what the slot passes (docs/SANDBOX.md "What the page calls").
import { grantedComponents } from "./components.js";
import { pick } from "./context.js";
import { loadReceiver } from "./server.js";

/** What the receiver's reasons mean to a reader: keys of texts.js. */
const REASONS = {
  fetch_failed: "network",
  digest_mismatch: "integrity",
  start_timeout: "timeout",
  script_error: "crashed",
  render_failed: "crashed",
  page_error: "crashed",
  unresponsive: "unresponsive",
  frame_navigated: "navigated",
  message_error: "protocol",
  protocol_errors: "protocol",
};

/**
 * @param {import("./place.js").Attempt} attempt
 * @returns {{ update(changed: object): void, destroy(): void }}
 */
export function mountSandbox(attempt) {
  const { item, place, session, surface, given } = attempt;
  const { sandbox } = item;
  const full = (url) => new URL(url, session.origin).href;
  const capabilities = { props: [], callbacks: [], host_components: [], network: [], ...sandbox.capabilities };
  const passed = ({ props, callbacks }) => ({ props: pick(props, capabilities.props), callbacks: { ...granted, ...pick(callbacks, capabilities.callbacks), emit } });
  /** What Portico itself does for the plugin. */
  let granted = {};
  // What a plugin says is heard as what components say.
  const emit = (name, detail) => void place.dispatchEvent(new CustomEvent("plugin-event", { bubbles: true, composed: true, detail: { name, detail } }));
  let mounted;
  let isOver = false;
  const onState = (state, reason, detail) => {
    if (isOver) return;
    if (state === "live") attempt.live();
    else if (state === "stopped") {
      console.warn(`Portico: the plugin ${item.plugin} was ended: ${reason}.`, detail ?? "");
      attempt.fail(REASONS[reason] ?? "limit");
    }
  };
  const options = () => ({
    plugin: item.plugin,
    version: item.version,
    frameUrl: full(sandbox.frame_url),
    entry: full(sandbox.entry),
    digest: sandbox.digest,
    capabilities,
    ...passed(given),
    sensitive: given.sensitive,
    locale: given.locale,
    theme: given.theme,
    components: grantedComponents(given.components, capabilities.host_components),
    onState,
  });
  loadReceiver(session.origin).then(
    (receiver) => {
      if (isOver || !place.isConnected) return;
      try {
        granted = receiver.grants?.(capabilities, `/api/v1/${surface}/plugins/${item.plugin}/`, (url, init) => session.fetch(url, init)) ?? {};
        mounted = receiver.mount(place, options());
      } catch (error) {
        console.error(error);
        attempt.fail("crashed");
      }
    },
    (error) => {
      if (isOver) return;
      console.error(error);
      attempt.fail("network");
    },
  );
  return {
    update({ props, callbacks, ...changed }) {
      // Before it is mounted, what is given then will be.
      mounted?.update(props ? { ...changed, ...passed({ props, callbacks }) } : changed);
    },
    destroy() {
      isOver = true;
      mounted?.destroy();
    },
  };
}
