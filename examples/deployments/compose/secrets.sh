#!/bin/sh
# Makes the secrets that are missing, each in a file of its own; there are no default passwords.
# Only the owner can enter the folder. The files can be read by everyone, because compose mounts them as they are
# and the users in the containers have other ids.
set -eu
cd "$(dirname "$0")"
umask 022
mkdir -p secrets
chmod 700 secrets

# Writes a secret, unless it is there.
make() {
  [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1" && echo "made secrets/$1"; }
}
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

for name in owner_password authenticator_password monitor_password grafana_password jwt_secret; do
  make "$name" "$(random)"
done
# The authenticator's password in the formats of PostgREST (libpq) and of PgBouncer.
password=$(cat secrets/authenticator_password)
make authenticator_pgpass "*:*:*:*:$password"
make pgbouncer_users "\"authenticator\" \"$password\""
