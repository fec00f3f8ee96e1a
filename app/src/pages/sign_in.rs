//! `/sign-in?next=…`: where the host signs people in; in the demo, one click for each of its people.

use leptos::prelude::*;
use leptos_meta::Title;
use portico_sdk::claims::OrgRole;
use portico_sdk::url_rule::is_own_path;

use crate::demo::{PEOPLE, Person};
use crate::i18n::{Text, fill};
use crate::layout::{LayoutData, PageWidth, Place, SiteLayout, org_name, param_of, with_next};
use crate::page::{HostBrand, page, text};
use crate::ui::{Avatar, Button, ButtonKind, Card, EmptyState, IconName, LinkButton, PageHeader};

/// Where signing in happens.
#[component]
pub fn SignInPage() -> impl IntoView {
    let page = page();
    let next = param_of(&page.path, "next").filter(|next| is_own_path(next));
    let words = &text().sign_in;
    let host = page
        .host
        .as_ref()
        .map_or("Portico", |host| &host.name)
        .to_owned();
    // The bar would offer to come here.
    let data = LayoutData {
        sign_in_href: None,
        ..LayoutData::of(&page, Place::Elsewhere)
    };
    view! {
        <Title text=format!("{} · {host}", words.title)/>
        <SiteLayout data width=PageWidth::Column>
            {match (&page.host, page.demo) {
                (Some(_), true) => {
                    let next = next.unwrap_or_else(|| "/store".to_owned());
                    view! { <DemoPeople next/> }.into_any()
                }
                (Some(host), false) => view! { <AtTheHost host=host.clone() next/> }.into_any(),
                (None, _) => view! { <NoHost/> }.into_any(),
            }}
            {page.host.is_some().then(|| view! { <ToConsole/> })}
        </SiteLayout>
    }
}

#[component]
fn DemoPeople(next: String) -> impl IntoView {
    let words = &text().sign_in;
    let people: Vec<_> = PEOPLE
        .into_iter()
        .map(|person| view! { <PersonRow person next=next.clone()/> })
        .collect();
    let lead = if is_below(&next, "/admin") {
        format!("{} {}", words.to_admin, words.demo_lead)
    } else {
        words.demo_lead.to_owned()
    };
    let signed_out = way_signed_out(&next).to_owned();
    view! {
        <PageHeader title=words.demo_title lead/>
        <Card flush=true><ul class="people" role="list">{people}</ul></Card>
        <p><a href=signed_out>{words.demo_anonymous}</a></p>
    }
}

/// Where to go without signing in: back, or to the store where back would lead here again.
fn way_signed_out(next: &str) -> &str {
    let refuses = ["/admin", "/installed"]
        .into_iter()
        .any(|page| is_below(next, page));
    if refuses { "/store" } else { next }
}

/// An address is that of a page, or of one below it.
fn is_below(address: &str, page: &str) -> bool {
    address
        .strip_prefix(page)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
}

#[component]
fn PersonRow(person: Person, next: String) -> impl IntoView {
    let label = words_for(person, text());
    view! {
        <li>
            <form method="post" action="/demo/sign-in" class="person">
                <input type="hidden" name="uid" value=person.uid/>
                <input type="hidden" name="next" value=next/>
                <Avatar name=person.uid/>
                <span class="person-text">
                    <span class="item-title">{label.clone()}</span>
                    <code class="small muted">{person.uid}</code>
                </span>
                <Button kind=ButtonKind::Secondary>
                    {text().sign_in.submit} <span class="visually-hidden">": " {label}</span>
                </Button>
            </form>
        </li>
    }
}

/// "Org admin of Globex".
fn words_for(person: Person, text: &'static Text) -> String {
    let words = &text.sign_in;
    match person.org {
        Some((org, OrgRole::Admin)) => fill(words.demo_org_admin, &[("org", &org_name(org))]),
        Some((org, OrgRole::Member)) => fill(words.demo_member, &[("org", &org_name(org))]),
        None => words.demo_consumer.to_owned(),
    }
}

#[component]
fn AtTheHost(host: HostBrand, next: Option<String>) -> impl IntoView {
    let words = &text().sign_in;
    let title = fill(words.host_title, &[("host", &host.name)]);
    let href = way_to_sign_in(&host, next.as_deref());
    let lead = if href.is_empty() {
        fill(words.host_unknown, &[("host", &host.name)])
    } else {
        fill(words.host_text, &[("host", &host.name)])
    };
    let go = fill(words.host_continue, &[("host", &host.name)]);
    view! {
        <PageHeader title lead/>
        {(!href.is_empty()).then(|| view! {
            <p><LinkButton href=href.clone() kind=ButtonKind::Primary>{go.clone()}</LinkButton></p>
        })}
    }
}

/// Where the host signs its users in, told the way back; else its site, which expects no such parameter.
fn way_to_sign_in(host: &HostBrand, next: Option<&str>) -> String {
    match (host.sign_in_url.as_str(), next) {
        ("", _) => host.site_url.clone(),
        (address, None) => address.to_owned(),
        (address, Some(next)) => with_next(address, next),
    }
}

/// For those who are no users of the host.
#[component]
fn ToConsole() -> impl IntoView {
    let words = &text().sign_in;
    view! {
        <p class="small muted sign-in-console">
            {words.to_console} " " <a href="/console">{words.to_console_link}</a>
        </p>
    }
}

#[component]
fn NoHost() -> impl IntoView {
    let errors = &text().errors;
    view! {
        <h1 class="visually-hidden">{errors.no_host_title}</h1>
        <EmptyState icon=IconName::Building title=errors.no_host_title text=errors.no_host_text>
            <LinkButton href="/console" kind=ButtonKind::Primary>{errors.to_console}</LinkButton>
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_signed_out_to_a_page_that_refuses() {
        for refused in ["/admin", "/admin?range=7d", "/admin/plugins", "/installed"] {
            assert_eq!(way_signed_out(refused), "/store", "{refused}");
        }
        for open in ["/store/acme-pay", "/shop", "/administration"] {
            assert_eq!(way_signed_out(open), open);
        }
    }
}
