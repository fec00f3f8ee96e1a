//! The server's side of a slot: draws each of its extensions in a surface of its own, and nothing where there are none.

use std::sync::{Arc, Mutex, PoisonError};

use leptos::either::Either;
use leptos::prelude::*;
use leptos::reactive::owner::IsHydrating;
use leptos::tachys::html::islands::IslandChildren;
use leptos::tachys::reactive_graph::OwnedView;
use portico_sdk::extension::ExtensionKind;
use portico_sdk::manifest::ManifestItem;
use portico_sdk::schema::Level;
use serde_json::Value;

use super::component::{ComponentLoader, LoaderProps};
use super::ids::unique_id;
use super::items::{Loaded, gather};
use super::loading::{NoScript, Shown};
use super::offer::OFFERS;
use super::plugin_slot::SlotLook;
use super::sandbox::{SandboxLoader, SandboxProps};
use crate::backend::{FormState, SessionView};
use crate::forms::words::Words;
use crate::forms::{FormSource, SchemaForm};
use crate::hydration::SiteFiles;
use crate::page::page;
use crate::ui::{Caption, CompactCaption, Phrase, PluginAside, PluginSurface, SurfaceLook};

/// Owners that live as long as the page renders. An island's owner is dropped when its tags are written, and with it
/// everything below it, while a slot in it is still being gathered.
#[derive(Clone, Default)]
pub(crate) struct KeptOwners(Arc<Mutex<Vec<Owner>>>);

impl KeptOwners {
    /// Before the page renders.
    pub fn provide() {
        provide_context(Self::default());
    }

    /// The owner, and the one that it was made in.
    fn keep(owner: &Owner) {
        if let Some(kept) = use_context::<Self>() {
            let mut kept = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.extend(Owner::current());
            kept.push(owner.clone());
        }
    }
}

/// A slot of a page, or of an island of the host: that one hydrates around what is drawn here.
pub(super) fn slot(
    key: &'static str,
    plugin: Option<String>,
    context: Value,
    look: SlotLook,
    has_offer: bool,
) -> impl IntoView {
    let in_island = use_context::<IsHydrating>().is_some_and(|hydrating| hydrating.0);
    let loaded = gather(key, plugin);
    if in_island {
        let owner = Owner::new();
        KeptOwners::keep(&owner);
        Either::Left(Suspend::new(async move {
            owned(owner, key, loaded.await, context, look, has_offer)
        }))
    } else {
        Either::Right(Suspend::new(async move {
            surfaces(loaded.await, &context, look)
        }))
    }
}

/// The surfaces within the element that `owned::owned_slot` takes over. Where there are none, it is not there either.
fn owned(
    owner: Owner,
    key: &'static str,
    loaded: Vec<Loaded>,
    context: Value,
    look: SlotLook,
    has_offer: bool,
) -> Option<impl IntoView> {
    let drawn = owner.with(move || {
        Owner::with_no_hydration(move || {
            let surfaces = surfaces(loaded, &context, look)?;
            Some(OwnedView::new(IslandChildren::new(surfaces)))
        })
    })?;
    let slot = view! { <div class="plugin-slot" data-slot=key>{drawn}</div> };
    Some(slot.attr(OFFERS, has_offer))
}

/// All surfaces in order; `None` when there is nothing to show.
fn surfaces(loaded: Vec<Loaded>, context: &Value, look: SlotLook) -> Option<AnyView> {
    let surfaces: Vec<AnyView> = loaded
        .into_iter()
        .filter_map(|(item, state)| surface(item, state, context, look))
        .collect();
    if surfaces.is_empty() {
        return None;
    }
    Some(match look {
        SlotLook::Sidebar => view! { <PluginAside>{surfaces}</PluginAside> }.into_any(),
        SlotLook::Card | SlotLook::Plain => surfaces.into_any(),
    })
}

/// One extension with its caption; `None` when it cannot be shown here.
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
                level: page.session.as_ref().map_or(Level::Org, SessionView::level),
                org: item.org.clone(),
            };
            view! { <SchemaForm form /> }.into_any()
        }
        ExtensionKind::Component { component } => {
            let heights = (component.min_height, component.min_height_narrow);
            let shown = Shown::new(&item, heights, context, &plugin.text, &page)?;
            let props = LoaderProps::new(shown, component);
            view! {
                <NoScript plugin=plugin.text.clone() />
                <ComponentLoader item=props />
            }
            .into_any()
        }
        ExtensionKind::Sandbox { sandbox } => {
            let heights = (sandbox.min_height, sandbox.min_height_narrow);
            let props = SandboxProps {
                shown: Shown::new(&item, heights, context, &plugin.text, &page)?,
                sandbox: sandbox.clone(),
                receiver: use_context::<SiteFiles>()?.receiver?,
            };
            view! {
                <NoScript plugin=plugin.text.clone() />
                <SandboxLoader item=props />
            }
            .into_any()
        }
    };
    let text = &page.locale.text().slot;
    let caption = {
        let tag = item.plugin_title.lookup(page.locale.tag());
        let lang = tag.map_or("", |found| found.lang);
        let plugin = Phrase::said(plugin.text, lang, page.locale);
        let name = item.plugin.clone();
        let why = page.locale.text().store.why_title;
        move || {
            let (plugin, name) = (plugin.clone(), name.clone());
            match look {
                SlotLook::Sidebar => {
                    view! { <CompactCaption template=text.from_plugin plugin name why /> }
                }
                SlotLook::Card | SlotLook::Plain => {
                    view! { <Caption template=text.shown_by plugin name why /> }
                }
            }
        }
    };
    let look = match look {
        SlotLook::Card => SurfaceLook::Card,
        SlotLook::Plain => SurfaceLook::Plain,
        SlotLook::Sidebar => SurfaceLook::Compact,
    };
    let surface = view! {
        <PluginSurface
            look
            label=label.text
            caption
            attr:id=id
            attr:data-plugin=item.plugin
            attr:data-extension=item.id
            attr:data-kind=kind
        >
            {body}
        </PluginSurface>
    };
    Some(surface.into_any())
}
