//! The host's own decision about a plugin: on for everyone, blocked, or left open, with a reason.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm};
use crate::backend::HostPlugin;
use crate::i18n::{Text, fill};
use crate::page::text;
use crate::pages::refused::RefusedForm;
use crate::ui::{
    Ask, AskActions, Button, ButtonKind, ButtonSize, Card, CardHead, FieldGroup, FieldInfo,
    RadioCard, RadioCards, TextInput, Tone,
};

/// The words for a policy's mode. Modes that this page does not offer come from the API or the command line.
pub(super) fn mode_words(mode: &str, text: &'static Text) -> (Tone, String) {
    let words = &text.console.plugins;
    match mode {
        "forced" => (Tone::Accent, words.mode_forced.to_owned()),
        "default_on" => (Tone::Accent, words.mode_default.to_owned()),
        "allowed" => (Tone::Neutral, words.mode_allowed.to_owned()),
        "request" => (Tone::Neutral, words.mode_request.to_owned()),
        "blocked" => (Tone::Bad, words.mode_blocked.to_owned()),
        "removed" => (Tone::Bad, words.mode_removed.to_owned()),
        other => (Tone::Neutral, fill(words.mode_other, &[("mode", other)])),
    }
}

/// The answers to the question, as the form's `do`.
pub(super) const DECISIONS: &[&str] = &["inherit", "default", "force", "block"];

/// Where the buttons about a plugin stand. Their forms are those of the list of plugins, wherever they are.
#[derive(Debug, Clone)]
pub(super) enum AskPlace {
    /// In its row of the list.
    Row,
    /// On top of its own page.
    Page {
        /// The address of the list.
        list: String,
    },
}

impl AskPlace {
    /// How much a button asks for attention that is `in_row` there.
    pub fn kind(&self, in_row: ButtonKind) -> ButtonKind {
        match self {
            Self::Row => in_row,
            Self::Page { .. } => ButtonKind::Secondary,
        }
    }

    /// How high a button is.
    pub fn size(&self) -> ButtonSize {
        match self {
            Self::Row => ButtonSize::Small,
            Self::Page { .. } => ButtonSize::Normal,
        }
    }

    /// The fields that say which plugin it is and where the answer leads.
    pub fn hidden(&self, plugin: &str) -> Vec<(&'static str, String)> {
        let mut hidden = vec![("plugin", plugin.to_owned())];
        if matches!(self, Self::Page { .. }) {
            hidden.push(("at", "plugin".to_owned()));
        }
        hidden
    }

    /// Where a form posts when that is not its own page.
    pub fn action(&self) -> Option<String> {
        match self {
            Self::Row => None,
            Self::Page { list } => Some(list.clone()),
        }
    }
}

/// The button that opens the question, and the question.
#[component]
pub(super) fn Decide(
    /// The plugin.
    plugin: HostPlugin,
    /// Where its button stands.
    place: AskPlace,
) -> impl IntoView {
    let (words, common) = (&text().console.plugins, &text().common);
    let title = fill(words.policy_title, &[("plugin", &plugin.title)]);
    let id = format!("decide-{}", plugin.name);
    let chosen = choice_of(plugin.mode.as_deref());
    let (hidden, action) = (place.hidden(&plugin.name), place.action());
    let note = FieldInfo::new(format!("note-{}", plugin.name), words.note).help(words.note_help);
    view! {
        <Ask
            id=id.clone()
            label=words.policy
            about=plugin.title.clone()
            kind=place.kind(ButtonKind::Quiet)
            size=place.size()
            title
            close_label=common.close
        >
            <PostForm form=ConsoleForm::default() hidden nostrip:action=action>
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

/// Which `do` stands for a mode; none for a mode that this page does not offer, so that saving never drops one unasked.
fn choice_of(mode: Option<&str>) -> &'static str {
    match mode {
        None => "inherit",
        Some("default_on") => "default",
        Some("forced") => "force",
        Some("blocked") => "block",
        Some(_) => "",
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
    let if_approved = |text| {
        if approved {
            text
        } else {
            words.mode_forced_needs
        }
    };
    let default = if_approved(words.mode_default_text);
    let forced = if_approved(words.mode_forced_text);
    let cards: Vec<_> = [
        ("inherit", words.mode_inherit, words.mode_inherit_text, true),
        ("default", words.mode_default, default, approved),
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
    let refused = DECISIONS
        .iter()
        .find_map(|form| Some((*form, RefusedForm::of(form)?)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    const MODES: [&str; 6] = [
        "forced",
        "default_on",
        "allowed",
        "request",
        "blocked",
        "removed",
    ];

    #[test]
    fn every_mode_has_words_of_its_own() {
        for locale in Locale::ALL {
            let words = MODES.map(|mode| mode_words(mode, locale.text()).1);
            let fallbacks =
                MODES.map(|mode| fill(locale.text().console.plugins.mode_other, &[("mode", mode)]));
            for (number, said) in words.iter().enumerate() {
                assert!(!fallbacks.contains(said), "{said}");
                assert!(!words[..number].contains(said), "{said}");
            }
        }
        assert_eq!(
            mode_words("default_on", Locale::En.text()),
            (Tone::Accent, "On unless turned off".to_owned())
        );
    }

    #[test]
    fn the_present_policy_is_chosen_and_one_that_is_not_offered_leaves_the_choice_open() {
        for mode in [None, Some("default_on"), Some("forced"), Some("blocked")] {
            assert!(DECISIONS.contains(&choice_of(mode)), "{mode:?}");
        }
        assert_ne!(choice_of(Some("default_on")), choice_of(None));
        for mode in ["allowed", "request", "removed"] {
            assert_eq!(choice_of(Some(mode)), "");
        }
    }
}
