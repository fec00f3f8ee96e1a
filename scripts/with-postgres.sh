#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, and ends the server when the command ends:
#   scripts/with-postgres.sh cargo nextest run        (the command finds PORTICO_TEST_POSTGRES_URL in its environment)
#   scripts/with-postgres.sh --find                   (only prints the folder of the server's programs, or fails)
# The server is empty, lives in a new folder under /tmp, listens on a free port of 127.0.0.1 with a random password, and does not
# wait for the disk. PostgreSQL refuses to run as root; root therefore starts it as `postgres` or `nobody`. Its default collation is
# linguistic (ICU) where the server can do that, so that a query that forgets COLLATE "C" is found out.
set -euo pipefail
source "$(dirname "$0")/env.sh"

bindir() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) "$(dirname "$(command -v postgres || echo /)")"; do
    # initdb finds its share files from where it really is, so a link on PATH is followed.
    [ -x "$dir/postgres" ] && [ -x "$dir/pg_ctl" ] && dirname "$(readlink -f "$dir/postgres")" && return
  done
  return 1
}

if [ "${1:-}" = --find ]; then bindir; exit; fi
[ $# -gt 0 ] || fail "usage: scripts/with-postgres.sh COMMAND…"
bin=$(bindir) || fail "no PostgreSQL server found; on Debian: apt-get install postgresql"

dir=$(mktemp -d /tmp/portico-pg.XXXXXX)
as=()
if [ "$(id -u)" -eq 0 ]; then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  as=(setpriv "--reuid=$user" "--regid=$(id -gn "$user")" --clear-groups)
  chown "$user" "$dir"
fi
pg() { (cd "$dir" && env -u PGDATA -u PGPORT -u PGHOST HOME="$dir" "${as[@]}" "$bin/$1" "${@:2}"); }

stop() {
  trap - EXIT
  [ ! -e "$dir/data/postmaster.pid" ] || pg pg_ctl -D "$dir/data" -m immediate -s stop || true
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

password=$(od -An -tx1 -N16 /dev/urandom | tr -d ' \n')
install -m 600 /dev/null "$dir/password"
printf '%s' "$password" >"$dir/password"
[ ${#as[@]} -eq 0 ] || chown "$user" "$dir/password"
collation=(--locale=C.UTF-8)
if "$bin/initdb" --help | grep -q -- --icu-locale; then collation+=(--locale-provider=icu --icu-locale=en-US); fi
pg initdb -D "$dir/data" -U portico --pwfile="$dir/password" -A scram-sha-256 -E UTF8 -N "${collation[@]}" >"$dir/log" 2>&1 ||
  { cat "$dir/log" >&2; fail "initdb failed"; }

# Nothing can reserve a port for another process, so a taken one is answered by trying another.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  port=$((20000 + (RANDOM * 2 + attempt) % 30000))
  if pg pg_ctl -D "$dir/data" -l "$dir/data/server.log" -w -t 60 -s start -o "-h 127.0.0.1 -p $port -k $dir -c fsync=off \
      -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB" >/dev/null 2>&1; then
    started=yes
    break
  fi
done
[ -n "${started:-}" ] || { tail -n 20 "$dir/data/server.log" >&2; fail "PostgreSQL did not start"; }

export PORTICO_TEST_POSTGRES_URL="postgres://portico:$password@127.0.0.1:$port/postgres"
"$@"
