//! Roles in words, inviting, and the invitations that are open.

use leptos::prelude::*;

use super::copy::ShownCard;
use super::form::{ConsoleForm, PasswordAgain, PostForm};
use crate::backend::{HostInvitation, HostRole, NewInvitation};
use crate::i18n::{fill, format_date};
use crate::page::{page, text};
use crate::pages::refused::ShownOnce;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, Cell, Chip, Choice, Column, Data, DateText, FieldInfo,
    IconName, Row, RowHead, Section, Select, Table, TableCard, TextInput, Tone, VisuallyHidden,
};

/// A role in a word.
pub(super) fn role_name(role: HostRole) -> &'static str {
    let words = &text().console;
    match role {
        HostRole::Owner => words.role_owner,
        HostRole::Developer => words.role_developer,
    }
}

/// A role as a chip.
#[component]
pub(super) fn RoleChip(
    /// The role.
    role: HostRole,
) -> impl IntoView {
    let tone = match role {
        HostRole::Owner => Tone::Accent,
        HostRole::Developer => Tone::Neutral,
    };
    view! { <Chip tone>{role_name(role)}</Chip> }
}

/// The roles to choose from.
#[component]
pub(super) fn RoleSelect(
    /// Label and id.
    field: FieldInfo,
    /// The present one.
    value: String,
    /// As wide as its longest option.
    #[prop(optional)]
    fit: bool,
) -> impl IntoView {
    let choices = [HostRole::Developer, HostRole::Owner]
        .into_iter()
        .map(|role| Choice::new(role.name(), role_name(role)))
        .collect();
    view! { <Select field name="role" choices value fit/> }
}

/// The form that invites.
#[component]
pub(super) fn Invite() -> impl IntoView {
    let words = &text().console.people;
    let form = ConsoleForm::of("invite", &["email", "role", "password"]);
    let email_value = form.value("email", "");
    let role_value = form.value("role", HostRole::Developer.name());
    let email = form.field("email", words.email);
    let role = form.field("role", words.role);
    view! {
        <Section id="invite" title=words.invite_title text=words.invite_text>
            <Card>
                <PostForm form=form.clone()>
                    <div class="field-row">
                        <TextInput
                            field=email
                            name="email"
                            value=email_value
                            input_type="email"
                            autocomplete="off"
                            placeholder="ada@example.com"
                            required=true
                        />
                        <RoleSelect field=role value=role_value/>
                    </div>
                    <p class="small muted">{words.roles_text}</p>
                    <PasswordAgain form/>
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.invite_submit}</Button>
                    </div>
                </PostForm>
            </Card>
        </Section>
    }
}

/// The link of an invitation that was just made.
#[component]
pub(super) fn InvitationLink(
    /// Name of the host.
    host: String,
) -> impl IntoView {
    let Some(ShownOnce::Invitation(NewInvitation { invitation, link })) = use_context() else {
        return ().into_any();
    };
    let (words, locale) = (&text().console.people, page().locale);
    let title = fill(words.link_title, &[("email", &invitation.email)]);
    let explanation = fill(
        words.link_text,
        &[
            ("host", &host),
            ("role", role_name(invitation.role)),
            ("date", &format_date(invitation.expires_at, locale)),
        ],
    );
    view! {
        <ShownCard id="invitation" icon=IconName::Mail title value=link what=words.link>
            <p class="small">{explanation}</p>
        </ShownCard>
    }
    .into_any()
}

/// The invitations that can still be accepted.
#[component]
pub(super) fn OpenInvitations(
    /// The newest first.
    invitations: Vec<HostInvitation>,
    /// The reader may withdraw them.
    may_withdraw: bool,
) -> impl IntoView {
    if invitations.is_empty() {
        return ().into_any();
    }
    let words = &text().console.people;
    let mut columns = vec![
        Column::new(words.email),
        Column::new(words.column_role),
        Column::new(words.column_invited),
        Column::new(words.column_expires),
    ];
    if may_withdraw {
        columns.push(Column::actions(text().console.actions));
    }
    let rows: Vec<_> = invitations
        .into_iter()
        .map(|invitation| view! { <InvitationRow invitation may_withdraw/> })
        .collect();
    view! {
        <section class="stack console-part" aria-labelledby="invitations">
            <h2 id="invitations">{words.invitations_title}</h2>
            <TableCard>
                <Table caption=words.invitations_title columns>{rows}</Table>
            </TableCard>
        </section>
    }
    .into_any()
}

#[component]
fn InvitationRow(invitation: HostInvitation, may_withdraw: bool) -> impl IntoView {
    let (words, locale) = (&text().console.people, page().locale);
    let withdraw = may_withdraw.then(|| {
        let about = fill(words.withdraw_of, &[("email", &invitation.email)]);
        view! {
            <Cell>
                <div class="row-actions">
                    <PostForm form=ConsoleForm::fresh("withdraw") hidden=vec![("id", invitation.id.clone())]>
                        <Button size=ButtonSize::Small>
                            <span aria-hidden="true">{words.withdraw}</span>
                            <VisuallyHidden>{about}</VisuallyHidden>
                        </Button>
                    </PostForm>
                </div>
            </Cell>
        }
    });
    view! {
        <Row>
            <RowHead><span class="strong"><Data text=invitation.email/></span></RowHead>
            <Cell><RoleChip role=invitation.role/></Cell>
            <Cell label=words.column_invited>
                <By ms=invitation.created_at who=invitation.invited_by/>
            </Cell>
            <Cell label=words.column_expires>
                <span class="muted"><DateText ms=invitation.expires_at locale/></span>
            </Cell>
            {withdraw}
        </Row>
    }
}

/// "21 Nov 2026 by ada@example.com"
#[component]
pub(super) fn By(
    /// Milliseconds since the epoch.
    ms: i64,
    /// Who.
    who: String,
) -> impl IntoView {
    let (before, after) = text()
        .console
        .by_and_date
        .split_once("{date}")
        .unwrap_or_default();
    let by = |part: &str| fill(part, &[("who", &who)]);
    let (before, after) = if who.is_empty() {
        (String::new(), String::new())
    } else {
        (by(before), by(after))
    };
    view! {
        <span class="muted">{before}<DateText ms locale=page().locale/>{after}</span>
    }
}
