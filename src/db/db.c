/* db.c -- the face of the store: dispatch to the engine, transactions' state, injected
 * failures and signals.  The engines are in sqlite*.c and pg*.c. */
#include "db/driver.h"

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
static Code spoil(DbLink *link, Code code)
{
    if (link->in_transaction && !link->is_spoiled) {
        link->is_spoiled = true;
        link->spoiled_at = link->savepoints;
    }
    return code;
}

static Code may_run(DbLink *link, const char *what, DbErr *err)
{
    if (link->is_lost)
        return db_failed(err, ERR_UNAVAILABLE, true, "%s: the transaction was lost", what);
    if (link->is_spoiled)
        return db_failed(err, ERR_INTERNAL, false,
                         "%s: an earlier statement of this transaction failed", what);
    if (injected(link->db)) return spoil(link, db_failed(err, ERR_INTERNAL, false, "injected"));
    return OK;
}

/* ---- links and transactions ------------------------------------------ */

/* A link keeps nothing of what it was lent for before. */
static void renew(DbLink *link, const char *where, bool in_transaction)
{
    link->in_transaction = in_transaction;
    link->is_spoiled     = false;
    link->is_lost        = false;
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
    const Code code = may_run(link, link->where, err);
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
    return link->db->driver->script(link, sql, err);
}

Code db_savepoint(DbLink *link, DbErr *err)
{
    ASSERT(link->in_transaction);
    TRY(may_run(link, "savepoint", err));
    link->savepoints++;
    const Code code = run_savepoint(link, "SAVEPOINT", err);
    if (code == OK) return OK;
    link->savepoints--;
    return spoil(link, code);
}

Code db_release(DbLink *link, DbErr *err)
{
    ASSERT(link->savepoints > 0);
    Code code = may_run(link, "release", err);
    if (code == OK) code = run_savepoint(link, "RELEASE SAVEPOINT", err);
    if (code != OK) {
        db_rollback_to(link);
        return code;
    }
    link->savepoints--;
    return OK;
}

void db_rollback_to(DbLink *link)
{
    ASSERT(link->savepoints > 0);
    DbErr err;
    Code  code =
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

/* ---- statements ------------------------------------------------------ */

static Code start(DbLink *link, Arena *arena, const Text *text, Cursor *cursor, DbErr *err,
                  const Value *args, size_t count)
{
    TRY(may_run(link, text->name, err));
    if (!row_is_storable(args, count))
        return spoil(link, db_failed(err, ERR_INVALID, false, "%s: a NUL byte", text->name));
    atomic_fetch_add_explicit(&link->db->statements, 1, memory_order_relaxed);
    cursor->link    = link;
    cursor->text    = text;
    const Code code = link->db->driver->execute(cursor, arena, args, count, err);
    return code == OK ? OK : spoil(link, code);
}

static Code next(Cursor *cursor, bool *has_row, DbErr *err)
{
    const Code code = cursor->link->db->driver->next(cursor, has_row, err);
    return code == OK ? OK : spoil(cursor->link, code);
}

static void finish(Cursor *cursor) { cursor->link->db->driver->finish(cursor); }

/* Runs to the end: a RETURNING clause may give rows that nobody asked for. */
static Code drain(Cursor *cursor, DbErr *err)
{
    bool has_row = true;
    while (has_row) TRY(next(cursor, &has_row, err));
    return OK;
}

static Code read_one(Cursor *cursor, Arena *arena, void *row, DbErr *err)
{
    bool has_row = false;
    TRY(next(cursor, &has_row, err));
    if (!has_row) return db_failed(err, ERR_NOT_FOUND, false, "%s", cursor->text->name);
    return row_read(cursor, arena, row, err);
}

Code db_one(DbLink *link, Arena *arena, const Query *query, void *row, DbErr *err,
            const Value *args, size_t count)
{
    ASSERT(query->out != NULL);
    Cursor cursor = { 0 };
    TRY(start(link, arena, text_of_query(link->db, query), &cursor, err, args, count));
    const Code code = read_one(&cursor, arena, row, err);
    finish(&cursor);
    return code;
}

static Code read_all(Cursor *cursor, Arena *arena, Vec *vec, DbErr *err)
{
    for (;;) {
        bool has_row = false;
        TRY(next(cursor, &has_row, err));
        if (!has_row) return OK;
        TRY(row_read(cursor, arena, vec_add(vec), err));
    }
}

Code db_list(DbLink *link, Arena *arena, const Query *query, Rows *rows, DbErr *err,
             const Value *args, size_t count)
{
    ASSERT(query->out != NULL);
    Cursor cursor = { 0 };
    Vec    vec    = vec_of_size(arena, query->out->size);
    TRY(start(link, arena, text_of_query(link->db, query), &cursor, err, args, count));
    const Code code = read_all(&cursor, arena, &vec, err);
    finish(&cursor);
    if (code == OK) *rows = vec_rows(&vec);
    return code;
}

static Code visit_all(Cursor *cursor, void *row, Code (*each)(void *with, const void *row),
                      void *with, DbErr *err)
{
    for (;;) {
        bool has_row = false;
        TRY(next(cursor, &has_row, err));
        if (!has_row) return OK;
        TRY(row_read(cursor, NULL, row, err));
        const Code code = each(with, row);
        if (code != OK) return db_failed(err, code, false, "%s: stopped", cursor->text->name);
    }
}

Code db_each(DbLink *link, Arena *arena, const Query *query,
             Code (*each)(void *with, const void *row), void *with, DbErr *err, const Value *args,
             size_t count)
{
    ASSERT(query->out != NULL);
    Cursor cursor = { .piecewise = true };
    void  *row    = arena_alloc(arena, 1, query->out->size);
    TRY(start(link, arena, text_of_query(link->db, query), &cursor, err, args, count));
    const Code code = visit_all(&cursor, row, each, with, err);
    finish(&cursor);
    return code;
}

static Code run(DbLink *link, Arena *arena, const Text *text, int64_t *changed, DbErr *err,
                const Value *args, size_t count)
{
    Cursor cursor = { 0 };
    TRY(start(link, arena, text, &cursor, err, args, count));
    const Code code = drain(&cursor, err);
    finish(&cursor);
    if (code == OK && changed != NULL) *changed = cursor.changed;
    return code;
}

Code db_run(DbLink *link, Arena *arena, const Query *query, int64_t *changed, DbErr *err,
            const Value *args, size_t count)
{
    return run(link, arena, text_of_query(link->db, query), changed, err, args, count);
}

Code db_insert(DbLink *link, Arena *arena, const Table *table, const void *row, DbErr *err)
{
    const ArenaMark mark   = arena_mark(arena);
    Value          *values = arena_make(arena, Value, table->shape->count);
    const size_t    count  = row_values(table->shape, row, values);
    const Code      code =
        run(link, arena, text_of_insert(link->db, table, TEXT_INSERT), NULL, err, values, count);
    arena_rewind(arena, mark);
    return code;
}

static Code insert_batch(DbLink *link, Arena *arena, const Text *text, const Shape *shape,
                         Rows rows, int64_t *inserted, DbErr *err)
{
    Cursor cursor = { .link = link, .text = text };
    TRY(may_run(link, text->name, err));
    atomic_fetch_add_explicit(&link->db->statements, 1, memory_order_relaxed);
    const Code code = link->db->driver->insert_all(&cursor, arena, shape, rows, err);
    if (code != OK) return spoil(link, code);
    *inserted += cursor.changed;
    return OK;
}

static Code insert_singly(DbLink *link, Arena *arena, const Text *text, const Shape *shape,
                          Rows rows, int64_t *inserted, DbErr *err)
{
    Value *values = arena_make(arena, Value, shape->count);
    for (size_t i = 0; i < rows.count; i++) {
        const void  *row     = (const char *)rows.at + i * shape->size;
        const size_t count   = row_values(shape, row, values);
        int64_t      changed = 0;
        TRY(run(link, arena, text, &changed, err, values, count));
        *inserted += changed;
    }
    return OK;
}

Code db_insert_all(DbLink *link, Arena *arena, const Table *table, Rows rows, bool ignore_known,
                   int64_t *inserted, DbErr *err)
{
    Db             *db      = link->db;
    const bool      many    = db->driver->insert_all != NULL;
    const int       variant = TEXT_INSERT | (ignore_known ? TEXT_NEW : 0) | (many ? TEXT_MANY : 0);
    const Text     *text    = text_of_insert(db, table, variant);
    const ArenaMark mark    = arena_mark(arena);
    int64_t         fresh   = 0;
    Code            code    = OK;
    if (rows.count > 0)
        code = (many ? insert_batch : insert_singly)(link, arena, text, table->shape, rows, &fresh,
                                                     err);
    arena_rewind(arena, mark);
    if (code == OK && inserted != NULL) *inserted = fresh;
    return code;
}
