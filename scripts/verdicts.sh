#!/usr/bin/env bash
# Do the native and the wasm build of the form validator say the same of 10,000 generated forms with values? (FORMS 2)
# The wasm is built with the profile, the flags and in the folder of the site, so that what both need is built once.
set -euo pipefail
source "$(dirname "$0")/env.sh"

wasm=$target/front/wasm32-unknown-unknown/wasm-release/portico_verdicts.wasm
out=$target/verdicts
RUSTFLAGS="${RUSTFLAGS:-} $wasm_flags" cargo build -p portico-verdicts --lib --target wasm32-unknown-unknown --profile wasm-release --target-dir "$target/front" "${locked[@]}"
cargo build -p portico-verdicts --bin portico-verdicts "${locked[@]}"
wasm-bindgen --target nodejs --no-typescript --out-dir "$out" "$wasm"
node end2end/verdicts/compare.mjs "$target/debug/portico-verdicts" "$out"
