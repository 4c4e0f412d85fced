/* columnar_sql.c -- the statements of DuckDB that are no questions. */
#include "columnar/columnar_sql.h"

const char *const columnar_sql_schema[] = {
    "CREATE TABLE IF NOT EXISTS event (tenant BIGINT NOT NULL, seq BIGINT NOT NULL,"
    " person BIGINT NOT NULL, ms BIGINT NOT NULL, type VARCHAR NOT NULL, object VARCHAR,"
    " actor VARCHAR, source VARCHAR, rest_numbers VARCHAR, rest_texts VARCHAR)",
    "CREATE TABLE IF NOT EXISTS slot (tenant BIGINT NOT NULL, name VARCHAR NOT NULL,"
    " is_number BOOLEAN NOT NULL, place INTEGER NOT NULL)",
    "CREATE TABLE IF NOT EXISTS progress (seq BIGINT NOT NULL, clean BIGINT NOT NULL)",
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

const char *const columnar_sql_forget =
    "DELETE FROM event WHERE tenant = $1 AND type = $2 AND ms < $3";
