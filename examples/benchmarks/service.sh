# shellcheck shell=bash
# The widgets serve of a benchmark, under wrk. The script that sources this sets: here, widgets, n (widgets), seconds, port,
# files (a folder).

service=
# serve_start [options]: the service on the port, as authenticator
serve_start() {
  PGUSER=authenticator WIDGETS_JAVA_OPTS=${SERVE_JAVA_OPTS:--Xmx256m} \
    "$widgets" serve --listen "127.0.0.1:$port" --admin-listen "127.0.0.1:$((port + 1))" "$@" 2>"$files/serve.log" &
  service=$!
  for ((i = 0; i < 300; i++)); do
    if curl -fsS "http://127.0.0.1:$((port + 1))/ready" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  cat "$files/serve.log" >&2
  return 1
}
serve_stop() {
  kill "$service"
  wait "$service" || :
  service=
}
# Ends the service and the server, whatever happens.
stop_all() {
  if [[ -n $service ]]; then kill "$service" 2>/dev/null && wait "$service" || :; fi
  server_stop
}
# run NAME CONNECTIONS SCRIPT [SCHEME]: prints a line, and sets rate; the first seconds warm up. serve-keys.lua reads so many
# widgets with one request as the variable keys says.
run() {
  local out
  wrk -t1 -c"$2" -d"${WARMUP:-5}s" -s "$here/$3" "${4:-http}://127.0.0.1:$port" -- "$n" "${keys:-1}" >/dev/null
  out=$(wrk -t1 -c"$2" -d"${seconds}s" --latency -s "$here/$3" "${4:-http}://127.0.0.1:$port" -- "$n" "${keys:-1}")
  rate=$(awk '/^Requests\/sec/ {printf "%d", $2}' <<<"$out")
  awk -v name="$1" '
    /^ +(50|75|90|99)%/ {p[$1] = $2}
    /^Requests\/sec/ {rate = $2}
    /requests in/ {all = $1}
    /Non-2xx/ {refused = $NF}
    END {printf "%-12s %9.0f requests/s  p50 %-8s p99 %-8s refused %.2f %%\n", name, rate, p["50%"], p["99%"], 100 * refused / all}' \
    <<<"$out"
}
