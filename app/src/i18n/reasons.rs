//! Answers to "Why do I see this?": one sentence for each rule of the policy resolution.

use portico_sdk::policy::{Reason, ReasonCode};

use super::texts::texts;
use super::{Locale, fill, format_date};

texts! {
    /// Answers to "Why do I see this?".
    ReasonsText {
        not_approved = "{host} has not approved it", "{host} hat es nicht freigegeben";
        approved = "{host} approved it", "{host} hat es freigegeben";
        host_blocked = "Blocked by {host}", "Von {host} blockiert";
        host_removed = "Removed by {host}", "Von {host} entfernt";
        host_forced = "{host} turned it on for all organisations", "{host} hat es für alle Organisationen eingeschaltet";
        host_default_on = "{host} has it on unless someone turns it off", "{host} hat es an, solange es niemand ausschaltet";
        host_request = "{host} wants you to ask for it", "{host} möchte, dass Sie es anfragen";
        host_allowed = "{host} lets everyone install it", "{host} lässt es alle installieren";
        org_blocked = "Blocked by {org}", "Von {org} blockiert";
        org_removed = "Removed by {org}", "Von {org} entfernt";
        org_forced = "{org} turned it on for all members", "{org} hat es für alle Mitglieder eingeschaltet";
        org_forced_you = "You turned it on for {org}", "Sie haben es für {org} eingeschaltet";
        org_forced_by = "{name} turned it on for {org}", "{name} hat es für {org} eingeschaltet";
        org_default_on = "{org} has it on unless you turn it off", "{org} hat es an, solange Sie es nicht ausschalten";
        org_request = "{org} wants you to ask an admin", "{org} möchte, dass Sie einen Admin fragen";
        org_allowed = "{org} lets members install it", "{org} lässt es Mitglieder installieren";
        own_install = "You installed it", "Sie haben es installiert";
        not_enabled = "Nobody has turned it on yet", "Noch niemand hat es eingeschaltet";
        installs_off = "{host} does not offer installing plugins for yourself", "{host} bietet nicht an, Plugins für sich selbst zu installieren";
        org_plugins_off = "{host} does not offer plugins for organisations", "{host} bietet keine Plugins für Organisationen an";
        signed_out = "You are not signed in", "Sie sind nicht angemeldet";
        slot_full = "There is no more room for it", "Für es ist kein Platz mehr";
        suspended_for_user = "Your pages had to stop it three times within ten minutes", "Ihre Seiten mussten es dreimal in zehn Minuten beenden";
        suspended_for_org = "Stopped for {org}: the pages of several members had to stop it again and again", "Für {org} abgeschaltet: Die Seiten mehrerer Mitglieder mussten es immer wieder beenden";
        with_note = "{sentence}: {note}", "{sentence}: {note}";
        // The space before the point does not break: a line never begins with it.
        by_you = "{sentence}\u{a0}· by you", "{sentence}\u{a0}· von Ihnen";
        by_name = "{sentence}\u{a0}· by {name}", "{sentence}\u{a0}· von {name}";
        on_date = "{sentence}\u{a0}· {date}", "{sentence}\u{a0}· {date}";
    }
}

/// Names that a reason speaks of.
#[derive(Debug, Clone, Copy)]
pub struct ReasonNames<'a> {
    /// Name of the host.
    pub host: &'a str,
    /// Name of the organisation concerned; its id where the name is unknown.
    pub org: &'a str,
    /// The reader's uid; empty when nobody is signed in.
    pub me: &'a str,
}

impl ReasonsText {
    /// The sentence of a rule, with its placeholders.
    pub fn template(&self, code: ReasonCode) -> &'static str {
        match code {
            ReasonCode::NotApproved => self.not_approved,
            ReasonCode::Approved => self.approved,
            ReasonCode::HostBlocked => self.host_blocked,
            ReasonCode::HostRemoved => self.host_removed,
            ReasonCode::HostForced => self.host_forced,
            ReasonCode::HostDefaultOn => self.host_default_on,
            ReasonCode::HostRequest => self.host_request,
            ReasonCode::HostAllowed => self.host_allowed,
            ReasonCode::OrgBlocked => self.org_blocked,
            ReasonCode::OrgRemoved => self.org_removed,
            ReasonCode::OrgForced => self.org_forced,
            ReasonCode::OrgDefaultOn => self.org_default_on,
            ReasonCode::OrgRequest => self.org_request,
            ReasonCode::OrgAllowed => self.org_allowed,
            ReasonCode::OwnInstall => self.own_install,
            ReasonCode::NotEnabled => self.not_enabled,
            ReasonCode::InstallsOff => self.installs_off,
            ReasonCode::OrgPluginsOff => self.org_plugins_off,
            ReasonCode::SignedOut => self.signed_out,
            ReasonCode::SlotFull => self.slot_full,
            ReasonCode::SuspendedForUser => self.suspended_for_user,
            ReasonCode::SuspendedForOrg => self.suspended_for_org,
        }
    }

    /// The whole line: the sentence, the reason a person gave, who it was, and when.
    ///
    /// "Blocked by Acme Shop: data protection · 12 Nov 2025"
    pub fn line(&self, reason: &Reason, names: ReasonNames<'_>, locale: Locale) -> String {
        let by = reason.by.as_deref();
        let by_me = by.is_some_and(|by| by == names.me);
        // Who turned it on is the subject of the sentence where there is one.
        let (template, said_by) = match (reason.code, by) {
            (ReasonCode::OrgForced, Some(_)) if by_me => (self.org_forced_you, true),
            (ReasonCode::OrgForced, Some(_)) => (self.org_forced_by, true),
            (code, _) => (self.template(code), false),
        };
        let mut line = fill(
            template,
            &[
                ("host", names.host),
                ("org", names.org),
                ("name", by.unwrap_or_default()),
            ],
        );
        if !reason.note.is_empty() {
            line = fill(
                self.with_note,
                &[("sentence", &line), ("note", &reason.note)],
            );
        }
        if let Some(name) = by.filter(|_| !said_by) {
            let template = if by_me { self.by_you } else { self.by_name };
            line = fill(template, &[("sentence", &line), ("name", name)]);
        }
        if let Some(at) = reason.at {
            line = fill(
                self.on_date,
                &[("sentence", &line), ("date", &format_date(at, locale))],
            );
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_says_who_why_and_when() {
        let reason = Reason {
            code: ReasonCode::HostBlocked,
            org: None,
            by: None,
            at: Some(1_762_956_189_000),
            note: "data protection".to_owned(),
        };
        let names = ReasonNames {
            host: "Acme Shop",
            org: "Globex",
            me: "ada",
        };
        assert_eq!(
            EN.line(&reason, names, Locale::En),
            "Blocked by Acme Shop: data protection\u{a0}· 12\u{a0}Nov\u{a0}2025"
        );
        assert_eq!(
            DE.line(&reason, names, Locale::De),
            "Von Acme Shop blockiert: data protection\u{a0}· 12.\u{a0}November\u{a0}2025"
        );
    }

    #[test]
    fn ones_own_decision_is_called_so() {
        let said = |code, me| {
            let reason = Reason {
                code,
                org: Some("globex".to_owned()),
                by: Some("ada".to_owned()),
                at: None,
                note: String::new(),
            };
            let names = ReasonNames {
                host: "Acme Shop",
                org: "Globex",
                me,
            };
            EN.line(&reason, names, Locale::En)
        };
        assert_eq!(
            said(ReasonCode::OrgForced, "ada"),
            "You turned it on for Globex"
        );
        assert_eq!(
            said(ReasonCode::OrgForced, "bob"),
            "ada turned it on for Globex"
        );
        assert_eq!(
            said(ReasonCode::OrgBlocked, "ada"),
            "Blocked by Globex\u{a0}· by you"
        );
        assert_eq!(
            said(ReasonCode::OrgBlocked, ""),
            "Blocked by Globex\u{a0}· by ada"
        );
    }

    #[test]
    fn a_note_with_braces_is_shown_as_it_is() {
        let reason = Reason {
            code: ReasonCode::OrgForced,
            org: Some("globex".to_owned()),
            by: Some("{note}".to_owned()),
            at: None,
            note: "{host}".to_owned(),
        };
        let names = ReasonNames {
            host: "Acme Shop",
            org: "Globex",
            me: "ada",
        };
        assert_eq!(
            EN.line(&reason, names, Locale::En),
            "{note} turned it on for Globex: {host}"
        );
    }
}
