// A small plugin that works: what the page passes, a button that answers, a field that is read.
plugin.render = (api) =>
  mutate(
    insert(
      element("card", "div", { class: "card" }, [
        element("range", "p", {}, [text("range-text", `Range ${api.props.range}`)]),
        element("press", "button", { type: "button" }, [text("press-text", "Press")], { click: give(() => pressed(api)) }),
        element("label", "label", {}, [
          text("label-text", "Name "),
          element("name", "input", { type: "text" }, [], { input: give((event) => mutate([2, "greeting-text", `Hello ${event.value}`])) }),
        ]),
        element("greeting", "output", {}, [text("greeting-text", "")]),
        element("style", "style", {}, [text("style-text", ".card { padding: 8px; color: rgb(1, 2, 3); background: rgb(250, 250, 250) } body { display: none }")]),
      ]),
    ),
  );

plugin.update = (api) => mutate([2, "range-text", `Range ${api.props.range}`]);

let presses = 0;
const pressed = async (api) => {
  presses += 1;
  await ask(api.callbacks.emit, "pressed", { presses });
  await mutate([2, "press-text", `Pressed ${presses}`]);
};
