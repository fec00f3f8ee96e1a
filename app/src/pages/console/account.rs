//! `/console/account`: one's own account: who one is, the password, signing out.

use leptos::prelude::*;

use super::form::{ConsoleForm, PostForm, RefusedNotice};
use super::frame::{TopFrame, account, console, load_console};
use crate::backend::ConsoleAccount;
use crate::layout::PageWidth;
use crate::page::text;
use crate::ui::{
    Button, ButtonKind, ButtonSize, Card, Data, Fact, Facts, PageHeader, Section, TextInput,
};

/// The signed-in account.
#[component]
pub fn AccountPage() -> impl IntoView {
    let data = async { account(&console()?).await };
    load_console(data, |account| {
        let words = &text().console.access;
        view! {
            <TopFrame title=words.account_title width=PageWidth::Narrow>
                <PageHeader title=words.account_title/>
                <RefusedNotice shown=&["password"]/>
                <Section id="profile" title=words.account_facts text=words.account_facts_text>
                    <Profile account/>
                </Section>
                <Section id="password" title=words.password_title text=words.password_text>
                    <Card><ChangePassword/></Card>
                </Section>
                <Section id="sign-out" title=words.sign_out_title text=words.sign_out_text>
                    <PostForm form=ConsoleForm::fresh("sign_out")>
                        <div><Button>{words.sign_out}</Button></div>
                    </PostForm>
                </Section>
            </TopFrame>
        }
    })
}

#[component]
fn Profile(account: ConsoleAccount) -> impl IntoView {
    let words = &text().console.access;
    let role = if account.is_operator {
        words.account_operator_text
    } else {
        words.account_member_text
    };
    view! {
        <Card>
            <Facts>
                <Fact term=words.name><Data text=account.name/></Fact>
                <Fact term=words.email><Data text=account.email/></Fact>
                <Fact term=words.account_role>{role}</Fact>
            </Facts>
        </Card>
    }
}

#[component]
fn ChangePassword() -> impl IntoView {
    let words = &text().console.access;
    let form = ConsoleForm::of("password", &["current", "new"]);
    let current = form.field("current", words.password_current);
    let new = form
        .field("new", words.password_new)
        .help(words.password_help);
    view! {
        <PostForm form>
            <TextInput
                field=current
                name="current"
                input_type="password"
                autocomplete="current-password"
                required=true
            />
            <TextInput field=new name="new" input_type="password" autocomplete="new-password" required=true/>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary size=ButtonSize::Form>{words.password_submit}</Button>
            </div>
        </PostForm>
    }
}
