//! `/console/hosts/{host}/members`: who may work on a host, and who is invited.

use leptos::prelude::*;

use super::copy::ShownBeforeNotice;
use super::form::{ConsoleForm, PostForm, RefusedNotice};
use super::frame::{HostFrame, HostFrameData, HostPage, HostPlace, load_host};
use super::people_forms::{InvitationLink, Invite, OpenInvitations, RoleChip, RoleSelect};
use crate::backend::{HostMember, HostRole};
use crate::i18n::fill;
use crate::page::{page, text};
use crate::ui::{
    Ask, AskActions, Avatar, Button, ButtonSize, Cell, Chip, Column, Data, DateText, EmptyState,
    FieldInfo, IconName, PageHeader, Row, RowHead, Table, TableCard,
};

/// The people of a host.
#[component]
pub fn MembersPage() -> impl IntoView {
    load_host(
        |console, host| async move {
            let members = console.members(&host).await?;
            Ok((members, console.invitations(&host).await?))
        },
        |HostPage { frame, data }| {
            let (members, invitations) = data;
            let words = &text().console.people;
            let may_manage = frame.host.role == HostRole::Owner;
            let host = frame.host.name.clone();
            let lead = fill(words.members_lead, &[("host", &host)]);
            view! {
                <HostFrame frame=frame.clone() place=HostPlace::Members>
                    <PageHeader title=words.members_title lead/>
                    <InvitationLink host/>
                    <ShownBeforeNotice advice=words.link_before/>
                    <RefusedNotice shown=&["invite"]/>
                    <Members members frame may_manage/>
                    <OpenInvitations invitations may_withdraw=may_manage/>
                    {may_manage.then(|| view! { <Invite/> })}
                </HostFrame>
            }
        },
    )
}

#[component]
fn Members(members: Vec<HostMember>, frame: HostFrameData, may_manage: bool) -> impl IntoView {
    let words = &text().console.people;
    if members.is_empty() {
        return view! {
            <EmptyState icon=IconName::Users title=words.only_operators_title text=words.only_operators_text/>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.column_member),
        Column::new(words.column_role),
        Column::new(words.column_since),
        Column::actions(text().console.actions),
    ];
    let rows: Vec<_> = members
        .into_iter()
        .map(|member| {
            let myself = member.email == frame.account.email;
            let host = frame.host.name.clone();
            view! { <MemberRow member host myself may_manage/> }
        })
        .collect();
    view! {
        <TableCard>
            <Table caption=words.members_title columns tall=true>{rows}</Table>
        </TableCard>
    }
    .into_any()
}

#[component]
fn MemberRow(member: HostMember, host: String, myself: bool, may_manage: bool) -> impl IntoView {
    let (words, locale) = (&text().console.people, page().locale);
    let role = if may_manage && !myself {
        view! { <ChangeRole member=member.clone()/> }.into_any()
    } else {
        view! { <RoleChip role=member.role/> }.into_any()
    };
    let since = member.created_at;
    let person = view! { <Person member=member.clone() myself/> };
    view! {
        <Row>
            <RowHead>{person}</RowHead>
            <Cell>{role}</Cell>
            <Cell label=words.column_since>
                <span class="muted"><DateText ms=since locale/></span>
            </Cell>
            <Cell>
                <div class="row-actions">
                    {(may_manage || myself).then(|| view! { <RemoveMember member host myself/> })}
                </div>
            </Cell>
        </Row>
    }
}

#[component]
fn Person(member: HostMember, myself: bool) -> impl IntoView {
    let you = myself.then(|| view! { <Chip>{text().console.people.you}</Chip> });
    view! {
        <div class="person-head">
            <Avatar name=member.name.clone()/>
            <div>
                <p class="status"><span class="item-title"><Data text=member.name/></span>{you}</p>
                <p class="small muted"><Data text=member.email/></p>
            </div>
        </div>
    }
}

#[component]
fn ChangeRole(member: HostMember) -> impl IntoView {
    let words = &text().console.people;
    let label = fill(words.role_of, &[("name", &member.name)]);
    let field = FieldInfo::new(format!("role-{}", member.id), label).hide_label();
    let form = ConsoleForm::fresh("role");
    view! {
        <PostForm form hidden=vec![("id", member.id)]>
            <div class="inline-control">
                <RoleSelect field value=member.role.name().to_owned() fit=true/>
                // Never by the choice alone: an arrow key would make an owner.
                <Button size=ButtonSize::Small>{words.role_change}</Button>
            </div>
        </PostForm>
    }
}

/// Removes somebody; for oneself it is leaving.
#[component]
fn RemoveMember(member: HostMember, host: String, myself: bool) -> impl IntoView {
    let (words, common) = (&text().console.people, &text().common);
    let (label, title, explanation, submit) = if myself {
        let title = fill(words.leave_title, &[("host", &host)]);
        (words.leave, title, words.leave_text, words.leave_submit)
    } else {
        let title = fill(words.remove_title, &[("name", &member.name)]);
        (words.remove, title, words.remove_text, words.remove_submit)
    };
    let id = format!("remove-{}", member.id);
    view! {
        <Ask id=id.clone() label about=member.name title close_label=common.close>
            <PostForm form=ConsoleForm::fresh("remove") hidden=vec![("id", member.id)]>
                <p class="muted">{explanation}</p>
                <AskActions id cancel=common.cancel submit/>
            </PostForm>
        </Ask>
    }
}
