//! What Portico does: each service authorises its caller, decides with pure functions and changes storage in one unit of
//! work. Pages, server functions, REST handlers and the command line all call these.

pub mod accounts;
pub mod backup;
pub mod console;
pub mod hosts;
pub mod orgs;
pub mod policy;
pub mod sessions;
pub mod shop;
pub mod store;
