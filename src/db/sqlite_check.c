/* sqlite_check.c -- what the live SQLite schema says of statements and tables. */
#include "db/sqlite.h"

#include <stdio.h>

/* Kept to what both engines know by these names.  Expressions have no declared type. */
bool sqlite_check_fits(Kind kind, Str type)
{
    static const char *const words[] = {
        [KIND_BOOL] = "BOOLEAN",
        [KIND_I32]  = "INTEGER BIGINT",
        [KIND_I64]  = "BIGINT INTEGER",
        [KIND_ID]   = "BIGINT INTEGER",
        [KIND_TIME] = "BIGINT INTEGER",
        [KIND_REAL] = "DOUBLE PRECISION REAL",
        [KIND_STR]  = "TEXT",
        [KIND_ENUM] = "TEXT",
        [KIND_JSON] = "TEXT",
    };
    return type.len == 0 || str_find(str_of(words[kind]), type) >= 0;
}

static Code check_arguments(sqlite3_stmt *stmt, DbErr *err)
{
    for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i);
        if (sqlite3_bind_parameter_index(stmt, name) == 0)
            return db_failed(err, ERR_INTERNAL, false, "%s is not in the text", name);
    }
    return OK;
}

Code sqlite_check_describe(DbLink *base, Arena *arena, const Text *text, Vec *columns, DbErr *err)
{
    sqlite3      *handle = ((SqliteLink *)base)->handle;
    sqlite3_stmt *stmt   = NULL;
    if (sqlite3_prepare_v2(handle, text->sql, -1, &stmt, NULL) != SQLITE_OK)
        return sqlite_failed(handle, "prepare", err);
    for (int i = 0; i < sqlite3_column_count(stmt); i++)
        *VEC_ADD(columns, LiveColumn) = (LiveColumn){
            .name = str_copy(arena, str_of(sqlite3_column_name(stmt, i))),
            .type = str_copy(arena, str_of(sqlite3_column_decltype(stmt, i))),
        };
    const Code code = check_arguments(stmt, err);
    sqlite3_finalize(stmt);
    return code;
}

static Str cell(sqlite3_stmt *stmt, int column)
{
    return str_of((const char *)sqlite3_column_text(stmt, column));
}

/* Columns of pragma table_info: 1 name, 2 type, 3 not null, 4 default, 5 place in the key.
 * An INTEGER PRIMARY KEY numbers itself. */
Code sqlite_check_columns_of(DbLink *base, Arena *arena, const char *table, Vec *columns,
                             DbErr *err)
{
    sqlite3      *handle = ((SqliteLink *)base)->handle;
    sqlite3_stmt *info   = NULL;
    const Str     sql    = str_fmt(arena, "PRAGMA table_info(%s)", table);
    if (sqlite3_prepare_v2(handle, sql.ptr, -1, &info, NULL) != SQLITE_OK)
        return sqlite_failed(handle, "prepare", err);
    while (sqlite3_step(info) == SQLITE_ROW)
        *VEC_ADD(columns, LiveColumn) = (LiveColumn){
            .name = str_copy(arena, cell(info, 1)),
            .type = str_copy(arena, cell(info, 2)),
            .must_be_given =
                sqlite3_column_int(info, 3) != 0 && sqlite3_column_type(info, 4) == SQLITE_NULL,
        };
    sqlite3_finalize(info);
    return OK;
}

Code sqlite_check_tables_with(DbLink *base, Arena *arena, const char *column, Vec *tables,
                              DbErr *err)
{
    static const char sql[]  = "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) p"
                               " WHERE m.type = 'table' AND p.name = $1";
    sqlite3          *handle = ((SqliteLink *)base)->handle;
    sqlite3_stmt     *stmt   = NULL;
    if (sqlite3_prepare_v2(handle, sql, -1, &stmt, NULL) != SQLITE_OK)
        return sqlite_failed(handle, "prepare", err);
    sqlite3_bind_text(stmt, 1, column, -1, SQLITE_STATIC);
    while (sqlite3_step(stmt) == SQLITE_ROW) *VEC_ADD(tables, Str) = str_copy(arena, cell(stmt, 0));
    sqlite3_finalize(stmt);
    return OK;
}
