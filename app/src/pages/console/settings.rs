//! `/console/hosts/{host}/settings`: how a host looks, its addresses, and what it offers.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm};
use super::frame::{HostFrame, HostPage, HostPlace, load_host};
use super::settings_preview::{AccentPreview, LogoPreview};
use crate::backend::ConsoleHost;
use crate::i18n::fill;
use crate::page::text;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, PageHeader, Section, SwitchInput, TextInput,
};

const FIELDS: [&str; 8] = [
    "name",
    "logo_url",
    "accent",
    "site_url",
    "sign_in_url",
    "org_plugins",
    "user_installs",
    "purchases",
];

/// The settings of a host.
#[component]
pub fn HostSettingsPage() -> impl IntoView {
    load_host(
        |_, _| async { Ok(()) },
        |HostPage { frame, .. }| {
            let words = &text().console.settings;
            let host = frame.host.clone();
            let lead = fill(words.lead, &[("host", &host.name)]);
            let form = ConsoleForm::of("", &FIELDS);
            view! {
                <HostFrame frame place=HostPlace::Settings>
                    <PageHeader title=words.title lead/>
                    <PostForm form=form.clone()>
                        <Brand form=form.clone() host=host.clone()/>
                        <Addresses form=form.clone() host=host.clone()/>
                        <Offers form host/>
                        <div class="section-actions">
                            <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.submit}</Button>
                        </div>
                    </PostForm>
                </HostFrame>
            }
        },
    )
}

#[component]
fn Brand(form: ConsoleForm, host: ConsoleHost) -> impl IntoView {
    let words = &text().console.settings;
    let name = form.field("name", words.name);
    let logo = form.field("logo_url", words.logo).help(words.logo_help);
    let accent = form.field("accent", words.accent).help(words.accent_help);
    view! {
        <Section id="brand" title=words.brand_title text=words.brand_text>
            <Card>
                <div class="form">
                    <TextInput
                        field=name
                        name="name"
                        value=form.value("name", &host.name)
                        maxlength=100
                        autocomplete="off"
                        required=true
                    />
                    <TextInput
                        field=logo
                        name="logo_url"
                        value=form.value("logo_url", &host.logo_url)
                        autocomplete="off"
                        inputmode="url"
                    />
                    <LogoPreview name=host.name.clone() logo_url=host.logo_url.clone()/>
                    <div class="input-brief">
                        <TextInput
                            field=accent
                            name="accent"
                            value=form.value("accent", &host.accent)
                            maxlength=7
                            autocomplete="off"
                            placeholder="#2563eb"
                        />
                    </div>
                    <AccentPreview accent=host.accent/>
                </div>
            </Card>
        </Section>
    }
}

#[component]
fn Addresses(form: ConsoleForm, host: ConsoleHost) -> impl IntoView {
    let words = &text().console.settings;
    let site = form
        .field("site_url", words.site_url)
        .help(words.site_url_help);
    let sign_in = form
        .field("sign_in_url", words.sign_in_url)
        .help(words.sign_in_url_help);
    view! {
        <Section id="addresses" title=words.addresses_title text=words.addresses_text>
            <Card>
                <div class="form">
                    <TextInput
                        field=site
                        name="site_url"
                        value=form.value("site_url", &host.site_url)
                        inputmode="url"
                        autocomplete="off"
                        placeholder="https://shop.example.com"
                    />
                    <TextInput
                        field=sign_in
                        name="sign_in_url"
                        value=form.value("sign_in_url", &host.sign_in_url)
                        inputmode="url"
                        autocomplete="off"
                        placeholder="https://shop.example.com/sign-in"
                    />
                </div>
            </Card>
        </Section>
    }
}

#[component]
fn Offers(form: ConsoleForm, host: ConsoleHost) -> impl IntoView {
    let words = &text().console.settings;
    let switches: Vec<_> = [
        ("org_plugins", words.org_plugins, host.org_plugins),
        ("user_installs", words.user_installs, host.user_installs),
        ("purchases", words.purchases, host.purchases),
    ]
    .into_iter()
    .map(|(name, label, on)| {
        // A switch that is off is not sent.
        let checked = form.value(name, if on { "true" } else { "" }) == "true";
        view! { <SwitchInput field=form.field(name, label) name checked/> }
    })
    .collect();
    view! {
        <Section id="offers" title=words.offers_title text=words.offers_text>
            <Card><div class="form">{switches}</div></Card>
        </Section>
    }
}
