//! Who may work on a host: members and invitations, and the tokens of programs.

use crate::i18n::texts::texts;

texts! {
    /// Members, invitations, and the tokens of programs.
    PeopleText {
        members_title = "Members", "Mitglieder";
        members_lead = "The people who develop {host}.", "Die Menschen, die {host} entwickeln.";
        column_member = "Member", "Mitglied";
        column_role = "Role", "Rolle";
        column_since = "Since", "Seit";
        you = "You", "Sie";
        role_of = "Role of {name}", "Rolle von {name}";
        role_change = "Change", "Ändern";
        roles_text = "Developers do everything but manage members. Owners do that, too.", "Entwickler dürfen alles, außer Mitglieder zu verwalten. Inhaber dürfen auch das.";
        remove = "Remove", "Entfernen";
        remove_title = "Remove {name}?", "{name} entfernen?";
        remove_text = "They can no longer open this host in the console. Their API tokens stop working and their invitations are withdrawn.", "Sie können diesen Host nicht mehr in der Konsole öffnen. Ihre API-Token gelten nicht mehr, und ihre Einladungen werden zurückgezogen.";
        remove_submit = "Remove member", "Mitglied entfernen";
        leave = "Leave", "Verlassen";
        leave_title = "Leave {host}?", "{host} verlassen?";
        leave_text = "You can no longer open this host in the console. Your API tokens stop working and your invitations are withdrawn. An owner can invite you again.", "Sie können diesen Host nicht mehr in der Konsole öffnen. Ihre API-Token gelten nicht mehr, und Ihre Einladungen werden zurückgezogen. Ein Inhaber kann Sie wieder einladen.";
        leave_submit = "Leave host", "Host verlassen";
        only_operators_title = "No members yet", "Noch keine Mitglieder";
        only_operators_text = "Operators can open the host without being members. Invite its developers below.", "Betreiber können den Host öffnen, ohne Mitglied zu sein. Laden Sie unten seine Entwickler ein.";
        invite_title = "Invite somebody", "Jemanden einladen";
        invite_text = "You get a link to pass on; no mail is sent. It works for 7 days, once.", "Sie erhalten einen Link zum Weitergeben; es wird keine Mail verschickt. Er gilt 7 Tage lang, einmal.";
        email = "Email", "E-Mail";
        role = "Role", "Rolle";
        invite_submit = "Create invitation", "Einladung anlegen";
        invitations_title = "Open invitations", "Offene Einladungen";
        column_invited = "Invited", "Eingeladen";
        column_expires = "Valid until", "Gültig bis";
        withdraw = "Withdraw", "Zurückziehen";
        withdraw_of = "Withdraw the invitation of {email}", "Einladung von {email} zurückziehen";
        link_title = "Pass this link on to {email}", "Geben Sie diesen Link an {email} weiter";
        link_text = "Whoever opens it joins {host} as {role}. It works once, until {date}, and is not shown again.", "Wer ihn öffnet, tritt {host} als {role} bei. Er gilt einmal, bis {date}, und wird nicht wieder angezeigt.";
        link_before = "If you did not pass the link on, withdraw the invitation and create a new one.", "Wenn Sie den Link nicht weitergegeben haben, ziehen Sie die Einladung zurück und legen Sie eine neue an.";
        link = "Invitation link", "Einladungslink";
        tokens_title = "API tokens", "API-Token";
        tokens_lead = "For programs that script this host: deployments, checks, back-office tools. A token has a developer’s rights on this host only.", "Für Programme, die diesen Host steuern: Deployments, Prüfungen, interne Werkzeuge. Ein Token hat die Rechte eines Entwicklers, nur auf diesem Host.";
        column_token = "Token", "Token";
        column_created = "Created", "Angelegt";
        column_used = "Last used", "Zuletzt benutzt";
        never = "Never", "Nie";
        revoke = "Revoke", "Widerrufen";
        revoke_title = "Revoke “{name}”?", "„{name}“ widerrufen?";
        revoke_text = "Programs that use it are refused from now on. This cannot be undone.", "Programme, die es benutzen, werden ab sofort abgelehnt. Das lässt sich nicht rückgängig machen.";
        revoke_submit = "Revoke token", "Token widerrufen";
        tokens_empty_title = "No API tokens", "Keine API-Token";
        tokens_empty_text = "Create one for each program, so that you can revoke it alone.", "Legen Sie für jedes Programm eines an; dann lässt es sich einzeln widerrufen.";
        create_title = "Create a token", "Token anlegen";
        create_text = "Send it as “Authorization: Bearer”. It works until you revoke it.", "Senden Sie es als „Authorization: Bearer“. Es gilt, bis Sie es widerrufen.";
        api_description = "All routes, as OpenAPI", "Alle Routen, als OpenAPI";
        name = "What is it for?", "Wofür ist es?";
        name_help = "For example: nightly deployment.", "Zum Beispiel: nächtliches Deployment.";
        create_submit = "Create token", "Token anlegen";
        shown_title = "Your new token “{name}”", "Ihr neues Token „{name}“";
        shown_text = "Copy it now: it is not shown again. Store it where only the program can read it.", "Kopieren Sie es jetzt: Es wird nicht wieder angezeigt. Legen Sie es dort ab, wo nur das Programm es lesen kann.";
        shown_before = "If you did not copy the token, revoke it and create a new one.", "Wenn Sie das Token nicht kopiert haben, widerrufen Sie es und legen Sie ein neues an.";
        token = "API token", "API-Token";
    }
}
