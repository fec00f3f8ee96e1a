// Turns the JSON Schema that our export writes into what a user of rjsf would write: the same fields, bounds and formats, with the
// conditions, which the export only notes, as if/then. What is changed, and why:
// - a field that is there under a condition stands in that condition's `then`, so the object may have other members than `properties` says;
// - a choice is an `enum`, for which rjsf asks the validator less than for the `oneOf` of constants that it takes as well;
// - nothing is `null`: an empty control of rjsf has no value at all;
// - our notes (`x-…`) are dropped; what they say of widgets goes into the uiSchema.

/** What has to be true of the values for one of our conditions to hold; the form of the bench has only `equals`. */
function holds({ equals: { field, value } }) {
  return { properties: { [field]: { const: value } }, required: [field] };
}

function property(of) {
  const { "x-portico": ours, type: types, oneOf, ...rest } = of;
  const type = [types].flat().find((name) => name !== "null");
  return oneOf ? { type, ...rest, enum: oneOf.map((option) => option.const) } : { type, ...rest };
}

function widget(of) {
  const { type } = of["x-portico"];
  const ui = {};
  if (["radio", "range", "textarea"].includes(type)) ui["ui:widget"] = type;
  if (type === "textarea") ui["ui:options"] = { rows: 4 };
  if (of.oneOf) ui["ui:enumNames"] = of.oneOf.map((option) => option.title);
  return ui;
}

/** The schema and uiSchema for rjsf. */
export function forRjsf(exported) {
  const properties = {};
  const allOf = [];
  const uiSchema = { "ui:order": exported["x-order"] };
  for (const key of exported["x-order"]) {
    const of = exported.properties[key];
    const { visible_when: visible, required_when: required } = of["x-portico"];
    if (visible) allOf.push({ if: holds(visible), then: { properties: { [key]: property(of) } } });
    else properties[key] = property(of);
    if (required) allOf.push({ if: holds(required), then: { required: [key] } });
    const ui = widget(of);
    if (Object.keys(ui).length) uiSchema[key] = ui;
  }
  const { title, type, required } = exported;
  return { schema: { title, type, properties, required, allOf }, uiSchema };
}
