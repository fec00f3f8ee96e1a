//! Names and ids: plugins, slots, extensions, field keys, external ids.

/// First segments below `/api/v1/store/` and `/api/v1/admin/` that belong to the server. A plugin may have such a name,
/// but gets no short alias for its routes.
pub const RESERVED_CORE_NAMES: [&str; 31] = [
    "account",
    "apps",
    "audit",
    "auth",
    "cart",
    "checkout",
    "consents",
    "docs",
    "events",
    "extension-reports",
    "health",
    "hosts",
    "inspector",
    "installs",
    "listings",
    "manifest",
    "me",
    "openapi",
    "orders",
    "orgs",
    "payments",
    "plugin-manifest",
    "plugins",
    "policies",
    "products",
    "publish",
    "requests",
    "revocations",
    "session",
    "settings",
    "slots",
];

/// Names that a JavaScript object already has or that change its prototype: refused wherever a name may become a property
/// (THREATS 27, 42).
const PROTOTYPE_NAMES: [&str; 3] = ["__proto__", "constructor", "prototype"];

/// True for a plugin name: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 40 characters.
pub fn is_plugin_name(name: &str) -> bool {
    name.len() <= 40 && name.starts_with(|c: char| c.is_ascii_lowercase()) && is_hyphenated(name)
}

/// True for an id that comes from a host (uid, organisation): 1 to 255 bytes, no control characters.
pub fn is_external_id(id: &str) -> bool {
    (1..=255).contains(&id.len()) && !id.chars().any(char::is_control)
}

/// True for a host id: `[a-z0-9]+(-[a-z0-9]+)*`, at most 63 characters.
pub fn is_host_id(id: &str) -> bool {
    id.len() <= 63 && is_hyphenated(id)
}

/// True for an extension id: `[A-Za-z0-9_.-]{1,64}`.
pub fn is_extension_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(is_word_byte) && !is_prototype_name(id)
}

/// True for a field key: `[A-Za-z][A-Za-z0-9_]*`, at most 64 characters, no name that JavaScript objects have already.
///
/// ```
/// use portico_sdk::names::is_field_key;
/// assert!(is_field_key("api_key"));
/// assert!(!is_field_key("constructor"));
/// ```
pub fn is_field_key(key: &str) -> bool {
    key.len() <= 64
        && key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !is_prototype_name(key)
}

/// True for a slot key: `storefront:` or `admin:`, then segments of `[A-Za-z0-9_.-]` between single colons, at most 128
/// characters in all.
pub fn is_slot_key(key: &str) -> bool {
    let Some(surface) = crate::slot::Surface::of(key) else {
        return false;
    };
    key.len() <= 128
        && key[surface.prefix().len()..]
            .split(':')
            .all(|segment| !segment.is_empty() && segment.bytes().all(is_word_byte))
}

/// True when the server itself answers below `/api/v1/{store,admin}/{name}/`.
pub fn is_reserved_core_name(name: &str) -> bool {
    RESERVED_CORE_NAMES.contains(&name)
}

/// True for a name that must never become a property of a JavaScript object.
pub fn is_prototype_name(name: &str) -> bool {
    PROTOTYPE_NAMES.contains(&name)
}

/// `[a-z0-9]+(-[a-z0-9]+)*`
pub(crate) fn is_hyphenated(text: &str) -> bool {
    text.split('-').all(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}
