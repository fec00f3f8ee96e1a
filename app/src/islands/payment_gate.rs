//! The host's side of a payment plugin: owns the plugin's slot, tells it what the buyer types, waits for its answer and hands
//! that to the form that pays. A sandboxed plugin may have the shop's own button and amounts.

use leptos::prelude::*;
use portico_sdk::offer::checkout::{BUTTON, ButtonLook, ButtonProps, MONEY, MoneyProps, PRESS};
use portico_sdk::slot::{CheckoutContext, slots};
use serde_json::Value;

use crate::i18n::Locale;
use crate::slot::{HostComponent, PLUGIN_EVENT, PluginEvent, PluginSlot, SlotOffer};
use crate::ui::{ButtonKind, ButtonSize, Money, button_class};

/// Id of the line under the button.
const HINT: &str = "payment-hint";

/// Holds the payment slot, and below it the form that pays. The form is sent only with the reference that the plugin gave
/// in a `plugin-event`; before that, the button that pays is disabled, and a line below it says why.
#[island(lazy)]
pub fn PaymentGate(
    /// What the plugin gets to know.
    context: CheckoutContext,
    /// Why the button cannot be pressed yet.
    hint: String,
    /// The page's language, for amounts.
    locale: Locale,
    /// The form.
    children: Children,
) -> impl IntoView {
    let reference = RwSignal::new(String::new());
    let on_event = Callback::new(move |event: PluginEvent| {
        if let Some(said) = reference_after(&event) {
            reference.set(said);
        }
    });
    let context = RwSignal::new(context);
    let form = NodeRef::<leptos::html::Div>::new();
    #[cfg(feature = "hydrate")]
    {
        Effect::new(move || {
            if let Some(form) = form.get() {
                browser::set_reference(&form, &reference.get());
            }
        });
        browser::follow_email(form, context);
    }
    let offer = SlotOffer::new()
        .component(BUTTON, |host| view! { <OfferedButton host/> })
        .component(MONEY, move |host| view! { <OfferedMoney host locale/> });
    view! {
        <div class="checkout-steps">
            <PluginSlot r#slot=slots::CHECKOUT_PAYMENT context on_event offer/>
            <div>
                <div node_ref=form>{children()}</div>
                <p
                    class="checkout-hint small muted with-script"
                    id=HINT
                    hidden=move || reference.with(|reference| !reference.is_empty())
                >
                    {hint}
                </p>
            </div>
        </div>
    }
}

/// One element whatever changes, so that it keeps the focus.
#[component]
fn OfferedButton(host: HostComponent<ButtonProps>) -> impl IntoView {
    let props = host.props;
    let class = move || {
        let kind = match props.get().look {
            ButtonLook::Primary => ButtonKind::Primary,
            ButtonLook::Secondary => ButtonKind::Secondary,
        };
        button_class(kind, ButtonSize::Normal)
    };
    view! {
        <button
            type="button"
            class=class
            disabled=move || props.get().disabled
            on:click=move |_| host.emit(PRESS, &Value::Null)
        >
            {HostComponent::<ButtonProps>::children()}
        </button>
    }
}

#[component]
fn OfferedMoney(host: HostComponent<MoneyProps>, locale: Locale) -> impl IntoView {
    // Before it is known of which currency, there is no amount.
    move || {
        let MoneyProps { amount, currency } = host.props.get();
        (!currency.is_empty()).then(|| view! { <Money amount currency locale/> })
    }
}

/// The reference to pay with after an event; empty: none any more; `None`: the event says nothing about it.
fn reference_after(event: &PluginEvent) -> Option<String> {
    if event.name != PLUGIN_EVENT {
        return None;
    }
    match event.kind()? {
        "payment-authorised" => {
            let intent = event.detail.get("intentId")?.as_str()?;
            Some(intent.to_owned())
        }
        "payment-ready" | "payment-failed" => Some(String::new()),
        _ => None,
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::html::Div;
    use leptos::prelude::*;
    use portico_sdk::slot::CheckoutContext;
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlButtonElement, HtmlInputElement};

    use crate::browser::Listener;

    /// Keeps the context's address for the receipt at what stands in the form: the plugin knows it as soon as it is typed
    /// (PARITY 26). One that is not complete is none.
    pub fn follow_email(form: NodeRef<Div>, context: RwSignal<CheckoutContext>) {
        let listening = StoredValue::new_local(None);
        Effect::new(move || {
            let Some(form) = form.get() else { return };
            let tell = {
                let form = form.clone();
                move || {
                    let typed = email(&form);
                    if context.with_untracked(|context| context.email != typed) {
                        context.update(|context| context.email = typed);
                    }
                }
            };
            // The server or the browser may have filled it in already.
            tell();
            listening.set_value(Some(Listener::new(&form, "input", move |_| tell())));
        });
    }

    fn email(around: &Element) -> Option<String> {
        let input = input(around, "input[name=email]")?;
        let typed = input.value();
        (!typed.is_empty() && input.check_validity()).then_some(typed)
    }

    fn input(around: &Element, selector: &str) -> Option<HtmlInputElement> {
        around.query_selector(selector).ok()??.dyn_into().ok()
    }

    pub fn set_reference(around: &Element, reference: &str) {
        if let Some(input) = input(around, "input[name=payment_reference]") {
            input.set_value(reference);
        }
        if let Ok(Some(button)) = around.query_selector("form button")
            && let Ok(button) = button.dyn_into::<HtmlButtonElement>()
        {
            button.set_disabled(reference.is_empty());
            let _ = if reference.is_empty() {
                button.set_attribute("aria-describedby", super::HINT)
            } else {
                button.remove_attribute("aria-describedby")
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn after(name: &str, detail: Value) -> Option<String> {
        reference_after(&PluginEvent {
            name: name.to_owned(),
            plugin: "acme-pay".to_owned(),
            extension: "acme_pay_checkout".to_owned(),
            detail,
        })
    }

    #[test]
    fn a_reference_lasts_until_the_plugin_starts_over_or_fails() {
        let authorised = json!({"type": "payment-authorised", "intentId": "pi_1"});
        assert_eq!(
            after(PLUGIN_EVENT, authorised.clone()),
            Some("pi_1".to_owned())
        );
        for kind in ["payment-ready", "payment-failed"] {
            assert_eq!(
                after(PLUGIN_EVENT, json!({ "type": kind })),
                Some(String::new())
            );
        }
        assert_eq!(after("plugin:submit", authorised), None);
    }

    #[test]
    fn an_event_that_is_not_as_expected_changes_nothing() {
        for detail in [
            Value::Null,
            json!("payment-authorised"),
            json!({"type": "payment-authorised"}),
            json!({"type": "payment-authorised", "intentId": 7}),
            json!({"type": "wallet-opened"}),
        ] {
            assert_eq!(after(PLUGIN_EVENT, detail.clone()), None, "{detail}");
        }
    }
}
