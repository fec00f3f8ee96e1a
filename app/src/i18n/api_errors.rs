//! What the API answers when it refuses, by the code of the error, for callers who do not ask in English. English is the
//! server's own sentence, which may say more; a code that is not here keeps it.

use super::Text;
use super::texts::texts;
use crate::error::AppError;

texts! {
    /// Why the API refused.
    ApiErrorsText {
        unauthorized = "Sign in first.", "Melden Sie sich zuerst an.";
        not_found = "There is nothing here, or you may not see it.", "Hier ist nichts, oder Sie dürfen es nicht sehen.";
        no_host = "No host is set up here.", "Hier ist kein Host eingerichtet.";
        internal = "Something broke on our side. The request id helps us find it.", "Bei uns ist etwas kaputtgegangen. Die Anfrage-ID hilft uns, es zu finden.";
        admin_required = "Only an admin of an organisation may do this.", "Das darf nur ein Admin einer Organisation.";
        org_required = "You administer several organisations. Choose one first.", "Sie verwalten mehrere Organisationen. Wählen Sie zuerst eine.";
        org_invalid = "You are not in this organisation.", "Sie gehören nicht zu dieser Organisation.";
        locked_by_host = "The host decides about this plugin for all organisations.", "Der Host entscheidet über dieses Plugin für alle Organisationen.";
        install_not_allowed = "This plugin cannot be installed here.", "Dieses Plugin lässt sich hier nicht installieren.";
        suspended = "This plugin is off because pages had to stop it again and again. Turn it on again first.", "Dieses Plugin ist aus, weil Seiten es immer wieder beenden mussten. Schalten Sie es zuerst wieder ein.";
        already_on = "The plugin is on for you already.", "Das Plugin ist für Sie schon an.";
        busy = "Too many people are signing in at this moment. Try again in a few seconds.", "Gerade melden sich zu viele an. Versuchen Sie es in ein paar Sekunden noch einmal.";
        text_invalid = "A text contains a character that nothing here may contain.", "Ein Text enthält ein Zeichen, das hier nirgends stehen darf.";
        timeout = "This took too long and was given up.", "Das hat zu lange gedauert und wurde abgebrochen.";
        plugin_failed = "The plugin did not answer as it should.", "Das Plugin hat nicht geantwortet, wie es soll.";
        account_required = "Sign in to the console first.", "Melden Sie sich zuerst an der Konsole an.";
        api_token_invalid = "This API token is not valid.", "Dieses API-Token gilt nicht.";
        origin_not_allowed = "Requests from this origin are not taken here. If they are to be, register it for the host in the console.", "Anfragen von dieser Origin werden hier nicht angenommen. Wenn sie es sollen, tragen Sie sie in der Konsole für den Host ein.";
        cannot_move = "There is nothing beyond it in that direction.", "In dieser Richtung liegt nichts mehr.";
        host_session = "This is a session of the host, which acts for no organisation. Load the page again.", "Dies ist eine Sitzung des Hosts, die für keine Organisation handelt. Laden Sie die Seite neu.";
        too_many_reports = "Send at most 20 reports in one request.", "Senden Sie höchstens 20 Meldungen in einer Anfrage.";
        stale_settings = "Somebody else changed these settings. Load them again, compare and save.", "Jemand anderes hat diese Einstellungen geändert. Laden Sie sie neu, vergleichen und speichern Sie.";
        invalid_fields = "Some values cannot be saved; correct the fields named.", "Einige Werte lassen sich nicht speichern. Korrigieren Sie die genannten Felder.";
        invalid_json = "Send the values of the form as one JSON object.", "Senden Sie die Werte des Formulars als ein JSON-Objekt.";
        plugin_refused = "The plugin refused the request.", "Das Plugin hat die Anfrage abgelehnt.";
        no_active_secret = "The host has no active secret.", "Der Host hat kein aktives Geheimnis.";
        not_ready = "The database does not answer.", "Die Datenbank antwortet nicht.";
        sign_in_required = "Sign in first: this belongs to a user.", "Melden Sie sich zuerst an: Das gehört zu einer Person.";
        user_required = "This is a session of the host, which is no user of it.", "Dies ist eine Sitzung des Hosts und keine einer Person, die ihn nutzt.";
        not_granted = "No extension of the plugin here has this among its capabilities.", "Keine Erweiterung des Plugins hat das hier unter ihren Berechtigungen.";
        record_key_invalid = "A key has 1 to 255 bytes and no control characters, and is not just one dot or two.", "Ein Schlüssel hat 1 bis 255 Bytes, keine Steuerzeichen und ist mehr als ein Punkt oder zwei.";
        record_too_large = "A value has at most 16 KiB as JSON.", "Ein Wert hat als JSON höchstens 16 KiB.";
        records_full = "A user keeps at most 500 records and 1 MiB of a plugin. Delete some first.", "Eine Person behält von einem Plugin höchstens 500 Einträge und 1 MiB. Löschen Sie zuerst welche.";
        shared_records_full = "All users together share at most 20,000 records of a plugin.", "Alle zusammen teilen von einem Plugin höchstens 20.000 Einträge.";
        draining = "The server is about to end.", "Der Server wird gerade beendet.";
    }
}

/// The sentence for an error at one of its fields (empty: as a whole) in the language of `text`. `None` also where the
/// catalogue's would leave out what the server's names: the claim of a token, the member of a body.
pub fn api_sentence(error: &AppError, field: &str, text: &Text) -> Option<&'static str> {
    let words = &text.api_errors;
    let own = match error.code.as_str() {
        "unauthorized" => words.unauthorized,
        "not_found" => words.not_found,
        "no_host" => words.no_host,
        "internal" => words.internal,
        "admin_required" => words.admin_required,
        "org_required" => words.org_required,
        "org_invalid" => words.org_invalid,
        "locked_by_host" => words.locked_by_host,
        "install_not_allowed" => words.install_not_allowed,
        "suspended" => words.suspended,
        "already_on" => words.already_on,
        "busy" => words.busy,
        "text_invalid" => words.text_invalid,
        "timeout" => words.timeout,
        "plugin_failed" => words.plugin_failed,
        "account_required" | "console_sign_in_required" => words.account_required,
        "api_token_invalid" => words.api_token_invalid,
        "origin_not_allowed" => words.origin_not_allowed,
        "cannot_move" => words.cannot_move,
        "host_session" => words.host_session,
        "too_many_reports" => words.too_many_reports,
        "stale_settings" => words.stale_settings,
        "invalid_fields" => words.invalid_fields,
        "invalid_json" => words.invalid_json,
        "plugin_refused" => words.plugin_refused,
        "no_active_secret" => words.no_active_secret,
        "not_ready" => words.not_ready,
        "sign_in_required" => words.sign_in_required,
        "user_required" => words.user_required,
        "not_granted" => words.not_granted,
        "record_key_invalid" => words.record_key_invalid,
        "record_too_large" => words.record_too_large,
        "records_full" => words.records_full,
        "shared_records_full" => words.shared_records_full,
        "draining" => words.draining,
        code if text.refusals.is_general(code) => return None,
        code => {
            return text
                .console
                .errors
                .sentence(code, field)
                .or_else(|| text.refusals.sentence(code));
        }
    };
    Some(own)
}
