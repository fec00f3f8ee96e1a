#!/usr/bin/env bash
# Measures a schema form of a hundred fields against @rjsf/core in Chromium (end2end/bench/README.md), with a release build of the
# server and the site that people get. Takes about a quarter of an hour after building; let the machine do nothing else meanwhile.
#   scripts/bench-forms.sh                     20 visits for each side and condition
#   BENCH_RUNS=2 scripts/bench-forms.sh        fewer, to try it out
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/setup.sh build bench
scripts/site.sh bench
PORTICO_CHROMIUM=$(scripts/find-chromium.sh) || fail "no Chromium found; on Debian: apt-get install chromium-headless-shell"
export PORTICO_CHROMIUM PORTICO_LAB_BIN=$target/release/portico-lab
cd end2end && npx --no-install playwright test --config bench/bench.config.ts
