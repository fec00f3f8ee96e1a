//! The audit log of a host: what happened, in words.

use crate::i18n::texts::texts;

texts! {
    /// The audit log of a host.
    AuditText {
        title = "Audit log", "Protokoll";
        lead = "Every change to this host, newest first. Nothing in it can be changed or removed.", "Jede Änderung an diesem Host, Neuestes zuerst. Nichts darin lässt sich ändern oder entfernen.";
        column_what = "What", "Was";
        column_who = "Who", "Wer";
        column_changes = "Changes", "Änderungen";
        column_when = "When", "Wann";
        empty_title = "Nothing recorded yet", "Noch nichts aufgezeichnet";
        empty_text = "Changes to keys, plugins, members and settings appear here.", "Änderungen an Schlüsseln, Plugins, Mitgliedern und Einstellungen erscheinen hier.";
        newest = "Newest", "Neueste";
        older = "Older", "Ältere";
        nothing = "empty", "leer";
        in_org = "for {org}", "für {org}";
        via_console = "Console", "Konsole";
        via_api = "API token", "API-Token";
        via_cli = "Command line", "Kommandozeile";
        via_user = "User", "Nutzer";
        via_server = "Server", "Server";
        from_to = "from {from} to {to}", "von {from} zu {to}";
        host_create = "Added the host", "Host hinzugefügt";
        host_update = "Changed settings", "Einstellungen geändert";
        key_create = "Created a secret", "Geheimnis angelegt";
        key_rotate = "Rotated the secret", "Geheimnis gewechselt";
        key_register = "Registered a public key", "Öffentlichen Schlüssel eingetragen";
        key_reveal = "Showed a secret", "Geheimnis angezeigt";
        key_revoke = "Revoked a key", "Schlüssel widerrufen";
        origin_add = "Added an origin", "Origin hinzugefügt";
        origin_remove = "Removed an origin", "Origin entfernt";
        plugin_approve = "Approved a plugin", "Plugin freigegeben";
        plugin_unapprove = "Withdrew an approval", "Freigabe zurückgezogen";
        policy_set = "Decided about a plugin", "Über ein Plugin entschieden";
        org_plugin_set = "Organisation decided about a plugin", "Organisation hat über ein Plugin entschieden";
        settings_save = "Saved a plugin’s settings", "Einstellungen eines Plugins gespeichert";
        member_set = "Changed a role", "Rolle geändert";
        member_remove = "Removed a member", "Mitglied entfernt";
        invitation_create = "Invited somebody", "Jemanden eingeladen";
        invitation_accept = "Accepted an invitation", "Einladung angenommen";
        invitation_withdraw = "Withdrew an invitation", "Einladung zurückgezogen";
        token_create = "Created an API token", "API-Token angelegt";
        token_revoke = "Revoked an API token", "API-Token widerrufen";
        admin_open = "Opened the admin pages", "Verwaltung geöffnet";
        install = "Installed a plugin", "Plugin installiert";
        uninstall = "Uninstalled a plugin", "Plugin deinstalliert";
    }
}
