//! Adding, removing and moving rows of lists in place.

use wasm_bindgen::JsCast;
use web_sys::{
    DocumentFragment, Element, HtmlButtonElement, HtmlElement, HtmlTemplateElement, Node,
};

use super::drawn_field::{ROW, rows_in, set_attribute};
use super::parts::{Parts, Said, find};
use crate::browser::text_of;
use crate::forms::config::RowTexts;
use crate::i18n::fill;

/// Does what a button of a list says; `false`: it is none, or there is nothing to do.
pub(super) fn press(parts: &Parts, texts: &RowTexts, most: usize, button: &HtmlElement) -> bool {
    match button.get_attribute("data-form-row-action") {
        Some(action) => change(parts, texts, most, button, &action).is_some(),
        None if button.has_attribute("data-form-add") => add(parts, texts, most, button).is_some(),
        None => false,
    }
}

fn add(parts: &Parts, texts: &RowTexts, most: usize, button: &HtmlElement) -> Option<()> {
    let list = button.closest("fieldset").ok()??;
    let around: Element = find(&list, "[data-form-rows]")?;
    let template: HtmlTemplateElement = find(&around, ":scope > template")?;
    let token = template.get_attribute("data-form-template")?;
    let number = rows_in(&around)
        .iter()
        .filter_map(|row| row.get_attribute(ROW)?.parse::<u32>().ok())
        .max()
        .map_or(0, |last| last + 1)
        .to_string();
    let fresh: DocumentFragment = template
        .content()
        .clone_node_with_deep(true)
        .ok()?
        .unchecked_into();
    name_row(fresh.as_ref(), &token, &number);
    around.insert_before(&fresh, Some(&template)).ok()?;
    let row = rows_in(&around).pop()?;
    let title = renumber(&list, &around, texts, most, &row);
    say(parts, &texts.added, &title, "");
    if let Some(control) = find::<HtmlElement>(&row, ":scope .field :is(input, select, textarea)") {
        let _ = control.focus();
    }
    Some(())
}

fn change(
    parts: &Parts,
    texts: &RowTexts,
    most: usize,
    button: &HtmlElement,
    action: &str,
) -> Option<()> {
    let row: HtmlElement = button.closest(&format!("[{ROW}]")).ok()??.dyn_into().ok()?;
    let around = row.parent_element()?;
    let list = around.closest("fieldset").ok()??;
    let rows = rows_in(&around);
    let at = rows.iter().position(|other| *other == row)?;
    match action {
        "remove" => {
            let title = title_of(&row);
            row.remove();
            let next = rows.get(at + 1).or_else(|| rows.get(at.checked_sub(1)?));
            let next =
                next.and_then(|row| find::<HtmlElement>(row, "[data-form-row-action=remove]"));
            renumber(&list, &around, texts, most, &row);
            let focus = next.or_else(|| find(&list, "[data-form-add]"))?;
            let _ = focus.focus();
            say(parts, &texts.removed, &title, "");
        }
        "up" => {
            let before = rows.get(at.checked_sub(1)?)?;
            around.insert_before(&row, Some(before)).ok()?;
            moved(parts, texts, most, &list, &around, &row, button);
        }
        "down" => {
            let after = rows.get(at + 1)?;
            around.insert_before(after, Some(&row)).ok()?;
            moved(parts, texts, most, &list, &around, &row, button);
        }
        _ => return None,
    }
    Some(())
}

fn moved(
    parts: &Parts,
    texts: &RowTexts,
    most: usize,
    list: &Element,
    around: &Element,
    row: &HtmlElement,
    button: &HtmlElement,
) {
    let before = title_of(row);
    renumber(list, around, texts, most, row);
    let rows = rows_in(around);
    let place = rows
        .iter()
        .position(|other| other == row)
        .unwrap_or_default()
        + 1;
    // A moved element loses the focus in some browsers.
    let _ = button.focus();
    say(parts, &texts.moved, &before, &place.to_string());
}

/// Brings titles and buttons in line with the rows' places; answers the title of `of`.
fn renumber(
    list: &Element,
    around: &Element,
    texts: &RowTexts,
    most: usize,
    of: &HtmlElement,
) -> String {
    let label = find::<Element>(list, "[data-form-label]");
    let label = label.map(|label| text_of(&label)).unwrap_or_default();
    let rows = rows_in(around);
    let mut found = String::new();
    for (index, row) in rows.iter().enumerate() {
        let place = (index + 1).to_string();
        let title = fill(&texts.title, &[("list", &label), ("n", &place)]);
        if let Some(heading) = find::<Element>(row, "[data-form-row-title]") {
            heading.set_text_content(Some(&title));
        }
        for (action, name) in &texts.buttons {
            let selector = format!("[data-form-row-action={action}]");
            if let Some(button) = find::<Element>(row, &selector) {
                set_attribute(&button, "aria-label", Some(&fill(name, &[("row", &title)])));
            }
        }
        if row == of {
            found = title;
        }
    }
    if let Some(empty) = find::<HtmlElement>(around, ":scope > [data-form-empty]") {
        empty.set_hidden(!rows.is_empty());
    }
    let add = find::<HtmlButtonElement>(list, ":scope > div > [data-form-add]");
    if let Some(add) = add {
        add.set_disabled(rows.len() >= most);
    }
    found
}

fn title_of(row: &Element) -> String {
    let title = find::<Element>(row, "[data-form-row-title]");
    title.map(|title| text_of(&title)).unwrap_or_default()
}

fn say(parts: &Parts, sentence: &str, row: &str, place: &str) {
    let text = fill(sentence, &[("row", row), ("n", place)]);
    parts.say(&Said {
        text: &text,
        ..Said::default()
    });
}

/// Gives a new row its number wherever its names and ids have the token that stands for it, also inside the templates of
/// lists in the row.
fn name_row(node: &Node, token: &str, number: &str) {
    if let Some(element) = node.dyn_ref::<Element>() {
        for name in element
            .get_attribute_names()
            .iter()
            .filter_map(|name| name.as_string())
        {
            let Some(value) = element.get_attribute(&name) else {
                continue;
            };
            let named = with_number(&value, token, number);
            if named != value {
                set_attribute(element, &name, Some(&named));
            }
        }
        if let Some(template) = element.dyn_ref::<HtmlTemplateElement>() {
            name_row(template.content().as_ref(), token, number);
        }
    }
    let children = node.child_nodes();
    for at in 0..children.length() {
        if let Some(child) = children.get(at) {
            name_row(&child, token, number);
        }
    }
}

/// No key of a field begins with an underscore, so after a point or a hyphen the token is never part of one.
fn with_number(value: &str, token: &str, number: &str) -> String {
    if value == token {
        return number.to_owned();
    }
    value
        .replace(format!(".{token}").as_str(), &format!(".{number}"))
        .replace(format!("-{token}").as_str(), &format!("-{number}"))
}
