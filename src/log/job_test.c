/* job_test.c -- jobs: step by step, resumed at their checkpoint, steered by people. */
#include "kernel/testing.h"
#include "log/job_end.h"
#include "log/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

enum { STEPS = 10 };

/* What the step of these tests does at the given place. */
typedef enum Trouble { FINE, REFUSE, GONE } Trouble;
static atomic_int trouble, trouble_at, steps;

/* Writes one event a step, in the transaction of its checkpoint. */
static Code step(Ctx *cx, Job *job, bool *more)
{
    int64_t at = 0;
    atomic_fetch_add(&steps, 1);
    (void)str_to_i64(job->checkpoint, &at);
    const bool is_here = at == atomic_load(&trouble_at);
    if (is_here && atomic_load(&trouble) == REFUSE)
        return fail(cx, ERR_INVALID, "test.refused", "at %d", (int)at);
    if (is_here && atomic_exchange(&trouble, FINE) == GONE)
        return fail(cx, ERR_UNAVAILABLE, "test.gone", "at %d", (int)at);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(event_append(
        cx,
        &(EventDraft){ .id   = str_fmt(cx->arena, "%lld-%lld", (long long)job->id, (long long)at),
                       .type = S("step.made") },
        NULL));
    job->checkpoint = str_fmt(cx->arena, "%lld", (long long)at + 1);
    job->done       = at + 1;
    job->result     = S("{\"file\":\"x\"}");
    TRY(job_save(cx, job));
    TRY(cx_commit(cx, &txn));
    *more = at + 1 < STEPS;
    return OK;
}

static const JobKind        kind    = { "test.job", step };
static const JobKind *const kinds[] = { &kind };

static void reset(Trouble what, int at)
{
    atomic_store(&steps, 0);
    atomic_store(&trouble, (int)what);
    atomic_store(&trouble_at, at);
}

static Job start(TestHouse *house)
{
    Job job;
    assert_int_equal(job_start(test_house_ctx(house),
                               (JobDraft){ .kind  = S("test.job"),
                                           .title = S("A test"),
                                           .unit  = S("step"),
                                           .total = STEPS },
                               &job),
                     OK);
    return job;
}

static Job get(TestHouse *house, int64_t id)
{
    Job job;
    assert_int_equal(job_get(test_house_ctx(house), id, &job), OK);
    return job;
}

static size_t events(TestHouse *house, Str type)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    assert_int_equal(event_list(test_house_ctx(house), type, S(""), next, 200, &rows, &next), OK);
    return rows.count;
}

static void drain(TestHouse *house) { assert_int_equal(job_drain(&house->services, kinds, 1), OK); }

static void later(int64_t ms) { test_house_set_clock(test_house_clock() + ms); }

static void test_a_job_runs_to_its_end(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id = start(house).id;
    assert_int_equal(get(house, id).state, JOB_QUEUED);
    drain(house);
    const Job job = get(house, id);
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.done, STEPS);
    assert_int_equal(job.created_by, TEST_USER);
    assert_int_equal(job.ended_at_ms, test_house_clock());
    assert_true(str_equal(job.result, S("{\"file\":\"x\"}")));
    assert_int_equal(events(house, S("step.made")), STEPS);
    assert_int_equal(events(house, S("job.changed")), 3); /* queued, running, done */
    drain(house);
    assert_int_equal(atomic_load(&steps), STEPS);
    Job other;
    assert_int_equal(job_get(test_house_ctx_of(house, 2), id, &other), ERR_NOT_FOUND);
}

static void test_a_failed_job_goes_on_where_it_ended(void **state)
{
    TestHouse *house = *state;
    reset(REFUSE, 4);
    const int64_t id = start(house).id;
    drain(house);
    Job job = get(house, id);
    assert_int_equal(job.state, JOB_FAILED);
    assert_true(str_equal(job.reason, S("test.refused")));
    assert_true(str_equal(job.checkpoint, S("4")));
    assert_int_equal(job_cancel(test_house_ctx(house), id), ERR_CONFLICT);
    reset(FINE, -1);
    assert_int_equal(job_resume(test_house_ctx(house), id), OK);
    drain(house);
    job = get(house, id);
    assert_int_equal(job.state, JOB_DONE);
    assert_null(job.reason.ptr);
    assert_int_equal(atomic_load(&steps), STEPS - 4);
    assert_int_equal(job_resume(test_house_ctx(house), id), ERR_CONFLICT);
}

static void test_what_is_gone_for_now_is_tried_again_later(void **state)
{
    TestHouse *house = *state;
    reset(GONE, 4);
    const int64_t id = start(house).id;
    drain(house);
    assert_int_equal(get(house, id).state, JOB_QUEUED);
    assert_int_equal(get(house, id).done, 4);
    assert_true(str_equal(get(house, id).reason, S("test.gone")));
    later(1000);
    drain(house);
    assert_int_equal(get(house, id).state, JOB_DONE);
    assert_int_equal(events(house, S("step.made")), STEPS);
}

static void test_a_queued_job_is_cancelled_at_once(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id = start(house).id;
    assert_int_equal(job_cancel(test_house_ctx_of(house, 2), id), ERR_NOT_FOUND);
    assert_int_equal(job_cancel(test_house_ctx(house), id), OK);
    drain(house);
    assert_int_equal(get(house, id).state, JOB_CANCELLED);
    assert_int_equal(atomic_load(&steps), 0);
    assert_int_equal(job_resume(test_house_ctx(house), id), OK);
    drain(house);
    assert_int_equal(get(house, id).state, JOB_DONE);
}

/* What it did was taken back: the rest is not done behind that. */
static void test_a_final_job_is_not_resumed(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id  = start(house).id;
    Ctx          *cx  = test_house_ctx(house);
    Job           was = { 0 };
    TXN(txn);
    assert_int_equal(cx_begin(cx, &txn), OK);
    assert_int_equal(job_make_final(cx, id, &was), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.not_ended");
    forgive(cx);
    assert_int_equal(job_cancel(cx, id), OK);
    assert_int_equal(job_make_final(cx, id, &was), OK);
    assert_int_equal(was.state, JOB_CANCELLED);
    assert_int_equal(cx_commit(cx, &txn), OK);
    assert_int_equal(job_resume(test_house_ctx(house), id), ERR_CONFLICT);
    drain(house);
    assert_int_equal(get(house, id).state, JOB_CANCELLED);
}

/* An open page offers to resume it until it hears otherwise; once is enough. */
static void test_that_a_job_is_final_is_told_once(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id  = start(house).id;
    Job           was = { 0 };
    assert_int_equal(job_cancel(test_house_ctx(house), id), OK);
    const size_t before = events(house, S("job.changed"));
    for (int i = 0; i < 2; i++) {
        Ctx *cx = test_house_ctx(house);
        TXN(txn);
        assert_int_equal(cx_begin(cx, &txn), OK);
        assert_int_equal(job_make_final(cx, id, &was), OK);
        assert_int_equal(was.is_final, i > 0);
        assert_int_equal(cx_commit(cx, &txn), OK);
        assert_int_equal(events(house, S("job.changed")), before + 1);
    }
}

static void test_a_job_that_was_swept_is_as_final(void **state)
{
    Ctx *cx  = test_house_ctx(*state);
    Job  was = { .id = 1 };
    TXN(txn);
    assert_int_equal(cx_begin(cx, &txn), OK);
    assert_int_equal(job_make_final(cx, 4711, &was), OK);
    assert_int_equal(was.id, 0);
}

/* Claims the job as a process that then dies. */
static Job claim_and_die(TestHouse *house, int64_t id)
{
    const Job    now  = get(house, id);
    const JobDue due  = { .id = id, .tenant_id = TEST_TENANT, .claims = now.claims };
    Ctx         *cx   = test_house_ctx(house);
    bool         mine = false;
    Job          job;
    assert_int_equal(job_claim(cx, &due, S("dead"), cx->now_ms + 15000, &job, &mine), OK);
    assert_true(mine);
    return job;
}

static void test_a_running_job_is_cancelled_at_its_next_save(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id  = start(house).id;
    const Job     job = claim_and_die(house, id);
    assert_int_equal(job_cancel(test_house_ctx(house), id), OK);
    assert_true(get(house, id).cancel_wanted);
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(job_save(cx, &job), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.cancelled");
    later(15001);
    drain(house);
    assert_int_equal(get(house, id).state, JOB_CANCELLED);
    assert_int_equal(atomic_load(&steps), 0);
}

static void test_a_dead_process_loses_its_job(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id  = start(house).id;
    const Job     job = claim_and_die(house, id);
    drain(house);
    assert_int_equal(atomic_load(&steps), 0);
    later(15001);
    reset(GONE, 3);
    drain(house);
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(job_save(cx, &job), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.lost");
    later(1000);
    drain(house);
    assert_int_equal(get(house, id).state, JOB_DONE);
    assert_int_equal(events(house, S("step.made")), STEPS);
}

static void test_a_job_that_always_crashes_fails(void **state)
{
    TestHouse *house = *state;
    reset(FINE, -1);
    const int64_t id = start(house).id;
    for (int i = 0; i < JOB_CRASHES_MAX; i++) {
        (void)claim_and_die(house, id);
        later(15001);
    }
    drain(house);
    assert_int_equal(get(house, id).state, JOB_FAILED);
    assert_true(str_equal(get(house, id).reason, S("job.crashed")));
    assert_int_equal(atomic_load(&steps), 0);
    /* A checkpoint that moves between crashes forgets those before. */
    assert_int_equal(job_resume(test_house_ctx(house), id), OK);
    for (int i = 0; i < 2 * JOB_CRASHES_MAX; i++) {
        Job job        = claim_and_die(house, id);
        job.checkpoint = str_fmt(house->arena, "%d", i / 4);
        assert_int_equal(job_save(test_house_ctx(house), &job), OK);
        later(15001);
    }
    drain(house);
    assert_int_equal(get(house, id).state, JOB_DONE);
}

static void test_every_broken_statement_makes_each_step_once(void **state)
{
    TestHouse *house  = *state;
    int        broken = 0;
    for (int n = 1;; n++) {
        reset(FINE, -1);
        const int64_t id     = start(house).id;
        const int     before = (int)events(house, S("step.made"));
        db_fail_at(house->db, n);
        const Code code = job_drain(&house->services, kinds, 1);
        db_fail_at(house->db, 0);
        const bool clean = code == OK && get(house, id).state == JOB_DONE;
        for (int i = 0; i < 4 && get(house, id).state != JOB_DONE; i++) {
            if (get(house, id).state == JOB_FAILED)
                assert_int_equal(job_resume(test_house_ctx(house), id), OK);
            later(60000);
            drain(house);
        }
        assert_int_equal(get(house, id).state, JOB_DONE);
        if (before < 150) assert_int_equal(events(house, S("step.made")) - (size_t)before, STEPS);
        if (clean && n > 100) break;
        broken += !clean;
        assert_true(n < 400);
    }
    assert_true(broken > 30);
}

static void test_a_list_shows_the_newest_first(void **state)
{
    TestHouse *house = *state;
    Rows       rows  = { 0 };
    Str        next  = { 0 };
    reset(FINE, -1);
    const int64_t first = start(house).id;
    drain(house);
    const int64_t second = start(house).id;
    Ctx          *cx     = test_house_ctx(house);
    assert_int_equal(job_list(cx, false, next, 1, &rows, &next), OK);
    assert_int_equal(ROWS_AT(Job, rows, 0)->id, second);
    assert_int_equal(job_list(cx, false, next, 1, &rows, &next), OK);
    assert_int_equal(ROWS_AT(Job, rows, 0)->id, first);
    assert_null(next.ptr);
    assert_int_equal(job_list(cx, true, next, 0, &rows, &next), OK);
    assert_int_equal(rows.count, 1);
    assert_int_equal(job_list(test_house_ctx_of(house, 2), false, next, 0, &rows, &next), OK);
    assert_int_equal(rows.count, 0);
}

/* ---- brands side by side --------------------------------------------------------------------- */

/* The brands of the steps, as they were made. */
static char turns[128];

static void note_turn(int64_t tenant_id)
{
    const size_t at = strlen(turns);
    ASSERT(at + 1 < sizeof turns);
    turns[at] = (char)('0' + tenant_id);
    later(1);
}

static Code noted_step(Ctx *cx, Job *job, bool *more)
{
    note_turn(cx->tenant_id);
    return step(cx, job, more);
}

static Job start_of(TestHouse *house, int64_t tenant_id, const char *word)
{
    Job            job   = { 0 };
    const JobDraft draft = { .kind = str_of(word), .title = S("A test"), .unit = S("step") };
    assert_int_equal(job_start(test_house_ctx_of(house, tenant_id), draft, &job), OK);
    return job;
}

static void test_a_brand_does_not_wait_behind_all_jobs_of_another(void **state)
{
    static const JobKind        noting   = { "test.turn", noted_step };
    static const JobKind *const turner[] = { &noting };
    TestHouse                  *house    = *state;
    reset(FINE, -1);
    memset(turns, 0, sizeof turns);
    const int64_t first = start_of(house, 1, "test.turn").id;
    (void)start_of(house, 1, "test.turn");
    later(1);
    (void)start_of(house, 2, "test.turn");
    (void)start_of(house, 2, "other.kind"); /* nobody here can run it: nobody gives way to it */
    assert_int_equal(job_drain(&house->services, turner, 1), OK);
    assert_int_equal(strlen(turns), 3 * STEPS);
    assert_int_equal(get(house, first).attempts, 1); /* to give way is no crash */
    /* Step by step in turns, so the one job of the second brand ends with the first of the other.
     */
    const char *last = strrchr(turns, '2');
    assert_non_null(last);
    assert_true(last - turns <= 2 * STEPS);
}

/* One step of very many parts, each saved, that ends early only where it is told to. */
static Code all_at_once(Ctx *cx, Job *job, bool *more)
{
    enum { PARTS = 20 };
    bool ends = false;
    for (*more = true; *more && !ends;) {
        note_turn(job->tenant_id);
        job->done++;
        job->checkpoint = str_fmt(cx->arena, "%lld", (long long)job->done);
        TRY(job_save(cx, job));
        *more = job->done < PARTS;
        TRY(job_should_end(cx, job, 0, &ends));
    }
    return OK;
}

static void test_a_long_step_ends_where_another_brand_waits(void **state)
{
    static const JobKind        long_one = { "test.long", all_at_once };
    static const JobKind *const kinds_[] = { &long_one };
    TestHouse                  *house    = *state;
    memset(turns, 0, sizeof turns);
    const int64_t first = start_of(house, 1, "test.long").id;
    later(1);
    (void)start_of(house, 2, "test.long");
    assert_int_equal(job_drain(&house->services, kinds_, 1), OK);
    assert_int_equal(get(house, first).state, JOB_DONE);
    assert_int_equal(get(house, first).done, 20); /* nothing twice, nothing left out */
    assert_int_equal(strlen(turns), 40);
    const char *waited = strchr(turns, '2');
    assert_non_null(waited);
    assert_true(waited - turns <= 2);
    /* Alone it goes on to its end without being asked to come back. */
    memset(turns, 0, sizeof turns);
    const Job alone = start_of(house, 1, "test.long");
    assert_int_equal(job_drain(&house->services, kinds_, 1), OK);
    assert_int_equal(get(house, alone.id).claims, 1);
}

/* A step that ends only because it is told to. */
static Code never_done(Ctx *cx, Job *job, bool *more)
{
    for (bool ends = false; !ends;) {
        clock_sleep_ms(5);
        job->done++;
        TRY(job_save(cx, job));
        TRY(job_should_end(cx, job, 60000, &ends));
    }
    *more = true;
    return OK;
}

static void test_a_long_step_ends_where_the_process_stops(void **state)
{
    static const JobKind        endless  = { "test.endless", never_done };
    static const JobKind *const kinds_[] = { &endless };
    TestHouse                  *house    = *state;
    Services                    services = house->services;
    services.clock                       = clock_now_ms;
    const int64_t id                     = start_of(house, 1, "test.endless").id;
    JobRunner    *runner                 = job_runner_start(&services, kinds_, 1, 1);
    for (int i = 0; i < 4000 && get(house, id).done == 0; i++) clock_sleep_ms(5);
    job_runner_stop(runner); /* it would never come back */
    assert_int_equal(get(house, id).state, JOB_QUEUED);
    assert_true(get(house, id).done > 0);
}

static atomic_bool may_end;

/* As long as the test lets it. */
static Code go_on(Ctx *cx, Job *job, bool *more)
{
    clock_sleep_ms(5);
    job->done++;
    TRY(job_save(cx, job));
    *more = !atomic_load(&may_end);
    return OK;
}

static void test_a_brand_gets_a_thread_of_one_that_holds_all(void **state)
{
    static const JobKind        endless  = { "test.endless", go_on };
    static const JobKind *const both[]   = { &kind, &endless };
    TestHouse                  *house    = *state;
    Services                    services = house->services;
    int64_t                     slow[3];
    services.clock = clock_now_ms;
    reset(FINE, -1);
    atomic_store(&may_end, false);
    for (size_t i = 0; i < COUNT(slow); i++) slow[i] = start_of(house, 1, "test.endless").id;
    JobRunner *runner = job_runner_start(&services, both, COUNT(both), 2);
    for (int i = 0; i < 2000 && get(house, slow[1]).done == 0; i++) clock_sleep_ms(5);
    const int64_t quick = start_of(house, 2, "test.job").id;
    Job           job   = { 0 };
    for (int i = 0; i < 4000 && job.state != JOB_DONE; i++) {
        clock_sleep_ms(5);
        assert_int_equal(job_get(test_house_ctx_of(house, 2), quick, &job), OK);
    }
    assert_int_equal(job.state, JOB_DONE);
    atomic_store(&may_end, true);
    for (size_t i = 0; i < COUNT(slow); i++)
        for (int k = 0; k < 4000 && get(house, slow[i]).state != JOB_DONE; k++) clock_sleep_ms(5);
    job_runner_stop(runner);
    for (size_t i = 0; i < COUNT(slow); i++) assert_int_equal(get(house, slow[i]).state, JOB_DONE);
}

static void test_threads_run_jobs_and_stop_between_steps(void **state)
{
    TestHouse *house    = *state;
    Services   services = house->services;
    services.clock      = clock_now_ms;
    reset(FINE, -1);
    int64_t ids[8];
    for (size_t i = 0; i < COUNT(ids); i++) ids[i] = start(house).id;
    JobRunner *one = job_runner_start(&services, kinds, 1, 3);
    for (int i = 0; i < 6000 && events(house, S("step.made")) < 5; i++) clock_sleep_ms(1);
    job_runner_stop(one);
    JobRunner *two = job_runner_start(&services, kinds, 1, 2);
    for (size_t n = 0; n < COUNT(ids); n++)
        for (int i = 0; i < 6000 && get(house, ids[n]).state != JOB_DONE; i++) clock_sleep_ms(5);
    job_runner_stop(two);
    assert_int_equal(events(house, S("step.made")), COUNT(ids) * STEPS);
    assert_int_equal(atomic_load(&steps), (int)COUNT(ids) * STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_job_runs_to_its_end),
        ON_HOUSE(test_a_failed_job_goes_on_where_it_ended),
        ON_HOUSE(test_what_is_gone_for_now_is_tried_again_later),
        ON_HOUSE(test_a_queued_job_is_cancelled_at_once),
        ON_HOUSE(test_a_final_job_is_not_resumed),
        ON_HOUSE(test_that_a_job_is_final_is_told_once),
        ON_HOUSE(test_a_job_that_was_swept_is_as_final),
        ON_HOUSE(test_a_running_job_is_cancelled_at_its_next_save),
        ON_HOUSE(test_a_dead_process_loses_its_job),
        ON_HOUSE(test_a_job_that_always_crashes_fails),
        ON_HOUSE(test_every_broken_statement_makes_each_step_once),
        ON_HOUSE(test_a_list_shows_the_newest_first),
        ON_HOUSE(test_a_brand_does_not_wait_behind_all_jobs_of_another),
        ON_HOUSE(test_a_brand_gets_a_thread_of_one_that_holds_all),
        ON_HOUSE(test_a_long_step_ends_where_another_brand_waits),
        ON_HOUSE(test_a_long_step_ends_where_the_process_stops),
        ON_HOUSE(test_threads_run_jobs_and_stop_between_steps),
    };
    return FOR_EACH_ENGINE(tests);
}
