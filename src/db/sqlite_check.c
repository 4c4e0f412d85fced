/* sqlite_check.c -- statements and tables against the live SQLite schema. */
#include "db/sqlite.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Whether a declared column type holds a kind.  Expressions have no declared type. */
static bool fits(Kind kind, const char *declared)
{
    static const char *const words[] = {
        [KIND_BOOL] = "BOOLEAN",
        [KIND_I32]  = "INTEGER BIGINT",
        [KIND_I64]  = "BIGINT INTEGER",
        [KIND_ID]   = "BIGINT INTEGER",
        [KIND_TIME] = "BIGINT INTEGER",
        [KIND_REAL] = "DOUBLE PRECISION DOUBLE REAL",
        [KIND_STR]  = "TEXT",
        [KIND_ENUM] = "TEXT",
        [KIND_JSON] = "TEXT",
    };
    if (declared == NULL || declared[0] == '\0') return true;
    return strcasestr(words[kind], declared) != NULL;
}

static void check_columns(sqlite3_stmt *stmt, const Text *text, StrBuf *problems)
{
    for (size_t i = 0; i < text->out->count; i++) {
        const Field *field = &text->out->fields[i];
        if (!row_stores(field)) continue;
        int at = -1;
        for (int c = 0; c < sqlite3_column_count(stmt) && at < 0; c++)
            if (strcmp(sqlite3_column_name(stmt, c), field->name) == 0) at = c;
        if (at < 0)
            strbuf_fmt(problems, "%s: no result column %s\n", text->name, field->name);
        else if (!fits(field->kind, sqlite3_column_decltype(stmt, at)))
            strbuf_fmt(problems, "%s: column %s is %s\n", text->name, field->name,
                       sqlite3_column_decltype(stmt, at));
    }
}

void sqlite_check_text(DbLink *base, Arena *arena, const Text *text, StrBuf *problems)
{
    (void)arena;
    sqlite3      *handle = ((SqliteLink *)base)->handle;
    sqlite3_stmt *stmt   = NULL;
    if (sqlite3_prepare_v2(handle, text->sql, -1, &stmt, NULL) != SQLITE_OK) {
        strbuf_fmt(problems, "%s: %s\n", text->name, sqlite3_errmsg(handle));
        return;
    }
    for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i);
        if (sqlite3_bind_parameter_index(stmt, name) == 0)
            strbuf_fmt(problems, "%s: %s is not in the text\n", text->name, name);
    }
    if (text->out != NULL) check_columns(stmt, text, problems);
    sqlite3_finalize(stmt);
}

static bool is_named(sqlite3_stmt *info, const char *name)
{
    return strcmp((const char *)sqlite3_column_text(info, 1), name) == 0;
}

/* Columns of pragma table_info: 1 name, 2 type, 3 not null, 4 default, 5 primary key. */
static void check_live(sqlite3_stmt *info, const Table *table, StrBuf *problems, size_t *seen)
{
    const Field *field =
        shape_field(table->shape, str_of((const char *)sqlite3_column_text(info, 1)));
    const char *name = (const char *)sqlite3_column_text(info, 1);
    if (field != NULL && row_stores(field)) {
        (*seen)++;
        if (!fits(field->kind, (const char *)sqlite3_column_text(info, 2)))
            strbuf_fmt(problems, "table %s: column %s is %s\n", table->name, name,
                       sqlite3_column_text(info, 2));
        return;
    }
    const bool must        = sqlite3_column_int(info, 3) != 0;
    const bool has_default = sqlite3_column_type(info, 4) != SQLITE_NULL;
    if (must && !has_default)
        strbuf_fmt(problems, "table %s: column %s is needed and not in the shape\n", table->name,
                   name);
}

static void report_absent(sqlite3_stmt *info, const Table *table, StrBuf *problems)
{
    for (size_t i = 0; i < table->shape->count; i++) {
        const Field *field = &table->shape->fields[i];
        bool         found = !row_stores(field);
        sqlite3_reset(info);
        while (!found && sqlite3_step(info) == SQLITE_ROW) found = is_named(info, field->name);
        if (!found) strbuf_fmt(problems, "table %s: no column %s\n", table->name, field->name);
    }
}

void sqlite_check_table(DbLink *base, Arena *arena, const Table *table, StrBuf *problems)
{
    sqlite3      *handle = ((SqliteLink *)base)->handle;
    sqlite3_stmt *info   = NULL;
    const Str     sql    = str_fmt(arena, "PRAGMA table_info(%s)", table->name);
    if (sqlite3_prepare_v2(handle, sql.ptr, -1, &info, NULL) != SQLITE_OK) {
        strbuf_fmt(problems, "table %s: %s\n", table->name, sqlite3_errmsg(handle));
        return;
    }
    size_t seen = 0, stored = 0;
    for (size_t i = 0; i < table->shape->count; i++) stored += row_stores(&table->shape->fields[i]);
    while (sqlite3_step(info) == SQLITE_ROW) check_live(info, table, problems, &seen);
    if (seen < stored) report_absent(info, table, problems);
    sqlite3_finalize(info);
}
