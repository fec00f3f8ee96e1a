//! What is said when the console refuses a form, by the code of the error. A code that is not listed keeps the
//! server's own sentence.

use crate::i18n::texts::texts;

texts! {
    /// Why a form of the console was refused.
    ConsoleErrorsText {
        sign_in_failed = "Email or password is wrong.", "E-Mail oder Passwort ist falsch.";
        too_many_attempts = "Too many attempts. Wait a few minutes and try again.", "Zu viele Versuche. Warten Sie einige Minuten und versuchen Sie es wieder.";
        email_invalid = "Enter an email address, for example ada@example.com.", "Geben Sie eine E-Mail-Adresse ein, zum Beispiel ada@example.com.";
        name_invalid = "Enter 1 to 100 characters.", "Geben Sie 1 bis 100 Zeichen ein.";
        password_wrong = "This is not your password.", "Das ist nicht Ihr Passwort.";
        password_too_short = "Use at least 12 characters.", "Nehmen Sie mindestens 12 Zeichen.";
        password_too_long = "Use at most 1,024 bytes.", "Nehmen Sie höchstens 1.024 Bytes.";
        account_exists = "There is an account with this address.", "Es gibt schon ein Konto mit dieser Adresse.";
        setup_token_invalid = "This is not the set-up token that the server printed last.", "Das ist nicht das Einrichtungs-Token, das der Server zuletzt ausgegeben hat.";
        host_id_invalid = "Use lower-case letters, digits and single hyphens, at most 63 characters, for example acme-shop.", "Nehmen Sie Kleinbuchstaben, Ziffern und einzelne Bindestriche, höchstens 63 Zeichen, zum Beispiel acme-shop.";
        host_exists = "There is a host with this id already.", "Es gibt schon einen Host mit dieser ID.";
        overlap_invalid = "Choose 0 hours to 30 days.", "Wählen Sie 0 Stunden bis 30 Tage.";
        key_is_public = "A public key has no secret to show.", "Ein öffentlicher Schlüssel hat kein Geheimnis.";
        key_revoked = "The key is revoked; its secret is of no use any more.", "Der Schlüssel ist widerrufen; sein Geheimnis nützt nichts mehr.";
        key_exists = "The host has a key with this kid. Give the new one another kid.", "Der Host hat schon einen Schlüssel mit dieser kid. Geben Sie dem neuen eine andere.";
        origin_invalid = "Enter an origin such as https://shop.example.com: no path, and http:// only on this machine.", "Geben Sie eine Origin wie https://shop.example.com ein: ohne Pfad, und http:// nur auf diesem Rechner.";
        too_many_origins = "A host has at most 100 origins. Remove one first.", "Ein Host hat höchstens 100 Origins. Entfernen Sie zuerst eine.";
        already_member = "Somebody with this address is a member already.", "Jemand mit dieser Adresse ist schon Mitglied.";
        last_owner = "A host needs an owner. Make somebody else an owner first.", "Ein Host braucht einen Inhaber. Machen Sie zuerst jemand anderen dazu.";
        note_invalid = "Use at most 200 characters.", "Nehmen Sie höchstens 200 Zeichen.";
        not_approved = "Approve the plugin first.", "Geben Sie das Plugin zuerst frei.";
        unknown_plugin = "This server has no plugin of that name.", "Dieser Server hat kein Plugin dieses Namens.";
        address_invalid = "Enter an address that starts with https:// (http:// only on this machine), or nothing.", "Geben Sie eine Adresse ein, die mit https:// beginnt (http:// nur auf diesem Rechner), oder nichts.";
        logo_invalid = "Enter an address that starts with https://, a path on this server, or nothing.", "Geben Sie eine Adresse, die mit https:// beginnt, einen Pfad auf diesem Server oder nichts ein.";
        accent_invalid = "Enter a colour as #rrggbb, for example #2563eb, or nothing.", "Geben Sie eine Farbe als #rrggbb ein, zum Beispiel #2563eb, oder nichts.";
        not_found = "It is not there any more. Somebody may have removed it.", "Es ist nicht mehr da. Vielleicht hat es jemand entfernt.";
        not_owner = "Only an owner of the host may do this.", "Das dürfen nur Inhaber des Hosts.";
    }
}

impl ConsoleErrorsText {
    /// The sentence for `code` at `field`; `None` when the server's own is to be shown.
    pub fn sentence(&self, code: &str, field: &str) -> Option<&'static str> {
        Some(match code {
            "sign_in_failed" => self.sign_in_failed,
            "too_many_attempts" | "too_many_requests" => self.too_many_attempts,
            "email_invalid" => self.email_invalid,
            "name_invalid" => self.name_invalid,
            "password_wrong" => self.password_wrong,
            "password_too_short" => self.password_too_short,
            "password_too_long" => self.password_too_long,
            "account_exists" => self.account_exists,
            "setup_token_invalid" => self.setup_token_invalid,
            "host_id_invalid" => self.host_id_invalid,
            "host_exists" => self.host_exists,
            "overlap_invalid" => self.overlap_invalid,
            "key_is_public" => self.key_is_public,
            "key_revoked" => self.key_revoked,
            "key_exists" => self.key_exists,
            "origin_invalid" => self.origin_invalid,
            "too_many_origins" => self.too_many_origins,
            "already_member" => self.already_member,
            "last_owner" => self.last_owner,
            "note_invalid" => self.note_invalid,
            "not_approved" => self.not_approved,
            "unknown_plugin" => self.unknown_plugin,
            "not_found" => self.not_found,
            "owner_required" => self.not_owner,
            "settings_invalid" => match field {
                "name" => self.name_invalid,
                "logo_url" => self.logo_invalid,
                "accent" => self.accent_invalid,
                "site_url" | "sign_in_url" => self.address_invalid,
                _ => return None,
            },
            _ => return None,
        })
    }
}
