//! The thin mark of what a plugin shows.

use leptos::prelude::*;

use super::{Phrase, WhyLink};

/// A line that names the plugin and leads to why it is there: "Shown by the plugin **Acme Pay**. Why do I see this?"
#[component]
pub fn Caption(
    /// The sentence, with `{plugin}` where the title goes.
    #[prop(into)]
    template: String,
    /// Title of the plugin.
    #[prop(into)]
    plugin: Phrase,
    /// Name of the plugin.
    #[prop(into)]
    name: String,
    /// "Why do I see this?"
    #[prop(into)]
    why: String,
) -> AnyView {
    let (before, after) = around_plugin(&template);
    let plugin = plugin.isolated();
    let title = plugin.clone();
    view! {
        <p class="caption">
            {before}<strong>{plugin.view()}</strong>{after}" "
            <WhyLink name title label=why/>
        </p>
    }
    .into_any()
}

/// The caption of tight places such as the sidebar, without the emphasis: "from plugin “Link List”".
#[component]
pub fn CompactCaption(
    /// The sentence, with `{plugin}` where the title goes.
    #[prop(into)]
    template: String,
    /// Title of the plugin.
    #[prop(into)]
    plugin: Phrase,
    /// Name of the plugin.
    #[prop(into)]
    name: String,
    /// "Why do I see this?"
    #[prop(into)]
    why: String,
) -> AnyView {
    let (before, after) = around_plugin(&template);
    let plugin = plugin.isolated();
    let title = plugin.clone();
    view! {
        <p class="caption">
            {before}{plugin.view()}{after}" "
            <WhyLink name title label=why/>
        </p>
    }
    .into_any()
}

fn around_plugin(template: &str) -> (String, String) {
    let (before, after) = template.split_once("{plugin}").unwrap_or((template, ""));
    (before.to_owned(), after.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plugin_is_named_and_escaped_and_its_explanation_is_one_link_away() {
        let html = view! {
            <Caption template="Shown by the plugin {plugin}." plugin="<b>Acme</b>" name="acme" why="Why?" />
        }
        .to_html();
        assert!(
            html.contains("<strong><bdi>&lt;b&gt;Acme&lt;/b&gt;</bdi></strong>"),
            "{html}"
        );
        assert!(!html.contains("{plugin}"), "{html}");
        assert!(html.contains(r#"href="/store/acme#why""#), "{html}");
        let compact = view! {
            <CompactCaption template="from {plugin}" plugin="Acme" name="acme" why="Why?" />
        }
        .to_html();
        assert!(compact.contains(r#"href="/store/acme#why""#), "{compact}");
    }
}
