// A chart of the dashboard's own kind, whose numbers change when the reader asks for it; and ways to ask for too much.
import { definePlugin, hostComponent } from "@portico/plugin";

const Chart = hostComponent("Chart");

definePlugin({
  render(root, { props, callbacks }) {
    root.replaceChildren();
    const chart = document.createElement(Chart);
    const show = (values) => {
      chart.title = "Visitors";
      chart.summary = `${values.length} days of ${props.range}, most on ${values.reduce((most, one) => (one.value > most.value ? one : most)).label}`;
      chart.labelHeading = "Day";
      chart.valueHeading = "Visitors";
      chart.values = values;
    };
    show([
      { label: "Mon", value: 12 },
      { label: "Tue", value: 30, shown: "30 people" },
      { label: "Wed", value: 18 },
    ]);
    root.append(chart);

    const said = document.createElement("p");
    const button = (label, press) => {
      const element = document.createElement("button");
      element.textContent = label;
      element.addEventListener("click", press);
      root.append(element);
    };
    const range = async (who, what) => {
      try {
        await callbacks.showRange(what);
      } catch (error) {
        said.textContent = `${who}: ${error.message}`;
      }
    };
    button("One day more", () => show([...chart.values, { label: "Thu", value: 41 }]));
    button("Wrong values", () => {
      chart.values = [{ label: 7 }];
      chart.summary = "Wrong values were given";
    });
    button("Each other", () => {
      // Fifty objects, each twice in the next: a few hundred bytes, until somebody writes them down.
      let value = { label: "Fri", value: 1 };
      for (let depth = 0; depth < 50; depth++) value = { a: value, b: value };
      chart.values = [value];
      callbacks.emit("deep", value);
      chart.summary = "Objects in each other were given";
    });
    button("Seven charts", () => {
      for (let more = 0; more < 6; more++) root.append(document.createElement(Chart));
    });
    button("Seven days", () => range("Pressed", { range: "7d" }));
    button("Eight days", () => range("Pressed", { range: "8d" }));
    root.append(said);
    range("By itself", { range: "90d" });
  },
});
