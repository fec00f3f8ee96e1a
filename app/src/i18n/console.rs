//! The console of operators and host developers.

use super::texts::texts;

texts! {
    /// The console of operators and host developers.
    ConsoleText {
        title = "Hosts", "Hosts";
        lead = "Websites that show plugins through this server.", "Websites, die über diesen Server Plugins zeigen.";
        new_host = "Add host", "Host hinzufügen";
        host_id = "Host id", "Host-ID";
        host_id_help = "Small letters, digits and hyphens. It cannot be changed later.", "Kleinbuchstaben, Ziffern und Bindestriche. Sie lässt sich später nicht ändern.";
        host_name = "Name", "Name";
        create = "Create host", "Host anlegen";
        empty_title = "No hosts yet", "Noch keine Hosts";
        empty_text = "A host is a website that shows plugins. Add yours to get its secret.", "Ein Host ist eine Website, die Plugins zeigt. Fügen Sie Ihre hinzu, um ihr Geheimnis zu erhalten.";
        overview = "Overview", "Überblick";
        keys = "Keys", "Schlüssel";
        keys_lead = "Your server signs users in with a host key. Keep it out of browsers.", "Ihr Server meldet Nutzer mit einem Host-Schlüssel an. Er gehört nicht in den Browser.";
        key_active = "Active", "Aktiv";
        key_retiring = "Retiring", "Läuft aus";
        key_revoked = "Revoked", "Widerrufen";
        key_created = "Created", "Angelegt";
        key_last_used = "Last used", "Zuletzt benutzt";
        key_never_used = "Never used", "Nie benutzt";
        key_rotate = "Add a new key", "Neuen Schlüssel anlegen";
        key_revoke = "Revoke", "Widerrufen";
        key_reveal = "Show secret", "Geheimnis anzeigen";
        key_reveal_help = "Enter your password. Showing a secret is recorded.", "Geben Sie Ihr Passwort ein. Das Anzeigen wird aufgezeichnet.";
        secret_once = "Copy the secret now and store it in your server’s environment.", "Kopieren Sie das Geheimnis jetzt in die Umgebung Ihres Servers.";
        origins = "Origins", "Origins";
        origins_lead = "Websites that may use this host’s tokens.", "Websites, die die Token dieses Hosts benutzen dürfen.";
        origin_add = "Add origin", "Origin hinzufügen";
        slots = "Slots", "Slots";
        slots_lead = "The places in your pages where plugins may appear.", "Die Stellen in Ihren Seiten, an denen Plugins erscheinen dürfen.";
        approvals = "Approvals", "Freigaben";
        approvals_lead = "Only approved plugins are offered to your users.", "Nur freigegebene Plugins werden Ihren Nutzern angeboten.";
        approve = "Approve", "Freigeben";
        approved = "Approved", "Freigegeben";
        not_approved = "Not approved", "Nicht freigegeben";
        withdraw = "Withdraw approval", "Freigabe zurückziehen";
        policy = "Policy", "Richtlinie";
        offers = "What this host offers", "Was dieser Host anbietet";
        offer_org_plugins = "Organisations turn plugins on for their members", "Organisationen schalten Plugins für ihre Mitglieder ein";
        offer_user_installs = "Users install plugins for themselves", "Nutzer installieren Plugins für sich selbst";
        offer_purchases = "Plugins can be bought", "Plugins können gekauft werden";
        open_admin = "Open admin pages", "Verwaltung öffnen";
    }
}
