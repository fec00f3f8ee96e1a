//! How a part of the catalogue is declared.

/// Declares a struct of texts with its constants `EN` and `DE`, each text on one line with its translation:
///
/// ```ignore
/// texts! {
///     /// The frame around every page.
///     NavText {
///         store = "Store", "Store";
///         members: Plural = plural("{n} member", "{n} members"), plural("{n} Mitglied", "{n} Mitglieder");
///     }
/// }
/// ```
macro_rules! texts {
    (
        $(#[$about:meta])*
        $name:ident { $($key:ident $(: $kind:ty)? = $en:expr, $de:expr;)* }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name {
            $(#[doc = concat!("`", stringify!($en), "`")] pub $key: $crate::i18n::texts::text_type!($($kind)?),)*
        }

        /// English.
        pub const EN: $name = $name { $($key: $en,)* };

        /// German.
        pub const DE: $name = $name { $($key: $de,)* };

        #[cfg(feature = "ssr")]
        impl $crate::i18n::catalogue::Part for $name {
            fn walk(self, walk: &mut $crate::i18n::catalogue::Walk<'_>) -> Self {
                $name { $($key: walk.at(stringify!($key), self.$key),)* }
            }
        }
    };
}

/// The type of a text: what is named, else a plain string.
macro_rules! text_type {
    () => { &'static str };
    ($kind:ty) => { $kind };
}

pub(crate) use {text_type, texts};
