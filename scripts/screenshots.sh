#!/usr/bin/env bash
# Takes pictures of every page of the demo into docs/screenshots/all, and those of the README into docs/screenshots.
# Needs the site (scripts/site.sh dev) and a Chromium.   scripts/screenshots.sh [Playwright's arguments, such as -g /store]
set -euo pipefail
source "$(dirname "$0")/env.sh"
[ -e target/site/pkg ] || fail "build the site first: make site"
PORTICO_CHROMIUM=$(scripts/find-chromium.sh) || fail "no Chromium found; on Debian: apt-get install chromium-headless-shell"
export PORTICO_CHROMIUM
cd end2end && npm run --silent screenshots -- "$@"
