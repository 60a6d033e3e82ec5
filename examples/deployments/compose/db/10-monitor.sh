#!/bin/sh
# Runs once, when the database is made: the user by which the monitoring profile reads statistics.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
  -v password="$(cat /run/secrets/monitor_password)" <<'SQL'
create role monitor login password :'password' connection limit 5;
grant pg_monitor to monitor;
SQL
