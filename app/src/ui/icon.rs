//! Icons from the sprite `style/assets/icons.svg`. They are decoration: the words beside them carry the meaning.

use leptos::prelude::*;

macro_rules! icons {
    ($($name:ident => $id:literal,)*) => {
        /// Every icon of the sprite.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum IconName {
            $(#[doc = $id] $name,)*
        }

        impl IconName {
            /// Every icon, for galleries and for names that come from outside.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The id of the symbol in the sprite.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

icons! {
    Portico => "portico",
    Store => "store",
    Installed => "installed",
    Admin => "admin",
    Shop => "shop",
    Cart => "cart",
    Search => "search",
    Check => "check",
    X => "x",
    Chevron => "chevron",
    ChevronEnd => "chevron-end",
    ChevronStart => "chevron-start",
    ArrowUp => "arrow-up",
    ArrowDown => "arrow-down",
    Menu => "menu",
    External => "external",
    Sun => "sun",
    Moon => "moon",
    Monitor => "monitor",
    Star => "star",
    BarsChart => "bars-chart",
    Card => "card",
    Ruler => "ruler",
    Bell => "bell",
    Note => "note",
    Mail => "mail",
    Link => "link",
    Gear => "gear",
    Key => "key",
    Shield => "shield",
    Users => "users",
    User => "user",
    Building => "building",
    Plug => "plug",
    Code => "code",
    Info => "info",
    Warning => "warning",
    Refresh => "refresh",
    Undo => "undo",
    Trash => "trash",
    Plus => "plus",
    Copy => "copy",
    Eye => "eye",
    Logout => "logout",
    Home => "home",
    Receipt => "receipt",
    Truck => "truck",
    Globe => "globe",
    List => "list",
    Clock => "clock",
    Block => "block",
    Lock => "lock",
    Download => "download",
    Upload => "upload",
    History => "history",
    Filter => "filter",
    More => "more",
    Package => "package",
}

impl IconName {
    /// The icon a plugin names in its listing; `None` for a name that the sprite does not have.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|icon| icon.id() == id)
    }

    /// Points along the line of reading and turns with it.
    fn is_directional(self) -> bool {
        matches!(
            self,
            Self::ChevronEnd
                | Self::ChevronStart
                | Self::Logout
                | Self::Undo
                | Self::External
                | Self::List
                | Self::Truck
        )
    }
}

/// One icon, in the colour of the text around it.
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
    /// Further classes: `icon-small`, `icon-large`, or a page's own.
    #[prop(optional)]
    class: &'static str,
) -> AnyView {
    let turns = if name.is_directional() {
        " icon-directional"
    } else {
        ""
    };
    let gap = if class.is_empty() { "" } else { " " };
    view! {
        <svg class=format!("icon{turns}{gap}{class}") viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <use_ href=format!("/icons.svg#{}", name.id()) />
        </svg>
    }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPRITE: &str = include_str!("../../../style/assets/icons.svg");

    #[test]
    fn the_sprite_has_every_icon_and_no_other() {
        for icon in IconName::ALL {
            assert!(
                SPRITE.contains(&format!("<symbol id=\"{}\"", icon.id())),
                "{icon:?}"
            );
        }
        assert_eq!(SPRITE.matches("<symbol ").count(), IconName::ALL.len());
    }

    #[test]
    fn icons_are_hidden_from_assistive_technology() {
        let html = view! { <Icon name=IconName::Search class="icon-small" /> }.to_html();
        assert!(html.contains(r#"class="icon icon-small""#), "{html}");
        assert!(html.contains(r#"aria-hidden="true""#), "{html}");
        assert!(html.contains(r#"<use href="/icons.svg#search">"#), "{html}");
    }
}
