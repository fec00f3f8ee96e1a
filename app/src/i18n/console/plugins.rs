//! The plugins of the server as one host decides about them.

use crate::i18n::Plural;
use crate::i18n::plural::plural;
use crate::i18n::texts::texts;

texts! {
    /// The plugins of the server as one host decides about them.
    HostPluginsText {
        title = "Plugins", "Plugins";
        lead = "Only approved plugins exist for your users. A policy decides for everyone.", "Nur freigegebene Plugins gibt es für Ihre Nutzer. Eine Richtlinie entscheidet für alle.";
        filter_label = "Show", "Anzeigen";
        filter_all = "All {n}", "Alle {n}";
        filter_approved = "Approved {n}", "Freigegeben {n}";
        filter_waiting = "Not approved {n}", "Nicht freigegeben {n}";
        column_plugin = "Plugin", "Plugin";
        column_state = "State", "Status";
        column_policy = "Policy", "Richtlinie";
        approved = "Approved", "Freigegeben";
        not_approved = "Not approved", "Nicht freigegeben";
        approve = "Approve", "Freigeben";
        approve_of = "Approve {plugin}", "{plugin} freigeben";
        approve_title = "Approve {plugin} {version}?", "{plugin} {version} freigeben?";
        asks_title = "What it may do", "Was es darf";
        asks_text = "Its code runs apart from the page: it learns and does what is named here, and nothing else.", "Sein Code läuft getrennt von der Seite: Er erfährt und tut, was hier steht, und sonst nichts.";
        asks_props = "Learns from the page", "Erfährt von der Seite";
        asks_callbacks = "Calls", "Ruft auf";
        asks_components = "Uses parts of the page", "Verwendet Teile der Seite";
        asks_network = "Exchanges data with", "Tauscht Daten aus mit";
        asks_user = "Learns who uses it", "Erfährt, wer es benutzt";
        asks_user_text = "user and organisations, on its own servers", "Nutzer und Organisationen, auf eigenen Servern";
        asks_nothing = "Asks for nothing and shows only an interface of its own.", "Verlangt nichts und zeigt nur seine eigene Oberfläche.";
        withdraw = "Withdraw", "Zurückziehen";
        withdraw_title = "Withdraw the approval of {plugin}?", "Freigabe von {plugin} zurückziehen?";
        withdraw_text = "The plugin is gone for everybody at once. Its settings and your policy stay, for its return.", "Das Plugin ist sofort für alle weg. Seine Einstellungen und Ihre Richtlinie bleiben, falls es zurückkommt.";
        withdraw_submit = "Withdraw approval", "Freigabe zurückziehen";
        policy = "Set policy", "Richtlinie";
        policy_title = "Policy for {plugin}", "Richtlinie für {plugin}";
        policy_question = "For everyone on this host", "Für alle auf diesem Host";
        mode_inherit = "Leave it open", "Offenlassen";
        mode_inherit_text = "Organisations and users decide.", "Organisationen und Nutzer entscheiden.";
        mode_default = "On unless turned off", "An, wenn nicht ausgeschaltet";
        mode_default_text = "Organisations and users may turn it off.", "Organisationen und Nutzer dürfen es ausschalten.";
        mode_allowed = "Members may install it", "Mitglieder dürfen es installieren";
        mode_request = "On request", "Auf Anfrage";
        mode_removed = "Removed", "Entfernt";
        mode_forced = "On for everyone", "An für alle";
        mode_forced_text = "Nobody can turn it off.", "Niemand kann es ausschalten.";
        mode_forced_needs = "Approve the plugin first.", "Geben Sie das Plugin zuerst frei.";
        mode_blocked = "Blocked", "Blockiert";
        mode_blocked_text = "Off for everyone, shown with your reason.", "Aus für alle, mit Ihrem Grund angezeigt.";
        mode_other = "Set to “{mode}”", "Auf „{mode}“ gesetzt";
        mode_open = "Left open", "Offengelassen";
        note = "Reason", "Grund";
        note_help = "Shown beside the plugin’s state, at most 200 characters.", "Steht neben dem Status des Plugins, höchstens 200 Zeichen.";
        policy_submit = "Save policy", "Richtlinie speichern";
        settings = "Settings", "Einstellungen";
        settings_of = "Settings of {plugin}", "Einstellungen von {plugin}";
        kind_schema = "Form", "Formular";
        kind_component = "Component", "Komponente";
        kind_sandbox = "Sandboxed", "Abgeschottet";
        empty_title = "This server has no plugins", "Dieser Server hat keine Plugins";
        empty_text = "Plugins compiled into the server appear here.", "Hier erscheinen Plugins, die in den Server einkompiliert sind.";
        no_match_title = "No plugin here", "Hier ist kein Plugin";
        no_match_text = "None is in this state. Show all to see the others.", "Keines hat diesen Status. Zeigen Sie alle an, um die anderen zu sehen.";
        show_all = "Show all", "Alle anzeigen";
        problems_title = "Start-up warnings", "Warnungen vom Start";
        problems_text: Plural = plural("The server found {n} problem with its plugins when it started.", "The server found {n} problems with its plugins when it started."), plural("Der Server hat beim Start {n} Problem mit seinen Plugins gefunden.", "Der Server hat beim Start {n} Probleme mit seinen Plugins gefunden.");
        problem_where = "Where", "Wo";
        problem_rule = "Rule", "Regel";
        problem_fix = "How to mend it", "So lässt es sich beheben";
        problem_whole = "Whole plugin", "Ganzes Plugin";
        settings_lead = "Values for the whole host. Organisations see those they may not change.", "Werte für den ganzen Host. Organisationen sehen die, die sie nicht ändern dürfen.";
        no_settings_title = "Nothing to set up", "Nichts einzurichten";
        no_settings_text = "This plugin has no settings for the whole host.", "Dieses Plugin hat keine Einstellungen für den ganzen Host.";
        settings_need_approval = "Approve the plugin to see its settings.", "Geben Sie das Plugin frei, um seine Einstellungen zu sehen.";
        version = "Version {version}", "Version {version}";
    }
}
