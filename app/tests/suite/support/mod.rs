//! Renders parts of pages on the server, with backends that answer what a test says.

pub mod markup;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use http_body_util::BodyExt as _;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};
use portico_app::backend::{
    Answer, FormBackend, FormRefusal, FormState, ManifestBackend, SessionView, SettingsForm,
};
use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::page::{HostBrand, PageContext, PageFacts, Theme};
use portico_app::slot::ids::PageIds;
use portico_sdk::extension::{Component, ExtensionKind};
use portico_sdk::i18n::LocaleText;
use portico_sdk::manifest::{Manifest, ManifestItem};
use portico_sdk::policy::HostModes;
use portico_sdk::schema::{Field, FieldKind, FormSchema, SelectOption};
use portico_sdk::slot::{Surface, slots};

/// What surrounds the part under test.
#[derive(Clone)]
pub struct Page {
    pub locale: Locale,
    pub path: &'static str,
    pub manifest: Answer<Vec<ManifestItem>>,
    pub states: HashMap<&'static str, FormState>,
    pub refusal: Option<FormRefusal>,
    pub session: Option<SessionView>,
    pub load_takes: Duration,
}

impl Default for Page {
    fn default() -> Self {
        Self {
            locale: Locale::En,
            path: "/admin/payments/acme-pay",
            manifest: Ok(Vec::new()),
            states: HashMap::new(),
            refusal: None,
            session: None,
            load_takes: Duration::ZERO,
        }
    }
}

impl Page {
    /// A page whose manifest holds these.
    pub fn with(items: impl IntoIterator<Item = ManifestItem>) -> Self {
        Self {
            manifest: Ok(items.into_iter().collect()),
            ..Self::default()
        }
    }

    /// What a form starts with.
    pub fn state(mut self, id: &'static str, state: FormState) -> Self {
        self.states.insert(id, state);
        self
    }

    /// The page is a host member's.
    pub fn host_member(mut self) -> Self {
        self.session = Some(SessionView {
            host: "acme-shop".to_owned(),
            uid: "dev@example.com".to_owned(),
            orgs: Vec::new(),
            org: None,
            host_member: true,
        });
        self
    }

    /// Each form takes this long to load.
    pub fn load_takes(mut self, time: Duration) -> Self {
        self.load_takes = time;
        self
    }

    /// The page answers a refused submission.
    pub fn refusal(mut self, refusal: FormRefusal) -> Self {
        self.refusal = Some(refusal);
        self
    }

    /// The page was asked for by this address.
    pub fn path(mut self, path: &'static str) -> Self {
        self.path = path;
        self
    }

    /// The page speaks this language.
    pub fn locale(mut self, locale: Locale) -> Self {
        self.locale = locale;
        self
    }

    /// The HTML of the whole document, rendered as the server renders pages.
    pub async fn html<V: IntoView + 'static>(
        self,
        view: impl Fn() -> V + Clone + Send + Sync + 'static,
    ) -> String {
        portico_app::shell::init_tasks();
        let context = {
            let page = self.clone();
            move || page.provide()
        };
        let app = move || {
            provide_meta_context();
            PageIds::provide();
            let view = view();
            view! { <head><MetaTags /></head><body>{view}</body> }
        };
        let render = leptos_axum::render_app_async_with_context(context, app);
        let request = Request::get(self.path).body(Body::empty()).unwrap();
        let body = render(request).await.into_body();
        String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap()
    }

    fn provide(&self) {
        let (pathname, _) = self.path.split_once('?').unwrap_or((self.path, ""));
        provide_context(PageContext(Arc::new(PageFacts {
            locale: self.locale,
            theme: Theme::System,
            path: self.path.to_owned(),
            pathname: pathname.to_owned(),
            request_id: "r1".to_owned(),
            host: Some(HostBrand {
                id: "acme-shop".to_owned(),
                name: "Acme Shop".to_owned(),
                logo_url: String::new(),
                accent: String::new(),
                site_url: String::new(),
                sign_in_url: String::new(),
                modes: HostModes::default(),
            }),
            session: self.session.clone(),
            account: None,
            flash: None,
            demo: false,
            safe_mode: false,
            tag_prefix: "stoa".to_owned(),
        })));
        provide_context::<Arc<dyn ManifestBackend>>(Arc::new(self.clone()));
        provide_context::<Arc<dyn FormBackend>>(Arc::new(self.clone()));
        if let Some(refusal) = &self.refusal {
            provide_context(refusal.clone());
        }
    }
}

#[async_trait::async_trait]
impl ManifestBackend for Page {
    async fn manifest(&self, surface: Surface) -> Answer<Arc<Manifest>> {
        // A real backend waits for its database.
        tokio::task::yield_now().await;
        let extensions = self
            .manifest
            .clone()?
            .into_iter()
            .filter(|item| Surface::of(&item.slot) == Some(surface))
            .collect();
        Ok(Arc::new(Manifest { extensions }))
    }
}

#[async_trait::async_trait]
impl FormBackend for Page {
    async fn load(&self, item: &ManifestItem) -> FormState {
        tokio::time::sleep(self.load_takes).await;
        self.states
            .get(item.id.as_str())
            .cloned()
            .unwrap_or_default()
    }

    async fn org_settings(&self, _plugin: &str) -> Answer<SettingsForm> {
        Err(AppError::not_found())
    }
}

/// An item of the manifest, in the payment settings slot.
pub fn item(id: &str, kind: ExtensionKind) -> ManifestItem {
    ManifestItem {
        id: id.to_owned(),
        slot: slots::PAYMENT_SETTINGS.key.to_owned(),
        kind,
        plugin: "acme-pay".to_owned(),
        version: "1.0.0".to_owned(),
        org: None,
        title: LocaleText::default(),
        plugin_title: LocaleText::en("Acme Pay"),
        order: 0,
        digest: String::new(),
    }
}

/// A form in the payment settings slot.
pub fn form(id: &str, schema: FormSchema) -> ManifestItem {
    item(id, ExtensionKind::Schema { schema })
}

/// A component in the payment settings slot.
pub fn component(id: &str) -> ManifestItem {
    let component = Component {
        tag_name: "stoa-acme-pay-checkout".to_owned(),
        script_url: "/plugins/acme-pay/assets/~abc/checkout.js".to_owned(),
        integrity: "sha384-abc".to_owned(),
        external_scripts: vec![
            "https://js.example.com/v3/".to_owned(),
            "https://api.example.com".to_owned(),
        ],
        style_url: "/plugins/acme-pay/assets/~def/checkout.css".to_owned(),
        style_integrity: "sha384-def".to_owned(),
        min_height: None,
        min_height_narrow: None,
    };
    item(id, ExtensionKind::Component { component })
}

/// A form with a field of each kind, saved and loaded at the standard routes.
pub fn all_kinds() -> FormSchema {
    let select = Field {
        options: vec![
            SelectOption {
                value: "test".to_owned(),
                label: LocaleText::en("Test mode"),
            },
            SelectOption {
                value: "live".to_owned(),
                label: LocaleText::en("Live mode"),
            },
        ],
        ..Field::new("mode", FieldKind::Select)
    };
    let labelled = |mut field: Field| {
        field.label = LocaleText::en(format!("Label of {}", field.key))
            .with("de", format!("Name von {}", field.key));
        field.help_text = LocaleText::en(format!("Help for {}", field.key));
        field
    };
    FormSchema {
        title: LocaleText::en("Acme Pay settings"),
        fields: [
            Field::new("name", FieldKind::Text).required(),
            Field::new("api_key", FieldKind::Password).required(),
            Field {
                min: Some(1.0),
                max: Some(9.5),
                step: Some(0.5),
                ..Field::new("weight", FieldKind::Number)
            },
            Field::new("note", FieldKind::Textarea),
            Field::new("active", FieldKind::Toggle),
            select,
        ]
        .into_iter()
        .map(labelled)
        .collect(),
        submit_url: "/api/v1/admin/plugins/acme-pay/settings".to_owned(),
        load_url: "/api/v1/admin/plugins/acme-pay/settings".to_owned(),
        ..FormSchema::default()
    }
}

/// The start tag of the first element that contains `mark`.
pub fn tag_with<'h>(html: &'h str, mark: &str) -> &'h str {
    let at = html
        .find(mark)
        .unwrap_or_else(|| panic!("no {mark} in {html}"));
    let start = html[..at].rfind('<').unwrap();
    let end = at + html[at..].find('>').unwrap();
    &html[start..=end]
}

/// What stands between the tags of the body.
pub fn body(html: &str) -> &str {
    let (_, rest) = html.split_once("<body>").unwrap();
    rest.split_once("</body>").unwrap().0
}

/// Every DOM id in the document.
pub fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"")
        .skip(1)
        .map(|rest| &rest[..rest.find('"').unwrap()])
        .collect()
}

/// The JSON of the first island that has `mark` in its props.
pub fn island_props(html: &str) -> Vec<serde_json::Value> {
    html.split("data-props=\"")
        .skip(1)
        .map(|rest| {
            let raw = &rest[..rest.find('"').unwrap()];
            let text = raw
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
            serde_json::from_str(&text).unwrap()
        })
        .collect()
}
