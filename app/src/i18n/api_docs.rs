//! The description of the API. What describes single routes comes from the routes themselves, in English.

use super::texts::texts;

texts! {
    /// The description of the API.
    ApiDocsText {
        title = "API", "API";
        lead = "Every route, with its parameters, answers and an example.", "Jede Route mit Parametern, Antworten und einem Beispiel. Die Beschreibungen sind englisch.";
        openapi = "As OpenAPI (JSON)", "Als OpenAPI (JSON)";
        contents = "Groups of routes", "Gruppen von Routen";
        parameters = "Parameters", "Parameter";
        body = "Body", "Inhalt der Anfrage";
        answers = "Answers", "Antworten";
        example = "Example", "Beispiel";
        name = "Name", "Name";
        kind = "Kind", "Art";
        meaning = "Meaning", "Bedeutung";
        required = "required", "nötig";
    }
}
