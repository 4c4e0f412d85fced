/* db.h -- prepared statements over SQLite or PostgreSQL.
 *
 * SQL text may appear only in files named *_sql.c and in migrations/; values only
 * ever travel as bound arguments.  A Db is shared by all threads; a DbLink is one
 * connection borrowed by one thread.
 *
 * SQLite: WAL, as durable as synchronous=FULL, many reading connections, one writing connection
 * that goes from caller to caller.  db_begin() waits its turn and opens a savepoint;
 * db_commit() releases the savepoint, hands the writer on and waits until the
 * group it belongs to is on disk: many callers share one fsync, and nobody is
 * answered before it (docs/adr/0002-group-commit.md).
 * PostgreSQL: a pool; READ COMMITTED. */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/base.h"
#include "base/embed.h"
#include "sys/sys.h"

typedef struct Db     Db;
typedef struct DbLink DbLink;

typedef enum DbEngine { DB_SQLITE = 1, DB_POSTGRESQL } DbEngine;

/* ---- values and statements ------------------------------------------ */

typedef struct Value {
    Kind kind; /* KIND_I64, KIND_BOOL, KIND_REAL, KIND_STR; absent text is NULL */
    union { int64_t i64; double real; Str str; } as;
} Value;

static inline Value value_i64(int64_t i) { return (Value){ KIND_I64, { .i64 = i } }; }
static inline Value value_int(int i) { return value_i64(i); }
static inline Value value_bool(bool b) { return (Value){ KIND_BOOL, { .i64 = b } }; }
static inline Value value_real(double r) { return (Value){ KIND_REAL, { .real = r } }; }
static inline Value value_str(Str s) { return (Value){ KIND_STR, { .str = s } }; }

#define V(x)                                                                     \
    _Generic((x), bool: value_bool, int: value_int, unsigned: value_i64, int64_t: value_i64, \
             size_t: value_i64, double: value_real, Str: value_str)(x)
#define ARGS(...)                                                                \
    (const Value[]){ __VA_ARGS__ }, sizeof((const Value[]){ __VA_ARGS__ }) / sizeof(Value)
#define NO_ARGS NULL, 0

/* A statement known at compile time.  `$1` is the first argument in either
 * engine.  Replaced in the text: {cols} by the column list of `out` (with `t.` in
 * front as {t.cols}), {for_update} by FOR UPDATE or nothing, {skip_locked} by
 * FOR UPDATE SKIP LOCKED or nothing, {greatest}/{least} by GREATEST/LEAST or MAX/MIN.
 * Unless `global` is set the text must name tenant_id: the checker refuses it
 * otherwise. */
typedef struct Query {
    const char  *name;    /* "ticket.by_id"                                       */
    const char  *sql;
    const char  *pg;      /* another text for PostgreSQL, only where it must differ */
    const Shape *out;     /* columns are read by name into the fields of a row     */
    bool         global;  /* not bound to one tenant, on purpose                   */
    const char  *unscoped; /* why it need not ask who may see whom; NULL = it asks, or has to */
} Query;

typedef struct Table {
    const char  *name;
    const Shape *shape;   /* every column kind of it is a column of the table */
} Table;

/* What a folder brings: every Query and Table it has.  The start-up check prepares
 * all of them against the live schema. */
typedef struct SqlList {
    const char         *folder;
    const Query *const *queries;
    size_t              query_count;
    const Table *const *tables;
    size_t              table_count;
} SqlList;
#define SQL_LIST(folder_, queries_, tables_) \
    { folder_, queries_, COUNT(queries_), tables_, COUNT(tables_) }

typedef struct DbErr {
    Code code;           /* what the failure means, as below */
    bool retry;          /* serialization, deadlock, lost connection: run the whole again */
    char detail[256];
} DbErr;

/* Every function below that takes DbErr returns ERR_CONFLICT for a broken UNIQUE or
 * CHECK constraint, ERR_UNAVAILABLE for a full disk, a lost server or a retryable
 * clash, ERR_INVALID for text with a NUL byte, ERR_NOT_FOUND where said, ERR_INTERNAL
 * otherwise.  After a failed statement a transaction can only be abandoned or rolled back
 * to a savepoint, on either engine: what may fail stands inside one (a nested cx_begin). */

/* ---- opening --------------------------------------------------------- */

typedef struct DbOptions {
    int     readers_max;     /* SQLite reading or PostgreSQL pooled connections; 0 = 16 */
    int64_t cache_kib;       /* SQLite page cache per connection; 0 = 2048 (writer 16384) */
    int64_t slow_ms;         /* log transactions that hold the writer longer; 0 = 250   */
} DbOptions;

/* `url` is "sqlite:PATH", "sqlite::memory:" (one shared private store, for tests) or
 * "postgresql://...".  The file is made when missing. */
Code     db_open(const char *url, const DbOptions *options, Db **out, DbErr *err) MUST_USE;
/* Every link must have been given back. */
void     db_close(Db *db);
DbEngine db_engine(const Db *db);

/* Brings the schema to the newest of `migrations` (files NNNN_name.sql in order),
 * each in its own transaction, under a lock; a changed checksum of an applied one is
 * ERR_CONFLICT.  In the files {serial} is a self-numbering BIGINT primary key,
 * {without_rowid} a clustered table where the engine has them; a line starting "--pg "
 * or "--sqlite " is taken by that engine only. */
Code db_migrate(Db *db, const Embedded *migrations, DbErr *err) MUST_USE;
/* Prepares every Query, compares result columns with `out` and tables with their
 * shapes, and refuses a text without tenant_id that is not global.  All problems
 * are collected in `problems`, one per line; ERR_CONFLICT if there are any. */
Code db_check(Db *db, Arena *arena, const SqlList *const *lists, size_t count,
              Str *problems) MUST_USE;

/* Which tables tell of somebody, and the word a statement on them has to name: those that have
 * one of the columns, and those of the names. */
typedef struct ScopeRule {
    const char *const *columns, *const *tables;
    size_t      column_count, table_count;
    const char *word;
} ScopeRule;
/* Refuses a statement that reads or changes rows of such a table without the word, unless it is
 * global or says in `unscoped` why it may.  Problems as in db_check. */
Code db_check_scope(Db *db, Arena *arena, const SqlList *const *lists, size_t count,
                    const ScopeRule *rule, Str *problems) MUST_USE;

/* ---- links and transactions ------------------------------------------ */

/* A reading connection; between statements it holds no snapshot. */
Code db_borrow(Db *db, DbLink **out, DbErr *err) MUST_USE;
void db_return(DbLink *link);

/* A writing transaction; `where` (file:line) appears in the slow-transaction log. */
Code db_begin(Db *db, const char *where, DbLink **out, DbErr *err) MUST_USE;
/* Durable when it returns OK.  On failure nothing of it happened; only when PostgreSQL was
 * lost during the COMMIT itself (ERR_UNAVAILABLE without retry) nobody knows.  Gives the
 * link back in any case. */
Code db_commit(DbLink *link, DbErr *err) MUST_USE;
/* Undoes it and gives the link back. */
void db_abandon(DbLink *link);
/* From now on this thread's transactions let those of others go first, by 20 ms at most: for
 * work that nobody waits for.  SQLite only; on PostgreSQL writers do not queue. */
void db_give_way(bool gives);
/* From now on this thread's commits do not wait for the disk: what it writes follows from what was
 * stored before and is written again if the power takes it.  Whatever is durable later makes it
 * durable too.  SQLite only; who keeps in memory how far he is would be ahead of a PostgreSQL
 * that was restarted. */
void db_repeat(bool repeats);
/* Whether somebody who does not give way waits for the writer now: time to commit. */
bool db_is_wanted(DbLink *link);
/* Until it ends, writes of this transaction that nobody asks about (`changed` or `inserted` is
 * NULL) need not wait for each other on PostgreSQL: a failure shows at a later statement, at the
 * latest at the commit.  For work that is undone as a whole then, and done again without this. */
void db_hurry(DbLink *link);
/* A part that can be undone alone; they nest. */
Code db_savepoint(DbLink *link, DbErr *err) MUST_USE;
Code db_release(DbLink *link, DbErr *err) MUST_USE;
void db_rollback_to(DbLink *link);

/* ---- signals --------------------------------------------------------- */

/* Raises topics (bits, below) when and only when the transaction commits. */
void db_signal(DbLink *link, uint32_t topics);
/* `wake` is raised after each commit that signalled one of `topics`, in this process
 * at once, by another process at once (PostgreSQL) or within a second (SQLite). */
void db_subscribe(Db *db, uint32_t topics, Wake *wake);
void db_unsubscribe(Db *db, Wake *wake);
enum { TOPIC_LOG = 1u << 0, TOPIC_OUTBOX = 1u << 1, TOPIC_JOB = 1u << 2, TOPIC_TIMER = 1u << 3 };

/* ---- statements ------------------------------------------------------ */

/* Reads exactly one row; members that no column fills are zero.  ERR_NOT_FOUND leaves `row`
 * untouched.  Text lives in the arena. */
Code db_one(DbLink *link, Arena *arena, const Query *query, void *row, DbErr *err,
            const Value *args, size_t count) MUST_USE;
/* Reads all rows (bound them with LIMIT) as an array of query->out structs. */
Code db_list(DbLink *link, Arena *arena, const Query *query, Rows *rows, DbErr *err,
             const Value *args, size_t count) MUST_USE;
/* Calls `each` for every row without holding them all; stops when it fails and
 * returns that code.  The row and its text live until the next one. */
Code db_each(DbLink *link, Arena *arena, const Query *query,
             Code (*each)(void *with, const void *row), void *with, DbErr *err, const Value *args,
             size_t count) MUST_USE;
/* Runs a write; `changed` (may be NULL) receives the number of rows it touched. */
Code db_run(DbLink *link, Arena *arena, const Query *query, int64_t *changed, DbErr *err,
            const Value *args, size_t count) MUST_USE;
/* Inserts every column of the table's shape. */
Code db_insert(DbLink *link, Arena *arena, const Table *table, const void *row,
               DbErr *err) MUST_USE;
/* Many rows (structs of the table's shape) in as few round trips as the engine allows;
 * rows that meet an existing UNIQUE key are left out when `ignore_known`; `inserted`
 * (may be NULL) counts those that were new. */
Code db_insert_all(DbLink *link, Arena *arena, const Table *table, Rows rows, bool ignore_known,
                   int64_t *inserted, DbErr *err) MUST_USE;

/* ---- remembering what was read --------------------------------------- */

/* Rows told apart by a number, whose writes are noted. */
typedef struct DbWatch {
    const char *table, *column;
    bool        only_existence; /* that they come and go, not what is changed in them */
} DbWatch;
enum { DB_WATCHES_MAX = 4 };
/* From now on; once, before anybody writes; `tables` lives as long as the store.  SQLite only: on
 * PostgreSQL others write at the same time, and who relies on a row has to lock it. */
void    db_watch(Db *db, const DbWatch *tables, size_t count);
/* In a writing transaction: what is read now, and follows from watched rows of one number alone,
 * may be kept with this mark.  0: it may not. */
int64_t db_mark(DbLink *link);
/* In a writing transaction: whether no watched row of this number was written since the mark was
 * given, in this transaction or another or another process.  May be false without need. */
bool    db_is_as_marked(DbLink *link, int64_t number, int64_t mark);
/* In a writing transaction: whether what was written when the mark was given was not undone since.
 * May be false without need. */
bool    db_stands(DbLink *link, int64_t mark);

/* ---- for tests ------------------------------------------------------- */

/* The n-th statement from now (commits included) fails; 0 switches it off. */
void db_fail_at(Db *db, int n);
/* Statements run since the store was opened, for tests that bound round trips. */
int64_t db_statement_count(const Db *db);

/* A fresh migrated store of the given engine for one test.  PostgreSQL: a schema of its
 * own inside WEFT_TEST_PG, which the program's next test gets as new; NULL when that is not set. */
Db  *db_test_open(DbEngine engine);
/* The same with other migrations than the program's. */
Db  *db_test_open_with(DbEngine engine, const Embedded *migrations);
/* The test changed the schema itself: no other gets it. */
void db_test_spoil(Db *db);
void db_test_close(Db *db);

#endif
