// A plugin of npm packages alone, as the READMEs of remote-dom and @quilted/threads make one: nothing in it knows of Portico.
import "@remote-dom/core/polyfill";
import "@remote-dom/react/polyfill";
import { BatchingRemoteConnection, RemoteElement, RemoteRootElement } from "@remote-dom/core/elements";
import { createRemoteComponent } from "@remote-dom/react";
import { ThreadWebWorker, retain } from "@quilted/threads";
import { useRef, useState } from "react";
import { createRoot } from "react-dom/client";

class ButtonElement extends RemoteElement {
  static get remoteProperties() {
    return { label: { type: String }, disabled: { type: Boolean } };
  }
  static get remoteEvents() {
    return ["press"];
  }
  static get remoteMethods() {
    return ["flash"];
  }
}

class CardElement extends RemoteElement {
  static get remoteAttributes() {
    return ["heading"];
  }
}

customElements.define("ui-button", ButtonElement);
customElements.define("ui-card", CardElement);
customElements.define("remote-root", RemoteRootElement);

const Button = createRemoteComponent("ui-button", ButtonElement, { eventProps: { onPress: { event: "press" } } });
const Card = createRemoteComponent("ui-card", CardElement);

function Counter({ name, save }) {
  const [count, setCount] = useState(0);
  const [saved, setSaved] = useState("not saved");
  const button = useRef(null);
  const press = async (event) => {
    setCount(count + event.detail.by);
    setSaved(await save({ name, count: count + event.detail.by }));
    button.current.flash(2);
  };
  return (
    <Card heading={`Hello ${name}`}>
      <p className="count" title="How often">Pressed {count} times</p>
      <Button ref={button} label="Press" disabled={count > 2} onPress={press}>Press</Button>
      <ul>{Array.from({ length: count }, (_, index) => <li key={index} className="item">Item {index + 1}</li>)}</ul>
      {count === 1 && <strong>once</strong>}
      <p className="saved">{saved}</p>
    </Card>
  );
}

/** Elements in elements. */
const Nested = ({ depth }) => (depth === 0 ? "deep" : <div><Nested depth={depth - 1} /></div>);

let root;

function show({ props, callbacks }) {
  root.render(
    <section>
      <Counter name={props.name} save={callbacks.save} />
      <Nested depth={props.depth} />
    </section>,
  );
}

ThreadWebWorker.self.export({
  async render(connection, api) {
    retain(connection);
    retain(api);
    const element = document.createElement("remote-root");
    element.connect(new BatchingRemoteConnection(connection));
    root = createRoot(element);
    show(api);
  },
  async update(api) {
    retain(api);
    show(api);
  },
});
