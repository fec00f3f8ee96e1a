// The form as an application that uses rjsf would show it: precompiled validators, errors while typing at their fields only.
import Form from "@rjsf/core";
import { createPrecompiledValidator } from "@rjsf/validator-ajv8";
import { createRoot } from "react-dom/client";
import { schema, uiSchema } from "./form.json";
import * as validators from "./validators.cjs";

const validator = createPrecompiledValidator(validators, schema);
const liveValidate = new URLSearchParams(location.search).get("live") ?? "onChange";

createRoot(document.getElementById("root")).render(
  <Form
    schema={schema}
    uiSchema={uiSchema}
    validator={validator}
    liveValidate={liveValidate}
    showErrorList={false}
    noHtml5Validate
    onSubmit={() => undefined}
  />,
);
