/* shop_order_sql.c -- every statement of orders and products. */
#include "shop/shop_order_sql.h"

#include "kernel/scope_sql.h"

// clang-format off
const Table shop_order_sql_orders    = { "shop_order",      &order_shape };
const Table shop_order_sql_lines     = { "shop_order_line", &order_line_shape };
const Table shop_order_sql_payments  = { "shop_payment",    &payment_shape };
const Table shop_order_sql_shipments = { "shop_shipment",   &shipment_shape };
const Table shop_order_sql_refunds   = { "shop_refund",     &refund_shape };
const Table shop_order_sql_product_table  = { "shop_product",    &product_shape };
const Table shop_order_sql_sku_table      = { "shop_sku",        &sku_shape };

/* ---- taking news in ---- */

static const Query take_order = {
    .name     = "shop_order.take",
    .unscoped = "what a platform tells is written, whoever may see it",
    .sql      = "SELECT {cols} FROM shop_order WHERE tenant_id = $1 AND shop_id = $2"
                " AND order_no = $3 {for_update}",
    .out      = &order_shape,
};
static const Query update_order = {
    .name     = "shop_order.update",
    .unscoped = "what a platform tells is written, whoever may see it",
    .sql      = "UPDATE shop_order SET customer_id = $3, parent_no = $4, is_seen = $5, is_split = $6,"
                " state = $7, told_state = $8, told_at_ms = $9, told_hash = $10, currency = $11,"
                " total_fen = $12, post_fen = $13, discount_fen = $14, payable_fen = $15, paid_fen = $16,"
                " refunded_fen = $17, refunding_fen = $18, title = $19, quantity = $20, buyer_name = $21,"
                " region = $22, created_at_ms = $23, paid_at_ms = $24, shipped_at_ms = $25,"
                " finished_at_ms = $26, closed_at_ms = $27, emitted = $28"
                " WHERE tenant_id = $1 AND id = $2",
};
static const Query lines_of = {
    .name = "shop_order_line.of",
    .sql  = "SELECT {cols} FROM shop_order_line WHERE tenant_id = $1 AND order_id = $2 ORDER BY id LIMIT 5000",
    .out  = &order_line_shape,
};
static const Query payments_of = {
    .name = "shop_payment.of",
    .sql  = "SELECT {cols} FROM shop_payment WHERE tenant_id = $1 AND order_id = $2"
            " ORDER BY paid_at_ms, payment_no LIMIT 1000",
    .out  = &payment_shape,
};
static const Query shipments_of = {
    .name = "shop_shipment.of",
    .sql  = "SELECT {cols} FROM shop_shipment WHERE tenant_id = $1 AND order_id = $2"
            " ORDER BY shipped_at_ms, shipment_no LIMIT 1000",
    .out  = &shipment_shape,
};
static const Query refunds_of = {
    .name = "shop_refund.of",
    .sql  = "SELECT {cols} FROM shop_refund WHERE tenant_id = $1 AND order_id = $2"
            " ORDER BY opened_at_ms, refund_no LIMIT 1000",
    .out  = &refund_shape,
};
static const Query drop_lines = {
    .name = "shop_order_line.drop",
    .sql  = "DELETE FROM shop_order_line WHERE tenant_id = $1 AND order_id = $2",
};
static const Query drop_payment = {
    .name = "shop_payment.drop",
    .sql  = "DELETE FROM shop_payment WHERE tenant_id = $1 AND id = $2",
};
static const Query drop_shipment = {
    .name = "shop_shipment.drop",
    .sql  = "DELETE FROM shop_shipment WHERE tenant_id = $1 AND id = $2",
};
static const Query drop_refund = {
    .name = "shop_refund.drop",
    .sql  = "DELETE FROM shop_refund WHERE tenant_id = $1 AND id = $2",
};

/* ---- what people see: $2 the scope, $3 and $4 the last row, $5 the limit ---- */

#define SEEN                                                                                \
    "SELECT {o.cols}, coalesce(c.name, '') AS customer_name FROM shop_order o"              \
    " LEFT JOIN customer c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id"           \
    " WHERE o.tenant_id = $1 AND o.is_seen" SEES_CUSTOMER("$2", "o.customer_id")
#define FILTERED                                                                            \
    " AND (o.created_at_ms, o.id) < ($3, $4) AND (CAST($6 AS BIGINT) = 0 OR o.shop_id = $6)" \
    " AND (NOT CAST($7 AS BOOLEAN) OR o.refunded_fen + o.refunding_fen > 0)"                \
    " AND o.created_at_ms >= $8 AND o.created_at_ms < $9"
#define PAGED " ORDER BY o.created_at_ms DESC, o.id DESC LIMIT $5"

static const Query list = {
    .name = "shop_order.list",
    .sql  = SEEN FILTERED PAGED,
    .out  = &order_shape,
};
static const Query list_in_state = {
    .name = "shop_order.list_in_state",
    .sql  = SEEN FILTERED " AND o.state = $10" PAGED,
    .out  = &order_shape,
};
static const Query list_of_customer = {
    .name = "shop_order.list_of_customer",
    .sql  = SEEN FILTERED " AND o.customer_id = $10 AND (CAST($11 AS TEXT) = '' OR o.state = $11)" PAGED,
    .out  = &order_shape,
};
static const Query list_by_number = {
    .name = "shop_order.list_by_number",
    .sql  = SEEN FILTERED " AND (CAST($11 AS TEXT) = '' OR o.state = $11)"
            " AND o.id IN (SELECT n.id FROM shop_order n WHERE n.tenant_id = $1 AND n.order_no = $10"
            " UNION SELECT p.id FROM shop_order p WHERE p.tenant_id = $1 AND p.parent_no = $10"
            " AND p.parent_no <> '')" PAGED,
    .out  = &order_shape,
};
static const Query get_order = {
    .name = "shop_order.get",
    .sql  = SEEN " AND o.id = $3",
    .out  = &order_shape,
};
static const Query totals = {
    .name = "shop_order.totals",
    .sql  = "SELECT o.currency, count(*) AS orders,"
            " sum(CASE WHEN o.paid_at_ms > 0 THEN 1 ELSE 0 END) AS paid_orders,"
            " sum((SELECT count(*) FROM shop_refund r WHERE r.tenant_id = $1 AND r.order_id = o.id"
            " AND r.state = 'done')) AS refunds,"
            " sum(CASE WHEN o.refunded_fen > 0 THEN 1 ELSE 0 END) AS refund_orders,"
            " sum(o.paid_fen) AS paid_fen, sum(o.refunded_fen) AS refunded_fen,"
            " sum(o.paid_fen - o.refunded_fen) AS net_fen,"
            " coalesce(min(CASE WHEN o.paid_at_ms > 0 THEN o.paid_at_ms END), 0) AS first_paid_at_ms,"
            " max(o.paid_at_ms) AS last_paid_at_ms"
            " FROM shop_order o WHERE o.tenant_id = $1 AND o.is_seen AND NOT o.is_split"
            " AND o.customer_id = $3" SEES_CUSTOMER("$2", "o.customer_id")
            " GROUP BY o.currency ORDER BY count(*) DESC, o.currency LIMIT 20",
    .pg   = "SELECT o.currency, count(*) AS orders,"
            " sum(CASE WHEN o.paid_at_ms > 0 THEN 1 ELSE 0 END) AS paid_orders,"
            " CAST(sum((SELECT count(*) FROM shop_refund r WHERE r.tenant_id = $1 AND r.order_id = o.id"
            " AND r.state = 'done')) AS BIGINT) AS refunds,"
            " sum(CASE WHEN o.refunded_fen > 0 THEN 1 ELSE 0 END) AS refund_orders,"
            " CAST(sum(o.paid_fen) AS BIGINT) AS paid_fen, CAST(sum(o.refunded_fen) AS BIGINT) AS refunded_fen,"
            " CAST(sum(o.paid_fen - o.refunded_fen) AS BIGINT) AS net_fen,"
            " coalesce(min(CASE WHEN o.paid_at_ms > 0 THEN o.paid_at_ms END), 0) AS first_paid_at_ms,"
            " max(o.paid_at_ms) AS last_paid_at_ms"
            " FROM shop_order o WHERE o.tenant_id = $1 AND o.is_seen AND NOT o.is_split"
            " AND o.customer_id = $3" SEES_CUSTOMER("$2", "o.customer_id")
            " GROUP BY o.currency ORDER BY count(*) DESC, o.currency LIMIT 20",
    .out  = &order_totals_shape,
};

/* ---- products ---- */

static const Query take_product = {
    .name = "shop_product.take",
    .sql  = "SELECT {cols} FROM shop_product WHERE tenant_id = $1 AND shop_id = $2"
            " AND product_no = $3 {for_update}",
    .out  = &product_shape,
};
static const Query category_of = {
    .name = "shop_product.category_of",
    .sql  = "SELECT {cols} FROM shop_product WHERE tenant_id = $1 AND shop_id = $2"
            " AND product_no = $3 AND category <> ''",
    .out  = &product_shape,
};
static const Query update_product = {
    .name = "shop_product.update",
    .sql  = "UPDATE shop_product SET title = $3, picture = $4, category = $5, state = $6,"
            " price_fen = $7, told_at_ms = $8, told_hash = $9 WHERE tenant_id = $1 AND id = $2",
};
static const Query skus_of = {
    .name = "shop_sku.of",
    .sql  = "SELECT {cols} FROM shop_sku WHERE tenant_id = $1 AND product_id = $2 ORDER BY sku_no LIMIT 1000",
    .out  = &sku_shape,
};
static const Query drop_sku = {
    .name = "shop_sku.drop",
    .sql  = "DELETE FROM shop_sku WHERE tenant_id = $1 AND id = $2",
};
#define WITH_STOCK                                                                          \
    "SELECT {p.cols}, coalesce((SELECT sum(s.stock) FROM shop_sku s WHERE s.tenant_id = $1" \
    " AND s.product_id = p.id), 0) AS stock, (SELECT count(*) FROM shop_sku s"              \
    " WHERE s.tenant_id = $1 AND s.product_id = p.id) AS sku_count FROM shop_product p"
#define WITH_STOCK_PG                                                                       \
    "SELECT {p.cols}, CAST(coalesce((SELECT sum(s.stock) FROM shop_sku s WHERE s.tenant_id = $1" \
    " AND s.product_id = p.id), 0) AS BIGINT) AS stock, (SELECT count(*) FROM shop_sku s"   \
    " WHERE s.tenant_id = $1 AND s.product_id = p.id) AS sku_count FROM shop_product p"
#define PRODUCTS_SEEN                                                                       \
    " WHERE p.tenant_id = $1 AND p.told_at_ms > 0 AND (p.told_at_ms, p.id) < ($2, $3)"      \
    " AND (CAST($5 AS BIGINT) = 0 OR p.shop_id = $5) AND (CAST($6 AS TEXT) = '' OR p.state = $6)" \
    " AND (CAST($7 AS TEXT) = '' OR lower(p.title) LIKE $7 ESCAPE '\\' OR p.product_no = $8)" \
    " ORDER BY p.told_at_ms DESC, p.id DESC LIMIT $4"
static const Query products = {
    .name = "shop_product.list",
    .sql  = WITH_STOCK PRODUCTS_SEEN,
    .pg   = WITH_STOCK_PG PRODUCTS_SEEN,
    .out  = &product_shape,
};
static const Query product = {
    .name = "shop_product.get",
    .sql  = WITH_STOCK " WHERE p.tenant_id = $1 AND p.id = $2 AND p.told_at_ms > 0",
    .pg   = WITH_STOCK_PG " WHERE p.tenant_id = $1 AND p.id = $2 AND p.told_at_ms > 0",
    .out  = &product_shape,
};

/* ---- two persons become one ---- */

static const Query merge_note = {
    .name     = "shop_order.merge_note",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "INSERT INTO customer_origin (tenant_id, origin_id, kind, row_id, sub_id, stamp)"
                " SELECT n.tenant_id, n.customer_id, 'order', n.id, 0, 0 FROM shop_order n"
                " WHERE n.tenant_id = $1 AND n.customer_id = $2 AND n.customer_id <> 0"
                " AND NOT EXISTS (SELECT 1 FROM customer_origin o WHERE o.tenant_id = $1"
                " AND o.kind = 'order' AND o.row_id = n.id)",
};
static const Query merge_take = {
    .name     = "shop_order.merge_take",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "UPDATE shop_order SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
                " AND customer_id <> 0",
};
static const Query merge_give_back = {
    .name     = "shop_order.merge_give_back",
    .unscoped = "one person becomes two; nothing of it is shown",
    .sql      = "UPDATE shop_order SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
                " AND customer_id <> 0 AND id IN (SELECT o.row_id FROM customer_origin o"
                " WHERE o.tenant_id = $1 AND o.kind = 'order' AND (o.origin_id = $3"
                " OR o.origin_id IN (SELECT f.from_id FROM event_fold f WHERE f.tenant_id = $1"
                " AND f.into_id = $3)))",
};
const MergeTable shop_merge_table = { "order", &merge_note, &merge_take, &merge_give_back };

static const Query *const queries[] = {
    &take_order, &category_of, &update_order, &lines_of, &payments_of, &shipments_of, &refunds_of, &drop_lines,
    &drop_payment, &drop_shipment, &drop_refund, &list, &list_in_state, &list_of_customer,
    &list_by_number, &get_order, &totals, &take_product, &update_product, &skus_of, &drop_sku,
    &products, &product, &merge_note, &merge_take, &merge_give_back,
};
static const Table *const tables[] = {
    &shop_order_sql_orders, &shop_order_sql_lines, &shop_order_sql_payments, &shop_order_sql_shipments,
    &shop_order_sql_refunds, &shop_order_sql_product_table, &shop_order_sql_sku_table,
};
const SqlList shop_order_sql = SQL_LIST("shop", queries, tables);
// clang-format on

/* ---- taking news in ---------------------------------------------------------------------- */

Code shop_order_sql_take(Ctx *cx, int64_t shop_id, Str order_no, Order *out, bool *found)
{
    TRY(cx_find(cx, &take_order, out, found, ARGS(V(cx->tenant_id), V(shop_id), V(order_no))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

Code shop_order_sql_update(Ctx *cx, const Order *o)
{
    return cx_run(cx, &update_order, NULL,
                  ARGS(V(cx->tenant_id), V(o->id), V(o->customer_id), V(o->parent_no),
                       V(o->is_seen), V(o->is_split), V(word_of(&order_state_words, (int)o->state)),
                       V(word_of(&order_state_words, (int)o->told_state)), V(o->told_at_ms),
                       V(o->told_hash), V(o->currency), V(o->total_fen), V(o->post_fen),
                       V(o->discount_fen), V(o->payable_fen), V(o->paid_fen), V(o->refunded_fen),
                       V(o->refunding_fen), V(o->title), V(o->quantity), V(o->buyer_name),
                       V(o->region), V(o->created_at_ms), V(o->paid_at_ms), V(o->shipped_at_ms),
                       V(o->finished_at_ms), V(o->closed_at_ms), V(o->emitted)));
}

static Code list_of(Ctx *cx, const Query *query, int64_t id, Rows *rows)
{
    return cx_list(cx, query, rows, ARGS(V(cx->tenant_id), V(id)));
}

static Code drop(Ctx *cx, const Query *query, int64_t id)
{
    return cx_run(cx, query, NULL, ARGS(V(cx->tenant_id), V(id)));
}

Code shop_order_sql_lines_of(Ctx *cx, int64_t order_id, Rows *rows)
{
    return list_of(cx, &lines_of, order_id, rows);
}

Code shop_order_sql_payments_of(Ctx *cx, int64_t order_id, Rows *rows)
{
    return list_of(cx, &payments_of, order_id, rows);
}

Code shop_order_sql_shipments_of(Ctx *cx, int64_t order_id, Rows *rows)
{
    return list_of(cx, &shipments_of, order_id, rows);
}

Code shop_order_sql_refunds_of(Ctx *cx, int64_t order_id, Rows *rows)
{
    return list_of(cx, &refunds_of, order_id, rows);
}

Code shop_order_sql_drop_lines(Ctx *cx, int64_t order_id)
{
    return drop(cx, &drop_lines, order_id);
}

Code shop_order_sql_drop_payment(Ctx *cx, int64_t id) { return drop(cx, &drop_payment, id); }

Code shop_order_sql_drop_shipment(Ctx *cx, int64_t id) { return drop(cx, &drop_shipment, id); }

Code shop_order_sql_drop_refund(Ctx *cx, int64_t id) { return drop(cx, &drop_refund, id); }

/* ---- what people see --------------------------------------------------------------------- */

Code shop_order_sql_list(Ctx *cx, const OrderFilter *f, const int64_t keys[2], int64_t limit,
                         Rows *rows)
{
    const int64_t to_ms = f->to_ms ? f->to_ms : INT64_MAX;
    const Str     state = f->state ? word_of(&order_state_words, (int)f->state) : S("");
#define SHARED                                                                          \
    V(cx->tenant_id), V(cx->scope_id), V(keys[0]), V(keys[1]), V(limit), V(f->shop_id), \
        V(f->with_refund), V(f->from_ms), V(to_ms)
    if (f->order_no.len)
        return cx_list(cx, &list_by_number, rows, ARGS(SHARED, V(f->order_no), V(state)));
    if (f->customer_id)
        return cx_list(cx, &list_of_customer, rows, ARGS(SHARED, V(f->customer_id), V(state)));
    if (f->state) return cx_list(cx, &list_in_state, rows, ARGS(SHARED, V(state)));
    return cx_list(cx, &list, rows, ARGS(SHARED));
#undef SHARED
}

Code shop_order_sql_get(Ctx *cx, int64_t id, Order *out, bool *found)
{
    return cx_find(cx, &get_order, out, found, ARGS(V(cx->tenant_id), V(cx->scope_id), V(id)));
}

Code shop_order_sql_totals(Ctx *cx, int64_t customer_id, Rows *rows)
{
    return cx_list(cx, &totals, rows, ARGS(V(cx->tenant_id), V(cx->scope_id), V(customer_id)));
}

/* ---- products ---------------------------------------------------------------------------- */

Code shop_order_sql_category_of(Ctx *cx, int64_t shop_id, Str product_no, Str *category)
{
    Product known = { 0 };
    bool    found = false;
    TRY(cx_find(cx, &category_of, &known, &found,
                ARGS(V(cx->tenant_id), V(shop_id), V(product_no))));
    *category = found ? known.category : S("");
    return OK;
}

Code shop_order_sql_take_product(Ctx *cx, int64_t shop_id, Str product_no, Product *out,
                                 bool *found)
{
    return cx_find(cx, &take_product, out, found,
                   ARGS(V(cx->tenant_id), V(shop_id), V(product_no)));
}

Code shop_order_sql_update_product(Ctx *cx, const Product *p)
{
    return cx_run(cx, &update_product, NULL,
                  ARGS(V(cx->tenant_id), V(p->id), V(p->title), V(p->picture), V(p->category),
                       V(word_of(&product_state_words, (int)p->state)), V(p->price_fen),
                       V(p->told_at_ms), V(p->told_hash)));
}

Code shop_order_sql_skus_of(Ctx *cx, int64_t product_id, Rows *rows)
{
    return list_of(cx, &skus_of, product_id, rows);
}

Code shop_order_sql_drop_sku(Ctx *cx, int64_t id) { return drop(cx, &drop_sku, id); }

Code shop_order_sql_products(Ctx *cx, const ProductFilter *f, Str pattern, const int64_t keys[2],
                             int64_t limit, Rows *rows)
{
    const Str state = f->state ? word_of(&product_state_words, (int)f->state) : S("");
    const Str q     = f->q.len ? f->q : S("");
    return cx_list(cx, &products, rows,
                   ARGS(V(cx->tenant_id), V(keys[0]), V(keys[1]), V(limit), V(f->shop_id), V(state),
                        V(pattern), V(q)));
}

Code shop_order_sql_product(Ctx *cx, int64_t id, Product *out, bool *found)
{
    return cx_find(cx, &product, out, found, ARGS(V(cx->tenant_id), V(id)));
}
