// Compiled, never run. Each @ts-expect-error fails the build if the line below it has become legal.
import { adoptStyles, createCanvas, definePlugin, hostComponent, safeId, type Callback, type Context, type Plugin } from "@portico/plugin";

definePlugin({ render(root) { root.textContent = "Hello"; } });
definePlugin({
  async render(root, { props, callbacks, components, locale, theme, idPrefix }) {
    const product: unknown = props["productId"];
    const answer: number = await callbacks["onRate"]!(5);
    const isDark: boolean = theme === "dark";
    root.append(`${product} ${answer} ${components.includes("Button")} ${locale.length} ${isDark} ${idPrefix}`);
  },
  async unmount() {},
});

interface Props { productId: string }
interface Callbacks { onRate(stars: number): Promise<string> }
const plugin: Plugin<Props, Callbacks> = {
  async render(root, { props, callbacks }) {
    const thanks: string = await callbacks.onRate(props.productId.length);
    root.id = safeId(thanks);
  },
};
definePlugin(plugin);
definePlugin<Props>({ render: (_root: HTMLElement, { props }: Context<Props>) => console.log(props.productId) });

const tag: string = hostComponent("Button", { properties: ["variant"], events: ["press"] });
const sheet: HTMLStyleElement = adoptStyles(".a { color: red }");
const canvas = createCanvas(300, 150);
const context: OffscreenCanvasRenderingContext2D | null = canvas.getContext("2d");
document.body.append(canvas as unknown as Node);
const callback: Callback = async (stars: number) => stars;
export { tag, sheet, context, callback };

// @ts-expect-error render is required
definePlugin({});
// @ts-expect-error a plugin is an object
definePlugin((root: HTMLElement) => root.remove());
// @ts-expect-error the width is a number
createCanvas("300", 150);
// @ts-expect-error the context is read-only
definePlugin({ render: (_, context) => { context.locale = "de"; } });
// @ts-expect-error a name is needed
hostComponent();
