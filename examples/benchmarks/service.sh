# shellcheck shell=bash
# The services of a benchmark, under wrk. The script that sources this sets: here, widgets, n (widgets), seconds, rounds, port.

# A database with n widgets whose ports are free, which libpq's variables name, and a folder for files. They go with the script.
registry_start() {
  server_start >/dev/null
  trap stop_all EXIT
  export PGHOST=127.0.0.1 PGPORT=$server_port PGDATABASE=postgres
  unset WIDGETS_URL
  files=$server_folder/serve
  mkdir "$files"
  PGUSER=widgets "$widgets" migrate 2>/dev/null
  PGUSER=widgets "$widgets" roles 2>/dev/null
  PGUSER=widgets "$widgets" seed --count "$n" --ports PQR=1 --associated 0 >&2
}

service=
declare -A services=() ports=() # those that stay for all rounds, by name
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
# Ends the services and their servers, whatever happens.
stop_all() {
  local one
  for one in $service "${services[@]}"; do kill "$one" 2>/dev/null && wait "$one" || :; done
  for server_folder in "${folders[@]:-$server_folder}"; do server_stop; done
}
# keep_service NAME: warms up the service that serve_start has started, and keeps it for all rounds; an idle one costs nothing
keep_service() {
  services[$1]=$service ports[$1]=$port service=
  pairs "$1" "${connections:-64}" "${WARMUP:-15}"
  port=$((port + 2))
}
# next_server NAME: does what registry_start does, on one more server beside the others
declare -A folders=()
next_server() {
  [[ ${#folders[@]} = 0 ]] || server_port=$((server_port + 1)) server_folder=$server_folder-$1
  folders[$1]=$server_folder
  registry_start
}
# compare CONNECTIONS NAME...: measures these services in turn, in so many rounds, and prints the medians of each: requests/s, p99,
# and the processor time that its process spends on a request. Sets rates and costs, by name.
declare -A rates=() costs=()
compare() {
  local connections=$1 name tick r
  local -A all=() latencies=() used=()
  shift
  tick=$(getconf CLK_TCK)
  for ((r = 1; r <= rounds; r++)); do
    for name in "$@"; do
      pairs "$name" "$connections" 2
      local before
      before=$(ticks "$name")
      pairs "$name" "$connections" "$seconds"
      all[$name]+="$(awk '/^Requests\/sec/ {printf "%d", $2}' "$files/wrk") "
      latencies[$name]+="$(awk '/^ +99%/ {v = $2 + 0; if ($2 ~ /us$/) v /= 1000; else if ($2 !~ /ms$/) v *= 1000; printf "%.1f", v}' "$files/wrk") "
      used[$name]+="$(awk -v used="$(($(ticks "$name") - before))" -v tick="$tick" \
        '/requests in/ {printf "%.1f", used * 1e6 / tick / $1}' "$files/wrk") "
      echo "round $r, $connections connections, $name: ${all[$name]}" >&2
    done
  done
  for name in "$@"; do
    rates[$name]=$(median "${all[$name]}") costs[$name]=$(median "${used[$name]}")
    printf '%3d connections, %-9s %7d requests/s  p99 %s ms  %s us of the process a request\n' \
      "$connections" "$name" "${rates[$name]}" "$(median "${latencies[$name]}")" "${costs[$name]}"
  done
}
ticks() { awk '{sub(/.*\) /, ""); print $12 + $13}' "/proc/${services[$1]}/stat"; }
# pairs NAME CONNECTIONS SECONDS: associates and dissociates; what wrk prints is in $files/wrk
pairs() {
  wrk -t1 -c"$2" -d"${3}s" --latency -s "$here/serve-pairs.lua" "http://127.0.0.1:${ports[$1]}" -- "$n" >"$files/wrk"
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
