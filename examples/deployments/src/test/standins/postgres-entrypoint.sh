#!/bin/bash
# The part of the entry point of docker.io/library/postgres:18 that compose.yaml uses, written anew for the stand-in:
# POSTGRES_DB, POSTGRES_PASSWORD_FILE, POSTGRES_INITDB_ARGS, /docker-entrypoint-initdb.d/*.sh, PGDATA below
# /var/lib/postgresql, and a change to the user postgres.
set -euo pipefail
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres:postgres /var/lib/postgresql /var/run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb -D "$PGDATA" -U postgres --pwfile="$POSTGRES_PASSWORD_FILE" \
    --auth-local=trust --auth-host=scram-sha-256 $POSTGRES_INITDB_ARGS
  printf '\nhost all all all scram-sha-256\n' >>"$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -c unix_socket_directories=/var/run/postgresql" start
  export PGHOST=/var/run/postgresql POSTGRES_USER=postgres
  psql -U postgres -d postgres -v ON_ERROR_STOP=1 -c "create database $POSTGRES_DB"
  for file in /docker-entrypoint-initdb.d/*.sh; do "$file"; done
  pg_ctl -D "$PGDATA" -m fast -w stop
  unset PGHOST
fi
exec "$@" -c unix_socket_directories=/var/run/postgresql
