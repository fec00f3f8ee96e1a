#!/usr/bin/env bash
# Everything CI runs, in phases; stops at the first that fails and says how to run only that one again.
#   scripts/test.sh                      all of them
#   scripts/test.sh rust js              only these   (ARGS="…" is handed to nextest, npm test or Playwright)
# Rust tests use SQLite files of their own and one empty PostgreSQL server, started here (PORTICO_TEST_POSTGRES_URL).
set -euo pipefail
source "$(dirname "$0")/env.sh"

all=(tools format clippy doc rust site verdicts js e2e)
read -ra args <<<"${ARGS:-}"
if [ -n "${CI:-}" ]; then export CARGO_INCREMENTAL=0 CARGO_TERM_COLOR=never; fi

phase_tools() { scripts/setup.sh build test; }

phase_format() { cargo fmt --all --check; }

# Native without portico-site and portico-embed-forms, then each for wasm: together they would unify their features.
phase_clippy() {
  cargo clippy --all-targets "${locked[@]}" -- -D warnings
  cargo clippy -p portico-site --target wasm32-unknown-unknown "${locked[@]}" -- -D warnings
  cargo clippy -p portico-embed-forms --target wasm32-unknown-unknown "${locked[@]}" -- -D warnings
}

phase_doc() { RUSTDOCFLAGS="-D warnings" cargo doc --no-deps "${locked[@]}"; }

phase_rust() {
  node scripts/named-tests.mjs
  scripts/with-postgres.sh cargo-nextest nextest run "${locked[@]}" "${args[@]}"
  [ ${#args[@]} -gt 0 ] || cargo test --doc "${locked[@]}"
}

phase_site() { scripts/site.sh test; }

# The form validator on the server and in the browser.
phase_verdicts() { scripts/verdicts.sh; }

# Every package of ours that has a test script, but the browser tests. What they need, setup.sh has installed.
phase_js() {
  local manifest dir
  for manifest in $(find sdk frontend plugins -name node_modules -prune -o -name package.json -print | sort); do
    node -e 'process.exit(JSON.parse(require("fs").readFileSync(process.argv[1])).scripts?.test ? 0 : 1)' "$manifest" || continue
    dir=$(dirname "$manifest")
    say "$dir"
    (cd "$dir" && npm test -- "${args[@]}")
  done
}

# The specs start servers by themselves, on free ports.
phase_e2e() {
  PORTICO_CHROMIUM=$(scripts/find-chromium.sh) || fail "no Chromium found; on Debian: apt-get install chromium-headless-shell"
  export PORTICO_CHROMIUM
  # The receiver of sandboxes by itself, against plugins that speak by hand.
  [ ${#args[@]} -gt 0 ] || node --test frontend/receiver/browser/test.js
  # Against remote-dom's own tests, a plugin of npm packages alone, and random values; one browser at a time.
  [ ${#args[@]} -gt 0 ] || node --test --test-concurrency=1 frontend/receiver/browser/{remote-dom,plain,bridge}.test.js
  # Attacks on it, each with a control that shows that it would work.
  [ ${#args[@]} -gt 0 ] || node --test --test-concurrency=3 frontend/receiver/browser/threats/{frame,links,markup,presses,protocol,style}.test.js
  # How long a page is held up is looked at with nothing beside it.
  [ ${#args[@]} -gt 0 ] || node --test frontend/receiver/browser/threats/load.test.js
  # The example plugins, mirrored by it.
  [ ${#args[@]} -gt 0 ] || (cd sdk/js/examples && npm run --silent build && node --test browser/test.js)
  (cd end2end && npx --no-install playwright test "${args[@]}")
}

for phase in "$@"; do
  [ "$(type -t "phase_$phase")" = function ] || fail "unknown phase '$phase'; there are: ${all[*]}"
done
if [ $# -gt 0 ]; then phases=(tools "$@"); else phases=("${all[@]}"); fi
summary=()
finish() {
  local code=$?
  [ ${#summary[@]} -eq 0 ] || { say "time per phase (min:s)"; printf '    %s\n' "${summary[@]}" >&2; }
  [ "$code" -eq 0 ] || printf 'error: the phase "%s" failed; again with: scripts/test.sh %s\n' "$phase" "$phase" >&2
}
trap finish EXIT
for phase in "${phases[@]}"; do
  start=$SECONDS
  say "$phase"
  summary+=("$(printf '%-8s %s' "$phase" …)")
  "phase_$phase"
  summary[-1]=$(printf '%-8s %s' "$phase" "$(took $start)")
done
say "all passed: ${phases[*]}"
