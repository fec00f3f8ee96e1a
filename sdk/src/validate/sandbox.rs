//! Sandboxed extensions: the bundle and the capabilities it asks for (THREATS k).

use std::collections::BTreeSet;

use super::component::{check_heights, fill_integrity, own_asset};
use super::report::Report;
use super::{Context, PluginDeclaration};
use crate::asset::is_script;
use crate::extension::Sandbox;
use crate::names::is_field_key;
use crate::offer::{EMIT, RECORD_CALLBACKS};
use crate::problem::Rule;
use crate::slot::{SlotDef, nearest};
use crate::url_rule::network_origin;

/// The most entries in one list of capabilities.
const MAX_CAPABILITIES: usize = 100;

/// Checks one sandbox, fills in its digest and brings its network origins into their canonical form.
pub(super) fn check(
    sandbox: &mut Sandbox,
    plugin: &PluginDeclaration<'_>,
    context: &Context<'_>,
    report: &mut Report,
) {
    if let Some(bundle) = own_asset(&sandbox.entry, "sandbox.entry", plugin, is_script, report) {
        fill_integrity(&mut sandbox.digest, bundle, "sandbox.digest", report);
    }
    check_heights(
        [
            ("sandbox.min_height", sandbox.min_height),
            ("sandbox.min_height_narrow", sandbox.min_height_narrow),
        ],
        report,
    );
    // Only the server makes one: it carries a signed grant.
    sandbox.frame_url.clear();
    let asked = &mut sandbox.capabilities;
    check_names(&asked.props, "props", is_field_key, report);
    check_names(&asked.callbacks, "callbacks", is_field_key, report);
    check_names(
        &asked.host_components,
        "host_components",
        is_field_key,
        report,
    );
    check_names(&asked.network, "network", |_| true, report);
    for (index, origin) in asked.network.iter_mut().enumerate() {
        match network_origin(origin) {
            Ok(canonical) if !context.own_origins.contains(&canonical.as_str()) => {
                *origin = canonical;
            }
            _ => report.add(
                &format!("sandbox.capabilities.network[{index}]"),
                Rule::NetworkOrigin,
                "Name a plain https origin of another site, without wildcard, IP address or path.",
            ),
        }
    }
}

/// Warns of what a built-in slot does not pass: a slip of the pen would otherwise show only as something that is missing.
pub(super) fn check_offer(slot: &str, sandbox: &Sandbox, report: &mut Report) {
    let Some(slot) = SlotDef::get(slot) else {
        return;
    };
    let asked = &sandbox.capabilities;
    let context = (slot.context)();
    let props: Vec<&str> = context.fields.iter().map(|field| &*field.key).collect();
    let callbacks: Vec<&str> = slot.offer.callbacks.iter().map(|it| it.name).collect();
    let callbacks = [&callbacks[..], &RECORD_CALLBACKS, &[EMIT]].concat();
    let components: Vec<&str> = slot.offer.components.iter().map(|it| it.name).collect();
    for (list, asked, offered) in [
        ("props", &asked.props, props),
        ("callbacks", &asked.callbacks, callbacks),
        ("host_components", &asked.host_components, components),
    ] {
        for (index, name) in asked.iter().enumerate() {
            if offered.contains(&name.as_str()) || !is_field_key(name) {
                continue;
            }
            let hint = nearest(name, offered.iter().copied())
                .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
            report.add(
                &format!("sandbox.capabilities.{list}[{index}]"),
                Rule::NotOffered,
                &format!("Portico's own pages pass no {name} here; see the table of slots.{hint}"),
            );
        }
    }
}

fn check_names(names: &[String], list: &str, is_valid: fn(&str) -> bool, report: &mut Report) {
    let at = format!("sandbox.capabilities.{list}");
    if names.len() > MAX_CAPABILITIES {
        report.add(
            &at,
            Rule::TooMany,
            "Ask for at most 100 of each capability.",
        );
    }
    let mut seen = BTreeSet::new();
    for (index, name) in names.iter().enumerate() {
        if !is_valid(name) || !seen.insert(name) {
            report.add(
                &format!("{at}[{index}]"),
                Rule::Capability,
                "Name each once: a letter, then letters, digits and underscores, and no name that objects have already.",
            );
        }
    }
}
