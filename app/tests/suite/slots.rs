//! Slots as the server draws them.

use std::time::Duration;

use leptos::prelude::*;
use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::slot::{PluginEvent, PluginSlot, SlotLook, SlotOffer};
use portico_sdk::extension::{ExtensionKind, Sandbox};
use portico_sdk::i18n::LocaleText;
use portico_sdk::offer::dashboard::{CHART, SHOW_RANGE};
use portico_sdk::schema::{Field, FieldKind, FormSchema, Level};
use portico_sdk::slot::{
    DashboardContext, PaymentSettingsContext, PluginSettingsContext, SidebarContext, slots,
};

use crate::support::{Page, all_kinds, body, component, form, ids, island_props, item, tag_with};

fn context() -> PaymentSettingsContext {
    PaymentSettingsContext {
        payment_method_id: "pm-1".to_owned(),
        provider: "acme-pay".to_owned(),
    }
}

fn slot() -> impl IntoView {
    view! { <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context() /> }
}

#[tokio::test]
async fn parity_27_a_slot_with_no_extensions_renders_nothing_at_all() {
    let elsewhere = {
        let mut item = component("elsewhere");
        item.slot = slots::SIDEBAR.key.to_owned();
        item
    };
    for page in [Page::default(), Page::with([elsewhere])] {
        let html = page.html(slot).await;
        let rest = body(&html).replace("<!>", "");
        assert_eq!(rest, "", "{html}");
    }
}

#[tokio::test]
async fn parity_27_a_slot_with_its_own_landmark_or_in_an_island_leaves_none_behind_when_it_is_empty()
 {
    let beside = || {
        let context = SidebarContext {
            path: "/admin".to_owned(),
        };
        view! { <PluginSlot r#slot=slots::SIDEBAR context=context look=SlotLook::Sidebar /> }
    };
    let empty = Page::default().html(beside).await;
    assert_eq!(body(&empty).replace("<!>", ""), "", "{empty}");
    let mut link = form("links", FormSchema::default());
    link.slot = slots::SIDEBAR.key.to_owned();
    let filled = Page::with([link]).html(beside).await;
    assert_eq!(
        filled.matches(r#"<aside class="sidebar-slot">"#).count(),
        1,
        "{filled}"
    );

    let sandbox = item(
        "boxed",
        ExtensionKind::Sandbox {
            sandbox: Sandbox::default(),
        },
    );
    for page in [Page::default(), Page::with([sandbox])] {
        let html = page.html(|| view! { <Checkout /> }).await;
        assert!(html.contains("data-component=\"Checkout_"), "{html}");
        assert!(
            !html.contains("plugin-slot")
                && !html.contains("data-slot")
                && !html.contains("leptos-children"),
            "{html}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_forms_of_a_page_load_side_by_side_and_stay_in_order() {
    let ids = ["one", "two", "three"];
    let html_of = |page: Page| {
        page.load_takes(Duration::from_secs(2)).html(|| {
            view! {
                <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context() />
                <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context() look=SlotLook::Plain />
            }
        })
    };
    let before = tokio::time::Instant::now();
    let html = html_of(Page::with(ids.map(|id| form(id, all_kinds())))).await;
    assert_eq!(before.elapsed().as_secs(), 2, "as long as one of them");
    let mut rest = html.as_str();
    for id in ids.iter().chain(&ids) {
        let mark = format!("data-extension=\"{id}\"");
        let at = rest.find(&mark);
        assert!(at.is_some(), "{id} is missing or out of order");
        rest = &rest[at.unwrap()..];
    }
}

#[tokio::test]
async fn a_host_member_s_forms_are_the_host_s_to_fill_in() {
    let mut schema = all_kinds();
    for field in &mut schema.fields {
        field.level = Level::Host;
    }
    let page = Page::with([form("settings", schema)]);
    let org = page.clone().html(slot).await;
    let host = page.host_member().html(slot).await;
    for (html, locked, scope) in [(&org, true, "org"), (&host, false, "host")] {
        for control in ["active", "mode"] {
            let tag = tag_with(html, &format!("name=\"{control}\""));
            assert_eq!(tag.contains(" disabled"), locked, "{tag}");
        }
        assert_eq!(
            tag_with(html, r#"name="name""#).contains(" readonly"),
            locked
        );
        assert!(
            html.contains(&format!(r#"name="portico_scope" value="{scope}""#)),
            "{html}"
        );
        assert_eq!(island_props(html)[0]["config"]["level"], scope);
    }
}

#[tokio::test]
async fn a_refused_manifest_renders_nothing() {
    for status in [401, 403, 500] {
        let page = Page {
            manifest: Err(AppError::new(status, "x", "x")),
            ..Page::default()
        };
        let html = page.html(slot).await;
        assert!(!html.contains("data-plugin"), "{html}");
        assert!(!html.contains("plugin-surface"), "{html}");
    }
}

#[tokio::test]
async fn parity_27_each_extension_has_its_own_surface_with_a_caption_in_manifest_order() {
    let html = Page::with([component("second"), form("first", all_kinds())])
        .html(slot)
        .await;
    assert_eq!(html.matches("<section").count(), 2, "{html}");
    assert!(
        html.find(r#"data-extension="second""#) < html.find(r#"data-extension="first""#),
        "{html}"
    );
    assert_eq!(
        html.matches(r#"data-plugin="acme-pay""#).count(),
        2,
        "{html}"
    );
    assert_eq!(
        html.matches("Shown by the plugin <strong><bdi>Acme Pay</bdi></strong>")
            .count(),
        2,
        "{html}"
    );
    // And the way to why it is there, whoever looks.
    let why = r#"href="/store/acme-pay#why" class="why-link">Why do I see this?"#;
    assert_eq!(html.matches(why).count(), 2, "{html}");
}

#[tokio::test]
async fn a_slot_may_be_narrowed_to_one_plugin() {
    let mut other = component("other");
    other.plugin = "other-pay".to_owned();
    let html = Page::with([other, component("own")])
        .html(|| {
            view! { <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context() plugin="acme-pay" /> }
        })
        .await;
    assert!(html.contains(r#"data-extension="own""#), "{html}");
    assert!(!html.contains("other-pay"), "{html}");
}

#[tokio::test]
async fn the_page_of_a_plugins_settings_shows_the_rest_of_its_forms_and_nobody_elses() {
    let in_settings = |id, submit_url: &str| {
        let schema = FormSchema {
            submit_url: submit_url.to_owned(),
            submit_label: LocaleText::en("Go"),
            ..FormSchema::default()
        };
        let mut item = form(id, schema);
        item.slot = slots::PLUGIN_SETTINGS.key.to_owned();
        item
    };
    let mut other = in_settings("other", "/api/v1/admin/plugins/other-pay/test");
    other.plugin = "other-pay".to_owned();
    let page = Page::with([
        in_settings("settings", "/api/v1/admin/plugins/acme-pay/settings"),
        in_settings("test", "/api/v1/admin/plugins/acme-pay/test"),
        other,
    ]);
    let html = page
        .html(|| {
            let context = PluginSettingsContext {
                plugin: "acme-pay".to_owned(),
            };
            view! { <PluginSlot r#slot=slots::PLUGIN_SETTINGS context plugin="acme-pay" /> }
        })
        .await;
    assert_eq!(html.matches("data-extension=").count(), 1, "{html}");
    assert!(html.contains(r#"data-extension="test""#), "{html}");
}

#[tokio::test]
async fn a_kind_that_cannot_be_shown_here_leaves_its_siblings_alone() {
    let sandbox = item(
        "boxed",
        ExtensionKind::Sandbox {
            sandbox: Sandbox::default(),
        },
    );
    let html = Page::with([sandbox, component("shown")]).html(slot).await;
    assert!(!html.contains("boxed"), "{html}");
    assert!(html.contains(r#"data-extension="shown""#), "{html}");
}

#[tokio::test]
async fn parity_17_two_forms_with_equal_keys_have_no_equal_ids() {
    let page = Page::with([
        form("one", all_kinds()),
        form("two", all_kinds()),
        form("one", all_kinds()),
    ]);
    let html = page
        .html(|| {
            view! {
                <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context() />
                <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context() />
            }
        })
        .await;
    let all = ids(&html);
    assert!(all.len() > 6 * 6, "{all:?}");
    let mut distinct = all.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), all.len(), "{all:?}");
    // Every label, description and heading leads to an element of its own form.
    for attribute in ["for=\"", "aria-describedby=\"", "aria-labelledby=\""] {
        for rest in html.split(attribute).skip(1) {
            for id in rest[..rest.find('"').unwrap()].split(' ') {
                assert!(all.contains(&id), "{attribute}{id} leads nowhere");
            }
        }
    }
}

#[tokio::test]
async fn parity_07_a_component_is_loaded_by_an_island_that_knows_its_files_and_context() {
    let html = Page::with([component("checkout")]).html(slot).await;
    let props = &island_props(&html)[0]["item"];
    assert_eq!(props["tag"], "stoa-acme-pay-checkout");
    assert_eq!(props["integrity"], "sha384-abc");
    assert_eq!(props["style_integrity"], "sha384-def");
    assert_eq!(props["shown"]["surface"], "admin");
    assert_eq!(props["shown"]["context"]["paymentMethodId"], "pm-1");
    assert!(
        html.contains(
            "<noscript><p class=\"failure\">Acme Pay could not be shown. It needs JavaScript."
        ),
        "{html}"
    );
    assert!(html.contains("Loading Acme Pay"), "{html}");
    // The element itself is made in the browser: nothing of the plugin runs before the host says so.
    assert!(!html.contains("<stoa-acme-pay-checkout"), "{html}");
    assert!(!html.contains("<script src=\"/plugins"), "{html}");
}

#[tokio::test]
async fn forms_12_the_place_of_a_component_has_its_height_in_the_first_bytes_of_the_page() {
    let asking = |wide, narrow| {
        let mut asking = component("asking");
        if let ExtensionKind::Component { component } = &mut asking.kind {
            component.min_height = wide;
            component.min_height_narrow = narrow;
        }
        Page::with([asking]).html(slot)
    };
    for (wide, narrow, reserved) in [
        (None, None, "--reserved: 0px; --reserved-narrow: 0px"),
        (
            Some(320),
            None,
            "--reserved: 320px; --reserved-narrow: 320px",
        ),
        (
            Some(320),
            Some(444),
            "--reserved: 320px; --reserved-narrow: 444px",
        ),
    ] {
        let html = asking(wide, narrow).await;
        let place = tag_with(&html, "plugin-place");
        assert!(place.contains(reserved), "{place}");
    }
    let html = asking(None, None).await;
    // What is reported needs to say of what.
    let props = &island_props(&html)[0]["item"]["shown"];
    for (key, value) in [
        ("plugin", "acme-pay"),
        ("extension", "asking"),
        ("version", "1.0.0"),
        ("slot", "admin:payment:settings"),
    ] {
        assert_eq!(props[key], value, "{key}");
    }
}

#[tokio::test]
async fn parity_11_external_scripts_are_the_pages_to_load_and_bare_origins_are_not_scripts() {
    let html = Page::with([component("checkout")]).html(slot).await;
    assert_eq!(
        island_props(&html)[0]["item"]["external_scripts"],
        serde_json::json!(["https://js.example.com/v3/"])
    );
}

#[tokio::test]
async fn threat_40_and_parity_19_texts_and_context_cannot_leave_their_place() {
    const EVIL: &str = "</script><!--<img src=x onerror=alert(1)>\u{2028}\"'&amp;";
    let mut evil = component("evil");
    evil.plugin_title = LocaleText::en(EVIL);
    evil.title = LocaleText::en(EVIL);
    let labelled = form(
        "labelled",
        FormSchema {
            title: LocaleText::en(EVIL),
            description: LocaleText::en(EVIL),
            submit_label: LocaleText::en(EVIL),
            fields: vec![Field {
                help_text: LocaleText::en(EVIL),
                placeholder: LocaleText::en(EVIL),
                default: Some(EVIL.into()),
                pattern_message: LocaleText::en(EVIL),
                ..Field::new("note", FieldKind::Textarea).label(LocaleText::en(EVIL))
            }],
            submit_url: "/plugins/acme-pay/x".to_owned(),
            ..FormSchema::default()
        },
    );
    let html = Page::with([evil, labelled])
        .html(|| {
            let context = PaymentSettingsContext {
                payment_method_id: EVIL.to_owned(),
                provider: EVIL.to_owned(),
            };
            view! { <PluginSlot r#slot=slots::PAYMENT_SETTINGS context=context /> }
        })
        .await;
    let html = body(&html);
    assert!(!html.contains("<img"), "{html}");
    assert!(!html.contains("<!--"), "{html}");
    assert!(!html.contains("</script>"), "{html}");
    // PARITY 19: escaped once. The text says "&amp;", so its HTML says "&amp;amp;" and never more.
    assert!(
        html.contains("&lt;img src=x onerror=alert(1)&gt;"),
        "{html}"
    );
    assert!(
        html.contains("&amp;amp;") && !html.contains("&amp;amp;amp;"),
        "{html}"
    );
    assert!(!html.contains("&amp;lt;"), "{html}");
    // What the islands read is exactly what was declared.
    let props = island_props(html);
    assert_eq!(props[0]["item"]["shown"]["context"]["provider"], EVIL);
    assert_eq!(props[1]["config"]["patterns"]["note"], EVIL);
}

#[tokio::test]
async fn parity_20_parts_in_another_language_say_so() {
    let mut shown = form(
        "arabic",
        FormSchema {
            title: LocaleText::default().with("ar", "إعدادات"),
            ..all_kinds()
        },
    );
    shown.plugin_title = LocaleText::en("Acme Pay").with("de", "");
    let html = Page::with([shown]).locale(Locale::De).html(slot).await;
    assert!(
        html.contains(r#"lang="ar" dir="rtl">إعدادات</h2>"#),
        "{html}"
    );
    assert!(
        html.contains(r#"<span data-form-label="">Name von name</span>"#),
        "{html}"
    );
    assert!(
        tag_with(&html, "arabic-name--help\" ").contains(r#"lang="en""#),
        "{html}"
    );
    assert!(
        html.contains(r#"Angezeigt vom Plugin <strong><bdi lang="en">Acme Pay</bdi></strong>"#),
        "{html}"
    );
}

#[tokio::test]
async fn looks_differ_by_class_only() {
    let mut link = form("links", FormSchema::default());
    link.slot = slots::SIDEBAR.key.to_owned();
    let html = Page::with([link])
        .html(|| {
            let context = SidebarContext {
                path: "/admin".to_owned(),
            };
            view! { <PluginSlot r#slot=slots::SIDEBAR context=context look=SlotLook::Sidebar /> }
        })
        .await;
    assert!(
        html.contains("class=\"plugin-surface plugin-compact\""),
        "{html}"
    );
    let text = html
        .replace("<!>", "")
        .replace("<bdi>", "")
        .replace("</bdi>", "");
    assert!(text.contains("from plugin “Acme Pay”"), "{html}");
    assert!(text.contains(r#"href="/store/acme-pay#why""#), "{html}");
}

/// An island of a host that owns a slot.
#[island]
fn Checkout() -> impl IntoView {
    let (context, _) = signal(context());
    let said = RwSignal::new(String::new());
    view! {
        <p>{said}</p>
        <PluginSlot
            r#slot=slots::PAYMENT_SETTINGS
            context=context
            on_event=move |event: PluginEvent| said.set(event.extension)
        />
    }
}

/// An island that lends something to plugins.
#[island]
fn Lending() -> impl IntoView {
    let offer = SlotOffer::new()
        .component(CHART, |_| "chart")
        .callback(SHOW_RANGE, |_| async { Ok(()) });
    let range = "7d".to_owned();
    view! { <PluginSlot r#slot=slots::DASHBOARD_WIDGET context=DashboardContext { range } offer/> }
}

#[tokio::test]
async fn plugins_are_told_to_wait_for_what_the_owner_of_their_slot_lends() {
    let mut widget = component("widget");
    widget.slot = slots::DASHBOARD_WIDGET.key.to_owned();
    let page = Page::with([component("inner"), widget]);
    let html = page.html(|| view! { <Lending /> <Checkout /> }).await;
    let lent = tag_with(&html, r#"data-slot="admin:dashboard:widget""#);
    assert!(lent.contains("data-offers"), "{html}");
    let nothing = tag_with(&html, r#"data-slot="admin:payment:settings""#);
    assert!(!nothing.contains("data-offers"), "{html}");
}

#[tokio::test]
async fn a_slot_in_an_island_of_the_host_keeps_its_own_islands() {
    let html = Page::with([component("inner")])
        .html(|| view! { <Checkout /> })
        .await;
    let slot = html
        .find(r#"<div data-slot="admin:payment:settings" class="plugin-slot"><leptos-children>"#);
    let inner = html.find("data-component=\"ComponentLoader_");
    assert!(slot.is_some() && inner > slot, "{html}");
    assert!(html.contains("data-component=\"Checkout_"), "{html}");
}
