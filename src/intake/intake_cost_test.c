/* Files of costs: exact to the fen, a month over its days, twice the same, killed, beside a person
 * who types, and taken back. */
#include "intake/intake.h"
#include "kernel/testing.h"
#include "log/event.h"
#include "spend/spend.h"
#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                    \
    do {                                                                                        \
        if ((expression) != OK)                                                                 \
            fail_msg("%s: %s %.*s (%.*s)", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                    \
    } while (0)

enum { JOB = 41 };

/* Of a job that a person stopped: its import can be taken back. */
static int64_t stopped_job(Ctx *cx)
{
    Job job = { 0 };
    GOOD(cx, job_start(cx, (JobDraft){ .kind = S("intake.run"), .title = S("x"), .unit = S("row") },
                       &job));
    GOOD(cx, job_cancel(cx, job.id));
    return job.id;
}

static const char *file_of(Ctx *cx, const char *text)
{
    const char *path = str_fmt(cx->arena, "%s/costs.csv", cx->services->data_dir).ptr;
    GOOD(cx, dir_make(cx->services->data_dir));
    GOOD(cx, file_write(path, str_of(text), 0600));
    return path;
}

static const char *refused_path(Ctx *cx)
{
    return str_fmt(cx->arena, "%s/refused.csv", cx->services->data_dir).ptr;
}

/* `job` 0: by the command line. */
static IntakeOptions options_of(Ctx *cx, const char *text, int64_t job)
{
    Str         mapping = { 0 };
    const char *path    = file_of(cx, text);
    GOOD(cx, intake_guess(cx, path, INTAKE_COST, false, &mapping));
    return (IntakeOptions){ .mapping = mapping,
                            .path    = path,
                            .refused = refused_path(cx),
                            .key =
                                job ? str_fmt(cx->arena, "job:%lld", (long long)job) : (Str){ 0 } };
}

static IntakeReport bring_in(Ctx *cx, const char *text, int64_t job)
{
    IntakeReport        report  = { 0 };
    const IntakeOptions options = options_of(cx, text, job);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_true(report.is_over);
    return report;
}

/* "2026-11-01 qr_code 1234", a line each. */
static const char *costs_of(Ctx *cx)
{
    const SpendQuery all    = { .from = S("2026-01-01"), .to = S("2026-12-31") };
    Rows             rows   = { 0 };
    bool             is_cut = false;
    StrBuf           text   = strbuf(cx->arena, 8000);
    GOOD(cx, spend_list(cx, &all, &rows, &is_cut));
    for (size_t i = 0; i < rows.count; i++) {
        const Spend *one = ROWS_AT(Spend, rows, i);
        strbuf_fmt(&text, "%s%.*s %.*s %lld", i ? "\n" : "", FMT(one->day_on), FMT(one->touch),
                   (long long)one->amount_fen);
    }
    return str_z(cx->arena, strbuf_str(&text));
}

static int64_t sum_of(Ctx *cx)
{
    const SpendQuery all    = { .from = S("2026-01-01"), .to = S("2026-12-31") };
    Rows             rows   = { 0 };
    bool             is_cut = false;
    int64_t          sum    = 0;
    GOOD(cx, spend_list(cx, &all, &rows, &is_cut));
    for (size_t i = 0; i < rows.count; i++) sum += ROWS_AT(Spend, rows, i)->amount_fen;
    return sum;
}

static void type_in(Ctx *cx, const char *day, int64_t fen)
{
    Spend by_hand = {
        .kind = SPEND_CAMPAIGN, .touch = S("双11"), .day_on = str_of(day), .amount_fen = fen
    };
    SpendSheet sheet = { .lines = { &by_hand, 1 } };
    GOOD(cx, spend_set(cx, &sheet, &sheet));
}

/* What boards count. */
static size_t events_of(Ctx *cx)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_list(cx, event_word(EV_SPEND_RECORDED), S(""), S(""), 200, &rows, &next));
    assert_int_equal(next.len, 0);
    return rows.count;
}

static void test_yuan_become_fen_and_wrong_rows_say_why(void **state)
{
    Ctx               *cx   = test_house_ctx(*state);
    Str                told = { 0 };
    const IntakeReport report =
        bring_in(cx,
                 "日期,渠道,活动,费用\n"
                 "2026-11-01,二维码,,\"1,234.56\"\n"
                 "2026/11/2,qr_code,,0.29\n"
                 "2026-11-01,,双11,¥8\n"
                 "2026-11-01,二维码,,5\n"     /* a second word on the same cell */
                 "2026-11-03,二维码,,1.005\n" /* less than a fen                 */
                 "2026-11-03,电线杆,,1\n"
                 "2026-11-03,二维码,双11,1\n"
                 "2026-11-03,二维码,,-1\n"
                 ",二维码,,1\n",
                 JOB);
    assert_int_equal(report.rows, 9);
    assert_int_equal(report.added, 3);
    assert_int_equal(report.refused, 6);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 800\n"
                                      "2026-11-01 qr_code 123456\n"
                                      "2026-11-02 qr_code 29");
    GOOD(cx, file_read(cx->arena, refused_path(cx), 1 << 20, &told));
    assert_true(str_find(told, S("文件里前面已有同一天同一渠道的费用")) >= 0);
    assert_true(str_find(told, S("金额精确到了分以下")) >= 0);
    assert_true(str_find(told, S("没有这种添加方式")) >= 0);
    assert_true(str_find(told, S("只能填一个")) >= 0);
    assert_true(str_find(told, S("费用不能是负数")) >= 0);
    assert_true(str_find(told, S("没有日期")) >= 0);
}

/* 100.00 over 30 days: ten days bear a fen more, and nothing is lost. */
static void test_a_month_is_borne_by_its_days(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    (void)bring_in(cx, "月份,活动,费用\n2026-11,双11,100\n2026年2月,春节,0.29\n", JOB);
    const char *costs = costs_of(cx);
    assert_true(str_find(str_of(costs), S("2026-11-10 双11 334\n2026-11-11 双11 333\n")) >= 0);
    assert_true(str_find(str_of(costs), S("2026-02-01 春节 2\n2026-02-02 春节 1\n")) >= 0);
    assert_int_equal(sum_of(cx), 10029);
}

/* Of the days of that month: how many, the first and the last. */
static void check_month(const char *month, int32_t days, const char *first, const char *last)
{
    Arena  *arena     = arena_new(1 << 16);
    int64_t first_day = 0;
    int32_t count     = 0;
    assert_true(spend_month_of(str_of(month), &first_day, &count));
    assert_int_equal(count, days);
    assert_true(str_equal(day_text(arena, first_day), str_of(first)));
    assert_true(str_equal(day_text(arena, first_day + count - 1), str_of(last)));
    arena_free(arena);
}

static void test_a_month_ends_where_the_calendar_says(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    check_month("2026年12月", 31, "2026-12-01", "2026-12-31");
    check_month("2028-02", 29, "2028-02-01", "2028-02-29");
    check_month("2100/2", 28, "2100-02-01", "2100-02-28");
    check_month("202602", 28, "2026-02-01", "2026-02-28");
    /* December is behind November and does not run into the January after. */
    (void)bring_in(cx, "月份,活动,费用\n2026-12,双11,0.31\n2028-02,双11,0.30\n", JOB);
    assert_int_equal(sum_of(cx), 31);
    const SpendQuery january = { .from = S("2027-01-01"), .to = S("2027-01-31") };
    const SpendQuery leap    = { .from = S("2028-02-01"), .to = S("2028-03-31") };
    Rows             rows    = { 0 };
    bool             is_cut  = false;
    GOOD(cx, spend_list(cx, &january, &rows, &is_cut));
    assert_int_equal(rows.count, 0);
    GOOD(cx, spend_list(cx, &leap, &rows, &is_cut));
    assert_int_equal(rows.count, 29);
    assert_int_equal(ROWS_AT(Spend, rows, 0)->amount_fen, 2);
    assert_string_equal(str_z(cx->arena, ROWS_AT(Spend, rows, 28)->day_on), "2028-02-29");
}

static void test_the_same_file_again_changes_nothing(void **state)
{
    static const char file[] = "日期,活动,费用\n2026-11-01,双11,10\n2026-11-02,双11,20\n";
    Ctx              *cx     = test_house_ctx(*state);
    (void)bring_in(cx, file, JOB);
    const IntakeReport again = bring_in(cx, file, JOB + 1);
    assert_int_equal(again.added, 0);
    assert_int_equal(again.known, 2);
    assert_int_equal(sum_of(cx), 3000);
}

/* By the command line, where the file is known by what is in it: only what contradicts it is
 * refused, and what somebody changed since is set again. */
static void test_the_same_file_given_twice_refuses_what_it_refused(void **state)
{
    static const char file[] = "日期,月份,活动,费用\n2026-11-01,,双11,10\n2026-11-02,,双11,20\n"
                               "2026-11-01,,双11,7\n,2026-11,双11,3\n,2026-10,双11,31\n";
    Ctx              *cx = test_house_ctx(*state);
    for (int i = 0; i < 3; i++) {
        const IntakeReport report = bring_in(cx, file, 0);
        assert_int_equal(report.added, i == 0 ? 3 : i == 2);
        assert_int_equal(report.known, i == 0 ? 0 : i == 1 ? 3 : 2);
        assert_int_equal(report.refused, 2);
        assert_int_equal(sum_of(cx), 1000 + 2000 + 3100);
        if (i == 1) type_in(cx, "2026-11-02", 5);
    }
}

/* A month of a row: nothing is kept of a cell that is set or taken back. */
static void test_large_files_are_brought_in_and_taken_back_in_little_memory(void **state)
{
    enum { ROWS = 100, CELLS = ROWS * 30, MEMORY = 512 << 10 };
    Ctx       *cx    = test_house_ctx(*state);
    StrBuf     text  = strbuf(cx->arena, 64 * ROWS);
    SpendTaken taken = { 0 };
    strbuf_fmt(&text, "月份,活动,费用\n");
    for (int i = 0; i < ROWS; i++) strbuf_fmt(&text, "2026-11,活动%d,30\n", i);
    const char   *file = str_z(cx->arena, strbuf_str(&text));
    const int64_t job  = stopped_job(cx);
    Arena        *own  = cx->arena;
    cx->arena          = arena_new(MEMORY);
    (void)bring_in(cx, file, job);
    assert_false(arena_overrun(cx->arena));
    arena_reset(cx->arena);
    GOOD(cx, spend_take_back(cx, job, &taken));
    assert_false(arena_overrun(cx->arena));
    arena_free(cx->arena);
    cx->arena = own;
    assert_int_equal(taken.changed, CELLS);
    assert_int_equal(taken.amount_fen, -100 * CELLS);
    assert_string_equal(costs_of(cx), "");
}

/* ---- killed, and beside others ------------------------------------------------------------- */

static const char killed[] = "日期,月份,活动,费用\n2026-11-01,,双11,10\n2026-11-02,,双11,20\n"
                             "2026-11-01,,双11,7\n,2026-02,双11,2.80\n2026-11-03,,双11,-1\n";

static void check_killed_end(Ctx *cx, const IntakeReport *report)
{
    assert_int_equal(report->rows, 5);
    assert_int_equal(report->added, 3);
    assert_int_equal(report->refused, 2);
    assert_int_equal(sum_of(cx), 3280);
    assert_int_equal(events_of(cx), 30);
}

/* Killed at every statement in turn, and gone on with: each cell is set and told of once. */
static void test_a_killed_import_of_costs_ends_as_one_that_was_not(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const int64_t job     = stopped_job(cx);
    IntakeOptions options = options_of(cx, killed, job);
    IntakeReport  report  = { 0 };
    SpendTaken    taken   = { 0 };
    Code          code    = ERR_INTERNAL;
    int           n       = 0;
    options.slice_rows    = 2;
    while (code != OK) {
        db_fail_at(cx->db, ++n);
        code = intake_run(cx, &options, NULL, NULL, &report);
        db_fail_at(cx->db, 0);
        forgive(cx);
        assert_true(n < 1000);
    }
    assert_true(n > 20);
    check_killed_end(cx, &report);
    code = ERR_INTERNAL;
    for (n = 1; code != OK; n++) { /* and the taking back of it */
        db_fail_at(cx->db, n);
        code = spend_take_back(cx, job, &taken);
        db_fail_at(cx->db, 0);
        forgive(cx);
        assert_int_equal(sum_of(cx), code == OK ? 0 : 3280);
        assert_true(n < 1000);
    }
    assert_true(n > 20);
    assert_int_equal(taken.changed, 30);
    assert_int_equal(events_of(cx), 60);
}

static Code stop_behind_a_slice(void *with, const IntakeReport *report)
{
    Ctx *cx = with;
    if (report->rows <= 2) return OK;
    return (fail)(cx, ERR_CONFLICT, "job.cancelled", "at row %lld", (long long)report->rows);
}

static void test_a_stopped_import_of_costs_goes_on_behind_what_it_set(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    IntakeOptions options = options_of(cx, killed, JOB);
    IntakeReport  report  = { 0 };
    options.slice_rows    = 2;
    assert_int_equal(intake_run(cx, &options, stop_behind_a_slice, cx, &report), ERR_CONFLICT);
    forgive(cx);
    assert_int_equal(sum_of(cx), 3000);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    check_killed_end(cx, &report);
}

/* A person who has set a cell, and saves it when the import waits for it. */
typedef struct Typist {
    Ctx   cx;
    Wake *has_typed;
} Typist;

static void *type_and_save(void *arg)
{
    enum { AWAY_MS = 200 };
    Typist *typist = arg;
    Ctx    *cx     = &typist->cx;
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    type_in(cx, "2026-11-01", 500);
    wake_raise(typist->has_typed);
    clock_sleep_ms(AWAY_MS);
    GOOD(cx, cx_commit(cx, &txn));
    return NULL;
}

/* The import comes behind it, and is taken back to it. */
static void check_beside_a_typist(Ctx *cx)
{
    Typist        typist = { .cx = *cx, .has_typed = wake_new() };
    SpendTaken    taken  = { 0 };
    const int64_t job    = stopped_job(cx);
    typist.cx.arena      = arena_new(1 << 20);
    typist.cx.seed += 1;
    const pthread_t thread = thread_start("type", 512, type_and_save, &typist);
    assert_true(wake_wait(typist.has_typed, -1));
    const IntakeReport report = bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n", job);
    thread_join(thread);
    assert_int_equal(report.added, 1);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 1000");
    GOOD(cx, spend_take_back(cx, job, &taken));
    assert_int_equal(taken.amount_fen, 500 - 1000);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 500");
    arena_free(typist.cx.arena);
    wake_free(typist.has_typed);
}

static void test_an_import_goes_on_while_a_person_changes_its_cell(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    type_in(cx, "2026-11-01", 100);
    check_beside_a_typist(cx);
}

static void test_an_import_goes_on_while_a_person_fills_its_cell(void **state)
{
    check_beside_a_typist(test_house_ctx(*state));
}

/* From the second cell to the first, while the import is taken back from the first to the second.
 */
static void *type_the_other_way(void *arg)
{
    enum { AWAY_MS = 300 };
    Typist *typist = arg;
    Ctx    *cx     = &typist->cx;
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    type_in(cx, "2026-11-02", 600);
    wake_raise(typist->has_typed);
    clock_sleep_ms(AWAY_MS);
    type_in(cx, "2026-11-01", 500);
    GOOD(cx, cx_commit(cx, &txn));
    return NULL;
}

static void test_taking_back_begins_again_where_it_clashes_with_a_person(void **state)
{
    Ctx          *cx     = test_house_ctx(*state);
    Typist        typist = { .cx = *cx, .has_typed = wake_new() };
    SpendTaken    taken  = { 0 };
    const int64_t job    = stopped_job(cx);
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n2026-11-02,双11,20\n", job);
    typist.cx.arena = arena_new(1 << 20);
    typist.cx.seed += 1;
    const pthread_t thread = thread_start("type", 512, type_the_other_way, &typist);
    assert_true(wake_wait(typist.has_typed, -1));
    GOOD(cx, spend_take_back(cx, job, &taken));
    thread_join(thread);
    assert_int_equal(taken.kept, 2);
    assert_int_equal(taken.changed, 0);
    assert_int_equal(taken.amount_fen, 0);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 500\n2026-11-02 双11 600");
    arena_free(typist.cx.arena);
    wake_free(typist.has_typed);
}

/* ---- codes --------------------------------------------------------------------------------- */

static void make_code(Ctx *cx, int64_t id, const char *state)
{
    static const Query make = {
        .name = "test.make_code",
        .sql  = "INSERT INTO channel_code (tenant_id, id, group_id, connection_id, name, medium,"
                " state, sync_reason, token, config_id, qr_url, link, allocation, skip_verify,"
                " remark_pattern, valid_from_ms, valid_until_ms, welcome_mode, on_platform,"
                " added_count, lost_count, created_at_ms, updated_at_ms, revision)"
                " VALUES ($1, $2, 0, 1, $3, 'qr', $4, '', $5, '', '', '', 'random', false, '', 0,"
                " 0, '', '', 0, 0, 0, 0, 1)",
    };
    GOOD(cx, cx_run(cx, &make, NULL,
                    ARGS(V(cx->tenant_id), V(id), V(S("门店A")), V(str_of(state)),
                         V(str_fmt(cx->arena, "token%lld", (long long)id)))));
}

/* A name that is free again means the code that has it now. */
static void test_a_deleted_code_has_no_name(void **state)
{
    Ctx        *cx      = test_house_ctx(*state);
    const char *refusal = NULL;
    Str         touch   = { 0 };
    make_code(cx, 51, "deleted");
    GOOD(cx, spend_code_of(cx, S("门店A"), &touch, &refusal));
    assert_string_equal(refusal, "spend.code_unknown");
    make_code(cx, 52, "active");
    GOOD(cx, spend_code_of(cx, S("门店A"), &touch, &refusal));
    assert_null(refusal);
    assert_string_equal(str_z(cx->arena, touch), "channel_code:52");
    GOOD(cx, spend_code_of(cx, S("51"), &touch, &refusal)); /* what it cost when it was there */
    assert_null(refusal);
    assert_string_equal(str_z(cx->arena, touch), "channel_code:51");
}

/* ---- taken back ---------------------------------------------------------------------------- */

static void test_an_import_is_taken_back_but_for_what_changed_since(void **state)
{
    TestHouse    *house = *state;
    Ctx          *cx    = test_house_ctx(house);
    SpendTaken    taken = { 0 };
    const int64_t first = stopped_job(cx), second = stopped_job(cx);
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n2026-11-02,双11,20\n", first);
    (void)bring_in(
        cx, "日期,活动,费用\n2026-11-01,双11,11\n2026-11-02,双11,22\n2026-11-03,双11,33\n", second);
    type_in(cx, "2026-11-02", 9900);
    GOOD(cx, spend_take_back(cx, second, &taken));
    assert_int_equal(taken.changed, 2);
    assert_int_equal(taken.kept, 1);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 1000\n2026-11-02 双11 9900");
    assert_int_equal(spend_take_back(cx, second, &taken), ERR_NOT_FOUND);
    assert_string_equal(cx->err.reason, "spend.nothing_brought");
    Ctx *other = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_int_equal(spend_take_back(other, first, &taken), ERR_NOT_FOUND);
}

/* In any order, and whatever was equal on the way: behind the last the cells are what they were
 * before the first, and what a person typed is there. */
static void test_imports_are_taken_back_in_any_order(void **state)
{
    static const int         orders[][4] = { { 0, 1, 2, 3 }, { 3, 2, 1, 0 }, { 1, 0, 3, 2 },
                                             { 2, 3, 0, 1 }, { 1, 2, 3, 0 }, { 3, 0, 1, 2 } };
    static const char *const files[]     = {
            "日期,活动,费用\n2026-11-01,双11,20\n2026-11-02,双11,1\n",
            "日期,活动,费用\n2026-11-01,双11,10\n2026-11-02,双11,2\n",
            "日期,活动,费用\n2026-11-01,双11,20\n2026-11-02,双11,2\n",
            "日期,活动,费用\n2026-11-01,双11,30\n2026-11-02,双11,4\n",
    };
    /* Of the third, which says of the second day what the second said: where it is taken back
     * before the fourth both its cells stay; with the second there, that day stays as it is. */
    static const struct {
        int changed, kept;
    } third[COUNT(orders)] = { { 0, 2 }, { 1, 0 }, { 2, 0 }, { 0, 2 }, { 0, 2 }, { 2, 0 } };
    Ctx *cx                = test_house_ctx(*state);
    type_in(cx, "2026-11-01", 500);
    for (size_t i = 0; i < COUNT(orders); i++) {
        int64_t    jobs[COUNT(files)];
        SpendTaken taken = { 0 };
        for (size_t j = 0; j < COUNT(files); j++) jobs[j] = stopped_job(cx);
        for (size_t j = 0; j < COUNT(files); j++) (void)bring_in(cx, files[j], jobs[j]);
        for (size_t j = 0; j < COUNT(files); j++) {
            GOOD(cx, spend_take_back(cx, jobs[orders[i][j]], &taken));
            if (orders[i][j] != 2) continue;
            assert_int_equal(taken.changed, third[i].changed);
            assert_int_equal(taken.kept, third[i].kept);
        }
        assert_string_equal(costs_of(cx), "2026-11-01 双11 500");
    }
}

/* Of two, the first taken back first: the second does not bring its amount again. */
static void test_an_import_behind_one_that_was_taken_back_stays(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    SpendTaken    taken = { 0 };
    const int64_t first = stopped_job(cx), second = stopped_job(cx);
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n", first);
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,20\n", second);
    GOOD(cx, spend_take_back(cx, first, &taken));
    assert_int_equal(taken.kept, 1);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 2000");
    type_in(cx, "2026-11-01", 5); /* and typed to and fro, it is the person's */
    type_in(cx, "2026-11-01", 2000);
    GOOD(cx, spend_take_back(cx, second, &taken));
    assert_int_equal(taken.kept, 1);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 2000");
}

enum { TAKER_MAX = 16 << 20, PATIENCE_MS = 5000 };

typedef struct Taker {
    TestHouse  *house;
    int64_t     job_id;
    Code        code;
    atomic_bool is_done;
} Taker;

static void *take_in_thread(void *arg)
{
    Taker     *taker = arg;
    SpendTaken taken = { 0 };
    Arena     *arena = arena_new(TAKER_MAX);
    Ctx        cx    = ctx_system(&taker->house->services, arena, TEST_TENANT, "system:test");
    taker->code      = spend_take_back(&cx, taker->job_id, &taken);
    atomic_store(&taker->is_done, true);
    arena_free(arena);
    return NULL;
}

typedef struct Waiting {
    int64_t n;
} Waiting;
static const Field waiting_fields[] = { FIELD(Waiting, n) };
static const Shape waiting_shape    = SHAPE(Waiting, waiting_fields);
/* On SQLite whoever writes waits for the turn, and reads when he has it. */
static const Query waiting = { .name   = "test.waiting",
                               .sql    = "SELECT 2 AS n",
                               .pg     = "SELECT count(*) AS n FROM pg_stat_activity"
                                         " WHERE datname = current_database()"
                                         " AND wait_event_type = 'Lock'",
                               .out    = &waiting_shape,
                               .global = true };
static const Query held    = { .name = "test.held",
                               .sql  = "SELECT count(*) AS n FROM (SELECT id FROM spend"
                                          " WHERE tenant_id = $1 {for_update}) AS cells",
                               .out  = &waiting_shape };

/* Until so many wait for a lock. */
static void await(TestHouse *house, int64_t count)
{
    Waiting now   = { 0 };
    Arena  *arena = arena_new(TAKER_MAX);
    for (int ms = 0; ms < PATIENCE_MS && now.n < count; ms++) {
        Ctx cx = ctx_system(&house->services, arena, 0, "system:test");
        GOOD(&cx, cx_one(&cx, &waiting, &now, NO_ARGS));
        if (now.n < count) clock_sleep_ms(1);
        arena_reset(arena);
    }
    assert_true(now.n >= count);
    arena_free(arena);
}

/* The second has read what it goes back to, the first, and waits; then the first is taken back. */
static void test_two_taken_back_at_once_bring_nothing_back(void **state)
{
    TestHouse *house      = *state;
    Ctx       *cx         = test_house_ctx(house);
    Taker      takers[2]  = { { .house = house, .job_id = stopped_job(cx) },
                              { .house = house, .job_id = stopped_job(cx) } };
    pthread_t  threads[2] = { 0 };
    Waiting    cells      = { 0 };
    TXN(txn);
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n", takers[0].job_id);
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,20\n", takers[1].job_id);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, cx_one(cx, &held, &cells, ARGS(V(cx->tenant_id))));
    assert_int_equal(cells.n, 1);
    for (int i = 0; i < 2; i++) {
        threads[i] = thread_start("take", 512, take_in_thread, &takers[i]);
        await(house, i + 1);
    }
    GOOD(cx, cx_commit(cx, &txn));
    for (int i = 0; i < 2; i++) {
        thread_join(threads[i]);
        assert_int_equal(takers[i].code, OK);
    }
    assert_int_equal(sum_of(cx), 0);
}

/* Else the rest would come in behind it, and nobody could take that back any more. */
static void test_an_import_that_may_go_on_is_not_taken_back(void **state)
{
    Ctx       *cx    = test_house_ctx(*state);
    Job        job   = { 0 };
    SpendTaken taken = { 0 };
    GOOD(cx, job_start(cx, (JobDraft){ .kind = S("intake.run"), .title = S("x"), .unit = S("row") },
                       &job));
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n", job.id);
    assert_int_equal(spend_take_back(cx, job.id, &taken), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.not_ended");
    forgive(cx);
    assert_int_equal(sum_of(cx), 1000);
    GOOD(cx, job_cancel(cx, job.id));
    GOOD(cx, spend_take_back(cx, job.id, &taken));
    assert_int_equal(sum_of(cx), 0);
    assert_int_equal(job_resume(cx, job.id), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.not_resumable");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_yuan_become_fen_and_wrong_rows_say_why),
        ON_HOUSE(test_a_month_is_borne_by_its_days),
        ON_HOUSE(test_a_month_ends_where_the_calendar_says),
        ON_HOUSE(test_the_same_file_again_changes_nothing),
        ON_HOUSE(test_the_same_file_given_twice_refuses_what_it_refused),
        ON_HOUSE(test_large_files_are_brought_in_and_taken_back_in_little_memory),
        ON_HOUSE(test_a_killed_import_of_costs_ends_as_one_that_was_not),
        ON_HOUSE(test_a_stopped_import_of_costs_goes_on_behind_what_it_set),
        ON_HOUSE(test_an_import_goes_on_while_a_person_changes_its_cell),
        ON_HOUSE(test_an_import_goes_on_while_a_person_fills_its_cell),
        ON_HOUSE(test_taking_back_begins_again_where_it_clashes_with_a_person),
        ON_HOUSE(test_a_deleted_code_has_no_name),
        ON_HOUSE(test_an_import_is_taken_back_but_for_what_changed_since),
        ON_HOUSE(test_imports_are_taken_back_in_any_order),
        ON_HOUSE(test_an_import_behind_one_that_was_taken_back_stays),
        ON_HOUSE(test_two_taken_back_at_once_bring_nothing_back),
        ON_HOUSE(test_an_import_that_may_go_on_is_not_taken_back),
    };
    return FOR_EACH_ENGINE(tests);
}
