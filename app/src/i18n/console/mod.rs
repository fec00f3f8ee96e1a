//! The console of operators and host developers, by family of pages.

pub mod access;
pub mod errors;
pub mod hosts;
pub mod keys;
pub mod overview;
pub mod people;
pub mod plugins;
pub mod settings;

use super::texts::texts;

texts! {
    /// The console of operators and host developers.
    ConsoleText {
        access: access::AccessText = access::EN, access::DE;
        errors: errors::ConsoleErrorsText = errors::EN, errors::DE;
        hosts: hosts::HostsText = hosts::EN, hosts::DE;
        keys: keys::KeysText = keys::EN, keys::DE;
        overview: overview::OverviewText = overview::EN, overview::DE;
        people: people::PeopleText = people::EN, people::DE;
        plugins: plugins::HostPluginsText = plugins::EN, plugins::DE;
        settings: settings::HostSettingsText = settings::EN, settings::DE;
        hosts_title = "Hosts", "Hosts";
        overview_title = "Overview", "Überblick";
        connection = "Connection", "Anbindung";
        host = "Host", "Host";
        switch_host = "Switch host", "Host wechseln";
        all_hosts = "All hosts", "Alle Hosts";
        role_owner = "Owner", "Inhaber";
        role_developer = "Developer", "Entwickler";
        operator = "Operator", "Betreiber";
        by_and_date = "{date} by {who}", "{date} von {who}";
        actions = "Actions", "Aktionen";
        failed_title = "This page is not there for you", "Diese Seite gibt es für Sie nicht";
        failed_text = "It is gone, or you are no member of the host it belongs to.", "Sie ist weg, oder Sie sind kein Mitglied des Hosts, zu dem sie gehört.";
        forbidden_text = "Only an owner of the host may do this. Ask one of them.", "Das dürfen nur Inhaber des Hosts. Fragen Sie jemanden davon.";
        shown_before = "It was shown once and is no longer here", "Es wurde einmal angezeigt und ist nicht mehr hier";
        shown_back = "Back to the list", "Zurück zur Liste";
        copy_failed = "Press Ctrl+C to copy", "Mit Strg+C kopieren";
        copy_of = "Copy {what}", "{what} kopieren";
    }
}
