//! A bar chart drawn on the server: one accent series on a zero baseline with direct labels, a sentence and a table for
//! those who cannot see it. Positions are percentages, so that the text keeps its size at any width.

use leptos::prelude::*;

/// One bar of a [`Chart`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChartPoint {
    /// Under the bar: "Mon", "12 Nov".
    pub label: String,
    /// Height of the bar; what is below zero counts as zero.
    pub value: i64,
    /// The value as text, with its unit.
    pub shown: String,
}

/// Heights in pixels: room for the value above the highest bar, the bars, room for the labels below.
const TOP: i64 = 22;
const BARS: i64 = 140;
const BOTTOM: i64 = 24;

/// Up to this number every bar has its labels; beyond it only the first, the highest and the last.
const ALL_LABELLED: usize = 14;

/// A chart.
#[component]
pub fn Chart(
    /// What it shows; hidden where the card around it says it already.
    #[prop(into)]
    title: String,
    /// What there is to see, in one sentence.
    #[prop(into)]
    summary: String,
    /// "Show as table"
    #[prop(into)]
    table_label: String,
    /// Headings of the table.
    columns: (String, String),
    /// The bars.
    points: Vec<ChartPoint>,
) -> AnyView {
    let bars: Vec<_> = layout(&points).into_iter().map(bar).collect();
    let height = TOP + BARS + BOTTOM;
    let base = (TOP + BARS).to_string();
    view! {
        <figure class="chart">
            <figcaption class="between">
                <span class="strong">{title.clone()}</span>
                <span class="small muted">{summary.clone()}</span>
            </figcaption>
            <svg height=height.to_string() role="img" aria-label=format!("{title}. {summary}")>
                <line class="chart-base" x1="0" x2="100%" y1=base.clone() y2=base.clone() />
                {bars}
            </svg>
            <ChartTable label=table_label columns=columns points=points />
        </figure>
    }
    .into_any()
}

/// Where one bar goes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bar {
    x: String,
    width: String,
    middle: String,
    y: i64,
    height: i64,
    label: String,
    shown: String,
}

fn layout(points: &[ChartPoint]) -> Vec<Bar> {
    let highest = points
        .iter()
        .map(|point| point.value)
        .max()
        .unwrap_or(0)
        .max(1);
    let peak = points.iter().position(|point| point.value == highest);
    let count = points.len().max(1);
    // Hundredths of a per cent, so that no floating point number has to be written.
    let slot = 10_000 / count;
    let percent = |hundredths: usize| format!("{}.{:02}%", hundredths / 100, hundredths % 100);
    points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let labelled =
                count <= ALL_LABELLED || index == 0 || index + 1 == count || Some(index) == peak;
            let height = (i128::from(point.value.max(0)) * i128::from(BARS) / i128::from(highest))
                .try_into()
                .unwrap_or(BARS);
            Bar {
                x: percent(slot * index + slot / 5),
                width: percent(slot * 3 / 5),
                middle: percent(slot * index + slot / 2),
                y: TOP + BARS - height,
                height,
                label: if labelled {
                    point.label.clone()
                } else {
                    String::new()
                },
                shown: if labelled {
                    point.shown.clone()
                } else {
                    String::new()
                },
            }
        })
        .collect()
}

fn bar(bar: Bar) -> impl IntoView {
    let value = (!bar.shown.is_empty()).then(|| {
        view! {
            <text class="chart-label" x=bar.middle.clone() y=(bar.y - 7).to_string() text-anchor="middle">{bar.shown}</text>
        }
    });
    let label = (!bar.label.is_empty()).then(|| {
        view! {
            <text x=bar.middle.clone() y=(TOP + BARS + 17).to_string() text-anchor="middle">{bar.label}</text>
        }
    });
    view! {
        <rect class="chart-bar" x=bar.x width=bar.width y=bar.y.to_string() height=bar.height.to_string() rx="2" />
        {value}
        {label}
    }
}

#[component]
fn ChartTable(label: String, columns: (String, String), points: Vec<ChartPoint>) -> AnyView {
    let rows: Vec<_> = points
        .into_iter()
        .map(|point| view! { <tr><th scope="row">{point.label}</th><td class="numeric">{point.shown}</td></tr> })
        .collect();
    view! {
        <details class="small">
            <summary class="muted">{label}</summary>
            <table class="table table-plain">
                <thead><tr><th scope="col">{columns.0}</th><th scope="col" class="numeric">{columns.1}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: &[i64]) -> Vec<ChartPoint> {
        values
            .iter()
            .map(|value| ChartPoint {
                label: "day".to_owned(),
                value: *value,
                shown: value.to_string(),
            })
            .collect()
    }

    #[test]
    fn bars_stand_on_zero_and_the_highest_fills_the_room() {
        let bars = layout(&points(&[0, 5, 10, -3]));
        let heights: Vec<_> = bars.iter().map(|bar| bar.height).collect();
        assert_eq!(heights, [0, BARS / 2, BARS, 0]);
        assert!(bars.iter().all(|bar| bar.y + bar.height == TOP + BARS));
    }

    #[test]
    fn many_bars_label_only_the_first_the_highest_and_the_last() {
        let mut values = vec![1; 30];
        values[12] = 9;
        let bars = layout(&points(&values));
        let labelled: Vec<_> = bars
            .iter()
            .enumerate()
            .filter(|(_, bar)| !bar.label.is_empty())
            .map(|(index, _)| index)
            .collect();
        assert_eq!(labelled, [0, 12, 29]);
    }

    #[test]
    fn nothing_and_huge_numbers_draw_without_overflow() {
        assert!(layout(&[]).is_empty());
        assert_eq!(layout(&points(&[i64::MAX]))[0].height, BARS);
    }
}
