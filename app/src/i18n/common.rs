//! Words that appear everywhere.

use super::Plural;
use super::plural::plural;
use super::texts::texts;

texts! {
    /// Words that appear everywhere.
    CommonText {
        save = "Save", "Speichern";
        saved = "Saved", "Gespeichert";
        cancel = "Cancel", "Abbrechen";
        close = "Close", "Schließen";
        back = "Back", "Zurück";
        next = "Next", "Weiter";
        previous = "Previous", "Zurück";
        undo = "Undo", "Rückgängig";
        retry = "Try again", "Erneut versuchen";
        why = "Why?", "Warum?";
        search = "Search", "Suchen";
        clear_filters = "Clear filters", "Filter zurücksetzen";
        apply = "Apply", "Anwenden";
        settings = "Settings", "Einstellungen";
        details = "Details", "Details";
        remove = "Remove", "Entfernen";
        copy = "Copy", "Kopieren";
        copied = "Copied", "Kopiert";
        optional = "Optional", "Optional";
        required = "Required", "Erforderlich";
        yes = "Yes", "Ja";
        no = "No", "Nein";
        on = "On", "An";
        off = "Off", "Aus";
        all = "All", "Alle";
        none = "None", "Keine";
        loading = "Loading", "Wird geladen";
        still_loading = "Still loading", "Wird noch geladen";
        error_prefix = "Error: ", "Fehler: ";
        you = "You", "Sie";
        version = "Version {version}", "Version {version}";
        request_id = "Request id: {id}", "Anfrage-ID: {id}";
        range_of = "{from}–{to} of {total}", "{from}–{to} von {total}";
        pages_label = "Pages", "Seiten";
        breadcrumbs_label = "You are here", "Sie sind hier";
        plugins: Plural = plural("{n} plugin", "{n} plugins"), plural("{n} Plugin", "{n} Plugins");
        members: Plural = plural("{n} member", "{n} members"), plural("{n} Mitglied", "{n} Mitglieder");
        requests: Plural = plural("{n} request", "{n} requests"), plural("{n} Anfrage", "{n} Anfragen");
        results: Plural = plural("{n} result", "{n} results"), plural("{n} Ergebnis", "{n} Ergebnisse");
        errors: Plural = plural("{n} error", "{n} errors"), plural("{n} Fehler", "{n} Fehler");
    }
}
