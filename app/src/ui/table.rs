//! Tables. Roles are written out, because a table whose cells are laid out as cards loses them in some browsers.

use leptos::prelude::*;

/// One column of a [`Table`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Heading.
    pub label: String,
    /// Numbers, aligned at the end.
    pub numeric: bool,
    /// The heading is for assistive technology only.
    pub unseen: bool,
}

impl Column {
    /// A column of text.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// A column of buttons, which explain themselves to the eye.
    pub fn actions(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            numeric: true,
            unseen: true,
        }
    }

    /// A column of numbers.
    pub fn numeric(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            numeric: true,
            ..Self::default()
        }
    }
}

/// A card that holds a table and what filters it.
#[component]
pub fn TableCard(
    /// [`TableTools`] and [`Table`].
    children: Children,
) -> AnyView {
    view! { <div class="table-card">{children()}</div> }.into_any()
}

/// Search and filters above a table.
#[component]
pub fn TableTools(
    /// A form, chips.
    children: Children,
) -> AnyView {
    view! { <div class="table-tools">{children()}</div> }.into_any()
}

/// A table of [`Row`]s; on narrow screens each row becomes a card.
#[component]
pub fn Table(
    /// What the table lists, for assistive technology.
    #[prop(into)]
    caption: String,
    /// Headings.
    columns: Vec<Column>,
    /// Keeps the headings for assistive technology only, where the rows explain themselves.
    #[prop(optional)]
    hide_head: bool,
    /// Rows with a tile and two lines of text.
    #[prop(optional)]
    tall: bool,
    /// A class of the stylesheet for columns and cards of a table's own.
    #[prop(optional)]
    class: &'static str,
    /// [`Row`]s.
    children: Children,
) -> AnyView {
    let head: Vec<_> = columns
        .into_iter()
        .map(|column| {
            let class = column.numeric.then_some("numeric");
            let label_class = column.unseen.then_some("visually-hidden");
            view! {
                <th scope="col" role="columnheader" class=class>
                    <span class=label_class>{column.label}</span>
                </th>
            }
        })
        .collect();
    let height = if tall { "table table-tall" } else { "table" };
    let class = if class.is_empty() {
        height.to_owned()
    } else {
        format!("{height} {class}")
    };
    view! {
        <table class=class role="table">
            <caption class="visually-hidden">{caption}</caption>
            <thead role="rowgroup" class=hide_head.then_some("visually-hidden")>
                <tr role="row">{head}</tr>
            </thead>
            <tbody role="rowgroup">{children()}</tbody>
        </table>
    }
    .into_any()
}

/// One row.
#[component]
pub fn Row(
    /// Id, so that a link can lead to it.
    #[prop(optional, into)]
    id: Option<String>,
    /// A [`RowHead`], then [`Cell`]s.
    children: Children,
) -> AnyView {
    view! { <tr role="row" id=id>{children()}</tr> }.into_any()
}

/// The cell that names the row.
#[component]
pub fn RowHead(
    /// Content.
    children: Children,
) -> AnyView {
    view! { <th scope="row" role="rowheader">{children()}</th> }.into_any()
}

/// Any other cell.
#[component]
pub fn Cell(
    /// Heading repeated before the value when the row is a card.
    #[prop(optional, into)]
    label: Option<String>,
    /// A number, aligned at the end.
    #[prop(optional)]
    numeric: bool,
    /// Content.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <td role="cell" class=numeric.then_some("numeric")>
            {label.map(|label| view! { <span class="row-label" aria-hidden="true">{label}</span> })}
            {children.map(|children| children())}
        </td>
    }
    .into_any()
}
