//! The frame around every page: bar, menus, sidebar, footer.

use super::texts::texts;

texts! {
    /// The frame around every page.
    NavText {
        skip = "Skip to content", "Zum Inhalt springen";
        main_label = "Main", "Hauptnavigation";
        side_label = "Section", "Bereich";
        menu = "Menu", "Menü";
        store = "Store", "Store";
        installed = "Installed", "Installiert";
        requests = "Requests", "Anfragen";
        admin = "Admin", "Verwaltung";
        shop = "Shop", "Shop";
        checkout = "Checkout", "Kasse";
        console = "Console", "Konsole";
        publish = "Publish", "Veröffentlichen";
        dashboard = "Dashboard", "Übersicht";
        orders = "Orders", "Bestellungen";
        payment_methods = "Payment methods", "Zahlungsarten";
        plugins = "Plugins", "Plugins";
        audit = "Audit log", "Protokoll";
        inspector = "Inspector", "Inspektor";
        hosts = "Hosts", "Hosts";
        keys = "Host keys", "Host-Schlüssel";
        slots = "Slots", "Slots";
        approvals = "Approvals", "Freigaben";
        account = "Account menu", "Kontomenü";
        own_account = "Your account", "Ihr Konto";
        sign_in = "Sign in", "Anmelden";
        sign_out = "Sign out", "Abmelden";
        back_to = "Back to {host}", "Zurück zu {host}";
        org = "Organisation", "Organisation";
        switch_org = "Switch organisation", "Organisation wechseln";
        all_orgs = "All organisations", "Alle Organisationen";
        theme = "Theme", "Darstellung";
        theme_light = "Light", "Hell";
        theme_dark = "Dark", "Dunkel";
        theme_system = "System", "System";
        language = "Language", "Sprache";
        footer = "Footer", "Fußzeile";
        api = "API", "API";
        powered_by = "Plugins by {product}", "Plugins mit {product}";
        banner = "About this page", "Zu dieser Seite";
        safe_mode_label = "Safe mode", "Abgesicherter Modus";
        safe_mode_leave = "Show this page with its plugins", "Diese Seite mit ihren Plugins zeigen";
        safe_mode = "Safe mode: all plugins are off for this page.", "Abgesicherter Modus: Auf dieser Seite sind alle Plugins aus.";
        host_session = "You are in {host}’s admin pages as its developer. What you do here is recorded.", "Sie sind als Entwickler in der Verwaltung von {host}. Was Sie hier tun, wird aufgezeichnet.";
    }
}
