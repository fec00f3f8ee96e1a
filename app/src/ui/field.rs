//! What stands around a control: label, help, error, and the wiring that tells assistive technology about them.

use leptos::prelude::*;

/// The words around a control. Controls take it and draw their field themselves.
///
/// ```
/// # use portico_app::ui::FieldInfo;
/// let field = FieldInfo::new("email", "Email").help("For the receipt.").error(None::<String>);
/// assert_eq!(field.described_by().as_deref(), Some("email-help"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldInfo {
    id: String,
    label: String,
    help: Option<String>,
    error: Option<String>,
    mark: Option<String>,
    label_hidden: bool,
}

impl FieldInfo {
    /// A field whose control has the id `id`, unique on the page.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// A sentence that helps to fill in the field.
    #[must_use]
    pub fn help(mut self, help: impl Into<MaybeText>) -> Self {
        self.help = help.into().0;
        self
    }

    /// What is wrong with the value; marks the control as invalid.
    #[must_use]
    pub fn error(mut self, error: impl Into<MaybeText>) -> Self {
        self.error = error.into().0;
        self
    }

    /// A muted word at the end of the label, such as "Optional".
    #[must_use]
    pub fn mark(mut self, mark: impl Into<MaybeText>) -> Self {
        self.mark = mark.into().0;
        self
    }

    /// Keeps the label for assistive technology only, where the control explains itself to the eye.
    #[must_use]
    pub fn hide_label(mut self) -> Self {
        self.label_hidden = true;
        self
    }

    /// Id of the control.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Text of the label.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The value is wrong.
    pub fn is_invalid(&self) -> bool {
        self.error.is_some()
    }

    /// `aria-invalid` of the control.
    pub fn aria_invalid(&self) -> Option<&'static str> {
        self.is_invalid().then_some("true")
    }

    /// `aria-describedby` of the control: the error first, because it is what changed.
    pub fn described_by(&self) -> Option<String> {
        let error = self.error.as_ref().map(|_| format!("{}-error", self.id));
        let help = self.help.as_ref().map(|_| format!("{}-help", self.id));
        match (error, help) {
            (Some(error), Some(help)) => Some(format!("{error} {help}")),
            (one, other) => one.or(other),
        }
    }
}

/// A text that may be missing; an empty one counts as missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MaybeText(Option<String>);

impl From<&str> for MaybeText {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for MaybeText {
    fn from(text: String) -> Self {
        Self(Some(text).filter(|text| !text.is_empty()))
    }
}

impl<T: Into<Self>> From<Option<T>> for MaybeText {
    fn from(text: Option<T>) -> Self {
        text.map_or_else(Self::default, Into::into)
    }
}

/// Label, help and error above a control that is given as children.
#[component]
pub fn Field(
    /// The words.
    info: FieldInfo,
    /// The control; it has the id and the ARIA attributes of `info`.
    children: Children,
) -> AnyView {
    let label_class = if info.label_hidden {
        "visually-hidden"
    } else {
        "field-label"
    };
    view! {
        <div class="field">
            <label class=label_class for=info.id.clone()>
                {info.label.clone()}
                {info.mark.clone().map(|mark| view! { <span class="field-mark">{mark}</span> })}
            </label>
            <FieldNotes info=info />
            {children()}
        </div>
    }
    .into_any()
}

/// Several controls that answer one question: a fieldset with a legend instead of a label.
#[component]
pub fn FieldGroup(
    /// The words.
    info: FieldInfo,
    /// The question is the heading of a section of its own.
    #[prop(optional)]
    heading: bool,
    /// The controls.
    children: Children,
) -> AnyView {
    let label = info.label.clone();
    let legend = match (heading, info.label_hidden) {
        (true, _) => view! { <legend class="field-heading"><h2>{label}</h2></legend> }.into_any(),
        (false, true) => view! { <legend class="visually-hidden">{label}</legend> }.into_any(),
        (false, false) => view! { <legend class="field-label">{label}</legend> }.into_any(),
    };
    let (id, described_by, invalid) = (info.id.clone(), info.described_by(), info.aria_invalid());
    view! {
        <fieldset class="field" id=id aria-describedby=described_by aria-invalid=invalid>
            {legend}
            <FieldNotes info=info />
            {children()}
        </fieldset>
    }
    .into_any()
}

/// Help and error, with the ids that [`FieldInfo::described_by`] names.
#[component]
pub(super) fn FieldNotes(
    /// The words.
    info: FieldInfo,
) -> AnyView {
    let FieldInfo {
        id, help, error, ..
    } = info;
    let help_id = format!("{id}-help");
    let error_id = format!("{id}-error");
    view! {
        {help.map(|help| view! { <p class="field-help" id=help_id>{help}</p> })}
        {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_and_error_are_in_the_description_error_first() {
        let field = FieldInfo::new("a", "A").help("Help").error("Wrong");
        assert_eq!(field.described_by().as_deref(), Some("a-error a-help"));
        assert_eq!(field.aria_invalid(), Some("true"));
        let html = view! { <Field info=field>"control"</Field> }.to_html();
        assert!(
            html.contains(r#"id="a-help""#) && html.contains(r#"id="a-error""#),
            "{html}"
        );
        assert!(
            html.find("a-help") < html.find("a-error")
                && html.find("a-error") < html.find("control"),
            "{html}"
        );
    }

    #[test]
    fn an_empty_text_counts_as_missing() {
        let field = FieldInfo::new("a", "A")
            .help("")
            .error(Some(String::new()))
            .error(None::<&str>);
        assert_eq!(field.described_by(), None);
        assert!(!field.is_invalid());
    }
}
