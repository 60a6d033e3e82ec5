#!/bin/sh
# token.sh [ROLE] [SECONDS]: prints a token for callers of the service, signed with secrets/jwt_secret.
set -eu
cd "$(dirname "$0")"
role=${1:-web_anon}
expires=$(($(date +%s) + ${2:-3600}))
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
header=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url)
claims=$(printf '{"role":"%s","exp":%s}' "$role" "$expires" | base64url)
key=$(od -An -tx1 secrets/jwt_secret | tr -d ' \n')
signature=$(printf '%s.%s' "$header" "$claims" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64url)
echo "$header.$claims.$signature"
