//! What holds for the markup of every page; the pages are left in the target directory for a look
//! (`target/tmp/gallery`).

use std::path::PathBuf;
use std::{env, fs};

use portico_app::backend::{
    ApiToken, HostInvitation, HostRole, InvitationOffer, NewApiToken, NewInvitation, ShownSecret,
};
use portico_app::error::AppError;
use portico_app::i18n::Locale;
use portico_app::pages::refused::ShownOnce;

use super::world::{NOW, World};
use crate::support::body;
use crate::support::markup;

/// Name, address, and what the server answers there.
fn pages() -> Vec<(&'static str, &'static str, World)> {
    let owner = || World::full(HostRole::Owner);
    let operator = || World {
        account: World::empty().account,
        ..owner()
    };
    let signed_out = || World {
        account: None,
        ..World::empty()
    };
    let offer = InvitationOffer {
        host_name: "Acme Shop".to_owned(),
        email: "kim@example.com".to_owned(),
        role: HostRole::Developer,
        invited_by: "ada@example.com".to_owned(),
    };
    let field = |field: &str, code: &str| {
        let mut error = AppError::new(400, code, "Not like this.");
        error.fields = [(field.to_owned(), error.message.clone())].into();
        error
    };
    vec![
        ("sign-in", "/console/sign-in?next=/console", signed_out()),
        (
            "sign-in-refused",
            "/console/sign-in",
            signed_out().refusing(
                "",
                &[("email", "ada@example.com")],
                AppError::new(401, "sign_in_failed", "No."),
            ),
        ),
        (
            "set-up",
            "/console/set-up?token=pset_4mXq7",
            World {
                needs_setup: true,
                ..signed_out()
            },
        ),
        (
            "invitation",
            "/console/invitation?token=pinv_x",
            World {
                offer: Some(offer),
                ..signed_out()
            },
        ),
        ("account", "/console/account", operator()),
        ("hosts", "/console", operator()),
        ("hosts-empty", "/console", World::empty()),
        (
            "hosts-refused",
            "/console",
            operator().refusing(
                "create",
                &[("name", "Acme Shop"), ("id", "Acme Shop")],
                field("id", "host_id_invalid"),
            ),
        ),
        ("overview", "/console/hosts/acme-shop", owner()),
        (
            "overview-new",
            "/console/hosts/acme-shop",
            World::bare(HostRole::Owner),
        ),
        ("keys", "/console/hosts/acme-shop/keys", owner()),
        (
            "keys-empty",
            "/console/hosts/acme-shop/keys",
            World::bare(HostRole::Owner),
        ),
        (
            "keys-shown",
            "/console/hosts/acme-shop/keys",
            owner().showing(ShownOnce::Secret(ShownSecret {
                host: "acme-shop".to_owned(),
                key_id: "9f3k2m7q".to_owned(),
                secret: "psk_9f3k2m7q_T0sQ2dM4vW8yB1nK6xR3jH9pL5cF7gZ0aE2uI4oS8wY".to_owned(),
            })),
        ),
        (
            "keys-refused",
            "/console/hosts/acme-shop/keys",
            owner().refusing(
                "reveal",
                &[("key", "9f3k2m7q")],
                field("password", "password_wrong"),
            ),
        ),
        ("origins", "/console/hosts/acme-shop/origins", owner()),
        (
            "origins-empty",
            "/console/hosts/acme-shop/origins",
            World::bare(HostRole::Owner),
        ),
        ("plugins", "/console/hosts/acme-shop/plugins", owner()),
        (
            "plugins-refused",
            "/console/hosts/acme-shop/plugins",
            owner().refusing(
                "block",
                &[("plugin", "acme-pay"), ("note", "far too long")],
                field("note", "note_invalid"),
            ),
        ),
        (
            "plugin",
            "/console/hosts/acme-shop/plugins/acme-pay",
            owner(),
        ),
        ("members", "/console/hosts/acme-shop/members", owner()),
        (
            "members-invited",
            "/console/hosts/acme-shop/members",
            owner().showing(ShownOnce::Invitation(NewInvitation {
                invitation: HostInvitation {
                    id: "i1".to_owned(),
                    email: "kim@example.com".to_owned(),
                    role: HostRole::Developer,
                    invited_by: "ada@example.com".to_owned(),
                    created_at: NOW,
                    expires_at: NOW + 7 * 86_400_000,
                },
                link: "https://plugins.example.com/console/invitation?token=pinv_Zk3vQ8mT1xR5"
                    .to_owned(),
            })),
        ),
        ("tokens", "/console/hosts/acme-shop/tokens", owner()),
        (
            "tokens-shown",
            "/console/hosts/acme-shop/tokens",
            owner().showing(ShownOnce::Token(NewApiToken {
                facts: ApiToken {
                    id: "t1".to_owned(),
                    name: "Nightly deployment".to_owned(),
                    created_by: "ada@example.com".to_owned(),
                    created_at: NOW,
                    last_used_at: None,
                },
                token: "pat_7hQ2xV9mB4kT1sR6".to_owned(),
            })),
        ),
        ("settings", "/console/hosts/north-wind/settings", owner()),
        ("audit", "/console/hosts/acme-shop/audit", owner()),
        ("not-found", "/console/hosts/other", owner()),
    ]
}

#[tokio::test]
async fn every_page_has_sound_markup_and_is_written_for_a_look() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    fs::create_dir_all(&folder).unwrap();
    for (name, path, world) in pages() {
        for locale in Locale::ALL {
            let html = World {
                locale,
                ..world.clone()
            }
            .html(path)
            .await;
            markup::has_no_inline_styles_or_handlers(name, &html);
            markup::references_lead_somewhere(name, &html);
            markup::classes_are_styled(name, &html);
            let page = format!(
                "<!DOCTYPE html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{name}</title>\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
                 <link rel=\"stylesheet\" href=\"/main.css\"></head><body>{body}</body></html>",
                lang = locale.tag(),
                body = body(&html),
            );
            let file = format!("console-{name}.{}.html", locale.tag());
            fs::write(folder.join(file), page).unwrap();
        }
    }
}

#[tokio::test]
async fn no_page_has_an_english_sentence_of_the_catalogue_in_german() {
    let english = Locale::En.text();
    let sentences = [
        english.console.hosts.lead,
        english.console.keys.lead,
        english.console.keys.origins_lead,
        english.console.plugins.lead,
        english.console.people.tokens_lead,
        english.audit.lead,
        english.console.overview.start_text,
        english.console.settings.brand_text,
        english.common.close,
        english.common.cancel,
    ];
    for (name, path, world) in pages() {
        let html = world.in_german().html(path).await;
        for sentence in sentences {
            assert!(
                !html.contains(&format!(">{sentence}<")),
                "{name}: {sentence}"
            );
        }
    }
}
