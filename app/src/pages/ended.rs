//! The page for a form of a plugin that was sent after its session had ended: the form with what was typed, and where to
//! sign in. Once signed in, in another tab, saving here works.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::backend::FormRefusal;
use crate::forms::{FormSource, SchemaForm};
use crate::layout::{ConsoleTopLayout, LayoutData, PageWidth, Place, SiteLayout};
use crate::page::page;
use crate::pages::failed::set_status;
use crate::ui::{Card, LinkButton, PageHeader};

/// A form whose session has ended, put into the context by the handler that was sent it.
#[derive(Debug, Clone)]
pub struct EndedForm {
    /// The form with what was typed, secrets excepted.
    pub form: FormSource,
    /// Where its sender signs in.
    pub sign_in: String,
}

/// The page.
#[component]
pub fn EndedFormPage(
    /// The form.
    ended: EndedForm,
) -> impl IntoView {
    set_status(401);
    let page = page();
    let words = &page.locale.text().forms;
    // The form says what is wrong with it: one thing.
    provide_context(FormRefusal {
        extension: ended.form.form.clone(),
        values: ended.form.state.values.clone(),
        summary: Some(words.ended.to_owned()),
        ..FormRefusal::default()
    });
    let (form, sign_in) = (ended.form, ended.sign_in);
    let content = view! {
        <PageHeader title=words.ended_title lead=words.ended_text>
            <LinkButton href=sign_in attr:target="_blank">{words.ended_sign_in}</LinkButton>
        </PageHeader>
        <Card><SchemaForm form/></Card>
    };
    let frame = if page.is_console() {
        let data = LayoutData::of(&page, Place::Console);
        view! { <ConsoleTopLayout data width=PageWidth::Column>{content}</ConsoleTopLayout> }
            .into_any()
    } else {
        let data = LayoutData::of(&page, Place::Elsewhere);
        view! { <SiteLayout data width=PageWidth::Column>{content}</SiteLayout> }.into_any()
    };
    view! {
        <Title text=words.ended_title/>
        {frame}
    }
}
