/* pg_listen.c -- a thread that hears what other processes committed (NOTIFY weft). */
#include "db/pg.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { AGAIN_MS = 500, IDLE_MS = 30000 };

/* True when the listener is to end; else something came or the time is over. */
static bool wait_for(Pg *pg, int socket, int timeout_ms)
{
    struct pollfd fds[] = { { .fd = pg->stop_fd, .events = POLLIN },
                            { .fd = socket, .events = POLLIN } };
    (void)poll(fds, socket < 0 ? 1 : 2, timeout_ms); /* an interrupted wait is a short one */
    return atomic_load(&pg->is_closing);
}

/* "5:TOKEN"; our own were raised at the commit. */
static void hear(Pg *pg, const PGnotify *notice)
{
    unsigned topics = 0;
    char     token[sizeof pg->token];
    if (sscanf(notice->extra, "%u:%16s", &topics, token) != 2) return;
    if (strcmp(token, pg->token) != 0) db_raise(pg->db, topics);
}

static bool start_hearing(Pg *pg, PGconn **conn)
{
    DbErr err;
    if (pg_connect(pg, conn, &err) != OK) return false;
    PGresult  *result = PQexec(*conn, "LISTEN weft");
    const bool ok     = PQresultStatus(result) == PGRES_COMMAND_OK;
    PQclear(result);
    return ok;
}

static void hear_until_lost(Pg *pg, PGconn *conn)
{
    while (!wait_for(pg, PQsocket(conn), IDLE_MS)) {
        if (PQconsumeInput(conn) == 0) return;
        for (PGnotify *notice = PQnotifies(conn); notice != NULL; notice = PQnotifies(conn)) {
            hear(pg, notice);
            PQfreemem(notice);
        }
    }
}

static void *listen(void *arg)
{
    Pg *pg = arg;
    while (!atomic_load(&pg->is_closing)) {
        PGconn *conn = NULL;
        if (start_hearing(pg, &conn)) {
            db_raise(pg->db, UINT32_MAX); /* what was said while nobody listened */
            hear_until_lost(pg, conn);
        }
        PQfinish(conn);
        (void)wait_for(pg, -1, AGAIN_MS); /* the loop asks whether it was the end */
    }
    return NULL;
}

void pg_listen_start(Db *db)
{
    Pg *pg      = pg_of(db);
    pg->stop_fd = eventfd(0, EFD_CLOEXEC);
    ASSERT(pg->stop_fd >= 0);
    pg->listener     = thread_start("weft-db-listen", 256, listen, pg);
    pg->has_listener = true;
}

void pg_listen_stop(Pg *pg)
{
    atomic_store(&pg->is_closing, true);
    const int rc = eventfd_write(pg->stop_fd, 1);
    ASSERT(rc == 0);
    thread_join(pg->listener);
    close(pg->stop_fd);
}
