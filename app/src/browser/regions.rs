//! Parts of the page that the server draws anew while the rest stays. A part is an element with `data-region` and an id; the
//! page that the server answers has the same one. No islands may be inside: nobody would bring new ones to life.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Document, DomParser, Element, HtmlElement, RequestInit, Response};
use web_sys::{SupportedType, UrlSearchParams};

/// A page as the server answered it.
pub struct Page {
    /// It is the page that was asked for, not one about a failure.
    pub ok: bool,
    document: Document,
}

/// Asks for a page of ours, or posts a form and follows to the page after it. `None`: the server was not reached, or the
/// request was given up.
pub async fn ask(
    url: &str,
    form: Option<&UrlSearchParams>,
    signal: Option<&AbortSignal>,
) -> Option<Page> {
    exchange(url, form, signal).await.ok()
}

async fn exchange(
    url: &str,
    form: Option<&UrlSearchParams>,
    signal: Option<&AbortSignal>,
) -> Result<Page, JsValue> {
    let options = RequestInit::new();
    options.set_signal(signal);
    if let Some(form) = form {
        options.set_method("POST");
        options.set_body(form);
        // Who does something and leaves the page at once has done it. web-sys does not have it.
        js_sys::Reflect::set(&options, &"keepalive".into(), &true.into())?;
    }
    let headers = web_sys::Headers::new()?;
    // What fails is answered as a page, too.
    headers.set("accept", "text/html")?;
    options.set_headers(&headers);
    let response = JsFuture::from(window().fetch_with_str_and_init(url, &options)).await?;
    let response: Response = response.unchecked_into();
    let html = JsFuture::from(response.text()?).await?;
    let document = DomParser::new()?.parse_from_string(
        &html.as_string().unwrap_or_default(),
        SupportedType::TextHtml,
    )?;
    Ok(Page {
        ok: response.ok(),
        document,
    })
}

impl Page {
    /// Puts the page's parts in place of those that are shown. True if there was any.
    pub fn show(&self) -> bool {
        let Ok(places) = document().query_selector_all("[data-region]") else {
            return false;
        };
        let shown = (0..places.length())
            .filter_map(|at| places.get(at))
            .map(JsCast::unchecked_into::<Element>)
            .filter(|place| self.show_in(place).is_some());
        shown.count() > 0
    }

    /// The part that a place is for; what is in it that had the focus has it again, or else the part as a whole.
    fn show_in(&self, place: &Element) -> Option<()> {
        let part = self.document.get_element_by_id(&place.id())?;
        let focused = document()
            .active_element()
            .filter(|focused| focused != place && place.contains(Some(focused)));
        let who = focused.as_ref().map(identity);
        put(place, &part);
        if let Some(who) = who {
            let again = controls(place)
                .into_iter()
                .find(|control| identity(control) == who)
                .unwrap_or_else(|| place.clone());
            let _ = again.unchecked_into::<HtmlElement>().focus();
        }
        Some(())
    }

    /// What the page says just happened, into the place for it.
    pub fn show_toast(&self) -> Option<Element> {
        let place = document().get_element_by_id("toasts")?;
        let part = self.document.get_element_by_id("toasts")?;
        part.first_element_child()?;
        put(&place, &part);
        place.first_element_child()
    }

    /// What a page about a failure says.
    pub fn failure(&self) -> Option<String> {
        let of = |selector| {
            let found = self.document.query_selector(selector).ok()??;
            found.text_content().filter(|text| !text.is_empty())
        };
        let (title, text) = (of("main .empty > h2")?, of("main .empty > p")?);
        Some(format!("{title}. {text}"))
    }
}

fn put(place: &Element, part: &Element) {
    place.set_text_content(None);
    while let Some(node) = part.first_child() {
        // Moves it out of the page that was answered.
        if place.append_child(&node).is_err() {
            return;
        }
    }
}

fn controls(place: &Element) -> Vec<Element> {
    let Ok(found) = place.query_selector_all("a[href], button, input, summary") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at))
        .map(JsCast::unchecked_into)
        .collect()
}

/// What tells a control from the others of its part: where it leads, or what its form does.
fn identity(control: &Element) -> [Option<String>; 3] {
    let form = control.closest("[data-key]").ok().flatten();
    [
        Some(control.local_name()),
        control.get_attribute("href"),
        form.and_then(|form| form.get_attribute("data-key")),
    ]
}
