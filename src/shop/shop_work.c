/* shop_work.c -- the rules of one order: the newest news of each thing counts, states and sums
 * follow from all of it.  Statements are in shop_order_sql.c, events in shop_work_event.c. */
#include "shop/shop_work.h"

#include "shop/shop_apply.h"
#include "shop/shop_order_sql.h"

#include <stdlib.h>

enum { TITLE_CHARS_MAX = 100, NAME_CHARS_MAX = 60 };

/* ---- rules ------------------------------------------------------------------------------- */

bool shop_apply_is_newer(int64_t at, int rank, int64_t hash, int64_t known_at, int known_rank,
                         int64_t known_hash)
{
    if (at != known_at) return at > known_at;
    /* Clocks of platforms tick in seconds: what went further came later. */
    if (rank != known_rank) return rank > known_rank;
    return hash > known_hash;
}

OrderState shop_apply_state(const Order *order, bool ships_some, bool ships_all)
{
    OrderState state = order->told_state ? order->told_state : ORDER_UNPAID;
    if (state == ORDER_FINISHED || state == ORDER_CLOSED) return state;
    if (state < ORDER_PAID && order->paid_fen > 0 && order->paid_fen >= order->payable_fen)
        state = ORDER_PAID;
    if (state < ORDER_PART_SHIPPED && ships_some) state = ORDER_PART_SHIPPED;
    if (state < ORDER_SHIPPED && ships_all) state = ORDER_SHIPPED;
    return state;
}

static int64_t hash_of(Ctx *cx, const Shape *shape, const void *fact)
{
    return (int64_t)str_hash(shape_json(cx->arena, shape, fact));
}

static Str or_empty(Str text) { return text.ptr ? text : S(""); }

static Str short_text(Str text, size_t chars) { return or_empty(str_prefix_chars(text, chars)); }

/* The earlier of two instants; 0 is none. */
static int64_t earlier(int64_t a, int64_t b)
{
    if (a == 0 || b == 0) return a ? a : b;
    return a < b ? a : b;
}

/* ---- opening ----------------------------------------------------------------------------- */

static Order stub_of(const Work *work, Str order_no)
{
    return (Order){ .id         = cx_new_id(work->cx),
                    .tenant_id  = work->cx->tenant_id,
                    .shop_id    = work->shop->id,
                    .order_no   = order_no,
                    .parent_no  = S(""),
                    .state      = ORDER_UNPAID,
                    .currency   = S("CNY"),
                    .title      = S(""),
                    .buyer_name = S(""),
                    .region     = S("") };
}

static Vec vec_from(Arena *arena, Rows rows, size_t size)
{
    Vec vec = vec_of_size(arena, size);
    for (size_t i = 0; i < rows.count; i++) {
        char       *to   = vec_add(&vec);
        const char *from = (const char *)rows.at + i * size;
        for (size_t j = 0; j < size; j++) to[j] = from[j];
    }
    return vec;
}

Code shop_work_open(Work *work, Str order_no)
{
    Ctx *cx       = work->cx;
    Rows payments = { 0 }, shipments = { 0 }, refunds = { 0 };
    bool found = false;
    TRY(shop_order_sql_take(cx, work->shop->id, order_no, &work->order, &found));
    work->is_new = !found;
    if (found) {
        TRY(shop_order_sql_payments_of(cx, work->order.id, &payments));
        TRY(shop_order_sql_shipments_of(cx, work->order.id, &shipments));
        TRY(shop_order_sql_refunds_of(cx, work->order.id, &refunds));
    } else {
        work->order = stub_of(work, order_no);
    }
    work->payments  = vec_from(cx->arena, payments, sizeof(Payment));
    work->shipments = vec_from(cx->arena, shipments, sizeof(Shipment));
    work->refunds   = vec_from(cx->arena, refunds, sizeof(Refund));
    work->lines     = vec_of(cx->arena, OrderLine);
    return OK;
}

/* ---- payments, shipments, refunds -------------------------------------------------------- */

Code shop_work_take_payment(Work *work, const PaymentFact *fact)
{
    Ctx          *cx    = work->cx;
    Payment      *known = NULL;
    const int64_t at    = fact->told_at_ms ? fact->told_at_ms : fact->paid_at_ms;
    const int64_t hash  = hash_of(cx, &payment_fact_shape, fact);
    for (size_t i = 0; i < work->payments.count && !known; i++)
        if (str_equal(VEC_AT(work->payments, Payment, i)->payment_no, fact->payment_no))
            known = VEC_AT(work->payments, Payment, i);
    if (known && !shop_apply_is_newer(at, 0, hash, known->told_at_ms, 0, known->told_hash))
        return OK;
    if (known)
        TRY(shop_order_sql_drop_payment(cx, known->id));
    else
        known = VEC_ADD(&work->payments, Payment);
    *known = (Payment){ .id         = cx_new_id(cx),
                        .tenant_id  = cx->tenant_id,
                        .order_id   = work->order.id,
                        .payment_no = fact->payment_no,
                        .method     = short_text(fact->method, NAME_CHARS_MAX),
                        .amount_fen = fact->amount_fen,
                        .paid_at_ms = fact->paid_at_ms,
                        .told_at_ms = at,
                        .told_hash  = hash,
                        .is_new     = true };
    return OK;
}

Code shop_work_take_shipment(Work *work, const ShipmentFact *fact)
{
    Ctx          *cx    = work->cx;
    Shipment     *known = NULL;
    const int64_t own   = fact->signed_at_ms ? fact->signed_at_ms : fact->shipped_at_ms;
    const int64_t at    = fact->told_at_ms ? fact->told_at_ms : own;
    const int64_t hash  = hash_of(cx, &shipment_fact_shape, fact);
    for (size_t i = 0; i < work->shipments.count && !known; i++)
        if (str_equal(VEC_AT(work->shipments, Shipment, i)->shipment_no, fact->shipment_no))
            known = VEC_AT(work->shipments, Shipment, i);
    if (known && !shop_apply_is_newer(at, 0, hash, known->told_at_ms, 0, known->told_hash))
        return OK;
    if (known)
        TRY(shop_order_sql_drop_shipment(cx, known->id));
    else
        known = VEC_ADD(&work->shipments, Shipment);
    *known = (Shipment){ .id            = cx_new_id(cx),
                         .tenant_id     = cx->tenant_id,
                         .order_id      = work->order.id,
                         .shipment_no   = fact->shipment_no,
                         .carrier       = short_text(fact->carrier, NAME_CHARS_MAX),
                         .is_last       = fact->is_last,
                         .shipped_at_ms = fact->shipped_at_ms,
                         .signed_at_ms  = fact->signed_at_ms,
                         .told_at_ms    = at,
                         .told_hash     = hash,
                         .is_new        = true };
    return OK;
}

static int64_t refund_told_ms(const RefundFact *fact)
{
    if (fact->told_at_ms) return fact->told_at_ms;
    return fact->ended_at_ms ? fact->ended_at_ms : fact->opened_at_ms;
}

Code shop_work_take_refund(Work *work, const RefundFact *fact)
{
    Ctx          *cx    = work->cx;
    Refund       *known = NULL;
    const int64_t at    = refund_told_ms(fact);
    const int64_t hash  = hash_of(cx, &refund_fact_shape, fact);
    for (size_t i = 0; i < work->refunds.count && !known; i++)
        if (str_equal(VEC_AT(work->refunds, Refund, i)->refund_no, fact->refund_no))
            known = VEC_AT(work->refunds, Refund, i);
    /* What is stale still tells that the refund was in that state, and since when it is open. */
    const int32_t heard     = (known ? known->heard : 0) | 1 << fact->state;
    const int64_t opened    = fact->opened_at_ms ? fact->opened_at_ms : at;
    const int64_t opened_ms = known ? earlier(known->opened_at_ms, opened) : opened;
    const bool    is_newer =
        !known || shop_apply_is_newer(at, (int)fact->state, hash, known->told_at_ms,
                                      (int)known->state, known->told_hash);
    if (!is_newer && heard == known->heard && opened_ms == known->opened_at_ms) return OK;
    const Refund was = known ? *known : (Refund){ 0 };
    if (known)
        TRY(shop_order_sql_drop_refund(cx, known->id));
    else
        known = VEC_ADD(&work->refunds, Refund);
    *known = (Refund){ .tenant_id   = cx->tenant_id,
                       .order_id    = work->order.id,
                       .refund_no   = fact->refund_no,
                       .line_no     = or_empty(fact->line_no),
                       .state       = fact->state,
                       .reason      = short_text(fact->reason, TITLE_CHARS_MAX),
                       .with_goods  = fact->with_goods,
                       .amount_fen  = fact->amount_fen,
                       .ended_at_ms = fact->ended_at_ms,
                       .told_at_ms  = at,
                       .told_hash   = hash };
    if (!is_newer) *known = was;
    if (is_newer && fact->state >= REFUND_DONE && !known->ended_at_ms) known->ended_at_ms = at;
    known->id           = cx_new_id(cx);
    known->opened_at_ms = opened_ms;
    known->heard        = heard;
    known->emitted      = was.emitted;
    known->is_new       = true;
    return OK;
}

/* ---- the order --------------------------------------------------------------------------- */

static Code replace_lines(Work *work, const OrderFact *fact)
{
    Ctx *cx = work->cx;
    if (!work->is_new) TRY(shop_order_sql_drop_lines(cx, work->order.id));
    work->lines = vec_of(cx->arena, OrderLine);
    for (size_t i = 0; i < fact->lines.count; i++) {
        const LineFact *line              = ROWS_AT(LineFact, fact->lines, i);
        *VEC_ADD(&work->lines, OrderLine) = (OrderLine){
            .id         = cx_new_id(cx),
            .tenant_id  = cx->tenant_id,
            .order_id   = work->order.id,
            .line_no    = line->line_no.len ? line->line_no : str_fmt(cx->arena, "%zu", i + 1),
            .product_no = or_empty(line->product_no),
            .sku_no     = or_empty(line->sku_no),
            .title      = short_text(line->title, TITLE_CHARS_MAX),
            .sku_title  = short_text(line->sku_title, TITLE_CHARS_MAX),
            .quantity   = line->quantity,
            .price_fen  = line->price_fen,
            .amount_fen = line->amount_fen,
        };
    }
    return OK;
}

static void copy_order(Order *order, const OrderFact *fact)
{
    const LineFact *first = fact->lines.count ? ROWS_AT(LineFact, fact->lines, 0) : NULL;
    order->parent_no      = or_empty(fact->parent_no);
    order->told_state     = fact->state;
    order->told_at_ms     = fact->told_at_ms;
    order->currency       = fact->currency.len ? fact->currency : S("CNY");
    order->total_fen      = fact->total_fen;
    order->post_fen       = fact->post_fen;
    order->discount_fen   = fact->discount_fen;
    order->payable_fen    = fact->payable_fen;
    order->region         = short_text(fact->region, NAME_CHARS_MAX);
    order->title          = first ? short_text(first->title, TITLE_CHARS_MAX) : S("");
    order->quantity       = 0;
    for (size_t i = 0; i < fact->lines.count; i++)
        order->quantity += ROWS_AT(LineFact, fact->lines, i)->quantity;
    if (fact->buyer.name.len) order->buyer_name = short_text(fact->buyer.name, NAME_CHARS_MAX);
}

/* Also what is stale tells when something happened, and the earliest telling is right. */
static void take_instants(Order *order, const OrderFact *fact)
{
    const bool    is_paid = fact->state >= ORDER_PAID && fact->state <= ORDER_FINISHED;
    const int64_t now     = fact->told_at_ms;
    order->created_at_ms =
        earlier(order->created_at_ms, fact->created_at_ms ? fact->created_at_ms : now);
    order->paid_at_ms        = earlier(order->paid_at_ms, fact->paid_at_ms ? fact->paid_at_ms
                                                          : is_paid        ? now
                                                                           : 0);
    const bool    is_shipped = fact->state == ORDER_SHIPPED || fact->state == ORDER_FINISHED;
    const int64_t shipped    = fact->state == ORDER_PART_SHIPPED ? 0 : fact->shipped_at_ms;
    order->shipped_at_ms = earlier(order->shipped_at_ms, shipped ? shipped : is_shipped ? now : 0);
    if (fact->state == ORDER_FINISHED)
        order->finished_at_ms =
            earlier(order->finished_at_ms, fact->finished_at_ms ? fact->finished_at_ms : now);
    if (fact->state == ORDER_CLOSED)
        order->closed_at_ms =
            earlier(order->closed_at_ms, fact->closed_at_ms ? fact->closed_at_ms : now);
}

static Code take_children(Work *work, const OrderFact *fact)
{
    for (size_t i = 0; i < fact->payments.count; i++) {
        PaymentFact payment = *ROWS_AT(PaymentFact, fact->payments, i);
        if (!payment.told_at_ms) payment.told_at_ms = fact->told_at_ms;
        TRY(shop_work_take_payment(work, &payment));
    }
    for (size_t i = 0; i < fact->shipments.count; i++) {
        ShipmentFact shipment = *ROWS_AT(ShipmentFact, fact->shipments, i);
        if (!shipment.told_at_ms) shipment.told_at_ms = fact->told_at_ms;
        TRY(shop_work_take_shipment(work, &shipment));
    }
    for (size_t i = 0; i < fact->refunds.count; i++) {
        RefundFact refund = *ROWS_AT(RefundFact, fact->refunds, i);
        if (!refund.told_at_ms) refund.told_at_ms = fact->told_at_ms;
        TRY(shop_work_take_refund(work, &refund));
    }
    return OK;
}

Code shop_work_take_order(Work *work, const OrderFact *fact, int64_t customer_id)
{
    Order        *order = &work->order;
    const int64_t hash  = hash_of(work->cx, &order_fact_shape, fact);
    if (!order->customer_id) order->customer_id = customer_id;
    TRY(take_children(work, fact));
    take_instants(order, fact);
    const bool is_newer =
        shop_apply_is_newer(fact->told_at_ms, (int)fact->state, hash, order->told_at_ms,
                            (int)order->told_state, order->told_hash);
    if (order->is_seen && !is_newer) return OK;
    const bool    was_seen = order->is_seen;
    const int64_t was_fen  = order->payable_fen;
    copy_order(order, fact);
    order->is_seen   = true;
    order->told_hash = hash;
    TRY(replace_lines(work, fact));
    if (was_seen && was_fen != order->payable_fen)
        return shop_work_event_changed(work, was_fen, fact->told_at_ms);
    return OK;
}

/* ---- closing ----------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b)
{
    const Payment *left = a, *right = b;
    if (left->paid_at_ms != right->paid_at_ms) return left->paid_at_ms < right->paid_at_ms ? -1 : 1;
    return str_compare(left->payment_no, right->payment_no);
}

/* Sums payments; `full_ms` is the instant at which they first made up what is to be paid. */
static void sum_payments(Work *work, int64_t *full_ms)
{
    Order *order    = &work->order;
    order->paid_fen = 0;
    *full_ms        = 0;
    if (work->payments.count == 0) return;
    qsort(work->payments.at, work->payments.count, sizeof(Payment), by_time);
    for (size_t i = 0; i < work->payments.count; i++) {
        const Payment *payment = VEC_AT(work->payments, Payment, i);
        order->paid_fen += payment->amount_fen;
        if (!*full_ms && order->paid_fen > 0 && order->paid_fen >= order->payable_fen)
            *full_ms = payment->paid_at_ms;
    }
}

static void sum_refunds(Work *work)
{
    Order *order         = &work->order;
    order->refunded_fen  = 0;
    order->refunding_fen = 0;
    for (size_t i = 0; i < work->refunds.count; i++) {
        const Refund *refund = VEC_AT(work->refunds, Refund, i);
        if (refund->state == REFUND_DONE) order->refunded_fen += refund->amount_fen;
        if (refund->state < REFUND_DONE) order->refunding_fen += refund->amount_fen;
    }
}

static void settle(Work *work)
{
    Order  *order      = &work->order;
    bool    ships_some = false, ships_all = false;
    int64_t full_ms = 0;
    sum_payments(work, &full_ms);
    sum_refunds(work);
    if (order->is_seen) order->paid_at_ms = earlier(order->paid_at_ms, full_ms);
    for (size_t i = 0; i < work->shipments.count; i++) {
        const Shipment *shipment = VEC_AT(work->shipments, Shipment, i);
        ships_some               = true;
        if (!shipment->is_last) continue;
        ships_all            = true;
        order->shipped_at_ms = earlier(order->shipped_at_ms, shipment->shipped_at_ms);
    }
    order->state = shop_apply_state(order, ships_some, ships_all);
}

#define ADD_NEW(Type, from, to)               \
    for (size_t i = 0; i < (from).count; i++) \
        if (VEC_AT((from), Type, i)->is_new) *VEC_ADD(&(to), Type) = *VEC_AT((from), Type, i)

Code shop_work_close(Work *work)
{
    WorkRows *rows = work->rows;
    settle(work);
    if (work->order.is_seen) TRY(shop_work_event(work));
    ADD_NEW(Payment, work->payments, rows->payments);
    ADD_NEW(Shipment, work->shipments, rows->shipments);
    ADD_NEW(Refund, work->refunds, rows->refunds);
    for (size_t i = 0; i < work->lines.count; i++)
        *VEC_ADD(&rows->lines, OrderLine) = *VEC_AT(work->lines, OrderLine, i);
    if (!work->is_new) return shop_order_sql_update(work->cx, &work->order);
    *VEC_ADD(&rows->orders, Order) = work->order;
    return OK;
}
