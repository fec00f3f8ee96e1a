#!/usr/bin/env bash
# Takes away one guard at a time and expects a test to turn red:   scripts/guards.sh [name …]      (all those in scripts/guards/)
# Each patch there says what it takes away, how the tests are built, and which of them must notice: first they have to pass as the
# code is, then, with the patch, to build and to fail. Works on the last commit in a tree of its own below target/, so nothing
# here is touched. It builds a lot and is not part of `make test`; run it when a guard or its tests have changed.
set -euo pipefail
source "$(dirname "$0")/env.sh"

scripts/install-tool.sh cargo-nextest
tree=$target/guards
names=("$@")
if [ ${#names[@]} -eq 0 ]; then
  for patch in scripts/guards/*.patch; do names+=("$(basename "$patch" .patch)"); done
fi

git worktree prune
if [ -e "$tree/.git" ]; then
  git -C "$tree" checkout --quiet --detach --force "$(git rev-parse HEAD)"
else
  git worktree add --quiet --detach "$tree" HEAD
fi
trap 'git -C "$tree" checkout --quiet --force -- .' EXIT
for shared in .tools end2end/node_modules; do
  [ -e "$tree/$shared" ] || [ ! -e "$root/$shared" ] || ln -s "$root/$shared" "$tree/$shared"
done

# One line of a patch's head, run in the tree; what it prints goes to a file that is named when it matters.
line() { sed -n "s/^$1: //p" "$root/scripts/guards/$name.patch"; }
log=
try() {
  log=$target/guards-$name-$2.log
  (cd "$tree" && unset CARGO_TARGET_DIR && read -ra command <<<"$1" && "${command[@]}") >"$log" 2>&1
}

failed=()
for name in "${names[@]}"; do
  patch=$root/scripts/guards/$name.patch
  [ -e "$patch" ] || fail "there is no guard '$name' in scripts/guards"
  say "$name: $(line What)"
  verdict=
  if ! try "$(line Build)" build || ! try "$(line Run)" intact; then
    verdict="its tests do not pass as the code is ($log)"
  elif ! git -C "$tree" apply "$patch"; then
    verdict="the patch does not fit any more: bring it up to date"
  else
    if ! try "$(line Build)" built; then
      verdict="the patched code does not build ($log)"
    elif try "$(line Run)" removed; then
      verdict="NO TEST NOTICED: $(line Run)"
    else
      say "$name: red, as it should be ($(grep -cE '^ *(FAIL|✘|.*[0-9]+\) \[)' "$log" || true) failures, $log)"
    fi
    git -C "$tree" checkout --quiet --force -- .
  fi
  if [ -n "$verdict" ]; then
    say "$name: $verdict"
    failed+=("$name")
  fi
done
[ ${#failed[@]} -eq 0 ] || fail "guards that nothing watches, or that could not be checked: ${failed[*]}"
say "every guard is watched: ${names[*]}"
