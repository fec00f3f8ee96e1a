//! The thin mark of what a plugin shows.

use leptos::prelude::*;

/// A line that names the plugin: "Shown by the plugin **Acme Pay**, reviewed by Acme Shop on 3 Nov."
#[component]
pub fn Caption(
    /// The sentence, with `{plugin}` where the name goes.
    #[prop(into)]
    template: String,
    /// Title of the plugin.
    #[prop(into)]
    plugin: String,
) -> AnyView {
    let (before, after) = around_plugin(&template);
    view! { <p class="caption">{before}<strong>{plugin}</strong>{after}</p> }.into_any()
}

/// The caption of tight places such as the sidebar, without the emphasis: "from plugin “Link List”".
#[component]
pub fn CompactCaption(
    /// The sentence, with `{plugin}` where the name goes.
    #[prop(into)]
    template: String,
    /// Title of the plugin.
    #[prop(into)]
    plugin: String,
) -> AnyView {
    let (before, after) = around_plugin(&template);
    view! { <p class="caption">{before}{plugin}{after}</p> }.into_any()
}

fn around_plugin(template: &str) -> (String, String) {
    let (before, after) = template.split_once("{plugin}").unwrap_or((template, ""));
    (before.to_owned(), after.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plugin_is_named_once_and_escaped() {
        let html =
            view! { <Caption template="Shown by the plugin {plugin}." plugin="<b>Acme</b>" /> }
                .to_html();
        assert!(
            html.contains("<strong>&lt;b&gt;Acme&lt;/b&gt;</strong>"),
            "{html}"
        );
        assert!(!html.contains("{plugin}"), "{html}");
    }
}
