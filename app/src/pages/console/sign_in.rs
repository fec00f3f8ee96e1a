//! `/console/sign-in?next=…` and `/console/set-up?token=…`: into the console, and its first account.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::access::{AccessButton, AccessPage, SignInCard};
use super::form::{ConsoleForm, PostForm};
use super::frame::{console, load_console};
use crate::page::{page, text};
use crate::ui::{ButtonKind, LinkButton, Notice, TextInput};

/// The form to sign in.
#[component]
pub fn ConsoleSignInPage() -> impl IntoView {
    let next = use_query_map().get_untracked().get("next");
    let form = ConsoleForm::of("", &[]);
    // A refused form brings the way on itself.
    let next = form.value("next", next.as_deref().unwrap_or("/console"));
    let data = async { console()?.needs_setup().await };
    load_console(data, move |needs_setup| {
        view! { <SignInCard next needs_setup lead=text().console.access.sign_in_lead/> }
    })
}

/// The form for the first account; once there is one, the way to sign in.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let token = use_query_map().get_untracked().get("token");
    let data = async { console()?.needs_setup().await };
    load_console(data, move |needs_setup| {
        if needs_setup {
            view! { <SetUpCard token=token.unwrap_or_default()/> }.into_any()
        } else {
            view! { <IsSetUp/> }.into_any()
        }
    })
}

#[component]
fn SetUpCard(token: String) -> impl IntoView {
    let words = &text().console.access;
    // With its query, so that a refused form still has the token; it is never written back from the form itself.
    let action = page().path.clone();
    let form = ConsoleForm::of("", &["token", "email", "name", "password"]);
    let (typed_email, typed_name) = (form.value("email", ""), form.value("name", ""));
    let token_field = form
        .field("token", words.setup_token)
        .help(words.setup_token_help);
    let email = form.field("email", words.email);
    let name = form.field("name", words.name).help(words.name_help);
    let password = form
        .field("password", words.password)
        .help(words.password_help);
    view! {
        <AccessPage title=words.setup_title lead=words.setup_lead>
            <PostForm form action>
                <TextInput field=token_field name="token" value=token autocomplete="off" required=true/>
                <TextInput
                    field=email
                    name="email"
                    value=typed_email
                    input_type="email"
                    autocomplete="username"
                    required=true
                />
                <TextInput field=name name="name" value=typed_name autocomplete="name" maxlength=100 required=true/>
                <TextInput
                    field=password
                    name="password"
                    input_type="password"
                    autocomplete="new-password"
                    required=true
                />
                <AccessButton label=words.setup_submit/>
            </PostForm>
        </AccessPage>
    }
}

#[component]
fn IsSetUp() -> impl IntoView {
    let words = &text().console.access;
    view! {
        <AccessPage title=words.setup_done_title lead="">
            <div class="stack">
                <Notice>{words.setup_done_text}</Notice>
                <LinkButton href="/console/sign-in" kind=ButtonKind::Primary>{words.sign_in}</LinkButton>
            </div>
        </AccessPage>
    }
}
