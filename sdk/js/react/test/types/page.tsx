// What an application writes compiles, and what is wrong does not.
import { PluginPoint, type DeclaredComponent, type PluginEvent } from "@portico/react";

function Button(props: { label: string; variant?: "primary" | "plain"; onPress?: (detail: unknown) => void }) {
  return <button onClick={() => props.onPress?.(1)}>{props.label}</button>;
}
const Declared: DeclaredComponent<{ title: string }> = (props) => <p>{props.title}</p>;
Declared.porticoProps = { title: "string" };
Declared.porticoEvents = ["close"];

const hear = (event: PluginEvent) => event.plugin + event.extension;

export const page = (
  <PluginPoint
    server="https://portico.example"
    hostId="acme"
    pluginPoint="storefront:product:reviews"
    jwt="token"
    props={{ productId: "1", onRate: (stars: number) => stars }}
    exposedComponents={{ Button: { component: Button, props: { label: "string", variant: { enum: ["primary", "plain"] } }, events: ["press"] }, Declared }}
    sensitive={["onRate"]}
    getToken={async () => null}
    onEvent={hear}
    fallback={<p>…</p>}
    theme="dark"
  />
);

// @ts-expect-error no server
export const without = <PluginPoint hostId="acme" pluginPoint="storefront:x" />;
// @ts-expect-error no such type of a prop
export const unknown = <PluginPoint server="" hostId="" pluginPoint="" exposedComponents={{ Button: { component: Button, props: { label: "text" } } }} />;
// @ts-expect-error names are a list
export const bought = <PluginPoint server="" hostId="" pluginPoint="" sensitive="onBuy" />;
// @ts-expect-error no such theme
export const blue = <PluginPoint server="" hostId="" pluginPoint="" theme="blue" />;
