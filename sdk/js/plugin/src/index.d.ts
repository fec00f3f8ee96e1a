/** A function of the host: it runs in the page, so its answer comes later. */
export type Callback = (...args: any[]) => Promise<any>;

/** What a plugin knows of its place. Only what the host grants is in it. */
export interface Context<Props = Record<string, unknown>, Callbacks = Record<string, Callback>> {
  /** Data of the slot, such as the id of the product that is shown. Functions in it are callbacks. */
  readonly props: Props;
  /** Functions of the host that the plugin may call. */
  readonly callbacks: Callbacks;
  /** Names of the host components that may be rendered, for example `"Button"`. */
  readonly components: readonly string[];
  /** The language of the page, for example `"de-CH"`. */
  readonly locale: string;
  readonly theme: "light" | "dark";
  /** What the host puts before the plugin's ids in its page. */
  readonly idPrefix: string;
}

export interface Plugin<Props = Record<string, unknown>, Callbacks = Record<string, Callback>> {
  /**
   * Shows the plugin. Called once when the plugin starts and again, with the whole context, whenever something in it has changed.
   * What it throws, or its promise rejects with, is told to the host.
   *
   * @param root the same element each time, empty at first
   */
  render(root: HTMLElement, context: Context<Props, Callbacks>): void | Promise<void>;
  /** Called when the place goes away, if there is time for it. Timers and listeners end with the worker anyway. */
  unmount?(): void | Promise<void>;
}

/**
 * Says what the plugin does. Call it once, while the script starts.
 *
 * ```js
 * definePlugin({
 *   render(root, { props }) {
 *     root.textContent = `Reviews of ${props.productId}`;
 *   },
 * });
 * ```
 *
 * @throws {TypeError} without a function `render`
 */
export declare function definePlugin<Props = Record<string, unknown>, Callbacks = Record<string, Callback>>(plugin: Plugin<Props, Callbacks>): void;

export interface ComponentOptions {
  /** Properties that the component has. Not needed if the host describes its components, as Portico does. */
  properties?: readonly string[];
  /** Events that the component sends, as the host names them. */
  events?: readonly string[];
}

/**
 * The tag by which a component of the host is rendered: `document.createElement(hostComponent("Button"))`, or in JSX
 * `const Button = hostComponent("Button")` and `<Button />`.
 *
 * An element of it can be created only if the host passes the component (see `Context.components`); otherwise creating it throws.
 *
 * @param name begins with a capital letter
 * @throws {TypeError} if it does not
 */
export declare function hostComponent(name: string, options?: ComponentOptions): string;

/**
 * Adds a style sheet. It applies to the plugin only, and the plugin is styled by nothing else than its own sheets.
 *
 * @returns the element; `remove()` it to take the sheet away, change its `textContent` to change the sheet
 */
export declare function adoptStyles(text: string): HTMLStyleElement;

/** The id that an element with this id has in the page. `id`, `for` and `aria-*` are translated by themselves. */
export declare function safeId(name: string): string;

/**
 * Creates a canvas. `document.createElement("canvas")` makes the same. What is drawn is sent to the page as a picture after each frame in which
 * something was, at most 30 times a second and as fast as the page takes it; a picture that takes more than 240 KiB even as a JPEG is not shown.
 *
 * ```js
 * const canvas = createCanvas(300, 150);
 * root.append(canvas);
 * canvas.getContext("2d").fillRect(10, 10, 100, 50);
 * ```
 *
 * @param width in pixels
 * @param height in pixels
 */
export declare function createCanvas(width: number, height: number): PluginCanvas;

/** A canvas. Its contexts are those of an `OffscreenCanvas`. */
export interface PluginCanvas extends Omit<HTMLCanvasElement, "getContext" | "transferControlToOffscreen"> {
  getContext(type: "2d", options?: CanvasRenderingContext2DSettings): OffscreenCanvasRenderingContext2D | null;
  getContext(type: "webgl", options?: WebGLContextAttributes): WebGLRenderingContext | null;
  getContext(type: "webgl2", options?: WebGLContextAttributes): WebGL2RenderingContext | null;
}
