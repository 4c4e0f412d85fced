/* db.c -- the face of the store: dispatch to the engine, transactions' state, injected
 * failures and signals.  Statements are in db_statement.c, the engines in sqlite*.c and
 * pg*.c. */
#include "db/driver.h"
#include "db/sqlite.h"

#include <stdarg.h>
#include <stdio.h>

enum { DB_ARENA_LIMIT = 64 * 1024 * 1024 };

Code db_failed(DbErr *err, Code code, bool retry, const char *format, ...)
{
    va_list args;
    err->code  = code;
    err->retry = retry;
    va_start(args, format);
    vsnprintf(err->detail, sizeof err->detail, format, args);
    va_end(args);
    return code;
}

void *db_keep(Db *db, size_t count, size_t size)
{
    LOCKED(&db->lock);
    return arena_alloc(db->arena, count, size);
}

/* ---- opening --------------------------------------------------------- */

static const Driver *driver_of(const char *url)
{
    const Str text = str_of(url);
    if (str_starts(text, S("sqlite:"))) return &driver_sqlite;
    if (str_starts(text, S("postgresql://")) || str_starts(text, S("postgres://")))
        return &driver_pg;
    return NULL;
}

Code db_open(const char *url, const DbOptions *options, Db **out, DbErr *err)
{
    const Driver *driver = driver_of(url);
    if (driver == NULL)
        return db_failed(err, ERR_INVALID, false, "neither sqlite: nor postgresql: url");
    Arena *arena = arena_new(DB_ARENA_LIMIT);
    Db    *db    = arena_make(arena, Db, 1);
    db->driver   = driver;
    db->arena    = arena;
    db->options  = options != NULL ? *options : (DbOptions){ 0 };
    if (db->options.readers_max == 0) db->options.readers_max = 16;
    if (db->options.slow_ms == 0) db->options.slow_ms = 250;
    pthread_mutex_init(&db->lock, NULL);
    const Code code = driver->open(db, url, err);
    if (code != OK) {
        pthread_mutex_destroy(&db->lock);
        arena_free(arena);
        return code;
    }
    *out = db;
    return OK;
}

void db_close(Db *db)
{
    if (db == NULL) return;
    db->driver->close(db);
    pthread_mutex_destroy(&db->lock);
    arena_free(db->arena);
}

DbEngine db_engine(const Db *db) { return db->driver->engine; }

/* ---- failures -------------------------------------------------------- */

void    db_fail_at(Db *db, int n) { atomic_store(&db->fail_in, n); }
int64_t db_statement_count(const Db *db) { return atomic_load(&db->statements); }

static bool injected(Db *db)
{
    int left = atomic_load(&db->fail_in);
    while (left > 0)
        if (atomic_compare_exchange_weak(&db->fail_in, &left, left - 1)) return left == 1;
    return false;
}

/* PostgreSQL refuses everything in a transaction after a failed statement until one goes
 * back to a savepoint.  SQLite is held to the same, so that no slice works on one only. */
Code db_spoil(DbLink *link, Code code)
{
    if (link->in_transaction && !link->is_spoiled) {
        link->is_spoiled = true;
        link->spoiled_at = link->savepoints;
    }
    return code;
}

Code db_may_run(DbLink *link, const char *what, DbErr *err)
{
    if (link->is_lost)
        return db_failed(err, ERR_UNAVAILABLE, true, "%s: the transaction was lost", what);
    if (link->is_spoiled)
        return db_failed(err, ERR_INTERNAL, false,
                         "%s: an earlier statement of this transaction failed", what);
    if (injected(link->db)) return db_spoil(link, db_failed(err, ERR_INTERNAL, false, "injected"));
    return OK;
}

/* ---- links and transactions ------------------------------------------ */

/* A link keeps nothing of what it was lent for before. */
static void renew(DbLink *link, const char *where, bool in_transaction)
{
    link->in_transaction = in_transaction;
    link->is_spoiled     = false;
    link->is_lost        = false;
    link->is_hasty       = false;
    link->savepoints     = 0;
    link->topics         = 0;
    link->where          = where;
    link->began_us       = clock_mono_us();
}

Code db_borrow(Db *db, DbLink **out, DbErr *err)
{
    DbLink *link = NULL;
    TRY(db->driver->borrow(db, &link, err));
    renew(link, "reading", false);
    *out = link;
    return OK;
}

void db_return(DbLink *link)
{
    ASSERT(!link->in_transaction);
    link->db->driver->give_back(link);
}

Code db_begin(Db *db, const char *where, DbLink **out, DbErr *err)
{
    if (injected(db)) return db_failed(err, ERR_INTERNAL, false, "injected");
    DbLink *link = NULL;
    TRY(db->driver->begin(db, &link, err));
    renew(link, where, true);
    *out = link;
    return OK;
}

static void note_if_slow(const DbLink *link)
{
    const int64_t ms = (clock_mono_us() - link->began_us) / 1000;
    if (ms > link->db->options.slow_ms)
        log_line(LOG_WARN, "slow transaction", "where=%s ms=%lld", link->where, (long long)ms);
}

Code db_commit(DbLink *link, DbErr *err)
{
    ASSERT(link->in_transaction);
    ASSERT(link->savepoints == 0 || link->is_spoiled);
    note_if_slow(link);
    const Code code = db_may_run(link, link->where, err);
    if (code != OK) {
        link->db->driver->abandon(link);
        return code;
    }
    return link->db->driver->commit(link, err);
}

void db_abandon(DbLink *link)
{
    ASSERT(link->in_transaction);
    note_if_slow(link);
    link->db->driver->abandon(link);
}

static Code run_savepoint(DbLink *link, const char *verb, DbErr *err)
{
    char sql[64];
    snprintf(sql, sizeof sql, "%s weft_part_%d", verb, link->savepoints);
    const Driver *driver = link->db->driver;
    return (link->is_hasty ? driver->later : driver->script)(link, sql, err);
}

void db_hurry(DbLink *link)
{
    ASSERT(link->in_transaction && link->savepoints == 0);
    link->is_hasty = link->db->driver->later != NULL;
}

Code db_savepoint(DbLink *link, DbErr *err)
{
    ASSERT(link->in_transaction);
    TRY(db_may_run(link, "savepoint", err));
    link->savepoints++;
    const Code code = run_savepoint(link, "SAVEPOINT", err);
    if (code == OK) return OK;
    link->savepoints--;
    return db_spoil(link, code);
}

Code db_release(DbLink *link, DbErr *err)
{
    ASSERT(link->savepoints > 0);
    Code code = db_may_run(link, "release", err);
    if (code == OK) code = run_savepoint(link, "RELEASE SAVEPOINT", err);
    if (code != OK) {
        db_rollback_to(link);
        return code;
    }
    link->savepoints--;
    return OK;
}

static SqliteWatch *watch_of(DbLink *link)
{
    ASSERT(link->in_transaction);
    return db_engine(link->db) == DB_SQLITE ? sqlite_of(link->db)->writer.watch : NULL;
}

static void note_undone(DbLink *link)
{
    SqliteWatch *watch = watch_of(link);
    if (watch) sqlite_watch_undo(watch);
}

void db_rollback_to(DbLink *link)
{
    ASSERT(link->savepoints > 0);
    DbErr err;
    link->is_hasty = false; /* how this ends must be known */
    note_undone(link);
    Code code =
        link->is_lost ? ERR_UNAVAILABLE : run_savepoint(link, "ROLLBACK TO SAVEPOINT", &err);
    if (code == OK) code = run_savepoint(link, "RELEASE SAVEPOINT", &err);
    if (code == OK && link->is_spoiled && link->spoiled_at >= link->savepoints)
        link->is_spoiled = false;
    link->savepoints--;
    /* What could not be undone in part must not be kept as a whole. */
    if (code != OK && !link->is_spoiled) {
        link->is_spoiled = true;
        link->spoiled_at = -1;
    }
}

void db_give_way(bool gives) { sqlite_writer_give_way(gives); }
void db_repeat(bool repeats) { sqlite_writer_repeat(repeats); }

bool db_is_wanted(DbLink *link)
{
    ASSERT(link->in_transaction);
    return db_engine(link->db) == DB_SQLITE && sqlite_writer_is_wanted(link);
}

/* ---- remembering what was read ------------------------------------------ */

void db_watch(Db *db, const DbWatch *tables, size_t count)
{
    if (db_engine(db) == DB_SQLITE) sqlite_watch_start(sqlite_of(db), tables, count);
}

int64_t db_mark(DbLink *link)
{
    const SqliteWatch *watch = watch_of(link);
    return watch ? sqlite_watch_mark(watch) : 0;
}

bool db_is_as_marked(DbLink *link, int64_t number, int64_t mark)
{
    SqliteWatch *watch = watch_of(link);
    return watch && sqlite_watch_is_kept(watch, number, mark);
}

bool db_stands(DbLink *link, int64_t mark)
{
    const SqliteWatch *watch = watch_of(link);
    return watch && sqlite_watch_stands(watch, mark);
}

/* ---- signals --------------------------------------------------------- */

void db_signal(DbLink *link, uint32_t topics)
{
    ASSERT(link->in_transaction);
    link->topics |= topics;
}

void db_raise(Db *db, uint32_t topics)
{
    LOCKED(&db->lock);
    for (const Subscriber *one = db->subscribers; one != NULL; one = one->next)
        if (one->wake != NULL && (one->topics & topics) != 0) wake_raise(one->wake);
}

static bool subscribe(Db *db, uint32_t topics, Wake *wake)
{
    LOCKED(&db->lock);
    Subscriber *one = db->subscribers;
    while (one != NULL && one->wake != NULL) one = one->next;
    if (one == NULL) {
        one             = arena_make(db->arena, Subscriber, 1);
        one->next       = db->subscribers;
        db->subscribers = one;
    }
    one->topics         = topics;
    one->wake           = wake;
    const bool is_first = !db->is_listening;
    db->is_listening    = true;
    return is_first;
}

void db_subscribe(Db *db, uint32_t topics, Wake *wake)
{
    ASSERT(wake != NULL);
    if (subscribe(db, topics, wake)) db->driver->listen(db);
}

void db_unsubscribe(Db *db, Wake *wake)
{
    LOCKED(&db->lock);
    for (Subscriber *one = db->subscribers; one != NULL; one = one->next)
        if (one->wake == wake) one->wake = NULL;
}
