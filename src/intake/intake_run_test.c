/* intake_run_test.c -- files brought in: the four kinds, bad input, kills. */
#include "intake/intake_run.h"

#include "intake/intake_equal.h"
#include "intake/intake_testing_sql.h"
#include "kernel/testing.h"
#include "sys/sys.h"
#include "wire/xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <fcntl.h>
#include <iconv.h>
#include <unistd.h>
#include <zlib.h>

#define GOOD(cx, expression)                                                                    \
    do {                                                                                        \
        if ((expression) != OK)                                                                 \
            fail_msg("%s: %s %.*s (%.*s)", #expression, (cx)->err.reason, FMT((cx)->err.field), \
                     FMT((cx)->err.detail));                                                    \
    } while (0)

static const char *write_bytes(Ctx *cx, const char *name, Str bytes)
{
    const char *path = str_z(cx->arena, str_fmt(cx->arena, "%s/%s", cx->services->data_dir, name));
    GOOD(cx, dir_make(cx->services->data_dir));
    GOOD(cx, file_write(path, bytes, 0600));
    return path;
}

static const char *refused_path(Ctx *cx)
{
    return str_fmt(cx->arena, "%s/refused.csv", cx->services->data_dir).ptr;
}

static Str refused_rows(Ctx *cx)
{
    Str text = { 0 };
    if (!file_exists(refused_path(cx))) return S("");
    GOOD(cx, file_read(cx->arena, refused_path(cx), 1 << 20, &text));
    return text;
}

static Str preset(Ctx *cx, const char *name, IntakeKind kind)
{
    Str text = { 0 };
    GOOD(cx, intake_preset(cx, str_of(name), kind, &text));
    return text;
}

static IntakeOptions options_of(Ctx *cx, Str mapping, const char *path)
{
    return (IntakeOptions){
        .mapping = mapping, .path = path, .refused = refused_path(cx), .english = true
    };
}

static IntakeReport bring_in(Ctx *cx, Str mapping, const char *path)
{
    IntakeReport        report  = { 0 };
    const IntakeOptions options = options_of(cx, mapping, path);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_true(report.is_over);
    return report;
}

static void check_refused(Ctx *cx, Str mapping, const char *path, const char *reason)
{
    IntakeReport        report  = { 0 };
    const IntakeOptions options = options_of(cx, mapping, path);
    assert_true(intake_run(cx, &options, NULL, NULL, &report) != OK);
    assert_string_equal(cx->err.reason, reason);
    forgive(cx);
}

static void has(Str text, const char *part)
{
    if (str_find(text, str_of(part)) < 0) fail_msg("no \"%s\" in %.*s", part, FMT(text));
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

static int64_t count_of(Ctx *cx, const char *type) { return count_between(cx, type, 0, INT64_MAX); }

/* ---- events -------------------------------------------------------------------------------- */

static const char small[] = "user_id,item_id,category_id,behavior_type,timestamp\n"
                            "7,100,1,pv,1511544070\n"
                            "7,100,1,pv,1511544070\n" /* the same again: a second event */
                            "8,101,1,cart,1511544071\n"
                            "7,102,2,fav,1511544072\n"
                            ",102,2,fav,1511544072\n"
                            "7,102,2,look,1511544072\n"
                            "7,102,2,fav,12\n"
                            "7,102\n"
                            "9,103,2,buy,1511544073\n";

static void test_a_file_of_events_counts_once_however_often_it_is_given(void **state)
{
    Ctx               *cx      = test_house_ctx(*state);
    const Str          mapping = preset(cx, "taobao-userbehavior", INTAKE_EVENT);
    const char        *path    = write_bytes(cx, "small.csv", str_of(small));
    const IntakeReport first   = bring_in(cx, mapping, path);
    assert_int_equal(first.rows, 9);
    assert_int_equal(first.added, 5);
    assert_int_equal(first.people, 3);
    assert_int_equal(first.refused, 4);
    const Str refused = refused_rows(cx);
    has(refused, "user_id,item_id,category_id,behavior_type,timestamp,Row,Reason\r\n");
    has(refused, ",102,2,fav,1511544072,6,user_id: must not be empty\r\n");
    has(refused, "7,102,2,look,1511544072,7,behavior_type: is none of the values");
    has(refused, "7,102,2,fav,12,8,timestamp: is no time");
    has(refused, "7,102,,,,9,it has not as many columns as the header");
    const IntakeReport again = bring_in(cx, mapping, path);
    assert_int_equal(again.added, 0);
    assert_int_equal(again.known, 5);
    assert_int_equal(again.people, 0);
    assert_true(str_equal(refused_rows(cx), refused));
    /* The same rows in a longer file, without its header: only the new one counts. */
    const Str longer = str_fmt(cx->arena, "%s7,100,1,pv,1511544070\n", strchr(small, '\n') + 1);
    const IntakeReport more = bring_in(cx, mapping, write_bytes(cx, "longer.csv", longer));
    assert_int_equal(more.added, 1);
    assert_int_equal(more.known, 5);
    assert_int_equal(count_of(cx, "product.viewed"), 3);
}

static Customer taobao_user(Ctx *cx, Str number)
{
    Customer customer = { 0 };
    DoorWho  who      = { 0 };
    assert_true(customer_door_claim(
        cx->arena, &who,
        (DoorClaim){
            .kind = S("taobao_user"), .scope = S("taobao"), .value = number, .decides = true }));
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_door_resolve(cx, S("test"), &who, 1));
    GOOD(cx, cx_commit(cx, &txn));
    assert_false(who.is_made);
    GOOD(cx, customer_get(cx, (CustomerId){ who.person_id }, &customer));
    return customer;
}

static void test_a_person_of_events_has_a_name_an_identity_and_a_timeline(void **state)
{
    Ctx     *cx     = test_house_ctx(*state);
    Rows     events = { 0 };
    Str      next   = { 0 };
    Customer customer;
    (void)bring_in(cx, preset(cx, "taobao-userbehavior", INTAKE_EVENT),
                   write_bytes(cx, "small.csv", str_of(small)));
    customer = taobao_user(cx, S("7"));
    assert_string_equal(str_z(cx->arena, customer.name), "淘宝用户 7");
    assert_int_equal(customer.kind, CUSTOMER_ANONYMOUS);
    assert_int_equal(customer.source, ADD_WAY_IMPORT);
    assert_int_equal(customer.last_event_at_ms, 1511544072000);
    GOOD(cx, event_list(cx, S("product.favorited"), (Str){ 0 }, (Str){ 0 }, 50, &events, &next));
    assert_int_equal(events.count, 1);
    assert_string_equal(str_z(cx->arena, ROWS_AT(Event, events, 0)->payload),
                        "{\"item_id\":\"102\",\"category_id\":\"2\"}");
    assert_int_equal(ROWS_AT(Event, events, 0)->person_id, customer.id);
}

static void erase(Ctx *cx, CustomerId id)
{
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_erase(cx, id));
    GOOD(cx, cx_commit(cx, &txn));
}

static const char told_again[] = "user_id,item_id,category_id,behavior_type,timestamp\n"
                                 "7,555,1,pv,1511544099\n"
                                 "7,556,1,pv,1511544100\n"
                                 "7,557,2,buy,%d\n";

static void test_of_a_person_deleted_on_request_no_event_of_before_is_stored(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str mapping = preset(cx, "taobao-userbehavior", INTAKE_EVENT);
    Customer  before;
    (void)bring_in(cx, mapping, write_bytes(cx, "small.csv", str_of(small)));
    before = taobao_user(cx, S("7"));
    erase(cx, (CustomerId){ before.id });
    test_house_set_clock((TEST_NOW_S + 7200) * INT64_C(1000));
    cx = test_house_ctx(*state);

    /* In one batch of the reader each: who was refused is met again as somebody new. */
    const Str     rows    = str_fmt(cx->arena, told_again, TEST_NOW_S + 3600);
    IntakeReport  report  = { 0 };
    IntakeOptions options = options_of(cx, mapping, write_bytes(cx, "again.csv", rows));
    options.batch_rows    = 1;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.added, 1);
    assert_int_equal(report.refused, 2);
    has(refused_rows(cx), "7,555,1,pv,1511544099");
    has(refused_rows(cx), "deleted on request");
    assert_true(taobao_user(cx, S("7")).id != before.id);
    assert_int_equal(count_between(cx, "product.viewed", 1511544099000, 1511544101000), 0);
}

typedef struct Erasing {
    Ctx       *cx;
    CustomerId id;
    int        told;
} Erasing;

/* As another would between two transactions of the run: with the first, which met the persons. */
static Code erase_once(void *with, const IntakeReport *report)
{
    Erasing *erasing = with;
    (void)report;
    return erasing->told++ == 0 ? customer_erase(erasing->cx, erasing->id) : OK;
}

static void test_who_is_deleted_between_being_met_and_his_events_has_none_of_them(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str mapping = preset(cx, "taobao-userbehavior", INTAKE_EVENT);
    (void)bring_in(cx, mapping, write_bytes(cx, "small.csv", str_of(small)));
    Erasing       erasing = { cx, { taobao_user(cx, S("7")).id }, 0 };
    IntakeReport  report  = { 0 };
    const Str     rows    = str_fmt(cx->arena, told_again, TEST_NOW_S - 3600);
    IntakeOptions options = options_of(cx, mapping, write_bytes(cx, "again.csv", rows));
    GOOD(cx, intake_run(cx, &options, erase_once, &erasing, &report));
    assert_true(erasing.told > 1);
    assert_int_equal(report.added, 0);
    assert_int_equal(report.refused, 3);
    has(refused_rows(cx), "deleted on request");
}

static void test_a_file_that_knows_ids_of_its_events_may_repeat_them(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str mapping = S("{\"kind\":\"event\",\"source\":\"crm\",\"fields\":{\"type\":{\"value\":"
                          "\"store.visited\"},\"at\":\"时间\",\"id\":\"流水号\"},"
                          "\"people\":[{\"kind\":\"phone\",\"column\":\"手机\"}],"
                          "\"payload\":{\"sum\":{\"column\":\"金额\",\"as\":\"money\"},"
                          "\"temperature\":{\"column\":\"温度\",\"as\":\"number\"}}}");
    char      long_id[200];
    memset(long_id, 'x', sizeof(long_id));
    const Str          text   = str_fmt(cx->arena,
                                        "流水号,时间,手机,金额,温度\n"
                                                   "a1,2026-01-02 03:04:05,13800138000,12.5,-0.50\n"
                                                   "a1,2026-01-02 03:04:05,13800138000,12.5,-0.50\n"
                                                   "%.*s,2026/1/2,１３８００１３８０００,,\n"
                                                   "a2,2026-01-02,138,1,1\n",
                                        (int)sizeof(long_id), long_id);
    const IntakeReport report = bring_in(cx, mapping, write_bytes(cx, "ids.csv", text));
    Rows               events = { 0 };
    Str                next   = { 0 };
    assert_int_equal(report.added, 2);
    assert_int_equal(report.known, 1);
    assert_int_equal(report.people, 1);
    assert_int_equal(report.refused, 1);
    has(refused_rows(cx), "手机: cannot tell who it is");
    GOOD(cx, event_list(cx, S("store.visited"), (Str){ 0 }, (Str){ 0 }, 50, &events, &next));
    assert_int_equal(events.count, 2);
    assert_string_equal(str_z(cx->arena, ROWS_AT(Event, events, 1)->payload),
                        "{\"sum\":1250,\"temperature\":-0.50}");
    assert_string_equal(str_z(cx->arena, ROWS_AT(Event, events, 0)->payload), "{}");
}

static void test_equal_rows_are_told_apart(void **state)
{
    (void)state;
    enum { MANY = 200000 };
    EqualRows *rows   = equal_rows_new();
    int64_t    second = 0;
    for (uint64_t i = 1; i <= MANY; i++)
        second += equal_rows_nth(rows, i * 0x9E3779B97F4A7C15u) != 1;
    assert_true(second < MANY / 10000);
    assert_int_equal(equal_rows_nth(rows, 5 * 0x9E3779B97F4A7C15u), 2);
    assert_int_equal(equal_rows_nth(rows, 5 * 0x9E3779B97F4A7C15u), 3);
    equal_rows_free(rows);
}

/* ---- orders ---------------------------------------------------------------------------------- */

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

static void test_bad_orders_are_told_and_the_good_ones_count_once(void **state)
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
          "6,10.005,0,上海,2020-02-20 23:59:54,,0\r\n"
          "5,10.5,0,\"江苏省\",2020-02-20 23:59:54,,0.0\r\n");
    const char *path = write_bytes(cx, "orders.csv", text);
    for (int again = 0; again < 2; again++) {
        const IntakeReport report = bring_in(cx, preset(cx, "tmall-orders", INTAKE_ORDER), path);
        assert_int_equal(report.rows, 7);
        assert_int_equal(report.refused, 5);
        assert_int_equal(report.added, again ? 0 : 2);
        assert_int_equal(report.known, again ? 2 : 0);
    }
    has(refused_rows(cx), "总金额: is no amount");
    has(refused_rows(cx), "总金额: has a fraction of a fen");
    has(refused_rows(cx), "订单创建时间: is no time");
    const Figures f = figures_of(cx);
    assert_int_equal(f.orders, 2);
    assert_int_equal(f.paid_fen, 1000);
    assert_int_equal(f.refunded_fen, 200);
}

static void test_rows_of_one_number_are_one_order(void **state)
{
    Ctx      *cx = test_house_ctx(*state);
    const Str mapping =
        S("{\"kind\":\"order\",\"fields\":{\"order_no\":\"no\",\"created_at\":\"at\","
          "\"paid_at\":\"at\",\"product_no\":\"code\",\"quantity\":\"n\",\"price\":\"p\","
          "\"state\":{\"column\":\"s\",\"words\":{\"done*\":\"finished\"},"
          "\"otherwise\":\"paid\"},\"phone\":\"phone\"}}");
    const Str     text    = S("no,at,code,n,p,s,phone\n"
                                     "A,2026-01-02,a,3,0.335,done well,13800138000\n"
                                     "A,2026-01-02,b,1,2,done well,13800138000\n"
                                     "B,2026-01-03,a,-1,5,,13800138000\n"
                                     "C,2026-01-03,a,1000000000,9999999,x,\n"
                                     "D,2026-01-04,a,1,1.5,x,\n");
    IntakeOptions options = options_of(cx, mapping, write_bytes(cx, "lines.csv", text));
    IntakeReport  report  = { 0 };
    options.batch_rows    = 1; /* an order is not torn apart by the end of a batch */
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.added, 3);
    assert_int_equal(report.refused, 1);
    has(refused_rows(cx), "the amounts of this order");
    const Figures f = figures_of(cx);
    assert_int_equal(f.orders, 3);
    assert_int_equal(f.paid_fen, 101 + 200 + 150);
    assert_int_equal(f.refunded_fen, 500);
    assert_int_equal(f.closed, 1);
    assert_int_equal(f.people, 1);
}

/* ---- products and persons
 * ------------------------------------------------------------------------ */

static void test_of_products_the_newest_row_counts(void **state)
{
    Ctx               *cx     = test_house_ctx(*state);
    ProductFilter      filter = { .limit = 10 };
    Rows               rows   = { 0 };
    const Str          text   = S("StockCode,Description,UnitPrice,InvoiceDate\n"
                                             "85123A,HEART,2.55,2011-01-02 00:00:00\n"
                                             "85123A,OLD HEART,1,2010-01-02 00:00:00\n"
                                             "POST,POSTAGE,18,2011-01-02 00:00:00\n"
                                             "71053,,3,2011-01-02 00:00:00\n"
                                             "71054,LANTERN,0,2011-01-02 00:00:00\n"
                                             "71055,BOX,0.125,2011-01-02 00:00:00\n");
    const IntakeReport report = bring_in(cx, preset(cx, "online-retail", INTAKE_PRODUCT),
                                         write_bytes(cx, "products.csv", text));
    assert_int_equal(report.added, 2);
    assert_int_equal(report.left_out, 3);
    assert_int_equal(report.refused, 0);
    GOOD(cx, shop_product_list(cx, &filter, &rows, &filter.cursor));
    assert_int_equal(rows.count, 2);
    for (size_t i = 0; i < rows.count; i++) {
        const Product *product = ROWS_AT(Product, rows, i);
        const bool     is_box  = str_equal(product->product_no, S("71055"));
        assert_int_equal(product->price_fen, is_box ? 13 : 255);
        assert_string_equal(str_z(cx->arena, product->title), is_box ? "BOX" : "HEART");
    }
}

static void test_persons_are_made_found_and_refused(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str mapping = S("{\"kind\":\"person\",\"fields\":{\"phone\":\"手机\",\"name\":\"姓名\","
                          "\"gender\":\"性别\",\"tags\":\"标签\"}}");
    const Str          text  = S("姓名,手机,性别,标签\n"
                                           "王芳,13800138000,女,\"老客户,爱喝茶\"\n"
                                           "李雷,13800138001,男,\n"
                                           "王小芳,13800138000,女,\n" /* the same again: her name now */
                                 "韩梅,1.38E+10,女,\n"
                                           "某人,13800138002,外星人,\n"
                                           "无名,,男,\n");
    const char        *path  = write_bytes(cx, "people.csv", text);
    const IntakeReport first = bring_in(cx, mapping, path);
    assert_int_equal(first.rows, 6);
    assert_int_equal(first.added, 2);
    assert_int_equal(first.known, 1);
    assert_int_equal(first.refused, 3);
    has(refused_rows(cx), "手机: the spreadsheet turned the number into");
    has(refused_rows(cx), "Gender is male");
    has(refused_rows(cx), "手机: must not be empty");
    const IntakeReport again = bring_in(cx, mapping, path);
    assert_int_equal(again.added, 0);
    assert_int_equal(again.known, 3);
    assert_int_equal(count_of(cx, "customer.created"), 2);
}

/* The order in which they are stored is not that of the file; a second row of a person comes behind
 * the first all the same. */
static void test_persons_of_a_large_file_are_ordered_and_resumed(void **state)
{
    enum { ROWS = 6000, BAD = 2000, AGAIN = 4000, SHORT = 4500, SLICE = 700 };
    Ctx      *cx      = test_house_ctx(*state);
    const Str mapping = S("{\"kind\":\"person\",\"fields\":{\"phone\":\"手机\",\"name\":\"姓名\"},"
                          "\"tags\":[\"老客户\"]}");
    StrBuf    text    = strbuf(cx->arena, 1 << 20);
    strbuf_add(&text, S("姓名,手机\n"));
    for (int i = 0; i < ROWS; i++) {
        if (i == BAD || i == SHORT)
            strbuf_fmt(&text, "客户%d,12\n", i);
        else
            strbuf_fmt(&text, "客户%d,138%08d\n", i, i == AGAIN ? 100 : i);
    }
    IntakeOptions options = options_of(cx, mapping, write_bytes(cx, "p.csv", strbuf_str(&text)));
    IntakeReport  report  = { 0 };
    Code          code    = ERR_INTERNAL;
    options.slice_rows    = SLICE;
    for (int n = 40; code != OK; n += 97) { /* killed in the middle of a batch, again and again */
        db_fail_at(cx->db, n);
        code = intake_run(cx, &options, NULL, NULL, &report);
        db_fail_at(cx->db, 0);
        forgive(cx);
        assert_true(n < 20000);
    }
    assert_int_equal(report.rows, ROWS);
    assert_int_equal(report.added, ROWS - 3);
    assert_int_equal(report.known, 1);
    assert_int_equal(report.updated, 1);
    assert_int_equal(report.refused, 2);
    assert_int_equal(count_of(cx, "customer.created"), ROWS - 3);
    has(refused_rows(cx), "客户2000,12,2002,This is no phone number\r\n客户4500,12,4502,");
    Str     key = S("13800000100");
    int64_t id = 0, tag = 0;
    customer_many_lookups(cx, S("phone"), &key, 1);
    GOOD(cx, customer_many_holders(cx, S("phone"), (Strs){ &key, 1 }, &id));
    Customer customer;
    GOOD(cx, customer_get(cx, (CustomerId){ id }, &customer));
    assert_string_equal(str_z(cx->arena, customer.name), "客户4000");
    Rows tags = { 0 };
    GOOD(cx, customer_many_tag_named(cx, S("老客户"), false, &tag));
    GOOD(cx, customer_tags_by_ids(cx, (Ids){ &tag, 1 }, &tags));
    assert_int_equal(ROWS_AT(Tag, tags, 0)->customer_count, ROWS - 3);
}

static void test_who_is_out_of_sight_is_neither_changed_nor_made_again(void **state)
{
    Ctx        *cx  = test_house_ctx(*state);
    const Str   map = S("{\"kind\":\"person\",\"fields\":{\"phone\":\"phone\",\"name\":\"name\"}}");
    const char *path = write_bytes(cx, "one.csv", S("name,phone\n王芳,13800138000\n"));
    (void)bring_in(cx, map, path);
    cx->scope_id              = 99; /* sees nobody */
    const IntakeReport report = bring_in(cx, map, path);
    assert_int_equal(report.refused, 1);
    has(refused_rows(cx), "not among those you see");
}

/* ---- bad input
 * ------------------------------------------------------------------------------------ */

static void test_files_as_they_come(void **state)
{
    Ctx      *cx = test_house_ctx(*state);
    const Str mapping =
        S("{\"kind\":\"order\",\"fields\":{\"order_no\":\"订单号\",\"created_at\":\"时间\","
          "\"total\":\"金额\",\"buyer_name\":\"备注\"}}");
    /* GBK further down than anybody looks at first: plain letters before. */
    StrBuf text = strbuf(cx->arena, 1 << 20);
    strbuf_add(
        &text,
        S("\xB6\xA9\xB5\xA5\xBA\xC5,\xCA\xB1\xBC\xE4,\xBD\xF0\xB6\xEE,\xB1\xB8\xD7\xA2\r\n"));
    for (int i = 0; i < 300; i++) strbuf_fmt(&text, "G%d,2026-01-02 03:04:05,1.50,plain\r\n", i);
    strbuf_add(&text, S("G300,43881.5,2,\xC0\xCF\xBF\xCD\xBB\xA7\r\n"));
    const IntakeReport gbk = bring_in(cx, mapping, write_bytes(cx, "gbk.csv", strbuf_str(&text)));
    assert_int_equal(gbk.added, 301);
    assert_int_equal(gbk.refused, 0);
    /* A mark, quoted newlines, emoji, full width, a tab between, an id of 10 kB, a bare quote. */
    StrBuf odd = strbuf(cx->arena, 1 << 20);
    strbuf_add(&odd, S("\xEF\xBB\xBF订单号\t时间\t金额\t备注\r\n"
                       "E1\t２０２６／１／２ ３：０４\t￥１，２３４．５０\t\"第一行\r\n第二行\"\r\n"
                       "E2\t2026-01-02\t1e2\t👩\xE2\x80\x8D👧 好\r\n"
                       "E3\t2026-01-02\t1\tbare \" quote\r\n"
                       "1.23457E+17\t2026-01-02\t1\tlost\r\n"));
    for (int i = 0; i < 10240; i++) strbuf_char(&odd, 'x');
    strbuf_add(&odd, S("\t2026-01-02\t1\tlong\r\n\r\nE4\t2026-01-02\t7\t\"cut"));
    const IntakeReport report = bring_in(cx, mapping, write_bytes(cx, "odd.csv", strbuf_str(&odd)));
    assert_int_equal(report.rows, 6);
    assert_int_equal(report.added, 2);
    assert_int_equal(report.refused, 4);
    has(refused_rows(cx), "this row cannot be read");
    has(refused_rows(cx), "订单号: the spreadsheet turned the number into");
    has(refused_rows(cx), "订单号: is too long");
    const Figures f = figures_of(cx);
    assert_int_equal(f.total_fen, 300 * 150 + 200 + 123450 + 10000);
}

static void test_another_file_is_refused(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str mapping = preset(cx, "tmall-orders", INTAKE_ORDER);
    check_refused(cx, mapping, write_bytes(cx, "other.csv", S("a,b\n1,2\n")), "intake.no_column");
    check_refused(cx, mapping, "/nowhere/at/all", "intake.no_file");
    check_refused(cx, mapping, write_bytes(cx, "empty.csv", S("")), "intake.empty");
    check_refused(cx, mapping, write_bytes(cx, "blank.csv", S("\n\n")), "intake.empty");
    check_refused(cx, mapping, write_bytes(cx, "torn.gz", S("\x1F\x8B\x08 nonsense")),
                  "intake.unreadable");
    check_refused(cx, mapping, write_bytes(cx, "old.xls", S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")),
                  "xlsx.old_format");
    check_refused(cx, mapping,
                  write_bytes(cx, "locked.xlsx",
                              S("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 "
                                "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")),
                  "xlsx.encrypted");
    check_refused(cx, mapping,
                  write_bytes(cx, "page.xls", S("\xEF\xBB\xBF\r\n<HTML><table><tr><td>a</td>")),
                  "xlsx.web_page");
    check_refused(cx, S("{\"kind\":1}"), "/nowhere", "intake.unknown_kind");
}

/* ---- kills
 * ------------------------------------------------------------------------------------------ */

/* Fails at every statement in turn, and ends as an import that nothing disturbed. */
static void check_kills(Ctx *cx, Str mapping, const char *path, int64_t batch_rows,
                        const IntakeReport *clean, Str refused)
{
    IntakeOptions options = options_of(cx, mapping, path);
    IntakeReport  report  = { 0 };
    options.batch_rows    = batch_rows;
    for (int n = 1;; n++) {
        db_fail_at(cx->db, n);
        const Code code = intake_run(cx, &options, NULL, NULL, &report);
        db_fail_at(cx->db, 0);
        forgive(cx);
        if (code == OK) break;
        assert_true(n < 1000);
    }
    assert_int_equal(report.rows, clean->rows);
    assert_int_equal(report.added, clean->added);
    assert_int_equal(report.known, clean->known);
    assert_int_equal(report.people, clean->people);
    assert_int_equal(report.refused, clean->refused);
    assert_true(str_equal(refused_rows(cx), refused));
}

static void test_a_killed_import_goes_on_where_it_was(void **state)
{
    Ctx               *cx      = test_house_ctx(*state);
    const Str          mapping = preset(cx, "taobao-userbehavior", INTAKE_EVENT);
    const char        *path    = write_bytes(cx, "small.csv", str_of(small));
    const IntakeReport clean   = { .rows = 9, .added = 5, .people = 3, .refused = 4 };
    Ctx               *other   = test_house_ctx_of(*state, 2);
    (void)bring_in(other, mapping, path); /* another brand's: what is refused of it is the same */
    const Str refused = refused_rows(other);
    cx                = test_house_ctx(*state);
    check_kills(cx, mapping, path, 2, &clean, refused);
    assert_int_equal(count_of(cx, "product.viewed"), 2);
    assert_int_equal(count_of(cx, "product.bought"), 1);
    assert_int_equal(count_of(cx, "customer.created"), 3);
    /* Whom a run that was killed had not told yet, the next one told. */
    assert_int_equal(taobao_user(cx, S("7")).last_event_at_ms, 1511544072000);
}

/* Stops the run behind so many rows, as a person who cancels it does. */
static Code stop_after(void *with, const IntakeReport *report)
{
    Ctx *cx = with;
    if (report->rows <= 4) return OK;
    return (fail)(cx, ERR_CONFLICT, "job.cancelled", "at row %lld", (long long)report->rows);
}

static void test_a_run_that_is_stopped_has_told_of_what_it_stored(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    IntakeReport  report  = { 0 };
    IntakeOptions options = options_of(cx, preset(cx, "taobao-userbehavior", INTAKE_EVENT),
                                       write_bytes(cx, "small.csv", str_of(small)));
    options.batch_rows    = 2;
    assert_int_equal(intake_run(cx, &options, stop_after, cx, &report), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.cancelled"); /* and not what became of the telling */
    forgive(cx);
    assert_int_equal(report.rows, 4);
    /* What the transaction had that was undone nobody was told of: 7's rows behind the fourth. */
    assert_int_equal(taobao_user(cx, S("8")).last_event_at_ms, 1511544071000);
    assert_int_equal(taobao_user(cx, S("7")).last_event_at_ms, 1511544072000);
}

/* ---- without a header ------------------------------------------------------------------------ */

static void test_a_file_without_a_header_is_read_by_letters(void **state)
{
    Ctx         *cx      = test_house_ctx(*state);
    const char  *path    = write_bytes(cx, "bare.csv", S("甲,13800138000\n乙,13800138001\n"));
    const Str    letters = S("{\"kind\":\"person\",\"file\":{\"header\":false},\"fields\":"
                                "{\"name\":\"A\",\"phone\":\"B\"}}");
    const Str    named   = S("{\"kind\":\"person\",\"file\":{\"header\":false,\"columns\":"
                                  "[\"谁\"]},\"fields\":{\"name\":\"谁\",\"phone\":\"B\"}}");
    IntakeReport report  = bring_in(cx, letters, path);
    assert_int_equal(report.rows, 2);
    assert_int_equal(report.added, 2);
    assert_int_equal(bring_in(cx, named, path).known, 2);
    /* Said outside of the mapping, which is the same for files with a header. */
    const Str     plain   = S("{\"kind\":\"person\",\"fields\":{\"name\":\"A\",\"phone\":\"B\"}}");
    IntakeOptions options = options_of(cx, plain, path);
    check_refused(cx, plain, path, "intake.no_column");
    options.no_header = true;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.rows, 2);
    /* A header that looks like no header is one when it is said so. */
    const Str odd = S("{\"kind\":\"person\",\"file\":{\"header\":true,\"columns\":[\"a\",\"b\"]},"
                      "\"fields\":{\"name\":\"甲\",\"phone\":\"13800138000\"}}");
    assert_int_equal(bring_in(cx, odd, path).rows, 1);
    check_refused(cx,
                  S("{\"kind\":\"person\",\"file\":{\"header\":0},\"fields\":{\"phone\":\"B\"}}"),
                  path, "intake.wrong_type");
}

static void test_killed_orders_and_persons_go_on_where_they_were(void **state)
{
    Ctx      *cx     = test_house_ctx(*state);
    const Str orders = S("{\"kind\":\"order\",\"fields\":{\"order_no\":\"no\",\"created_at\":"
                         "\"at\",\"total\":\"sum\",\"phone\":\"phone\"}}");
    const Str people = S("{\"kind\":\"person\",\"fields\":{\"phone\":\"phone\",\"name\":\"no\"}}");
    const Str text   = S("no,at,sum,phone\nA,2026-01-02,1,13800138000\n"
                           "B,2026-01-02,x,\nC,2026-01-02,3,13800138001\n"
                           "D,2026-01-02,4,13800138000\n");
    const char        *path          = write_bytes(cx, "both.csv", text);
    Ctx               *other         = test_house_ctx_of(*state, 2);
    const IntakeReport order_report  = bring_in(other, orders, path);
    const Str          order_rows    = refused_rows(other);
    const IntakeReport people_report = bring_in(other, people, path);
    const Str          people_rows   = refused_rows(other);
    const Figures      wanted        = figures_of(other);
    cx                               = test_house_ctx(*state);
    check_kills(cx, orders, path, 1, &order_report, order_rows);
    check_kills(cx, people, path, 1, &people_report, people_rows);
    const Figures f = figures_of(cx);
    assert_int_equal(f.orders, wanted.orders);
    assert_int_equal(f.total_fen, wanted.total_fen);
    assert_int_equal(f.people, wanted.people);
}

static void test_a_call_may_take_a_part(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    IntakeOptions options = options_of(cx, preset(cx, "taobao-userbehavior", INTAKE_EVENT),
                                       write_bytes(cx, "small.csv", str_of(small)));
    IntakeReport  report  = { 0 };
    int           calls   = 0;
    options.batch_rows    = 2;
    options.rows_max      = 3;
    for (; !report.is_over; calls++) {
        assert_true(calls < 10);
        GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    }
    assert_true(calls > 1);
    assert_int_equal(report.rows, 9);
    assert_int_equal(report.added, 5);
    assert_int_equal(report.refused, 4);
}

/* Says so behind each batch, as where another brand waits. */
static Code always_ends(void *with, int64_t back_ms, bool *ends)
{
    int *asked = with;
    assert_true(back_ms >= 0);
    (*asked)++;
    *ends = true;
    return OK;
}

static void test_a_call_that_is_to_end_goes_on_later(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    IntakeOptions options = options_of(cx, preset(cx, "taobao-userbehavior", INTAKE_EVENT),
                                       write_bytes(cx, "small.csv", str_of(small)));
    IntakeReport  report  = { 0 };
    int           calls = 0, asked = 0;
    options.batch_rows = 2;
    options.ends       = always_ends;
    for (; !report.is_over; calls++) {
        assert_true(calls < 10);
        GOOD(cx, intake_run(cx, &options, NULL, &asked, &report));
    }
    assert_int_equal(calls, 5); /* of 9 rows */
    assert_int_equal(asked, 4); /* the last ends anyway */
    assert_int_equal(report.rows, 9);
    assert_int_equal(report.added, 5);
    assert_int_equal(report.refused, 4);
}

/* What is skipped is more than a batch may hold. */
static void test_going_on_behind_many_bytes_takes_no_row_again(void **state)
{
    enum { ROWS = 1200, NOTE = 30000, FIRST = 1150 };
    Ctx      *cx   = test_house_ctx(*state);
    char     *note = arena_make(cx->arena, char, NOTE);
    StrBuf    text = strbuf(cx->arena, 48 << 20);
    const Str mapping =
        S("{\"kind\":\"event\",\"source\":\"long\",\"fields\":{\"type\":\"type\",\"at\":\"time\"},"
          "\"people\":[{\"kind\":\"user_id\",\"column\":\"user\"}]}");
    for (int i = 0; i < NOTE; i++) note[i] = 'n';
    strbuf_add(&text, S("user,type,time,note\nu1,E,never,x\n"));
    for (int i = 1; i < ROWS; i++) {
        strbuf_fmt(&text, "u%d,E,%d,", i % 7, 1511544000 + i);
        strbuf_add(&text, (Str){ note, NOTE });
        strbuf_char(&text, '\n');
    }
    IntakeOptions options = options_of(cx, mapping, write_bytes(cx, "long.csv", strbuf_str(&text)));
    IntakeReport  report  = { 0 };
    options.batch_rows    = 50;
    options.rows_max      = FIRST;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_false(report.is_over);
    assert_true(report.rows >= FIRST);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_true(report.is_over);
    assert_int_equal(report.rows, ROWS);
    assert_int_equal(report.added, ROWS - 1);
    assert_int_equal(report.known, 0);
    assert_int_equal(report.refused, 1);
}

/* ---- going on ------------------------------------------------------------------------------ */

/* A file of many bytes: names with newlines in quotes, CRLF, rows that are equal, far apart and
 * with an id of their own, and some that are refused. */
static Str long_file(Ctx *cx, int rows, const char *name, const char *note)
{
    StrBuf text = strbuf(cx->arena, 32 << 20);
    strbuf_add(&text, S("user,type,time,id,note\r\n"));
    for (int i = 0; i < rows; i++) {
        const int n = i % 5 == 0 ? i % 35 : i; /* every fifth is there again and again */
        if (i % 97 == 13)
            strbuf_fmt(&text, "u%d,E,never,,%s\r\n", n, note);
        else
            strbuf_fmt(&text, "u%d,E,%d,%s,\"%s\r\n,%s\"\r\n", n % 50, 1511544000 + n,
                       i % 3 ? "" : str_fmt(cx->arena, "i%d", i).ptr, name, note);
    }
    return strbuf_str(&text);
}

/* All events as text, without what is told anew by each store. */
static Str all_events(Ctx *cx)
{
    StrBuf out    = strbuf(cx->arena, 8 << 20);
    Str    cursor = { 0 };
    Rows   events = { 0 };
    do {
        GOOD(cx, event_list(cx, S("E"), (Str){ 0 }, cursor, 200, &events, &cursor));
        for (size_t i = 0; i < events.count; i++) {
            const Event *event = ROWS_AT(Event, events, i);
            strbuf_fmt(&out, "%.*s %lld %.*s\n", FMT(event->id), (long long)event->occurred_at_ms,
                       FMT(event->payload));
        }
    } while (cursor.len);
    return strbuf_str(&out);
}

static const char noted[] =
    "{\"kind\":\"event\",\"source\":\"long\",\"fields\":{\"type\":\"type\",\"at\":\"time\","
    "\"id\":\"id\"},\"people\":[{\"kind\":\"user_id\",\"column\":\"user\"}],"
    "\"payload\":{\"note\":\"note\"}}";

static void check_equal_texts(Str got, Str want)
{
    size_t at = 0;
    while (at < got.len && at < want.len && got.ptr[at] == want.ptr[at]) at++;
    if (!str_equal(got, want))
        fail_msg("of %zu bytes, not %zu, other from %zu on: %.*s", got.len, want.len, at,
                 FMT(str_slice(got, at, at + 80)));
}

/* What the brand has of it. */
static Str all_of(Ctx *cx)
{
    const Figures f    = figures_of(cx);
    Rows          rows = { 0 };
    StrBuf        out  = strbuf(cx->arena, 9 << 20);
    OrderFilter   all  = { .limit = PAGE_LIMIT_MAX };
    strbuf_add(&out, all_events(cx));
    strbuf_fmt(&out, "orders %lld, paid %lld, fen %lld %lld, persons %lld\n", (long long)f.orders,
               (long long)f.paid, (long long)f.total_fen, (long long)f.paid_fen,
               (long long)f.people);
    strbuf_fmt(&out, "made %lld\n", (long long)count_of(cx, "customer.created"));
    uint64_t orders = 0; /* in any order: their ids are given by chance */
    do {
        GOOD(cx, shop_order_list(cx, &all, &rows, &all.cursor));
        for (size_t i = 0; i < rows.count; i++) {
            const Order *order = ROWS_AT(Order, rows, i);
            OrderView    whole = { 0 };
            GOOD(cx, shop_order_get(cx, (OrderId){ order->id }, &whole));
            orders += str_hash(str_fmt(cx->arena, "%.*s %lld %lld %zu", FMT(order->order_no),
                                       (long long)order->total_fen, (long long)order->created_at_ms,
                                       whole.lines.count));
        }
    } while (all.cursor.len);
    strbuf_fmt(&out, "orders with their lines %llx\n", (unsigned long long)orders);
    return strbuf_str(&out);
}

/* Runs that were begun before places were kept have none. */
static void forget_place(Ctx *cx)
{
    static const Query forget = { .name = "test.forget_place",
                                  .sql  = "UPDATE intake_run SET from_at = 0, from_line = -1,"
                                          " from_before = 0, read_at = 0, read_before = 0"
                                          " WHERE tenant_id = $1" };
    GOOD(cx, cx_run(cx, &forget, NULL, ARGS(V(cx->tenant_id))));
}

typedef struct InParts {
    Str         bytes;
    const char *mapping;
    int64_t     batch_rows, slice_rows;
    bool        has_no_place; /* the first call was of before places were kept */
    bool        has_erased;   /* somebody of the file was deleted on request */
} InParts;

/* Of the mapping `noted`. */
static void erase_somebody(Ctx *cx)
{
    typedef struct Last {
        int64_t id;
    } Last;
    static const Field fields[] = { FIELD(Last, id) };
    static const Shape shape    = SHAPE(Last, fields);
    static const Query query    = { .name = "test.last_customer",
                                    .sql  = "SELECT max(id) AS id FROM customer"
                                               " WHERE tenant_id = $1",
                                    .out  = &shape };
    const Str          one      = S("user,type,time,id,note\nu7,E,1511543000,,\n");
    Last               last     = { 0 };
    (void)bring_in(cx, str_of(noted), write_bytes(cx, "one.csv", one));
    GOOD(cx, cx_one(cx, &query, &last, ARGS(V(cx->tenant_id))));
    erase(cx, (CustomerId){ last.id });
}

/* Brought in whole by one brand, and by another in parts of which some are killed. */
static void check_parts(void **state, const InParts *parts)
{
    enum { PART = 90 };
    Ctx          *other   = test_house_ctx_of(*state, 2);
    const char   *path    = write_bytes(other, "l.csv", parts->bytes);
    IntakeOptions options = options_of(other, str_of(parts->mapping), path);
    IntakeReport  whole = { 0 }, report = { 0 };
    if (parts->has_erased) erase_somebody(other);
    GOOD(other, intake_run(other, &options, NULL, NULL, &whole));
    assert_true(whole.rows > 3 * (int64_t)PART && whole.added > PART);
    const Str all = all_of(other), refused = refused_rows(other);
    Ctx      *cx       = test_house_ctx(*state);
    int       killed   = 0;
    options.batch_rows = parts->batch_rows;
    options.slice_rows = parts->slice_rows;
    if (parts->has_erased) erase_somebody(cx);
    for (int n = 11; !report.is_over; n += 7) {
        options.rows_max = n % 3 ? PART : 1;
        db_fail_at(cx->db, n % 2 ? 0 : n);
        const Code code = intake_run(cx, &options, NULL, NULL, &report);
        db_fail_at(cx->db, 0);
        forgive(cx);
        killed += code != OK;
        assert_true(n < 10000 && (code == OK || n % 2 == 0));
        if (n == 11 && parts->has_no_place) forget_place(cx);
    }
    assert_true(killed > 0);
    assert_int_equal(report.rows, whole.rows);
    assert_int_equal(report.added, whole.added);
    assert_int_equal(report.known, whole.known);
    assert_int_equal(report.people, whole.people);
    assert_int_equal(report.left_out, whole.left_out);
    assert_int_equal(report.refused, whole.refused);
    check_equal_texts(refused_rows(cx), refused);
    check_equal_texts(all_of(cx), all);
    assert_int_equal(intake_testing_met(cx), 0);
}

static Str converted(Ctx *cx, Str text, const char *encoding)
{
    const size_t  room = 2 * text.len + 2;
    const iconv_t how  = iconv_open(encoding, "UTF-8");
    char         *out = arena_make(cx->arena, char, room), *to = out;
    char         *from = (char *)(uintptr_t)text.ptr;
    size_t        left = text.len, free = room;
    assert_true(how != (iconv_t)-1);
    assert_int_equal(iconv(how, &from, &left, &to, &free), 0);
    iconv_close(how);
    return (Str){ out, (size_t)(to - out) };
}

static Str packed_by(Ctx *cx, Str text, int level)
{
    enum { GZIP = 15 + 16 };
    const size_t room   = text.len + text.len / 100 + 1024;
    z_stream     stream = { 0 };
    char        *out    = arena_make(cx->arena, char, room);
    assert_int_equal(deflateInit2(&stream, level, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in   = (unsigned char *)(uintptr_t)text.ptr;
    stream.avail_in  = (uInt)text.len;
    stream.next_out  = (unsigned char *)out;
    stream.avail_out = (uInt)room;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return (Str){ out, room - stream.avail_out };
}

enum { ROWS = 500, BATCH = 40, MANY = 3000, HALF = 1500, HEAD = 64 << 10 };

static void test_parts_of_a_file_are_the_whole(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    check_parts(state, &(InParts){ long_file(cx, ROWS, "\xE5\xAE\xA2", "n"), noted, BATCH });
    check_parts(state, &(InParts){ long_file(cx, ROWS, "\xBF\xCD\xBB\xA7", "\x95\x32\x82\x36"),
                                   noted, BATCH });
}

static void test_parts_of_a_packed_file_are_the_whole(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = long_file(cx, ROWS, "\xE5\xAE\xA2", "n");
    check_parts(state, &(InParts){ packed_by(cx, text, 6), noted, BATCH });
}

static void test_parts_of_a_wide_file_are_the_whole(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = long_file(cx, ROWS, "\xE5\xAE\xA2", "\xF0\xA0\xAE\xB7");
    check_parts(state, &(InParts){ converted(cx, text, "UTF-16"), noted, BATCH });
}

static void test_parts_of_a_run_without_a_place_are_the_whole(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = long_file(cx, ROWS, "\xE5\xAE\xA2", "n");
    check_parts(state, &(InParts){ text, noted, BATCH, .has_no_place = true });
}

/* Persons of a batch are made ahead, its events are stored in slices, and killed between them. */
static void check_slices(void **state, bool has_no_place, bool has_erased)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = long_file(cx, ROWS, "\xE5\xAE\xA2", "n");
    check_parts(state, &(InParts){ text, noted, 150, 7, has_no_place, has_erased });
}

static void test_parts_of_events_killed_in_a_slice_are_the_whole(void **state)
{
    check_slices(state, false, false);
}

/* His rows are refused, once. */
static void test_slices_with_rows_of_somebody_deleted_are_the_whole(void **state)
{
    check_slices(state, false, true);
}

static void test_slices_of_a_run_without_a_place_are_the_whole(void **state)
{
    check_slices(state, true, true);
}

/* The rows of a text as a sheet. */
static Str sheet_of(Ctx *cx, Str text)
{
    const char *path   = str_fmt(cx->arena, "%s/made.xlsx", cx->services->data_dir).ptr;
    XlsxWriter *writer = xlsx_writer_open(path, S("a"));
    CsvReader  *reader = csv_reader_new(10, 4096);
    CsvRow      row    = { 0 };
    Str         bytes  = { 0 };
    assert_non_null(writer);
    csv_reader_feed(reader, text, true);
    while (csv_reader_next(reader, &row) == OK) xlsx_writer_row(writer, row.cell, NULL, row.count);
    csv_reader_free(reader);
    GOOD(cx, xlsx_writer_close(writer));
    GOOD(cx, file_read(cx->arena, path, 1 << 20, &bytes));
    return bytes;
}

static void test_parts_of_a_spreadsheet_are_the_whole(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = long_file(cx, ROWS, "\xE5\xAE\xA2", "n");
    check_parts(state, &(InParts){ sheet_of(cx, text), noted, BATCH });
}

/* Orders of one to 59 rows, some longer than a batch, and some refused. */
static Str joined_rows(Ctx *cx, const char *name)
{
    StrBuf text = strbuf(cx->arena, 1 << 20);
    strbuf_add(&text, S("no,at,code,n,p,phone\r\n"));
    for (int order = 0; order < 150; order++)
        for (int line = 0; line <= (order % 30 == 7 ? 58 : order % 3); line++)
            strbuf_fmt(&text, "%s%d,2026-01-%02d,\"\xE5\xAE\xA2\r\n%d\",%s,1.%02d,1380013%04d\r\n",
                       name, order, 1 + order % 28, line, order % 23 == 5 ? "x" : "2", line,
                       order % 40);
    return strbuf_str(&text);
}

static void test_parts_of_orders_whose_rows_join_are_the_whole(void **state)
{
    static const char mapping[] =
        "{\"kind\":\"order\",\"fields\":{\"order_no\":\"no\",\"created_at\":\"at\",\"paid_at\":"
        "\"at\",\"product_no\":\"code\",\"quantity\":\"n\",\"price\":\"p\",\"phone\":\"phone\"}}";
    Ctx      *cx   = test_house_ctx(*state);
    const Str wide = converted(cx, joined_rows(cx, "G"), "GBK");
    check_parts(state, &(InParts){ joined_rows(cx, "O"), mapping, BATCH });
    check_parts(state, &(InParts){ wide, mapping, BATCH });
}

/* Persons of a batch are stored in slices, and killed between them. */
static void test_parts_of_persons_killed_in_a_slice_are_the_whole(void **state)
{
    static const char mapping[] =
        "{\"kind\":\"person\",\"fields\":{\"phone\":\"phone\",\"name\":\"name\"}}";
    Ctx   *cx   = test_house_ctx(*state);
    StrBuf text = strbuf(cx->arena, 1 << 20);
    strbuf_add(&text, S("name,phone\n"));
    for (int i = 0; i < ROWS; i++)
        strbuf_fmt(&text, "\"n\n%d\",%s%04d\n", i, i % 41 == 7 ? "x" : "1380013",
                   i % 5 ? (i * 7919) % 9999 : i % 35);
    check_parts(state, &(InParts){ strbuf_str(&text), mapping, BATCH, 7 });
}

/* What a run that goes on reads of its file does not grow with what lies behind it; the digests of
 * rows that it has met, eleven bytes each, do, and are not counted here. */
static void test_who_goes_on_reads_the_front_once(void **state)
{
    enum { PART = 250, FRONT = 1 << 20, AHEAD = 1 << 20 };
    Ctx  *cx   = test_house_ctx(*state);
    char *note = arena_make(cx->arena, char, 4001);
    memset(note, 'n', 4000);
    const Str     text    = long_file(cx, MANY, "\xBF\xCD\xBB\xA7", note);
    IntakeOptions options = options_of(cx, str_of(noted), write_bytes(cx, "l.csv", text));
    clock_sleep_ms(100); /* one that was written just now is compared once more */
    IntakeReport report = { 0 };
    int          calls  = 0;
    options.batch_rows  = PART;
    options.rows_max    = 1;
    for (; !report.is_over; calls++) {
        GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
        /* To find its encoding; three batches: that of the call, and two that are read ahead. */
        const int64_t most = FRONT + AHEAD + 3 * (int64_t)text.len / (MANY / PART);
        if (report.bytes_read > most)
            fail_msg("call %d reads %lld of %zu bytes, more than %lld", calls,
                     (long long)report.bytes_read, text.len, (long long)most);
    }
    assert_true(text.len > 10 << 20 && calls >= MANY / PART);
    assert_int_equal(report.rows, MANY);
}

/* In place. */
static void change(const char *path, Str text)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    assert_int_not_equal(fd, -1);
    assert_int_equal(pwrite(fd, text.ptr, text.len, 0), (ssize_t)text.len);
    assert_int_equal(file_size(path), (int64_t)text.len);
    close(fd);
}

/* An 'n' at that byte or behind it is an 'm' now. */
static Str with_m_at(Ctx *cx, Str text, size_t at)
{
    char *bytes = arena_make(cx->arena, char, text.len);
    memcpy(bytes, text.ptr, text.len);
    while (bytes[at] != 'n') at++;
    bytes[at] = 'm';
    return (Str){ bytes, text.len };
}

static Str wide_rows(Ctx *cx)
{
    char note[100] = { 0 };
    memset(note, 'n', sizeof(note) - 1);
    return long_file(cx, MANY, "x", note);
}

/* Far in front of the place: its size, beginning and end are what they were. */
static void check_changed(Ctx *cx, Str text, Str changed)
{
    const char   *path    = write_bytes(cx, "l.csv", text);
    IntakeOptions options = options_of(cx, str_of(noted), path);
    IntakeReport  report  = { 0 };
    options.batch_rows = options.rows_max = HALF;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.rows, HALF);
    change(path, changed);
    options.rows_max = 0;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.resumed, 0);
    assert_int_equal(report.rows, MANY);
    assert_true(report.known > HALF / 2);
    /* A run with a key of its own is no other one. */
    options.key      = S("job:1");
    options.rows_max = HALF;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    change(path, text);
    assert_int_equal(intake_run(cx, &options, NULL, NULL, &report), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "intake.file_changed");
    forgive(cx);
}

static void test_a_file_that_was_changed_meanwhile_begins_anew(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = wide_rows(cx);
    assert_true(text.len > 4 * HEAD);
    check_changed(cx, text, with_m_at(cx, text, HEAD + 1000));
    GOOD(cx, intake_sql_end(cx, S("job:1")));
    for (bool more = true; more;) GOOD(cx, intake_sql_sweep(cx, &more));
    assert_int_equal(intake_testing_met(cx),
                     0); /* of the run that was begun anew nothing is left */
}

/* Packed without being made smaller, so that one byte of it is one of the text; its end tells of
 * that byte, too. */
static void test_a_packed_file_that_was_changed_meanwhile_begins_anew(void **state)
{
    Ctx      *cx    = test_house_ctx(*state);
    const Str text  = wide_rows(cx);
    const Str other = with_m_at(cx, text, HEAD + 1000);
    check_changed(cx, packed_by(cx, text, 0), packed_by(cx, other, 0));
}

/* A copy is the same: what was done is not done again. */
static void test_a_copied_file_goes_on_where_it_was(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const Str     text    = wide_rows(cx);
    const char   *path    = write_bytes(cx, "l.csv", text);
    IntakeOptions options = options_of(cx, str_of(noted), path);
    IntakeReport  report  = { 0 };
    options.batch_rows = options.rows_max = HALF / 2;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    (void)write_bytes(cx, "l.csv", text);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.resumed, HALF / 2);
    assert_int_equal(report.rows, HALF);
    options.rows_max = 0;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.resumed, HALF);
    assert_int_equal(report.rows, MANY);
}

/* Hears of the first batch, while the next are read, and changes the file that is open. */
typedef struct Editing {
    const char *path;
    Str         to;
    bool        is_done;
} Editing;

static Code edit(void *with, const IntakeReport *report)
{
    Editing *editing = with;
    if (editing->is_done || report->rows == 0) return OK;
    change(editing->path, editing->to);
    editing->is_done = true;
    return OK;
}

/* What counts is what was read, not what stands there when the place is kept. */
static void test_a_file_changed_while_it_is_read_is_another(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const Str     text    = wide_rows(cx);
    const char   *path    = write_bytes(cx, "l.csv", text);
    Editing       editing = { path, with_m_at(cx, text, HEAD + 1000), false };
    IntakeOptions options = options_of(cx, str_of(noted), path);
    IntakeReport  report  = { 0 };
    options.batch_rows = options.rows_max = HALF;
    GOOD(cx, intake_run(cx, &options, edit, &editing, &report));
    assert_int_equal(report.rows, HALF);
    assert_true(editing.is_done);
    options.rows_max = 0;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.resumed, 0);
    assert_int_equal(report.rows, MANY);
}

/* A file may break off anywhere; the place behind its last row is kept all the same. */
static void test_a_file_that_breaks_off_is_read_to_its_end(void **state)
{
    Ctx              *cx     = test_house_ctx(*state);
    const char *const ends[] = { "",           "\r",  "\n\n\r\n", "\n\"", "\nu1,E,\"1511544",
                                 "\n\xE5\xAE", "\xFF" };
    const Str         row    = S("user,type,time,id,note\nu1,E,1511544000,,\xE5\xAE\xA2");
    for (size_t i = 0; i < COUNT(ends); i++) {
        const Str text  = str_fmt(cx->arena, "%.*s%s", FMT(row), ends[i]);
        const Str wide  = i < 5 ? converted(cx, text, "UTF-16") : text;
        const Str odd   = str_slice(wide, 0, wide.len - 1);
        const Str gbk   = i < 5 ? converted(cx, text, "GB18030") : text;
        const Str cut   = str_fmt(cx->arena, "%.*s\x95\x32", FMT(gbk));
        const Str all[] = { text, wide, odd, gbk, cut };
        for (size_t k = 0; k < COUNT(all); k++) {
            IntakeReport  report  = { 0 };
            IntakeOptions options = options_of(cx, str_of(noted), write_bytes(cx, "l.csv", all[k]));
            GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
            assert_true(report.is_over && report.rows >= 1);
        }
    }
}

/* Stops a call from without, as a kill does: of what was put off nothing is kept. */
static Code stop_at_half(void *with, const IntakeReport *report)
{
    return report->rows < HALF ? OK : (fail)(with, ERR_CONFLICT, "job.cancelled", "half");
}

/* Events are read again from where persons were told of them; what lies between there and what was
 * stored is passed over, so it has to be the same, too. */
static void test_a_file_changed_before_what_was_stored_is_another(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const Str     text    = wide_rows(cx);
    const char   *path    = write_bytes(cx, "l.csv", text);
    IntakeOptions options = options_of(cx, str_of(noted), path);
    IntakeReport  report  = { 0 };
    options.key           = S("job:4");
    options.batch_rows    = HALF / 2;
    assert_int_equal(intake_run(cx, &options, stop_at_half, cx, &report), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "job.cancelled");
    forgive(cx);
    change(path, with_m_at(cx, text, HEAD + 1000));
    assert_int_equal(intake_run(cx, &options, NULL, NULL, &report), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "intake.file_changed");
    forgive(cx);
    change(path, text);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.resumed, HALF / 2);
    assert_int_equal(report.rows, MANY);
}

/* Begun with one file, and gone on with another. */
static void check_exchanged(Ctx *cx, Str key, Str first, Str then)
{
    const char   *path    = write_bytes(cx, "l.csv", first);
    IntakeOptions options = options_of(cx, str_of(noted), path);
    IntakeReport  report  = { 0 };
    options.key           = key;
    options.batch_rows = options.rows_max = BATCH;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.rows, BATCH);
    (void)write_bytes(cx, "l.csv", then);
    const Code code = intake_run(cx, &options, NULL, NULL, &report);
    if (code != ERR_CONFLICT || strcmp(cx->err.reason, "intake.file_changed") != 0)
        fail_msg("%.*s: %d %s", FMT(key), (int)code, cx->err.reason);
    forgive(cx);
    (void)write_bytes(cx, "l.csv", first);
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(report.rows, 2 * BATCH);
}

/* A backup put in its place may be anything. */
static void test_an_exchanged_file_is_told_whatever_it_is(void **state)
{
    Ctx      *cx   = test_house_ctx(*state);
    const Str text = long_file(cx, ROWS, "x", "n"), other = long_file(cx, ROWS, "y", "n");
    const Str sheet = sheet_of(cx, text), packed = packed_by(cx, text, 6);
    check_exchanged(cx, S("a spreadsheet"), text, sheet);
    check_exchanged(cx, S("other rows"), text, other);
    check_exchanged(cx, S("other columns"), text, S("a,b\n1,2\n"));
    check_exchanged(cx, S("nothing"), text, S(""));
    check_exchanged(cx, S("its first rows"), text, str_slice(text, 0, 200));
    check_exchanged(cx, S("wide text"), text, converted(cx, text, "UTF-16"));
    check_exchanged(cx, S("a web page"), text, S("<html><table><tr><td>user</td></tr></table>"));
    check_exchanged(cx, S("a packed one for a spreadsheet"), sheet, packed);
    check_exchanged(cx, S("a spreadsheet for a packed one"), packed, sheet);
    check_exchanged(cx, S("another packed one"), packed, packed_by(cx, other, 6));
    check_exchanged(cx, S("another spreadsheet"), sheet, sheet_of(cx, other));
}

/* Killed between the end of a run and the sweep of what it had met: the next run takes it. */
static void test_what_a_run_met_goes_with_it(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const char   *path    = write_bytes(cx, "l.csv", long_file(cx, ROWS, "x", "n"));
    IntakeOptions options = options_of(cx, str_of(noted), path);
    IntakeReport  report  = { 0 };
    bool          more    = false;
    options.key           = S("job:3");
    options.batch_rows    = 5;
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_true(report.is_over); /* it may be gone on with until it is ended */
    const int64_t met = intake_testing_met(cx);
    GOOD(cx, intake_sql_sweep(cx, &more));
    assert_false(more);
    assert_int_equal(intake_testing_met(cx), met);
    GOOD(cx, intake_sql_end(cx, options.key));
    GOOD(cx, intake_sql_sweep(cx, &more));
    assert_true(more);
    assert_in_range(intake_testing_met(cx), 1, met - 1); /* in pieces */
    options.key = S("job:4");
    GOOD(cx, intake_run(cx, &options, NULL, NULL, &report));
    assert_int_equal(intake_testing_met(cx), met); /* its own */
    GOOD(cx, intake_sql_end(cx, options.key));
    for (more = true; more;) GOOD(cx, intake_sql_sweep(cx, &more));
    assert_int_equal(intake_testing_met(cx), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_file_of_events_counts_once_however_often_it_is_given),
        ON_HOUSE(test_a_person_of_events_has_a_name_an_identity_and_a_timeline),
        ON_HOUSE(test_of_a_person_deleted_on_request_no_event_of_before_is_stored),
        ON_HOUSE(test_who_is_deleted_between_being_met_and_his_events_has_none_of_them),
        ON_HOUSE(test_a_file_that_knows_ids_of_its_events_may_repeat_them),
        cmocka_unit_test(test_equal_rows_are_told_apart),
        ON_HOUSE(test_bad_orders_are_told_and_the_good_ones_count_once),
        ON_HOUSE(test_rows_of_one_number_are_one_order),
        ON_HOUSE(test_of_products_the_newest_row_counts),
        ON_HOUSE(test_persons_are_made_found_and_refused),
        ON_HOUSE(test_persons_of_a_large_file_are_ordered_and_resumed),
        ON_HOUSE(test_who_is_out_of_sight_is_neither_changed_nor_made_again),
        ON_HOUSE(test_files_as_they_come),
        ON_HOUSE(test_another_file_is_refused),
        ON_HOUSE(test_a_killed_import_goes_on_where_it_was),
        ON_HOUSE(test_a_run_that_is_stopped_has_told_of_what_it_stored),
        ON_HOUSE(test_a_file_without_a_header_is_read_by_letters),
        ON_HOUSE(test_killed_orders_and_persons_go_on_where_they_were),
        ON_HOUSE(test_a_call_may_take_a_part),
        ON_HOUSE(test_a_call_that_is_to_end_goes_on_later),
        ON_HOUSE(test_going_on_behind_many_bytes_takes_no_row_again),
        ON_HOUSE(test_parts_of_a_file_are_the_whole),
        ON_HOUSE(test_parts_of_a_packed_file_are_the_whole),
        ON_HOUSE(test_parts_of_a_wide_file_are_the_whole),
        ON_HOUSE(test_parts_of_events_killed_in_a_slice_are_the_whole),
        ON_HOUSE(test_slices_with_rows_of_somebody_deleted_are_the_whole),
        ON_HOUSE(test_slices_of_a_run_without_a_place_are_the_whole),
        ON_HOUSE(test_parts_of_a_spreadsheet_are_the_whole),
        ON_HOUSE(test_parts_of_a_run_without_a_place_are_the_whole),
        ON_HOUSE(test_parts_of_orders_whose_rows_join_are_the_whole),
        ON_HOUSE(test_parts_of_persons_killed_in_a_slice_are_the_whole),
        ON_HOUSE(test_who_goes_on_reads_the_front_once),
        ON_HOUSE(test_a_file_that_was_changed_meanwhile_begins_anew),
        ON_HOUSE(test_a_packed_file_that_was_changed_meanwhile_begins_anew),
        ON_HOUSE(test_a_copied_file_goes_on_where_it_was),
        ON_HOUSE(test_a_file_changed_while_it_is_read_is_another),
        ON_HOUSE(test_a_file_that_breaks_off_is_read_to_its_end),
        ON_HOUSE(test_a_file_changed_before_what_was_stored_is_another),
        ON_HOUSE(test_an_exchanged_file_is_told_whatever_it_is),
        ON_HOUSE(test_what_a_run_met_goes_with_it),
    };
    return FOR_EACH_ENGINE(tests);
}
