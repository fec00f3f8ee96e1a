//! A user's own plugins.

use super::texts::texts;

texts! {
    /// A user's own plugins.
    InstalledText {
        title = "Your plugins", "Ihre Plugins";
        lead = "What you installed yourself, and what {host} or your organisation turned on for you.", "Was Sie selbst installiert haben und was {host} oder Ihre Organisation für Sie eingeschaltet hat.";
        own = "Installed by you", "Von Ihnen installiert";
        by_host = "On for everyone at {host}", "An für alle bei {host}";
        column_plugin = "Plugin", "Plugin";
        column_why = "Who turned it on", "Wer es eingeschaltet hat";
        column_actions = "Actions", "Aktionen";
        since = "since {date}", "seit {date}";
        uninstall = "Uninstall", "Deinstallieren";
        empty_title = "Nothing installed yet", "Noch nichts installiert";
        empty_text = "Plugins that you install appear here.", "Plugins, die Sie installieren, erscheinen hier.";
        browse = "Browse store", "Store ansehen";
        signed_out_title = "Sign in to see your plugins", "Melden Sie sich an, um Ihre Plugins zu sehen";
        signed_out_text = "{host} knows which plugins are yours once you are signed in.", "{host} weiß, welche Plugins Ihre sind, sobald Sie angemeldet sind.";
    }
}
