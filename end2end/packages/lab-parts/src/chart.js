// A chart of the dashboard's own kind, whose numbers change when the reader asks for it.
import { definePlugin, hostComponent } from "@portico/plugin";

const Chart = hostComponent("Chart");

definePlugin({
  render(root, { props }) {
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
    const more = document.createElement("button");
    more.textContent = "One day more";
    more.addEventListener("click", () => show([...chart.values, { label: "Thu", value: 41 }]));
    const wrong = document.createElement("button");
    wrong.textContent = "Wrong values";
    wrong.addEventListener("click", () => {
      chart.values = [{ label: 7 }];
    });
    root.replaceChildren(chart, more, wrong);
  },
});
