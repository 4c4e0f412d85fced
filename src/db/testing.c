/* testing.c -- a fresh migrated store for one test. */
#include "db/driver.h"
#include "sys/env.h"

#include <stdio.h>
#include <unistd.h>

enum { SQL_MAX = 128, SCHEMA_MAX = 64 };

static Db *open_or_die(const char *url)
{
    Db   *db = NULL;
    DbErr err;
    if (db_open(url, NULL, &db, &err) != OK) {
        log_line(LOG_ERROR, "test store", "error=%s", err.detail);
        ASSERT(false && "the test store opens");
    }
    return db;
}

/* On a connection of its own, outside the schema that comes and goes. */
static void run_beside(const char *url, const char *sql)
{
    Db     *db   = open_or_die(url);
    DbLink *link = NULL;
    DbErr   err;
    Code    code = db_begin(db, "db/testing.c", &link, &err);
    ASSERT(code == OK);
    code = db->driver->script(link, sql, &err);
    ASSERT(code == OK);
    code = db_commit(link, &err);
    ASSERT(code == OK);
    db_close(db);
}

static Db *open_pg(Arena *arena)
{
    static atomic_int count;
    const Str         url = env_get(arena, "WEFT_TEST_PG");
    if (url.len == 0) return NULL;
    const Str schema = str_fmt(arena, "test_%d_%d", (int)getpid(), atomic_fetch_add(&count, 1));
    run_beside(str_z(arena, url), str_fmt(arena, "CREATE SCHEMA %.*s", FMT(schema)).ptr);
    const char join = str_find(url, S("?")) >= 0 ? '&' : '?';
    const Str  own  = str_fmt(arena,
                              "%.*s%coptions=-csearch_path%%3D%.*s%%20-csynchronous_commit%%3Doff"
                                "&application_name=%.*s",
                              FMT(url), join, FMT(schema), FMT(schema));
    Db        *db   = open_or_die(own.ptr);
    char      *kept = db_keep_of(db, char, SCHEMA_MAX);
    snprintf(kept, SCHEMA_MAX, "%.*s", FMT(schema));
    db->test_schema = kept;
    return db;
}

Db *db_test_open(DbEngine engine) { return db_test_open_with(engine, &embedded_migration); }

Db *db_test_open_with(DbEngine engine, const Embedded *migrations)
{
    Arena *arena = arena_new(1024 * 1024);
    Db    *db    = engine == DB_POSTGRESQL ? open_pg(arena) : open_or_die("sqlite::memory:");
    DbErr  err;
    if (db != NULL && db_migrate(db, migrations, &err) != OK) {
        log_line(LOG_ERROR, "test store", "error=%s", err.detail);
        ASSERT(false && "the test store migrates");
    }
    arena_free(arena);
    return db;
}

void db_test_close(Db *db)
{
    if (db == NULL) return;
    char sql[SQL_MAX] = { 0 };
    if (db->test_schema != NULL)
        snprintf(sql, sizeof sql, "DROP SCHEMA %s CASCADE", db->test_schema);
    db_close(db);
    if (sql[0] == '\0') return;
    Arena *arena = arena_new(1024 * 1024);
    run_beside(str_z(arena, env_get(arena, "WEFT_TEST_PG")), sql);
    arena_free(arena);
}
