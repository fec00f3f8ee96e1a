//! `/console/invitation?token=…`: joining a host, with a new account or the one there is. The page does not say which: whoever
//! has the link is not to learn whether the address has an account.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::access::{AccessButton, AccessPage};
use super::form::{ConsoleForm, PostForm};
use super::frame::{TopFrame, console, load_console};
use super::people_forms::role_name;
use crate::backend::InvitationOffer;
use crate::i18n::fill;
use crate::layout::{PageWidth, encode_value};
use crate::page::text;
use crate::pages::failed::set_status;
use crate::ui::{ButtonKind, EmptyState, FieldInfo, IconName, LinkButton, TextInput};

/// What an invitation offers, and the form that accepts it.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let token = use_query_map().get_untracked().get("token");
    let token = token.unwrap_or_default();
    let action = format!("/console/invitation?token={}", encode_value(&token));
    let data = async move {
        match console()?.invitation(&token).await {
            Ok(offer) => Ok(Some(offer)),
            Err(error) if error.status == 404 => Ok(None),
            Err(error) => Err(error),
        }
    };
    load_console(data, move |offer| match offer {
        Some(offer) => view! { <Accept offer action/> }.into_any(),
        None => view! { <Gone/> }.into_any(),
    })
}

#[component]
fn Accept(offer: InvitationOffer, action: String) -> impl IntoView {
    let words = &text().console.access;
    let form = ConsoleForm::of("", &["name", "password"]);
    let title = fill(words.invitation_title, &[("host", &offer.host_name)]);
    let lead = fill(
        words.invitation_lead,
        &[
            ("who", &offer.invited_by),
            ("email", &offer.email),
            ("role", role_name(offer.role)),
        ],
    );
    let typed_name = form.value("name", "");
    let name = form
        .field("name", words.name)
        .help(words.invitation_name_help);
    let password = form
        .field("password", words.password)
        .help(words.invitation_password_help);
    view! {
        <AccessPage title lead>
            <PostForm form action>
                <p class="small muted">{words.invitation_text}</p>
                // Without a name it is not sent; password managers file the password under it.
                <TextInput
                    field=FieldInfo::new("email", words.email)
                    name=""
                    value=offer.email
                    input_type="email"
                    autocomplete="username"
                    readonly=true
                />
                <TextInput field=name name="name" value=typed_name autocomplete="name" maxlength=100/>
                <TextInput
                    field=password
                    name="password"
                    input_type="password"
                    autocomplete="current-password"
                    required=true
                />
                <AccessButton label=words.invitation_submit/>
            </PostForm>
        </AccessPage>
    }
}

#[component]
fn Gone() -> impl IntoView {
    set_status(404);
    let words = &text().console.access;
    view! {
        <TopFrame title=words.invitation_gone_title width=PageWidth::Center>
            <h1 class="visually-hidden">{words.invitation_gone_title}</h1>
            <EmptyState icon=IconName::Mail title=words.invitation_gone_title text=words.invitation_gone_text>
                <LinkButton href="/console" kind=ButtonKind::Primary>{text().errors.to_console}</LinkButton>
            </EmptyState>
        </TopFrame>
    }
}
