//! The app store: list and listing.

use super::Plural;
use super::plural::plural;
use super::texts::texts;

texts! {
    /// The app store.
    StoreText {
        title = "Plugins for {host}", "Plugins für {host}";
        lead_browse = "Everything here is approved by {host}.", "Alles hier ist von {host} freigegeben.";
        lead_admin_only = "Everything here is approved by {host}. Turn it on for all of {org}.", "Alles hier ist von {host} freigegeben. Schalten Sie es für ganz {org} ein.";
        lead_org = "Everything here is approved by {host}. Turn it on for yourself; what everyone in {org} gets, its admins turn on.", "Alles hier ist von {host} freigegeben. Schalten Sie es für sich ein; was alle in {org} bekommen, schalten die Admins dort ein.";
        lead_admin = "Everything here is approved by {host}. Turn it on for yourself or for all of {org}.", "Alles hier ist von {host} freigegeben. Schalten Sie es für sich oder für ganz {org} ein.";
        lead_user = "Everything here is approved by {host}. Turn on what you need.", "Alles hier ist von {host} freigegeben. Schalten Sie ein, was Sie brauchen.";
        lead_signed_out = "Everything here is approved by {host}. Sign in to turn plugins on.", "Alles hier ist von {host} freigegeben. Melden Sie sich an, um Plugins einzuschalten.";
        search_label = "Search plugins", "Plugins suchen";
        sort_label = "Sort by", "Sortieren nach";
        sort_most_installed = "Most installed", "Am häufigsten installiert";
        sort_newest = "Newest", "Neueste";
        sort_name = "Name", "Name";
        category = "Category", "Kategorie";
        category_all = "All", "Alle";
        filters = "Filters", "Filter";
        show = "Show", "Anzeigen";
        filter_compatible = "Works with my shop", "Passt zu meinem Shop";
        filter_free = "Free", "Kostenlos";
        filter_verified = "Verified publisher", "Geprüfter Anbieter";
        by_publisher = "by {publisher}", "von {publisher}";
        shops: Plural = plural("{n} shop", "{n} shops"), plural("{n} Shop", "{n} Shops");
        ratings: Plural = plural("{n} rating", "{n} ratings"), plural("{n} Bewertung", "{n} Bewertungen");
        rating_label = "Rated {rating} of 5", "{rating} von 5 Sternen";
        state_on_by_host = "On for everyone", "An für alle";
        state_on_for_org = "On for {org}", "An für {org}";
        state_installed = "Installed", "Installiert";
        state_available = "Available", "Verfügbar";
        state_ask_admin = "Ask an admin", "Admin fragen";
        state_off = "Off", "Aus";
        state_suspended = "Stopped", "Abgeschaltet";
        state_blocked = "Blocked", "Blockiert";
        free = "Free", "Kostenlos";
        price_month = "{price} / month", "{price} / Monat";
        price_seat = "{price} / seat", "{price} / Platz";
        install = "Install", "Installieren";
        uninstall = "Uninstall", "Deinstallieren";
        turn_on_again = "Turn on again", "Wieder einschalten";
        request = "Ask an admin", "Admin fragen";
        sign_in_to_install = "Sign in to install", "Zum Installieren anmelden";
        why_title = "Why do I see this?", "Warum sehe ich das?";
        what_it_does = "What it does", "Was es tut";
        versions = "Versions", "Versionen";
        changes = "What changed", "Was sich geändert hat";
        publisher = "Publisher", "Anbieter";
        support = "Support", "Support";
        none_title = "No plugins yet", "Noch keine Plugins";
        none_text = "{host} has not approved any plugins. Ask its team which ones are planned.", "{host} hat noch keine Plugins freigegeben. Fragen Sie das Team, welche geplant sind.";
        no_match_title = "No plugin matches", "Kein passendes Plugin";
        no_match_text = "Try another word or clear the filters.", "Versuchen Sie ein anderes Wort oder setzen Sie die Filter zurück.";
        failed_title = "The store could not be loaded", "Der Store konnte nicht geladen werden";
        category_payments = "Payments", "Zahlung";
        category_analytics = "Analytics", "Auswertung";
        category_customer_voice = "Customer voice", "Kundenstimmen";
        category_operations = "Operations", "Betrieb";
        category_marketing = "Marketing", "Marketing";
        first_page = "First page", "Erste Seite";
        what_it_adds = "What it adds", "Was es hinzufügt";
        adds_nothing = "It adds nothing to pages; it works in the background.", "Es fügt Seiten nichts hinzu; es arbeitet im Hintergrund.";
        origins = "Loads from {origins}", "Lädt von {origins}";
        version = "Version", "Version";
        needs_origins = "Other servers it needs", "Andere Server, die es braucht";
        no_origins = "None", "Keine";
        org_switch_title = "For your organisation", "Für Ihre Organisation";
        org_switch_label = "{plugin} for everyone in {org}", "{plugin} für alle in {org}";
        org_everyone = "Everyone in {org}", "Alle in {org}";
        ask_hint = "An admin of {org} can turn it on.", "Ein Admin von {org} kann es einschalten.";
        ask_hint_unknown = "An admin of your organisation can turn it on.", "Ein Admin Ihrer Organisation kann es einschalten.";
        already_on_hint = "It is on for you. There is nothing to install.", "Es ist für Sie an. Sie müssen nichts installieren.";
        blocked_hint = "It cannot be turned on here.", "Es lässt sich hier nicht einschalten.";
        suspended_hint = "It is off until an admin of {org} turns it on again, or a new version arrives.", "Es bleibt aus, bis ein Admin von {org} es wieder einschaltet oder eine neue Version kommt.";
        off_hint_admin = "Turn it on for everyone below.", "Schalten Sie es unten für alle ein.";
        off_hint = "{host} decides who gets it.", "{host} entscheidet, wer es bekommt.";
        found_for: Plural = plural("{n} plugin for “{q}”", "{n} plugins for “{q}”"), plural("{n} Plugin für „{q}“", "{n} Plugins für „{q}“");
        similar_to: Plural = plural("Nothing is spelled “{q}”. {n} plugin comes close.", "Nothing is spelled “{q}”. {n} plugins come close."), plural("„{q}“ kommt nirgends vor. {n} Plugin kommt dem nahe.", "„{q}“ kommt nirgends vor. {n} Plugins kommen dem nahe.");
        search_failed_text = "The server did not answer. Check your connection, then try again.", "Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.";
        no_answer_toast = "The server did not answer, so nothing was changed. Check your connection, then try again.", "Der Server hat nicht geantwortet, es wurde nichts geändert. Prüfen Sie Ihre Verbindung und versuchen Sie es dann erneut.";
        change_failed_toast = "That could not be changed. Nothing happened.", "Das konnte nicht geändert werden. Es ist nichts passiert.";
        failed_text = "Nothing was changed. Try again in a moment.", "Es wurde nichts geändert. Versuchen Sie es gleich noch einmal.";
    }
}

impl StoreText {
    /// The name of a category; a code that this version does not know is shown as it is.
    pub fn category_name<'a>(&self, code: &'a str) -> &'a str
    where
        Self: 'a,
    {
        match code {
            "payments" => self.category_payments,
            "analytics" => self.category_analytics,
            "customer-voice" => self.category_customer_voice,
            "operations" => self.category_operations,
            "marketing" => self.category_marketing,
            unknown => unknown,
        }
    }
}
