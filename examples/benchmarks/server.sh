# shellcheck shell=bash
# A PostgreSQL of its own for a benchmark: server_start prints its JDBC URL, server_stop removes it. Durable, and with the
# settings of ../postgresql.conf. As root it runs as user postgres, because PostgreSQL refuses root.

server_folder=${TMPDIR:-/tmp}/widgets-benchmark-$$
server_port=${WIDGETS_BENCHMARK_PORT:-54329}

server_as_user() {
  if [[ $(id -u) = 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi
}

server_start() {
  local conf
  conf=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/postgresql.conf
  mkdir -p "$server_folder"
  cp "$conf" "$server_folder/load.conf"
  [[ $(id -u) != 0 ]] || chown -R postgres "$server_folder"
  {
    server_as_user initdb -D "$server_folder/data" -U widgets -A trust --locale=C.UTF-8 -E UTF8
    cat >>"$server_folder/data/postgresql.conf" <<CONF
include = '$server_folder/load.conf'
listen_addresses = '127.0.0.1'
port = $server_port
unix_socket_directories = ''
CONF
    # builds without lz4 refuse that setting
    server_as_user postgres -D "$server_folder/data" -C wal_compression >/dev/null 2>&1 ||
      echo 'wal_compression = pglz' >>"$server_folder/data/postgresql.conf"
    # not when the port is taken, by the server of another script perhaps
    server_as_user pg_ctl -D "$server_folder/data" -l "$server_folder/log" -w start
  } >&2 || {
    rm -rf "$server_folder"
    return 1
  }
  echo "jdbc:postgresql://127.0.0.1:$server_port/postgres?user=widgets"
}

server_stop() {
  server_as_user pg_ctl -D "$server_folder/data" -m fast -w stop >&2
  rm -rf "$server_folder"
}
