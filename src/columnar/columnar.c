/* columnar.c -- statements in the making, and which engine a setting names. */
#include "columnar/columnar.h"

#include <stdarg.h>
#include <stdio.h>

ColumnarSql columnar_sql(Arena *arena, const ColumnarDriver *driver)
{
    return (ColumnarSql){ .driver = driver,
                          .text   = strbuf(arena, COLUMNAR_SQL_MAX),
                          .values = vec_of(arena, Value) };
}

void columnar_sql_add(ColumnarSql *sql, const char *text) { strbuf_add(&sql->text, str_of(text)); }

void columnar_sql_fmt(ColumnarSql *sql, const char *format, ...)
{
    enum { PIECE_MAX = 4096 };
    char    piece[PIECE_MAX];
    va_list args;
    va_start(args, format);
    const int size = vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    ASSERT(size >= 0 && size < PIECE_MAX);
    strbuf_add(&sql->text, (Str){ piece, (size_t)size });
}

void columnar_sql_bind(ColumnarSql *sql, Value value)
{
    *VEC_ADD(&sql->values, Value) = value;
    strbuf_fmt(&sql->text, "$%zu", sql->values.count);
}

void columnar_sql_str(ColumnarSql *sql, Str value) { columnar_sql_bind(sql, V(value)); }

void columnar_sql_i64(ColumnarSql *sql, int64_t value) { columnar_sql_bind(sql, V(value)); }

const ColumnarDriver *columnar_driver(Str events)
{
    if (events.len == 0 || str_equal(events, S("duckdb"))) return &columnar_duckdb;
    if (str_starts(events, S("clickhouse://"))) return &columnar_clickhouse;
    return NULL;
}

Code columnar_wait(Ctx *cx, ColumnarWait *wait)
{
    enum { ASK_US = 50 * 1000 };
    if (wait == NULL) return OK;
    const int64_t now_us = clock_mono_us();
    if (!wait->is_over && now_us - wait->asked_us >= ASK_US) {
        wait->asked_us = now_us;
        wait->is_over  = wait->is_gone(wait->with);
    }
    if (!wait->is_over) return OK;
    return fail(cx, ERR_UNAVAILABLE, "query.cancelled", "%s", "nobody waits any more");
}
