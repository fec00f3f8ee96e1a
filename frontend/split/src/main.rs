//! Splits the lazy islands off the wasm of Portico's pages: `portico-split SITE.wasm OUT_DIR`.
//!
//! `SITE.wasm` is linked with `--emit-relocs`. In `OUT_DIR` appear the smaller main module (`main.wasm`, for wasm-bindgen), a file
//! for each lazy part, the script that loads them and a list of what each needs. `scripts/finish-site.mjs` gives them their
//! names. The work is done by the library that cargo-leptos uses; it is here so that a build needs no cargo-leptos, which takes ten
//! minutes to install.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

/// What the macro of lazy parts imports from; the underscores are replaced by a hash of the same length.
const LOADER: &str = "./__wasm_split.______________________.js";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [input, out] = arguments.as_slice() else {
        return Err("usage: portico-split SITE.wasm OUT_DIR".into());
    };
    fs::create_dir_all(out)?;
    let wasm = fs::read(input)?;
    let main = out.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = out;
    options.main_out_path = &main;
    options.main_module = "./portico.js";
    options.link_name = LOADER;
    let split = wasm_split_cli_support::transform(options)?;
    fs::write(
        out.join("__wasm_split_manifest.json"),
        serde_json::to_string(&split.prefetch_map)?,
    )?;
    Ok(())
}
