//! One operation: closed, its method, address and purpose; open, all the rest.

use leptos::prelude::*;

use super::document::{ApiAnswer, ApiBody, ApiOperation, ApiParameter};
use super::prose::Prose;
use crate::page::page;
use crate::ui::{Cell, Chip, Column, Icon, IconName, Row, RowHead, Table, Tone};

/// The entry of an operation. A link to its id opens it, because the id is inside.
#[component]
pub(super) fn OperationEntry(
    /// The operation.
    operation: ApiOperation,
) -> impl IntoView {
    let text = &page().locale.text().api_docs;
    let id = operation.anchor();
    let parameters = (!operation.parameters.is_empty()).then(|| {
        view! {
            <h4>{text.parameters}</h4>
            <Parameters caption=text.parameters parameters=operation.parameters.clone()/>
        }
    });
    let body = operation.body.clone().map(|body| view! { <Body body/> });
    let answers: Vec<_> = operation
        .answers
        .into_iter()
        .map(|answer| view! { <Answer answer/> })
        .collect();
    let about = (!operation.about.is_empty())
        .then(|| view! { <p lang="en"><Prose text=operation.about/></p> });
    view! {
        <details class="api-operation">
            <summary>
                <h3 class="api-operation-head">
                    <span><Chip tone=tone(&operation.method)><bdi>{operation.method.clone()}</bdi></Chip></span>
                    <code class="code">{operation.path}</code>
                    <span class="api-summary" lang="en"><Prose text=operation.summary/></span>
                </h3>
                <Icon name=IconName::Chevron/>
            </summary>
            <div id=id class="stack stack-tight">
                {about}
                {parameters}
                {body}
                <h4>{text.answers}</h4>
                {answers}
                <h4>{text.example}</h4>
                <pre tabindex="0"><code>{operation.curl}</code></pre>
            </div>
        </details>
    }
}

/// What reads is calm, what changes stands out.
fn tone(method: &str) -> Tone {
    match method {
        "GET" => Tone::Neutral,
        "DELETE" => Tone::Bad,
        _ => Tone::Accent,
    }
}

#[component]
fn Parameters(caption: &'static str, parameters: Vec<ApiParameter>) -> impl IntoView {
    let text = &page().locale.text().api_docs;
    let columns = vec![
        Column::new(text.name),
        Column::new(text.kind),
        Column::new(text.meaning),
    ];
    let rows: Vec<_> = parameters
        .into_iter()
        .map(|parameter| {
            let required = parameter.required.then_some(text.required);
            let place = if parameter.place.is_empty() {
                parameter.kind
            } else {
                format!("{}, {}", parameter.kind, parameter.place)
            };
            view! {
                <Row>
                    <RowHead><code>{parameter.name}</code> " " {required.map(|word| view! { <span class="small muted">{word}</span> })}</RowHead>
                    <Cell label=text.kind><span lang="en">{place}</span></Cell>
                    <Cell label=text.meaning><span lang="en"><Prose text=parameter.about/></span></Cell>
                </Row>
            }
        })
        .collect();
    view! { <div class="table-room"><Table caption=caption columns>{rows}</Table></div> }
}

#[component]
fn Body(body: ApiBody) -> impl IntoView {
    let text = &page().locale.text().api_docs;
    view! {
        <h4>{text.body} " " <code>{body.content_type}</code></h4>
        <Parameters caption=text.body parameters=body.fields/>
    }
}

#[component]
fn Answer(answer: ApiAnswer) -> impl IntoView {
    let tone = if answer.status.starts_with('2') {
        Tone::Good
    } else {
        Tone::Neutral
    };
    let example = (!answer.example.is_empty())
        .then(|| view! { <pre tabindex="0"><code>{answer.example}</code></pre> });
    view! {
        <p><Chip tone><bdi>{answer.status}</bdi></Chip> " " <span lang="en"><Prose text=answer.about/></span></p>
        {example}
    }
}
