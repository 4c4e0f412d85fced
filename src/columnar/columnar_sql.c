/* columnar_sql.c -- the statements of the columnar store that are no questions. */
#include "columnar/columnar_sql.h"

const char *const columnar_sql_schema[] = {
    ("CREATE TABLE IF NOT EXISTS event (tenant BIGINT NOT NULL, seq BIGINT NOT NULL,"
     " person BIGINT NOT NULL, ms BIGINT NOT NULL, type VARCHAR NOT NULL, object VARCHAR,"
     " actor VARCHAR, source VARCHAR, rest_numbers VARCHAR, rest_texts VARCHAR)"),
    ("CREATE TABLE IF NOT EXISTS slot (tenant BIGINT NOT NULL, name VARCHAR NOT NULL,"
     " is_number BOOLEAN NOT NULL, place INTEGER NOT NULL)"),
    "CREATE TABLE IF NOT EXISTS progress (seq BIGINT NOT NULL, clean BIGINT NOT NULL)",
    "ALTER TABLE progress ADD COLUMN IF NOT EXISTS clean BIGINT DEFAULT 0", /* of the first ones */
    "INSERT INTO progress SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM progress)",
};
const size_t columnar_sql_schema_count = COUNT(columnar_sql_schema);

const char *const columnar_sql_progress      = "SELECT seq, clean FROM progress";
const char *const columnar_sql_progress_move = "UPDATE progress SET seq = $1, clean = $2";

const char *const columnar_sql_width =
    "SELECT CAST(count(*) FILTER (column_name ^@ 'n') AS BIGINT),"
    " CAST(count(*) FILTER (column_name ^@ 't') AS BIGINT) FROM duckdb_columns()"
    " WHERE table_name = 'event' AND regexp_full_match(column_name, '[nt][0-9]+')";

const char *const columnar_sql_slots =
    "SELECT tenant, name, CAST(is_number AS BIGINT), CAST(place AS BIGINT)"
    " FROM slot ORDER BY tenant, is_number, place";
const char *const columnar_sql_slot_add = "INSERT INTO slot VALUES ($1, $2, $3, $4)";

const char *const columnar_sql_done =
    "SELECT e.seq, e.person, e.ms, e.type FROM event AS e WHERE e.tenant = ";
const char *const columnar_sql_done_after = " AND e.seq > ";

const char *const columnar_sql_forget =
    "DELETE FROM event WHERE tenant = $1 AND type = $2 AND ms < $3";

/* ---- ClickHouse ---------------------------------------------------------------- */

const char *const columnar_sql_clickhouse_schema[] = {
    ("CREATE TABLE IF NOT EXISTS event (tenant Int64, seq Int64, person Int64, ms Int64, type "
     "String,"
     " object Nullable(String), actor Nullable(String), source Nullable(String),"
     " rest_numbers String, rest_texts String)"
     " ENGINE = MergeTree() ORDER BY (tenant, person, ms, seq)"),
    ("CREATE TABLE IF NOT EXISTS slot (tenant Int64, name String, is_number UInt8, place Int32)"
     " ENGINE = MergeTree() ORDER BY (tenant, name)"),
    ("CREATE TABLE IF NOT EXISTS progress (seq Int64, clean Int64)"
     " ENGINE = MergeTree() ORDER BY seq"),
};
const size_t columnar_sql_clickhouse_schema_count = COUNT(columnar_sql_clickhouse_schema);

const char *const columnar_sql_clickhouse_drop[] = {
    "DROP TABLE IF EXISTS event",
    "DROP TABLE IF EXISTS slot",
    "DROP TABLE IF EXISTS progress",
};
const size_t columnar_sql_clickhouse_drop_count = COUNT(columnar_sql_clickhouse_drop);

const char *const columnar_sql_clickhouse_insert =
    "INSERT INTO event (tenant, seq, person, ms, type, object, actor, source, rest_numbers,"
    " rest_texts";
const char *const columnar_sql_clickhouse_slot_add =
    "INSERT INTO slot (tenant, name, is_number, place) FORMAT TabSeparated\n";
const char *const columnar_sql_clickhouse_progress_add =
    "INSERT INTO progress (seq, clean) FORMAT TabSeparated\n";
const char *const columnar_sql_clickhouse_progress = "SELECT max(seq), max(clean) FROM progress";
const char *const columnar_sql_clickhouse_last     = "SELECT max(seq) FROM event";
const char *const columnar_sql_clickhouse_width =
    "SELECT countIf(match(name, '^n[0-9]+$')), countIf(match(name, '^t[0-9]+$'))"
    " FROM system.columns WHERE database = currentDatabase() AND table = 'event'";
const char *const columnar_sql_clickhouse_slots =
    "SELECT DISTINCT tenant, name, is_number, place FROM slot ORDER BY tenant, is_number, place";
const char *const columnar_sql_clickhouse_forget =
    "ALTER TABLE event DELETE WHERE tenant = $1 AND type = $2 AND ms < $3";
const char *const columnar_sql_clickhouse_forgetting =
    "SELECT count() FROM system.mutations WHERE database = currentDatabase() AND table = 'event'"
    " AND NOT is_done";
