/* Files of costs: exact to the fen, a month over its days, twice the same, and taken back. */
#include "intake/intake.h"
#include "kernel/testing.h"
#include "spend/spend.h"
#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                                    \
    do {                                                                                        \
        if ((expression) != OK)                                                                 \
            fail_msg("%s: %s %.*s (%.*s)", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                    \
    } while (0)

enum { JOB = 41 };

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

static IntakeReport bring_in(Ctx *cx, const char *text, int64_t job)
{
    IntakeReport report  = { 0 };
    Str          mapping = { 0 };
    const char  *path    = file_of(cx, text);
    GOOD(cx, intake_guess(cx, path, INTAKE_COST, false, &mapping));
    const IntakeOptions options = { .mapping = mapping,
                                    .path    = path,
                                    .refused = refused_path(cx),
                                    .key     = str_fmt(cx->arena, "job:%lld", (long long)job) };
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

static void test_an_import_is_taken_back_but_for_what_changed_since(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    SpendTaken taken = { 0 };
    (void)bring_in(cx, "日期,活动,费用\n2026-11-01,双11,10\n2026-11-02,双11,20\n", JOB);
    (void)bring_in(cx,
                   "日期,活动,费用\n2026-11-01,双11,11\n2026-11-02,双11,22\n2026-11-03,双11,33\n",
                   JOB + 1);
    Spend by_hand = {
        .kind = SPEND_CAMPAIGN, .touch = S("双11"), .day_on = S("2026-11-02"), .amount_fen = 9900
    };
    SpendSheet sheet = { .lines = { &by_hand, 1 } };
    GOOD(cx, spend_set(cx, &sheet, &sheet));
    GOOD(cx, spend_take_back(cx, JOB + 1, &taken));
    assert_int_equal(taken.changed, 2);
    assert_int_equal(taken.kept, 1);
    assert_string_equal(costs_of(cx), "2026-11-01 双11 1000\n2026-11-02 双11 9900");
    assert_int_equal(spend_take_back(cx, JOB + 1, &taken), ERR_NOT_FOUND);
    assert_string_equal(cx->err.reason, "spend.nothing_brought");
    Ctx *other = test_house_ctx_of(house, TEST_TENANT + 1);
    assert_int_equal(spend_take_back(other, JOB, &taken), ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_yuan_become_fen_and_wrong_rows_say_why),
        ON_HOUSE(test_a_month_is_borne_by_its_days),
        ON_HOUSE(test_the_same_file_again_changes_nothing),
        ON_HOUSE(test_an_import_is_taken_back_but_for_what_changed_since),
    };
    return FOR_EACH_ENGINE(tests);
}
