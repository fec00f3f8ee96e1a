#!/usr/bin/env bash
# Prints the path of the Chromium that browser tests use ($PORTICO_CHROMIUM, else Debian's, else Chrome); fails if there is none.
# No browser is downloaded: the system's gets security updates and is the one people have. The headless shell is the same Chromium without
# its own windows, menus and tabs: tests take two thirds of the time.
set -euo pipefail
for name in "${PORTICO_CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do
  [ -n "$name" ] && command -v "$name" && exit 0
done
exit 1
