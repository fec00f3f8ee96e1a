//! `portico-lab`: Portico with the plugins of the laboratory instead of the examples.

// Views are types that nest as deep as the pages they draw.
#![recursion_limit = "512"]

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    portico_server::cli::run(portico_lab::plugins()).await
}
