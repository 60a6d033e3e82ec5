#!/bin/bash
# The part of the entry point of docker.io/library/postgres:18 that compose.yaml and Testcontainers use, written anew for
# the stand-in: POSTGRES_DB, POSTGRES_USER, POSTGRES_PASSWORD[_FILE], POSTGRES_INITDB_ARGS,
# /docker-entrypoint-initdb.d/*.sh, PGDATA below /var/lib/postgresql, and a change to the user postgres.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres:postgres /var/lib/postgresql /var/run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  export POSTGRES_USER=${POSTGRES_USER:-postgres}
  [ -z "${POSTGRES_PASSWORD_FILE:-}" ] || POSTGRES_PASSWORD=$(cat "$POSTGRES_PASSWORD_FILE")
  initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=<(printf '%s' "$POSTGRES_PASSWORD") \
    --auth-local=trust --auth-host=scram-sha-256 $POSTGRES_INITDB_ARGS
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -c unix_socket_directories=/var/run/postgresql" start
  export PGHOST=/var/run/postgresql
  psql -U "$POSTGRES_USER" -d postgres -v ON_ERROR_STOP=1 -c "create database ${POSTGRES_DB:-$POSTGRES_USER}"
  for file in /docker-entrypoint-initdb.d/*.sh; do [ ! -e "$file" ] || "$file"; done
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGHOST
fi
unset POSTGRES_PASSWORD
exec "$@" -c listen_addresses='*' -c unix_socket_directories=/var/run/postgresql
