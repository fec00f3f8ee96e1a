//! Real processes: `portico serve` and the command line as they are installed, over real sockets and databases.

mod makers;
mod process;
mod replicas;
mod session;
mod shutdown;
mod tokens;
