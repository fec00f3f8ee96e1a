//! What a slot offers to sandboxed plugins beside its context: components of the page that they may put among their own elements, and
//! callbacks that they may call. A plugin gets what its capabilities name (`host_components`, `callbacks`), and nothing else.

use crate::shape::{Shape, Shaped};

pub mod checkout;
pub mod dashboard;

/// The callback that every slot offers: `emit(name, detail)` tells the owner of the slot what components tell it by events.
pub const EMIT: &str = "emit";

/// Callbacks that Portico itself has for every plugin whose capabilities name them (docs/PLUGIN-AUTHORS.md "Records").
pub const RECORD_CALLBACKS: [&str; 7] = [
    "loadRecord",
    "saveRecord",
    "deleteRecord",
    "listRecords",
    "shareRecord",
    "unshareRecord",
    "listShared",
];

/// What one slot offers.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// Components, by the names that `host_components` has.
    pub components: &'static [ComponentDef],
    /// Callbacks, by the names that `callbacks` has.
    pub callbacks: &'static [CallbackDef],
}

impl Offer {
    /// A slot that passes its context and nothing else.
    pub const NOTHING: Self = Self {
        components: &[],
        callbacks: &[],
    };
}

/// A component of the page.
#[derive(Debug, Clone, Copy)]
pub struct ComponentDef {
    /// As in `host_components`: `Chart`.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// Its props: whatever a plugin gives is checked against this before the component sees it (PARITY 43).
    pub props: fn() -> Shape,
    /// What it tells the plugin.
    pub events: &'static [EventDef],
    /// What the plugin puts into it is shown in it.
    pub has_children: bool,
    /// How many a plugin may have at once: one of its nodes is many of the page's (THREATS 26).
    pub most: u32,
}

/// Something that a component tells the plugin.
#[derive(Debug, Clone, Copy)]
pub struct EventDef {
    /// `press`
    pub name: &'static str,
    /// When, in one sentence.
    pub about: &'static str,
}

/// A callback of the page.
#[derive(Debug, Clone, Copy)]
pub struct CallbackDef {
    /// As in `callbacks`: `showRange`.
    pub name: &'static str,
    /// What it does, in one sentence.
    pub about: &'static str,
    /// What it takes, in one object.
    pub takes: fn() -> Shape,
    /// It costs the reader something: it happens only just after the reader did something in the plugin (THREATS l).
    pub is_sensitive: bool,
}

/// A component whose props are of type `P`.
#[derive(Debug)]
pub struct ComponentKey<P> {
    /// As in `host_components`.
    pub name: &'static str,
    /// What it tells the plugin.
    pub events: &'static [EventDef],
    /// See [`ComponentDef::most`].
    pub most: u32,
    props: std::marker::PhantomData<fn() -> P>,
}

impl<P: Shaped> ComponentKey<P> {
    /// Names a component.
    pub const fn new(name: &'static str, most: u32) -> Self {
        Self::firing(name, most, &[])
    }

    /// Names one that tells the plugin of something.
    pub const fn firing(name: &'static str, most: u32, events: &'static [EventDef]) -> Self {
        Self {
            name,
            events,
            most,
            props: std::marker::PhantomData,
        }
    }

    const fn def(&self, about: &'static str) -> ComponentDef {
        ComponentDef {
            name: self.name,
            about,
            props: P::shape,
            events: self.events,
            has_children: false,
            most: self.most,
        }
    }
}

impl<P> Clone for ComponentKey<P> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<P> Copy for ComponentKey<P> {}

/// A callback that takes a value of type `A`.
#[derive(Debug)]
pub struct CallbackKey<A> {
    /// As in `callbacks`.
    pub name: &'static str,
    /// See [`CallbackDef::is_sensitive`].
    pub is_sensitive: bool,
    takes: std::marker::PhantomData<fn() -> A>,
}

impl<A: Shaped> CallbackKey<A> {
    /// Names a callback.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            is_sensitive: false,
            takes: std::marker::PhantomData,
        }
    }

    /// Names one that needs an action of the reader.
    pub const fn sensitive(name: &'static str) -> Self {
        let mut key = Self::new(name);
        key.is_sensitive = true;
        key
    }

    const fn def(&self, about: &'static str) -> CallbackDef {
        CallbackDef {
            name: self.name,
            about,
            takes: A::shape,
            is_sensitive: self.is_sensitive,
        }
    }
}

impl<A> Clone for CallbackKey<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for CallbackKey<A> {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::names::is_field_key;
    use crate::slot::slots;

    #[test]
    fn what_slots_offer_can_be_asked_for_and_is_explained() {
        for slot in &slots::DEFS {
            let mut names = BTreeSet::new();
            for component in slot.offer.components {
                assert!(is_field_key(component.name) && names.insert(component.name));
                assert!(!component.about.is_empty());
                let shape = (component.props)();
                assert!(shape.fields.iter().all(|prop| !prop.about.is_empty()));
                assert!(component.events.iter().all(|event| !event.about.is_empty()));
            }
            for callback in slot.offer.callbacks {
                assert!(is_field_key(callback.name) && names.insert(callback.name));
                assert!(!callback.about.is_empty() && callback.name != EMIT);
                assert!(!RECORD_CALLBACKS.contains(&callback.name));
            }
        }
    }
}
