//! The small islands of Portico's own pages: what must react in the browser. They get their few words as props.

mod payment_gate;
mod submit_on_change;

pub use payment_gate::PaymentGate;
pub use submit_on_change::SubmitOnChange;
