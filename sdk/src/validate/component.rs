//! Web components: tag, script, stylesheet, external scripts (THREATS 30, 32, 34).

use std::collections::BTreeMap;

use super::report::Report;
use super::{AssetContent, Context, PluginDeclaration, Shipping, integrity, style};
use crate::asset::{is_script, is_stylesheet};
use crate::extension::Component;
use crate::problem::Rule;
use crate::tag;
use crate::url_rule::{asset_path, asset_prefix, external_script};

/// The most external scripts of one component.
const MAX_EXTERNAL_SCRIPTS: usize = 20;

/// The most height in CSS pixels that is kept free for a component.
const MAX_MIN_HEIGHT: u32 = 2000;

/// Checks one component and fills in its integrity values. `scripts` are the plugin's tags so far with their script:
/// one element may sit in several slots, but it has one definition (THREATS 31).
pub(super) fn check(
    component: &mut Component,
    plugin: &PluginDeclaration<'_>,
    context: &Context<'_>,
    scripts: &mut BTreeMap<String, String>,
    report: &mut Report,
) {
    let banned = Shipping::Package {
        components_allowed: false,
    };
    if plugin.shipping == banned {
        report.add(
            "type",
            Rule::KindNotAllowed,
            "Ship the extension as a sandbox, or ask the host to allow uploaded components.",
        );
    }
    check_tag(component, plugin.name, context, report);
    let first = scripts
        .entry(component.tag_name.clone())
        .or_insert_with(|| component.script_url.clone());
    if *first != component.script_url {
        report.add(
            "component.tag_name",
            Rule::DuplicateTag,
            "Define each tag in one script only.",
        );
    }
    if let Some(script) = own_asset(
        &component.script_url,
        "component.script_url",
        plugin,
        is_script,
        report,
    ) {
        fill_integrity(
            &mut component.integrity,
            script,
            "component.integrity",
            report,
        );
    }
    if component.style_url.is_empty() {
        component.style_integrity.clear();
    } else if let Some(style) = own_asset(
        &component.style_url,
        "component.style_url",
        plugin,
        is_stylesheet,
        report,
    ) {
        fill_integrity(
            &mut component.style_integrity,
            style,
            "component.style_integrity",
            report,
        );
        if let AssetContent::Bytes(css) = style {
            style::check(css, context.tag_prefix, plugin.name, report);
        }
    }
    check_heights(
        [
            ("component.min_height", component.min_height),
            ("component.min_height_narrow", component.min_height_narrow),
        ],
        report,
    );
    if component.external_scripts.len() > MAX_EXTERNAL_SCRIPTS {
        report.add(
            "component.external_scripts",
            Rule::TooMany,
            "Declare at most 20 external scripts and origins.",
        );
    }
    for (index, text) in component.external_scripts.iter().enumerate() {
        if let Err(rule) = external_script(text) {
            report.add(
                &format!("component.external_scripts[{index}]"),
                rule,
                "Write a plain https URL or origin of a named host, without wildcard, user name or fragment.",
            );
        }
    }
}

fn check_tag(component: &Component, plugin: &str, context: &Context<'_>, report: &mut Report) {
    let others = context.registered.iter().map(|other| other.name);
    if let Err(rule) = tag::check(context.tag_prefix, plugin, &component.tag_name, others) {
        let fix = format!(
            "Name the element {}-{plugin}-…, in lower case, and so that no longer plugin name fits it.",
            context.tag_prefix
        );
        report.add("component.tag_name", rule, &fix);
    }
}

/// The heights that are kept free in the page.
pub(super) fn check_heights(heights: [(&str, Option<u32>); 2], report: &mut Report) {
    for (at, height) in heights {
        if height.is_some_and(|height| height > MAX_MIN_HEIGHT) {
            report.add(
                at,
                Rule::MinHeight,
                "Ask for 0 to 2000 CSS pixels, or leave it out.",
            );
        }
    }
}

/// An existing asset of the right type, or a problem.
pub(super) fn own_asset<'a>(
    url: &str,
    at: &str,
    plugin: &PluginDeclaration<'a>,
    has_type: fn(&str) -> bool,
    report: &mut Report,
) -> Option<AssetContent<'a>> {
    let path = match asset_path(plugin.name, url) {
        Ok(path) => path,
        Err(rule) => {
            report.add(
                at,
                rule,
                &format!("Point to an own asset, {}….", asset_prefix(plugin.name)),
            );
            return None;
        }
    };
    if !has_type(path) {
        report.add(
            at,
            Rule::AssetType,
            "Point to a .js or .mjs file for a script, to a .css file for a style.",
        );
        return None;
    }
    let content = plugin.assets.get(path).copied();
    if content.is_none() {
        report.add(
            at,
            Rule::AssetMissing,
            &format!("Ship the file {path} among the assets, or correct the path."),
        );
    }
    content
}

/// Compares a declared integrity value with the file, and fills in the one to serve.
pub(super) fn fill_integrity(
    declared: &mut String,
    content: AssetContent<'_>,
    at: &str,
    report: &mut Report,
) {
    match integrity::check(declared, content) {
        Ok(value) => *declared = value,
        Err(rule) => report.add(
            at,
            rule,
            "Declare sha256-, sha384- or sha512- with the base64 digest of the file as shipped, or leave it out.",
        ),
    }
}
