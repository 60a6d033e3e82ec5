#!/bin/sh
# Makes the secrets of this overlay that are missing: passwords of the owner and the authenticator, and a key for tokens.
set -eu
cd "$(dirname "$0")"
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
[ -s owner.env ] || echo "password=$(random)" >owner.env
[ -s authenticator.env ] || echo "password=$(random)" >authenticator.env
if [ ! -s jwks.json ]; then
  key=$(random)
  printf '{"keys":[{"kty":"oct","alg":"HS256","kid":"development","k":"%s"}]}\n' \
    "$(printf '%s' "$key" | base64 | tr '+/' '-_' | tr -d '=\n')" >jwks.json
fi
chmod 600 owner.env authenticator.env jwks.json
