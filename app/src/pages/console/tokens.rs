//! `/console/hosts/{host}/tokens`: what programs use instead of an account.

use leptos::prelude::*;

use super::copy::{ShownBeforeNotice, ShownCard};
use super::form::{ConsoleForm, PasswordAgain, PostForm, RefusedNotice};
use super::frame::{HostFrame, HostPage, HostPlace, load_host};
use super::people_forms::By;
use crate::backend::ApiToken;
use crate::i18n::fill;
use crate::page::{page, text};
use crate::pages::refused::ShownOnce;
use crate::ui::{
    Ask, AskActions, Button, ButtonKind, ButtonSize, Card, Cell, Column, Data, DateStyle, DateText,
    EmptyState, IconName, PageHeader, Row, RowHead, Section, Table, TableCard, TextInput,
};

/// The API tokens of a host.
#[component]
pub fn TokensPage() -> impl IntoView {
    load_host(
        |console, host| async move { console.tokens(&host).await },
        |HostPage { frame, data }| {
            let words = &text().console.people;
            let list = if data.is_empty() {
                view! {
                    <EmptyState icon=IconName::Code title=words.tokens_empty_title text=words.tokens_empty_text/>
                }
                .into_any()
            } else {
                view! { <TokenTable tokens=data/> }.into_any()
            };
            view! {
                <HostFrame frame place=HostPlace::Tokens>
                    <PageHeader title=words.tokens_title lead=words.tokens_lead/>
                    <NewToken/>
                    <ShownBeforeNotice advice=words.shown_before/>
                    <RefusedNotice shown=&["create"]/>
                    {list}
                    <CreateToken/>
                </HostFrame>
            }
        },
    )
}

/// The token that was just made.
#[component]
fn NewToken() -> impl IntoView {
    let Some(ShownOnce::Token(new)) = use_context() else {
        return ().into_any();
    };
    let words = &text().console.people;
    let title = fill(words.shown_title, &[("name", &new.facts.name)]);
    view! {
        <ShownCard id="token" title value=new.token what=words.token>
            <p class="small">{words.shown_text}</p>
        </ShownCard>
    }
    .into_any()
}

#[component]
fn TokenTable(tokens: Vec<ApiToken>) -> impl IntoView {
    let words = &text().console.people;
    let columns = vec![
        Column::new(words.column_token),
        Column::new(words.column_used),
        Column::new(words.column_created),
        Column::actions(text().console.actions),
    ];
    let rows: Vec<_> = tokens
        .into_iter()
        .map(|token| view! { <TokenRow token/> })
        .collect();
    view! {
        <TableCard><Table caption=words.tokens_title columns>{rows}</Table></TableCard>
    }
}

#[component]
fn TokenRow(token: ApiToken) -> impl IntoView {
    let (words, common, locale) = (&text().console.people, &text().common, page().locale);
    let used = match token.last_used_at {
        Some(ms) => view! { <DateText ms locale style=DateStyle::DateTime/> }.into_any(),
        None => words.never.into_any(),
    };
    let title = fill(words.revoke_title, &[("name", &token.name)]);
    let id = format!("revoke-{}", token.id);
    let name = token.name.clone();
    view! {
        <Row>
            <RowHead><span class="strong"><Data text=name/></span></RowHead>
            <Cell label=words.column_used><span class="muted">{used}</span></Cell>
            <Cell label=words.column_created>
                <By ms=token.created_at who=token.created_by/>
            </Cell>
            <Cell>
                <div class="row-actions">
                    <Ask id=id.clone() label=words.revoke about=token.name title close_label=common.close>
                        <PostForm form=ConsoleForm::fresh("revoke") hidden=vec![("id", token.id)]>
                            <p class="muted">{words.revoke_text}</p>
                            <AskActions id cancel=common.cancel submit=words.revoke_submit/>
                        </PostForm>
                    </Ask>
                </div>
            </Cell>
        </Row>
    }
}

#[component]
fn CreateToken() -> impl IntoView {
    let words = &text().console.people;
    let form = ConsoleForm::of("create", &["name", "password"]);
    let typed = form.value("name", "");
    let name = form.field("name", words.name).help(words.name_help);
    view! {
        <Section id="create" title=words.create_title text=words.create_text>
            <Card>
                <PostForm form=form.clone()>
                    <TextInput field=name name="name" value=typed maxlength=100 autocomplete="off" required=true/>
                    <PasswordAgain form/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.create_submit}</Button>
                        <a class="small" href="/api/v1/openapi.json">{words.api_description}</a>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}
