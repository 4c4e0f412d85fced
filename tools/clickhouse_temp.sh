#!/bin/sh
# clickhouse_temp.sh -- a ClickHouse of one's own for tests.
#   clickhouse_temp.sh start DIR PORT   makes it in DIR, starts it, prints its address, without a database
#   clickhouse_temp.sh stop DIR         stops it; the files stay
# PORT answers HTTP; the server takes no other.
set -eu

usage() { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
[ $# -ge 2 ] || usage
verb=$1
dir=$2

write_config() {
    cat > "$dir/config.xml" <<XML
<yandex>
    <logger><level>warning</level><log>$dir/log</log><errorlog>$dir/errors</errorlog></logger>
    <listen_host>127.0.0.1</listen_host>
    <http_port>$port</http_port>
    <path>$dir/data/</path>
    <tmp_path>$dir/tmp/</tmp_path>
    <mark_cache_size>67108864</mark_cache_size>
    <max_concurrent_queries>20</max_concurrent_queries>
    <users_config>$dir/users.xml</users_config>
    <default_profile>default</default_profile>
    <default_database>default</default_database>
    <timezone>UTC</timezone>
</yandex>
XML
    cat > "$dir/users.xml" <<XML
<yandex>
    <profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
    <users>
        <default>
            <password></password>
            <networks><ip>127.0.0.1</ip></networks>
            <profile>default</profile>
            <quota>default</quota>
        </default>
    </users>
    <quotas><default></default></quotas>
</yandex>
XML
}

case $verb in
start)
    [ $# -eq 3 ] || usage
    port=$3
    mkdir -p "$dir/data" "$dir/tmp"
    dir=$(cd "$dir" && pwd)
    write_config
    clickhouse-server --config-file="$dir/config.xml" >"$dir/out" 2>&1 &
    echo $! > "$dir/pid"
    tries=0
    until curl -fsS -o /dev/null --max-time 5 "http://127.0.0.1:$port/ping" 2>/dev/null; do
        tries=$((tries + 1))
        if [ $tries -gt 600 ] || ! kill -0 "$(cat "$dir/pid")" 2>/dev/null; then
            tail -n 20 "$dir/out" "$dir/log" >&2 || true
            exit 1
        fi
        sleep 0.2
    done
    echo "clickhouse://127.0.0.1:$port"
    ;;
stop)
    kill "$(cat "$dir/pid")"
    while kill -0 "$(cat "$dir/pid")" 2>/dev/null; do sleep 0.1; done
    ;;
*) usage ;;
esac
