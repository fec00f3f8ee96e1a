// Asks for a payment with the shop's own button and amount, and tries to repaint them.
import { definePlugin, hostComponent } from "@portico/plugin";

const Button = hostComponent("Button");
const Money = hostComponent("Money");

definePlugin({
  render(root, { props, callbacks }) {
    root.replaceChildren();
    const add = (parent, name, text = "") => {
      const element = document.createElement(name);
      element.textContent = text;
      parent.append(element);
      return element;
    };
    const sum = add(root, "p", "Total ");
    const money = add(sum, Money);
    money.amount = props.amount;
    money.currency = props.currency;

    const said = add(root, "p");
    const button = add(root, Button, "Pay with the lab");
    button.look = "primary";
    button.addEventListener("press", () => {
      button.disabled = true;
      said.textContent = "Pressed";
      callbacks.emit("pressed", {});
    });
    const repaint = add(root, "button", "Repaint");
    repaint.addEventListener("click", () => {
      // By selector, by what is inherited, and by the names of the page's tokens.
      add(root, "style", "button, bdi { display: none } * { color: rgb(1, 2, 3); --accent: rgb(1, 2, 3); --on-accent: rgb(1, 2, 3); --text: rgb(1, 2, 3); font-size: 1px; visibility: hidden }");
    });
  },
});
