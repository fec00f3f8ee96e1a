#!/usr/bin/env bash
# Builds the server and the site:   scripts/site.sh dev       → target/debug/portico,   target/site
#                                   scripts/site.sh release   → target/release/portico, target/site
#                                   scripts/site.sh bench     → target/release/portico-lab, target/site
#                                   scripts/site.sh test      → as dev, with the server that the Rust tests were built with:
#                                                               their crates have other features, so a second build would cost minutes
# The wasm is always the small one (profile wasm-release, lazy islands split off, hashed names, compressed): the pages that
# tests open are the pages that people get. The server is built by plain cargo, so that the tests share its dev build.
#
# What lands in target/site (each text and wasm file once more as .br and .gz):
#   pkg/portico.<hash>.{js,wasm,css}                       what a page loads
#   pkg/__wasm_split.<hash>.js, pkg/split_*.<hash>.wasm    what lazy islands load
#   pkg/__wasm_split_manifest.<hash>.json                  lazy function → the files to prefetch for it
#   pkg/receiver.<hash>.{js,wasm}                          what a page with sandboxed plugins loads
#   embed.js, pkg/embed-forms.<hash>.{js,wasm,css}         what other websites load, and for schema forms
#   embed.js                                               what other websites load (frontend/embed)
#   and the files of style/assets
set -euo pipefail
source "$(dirname "$0")/env.sh"

case ${1:-dev} in
  dev) server=(build -p portico) ;;
  release) server=(build -p portico --release) ;;
  bench) server=(build -p portico-lab --release) ;;
  test) server=(test --no-run) ;;
  *) fail "site.sh knows 'dev', 'release', 'bench' and 'test', not '$1'" ;;
esac

say "building the server"
cargo "${server[@]}" "${locked[@]}"

# Splitting, optimising and compressing take longer than cargo does to see that nothing changed; so we look first.
inputs() {
  { wasm-bindgen --version; rustc --version
    find app sdk frontend style Cargo.toml Cargo.lock scripts/site.sh scripts/finish-site.mjs scripts/finish-embed.mjs scripts/precompress.mjs scripts/strip-wasm.mjs scripts/shorten-glue.mjs scripts/wasm-sections.mjs end2end/package-lock.json \
      -type d \( -name node_modules -o -name target -o -name dist \) -prune -o -type f -print0 |
      LC_ALL=C sort -z | xargs -0 sha256sum
  } | sha256sum
}
now=$(inputs)
site=$root/target/site
if [ -e "$site/pkg" ] && [ "$(cat "$root/target/site.inputs" 2>/dev/null)" = "$now" ]; then
  say "the site is up to date"
  exit 0
fi

next=$root/target/site-next
wasm_options=(--enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-multivalue --enable-reference-types)

# The wasm of the pages, with its lazy islands split off. What linking leaves for the splitting is of no use afterwards.
pages() {
  local out=$root/target/front/out
  rm -rf "$out"
  RUSTFLAGS="${RUSTFLAGS:-} $wasm_flags" cargo build -p portico-site --lib --target wasm32-unknown-unknown \
    --profile wasm-release --target-dir "$root/target/front" "${locked[@]}"
  cargo build -p portico-split "${locked[@]}"
  "$target/debug/portico-split" "$root/target/front/wasm32-unknown-unknown/wasm-release/portico_site.wasm" "$out"
  wasm-bindgen --target web --keep-lld-exports --no-demangle --no-typescript --out-name portico --out-dir "$out" "$out/main.wasm"
  rm "$out/main.wasm"
  node scripts/strip-wasm.mjs "$out/portico_bg.wasm" --unused-exports
  # Most parts are a few hundred bytes, of which nothing can be taken away; starting wasm-opt takes a second.
  find "$out" -name '*.wasm' -size +2k -print0 | xargs -0 -P 2 -I{} wasm-opt -Oz "${wasm_options[@]}" {} -o {}
}

# The receiver of sandboxes, a wasm module of its own.
receiver() {
  local out=$root/target/receiver
  cargo build -p portico-receiver --target wasm32-unknown-unknown --profile wasm-release --target-dir "$root/target" "${locked[@]}"
  rm -rf "$out"
  wasm-bindgen --target web --no-typescript --out-name receiver --out-dir "$out" "$root/target/wasm32-unknown-unknown/wasm-release/portico_receiver.wasm"
  wasm-opt -O3 --strip-debug --strip-producers "${wasm_options[@]}" "$out/receiver_bg.wasm" -o "$out/receiver_bg.wasm"
}

# What embed.js loads for schema forms. Built as the pages are, so that both share what they are made of.
forms() {
  local out=$root/target/embed-forms
  RUSTFLAGS="${RUSTFLAGS:-} $wasm_flags" cargo build -p portico-embed-forms --lib --target wasm32-unknown-unknown \
    --profile wasm-release --target-dir "$root/target/front" "${locked[@]}"
  rm -rf "$out"
  wasm-bindgen --target web --no-typescript --out-name forms --out-dir "$out" "$root/target/front/wasm32-unknown-unknown/wasm-release/portico_embed_forms.wasm"
  node scripts/strip-wasm.mjs "$out/forms_bg.wasm" --unused-exports
  wasm-opt -Oz --converge --strip-debug --strip-producers "${wasm_options[@]}" "$out/forms_bg.wasm" -o "$out/forms_bg.wasm"
  node scripts/shorten-glue.mjs "$out/forms_bg.wasm" "$out/forms.js"
  sass --no-source-map style/embed.scss "$out/embed.css"
}

# Built beside the old one and then put in its place, so that a failed build leaves the old one whole.
say "building the site"
start=$SECONDS
rm -rf "$next"
mkdir -p "$next/pkg"
cp -r style/assets/. "$next"
pages
receiver
forms
sass --no-source-map style/main.scss "$root/target/front/out/portico.css"
node scripts/finish-site.mjs "$root/target/front/out" "$root/target/receiver" "$root/target/embed-forms" "$next"
rm -rf "$site"
mv "$next" "$site"
printf '%s\n' "$now" >target/site.inputs

first=$(cat "$site"/pkg/portico.*.js.br "$site"/pkg/portico.*.wasm.br | wc -c)
say "site built in $(took $start); a page loads $(((first + 512) / 1024)) KB of wasm and js (brotli)"
