/* pg_pipe.c -- statements of PostgreSQL sent one after the other without waiting for each
 * outcome (libpq's pipeline mode).  The outcomes are read when one is asked for. */
#include "db/pg.h"

enum { FLUSH_EACH = 16 /* so that the server works while we go on */ };

static Code broken(PgLink *link, const char *what, DbErr *err)
{
    const Code code    = pg_failed(link, NULL, what, err);
    link->base.is_lost = link->base.in_transaction && pg_is_lost(link);
    return code;
}

/* Makes room for one more. */
static Code open_pipe(PgLink *link, DbErr *err)
{
    if (link->waiting == PG_WAITING_MAX) TRY(pg_pipe_end(link, NULL, err));
    if (link->waiting > 0) return OK;
    return PQenterPipelineMode(link->conn) == 1 ? OK : broken(link, "pipeline", err);
}

static void add(PgLink *link, const char *name)
{
    link->waiting_names[link->waiting++] = name;
    if (link->waiting % FLUSH_EACH == 0) (void)PQflush(link->conn); /* the end tells of losses */
}

Code pg_pipe_add(PgLink *link, const char *statement, const char *name, const PgBound *bound,
                 DbErr *err)
{
    TRY(open_pipe(link, err));
    if (PQsendQueryPrepared(link->conn, statement, (int)bound->count, bound->texts, NULL, NULL,
                            0) != 1)
        return broken(link, name, err);
    add(link, name);
    return OK;
}

Code pg_pipe_later(DbLink *base, const char *sql, DbErr *err)
{
    PgLink *link = (PgLink *)base;
    TRY(open_pipe(link, err));
    if (PQsendQueryParams(link->conn, sql, 0, NULL, NULL, NULL, NULL, 0) != 1)
        return broken(link, "part", err);
    add(link, "part");
    return OK;
}

/* The outcome of one; NULL when the connection is lost. */
static PGresult *take(PgLink *link)
{
    PGresult *result = PQgetResult(link->conn);
    PGresult *none   = result != NULL ? PQgetResult(link->conn) : NULL;
    PQclear(none); /* there is one result a statement, then nothing */
    return result;
}

static bool is_good(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* After a failure the server skips the rest: the first one tells what was wrong. */
static Code take_all(PgLink *link, PGresult **last, DbErr *err)
{
    Code code = OK;
    for (size_t i = 0; i < link->waiting; i++) {
        PGresult *result = take(link);
        if (code == OK && !is_good(result))
            code = pg_failed(link, result, link->waiting_names[i], err);
        if (code == OK && last != NULL && i + 1 == link->waiting)
            *last = result;
        else
            PQclear(result);
        if (pg_is_lost(link)) break;
    }
    return code;
}

Code pg_pipe_end(PgLink *link, PGresult **last, DbErr *err)
{
    if (link->waiting == 0) return OK;
    Code code = PQpipelineSync(link->conn) == 1 ? OK : broken(link, "pipeline", err);
    if (code == OK) code = take_all(link, last, err);
    if (!pg_is_lost(link)) PQclear(PQgetResult(link->conn)); /* that all were told */
    link->waiting = 0;
    if (pg_is_lost(link) || PQexitPipelineMode(link->conn) != 1) {
        if (code == OK && last != NULL) PQclear(*last);
        return broken(link, "pipeline", err);
    }
    return code;
}
