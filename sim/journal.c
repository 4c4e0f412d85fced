/* journal.c -- an SQLite file of calls, written behind and replayed at the start. */
#include "sim/journal.h"

#include "sim/account.h"

#include "sys/clock.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_MS = 100 };

typedef struct Entry Entry;
struct Entry {
    Entry  *next;
    int64_t at_ms, corp, app;
    Str     method, path, query, type, body, host;
    char    bytes[];
};

struct Journal {
    sqlite3        *db;
    sqlite3_stmt   *insert;
    pthread_mutex_t lock;
    Entry          *first, **end;
    Wake           *wake;
    pthread_t       thread;
    bool            is_started, is_stopping;
};

static const char schema[] =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
    "CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS call(seq INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL,"
    " corp INTEGER NOT NULL, app INTEGER NOT NULL, method TEXT, path TEXT NOT NULL, query TEXT,"
    " type TEXT, host TEXT, body BLOB);";
static const char insert_sql[] =
    "INSERT INTO call(at_ms, corp, app, method, path, query, type, host, body)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

static void bind(sqlite3_stmt *statement, int at, Str text)
{
    sqlite3_bind_text(statement, at, text.ptr ? text.ptr : "", (int)text.len, SQLITE_STATIC);
}

static Str meta_read(sqlite3 *db, Arena *arena, const char *key)
{
    sqlite3_stmt *statement;
    Str           value = { 0 };
    if (sqlite3_prepare_v2(db, "SELECT value FROM meta WHERE key = ?1", -1, &statement, NULL) !=
        SQLITE_OK) {
        return value;
    }
    bind(statement, 1, str_of(key));
    if (sqlite3_step(statement) == SQLITE_ROW) {
        value = str_copy(arena, str_of((const char *)sqlite3_column_text(statement, 0)));
    }
    sqlite3_finalize(statement);
    return value;
}

static void meta_write(sqlite3 *db, const char *key, Str value)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, "INSERT INTO meta(key, value) VALUES(?1, ?2)", -1, &statement,
                           NULL) != SQLITE_OK) {
        return;
    }
    bind(statement, 1, str_of(key));
    bind(statement, 2, value);
    sqlite3_step(statement);
    sqlite3_finalize(statement);
}

static Code check_meta(sqlite3 *db, Arena *arena, JournalMeta *meta, Str *problem)
{
    const Str world = meta_read(db, arena, "world");
    if (world.ptr == NULL) {
        meta_write(db, "world", meta->world);
        meta_write(db, "seed", str_fmt(arena, "%lld", (long long)meta->seed));
        meta_write(db, "contacts", str_fmt(arena, "%lld", (long long)meta->contacts));
        meta_write(db, "started_ms", str_fmt(arena, "%lld", (long long)meta->started_ms));
        return OK;
    }
    JournalMeta have = { .world = world };
    (void)str_to_i64(meta_read(db, arena, "seed"), &have.seed);
    (void)str_to_i64(meta_read(db, arena, "contacts"), &have.contacts);
    (void)str_to_i64(meta_read(db, arena, "started_ms"), &have.started_ms);
    if (!str_equal(have.world, meta->world) || have.seed != meta->seed ||
        have.contacts != meta->contacts) {
        *problem = str_fmt(arena, "the data file holds world %.*s with seed %lld", FMT(have.world),
                           (long long)have.seed);
        return ERR_CONFLICT;
    }
    meta->started_ms = have.started_ms;
    return OK;
}

Code journal_open(const char *path, Arena *arena, JournalMeta *meta, Journal **out, Str *problem)
{
    sqlite3 *db = NULL;
    if (sqlite3_open(path, &db) != SQLITE_OK ||
        sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK) {
        *problem = str_fmt(arena, "cannot open %s: %s", path, sqlite3_errmsg(db));
        sqlite3_close(db);
        return ERR_UNAVAILABLE;
    }
    const Code code = check_meta(db, arena, meta, problem);
    if (code != OK) {
        sqlite3_close(db);
        return code;
    }
    Journal *journal = calloc(1, sizeof(*journal));
    ASSERT(journal != NULL);
    journal->db   = db;
    journal->end  = &journal->first;
    journal->wake = wake_new();
    pthread_mutex_init(&journal->lock, NULL);
    ASSERT(sqlite3_prepare_v2(db, insert_sql, -1, &journal->insert, NULL) == SQLITE_OK);
    *out = journal;
    return OK;
}

static Str column(sqlite3_stmt *statement, int at)
{
    const void *bytes = sqlite3_column_blob(statement, at);
    return (Str){ bytes ? bytes : "", (size_t)sqlite3_column_bytes(statement, at) };
}

static void replay_row(sqlite3_stmt *row, Sim *sim, Arena *arena)
{
    World        *world = sim->world;
    const int64_t corp = sqlite3_column_int64(row, 1), app = sqlite3_column_int64(row, 2);
    Call          call   = { .sim        = sim,
                             .world      = world,
                             .arena      = arena,
                             .method     = column(row, 3),
                             .path       = column(row, 4),
                             .query_text = column(row, 5),
                             .type       = column(row, 6),
                             .host       = column(row, 7),
                             .body       = column(row, 8),
                             .ip         = S("127.0.0.1") };
    world->replay_now_ms = sqlite3_column_int64(row, 0);
    if (corp >= 0 && (size_t)corp < world->corps.count) call.corp = world->corps.at[corp];
    if (call.corp && app >= ACCOUNT_INDEX &&
        (size_t)(app - ACCOUNT_INDEX) < call.corp->accounts.count) {
        call.app        = call.corp->accounts.at[app - ACCOUNT_INDEX];
        call.is_account = true;
    } else if (call.corp && app >= 0 && (size_t)app < call.corp->apps.count) {
        call.app = call.corp->apps.at[app];
    }
    api_replay(&call);
}

int64_t journal_replay(Journal *journal, Sim *sim)
{
    sqlite3_stmt *rows;
    int64_t       count = 0;
    if (sqlite3_prepare_v2(journal->db,
                           "SELECT at_ms, corp, app, method, path, query, type, host, body"
                           " FROM call ORDER BY seq",
                           -1, &rows, NULL) != SQLITE_OK) {
        return 0;
    }
    Arena *arena             = arena_new(64u << 20);
    sim->world->is_replaying = true;
    while (sqlite3_step(rows) == SQLITE_ROW) {
        replay_row(rows, sim, arena);
        arena_reset(arena);
        count++;
    }
    sim->world->is_replaying = false;
    arena_free(arena);
    sqlite3_finalize(rows);
    return count;
}

/* ---- writing ----------------------------------------------------------------------------- */

static void write_entry(Journal *journal, const Entry *entry)
{
    sqlite3_stmt *insert = journal->insert;
    sqlite3_bind_int64(insert, 1, entry->at_ms);
    sqlite3_bind_int64(insert, 2, entry->corp);
    sqlite3_bind_int64(insert, 3, entry->app);
    bind(insert, 4, entry->method);
    bind(insert, 5, entry->path);
    bind(insert, 6, entry->query);
    bind(insert, 7, entry->type);
    bind(insert, 8, entry->host);
    sqlite3_bind_blob64(insert, 9, entry->body.ptr, entry->body.len, SQLITE_STATIC);
    sqlite3_step(insert);
    sqlite3_reset(insert);
}

static void flush(Journal *journal)
{
    Entry *entry;
    {
        LOCKED(&journal->lock);
        entry          = journal->first;
        journal->first = NULL;
        journal->end   = &journal->first;
    }
    if (entry == NULL) return;
    sqlite3_exec(journal->db, "BEGIN", NULL, NULL, NULL);
    while (entry) {
        Entry *next = entry->next;
        write_entry(journal, entry);
        free(entry);
        entry = next;
    }
    sqlite3_exec(journal->db, "COMMIT", NULL, NULL, NULL);
}

static void *work(void *arg)
{
    Journal *journal = arg;
    for (;;) {
        (void)wake_wait(journal->wake, -1);
        flush(journal);
        {
            LOCKED(&journal->lock);
            if (journal->is_stopping && journal->first == NULL) return NULL;
        }
        clock_sleep_ms(FLUSH_MS);
    }
}

void journal_start(Journal *journal)
{
    if (journal == NULL) return;
    journal->is_started = true;
    journal->thread     = thread_start("sim-journal", 512, work, journal);
}

static Str pack(char **room, Str text)
{
    char *at = *room;
    if (text.len) memcpy(at, text.ptr, text.len);
    *room += text.len;
    return (Str){ at, text.len };
}

void journal_add(Journal *journal, const Call *call)
{
    if (journal == NULL || call->world->is_replaying) return;
    const size_t size = call->method.len + call->path.len + call->query_text.len + call->type.len +
                        call->body.len + call->host.len;
    Entry *entry = malloc(sizeof(*entry) + size);
    ASSERT(entry != NULL);
    char *room    = entry->bytes;
    entry->next   = NULL;
    entry->at_ms  = call->now_ms;
    entry->corp   = call->corp ? (int64_t)call->corp->index : -1;
    entry->app    = call->app ? (int64_t)call->app->index : -1;
    entry->method = pack(&room, call->method);
    entry->path   = pack(&room, call->path);
    entry->query  = pack(&room, call->query_text);
    entry->type   = pack(&room, call->type);
    entry->host   = pack(&room, call->host);
    entry->body   = pack(&room, call->body);
    {
        LOCKED(&journal->lock);
        *journal->end = entry;
        journal->end  = &entry->next;
    }
    wake_raise(journal->wake);
}

void journal_close(Journal *journal)
{
    if (journal == NULL) return;
    if (journal->is_started) {
        {
            LOCKED(&journal->lock);
            journal->is_stopping = true;
        }
        wake_raise(journal->wake);
        thread_join(journal->thread);
    }
    flush(journal);
    sqlite3_finalize(journal->insert);
    sqlite3_close(journal->db);
    wake_free(journal->wake);
    pthread_mutex_destroy(&journal->lock);
    free(journal);
}
