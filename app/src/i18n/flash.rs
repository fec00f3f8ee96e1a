//! What just happened, said on the page that follows a form.

use super::fill;
use super::texts::texts;
use crate::page::Flash;

texts! {
    /// What just happened, by the code of the flash.
    FlashText {
        installed = "{name} is installed", "{name} ist installiert";
        uninstalled = "{name} is uninstalled", "{name} ist deinstalliert";
        turned_on_again = "{name} is on for you again", "{name} ist für Sie wieder an";
        still_off = "{name} stays off: your organisation has it off, too", "{name} bleibt aus: Ihre Organisation hat es auch ausgeschaltet";
        requested = "Your request for {name} was sent to the admins of {org}", "Ihre Anfrage für {name} ging an die Admins von {org}";
        org_on = "{name} is on for everyone in {org}", "{name} ist an für alle in {org}";
        org_off = "{name} is off for {org}", "{name} ist aus für {org}";
        org_inherit = "{name} follows the host again for {org}", "{name} folgt für {org} wieder dem Host";
        org_not_admin = "You now act in {org}. You are a member there, not an admin, so the admin pages are not for you.", "Sie handeln jetzt in {org}. Dort sind Sie Mitglied, nicht Admin; die Verwaltung ist darum nicht für Sie.";
        saved = "Saved", "Gespeichert";
        settings_saved = "The settings of {name} are saved", "Die Einstellungen von {name} sind gespeichert";
        added_to_cart = "{name} is in your cart", "{name} ist im Warenkorb";
        method_on = "The checkout offers it now", "Die Kasse bietet sie jetzt an";
        method_off = "The checkout no longer offers it", "Die Kasse bietet sie nicht mehr an";
        signed_in = "Signed in as {name}", "Angemeldet als {name}";
        signed_out = "You are signed out", "Sie sind abgemeldet";
        approved = "{name} is approved", "{name} ist freigegeben";
        approval_withdrawn = "{name} is no longer approved", "{name} ist nicht mehr freigegeben";
        password_changed = "Your password is changed. You are signed out everywhere else.", "Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.";
        host_session_opened = "You see the admin pages of {name} for an hour. What you do there is recorded.", "Sie sehen für eine Stunde die Verwaltung von {name}. Was Sie dort tun, wird aufgezeichnet.";
        host_left = "You are no longer a member of {name}", "Sie sind kein Mitglied von {name} mehr";
        host_forced = "{name} is on for everyone", "{name} ist an für alle";
        host_default_on = "{name} is on, and may be turned off", "{name} ist an und darf ausgeschaltet werden";
        host_blocked = "{name} is off for everyone", "{name} ist aus für alle";
        host_inherit = "Organisations and users decide about {name}", "Organisationen und Nutzer entscheiden über {name}";
        key_registered = "The key {name} is registered", "Der Schlüssel {name} ist eingetragen";
        key_revoked = "The key {name} is revoked. What it had signed in is signed out.", "Der Schlüssel {name} ist widerrufen. Was er angemeldet hatte, ist abgemeldet.";
        origin_added = "{name} is registered", "{name} ist eingetragen";
        origin_removed = "{name} is no longer registered", "{name} ist nicht mehr eingetragen";
        invitation_withdrawn = "The invitation is withdrawn", "Die Einladung ist zurückgezogen";
        role_changed = "The role is changed", "Die Rolle ist geändert";
        member_removed = "The member is removed", "Das Mitglied ist entfernt";
        token_revoked = "The token is revoked", "Das Token ist widerrufen";
        moved_up = "{name} moved up", "{name} steht weiter oben";
        moved_down = "{name} moved down", "{name} steht weiter unten";
        order_reset = "The order is as it was before", "Die Reihenfolge ist wieder wie zuvor";
        created = "{name} is created", "{name} ist angelegt";
        removed = "{name} is removed", "{name} ist entfernt";
        failed = "{name} could not be changed. Nothing happened.", "{name} konnte nicht geändert werden. Es ist nichts passiert.";
    }
}

impl FlashText {
    /// The sentence of a flash; `None` for a code that this version does not know.
    pub fn message(&self, flash: &Flash) -> Option<String> {
        let template = match flash.code.as_str() {
            "installed" => self.installed,
            "uninstalled" => self.uninstalled,
            "turned_on_again" => self.turned_on_again,
            "still_off" => self.still_off,
            "requested" => self.requested,
            "org_on" => self.org_on,
            "org_off" => self.org_off,
            "org_inherit" => self.org_inherit,
            "org_not_admin" => self.org_not_admin,
            "saved" => self.saved,
            "settings_saved" => self.settings_saved,
            "added_to_cart" => self.added_to_cart,
            "method_on" => self.method_on,
            "method_off" => self.method_off,
            "signed_in" => self.signed_in,
            "signed_out" => self.signed_out,
            "approved" => self.approved,
            "approval_withdrawn" => self.approval_withdrawn,
            "password_changed" => self.password_changed,
            "host_session_opened" => self.host_session_opened,
            "host_left" => self.host_left,
            "host_forced" => self.host_forced,
            "host_default_on" => self.host_default_on,
            "host_blocked" => self.host_blocked,
            "host_inherit" => self.host_inherit,
            "key_registered" => self.key_registered,
            "key_revoked" => self.key_revoked,
            "origin_added" => self.origin_added,
            "origin_removed" => self.origin_removed,
            "invitation_withdrawn" => self.invitation_withdrawn,
            "role_changed" => self.role_changed,
            "member_removed" => self.member_removed,
            "moved_up" => self.moved_up,
            "moved_down" => self.moved_down,
            "order_reset" => self.order_reset,
            "token_revoked" => self.token_revoked,
            "created" => self.created,
            "removed" => self.removed,
            "failed" => self.failed,
            _ => return None,
        };
        Some(fill(
            template,
            &[("name", &flash.name), ("org", &flash.org)],
        ))
    }
}
