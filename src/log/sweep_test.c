/* sweep_test.c -- what has ended is forgotten, what has not stays. */
#include "kernel/testing.h"
#include "log/log.h"
#include "log/sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

static bool works;

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    (void)cx, (void)effect;
    outcome->verdict = works ? VERDICT_DONE : VERDICT_DEAD;
    outcome->reason  = "test.refused";
}

static const EffectKind        effect_kind    = { "test.effect", 0, 3, 0, 0, send, NULL };
static const EffectKind *const effect_kinds[] = { &effect_kind };

static void put(TestHouse *house, const char *key, bool send_it)
{
    int64_t id = 0;
    assert_int_equal(outbox_put(test_house_ctx(house),
                                (EffectDraft){ .kind = S("test.effect"), .key = str_of(key) }, &id),
                     OK);
    if (send_it) assert_int_equal(outbox_drain(&house->services, effect_kinds, 1), OK);
}

static size_t effect_count(Ctx *cx)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(outbox_list(cx, 0, S(""), (Str){ 0 }, 100, &rows, &next), OK);
    return rows.count;
}

static int64_t sweep_all(TestHouse *house, Code (*sweep)(Ctx *, int64_t, int64_t, int64_t *),
                         int64_t    limit)
{
    int64_t removed = 0;
    assert_int_equal(sweep(test_house_ctx(house), test_house_clock(), limit, &removed), OK);
    return removed;
}

static void later(void) { test_house_set_clock(test_house_clock() + 1000); }

static void test_settled_effects_are_forgotten(void **state)
{
    TestHouse *house = *state;
    works            = true;
    put(house, "a", true);
    put(house, "b", true);
    works = false;
    put(house, "dead", true);
    assert_int_equal(sweep_all(house, sweep_effects, 10), 0);
    later();
    put(house, "waiting", false);
    int64_t removed = -1;
    assert_int_equal(sweep_effects(test_house_ctx_of(house, 2), test_house_clock(), 10, &removed),
                     OK);
    assert_int_equal(removed, 0);
    assert_int_equal(sweep_all(house, sweep_effects, 2), 2); /* small batches */
    assert_int_equal(sweep_all(house, sweep_effects, 2), 1);
    assert_int_equal(effect_count(test_house_ctx(house)), 1);
    works = true;
    put(house, "a", true); /* its key is free again */
    assert_int_equal(effect_count(test_house_ctx(house)), 2);
}

static const char *file_of(TestHouse *house, int64_t id)
{
    return str_fmt(house->arena, "%s/jobs/%lld.xlsx", house->services.data_dir, (long long)id).ptr;
}

static Code step(Ctx *cx, Job *job, bool *more)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    job->result = str_fmt(cx->arena, "{\"file\":\"jobs/%lld.xlsx\"}", (long long)job->id);
    TRY(job_save(cx, job));
    *more = false;
    return cx_commit(cx, &txn);
}

static const JobKind        job_kind    = { "test.job", step };
static const JobKind *const job_kinds[] = { &job_kind };

static int64_t start(TestHouse *house)
{
    Job job;
    assert_int_equal(job_start(test_house_ctx(house),
                               (JobDraft){ .kind = S("test.job"), .title = S("A test") }, &job),
                     OK);
    assert_int_equal(file_write(file_of(house, job.id), S("x"), 0600), OK);
    return job.id;
}

static void test_ended_jobs_go_with_their_files(void **state)
{
    TestHouse *house = *state;
    Job        job;
    assert_int_equal(dir_make(str_fmt(house->arena, "%s/jobs", house->services.data_dir).ptr), OK);
    const int64_t ended = start(house);
    assert_int_equal(job_drain(&house->services, job_kinds, 1), OK);
    later();
    const int64_t queued = start(house);
    assert_int_equal(sweep_all(house, sweep_jobs, 10), 1);
    assert_false(file_exists(file_of(house, ended)));
    assert_true(file_exists(file_of(house, queued)));
    assert_int_equal(job_get(test_house_ctx(house), ended, &job), ERR_NOT_FOUND);
    assert_int_equal(job_get(test_house_ctx(house), queued, &job), OK);
}

static Code hear(Ctx *cx, const Event *event)
{
    return event->person_id == 13 ? fail(cx, ERR_INVALID, "test.poison", "13") : OK;
}

static void append(TestHouse *house, const char *id, int64_t person_id)
{
    const EventDraft draft = { .id = str_of(id), .type = S("page.viewed"), .person_id = person_id };
    assert_int_equal(event_append(test_house_ctx(house), &draft, NULL), OK);
}

static int64_t sweep_views(TestHouse *house)
{
    int64_t removed = 0;
    assert_int_equal(
        sweep_events(test_house_ctx(house), S("page.viewed"), test_house_clock(), 10, &removed),
        OK);
    return removed;
}

static void test_events_stay_until_all_have_heard_them(void **state)
{
    static const Consumer        hearer      = { "hearer", NULL, hear };
    static const Consumer *const consumers[] = { &hearer };
    TestHouse                   *house       = *state;
    append(house, "a", 1);
    append(house, "b", 13);
    append(house, "c", 2);
    later();
    assert_int_equal(sweep_views(house), 0);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    append(house, "d", 1);
    later();
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    assert_int_equal(sweep_views(house), 2); /* a and c; b is in a dead letter, d is the last */
}

static void test_what_settles_money_is_never_swept(void **state)
{
    (void)state;
    assert_true(sweep_may(S("page.viewed")));
    assert_true(sweep_may(S("callback.received")));
    assert_false(sweep_may(S("order.paid")));
    assert_false(sweep_may(S("settlement.posted")));
    assert_false(sweep_may(S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_settled_effects_are_forgotten),
        ON_HOUSE(test_ended_jobs_go_with_their_files),
        ON_HOUSE(test_events_stay_until_all_have_heard_them),
        ON_HOUSE(test_what_settles_money_is_never_swept),
    };
    return FOR_EACH_ENGINE(tests);
}
