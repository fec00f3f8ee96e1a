//! The table of one slot: each extension with state and reason, what browsers reported, and what can be done.

use leptos::prelude::*;
use portico_sdk::policy::Reason;
use portico_sdk::slot::slots;

use super::view::{PATH, state_words};
use crate::backend::{ExtensionState, Health, InspectedExtension, PluginProblem};
use crate::i18n::reasons::ReasonNames;
use crate::i18n::{Said, fill, format_count, format_date_time};
use crate::layout::org_name;
use crate::page::{page, text};
use crate::slot::ids::unique_id;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Cell, Chip, Column, OrderButtons, Phrase, Row, RowHead, Table,
    TableCard, VisuallyHidden,
};

/// What the rows have in common.
#[derive(Clone)]
pub(super) struct RowFacts {
    /// The organisation, for an admin of one.
    pub org: Option<String>,
    /// Addresses of plugins begin with it.
    pub plugins: String,
    /// The order may be changed here.
    pub may_move: bool,
}

/// The extensions of a slot.
#[component]
pub(super) fn SlotTable(
    /// Slot key.
    key: String,
    /// Its extensions, in order.
    extensions: Vec<InspectedExtension>,
    /// What the rows have in common.
    facts: RowFacts,
) -> impl IntoView {
    let words = &text().inspector;
    let columns = vec![
        Column::new(words.column_extension),
        Column::new(words.column_state),
        Column::new(words.column_load),
        Column::new(words.column_failures),
        Column::actions(words.column_actions),
    ];
    let rows: Vec<_> = extensions
        .into_iter()
        .map(|extension| view! { <ExtensionRow extension facts=facts.clone()/> })
        .collect();
    view! {
        <TableCard>
            <Table caption=text().slot.place(&key) columns class="table-inspector">{rows}</Table>
        </TableCard>
    }
}

#[component]
fn ExtensionRow(extension: InspectedExtension, facts: RowFacts) -> impl IntoView {
    let words = &text().inspector;
    // An id may be declared twice; what is left out of it has a row, too.
    let id = unique_id(&format!(
        "extension-{}-{}",
        extension.plugin, extension.extension
    ));
    let moves = facts.may_move && (extension.can_move_up || extension.can_move_down);
    // Where each plugin is alone, its extensions are a list of their own.
    let list = if extension.slot == slots::PLUGIN_SETTINGS.key {
        format!("{}/{}", extension.slot, extension.plugin)
    } else {
        extension.slot.clone()
    };
    let href = format!("{}/{}", facts.plugins, extension.plugin);
    let title = said(&extension.plugin_title);
    let code = extension.extension.clone();
    let about = format!("{} · {}", kind_word(&extension.kind), extension.version);
    let state_id = format!("state-of-{id}");
    let state = view! { <StateCell id=state_id extension=extension.clone()/> };
    let health = extension.health.clone();
    let (load, failures) = (
        view! { <LoadTimes health=health.clone()/> },
        view! { <Failures health/> },
    );
    let item = moves.then(|| name_of(&extension));
    let actions = view! { <Actions extension facts moves/> };
    view! {
        <Row id attr:data-order-item=item attr:data-order-list=moves.then_some(list)>
            <RowHead>
                <a class="strong" href=href>{title.view()}</a>
                <p><code class="plain-code">{code}</code></p>
                <p class="muted">{about}</p>
            </RowHead>
            <Cell>{state}</Cell>
            <Cell label=words.column_load>{load}</Cell>
            <Cell label=words.column_failures>{failures}</Cell>
            <Cell>{actions}</Cell>
        </Row>
    }
}

/// What an extension is called in sentences.
fn name_of(extension: &InspectedExtension) -> String {
    format!("{} ({})", extension.plugin_title.text, extension.extension)
}

fn said(title: &Said) -> Phrase {
    Phrase::said(&title.text, &title.lang, page().locale)
}

fn kind_word(kind: &str) -> &'static str {
    let words = &text().slot;
    match kind {
        "schema" => words.kind_schema,
        "sandbox" => words.kind_sandbox,
        _ => words.kind_component,
    }
}

/// The state with its reasons, from what stopped it to why the plugin is on or off at all.
#[component]
fn StateCell(id: String, extension: InspectedExtension) -> impl IntoView {
    let (words, locale) = (&text().inspector, page().locale);
    let (tone, word) = state_words(extension.state, text());
    let mut lines: Vec<String> = Vec::new();
    if extension.state == ExtensionState::Failed {
        lines.push(words.why_failed.to_owned());
    }
    if let Some(room) = extension.over_limit {
        let room = u64::try_from(room).unwrap_or(u64::MAX);
        lines.push(words.why_over_limit.of(locale, room));
    }
    let is_mounted = slots::ALL.contains(&extension.slot.as_str());
    if !is_mounted && extension.state == ExtensionState::Skipped && extension.problems.is_empty() {
        lines.push(words.why_unmounted.to_owned());
    }
    // What is beyond the limit is said above, with the number.
    let reasons = extension
        .reasons
        .iter()
        .filter(|reason| reason.note != extension.slot)
        .map(reason_line);
    let lines: Vec<_> = lines
        .into_iter()
        .chain(reasons)
        .map(|line| view! { <li>{line}</li> })
        .collect();
    let problems: Vec<_> = extension
        .problems
        .into_iter()
        .map(|problem| view! { <ProblemLine problem/> })
        .collect();
    view! {
        <div class="stack stack-tight" id=id data-region="">
            <span><Chip tone>{word}</Chip></span>
            {problems}
            <ul class="changes muted">{lines}</ul>
        </div>
    }
}

fn reason_line(reason: &Reason) -> String {
    let page = page();
    let host = page.host.as_ref().map_or("", |host| &host.name);
    let me = page.session.as_ref().map_or("", |session| &session.uid);
    let org = reason.org.as_deref().map(org_name).unwrap_or_default();
    let names = ReasonNames {
        host,
        org: &org,
        me,
    };
    text().reasons.line(reason, names, page.locale)
}

/// What was wrong with the declaration: where, which rule, and how to mend it.
#[component]
fn ProblemLine(problem: PluginProblem) -> impl IntoView {
    view! {
        <p>
            <code class="plain-code">{problem.path}</code>
            " "
            <code class="plain-code">{problem.rule}</code>
            " "
            <span lang="en">{problem.fix}</span>
        </p>
    }
}

#[component]
fn LoadTimes(health: Health) -> impl IntoView {
    let (words, locale) = (&text().inspector, page().locale);
    let in_ms = |template: &str, ms: u64| fill(template, &[("ms", &format_count(ms, locale))]);
    if health.ready == 0 {
        return view! { <span class="muted">{words.not_measured}</span> }.into_any();
    }
    let average = health
        .average_ms
        .map(|ms| view! { <p>{in_ms(words.average, ms)}</p> });
    let slowest = health
        .slowest_ms
        .map(|ms| view! { <p class="muted">{in_ms(words.slowest, ms)}</p> });
    let shown = words.shown_times.of(locale, health.ready);
    view! { <div class="inline-block">{average}{slowest}<p class="muted">{shown}</p></div> }
        .into_any()
}

#[component]
fn Failures(health: Health) -> impl IntoView {
    let (words, locale) = (&text().inspector, page().locale);
    if health.failures.is_empty() && health.suspended_users == 0 {
        return view! { <span class="muted">{words.no_failures}</span> }.into_any();
    }
    let lines: Vec<_> = health
        .failures
        .iter()
        .map(|(outcome, count)| {
            let (outcome, count) = (
                words.outcome(outcome).to_owned(),
                format_count(*count, locale),
            );
            view! { <li>{outcome}": "<span class="strong">{count}</span></li> }
        })
        .collect();
    let last = health.failed_at.map(|at| {
        let last = fill(
            words.last_failure,
            &[("date", &format_date_time(at, locale))],
        );
        view! { <p class="muted">{last}</p> }
    });
    let users = health.suspended_users;
    let off = (users > 0).then(|| {
        let off = words.suspended_users.of(locale, users);
        view! { <p class="muted">{off}</p> }
    });
    view! { <div class="inline-block"><ul class="changes">{lines}</ul>{last}{off}</div> }.into_any()
}

#[component]
fn Actions(extension: InspectedExtension, facts: RowFacts, moves: bool) -> impl IntoView {
    let words = &text().inspector;
    let name = name_of(&extension);
    let org = facts.org.clone().unwrap_or_default();
    let next = page().path.clone();
    let buttons = moves.then(|| {
        let hidden = [
            ("org", &org),
            ("slot", &extension.slot),
            ("plugin", &extension.plugin),
            ("extension", &extension.extension),
            ("next", &next),
        ];
        let hidden = hidden.map(|(name, value)| (name.to_owned(), value.clone()));
        view! {
            <OrderButtons
                action=PATH
                hidden=hidden.to_vec()
                up=fill(words.move_up, &[("what", &name)])
                down=fill(words.move_down, &[("what", &name)])
                can_move_up=extension.can_move_up
                can_move_down=extension.can_move_down
            />
        }
    });
    let off = extension.can_turn_off.then(|| {
        view! { <TurnOff plugin=extension.plugin.clone() title=extension.plugin_title.text.clone() org=org.clone()/> }
    });
    view! { <div class="row-actions">{buttons}{off}</div> }
}

/// Turns the whole plugin off for the organisation; the page after it offers the way back.
#[component]
fn TurnOff(plugin: String, title: String, org: String) -> impl IntoView {
    let words = &text().inspector;
    let shown = fill(words.turn_off, &[("org", &org_name(&org))]);
    let about = fill(
        words.turn_off_of,
        &[("plugin", &title), ("org", &org_name(&org))],
    );
    let next = page().path.clone();
    view! {
        <form method="post" action=format!("/admin/plugins/{plugin}/switch")>
            <input type="hidden" name="org" value=org/>
            <input type="hidden" name="to" value="off"/>
            <input type="hidden" name="next" value=next/>
            <Button kind=ButtonKind::Secondary size=ButtonSize::Small>
                <span aria-hidden="true">{shown}</span>
                <VisuallyHidden>{about}</VisuallyHidden>
            </Button>
        </form>
    }
}
