#!/bin/sh
# throwaway-key.sh FOLDER: makes FOLDER/throwaway-key.asc, the key that a rehearsal of a release is signed with, and
# removes the repository of the rehearsal before.
set -eu
folder=$1
command -v gpg >/dev/null || { echo "gpg not found; the release profile needs GnuPG" >&2; exit 1; }
rm -rf "$folder/staging" "$folder/throwaway-key.asc"
mkdir -p "$folder"
# Not in FOLDER: the socket of the agent needs a short path.
GNUPGHOME=$(mktemp -d)
export GNUPGHOME
trap 'gpgconf --kill all; rm -rf "$GNUPGHOME"' EXIT
gpg --quiet --batch --pinentry-mode loopback --passphrase '' \
  --quick-generate-key 'Rehearsal of a release <rehearsal@widgets.invalid>' rsa3072 sign 1d
umask 077
gpg --quiet --batch --pinentry-mode loopback --passphrase '' --armor --export-secret-keys >"$folder/throwaway-key.asc"
