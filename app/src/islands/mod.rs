//! The small islands of Portico's own pages: what must react in the browser. They get their few words as props.

mod copy_button;
mod dashboard_widgets;
mod in_place;
mod live_search;
mod org_switches;
mod payment_gate;
mod slot_order;
mod submit_on_change;

pub use copy_button::CopyButton;
pub use dashboard_widgets::DashboardWidgets;
pub use in_place::{InPlace, InPlaceWords};
pub use live_search::LiveSearch;
pub use org_switches::{OrgSwitches, RefusalWords, StateWords, SwitchWords};
pub use payment_gate::PaymentGate;
pub use slot_order::{OrderWords, SlotOrder};
pub use submit_on_change::SubmitOnChange;
