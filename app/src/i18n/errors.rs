//! Pages shown instead of the one asked for.

use super::texts::texts;

texts! {
    /// Pages shown instead of the one asked for.
    ErrorsText {
        not_found_title = "This page does not exist", "Diese Seite gibt es nicht";
        not_found_text = "The address may be mistyped, or what was here is gone.", "Die Adresse ist vielleicht falsch geschrieben, oder was hier war, ist weg.";
        forbidden_title = "You may not open this page", "Sie dürfen diese Seite nicht öffnen";
        forbidden_text = "It is for admins of an organisation. Ask one of yours for access.", "Sie ist für Admins einer Organisation. Fragen Sie einen davon nach Zugang.";
        sign_in_title = "Sign in to open this page", "Melden Sie sich an, um diese Seite zu öffnen";
        sign_in_text = "You come back here afterwards.", "Danach kommen Sie hierher zurück.";
        no_host_title = "No host is set up here", "Hier ist kein Host eingerichtet";
        no_host_text = "Whoever runs this server adds one with: portico host create --id acme-shop --name \"Acme Shop\"", "Wer diesen Server betreibt, legt einen an mit: portico host create --id acme-shop --name \"Acme Shop\"";
        server_title = "Something went wrong on our side", "Bei uns ist etwas schiefgegangen";
        server_text = "Nothing was changed. Try again; if it happens again, report the request id.", "Es wurde nichts geändert. Versuchen Sie es noch einmal; wenn es wieder passiert, melden Sie die Anfrage-ID.";
        conflict_title = "This has changed in the meantime", "Das hat sich inzwischen geändert";
        conflict_text = "Reload the page to see the current state.", "Laden Sie die Seite neu, um den aktuellen Stand zu sehen.";
        org_required_title = "Choose an organisation first", "Wählen Sie zuerst eine Organisation";
        org_required_text = "You administer several. Which one is this page about?", "Sie verwalten mehrere. Um welche geht es auf dieser Seite?";
        refused_title = "That did not work", "Das hat nicht geklappt";
        request_id = "Request id", "Anfrage-ID";
        go_home = "Go to the start page", "Zur Startseite";
        too_many_title = "Too many requests", "Zu viele Anfragen";
        too_many_text = "Wait a moment and try again.", "Warten Sie einen Moment und versuchen Sie es noch einmal.";
        to_console = "Go to the console", "Zur Konsole";
    }
}
