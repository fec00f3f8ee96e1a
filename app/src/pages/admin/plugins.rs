//! `/admin/plugins`: what is on for everyone in an organisation.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::frame::{AdminFrame, AdminPlace};
use super::plugin_table::{PluginTable, words_of_switches};
use super::plugin_view::{Narrowed, Shown, narrow};
use crate::backend::{Answer, OrgBackend, OrgPlugin, backend};
use crate::error::AppError;
use crate::i18n::{Locale, fill, format_count};
use crate::islands::{LiveSearch, OrgSwitches};
use crate::layout::{encode_value, org_name};
use crate::page::{PageContext, page, text};
use crate::pages::choose_org::OrgButtons;
use crate::pages::failed::set_status;
use crate::pages::load::load;
use crate::ui::{
    EmptyState, FieldInfo, FilterChip, IconName, LinkButton, PageHeader, TableCard, TableTools,
    TextInput,
};

/// The plugins of an organisation.
#[component]
pub fn PluginsPage() -> impl IntoView {
    let params = use_query_map().get_untracked();
    let q = params.get("q").unwrap_or_default().trim().to_owned();
    let shown = Shown::parse(&params.get("show").unwrap_or_default());
    let data = async {
        match chosen_org(&page())? {
            ChosenOrg::One(org) => {
                let plugins = backend::<dyn OrgBackend>()?.org_plugins(&org).await?;
                Ok(Ok((org, plugins)))
            }
            ChosenOrg::Unclear(why) => Ok(Err(why)),
        }
    };
    load(data, move |found| match found {
        Err(why) => view! { <NoOneOrg why/> }.into_any(),
        Ok((org, plugins)) => view! { <OrgPlugins org plugins q shown/> }.into_any(),
    })
}

/// The organisation a page is about.
pub(super) enum ChosenOrg {
    /// This one.
    One(String),
    /// There is no one organisation.
    Unclear(Unclear),
}

/// Why a page about an organisation has none to be about.
pub(super) enum Unclear {
    /// The reader has to choose.
    Several(Vec<String>),
    /// A host member's session acts for no organisation; the host (its id) decides in the console.
    HostSession(String),
}

/// The one organisation the reader administers in this session, or why there is none. 401 signed out, 403 for members.
pub(super) fn chosen_org(page: &PageContext) -> Answer<ChosenOrg> {
    let session = page.session.as_ref().ok_or_else(AppError::unauthorized)?;
    if session.host_member {
        let host = session.host.clone();
        return Ok(ChosenOrg::Unclear(Unclear::HostSession(host)));
    }
    let mut orgs: Vec<String> = session.admin_orgs().map(ToOwned::to_owned).collect();
    match orgs.len() {
        0 => Err(AppError::new(
            403,
            "admin_required",
            "Only an admin of an organisation may see this.",
        )),
        1 => Ok(ChosenOrg::One(orgs.remove(0))),
        _ => Ok(ChosenOrg::Unclear(Unclear::Several(orgs))),
    }
}

/// The page in place of one about an organisation.
#[component]
pub(super) fn NoOneOrg(
    /// Why.
    why: Unclear,
    /// The plugin the page would have been about.
    #[prop(optional, into)]
    plugin: Option<String>,
) -> AnyView {
    match why {
        Unclear::Several(orgs) => view! { <ChooseOrg orgs place=AdminPlace::Plugins/> }.into_any(),
        Unclear::HostSession(host) => view! { <HostDecides host plugin/> }.into_any(),
    }
}

/// What a host member reads here: organisations decide for themselves, the host in the console.
#[component]
fn HostDecides(host: String, plugin: Option<String>) -> impl IntoView {
    let words = &text().admin_plugins;
    let name = page().host.as_ref().map(|host| host.name.clone());
    let name = name.unwrap_or_else(|| host.clone());
    let title = fill(words.host_decides_title, &[("host", &name)]);
    let plugins = format!("/console/hosts/{host}/plugins");
    let href = match plugin {
        Some(plugin) => format!("{plugins}/{plugin}"),
        None => plugins,
    };
    view! {
        <AdminFrame title=text().nav.plugins place=AdminPlace::Plugins>
            <PageHeader title lead=words.host_decides_lead>
                <LinkButton href>{words.host_decides_action}</LinkButton>
            </PageHeader>
        </AdminFrame>
    }
}

#[component]
fn OrgPlugins(org: String, plugins: Vec<OrgPlugin>, q: String, shown: Shown) -> impl IntoView {
    let words = &text().admin_plugins;
    let host = page().host.as_ref().map(|host| host.name.clone());
    let title = fill(words.title, &[("org", &org_name(&org))]);
    let content = if plugins.is_empty() {
        let sentence = fill(
            words.empty_text,
            &[("host", host.as_deref().unwrap_or_default())],
        );
        view! { <EmptyState icon=IconName::Plug title=words.empty_title text=sentence/> }.into_any()
    } else {
        let found = narrow(plugins, &q, shown);
        view! { <List org found q shown/> }.into_any()
    };
    view! {
        <AdminFrame title=text().nav.plugins place=AdminPlace::Plugins>
            <PageHeader title lead=words.lead_uncounted>
                <LinkButton href="/store">{words.browse}</LinkButton>
            </PageHeader>
            {content}
        </AdminFrame>
    }
}

#[component]
fn List(org: String, found: Narrowed, q: String, shown: Shown) -> impl IntoView {
    let words = &text().admin_plugins;
    let field = FieldInfo::new("plugin-search", words.search_label).hide_label();
    let keep = (shown != Shown::All)
        .then(|| view! { <input type="hidden" name="show" value=shown.name()/> });
    let chips = filter_chips(&found, &q, shown);
    let switches = words_of_switches(&org);
    let count = counted(found.plugins.len(), &q, page().locale);
    let table = if found.plugins.is_empty() {
        view! {
            <EmptyState icon=IconName::Search title=words.no_match_title text=words.no_match_text>
                <LinkButton href="/admin/plugins">{text().common.clear_filters}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <PluginTable org plugins=found.plugins/> }.into_any()
    };
    view! {
        <LiveSearch results=RESULTS.to_owned()>
            <OrgSwitches words=switches>
                <TableCard>
                    <TableTools>
                        <form role="search" method="get" action="/admin/plugins">
                            {keep}
                            <TextInput
                                field
                                name="q"
                                value=q
                                input_type="search"
                                placeholder=words.search_label.to_owned()
                            />
                        </form>
                        <nav class="chips" aria-label=words.filter_label id="plugin-filters" data-region="">{chips}</nav>
                    </TableTools>
                    <p class="visually-hidden" role="status" id="plugin-count" data-region="">{count}</p>
                    <div id=RESULTS data-region="" tabindex="-1">{table}</div>
                </TableCard>
            </OrgSwitches>
            <template id="search-failed">
                <div role="alert">
                    <EmptyState icon=IconName::Warning title=words.search_failed_title text=text().store.search_failed_text>
                        <LinkButton href="/admin/plugins">{text().common.retry}</LinkButton>
                    </EmptyState>
                </div>
            </template>
        </LiveSearch>
    }
}

/// Id of the part of the page that shows what was found.
const RESULTS: &str = "plugin-list";

/// How many were found, and for what: said aloud after each search.
fn counted(found: usize, q: &str, locale: Locale) -> String {
    let (text, n) = (locale.text(), u64::try_from(found).unwrap_or(0));
    if q.is_empty() {
        text.common.plugins.of(locale, n)
    } else {
        text.store.found_for.with(locale, n, &[("q", q)])
    }
}

fn filter_chips(found: &Narrowed, q: &str, shown: Shown) -> Vec<AnyView> {
    let (words, locale) = (&text().admin_plugins, page().locale);
    [
        (Shown::All, words.filter_all, found.all),
        (Shown::On, words.filter_on, found.on),
        (Shown::Off, words.filter_off, found.all - found.on),
    ]
    .into_iter()
    .map(|(filter, template, count)| {
        let (number, count) = (
            count,
            format_count(u64::try_from(count).unwrap_or(0), locale),
        );
        let label = fill(template, &[("n", &count)]);
        let current = filter == shown;
        // Counts along when a switch is pressed; the number of all stays.
        let counts = (filter != Shown::All).then(|| filter.name());
        view! {
            <FilterChip href=href(q, filter) current>
                <span data-count=counts data-n=number data-text=template>{label}</span>
            </FilterChip>
        }
        .into_any()
    })
    .collect()
}

/// The address of the list.
fn href(q: &str, shown: Shown) -> String {
    let mut params = Vec::new();
    if !q.is_empty() {
        params.push(format!("q={}", encode_value(q)));
    }
    if shown != Shown::All {
        params.push(format!("show={}", shown.name()));
    }
    let query = if params.is_empty() { "" } else { "?" };
    format!("/admin/plugins{query}{}", params.join("&"))
}

/// The organisations to choose from; choosing makes one the active organisation of the session.
#[component]
pub(super) fn ChooseOrg(
    /// Ids.
    orgs: Vec<String>,
    /// The page that is about one of them.
    place: AdminPlace,
) -> impl IntoView {
    set_status(409);
    let words = &text().admin_plugins;
    view! {
        <AdminFrame title=words.choose_org_title place>
            <PageHeader title=words.choose_org_title lead=words.choose_org_lead/>
            <OrgButtons orgs/>
        </AdminFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_only_what_differs_from_the_default() {
        assert_eq!(href("", Shown::All), "/admin/plugins");
        assert_eq!(href("a b", Shown::On), "/admin/plugins?q=a%20b&show=on");
    }
}
