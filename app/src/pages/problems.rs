//! What was found wrong with plugins when the server started: where, which rule, and how to mend it.

use leptos::prelude::*;

use crate::backend::PluginProblem;
use crate::page::{page, text};
use crate::ui::{Cell, Chip, Column, Data, Row, RowHead, Table, TableCard, Tone};

/// The warnings; nothing when there are none.
#[component]
pub(crate) fn Problems(
    /// In the order in which they were found.
    problems: Vec<PluginProblem>,
) -> impl IntoView {
    if problems.is_empty() {
        return ().into_any();
    }
    let (words, locale) = (&text().console.plugins, page().locale);
    let lead = words.problems_text.of(locale, problems.len() as u64);
    let columns = vec![
        Column::new(words.column_plugin),
        Column::new(words.problem_where),
        Column::new(words.problem_rule),
        Column::new(words.problem_fix),
    ];
    let rows: Vec<_> = problems
        .into_iter()
        .map(|problem| view! { <ProblemRow problem/> })
        .collect();
    view! {
        <section class="stack console-part" aria-labelledby="problems">
            <div>
                <h2 id="problems">{words.problems_title}</h2>
                <p class="small muted">{lead}</p>
            </div>
            <TableCard>
                <Table caption=words.problems_title columns>{rows}</Table>
            </TableCard>
        </section>
    }
    .into_any()
}

#[component]
fn ProblemRow(problem: PluginProblem) -> impl IntoView {
    let words = &text().console.plugins;
    let place = if problem.extension.is_empty() {
        words.problem_whole.into_any()
    } else {
        view! { <code>{problem.extension}</code> }.into_any()
    };
    let severity = &text().inspector;
    let (tone, word) = if problem.left_out {
        (Tone::Bad, severity.left_out)
    } else {
        (Tone::Warn, severity.warning)
    };
    let path =
        (!problem.path.is_empty()).then(|| view! { <p><code>{problem.path.clone()}</code></p> });
    view! {
        <Row>
            <RowHead><span class="strong"><Data text=problem.plugin/></span></RowHead>
            <Cell label=words.problem_where><div class="inline-block"><p>{place}</p>{path}</div></Cell>
            <Cell label=words.problem_rule>
                <div class="inline-block">
                    <p><Chip tone>{word}</Chip></p>
                    <p><code>{problem.rule}</code></p>
                </div>
            </Cell>
            <Cell label=words.problem_fix><span lang="en">{problem.fix}</span></Cell>
        </Row>
    }
}
