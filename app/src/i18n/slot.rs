//! What plugins add to pages: captions, the honest sentence by kind, and what is said when a plugin cannot be shown.

use portico_sdk::ExtensionKind;
use portico_sdk::slot::slots;

use super::texts::texts;

texts! {
    /// What plugins add to pages, and what is said when they cannot.
    SlotText {
        shown_by = "Shown by the plugin {plugin}", "Angezeigt vom Plugin {plugin}";
        shown_by_reviewed = "Shown by the plugin {plugin}, reviewed by {host} on {date}.", "Angezeigt vom Plugin {plugin}, von {host} geprüft am {date}.";
        from_plugin = "from plugin “{plugin}”", "vom Plugin „{plugin}“";
        loading = "Loading {plugin}", "{plugin} wird geladen";
        still_loading = "{plugin} is still loading", "{plugin} lädt noch";
        failed = "{plugin} could not be shown", "{plugin} konnte nicht angezeigt werden";
        stopped = "{plugin} was stopped", "{plugin} wurde beendet";
        suspended = "{plugin} is off for you now", "{plugin} ist jetzt für Sie aus";
        retry = "Try again", "Erneut versuchen";
        still_off = "It stays off: your organisation has it off, too.", "Es bleibt aus: Ihre Organisation hat es auch ausgeschaltet.";
        turn_on_again = "Turn on again", "Wieder einschalten";
        why = "Why?", "Warum?";
        why_timeout = "It did not answer within {seconds} seconds.", "Es hat nicht innerhalb von {seconds} Sekunden geantwortet.";
        why_network = "Its files could not be loaded.", "Seine Dateien konnten nicht geladen werden.";
        why_integrity = "Its code is not the code that was reviewed, so it was not run.", "Sein Code ist nicht der geprüfte, darum wurde er nicht ausgeführt.";
        why_crashed = "It stopped with an error of its own.", "Es hat sich mit einem eigenen Fehler beendet.";
        why_undefined = "It loaded, but did not define what it promised.", "Es wurde geladen, hat aber nicht bereitgestellt, was es zugesagt hat.";
        why_twice = "Its script defines an element that exists already.", "Sein Skript definiert ein Element, das es schon gibt.";
        why_flooded = "It put more onto the page than a plugin may, so it was taken out.", "Es hat mehr auf die Seite gesetzt, als ein Plugin darf, darum wurde es entfernt.";
        why_unresponsive = "It stopped answering, so it was ended.", "Es hat nicht mehr geantwortet, darum wurde es beendet.";
        why_limit = "It asked more of the page than a plugin may, so it was ended.", "Es hat mehr von der Seite verlangt, als ein Plugin darf, darum wurde es beendet.";
        why_protocol = "It did not keep to the rules between plugin and page, so it was ended.", "Es hat sich nicht an die Regeln zwischen Plugin und Seite gehalten, darum wurde es beendet.";
        why_navigated = "It tried to leave for another address, so it was ended.", "Es wollte zu einer anderen Adresse wechseln, darum wurde es beendet.";
        why_suspended = "It had to be stopped three times within ten minutes. You can turn it on again here or in the store.", "Es musste dreimal in zehn Minuten beendet werden. Sie können es hier oder im Store wieder einschalten.";
        why_no_script = "It needs JavaScript.", "Es benötigt JavaScript.";
        reported = "The page goes on without it. The failure was reported.", "Die Seite funktioniert ohne es weiter. Der Fehler wurde gemeldet.";
        sees_schema = "It is a form. It runs no code in your browser.", "Es ist ein Formular. Es führt keinen Code in Ihrem Browser aus.";
        sees_component = "It runs as part of this page and can see and change everything on it.", "Es läuft als Teil dieser Seite und kann alles auf ihr sehen und ändern.";
        sees_sandbox = "It runs apart from this page and sees only: {props}.", "Es läuft getrennt von dieser Seite und sieht nur: {props}.";
        sees_sandbox_nothing = "It runs apart from this page and sees nothing of it.", "Es läuft getrennt von dieser Seite und sieht nichts von ihr.";
        sees_sandbox_handed = "It runs apart from this page and sees only what the page hands to it.", "Es läuft getrennt von dieser Seite und sieht nur, was die Seite ihm gibt.";
        place_checkout = "Checkout", "Kasse";
        place_after_order = "Order confirmation", "Bestellbestätigung";
        place_payment_settings = "Payment settings", "Einstellungen der Zahlungsart";
        place_plugin_settings = "Plugin settings", "Einstellungen des Plugins";
        place_sidebar = "Sidebar", "Seitenleiste";
        place_dashboard = "Dashboard", "Übersicht";
        talks_to = "It can talk to: {origins}.", "Es kann sich verbinden mit: {origins}.";
        talks_to_nobody = "It cannot talk to other servers.", "Es kann sich mit keinem anderen Server verbinden.";
        kind_schema = "Form", "Formular";
        kind_component = "Component", "Komponente";
        kind_sandbox = "Sandbox", "Sandbox";
    }
}

impl SlotText {
    /// What the extension can see and whom it can talk to, in plain words, from its kind and capabilities.
    pub fn honest_sentence(&self, kind: &ExtensionKind) -> String {
        match kind {
            ExtensionKind::Schema { .. } => self.sees_schema.to_owned(),
            ExtensionKind::Component { .. } => self.sees_component.to_owned(),
            ExtensionKind::Sandbox { sandbox } => {
                let capabilities = &sandbox.capabilities;
                let sees = listed(
                    self.sees_sandbox,
                    self.sees_sandbox_nothing,
                    "props",
                    &capabilities.props,
                );
                let talks = listed(
                    self.talks_to,
                    self.talks_to_nobody,
                    "origins",
                    &capabilities.network,
                );
                format!("{sees} {talks}")
            }
        }
    }

    /// What an extension sees and whom it can talk to, from its listing: the name of its kind and its origins.
    pub fn listed_sentence(&self, kind: &str, origins: &[String]) -> String {
        let sees = match kind {
            "schema" => return self.sees_schema.to_owned(),
            "sandbox" => self.sees_sandbox_handed,
            _ => self.sees_component,
        };
        if kind == "sandbox" {
            let talks = listed(self.talks_to, self.talks_to_nobody, "origins", origins);
            format!("{sees} {talks}")
        } else {
            sees.to_owned()
        }
    }

    /// Where a slot is, in words; a host's own slot is named by its key.
    pub fn place<'a>(&self, slot: &'a str) -> &'a str
    where
        Self: 'a,
    {
        match slot {
            key if key == slots::CHECKOUT_PAYMENT.key => self.place_checkout,
            key if key == slots::CHECKOUT_AFTER_ORDER.key => self.place_after_order,
            key if key == slots::PAYMENT_SETTINGS.key => self.place_payment_settings,
            key if key == slots::PLUGIN_SETTINGS.key => self.place_plugin_settings,
            key if key == slots::SIDEBAR.key => self.place_sidebar,
            key if key == slots::DASHBOARD_WIDGET.key => self.place_dashboard,
            own => own,
        }
    }

    /// The word for an extension's kind.
    pub fn kind_name(&self, kind: &ExtensionKind) -> &'static str {
        match kind {
            ExtensionKind::Schema { .. } => self.kind_schema,
            ExtensionKind::Component { .. } => self.kind_component,
            ExtensionKind::Sandbox { .. } => self.kind_sandbox,
        }
    }
}

fn listed(some: &str, none: &str, name: &str, items: &[String]) -> String {
    if items.is_empty() {
        none.to_owned()
    } else {
        super::fill(some, &[(name, &items.join(", "))])
    }
}

#[cfg(test)]
mod tests {
    use portico_sdk::{Component, Sandbox};

    use super::*;

    #[test]
    fn a_component_is_not_called_safe() {
        let sentence = EN.honest_sentence(&ExtensionKind::Component {
            component: Component::default(),
        });
        assert!(sentence.contains("everything"), "{sentence}");
    }

    #[test]
    fn a_sandbox_names_exactly_its_capabilities() {
        let mut sandbox = Sandbox::default();
        assert_eq!(
            EN.honest_sentence(&ExtensionKind::Sandbox {
                sandbox: sandbox.clone()
            }),
            "It runs apart from this page and sees nothing of it. It cannot talk to other servers."
        );
        sandbox.capabilities.props = vec!["productId".to_owned(), "rating".to_owned()];
        sandbox.capabilities.network = vec!["https://api.example.com".to_owned()];
        assert_eq!(
            EN.honest_sentence(&ExtensionKind::Sandbox { sandbox }),
            "It runs apart from this page and sees only: productId, rating. It can talk to: https://api.example.com."
        );
    }
}
