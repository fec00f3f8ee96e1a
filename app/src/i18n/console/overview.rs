//! A host at a glance, and its first steps.

use crate::i18n::Plural;
use crate::i18n::plural::plural;
use crate::i18n::texts::texts;

texts! {
    /// A host at a glance, and its first steps.
    OverviewText {
        open_admin = "Open admin pages", "Verwaltung öffnen";
        open_admin_help = "You act as a member of the host. What you do there is recorded.", "Sie handeln als Mitglied des Hosts. Was Sie dort tun, wird aufgezeichnet.";
        facts = "At a glance", "Auf einen Blick";
        fact_id = "Host id", "Host-ID";
        fact_role = "Your role", "Ihre Rolle";
        fact_keys = "Keys", "Schlüssel";
        fact_origins = "Origins", "Origins";
        fact_plugins = "Plugins", "Plugins";
        fact_site = "Website", "Website";
        fact_created = "Added", "Hinzugefügt";
        keys_active: Plural = plural("{n} active", "{n} active"), plural("{n} aktiv", "{n} aktiv");
        keys_retiring: Plural = plural("{n} retiring", "{n} retiring"), plural("{n} läuft aus", "{n} laufen aus");
        plugins_approved = "{n} of {all} approved", "{n} von {all} freigegeben";
        origins_none = "None yet", "Noch keine";
        start_title = "Get started", "Erste Schritte";
        start_text = "Three steps from your website to the first plugin.", "Drei Schritte von Ihrer Website zum ersten Plugin.";
        step_secret = "Keep the secret on your server", "Das Geheimnis auf Ihrem Server ablegen";
        step_secret_text = "Put it into the environment as PORTICO_HOST_SECRET. Whoever has it can act as any of your users, so it belongs in no browser and no repository.", "Legen Sie es als PORTICO_HOST_SECRET in die Umgebung. Wer es hat, kann als jeder Ihrer Nutzer handeln; es gehört in keinen Browser und kein Repository.";
        step_secret_link = "Show or rotate the secret", "Geheimnis anzeigen oder wechseln";
        step_secret_missing = "This host has no active secret.", "Dieser Host hat kein aktives Geheimnis.";
        step_secret_create = "Create one", "Eines anlegen";
        step_token = "Sign a token for the current user", "Ein Token für den aktuellen Nutzer signieren";
        step_token_text = "On your server, for each page you render. In other languages any JWT library does it (HS256, the whole secret as key).", "Auf Ihrem Server, für jede Seite, die Sie ausliefern. In anderen Sprachen genügt jede JWT-Bibliothek (HS256, das ganze Geheimnis als Schlüssel).";
        step_token_waiting = "No token was checked yet.", "Noch kein Token wurde geprüft.";
        step_token_seen = "Last token checked {date}", "Letztes Token geprüft am {date}";
        step_show = "Take your users to the store", "Ihre Nutzer zum Store bringen";
        step_show_text = "A form on your page signs them in. Register the page’s origin first.", "Ein Formular auf Ihrer Seite meldet sie an. Tragen Sie zuvor die Origin der Seite ein.";
        step_show_origins = "Register an origin", "Eine Origin eintragen";
        step_show_plugins = "Approve plugins", "Plugins freigeben";
        button_in_snippet = "Plugins", "Plugins";
        done = "Done", "Erledigt";
        to_do = "To do", "Offen";
        snippet_server = "Your server (JavaScript)", "Ihr Server (JavaScript)";
        snippet_page = "Your page (HTML)", "Ihre Seite (HTML)";
    }
}
