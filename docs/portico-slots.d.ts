// Written by `portico types` from the Rust types of the slots; do not edit.

/** Context by slot. */
export interface SlotContexts {
  /** In the checkout after the payment methods, once one is chosen. */
  "storefront:checkout:payment": CheckoutContext;
  /** On the confirmation of an order. */
  "storefront:checkout:after_order": AfterOrderContext;
  /** On the page of a payment method. */
  "admin:payment:settings": PaymentSettingsContext;
  /** On the page of a plugin, below its settings. Only the extensions of that plugin appear. */
  "admin:plugin:settings": PluginSettingsContext;
  /** Beside every admin page. */
  "admin:sidebar": SidebarContext;
  /** Among the widgets of the dashboard. */
  "admin:dashboard:widget": DashboardContext;
}

/** Key of a slot. */
export type SlotKey = keyof SlotContexts;

/** Context of `storefront:checkout:payment`. */
export interface CheckoutContext {
  /** The chosen payment method. */
  paymentMethodId: string;
  /** Total in minor units. */
  amount: number;
  /** ISO 4217, upper case. */
  currency: string;
  /** The buyer's address for the receipt. */
  email?: string;
  /** Name and address for the bill, as the host knows them. */
  billingDetails?: unknown;
  /** Set once the order exists. */
  orderId?: string;
  /** The number shown to people. */
  orderNumber?: string;
}

/** Context of `storefront:checkout:after_order`. */
export interface AfterOrderContext {
  /** Id of the order. */
  orderId: string;
  /** The number shown to people. */
  orderNumber: string;
  /** Total in minor units. */
  amount: number;
  /** ISO 4217, upper case. */
  currency: string;
}

/** Context of `admin:payment:settings`. */
export interface PaymentSettingsContext {
  /** The payment method on the page. */
  paymentMethodId: string;
  /** The plugin or service behind the method. */
  provider: string;
}

/** Context of `admin:plugin:settings`. */
export interface PluginSettingsContext {
  /** Name of the plugin on the page. */
  plugin: string;
}

/** Context of `admin:sidebar`. */
export interface SidebarContext {
  /** Path of the current page. */
  path: string;
}

/** Context of `admin:dashboard:widget`. */
export interface DashboardContext {
  /** `7d`, `30d` or `90d`. */
  range: string;
}

/** Props of `Button`. */
export interface ButtonProps {
  /** How much it asks for attention. */
  look: "primary" | "secondary";
  /** It cannot be pressed. */
  disabled: boolean;
}

/** Props of `Money`. */
export interface MoneyProps {
  /** In minor units. */
  amount: number;
  /** ISO 4217, upper case. */
  currency: string;
}

/** Props of `Chart`. */
export interface ChartProps {
  /** What it shows. */
  title: string;
  /** What there is to see, in one sentence: for those who cannot see the bars. */
  summary: string;
  /** What the bars stand for: heading of a column in the table below. */
  labelHeading: string;
  /** What their heights are: heading of the other column. */
  valueHeading: string;
  /** The bars; of more than 366 the first. */
  values: { label: string; value: number; shown?: string }[];
}

/** What `showRange` takes. */
export interface RangeArguments {
  /** `7d`, `30d` or `90d`. */
  range: string;
}

/** Components of the page that a sandboxed plugin may ask for (`host_components`), by slot: props, and events with their detail. */
export interface SlotComponents {
  "storefront:checkout:payment": { Button: { props: Partial<ButtonProps>; events: { press: unknown } }; Money: { props: Partial<MoneyProps>; events: {} } };
  "admin:dashboard:widget": { Chart: { props: Partial<ChartProps>; events: {} } };
}

/** Callbacks of the page that a sandboxed plugin may ask for (`callbacks`), by slot. */
export interface SlotCallbacks {
  "admin:dashboard:widget": { showRange: (what: RangeArguments) => Promise<unknown> };
}

/** Calls the API and this plugin's own routes as the user of the page. Paths begin with `/api/v1/store/` or `/api/v1/admin/` (whichever half of the site the slot is in) or `/plugins/`; `/store/…` and `/admin/…` are short for the former and answer the unwrapped `data`. */
export interface ApiClient {
  get(path: string): Promise<unknown>;
  post(path: string, body?: unknown): Promise<unknown>;
  put(path: string, body?: unknown): Promise<unknown>;
  delete(path: string): Promise<unknown>;
}

/** What an element is given before it is put into the page. All but `apiClient` may change later: use setters. */
export interface PluginProperties<Slot extends SlotKey> {
  /** Frozen; a new object for every change. */
  context: Readonly<SlotContexts[Slot]>;
  apiClient: ApiClient;
  /** BCP 47 tag of the page's language. */
  locale: string;
  theme: "light" | "dark";
}

/** The element of a component in a slot: `class Checkout extends HTMLElement implements PluginElement<"storefront:checkout:payment">`. */
export type PluginElement<Slot extends SlotKey> = HTMLElement & PluginProperties<Slot>;

/** What an element tells the host: `this.dispatchEvent(new CustomEvent("plugin-event", { detail, bubbles: true }))`. */
export interface PluginEvents {
  "plugin-event": CustomEvent<unknown>;
}
