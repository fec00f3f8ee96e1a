//! Getting into the console: signing in, setting up, accepting an invitation, and one's own account.

use crate::i18n::texts::texts;

texts! {
    /// Getting into the console, and one's own account.
    AccessText {
        sign_in_title = "Sign in to the console", "An der Konsole anmelden";
        sign_in_lead = "For people who run this server or develop a host.", "Für alle, die diesen Server betreiben oder einen Host entwickeln.";
        sign_in_to_go_on = "Sign in to open this page. You come back to it.", "Melden Sie sich an, um diese Seite zu öffnen. Sie kommen hierher zurück.";
        password_forgotten = "Forgot your password?", "Passwort vergessen?";
        sign_in_help = "Whoever runs this server sets a new one with:", "Wer diesen Server betreibt, setzt ein neues mit:";
        no_account_yet = "This server has no account yet.", "Dieser Server hat noch kein Konto.";
        go_to_setup = "Set it up", "Jetzt einrichten";
        email = "Email", "E-Mail";
        name = "Your name", "Ihr Name";
        name_help = "Other members of your hosts see it.", "Andere Mitglieder Ihrer Hosts sehen ihn.";
        password = "Password", "Passwort";
        password_new = "New password", "Neues Passwort";
        password_help = "At least 12 characters.", "Mindestens 12 Zeichen.";
        password_again = "Your password", "Ihr Passwort";
        password_again_help = "Asked again, because this opens the host to whoever has it.", "Noch einmal gefragt, denn hiermit lässt sich der Host öffnen.";
        sign_in = "Sign in", "Anmelden";
        setup_title = "Set up this server", "Diesen Server einrichten";
        setup_lead = "Create the first account. It runs the server: it adds hosts and sees all of them.", "Legen Sie das erste Konto an. Es betreibt den Server: Es fügt Hosts hinzu und sieht alle.";
        setup_token = "Set-up token", "Einrichtungs-Token";
        setup_token_help = "The server printed it when it started. It works until the first account exists.", "Der Server hat es beim Start ausgegeben. Es gilt, bis es ein erstes Konto gibt.";
        setup_submit = "Create account", "Konto anlegen";
        setup_done_title = "This server is set up", "Dieser Server ist eingerichtet";
        setup_done_text = "There is an account already. Sign in, or ask for an invitation.", "Es gibt schon ein Konto. Melden Sie sich an oder bitten Sie um eine Einladung.";
        invitation_title = "Join {host}", "{host} beitreten";
        invitation_lead = "{who} invited {email} as {role}.", "{who} hat {email} als {role} eingeladen.";
        invitation_text = "Accept with your account, or with a new one if this address has none yet.", "Nehmen Sie mit Ihrem Konto an, oder mit einem neuen, falls diese Adresse noch keines hat.";
        invitation_name_help = "For a new account; an account that you have keeps its name.", "Für ein neues Konto; ein vorhandenes behält seinen Namen.";
        invitation_password_help = "That of your account, or one for a new account: at least 12 characters.", "Das Ihres Kontos, oder eines für ein neues Konto: mindestens 12 Zeichen.";
        invitation_submit = "Accept invitation", "Einladung annehmen";
        invitation_gone_title = "This invitation is no longer valid", "Diese Einladung gilt nicht mehr";
        invitation_gone_text = "It was used or withdrawn, or it is older than 7 days. Ask for a new one.", "Sie wurde benutzt oder zurückgezogen oder ist älter als 7 Tage. Bitten Sie um eine neue.";
        account_title = "Your account", "Ihr Konto";
        account_facts = "Profile", "Profil";
        account_facts_text = "How members of your hosts see you.", "So sehen die Mitglieder Ihrer Hosts Sie.";
        account_role = "Role", "Rolle";
        account_operator_text = "Runs this server", "Betreibt diesen Server";
        account_member_text = "Member of hosts", "Mitglied von Hosts";
        password_title = "Password", "Passwort";
        password_text = "Changing it signs you out everywhere else.", "Eine Änderung meldet Sie überall sonst ab.";
        password_current = "Current password", "Aktuelles Passwort";
        password_submit = "Change password", "Passwort ändern";
        sign_out_title = "Sign out", "Abmelden";
        sign_out_text = "Ends your console session in this browser.", "Beendet Ihre Sitzung an der Konsole in diesem Browser.";
        sign_out = "Sign out", "Abmelden";
    }
}
