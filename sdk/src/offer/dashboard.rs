//! `admin:dashboard:widget`: numbers that look like those beside them.

use serde::{Deserialize, Serialize};

use super::{CallbackKey, ComponentKey, Offer};
use crate::shape::{Described, shaped};

/// One bar of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartValue {
    /// Under the bar: "Mon", "12 Nov".
    pub label: String,
    /// Height of the bar; what is below zero counts as zero.
    pub value: i64,
    /// The value as it is written, with its unit; the number itself when there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
}

impl Described for Vec<ChartValue> {
    const KIND: &'static str = "{ label: string; value: number; shown?: string }[]";
}

shaped! {
    /// Props of `Chart`.
    #[derive(Default)]
    ChartProps {
        /// What it shows.
        #[serde(default)]
        title: String,
        /// What there is to see, in one sentence: for those who cannot see the bars.
        #[serde(default)]
        summary: String,
        /// What the bars stand for: heading of a column in the table below.
        #[serde(default)]
        label_heading: String,
        /// What their heights are: heading of the other column.
        #[serde(default)]
        value_heading: String,
        /// The bars; of more than 366 the first.
        #[serde(default)]
        values: Vec<ChartValue>,
    }

    /// What `showRange` takes.
    RangeArguments {
        /// `7d`, `30d` or `90d`.
        range: String,
    }
}

/// The most bars of one chart: a day each of a leap year.
pub const MAX_CHART_VALUES: usize = 366;

/// A bar chart.
pub const CHART: ComponentKey<ChartProps> = ComponentKey::new("Chart", 6);

/// Leads to the dashboard of another range. It leaves the page, which only the reader may want.
pub const SHOW_RANGE: CallbackKey<RangeArguments> = CallbackKey::sensitive("showRange");

/// What the slot offers.
pub const OFFER: Offer = Offer {
    components: &[CHART.def("A bar chart with a sentence and a table, as the dashboard's own.")],
    callbacks: &[SHOW_RANGE.def("Leads to the dashboard of another range.")],
};
