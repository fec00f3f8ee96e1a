#!/usr/bin/env bash
# Measures the receiver of sandboxes against remote-dom's DOMRemoteReceiver and plain DOM calls in Chromium, and what mounting and ending a
# hundred plugins leaves behind. The receiver is the one that pages get, with one more entry point (feature `measure`); it is built
# beside the other. Takes about two minutes after building.
#   scripts/bench-receiver.sh                10 runs of each, in turn
#   ROUNDS=3 scripts/bench-receiver.sh       fewer, to try it out
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh build bench
PORTICO_CHROMIUM=$(scripts/find-chromium.sh) || fail "no Chromium found; on Debian: apt-get install chromium-headless-shell"
export PORTICO_CHROMIUM OUT=$root/target/receiver-measure

say "building the receiver"
# As scripts/site.sh does, in a folder of its own: the two would take turns in one.
built=$root/target/measure
wasm_options=(--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-multivalue --enable-reference-types)
cargo build -p portico-receiver --features measure --target wasm32-unknown-unknown --profile wasm-release --target-dir "$built" "${locked[@]}"
rm -rf "$OUT"
wasm-bindgen --target web --no-typescript --out-name receiver --out-dir "$OUT" "$built/wasm32-unknown-unknown/wasm-release/portico_receiver.wasm"
wasm-opt -O3 --strip-debug --strip-producers "${wasm_options[@]}" "$OUT/receiver_bg.wasm" -o "$OUT/receiver_bg.wasm"

say "measuring"
node frontend/receiver/browser/bench.js
