/* intake_order.c -- rows as orders: those of one number in a row are the lines of one order. */
#include "intake/intake_run.h"

enum {
    ORDER_NO,
    ORDER_PARENT,
    ORDER_STATE,
    ORDER_CURRENCY,
    ORDER_REGION,
    ORDER_CREATED_AT,
    ORDER_PAID_AT,
    ORDER_SHIPPED_AT,
    ORDER_FINISHED_AT,
    ORDER_CLOSED_AT,
    ORDER_UPDATED_AT,
    ORDER_TOTAL,
    ORDER_POST,
    ORDER_DISCOUNT,
    ORDER_PAYABLE,
    ORDER_PAID_SUM,
    ORDER_PAYMENT_NO,
    ORDER_METHOD,
    ORDER_REFUNDED,
    ORDER_REFUND_NO,
    ORDER_REFUNDED_AT,
    ORDER_REFUND_REASON,
    ORDER_BUYER_ID,
    ORDER_UNIONID,
    ORDER_OPENID,
    ORDER_APPID,
    ORDER_MEMBER_NO,
    ORDER_PHONE,
    ORDER_EMAIL,
    ORDER_BUYER_NAME,
    LINE_PRODUCT_NO,
    LINE_SKU_NO,
    LINE_TITLE,
    LINE_SKU_TITLE,
    LINE_QUANTITY,
    LINE_PRICE,
    LINE_AMOUNT,
};
enum { WHO_MAX = 500, TITLE_MAX = 2000, REASON_MAX = 500 };

// clang-format off
static const IntakeField fields[] = {
    [ORDER_NO]            = { "order_no", VALUE_CODE, SHOP_NUMBER_MAX, true, NULL },
    [ORDER_PARENT]        = { "parent_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [ORDER_STATE]         = { "state", VALUE_WORD, 0, false, &order_state_words },
    [ORDER_CURRENCY]      = { "currency", VALUE_TEXT, 3, false, NULL },
    [ORDER_REGION]        = { "region", VALUE_TEXT, TITLE_MAX, false, NULL },
    [ORDER_CREATED_AT]    = { "created_at", VALUE_TIME, 0, true, NULL },
    [ORDER_PAID_AT]       = { "paid_at", VALUE_TIME, 0, false, NULL },
    [ORDER_SHIPPED_AT]    = { "shipped_at", VALUE_TIME, 0, false, NULL },
    [ORDER_FINISHED_AT]   = { "finished_at", VALUE_TIME, 0, false, NULL },
    [ORDER_CLOSED_AT]     = { "closed_at", VALUE_TIME, 0, false, NULL },
    [ORDER_UPDATED_AT]    = { "updated_at", VALUE_TIME, 0, false, NULL },
    [ORDER_TOTAL]         = { "total", VALUE_MONEY, 0, false, NULL },
    [ORDER_POST]          = { "post", VALUE_MONEY, 0, false, NULL },
    [ORDER_DISCOUNT]      = { "discount", VALUE_MONEY, 0, false, NULL },
    [ORDER_PAYABLE]       = { "payable", VALUE_MONEY, 0, false, NULL },
    [ORDER_PAID_SUM]      = { "paid", VALUE_MONEY, 0, false, NULL },
    [ORDER_PAYMENT_NO]    = { "payment_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [ORDER_METHOD]        = { "method", VALUE_TEXT, SHOP_NUMBER_MAX, false, NULL },
    [ORDER_REFUNDED]      = { "refunded", VALUE_MONEY, 0, false, NULL },
    [ORDER_REFUND_NO]     = { "refund_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [ORDER_REFUNDED_AT]   = { "refunded_at", VALUE_TIME, 0, false, NULL },
    [ORDER_REFUND_REASON] = { "refund_reason", VALUE_TEXT, REASON_MAX, false, NULL },
    [ORDER_BUYER_ID]      = { "buyer_id", VALUE_CODE, WHO_MAX, false, NULL },
    [ORDER_UNIONID]       = { "unionid", VALUE_CODE, WHO_MAX, false, NULL },
    [ORDER_OPENID]        = { "openid", VALUE_CODE, WHO_MAX, false, NULL },
    [ORDER_APPID]         = { "appid", VALUE_CODE, WHO_MAX, false, NULL },
    [ORDER_MEMBER_NO]     = { "member_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [ORDER_PHONE]         = { "phone", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [ORDER_EMAIL]         = { "email", VALUE_TEXT, WHO_MAX, false, NULL },
    [ORDER_BUYER_NAME]    = { "buyer_name", VALUE_TEXT, WHO_MAX, false, NULL },
    [LINE_PRODUCT_NO]     = { "product_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [LINE_SKU_NO]         = { "sku_no", VALUE_CODE, SHOP_NUMBER_MAX, false, NULL },
    [LINE_TITLE]          = { "title", VALUE_TEXT, TITLE_MAX, false, NULL },
    [LINE_SKU_TITLE]      = { "sku_title", VALUE_TEXT, TITLE_MAX, false, NULL },
    [LINE_QUANTITY]       = { "quantity", VALUE_COUNT, 0, false, NULL },
    [LINE_PRICE]          = { "price", VALUE_PRICE, 0, false, NULL },
    [LINE_AMOUNT]         = { "amount", VALUE_MONEY, 0, false, NULL },
};
// clang-format on
_Static_assert(COUNT(fields) <= INTAKE_FIELDS_MAX, "a mapping has room for all fields");

static Code begin(IntakeRun *run)
{
    return shop_import_open(run->cx, run->mapping.shop_no, run->mapping.shop_name, &run->shop);
}

static bool joins(const IntakeRecord *before, const IntakeRecord *next)
{
    return str_equal(before->values[ORDER_NO].text, next->values[ORDER_NO].text);
}

/* ---- one order --------------------------------------------------------------------------- */

/* Ten thousandths of a yuan to fen, halves away from 0. */
static int64_t fen_of(int64_t price) { return (price + (price < 0 ? -50 : 50)) / 100; }

static const int64_t pieces_max = 1000000;

/* The line's amount, or what its pieces cost together; false when it is out of range. */
static bool amount_of(const IntakeValue *values, int64_t quantity, int64_t *amount)
{
    int64_t product = 0;
    if (values[LINE_AMOUNT].is_set) {
        *amount = values[LINE_AMOUNT].number;
        return true;
    }
    if (quantity > pieces_max || quantity < -pieces_max ||
        __builtin_mul_overflow(quantity, values[LINE_PRICE].number, &product))
        return false;
    *amount = fen_of(product);
    return *amount <= SHOP_FEN_MAX && *amount >= -SHOP_FEN_MAX;
}

static bool has_line(const IntakeValue *values)
{
    return values[LINE_PRODUCT_NO].is_set || values[LINE_SKU_NO].is_set ||
           values[LINE_TITLE].is_set || values[LINE_AMOUNT].is_set || values[LINE_PRICE].is_set;
}

static bool read_lines(Arena *arena, const IntakeRecord *records, size_t count, Vec *lines,
                       int64_t *sum)
{
    for (size_t i = 0; i < count; i++) {
        const IntakeValue *values = records[i].values;
        const int64_t quantity    = values[LINE_QUANTITY].is_set ? values[LINE_QUANTITY].number : 1;
        int64_t       amount      = 0;
        if (!has_line(values)) continue;
        if (!amount_of(values, quantity, &amount)) return false;
        *sum += amount;
        const Str product         = values[LINE_PRODUCT_NO].text;
        const Str sku             = values[LINE_SKU_NO].text;
        *VEC_ADD(lines, LineFact) = (LineFact){ .line_no    = str_fmt(arena, "%zu", i + 1),
                                                .product_no = product.len ? product : sku,
                                                .sku_no     = sku.len ? sku : product,
                                                .title      = values[LINE_TITLE].text,
                                                .sku_title  = values[LINE_SKU_TITLE].text,
                                                .quantity   = quantity,
                                                .price_fen  = fen_of(values[LINE_PRICE].number),
                                                .amount_fen = amount };
    }
    return *sum <= SHOP_FEN_MAX && *sum >= -SHOP_FEN_MAX;
}

static int64_t latest(const IntakeValue *values)
{
    static const int times[] = { ORDER_CREATED_AT,  ORDER_PAID_AT,   ORDER_SHIPPED_AT,
                                 ORDER_FINISHED_AT, ORDER_CLOSED_AT, ORDER_REFUNDED_AT,
                                 ORDER_UPDATED_AT };
    int64_t          last    = 0;
    for (size_t i = 0; i < COUNT(times); i++)
        if (values[times[i]].number > last) last = values[times[i]].number;
    return last;
}

static BuyerFact buyer_of(const IntakeValue *values)
{
    return (BuyerFact){ .buyer_id  = values[ORDER_BUYER_ID].text,
                        .unionid   = values[ORDER_UNIONID].text,
                        .openid    = values[ORDER_OPENID].text,
                        .appid     = values[ORDER_APPID].text,
                        .member_no = values[ORDER_MEMBER_NO].text,
                        .phone     = values[ORDER_PHONE].text,
                        .email     = values[ORDER_EMAIL].text,
                        .name      = values[ORDER_BUYER_NAME].text };
}

static int64_t money(const IntakeValue *values, int field, int64_t otherwise)
{
    return values[field].is_set ? values[field].number : otherwise;
}

/* Where the file does not say: what is paid back in full, or gives more back than it sells, is
 * closed; what was paid is paid. */
static OrderState state_of(const IntakeValue *values, int64_t total, int64_t refunded)
{
    const bool gives_back = total < 0 || (total > 0 && refunded >= total);
    if (values[ORDER_STATE].is_set && total >= 0) return (OrderState)values[ORDER_STATE].number;
    if (gives_back || values[ORDER_CLOSED_AT].is_set) return ORDER_CLOSED;
    if (values[ORDER_FINISHED_AT].is_set) return ORDER_FINISHED;
    if (values[ORDER_SHIPPED_AT].is_set) return ORDER_SHIPPED;
    return values[ORDER_PAID_AT].is_set ? ORDER_PAID : ORDER_UNPAID;
}

static Str or_number(Str text, const IntakeValue *values)
{
    return text.len ? text : values[ORDER_NO].text;
}

static void add_payment(const IntakeValue *values, int64_t payable, Vec *payments)
{
    const int64_t paid = money(values, ORDER_PAID_SUM, payable);
    if (!values[ORDER_PAID_AT].is_set || paid <= 0) return;
    *VEC_ADD(payments, PaymentFact) =
        (PaymentFact){ .payment_no = or_number(values[ORDER_PAYMENT_NO].text, values),
                       .method     = values[ORDER_METHOD].text,
                       .amount_fen = paid,
                       .paid_at_ms = values[ORDER_PAID_AT].number };
}

static void add_refund(const IntakeValue *values, int64_t back, bool with_goods, Vec *refunds)
{
    const int64_t at =
        values[ORDER_REFUNDED_AT].is_set ? values[ORDER_REFUNDED_AT].number : latest(values);
    if (back <= 0) return;
    *VEC_ADD(refunds, RefundFact) =
        (RefundFact){ .refund_no    = or_number(values[ORDER_REFUND_NO].text, values),
                      .reason       = values[ORDER_REFUND_REASON].text,
                      .state        = REFUND_DONE,
                      .with_goods   = with_goods,
                      .amount_fen   = back,
                      .opened_at_ms = at,
                      .ended_at_ms  = at };
}

/* The order that rows make up; the last of them counts for what is of the whole.  An order below
 * zero takes something back: nothing is bought, and what it is below zero is refunded. */
static bool order_of(Arena *arena, const IntakeRecord *records, size_t count, ShopFacts *facts)
{
    const IntakeValue *values   = records[count - 1].values;
    Vec                lines    = vec_of(arena, LineFact);
    Vec                payments = vec_of(arena, PaymentFact), refunds = vec_of(arena, RefundFact);
    int64_t            sum = 0;
    if (!read_lines(arena, records, count, &lines, &sum)) return false;
    const int64_t total    = money(values, ORDER_TOTAL, sum);
    const int64_t refunded = money(values, ORDER_REFUNDED, 0);
    const int64_t payable  = money(values, ORDER_PAYABLE, total);
    if (refunded < 0 || money(values, ORDER_PAID_SUM, 0) < 0) return false;
    add_payment(values, payable, &payments);
    add_refund(values, total < 0 ? -total : refunded, total < 0, &refunds);
    const bool is_back                  = total < 0;
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no       = values[ORDER_NO].text,
        .parent_no      = values[ORDER_PARENT].text,
        .state          = state_of(values, total, refunded),
        .currency       = values[ORDER_CURRENCY].text,
        .total_fen      = is_back ? 0 : total,
        .post_fen       = values[ORDER_POST].number,
        .discount_fen   = values[ORDER_DISCOUNT].number,
        .payable_fen    = is_back || payable < 0 ? 0 : payable,
        .region         = values[ORDER_REGION].text,
        .created_at_ms  = values[ORDER_CREATED_AT].number,
        .paid_at_ms     = payments.count ? values[ORDER_PAID_AT].number : 0,
        .shipped_at_ms  = values[ORDER_SHIPPED_AT].number,
        .finished_at_ms = values[ORDER_FINISHED_AT].number,
        .closed_at_ms   = values[ORDER_CLOSED_AT].number,
        .told_at_ms     = latest(values),
        .buyer          = buyer_of(values),
        .lines          = vec_rows(&lines),
        .payments       = vec_rows(&payments),
        .refunds        = vec_rows(&refunds),
    };
    return true;
}

/* ---- a batch --------------------------------------------------------------------------------- */

static Code store(IntakeRun *run, IntakeRecord *records, size_t count)
{
    const RowRefusal bad   = { .reason = "intake.bad_order" };
    ShopFacts        facts = shop_facts(run->cx->arena);
    ShopImported     done  = { 0 };
    for (size_t from = 0, to = 0; from < count; from = to) {
        for (to = from + 1; to < count && joins(&records[from], &records[to]);) to++;
        if (order_of(run->cx->arena, records + from, to - from, &facts)) continue;
        for (size_t i = from; i < to; i++) intake_run_refuse(run, &records[i], bad);
    }
    TRY(shop_import_facts(run->cx, &run->shop, &facts, &done));
    run->report.added += done.new_orders;
    run->report.known += done.orders - done.new_orders;
    return OK;
}

const IntakeSpec intake_order_spec = {
    .kind        = INTAKE_ORDER,
    .fields      = fields,
    .field_count = COUNT(fields),
    .begin       = begin,
    .joins       = joins,
    .store       = store,
    .batch_rows  = 5000,
};
