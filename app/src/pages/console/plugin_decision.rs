//! The host's own decision about a plugin: on for everyone, blocked, or left open, with a reason.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm};
use crate::backend::HostPlugin;
use crate::i18n::fill;
use crate::page::text;
use crate::pages::refused::RefusedForm;
use crate::ui::{
    Ask, AskActions, Button, ButtonKind, ButtonSize, Card, CardHead, FieldGroup, FieldInfo,
    RadioCard, RadioCards, TextInput, Tone,
};

/// The words for a policy's mode. Modes that this page does not offer come from the API or the command line.
pub(super) fn mode_words(mode: &str) -> (Tone, String) {
    let words = &text().console.plugins;
    match mode {
        "forced" => (Tone::Accent, words.mode_forced.to_owned()),
        "blocked" => (Tone::Bad, words.mode_blocked.to_owned()),
        other => (Tone::Neutral, fill(words.mode_other, &[("mode", other)])),
    }
}

/// The button that opens the question, and the question.
#[component]
pub(super) fn Decide(
    /// The plugin.
    plugin: HostPlugin,
) -> impl IntoView {
    let (words, common) = (&text().console.plugins, &text().common);
    let title = fill(words.policy_title, &[("plugin", &plugin.title)]);
    let id = format!("decide-{}", plugin.name);
    let chosen = choice_of(plugin.mode.as_deref());
    let note = FieldInfo::new(format!("note-{}", plugin.name), words.note).help(words.note_help);
    view! {
        <Ask
            id=id.clone()
            label=words.policy
            about=plugin.title.clone()
            title
            close_label=common.close
        >
            <PostForm form=ConsoleForm::default() hidden=vec![("plugin", plugin.name.clone())]>
                <DecisionFields
                    id=format!("mode-{}", plugin.name)
                    chosen=chosen.to_owned()
                    approved=plugin.approved
                    note
                    typed=plugin.note
                />
                <AskActions id cancel=common.cancel submit=words.policy_submit kind=ButtonKind::Primary/>
            </PostForm>
        </Ask>
    }
}

/// Which `do` stands for a mode.
fn choice_of(mode: Option<&str>) -> &'static str {
    match mode {
        Some("forced") => "force",
        Some("blocked") => "block",
        _ => "inherit",
    }
}

/// The choice is the form's `do`; a plugin that is not approved cannot be on for anyone.
#[component]
fn DecisionFields(
    id: String,
    chosen: String,
    approved: bool,
    note: FieldInfo,
    typed: String,
) -> impl IntoView {
    let words = &text().console.plugins;
    let forced = if approved {
        words.mode_forced_text
    } else {
        words.mode_forced_needs
    };
    let cards: Vec<_> = [
        ("inherit", words.mode_inherit, words.mode_inherit_text, true),
        ("force", words.mode_forced, forced, approved),
        ("block", words.mode_blocked, words.mode_blocked_text, true),
    ]
    .into_iter()
    .map(|(value, label, detail, offered)| {
        let checked = value == chosen;
        view! { <RadioCard name="do" value label detail checked disabled=!offered required=true/> }
    })
    .collect();
    let question = FieldInfo::new(id, words.policy_question);
    view! {
        <FieldGroup info=question><RadioCards>{cards}</RadioCards></FieldGroup>
        <TextInput field=note name="note" value=typed maxlength=200 autocomplete="off"/>
    }
}

/// The same question again, on the page, when its answer was refused.
#[component]
pub(super) fn RefusedDecision(
    /// The plugins of the page.
    plugins: Vec<HostPlugin>,
) -> impl IntoView {
    let refused = ["force", "block", "inherit"]
        .into_iter()
        .find_map(|form| Some((form, RefusedForm::of(form)?)));
    let Some((form, refused)) = refused else {
        return ().into_any();
    };
    let words = &text().console.plugins;
    let name = refused.value("plugin").to_owned();
    let found = plugins.into_iter().find(|plugin| plugin.name == name);
    let (plugin_title, approved) = found.map_or_else(
        || (name.clone(), false),
        |plugin| (plugin.title, plugin.approved),
    );
    let title = fill(words.policy_title, &[("plugin", &plugin_title)]);
    let console_form = ConsoleForm::of(form, &["note"]);
    let typed = console_form.value("note", "");
    let note = console_form.field("note", words.note).help(words.note_help);
    view! {
        <div class="refused-card settings-column">
            <Card labelled_by="decide-again">
                <CardHead title id="decide-again"/>
                <PostForm form=console_form.saying_do_itself() hidden=vec![("plugin", name)]>
                    <DecisionFields
                        id="mode-again".to_owned()
                        chosen=form.to_owned()
                        approved
                        note
                        typed
                    />
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.policy_submit}</Button>
                    </div>
                </PostForm>
            </Card>
        </div>
    }
    .into_any()
}
