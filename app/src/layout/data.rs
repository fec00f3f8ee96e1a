//! What the frame of a page shows, as plain data.

use crate::i18n::Locale;
use crate::page::{HostBrand, Theme};

/// Everything around the content of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LayoutData {
    /// Language.
    pub locale: Locale,
    /// Chosen theme.
    pub theme: Theme,
    /// Path and query of this page; forms of the frame come back to it.
    pub path: String,
    /// Whose site this is; Portico's own when `None`.
    pub host: Option<HostBrand>,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// The cart, on the pages of a shop.
    pub cart: Option<NavItem>,
    /// Who is signed in.
    pub viewer: Option<ViewerInfo>,
    /// Organisations of the viewer; the switcher appears from two on, one is shown as text.
    pub orgs: Vec<OrgChoice>,
    /// Hosts of the console account, in the console: from two on they can be switched, one is shown as text.
    pub hosts: Vec<NavItem>,
    /// The page of the person's own account; no link when `None`.
    pub account_href: Option<String>,
    /// Where signing in happens; no link when `None`.
    pub sign_in_href: Option<String>,
    /// In safe mode: the link to this page with its plugins.
    pub safe_mode: Option<NavItem>,
    /// A line above everything: an audited session.
    pub banner: Option<String>,
    /// What just happened.
    pub toast: Option<ToastData>,
    /// Where the forms of the frame post.
    pub actions: Actions,
}

/// One link of a navigation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NavItem {
    /// Shown.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// This is the current page, or the current page is below it.
    pub current: bool,
    /// Things waiting there.
    pub count: Option<u64>,
}

impl NavItem {
    /// A link that is not the current page.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            current: false,
            count: None,
        }
    }

    /// Marks it as the current page.
    #[must_use]
    pub fn current(mut self, current: bool) -> Self {
        self.current = current;
        self
    }

    /// Shows how many things wait there.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// Links of a sidebar under one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NavGroup {
    /// Heading; none when empty.
    pub label: String,
    /// Links.
    pub items: Vec<NavItem>,
}

/// A message about what just happened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ToastData {
    /// The sentence.
    pub message: String,
    /// The form that takes it back.
    pub undo: Option<Post>,
}

/// A form without visible fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Post {
    /// Where it posts.
    pub action: String,
    /// Fields, name and value.
    pub fields: Vec<(String, String)>,
}

/// The person signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewerInfo {
    /// Name, else the uid or the address.
    pub name: String,
    /// A second line: role, address. None when empty.
    pub detail: String,
}

/// One organisation of the viewer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrgChoice {
    /// Posted when chosen; empty: all organisations.
    pub id: String,
    /// Shown.
    pub name: String,
    /// The active one.
    pub active: bool,
}

/// Where the forms of the frame post. Each sends `next` = the page's path beside its own field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actions {
    /// Ends the session of [`LayoutData::viewer`].
    pub sign_out: Post,
    /// Takes `org`; empty: all.
    pub switch_org: String,
    /// Takes `theme` = `light`, `dark` or `system`, and `lang`.
    pub preferences: String,
}

impl Actions {
    /// The same, signing out of the console instead of a host.
    #[must_use]
    pub fn of_console() -> Self {
        Self {
            sign_out: Post {
                action: "/console/account".to_owned(),
                fields: vec![("do".to_owned(), "sign_out".to_owned())],
            },
            ..Self::default()
        }
    }
}

impl Default for Actions {
    fn default() -> Self {
        Self {
            sign_out: Post {
                action: "/session/end".to_owned(),
                fields: Vec::new(),
            },
            switch_org: "/session/org".to_owned(),
            preferences: "/preferences".to_owned(),
        }
    }
}

/// How wide the content of a page is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PageWidth {
    /// Lists and cards.
    #[default]
    Full,
    /// Two columns: a checkout, a listing.
    Narrow,
    /// One column: forms, text.
    Column,
    /// One card in the middle: sign in, errors.
    Center,
}

impl PageWidth {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Full => "page",
            Self::Narrow => "page page-narrow",
            Self::Column => "page page-column",
            Self::Center => "page page-center",
        }
    }
}
