#!/bin/sh
# pg_temp.sh -- a PostgreSQL of one's own for tests.
#   pg_temp.sh start DIR PORT [NAME=VALUE...]
#                               makes it in DIR if need be, starts it with these settings, prints its URL
#   pg_temp.sh stop DIR         stops it; the files stay
# The server refuses to run as root, so root hands DIR to the user postgres.
set -eu

usage() { sed -n '2,6s/^# //p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
verb=$1
dir=$2

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v pg_ctl)")

as_postgres() {
    if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

case $verb in
start)
    [ $# -ge 3 ] || usage
    port=$3
    shift 3
    mkdir -p "$dir"
    dir=$(cd "$dir" && pwd)
    settings="-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir"
    for setting; do settings="$settings -c $setting"; done
    [ "$(id -u)" != 0 ] || chown postgres "$dir"
    if [ ! -s "$dir/data/PG_VERSION" ]; then
        as_postgres "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
            >"$dir.initdb.log" 2>&1 || { cat "$dir.initdb.log" >&2; exit 1; }
        rm -f "$dir.initdb.log"
    fi
    if ! as_postgres "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
        as_postgres "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 \
            -o "$settings" start >/dev/null || { tail -n 20 "$dir/log" >&2; exit 1; }
    fi
    echo "postgresql://postgres@127.0.0.1:$port/postgres"
    ;;
stop)
    dir=$(cd "$dir" && pwd)
    as_postgres "$bin/pg_ctl" -D "$dir/data" -m fast -w stop >/dev/null
    ;;
*) usage ;;
esac
