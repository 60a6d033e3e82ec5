#!/bin/sh
# upgrade.sh [IMAGE]: brings the stack to another image without an interruption: the schema first, then one service after
# the other. `docker compose up -d` would replace both services at once.
set -eu
cd "$(dirname "$0")"
if [ $# -gt 0 ]; then
  WIDGETS_IMAGE=$1
  export WIDGETS_IMAGE
  touch .env
  { grep -v '^WIDGETS_IMAGE=' .env || :; echo "WIDGETS_IMAGE=$1"; } >.env.new
  mv .env.new .env # the next `up` uses the same image
fi

echo 'updating the schema'
docker compose run --rm --no-deps migrate
for service in serve-a serve-b serve-more; do
  echo "replacing $service"
  # Stops it, which drains it, starts the new one and waits until that is healthy.
  docker compose up -d --no-deps --wait "$service"
  sleep 3 # HAProxy checks once a second, and looks the new address up
done
echo 'every service runs the new image'
