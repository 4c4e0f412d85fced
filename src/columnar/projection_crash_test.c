/* kill -9 at any moment between log and projection: each event is in the columnar store once. */
#include "columnar/projection.h"
#include "kernel/testing.h"
#include "log/log.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROUNDS = 25, BATCH = 40, BATCHES_MAX = 200, PERSONS = 7, NO_DUCKDB = 77 };

/* Or the address in WEFT_TEST_CLICKHOUSE. */
static const char *store = "duckdb";

static ColumnarOptions options_of(const char *folder)
{
    return (ColumnarOptions){
        .events = str_of(store), .folder = str_of(folder), .memory_mb = 256, .threads = 1
    };
}

static Projection *open_projection(const char *folder)
{
    return projection_new(&(ProjectionOptions){ .store = options_of(folder) });
}

/* The log read from its beginning, by DuckDB whatever the store is. */
static Projection *read_anew(const char *folder)
{
    ColumnarOptions options = options_of(folder);
    options.events          = S("duckdb");
    options.in_memory       = true;
    return projection_new(&(ProjectionOptions){ .store = options });
}

/* Appends and feeds until it is killed; says after each feed that it got there. */
static void live(const char *folder, int round, int report)
{
    Db   *db = NULL;
    DbErr error;
    ASSERT(db_open(str_fmt(arena_new(4096), "sqlite:%s/weft.db", folder).ptr, NULL, &db, &error) ==
           OK);
    Services    services   = { .db = db, .clock = clock_now_ms };
    Projection *projection = open_projection(folder);
    Arena      *arena      = arena_new((size_t)64 << 20);
    for (int batch = 0; batch < BATCHES_MAX; batch++) {
        arena_reset(arena);
        Ctx         cx     = ctx_system(&services, arena, TEST_TENANT, "system:test");
        EventDraft *drafts = arena_make(arena, EventDraft, BATCH);
        int64_t     added  = 0;
        for (int i = 0; i < BATCH; i++)
            drafts[i] = (EventDraft){ .id        = str_fmt(arena, "r%d-%d-%d", round, batch, i),
                                      .type      = S("test.done"),
                                      .person_id = 1 + i % PERSONS,
                                      .payload   = str_fmt(arena, "{\"n%d\":%d,\"t\":\"x\"}",
                                                           (round + batch) % 90, i) };
        ASSERT(event_append_all(&cx, drafts, BATCH, &added) == OK);
        const Code code = projection_feed(&cx, projection);
        if (code != OK && str_equal(str_of(cx.err.reason), S("events.no_duckdb"))) _exit(NO_DUCKDB);
        ASSERT(code == OK);
        ASSERT(write(report, ".", 1) == 1);
    }
}

/* Kills a child after it has fed so many times, somewhere on the way to the next.  False when there
 * is no DuckDB. */
static bool live_and_die(const char *folder, int round, uint64_t *random)
{
    int        ends[2];
    char       sign;
    const int  feeds = (int)prng_below(random, 4);
    const long pause = (long)prng_below(random, 30000);
    ASSERT(pipe(ends) == 0);
    const pid_t child = fork();
    ASSERT(child >= 0);
    if (child == 0) {
        close(ends[0]);
        live(folder, round, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    for (int i = 0; i <= feeds; i++)
        if (read(ends[0], &sign, 1) != 1) break;
    usleep((useconds_t)pause);
    kill(child, SIGKILL);
    int status = 0;
    ASSERT(waitpid(child, &status, 0) == child);
    close(ends[0]);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_DUCKDB) return false;
    assert_false(WIFEXITED(status) && WEXITSTATUS(status) != 0);
    assert_false(WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL);
    return true;
}

typedef struct Sums {
    int64_t events, distinct, places, persons;
} Sums;

static Code take_sums(Ctx *cx, void *with, const ColumnarChunk *chunk)
{
    Sums *sums = with;
    (void)cx;
    *sums = (Sums){ chunk->columns[0].ints[0], chunk->columns[1].ints[0], chunk->columns[2].ints[0],
                    chunk->columns[3].ints[0] };
    return OK;
}

static Sums sums_of(Ctx *cx, Projection *projection)
{
    static const ColumnarKind kinds[] = { COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT, COLUMNAR_INT };
    Sums                      sums    = { 0 };
    VIEWING_EVENTS(view);
    if (projection_begin(cx, projection, NULL, (Strs){ 0 }, &view) != OK)
        fail_msg("%s %.*s", cx->err.reason, FMT(cx->err.detail));
    ColumnarSql              sql     = columnar_sql(cx->arena, view.driver);
    const char *const *const integer = view.driver->dialect->integer;
    columnar_sql_fmt(&sql,
                     "SELECT count(*), count(DISTINCT seq), %ssum(seq)%s, %ssum(person)%s"
                     " FROM event",
                     integer[0], integer[1], integer[0], integer[1]);
    assert_int_equal(view.driver->ask(cx, view.reader,
                                      &(ColumnarAsk){ .sql          = &sql,
                                                      .kinds        = kinds,
                                                      .column_count = COUNT(kinds),
                                                      .each         = take_sums,
                                                      .with         = &sums }),
                     OK);
    return sums;
}

/* What was fed beside what a store made anew holds. */
static void compare(const char *folder, Arena *own)
{
    Db   *db = NULL;
    DbErr error;
    assert_int_equal(db_open(str_fmt(own, "sqlite:%s/weft.db", folder).ptr, NULL, &db, &error), OK);
    Services    services   = { .db = db, .clock = clock_now_ms };
    Ctx         cx         = ctx_system(&services, own, TEST_TENANT, "system:test");
    Projection *projection = open_projection(folder);
    Projection *anew       = read_anew(folder);
    const Sums  fed = sums_of(&cx, projection), rebuilt = sums_of(&cx, anew);
    assert_true(fed.events >= ROUNDS * BATCH / 2);
    assert_int_equal(fed.events, fed.distinct);
    assert_memory_equal(&fed, &rebuilt, sizeof fed);
    projection_free(projection);
    projection_free(anew);
    db_close(db);
}

static void forget_folder(const char *folder, Arena *own)
{
    static const char *const left[] = { "weft.db", "weft.db-wal", "weft.db-shm", "events.duckdb",
                                        "events.duckdb.wal" };
    for (size_t i = 0; i < COUNT(left); i++)
        (void)unlink(str_fmt(own, "%s/%s", folder, left[i]).ptr);
    (void)rmdir(folder);
}

/* A log and, in a store that stays between tests, nothing. */
static void begin(const char *folder, Arena *own)
{
    Db   *db = NULL;
    DbErr error;
    assert_int_equal(db_open(str_fmt(own, "sqlite:%s/weft.db", folder).ptr, NULL, &db, &error), OK);
    assert_int_equal(db_migrate(db, &embedded_migration, &error), OK);
    const ColumnarOptions options = options_of(folder);
    Services              mine    = { .db = db, .clock = clock_now_ms };
    Ctx                   cx      = ctx_system(&mine, own, TEST_TENANT, "system:test");
    if (columnar_driver(options.events)->is_shared)
        assert_int_equal(columnar_driver(options.events)->wipe(&cx, &options), OK);
    db_close(db);
}

static void test_each_event_is_there_once(void **state)
{
    (void)state;
    char     folder[]   = "/tmp/weft-crash.XXXXXX";
    uint64_t random     = 20261127;
    bool     has_duckdb = true;
    assert_non_null(mkdtemp(folder));
    Arena *own = arena_new((size_t)16 << 20);
    begin(folder, own); /* closed again before the first fork: no thread of ours is running then */
    for (int round = 0; has_duckdb && round < ROUNDS; round++)
        has_duckdb = live_and_die(folder, round, &random);
    if (has_duckdb)
        compare(folder, own);
    else
        print_message("no DuckDB: skipped; ./dev install fetches it\n");
    forget_folder(folder, own);
    arena_free(own);
}

int main(void)
{
    const struct CMUnitTest tests[]    = { cmocka_unit_test(test_each_event_is_there_once) };
    const char             *clickhouse = getenv("WEFT_TEST_CLICKHOUSE");
    int                     failed     = cmocka_run_group_tests(tests, NULL, NULL);
    if (clickhouse == NULL) return failed;
    char address[128];
    (void)snprintf(address, sizeof address, "%s/crash_test_%d", clickhouse, (int)getpid());
    store = address;
    return failed + cmocka_run_group_tests_name("clickhouse", tests, NULL, NULL);
}
