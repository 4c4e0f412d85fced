/* Imports of costs taken back: who says an amount last has said it, whatever it was before; killed
 * between slices, and long after the job is gone. */
#include "kernel/testing.h"
#include "log/event.h"
#include "spend/spend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                 \
    do {                                                                                     \
        if ((expression) != OK)                                                              \
            fail_msg("%s: %s (%.*s)", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* Of a job that a person stopped: its import can be taken back. */
static int64_t stopped_job(Ctx *cx)
{
    Job job = { 0 };
    GOOD(cx, job_start(cx, (JobDraft){ .kind = S("intake.run"), .title = S("x"), .unit = S("row") },
                       &job));
    GOOD(cx, job_cancel(cx, job.id));
    return job.id;
}

static Str run_of(Ctx *cx, int64_t job) { return str_fmt(cx->arena, "job:%lld", (long long)job); }

/* So much for each of the first days of November. */
static void bring_days(Ctx *cx, int64_t job, int64_t row, const char *touch, int32_t days,
                       int64_t each_fen)
{
    SpendCost   cost    = { .row        = row,
                            .days       = days,
                            .kind       = SPEND_CAMPAIGN,
                            .touch      = str_of(touch),
                            .amount_fen = each_fen * days };
    bool        is_new  = false;
    const char *refusal = NULL;
    TXN(txn);
    assert_true(day_parse(S("2026-11-01"), &cost.first_day));
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, spend_bring(cx, run_of(cx, job), &cost, &is_new, &refusal));
    assert_null(refusal);
    GOOD(cx, cx_commit(cx, &txn));
}

static void bring(Ctx *cx, int64_t job, int64_t fen) { bring_days(cx, job, 1, "双11", 1, fen); }

static void type_in(Ctx *cx, int64_t fen)
{
    Spend cell = {
        .kind = SPEND_CAMPAIGN, .touch = S("双11"), .day_on = S("2026-11-01"), .amount_fen = fen
    };
    SpendSheet sheet = { .lines = { &cell, 1 } };
    GOOD(cx, spend_set(cx, &sheet, &sheet));
}

static int64_t sum_of(Ctx *cx)
{
    const SpendQuery all    = { .from = S("2026-11-01"), .to = S("2026-11-30") };
    Rows             rows   = { 0 };
    bool             is_cut = false;
    int64_t          sum    = 0;
    GOOD(cx, spend_list(cx, &all, &rows, &is_cut));
    for (size_t i = 0; i < rows.count; i++) sum += ROWS_AT(Spend, rows, i)->amount_fen;
    return sum;
}

/* What boards count. */
static size_t events_of(Ctx *cx, EventType type)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_list(cx, event_word(type), S(""), S(""), 200, &rows, &next));
    return rows.count;
}

static void take_back(Ctx *cx, int64_t job, int64_t changed, int64_t kept)
{
    SpendTaken taken = { 0 };
    GOOD(cx, spend_take_back(cx, job, &taken));
    assert_int_equal(taken.changed, changed);
    assert_int_equal(taken.kept, kept);
}

/* ---- who says the same --------------------------------------------------------------------- */

/* A corrected file after the first one: what both say is paid as long as one of them says it. */
static void test_what_a_later_file_says_too_stays_without_the_first(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    const int64_t first = stopped_job(cx), second = stopped_job(cx);
    bring_days(cx, first, 1, "双11", 3, 1000);
    bring_days(cx, first, 2, "春节", 1, 70);
    bring_days(cx, second, 1, "双11", 3, 1000);
    bring_days(cx, second, 2, "春节", 1, 75);
    assert_int_equal(events_of(cx, EV_SPEND_RECORDED), 5);
    take_back(cx, first, 0, 4);
    assert_int_equal(sum_of(cx), 3075);
    assert_int_equal(events_of(cx, EV_SPEND_RECORDED), 5);
    take_back(cx, second, 4, 0);
    assert_int_equal(sum_of(cx), 0);
}

static void test_what_an_earlier_file_says_too_stays_without_the_second(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    const int64_t first = stopped_job(cx), second = stopped_job(cx);
    bring(cx, first, 1000);
    bring(cx, second, 1000);
    take_back(cx, second, 0, 0);
    assert_int_equal(sum_of(cx), 1000);
    assert_int_equal(events_of(cx, EV_SPEND_RECORDED), 1);
    take_back(cx, first, 1, 0);
    assert_int_equal(sum_of(cx), 0);
}

static void test_what_a_person_types_is_his_though_a_file_says_the_same(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    const int64_t first = stopped_job(cx), second = stopped_job(cx);
    bring(cx, first, 1000);
    type_in(cx, 1000);
    assert_int_equal(events_of(cx, EV_SPEND_RECORDED), 1);
    bring(cx, second, 1000);
    take_back(cx, first, 0, 1);
    take_back(cx, second, 0, 0);
    assert_int_equal(sum_of(cx), 1000);
}

/* Killed before it noted how far it came, the import sets its rows again. */
static void test_a_row_set_again_remembers_what_was_before_the_first_time(void **state)
{
    Ctx          *cx  = test_house_ctx(*state);
    const int64_t job = stopped_job(cx);
    type_in(cx, 30);
    bring(cx, job, 1000);
    bring(cx, job, 1000);
    take_back(cx, job, 1, 0);
    assert_int_equal(sum_of(cx), 30);
}

/* ---- long after ------------------------------------------------------------------------------ */

/* Ended jobs are swept after a while, what they brought is not. */
static void test_an_import_is_taken_back_long_after_its_job_is_gone(void **state)
{
    static const Query sweep = { .name = "test.sweep",
                                 .sql  = "DELETE FROM job WHERE tenant_id = $1 AND id = $2" };
    Ctx               *cx    = test_house_ctx(*state);
    const int64_t      job   = stopped_job(cx);
    bring(cx, job, 1000);
    GOOD(cx, cx_run(cx, &sweep, NULL, ARGS(V(cx->tenant_id), V(job))));
    take_back(cx, job, 1, 0);
    assert_int_equal(sum_of(cx), 0);
}

/* ---- killed -------------------------------------------------------------------------------- */

static bool is_audited(Ctx *cx, int64_t job)
{
    const AuditFilter undone = { .action = S("spend.import_undone"), .limit = 1 };
    Rows              lines  = { 0 };
    Str               next   = { 0 };
    GOOD(cx, audit_list(cx, &undone, &lines, &next));
    return lines.count == 1 && str_equal(ROWS_AT(Audit, lines, 0)->object, run_of(cx, job)) &&
           ROWS_AT(Audit, lines, 0)->user_id == TEST_USER;
}

/* What a slice of it took back stays so, and the rest is there to be taken back. */
static void test_a_taking_back_killed_between_slices_goes_on_with_the_rest(void **state)
{
    enum { FILES = 20, DAYS = 30, CELLS = FILES * DAYS, SLICE = 500, STEP = 400 };
    TestHouse    *house = *state;
    Ctx          *cx    = test_house_ctx(house);
    const int64_t job   = stopped_job(cx);
    SpendTaken    taken = { 0 };
    int           n     = STEP;
    for (int i = 0; i < FILES; i++)
        bring_days(cx, job, i + 1, str_fmt(cx->arena, "活动%d", i).ptr, DAYS, 7);
    while (sum_of(cx) == (int64_t)7 * CELLS) {
        cx = test_house_ctx(house);
        db_fail_at(cx->db, n += STEP);
        assert_int_not_equal(spend_take_back(cx, job, &taken), OK);
        db_fail_at(cx->db, 0);
        forgive(cx);
    }
    assert_int_equal(sum_of(cx), 7 * (CELLS - SLICE));
    cx = test_house_ctx(house);
    assert_true(is_audited(cx, job)); /* money has changed: who did it is to be found */
    assert_int_equal(job_resume(cx, job), ERR_CONFLICT);
    forgive(cx);
    take_back(cx, job, CELLS - SLICE, 0);
    assert_int_equal(sum_of(cx), 0);
    assert_int_equal(spend_take_back(cx, job, &taken), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_a_later_file_says_too_stays_without_the_first),
        ON_HOUSE(test_what_an_earlier_file_says_too_stays_without_the_second),
        ON_HOUSE(test_what_a_person_types_is_his_though_a_file_says_the_same),
        ON_HOUSE(test_a_row_set_again_remembers_what_was_before_the_first_time),
        ON_HOUSE(test_an_import_is_taken_back_long_after_its_job_is_gone),
        ON_HOUSE(test_a_taking_back_killed_between_slices_goes_on_with_the_rest),
    };
    return FOR_EACH_ENGINE(tests);
}
