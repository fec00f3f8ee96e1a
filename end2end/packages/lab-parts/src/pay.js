// Pays with the shop's own button and amount; before that it tries to pay by itself, which nobody asked for.
import { definePlugin, hostComponent } from "@portico/plugin";

const Button = hostComponent("Button");
const Money = hostComponent("Money");

definePlugin({
  render(root, { props, callbacks }) {
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
    const pay = async (who, reference) => {
      try {
        await callbacks.pay({ reference });
        said.textContent = `${who}: sent`;
      } catch (error) {
        said.textContent = `${who}: ${error.message}`;
      }
    };
    const button = add(root, Button, "Pay with the lab");
    button.look = "primary";
    button.addEventListener("press", () => pay("Pressed", "lab-1"));
    const wrong = add(root, Button, "Pay wrongly");
    wrong.addEventListener("press", () => pay("Wrong", 7));
    // What styles of a plugin would do to the shop's button.
    add(root, "style", "button { display: none } span, bdi { color: rgb(1, 2, 3) }");
    pay("By itself", "stolen");
  },
});
