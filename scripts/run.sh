#!/usr/bin/env bash
# From a fresh clone to a demo that runs: installs what building needs, builds, and serves on http://127.0.0.1:3000 (PORTICO_ADDR).
# The data are in data/; remove that folder to start anew. The server prints the links to try.
set -euo pipefail
source "$(dirname "$0")/env.sh"

[ -e target/debug/portico ] || say "the first build takes a while: about 15 min on two cores"
scripts/setup.sh build
scripts/site.sh dev
export PORTICO_DATA_DIR=${PORTICO_DATA_DIR:-$root/data} PORTICO_SITE_ROOT=$root/target/site
exec "$target/debug/portico" serve --demo
