//! The start page.

use super::texts::texts;

texts! {
    /// The start page.
    HomeText {
        title = "Welcome to {host}", "Willkommen bei {host}";
        lead = "Find plugins, turn them on for your organisation, and see them at work.", "Plugins finden, für Ihre Organisation einschalten und bei der Arbeit sehen.";
        store_text = "What is there, and what is on for you.", "Was es gibt und was für Sie an ist.";
        installed_text = "Everything that is on for you, and who turned it on.", "Alles, was für Sie an ist, und wer es eingeschaltet hat.";
        admin_text = "Dashboard, payment methods and plugins of your organisation.", "Übersicht, Zahlungsarten und Plugins Ihrer Organisation.";
        shop_text = "The demo storefront, with plugins in its checkout.", "Der Demo-Shop mit Plugins an der Kasse.";
        sign_in_text = "As a user of this host.", "Als Nutzer dieses Hosts.";
        console_text = "Keys, plugins and members of your hosts.", "Schlüssel, Plugins und Mitglieder Ihrer Hosts.";
        switch_person = "Switch person", "Person wechseln";
        for_developers = "For developers", "Für Entwickler";
        api_title = "API", "API";
        api_text = "Every route, with parameters, answers and an example.", "Jede Route mit Parametern, Antworten und einem Beispiel.";
    }
}
