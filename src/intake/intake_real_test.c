/* intake_real_test.c -- public sets where they lie beside the project: their figures come out as
 * they are published (data/reference.json). */
#include "intake/intake.h"

#include "kernel/testing.h"
#include "sys/sys.h"

#include <math.h>
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

static Str preset(Ctx *cx, const char *name, IntakeKind kind)
{
    Str text = { 0 };
    GOOD(cx, intake_preset(cx, str_of(name), kind, &text));
    return text;
}

static IntakeReport bring_in(Ctx *cx, Str mapping, const char *path)
{
    IntakeReport        report  = { 0 };
    const IntakeOptions options = { .mapping = mapping, .path = path, .english = true };
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_true(report.is_over);
    return report;
}

static int64_t count_between(Ctx *cx, const char *type, int64_t from_ms, int64_t until_ms)
{
    Rows    events = { 0 };
    Str     cursor = { 0 };
    int64_t count  = 0;
    do {
        const ArenaMark mark = arena_mark(cx->arena);
        Str             next = { 0 };
        char            kept[128];
        GOOD(cx, event_list(cx, str_of(type), (Str){ 0 }, cursor, 200, &events, &next));
        for (size_t i = 0; i < events.count; i++) {
            const int64_t at_ms = ROWS_AT(Event, events, i)->occurred_at_ms;
            count += at_ms >= from_ms && at_ms < until_ms;
        }
        assert_true(next.len < sizeof(kept));
        for (size_t i = 0; i < next.len; i++) kept[i] = next.ptr[i];
        const size_t len = next.len;
        arena_rewind(cx->arena, mark);
        cursor = str_copy(cx->arena, (Str){ kept, len });
    } while (cursor.len);
    return count;
}

typedef struct Figures {
    int64_t orders, paid, unpaid, refund_orders, full_refunds, closed, people;
    int64_t total_fen, paid_fen, refunded_fen, bought_fen, back_fen;
    IdMap  *seen;
} Figures;

static Figures figures_of(Ctx *cx)
{
    Figures     f      = { .seen = idmap_new(cx->arena) };
    OrderFilter filter = { .limit = PAGE_LIMIT_MAX };
    static char marker;
    do {
        Rows rows = { 0 };
        GOOD(cx, shop_order_list(cx, &filter, &rows, &filter.cursor));
        for (size_t i = 0; i < rows.count; i++) {
            const Order *o = ROWS_AT(Order, rows, i);
            f.orders++;
            f.paid += o->paid_at_ms > 0;
            f.unpaid += o->state == ORDER_UNPAID;
            f.closed += o->state == ORDER_CLOSED;
            f.refund_orders += o->refunded_fen > 0;
            f.full_refunds += o->refunded_fen > 0 && o->refunded_fen == o->paid_fen;
            f.total_fen += o->total_fen;
            f.paid_fen += o->paid_fen;
            f.refunded_fen += o->refunded_fen;
            if (!o->customer_id) continue;
            f.bought_fen += o->paid_fen;
            f.back_fen += o->refunded_fen;
            f.people += idmap_put(f.seen, o->customer_id, &marker) == NULL;
        }
    } while (filter.cursor.len);
    return f;
}

static const char *real_file(const char *path)
{
    if (file_exists(path) && test_house_engine() == DB_SQLITE) return path;
    print_message("the set is not here, or was read on the other engine: left out\n");
    return NULL;
}

static void test_the_events_of_taobao_come_out_as_published(void **state)
{
    Ctx              *cx = test_house_ctx(*state);
    const char *const path =
        real_file(WEFT_SOURCE_DIR "/../shared/data/taobao_userbehavior/userbehavior_dev.csv");
    if (!path) return;
    const Str          mapping = preset(cx, "taobao-userbehavior", INTAKE_EVENT);
    const IntakeReport report  = bring_in(cx, mapping, path);
    assert_int_equal(report.rows, 70153);
    assert_int_equal(report.added, 70153);
    assert_int_equal(report.refused, 0);
    assert_int_equal(report.people, 668);
    /* The figures are those of the nine days of the sample; a few rows lie outside. */
    static const struct {
        const char *type;
        int64_t     count;
    } published[]     = { { "product.viewed", 63094 },
                          { "cart.item_added", 3860 },
                          { "product.favorited", 1747 },
                          { "product.bought", 1423 } };
    int64_t first_day = 0, end_day = 0, inside = 0;
    assert_true(day_parse(S("2017-11-25"), &first_day) && day_parse(S("2017-12-04"), &end_day));
    for (size_t i = 0; i < COUNT(published); i++) {
        const int64_t count =
            count_between(cx, published[i].type, day_start_ms(first_day, cx->zone),
                          day_start_ms(end_day, cx->zone));
        assert_int_equal(count, published[i].count);
        inside += count;
    }
    assert_int_equal(inside, 70124);
    const IntakeReport again = bring_in(cx, mapping, path);
    assert_int_equal(again.added, 0);
    assert_int_equal(again.known, 70153);
}

static void test_the_orders_of_tmall_come_out_as_published(void **state)
{
    Ctx              *cx = test_house_ctx(*state);
    const char *const path =
        real_file(WEFT_SOURCE_DIR "/../shared/data/tmall_orders_202002/tmall_orders_dev.csv");
    if (!path) return;
    for (int again = 0; again < 2; again++) {
        const IntakeReport report = bring_in(cx, preset(cx, "tmall-orders", INTAKE_ORDER), path);
        assert_int_equal(report.rows, 19559);
        assert_int_equal(report.refused, 0);
        assert_int_equal(report.added, again ? 0 : 19559);
    }
    const Figures f = figures_of(cx);
    assert_int_equal(f.orders, 19559);
    assert_int_equal(f.paid, 16905);
    assert_int_equal(f.unpaid, 2654);
    assert_int_equal(f.refund_orders, 3985);
    assert_int_equal(f.full_refunds, 3638);
    assert_int_equal(f.paid_fen, 173484227);
    assert_int_equal(f.refunded_fen, 40571778);
    assert_int_equal(f.paid_fen - f.refunded_fen, 132912449);
}

static void test_the_invoices_of_online_retail_come_out_as_published(void **state)
{
    Ctx              *cx = test_house_ctx(*state);
    const char *const path =
        real_file(WEFT_SOURCE_DIR "/../shared/data/online_retail/online_retail_dev.csv.gz");
    if (!path) return;
    const IntakeReport report = bring_in(cx, preset(cx, "online-retail", INTAKE_ORDER), path);
    assert_int_equal(report.rows, 419521);
    assert_int_equal(report.refused, 0);
    assert_int_equal(report.added, 19217);
    const Figures f = figures_of(cx);
    assert_int_equal(f.orders, 19217);
    assert_int_equal(f.people, 3061);
    assert_int_equal(f.bought_fen, 601875056);
    assert_int_equal(f.back_fen, 50755164);
    assert_int_equal(f.bought_fen - f.back_fen, 551119892);
}

/* Weeks and repeat purchases of one customer until the end of September 1997. */
typedef struct Buyer {
    int64_t first_day, last_day, count;
} Buyer;

static double log_likelihood(double x, double tx, double t)
{
    const double r = 0.24259451458543888, alpha = 4.413601966958546, a = 0.7929219036760302,
                 b    = 2.4259062888955327;
    const double base = lgamma(r + x) - lgamma(r) + r * log(alpha) + lgamma(a + b) + lgamma(b + x) -
                        lgamma(b) - lgamma(a + b + x);
    const double alive = exp(-(r + x) * log(alpha + t));
    const double gone  = x > 0 ? exp(log(a) - log(b + x - 1) - (r + x) * log(alpha + tx)) : 0;
    return base + log(alive + gone);
}

/* A purchase is a day on which somebody bought, as the canonical analysis has it. */
static void take_buyer(Ctx *cx, IdMap *buyers, Vec *list, const Order *order, int64_t end_day)
{
    const int64_t day   = day_of(order->created_at_ms, (Zone){ 0 });
    Buyer        *buyer = idmap_find(buyers, order->customer_id);
    if (!buyer) {
        buyer  = arena_make(cx->arena, Buyer, 1);
        *buyer = (Buyer){ .first_day = day };
        (void)idmap_put(buyers, order->customer_id, buyer);
        *VEC_ADD(list, Buyer *) = buyer;
    }
    if (day < buyer->first_day) buyer->first_day = day;
    if (day > end_day) return;
    if (day > buyer->last_day) buyer->last_day = day;
    buyer->count++;
}

static void test_the_customers_of_cdnow_come_out_as_published(void **state)
{
    Ctx              *cx = test_house_ctx(*state);
    const char *const path =
        real_file(WEFT_SOURCE_DIR "/../shared/data/cdnow/cdnow_sample_dev.csv");
    if (!path) return;
    const IntakeReport report = bring_in(cx, preset(cx, "cdnow", INTAKE_ORDER), path);
    assert_int_equal(report.rows, 6919);
    assert_int_equal(report.refused, 0);
    OrderFilter filter  = { .limit = PAGE_LIMIT_MAX };
    IdMap      *buyers  = idmap_new(cx->arena);
    Vec         list    = vec_of(cx->arena, Buyer *);
    int64_t     end_day = 0;
    double      sum     = 0;
    assert_true(day_parse(S("1997-09-30"), &end_day));
    do {
        Rows rows = { 0 };
        GOOD(cx, shop_order_list(cx, &filter, &rows, &filter.cursor));
        for (size_t i = 0; i < rows.count; i++)
            take_buyer(cx, buyers, &list, ROWS_AT(Order, rows, i), end_day);
    } while (filter.cursor.len);
    assert_int_equal(list.count, 2357);
    for (size_t i = 0; i < list.count; i++) {
        const Buyer *buyer = *VEC_AT(list, Buyer *, i);
        sum += log_likelihood((double)(buyer->count - 1),
                              (double)(buyer->last_day - buyer->first_day) / 7,
                              (double)(end_day - buyer->first_day) / 7);
    }
    if (fabs(sum + 9582.429206673929) > 0.001) fail_msg("LL %.6f", sum);
}

static void test_the_persons_of_febrl_come_in(void **state)
{
    Ctx              *cx   = test_house_ctx(*state);
    const char *const path = real_file(WEFT_SOURCE_DIR "/../shared/data/er_febrl/febrl1_dev.csv");
    if (!path) return;
    const IntakeReport report = bring_in(cx, preset(cx, "febrl", INTAKE_PERSON), path);
    assert_int_equal(report.rows, 1000);
    assert_int_equal(report.added, 997);
    assert_int_equal(report.refused, 3); /* born on the 51st, in month 95 and the like */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_the_events_of_taobao_come_out_as_published),
        ON_HOUSE(test_the_orders_of_tmall_come_out_as_published),
        ON_HOUSE(test_the_invoices_of_online_retail_come_out_as_published),
        ON_HOUSE(test_the_customers_of_cdnow_come_out_as_published),
        ON_HOUSE(test_the_persons_of_febrl_come_in),
    };
    return FOR_EACH_ENGINE(tests);
}
