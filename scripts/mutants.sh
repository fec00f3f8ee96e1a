#!/usr/bin/env bash
# Changes the code that decides about security in small ways and expects a test to notice each:   scripts/mutants.sh [cargo-mutants flags]
# It takes long, so it is not part of `make test`. Survivors are listed at the end and in mutants.out/.
set -euo pipefail
source "$(dirname "$0")/env.sh"
scripts/install-tool.sh cargo-mutants
scripts/install-tool.sh cargo-nextest
exec cargo-mutants mutants --package portico-sdk --test-tool nextest --baseline run --jobs 2 \
  --file 'sdk/src/url_rule/**' --file 'sdk/src/tag.rs' --file 'sdk/src/jwt/**' --file 'sdk/src/policy/**' "$@"
