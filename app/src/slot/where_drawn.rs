//! A part of an island that the server may or may not have drawn.
//!
//! An island hydrates by walking over what the server drew, so both have to agree on what is there. Whether a slot has any
//! extensions only the server knows; here it is seen in the document.

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, Node};

/// `view` where the next node is the element of `slot`; else nothing, as the server drew nothing.
pub struct WhereDrawn<V> {
    /// The slot's key, in `data-slot` of its element.
    pub slot: &'static str,
    /// The element.
    pub view: V,
}

impl<V: Render> Render for WhereDrawn<V> {
    type State = <Option<V> as Render>::State;

    /// Made in the browser there is nothing to show: what plugins show is drawn by the server.
    fn build(self) -> Self::State {
        None::<V>.build()
    }

    /// What the server drew stays as it is.
    fn rebuild(self, _state: &mut Self::State) {}
}

impl<V: RenderHtml> AddAnyAttr for WhereDrawn<V> {
    type Output<NewAttr: Attribute> = WhereDrawn<<V as AddAnyAttr>::Output<NewAttr>>;

    fn add_any_attr<NewAttr: Attribute>(self, attr: NewAttr) -> Self::Output<NewAttr>
    where
        Self::Output<NewAttr>: RenderHtml,
    {
        WhereDrawn {
            slot: self.slot,
            view: self.view.add_any_attr(attr),
        }
    }
}

impl<V: RenderHtml> RenderHtml for WhereDrawn<V> {
    type AsyncOutput = WhereDrawn<V::AsyncOutput>;
    type Owned = WhereDrawn<V::Owned>;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {
        self.view.dry_resolve();
    }

    async fn resolve(self) -> Self::AsyncOutput {
        WhereDrawn {
            slot: self.slot,
            view: self.view.resolve().await,
        }
    }

    fn to_html_with_buf(
        self,
        buf: &mut String,
        position: &mut Position,
        escape: bool,
        mark_branches: bool,
        extra_attrs: Vec<AnyAttribute>,
    ) {
        self.view
            .to_html_with_buf(buf, position, escape, mark_branches, extra_attrs);
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        cursor: &Cursor,
        position: &PositionState,
    ) -> Self::State {
        let drawn = is_element_of(self.slot, next(cursor, position));
        drawn
            .then_some(self.view)
            .hydrate::<FROM_SERVER>(cursor, position)
    }

    fn into_owned(self) -> Self::Owned {
        WhereDrawn {
            slot: self.slot,
            view: self.view.into_owned(),
        }
    }
}

/// The node that the cursor comes to next, as elements find theirs.
fn next(cursor: &Cursor, position: &PositionState) -> Option<Node> {
    let here = cursor.current();
    match position.get() {
        Position::FirstChild => here.first_child(),
        Position::Current => Some(here),
        _ => here.next_sibling(),
    }
}

fn is_element_of(slot: &str, node: Option<Node>) -> bool {
    node.and_then(|node| node.dyn_into::<Element>().ok())
        .and_then(|element| element.get_attribute("data-slot"))
        .is_some_and(|drawn| drawn == slot)
}
