//! The plugins of an organisation, and the requests of its members.

use super::Plural;
use super::plural::plural;
use super::texts::texts;

texts! {
    /// The plugins of an organisation.
    AdminPluginsText {
        title = "Plugins for {org}", "Plugins für {org}";
        lead: Plural = plural("What you turn on here, {n} member gets at once.", "What you turn on here, {n} members get at once."), plural("Was Sie hier einschalten, hat {n} Mitglied sofort.", "Was Sie hier einschalten, haben {n} Mitglieder sofort.");
        lead_uncounted = "What you turn on here, all members get at once.", "Was Sie hier einschalten, haben alle Mitglieder sofort.";
        browse = "Browse store", "Store ansehen";
        search_label = "Search plugins", "Plugins suchen";
        filter_all = "All {n}", "Alle {n}";
        filter_on = "On {n}", "An {n}";
        filter_off = "Off {n}", "Aus {n}";
        filter_label = "Show", "Anzeigen";
        host_default_on = "{host} has it on for all organisations", "{host} hat es für alle Organisationen an";
        status_and_date = "{sentence} · {date}", "{sentence} · {date}";
        status_and_note = "{sentence}: {note}", "{sentence}: {note}";
        host_blocked = "Blocked by {host}", "Von {host} blockiert";
        choose_org_title = "Choose an organisation", "Wählen Sie eine Organisation";
        choose_org_lead = "You administer several. Which one’s plugins do you want to see?", "Sie verwalten mehrere. Wessen Plugins möchten Sie sehen?";
        host_decides_title = "Plugins of {host}", "Plugins von {host}";
        host_decides_lead = "Each organisation turns plugins on for itself. What all of them get, you decide in the console.", "Jede Organisation schaltet Plugins für sich selbst ein. Was alle bekommen, entscheiden Sie in der Konsole.";
        host_decides_action = "Open in the console", "In der Konsole öffnen";
        no_settings_title = "This plugin has no settings", "Dieses Plugin hat keine Einstellungen";
        no_settings_text = "There is nothing to set up. Turn it on and it works.", "Es gibt nichts einzurichten. Schalten Sie es ein, und es funktioniert.";
        settings_elsewhere_title = "The settings cannot be shown here", "Die Einstellungen lassen sich hier nicht anzeigen";
        settings_elsewhere_text = "They can be read and changed through the API.", "Sie lassen sich über die API lesen und ändern.";
        settings_title = "Settings", "Einstellungen";
        settings_text = "Values for everyone in {org}.", "Werte für alle in {org}.";
        failed_title = "Events that did not arrive", "Ereignisse, die nicht ankamen";
        failed_text = "They were tried several times over hours and then given up.", "Sie wurden über Stunden mehrmals versucht und dann aufgegeben.";
        failed_event = "Event", "Ereignis";
        failed_at = "Given up", "Aufgegeben";
        failed_attempts = "Attempts", "Versuche";
        failed_reason = "Why", "Warum";
        everyone_title = "Everyone in {org}", "Alle in {org}";
        store_page = "Store page", "Seite im Store";
        filter_needs_you = "Needs you {n}", "Braucht Sie {n}";
        column_plugin = "Plugin", "Plugin";
        column_state = "State", "Status";
        column_reason = "Why", "Warum";
        column_actions = "Actions", "Aktionen";
        on_for_everyone = "On for everyone", "An für alle";
        off = "Off", "Aus";
        blocked = "Blocked", "Blockiert";
        stopped = "Stopped", "Abgeschaltet";
        stopped_by_itself = "Stopped {date}: the pages of several members had to stop it again and again. Turn it on to try again.", "Abgeschaltet am {date}: Die Seiten mehrerer Mitglieder mussten es immer wieder beenden. Schalten Sie es ein, um es noch einmal zu versuchen.";
        new_permissions = "New permissions", "Neue Berechtigungen";
        asked_for_by: Plural = plural("Asked for by {n} person", "Asked for by {n} people"), plural("Von {n} Person angefragt", "Von {n} Personen angefragt");
        not_enabled = "Not enabled yet", "Noch nicht eingeschaltet";
        you_turned_on = "You turned it on", "Von Ihnen eingeschaltet";
        you_turned_off = "You turned it off", "Von Ihnen ausgeschaltet";
        they_turned_on = "{name} turned it on", "{name} hat es eingeschaltet";
        they_turned_off = "{name} turned it off", "{name} hat es ausgeschaltet";
        host_turned_on = "{host} turned it on for all organisations", "{host} hat es für alle Organisationen eingeschaltet";
        locked_by_host = "Set by {host}", "Von {host} festgelegt";
        switch_label = "{plugin} for everyone in {org}", "{plugin} für alle in {org}";
        settings_of = "Settings of {plugin}", "Einstellungen von {plugin}";
        turned_on_toast = "{plugin} is on for everyone in {org}", "{plugin} ist an für alle in {org}";
        turned_off_toast = "{plugin} is off for {org}", "{plugin} ist aus für {org}";
        inherits_toast = "{plugin} follows the host again for {org}", "{plugin} folgt für {org} wieder dem Host";
        you_turned_on_now = "You turned it on · just now", "Von Ihnen eingeschaltet · gerade eben";
        you_turned_off_now = "You turned it off · just now", "Von Ihnen ausgeschaltet · gerade eben";
        signed_out_toast = "Your session has ended. Sign in again to change {plugin}.", "Ihre Sitzung ist beendet. Melden Sie sich wieder an, um {plugin} zu ändern.";
        locked_toast = "{host} decides about {plugin} for all organisations. Nothing happened.", "{host} entscheidet über {plugin} für alle Organisationen. Es ist nichts passiert.";
        not_approved_toast = "{host} no longer offers {plugin}. Nothing happened.", "{host} bietet {plugin} nicht mehr an. Es ist nichts passiert.";
        no_answer_toast = "The server did not answer. Check your connection, then switch {plugin} again.", "Der Server hat nicht geantwortet. Prüfen Sie Ihre Verbindung und schalten Sie {plugin} dann noch einmal um.";
        change_failed_toast = "{plugin} could not be changed. Nothing happened.", "{plugin} konnte nicht geändert werden. Es ist nichts passiert.";
        empty_title = "No plugins approved", "Keine Plugins freigegeben";
        empty_text = "Plugins that {host} approves appear here, ready to be turned on.", "Plugins, die {host} freigibt, erscheinen hier und lassen sich einschalten.";
        no_match_title = "No plugin matches", "Kein passendes Plugin";
        no_match_text = "Try another word or show all plugins.", "Versuchen Sie ein anderes Wort oder zeigen Sie alle Plugins.";
        search_failed_title = "The plugins could not be loaded", "Die Plugins konnten nicht geladen werden";
        approve = "Turn on for {org}", "Für {org} einschalten";
    }
}
