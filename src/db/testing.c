/* testing.c -- a fresh migrated store for one test. */
#include "db/driver.h"
#include "sys/env.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SCHEMA_MAX = 64 };

/* On PostgreSQL a test that ends leaves its schema to the next of the same program, with the rows a
 * new one has: making one takes longer than most tests. */
static char  spare_schema[SCHEMA_MAX];
static pid_t program;

/* Keeps the rows that migrations brought. */
static const char keep_sql[] =
    "CREATE SCHEMA {schema}_kept;"
    "DO $$ DECLARE name text; is_empty boolean; BEGIN"
    " FOR name IN SELECT tablename FROM pg_tables"
    "  WHERE schemaname = '{schema}' AND tablename <> 'schema_version' LOOP"
    "  EXECUTE format('SELECT NOT EXISTS (SELECT FROM {schema}.%I)', name) INTO is_empty;"
    "  IF NOT is_empty THEN"
    "   EXECUTE format('CREATE TABLE {schema}_kept.%I AS TABLE {schema}.%I', name, name);"
    "  END IF; END LOOP;"
    " END $$";

/* Beside keys and triggers, which say in which order rows may go, if at all. */
static const char renew_sql[] =
    "SET LOCAL session_replication_role = replica;"
    "DO $$ DECLARE name text; BEGIN"
    " FOR name IN SELECT tablename FROM pg_tables"
    "  WHERE schemaname = '{schema}' AND tablename <> 'schema_version' LOOP"
    "  EXECUTE format('DELETE FROM {schema}.%I', name); END LOOP;"
    " FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '{schema}_kept' LOOP"
    "  EXECUTE format('INSERT INTO {schema}.%I SELECT * FROM {schema}_kept.%I', name, name);"
    "  END LOOP;"
    " FOR name IN SELECT sequencename FROM pg_sequences"
    "  WHERE schemaname = '{schema}' AND last_value IS NOT NULL LOOP"
    "  EXECUTE format('ALTER SEQUENCE {schema}.%I RESTART', name); END LOOP;"
    " END $$";

static const char drop_sql[] =
    "DROP SCHEMA {schema} CASCADE; DROP SCHEMA IF EXISTS {schema}_kept CASCADE";

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
static void run_beside(const char *sql, Str schema)
{
    Arena  *arena = arena_new(1024 * 1024);
    Db     *db    = open_or_die(str_z(arena, env_get(arena, "WEFT_TEST_PG")));
    DbLink *link  = NULL;
    DbErr   err;
    Code    code = db_begin(db, "db/testing.c", &link, &err);
    ASSERT(code == OK);
    const Str script = str_replace(arena, str_of(sql), S("{schema}"), schema);
    code             = db->driver->script(link, str_z(arena, script), &err);
    ASSERT(code == OK);
    code = db_commit(link, &err);
    ASSERT(code == OK);
    db_close(db);
    arena_free(arena);
}

/* A copy of the program that a test made leaves it alone. */
static void drop_spare(void)
{
    if (spare_schema[0] != '\0' && getpid() == program) run_beside(drop_sql, str_of(spare_schema));
}

static Str new_schema(Arena *arena)
{
    static atomic_int count;
    const int         n = atomic_fetch_add(&count, 1);
    if (n == 0) {
        program = getpid();
        atexit(drop_spare);
    }
    const Str schema = str_fmt(arena, "test_%d_%d", (int)getpid(), n);
    run_beside("CREATE SCHEMA {schema}", schema);
    return schema;
}

static Str take_spare(Arena *arena)
{
    const Str schema = str_copy(arena, str_of(spare_schema));
    spare_schema[0]  = '\0';
    return schema;
}

static Db *open_pg(Arena *arena, bool is_usual, bool *is_new)
{
    const Str url = env_get(arena, "WEFT_TEST_PG");
    if (url.len == 0) return NULL;
    *is_new           = !is_usual || spare_schema[0] == '\0';
    const Str  schema = *is_new ? new_schema(arena) : take_spare(arena);
    const char join   = str_find(url, S("?")) >= 0 ? '&' : '?';
    const Str  own    = str_fmt(arena,
                                "%.*s%coptions=-csearch_path%%3D%.*s%%20-csynchronous_commit%%3Doff"
                                    "&application_name=%.*s",
                                FMT(url), join, FMT(schema), FMT(schema));
    Db        *db     = open_or_die(own.ptr);
    char      *kept   = db_keep_of(db, char, SCHEMA_MAX);
    snprintf(kept, SCHEMA_MAX, "%.*s", FMT(schema));
    db->test_schema          = kept;
    db->test_schema_is_usual = is_usual;
    return db;
}

static void migrate(Db *db, const Embedded *migrations)
{
    DbErr err;
    if (db_migrate(db, migrations, &err) == OK) return;
    log_line(LOG_ERROR, "test store", "error=%s", err.detail);
    ASSERT(false && "the test store migrates");
}

Db *db_test_open(DbEngine engine) { return db_test_open_with(engine, &embedded_migration); }

Db *db_test_open_with(DbEngine engine, const Embedded *migrations)
{
    if (engine == DB_SQLITE) {
        Db *db = open_or_die("sqlite::memory:");
        migrate(db, migrations);
        return db;
    }
    Arena     *arena    = arena_new(1024 * 1024);
    const bool is_usual = migrations == &embedded_migration;
    bool       is_new   = false;
    Db        *db       = open_pg(arena, is_usual, &is_new);
    if (db != NULL) migrate(db, migrations);
    if (is_new && is_usual) run_beside(keep_sql, str_of(db->test_schema));
    arena_free(arena);
    return db;
}

static void close_pg(Db *db)
{
    Arena     *arena    = arena_new(1024 * 1024);
    const Str  schema   = str_copy(arena, str_of(db->test_schema));
    const bool is_usual = db->test_schema_is_usual;
    db_close(db);
    if (is_usual && spare_schema[0] == '\0') {
        run_beside(renew_sql, schema);
        snprintf(spare_schema, sizeof spare_schema, "%.*s", FMT(schema));
    } else {
        run_beside(drop_sql, schema);
    }
    arena_free(arena);
}

void db_test_spoil(Db *db) { db->test_schema_is_usual = false; }

void db_test_close(Db *db)
{
    if (db == NULL) return;
    if (db->test_schema != NULL)
        close_pg(db);
    else
        db_close(db);
}
