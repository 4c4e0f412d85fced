/* pg.h -- what the parts of the PostgreSQL engine share.  Private to db/. */
#ifndef DB_PG_H
#define DB_PG_H

#include "db/driver.h"
#include "db/pool.h"

#include <libpq-fe.h>

/* The types that are named to the server or read from it. */
enum {
    PG_BOOL    = 16,
    PG_INT8    = 20,
    PG_INT2    = 21,
    PG_INT4    = 23,
    PG_TEXT    = 25,
    PG_FLOAT4  = 700,
    PG_FLOAT8  = 701,
    PG_VARCHAR = 1043,
    PG_NUMERIC = 1700
};

typedef struct PgPrepared {
    bool is_ready;
    int *columns; /* as in Cursor; NULL until the first result */
} PgPrepared;

enum { PG_ARGS_MAX = 64, PG_WAITING_MAX = 128 };

/* The values of a statement. */
typedef struct PgBound {
    Oid         types[PG_ARGS_MAX];
    const char *texts[PG_ARGS_MAX];
    size_t      count;
} PgBound;

typedef struct PgLink {
    DbLink       base;     /* first: a DbLink * of this engine is a PgLink *     */
    PGconn      *conn;     /* NULL: to be connected when it is lent               */
    PgPrepared **prepared; /* by Text.at */
    size_t       prepared_room;
    int          cursors; /* number for the name of the next one */
    size_t       waiting; /* statements that were sent and whose outcome was not read */
    const char  *waiting_names[PG_WAITING_MAX];
} PgLink;

typedef struct Pg {
    Db         *db;
    const char *url;
    char        token[17]; /* tells our own notifications from others' */
    Pool        links;
    bool        has_listener;
    atomic_bool is_closing;
    int         stop_fd; /* an eventfd: readable when the listener is to end */
    pthread_t   listener;
} Pg;

static inline Pg *pg_of(const Db *db) { return db->native; }

/* ---- pg.c ------------------------------------------------------------ */

/* A connection with our settings; free it with PQfinish. */
Code pg_connect(Pg *pg, PGconn **out, DbErr *err);
/* Fills `err` from a failed result (NULL: from the connection) and returns its code. */
Code pg_failed(const PgLink *link, const PGresult *result, const char *what, DbErr *err);
/* Connects again after a loss; what was prepared is forgotten. */
Code pg_reconnect(PgLink *link, DbErr *err);
bool pg_is_lost(const PgLink *link);

/* ---- pg_cursor.c: statements and rows --------------------------------- */

/* The driver's functions of these names (db/driver.h). */
Code pg_cursor_execute(Cursor *cursor, Arena *arena, const Value *args, size_t count, DbErr *err);
Code pg_cursor_next(Cursor *cursor, bool *has_row, DbErr *err);
void pg_cursor_finish(Cursor *cursor);
int64_t pg_cursor_i64(const Cursor *cursor, int column);
double  pg_cursor_real(const Cursor *cursor, int column);
Str     pg_cursor_str(const Cursor *cursor, int column);
Code pg_cursor_insert_all(Cursor *cursor, Arena *arena, const Shape *shape, Rows rows, DbErr *err);

/* ---- pg_pipe.c: statements whose outcome is read later ----------------- */

/* Sends a prepared one. */
Code pg_pipe_add(PgLink *link, const char *statement, const char *name, const PgBound *bound,
                 DbErr *err);
/* Sends a text; the driver's `later`. */
Code pg_pipe_later(DbLink *base, const char *sql, DbErr *err);
/* Reads every outcome and returns the first failure; the result of the last one goes to `last`,
 * which may be NULL.  Before anything else is done with the connection. */
Code pg_pipe_end(PgLink *link, PGresult **last, DbErr *err);

/* ---- pg_listen.c ----------------------------------------------------- */

/* The thread that raises what other processes signalled; once per store. */
void pg_listen_start(Db *db);
/* Ends it and waits for it. */
void pg_listen_stop(Pg *pg);

/* ---- pg_check.c ------------------------------------------------------ */

/* The driver's functions of these names (db/driver.h). */
Code pg_check_describe(DbLink *link, Arena *arena, const Text *text, Vec *columns, DbErr *err);
Code pg_check_columns_of(DbLink *link, Arena *arena, const char *table, Vec *columns, DbErr *err);
Code pg_check_tables_with(DbLink *link, Arena *arena, const char *column, Vec *tables, DbErr *err);
bool pg_check_fits(Kind kind, Str type);

#endif
