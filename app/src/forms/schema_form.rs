//! A schema form on a page: takes what the request knows, decides, draws.

use leptos::prelude::*;

use super::config::FormConfig;
use super::decide::{FormPlace, form_view};
use super::draw::FormMarkup;
use super::island::FormIsland;
use super::source::FormSource;
use super::wire;
use crate::backend::FormRefusal;
use crate::layout::mark_title_as_error;
use crate::page::page;
use crate::slot::ids::unique_id;

/// A form with its values: of an extension, or the settings of a plugin.
///
/// A refused submission is taken from the Leptos context ([`FormRefusal`]), a saved one from the page's address
/// (`?saved=`). The title of a page that answers a refusal starts with "Error:".
///
/// ```ignore
/// let settings = backend::<dyn FormBackend>()?.org_settings("acme-pay").await?;
/// view! { <SchemaForm form=settings /> }
/// ```
#[component]
pub fn SchemaForm(
    /// The form, or a [`crate::backend::SettingsForm`].
    #[prop(into)]
    form: FormSource,
) -> impl IntoView {
    let page = page();
    let refusal = use_context::<FormRefusal>();
    let saved = saved_form(&page.path);
    let place = FormPlace {
        id: &unique_id(&format!(
            "{}-{}",
            form.plugin,
            form.form.trim_start_matches('@')
        )),
        page: &page.path,
        host: page.host.as_ref().map_or("", |host| &host.name),
        locale: page.locale,
        refusal: refusal.as_ref(),
        saved: saved.as_deref(),
    };
    let view = form_view(&form, &place);
    let config = FormConfig::new(&form, &view, page.locale);
    if !view.summary.is_empty() {
        mark_title_as_error(page.locale);
    }
    view! {
        <FormIsland config>
            <FormMarkup form=view locale=page.locale retry=page.path.clone() />
        </FormIsland>
    }
}

/// The form named by `?saved=`. Ids of extensions need no decoding, an encoded `@` does.
fn saved_form(page: &str) -> Option<String> {
    let (_, query) = page.split_once('?')?;
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(wire::SAVED)?.strip_prefix('='))?;
    Some(value.replace("%40", "@"))
}
