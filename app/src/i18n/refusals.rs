//! Why a whole page is a refusal, by the code of the error: mostly said to the developer of a host, whose site sent somebody
//! here with a token or a form that is not right. The API says the same, where that leaves nothing out.

use super::texts::texts;

texts! {
    /// Why a whole page is a refusal.
    RefusalsText {
        other = "The server could not accept what was sent.", "Der Server konnte nicht annehmen, was gesendet wurde.";
        bad_request = "What was sent could not be read.", "Was gesendet wurde, war nicht lesbar.";
        method_not_allowed = "This address does not take this method.", "Diese Adresse nimmt diese Methode nicht an.";
        next_refused = "The address to go to afterwards must be a path of this site.", "Die Adresse, zu der es danach gehen soll, muss ein Pfad dieser Website sein.";
        too_large = "What was sent is too large.", "Was gesendet wurde, ist zu groß.";
        cursor_invalid = "The address of this page is not right any more. Go back to the first page of the list.", "Die Adresse dieser Seite stimmt nicht mehr. Gehen Sie zur ersten Seite der Liste zurück.";
        quantity = "This number of pieces cannot be ordered.", "Diese Stückzahl lässt sich nicht bestellen.";
        origin_not_allowed = "Register this origin for the host in the console, and post the form as a navigation.", "Tragen Sie diese Origin in der Konsole für den Host ein, und senden Sie das Formular als Navigation.";
        token_algorithm = "The algorithm of the token is not that of the key.", "Der Algorithmus des Tokens ist nicht der des Schlüssels.";
        token_ambiguous_key = "Several hosts registered this public key under the same id. Name yours in the claim iss.", "Mehrere Hosts haben diesen öffentlichen Schlüssel unter derselben ID eingetragen. Nennen Sie Ihren im Claim iss.";
        token_claim = "A claim of the token is missing or has the wrong form.", "Ein Claim des Tokens fehlt oder hat die falsche Form.";
        token_duplicate_key = "A JSON key appears twice in the token.", "Ein JSON-Schlüssel kommt im Token zweimal vor.";
        token_expired = "The token has expired. Make a new one for each sign-in.", "Das Token ist abgelaufen. Erzeugen Sie für jede Anmeldung ein neues.";
        token_header = "The header of the token has a parameter that is not accepted.", "Der Kopf des Tokens hat einen Parameter, der nicht angenommen wird.";
        token_malformed = "The token is not a compact JWS.", "Das Token ist kein kompaktes JWS.";
        token_not_yet_valid = "The token is not valid yet. Compare the clocks.", "Das Token gilt noch nicht. Vergleichen Sie die Uhren.";
        token_replayed = "This token has opened a session before. Make a new one for each sign-in.", "Dieses Token hat schon eine Sitzung geöffnet. Erzeugen Sie für jede Anmeldung ein neues.";
        token_signature = "The signature of the token does not fit.", "Die Signatur des Tokens passt nicht.";
        token_too_long = "The token is longer than 8 KiB.", "Das Token ist länger als 8 KiB.";
        token_unknown_key = "No active key of this host fits the token.", "Kein aktiver Schlüssel dieses Hosts passt zum Token.";
    }
}

impl RefusalsText {
    /// The sentence for a code; `None`: there is none of its own.
    pub fn sentence(&self, code: &str) -> Option<&'static str> {
        Some(match code {
            "bad_request" => self.bad_request,
            "method_not_allowed" => self.method_not_allowed,
            "next_refused" => self.next_refused,
            "too_large" => self.too_large,
            "cursor_invalid" => self.cursor_invalid,
            "quantity" => self.quantity,
            "origin_not_allowed" => self.origin_not_allowed,
            "token_algorithm" => self.token_algorithm,
            "token_ambiguous_key" => self.token_ambiguous_key,
            "token_claim" => self.token_claim,
            "token_duplicate_key" => self.token_duplicate_key,
            "token_expired" => self.token_expired,
            "token_header" => self.token_header,
            "token_malformed" => self.token_malformed,
            "token_not_yet_valid" => self.token_not_yet_valid,
            "token_replayed" => self.token_replayed,
            "token_signature" => self.token_signature,
            "token_too_long" => self.token_too_long,
            "token_unknown_key" => self.token_unknown_key,
            _ => return None,
        })
    }

    /// There is no sentence, or it [is a general one](Self::is_general).
    pub fn leaves_out(&self, code: &str) -> bool {
        self.is_general(code) || self.sentence(code).is_none()
    }

    /// The sentence says less than the server's own, which names a claim, a parameter or a field.
    pub fn is_general(&self, code: &str) -> bool {
        matches!(code, "bad_request" | "token_claim" | "token_header")
    }
}
