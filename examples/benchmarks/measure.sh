# shellcheck shell=bash
# What the scripts beside this one share: a PostgreSQL of their own, medians, and widgets bench.
# WIDGETS_URL names another database, which may be filled.

benchmarks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
widgets=$benchmarks/../../widgets-cli/bin/widgets

# Starts a server with the settings of ../postgresql.conf unless WIDGETS_URL names one; it goes with the script.
begin() {
  if [[ -z "${WIDGETS_URL:-}" ]]; then
    . "$benchmarks/server.sh"
    WIDGETS_URL=$(server_start)
    export WIDGETS_URL
    trap server_stop EXIT
  fi
  "$widgets" migrate
}

median() { tr ' ' '\n' <<<"$1" | sed '/^$/d' | sort -n | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

# bench OPTION...: rate and p99 in milliseconds of a run, with the operations that change associations alone
bench() {
  "$widgets" bench --mix associate=1,dissociate=1 --warmup 3s --no-verify -o csv "$@" 2>/dev/null |
    tr -d '\r' | awk -F, '$1 == "all" {printf "%.0f %.1f", $3, $6}'
}

machine() {
  echo "$(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(date +%F), $("$widgets" --version | head -n 1)"
}
