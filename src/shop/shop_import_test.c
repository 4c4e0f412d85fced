/* Files of orders: what is read, what is refused, and the figures of the real sets. */
#include "kernel/testing.h"
#include "shop/shop_order_sql.h"
#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static const char *write_file(Ctx *cx, const char *name, Str text)
{
    const char *path = str_z(cx->arena, str_fmt(cx->arena, "%s/%s", cx->services->data_dir, name));
    GOOD(cx, dir_make(cx->services->data_dir));
    assert_int_equal(file_write(path, text, 0), OK);
    return path;
}

static ImportReport bring_in(Ctx *cx, const char *preset, const char *path, bool of_products)
{
    ImportReport            report  = { 0 };
    const ShopImportOptions options = { .preset      = str_of(preset),
                                        .path        = path,
                                        .of_products = of_products };
    GOOD(cx, shop_import_file(cx, &options, NULL, NULL, &report));
    return report;
}

/* ---- figures of all orders -------------------------------------------------------------- */

typedef struct Figures {
    int64_t orders, paid, unpaid, refund_orders, full_refunds, closed, people, lines;
    int64_t total_fen, paid_fen, refunded_fen, bought_fen, back_fen;
    IdMap  *seen;
} Figures;

static Figures figures_of(Ctx *cx, bool with_lines)
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
        for (size_t i = 0; with_lines && i < rows.count; i++) {
            Rows lines = { 0 };
            GOOD(cx, shop_order_sql_lines_of(cx, ROWS_AT(Order, rows, i)->id, &lines));
            f.lines += (int64_t)lines.count;
        }
    } while (filter.cursor.len);
    return f;
}

/* ---- tests --------------------------------------------------------------------------------- */

static void test_bad_rows_are_told_and_the_good_ones_count_once(void **state)
{
    Ctx      *cx = test_house_ctx(*state);
    const Str text =
        S("\xEF\xBB\xBF"
          "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额\r\n"
          "1,10.00,8.00,上海,2020-02-20 23:59:54,2020-02-21 00:00:02,2.00\r\n"
          "2,x,0,上海,2020-02-20 23:59:54,,0\r\n"
          "3,10,0,上海,yesterday,,0\r\n"
          "4,10,0\r\n"
          ",10,0,上海,2020-02-20 23:59:54,,0\r\n"
          "5,10.5,0,\"江苏省\",2020-02-20 23:59:54,,0.0\r\n");
    const char *path = write_file(cx, "orders.csv", text);
    for (int again = 0; again < 2; again++) {
        const ImportReport report = bring_in(cx, "tmall-orders", path, false);
        assert_int_equal(report.rows, 6);
        assert_int_equal(report.refused, 4);
        assert_int_equal(report.added, again ? 0 : 2);
        assert_int_equal(report.known, again ? 2 : 0);
        assert_int_equal(report.refusals.count, 4);
        assert_string_equal(str_z(cx->arena, ROWS_AT(ImportRefusal, report.refusals, 0)->reason),
                            "shop.bad_amount");
    }
    const Figures f = figures_of(cx, false);
    assert_int_equal(f.orders, 2);
    assert_int_equal(f.paid_fen, 1000);
    assert_int_equal(f.refunded_fen, 200);
}

static void test_another_file_is_refused(void **state)
{
    Ctx                    *cx     = test_house_ctx(*state);
    const char             *path   = write_file(cx, "other.csv", S("a,b\n1,2\n"));
    ImportReport            report = { 0 };
    const ShopImportOptions wrong  = { .preset = S("tmall-orders"), .path = path };
    const ShopImportOptions none   = { .preset = S("nonsense"), .path = path };
    const ShopImportOptions gone   = { .preset = S("tmall-orders"), .path = "/nowhere/at/all" };
    const ShopImportOptions goods  = { .preset      = S("tmall-orders"),
                                       .path        = path,
                                       .of_products = true };
    assert_int_equal(shop_import_file(cx, &wrong, NULL, NULL, &report), ERR_INVALID);
    forgive(cx);
    assert_int_equal(shop_import_file(cx, &none, NULL, NULL, &report), ERR_INVALID);
    forgive(cx);
    assert_int_equal(shop_import_file(cx, &gone, NULL, NULL, &report), ERR_NOT_FOUND);
    forgive(cx);
    assert_int_equal(shop_import_file(cx, &goods, NULL, NULL, &report), ERR_INVALID);
    forgive(cx);
}

/* The public sets; their figures are published beside them (data/reference.json). */

static void test_the_orders_of_tmall_come_out_as_published(void **state)
{
    static const char path[] =
        WEFT_SOURCE_DIR "/../shared/data/tmall_orders_202002/tmall_orders_dev.csv";
    Ctx *cx = test_house_ctx(*state);
    if (!file_exists(path) || test_house_engine() != DB_SQLITE) {
        print_message("the set is not here, or was read on the other engine: left out\n");
        return;
    }
    for (int again = 0; again < 2; again++) {
        const ImportReport report = bring_in(cx, "tmall-orders", path, false);
        assert_int_equal(report.rows, 19559);
        assert_int_equal(report.refused, 0);
        assert_int_equal(report.added, again ? 0 : 19559);
    }
    const Figures f = figures_of(cx, false);
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
    static const char path[] =
        WEFT_SOURCE_DIR "/../shared/data/online_retail/online_retail_dev.csv.gz";
    Ctx *cx = test_house_ctx(*state);
    if (!file_exists(path) || test_house_engine() != DB_SQLITE) {
        print_message("the set is not here, or was read on the other engine: left out\n");
        return;
    }
    const ImportReport report = bring_in(cx, "online-retail", path, false);
    assert_int_equal(report.rows, 419521);
    assert_int_equal(report.refused, 0);
    assert_int_equal(report.added, 19217);
    const Figures f = figures_of(cx, false);
    assert_int_equal(f.orders, 19217);
    assert_int_equal(f.people, 3061);
    assert_int_equal(f.bought_fen, 601875056);
    assert_int_equal(f.back_fen, 50755164);
    assert_int_equal(f.bought_fen - f.back_fen, 551119892);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_bad_rows_are_told_and_the_good_ones_count_once),
        ON_HOUSE(test_another_file_is_refused),
        ON_HOUSE(test_the_orders_of_tmall_come_out_as_published),
        ON_HOUSE(test_the_invoices_of_online_retail_come_out_as_published),
    };
    return FOR_EACH_ENGINE(tests);
}
