//! Types that cross to plugins, each declared once: as a Rust type, as JSON with keys in camel case, and as what TypeScript and the
//! documentation say of it.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Data that passes between the page and plugins.
pub trait Shaped: Serialize + DeserializeOwned {
    /// What it looks like on the other side.
    fn shape() -> Shape;
}

/// A type as TypeScript sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// Name of the type.
    pub name: &'static str,
    /// What it is, in one sentence.
    pub about: &'static str,
    /// Its keys, in order.
    pub fields: Vec<Field>,
}

/// One key of a [`Shape`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// As on the wire.
    pub key: String,
    /// TypeScript type of the value.
    pub kind: &'static str,
    /// The texts it may be, when it is one of a few.
    pub options: &'static [&'static str],
    /// It may be absent.
    pub optional: bool,
    /// What it is, in one sentence.
    pub about: &'static str,
}

/// A type that a value may have.
pub(crate) trait Described {
    /// In TypeScript.
    const KIND: &'static str;
    /// The texts it may be, when it is one of a few.
    const OPTIONS: &'static [&'static str] = &[];
    /// It may be absent.
    const OPTIONAL: bool = false;
}

impl Described for String {
    const KIND: &'static str = "string";
}

impl Described for i64 {
    const KIND: &'static str = "number";
}

impl Described for bool {
    const KIND: &'static str = "boolean";
}

impl Described for Value {
    const KIND: &'static str = "unknown";
}

impl<T: Described> Described for Option<T> {
    const KIND: &'static str = T::KIND;
    const OPTIONS: &'static [&'static str] = T::OPTIONS;
    const OPTIONAL: bool = true;
}

/// `payment_method_id` → `paymentMethodId`, as serde's `camelCase` does.
pub(crate) fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut key, word| {
        let mut letters = word.chars();
        key.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        key.push_str(letters.as_str());
        key
    })
}

/// Declares types that cross: each is a struct, on the wire with keys in camel case and without those that are `None`, and knows
/// its [`Shape`].
macro_rules! shaped {
    ($(
        $(#[doc = $about:literal])*
        $(#[derive($more:ident)])?
        $name:ident { $( $(#[doc = $field_about:literal])* $(#[serde($($how:tt)*)])* $field:ident: $kind:ty, )* }
    )*) => {$(
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize $(, $more)?)]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $( $(#[doc = $field_about])* $(#[serde($($how)*)])* pub $field: $kind, )*
        }

        impl $crate::shape::Shaped for $name {
            fn shape() -> $crate::shape::Shape {
                $crate::shape::Shape {
                    name: stringify!($name),
                    about: concat!($($about),*).trim_start(),
                    fields: vec![$( $crate::shape::Field {
                        key: $crate::shape::camel_case(stringify!($field)),
                        kind: <$kind as $crate::shape::Described>::KIND,
                        options: <$kind as $crate::shape::Described>::OPTIONS,
                        optional: <$kind as $crate::shape::Described>::OPTIONAL,
                        about: concat!($($field_about),*).trim_start(),
                    }, )*],
                }
            }
        }
    )*};
}
pub(crate) use shaped;
