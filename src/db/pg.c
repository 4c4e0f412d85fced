/* pg.c -- the PostgreSQL engine: the pool of connections and transactions. */
#include "db/pg.h"

#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* ---- failures -------------------------------------------------------- */

bool pg_is_lost(const PgLink *link)
{
    return link->conn == NULL || PQstatus(link->conn) == CONNECTION_BAD;
}

typedef struct StateMeaning {
    const char *prefix;
    Code        code;
    bool        retry;
} StateMeaning;

/* By SQLSTATE; the first prefix that fits counts. */
static const StateMeaning meanings[] = {
    { "23505", ERR_CONFLICT, false },   /* unique      */
    { "23514", ERR_CONFLICT, false },   /* check       */
    { "23503", ERR_CONFLICT, false },   /* foreign key */
    { "23P01", ERR_CONFLICT, false },   /* exclusion   */
    { "22021", ERR_INVALID, false },    /* text that is no UTF-8       */
    { "40", ERR_UNAVAILABLE, true },    /* serialization, deadlock     */
    { "55P03", ERR_UNAVAILABLE, true }, /* lock not available          */
    { "08", ERR_UNAVAILABLE, true },    /* connection                  */
    { "57P", ERR_UNAVAILABLE, true },   /* shutdown, restart           */
    { "25006", ERR_UNAVAILABLE, true }, /* a standby, after a failover */
    { "53300", ERR_UNAVAILABLE, true }, /* too many connections        */
    { "53", ERR_UNAVAILABLE, false },   /* disk full, out of memory    */
    { "58", ERR_UNAVAILABLE, false },   /* I/O error                   */
};

Code pg_failed(const PgLink *link, const PGresult *result, const char *what, DbErr *err)
{
    const char *state = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *message =
        result != NULL ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (message == NULL)
        message = link->conn != NULL ? PQerrorMessage(link->conn) : "no connection";
    const int len = (int)strcspn(message, "\n");
    for (size_t i = 0; state != NULL && i < COUNT(meanings); i++)
        if (strncmp(state, meanings[i].prefix, strlen(meanings[i].prefix)) == 0)
            return db_failed(err, meanings[i].code, meanings[i].retry, "%s: %.*s (%s)", what, len,
                             message, state);
    if (state == NULL || pg_is_lost(link))
        return db_failed(err, ERR_UNAVAILABLE, true, "%s: %.*s", what, len, message);
    return db_failed(err, ERR_INTERNAL, false, "%s: %.*s (%s)", what, len, message, state);
}

/* ---- connections ----------------------------------------------------- */

static void drop_notice(void *arg, const PGresult *result) { (void)arg, (void)result; }

/* What stands before dbname gives way to the URL. */
Code pg_connect(Pg *pg, PGconn **out, DbErr *err)
{
    const char *const words[]  = { "connect_timeout",
                                   "keepalives_idle",
                                   "tcp_user_timeout",
                                   "fallback_application_name",
                                   "dbname",
                                   "client_encoding",
                                   NULL };
    const char *const values[] = { "10", "30", "30000", "weft", pg->url, "UTF8", NULL };
    PGconn           *conn     = PQconnectdbParams(words, values, 1);
    if (PQstatus(conn) != CONNECTION_OK) {
        const char *message = PQerrorMessage(conn);
        db_failed(err, ERR_UNAVAILABLE, true, "connect: %.*s", (int)strcspn(message, "\n"),
                  message);
        PQfinish(conn);
        return ERR_UNAVAILABLE;
    }
    PQsetNoticeReceiver(conn, drop_notice, NULL);
    *out = conn;
    return OK;
}

static void disconnect(PgLink *link)
{
    PQfinish(link->conn);
    link->conn    = NULL;
    link->waiting = 0;
    for (size_t i = 0; i < link->prepared_room; i++)
        if (link->prepared[i] != NULL) link->prepared[i]->is_ready = false;
}

Code pg_reconnect(PgLink *link, DbErr *err)
{
    disconnect(link);
    return pg_connect(pg_of(link->base.db), &link->conn, err);
}

static Code borrow(Db *db, DbLink **out, DbErr *err)
{
    Pg     *pg   = pg_of(db);
    DbLink *base = NULL;
    TRY(pool_take(&pg->links, db->options.readers_max, &base, err));
    if (base == NULL) {
        base     = &db_keep_of(db, PgLink, 1)->base;
        base->db = db;
    }
    PgLink    *link = (PgLink *)base;
    const Code code = link->conn != NULL ? OK : pg_connect(pg, &link->conn, err);
    if (code != OK) {
        pool_give(&pg->links, base);
        return code;
    }
    *out = base;
    return OK;
}

/* A connection that is lost or in the middle of something is replaced when next lent. */
static void give_back(DbLink *base)
{
    PgLink *link = (PgLink *)base;
    if (pg_is_lost(link) || PQtransactionStatus(link->conn) != PQTRANS_IDLE) disconnect(link);
    pool_give(&pg_of(base->db)->links, base);
}

/* ---- transactions ---------------------------------------------------- */

static Code script(DbLink *base, const char *sql, DbErr *err)
{
    PgLink *link = (PgLink *)base;
    TRY(pg_pipe_end(link, NULL, err));
    PGresult            *result = PQexec(link->conn, sql);
    const ExecStatusType status = PQresultStatus(result);
    Code                 code   = OK;
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        code = pg_failed(link, result, "script", err);
    PQclear(result);
    base->is_lost = base->in_transaction && pg_is_lost(link);
    return code;
}

static Code begin(Db *db, DbLink **out, DbErr *err)
{
    DbLink *base = NULL;
    TRY(borrow(db, &base, err));
    PgLink *link = (PgLink *)base;
    Code    code = script(base, "BEGIN", err);
    /* The server may have been restarted since this connection was used last. */
    if (code != OK && pg_is_lost(link) && (code = pg_reconnect(link, err)) == OK)
        code = script(base, "BEGIN", err);
    if (code != OK) {
        give_back(base);
        return code;
    }
    *out = base;
    return OK;
}

static Code run_commit(PgLink *link, DbErr *err)
{
    char sql[96];
    if (link->base.topics != 0)
        snprintf(sql, sizeof sql, "NOTIFY weft, '%u:%s'; COMMIT", link->base.topics,
                 pg_of(link->base.db)->token);
    else
        snprintf(sql, sizeof sql, "COMMIT");
    PGresult *result = PQexec(link->conn, sql);
    Code      code   = OK;
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        code = pg_failed(link, result, "commit", err);
    else if (strcmp(PQcmdStatus(result), "COMMIT") != 0)
        code = db_failed(err, ERR_INTERNAL, false, "commit: the transaction had failed");
    PQclear(result);
    /* Lost between question and answer: it may have been done, so nobody may run it again
     * without looking. */
    if (code != OK && pg_is_lost(link)) err->retry = false;
    return code;
}

static void give_up(PgLink *link) { PQclear(PQexec(link->conn, "ROLLBACK")); }

static Code commit(DbLink *base, DbErr *err)
{
    Db            *db     = base->db;
    const uint32_t topics = base->topics;
    Code           code   = pg_pipe_end((PgLink *)base, NULL, err);
    if (code == OK)
        code = run_commit((PgLink *)base, err);
    else if (!base->is_lost)
        give_up((PgLink *)base);
    base->in_transaction = false;
    give_back(base);
    if (code == OK && topics != 0) db_raise(db, topics);
    return code;
}

static void abandon(DbLink *base)
{
    PgLink *link = (PgLink *)base;
    DbErr   ignored; /* a transaction that cannot be rolled back is dropped with its connection */
    base->in_transaction = false;
    (void)pg_pipe_end(link, NULL, &ignored);
    if (!base->is_lost) give_up(link);
    give_back(base);
}

/* ---- opening --------------------------------------------------------- */

static Code open(Db *db, const char *url, DbErr *err)
{
    Pg   *pg   = db_keep_of(db, Pg, 1);
    char *kept = db_keep_of(db, char, strlen(url) + 1);
    memcpy(kept, url, strlen(url) + 1);
    pg->db     = db;
    pg->url    = kept;
    db->native = pg;
    snprintf(pg->token, sizeof pg->token, "%016llx", (unsigned long long)random_u64());
    pool_init(&pg->links);
    DbLink *link = NULL;
    TRY(borrow(db, &link, err)); /* a wrong address is told at the start */
    give_back(link);
    return OK;
}

static void close_store(Db *db)
{
    Pg *pg = pg_of(db);
    if (pg->has_listener) pg_listen_stop(pg);
    for (DbLink *link = pg->links.free; link != NULL; link = link->next) disconnect((PgLink *)link);
    pool_deinit(&pg->links);
}

const Driver driver_pg = {
    .engine      = DB_POSTGRESQL,
    .open        = open,
    .close       = close_store,
    .borrow      = borrow,
    .give_back   = give_back,
    .begin       = begin,
    .commit      = commit,
    .abandon     = abandon,
    .script      = script,
    .later       = pg_pipe_later,
    .execute     = pg_cursor_execute,
    .next        = pg_cursor_next,
    .finish      = pg_cursor_finish,
    .cell_i64    = pg_cursor_i64,
    .cell_real   = pg_cursor_real,
    .cell_str    = pg_cursor_str,
    .insert_all  = pg_cursor_insert_all,
    .listen      = pg_listen_start,
    .describe    = pg_check_describe,
    .columns_of  = pg_check_columns_of,
    .tables_with = pg_check_tables_with,
    .fits        = pg_check_fits,
};
