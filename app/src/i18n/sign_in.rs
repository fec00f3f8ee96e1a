//! Signing in: to the console, to a host, to the demo.

use super::texts::texts;

texts! {
    /// Signing in.
    SignInText {
        title = "Sign in", "Anmelden";
        console_title = "Sign in to the console", "An der Konsole anmelden";
        console_lead = "For people who run this server or develop a host.", "Für alle, die diesen Server betreiben oder einen Host entwickeln.";
        email = "Email", "E-Mail";
        password = "Password", "Passwort";
        submit = "Sign in", "Anmelden";
        wrong = "Email or password is wrong.", "E-Mail oder Passwort ist falsch.";
        too_many = "Too many attempts. Try again in {minutes} minutes.", "Zu viele Versuche. Versuchen Sie es in {minutes} Minuten wieder.";
        host_title = "Sign in at {host}", "Bei {host} anmelden";
        host_text = "{host} signs you in. You come back here afterwards.", "{host} meldet Sie an. Danach kommen Sie hierher zurück.";
        host_unknown = "{host} has not said where it signs people in. Open its site and sign in there.", "{host} hat nicht angegeben, wo man sich anmeldet. Öffnen Sie die Website und melden Sie sich dort an.";
        host_continue = "Continue to {host}", "Weiter zu {host}";
        expired = "Your session has ended. Sign in again to go on.", "Ihre Sitzung ist beendet. Melden Sie sich wieder an, um fortzufahren.";
        signed_out = "You are signed out.", "Sie sind abgemeldet.";
        demo_title = "Try the demo as", "Demo ausprobieren als";
        demo_lead = "Each click signs in with a JWT that the demo host signs, as a real host would.", "Jeder Klick meldet mit einem JWT an, den der Demo-Host signiert, wie es ein echter Host täte.";
        demo_org_admin = "Org admin of {org}", "Org-Admin von {org}";
        demo_member = "Member of {org}", "Mitglied von {org}";
        demo_consumer = "Consumer without an organisation", "Kunde ohne Organisation";
        demo_anonymous = "Continue signed out", "Ohne Anmeldung weiter";
        setup_title = "Set up this server", "Diesen Server einrichten";
        setup_lead = "Create the first console account. The set-up token was printed when the server started.", "Legen Sie das erste Konsolenkonto an. Das Einrichtungs-Token hat der Server beim Start ausgegeben.";
        setup_token = "Set-up token", "Einrichtungs-Token";
        setup_submit = "Create account", "Konto anlegen";
        password_help = "At least 12 characters.", "Mindestens 12 Zeichen.";
    }
}
