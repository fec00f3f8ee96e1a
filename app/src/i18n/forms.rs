//! Forms: buttons, states, and one sentence for each way in which a value can be wrong.

use portico_sdk::settings::FieldErrorCode;

use super::plural::plural;
use super::texts::texts;
use super::{Locale, Plural, fill};

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
        stale_field = "{label} is now: {value}", "{label} ist jetzt: {value}";
        scope_changed = "You now act for somebody else than when you opened this page. Check the values and save again.", "Sie handeln jetzt für jemand anderen als beim Öffnen dieser Seite. Prüfen Sie die Werte und speichern Sie noch einmal.";
        ended = "Your session has ended.", "Ihre Sitzung ist zu Ende.";
        ended_title = "Sign in again to save", "Zum Speichern neu anmelden";
        ended_text = "Nothing was saved. What you typed is still here, except passwords. Sign in in a new tab, then come back to this one and save again.", "Es wurde nichts gespeichert. Ihre Eingaben sind noch da, außer Passwörtern. Melden Sie sich in einem neuen Tab an, kommen Sie dann hierher zurück und speichern Sie noch einmal.";
        ended_sign_in = "Sign in in a new tab", "In einem neuen Tab anmelden";
        required = "Fill in {label}.", "Füllen Sie „{label}“ aus.";
        wrong_type = "{label} has the wrong form.", "„{label}“ hat die falsche Form.";
        too_small = "{label} must be {min} or more.", "„{label}“ muss mindestens {min} sein.";
        too_large = "{label} must be {max} or less.", "„{label}“ darf höchstens {max} sein.";
        not_a_step = "{label} must go in steps of {step}.", "„{label}“ muss in Schritten von {step} gehen.";
        too_short: Plural = plural("{label} needs at least {n} character.", "{label} needs at least {n} characters."), plural("„{label}“ braucht mindestens {n} Zeichen.", "„{label}“ braucht mindestens {n} Zeichen.");
        too_long: Plural = plural("{label} may have at most {n} character.", "{label} may have at most {n} characters."), plural("„{label}“ darf höchstens {n} Zeichen haben.", "„{label}“ darf höchstens {n} Zeichen haben.");
        not_an_option = "Choose one of the options of {label}.", "Wählen Sie eine der Möglichkeiten von „{label}“.";
        unknown_field = "This form has no field “{label}”.", "Dieses Formular hat kein Feld „{label}“.";
        read_only = "{label} is not set here.", "„{label}“ wird nicht hier festgelegt.";
    }
}

impl FormsText {
    /// What is wrong with a field, for the summary and the field itself.
    pub fn message(&self, code: &FieldErrorCode, label: &str, locale: Locale) -> String {
        let with = |template: &str, name: &str, number: f64| {
            fill(
                template,
                &[("label", label), (name, &plain_number(number, locale))],
            )
        };
        let named = |template: &str| fill(template, &[("label", label)]);
        match code {
            FieldErrorCode::Required => named(self.required),
            FieldErrorCode::WrongType => named(self.wrong_type),
            FieldErrorCode::TooSmall { min } => with(self.too_small, "min", *min),
            FieldErrorCode::TooLarge { max } => with(self.too_large, "max", *max),
            FieldErrorCode::NotAStep { step } => with(self.not_a_step, "step", *step),
            FieldErrorCode::TooShort { min } => {
                self.too_short
                    .with(locale, u64::from(*min), &[("label", label)])
            }
            FieldErrorCode::TooLong { max } => {
                self.too_long
                    .with(locale, u64::from(*max), &[("label", label)])
            }
            FieldErrorCode::NotAnOption => named(self.not_an_option),
            FieldErrorCode::UnknownField => named(self.unknown_field),
            FieldErrorCode::ReadOnly => named(self.read_only),
        }
    }
}

/// A bound of a field as the language writes it, without grouping: it has to be typed back in.
fn plain_number(number: f64, locale: Locale) -> String {
    let plain = number.to_string();
    match locale {
        Locale::En => plain,
        Locale::De => plain.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_field_and_the_bound() {
        let max = FieldErrorCode::TooLarge { max: 2.5 };
        assert_eq!(
            EN.message(&max, "Weight", Locale::En),
            "Weight must be 2.5 or less."
        );
        assert_eq!(
            DE.message(&max, "Gewicht", Locale::De),
            "„Gewicht“ darf höchstens 2,5 sein."
        );
        let long = FieldErrorCode::TooLong { max: 1 };
        assert_eq!(
            EN.message(&long, "Mark", Locale::En),
            "Mark may have at most 1 character."
        );
    }
}
