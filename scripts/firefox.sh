#!/usr/bin/env bash
# Tries what `make site` has built in Debian's Firefox (docs/BROWSERS.md). Not part of `make test`, which is done in Chromium.
#   scripts/firefox.sh               the tests of end2end/firefox
#   scripts/firefox.sh receiver      the receiver's own tests, as they are run in Chromium, but for those that need its debugger
#   scripts/firefox.sh specs         the browser specs of end2end/tests (ARGS="name.spec.ts" goes to Playwright); they need `make test`'s portico-lab
# PORTICO_FIREFOX names another Firefox than Debian's firefox-esr, PORTICO_BIN and PORTICO_LAB_BIN other servers than those in target/debug.
set -euo pipefail
source "$(dirname "$0")/env.sh"

# One browser at a time: what hidden or slow pages do is not what is looked at.
part_tests() { (cd end2end/firefox && node --import ./typescript.mjs --test --test-concurrency=1 pages.test.ts plugins.test.ts guards.test.ts); }

part_receiver() {
  local browser=frontend/receiver/browser
  node --test --test-concurrency=1 $browser/test.js $browser/{remote-dom,plain,bridge}.test.js $browser/threats/{frame,links,markup,presses,protocol,style}.test.js
}

part_specs() {
  local args
  read -ra args <<<"${ARGS:-}"
  (cd end2end/firefox && node_modules/.bin/playwright test "${args[@]}")
}

part=${1:-tests}
[ "$(type -t "part_$part")" = function ] || fail "firefox.sh knows 'tests', 'receiver' and 'specs', not '$part'"
scripts/setup.sh firefox
[ -e target/site/pkg ] && [ -x "${PORTICO_BIN:-target/debug/portico}" ] || fail "there is no server or no site; build them with: make site"
PORTICO_FIREFOX=$(scripts/find-firefox.sh)
export PORTICO_FIREFOX
say "$("$PORTICO_FIREFOX" --version)"
"part_$part"
