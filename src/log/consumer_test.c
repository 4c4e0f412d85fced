/* consumer_test.c -- exactly once, poison set aside, nothing skipped. */
#include "kernel/testing.h"
#include "log/lease.h"
#include "log/log.h"
#include "log/reader.h"
#include "log/worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>
#undef fail /* the kernel has one of its own */

/* What the hearer of these tests has written, as timers: a transaction like any other. */
enum { POISON = 13, GONE = 14, CHAIN = 15, SLOW = 16, NEVER = 17 };

static atomic_int  heard_calls, trouble_left;
static atomic_bool all_fail;
static char        order[64]; /* first letters of the ids of NEVER's events, as they were heard */

static Code hear(Ctx *cx, const Event *event)
{
    atomic_fetch_add(&heard_calls, 1);
    TRY(timer_set(cx, S("heard"), event->id, 1000, S("{}")));
    if (event->person_id == POISON && atomic_load(&trouble_left) > 0)
        return fail(cx, ERR_INVALID, "test.poison", "person %d", POISON);
    if (event->person_id == GONE && atomic_fetch_sub(&trouble_left, 1) > 0)
        return fail(cx, ERR_UNAVAILABLE, "test.gone", "not there now");
    if (atomic_load(&all_fail) || (event->person_id == NEVER && atomic_load(&trouble_left) > 0))
        return fail(cx, ERR_UNAVAILABLE, "test.never", "not there, and will not be");
    if (event->person_id == NEVER) order[strlen(order)] = event->id.ptr[0];
    if (event->person_id == SLOW) clock_sleep_ms(30);
    if (event->person_id == CHAIN)
        return event_append(cx,
                            &(EventDraft){ .id   = str_fmt(cx->arena, "%.*s+", FMT(event->id)),
                                           .type = S("page.viewed") },
                            NULL);
    return OK;
}

static const Consumer        hearer      = { "hearer", NULL, hear };
static const Consumer *const consumers[] = { &hearer };

static const char *const     some_types[]     = { "order.*", "page.viewed", NULL };
static const Consumer        picky            = { "picky", some_types, hear };
static const Consumer *const picky_consumer[] = { &picky };

/* Nothing is to be heard of "page.left"; of "page.torn" it cannot tell. */
static Code is_idle(Ctx *cx, const Event *event, bool *is_idle)
{
    assert_null(cx->link);
    assert_non_null(memo_arena(cx));
    *is_idle = str_equal(event->type, S("page.left"));
    return str_equal(event->type, S("page.torn"))
               ? fail(cx, ERR_INTERNAL, "test.torn", "%s", "torn")
               : OK;
}

static const Consumer        calm            = { .name = "calm", .hear = hear, .is_idle = is_idle };
static const Consumer *const calm_consumer[] = { &calm };

static void append_of(Ctx *cx, const char *id, const char *type, int64_t person_id)
{
    assert_int_equal(
        event_append(
            cx, &(EventDraft){ .id = str_of(id), .type = str_of(type), .person_id = person_id },
            NULL),
        OK);
}

static void append(TestHouse *house, const char *id, int64_t person_id)
{
    append_of(test_house_ctx(house), id, "page.viewed", person_id);
}

/* How many events have been heard: timers fire once each. */
static int  fired;
static Code fire(Ctx *cx, const Timer *timer)
{
    (void)cx, (void)timer;
    fired++;
    return OK;
}

static int heard(TestHouse *house)
{
    static const TimerKind        kind    = { "heard", fire };
    static const TimerKind *const kinds[] = { &kind };
    fired                                 = 0;
    assert_int_equal(timer_drain(&house->services, kinds, 1), OK);
    return fired;
}

static void reset(void)
{
    atomic_store(&heard_calls, 0);
    atomic_store(&trouble_left, 0);
    atomic_store(&all_fail, false);
}

static Rows letters(Ctx *cx)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(dead_letter_list(cx, (Str){ 0 }, 0, &rows, &next), OK);
    return rows;
}

static ConsumerState state_of(Ctx *cx)
{
    Rows rows = { 0 };
    assert_int_equal(consumer_states(cx, &rows), OK);
    assert_int_equal(rows.count, 1);
    return *ROWS_AT(ConsumerState, rows, 0);
}

static bool is_pg(void) { return test_house_engine() == DB_POSTGRESQL; }

static bool is_behind(TestHouse *house)
{
    Rows rows = { 0 };
    assert_int_equal(consumer_states(test_house_ctx(house), &rows), OK);
    return rows.count == 0 || ROWS_AT(ConsumerState, rows, 0)->behind > 0;
}

static void test_a_consumer_hears_the_whole_history_once(void **state)
{
    TestHouse *house = *state;
    reset();
    for (int i = 0; i < 600; i++) append(house, str_fmt(house->arena, "e%d", i).ptr, i);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 600 + 1); /* CHAIN's one more */
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 0);
    assert_int_equal(atomic_load(&heard_calls), 601);
    assert_int_equal(state_of(test_house_ctx(house)).behind, 0);
}

static void test_what_hearing_emits_is_heard_too(void **state)
{
    TestHouse *house = *state;
    reset();
    append(house, "a", CHAIN);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 2);
}

static void test_only_the_types_asked_for_are_heard(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    reset();
    append_of(cx, "1", "order.paid", 1);
    append_of(cx, "2", "orders.paid", 1);
    append_of(cx, "3", "page.viewed", 1);
    append_of(cx, "4", "page.left", 1);
    append_of(cx, "5", "order.sent", 1);
    append_of(cx, "6", "page.left", 1);
    assert_int_equal(consumer_drain(&house->services, picky_consumer, 1), OK);
    assert_int_equal(heard(house), 3);
    assert_int_equal(state_of(test_house_ctx(house)).behind, 0);
}

static void test_poison_is_undone_alone_and_kept(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&trouble_left, 1000);
    append(house, "a", 1);
    append(house, "b", POISON);
    append(house, "c", 2);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 2);
    Ctx       *cx   = test_house_ctx(house);
    const Rows rows = letters(cx);
    assert_int_equal(rows.count, 1);
    const DeadLetter *letter = ROWS_AT(DeadLetter, rows, 0);
    assert_true(str_equal(letter->consumer, S("hearer")));
    assert_true(str_equal(letter->reason, S("test.poison")));
    assert_true(str_equal(letter->type, S("page.viewed")));
    assert_int_equal(letter->attempts, 1);
    assert_int_equal(state_of(cx).dead_count, 1);
    assert_int_equal(letters(test_house_ctx_of(house, 2)).count, 0);
    assert_int_equal(dead_letter_replay(test_house_ctx_of(house, 2), letter->id), ERR_NOT_FOUND);
}

static void test_a_dead_letter_is_heard_again(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&trouble_left, 1000);
    append(house, "b", POISON);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    const int64_t id = ROWS_AT(DeadLetter, letters(test_house_ctx(house)), 0)->id;

    assert_int_equal(dead_letter_replay(test_house_ctx(house), id), OK);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 0);
    assert_int_equal(ROWS_AT(DeadLetter, letters(test_house_ctx(house)), 0)->attempts, 2);

    atomic_store(&trouble_left, 0);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 0); /* nobody asked again */
    assert_int_equal(dead_letter_replay(test_house_ctx(house), id), OK);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 1);
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
}

static void test_what_fails_for_now_stops_the_batch_before_it(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&trouble_left, 2); /* once quickly, once carefully */
    append(house, "a", 1);
    append(house, "b", GONE);
    append(house, "c", 2);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), ERR_UNAVAILABLE);
    assert_int_equal(heard(house), 1);
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 2);
}

/* Lets time pass as it does for one event that is tried again and again. */
static Code try_often(TestHouse *house, Reader *reader)
{
    ReaderStep step = READER_MOVED;
    Code       code = OK;
    for (int i = 0; i < 20; i++) {
        Ctx *cx = test_house_ctx(house);
        code    = reader_pass(cx, reader, &step);
        if (code == OK && step == READER_IDLE) break;
    }
    return code;
}

static void open_reader_of(TestHouse *house, Reader *reader, const Consumer *consumer)
{
    reader_init(reader, &house->services, consumer, (Str){ 0 });
    reader->stuck_ms = 0;
    memset(order, 0, sizeof order);
    assert_int_equal(reader_open(test_house_ctx(house), reader), OK);
}

static void open_reader(TestHouse *house, Reader *reader)
{
    open_reader_of(house, reader, &hearer);
}

static void test_one_event_that_never_passes_does_not_stop_the_others(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&trouble_left, 1);
    append(house, "a", NEVER);
    append(house, "x", 1);
    append(house, "b", NEVER);
    append(house, "y", 2);
    Reader reader;
    open_reader(house, &reader);
    assert_int_equal(try_often(house, &reader), OK);
    assert_int_equal(heard(house), 2); /* those of others; b waits behind a */
    append(house, "c", NEVER);
    assert_int_equal(try_often(house, &reader), OK);
    assert_int_equal(heard(house), 0);
    const Rows rows = letters(test_house_ctx(house));
    assert_int_equal(rows.count, 3);
    assert_true(str_equal(ROWS_AT(DeadLetter, rows, 2)->reason, S("test.never")));
    assert_in_range(ROWS_AT(DeadLetter, rows, 2)->attempts, 5, 9);
    assert_true(str_equal(ROWS_AT(DeadLetter, rows, 0)->reason, S("consumer.held_back")));
    reader_deinit(&reader);

    /* Replayed while it still fails: all stay, in order.  Then all are heard, in order. */
    open_reader(house, &reader);
    const int64_t middle = ROWS_AT(DeadLetter, letters(test_house_ctx(house)), 1)->id;
    assert_int_equal(dead_letter_replay(test_house_ctx(house), middle), OK);
    assert_int_equal(reader_replay(test_house_ctx(house), &reader), OK);
    assert_int_equal(letters(test_house_ctx(house)).count, 3);
    atomic_store(&trouble_left, 0);
    append(house, "d", NEVER);
    assert_int_equal(try_often(house, &reader), OK);
    assert_string_equal(order, "");
    assert_int_equal(dead_letter_replay(test_house_ctx(house), middle), OK);
    assert_int_equal(reader_replay(test_house_ctx(house), &reader), OK);
    assert_string_equal(order, "abcd");
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
    append(house, "e", NEVER);
    assert_int_equal(try_often(house, &reader), OK);
    assert_string_equal(order, "abcde");
    reader_deinit(&reader);
}

static void test_what_would_do_nothing_is_passed(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Reader     reader;
    ReaderStep step = READER_IDLE;
    reset();
    append_of(cx, "1", "page.left", 1);
    append_of(cx, "2", "page.viewed", 1);
    append_of(cx, "3", "page.left", 1);
    append_of(cx, "4", "page.viewed", 1);
    assert_int_equal(consumer_drain(&house->services, calm_consumer, 1), OK);
    assert_int_equal(heard(house), 2);
    cx = test_house_ctx(house);
    append_of(cx, "5", "page.left", 1);
    append_of(cx, "6", "page.left", 1);
    open_reader_of(house, &reader, &calm);
    assert_int_equal(reader_pass(cx, &reader, &step), OK);
    assert_int_equal(step, READER_MOVED);
    assert_true(reader_has_unstored(&reader)); /* it needed no turn at the store */
    reader_deinit(&reader);
    append_of(cx, "7", "page.torn", 1);
    append_of(cx, "8", "page.left", 1);
    assert_int_equal(consumer_drain(&house->services, calm_consumer, 1), OK);
    assert_int_equal(heard(house), 2);
    assert_int_equal(state_of(test_house_ctx(house)).behind, 0);
}

static void test_who_waits_behind_one_set_aside_passes_nothing(void **state)
{
    TestHouse *house = *state;
    Reader     reader;
    reset();
    atomic_store(&trouble_left, 1);
    append(house, "a", NEVER);
    append(house, "x", 1);
    open_reader_of(house, &reader, &calm);
    assert_int_equal(try_often(house, &reader), OK);
    append_of(test_house_ctx(house), "b", "page.left", NEVER);
    append_of(test_house_ctx(house), "c", "page.left", 1);
    assert_int_equal(try_often(house, &reader), OK);
    const Rows rows = letters(test_house_ctx(house));
    assert_int_equal(rows.count, 2);
    assert_true(str_equal(ROWS_AT(DeadLetter, rows, 0)->reason, S("consumer.held_back")));
    reader_deinit(&reader);
}

static void test_what_fails_for_all_sets_nothing_aside(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&all_fail, true);
    append(house, "a", NEVER);
    append(house, "x", 1);
    append(house, "y", 2);
    Reader reader;
    open_reader(house, &reader);
    assert_int_equal(try_often(house, &reader), ERR_UNAVAILABLE);
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
    atomic_store(&all_fail, false);
    assert_int_equal(try_often(house, &reader), OK);
    assert_int_equal(heard(house), 3);
    reader_deinit(&reader);
}

static void test_an_event_has_ten_minutes(void **state)
{
    TestHouse *house = *state;
    reset();
    atomic_store(&trouble_left, 1);
    append(house, "a", NEVER);
    append(house, "x", 1);
    Reader reader;
    open_reader(house, &reader);
    reader.stuck_ms = 10 * MS_PER_MINUTE;
    assert_int_equal(try_often(house, &reader), ERR_UNAVAILABLE);
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
    reader_deinit(&reader);
}

static void test_every_broken_statement_leaves_each_event_heard_once(void **state)
{
    TestHouse *house  = *state;
    int        total  = 0;
    bool       failed = true;
    reset();
    for (int n = 1; failed || n < 20; n++) {
        append(house, str_fmt(house->arena, "x%d", n).ptr, 1);
        append(house, str_fmt(house->arena, "y%d", n).ptr, CHAIN);
        total += 3;
        db_fail_at(house->db, n);
        failed = consumer_drain(&house->services, consumers, 1) != OK;
        db_fail_at(house->db, 0);
        assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
        assert_int_equal(heard(house), 3);
        assert_int_equal(letters(test_house_ctx(house)).count, 0);
    }
    assert_true(total > 30);
}

static void test_large_events_make_small_batches(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    const int  size  = EVENT_PAYLOAD_MAX - 100;
    char      *blank = arena_make(house->arena, char, (size_t)size);
    for (int i = 0; i < size; i++) blank[i] = ' ';
    blank[0]        = '{';
    blank[size - 1] = '}';
    reset();
    for (int i = 0; i < 12; i++) {
        const EventDraft draft = { .id      = str_fmt(cx->arena, "big%d", i),
                                   .type    = S("page.viewed"),
                                   .payload = { blank, (size_t)size } };
        assert_int_equal(event_append(cx, &draft, NULL), OK);
    }
    Reader reader;
    reader_init(&reader, &house->services, &hearer, (Str){ 0 });
    assert_int_equal(reader_open(cx, &reader), OK);
    int        passes = 0;
    ReaderStep step   = READER_MOVED;
    for (; step == READER_MOVED; passes++) {
        cx = test_house_ctx(house);
        assert_int_equal(reader_pass(cx, &reader, &step), OK);
    }
    reader_deinit(&reader);
    assert_int_equal(atomic_load(&heard_calls), 12);
    assert_in_range(passes, 3, 6);
}

static void test_slow_hearing_does_not_hold_the_writer_for_a_whole_batch(void **state)
{
    TestHouse *house = *state;
    reset();
    for (int i = 0; i < 15; i++) append(house, str_fmt(house->arena, "e%d", i).ptr, SLOW);
    Reader reader;
    Ctx   *cx = test_house_ctx(house);
    reader_init(&reader, &house->services, &hearer, (Str){ 0 });
    assert_int_equal(reader_open(cx, &reader), OK);
    ReaderStep step = READER_MOVED;
    assert_int_equal(reader_pass(cx, &reader, &step), OK);
    /* 50 ms, and 250 where writers do not wait for each other. */
    assert_in_range(atomic_load(&heard_calls), 1, is_pg() ? 10 : 3);
    reader_deinit(&reader);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(heard(house), 15);
    assert_int_equal(atomic_load(&heard_calls), 15);
}

/* ---- PostgreSQL: late committers and leases -------------------------- */

static Ctx beside(TestHouse *house) { return *test_house_ctx(house); }

static void test_a_late_committer_is_not_skipped(void **state)
{
    TestHouse *house = *state;
    if (!is_pg()) return; /* SQLite has one writer: places are taken in the order of commits */
    reset();
    /* `other` has the older number and commits the higher place first. */
    Ctx other = beside(house), late = beside(house);
    TXN(other_txn);
    TXN(late_txn);
    assert_int_equal(cx_begin(&other, &other_txn), OK);
    assert_int_equal(timer_set(&other, S("other"), S("k"), 5000000, S("{}")), OK);
    assert_int_equal(cx_begin(&late, &late_txn), OK);
    append_of(&late, "late", "page.viewed", 1);
    append_of(&other, "other", "page.viewed", 1);
    assert_int_equal(cx_commit(&other, &other_txn), OK);

    Reader reader;
    Ctx    cx = beside(house);
    reader_init(&reader, &house->services, &hearer, (Str){ 0 });
    assert_int_equal(reader_open(&cx, &reader), OK);
    ReaderStep step = READER_IDLE;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(reader_pass(&cx, &reader, &step), OK);
        assert_int_equal(step, READER_WAITS);
    }
    assert_int_equal(atomic_load(&heard_calls), 0);
    assert_int_equal(cx_commit(&late, &late_txn), OK);
    reader_deinit(&reader);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(atomic_load(&heard_calls), 2);
}

/* The same, when no younger transaction has ended since: no snapshot tells of `late` then. */
static void test_a_late_committer_no_snapshot_tells_of_is_not_skipped(void **state)
{
    TestHouse *house = *state;
    if (!is_pg()) return;
    reset();
    Reader reader;
    Ctx    cx = beside(house);
    reader_init(&reader, &house->services, &hearer, (Str){ 0 });
    assert_int_equal(reader_open(&cx, &reader), OK);
    Ctx other = beside(house), late = beside(house);
    TXN(other_txn);
    TXN(late_txn);
    assert_int_equal(cx_begin(&other, &other_txn), OK);
    assert_int_equal(timer_set(&other, S("other"), S("k"), 5000000, S("{}")), OK);
    assert_int_equal(cx_begin(&late, &late_txn), OK);
    append_of(&late, "late", "page.viewed", 1);
    append_of(&other, "other", "page.viewed", 1);
    assert_int_equal(cx_commit(&other, &other_txn), OK);

    ReaderStep step = READER_IDLE;
    for (int i = 0; i < 5; i++) {
        assert_int_equal(reader_pass(&cx, &reader, &step), OK);
        assert_int_equal(step, READER_WAITS);
    }
    assert_int_equal(atomic_load(&heard_calls), 0);
    assert_int_equal(cx_commit(&late, &late_txn), OK);
    reader_deinit(&reader);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(atomic_load(&heard_calls), 2);
}

/* A transaction that is undone leaves a gap for ever: it holds nobody up once it has ended. */
static void test_a_gap_left_for_ever_holds_nobody_up(void **state)
{
    TestHouse *house = *state;
    reset();
    Ctx undone = beside(house);
    {
        TXN(txn);
        assert_int_equal(cx_begin(&undone, &txn), OK);
        append_of(&undone, "undone", "page.viewed", 1);
    }
    append(house, "after", 1);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(atomic_load(&heard_calls), 1);
}

static int parts_of(TestHouse *house, const char *node)
{
    Ctx  cx   = beside(house);
    Rows held = { 0 };
    assert_int_equal(lease_round(&cx, S("hearer"), str_of(node), &held), OK);
    return (int)held.count;
}

static void test_processes_share_the_parts(void **state)
{
    TestHouse *house = *state;
    if (!is_pg()) return;
    Reader reader;
    Ctx    cx = beside(house);
    reader_init(&reader, &house->services, &hearer, S("a"));
    assert_int_equal(reader_open(&cx, &reader), OK);
    assert_int_equal(parts_of(house, "a"), 64);
    assert_int_equal(parts_of(house, "b"), 0); /* all are taken; a gives at its next round */
    assert_int_equal(parts_of(house, "a"), 32);
    assert_int_equal(parts_of(house, "b"), 32);
    assert_int_equal(parts_of(house, "c"), 0);
    assert_int_equal(parts_of(house, "a"), 22);
    assert_int_equal(parts_of(house, "b"), 22);
    assert_int_equal(parts_of(house, "c"), 20);
    /* b and c die: their parts are free after the lease. */
    test_house_set_clock(test_house_clock() + LEASE_MS / 2);
    assert_int_equal(parts_of(house, "a"), 22);
    test_house_set_clock(test_house_clock() + LEASE_MS / 2 + 1);
    assert_int_equal(parts_of(house, "a"), 64);
    cx = beside(house);
    assert_int_equal(lease_leave(&cx, S("hearer"), S("a")), OK);
    assert_int_equal(parts_of(house, "b"), 64);
    reader_deinit(&reader);
}

static void test_who_lost_the_lease_moves_no_cursor(void **state)
{
    TestHouse *house = *state;
    if (!is_pg()) return;
    reset();
    append(house, "a", 1);
    Reader     reader;
    Ctx        cx   = beside(house);
    ReaderStep step = READER_IDLE;
    reader_init(&reader, &house->services, &hearer, S("old"));
    assert_int_equal(reader_open(&cx, &reader), OK);
    assert_int_equal(parts_of(house, "old"), 64);
    Rows held = { 0 };
    assert_int_equal(lease_round(&cx, S("hearer"), S("old"), &held), OK);
    assert_int_equal(reader_hold(&cx, &reader, held), OK);
    test_house_set_clock(test_house_clock() + LEASE_MS + 1);
    assert_int_equal(parts_of(house, "new"), 64);
    cx = beside(house);
    assert_int_equal(reader_pass(&cx, &reader, &step), ERR_UNAVAILABLE);
    assert_string_equal(cx.err.reason, "consumer.moved");
    assert_int_equal(atomic_load(&heard_calls), 0);
    reader_deinit(&reader);
}

/* ---- threads --------------------------------------------------------- */

static Services real_services(TestHouse *house)
{
    Services services = house->services;
    services.clock    = clock_now_ms;
    return services;
}

static void wait_for(atomic_int *count, int want)
{
    for (int i = 0; i < 6000 && atomic_load(count) < want; i++) clock_sleep_ms(5);
    assert_int_equal(atomic_load(count), want);
}

static void test_threads_hear_what_is_appended_meanwhile(void **state)
{
    TestHouse     *house    = *state;
    const Services services = real_services(house);
    reset();
    append(house, "before", 1);
    ConsumerRunner *one = consumer_runner_start(&services, consumers, 1);
    wait_for(&heard_calls, 1);
    for (int i = 0; i < 50; i++) append(house, str_fmt(house->arena, "e%d", i).ptr, i % 10);
    wait_for(&heard_calls, 51);
    consumer_runner_stop(one);
    append(house, "between", 1);
    ConsumerRunner *two = consumer_runner_start(&services, consumers, 1);
    wait_for(&heard_calls, 52);
    consumer_runner_stop(two);
    assert_int_equal(heard(house), 52);
}

static void test_threads_try_again_what_fails_for_now(void **state)
{
    TestHouse     *house    = *state;
    const Services services = real_services(house);
    reset();
    atomic_store(&trouble_left, 5);
    append(house, "a", GONE);
    append(house, "b", 1);
    ConsumerRunner *runner = consumer_runner_start(&services, consumers, 1);
    for (int i = 0; i < 6000 && is_behind(house); i++) clock_sleep_ms(5);
    consumer_runner_stop(runner);
    assert_int_equal(heard(house), 2);
}

static void wait_until_level(TestHouse *house)
{
    for (int i = 0; i < 24000 && is_behind(house); i++) clock_sleep_ms(5);
    assert_false(is_behind(house));
}

static void test_threads_pass_over_what_is_for_others(void **state)
{
    TestHouse     *house    = *state;
    const Services services = real_services(house);
    reset();
    ConsumerRunner *runner = consumer_runner_start(&services, picky_consumer, 1);
    for (int i = 0; i < 20; i++)
        append_of(test_house_ctx(house), str_fmt(house->arena, "o%d", i).ptr, "other.said", i);
    wait_until_level(house); /* passed over and noted, though nothing was heard */
    assert_int_equal(atomic_load(&heard_calls), 0);
    append_of(test_house_ctx(house), "a", "order.paid", 1);
    append_of(test_house_ctx(house), "b", "other.said", 1);
    append_of(test_house_ctx(house), "c", "page.viewed", 1);
    wait_until_level(house);
    consumer_runner_stop(runner);
    assert_int_equal(heard(house), 2);
}

static void test_threads_replay_what_a_person_asks_for(void **state)
{
    TestHouse     *house    = *state;
    const Services services = real_services(house);
    reset();
    atomic_store(&trouble_left, 1);
    ConsumerRunner *runner = consumer_runner_start(&services, consumers, 1);
    append(house, "a", POISON);
    for (int i = 0; i < 24000 && letters(test_house_ctx(house)).count == 0; i++) clock_sleep_ms(5);
    const Rows rows = letters(test_house_ctx(house));
    assert_int_equal(rows.count, 1);
    atomic_store(&trouble_left, 0);
    assert_int_equal(dead_letter_replay(test_house_ctx(house), ROWS_AT(DeadLetter, rows, 0)->id),
                     OK);
    for (int i = 0; i < 24000 && letters(test_house_ctx(house)).count > 0; i++) clock_sleep_ms(5);
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
    consumer_runner_stop(runner);
    assert_int_equal(heard(house), 1);
}

enum { APPENDERS = 6, EACH = 60 };

typedef struct Appender {
    const Services *services;
    int             number;
} Appender;

/* Transactions of different length, so that places and commits are out of order. */
static void *append_slowly(void *arg)
{
    const Appender *appender = arg;
    Arena          *arena    = arena_new(1024 * 1024);
    for (int i = 0; i < EACH; i++) {
        arena_reset(arena);
        Ctx cx = ctx_system(appender->services, arena, TEST_TENANT, "system:test");
        TXN(txn);
        Code code = cx_begin(&cx, &txn);
        for (int part = 0; part < 2 && code == OK; part++) {
            const EventDraft draft = {
                .id        = str_fmt(arena, "%d-%d-%d", appender->number, i, part),
                .type      = S("page.viewed"),
                .person_id = 100 + i,
            };
            code = event_append(&cx, &draft, NULL);
            if (is_pg() && cx_random(&cx, 3) == 0) clock_sleep_ms(1);
        }
        if (code == OK) code = cx_commit(&cx, &txn);
        ASSERT(code == OK);
    }
    arena_free(arena);
    return NULL;
}

static void test_two_runners_share_a_busy_log_and_hear_all_once(void **state)
{
    TestHouse     *house    = *state;
    const Services services = real_services(house);
    const int      want     = APPENDERS * EACH * 2;
    Appender       appenders[APPENDERS];
    pthread_t      threads[APPENDERS];
    reset();
    ConsumerRunner *one = consumer_runner_start(&services, consumers, 1);
    ConsumerRunner *two = consumer_runner_start(&services, consumers, 1);
    for (int i = 0; i < APPENDERS; i++) {
        appenders[i] = (Appender){ &services, i };
        threads[i]   = thread_start("append", 256, append_slowly, &appenders[i]);
    }
    for (int i = 0; i < APPENDERS; i++) thread_join(threads[i]);
    for (int i = 0; i < 6000 && (is_behind(house) || atomic_load(&heard_calls) < want); i++)
        clock_sleep_ms(5);
    consumer_runner_stop(one);
    consumer_runner_stop(two);
    /* A batch undone for the other's sake is heard again: calls may be more, facts may not. */
    assert_int_equal(heard(house), want);
    assert_int_equal(letters(test_house_ctx(house)).count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_consumer_hears_the_whole_history_once),
        ON_HOUSE(test_what_hearing_emits_is_heard_too),
        ON_HOUSE(test_only_the_types_asked_for_are_heard),
        ON_HOUSE(test_poison_is_undone_alone_and_kept),
        ON_HOUSE(test_a_dead_letter_is_heard_again),
        ON_HOUSE(test_what_fails_for_now_stops_the_batch_before_it),
        ON_HOUSE(test_one_event_that_never_passes_does_not_stop_the_others),
        ON_HOUSE(test_what_would_do_nothing_is_passed),
        ON_HOUSE(test_who_waits_behind_one_set_aside_passes_nothing),
        ON_HOUSE(test_what_fails_for_all_sets_nothing_aside),
        ON_HOUSE(test_an_event_has_ten_minutes),
        ON_HOUSE(test_every_broken_statement_leaves_each_event_heard_once),
        ON_HOUSE(test_large_events_make_small_batches),
        ON_HOUSE(test_slow_hearing_does_not_hold_the_writer_for_a_whole_batch),
        ON_HOUSE(test_a_late_committer_is_not_skipped),
        ON_HOUSE(test_a_late_committer_no_snapshot_tells_of_is_not_skipped),
        ON_HOUSE(test_a_gap_left_for_ever_holds_nobody_up),
        ON_HOUSE(test_processes_share_the_parts),
        ON_HOUSE(test_who_lost_the_lease_moves_no_cursor),
        ON_HOUSE(test_threads_hear_what_is_appended_meanwhile),
        ON_HOUSE(test_threads_try_again_what_fails_for_now),
        ON_HOUSE(test_threads_pass_over_what_is_for_others),
        ON_HOUSE(test_threads_replay_what_a_person_asks_for),
        ON_HOUSE(test_two_runners_share_a_busy_log_and_hear_all_once),
    };
    return FOR_EACH_ENGINE(tests);
}
