//! The frames around what plugins show: one for each extension, and one for all of them beside a page's content.

use leptos::prelude::*;

/// How a [`PluginSurface`] looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SurfaceLook {
    /// Inside something that is a card already.
    #[default]
    Plain,
    /// A card.
    Card,
    /// For tight places: a dashed edge, small text.
    Compact,
}

/// What one extension shows, with its caption below. Further attributes are passed with `attr:`.
#[component]
pub fn PluginSurface(
    /// How it looks.
    #[prop(optional)]
    look: SurfaceLook,
    /// Its name for assistive technology; makes it a region.
    #[prop(optional, into)]
    label: Option<String>,
    /// The caption.
    #[prop(into)]
    caption: ViewFn,
    /// What the plugin shows.
    children: Children,
) -> AnyView {
    let class = match look {
        SurfaceLook::Plain => "plugin-surface",
        SurfaceLook::Card => "plugin-surface card",
        SurfaceLook::Compact => "plugin-surface plugin-compact",
    };
    let content = view! {
        <div class="plugin-body">{children()}</div>
        {caption.run()}
    };
    match label {
        Some(label) => {
            view! { <section class=class aria-label=label>{content}</section> }.into_any()
        }
        None => view! { <div class=class>{content}</div> }.into_any(),
    }
}

/// What plugins add beside the content of a page. Draw it only around something: an empty landmark says nothing.
#[component]
pub fn PluginAside(
    /// The surfaces.
    children: Children,
) -> AnyView {
    view! { <aside class="sidebar-slot">{children()}</aside> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_with_a_name_is_a_region_and_keeps_the_marks_it_is_given() {
        let html = view! {
            <PluginSurface
                look=SurfaceLook::Card
                label="Acme <Pay>"
                caption=|| "by Acme"
                attr:data-plugin="acme-pay"
            >
                "form"
            </PluginSurface>
        }
        .to_html();
        for part in [
            "<section",
            r#"aria-label="Acme &lt;Pay&gt;""#,
            r#"data-plugin="acme-pay""#,
            r#"class="plugin-surface card""#,
            r#"<div class="plugin-body">form</div>"#,
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert!(html.find("form") < html.find("by Acme"), "{html}");
        let plain = view! { <PluginSurface caption=|| "by Acme">"x"</PluginSurface> }.to_html();
        assert!(
            plain.starts_with(r#"<div class="plugin-surface">"#),
            "{plain}"
        );
    }
}
