// docs/portico-slots.d.ts as the author of a component uses it: what the types allow compiles, and what they forbid does not.
import type { ApiClient, PluginElement, SlotContexts, SlotKey } from "../../../../../docs/portico-slots.js";

export class Checkout extends HTMLElement implements PluginElement<"storefront:checkout:payment"> {
  apiClient!: ApiClient;
  locale = "en";
  theme: "light" | "dark" = "light";
  #context!: SlotContexts["storefront:checkout:payment"];

  get context(): Readonly<SlotContexts["storefront:checkout:payment"]> {
    return this.#context;
  }

  set context(context: Readonly<SlotContexts["storefront:checkout:payment"]>) {
    this.#context = context;
    const total: number = context.amount;
    const email: string | undefined = context.email;
    this.textContent = `${context.paymentMethodId} ${total} ${email ?? ""}`;
    // @ts-expect-error: what goes to a plugin is frozen
    context.amount = 0;
    // @ts-expect-error: the address may be missing
    context.email.length;
    // @ts-expect-error: no such key
    context.payment_method_id;
  }
}

export const known: SlotKey = "admin:dashboard:widget";
// @ts-expect-error: no such slot
export const unknown: SlotKey = "admin:dashbord:widget";
