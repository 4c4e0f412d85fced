/* crash_test.c -- kill -9 at any moment: nothing acknowledged is lost, everything is heard
 * exactly once, every effect is sent and its end recorded exactly once.
 *
 * A child appends events and reports each that was acknowledged; its consumer counts and
 * puts an effect per event; its dispatcher sends to a pipe.  The parent kills it at chance
 * moments, again and again on the same file, and at last lets it finish in peace. */
#include "kernel/id.h"
#include "log/claim.h"
#include "log/log.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

enum { ROUNDS = 30, WRITERS = 4, NUMBERS = 10000 /* of one round */ };

/* One line a fact, written at once: atomic on a pipe. */
static int  report_fd = -1;
static void report(char what, long number)
{
    char      line[32];
    const int size = snprintf(line, sizeof line, "%c%ld\n", what, number);
    ASSERT(write(report_fd, line, (size_t)size) == size);
}

static long number_of(Str text)
{
    int64_t number = -1;
    ASSERT(str_to_i64(text, &number));
    return (long)number;
}

/* Writes an event of a new id in the transaction of the cursor: a second hearing would show
 * as a second one. */
static Code hear(Ctx *cx, const Event *event)
{
    TRY(event_append(cx,
                     &(EventDraft){ .id     = str_fmt(cx->arena, "h%lld", (long long)cx_new_id(cx)),
                                    .type   = S("test.heard"),
                                    .object = event->id },
                     NULL));
    const long number = number_of(event->id);
    const Str  lane   = number % 10 == 0 ? str_fmt(cx->arena, "l%ld", number % 7) : (Str){ 0 };
    return outbox_put(
        cx,
        (EffectDraft){
            .kind = S("test.pipe"), .key = event->id, .lane = lane, .payload = event->payload },
        NULL);
}

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx;
    report('s', number_of(effect->key));
    *outcome = (Outcome){ .verdict = VERDICT_DONE };
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    (void)outcome;
    return event_append(cx,
                        &(EventDraft){ .id = str_fmt(cx->arena, "s%lld", (long long)cx_new_id(cx)),
                                       .type   = S("test.settled"),
                                       .object = effect->key },
                        NULL);
}

static const char *const       types[]     = { "test.came", NULL };
static const Consumer          counter     = { "counter", types, hear };
static const Consumer *const   consumers[] = { &counter };
static const EffectKind        pipe_kind   = { "test.pipe", 0, 100, 0, 0, send, settled };
static const EffectKind *const kinds[]     = { &pipe_kind };

/* ---- the child ------------------------------------------------------- */

static Services    services;
static atomic_long next_number;

static void *write_events(void *arg)
{
    Arena *arena = arena_new(1024 * 1024);
    (void)arg;
    for (;;) {
        arena_reset(arena);
        Ctx              cx     = ctx_system(&services, arena, 1, "system:test");
        const long       number = atomic_fetch_add(&next_number, 1);
        const EventDraft draft  = { .id        = str_fmt(arena, "%ld", number),
                                    .type      = S("test.came"),
                                    .person_id = 1 + number % 50,
                                    .payload   = S("{\"n\":1}") };
        if (event_append(&cx, &draft, NULL) != OK) continue;
        report('a', number);
        clock_sleep_ms(2);
    }
    return NULL;
}

static void open_services(const char *url, int node)
{
    Db   *db = NULL;
    DbErr err;
    ASSERT(db_open(url, NULL, &db, &err) == OK);
    ASSERT(db_migrate(db, &embedded_migration, &err) == OK);
    services = (Services){ .db = db, .ids = id_source_new(node), .clock = clock_now_ms };
}

static NORETURN void be_child(const char *url, int round, int fd)
{
    report_fd = fd;
    atomic_store(&next_number, (long)round * NUMBERS);
    open_services(url, round % 200);
    (void)consumer_runner_start(&services, consumers, 1);
    (void)dispatcher_start(&services, kinds, 1, 3);
    for (int i = 0; i < WRITERS; i++) (void)thread_start("write", 256, write_events, NULL);
    for (;;) clock_sleep_ms(1000);
}

/* ---- the parent ------------------------------------------------------ */

static unsigned char acknowledged[ROUNDS * NUMBERS], sent[ROUNDS * NUMBERS];
static char          said[64];

static void take_line(const char *line)
{
    const long number = strtol(line + 1, NULL, 10);
    assert_in_range(number, 0, sizeof acknowledged - 1);
    if (line[0] == 'a') acknowledged[number] = 1;
    if (line[0] == 's' && sent[number] < 255) sent[number]++;
}

/* Hears so many words of the child, and on until it has sent something if that is wanted.  It is
 * the child's doing that counts, not the time it takes. */
static void listen_to(FILE *child, int words, bool until_sent)
{
    while (words > 0 || until_sent) {
        assert_non_null(fgets(said, sizeof said, child));
        take_line(said);
        words--;
        if (said[0] == 's') until_sent = false;
    }
}

/* Reads all the child has said until its end of the pipe is closed. */
static void read_reports(FILE *child)
{
    while (fgets(said, sizeof said, child) != NULL) take_line(said);
    (void)fclose(child);
}

/* Every third child is killed at any moment of its start, the others while they work. */
static void run_and_kill(const char *url, int round)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        (void)close(ends[0]);
        be_child(url, round, ends[1]);
    }
    (void)close(ends[1]);
    FILE *reports = fdopen(ends[0], "r");
    assert_non_null(reports);
    const bool at_work = round % 3 != 0;
    listen_to(reports, at_work ? 1 + (int)(random_u64() % 60) : 0, at_work && round % 5 == 1);
    /* A pipe holds 64 KiB, more than a child says in this time. */
    clock_sleep_ms((int64_t)(random_u64() % (at_work ? 10 : 120)));
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    read_reports(reports);
}

typedef struct Seen {
    int *came, *heard, *settled;
} Seen;

static void count_events(Ctx *cx, const char *type, bool by_id, int *counts)
{
    Str cursor = { 0 };
    do {
        Rows rows = { 0 };
        assert_int_equal(event_list(cx, str_of(type), S(""), cursor, 200, &rows, &cursor), OK);
        for (size_t i = 0; i < rows.count; i++) {
            const Event *event = ROWS_AT(Event, rows, i);
            counts[number_of(by_id ? event->id : event->object)]++;
        }
    } while (cursor.ptr != NULL);
}

/* Everything still open is heard and sent in this process. */
static void finish(void)
{
    assert_int_equal(consumer_drain(&services, consumers, 1), OK);
    OutboxCounts counts = { .pending = 1 };
    Arena       *arena  = arena_new(1024 * 1024);
    for (int i = 0; i < 3000 && counts.pending + counts.sending > 0; i++) {
        arena_reset(arena);
        assert_int_equal(outbox_drain(&services, kinds, 1), OK);
        Ctx cx = ctx_system(&services, arena, 1, "system:test");
        assert_int_equal(outbox_counts(&cx, &counts), OK);
        if (counts.pending + counts.sending > 0) clock_sleep_ms(20);
    }
    assert_int_equal(counts.pending + counts.sending + counts.dead, 0);
    arena_free(arena);
}

static void test_kill_minus_nine_loses_and_doubles_nothing(void **state)
{
    (void)state;
    char dir[] = "/tmp/weft-crash-XXXXXX";
    assert_non_null(mkdtemp(dir));
    char url[128], path[128];
    snprintf(url, sizeof url, "sqlite:%s/weft.db", dir);
    for (int round = 0; round < ROUNDS; round++) run_and_kill(url, round);

    report_fd = open("/dev/null", O_WRONLY);
    open_services(url, 201);
    finish();

    Arena       *arena = arena_new(256 * 1024 * 1024);
    Ctx          cx    = ctx_system(&services, arena, 1, "system:test");
    const size_t count = sizeof acknowledged;
    const Seen   seen  = { arena_make(arena, int, count), arena_make(arena, int, count),
                           arena_make(arena, int, count) };
    count_events(&cx, "test.came", true, seen.came);
    count_events(&cx, "test.heard", false, seen.heard);
    count_events(&cx, "test.settled", false, seen.settled);
    int total = 0, repeated = 0, by_children = 0;
    for (size_t i = 0; i < count; i++) {
        if (acknowledged[i]) assert_int_equal(seen.came[i], 1);
        assert_int_equal(seen.heard[i], seen.came[i]);
        assert_int_equal(seen.settled[i], seen.came[i]);
        if (sent[i]) assert_int_equal(seen.came[i], 1);
        total += seen.came[i];
        by_children += sent[i] > 0;
        repeated += sent[i] > 1;
    }
    print_message("%d events over %d kills; %d sent before a kill, %d of them twice\n", total,
                  ROUNDS, by_children, repeated);
    assert_true(total > ROUNDS && by_children > 0);

    db_close(services.db);
    id_source_free(services.ids);
    arena_free(arena);
    static const char *const files[] = { "weft.db", "weft.db-wal", "weft.db-shm" };
    for (size_t i = 0; i < COUNT(files); i++) {
        snprintf(path, sizeof path, "%s/%s", dir, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kill_minus_nine_loses_and_doubles_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
