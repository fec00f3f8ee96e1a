//! The slots for those who write components: TypeScript declarations and a table for the documentation, both written from
//! the Rust types.

use std::fmt::Write as _;

use crate::offer::{CallbackDef, ComponentDef};
use crate::shape::Shape;
use crate::slot::{SlotDef, slots};

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
        interface(&mut text, &(slot.context)());
    }
    offers(&mut text);
    text + COMMON
}

/// What slots offer to sandboxed plugins: props of components and their events, callbacks and what these take.
fn offers(text: &mut String) {
    let components = || slots::DEFS.iter().flat_map(|slot| slot.offer.components);
    let callbacks = || slots::DEFS.iter().flat_map(|slot| slot.offer.callbacks);
    for component in components() {
        interface(text, &(component.props)());
    }
    for callback in callbacks() {
        interface(text, &(callback.takes)());
    }
    text.push_str("/** Components of the page that a sandboxed plugin may ask for (`host_components`), by slot: props, and events with their detail. */\nexport interface SlotComponents {\n");
    for slot in offering().filter(|slot| !slot.offer.components.is_empty()) {
        let each: Vec<String> = slot.offer.components.iter().map(component_type).collect();
        let _ = writeln!(text, "  {:?}: {{ {} }};", slot.key, each.join("; "));
    }
    text.push_str("}\n\n/** Callbacks of the page that a sandboxed plugin may ask for (`callbacks`), by slot. */\nexport interface SlotCallbacks {\n");
    for slot in offering().filter(|slot| !slot.offer.callbacks.is_empty()) {
        let each: Vec<String> = slot.offer.callbacks.iter().map(callback_type).collect();
        let _ = writeln!(text, "  {:?}: {{ {} }};", slot.key, each.join("; "));
    }
    text.push_str("}\n\n");
}

fn offering() -> impl Iterator<Item = &'static SlotDef> {
    let offers =
        |slot: &&SlotDef| !slot.offer.components.is_empty() || !slot.offer.callbacks.is_empty();
    slots::DEFS.iter().filter(offers)
}

fn component_type(component: &ComponentDef) -> String {
    let events: Vec<String> = component
        .events
        .iter()
        .map(|event| format!("{}: unknown", event.name))
        .collect();
    let events = if events.is_empty() {
        "{}".to_owned()
    } else {
        format!("{{ {} }}", events.join("; "))
    };
    let props = (component.props)().name;
    // What is not given has its default.
    format!(
        "{}: {{ props: Partial<{props}>; events: {events} }}",
        component.name
    )
}

fn callback_type(callback: &CallbackDef) -> String {
    let takes = (callback.takes)().name;
    format!("{}: (what: {takes}) => Promise<unknown>", callback.name)
}

fn interface(text: &mut String, shape: &Shape) {
    let _ = writeln!(
        text,
        "/** {} */\nexport interface {} {{",
        shape.about, shape.name
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
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} |",
            slot.key,
            slot.about,
            fields((slot.context)()),
            slot.max_items
        );
    }
    text.push_str("\n| slot | sandboxes may ask for | what it is | takes |\n|---|---|---|---|\n");
    for slot in offering() {
        for component in slot.offer.components {
            let about = component.about;
            let events = component
                .events
                .iter()
                .fold(String::new(), |mut text, event| {
                    let _ = write!(
                        text,
                        "; event `{}`: {}",
                        event.name,
                        lower_first(event.about)
                    );
                    text
                });
            let most = component.most;
            let children = if component.has_children {
                ", children"
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "| `{}` | component `{}`, {most} at most | {about} | {}{children}{} |",
                slot.key,
                component.name,
                fields((component.props)()),
                events.trim_end_matches('.')
            );
        }
        for callback in slot.offer.callbacks {
            let sensitive = if callback.is_sensitive {
                " Each call needs a click in the plugin."
            } else {
                ""
            };
            let _ = writeln!(
                text,
                "| `{}` | callback `{}` | {}{sensitive} | {} |",
                slot.key,
                callback.name,
                callback.about,
                fields((callback.takes)())
            );
        }
    }
    text + "\n" + TABLE_MARKS.1
}

/// The keys of a type, for a cell of a table.
fn fields(shape: Shape) -> String {
    let fields = shape.fields.into_iter().map(|field| {
        let optional = if field.optional { "?" } else { "" };
        format!(
            "`{}{optional}: {}`",
            field.key,
            field.kind.replace('|', "\\|")
        )
    });
    fields.collect::<Vec<_>>().join(", ")
}

fn lower_first(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
