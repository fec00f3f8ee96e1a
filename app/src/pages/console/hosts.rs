//! `/console`: the hosts of an account, and adding one.

use leptos::prelude::*;

use super::form::{ConsoleForm, PasswordAgain, PostForm, RefusedNotice};
use super::frame::{HostPlace, TopFrame, account, console, host_href, load_console};
use super::people_forms::RoleChip;
use crate::backend::{ConsoleHost, HostOverview};
use crate::i18n::format_count;
use crate::layout::PageWidth;
use crate::page::{page, text};
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, Cell, Column, DateText, EmptyState, Icon, IconName,
    LinkButton, PageHeader, Phrase, PluginHead, Row, RowHead, Section, Table, TableCard, TextInput,
    TileSize,
};

/// Up to as many hosts have their numbers in the list; more of them would make the page slow.
const COUNTED: usize = 50;

/// As many hosts leave the form below them in sight.
const FEW: usize = 5;

/// The hosts of an account.
#[component]
pub fn HostsPage() -> impl IntoView {
    let data = async {
        let console = console()?;
        let account = account(&console).await?;
        let hosts = console.hosts().await?;
        let mut counts = Vec::new();
        if hosts.len() <= COUNTED {
            for host in &hosts {
                counts.push(console.overview(&host.id).await?);
            }
        }
        Ok((account, hosts, counts))
    };
    load_console(data, |(account, hosts, counts)| {
        let words = &text().console;
        let may_add = account.is_operator;
        // With more hosts than a screen holds the form is far below.
        let to_form = (may_add && hosts.len() > FEW).then(|| {
            view! { <LinkButton href="#add"><Icon name=IconName::Plus/>{words.hosts.submit}</LinkButton> }
        });
        let list = if hosts.is_empty() {
            view! { <NoHosts may_add/> }.into_any()
        } else {
            view! { <HostTable hosts counts/> }.into_any()
        };
        view! {
            <TopFrame title=words.hosts_title width=PageWidth::Narrow>
                <PageHeader title=words.hosts_title lead=words.hosts.lead>{to_form}</PageHeader>
                <RefusedNotice shown=&["create"]/>
                {list}
                {may_add.then(|| view! { <AddHost/> })}
            </TopFrame>
        }
    })
}

#[component]
fn NoHosts(may_add: bool) -> impl IntoView {
    let words = &text().console.hosts;
    let sentence = if may_add {
        words.empty_operator
    } else {
        words.empty_member
    };
    view! { <EmptyState icon=IconName::Globe title=words.empty_title text=sentence/> }
}

#[component]
fn HostTable(hosts: Vec<ConsoleHost>, counts: Vec<HostOverview>) -> impl IntoView {
    let words = &text().console;
    let counted = !counts.is_empty();
    let mut columns = vec![
        Column::new(words.hosts.column_host),
        Column::new(words.hosts.column_role),
    ];
    if counted {
        columns.push(Column::numeric(words.keys.title));
        columns.push(Column::numeric(words.keys.origins_title));
        columns.push(Column::numeric(words.plugins.title));
    }
    columns.push(Column::numeric(words.hosts.column_created));
    let rows: Vec<_> = hosts
        .into_iter()
        .map(|host| {
            let counts = counts.iter().find(|counts| counts.host.id == host.id);
            view! { <HostRow counts=counts.cloned() counted host/> }
        })
        .collect();
    view! {
        <TableCard><Table caption=words.hosts_title columns tall=true>{rows}</Table></TableCard>
    }
}

#[component]
fn HostRow(host: ConsoleHost, counts: Option<HostOverview>, counted: bool) -> impl IntoView {
    let (words, locale) = (&text().console, page().locale);
    let number = |count: usize| format_count(u64::try_from(count).unwrap_or(0), locale);
    let numbers = counted.then(|| {
        let [keys, origins, plugins] = counts.map_or_else(Default::default, |counts| {
            [
                number(counts.keys.len()),
                number(counts.origins.len()),
                number(counts.approved),
            ]
        });
        view! {
            <Cell label=words.keys.title numeric=true>{keys}</Cell>
            <Cell label=words.keys.origins_title numeric=true>{origins}</Cell>
            <Cell label=words.plugins.title numeric=true>{plugins}</Cell>
        }
    });
    let href = host_href(&host.id, HostPlace::Overview);
    view! {
        <Row>
            <RowHead>
                <PluginHead title=host.name detail=Phrase::data(host.id) href size=TileSize::Small/>
            </RowHead>
            <Cell><RoleChip role=host.role/></Cell>
            {numbers}
            <Cell label=words.hosts.column_created numeric=true>
                <span class="muted"><DateText ms=host.created_at locale/></span>
            </Cell>
        </Row>
    }
}

#[component]
fn AddHost() -> impl IntoView {
    let words = &text().console.hosts;
    let form = ConsoleForm::of("create", &["name", "id", "password"]);
    let (typed_name, typed_id) = (form.value("name", ""), form.value("id", ""));
    let name = form.field("name", words.name).help(words.name_help);
    let id = form.field("id", words.id).help(words.id_help);
    view! {
        <Section id="add" title=words.add_title text=words.add_text>
            <Card>
                <PostForm form=form.clone()>
                    <TextInput
                        field=name
                        name="name"
                        value=typed_name
                        placeholder="Acme Shop"
                        maxlength=100
                        autocomplete="off"
                        required=true
                    />
                    <TextInput
                        field=id
                        name="id"
                        value=typed_id
                        placeholder="acme-shop"
                        maxlength=63
                        autocomplete="off"
                        required=true
                    />
                    <PasswordAgain form/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.submit}</Button>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}
