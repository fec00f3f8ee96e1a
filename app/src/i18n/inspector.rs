//! The inspector: every extension with what became of it; and the order of the extensions in their slots.

use super::Plural;
use super::plural::plural;
use super::texts::texts;

texts! {
    /// The inspector.
    InspectorText {
        title = "Inspector", "Inspektor";
        lead = "Every extension of every plugin here, what became of it, and why. Load times and failures are what browsers reported on all of {host} in the last seven days.", "Jede Erweiterung jedes Plugins hier, was aus ihr wurde und warum. Ladezeiten und Fehler haben Browser auf ganz {host} in den letzten sieben Tagen gemeldet.";
        safe_mode = "Dashboard without plugins", "Übersicht ohne Plugins";
        host_console = "Decide in the console", "In der Konsole entscheiden";
        filter = "Filter", "Filtern";
        filter_slot = "Slot", "Slot";
        filter_plugin = "Plugin", "Plugin";
        filter_state = "State", "Status";
        all_slots = "All slots", "Alle Slots";
        all_plugins = "All plugins", "Alle Plugins";
        all_states = "All states", "Alle Status";
        found: Plural = plural("{n} extension", "{n} extensions"), plural("{n} Erweiterung", "{n} Erweiterungen");
        column_extension = "Extension", "Erweiterung";
        column_state = "State and reason", "Status und Grund";
        column_load = "Load time", "Ladezeit";
        column_failures = "Failures", "Fehler";
        column_actions = "Actions", "Aktionen";
        rendered = "Rendered", "Angezeigt";
        failed = "Failed", "Fehlerhaft";
        disabled = "Disabled", "Ausgeschaltet";
        skipped = "Skipped", "Ausgelassen";
        why_failed = "It fails at least as often as it works.", "Es scheitert mindestens so oft, wie es gelingt.";
        why_over_limit: Plural = plural("The slot has room for {n} extension, and this one comes after it.", "The slot has room for {n} extensions, and this one comes after them."), plural("Der Slot hat Platz für {n} Erweiterung, und diese kommt danach.", "Der Slot hat Platz für {n} Erweiterungen, und diese kommt danach.");
        why_unmounted = "No page has this slot.", "Keine Seite hat diesen Slot.";
        warning = "Warning", "Warnung";
        left_out = "Left out", "Ausgelassen";
        average = "{ms} ms on average", "{ms} ms im Mittel";
        slowest = "{ms} ms at most", "höchstens {ms} ms";
        shown_times: Plural = plural("shown {n} time", "shown {n} times"), plural("{n}-mal angezeigt", "{n}-mal angezeigt");
        not_measured = "Not reported", "Nicht gemeldet";
        no_failures = "None", "Keine";
        last_failure = "last {date}", "zuletzt {date}";
        suspended_users: Plural = plural("off for {n} user whose pages had to stop it again and again", "off for {n} users whose pages had to stop it again and again"), plural("aus für {n} Person, deren Seiten es immer wieder beenden mussten", "aus für {n} Personen, deren Seiten es immer wieder beenden mussten");
        outcome_network = "Files not loaded", "Dateien nicht geladen";
        outcome_integrity = "Not the reviewed code", "Nicht der geprüfte Code";
        outcome_timeout = "Too slow", "Zu langsam";
        outcome_undefined = "Element not defined", "Element nicht definiert";
        outcome_crashed = "Own error", "Eigener Fehler";
        outcome_twice = "Defined twice", "Doppelt definiert";
        outcome_flooded = "Flooded the page", "Seite überflutet";
        outcome_stopped = "Ended by the page", "Von der Seite beendet";
        outcome_rejected = "Promise rejected", "Zusage abgelehnt";
        turn_off = "Turn off for {org}", "Für {org} ausschalten";
        turn_off_of = "Turn off for {org}: {plugin}", "Für {org} ausschalten: {plugin}";
        empty_title = "No extensions", "Keine Erweiterungen";
        empty_text = "Plugins that {host} approves add them. They appear here with what became of each.", "Plugins, die {host} freigibt, bringen sie mit. Hier steht dann, was aus jeder wurde.";
        no_match_title = "No extension matches", "Keine passende Erweiterung";
        no_match_text = "Take a filter away or show all extensions.", "Nehmen Sie einen Filter weg oder zeigen Sie alle Erweiterungen.";
        order_title = "Order", "Reihenfolge";
        order_filtered = "To change the order within a slot, show all plugins and states.", "Um die Reihenfolge in einem Slot zu ändern, zeigen Sie alle Plugins und Status.";
        own_order = "{slot}: in your own order", "{slot}: in Ihrer eigenen Reihenfolge";
        reset = "Use the host’s order", "Reihenfolge des Hosts verwenden";
        reset_of = "Use the host’s order for {slot}", "Reihenfolge des Hosts für {slot} verwenden";
        move_up = "Move {what} up", "{what} nach oben";
        move_down = "Move {what} down", "{what} nach unten";
        moved = "{what} is number {position} of {count} now", "{what} ist jetzt Nummer {position} von {count}";
        move_failed = "{what} could not be moved. Nothing happened.", "{what} konnte nicht verschoben werden. Es ist nichts passiert.";
        move_offline = "The server did not answer. Check your connection, then move {what} again.", "Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und verschieben Sie {what} dann noch einmal.";
        slots_title = "Slots", "Slots";
        slots_lead = "In which order the extensions of a slot stand. Organisations with an order of their own keep it.", "In welcher Reihenfolge die Erweiterungen eines Slots stehen. Organisationen mit eigener Reihenfolge behalten sie.";
        slots_empty_title = "No extensions", "Keine Erweiterungen";
        slots_empty_text = "Approve plugins, and the slots they use appear here.", "Geben Sie Plugins frei, dann erscheinen hier die Slots, die sie nutzen.";
        slots_empty_action = "Go to the plugins", "Zu den Plugins";
        room_for: Plural = plural("Room for {n} extension.", "Room for {n} extensions."), plural("Platz für {n} Erweiterung.", "Platz für {n} Erweiterungen.");
        by_priority = "Use the order by priority", "Nach Priorität ordnen";
        by_priority_of = "Use the order by priority for {slot}", "{slot} nach Priorität ordnen";
        priority = "Priority {n}", "Priorität {n}";
    }
}

impl InspectorText {
    /// How it failed, in words; the code itself when this version has none for it.
    pub fn outcome<'a>(&self, code: &'a str) -> &'a str {
        match code {
            "network" => self.outcome_network,
            "integrity" => self.outcome_integrity,
            "timeout" => self.outcome_timeout,
            "undefined" => self.outcome_undefined,
            "crashed" => self.outcome_crashed,
            "twice" => self.outcome_twice,
            "flooded" => self.outcome_flooded,
            "stopped" => self.outcome_stopped,
            "rejected" => self.outcome_rejected,
            other => other,
        }
    }
}
