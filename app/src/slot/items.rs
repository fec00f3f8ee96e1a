//! The server's side of a slot: takes the manifest, keeps the slot's extensions, draws each in its own surface.

use leptos::either::Either;
use leptos::prelude::*;
use leptos::reactive::owner::IsHydrating;
use leptos::tachys::html::islands::IslandChildren;
use leptos::tachys::reactive_graph::OwnedView;
use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::schema::Level;
use portico_sdk::slot::Surface;
use serde_json::Value;

use super::component::{ComponentLoader, LoaderProps, NoScript};
use super::ids::unique_id;
use super::plugin_slot::SlotLook;
use crate::backend::{FormBackend, FormState, ManifestBackend, backend};
use crate::forms::words::Words;
use crate::forms::{FormSource, SchemaForm};
use crate::page::page;
use crate::ui::Caption;

/// A slot of a page, or of an island of the host: that one hydrates around what is drawn here.
pub(super) fn slot(
    key: &'static str,
    plugin: Option<String>,
    context: Value,
    look: SlotLook,
) -> impl IntoView {
    let in_island = use_context::<IsHydrating>().is_some_and(|hydrating| hydrating.0);
    if !in_island {
        return Either::Left(items(key, plugin, context, look));
    }
    let items = Owner::new().with(move || {
        Owner::with_no_hydration(move || {
            OwnedView::new(IslandChildren::new(items(key, plugin, context, look)))
        })
    });
    Either::Right(view! { <div class="plugin-slot" data-slot=key>{items}</div> })
}

fn items(
    key: &'static str,
    plugin: Option<String>,
    context: Value,
    look: SlotLook,
) -> impl IntoView {
    let forms = backend::<dyn FormBackend>();
    Suspend::new(async move {
        let mut surfaces = Vec::new();
        for item in slot_items(key, plugin.as_deref()).await {
            let state = load(&item, forms.as_deref().ok()).await;
            surfaces.extend(surface(item, state, &context, look));
        }
        surfaces
    })
}

/// The extensions that a [`super::PluginSlot`] of this key, and perhaps of one plugin, would show, in order. None where the
/// manifest is refused (401, 403), because then there is nothing to show.
pub async fn slot_items(key: &str, plugin: Option<&str>) -> Vec<ManifestItem> {
    let (Some(surface), Ok(manifests)) = (Surface::of(key), backend::<dyn ManifestBackend>())
    else {
        return Vec::new();
    };
    let Ok(manifest) = manifests.manifest(surface).await else {
        return Vec::new();
    };
    manifest
        .slot(key)
        .filter(|item| plugin.is_none_or(|plugin| item.plugin == plugin))
        .filter(|item| !matches!(item.kind, ExtensionKind::Sandbox { .. }))
        .cloned()
        .collect()
}

/// What a form starts with. Without a `load_url` that is nothing; with one it is the answer, or "failed" (PARITY 21).
async fn load(item: &ManifestItem, forms: Option<&dyn FormBackend>) -> FormState {
    match (&item.kind, forms) {
        (ExtensionKind::Schema { schema }, Some(forms)) if !schema.load_url.is_empty() => {
            forms.load(item).await
        }
        (ExtensionKind::Schema { schema }, None) => FormState {
            load_failed: !schema.load_url.is_empty(),
            ..FormState::default()
        },
        _ => FormState::default(),
    }
}

/// One extension with its caption; `None` for a kind that cannot be shown here.
fn surface(
    item: ManifestItem,
    state: FormState,
    context: &Value,
    look: SlotLook,
) -> Option<AnyView> {
    let page = page();
    let id = unique_id(&format!("slot-{}-{}", item.plugin, item.id));
    let plugin =
        Words::of(&item.plugin_title, page.locale).unwrap_or_else(|| Words::ours(&item.plugin));
    let label = Words::of(&item.title, page.locale).unwrap_or_else(|| plugin.clone());
    let kind = item.kind.name();
    let body = match &item.kind {
        ExtensionKind::Schema { schema } => {
            let form = FormSource {
                plugin: item.plugin.clone(),
                form: item.id.clone(),
                schema: schema.clone(),
                state,
                context: context.clone(),
                level: Level::Org,
            };
            view! { <SchemaForm form /> }.into_any()
        }
        ExtensionKind::Component { component } => {
            let props = LoaderProps::new(&item, component, context, &plugin.text, &page)?;
            view! {
                <NoScript plugin=plugin.text.clone() />
                <ComponentLoader item=props />
            }
            .into_any()
        }
        ExtensionKind::Sandbox { .. } => return None,
    };
    let class = match look {
        SlotLook::Card => "plugin-surface card",
        SlotLook::Plain => "plugin-surface",
        SlotLook::Compact => "plugin-surface plugin-compact",
    };
    let caption = page.locale.text().slot.shown_by;
    Some(
        view! {
            <section
                class=class
                id=id
                data-plugin=item.plugin
                data-extension=item.id
                data-kind=kind
                aria-label=label.text
            >
                <div class="plugin-body">{body}</div>
                <Caption template=caption plugin=plugin.text />
            </section>
        }
        .into_any(),
    )
}
