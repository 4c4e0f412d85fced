/* intake_upload_test.c -- uploads: their header, their preview, and how long their files stay. */
#include "intake/intake_sql.h"
#include "intake/intake_testing_sql.h"
#include "intake/intake_upload.h"

#include "kernel/testing.h"
#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                    \
    do {                                                                                        \
        if ((expression) != OK)                                                                 \
            fail_msg("%s: %s %.*s (%.*s)", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                    \
    } while (0)

static const JobKind *const   jobs[]   = { &intake_job };
static const TimerKind *const timers[] = { &intake_timer };

static Intake upload(Ctx *cx, Str bytes)
{
    Intake      out  = { 0 };
    const char *path = str_fmt(cx->arena, "%s/upload.csv", cx->services->data_dir).ptr;
    GOOD(cx, dir_make(cx->services->data_dir));
    GOOD(cx, file_write(path, bytes, 0600));
    GOOD(cx, intake_open(cx, S("upload.csv"), path, &out));
    return out;
}

static const char two[]    = "姓名,手机\n王芳,13800138000\n李雷,13800138001\n";
static const char costs[]  = "{\"kind\":\"cost\",\"fields\":{\"day\":\"日期\","
                             "\"campaign\":\"活动\",\"cost\":\"费用\"}}";
static const char phones[] = "{\"kind\":\"person\",\"fields\":{\"phone\":\"手机\"}}";

static Intake decided(Ctx *cx, Str bytes, const char *mapping)
{
    const Intake row = upload(cx, bytes);
    Intake       out = { 0 };
    GOOD(cx, intake_write(cx, row.id, row.revision, str_of(mapping), &out));
    return out;
}

/* ---- how long files stay ------------------------------------------------------------------- */

static void pass_days(TestHouse *house, int days)
{
    test_house_set_clock(test_house_clock() + days * MS_PER_DAY + 1);
    assert_int_equal(timer_drain(&house->services, timers, 1), OK);
}

static bool has_file(TestHouse *house, int64_t id)
{
    return file_exists(intake_upload_path(test_house_ctx(house), id));
}

static void test_a_file_stays_until_the_job_that_waits_has_read_it(void **state)
{
    TestHouse   *house = *state;
    Ctx         *cx    = test_house_ctx(house);
    const Intake row   = decided(cx, str_of(two), phones);
    Job          job   = { 0 };
    pass_days(house, 6);
    cx = test_house_ctx(house);
    GOOD(cx, intake_start(cx, row.id, true, &job));
    for (int day = 0; day < 3; day++) {
        pass_days(house, 1); /* the seventh day, and two more in the queue */
        assert_true(has_file(house, row.id));
    }
    assert_int_equal(job_drain(&house->services, jobs, 1), OK);
    cx = test_house_ctx(house);
    GOOD(cx, job_get(cx, job.id, &job));
    assert_int_equal(job.state, JOB_DONE);
    assert_int_equal(job.done, 2);
    assert_false(has_file(house, row.id));
}

static void test_a_file_goes_after_a_week_when_nobody_wants_it(void **state)
{
    TestHouse   *house = *state;
    const Intake left  = decided(test_house_ctx(house), str_of(two), phones);
    const Intake begun = decided(test_house_ctx(house), str_of(two), phones);
    Ctx         *cx    = test_house_ctx(house);
    Job          job   = { 0 };
    GOOD(cx, intake_start(cx, begun.id, true, &job));
    GOOD(cx, job_cancel(cx, job.id));
    pass_days(house, 6);
    assert_true(has_file(house, left.id));
    pass_days(house, 2);
    assert_false(has_file(house, left.id));
    assert_false(has_file(house, begun.id));
}

/* However much a job had met that never came to its end. */
static void test_what_a_cancelled_job_met_goes_after_a_week(void **state)
{
    enum { MET = 50 };
    TestHouse   *house = *state;
    Ctx         *cx    = test_house_ctx(house);
    const Intake row   = decided(cx, str_of(two), phones);
    Job          job   = { 0 };
    GOOD(cx, intake_start(cx, row.id, true, &job));
    GOOD(cx, job_cancel(cx, job.id));
    IntakeMet met = { .tenant_id = cx->tenant_id,
                      .run_key   = str_fmt(cx->arena, "job:%lld", (long long)job.id),
                      .hashes    = S("AAAAAAAAAAA=") };
    GOOD(cx, intake_sql_save(cx, &(IntakeStand){ .run_key = met.run_key }));
    for (met.row_count = 1; met.row_count <= MET; met.row_count++)
        GOOD(cx, intake_sql_add_met(cx, &met));
    pass_days(house, 6);
    assert_int_equal(intake_testing_met(test_house_ctx(house)), MET);
    for (int fired = 0; fired < 6; fired++) pass_days(house, 1);
    assert_int_equal(intake_testing_met(test_house_ctx(house)), 0);
}

/* ---- header -------------------------------------------------------------------------------- */

static void test_people_say_whether_there_is_a_header(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const Str     odd     = S("A,B\n王芳,13800138000\n"); /* a header of letters is one */
    Intake        row     = upload(cx, odd);
    IntakePreview out     = { 0 };
    Str           mapping = { 0 };
    assert_true(row.has_header);
    GOOD(cx, intake_guess_for(cx, row.id, INTAKE_PERSON, &mapping));
    assert_true(str_find(mapping, S("\"header\"")) < 0);
    GOOD(cx, intake_set_header(cx, row.id, row.revision, false, &row));
    assert_false(row.has_header);
    assert_int_equal(row.columns.count, 2);
    const IntakeColumn *first = ROWS_AT(IntakeColumn, row.columns, 0);
    assert_true(str_equal(first->name, S("A")));
    assert_int_equal(first->samples.count, 2);
    GOOD(cx, intake_guess_for(cx, row.id, INTAKE_PERSON, &mapping));
    assert_true(str_find(mapping, S("\"header\":false")) >= 0);
    /* Also a mapping that says nothing of it is read so. */
    const char *plain = "{\"kind\":\"person\",\"fields\":{\"phone\":\"B\"}}";
    GOOD(cx, intake_write(cx, row.id, row.revision, str_of(plain), &row));
    GOOD(cx, intake_preview(cx, row.id, true, &out));
    assert_int_equal(out.rows.count, 2);
    assert_int_equal(out.refused, 1); /* "B" is no phone */
    assert_int_equal(out.good, 1);
    GOOD(cx, intake_set_header(cx, row.id, row.revision, true, &row));
    assert_int_equal(intake_set_header(cx, row.id, row.revision - 1, true, &row), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "intake.changed_meanwhile");
}

/* ---- the preview --------------------------------------------------------------------------- */

/* So many rows, each with a cell of so many bytes beside the phone; every second one is bad. */
static Str wide(Arena *arena, int rows, size_t bytes, bool is_bad)
{
    StrBuf text = strbuf(arena, (size_t)rows * (bytes + 64) + 64);
    char  *cell = arena_make(arena, char, bytes);
    memset(cell, 'x', bytes);
    strbuf_add(&text, S("手机,说明\n"));
    for (int i = 0; i < rows; i++) {
        strbuf_fmt(&text, "%s%08d,", is_bad ? "no" : "138", i);
        strbuf_add(&text, (Str){ cell, bytes });
        strbuf_char(&text, '\n');
    }
    return strbuf_str(&text);
}

static void test_a_preview_of_wide_rows_ends_with_what_was_read(void **state)
{
    enum { ROWS = 3000, WIDE = 30000, READ_MAX = (64 << 20) / WIDE };
    Ctx          *cx   = test_house_ctx(*state);
    Arena        *heap = arena_new(400 << 20);
    IntakePreview out  = { 0 };
    Intake        row  = decided(cx, wide(heap, ROWS, WIDE, false), phones);
    GOOD(cx, intake_preview(cx, row.id, true, &out));
    assert_false(out.is_whole);
    assert_int_equal(out.rows.count, 20);
    assert_true(out.good > 100 && out.good < READ_MAX);
    assert_int_equal(out.created, out.good);
    /* Of rows that are refused nothing is kept: they are all counted. */
    arena_reset(heap);
    row = decided(cx, wide(heap, ROWS, WIDE, true), phones);
    GOOD(cx, intake_preview(cx, row.id, true, &out));
    assert_true(out.is_whole);
    assert_int_equal(out.refused, ROWS);
    assert_int_equal(out.rows.count, 30); /* ten more of those refused */
    arena_free(heap);
}

/* ---- who may ------------------------------------------------------------------------------- */

/* The right to set costs was taken away between the mapping and the start. */
static void test_costs_are_not_brought_in_without_the_right_of_now(void **state)
{
    Ctx          *cx   = test_house_ctx(*state);
    Job           job  = { 0 };
    PermissionSet less = { 0 };
    const Intake  row  = decided(cx, S("日期,活动,费用\n2026-11-01,双11,10\n"), costs);
    for (int one = PERM_UNSET + 1; one < PERMISSION_COUNT; one++)
        if (one != PERM_SPEND_WRITE && cx_may(cx, (Permission)one))
            permission_add(&less, (Permission)one);
    cx->permissions = less;
    assert_int_equal(intake_start(cx, row.id, true, &job), ERR_DENIED);
    assert_string_equal(cx->err.reason, "permission.denied");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_file_stays_until_the_job_that_waits_has_read_it),
        ON_HOUSE(test_a_file_goes_after_a_week_when_nobody_wants_it),
        ON_HOUSE(test_what_a_cancelled_job_met_goes_after_a_week),
        ON_HOUSE(test_people_say_whether_there_is_a_header),
        ON_HOUSE(test_a_preview_of_wide_rows_ends_with_what_was_read),
        ON_HOUSE(test_costs_are_not_brought_in_without_the_right_of_now),
    };
    return FOR_EACH_ENGINE(tests);
}
