//! Host keys and origins.

use crate::i18n::Plural;
use crate::i18n::plural::plural;
use crate::i18n::texts::texts;

texts! {
    /// Host keys and origins.
    KeysText {
        title = "Keys", "Schlüssel";
        lead = "Your server signs users in with a key. Keep secrets out of browsers.", "Ihr Server meldet Nutzer mit einem Schlüssel an. Geheimnisse gehören nicht in den Browser.";
        column_key = "Key id", "Schlüssel-ID";
        column_state = "State", "Status";
        column_used = "Last used", "Zuletzt benutzt";
        column_created = "Created", "Angelegt";
        kind_secret = "Secret, HS256", "Geheimnis, HS256";
        kind_public = "Public key, {algorithm}", "Öffentlicher Schlüssel, {algorithm}";
        active = "Active", "Aktiv";
        retiring = "Retiring", "Läuft aus";
        revoked = "Revoked", "Widerrufen";
        until = "until {date}", "bis {date}";
        never_used = "Never", "Nie";
        empty_title = "No keys", "Keine Schlüssel";
        empty_text = "Without a key nobody can sign in. Create a secret to begin.", "Ohne Schlüssel kann sich niemand anmelden. Legen Sie ein Geheimnis an, um zu beginnen.";
        reveal = "Show secret", "Geheimnis anzeigen";
        reveal_title = "Show the secret of {key}?", "Geheimnis von {key} anzeigen?";
        reveal_text = "Enter your password. Each time a secret is shown is recorded in the audit log.", "Geben Sie Ihr Passwort ein. Jedes Anzeigen steht im Protokoll.";
        revoke = "Revoke", "Widerrufen";
        revoke_title = "Revoke {key}?", "{key} widerrufen?";
        revoke_text = "Tokens signed with it are refused from now on, and the sessions it opened end. This cannot be undone.", "Damit signierte Token werden ab sofort abgelehnt, und die damit geöffneten Sitzungen enden. Das lässt sich nicht rückgängig machen.";
        revoke_used = "It was last used {date}.", "Er wurde zuletzt am {date} benutzt.";
        revoke_submit = "Revoke key", "Schlüssel widerrufen";
        rotate_title = "Rotate the secret", "Geheimnis wechseln";
        rotate_text = "Makes a new secret. Those in use keep working for a while, so that your servers can change over.", "Legt ein neues Geheimnis an. Die benutzten gelten noch eine Weile, damit Ihre Server wechseln können.";
        overlap = "Old secrets stay valid for", "Alte Geheimnisse gelten noch";
        overlap_none = "Not at all: end them now", "Gar nicht: sofort beenden";
        overlap_hours: Plural = plural("{n} hour", "{n} hours"), plural("{n} Stunde", "{n} Stunden");
        overlap_days: Plural = plural("{n} day", "{n} days"), plural("{n} Tag", "{n} Tage");
        rotate_submit = "Rotate secret", "Geheimnis wechseln";
        create_title = "Another secret", "Weiteres Geheimnis";
        create_text = "For a second server or environment. Secrets in use stay as they are.", "Für einen zweiten Server oder eine zweite Umgebung. Benutzte Geheimnisse bleiben, wie sie sind.";
        create_submit = "Create secret", "Geheimnis anlegen";
        register_title = "Public key", "Öffentlicher Schlüssel";
        register_text = "Sign with a key of your own (ES256, EdDSA or RS256) and register its public half. Its tokens must carry the audience “portico”.", "Signieren Sie mit einem eigenen Schlüssel (ES256, EdDSA oder RS256) und tragen Sie dessen öffentliche Hälfte ein. Seine Token brauchen die Audience „portico“.";
        register_jwk = "Public key as JWK", "Öffentlicher Schlüssel als JWK";
        register_help = "One JSON object. Its kid becomes the key id. Never paste a private key (a member “d”).", "Ein JSON-Objekt. Seine kid wird die Schlüssel-ID. Fügen Sie nie einen privaten Schlüssel ein (mit dem Feld „d“).";
        register_submit = "Register key", "Schlüssel eintragen";
        shown_title = "Secret of {key}", "Geheimnis von {key}";
        shown_text = "Copy it into your server’s environment as PORTICO_HOST_SECRET. It belongs in no browser, no repository and no chat.", "Kopieren Sie es als PORTICO_HOST_SECRET in die Umgebung Ihres Servers. Es gehört in keinen Browser, kein Repository und keinen Chat.";
        shown_again = "Here it is hidden as soon as you leave this page. You can show it again with your password.", "Hier ist es nicht mehr zu sehen, sobald Sie die Seite verlassen. Mit Ihrem Passwort können Sie es wieder anzeigen.";
        shown_before = "Show the secret again with your password, in the row of its key.", "Mit Ihrem Passwort können Sie das Geheimnis in der Zeile seines Schlüssels wieder anzeigen.";
        shown_next = "Go on with the first steps", "Weiter mit den ersten Schritten";
        secret = "Secret", "Geheimnis";
        origins_title = "Origins", "Origins";
        origins_lead = "The websites whose pages may sign users in and call the API for this host.", "Die Websites, deren Seiten für diesen Host Nutzer anmelden und die API aufrufen dürfen.";
        origin = "Origin", "Origin";
        origin_help = "Scheme, name and port, without a path. http:// only on this machine.", "Schema, Name und Port, ohne Pfad. http:// nur auf diesem Rechner.";
        origin_add_title = "Add an origin", "Origin hinzufügen";
        origin_add_text = "One for each of shop, admin and staging is usual.", "Üblich ist je eine für Shop, Verwaltung und Staging.";
        origin_add = "Add origin", "Origin hinzufügen";
        origin_remove_title = "Remove {origin}?", "{origin} entfernen?";
        origin_remove_text = "Its pages can no longer sign users in or call the API. You can add it again at any time.", "Ihre Seiten können niemanden mehr anmelden und die API nicht mehr aufrufen. Sie können sie jederzeit wieder hinzufügen.";
        origin_remove = "Remove origin", "Origin entfernen";
        origins_empty_title = "No origins yet", "Noch keine Origins";
        origins_empty_text = "Until you add one, no page can sign users in for this host.", "Solange keine eingetragen ist, kann keine Seite für diesen Host Nutzer anmelden.";
    }
}
