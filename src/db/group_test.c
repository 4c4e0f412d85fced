/* group_test.c -- group commit of SQLite: many threads, kill -9, a full disk, two processes. */
#include "db/sqlite.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct Row {
    int64_t id, thread;
    Str     text;
} Row;

static const Field row_fields[] = { FIELD_ID(Row, id), FIELD(Row, thread), FIELD(Row, text) };
static const Shape row_shape    = SHAPE(Row, row_fields);
static const Table row_table    = { "line", &row_shape };

static const char line_sql[] =
    "CREATE TABLE line (id BIGINT NOT NULL PRIMARY KEY, thread BIGINT NOT NULL, text TEXT);";
static const EmbeddedFile files[]    = { { "0001_line.sql", line_sql,
                                           line_sql + sizeof line_sql - 1 } };
static const Embedded     migrations = { files, 1 };

typedef struct Count {
    int64_t count;
} Count;
static const Field count_fields[] = { FIELD(Count, count) };
static const Shape count_shape    = SHAPE(Count, count_fields);
static const Query count_all      = { .name   = "line.count",
                                      .sql    = "SELECT count(*) AS count FROM line",
                                      .out    = &count_shape,
                                      .global = true };
static const Query count_one      = { .name   = "line.count_one",
                                      .sql    = "SELECT count(*) AS count FROM line WHERE id = $1",
                                      .out    = &count_shape,
                                      .global = true };

/* ---- a store on disk -------------------------------------------------- */

static char folder[64];

static void make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/weft-group-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static void remove_folder(void)
{
    static const char *const names[] = { "a.db", "a.db-wal", "a.db-shm" };
    char                     path[128];
    for (size_t i = 0; i < COUNT(names); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

static Db *open_store(void)
{
    char  url[128];
    Db   *db = NULL;
    DbErr err;
    snprintf(url, sizeof url, "sqlite:%s/a.db", folder);
    if (db_open(url, NULL, &db, &err) != OK || db_migrate(db, &migrations, &err) != OK) {
        fprintf(stderr, "%s\n", err.detail);
        abort();
    }
    return db;
}

static Code insert_lines(Db *db, Arena *arena, int64_t first, int64_t count, size_t size,
                         DbErr *err)
{
    DbLink *link = NULL;
    char   *text = arena_make(arena, char, size);
    memset(text, 'x', size);
    TRY(db_begin(db, "group_test.c", &link, err));
    for (int64_t i = 0; i < count; i++) {
        const Code code =
            db_insert(link, arena, &row_table, &(Row){ first + i, 0, { text, size } }, err);
        if (code != OK) {
            db_abandon(link);
            return code;
        }
    }
    return db_commit(link, err);
}

static int64_t count_of(Db *db, const Query *query, int64_t id)
{
    Arena  *arena = arena_new(64 * 1024);
    DbLink *link  = NULL;
    DbErr   err;
    Count   out = { -1 };
    assert_int_equal(db_borrow(db, &link, &err), OK);
    assert_int_equal(db_one(link, arena, query, &out, &err, &(Value){ KIND_I64, { .i64 = id } },
                            query == &count_all ? 0 : 1),
                     OK);
    db_return(link);
    arena_free(arena);
    return out.count;
}

/* ---- many threads ---------------------------------------------------- */

enum { THREADS = 16, ROUNDS = 150 };

typedef struct Worker {
    Db     *db;
    int64_t number;
    int64_t kept; /* rows of committed transactions */
} Worker;

/* Every third transaction is abandoned, every fifth fails half-way, some go on after a
 * part undone: what others do at the same time must not show. */
static void work_once(Worker *worker, Arena *arena, int64_t round)
{
    const int64_t id   = worker->number * 1000000 + round * 10;
    DbLink       *link = NULL;
    DbErr         err;
    assert_int_equal(db_begin(worker->db, "worker", &link, &err), OK);
    assert_int_equal(db_insert(link, arena, &row_table, &(Row){ id, worker->number, S("a") }, &err),
                     OK);
    assert_int_equal(db_savepoint(link, &err), OK);
    assert_int_equal(
        db_insert(link, arena, &row_table, &(Row){ id + 1, worker->number, S("b") }, &err), OK);
    if (round % 2 == 0)
        db_rollback_to(link);
    else
        assert_int_equal(db_release(link, &err), OK);
    if (round % 5 == 0)
        assert_int_equal(db_insert(link, arena, &row_table, &(Row){ id, 0, S("twice") }, &err),
                         ERR_CONFLICT);
    if (round % 3 == 0 || round % 5 == 0) {
        db_abandon(link);
        return;
    }
    assert_int_equal(db_commit(link, &err), OK);
    worker->kept += round % 2 == 0 ? 1 : 2;
    assert_int_equal(count_of(worker->db, &count_one, id), 1);
}

static void *work(void *arg)
{
    Worker *worker = arg;
    Arena  *arena  = arena_new(1024 * 1024);
    for (int64_t round = 1; round <= ROUNDS; round++) {
        arena_reset(arena);
        work_once(worker, arena, round);
    }
    arena_free(arena);
    return NULL;
}

static void test_many_threads_keep_exactly_what_they_committed(void **state)
{
    (void)state;
    Db       *db = db_test_open_with(DB_SQLITE, &migrations);
    Worker    workers[THREADS];
    pthread_t threads[THREADS];
    int64_t   kept = 0;
    for (int i = 0; i < THREADS; i++) {
        workers[i] = (Worker){ db, i + 1, 0 };
        threads[i] = thread_start("worker", 512, work, &workers[i]);
    }
    for (int i = 0; i < THREADS; i++) {
        thread_join(threads[i]);
        kept += workers[i].kept;
    }
    assert_int_equal(count_of(db, &count_all, 0), kept);
    db_test_close(db);
}

/* ---- a late committer ------------------------------------------------- */

typedef struct Early {
    Db         *db;
    int64_t     id;
    atomic_bool is_done;
    Code        code;
} Early;

static void *commit_early(void *arg)
{
    Early *early = arg;
    Arena *arena = arena_new(64 * 1024);
    DbErr  err;
    early->code = insert_lines(early->db, arena, early->id, 1, 10, &err);
    atomic_store(&early->is_done, true);
    arena_free(arena);
    return NULL;
}

static int waiting_count(Db *db)
{
    SqliteWriter *writer = &sqlite_of(db)->writer;
    LOCKED(&writer->lock);
    return writer->waiting.count;
}

static int group_count(Db *db)
{
    SqliteWriter *writer = &sqlite_of(db)->writer;
    LOCKED(&writer->lock);
    return writer->group.count;
}

/* Two wait for the writer.  The first of them to commit joins a group with the second, who
 * has the writer then and decides when it is durable. */
static void test_nobody_is_answered_before_the_group_is_durable(void **state)
{
    (void)state;
    Db     *db    = db_test_open_with(DB_SQLITE, &migrations);
    DbLink *first = NULL, *link = NULL;
    Arena  *arena = arena_new(64 * 1024);
    DbErr   err;
    Early   early = { .db = db, .id = 1 };
    assert_int_equal(db_begin(db, "first", &first, &err), OK);
    const pthread_t thread = thread_start("early", 512, commit_early, &early);
    while (waiting_count(db) == 0) clock_sleep_ms(1);
    /* A second in the queue behind it: the early one passes the writer on to it. */
    Early           other   = { .db = db, .id = 2 };
    const pthread_t thread2 = thread_start("other", 512, commit_early, &other);
    while (waiting_count(db) < 2) clock_sleep_ms(1);
    db_abandon(first);
    thread_join(thread);
    thread_join(thread2);
    assert_int_equal(early.code, OK);
    assert_int_equal(other.code, OK);
    assert_int_equal(group_count(db), 0);
    assert_int_equal(count_of(db, &count_all, 0), 2);
    /* And alone again. */
    assert_int_equal(db_begin(db, "last", &link, &err), OK);
    db_abandon(link);
    arena_free(arena);
    db_test_close(db);
}

typedef struct Comer {
    Db         *db;
    bool        gives_way;
    atomic_int *place; /* of the next to have the writer */
    int         came;
} Comer;

static void *come(void *arg)
{
    Comer  *comer = arg;
    DbLink *link  = NULL;
    DbErr   err;
    db_give_way(comer->gives_way);
    assert_int_equal(db_begin(comer->db, "comer", &link, &err), OK);
    comer->came = atomic_fetch_add(comer->place, 1);
    db_abandon(link);
    return NULL;
}

static int patient_count(Db *db)
{
    SqliteWriter *writer = &sqlite_of(db)->writer;
    LOCKED(&writer->lock);
    return writer->patient.count;
}

/* A door that comes after a consumer has the writer before it, and the holder is told. */
static void test_who_gives_way_goes_after_those_at_the_doors(void **state)
{
    (void)state;
    Db        *db     = db_test_open_with(DB_SQLITE, &migrations);
    DbLink    *holder = NULL;
    atomic_int place  = 0;
    DbErr      err;
    Comer      patient = { db, true, &place, -1 }, door = { db, false, &place, -1 };
    assert_int_equal(db_begin(db, "holder", &holder, &err), OK);
    const pthread_t first = thread_start("patient", 512, come, &patient);
    while (patient_count(db) == 0) clock_sleep_ms(1);
    assert_false(db_is_wanted(holder));
    const pthread_t second = thread_start("door", 512, come, &door);
    while (waiting_count(db) == 0) clock_sleep_ms(1);
    assert_true(db_is_wanted(holder));
    sqlite_of(db)->writer.patient.first->came_us = clock_mono_us(); /* however slow we were */
    db_abandon(holder);
    thread_join(first);
    thread_join(second);
    assert_int_equal(door.came, 0);
    assert_int_equal(patient.came, 1);
    db_test_close(db);
}

/* But not for ever; and of many who did so, one at a time. */
static void test_who_gave_way_long_enough_is_next(void **state)
{
    (void)state;
    Db        *db     = db_test_open_with(DB_SQLITE, &migrations);
    DbLink    *holder = NULL;
    atomic_int place  = 0;
    DbErr      err;
    Comer patient = { db, true, &place, -1 }, another = patient, door = { db, false, &place, -1 };
    assert_int_equal(db_begin(db, "holder", &holder, &err), OK);
    const pthread_t first = thread_start("patient", 512, come, &patient);
    while (patient_count(db) == 0) clock_sleep_ms(1);
    const pthread_t third = thread_start("another", 512, come, &another);
    while (patient_count(db) == 1) clock_sleep_ms(1);
    const pthread_t second = thread_start("door", 512, come, &door);
    while (waiting_count(db) == 0) clock_sleep_ms(1);
    sqlite_of(db)->writer.patient.first->came_us -= 1000000;
    sqlite_of(db)->writer.patient.last->came_us -= 1000000;
    db_abandon(holder);
    thread_join(first);
    thread_join(second);
    thread_join(third);
    assert_int_equal(patient.came, 0);
    assert_int_equal(door.came, 1);
    assert_int_equal(another.came, 2);
    db_test_close(db);
}

typedef struct Queue {
    Db         *db;
    atomic_bool is_begun, may_end;
} Queue;

static void *hold(void *arg)
{
    Queue  *queue = arg;
    DbLink *link  = NULL;
    DbErr   err;
    assert_int_equal(db_begin(queue->db, "holder", &link, &err), OK);
    atomic_store(&queue->is_begun, true);
    while (!atomic_load(&queue->may_end)) clock_sleep_ms(1);
    db_abandon(link);
    return NULL;
}

static void test_an_early_member_waits_for_a_late_one_and_is_kept(void **state)
{
    (void)state;
    Db     *db   = db_test_open_with(DB_SQLITE, &migrations);
    DbLink *link = NULL;
    DbErr   err;
    Early   early = { .db = db, .id = 1 };
    Queue   queue = { .db = db };
    assert_int_equal(db_begin(db, "first", &link, &err), OK);
    const pthread_t one = thread_start("early", 512, commit_early, &early);
    while (waiting_count(db) == 0) clock_sleep_ms(1);
    const pthread_t two = thread_start("late", 512, hold, &queue);
    while (waiting_count(db) < 2) clock_sleep_ms(1);
    db_abandon(link);
    while (!atomic_load(&queue.is_begun)) clock_sleep_ms(1);
    /* The late one has the writer; the early one has not been answered: not durable. */
    if (group_count(db) == 1) {
        assert_false(atomic_load(&early.is_done));
        assert_int_equal(count_of(db, &count_all, 0), 0);
    }
    atomic_store(&queue.may_end, true);
    thread_join(one);
    thread_join(two);
    assert_int_equal(early.code, OK);
    assert_int_equal(count_of(db, &count_all, 0), 1);
    db_test_close(db);
}

/* ---- kill -9 --------------------------------------------------------- */

typedef struct Victim {
    Db           *db;
    int           out;
    int64_t       thread;
    atomic_llong *next;
} Victim;

static void *commit_for_ever(void *arg)
{
    Victim *victim = arg;
    Arena  *arena  = arena_new(1024 * 1024);
    for (;;) {
        DbErr         err;
        const int64_t id = atomic_fetch_add(victim->next, 1);
        arena_reset(arena);
        if (insert_lines(victim->db, arena, id, 1, 400, &err) != OK) _exit(3);
        if (write(victim->out, &id, sizeof id) != sizeof id) _exit(4);
    }
}

static void run_victim(int out, int64_t first)
{
    static Victim       victims[THREADS];
    static atomic_llong next;
    Db                 *db = open_store();
    atomic_store(&next, first);
    for (int i = 0; i < THREADS; i++) {
        victims[i] = (Victim){ db, out, i, &next };
        thread_start("victim", 512, commit_for_ever, &victims[i]);
    }
    for (;;) clock_sleep_ms(1000);
}

/* Reads what was acknowledged until the victim is dead; kills it at `after` rows. */
static size_t read_answers(int in, pid_t pid, int64_t *ids, size_t room, size_t after)
{
    size_t  count  = 0;
    bool    killed = false;
    int64_t id     = 0;
    while (read(in, &id, sizeof id) == sizeof id && count < room) {
        ids[count++] = id;
        if (count == after && !killed) {
            killed = true;
            kill(pid, SIGKILL);
        }
    }
    return count;
}

static void test_what_was_acknowledged_survives_kill_9(void **state)
{
    (void)state;
    enum { KILLS = 20, IDS_MAX = 100000 };
    static int64_t ids[IDS_MAX];
    uint64_t       seed  = 20261122;
    size_t         total = 0;
    int64_t        first = 1;
    make_folder();
    for (int round = 0; round < KILLS; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        const pid_t pid = fork();
        if (pid == 0) {
            close(ends[0]);
            run_victim(ends[1], first);
        }
        close(ends[1]);
        const size_t count = read_answers(ends[0], pid, ids, IDS_MAX, 1 + prng_below(&seed, 1500));
        close(ends[0]);
        int status = 0;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        assert_true(count > 0 && count < IDS_MAX);
        Db *db = open_store();
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(count_of(db, &count_one, ids[i]), 1);
            if (ids[i] >= first) first = ids[i] + 1;
        }
        first += THREADS; /* rows that were durable but not yet acknowledged */
        total += count;
        assert_true(count_of(db, &count_all, 0) >= (int64_t)total);
        db_close(db);
    }
    remove_folder();
}

/* ---- a full disk ------------------------------------------------------ */

static void set_page_limit(Db *db, int64_t pages)
{
    char    sql[64];
    DbLink *link = NULL;
    DbErr   err;
    snprintf(sql, sizeof sql, "PRAGMA max_page_count=%lld", (long long)pages);
    assert_int_equal(db_begin(db, "limit", &link, &err), OK);
    assert_int_equal(db->driver->script(link, sql, &err), OK);
    db_abandon(link);
}

static void test_a_full_store_refuses_and_recovers(void **state)
{
    (void)state;
    Db    *db    = db_test_open_with(DB_SQLITE, &migrations);
    Arena *arena = arena_new(8 * 1024 * 1024);
    DbErr  err;
    assert_int_equal(insert_lines(db, arena, 1, 1, 10, &err), OK);
    set_page_limit(db, 20);
    assert_int_equal(insert_lines(db, arena, 100, 50, 20000, &err), ERR_UNAVAILABLE);
    assert_false(err.retry);
    assert_int_equal(count_of(db, &count_all, 0), 1);
    set_page_limit(db, 1000000);
    assert_int_equal(insert_lines(db, arena, 100, 50, 20000, &err), OK);
    assert_int_equal(count_of(db, &count_all, 0), 51);
    arena_free(arena);
    db_test_close(db);
}

static void set_file_limit(rlim_t bytes, struct rlimit *before)
{
    struct rlimit small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, before), 0);
    small          = *before;
    small.rlim_cur = bytes;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
}

typedef struct Filler {
    Db     *db;
    int64_t first;
    int64_t kept, refused, strange;
} Filler;

static void *fill_up(void *arg)
{
    Filler *filler = arg;
    Arena  *arena  = arena_new(1024 * 1024);
    for (int64_t i = 0; i < 40; i++) {
        DbErr err;
        arena_reset(arena);
        const Code code = insert_lines(filler->db, arena, filler->first + i, 1, 8000, &err);
        if (code == OK)
            filler->kept++;
        else if (code == ERR_UNAVAILABLE)
            filler->refused++;
        else
            filler->strange++;
    }
    arena_free(arena);
    return NULL;
}

/* The system refuses to let files grow: the log cannot take the next group.  All of the
 * group are refused, nobody is told OK for a row that is not there. */
static void test_a_disk_that_fills_up_fails_the_whole_group(void **state)
{
    (void)state;
    make_folder();
    Db           *db = open_store();
    Filler        fillers[THREADS];
    pthread_t     threads[THREADS];
    struct rlimit before;
    set_file_limit(1500000, &before);
    for (int i = 0; i < THREADS; i++) {
        fillers[i] = (Filler){ .db = db, .first = (i + 1) * 1000 };
        threads[i] = thread_start("filler", 512, fill_up, &fillers[i]);
    }
    int64_t kept = 0, refused = 0, strange = 0;
    for (int i = 0; i < THREADS; i++) {
        thread_join(threads[i]);
        kept += fillers[i].kept;
        refused += fillers[i].refused;
        strange += fillers[i].strange;
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(strange, 0);
    assert_true(kept > 0);
    assert_true(refused > 0);
    assert_int_equal(count_of(db, &count_all, 0), kept);
    Filler again = { .db = db, .first = 1000000 };
    fill_up(&again);
    assert_int_equal(again.kept, 40);
    db_close(db);
    db = open_store();
    assert_int_equal(count_of(db, &count_all, 0), kept + 40);
    db_close(db);
    remove_folder();
}

typedef struct Spiller {
    Db         *db;
    atomic_bool is_begun, may_fail;
    bool        was_lost;
    Code        code, after, at_commit;
} Spiller;

/* A transaction larger than the page cache writes to the log before its commit. */
static void *spill(void *arg)
{
    Spiller *spiller = arg;
    Arena   *arena   = arena_new(64 * 1024 * 1024);
    DbLink  *link    = NULL;
    char    *text    = arena_make(arena, char, 60000);
    DbErr    err;
    memset(text, 'x', 60000);
    assert_int_equal(db_begin(spiller->db, "spiller", &link, &err), OK);
    atomic_store(&spiller->is_begun, true);
    while (!atomic_load(&spiller->may_fail)) clock_sleep_ms(1);
    for (int64_t i = 0; i < 200 && spiller->code == OK; i++)
        spiller->code =
            db_insert(link, arena, &row_table, &(Row){ 500 + i, 0, { text, 60000 } }, &err);
    spiller->was_lost  = link->is_lost;
    spiller->after     = db_insert(link, arena, &row_table, &(Row){ 900, 0, S("x") }, &err);
    spiller->at_commit = db_commit(link, &err);
    arena_free(arena);
    return NULL;
}

/* SQLite gives up the whole transaction when the log cannot grow in the middle of it: who
 * had joined the group is told, and what comes after does not run alone. */
static void test_a_lost_transaction_takes_its_group_along(void **state)
{
    (void)state;
    make_folder();
    Db           *db   = open_store();
    DbLink       *link = NULL;
    struct rlimit before;
    DbErr         err;
    Early         early   = { .db = db, .id = 1 };
    Spiller       spiller = { .db = db };
    assert_int_equal(db_begin(db, "first", &link, &err), OK);
    assert_int_equal(db->driver->script(link, "PRAGMA cache_size=10", &err), OK);
    const pthread_t one = thread_start("early", 512, commit_early, &early);
    while (waiting_count(db) == 0) clock_sleep_ms(1);
    const pthread_t two = thread_start("spiller", 512, spill, &spiller);
    while (waiting_count(db) < 2) clock_sleep_ms(1);
    db_abandon(link);
    while (!atomic_load(&spiller.is_begun)) clock_sleep_ms(1);
    const bool together = group_count(db) == 1;
    set_file_limit(1000000, &before);
    atomic_store(&spiller.may_fail, true);
    thread_join(one);
    thread_join(two);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(spiller.code, ERR_UNAVAILABLE);
    assert_true(spiller.was_lost);
    assert_int_equal(spiller.after, ERR_UNAVAILABLE);
    assert_int_equal(spiller.at_commit, ERR_UNAVAILABLE);
    assert_int_equal(early.code, together ? ERR_UNAVAILABLE : OK);
    assert_int_equal(count_of(db, &count_all, 0), together ? 0 : 1);
    Arena *arena = arena_new(64 * 1024);
    assert_int_equal(insert_lines(db, arena, 2, 1, 10, &err), OK);
    arena_free(arena);
    db_close(db);
    remove_folder();
}

/* ---- two processes ---------------------------------------------------- */

static void test_two_processes_share_a_file_and_hear_of_each_other(void **state)
{
    (void)state;
    make_folder();
    db_close(open_store());
    int go[2];
    assert_int_equal(pipe(go), 0);
    const pid_t pid = fork();
    if (pid == 0) {
        char   byte;
        Db    *other = open_store();
        Arena *arena = arena_new(1024 * 1024);
        DbErr  err;
        if (read(go[0], &byte, 1) != 1) _exit(2);
        for (int64_t i = 0; i < 200; i++) {
            arena_reset(arena);
            if (insert_lines(other, arena, 100000 + i, 1, 100, &err) != OK) _exit(3);
        }
        db_close(other);
        arena_free(arena);
        _exit(0);
    }
    Db    *db    = open_store();
    Arena *arena = arena_new(1024 * 1024);
    Wake  *wake  = wake_new();
    DbErr  err;
    db_subscribe(db, TOPIC_JOB, wake);
    assert_int_equal(write(go[1], "g", 1), 1);
    for (int64_t i = 0; i < 200; i++) {
        arena_reset(arena);
        assert_int_equal(insert_lines(db, arena, 1 + i, 1, 100, &err), OK);
    }
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_true(wake_wait(wake, 30000));
    assert_int_equal(count_of(db, &count_all, 0), 400);
    /* One's own commits are no news of others. */
    (void)wake_wait(wake, 2200);
    assert_int_equal(insert_lines(db, arena, 5000, 1, 100, &err), OK);
    assert_false(wake_wait(wake, 2200));
    db_unsubscribe(db, wake);
    wake_free(wake);
    arena_free(arena);
    db_close(db);
    close(go[0]);
    close(go[1]);
    remove_folder();
}

typedef struct Outsider {
    sqlite3    *handle;
    atomic_bool has_lock;
} Outsider;

static void *lock_for_a_while(void *arg)
{
    Outsider *outsider = arg;
    assert_int_equal(sqlite3_exec(outsider->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL),
                     SQLITE_OK);
    atomic_store(&outsider->has_lock, true);
    clock_sleep_ms(300);
    assert_int_equal(sqlite3_exec(outsider->handle, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    return NULL;
}

static void test_a_lock_of_another_process_is_waited_for(void **state)
{
    (void)state;
    make_folder();
    char     path[128];
    Db      *db       = open_store();
    Outsider outsider = { 0 };
    Arena   *arena    = arena_new(64 * 1024);
    DbErr    err;
    snprintf(path, sizeof path, "%s/a.db", folder);
    assert_int_equal(sqlite3_open(path, &outsider.handle), SQLITE_OK);
    const pthread_t thread = thread_start("outsider", 512, lock_for_a_while, &outsider);
    while (!atomic_load(&outsider.has_lock)) clock_sleep_ms(1);
    assert_int_equal(insert_lines(db, arena, 1, 1, 10, &err), OK);
    thread_join(thread);
    assert_int_equal(sqlite3_close(outsider.handle), SQLITE_OK);
    assert_int_equal(count_of(db, &count_all, 0), 1);
    arena_free(arena);
    db_close(db);
    remove_folder();
}

/* ---- the disk ---------------------------------------------------------- */

/* A log whose disk counts the syncs and refuses them when told so. */
typedef struct Disk {
    sqlite3_file       base; /* first: SQLite knows this */
    sqlite3_io_methods methods;
    atomic_int         syncs;
    atomic_bool        refuses;
} Disk;

static int disk_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    Disk *disk = (Disk *)file;
    atomic_fetch_add(&disk->syncs, 1);
    return atomic_load(&disk->refuses) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static void test_a_commit_waits_for_the_disk_unless_it_is_repeated(void **state)
{
    (void)state;
    make_folder();
    Db         *db    = open_store();
    Arena      *arena = arena_new(64 * 1024);
    DbErr       err;
    Disk        disk   = { .methods = { .xSync = disk_sync } };
    SqliteSync *sync   = &sqlite_of(db)->sync;
    disk.base.pMethods = &disk.methods;
    assert_non_null(sync->log);
    sync->log = &disk.base;

    assert_int_equal(insert_lines(db, arena, 1, 1, 10, &err), OK);
    assert_int_equal(atomic_load(&disk.syncs), 1);
    db_repeat(true);
    assert_int_equal(insert_lines(db, arena, 2, 1, 10, &err), OK);
    assert_int_equal(atomic_load(&disk.syncs), 1);
    db_repeat(false);
    assert_int_equal(insert_lines(db, arena, 3, 0, 10, &err), OK); /* wrote nothing ... */
    assert_int_equal(atomic_load(&disk.syncs), 2); /* ... but what it could read is durable now */
    assert_int_equal(insert_lines(db, arena, 4, 0, 10, &err), OK);
    assert_int_equal(atomic_load(&disk.syncs), 2);

    atomic_store(&disk.refuses, true);
    assert_int_equal(insert_lines(db, arena, 5, 1, 10, &err), ERR_UNAVAILABLE);
    atomic_store(&disk.refuses, false);
    assert_int_equal(insert_lines(db, arena, 6, 1, 10, &err), OK);
    arena_free(arena);
    db_close(db);
    remove_folder();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* Those that fork come first: a child of a threaded process may not do much. */
        cmocka_unit_test(test_what_was_acknowledged_survives_kill_9),
        cmocka_unit_test(test_two_processes_share_a_file_and_hear_of_each_other),
        cmocka_unit_test(test_many_threads_keep_exactly_what_they_committed),
        cmocka_unit_test(test_nobody_is_answered_before_the_group_is_durable),
        cmocka_unit_test(test_who_gives_way_goes_after_those_at_the_doors),
        cmocka_unit_test(test_who_gave_way_long_enough_is_next),
        cmocka_unit_test(test_an_early_member_waits_for_a_late_one_and_is_kept),
        cmocka_unit_test(test_a_full_store_refuses_and_recovers),
        cmocka_unit_test(test_a_disk_that_fills_up_fails_the_whole_group),
        cmocka_unit_test(test_a_lost_transaction_takes_its_group_along),
        cmocka_unit_test(test_a_lock_of_another_process_is_waited_for),
        cmocka_unit_test(test_a_commit_waits_for_the_disk_unless_it_is_repeated),
    };
    return cmocka_run_group_tests_name("group commit", tests, NULL, NULL);
}
