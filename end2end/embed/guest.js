// A plugin that uses all that a page can lend it: data, functions, components. It begins with end2end/lab/assets/box/thread.js.
const keys = (object) => Object.keys(object).sort().join() || "nothing";
const button = (id, said, run) => element(id, "button", { type: "button" }, [text(`${id}-text`, said)], { click: give(run) });
let api;
let counted = 0;

plugin.update = (now) => {
  api = now;
  return mutate(...knowledge().map(([id, said]) => [2, `${id}-text`, said]));
};

const knowledge = () => [
  ["range", `Range ${api.props.range}`],
  ["theme", `Theme ${api.theme}`],
  ["locale", `Locale ${api.locale}`],
];

plugin.render = (first) => {
  api = first;
  const shown = knowledge().map(([id, said]) => element(id, "p", {}, [text(`${id}-text`, said)]));
  const component = {
    ...element("lent", "portico-button", {}, [text("lent-text", "inside")], {
      press: give(async (detail) => {
        await mutate([2, "heard-text", `Heard from ${detail?.from}`]);
        return "answer of the plugin";
      }),
    }),
    properties: { label: "Buy", secret: "undeclared", onclick: "undeclared" },
  };
  return mutate(
    insert(
      element("card", "div", {}, [
        ...shown,
        element("props", "p", {}, [text("props-text", `Props ${keys(api.props)}`)]),
        element("callbacks", "p", {}, [text("callbacks-text", `Callbacks ${keys(api.callbacks)}`)]),
        element("components", "p", {}, [text("components-text", `Components ${keys(api.components)}`)]),
        button("count", "Counted 0", () => mutate([2, "count-text", `Counted ${++counted}`])),
        button("ask", "Ask", async () => mutate([2, "ask-text", `Told ${await ask(api.callbacks.onPick, "tea")}`])),
        button("two", "Order two", async () => {
          await ask(api.callbacks.onPick, "tea");
          const second = await ask(api.callbacks.onPick, "tea").catch(({ message }) => message.split(":")[0]);
          return mutate([2, "two-text", `Second ${second}`]);
        }),
        button("say", "Say", () => ask(api.callbacks.emit, "chosen", { what: "tea" })),
        component,
        element("inherited", "portico-constructor", {}, [text("inherited-text", "inherited")]),
        element("fragile", "portico-fragile"),
        element("heard", "output", {}, [text("heard-text", "")]),
      ]),
    ),
  );
};
