#!/usr/bin/env bash
# Installs what building (`build`), testing (`test`), trying Firefox (`firefox`), measuring (`bench`) and rebuilding on change (`watch`) need, into ignored
# folders of the project:
#   scripts/setup.sh build [test] [firefox] [bench] [watch]
# Needs Rust (rustup), Node with npm, and a C compiler. A second run finds everything in place and takes a second.
# System packages (a browser, a PostgreSQL server and Python's pip, for tests only) are installed with apt where that is possible, else named.
set -euo pipefail
source "$(dirname "$0")/env.sh"

have cargo || fail "Rust is missing; install it with rustup (https://rustup.rs), then run this again"
have npm || fail "Node.js with npm (20.19 or newer) is missing; on Debian: apt-get install nodejs npm"
node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
  fail "Node.js 20.19 or newer is needed; this is $(node --version)"
have cc || have gcc || have clang || fail "a C compiler is missing; on Debian: apt-get install build-essential"

wasm_target() {
  local target=wasm32-unknown-unknown
  [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] && return
  have rustup || fail "the Rust target $target is missing and there is no rustup to add it"
  say "adding the Rust target $target"
  rustup target add "$target"
}

# sass, lightningcss, esbuild, wasm-opt, Playwright; again when the lock file has changed.
npm_packages() {
  local stamp=end2end/node_modules/.installed
  cmp -s end2end/package-lock.json "$stamp" && return
  say "installing npm packages of end2end/"
  (cd end2end && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >&2)
  cp end2end/package-lock.json "$stamp"
}

# The form library that `make bench` measures ours against.
bench_packages() {
  local package=end2end/bench stamp=end2end/bench/node_modules/.installed
  cmp -s $package/package-lock.json $stamp && return
  say "installing npm packages of $package/"
  (cd $package && npm ci --no-audit --no-fund --loglevel=error >&2)
  cp $package/package-lock.json $stamp
}

# What speaks with Firefox; it brings no browser.
firefox_packages() {
  local package=end2end/firefox stamp=end2end/firefox/node_modules/.installed
  cmp -s $package/package-lock.json $stamp && return
  say "installing npm packages of $package/"
  (cd $package && PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error >&2)
  cp $package/package-lock.json $stamp
}

# What the tests of our npm packages need: another library that makes tokens (jose), the frameworks that plugins are built with, and those
# of the pages that embed us.
# The examples use the plugin library where it is, with what was installed there; the plain plugin uses nothing of ours.
test_packages() {
  local package stamp
  for package in sdk/js/server sdk/js/plugin sdk/js/react sdk/js/examples frontend/receiver/browser/plain end2end/embed end2end/embed/react-18; do
    stamp=$package/node_modules/.installed
    cmp -s $package/package-lock.json $stamp && continue
    say "installing npm packages of $package/"
    (cd $package && npm ci --no-audit --no-fund --loglevel=error >&2)
    cp $package/package-lock.json $stamp
  done
}

# PyJWT, which makes host tokens for the tests.
token_libraries() {
  local wanted=server/tests/suite/processes/requirements.txt
  cmp -s $wanted "$tools/python/.installed" && return
  say "installing PyJWT"
  rm -rf "$tools/python"
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target "$tools/python" -r $wanted >&2
  cp $wanted "$tools/python/.installed"
}

# Debian packages that the tests need and this machine lacks.
system_packages() {
  local missing=()
  scripts/find-chromium.sh >/dev/null || missing+=(chromium-headless-shell)
  scripts/with-postgres.sh --find >/dev/null || missing+=(postgresql)
  python3 -m pip --version >/dev/null 2>&1 || missing+=(python3 python3-pip)
  install_missing "${missing[@]}"
}

firefox_browser() {
  local missing=()
  scripts/find-firefox.sh >/dev/null || missing+=(firefox-esr)
  install_missing "${missing[@]}"
}

install_missing() {
  local missing=("$@")
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ] || ! have apt-get; then
    fail "the tests need these Debian packages: ${missing[*]}
  sudo apt-get install ${missing[*]}        (make run and make build do without)"
  fi
  say "installing with apt: ${missing[*]}"
  apt-get update -qq >&2
  # The tests start their own PostgreSQL; the package need not create and start one.
  if [[ " ${missing[*]} " == *" postgresql "* ]] && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    apt_install postgresql-common
    echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf
  fi
  apt_install "${missing[@]}"
}

apt_install() {
  local log
  log=$(mktemp)
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 ||
    { tail -n 20 "$log" >&2; fail "apt-get could not install $*"; }
  rm -f "$log"
}

for part in "$@"; do
  case $part in
    build) wasm_target; npm_packages; scripts/install-tool.sh wasm-bindgen-cli ;;
    watch) scripts/install-tool.sh cargo-leptos ;;
    test) system_packages; test_packages; token_libraries; scripts/install-tool.sh cargo-nextest ;;
    firefox) firefox_browser; npm_packages; test_packages; firefox_packages ;;
    bench) system_packages; test_packages; bench_packages ;;
    *) fail "setup.sh knows 'build', 'test', 'firefox', 'bench' and 'watch', not '$part'" ;;
  esac
done
# Only needed while tools were being built; it is large.
rm -rf "$tools/build"
