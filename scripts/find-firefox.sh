#!/usr/bin/env bash
# Prints the path of the Firefox that is tried ($PORTICO_FIREFOX, else Debian's); fails if there is none.
set -euo pipefail
command -v "${PORTICO_FIREFOX:-firefox-esr}"
