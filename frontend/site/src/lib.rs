//! Entry point of the wasm bundle.
