#!/usr/bin/env bash
# Installs one cargo tool at the version this project is built with, into .tools/bin:   scripts/install-tool.sh cargo-leptos
# A tool of the right version on PATH is used as it is; else cargo-binstall fetches it, if the user has that; else it is built.
# Built tools are compiled with little optimisation: their work here is small, and it makes the first `make run` far shorter.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tool=$1
flags=(--locked) ask=(--version)
case $tool in
  cargo-leptos) # 0.3.11 needs a newer Rust than 1.95. `no_downloads`: a missing helper is an error, never a download.
    version=0.3.10 minutes=10 flags+=(--features no_downloads) ;;
  wasm-bindgen-cli) # Its lock file is older than its code; the version must be that of the library, so Cargo.lock decides.
    version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
    [ -n "$version" ] || fail "Cargo.lock has no wasm-bindgen; is it committed?"
    minutes=2 flags=() ;;
  cargo-nextest) version=0.9.143 minutes=4 ;;
  cargo-mutants) version=27.1.0 minutes=3 ask=(mutants --version) ;;
  cargo-deny) version=0.20.2 minutes=5 ;;
  *) fail "unknown tool '$tool'" ;;
esac

program=${tool%-cli}
installed() { have "$program" && "$program" "${ask[@]}" 2>/dev/null | grep -qw -- "${version//./\\.}"; }

installed && exit 0

if have cargo-binstall; then
  say "$tool $version: fetching with cargo-binstall"
  cargo-binstall --no-confirm --root "$tools" --disable-strategies compile "$tool@$version" >&2 && installed && exit 0
  say "cargo-binstall did not find it; building it instead"
fi

say "$tool $version: building it once, about $minutes min on two cores"
mkdir -p "$tools/log"
log=$tools/log/$tool.log
start=$SECONDS
# One line for every 100 crates is enough to see that it moves; the rest is in the log.
progress() {
  local line n=0
  while IFS= read -r line; do
    printf '%s\n' "$line"
    if [[ $line == *Compiling* ]] && (( ++n % 100 == 0 )); then printf '    %d crates compiled, %s\n' "$n" "$(took "$start")" >&2; fi
  done >"$log"
}
if ! env -u RUSTFLAGS -u CARGO_BUILD_TARGET CARGO_TARGET_DIR="$tools/build" CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install --root "$tools" --force --version "=$version" "${flags[@]}" "$tool" 2>&1 | progress; then
  tail -n 30 "$log" >&2
  fail "$tool $version could not be built (whole log: $log). It needs a C compiler, make and perl: apt-get install build-essential perl"
fi
installed || fail "$tool was built, but '$program --version' does not say $version"
say "$tool $version: built in $(took $start)"
