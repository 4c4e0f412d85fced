/* driver.h -- what an engine implements for db.c, and what it may use of it.
 * Private to db/. */
#ifndef DB_DRIVER_H
#define DB_DRIVER_H

#include "db/db.h"

#include <stdatomic.h>

/* A statement as one engine takes it.  Never freed before the store is closed, so its
 * address and number serve as keys of prepared statements. */
typedef struct Text Text;
struct Text {
    const Text  *next;    /* of the same bucket                                    */
    const void  *key;     /* the Query or Table it came from                        */
    const char  *source;  /* its text or name, should a key's memory be used again  */
    int          variant; /* TEXT_QUERY, or TEXT_INSERT with its flags              */
    const char  *name;    /* for messages                                           */
    const char  *sql;
    const Shape *out; /* NULL when no rows are read                             */
    size_t       at;  /* 0, 1, 2, ... in order of first use                     */
};
enum {
    TEXT_QUERY   = 1,
    TEXT_INSERT  = 2,
    TEXT_NEW     = 4, /* leaves out rows that meet an existing key */
    TEXT_MANY    = 8, /* many rows: an array for each column, or TEXT_ROWS rows of places */
    TEXT_ROWS    = 32,
    TEXT_BUCKETS = 512
};

/* A running statement.  `native` and `position` belong to the engine. */
typedef struct Cursor {
    DbLink     *link;
    const Text *text;
    void       *native;
    int64_t     position;
    int64_t     changed;       /* rows touched, known once there are no more rows  */
    const int  *columns;       /* for each field of text->out its column, or -1     */
    bool        piecewise;     /* asked for: do not hold all rows at once          */
    bool        is_later;      /* asked for: nobody wants to know how it ends      */
    bool        is_own;        /* SQLite: a copy to throw away; PostgreSQL: a transaction to end */
    int         server_cursor; /* PostgreSQL: its number, 0 when all rows came at once */
} Cursor;

typedef struct Driver {
    DbEngine engine;
    Code (*open)(Db *db, const char *url, DbErr *err);
    void (*close)(Db *db);
    Code (*borrow)(Db *db, DbLink **out, DbErr *err);
    void (*give_back)(DbLink *link);
    Code (*begin)(Db *db, DbLink **out, DbErr *err);
    Code (*commit)(DbLink *link, DbErr *err);
    void (*abandon)(DbLink *link);
    /* Statements without arguments or rows, separated by ';'. */
    Code (*script)(DbLink *link, const char *sql, DbErr *err);
    /* The same, without waiting how it ends: a failure shows later.  NULL: nothing is gained by
     * that here, and is_later is never set. */
    Code (*later)(DbLink *link, const char *sql, DbErr *err);
    /* execute; next until it has no row; finish in any case once execute was OK. */
    Code (*execute)(Cursor *cursor, Arena *arena, const Value *args, size_t count, DbErr *err);
    Code (*next)(Cursor *cursor, bool *has_row, DbErr *err);
    void (*finish)(Cursor *cursor);
    /* Cells of the present row; NULL reads as 0 and as absent text. */
    int64_t (*cell_i64)(const Cursor *cursor, int column);
    double (*cell_real)(const Cursor *cursor, int column);
    Str (*cell_str)(const Cursor *cursor, int column);
    /* All rows of a table in one statement; NULL when they go TEXT_ROWS at a time. */
    Code (*insert_all)(Cursor *cursor, Arena *arena, const Shape *shape, Rows rows, DbErr *err);
    /* Called once, at the first subscription: changes by other processes are to be
     * noticed from now on. */
    void (*listen)(Db *db);
    /* For db_check.  describe prepares a text and tells its result columns; columns_of
     * tells those of a table; fits says whether a column's type holds a kind. */
    Code (*describe)(DbLink *link, Arena *arena, const Text *text, Vec *columns, DbErr *err);
    Code (*columns_of)(DbLink *link, Arena *arena, const char *table, Vec *columns, DbErr *err);
    bool (*fits)(Kind kind, Str type);
    /* Names (Str) of the tables that have a column. */
    Code (*tables_with)(DbLink *link, Arena *arena, const char *column, Vec *tables, DbErr *err);
} Driver;

/* A column as the engine has it; the type is absent where it knows none. */
typedef struct LiveColumn {
    Str  name, type;
    bool must_be_given; /* NOT NULL without a default */
} LiveColumn;

extern const Driver driver_sqlite, driver_pg;

typedef struct Subscriber Subscriber;
struct Subscriber {
    Subscriber *next;
    uint32_t    topics;
    Wake       *wake; /* NULL: free for use */
};

/* Those who wait to have the same done (db_line.h). */
typedef struct DbLine {
    const void      *what;
    int              leaders;
    struct DbWaiter *first, *last;
} DbLine;
enum { DB_LINES_MAX = 4 };

struct Db {
    const Driver         *driver;
    DbOptions             options;
    void                 *native; /* the engine's own */
    Arena                *arena;  /* lives as long as the store; taken from under `lock` */
    pthread_mutex_t       lock;   /* arena, texts being added, subscribers, lines */
    DbLine                lines[DB_LINES_MAX];
    _Atomic(const Text *) texts[TEXT_BUCKETS];
    size_t                text_count;
    Subscriber           *subscribers;
    bool                  is_listening;
    atomic_int            fail_in; /* statements until an injected failure; 0 = never */
    atomic_llong          statements;
    const char           *test_schema; /* PostgreSQL schema of db_test_open, or NULL */
    bool                  test_schema_is_usual; /* of the program's own migrations   */
};

struct DbLink {
    Db         *db;
    DbLink     *next; /* in the list of free ones */
    bool        in_transaction;
    bool        is_spoiled; /* a statement failed: only going back is left       */
    int         spoiled_at; /* how many savepoints were open then                */
    bool        is_lost;    /* the engine dropped the whole transaction          */
    bool        is_hasty;   /* db_hurry                                          */
    int         savepoints; /* open ones                                         */
    uint32_t    topics;
    const char *where;
    int64_t     began_us;
};

/* Raises every subscription to one of the topics. */
void  db_raise(Db *db, uint32_t topics);
/* Fills `err` and returns `code`. */
Code  db_failed(DbErr *err, Code code, bool retry, const char *format, ...) PRINTF_LIKE(4, 5);
/* Whether another statement of the link may run; takes an injected failure. */
Code  db_may_run(DbLink *link, const char *what, DbErr *err);
/* Notes that a statement failed, if in a transaction; returns `code`. */
Code  db_spoil(DbLink *link, Code code);
/* Memory that lives as long as the store. */
void *db_keep(Db *db, size_t count, size_t size);
#define db_keep_of(db, Type, count) ((Type *)db_keep((db), (count), sizeof(Type)))

/* ---- text.c ---------------------------------------------------------- */

/* The text of a query, expanded for the engine at first use. */
const Text *text_of_query(Db *db, const Query *query);
/* INSERT of all columns of a table; variant TEXT_INSERT, with TEXT_NEW and TEXT_MANY. */
const Text *text_of_insert(Db *db, const Table *table, int variant);

/* ---- row.c ----------------------------------------------------------- */

/* For each field of `shape` the column of that name, or -1; `columns` has shape->count. */
void row_match(const Shape *shape, const char *(*name)(const void *of, int column), const void *of,
               int column_count, int *columns);
/* Reads the present row.  Text is copied into the arena, or borrowed from the engine
 * until the next row when `arena` is NULL. */
Code row_read(const Cursor *cursor, Arena *arena, void *row, DbErr *err);
/* The values of the column fields in order; returns how many. */
size_t row_values(const Shape *shape, const void *row, Value *values);
/* False when a text has a NUL byte: PostgreSQL cannot keep it, so neither engine does. */
bool   row_is_storable(const Value *values, size_t count);
/* True for fields that a table stores. */
bool   row_stores(const Field *field);

#endif
