//! The other pages for organisation admins: dashboard, payment methods, audit log, inspector.

use super::texts::texts;

texts! {
    /// The other pages for organisation admins.
    AdminText {
        dashboard_title = "Dashboard", "Übersicht";
        dashboard_lead = "How {org} is doing.", "Wie es {org} geht.";
        dashboard_host_lead = "You see this page as a developer of {host}, with the widgets that {host} turned on. Each organisation sees its own numbers here.", "Sie sehen diese Seite als Entwickler von {host}, mit den Widgets, die {host} eingeschaltet hat. Jede Organisation sieht hier ihre eigenen Zahlen.";
        dashboard_host_action = "Open the console", "Konsole öffnen";
        orders_host_lead = "What buyers without an organisation have ordered at {host}, newest first.", "Was Käufer ohne Organisation bei {host} bestellt haben, Neuestes zuerst.";
        range = "Range", "Zeitraum";
        range_7d = "7 days", "7 Tage";
        range_30d = "30 days", "30 Tage";
        range_90d = "90 days", "90 Tage";
        revenue = "Revenue", "Umsatz";
        orders = "Orders", "Bestellungen";
        average_order = "Average order", "Mittlerer Bestellwert";
        compared = "{change}% compared with the {n} days before", "{change}\u{a0}% gegenüber den {n} Tagen davor";
        orders_lead = "What members of {org} have ordered, newest first.", "Was Mitglieder von {org} bestellt haben, Neuestes zuerst.";
        orders_empty_title = "No orders yet", "Noch keine Bestellungen";
        orders_empty_text = "Orders appear here as soon as a member places one.", "Bestellungen erscheinen hier, sobald ein Mitglied eine aufgibt.";
        order_number = "Order", "Bestellung";
        buyer = "Buyer", "Käufer";
        amount = "Amount", "Betrag";
        status = "Status", "Status";
        payments_lead_shop = "What the checkout offers, and the plugins behind it.", "Was die Kasse anbietet, und welche Plugins dahinterstehen.";
        returns = "Returns", "Rücksendungen";
        as_table = "Show as table", "Als Tabelle anzeigen";
        day = "Day", "Tag";
        no_widgets_title = "No widgets", "Keine Widgets";
        no_widgets_text = "Plugins can add widgets to this page.", "Plugins können dieser Seite Widgets hinzufügen.";
        payments_title = "Payment methods", "Zahlungsarten";
        payment_enabled = "Offered in the checkout", "An der Kasse angeboten";
        payment_disabled = "Not offered", "Nicht angeboten";
        payment_provider = "Provider", "Anbieter";
        payment_enabled_help = "Buyers of {org} can choose it when they pay. Other organisations decide for themselves.", "Kunden von {org} können sie beim Bezahlen wählen. Andere Organisationen entscheiden selbst.";
        payment_enabled_help_host = "Buyers without an organisation can choose it, and those of organisations that have not decided.", "Kunden ohne Organisation können sie wählen, und Kunden von Organisationen, die nichts entschieden haben.";
        payment_method = "Method", "Zahlungsart";
        payment_built_in = "Built in", "Eingebaut";
        payment_no_settings_title = "Nothing to set up", "Nichts einzurichten";
        payment_no_settings = "This payment method has no settings.", "Diese Zahlungsart hat keine Einstellungen.";
        test_mode = "Test mode", "Testmodus";
    }
}
