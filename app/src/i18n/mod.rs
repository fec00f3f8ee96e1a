//! Every text of the interface, typed: a text that is missing in a language does not compile.
//!
//! Pages take their texts on the server: `locale.text().store.title`. Islands get the few strings they need as
//! props, so that the catalogue stays out of the wasm bundle.

#[cfg(feature = "ssr")]
pub mod catalogue;
mod date;
mod fill;
mod locale;
mod negotiate;
mod number;
mod plural;
mod texts;
mod tongue;
#[cfg(feature = "ssr")]
mod variants;

pub mod admin;
pub mod admin_plugins;
pub mod api_docs;
#[cfg(feature = "ssr")]
pub mod api_errors;
pub mod audit;
pub mod common;
pub mod console;
pub mod errors;
#[cfg(feature = "ssr")]
pub mod flash;
pub mod forms;
pub mod home;
pub mod inspector;
pub mod installed;
pub mod nav;
pub mod reasons;
#[cfg(feature = "ssr")]
pub mod refusals;
pub mod shop;
pub mod sign_in;
pub mod slot;
pub mod store;

pub use date::{
    CivilDate, format_date, format_date_time, format_day, format_day_month, iso_date_time,
};
pub use fill::fill;
pub use locale::Locale;
pub use negotiate::Offer;
pub use number::{format_count, format_decimal, format_money, format_money_short};
pub use plural::Plural;
pub use tongue::{Said, Tongue};

/// The whole catalogue in one language, by family of pages.
#[derive(Debug, Clone, Copy)]
pub struct Text {
    /// Words that appear everywhere.
    pub common: common::CommonText,
    /// The frame around every page.
    pub nav: nav::NavText,
    /// The app store.
    pub store: store::StoreText,
    /// The start page.
    pub home: home::HomeText,
    /// A user's own plugins.
    pub installed: installed::InstalledText,
    /// The plugins of an organisation.
    pub admin_plugins: admin_plugins::AdminPluginsText,
    /// The inspector, and the order of extensions in their slots.
    pub inspector: inspector::InspectorText,
    /// The other pages for organisation admins.
    pub admin: admin::AdminText,
    /// The demo's shop.
    pub shop: shop::ShopText,
    /// Signing in.
    pub sign_in: sign_in::SignInText,
    /// The console of operators and host developers.
    pub console: console::ConsoleText,
    /// Audit logs, of a host and of an organisation.
    pub audit: audit::AuditText,
    /// What plugins add to pages, and what is said when they cannot.
    pub slot: slot::SlotText,
    /// What just happened.
    #[cfg(feature = "ssr")]
    pub flash: flash::FlashText,
    /// Forms and their validation.
    pub forms: forms::FormsText,
    /// Answers to "Why do I see this?".
    pub reasons: reasons::ReasonsText,
    /// The description of the API.
    pub api_docs: api_docs::ApiDocsText,
    /// Why the API refused.
    #[cfg(feature = "ssr")]
    pub api_errors: api_errors::ApiErrorsText,
    /// Why a whole page is a refusal.
    #[cfg(feature = "ssr")]
    pub refusals: refusals::RefusalsText,
    /// Pages shown instead of the one asked for.
    pub errors: errors::ErrorsText,
}

static EN: Text = Text {
    common: common::EN,
    nav: nav::EN,
    store: store::EN,
    home: home::EN,
    installed: installed::EN,
    admin_plugins: admin_plugins::EN,
    inspector: inspector::EN,
    admin: admin::EN,
    shop: shop::EN,
    sign_in: sign_in::EN,
    console: console::EN,
    audit: audit::EN,
    slot: slot::EN,
    forms: forms::EN,
    reasons: reasons::EN,
    api_docs: api_docs::EN,
    errors: errors::EN,
    #[cfg(feature = "ssr")]
    refusals: refusals::EN,
    #[cfg(feature = "ssr")]
    api_errors: api_errors::EN,
    #[cfg(feature = "ssr")]
    flash: flash::EN,
};

static DE: Text = Text {
    common: common::DE,
    nav: nav::DE,
    store: store::DE,
    home: home::DE,
    installed: installed::DE,
    admin_plugins: admin_plugins::DE,
    inspector: inspector::DE,
    admin: admin::DE,
    shop: shop::DE,
    sign_in: sign_in::DE,
    console: console::DE,
    audit: audit::DE,
    slot: slot::DE,
    forms: forms::DE,
    reasons: reasons::DE,
    api_docs: api_docs::DE,
    errors: errors::DE,
    #[cfg(feature = "ssr")]
    refusals: refusals::DE,
    #[cfg(feature = "ssr")]
    api_errors: api_errors::DE,
    #[cfg(feature = "ssr")]
    flash: flash::DE,
};

impl Locale {
    /// The texts in this language. What is made from another catalogue exists on the server only, where pages are written.
    pub fn text(self) -> &'static Text {
        match self {
            #[cfg(feature = "ssr")]
            Self::DeCh => &variants::SWISS,
            #[cfg(feature = "ssr")]
            Self::Accented => &variants::ACCENTED,
            #[cfg(feature = "ssr")]
            Self::Mirrored => &variants::MIRRORED,
            other if other.language() == Self::De => &DE,
            _ => &EN,
        }
    }
}
