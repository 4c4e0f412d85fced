# ./dev test: everything, on all engines, under the sanitizers.  Sourced by ./dev.

pg_dir= clickhouse_dir=

stop_clickhouse() {
    [ -n "$clickhouse_dir" ] || return 0
    tools/clickhouse_temp.sh stop "$clickhouse_dir" >/dev/null 2>&1 || true
    rm -rf "$clickhouse_dir"
    clickhouse_dir=
}

# A ClickHouse of our own for the run, unless WEFT_TEST_CLICKHOUSE names one.
start_clickhouse() {
    [ -n "${WEFT_TEST_CLICKHOUSE:-}" ] && return 0
    clickhouse_dir=$(mktemp -d /tmp/weft-clickhouse.XXXXXX)
    trap stop_servers EXIT
    WEFT_TEST_CLICKHOUSE=$(tools/clickhouse_temp.sh start "$clickhouse_dir" "${WEFT_TEST_CLICKHOUSE_PORT:-54331}" | tail -n 1)
    export WEFT_TEST_CLICKHOUSE
}

stop_servers() {
    stop_clickhouse
    stop_postgresql
}

stop_postgresql() {
    [ -n "$pg_dir" ] || return 0
    tools/pg_temp.sh stop "$pg_dir" >/dev/null 2>&1 || true
    rm -rf "$pg_dir"
    pg_dir=
}

# A PostgreSQL of our own for the run, unless WEFT_TEST_PG names one.
start_postgresql() {
    [ -n "${WEFT_TEST_PG:-}" ] && return 0
    pg_dir=$(mktemp -d /tmp/weft-pg.XXXXXX)
    trap stop_servers EXIT
    # It need not survive the machine, so it does not wait for the disk.
    WEFT_TEST_PG=$(tools/pg_temp.sh start "$pg_dir" "${WEFT_TEST_PG_PORT:-54329}" fsync=off | tail -n 1)
    export WEFT_TEST_PG WEFT_TEST_PG_DIR=$pg_dir
}

run_ctest() { # DIR [regex]
    (cd "$1" && ctest --output-on-failure -j"$jobs" --timeout 600 ${2:+-R "$2"})
}

# Only what runs under TSan is built for it.
test_threads() {
    local programs
    configure tsan build-tsan
    programs=$(ninja -C build-tsan -t targets all | sed -nE 's/^((db|log|http)_[a-z_]+_test|columnar_people_index_test|customer_customer_merge_race_test): .*/\1/p' | sort -u)
    # shellcheck disable=SC2086 # a list of words
    ninja -j"$jobs" -C build-tsan --quiet weft weft-sim $programs
    run_ctest build-tsan '^(db|log|http)\.|columnar\.people_index|customer\.customer_merge_race'
    python3 tests/api/threads.py build-tsan 10
}

verb_test() {
    need test
    start_postgresql
    start_clickhouse
    export WEFT_FAST_PASSWORDS=1 LSAN_OPTIONS="suppressions=$root/tests/lsan.supp:print_suppressions=0"
    local pattern
    pattern=$(IFS='|'; echo "$*")
    build_console
    say "building with ASan and UBSan"
    configure asan build-asan
    ninja -j"$jobs" -C build-asan --quiet
    say "C tests on SQLite and PostgreSQL"
    run_ctest build-asan "$pattern"
    if [ -z "$pattern" ]; then
        say "threads under TSan"
        test_threads
        say "console"
        install_npm
        (cd console && npm run --silent check && npm run --silent test)
        verb_build
        for script in tests/*/run.sh; do
            [ -x "$script" ] || continue
            say "$script"
            "$script"
        done
        verb_check
    fi
    took test
}
