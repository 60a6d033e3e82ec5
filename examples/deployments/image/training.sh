#!/bin/bash
# Starts the service on a database of its own and calls it, and lists the classes that it loads in /tmp/classes.
set -eu
# The archives (widgets-cli/distribution) set JAVA, JAR, CLASSES, PORT and, for the embedded PostgreSQL, DATA.
java=("${JAVA:-/opt/java/bin/java}" -XX:+UseSerialGC)
jar=${JAR:-/opt/widgets/widgets.jar}
classes=${CLASSES:-/tmp/classes}
port=${PORT:-3000}
database=(${DATA:+--data-dir "$DATA"})
if [[ -z ${DATA:-} ]]; then
  export PGHOST=/tmp PGUSER=widgets PGDATABASE=postgres
  initdb -D /tmp/training -U widgets -A trust >/dev/null
  pg_ctl -D /tmp/training -o "-c listen_addresses='' -c unix_socket_directories=/tmp" -w start >/dev/null
fi
"${java[@]}" -jar "$jar" migrate --roles "${database[@]}"
export WIDGETS_SERVE_LISTEN=127.0.0.1:$port WIDGETS_SERVE_ADMIN_LISTEN=127.0.0.1:$((port + 1))
export WIDGETS_SERVE_DRAIN_NOTICE=0s
"${java[@]}" -XX:DumpLoadedClassList="$classes" -jar "$jar" serve "${database[@]}" &
until "${java[@]}" -jar "$jar" ready &>/dev/null; do kill -0 $!; done
# Sends a request, METHOD PATH [BODY], and prints the first line of the answer.
request() {
  local body=${3:-} line
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$1" "$2" "${#body}" "$body" >&3
  read -r line <&3
  echo "$1 $2: $line"
}
request POST /rpc/add_widget '{"serial_number": "W-1", "name": "pump", "ports": ["P"]}'
request GET '/rpc/get_widget?serial_number=W-1'
request GET '/rpc/get_widget?serial_number=W-1&select=name'
kill $!
wait $!
[[ -n ${DATA:-} ]] || pg_ctl -D /tmp/training -m immediate -w stop >/dev/null
