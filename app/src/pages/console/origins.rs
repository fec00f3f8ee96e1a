//! `/console/hosts/{host}/origins`: the websites that may act for a host.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm, RefusedNotice};
use super::frame::{HostFrame, HostPage, HostPlace, load_host};
use crate::i18n::fill;
use crate::page::text;
use crate::ui::{
    Ask, AskActions, Button, ButtonKind, ButtonSize, Card, Cell, Column, EmptyState, IconName,
    PageHeader, Row, RowHead, Section, Table, TableCard, TextInput,
};

/// The origins of a host.
#[component]
pub fn OriginsPage() -> impl IntoView {
    load_host(
        |console, host| async move { console.origins(&host).await },
        |HostPage { frame, data }| {
            let words = &text().console.keys;
            let list = if data.is_empty() {
                view! {
                    <EmptyState icon=IconName::Globe title=words.origins_empty_title text=words.origins_empty_text/>
                }
                .into_any()
            } else {
                view! { <OriginTable origins=data/> }.into_any()
            };
            view! {
                <HostFrame frame place=HostPlace::Origins>
                    <PageHeader title=words.origins_title lead=words.origins_lead/>
                    <RefusedNotice shown=&["add"]/>
                    {list}
                    <AddOrigin/>
                </HostFrame>
            }
        },
    )
}

#[component]
fn OriginTable(origins: Vec<String>) -> impl IntoView {
    let words = &text().console.keys;
    let columns = vec![
        Column::new(words.origin),
        Column::actions(text().console.actions),
    ];
    let rows: Vec<_> = origins
        .into_iter()
        .enumerate()
        .map(|(index, origin)| view! { <OriginRow index origin/> })
        .collect();
    view! {
        <TableCard><Table caption=words.origins_title columns hide_head=true>{rows}</Table></TableCard>
    }
}

#[component]
fn OriginRow(index: usize, origin: String) -> impl IntoView {
    let (words, common) = (&text().console.keys, &text().common);
    let id = format!("remove-{index}");
    let title = fill(words.origin_remove_title, &[("origin", &origin)]);
    let name = origin.clone();
    view! {
        <Row>
            <RowHead><code class="plain-code">{name}</code></RowHead>
            <Cell>
                <div class="row-actions">
                    <Ask id=id.clone() label=common.remove about=origin.clone() title close_label=common.close>
                        <PostForm form=ConsoleForm::fresh("remove") hidden=vec![("origin", origin)]>
                            <p class="muted">{words.origin_remove_text}</p>
                            <AskActions id cancel=common.cancel submit=words.origin_remove/>
                        </PostForm>
                    </Ask>
                </div>
            </Cell>
        </Row>
    }
}

#[component]
fn AddOrigin() -> impl IntoView {
    let words = &text().console.keys;
    let form = ConsoleForm::of("add", &["origin"]);
    let typed = form.value("origin", "");
    let origin = form.field("origin", words.origin).help(words.origin_help);
    view! {
        <Section id="add" title=words.origin_add_title text=words.origin_add_text>
            <Card>
                <PostForm form>
                    <TextInput
                        field=origin
                        name="origin"
                        value=typed
                        inputmode="url"
                        autocomplete="off"
                        placeholder="https://shop.example.com"
                        required=true
                    />
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.origin_add}</Button>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}
