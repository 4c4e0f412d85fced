/* columnar_sql.h -- the statements of DuckDB that are no questions. */
#ifndef COLUMNAR_COLUMNAR_SQL_H
#define COLUMNAR_COLUMNAR_SQL_H

#include "columnar/columnar.h"

extern const char *const columnar_sql_schema[]; /* makes what is not there */
extern const size_t      columnar_sql_schema_count;
extern const char *const columnar_sql_progress;      /* -: seq, clean                      */
extern const char *const columnar_sql_progress_move; /* seq, clean                         */
extern const char *const columnar_sql_width;         /* -: how many number and text columns */
extern const char *const columnar_sql_slots;         /* -: tenant, name, is_number, place  */
extern const char *const columnar_sql_slot_add;      /* tenant, name, is_number, place     */
extern const char *const columnar_sql_done;          /* then the tenant: seq, person, ms, type */
extern const char *const columnar_sql_done_after;    /* then a seq                         */
extern const char *const columnar_sql_forget;        /* tenant, type, before ms            */

/* Of ClickHouse.  Answers are tab separated, as they come without a FORMAT. */
extern const char *const columnar_sql_clickhouse_schema[];
extern const size_t      columnar_sql_clickhouse_schema_count;
extern const char *const columnar_sql_clickhouse_drop[];
extern const size_t      columnar_sql_clickhouse_drop_count;
extern const char *const columnar_sql_clickhouse_insert;       /* columns of slots follow  */
extern const char *const columnar_sql_clickhouse_slot_add;     /* rows follow              */
extern const char *const columnar_sql_clickhouse_progress_add; /* rows follow              */
extern const char *const columnar_sql_clickhouse_progress;     /* -: seq, clean            */
extern const char *const columnar_sql_clickhouse_last;         /* -: seq of the last event */
extern const char *const columnar_sql_clickhouse_width;        /* -: columns of each kind  */
extern const char *const columnar_sql_clickhouse_slots;
extern const char *const columnar_sql_clickhouse_forget;       /* tenant, type, before ms  */
extern const char *const columnar_sql_clickhouse_forgetting;   /* how many are under way   */

#endif
