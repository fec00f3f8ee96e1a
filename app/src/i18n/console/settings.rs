//! The settings of a host.

use crate::i18n::texts::texts;

texts! {
    /// The settings of a host.
    HostSettingsText {
        title = "Settings", "Einstellungen";
        lead = "How {host} looks and what it offers.", "Wie {host} aussieht und was es anbietet.";
        brand_title = "Brand", "Marke";
        brand_text = "Your users see it on the store, the sign-in page and the admin pages.", "Ihre Nutzer sehen sie im Store, bei der Anmeldung und in der Verwaltung.";
        name = "Name", "Name";
        logo = "Logo", "Logo";
        logo_help = "Address of an image (https), or a path on this server. Shown 28 pixels high.", "Adresse eines Bildes (https) oder ein Pfad auf diesem Server. Wird 28 Pixel hoch angezeigt.";
        logo_preview = "Your logo as users see it", "Ihr Logo, wie Nutzer es sehen";
        accent = "Accent colour", "Akzentfarbe";
        accent_help = "As #rrggbb, for example #c02a7a. Empty: Portico’s blue.", "Als #rrggbb, zum Beispiel #c02a7a. Leer: das Blau von Portico.";
        accent_preview = "How the saved colour looks", "So sieht die gespeicherte Farbe aus";
        accent_note = "Where it could not be read, it is made darker or lighter.", "Wo sie nicht lesbar wäre, wird sie dunkler oder heller.";
        preview_light = "Light", "Hell";
        preview_dark = "Dark", "Dunkel";
        preview_button = "Turn on", "Einschalten";
        preview_chip = "Selected", "Gewählt";
        addresses_title = "Addresses", "Adressen";
        addresses_text = "Where your users come from and go back to.", "Woher Ihre Nutzer kommen und wohin sie zurückkehren.";
        site_url = "Website", "Website";
        site_url_help = "For the way back. https, or http on this machine.", "Für den Weg zurück. https, oder http auf diesem Rechner.";
        sign_in_url = "Sign-in page", "Anmeldeseite";
        sign_in_url_help = "Where your users sign in when their session has ended.", "Wo Ihre Nutzer sich anmelden, wenn ihre Sitzung zu Ende ist.";
        offers_title = "Offers", "Angebot";
        offers_text = "What is off disappears from pages, routes and manifests.", "Was aus ist, verschwindet aus Seiten, Routen und Manifesten.";
        org_plugins = "Organisations turn plugins on for their members", "Organisationen schalten Plugins für ihre Mitglieder ein";
        user_installs = "Users install plugins for themselves", "Nutzer installieren Plugins für sich selbst";
        purchases = "Plugins can be bought", "Plugins können gekauft werden";
        submit = "Save changes", "Änderungen speichern";
    }
}
