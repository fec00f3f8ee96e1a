# Sourced by every script here. Makes the project's root the working folder, puts the tools that setup installed first on
# PATH, and gives the scripts their few ways of speaking to the person who runs them.
# The tools are called as `cargo-leptos leptos …`, not `cargo leptos …`: rustup's `cargo` puts ~/.cargo/bin first on PATH, where a
# tool of another version may be.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
tools=$root/.tools
export PATH="$tools/bin:$root/end2end/node_modules/.bin:$PATH"

# CI must build what Cargo.lock says; at home cargo may bring it up to date.
locked=()
[ -z "${CI:-}" ] || locked=(--locked)
target=${CARGO_TARGET_DIR:-$root/target}

# How wasm is linked that may be split: flags that differ would build everything twice.
wasm_flags=-Clink-args=--emit-relocs

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
[ -t 2 ] || say() { printf '==> %s\n' "$*" >&2; }

fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

have() { command -v "$1" >/dev/null 2>&1; }

# Minutes and seconds since $1 (a value of $SECONDS).
took() { local s=$((SECONDS - $1)); printf '%d:%02d' $((s / 60)) $((s % 60)); }
