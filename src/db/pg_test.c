/* pg_test.c -- a PostgreSQL that goes away and comes back.  Needs WEFT_TEST_PG. */
#include "db/pg.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct Row {
    int64_t id;
} Row;
static const Field row_fields[] = { FIELD(Row, id) };
static const Shape row_shape    = SHAPE(Row, row_fields);
static const Table row_table    = { "line", &row_shape };

static const char         line_sql[] = "CREATE TABLE line (id BIGINT NOT NULL PRIMARY KEY);";
static const EmbeddedFile files[]    = { { "0001_line.sql", line_sql,
                                           line_sql + sizeof line_sql - 1 } };
static const Embedded     migrations = { files, 1 };

static const Query all      = { .name   = "line.all",
                                .sql    = "SELECT {cols} FROM line ORDER BY id",
                                .out    = &row_shape,
                                .global = true };
static const Query kill_all = {
    .name   = "test.kill",
    .sql    = "SELECT CAST(count(pg_terminate_backend(pid)) AS BIGINT) AS id FROM pg_stat_activity"
              " WHERE application_name = $1 AND pid <> pg_backend_pid()",
    .out    = &row_shape,
    .global = true,
};

typedef struct Room {
    Db    *db;
    Arena *arena;
    DbErr  err;
} Room;

static int enter(void **state)
{
    Arena *arena = arena_new(64 * 1024 * 1024);
    Room  *room  = arena_make(arena, Room, 1);
    room->arena  = arena;
    room->db     = db_test_open_with(DB_POSTGRESQL, &migrations);
    *state       = room;
    return 0;
}

static int leave(void **state)
{
    Room *room = *state;
    db_test_close(room->db);
    arena_free(room->arena);
    return 0;
}

/* A second process, as the server sees it. */
static Db *open_beside(Room *room)
{
    Db *db = NULL;
    assert_int_equal(db_open(pg_of(room->db)->url, NULL, &db, &room->err), OK);
    return db;
}

/* Ends all connections of the store but the one it is told on. */
static int64_t kill_connections(Db *from, const char *schema)
{
    Arena  *arena = arena_new(64 * 1024);
    DbLink *link  = NULL;
    DbErr   err;
    Row     out = { 0 };
    assert_int_equal(db_borrow(from, &link, &err), OK);
    assert_int_equal(db_one(link, arena, &kill_all, &out, &err, ARGS(V(str_of(schema)))), OK);
    db_return(link);
    arena_free(arena);
    return out.id;
}

static Code insert(Db *db, Arena *arena, int64_t id, DbErr *err)
{
    DbLink *link = NULL;
    TRY(db_begin(db, "pg_test.c", &link, err));
    const Code code = db_insert(link, arena, &row_table, &(Row){ id }, err);
    if (code == OK) return db_commit(link, err);
    db_abandon(link);
    return code;
}

static Rows rows_of(Room *room)
{
    DbLink *link = NULL;
    Rows    rows = { 0 };
    assert_int_equal(db_borrow(room->db, &link, &room->err), OK);
    assert_int_equal(db_list(link, room->arena, &all, &rows, &room->err, NO_ARGS), OK);
    db_return(link);
    return rows;
}

static void test_idle_connections_that_died_are_not_noticed(void **state)
{
    Room *room = *state;
    if (room->db == NULL) skip();
    Db *beside = open_beside(room);
    assert_int_equal(insert(room->db, room->arena, 1, &room->err), OK);
    assert_true(kill_connections(beside, room->db->test_schema) > 0);
    assert_int_equal(rows_of(room).count, 1);
    assert_true(kill_connections(beside, room->db->test_schema) > 0);
    assert_int_equal(insert(room->db, room->arena, 2, &room->err), OK);
    assert_int_equal(rows_of(room).count, 2);
    db_close(beside);
}

static void test_a_transaction_that_lost_its_connection_may_run_again(void **state)
{
    Room *room = *state;
    if (room->db == NULL) skip();
    Db     *beside = open_beside(room);
    DbLink *link   = NULL;
    assert_int_equal(db_begin(room->db, "pg_test.c", &link, &room->err), OK);
    assert_int_equal(db_insert(link, room->arena, &row_table, &(Row){ 1 }, &room->err), OK);
    assert_true(kill_connections(beside, room->db->test_schema) > 0);
    assert_int_equal(db_insert(link, room->arena, &row_table, &(Row){ 2 }, &room->err),
                     ERR_UNAVAILABLE);
    assert_true(room->err.retry);
    assert_int_equal(db_insert(link, room->arena, &row_table, &(Row){ 3 }, &room->err),
                     ERR_UNAVAILABLE);
    assert_int_equal(db_commit(link, &room->err), ERR_UNAVAILABLE);
    assert_int_equal(rows_of(room).count, 0);
    assert_int_equal(insert(room->db, room->arena, 1, &room->err), OK);
    db_close(beside);
}

static void test_a_listener_comes_back(void **state)
{
    Room *room = *state;
    if (room->db == NULL) skip();
    Db   *beside = open_beside(room);
    Wake *wake   = wake_new();
    db_subscribe(room->db, TOPIC_OUTBOX, wake);
    assert_true(wake_wait(wake, 10000)); /* it listens now */
    DbLink *link = NULL;
    assert_int_equal(db_begin(beside, "beside", &link, &room->err), OK);
    db_signal(link, TOPIC_OUTBOX);
    assert_int_equal(db_commit(link, &room->err), OK);
    assert_true(wake_wait(wake, 10000));
    assert_true(kill_connections(beside, room->db->test_schema) > 0);
    assert_true(wake_wait(wake, 10000)); /* it listens again */
    assert_int_equal(db_begin(beside, "beside", &link, &room->err), OK);
    db_signal(link, TOPIC_JOB);
    assert_int_equal(db_commit(link, &room->err), OK);
    assert_false(wake_wait(wake, 300)); /* another topic */
    db_unsubscribe(room->db, wake);
    db_close(beside);
    wake_free(wake);
}

typedef struct Migrator {
    Db   *db;
    Code  code;
    DbErr err;
} Migrator;

static void *migrate_it(void *arg)
{
    static const char more_sql[]     = "CREATE TABLE more (a BIGINT); INSERT INTO more VALUES (1);";
    static const EmbeddedFile list[] = {
        { "0001_line.sql", line_sql, line_sql + sizeof line_sql - 1 },
        { "0002_more.sql", more_sql, more_sql + sizeof more_sql - 1 },
    };
    static const Embedded embedded = { list, COUNT(list) };
    Migrator             *migrator = arg;
    migrator->code                 = db_migrate(migrator->db, &embedded, &migrator->err);
    return NULL;
}

static void test_several_processes_may_migrate_at_once(void **state)
{
    Room *room = *state;
    if (room->db == NULL) skip();
    Migrator  migrators[6];
    pthread_t threads[COUNT(migrators)];
    for (size_t i = 0; i < COUNT(migrators); i++)
        migrators[i] = (Migrator){ .db = open_beside(room) };
    for (size_t i = 0; i < COUNT(migrators); i++)
        threads[i] = thread_start("migrator", 512, migrate_it, &migrators[i]);
    for (size_t i = 0; i < COUNT(migrators); i++) {
        thread_join(threads[i]);
        assert_int_equal(migrators[i].code, OK);
        db_close(migrators[i].db);
    }
}

enum { THREADS = 8, ROWS_EACH = 300 };

typedef struct Worker {
    Db     *db;
    int64_t first;
    int64_t kept, again, unknown;
    bool    is_kept[ROWS_EACH];
} Worker;

static void *work(void *arg)
{
    Worker *worker = arg;
    Arena  *arena  = arena_new(1024 * 1024);
    for (int64_t i = 0; i < ROWS_EACH; i++) {
        DbErr err;
        Code  code;
        arena_reset(arena);
        while ((code = insert(worker->db, arena, worker->first + i, &err)) != OK && err.retry)
            worker->again++;
        worker->is_kept[i] = code == OK;
        if (code == OK)
            worker->kept++;
        else
            worker->unknown++; /* lost while it committed */
    }
    arena_free(arena);
    return NULL;
}

static bool contains(Rows rows, int64_t id)
{
    for (size_t i = 0; i < rows.count; i++)
        if (ROWS_AT(Row, rows, i)->id == id) return true;
    return false;
}

static void test_killed_under_load_nothing_acknowledged_is_lost(void **state)
{
    Room *room = *state;
    if (room->db == NULL) skip();
    Db           *beside = open_beside(room);
    static Worker workers[THREADS];
    pthread_t     threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ .db = room->db, .first = i * 10000 };
        threads[i] = thread_start("worker", 512, work, &workers[i]);
    }
    for (int i = 0; i < 10; i++) {
        clock_sleep_ms(15);
        (void)kill_connections(beside, room->db->test_schema); /* perhaps none was open */
    }
    int64_t kept = 0, unknown = 0;
    for (int i = 0; i < THREADS; i++) {
        thread_join(threads[i]);
        kept += workers[i].kept;
        unknown += workers[i].unknown;
    }
    const Rows rows = rows_of(room);
    assert_true((int64_t)rows.count >= kept && (int64_t)rows.count <= kept + unknown);
    for (int i = 0; i < THREADS; i++)
        for (int64_t r = 0; r < ROWS_EACH; r++)
            if (workers[i].is_kept[r]) assert_true(contains(rows, workers[i].first + r));
    db_close(beside);
}

#define IN_ROOM(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(test_idle_connections_that_died_are_not_noticed),
        IN_ROOM(test_a_transaction_that_lost_its_connection_may_run_again),
        IN_ROOM(test_a_listener_comes_back),
        IN_ROOM(test_several_processes_may_migrate_at_once),
        IN_ROOM(test_killed_under_load_nothing_acknowledged_is_lost),
    };
    return cmocka_run_group_tests_name("postgresql", tests, NULL, NULL);
}
