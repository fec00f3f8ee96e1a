//! The list of hosts, and adding one.

use crate::i18n::texts::texts;

texts! {
    /// The list of hosts, and adding one.
    HostsText {
        lead = "Websites that show plugins through this server.", "Websites, die über diesen Server Plugins zeigen.";
        column_host = "Host", "Host";
        column_role = "Your role", "Ihre Rolle";
        column_created = "Added", "Hinzugefügt";
        add_title = "Add a host", "Host hinzufügen";
        add_text = "A host is one website or product. It gets its own secret, plugins and members.", "Ein Host ist eine Website oder ein Produkt. Er bekommt ein eigenes Geheimnis, eigene Plugins und Mitglieder.";
        name = "Name", "Name";
        name_help = "Your users see it.", "Ihre Nutzer sehen ihn.";
        id = "Host id", "Host-ID";
        id_help = "Lower-case letters, digits and hyphens. It cannot be changed later.", "Kleinbuchstaben, Ziffern und Bindestriche. Sie lässt sich später nicht ändern.";
        submit = "Add host", "Host hinzufügen";
        empty_title = "No hosts yet", "Noch keine Hosts";
        empty_operator = "A host is a website that shows plugins. Add yours below and get its secret.", "Ein Host ist eine Website, die Plugins zeigt. Fügen Sie Ihre unten hinzu und erhalten Sie ihr Geheimnis.";
        empty_member = "You see hosts here once their owner invites you.", "Hier sehen Sie Hosts, sobald deren Inhaber Sie einladen.";
    }
}
