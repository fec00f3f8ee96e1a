//! What others chose - names of hosts, organisations, products, addresses in a query - is text on a page and never more.

use std::path::Path;
use std::sync::Arc;

use leptos::prelude::*;
use portico_app::backend::{
    Answer, AppActions, AppCard, AppDetail, AppPage, AppQuery, Cart, FailedDelivery, HostAuditPage,
    Order, OrgBackend, OrgMembership, OrgPlugin, OrgSwitch, PaymentMethod, Product, SessionView,
    ShopBackend, StoreBackend,
};
use portico_app::error::AppError;
use portico_app::page::{HostBrand, PageContext, PageFacts};
use portico_app::routes::App;
use portico_sdk::claims::OrgRole;
use portico_sdk::policy::PluginState;

use crate::support::Page;

/// The name of everything here.
const NAME: &str = "</title><img src=x onerror=alert(1)>&amp;";

#[derive(Clone)]
struct Hostile;

#[async_trait::async_trait]
impl StoreBackend for Hostile {
    async fn search(&self, _query: &AppQuery) -> Answer<AppPage> {
        Err(AppError::not_found())
    }

    async fn app(&self, plugin: &str) -> Answer<AppDetail> {
        Ok(AppDetail {
            card: AppCard {
                name: plugin.to_owned(),
                title: NAME.to_owned(),
                summary: NAME.to_owned(),
                langs: portico_app::backend::TextLangs::default(),
                publisher: NAME.to_owned(),
                icon: String::new(),
                tile: String::new(),
                categories: Vec::new(),
                version: "1.0.0".to_owned(),
                state: PluginState::Available,
                org: None,
                reasons: Vec::new(),
                actions: AppActions::default(),
            },
            about: vec![NAME.to_owned()],
            about_lang: String::new(),
            extensions: Vec::new(),
        })
    }

    async fn installed(&self) -> Answer<Vec<AppCard>> {
        Ok(Vec::new())
    }

    async fn install(&self, _plugin: &str) -> Answer<AppCard> {
        Err(AppError::not_found())
    }

    async fn uninstall(&self, _plugin: &str) -> Answer<AppCard> {
        Err(AppError::not_found())
    }
    async fn lift_suspension(&self, _plugin: &str) -> Answer<AppCard> {
        Err(AppError::not_found())
    }
}

#[async_trait::async_trait]
impl OrgBackend for Hostile {
    async fn org_plugins(&self, _org: &str) -> Answer<Vec<OrgPlugin>> {
        Ok(Vec::new())
    }

    async fn set_org_plugin(&self, _: &str, _: &str, _: OrgSwitch) -> Answer<OrgPlugin> {
        Err(AppError::not_found())
    }

    async fn audit(&self, _: &str, _: Option<&str>) -> Answer<HostAuditPage> {
        Ok(HostAuditPage::default())
    }

    async fn failed_deliveries(&self, _: &str, _: &str) -> Answer<Vec<FailedDelivery>> {
        Ok(Vec::new())
    }
}

#[async_trait::async_trait]
impl ShopBackend for Hostile {
    async fn products(&self) -> Answer<Vec<Product>> {
        Ok(Vec::new())
    }

    async fn product(&self, id: &str) -> Answer<Product> {
        Ok(Product {
            id: id.to_owned(),
            title: NAME.to_owned(),
            description: NAME.to_owned(),
            lang: String::new(),
            image: String::new(),
            price: 100,
            currency: "EUR".to_owned(),
        })
    }

    async fn cart(&self) -> Answer<Cart> {
        Ok(Cart::default())
    }

    async fn payment_methods(&self) -> Answer<Vec<PaymentMethod>> {
        Ok(Vec::new())
    }

    async fn order(&self, _id: &str) -> Answer<Order> {
        Err(AppError::not_found())
    }
}

/// A page of the demo at a host, in an organisation, both of that name.
async fn html(path: &'static str) -> String {
    let page = Page::default().path(path);
    page.html(|| {
        let facts = expect_context::<PageContext>();
        provide_context(PageContext(Arc::new(PageFacts {
            host: facts.host.clone().map(|host| HostBrand {
                name: NAME.to_owned(),
                ..host
            }),
            session: Some(SessionView {
                host: "acme-shop".to_owned(),
                uid: NAME.to_owned(),
                orgs: vec![OrgMembership {
                    id: NAME.to_owned(),
                    role: OrgRole::Admin,
                }],
                org: None,
                host_member: false,
            }),
            demo: true,
            safe_mode: false,
            ..(*facts.0).clone()
        })));
        provide_context::<Arc<dyn StoreBackend>>(Arc::new(Hostile));
        provide_context::<Arc<dyn OrgBackend>>(Arc::new(Hostile));
        provide_context::<Arc<dyn ShopBackend>>(Arc::new(Hostile));
        view! { <App/> }
    })
    .await
}

#[tokio::test]
async fn threat_40_names_of_hosts_organisations_plugins_and_products_are_text_in_titles() {
    for path in [
        "/",
        "/store/acme-pay",
        "/admin/plugins",
        "/shop/products/shirt",
        "/shop/cart",
        "/sign-in",
        "/nowhere",
    ] {
        let html = html(path).await;
        assert!(!html.contains("<img src=x"), "{path}: {html}");
        assert_eq!(html.matches("<title>").count(), 1, "{path}: {html}");
        let (_, rest) = html.split_once("<title>").unwrap();
        let (title, _) = rest.split_once("</title>").unwrap();
        assert!(!title.contains(['<', '>']), "{path}: {title}");
        if !matches!(path, "/sign-in" | "/nowhere") {
            let escaped = "&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;";
            assert!(title.contains(escaped), "{path}: {title}");
        }
    }
}

#[test]
fn threat_40_no_page_formats_titles_its_own_way() {
    fn visit(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs")
                && !path.ends_with("layout/titles.rs")
            {
                let text = std::fs::read_to_string(&path).unwrap();
                // Only a formatter set here later could undo the one that escapes.
                if text.contains("leptos_meta") && text.contains("formatter") {
                    found.push(path.display().to_string());
                }
            }
        }
    }
    let mut found = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    visit(&source, &mut found);
    assert_eq!(found, [] as [&str; 0]);
}

#[tokio::test]
async fn threat_43_signing_in_leads_to_our_own_pages_only() {
    for (path, leads_to) in [
        ("/sign-in?next=/shop%2Fcart%3Fa=b", "/shop/cart?a=b"),
        ("/sign-in", "/store"),
        ("/sign-in?next=javascript:alert(1)", "/store"),
        ("/sign-in?next=//evil.example", "/store"),
        ("/sign-in?next=/%5Cevil.example", "/store"),
        ("/sign-in?next=https://evil.example/", "/store"),
        ("/sign-in?next=/%09/evil.example", "/store"),
    ] {
        let html = html(path).await;
        let link = format!(r#"<p><a href="{leads_to}""#);
        assert!(html.contains(&link), "{path}: {html}");
        let field = format!(r#"name="next" value="{leads_to}""#);
        assert!(html.contains(&field), "{path}: {html}");
    }
}
