/* shop_order_sql.h -- the statements of orders and products.  Private to shop/. */
#ifndef SHOP_SHOP_ORDER_SQL_H
#define SHOP_SHOP_ORDER_SQL_H

#include "shop/shop.h"

extern const Table shop_order_sql_lines, shop_order_sql_payments, shop_order_sql_shipments,
    shop_order_sql_refunds, shop_order_sql_orders, shop_order_sql_product_table,
    shop_order_sql_sku_table;

/* For change: locked until the end of the transaction. */
Code shop_order_sql_take(Ctx *cx, int64_t shop_id, Str order_no, Order *out, bool *found) MUST_USE;
Code shop_order_sql_update(Ctx *cx, const Order *order) MUST_USE; /* all but its numbers */
/* What hangs on an order: Rows of OrderLine, Payment, Shipment, Refund. */
Code shop_order_sql_lines_of(Ctx *cx, int64_t order_id, Rows *rows) MUST_USE;
Code shop_order_sql_payments_of(Ctx *cx, int64_t order_id, Rows *rows) MUST_USE;  /* oldest first */
Code shop_order_sql_shipments_of(Ctx *cx, int64_t order_id, Rows *rows) MUST_USE; /* oldest first */
Code shop_order_sql_refunds_of(Ctx *cx, int64_t order_id, Rows *rows) MUST_USE;   /* oldest first */
/* Before newer ones are inserted. */
Code shop_order_sql_drop_lines(Ctx *cx, int64_t order_id) MUST_USE;
Code shop_order_sql_drop_payment(Ctx *cx, int64_t id) MUST_USE;  /* as above */
Code shop_order_sql_drop_shipment(Ctx *cx, int64_t id) MUST_USE; /* as above */
Code shop_order_sql_drop_refund(Ctx *cx, int64_t id) MUST_USE;   /* as above */

/* What people see: within the caller's scope. */
Code shop_order_sql_list(Ctx *cx, const OrderFilter *filter, const int64_t keys[2], int64_t limit,
                         Rows *rows) MUST_USE;
Code shop_order_sql_get(Ctx *cx, int64_t id, Order *out, bool *found) MUST_USE;
Code shop_order_sql_totals(Ctx *cx, int64_t customer_id, Rows *rows) MUST_USE;

/* Of a product of the shop; empty when nobody told one. */
Code shop_order_sql_category_of(Ctx *cx, int64_t shop_id, Str product_no, Str *category) MUST_USE;
Code shop_order_sql_take_product(Ctx *cx, int64_t shop_id, Str product_no, Product *out,
                                 bool *found) MUST_USE; /* for change */
Code shop_order_sql_update_product(Ctx *cx, const Product *product) MUST_USE;
Code shop_order_sql_skus_of(Ctx *cx, int64_t product_id, Rows *rows) MUST_USE; /* by number */
Code shop_order_sql_drop_sku(Ctx *cx, int64_t id) MUST_USE;
Code shop_order_sql_products(Ctx *cx, const ProductFilter *filter, Str pattern,
                             const int64_t keys[2], int64_t limit, Rows *rows) MUST_USE;
Code shop_order_sql_product(Ctx *cx, int64_t id, Product *out, bool *found) MUST_USE;

#endif
