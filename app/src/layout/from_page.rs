//! The frame of a page from the facts of its request: which links, which organisations, who is signed in.

use portico_sdk::names::{is_external_id, is_plugin_name};

use super::address::encode_value;
use super::data::{Actions, LayoutData, NavItem, OrgChoice, Post, ToastData, ViewerInfo};
use crate::backend::SessionView;
use crate::i18n::{Locale, fill};
use crate::page::{PageFacts, Undo};

/// The part of the site a page belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// None of the others: sign in, errors.
    #[default]
    Elsewhere,
    /// `/store`
    Store,
    /// `/installed`
    Installed,
    /// `/admin`
    Admin,
    /// `/shop`
    Shop,
    /// `/console`
    Console,
    /// `/publish`
    Publish,
}

impl Place {
    /// A part for console accounts, not for users of a host.
    fn is_of_accounts(self) -> bool {
        matches!(self, Self::Console | Self::Publish)
    }
}

impl LayoutData {
    /// The frame of a page at `place`. A link is there only when the page behind it is for this person.
    pub fn of(page: &PageFacts, place: Place) -> Self {
        let text = &page.locale.text().nav;
        let viewer = viewer(page, place);
        // The account is shown in the console, and elsewhere when there is no session.
        let is_account = viewer.is_some() && (place.is_of_accounts() || page.session.is_none());
        Self {
            locale: page.locale,
            theme: page.theme,
            path: page.path.clone(),
            host: page.host.clone(),
            nav: nav(page, place),
            cart: None,
            viewer,
            orgs: page
                .session
                .as_ref()
                .map(|session| orgs(session, page.locale))
                .unwrap_or_default(),
            hosts: Vec::new(),
            account_href: is_account.then(|| "/console/account".to_owned()),
            sign_in_href: page
                .host
                .is_some()
                .then(|| format!("/sign-in?next={}", encode_value(&page.path))),
            safe_mode: page
                .safe_mode
                .then(|| NavItem::new(text.safe_mode_leave, page.path.clone())),
            banner: page
                .session
                .as_ref()
                .filter(|session| session.host_member)
                .map(|session| {
                    let host = page
                        .host
                        .as_ref()
                        .map_or(session.host.as_str(), |host| &host.name);
                    fill(text.host_session, &[("host", host)])
                }),
            toast: page.flash.as_ref().and_then(|flash| {
                let message = page.locale.text().flash.message(flash)?;
                Some(ToastData {
                    message,
                    undo: flash
                        .undo
                        .as_ref()
                        .and_then(|undo| undo_post(undo, &page.path)),
                })
            }),
            actions: if is_account {
                Actions::of_console()
            } else {
                Actions::default()
            },
        }
    }
}

/// `None` for a message that names no plugin: an address is only made of what is one.
fn undo_post(undo: &Undo, next: &str) -> Option<Post> {
    let back = ("next".to_owned(), next.to_owned());
    let own = |plugin: &String, verb: &str| {
        is_plugin_name(plugin).then(|| Post {
            action: format!("/store/{}/{verb}", encode_value(plugin)),
            fields: vec![back.clone()],
        })
    };
    match undo {
        Undo::Install(plugin) => own(plugin, "uninstall"),
        Undo::Uninstall(plugin) => own(plugin, "install"),
        Undo::Org(undo) => {
            (is_plugin_name(&undo.plugin) && is_external_id(&undo.org)).then(|| Post {
                action: format!("/admin/plugins/{}/switch", encode_value(&undo.plugin)),
                fields: vec![
                    ("org".to_owned(), undo.org.clone()),
                    ("to".to_owned(), undo.to.clone()),
                    back,
                ],
            })
        }
    }
}

fn nav(page: &PageFacts, place: Place) -> Vec<NavItem> {
    let text = &page.locale.text().nav;
    // The console belongs to the server: the pages of one host are not among its links.
    let host = page.host.is_some() && !place.is_of_accounts();
    let session = page.session.as_ref();
    let is_admin =
        session.is_some_and(|session| session.host_member || session.admin_orgs().next().is_some());
    [
        (host, Place::Store, text.store, "/store"),
        (
            host && session.is_some(),
            Place::Installed,
            text.installed,
            "/installed",
        ),
        (host && is_admin, Place::Admin, text.admin, "/admin"),
        (host && page.demo, Place::Shop, text.shop, "/shop"),
        (
            page.account.is_some(),
            Place::Console,
            text.console,
            "/console",
        ),
        (
            page.account.is_some() && place == Place::Publish,
            Place::Publish,
            text.publish,
            "/publish",
        ),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .map(|(_, at, label, href)| NavItem::new(label, href).current(at == place))
    .collect()
}

/// In the console and when publishing the console account counts, everywhere else the session.
fn viewer(page: &PageFacts, place: Place) -> Option<ViewerInfo> {
    let account = page.account.as_ref().map(|address| ViewerInfo {
        name: address.clone(),
        detail: String::new(),
    });
    let user = page.session.as_ref().map(|session| ViewerInfo {
        name: session.uid.clone(),
        detail: page
            .host
            .as_ref()
            .map(|host| host.name.clone())
            .unwrap_or_default(),
    });
    if place.is_of_accounts() {
        account
    } else {
        user.or(account)
    }
}

/// The organisations of a session; from two on, all of them together are a choice of their own.
fn orgs(session: &SessionView, locale: Locale) -> Vec<OrgChoice> {
    let mut choices: Vec<_> = session
        .orgs
        .iter()
        .map(|org| OrgChoice {
            id: org.id.clone(),
            name: org_name(&org.id),
            active: session.org.as_deref() == Some(org.id.as_str()),
        })
        .collect();
    match choices.as_mut_slice() {
        [] => {}
        [only] => only.active = true,
        _ => choices.push(OrgChoice {
            id: String::new(),
            name: locale.text().nav.all_orgs.to_owned(),
            active: session.org.is_none(),
        }),
    }
    choices
}

/// The name of an organisation from its id, as hosts send no names: an id that is plainly a word or several
/// (`globex`, `north-wind`) is written as a name, every other id stays as it is.
///
/// ```
/// # use portico_app::layout::org_name;
/// assert_eq!(org_name("globex"), "Globex");
/// assert_eq!(org_name("org_8f3K"), "org_8f3K");
/// ```
pub fn org_name(id: &str) -> String {
    let is_words = !id.is_empty()
        && id
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    if !is_words {
        return id.to_owned();
    }
    let words: Vec<String> = id
        .split('-')
        .map(|word| word[..1].to_ascii_uppercase() + &word[1..])
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use portico_sdk::claims::OrgRole;
    use portico_sdk::policy::HostModes;

    use super::*;
    use crate::backend::OrgMembership;
    use crate::page::{Flash, HostBrand, OrgUndo, Theme};

    fn facts() -> PageFacts {
        PageFacts {
            locale: Locale::En,
            theme: Theme::System,
            path: "/store?q=a".to_owned(),
            pathname: "/store".to_owned(),
            request_id: String::new(),
            host: Some(HostBrand {
                id: "acme-shop".to_owned(),
                name: "Acme Shop".to_owned(),
                logo_url: String::new(),
                accent: String::new(),
                site_url: String::new(),
                sign_in_url: String::new(),
                modes: HostModes::default(),
            }),
            session: None,
            account: None,
            flash: None,
            demo: false,
            safe_mode: false,
            tag_prefix: "stoa".to_owned(),
        }
    }

    fn session(orgs: &[(&str, OrgRole)], org: Option<&str>) -> SessionView {
        SessionView {
            host: "acme-shop".to_owned(),
            uid: "org-admin".to_owned(),
            orgs: orgs
                .iter()
                .map(|(id, role)| OrgMembership {
                    id: (*id).to_owned(),
                    role: *role,
                })
                .collect(),
            org: org.map(ToOwned::to_owned),
            host_member: false,
        }
    }

    fn labels(data: &LayoutData) -> Vec<&str> {
        data.nav.iter().map(|item| item.label.as_str()).collect()
    }

    #[test]
    fn links_are_there_only_for_those_who_may_follow_them() {
        let mut page = facts();
        assert_eq!(labels(&LayoutData::of(&page, Place::Store)), ["Store"]);
        page.demo = true;
        page.session = Some(session(&[("globex", OrgRole::Member)], None));
        assert_eq!(
            labels(&LayoutData::of(&page, Place::Store)),
            ["Store", "Installed", "Shop"]
        );
        page.session = Some(session(&[("globex", OrgRole::Admin)], None));
        assert_eq!(
            labels(&LayoutData::of(&page, Place::Store)),
            ["Store", "Installed", "Admin", "Shop"]
        );
        page.account = Some("op@example.com".to_owned());
        assert_eq!(labels(&LayoutData::of(&page, Place::Console)), ["Console"]);
        page.host = None;
        assert_eq!(labels(&LayoutData::of(&page, Place::Console)), ["Console"]);
    }

    #[test]
    fn signing_out_ends_the_session_of_the_person_who_is_shown() {
        let sign_out = |page: &PageFacts, place| {
            let data = LayoutData::of(page, place);
            (data.actions.sign_out.action, data.account_href.is_some())
        };
        let (user, account) = (
            ("/session/end".to_owned(), false),
            ("/console/account".to_owned(), true),
        );
        let mut page = facts();
        page.session = Some(session(&[], None));
        assert_eq!(sign_out(&page, Place::Store), user);
        page.account = Some("op@example.com".to_owned());
        assert_eq!(sign_out(&page, Place::Store), user);
        assert_eq!(sign_out(&page, Place::Console), account);
        page.session = None;
        assert_eq!(sign_out(&page, Place::Store), account);
    }

    #[test]
    fn one_organisation_is_active_and_several_offer_all() {
        let one = session(&[("globex", OrgRole::Admin)], None);
        let choices = orgs(&one, Locale::En);
        assert!(choices.len() == 1 && choices[0].active);
        let several = session(
            &[("globex", OrgRole::Admin), ("initech", OrgRole::Member)],
            Some("initech"),
        );
        let active: Vec<_> = orgs(&several, Locale::En)
            .into_iter()
            .map(|org| (org.id, org.active))
            .collect();
        assert_eq!(
            active,
            [
                ("globex".to_owned(), false),
                ("initech".to_owned(), true),
                (String::new(), false)
            ]
        );
    }

    #[test]
    fn signing_in_comes_back_to_the_page() {
        let data = LayoutData::of(&facts(), Place::Store);
        assert_eq!(
            data.sign_in_href.as_deref(),
            Some("/sign-in?next=/store%3Fq%3Da")
        );
    }

    #[test]
    fn an_unknown_flash_shows_nothing() {
        let mut page = facts();
        page.flash = Some(Flash {
            code: "made_up".to_owned(),
            name: "<b>".to_owned(),
            org: String::new(),
            undo: None,
        });
        assert_eq!(LayoutData::of(&page, Place::Store).toast, None);
        page.flash = Some(Flash {
            code: "installed".to_owned(),
            name: "Reviews".to_owned(),
            org: String::new(),
            undo: None,
        });
        let toast = LayoutData::of(&page, Place::Store)
            .toast
            .map(|toast| toast.message);
        assert_eq!(toast.as_deref(), Some("Reviews is installed"));
    }

    #[test]
    fn a_message_takes_back_only_what_names_a_plugin_and_an_organisation() {
        let undo = |plugin: &str, org: &str| {
            let undo = Undo::Org(OrgUndo {
                plugin: plugin.to_owned(),
                org: org.to_owned(),
                to: "on".to_owned(),
            });
            undo_post(&undo, "/admin/plugins").map(|post| post.action)
        };
        assert_eq!(
            undo("acme-pay", "globex").as_deref(),
            Some("/admin/plugins/acme-pay/switch")
        );
        for (plugin, org) in [
            ("..", "globex"),
            ("../../session", "globex"),
            ("", "globex"),
            ("acme-pay", ""),
            ("acme-pay", "a\nb"),
        ] {
            assert_eq!(undo(plugin, org), None, "{plugin} {org}");
        }
    }

    #[test]
    fn forms_19_an_install_is_taken_back_by_the_opposite_form() {
        let action = |undo| undo_post(&undo, "/installed").map(|post| post.action);
        let named = "gift-message".to_owned();
        assert_eq!(
            action(Undo::Install(named.clone())).as_deref(),
            Some("/store/gift-message/uninstall")
        );
        assert_eq!(
            action(Undo::Uninstall(named)).as_deref(),
            Some("/store/gift-message/install")
        );
        assert_eq!(action(Undo::Install("../session/end?".to_owned())), None);
    }

    #[test]
    fn an_id_that_is_no_word_keeps_its_spelling() {
        for id in ["", "-", "a--b", "ACME", "a1", "münchen", "org.x"] {
            assert_eq!(org_name(id), id);
        }
        assert_eq!(org_name("north-wind"), "North Wind");
    }
}
