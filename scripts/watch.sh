#!/usr/bin/env bash
# Builds, serves with the demo and rebuilds on every change; the open page reloads itself. Its data are those of `make run`.
# Lazy islands only work when split off, in this faster build too. Names are not hashed here: cargo-leptos hashes the first build only.
set -euo pipefail
source "$(dirname "$0")/env.sh"
export PORTICO_DATA_DIR=${PORTICO_DATA_DIR:-data} LEPTOS_HASH_FILES=false PORTICO_SITE_ROOT=target/site
# The build here is not the one of site.sh.
rm -f target/site.inputs
exec cargo-leptos leptos watch --split -- serve --demo
