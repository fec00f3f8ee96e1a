//! Names and ids: plugins, slots, field keys, external ids.

/// True for a plugin name: `[a-z][a-z0-9]*(-[a-z0-9]+)*`, at most 40 characters.
pub fn is_plugin_name(name: &str) -> bool {
    name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

/// True for an id that comes from a host (uid, organisation): 1 to 255 bytes, no control characters.
pub fn is_external_id(id: &str) -> bool {
    (1..=255).contains(&id.len()) && !id.chars().any(char::is_control)
}

/// True for a host id: `[a-z0-9]+(-[a-z0-9]+)*`, at most 63 characters.
pub fn is_host_id(id: &str) -> bool {
    id.len() <= 63
        && id.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}
