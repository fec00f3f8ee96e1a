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
        password_required = "Enter your password.", "Geben Sie Ihr Passwort ein.";
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
        contents_changed = "Another version of this plugin is in service now. Look at what it asks for, then approve it.", "Jetzt ist eine andere Fassung dieses Plugins in Betrieb. Sehen Sie nach, was sie verlangt, und geben Sie sie dann frei.";
        unknown_plugin = "This server has no plugin of that name.", "Dieser Server hat kein Plugin dieses Namens.";
        address_invalid = "Enter an address that starts with https:// (http:// only on this machine), or nothing.", "Geben Sie eine Adresse ein, die mit https:// beginnt (http:// nur auf diesem Rechner), oder nichts.";
        logo_invalid = "Enter an address that starts with https://, a path on this server, or nothing.", "Geben Sie eine Adresse, die mit https:// beginnt, einen Pfad auf diesem Server oder nichts ein.";
        accent_invalid = "Enter a colour as #rrggbb, for example #2563eb, or nothing.", "Geben Sie eine Farbe als #rrggbb ein, zum Beispiel #2563eb, oder nichts.";
        jwk_invalid = "This is no public key that can be used. Use one of at most 8 KiB whose kid has 1 to 100 letters, digits, dots, hyphens or underscores.", "Das ist kein brauchbarer öffentlicher Schlüssel. Er darf höchstens 8 KiB haben, seine kid 1 bis 100 Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche.";
        jwk_json = "Paste one JSON object, with each member once.", "Fügen Sie ein JSON-Objekt ein, jedes Feld nur einmal.";
        jwk_kid = "The kid must be a text.", "Die kid muss ein Text sein.";
        jwk_private = "It has a private part. Register the public half only, and replace this key: it is no longer secret.", "Er enthält einen privaten Teil. Tragen Sie nur die öffentliche Hälfte ein, und ersetzen Sie diesen Schlüssel: Er ist nicht mehr geheim.";
        jwk_rsa = "An RSA key needs a modulus of 2,048 to 8,192 bits and the exponent 65537 or 3.", "Ein RSA-Schlüssel braucht einen Modulus von 2.048 bis 8.192 Bit und den Exponenten 65537 oder 3.";
        jwk_type = "Use a key with kty EC and crv P-256, kty OKP and crv Ed25519, or kty RSA.", "Nehmen Sie einen Schlüssel mit kty EC und crv P-256, kty OKP und crv Ed25519 oder kty RSA.";
        jwk_alg = "Its alg is not ES256, EdDSA or RS256, or does not fit its kty.", "Seine alg ist nicht ES256, EdDSA oder RS256, oder sie passt nicht zu kty.";
        jwk_use = "Its use is not sig.", "Seine use ist nicht sig.";
        jwk_coordinate = "x, and for kty EC also y, must be 32 bytes in base64url without padding.", "x, bei kty EC auch y, muss 32 Bytes in Base64url ohne Auffüllung haben.";
        key_of_another_host = "Another host has registered this public key. Make a key pair of your own, or give it another kid.", "Ein anderer Host hat diesen öffentlichen Schlüssel eingetragen. Erzeugen Sie ein eigenes Schlüsselpaar, oder geben Sie ihm eine andere kid.";
        too_many_keys = "A host has at most 10 keys in use. Revoke one that is not needed any more.", "Ein Host hat höchstens 10 benutzte Schlüssel. Widerrufen Sie einen, der nicht mehr gebraucht wird.";
        too_many_tokens = "A host has at most 100 API tokens. Revoke one that is not needed any more.", "Ein Host hat höchstens 100 API-Token. Widerrufen Sie eines, das nicht mehr gebraucht wird.";
        too_many_invitations = "At most 50 invitations can be open. Withdraw one that nobody will accept.", "Höchstens 50 Einladungen können offen sein. Ziehen Sie eine zurück, die niemand annehmen wird.";
        role_invalid = "Choose a role.", "Wählen Sie eine Rolle.";
        mode_invalid = "Choose what is to happen with the plugin.", "Wählen Sie, was mit dem Plugin geschehen soll.";
        invitation_invalid = "This invitation is no longer valid. Ask for a new one.", "Diese Einladung gilt nicht mehr. Bitten Sie um eine neue.";
        next_refused = "The address to go to afterwards is not one of this site.", "Die Adresse, zu der es danach gehen soll, ist keine dieser Website.";
        operator_required = "Only an operator of this server may do this.", "Das dürfen nur Betreiber dieses Servers.";
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
            "password_required" => self.password_required,
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
            "contents_changed" => self.contents_changed,
            "unknown_plugin" => self.unknown_plugin,
            "jwk_invalid" => self.jwk_invalid,
            "jwk_json" => self.jwk_json,
            "jwk_kid" => self.jwk_kid,
            "jwk_private" => self.jwk_private,
            "jwk_rsa" => self.jwk_rsa,
            "jwk_type" => self.jwk_type,
            "jwk_alg" => self.jwk_alg,
            "jwk_use" => self.jwk_use,
            "jwk_coordinate" => self.jwk_coordinate,
            "key_of_another_host" => self.key_of_another_host,
            "too_many_keys" => self.too_many_keys,
            "too_many_tokens" => self.too_many_tokens,
            "too_many_invitations" => self.too_many_invitations,
            "role_invalid" => self.role_invalid,
            "mode_invalid" => self.mode_invalid,
            "invitation_invalid" => self.invitation_invalid,
            "next_refused" => self.next_refused,
            "operator_required" => self.operator_required,
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
