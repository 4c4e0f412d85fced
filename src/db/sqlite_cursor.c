/* sqlite_cursor.c -- statements and rows of SQLite: prepared per connection, bound by name. */
#include "db/sqlite.h"

#include <stdio.h>
#include <string.h>

static const char *column_name(const void *stmt, int column)
{
    return sqlite3_column_name((sqlite3_stmt *)(uintptr_t)stmt, column);
}

/* SQLite numbers `$n` by first appearance, PostgreSQL by n: the slots are looked up by
 * name, so that both read the text alike. */
static void *room_for(SqliteLink *link, Arena *arena, size_t count, size_t size)
{
    return arena != NULL ? arena_alloc(arena, count, size) : db_keep(link->base.db, count, size);
}

/* Kept as long as the store when `arena` is NULL. */
static Code prepare(SqliteLink *link, Arena *arena, const Text *text, SqlitePrepared **out,
                    DbErr *err)
{
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v3(link->handle, text->sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) !=
        SQLITE_OK)
        return sqlite_failed(link->handle, text->name, err);
    SqlitePrepared *made = room_for(link, arena, 1, sizeof *made);
    made->stmt           = stmt;
    made->slot_count     = sqlite3_bind_parameter_count(stmt);
    made->slots          = room_for(link, arena, (size_t)made->slot_count, sizeof(int));
    for (int i = 0; i < made->slot_count; i++) {
        char name[16];
        snprintf(name, sizeof name, "$%d", i + 1);
        made->slots[i] = sqlite3_bind_parameter_index(stmt, name);
    }
    if (text->out != NULL) {
        made->columns = room_for(link, arena, text->out->count, sizeof(int));
        row_match(text->out, column_name, stmt, sqlite3_column_count(stmt), made->columns);
    }
    *out = made;
    return OK;
}

static SqlitePrepared **place_of(SqliteLink *link, size_t at)
{
    if (at >= link->prepared_room) {
        const size_t     room = (at + 1) * 2;
        SqlitePrepared **more = db_keep_of(link->base.db, SqlitePrepared *, room);
        if (link->prepared_room > 0)
            memcpy(more, link->prepared, link->prepared_room * sizeof(SqlitePrepared *));
        link->prepared      = more;
        link->prepared_room = room;
    }
    return &link->prepared[at];
}

static Code find_prepared(SqliteLink *link, const Text *text, SqlitePrepared **out, DbErr *err)
{
    SqlitePrepared **place = place_of(link, text->at);
    if (*place == NULL) TRY(prepare(link, NULL, text, place, err));
    *out = *place;
    return OK;
}

static int bind_one(sqlite3_stmt *stmt, int slot, const Value *value)
{
    const Str text = value->as.str;
    if (value->kind == KIND_REAL) return sqlite3_bind_double(stmt, slot, value->as.real);
    if (value->kind != KIND_STR) return sqlite3_bind_int64(stmt, slot, value->as.i64);
    if (text.ptr == NULL) return sqlite3_bind_null(stmt, slot);
    return sqlite3_bind_text64(stmt, slot, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
}

static Code bind(const Cursor *cursor, const SqlitePrepared *prepared, const Value *args,
                 size_t count, DbErr *err)
{
    const SqliteLink *link = (const SqliteLink *)cursor->link;
    if ((size_t)prepared->slot_count > count)
        return db_failed(err, ERR_INTERNAL, false, "%s: %zu values for %d arguments",
                         cursor->text->name, count, prepared->slot_count);
    for (int i = 0; i < (int)count; i++) {
        const int slot = i < prepared->slot_count ? prepared->slots[i] : 0;
        if (slot == 0)
            return db_failed(err, ERR_INTERNAL, false, "%s: $%d is not in the text",
                             cursor->text->name, i + 1);
        if (bind_one(prepared->stmt, slot, &args[i]) != SQLITE_OK)
            return sqlite_failed(link->handle, cursor->text->name, err);
    }
    return OK;
}

Code sqlite_cursor_execute(Cursor *cursor, Arena *arena, const Value *args, size_t count,
                           DbErr *err)
{
    SqliteLink     *link     = (SqliteLink *)cursor->link;
    SqlitePrepared *prepared = NULL;
    TRY(find_prepared(link, cursor->text, &prepared, err));
    /* The same query inside its own db_each: a copy that finish() throws away. */
    cursor->is_own = prepared->is_busy;
    if (prepared->is_busy) TRY(prepare(link, arena, cursor->text, &prepared, err));
    prepared->is_busy = true;
    cursor->native    = prepared;
    cursor->columns   = prepared->columns;
    Code code         = bind(cursor, prepared, args, count, err);
    if (code == OK && !link->is_writer && !sqlite3_stmt_readonly(prepared->stmt))
        code = db_failed(err, ERR_INTERNAL, false, "%s: a write outside a transaction",
                         cursor->text->name);
    if (code != OK) sqlite_cursor_finish(cursor);
    return code;
}

Code sqlite_cursor_next(Cursor *cursor, bool *has_row, DbErr *err)
{
    SqliteLink     *link     = (SqliteLink *)cursor->link;
    SqlitePrepared *prepared = cursor->native;
    const int       rc       = sqlite3_step(prepared->stmt);
    *has_row                 = rc == SQLITE_ROW;
    if (rc == SQLITE_ROW) return OK;
    if (rc == SQLITE_DONE) {
        cursor->changed = sqlite3_changes64(link->handle);
        return OK;
    }
    const Code code = sqlite_failed(link->handle, cursor->text->name, err);
    if (link->is_writer) sqlite_writer_check(link, err);
    return code;
}

void sqlite_cursor_finish(Cursor *cursor)
{
    SqlitePrepared *prepared = cursor->native;
    if (cursor->is_own) {
        sqlite3_finalize(prepared->stmt);
        return;
    }
    sqlite3_reset(prepared->stmt);
    sqlite3_clear_bindings(prepared->stmt);
    prepared->is_busy = false;
}

static sqlite3_stmt *stmt_of(const Cursor *cursor)
{
    return ((const SqlitePrepared *)cursor->native)->stmt;
}

int64_t sqlite_cursor_i64(const Cursor *cursor, int column)
{
    return sqlite3_column_int64(stmt_of(cursor), column);
}

double sqlite_cursor_real(const Cursor *cursor, int column)
{
    return sqlite3_column_double(stmt_of(cursor), column);
}

Str sqlite_cursor_str(const Cursor *cursor, int column)
{
    const char *text = (const char *)sqlite3_column_text(stmt_of(cursor), column);
    return (Str){ text, text != NULL ? (size_t)sqlite3_column_bytes(stmt_of(cursor), column) : 0 };
}
