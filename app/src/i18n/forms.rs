//! Forms: buttons, states, and one sentence for each way in which a value can be wrong (`crate::forms::messages` fills them in).

use super::Plural;
use super::plural::plural;
use super::texts::texts;

texts! {
    /// Forms and their validation.
    FormsText {
        save = "Save", "Speichern";
        saving = "Saving", "Wird gespeichert";
        saved = "Saved", "Gespeichert";
        run = "Run", "Ausführen";
        test = "Test connection", "Verbindung testen";
        choose = "Choose", "Auswählen";
        summary_title: Plural = plural("There is {n} problem", "There are {n} problems"), plural("Es gibt {n} Problem", "Es gibt {n} Probleme");
        secret_set = "Set. Leave empty to keep it.", "Gesetzt. Leer lassen, um es zu behalten.";
        secret_clear = "Clear {label}", "{label} löschen";
        host_level = "Set by {host}", "Von {host} festgelegt";
        load_failed_title = "The settings could not be loaded", "Die Einstellungen konnten nicht geladen werden";
        load_failed_text = "Nothing can be saved until they are, so that nothing is overwritten.", "Bis dahin lässt sich nichts speichern, damit nichts überschrieben wird.";
        save_failed = "Nothing was saved. Your input is still here.", "Es wurde nichts gespeichert. Ihre Eingaben sind noch da.";
        stale_title = "Someone else changed these settings", "Jemand anderes hat diese Einstellungen geändert";
        stale_text = "Compare and save again.", "Vergleichen Sie und speichern Sie noch einmal.";
        stale_changed = "{label} was changed", "{label} wurde geändert";
        stale_field = "{label} is now: {value}", "{label} ist jetzt: {value}";
        scope_changed = "You now act for somebody else than when you opened this page. Check the values and save again.", "Sie handeln jetzt für jemand anderen als beim Öffnen dieser Seite. Prüfen Sie die Werte und speichern Sie noch einmal.";
        ended = "Your session has ended.", "Ihre Sitzung ist zu Ende.";
        ended_title = "Sign in again to save", "Zum Speichern neu anmelden";
        ended_text = "Nothing was saved. What you typed is still here, except passwords. Sign in in a new tab, then come back to this one and save again.", "Es wurde nichts gespeichert. Ihre Eingaben sind noch da, außer Passwörtern. Melden Sie sich in einem neuen Tab an, kommen Sie dann hierher zurück und speichern Sie noch einmal.";
        ended_sign_in = "Sign in in a new tab", "In einem neuen Tab anmelden";
        required = "Fill in {label}.", "Füllen Sie „{label}“ aus.";
        wrong_type = "{label} has the wrong form.", "„{label}“ hat die falsche Form.";
        too_small = "{label} must be {bound} or more.", "„{label}“ muss mindestens {bound} sein.";
        too_large = "{label} must be {bound} or less.", "„{label}“ darf höchstens {bound} sein.";
        not_a_step = "{label} must go in steps of {bound}.", "„{label}“ muss in Schritten von {bound} gehen.";
        too_short: Plural = plural("{label} needs at least {n} character.", "{label} needs at least {n} characters."), plural("„{label}“ braucht mindestens {n} Zeichen.", "„{label}“ braucht mindestens {n} Zeichen.");
        too_long: Plural = plural("{label} may have at most {n} character.", "{label} may have at most {n} characters."), plural("„{label}“ darf höchstens {n} Zeichen haben.", "„{label}“ darf höchstens {n} Zeichen haben.");
        not_an_option = "Choose one of the options of {label}.", "Wählen Sie eine der Möglichkeiten von „{label}“.";
        pattern_mismatch = "{label} does not have the right form.", "„{label}“ hat nicht die richtige Form.";
        not_an_email = "Enter {label} like name@example.com.", "Geben Sie „{label}“ ein wie name@example.com.";
        not_a_url = "Enter {label} like https://example.com.", "Geben Sie „{label}“ ein wie https://example.com.";
        not_a_date = "Enter {label} as a day, like 2026-12-31.", "Geben Sie „{label}“ als Tag ein, wie 2026-12-31.";
        not_a_color = "Enter {label} as #rrggbb, like #2563eb.", "Geben Sie „{label}“ als #rrggbb ein, wie #2563eb.";
        too_early = "{label} must be {bound} or later.", "„{label}“ darf nicht vor dem {bound} liegen.";
        too_late = "{label} must be {bound} or earlier.", "„{label}“ darf nicht nach dem {bound} liegen.";
        too_few: Plural = plural("{label} needs at least {n} entry.", "{label} needs at least {n} entries."), plural("„{label}“ braucht mindestens {n} Eintrag.", "„{label}“ braucht mindestens {n} Einträge.");
        too_many: Plural = plural("{label} may have at most {n} entry.", "{label} may have at most {n} entries."), plural("„{label}“ darf höchstens {n} Eintrag haben.", "„{label}“ darf höchstens {n} Einträge haben.");
        not_unique = "{label} is in another row already.", "„{label}“ steht schon in einer anderen Zeile.";
        add_row = "Add", "Hinzufügen";
        remove_row = "Remove {row}", "{row} entfernen";
        row_up = "Move {row} up", "{row} nach oben";
        row_down = "Move {row} down", "{row} nach unten";
        row_title = "{list} {n}", "{list} {n}";
        row_added = "{row} added", "{row} hinzugefügt";
        row_removed = "{row} removed", "{row} entfernt";
        row_moved = "{row} is now number {n}", "{row} ist jetzt Nummer {n}";
        no_rows = "Nothing here yet.", "Noch nichts da.";
        no_choice = "None", "Keine Angabe";
        pick_color = "Pick a colour for {label}", "Farbe wählen für „{label}“";
        only_when = "Only when {condition}.", "Nur wenn {condition}.";
        only_sometimes = "Only with some of the choices above.", "Nur bei manchen der Angaben oben.";
        is_value = "{label} is {value}", "„{label}“ {value} ist";
        is_on = "{label} is on", "„{label}“ an ist";
        is_off = "{label} is off", "„{label}“ aus ist";
        empty = "empty", "leer";
        and = " and ", " und ";
        or = " or ", " oder ";
        testing = "Testing the connection", "Die Verbindung wird getestet";
        test_ok = "The connection works", "Die Verbindung funktioniert";
        test_failed = "The connection does not work", "Die Verbindung funktioniert nicht";
        test_note = "Nothing has been saved yet.", "Es ist noch nichts gespeichert.";
        unknown_field = "This form has no field “{label}”.", "Dieses Formular hat kein Feld „{label}“.";
        read_only = "{label} is not set here.", "„{label}“ wird nicht hier festgelegt.";
    }
}
