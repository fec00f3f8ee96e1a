//! Signing in: to a host, to the demo.

use super::texts::texts;

texts! {
    /// Signing in.
    SignInText {
        title = "Sign in", "Anmelden";
        submit = "Sign in", "Anmelden";
        host_title = "Sign in at {host}", "Bei {host} anmelden";
        host_text = "{host} signs you in. You come back here afterwards.", "{host} meldet Sie an. Danach kommen Sie hierher zurück.";
        host_unknown = "{host} has not said where it signs people in. Open its site and sign in there.", "{host} hat nicht angegeben, wo man sich anmeldet. Öffnen Sie die Website und melden Sie sich dort an.";
        host_continue = "Continue to {host}", "Weiter zu {host}";
        to_console = "Do you develop this host or run this server?", "Entwickeln Sie diesen Host oder betreiben Sie diesen Server?";
        to_console_link = "Sign in to the console", "An der Konsole anmelden";
        expired = "Your session has ended. Sign in again to go on.", "Ihre Sitzung ist beendet. Melden Sie sich wieder an, um fortzufahren.";
        signed_out = "You are signed out.", "Sie sind abgemeldet.";
        to_admin = "Sign in to open the admin pages.", "Melden Sie sich an, um die Verwaltung zu öffnen.";
        demo_title = "Try the demo", "Demo ausprobieren";
        demo_lead = "Choose a person. Each signs in with a signed token, as on your own site.", "Wählen Sie eine Person. Jede meldet sich mit einem signierten Token an, wie auf Ihrer eigenen Website.";
        demo_org_admin = "Org admin of {org}", "Org-Admin von {org}";
        demo_member = "Member of {org}", "Mitglied von {org}";
        demo_consumer = "Consumer without an organisation", "Kunde ohne Organisation";
        demo_anonymous = "Continue signed out", "Ohne Anmeldung weiter";
    }
}
