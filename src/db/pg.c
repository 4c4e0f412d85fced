/* pg.c -- the PostgreSQL engine. */
#include "db/driver.h"

static Code open(Db *db, const char *url, DbErr *err)
{
    (void)db, (void)url;
    return db_failed(err, ERR_UNAVAILABLE, false, "no PostgreSQL in this build");
}

const Driver driver_pg = { .engine = DB_POSTGRESQL, .open = open };
