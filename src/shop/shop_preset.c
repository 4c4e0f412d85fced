/* shop_preset.c -- the files of orders we can read.  Reading and storing is shop_import.c. */
#include "shop/shop_preset.h"

/* ---- tmall-orders: a month of a Tmall shop --------------------------------------------- */

enum {
    TMALL_NUMBER,
    TMALL_TOTAL,
    TMALL_PAID,
    TMALL_REGION,
    TMALL_CREATED,
    TMALL_PAID_AT,
    TMALL_BACK
};

static const char *const tmall_columns[] = {
    "订单编号",     "总金额",       "买家实际支付金额", "收货地址",
    "订单创建时间", "订单付款时间", "退款金额",
};

static const char *tmall_check(const Str *cells)
{
    int64_t total = 0, paid = 0, back = 0;
    if (!cells[TMALL_NUMBER].len || cells[TMALL_NUMBER].len > SHOP_NUMBER_MAX)
        return "import.bad_number";
    if (!shop_fact_fen(cells[TMALL_TOTAL], &total) || !shop_fact_fen(cells[TMALL_PAID], &paid) ||
        !shop_fact_fen(cells[TMALL_BACK], &back) || total < 0 || paid < 0 || back < 0)
        return "shop.bad_amount";
    if (!shop_fact_local_ms(cells[TMALL_CREATED])) return "import.bad_time";
    if (cells[TMALL_PAID_AT].len && !shop_fact_local_ms(cells[TMALL_PAID_AT]))
        return "import.bad_time";
    return NULL;
}

/* What the buyer paid in the end is the total less what he was given back. */
static void tmall_order(Arena *arena, const ShopPresetRow *rows, size_t count, ShopFacts *facts)
{
    const Str    *cells   = rows[count - 1].cells;
    const int64_t created = shop_fact_local_ms(cells[TMALL_CREATED]);
    const int64_t paid_at = shop_fact_local_ms(cells[TMALL_PAID_AT]);
    int64_t       total = 0, back = 0;
    Vec           payments = vec_of(arena, PaymentFact), refunds = vec_of(arena, RefundFact);
    const bool    good =
        shop_fact_fen(cells[TMALL_TOTAL], &total) && shop_fact_fen(cells[TMALL_BACK], &back);
    ASSERT(good); /* as checked */
    const int64_t told = paid_at > created ? paid_at : created;
    if (paid_at)
        *VEC_ADD(&payments, PaymentFact) =
            (PaymentFact){ .payment_no = rows->number, .amount_fen = total, .paid_at_ms = paid_at };
    if (back > 0)
        *VEC_ADD(&refunds, RefundFact) = (RefundFact){ .refund_no    = rows->number,
                                                       .state        = REFUND_DONE,
                                                       .amount_fen   = back,
                                                       .opened_at_ms = told,
                                                       .ended_at_ms  = told };
    const bool is_void                  = paid_at && back == total;
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no      = rows->number,
        .state         = is_void   ? ORDER_CLOSED
                         : paid_at ? ORDER_PAID
                                   : ORDER_UNPAID,
        .total_fen     = total,
        .payable_fen   = total,
        .region        = cells[TMALL_REGION],
        .created_at_ms = created,
        .paid_at_ms    = paid_at,
        .told_at_ms    = told,
        .payments      = vec_rows(&payments),
        .refunds       = vec_rows(&refunds),
    };
}

/* ---- online-retail: the invoices of a British gift shop --------------------------------- */

enum {
    RETAIL_NUMBER,
    RETAIL_CODE,
    RETAIL_TITLE,
    RETAIL_QUANTITY,
    RETAIL_DATE,
    RETAIL_PRICE,
    RETAIL_CUSTOMER,
    RETAIL_COUNTRY
};

static const char *const retail_columns[] = {
    "InvoiceNo",   "StockCode", "Description", "Quantity",
    "InvoiceDate", "UnitPrice", "CustomerID",  "Country"
};

/* Prices have up to three digits behind the point: thousandths of a pound. */
static bool mills_of(Str text, int64_t *mills)
{
    Str        rest = str_trim(text), whole_text = { 0 };
    int64_t    whole = 0, part = 0, weight = 100;
    const bool is_negative = str_starts(rest, S("-"));
    if (is_negative) rest = str_slice(rest, 1, rest.len);
    whole_text = str_cut(&rest, '.');
    if (!whole_text.len || whole_text.len > 9 || !str_to_i64(whole_text, &whole) || whole < 0)
        return false;
    for (size_t i = 0; i < rest.len; i++, weight /= 10) {
        if (rest.ptr[i] < '0' || rest.ptr[i] > '9' || (weight == 0 && rest.ptr[i] != '0'))
            return false;
        part += weight * (rest.ptr[i] - '0');
    }
    *mills = (whole * 1000 + part) * (is_negative ? -1 : 1);
    return true;
}

/* Thousandths to pence, halves away from 0. */
static int64_t pence_of(int64_t mills) { return (mills + (mills < 0 ? -5 : 5)) / 10; }

/* Their clock is London's; the set does not say which, so it is taken as UTC. */
static int64_t retail_ms(Str text)
{
    const int64_t beijing = shop_fact_local_ms(text);
    return beijing ? beijing + 8 * MS_PER_HOUR : 0;
}

static const char *retail_check(const Str *cells)
{
    int64_t quantity = 0, mills = 0;
    if (!cells[RETAIL_NUMBER].len || cells[RETAIL_NUMBER].len > SHOP_NUMBER_MAX ||
        cells[RETAIL_CODE].len > SHOP_NUMBER_MAX)
        return "import.bad_number";
    if (!str_to_i64(cells[RETAIL_QUANTITY], &quantity) || quantity < -1000000 || quantity > 1000000)
        return "shop.bad_quantity";
    if (!mills_of(cells[RETAIL_PRICE], &mills)) return "shop.bad_amount";
    return retail_ms(cells[RETAIL_DATE]) ? NULL : "import.bad_time";
}

static LineFact retail_line(Arena *arena, const Str *cells, size_t number)
{
    int64_t    quantity = 0, mills = 0;
    const bool good =
        str_to_i64(cells[RETAIL_QUANTITY], &quantity) && mills_of(cells[RETAIL_PRICE], &mills);
    ASSERT(good); /* as checked */
    return (LineFact){ .line_no    = str_fmt(arena, "%zu", number),
                       .product_no = cells[RETAIL_CODE],
                       .sku_no     = cells[RETAIL_CODE],
                       .title      = cells[RETAIL_TITLE],
                       .quantity   = quantity,
                       .price_fen  = pence_of(mills),
                       .amount_fen = pence_of(mills * quantity) };
}

/* An invoice below zero is a cancellation (C...) or an adjustment: nothing is bought and something
 * given back; which invoice it takes back is not told. */
static void retail_order(Arena *arena, const ShopPresetRow *rows, size_t count, ShopFacts *facts)
{
    const Str    *cells    = rows[0].cells;
    const int64_t at       = retail_ms(cells[RETAIL_DATE]);
    int64_t       total    = 0;
    Vec           lines    = vec_of(arena, LineFact);
    Vec           payments = vec_of(arena, PaymentFact), refunds = vec_of(arena, RefundFact);
    for (size_t i = 0; i < count; i++) {
        const LineFact line        = retail_line(arena, rows[i].cells, i + 1);
        *VEC_ADD(&lines, LineFact) = line;
        total += line.amount_fen;
    }
    const bool is_back = total < 0 || str_starts(rows->number, S("C"));
    if (total > 0)
        *VEC_ADD(&payments, PaymentFact) =
            (PaymentFact){ .payment_no = rows->number, .amount_fen = total, .paid_at_ms = at };
    if (total < 0)
        *VEC_ADD(&refunds, RefundFact) = (RefundFact){ .refund_no    = rows->number,
                                                       .state        = REFUND_DONE,
                                                       .with_goods   = true,
                                                       .amount_fen   = -total,
                                                       .opened_at_ms = at,
                                                       .ended_at_ms  = at };
    const Str customer = cells[RETAIL_CUSTOMER];
    const Str name     = customer.len ? str_fmt(arena, "客户 %.*s", FMT(customer)) : S("");
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no      = rows->number,
        .state         = is_back ? ORDER_CLOSED : ORDER_FINISHED,
        .currency      = S("GBP"),
        .total_fen     = total > 0 ? total : 0,
        .payable_fen   = total > 0 ? total : 0,
        .region        = cells[RETAIL_COUNTRY],
        .created_at_ms = at,
        .told_at_ms    = at,
        .buyer         = { .buyer_id = customer, .name = name },
        .lines         = vec_rows(&lines),
        .payments      = vec_rows(&payments),
        .refunds       = vec_rows(&refunds),
    };
}

/* Postage, fees and corrections have codes without a digit. */
static bool is_goods(Str code)
{
    for (size_t i = 0; i < code.len; i++)
        if (code.ptr[i] >= '0' && code.ptr[i] <= '9') return true;
    return false;
}

static bool retail_product(Arena *arena, const ShopPresetRow *row, ProductFact *out)
{
    int64_t mills = 0;
    if (!is_goods(row->cells[RETAIL_CODE]) || !row->cells[RETAIL_TITLE].len) return false;
    if (!mills_of(row->cells[RETAIL_PRICE], &mills) || mills <= 0) return false;
    *out = (ProductFact){ .product_no = str_copy(arena, row->cells[RETAIL_CODE]),
                          .title      = str_copy(arena, row->cells[RETAIL_TITLE]),
                          .state      = PRODUCT_ON_SALE,
                          .price_fen  = pence_of(mills),
                          .told_at_ms = retail_ms(row->cells[RETAIL_DATE]) };
    return true;
}

/* ---- the table ------------------------------------------------------------------------------ */

static const ShopPreset presets[] = {
    { .word         = "tmall-orders",
      .shop_no      = "import-tmall",
      .shop_name    = "天猫订单（导入）",
      .columns      = tmall_columns,
      .column_count = COUNT(tmall_columns),
      .check        = tmall_check,
      .order        = tmall_order },
    { .word         = "online-retail",
      .shop_no      = "import-online-retail",
      .shop_name    = "Online Retail（导入）",
      .columns      = retail_columns,
      .column_count = COUNT(retail_columns),
      .check        = retail_check,
      .order        = retail_order,
      .product      = retail_product },
};

const ShopPreset *shop_preset_find(Str word)
{
    for (size_t i = 0; i < COUNT(presets); i++)
        if (str_equal(word, str_of(presets[i].word))) return &presets[i];
    return NULL;
}

bool shop_preset_is_header(const ShopPreset *preset, const Str *cells, size_t count)
{
    if (count != preset->column_count) return false;
    for (size_t i = 0; i < count; i++)
        if (!str_equal_nocase(str_trim(cells[i]), str_of(preset->columns[i]))) return false;
    return true;
}
