/* shop_fact.c -- fields of facts, and the small readers that connectors share. */
#include "shop/shop_fact.h"

// clang-format off
static const char *const want_words_[] = {
    [WANT_ORDERS] = "orders", [WANT_REFUNDS] = "refunds", [WANT_PRODUCTS] = "products",
    [WANT_ORDER] = "order", [WANT_REFUND] = "refund", [WANT_PRODUCT] = "product", [WANT_TOKEN] = "token",
};
const Words shop_want_words = { want_words_, COUNT(want_words_) };

#define NUMBER(Type, member, ...) FIELD_WITH(Type, member, .max = SHOP_NUMBER_MAX, __VA_ARGS__)
#define FEN(Type, member) FIELD_WITH(Type, member, .max = SHOP_FEN_MAX)

static const Field buyer_fields[] = {
    FIELD_WITH(BuyerFact, buyer_id,  .max = 128, .about = "The platform's or mall's own id of the buyer"),
    FIELD_WITH(BuyerFact, unionid,   .max = 64),
    FIELD_WITH(BuyerFact, openid,    .max = 64),
    FIELD_WITH(BuyerFact, appid,     .max = 64, .about = "Of the openid"),
    FIELD_WITH(BuyerFact, member_no, .max = 64),
    FIELD_WITH(BuyerFact, phone,     .max = 32),
    FIELD_WITH(BuyerFact, email,     .max = 128),
    FIELD_WITH(BuyerFact, name,      .max = 60),
};
static const Shape buyer_fact_shape = SHAPE(BuyerFact, buyer_fields);

static const Field line_fields[] = {
    NUMBER    (LineFact, line_no, .about = "Absent: its place in the list"),
    NUMBER    (LineFact, product_no),
    NUMBER    (LineFact, sku_no),
    FIELD_WITH(LineFact, title,     .max = 300),
    FIELD_WITH(LineFact, sku_title, .max = 300),
    FIELD_WITH(LineFact, quantity,  .max = 1000000),
    FEN       (LineFact, price_fen),
    FEN       (LineFact, amount_fen),
};
static const Shape line_fact_shape = SHAPE(LineFact, line_fields);

static const Field payment_fields[] = {
    NUMBER    (PaymentFact, payment_no, .flags = REQUIRED),
    NUMBER    (PaymentFact, order_no, .about = "Absent inside an order"),
    FIELD_WITH(PaymentFact, method, .max = 32),
    FEN       (PaymentFact, amount_fen),
    FIELD_TIME(PaymentFact, paid_at_ms, .flags = REQUIRED),
    { .name = "updated_at_ms", .at = offsetof(PaymentFact, told_at_ms), .kind = KIND_TIME },
};
const Shape payment_fact_shape = SHAPE(PaymentFact, payment_fields);

static const Field shipment_fields[] = {
    NUMBER    (ShipmentFact, shipment_no, .flags = REQUIRED),
    NUMBER    (ShipmentFact, order_no, .about = "Absent inside an order"),
    FIELD_WITH(ShipmentFact, carrier, .max = 60),
    FIELD_WITH(ShipmentFact, is_last, .about = "With it the whole order is on its way"),
    FIELD_TIME(ShipmentFact, shipped_at_ms, .flags = REQUIRED),
    FIELD_TIME(ShipmentFact, signed_at_ms),
    { .name = "updated_at_ms", .at = offsetof(ShipmentFact, told_at_ms), .kind = KIND_TIME },
};
const Shape shipment_fact_shape = SHAPE(ShipmentFact, shipment_fields);

static const Field refund_fields[] = {
    NUMBER    (RefundFact, refund_no, .flags = REQUIRED),
    NUMBER    (RefundFact, order_no, .about = "Absent inside an order"),
    NUMBER    (RefundFact, line_no),
    FIELD_WITH(RefundFact, reason, .max = 300),
    FIELD_ENUM(RefundFact, state, refund_state_words, .flags = REQUIRED),
    FIELD     (RefundFact, with_goods),
    FEN       (RefundFact, amount_fen),
    FIELD_TIME(RefundFact, opened_at_ms),
    FIELD_TIME(RefundFact, ended_at_ms),
    { .name = "updated_at_ms", .at = offsetof(RefundFact, told_at_ms), .kind = KIND_TIME },
};
const Shape refund_fact_shape = SHAPE(RefundFact, refund_fields);

static const Field order_fields[] = {
    NUMBER      (OrderFact, order_no, .flags = REQUIRED),
    NUMBER      (OrderFact, parent_no, .about = "The order this one was split from"),
    FIELD_ENUM  (OrderFact, state, order_state_words, .flags = REQUIRED),
    FIELD_WITH  (OrderFact, currency, .max = 3, .about = "ISO 4217; absent: CNY"),
    FEN         (OrderFact, total_fen),
    FEN         (OrderFact, post_fen),
    FEN         (OrderFact, discount_fen),
    FEN         (OrderFact, payable_fen),
    FIELD_WITH  (OrderFact, region, .max = 60, .about = "Province and city it goes to"),
    FIELD_TIME  (OrderFact, created_at_ms, .flags = REQUIRED),
    FIELD_TIME  (OrderFact, paid_at_ms),
    FIELD_TIME  (OrderFact, shipped_at_ms),
    FIELD_TIME  (OrderFact, finished_at_ms),
    FIELD_TIME  (OrderFact, closed_at_ms),
    { .name = "updated_at_ms", .at = offsetof(OrderFact, told_at_ms), .kind = KIND_TIME, .flags = REQUIRED },
    FIELD_OBJECT(OrderFact, buyer, buyer_fact_shape),
    FIELD_LIST  (OrderFact, lines,     line_fact_shape,     .max = SHOP_LINES_MAX),
    FIELD_LIST  (OrderFact, payments,  payment_fact_shape,  .max = SHOP_CHILDREN_MAX),
    FIELD_LIST  (OrderFact, shipments, shipment_fact_shape, .max = SHOP_CHILDREN_MAX),
    FIELD_LIST  (OrderFact, refunds,   refund_fact_shape,   .max = SHOP_CHILDREN_MAX),
};
const Shape order_fact_shape = SHAPE(OrderFact, order_fields);

static const Field sku_fields[] = {
    NUMBER    (SkuFact, sku_no, .flags = REQUIRED),
    FIELD_WITH(SkuFact, title, .max = 300),
    FEN       (SkuFact, price_fen),
    FIELD_WITH(SkuFact, stock, .max = 1000000000),
};
static const Shape sku_fact_shape = SHAPE(SkuFact, sku_fields);

static const Field product_fields[] = {
    NUMBER    (ProductFact, product_no, .flags = REQUIRED),
    FIELD_WITH(ProductFact, title, .flags = REQUIRED, .max = 300),
    FIELD_WITH(ProductFact, picture,  .max = 1000),
    FIELD_WITH(ProductFact, category, .max = 100),
    FIELD_ENUM(ProductFact, state, product_state_words, .flags = REQUIRED),
    FEN       (ProductFact, price_fen),
    { .name = "updated_at_ms", .at = offsetof(ProductFact, told_at_ms), .kind = KIND_TIME, .flags = REQUIRED },
    FIELD_LIST(ProductFact, skus, sku_fact_shape, .max = SHOP_LINES_MAX),
};
const Shape product_fact_shape = SHAPE(ProductFact, product_fields);

static const Field stock_fields[] = {
    NUMBER    (StockFact, product_no, .flags = REQUIRED),
    NUMBER    (StockFact, sku_no, .flags = REQUIRED),
    FIELD_WITH(StockFact, title, .max = 300, .about = "With price_fen; both absent: unchanged"),
    FEN       (StockFact, price_fen),
    FIELD_WITH(StockFact, stock, .max = 1000000000),
    { .name = "updated_at_ms", .at = offsetof(StockFact, told_at_ms), .kind = KIND_TIME, .flags = REQUIRED },
};
const Shape stock_fact_shape = SHAPE(StockFact, stock_fields);
// clang-format on

ShopFacts shop_facts(Arena *arena)
{
    return (ShopFacts){ .arena     = arena,
                        .orders    = vec_of(arena, OrderFact),
                        .payments  = vec_of(arena, PaymentFact),
                        .shipments = vec_of(arena, ShipmentFact),
                        .refunds   = vec_of(arena, RefundFact),
                        .products  = vec_of(arena, ProductFact),
                        .stocks    = vec_of(arena, StockFact),
                        .wanted    = vec_of(arena, Wanted) };
}

bool shop_facts_is_empty(const ShopFacts *facts)
{
    return facts->orders.count + facts->payments.count + facts->shipments.count +
               facts->refunds.count + facts->products.count + facts->stocks.count +
               facts->wanted.count ==
           0;
}

bool shop_fact_fen(Str yuan, int64_t *fen)
{
    Str        rest        = str_trim(yuan);
    int64_t    whole       = 0;
    const bool is_negative = str_starts(rest, S("-"));
    if (is_negative) rest = str_slice(rest, 1, rest.len);
    const Str whole_text = str_cut(&rest, '.');
    if (!whole_text.len || whole_text.len > 12 || whole_text.ptr[0] == '+' ||
        whole_text.ptr[0] == '-' || !str_to_i64(whole_text, &whole))
        return false;
    int64_t part = 0, weight = 10;
    for (size_t i = 0; i < rest.len; i++, weight /= 10) {
        if (rest.ptr[i] < '0' || rest.ptr[i] > '9' || (weight == 0 && rest.ptr[i] != '0'))
            return false;
        part += weight * (rest.ptr[i] - '0');
    }
    const int64_t sum = whole * 100 + part;
    if (sum > SHOP_FEN_MAX) return false;
    *fen = is_negative ? -sum : sum;
    return true;
}

int64_t shop_fact_local_ms(Str text)
{
    /* "2020-02-20 23:59:54" is RFC 3339 but for the blank and the offset. */
    char    full[26] = { 0 };
    int64_t at_ms    = 0;
    text             = str_trim(text);
    if (text.len != 19 || text.ptr[10] != ' ') return 0;
    for (size_t i = 0; i < 19; i++) full[i] = text.ptr[i];
    full[10]          = 'T';
    const char zone[] = "+08:00";
    for (size_t i = 0; i < 6; i++) full[19 + i] = zone[i];
    return rfc3339_parse((Str){ full, 25 }, &at_ms) ? at_ms : 0;
}
