/* Histories of orders, shuffled and repeated, against a model that sees them in order. */
#include "kernel/testing.h"
#include "shop/shop_apply.h"
#include "shop/shop_order_sql.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

static const int64_t noon = INT64_C(1795334400000);

static Shop shop_of(Ctx *cx)
{
    Shop shop = { 0 };
    GOOD(cx, shop_create(cx, &(ShopDraft){ .platform = SHOP_GENERIC, .name = S("商城") }, &shop));
    return shop;
}

static void take(Ctx *cx, const Shop *shop, const ShopFacts *facts)
{
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, shop_apply(cx, shop, facts, NULL));
    GOOD(cx, cx_commit(cx, &txn));
}

/* ---- single rules ------------------------------------------------------------------------ */

static Rows rows_of(void *at, size_t count) { return (Rows){ at, count }; }

static OrderFact order_at(const char *number, OrderState state, int64_t told_ms)
{
    static LineFact lines[] = {
        { .line_no    = { "1", 1 },
          .title      = { "杯子", 6 },
          .quantity   = 2,
          .price_fen  = 5000,
          .amount_fen = 10000 },
    };
    return (OrderFact){ .order_no      = str_of(number),
                        .state         = state,
                        .total_fen     = 10000,
                        .payable_fen   = 10000,
                        .created_at_ms = noon,
                        .told_at_ms    = told_ms,
                        .buyer         = { .buyer_id = S("b1"), .name = S("王女士") },
                        .lines         = rows_of(lines, 1) };
}

static Order only_order(Ctx *cx, const Shop *shop, const char *number)
{
    Order order = { 0 };
    bool  found = false;
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, shop_order_sql_take(cx, shop->id, str_of(number), &order, &found));
    GOOD(cx, cx_commit(cx, &txn));
    assert_true(found);
    return order;
}

static size_t events_of(Ctx *cx, const char *type)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, event_list(cx, str_of(type), S(""), (Str){ 0 }, 200, &rows, &next));
    return rows.count;
}

static void test_a_payment_before_its_order_waits_as_a_stub(void **state)
{
    Ctx      *cx                           = test_house_ctx(*state);
    Shop      shop                         = shop_of(cx);
    ShopFacts facts                        = shop_facts(cx->arena);
    Rows      rows                         = { 0 };
    Str       next                         = { 0 };
    *VEC_ADD(&facts.payments, PaymentFact) = (PaymentFact){
        .payment_no = S("p1"), .order_no = S("o1"), .amount_fen = 10000, .paid_at_ms = noon + 5000
    };
    take(cx, &shop, &facts);
    GOOD(cx, shop_order_list(cx, &(OrderFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    assert_int_equal(events_of(cx, "order.paid"), 0);

    facts                              = shop_facts(cx->arena);
    *VEC_ADD(&facts.orders, OrderFact) = order_at("o1", ORDER_UNPAID, noon);
    take(cx, &shop, &facts);
    GOOD(cx, shop_order_list(cx, &(OrderFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 1);
    const Order *order = ROWS_AT(Order, rows, 0);
    assert_int_equal(order->state, ORDER_PAID);
    assert_int_equal(order->paid_fen, 10000);
    assert_int_equal(order->paid_at_ms, noon + 5000);
    assert_int_equal(order->quantity, 2);
    assert_int_not_equal(order->customer_id, 0);
    assert_string_equal(str_z(cx->arena, order->customer_name), "王女士");
    assert_int_equal(events_of(cx, "order.created"), 1);
    assert_int_equal(events_of(cx, "order.paid"), 1);
}

static void test_partial_refunds_add_up_and_the_buyer_has_the_totals(void **state)
{
    Ctx        *cx    = test_house_ctx(*state);
    Shop        shop  = shop_of(cx);
    ShopFacts   facts = shop_facts(cx->arena);
    Rows        rows  = { 0 };
    OrderFact   order = order_at("o1", ORDER_PAID, noon);
    PaymentFact paid  = { .payment_no = S("p1"), .amount_fen = 10000, .paid_at_ms = noon };
    order.payments    = rows_of(&paid, 1);
    for (int i = 0; i < 3; i++)
        *VEC_ADD(&facts.refunds, RefundFact) =
            (RefundFact){ .refund_no    = str_fmt(cx->arena, "r%d", i),
                          .order_no     = S("o1"),
                          .state        = i == 2 ? REFUND_OPEN : REFUND_DONE,
                          .amount_fen   = 1000 * (i + 1),
                          .opened_at_ms = noon,
                          .told_at_ms   = noon + i };
    *VEC_ADD(&facts.orders, OrderFact) = order;
    take(cx, &shop, &facts);
    take(cx, &shop, &facts);
    const Order after = only_order(cx, &shop, "o1");
    assert_int_equal(after.refunded_fen, 3000);
    assert_int_equal(after.refunding_fen, 3000);
    assert_int_equal(events_of(cx, "order.refunded"), 2);
    assert_int_equal(events_of(cx, "refund.opened"), 1);
    GOOD(cx, shop_order_totals(cx, (CustomerId){ after.customer_id }, &rows));
    const OrderTotals *totals = ROWS_AT(OrderTotals, rows, 0);
    assert_int_equal(totals->paid_fen, 10000);
    assert_int_equal(totals->net_fen, 7000);
    assert_int_equal(totals->refunds, 2);
    assert_int_equal(totals->refund_orders, 1);
}

static void test_one_payment_of_two_orders_and_an_order_that_is_split(void **state)
{
    Ctx      *cx                       = test_house_ctx(*state);
    Shop      shop                     = shop_of(cx);
    ShopFacts facts                    = shop_facts(cx->arena);
    Rows      rows                     = { 0 };
    *VEC_ADD(&facts.orders, OrderFact) = order_at("o1", ORDER_UNPAID, noon);
    *VEC_ADD(&facts.orders, OrderFact) = order_at("o2", ORDER_UNPAID, noon);
    for (int i = 1; i <= 2; i++)
        *VEC_ADD(&facts.payments, PaymentFact) =
            (PaymentFact){ .payment_no = S("together"),
                           .order_no   = str_fmt(cx->arena, "o%d", i),
                           .amount_fen = 10000,
                           .paid_at_ms = noon };
    OrderFact part   = order_at("o1-a", ORDER_PAID, noon);
    part.parent_no   = S("o1");
    part.payable_fen = 4000;
    PaymentFact paid = { .payment_no = S("p"), .amount_fen = 4000, .paid_at_ms = noon };
    part.payments    = rows_of(&paid, 1);
    *VEC_ADD(&facts.orders, OrderFact) = part;
    take(cx, &shop, &facts);
    const Order whole = only_order(cx, &shop, "o1");
    assert_true(whole.is_split);
    assert_int_equal(whole.state, ORDER_PAID);
    assert_int_equal(only_order(cx, &shop, "o2").paid_fen, 10000);
    GOOD(cx, shop_order_totals(cx, (CustomerId){ whole.customer_id }, &rows));
    assert_int_equal(ROWS_AT(OrderTotals, rows, 0)->orders, 2);
    assert_int_equal(ROWS_AT(OrderTotals, rows, 0)->paid_fen, 14000);
}

static void test_an_older_telling_changes_nothing_but_what_it_dates(void **state)
{
    Ctx      *cx           = test_house_ctx(*state);
    Shop      shop         = shop_of(cx);
    OrderFact newer        = order_at("o1", ORDER_SHIPPED, noon + 9000);
    OrderFact older        = order_at("o1", ORDER_PAID, noon + 3000);
    older.paid_at_ms       = noon + 2000;
    older.payable_fen      = 99;
    const OrderFact both[] = { newer, older, newer };
    for (size_t i = 0; i < COUNT(both); i++) {
        ShopFacts facts                    = shop_facts(cx->arena);
        *VEC_ADD(&facts.orders, OrderFact) = both[i];
        take(cx, &shop, &facts);
    }
    const Order after = only_order(cx, &shop, "o1");
    assert_int_equal(after.state, ORDER_SHIPPED);
    assert_int_equal(after.payable_fen, 10000);
    assert_int_equal(after.paid_at_ms, noon + 2000);
    assert_int_equal(events_of(cx, "order.changed"), 0);
}

static void test_a_changed_price_is_an_event(void **state)
{
    Ctx      *cx           = test_house_ctx(*state);
    Shop      shop         = shop_of(cx);
    OrderFact first        = order_at("o1", ORDER_UNPAID, noon),
              then         = order_at("o1", ORDER_UNPAID, noon + 1);
    then.payable_fen       = 9000;
    const OrderFact both[] = { first, then, first, then };
    for (size_t i = 0; i < COUNT(both); i++) {
        ShopFacts facts                    = shop_facts(cx->arena);
        *VEC_ADD(&facts.orders, OrderFact) = both[i];
        take(cx, &shop, &facts);
    }
    assert_int_equal(only_order(cx, &shop, "o1").payable_fen, 9000);
    assert_int_equal(events_of(cx, "order.changed"), 1);
}

static void test_what_cannot_be_is_refused(void **state)
{
    Ctx      *cx          = test_house_ctx(*state);
    Shop      shop        = shop_of(cx);
    OrderFact bad[4]      = { order_at("", ORDER_PAID, noon), order_at("o1", ORDER_PAID, 5),
                              order_at("o1", ORDER_PAID, noon), order_at("o1", 0, noon) };
    bad[2].payable_fen    = INT64_MAX;
    const char *reasons[] = { "shop.no_order_no", "shop.bad_time", "shop.bad_amount",
                              "shop.unknown_state" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        ShopFacts facts                    = shop_facts(cx->arena);
        *VEC_ADD(&facts.orders, OrderFact) = bad[i];
        TXN(txn);
        GOOD(cx, cx_begin(cx, &txn));
        assert_int_equal(shop_apply(cx, &shop, &facts, NULL), ERR_INVALID);
        assert_string_equal(cx->err.reason, reasons[i]);
        forgive(cx);
    }
}

static void test_products_and_stock_by_their_newest_news(void **state)
{
    Ctx        *cx        = test_house_ctx(*state);
    Shop        shop      = shop_of(cx);
    Rows        rows      = { 0 };
    Str         next      = { 0 };
    SkuFact     sku       = { .sku_no = S("s1"), .title = S("红"), .price_fen = 100, .stock = 7 };
    ProductFact newer     = { .product_no = S("x"),
                              .title      = S("新杯子"),
                              .state      = PRODUCT_ON_SALE,
                              .told_at_ms = noon + 2,
                              .skus       = rows_of(&sku, 1) };
    ProductFact older     = newer;
    older.title           = S("旧杯子");
    older.told_at_ms      = noon;
    const StockFact stock = {
        .product_no = S("x"), .sku_no = S("s1"), .stock = 3, .told_at_ms = noon + 5
    };
    for (int i = 0; i < 4; i++) {
        ShopFacts facts = shop_facts(cx->arena);
        if (i % 2 == 0) *VEC_ADD(&facts.stocks, StockFact) = stock;
        *VEC_ADD(&facts.products, ProductFact) = i == 1 ? newer : older;
        take(cx, &shop, &facts);
    }
    GOOD(cx, shop_product_list(cx, &(ProductFilter){ .q = S("杯") }, &rows, &next));
    assert_int_equal(rows.count, 1);
    assert_string_equal(str_z(cx->arena, ROWS_AT(Product, rows, 0)->title), "新杯子");
    assert_int_equal(ROWS_AT(Product, rows, 0)->stock, 3);
    GOOD(cx, shop_product_list(cx, &(ProductFilter){ .q = S("%") }, &rows, &next));
    assert_int_equal(rows.count, 0);
}

static void test_fen_and_times_of_platforms(void **state)
{
    (void)state;
    int64_t       fen    = 0;
    const char   *good[] = { "12.50", "0", "-3", "0.01", "7.5", "12.500", "100000.00" };
    const int64_t want[] = { 1250, 0, -300, 1, 750, 1250, 10000000 };
    const char *bad[] = { "", "1e2", "1.005", "abc", "--1", "+1", ".5", "99999999999999", "1,000" };
    for (size_t i = 0; i < COUNT(good); i++) {
        assert_true(shop_fact_fen(str_of(good[i]), &fen));
        assert_int_equal(fen, want[i]);
    }
    for (size_t i = 0; i < COUNT(bad); i++) assert_false(shop_fact_fen(str_of(bad[i]), &fen));
    assert_int_equal(shop_fact_local_ms(S("1970-01-01 08:00:01")), 1000);
    assert_int_equal(shop_fact_local_ms(S("2020-02-30 08:00:01")), 0);
    assert_int_equal(shop_fact_local_ms(S("")), 0);
}

/* ---- histories --------------------------------------------------------------------------- */

enum { ORDERS = 6, NEWS_MAX = 120, ROUNDS = 12 };

typedef struct News {
    int          kind; /* 0 order, 1 payment, 2 shipment, 3 refund */
    OrderFact    order;
    PaymentFact  payment;
    ShipmentFact shipment;
    RefundFact   refund;
} News;

/* What the orders should come to, by a reader who is told everything once and in order. */
typedef struct Model {
    Str        order_no;
    OrderState state;
    int64_t    payable, paid, refunded, refunding, paid_at, closed_at, finished_at, shipped_at;
    bool       is_split;
} Model;

typedef struct History {
    Ctx     *cx;
    uint64_t prng;
    News     news[NEWS_MAX];
    size_t   count;
    Model    models[2 * ORDERS];
    size_t   model_count;
    int64_t  now_ms;
} History;

static int64_t later(History *h)
{
    /* Whole seconds, and often the same one: platforms' clocks are like that. */
    h->now_ms += (int64_t)prng_below(&h->prng, 3) * 1000;
    return h->now_ms;
}

static News *add_news(History *h, int kind)
{
    assert_true(h->count < NEWS_MAX);
    News *news = &h->news[h->count++];
    *news      = (News){ .kind = kind };
    return news;
}

static void tell_order(History *h, Model *m, OrderState state, int64_t at_ms, Str parent)
{
    News *news              = add_news(h, 0);
    news->order             = order_at("x", state, at_ms);
    news->order.order_no    = m->order_no;
    news->order.payable_fen = m->payable;
    news->order.parent_no   = parent;
    news->order.paid_at_ms  = m->paid_at;
    if (state == ORDER_CLOSED) news->order.closed_at_ms = at_ms, m->closed_at = at_ms;
    if (state == ORDER_FINISHED) news->order.finished_at_ms = at_ms, m->finished_at = at_ms;
    if (state >= ORDER_SHIPPED && state <= ORDER_FINISHED)
        news->order.shipped_at_ms = m->shipped_at;
    m->state = state;
}

/* Paid in one or two parts; each is told by itself, and maybe with the order again. */
static void pay(History *h, Model *m)
{
    const int64_t first = prng_below(&h->prng, 2) ? m->payable : m->payable / 3;
    int64_t       left  = m->payable;
    for (int i = 0; left > 0; i++) {
        const int64_t part = i == 0 ? first : left;
        News         *news = add_news(h, 1);
        news->payment      = (PaymentFact){ .payment_no = str_fmt(h->cx->arena, "pay%d", i),
                                            .order_no   = m->order_no,
                                            .amount_fen = part,
                                            .paid_at_ms = later(h) };
        left -= part;
        m->paid += part;
        m->paid_at = news->payment.paid_at_ms;
    }
    m->state = ORDER_PAID;
    if (prng_below(&h->prng, 2)) tell_order(h, m, ORDER_PAID, later(h), S(""));
}

static void ship(History *h, Model *m)
{
    const int parts = 1 + (int)prng_below(&h->prng, 2);
    for (int i = 0; i < parts; i++) {
        News *news     = add_news(h, 2);
        news->shipment = (ShipmentFact){ .shipment_no   = str_fmt(h->cx->arena, "sf%d", i),
                                         .order_no      = m->order_no,
                                         .is_last       = i + 1 == parts,
                                         .shipped_at_ms = later(h) };
        m->shipped_at  = news->shipment.shipped_at_ms;
    }
    m->state = ORDER_SHIPPED;
    if (prng_below(&h->prng, 2)) tell_order(h, m, ORDER_SHIPPED, later(h), S(""));
}

static void give_back(History *h, Model *m, int number, int64_t fen)
{
    static const RefundState ways[3][3] = { { REFUND_OPEN, REFUND_AGREED, REFUND_DONE },
                                            { REFUND_OPEN, REFUND_CLOSED, 0 },
                                            { REFUND_OPEN, 0, 0 } };
    const RefundState       *way        = ways[prng_below(&h->prng, 3)];
    RefundState              last       = REFUND_OPEN;
    const int64_t            opened     = later(h);
    for (int i = 0; i < 3 && way[i]; i++) {
        News *news   = add_news(h, 3);
        news->refund = (RefundFact){ .refund_no    = str_fmt(h->cx->arena, "r%d", number),
                                     .order_no     = m->order_no,
                                     .state        = way[i],
                                     .amount_fen   = fen,
                                     .opened_at_ms = opened,
                                     .told_at_ms   = i ? later(h) : opened };
        last         = way[i];
    }
    if (last == REFUND_DONE) m->refunded += fen;
    if (last < REFUND_DONE) m->refunding += fen;
}

static void live_one(History *h, Str order_no, Str parent)
{
    Model *m = &h->models[h->model_count++];
    *m = (Model){ .order_no = order_no, .payable = 9000 + (int64_t)prng_below(&h->prng, 1000) };
    tell_order(h, m, ORDER_UNPAID, later(h), parent);
    if (prng_below(&h->prng, 3) == 0) { /* the price goes down before it is paid */
        m->payable -= 500;
        h->now_ms += 1000;
        tell_order(h, m, ORDER_UNPAID, later(h), parent);
    }
    const uint64_t fate = prng_below(&h->prng, 5);
    if (fate == 0) {
        tell_order(h, m, ORDER_CLOSED, later(h), parent);
        return;
    }
    pay(h, m);
    if (fate == 1) {
        give_back(h, m, 0, m->payable);
        return;
    }
    ship(h, m);
    if (fate >= 3) tell_order(h, m, ORDER_FINISHED, later(h), parent);
    for (int i = 0; i < (int)prng_below(&h->prng, 3); i++)
        give_back(h, m, i, 1000 + (int64_t)prng_below(&h->prng, 500));
}

static void live(History *h)
{
    for (int i = 0; i < ORDERS; i++) {
        const Str number = str_fmt(h->cx->arena, "A%d", i);
        live_one(h, number, S(""));
        if (prng_below(&h->prng, 4)) continue;
        h->models[h->model_count - 1].is_split = true;
        live_one(h, str_fmt(h->cx->arena, "A%d-1", i), number);
    }
}

static void tell(Ctx *cx, const Shop *shop, const News *news)
{
    ShopFacts facts = shop_facts(cx->arena);
    if (news->kind == 0) *VEC_ADD(&facts.orders, OrderFact) = news->order;
    if (news->kind == 1) *VEC_ADD(&facts.payments, PaymentFact) = news->payment;
    if (news->kind == 2) *VEC_ADD(&facts.shipments, ShipmentFact) = news->shipment;
    if (news->kind == 3) *VEC_ADD(&facts.refunds, RefundFact) = news->refund;
    take(cx, shop, &facts);
}

/* Every telling once, some of them again, in any order. */
static void tell_shuffled(History *h, const Shop *shop, uint64_t *prng)
{
    size_t order[2 * NEWS_MAX], count = 0;
    for (size_t i = 0; i < h->count; i++) {
        order[count++] = i;
        if (prng_below(prng, 3) == 0) order[count++] = i;
    }
    for (size_t i = count; i > 1; i--) {
        const size_t j = prng_below(prng, i), kept = order[i - 1];
        order[i - 1] = order[j];
        order[j]     = kept;
    }
    for (size_t i = 0; i < count; i++) tell(h->cx, shop, &h->news[order[i]]);
}

/* How many events of each type the order has in the log; what it was to be paid before is told
 * only to who heard of it in time. */
static Str events_text(Ctx *cx, const Order *order)
{
    static const char *const types[] = { "order.created",  "order.paid",    "order.shipped",
                                         "order.finished", "order.closed",  "order.refunded",
                                         "refund.opened",  "refund.agreed", "refund.closed" };
    StrBuf                   text    = strbuf(cx->arena, 1024);
    const Str                object  = str_fmt(cx->arena, "order:%lld", (long long)order->id);
    for (size_t i = 0; i < COUNT(types); i++) {
        Rows rows = { 0 };
        Str  next = { 0 };
        GOOD(cx, event_list(cx, str_of(types[i]), object, (Str){ 0 }, 100, &rows, &next));
        strbuf_fmt(&text, "  %s %zu\n", types[i], rows.count);
    }
    return strbuf_str(&text);
}

/* All that is recorded, in one text. */
static Str record_of(History *h, const Shop *shop)
{
    Ctx   *cx   = h->cx;
    StrBuf text = strbuf(cx->arena, 1 << 20);
    for (size_t i = 0; i < h->model_count; i++) {
        Order o    = only_order(cx, shop, str_z(cx->arena, h->models[i].order_no));
        Rows  rows = { 0 };
        strbuf_fmt(
            &text, "%.*s %d %d %lld/%lld -%lld(%lld) c%lld p%lld s%lld f%lld x%lld e%d %016llx\n",
            FMT(o.order_no), o.state, o.is_split, (long long)o.paid_fen, (long long)o.payable_fen,
            (long long)o.refunded_fen, (long long)o.refunding_fen, (long long)o.created_at_ms,
            (long long)o.paid_at_ms, (long long)o.shipped_at_ms, (long long)o.finished_at_ms,
            (long long)o.closed_at_ms, o.emitted, (unsigned long long)o.told_hash);
        GOOD(cx, shop_order_sql_payments_of(cx, o.id, &rows));
        for (size_t j = 0; j < rows.count; j++)
            strbuf_fmt(&text, "  %.*s %lld\n", FMT(ROWS_AT(Payment, rows, j)->payment_no),
                       (long long)ROWS_AT(Payment, rows, j)->amount_fen);
        GOOD(cx, shop_order_sql_shipments_of(cx, o.id, &rows));
        strbuf_fmt(&text, "  %zu shipments\n", rows.count);
        GOOD(cx, shop_order_sql_refunds_of(cx, o.id, &rows));
        for (size_t j = 0; j < rows.count; j++) {
            const Refund *r = ROWS_AT(Refund, rows, j);
            strbuf_fmt(&text, "  %.*s %d %lld %d %d %lld\n", FMT(r->refund_no), r->state,
                       (long long)r->amount_fen, r->heard, r->emitted, (long long)r->opened_at_ms);
        }
        GOOD(cx, shop_order_sql_lines_of(cx, o.id, &rows));
        strbuf_fmt(&text, "  %zu lines\n", rows.count);
        strbuf_add(&text, events_text(cx, &o));
    }
    assert_false(text.failed);
    return strbuf_str(&text);
}

static void check_model(History *h, const Shop *shop)
{
    for (size_t i = 0; i < h->model_count; i++) {
        const Model *m = &h->models[i];
        const Order  o = only_order(h->cx, shop, str_z(h->cx->arena, m->order_no));
        assert_int_equal(o.state, m->state);
        assert_int_equal(o.payable_fen, m->payable);
        assert_int_equal(o.paid_fen, m->paid);
        assert_int_equal(o.refunded_fen, m->refunded);
        assert_int_equal(o.refunding_fen, m->refunding);
        assert_int_equal(o.paid_at_ms, m->paid_at);
        assert_int_equal(o.shipped_at_ms, m->shipped_at);
        assert_int_equal(o.finished_at_ms, m->finished_at);
        assert_int_equal(o.closed_at_ms, m->closed_at);
        assert_int_equal(o.is_split, m->is_split);
    }
}

static Str round_of(TestHouse *house, uint64_t seed, uint64_t shuffle)
{
    static char kept[1 << 16];
    Ctx        *cx   = test_house_ctx(house);
    Shop        shop = shop_of(cx);
    History    *h    = arena_make(cx->arena, History, 1);
    *h               = (History){ .cx = cx, .prng = seed, .now_ms = noon };
    live(h);
    tell_shuffled(h, &shop, &shuffle);
    check_model(h, &shop);
    const Str text = record_of(h, &shop);
    assert_true(text.len < sizeof(kept));
    for (size_t i = 0; i < text.len; i++) kept[i] = text.ptr[i];
    return (Str){ kept, text.len };
}

static void test_any_order_and_any_repeats_end_in_the_same_state(void **state)
{
    Arena *arena = arena_new(1 << 24);
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        const Str first = str_copy(arena, round_of(*state, seed, seed * 1000));
        const Str again = round_of(*state, seed, seed * 1000 + 1);
        if (!str_equal(first, again))
            fail_msg("seed %d:\n%.*s\nagainst\n%.*s", (int)seed, FMT(first), FMT(again));
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_payment_before_its_order_waits_as_a_stub),
        ON_HOUSE(test_partial_refunds_add_up_and_the_buyer_has_the_totals),
        ON_HOUSE(test_one_payment_of_two_orders_and_an_order_that_is_split),
        ON_HOUSE(test_an_older_telling_changes_nothing_but_what_it_dates),
        ON_HOUSE(test_a_changed_price_is_an_event),
        ON_HOUSE(test_what_cannot_be_is_refused),
        ON_HOUSE(test_products_and_stock_by_their_newest_news),
        cmocka_unit_test(test_fen_and_times_of_platforms),
        ON_HOUSE(test_any_order_and_any_repeats_end_in_the_same_state),
    };
    return FOR_EACH_ENGINE(tests);
}
