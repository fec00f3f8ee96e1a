//! The slots for those who write components: TypeScript declarations and a table for the documentation, both written from
//! the Rust types.

use std::fmt::Write as _;

use crate::slot::{Shape, SlotDef, slots};

/// Around the generated table in docs/PLUGIN-AUTHORS.md.
pub const TABLE_MARKS: (&str, &str) = (
    "<!-- slots: written by `portico types --docs` -->",
    "<!-- /slots -->",
);

/// What does not depend on the slots: what an element gets, and what it says.
const COMMON: &str = r#"/** Calls the API and this plugin's own routes as the user of the page. Paths begin with `/api/v1/store/` or `/api/v1/admin/` (whichever half of the site the slot is in) or `/plugins/`; `/store/…` and `/admin/…` are short for the former and answer the unwrapped `data`. */
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
"#;

/// `portico-slots.d.ts`.
pub fn declarations() -> String {
    let mut text = String::from(
        "// Written by `portico types` from the Rust types of the slots; do not edit.\n\n/** Context by slot. */\nexport interface SlotContexts {\n",
    );
    for slot in &slots::DEFS {
        let (about, shape) = (slot.about, (slot.context)());
        let _ = writeln!(text, "  /** {about} */\n  {:?}: {};", slot.key, shape.name);
    }
    text.push_str("}\n\n/** Key of a slot. */\nexport type SlotKey = keyof SlotContexts;\n\n");
    for slot in &slots::DEFS {
        interface(&mut text, slot, &(slot.context)());
    }
    text + COMMON
}

fn interface(text: &mut String, slot: &SlotDef, shape: &Shape) {
    let _ = writeln!(
        text,
        "/** Context of `{}`. */\nexport interface {} {{",
        slot.key, shape.name
    );
    for field in &shape.fields {
        let optional = if field.optional { "?" } else { "" };
        let _ = writeln!(
            text,
            "  /** {} */\n  {}{optional}: {};",
            field.about, field.key, field.kind
        );
    }
    text.push_str("}\n\n");
}

/// The table of the slots, in Markdown, between [`TABLE_MARKS`].
pub fn table() -> String {
    let mut text = format!(
        "{}\n\n| slot | where | context | most |\n|---|---|---|---|\n",
        TABLE_MARKS.0
    );
    for slot in &slots::DEFS {
        let fields: Vec<String> = (slot.context)()
            .fields
            .iter()
            .map(|field| {
                let optional = if field.optional { "?" } else { "" };
                format!("`{}{optional}: {}`", field.key, field.kind)
            })
            .collect();
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            slot.key,
            slot.about,
            fields.join(", "),
            slot.max_items
        );
    }
    text + "\n" + TABLE_MARKS.1
}
