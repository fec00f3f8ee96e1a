//! Choosing the organisation that a page is about.

use leptos::prelude::*;

use crate::layout::{Actions, org_name};
use crate::page::page;
use crate::ui::{Button, ButtonKind, Data};

/// One button for each organisation; it becomes the active one of the session, and the page comes back.
#[component]
pub fn OrgButtons(
    /// Ids.
    orgs: Vec<String>,
) -> impl IntoView {
    let next = page().path.clone();
    let buttons: Vec<_> = orgs
        .into_iter()
        .map(|org| {
            let name = org_name(&org);
            view! { <li><Button kind=ButtonKind::Secondary name="org" value=org><Data text=name/></Button></li> }
        })
        .collect();
    view! {
        <form method="post" action=Actions::default().switch_org>
            <input type="hidden" name="next" value=next/>
            <ul class="actions" role="list">{buttons}</ul>
        </form>
    }
}
