/* sqlite_watch.c -- which rows were written when, for those who remember what they read.
 *
 * The writer tells of each row before it changes it, whatever statement or trigger does so.  What
 * is noted is the group of transactions (sqlite_writer.c): what was read in a group that also wrote
 * rows of that number counts for nothing, so it is all the same whether a part or all of the group
 * is undone. */
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include "db/sqlite.h"

#include <string.h>

static int64_t *place_of(SqliteWatch *watch, int64_t number)
{
    uint64_t state = (uint64_t)number;
    return &watch->written[prng_next(&state) % WATCH_PLACES];
}

static void forget_all(SqliteWatch *watch) { watch->since = watch->group + 1; }

typedef int ReadCell(sqlite3 *handle, int column, sqlite3_value **value);

static void note_cell(SqliteWatch *watch, ReadCell *read, sqlite3 *handle, int column)
{
    sqlite3_value *value = NULL;
    if (read(handle, column, &value) == SQLITE_OK && value)
        *place_of(watch, sqlite3_value_int64(value)) = watch->group;
    else
        forget_all(watch);
}

static void note_row(void *with, sqlite3 *handle, int what, const char *store, const char *table,
                     sqlite3_int64 old_row, sqlite3_int64 new_row)
{
    SqliteWatch *watch = with;
    (void)store, (void)old_row, (void)new_row;
    for (size_t i = 0; i < watch->count; i++) {
        const int column = watch->columns[i];
        if (strcmp(watch->tables[i].table, table) != 0) continue;
        if (what == SQLITE_UPDATE && watch->tables[i].only_existence) return;
        if (what != SQLITE_INSERT) note_cell(watch, sqlite3_preupdate_old, handle, column);
        if (what != SQLITE_DELETE) note_cell(watch, sqlite3_preupdate_new, handle, column);
        return;
    }
}

/* Its place in the table, as the hook counts. */
static int column_of(sqlite3 *handle, const DbWatch *table)
{
    sqlite3_stmt *stmt   = NULL;
    int           column = -1;
    if (sqlite3_prepare_v2(handle, "SELECT cid FROM pragma_table_info(?1) WHERE name = ?2", -1,
                           &stmt, NULL) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 1, table->table, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_bind_text(stmt, 2, table->column, -1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(stmt) == SQLITE_ROW)
        column = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    ASSERT(column >= 0); /* a watch names a column that the schema has */
    return column;
}

void sqlite_watch_start(Sqlite *sqlite, const DbWatch *tables, size_t count)
{
    SqliteWatch *watch  = db_keep_of(sqlite->db, SqliteWatch, 1);
    sqlite3     *handle = sqlite->writer.link->handle;
    ASSERT(!sqlite->writer.watch && count <= DB_WATCHES_MAX);
    watch->tables = tables;
    watch->count  = count;
    for (size_t i = 0; i < count; i++) watch->columns[i] = column_of(handle, &tables[i]);
    sqlite3_preupdate_hook(handle, note_row, watch);
    sqlite->writer.watch = watch;
}

void sqlite_watch_begin(SqliteWatch *watch, int64_t data_version)
{
    watch->group++;
    if (data_version < 0 || data_version != watch->data_version) watch->since = watch->group;
    watch->data_version = data_version;
}

void sqlite_watch_undo(SqliteWatch *watch)
{
    int64_t *place = &watch->undone[watch->undone_count % WATCH_UNDONE_MAX];
    if (watch->undone_count > 0 &&
        watch->undone[(watch->undone_count - 1) % WATCH_UNDONE_MAX] == watch->group)
        return;
    watch->undone_forgotten = *place;
    *place                  = watch->group;
    watch->undone_count++;
}

bool sqlite_watch_stands(const SqliteWatch *watch, int64_t mark)
{
    if (mark <= watch->undone_forgotten) return false;
    for (size_t i = 0; i < WATCH_UNDONE_MAX; i++)
        if (watch->undone[i] == mark) return false;
    return true;
}

int64_t sqlite_watch_mark(const SqliteWatch *watch) { return watch->group; }

bool sqlite_watch_is_kept(SqliteWatch *watch, int64_t number, int64_t mark)
{
    return mark >= watch->since && *place_of(watch, number) < mark;
}
