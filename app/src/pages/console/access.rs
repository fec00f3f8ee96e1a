//! The card of pages on which nobody is signed in, and the form to sign in.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm};
use super::frame::TopFrame;
use crate::layout::PageWidth;
use crate::page::text;
use crate::ui::{Button, ButtonKind, ButtonSize, Card, Notice, TextInput};

/// A page with one card in the middle.
#[component]
pub(super) fn AccessPage(
    /// Title of the page and of the card.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(into)]
    lead: String,
    /// Form and hints.
    children: Children,
) -> AnyView {
    view! {
        <TopFrame title=title.clone() width=PageWidth::Center>
            <Card>
                <div class="access-head">
                    <h1>{title}</h1>
                    {(!lead.is_empty()).then(|| view! { <p class="muted">{lead.clone()}</p> })}
                </div>
                {children()}
            </Card>
        </TopFrame>
    }
    .into_any()
}

/// The one button of such a card.
#[component]
pub(super) fn AccessButton(
    /// Text of the button.
    label: &'static str,
) -> AnyView {
    view! { <Button kind=ButtonKind::Primary size=ButtonSize::MainWide>{label}</Button> }.into_any()
}

/// The form to sign in, as a page.
#[component]
pub(super) fn SignInCard(
    /// Where to go afterwards.
    next: String,
    /// There is no account yet.
    needs_setup: bool,
    /// What it is for.
    lead: &'static str,
) -> AnyView {
    let words = &text().console.access;
    let form = ConsoleForm::of("", &["email", "password"]);
    let email = form.field("email", words.email);
    let typed = form.value("email", "");
    let password = form.field("password", words.password);
    let has_email = !typed.is_empty();
    let setup = needs_setup.then(|| {
        view! {
            <Notice>
                {words.no_account_yet} " " <a href="/console/set-up">{words.go_to_setup}</a>
            </Notice>
        }
    });
    view! {
        <AccessPage title=words.sign_in_title lead>
            <div class="stack">
                {setup}
                <PostForm form action="/console/sign-in" hidden=vec![("next", next)]>
                    <TextInput
                        field=email
                        name="email"
                        value=typed
                        input_type="email"
                        autocomplete="username"
                        required=true
                        autofocus=!has_email
                    />
                    <TextInput
                        field=password
                        name="password"
                        input_type="password"
                        autocomplete="current-password"
                        required=true
                    />
                    <AccessButton label=words.sign_in/>
                </PostForm>
            </div>
            <details class="card-foot access-help">
                <summary>{words.password_forgotten}</summary>
                <p>{words.sign_in_help}</p>
                <p><code>"portico admin reset-password --email …"</code></p>
            </details>
        </AccessPage>
    }
    .into_any()
}
