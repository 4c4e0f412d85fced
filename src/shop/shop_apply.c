/* shop_apply.c -- facts of many orders and products in one transaction.  What one order makes of
 * its news is shop_work.c. */
#include "shop/shop_apply.h"

#include "shop/shop_order_sql.h"
#include "shop/shop_work.h"

#include <stdlib.h>

/* ---- form -------------------------------------------------------------------------------- */

static Code check_number(Ctx *cx, Str number, const char *missing)
{
    if (!number.len) return fail(cx, ERR_INVALID, missing, "number");
    REQUIRE(cx, number.len <= SHOP_NUMBER_MAX, ERR_INVALID, "shop.number_too_long");
    REQUIRE(cx, str_is_utf8(number), ERR_INVALID, "shop.number_too_long");
    return OK;
}

static Code check_fen(Ctx *cx, int64_t fen)
{
    REQUIRE(cx, fen >= -SHOP_FEN_MAX && fen <= SHOP_FEN_MAX, ERR_INVALID, "shop.bad_amount");
    return OK;
}

/* Years 1990 to 2100: what lies outside was never an order's time. */
static Code check_time(Ctx *cx, int64_t at_ms)
{
    REQUIRE(cx, at_ms == 0 || (at_ms > INT64_C(631152000000) && at_ms < INT64_C(4102444800000)),
            ERR_INVALID, "shop.bad_time");
    return OK;
}

static Code check_order(Ctx *cx, const OrderFact *fact)
{
    TRY(check_number(cx, fact->order_no, "shop.no_order_no"));
    if (fact->parent_no.len) TRY(check_number(cx, fact->parent_no, "shop.no_order_no"));
    REQUIRE(cx, fact->state, ERR_INVALID, "shop.unknown_state");
    REQUIRE(cx, fact->told_at_ms > 0, ERR_INVALID, "shop.bad_time");
    const int64_t fens[]  = { fact->total_fen, fact->post_fen, fact->discount_fen,
                              fact->payable_fen };
    const int64_t times[] = { fact->told_at_ms,    fact->created_at_ms,  fact->paid_at_ms,
                              fact->shipped_at_ms, fact->finished_at_ms, fact->closed_at_ms };
    for (size_t i = 0; i < COUNT(fens); i++) TRY(check_fen(cx, fens[i]));
    for (size_t i = 0; i < COUNT(times); i++) TRY(check_time(cx, times[i]));
    for (size_t i = 0; i < fact->lines.count; i++) {
        const LineFact *line = ROWS_AT(LineFact, fact->lines, i);
        REQUIRE(cx, line->line_no.len <= SHOP_NUMBER_MAX, ERR_INVALID, "shop.number_too_long");
        TRY(check_fen(cx, line->amount_fen));
        for (size_t j = 0; j < i; j++)
            REQUIRE(cx,
                    !line->line_no.len ||
                        !str_equal(line->line_no, ROWS_AT(LineFact, fact->lines, j)->line_no),
                    ERR_INVALID, "shop.line_twice");
    }
    return OK;
}

/* ---- whose orders ------------------------------------------------------------------------ */

static void claim(Ctx *cx, DoorWho *who, Str kind, Str scope, Str value)
{
    /* A phone or an address is only evidence beside what the platform knows him by: somebody may
     * order for another.  Alone, at a till, it is who he is. */
    const bool is_soft = str_equal(kind, IDENTITY_PHONE) || str_equal(kind, IDENTITY_EMAIL);
    (void)customer_door_claim(cx->arena, who,
                              (DoorClaim){ .kind        = kind,
                                           .scope       = scope,
                                           .value       = value,
                                           .decides     = !is_soft || who->count == 0,
                                           .is_verified = true });
}

static DoorWho who_of(Ctx *cx, const Shop *shop, const OrderFact *fact)
{
    const BuyerFact *buyer = &fact->buyer;
    const Str        scope =
        str_fmt(cx->arena, "%s/%.*s", shop_platform_words.word[shop->platform], FMT(shop->shop_no));
    DoorWho who = { .name = buyer->name, .at_ms = fact->created_at_ms };
    claim(cx, &who, IDENTITY_UNIONID, S(""), buyer->unionid);
    claim(cx, &who, IDENTITY_BUYER_ID, scope, buyer->buyer_id);
    if (buyer->appid.len) claim(cx, &who, IDENTITY_OPENID, buyer->appid, buyer->openid);
    claim(cx, &who, IDENTITY_MEMBER_NO, S(""), buyer->member_no);
    claim(cx, &who, IDENTITY_PHONE, S(""), buyer->phone);
    claim(cx, &who, IDENTITY_EMAIL, S(""), buyer->email);
    return who;
}

/* ---- orders ------------------------------------------------------------------------------ */

typedef struct Mention {
    Str order_no;
} Mention;

static int by_number(const void *a, const void *b)
{
    return str_compare(((const Mention *)a)->order_no, ((const Mention *)b)->order_no);
}

static void mention(Vec *mentions, StrMap *seen, Str order_no)
{
    if (!order_no.len || strmap_find(seen, order_no)) return;
    VEC_ADD(mentions, Mention)->order_no = order_no;
    (void)strmap_put(seen, order_no, mentions); /* was absent a line above */
}

/* All orders that are named, in the order of their numbers: two transactions that meet wait for
 * each other and not in a circle. */
static Vec mentioned(Ctx *cx, const ShopFacts *facts)
{
    Vec     mentions = vec_of(cx->arena, Mention);
    StrMap *seen     = strmap_new(cx->arena);
    for (size_t i = 0; i < facts->orders.count; i++) {
        mention(&mentions, seen, VEC_AT(facts->orders, OrderFact, i)->order_no);
        mention(&mentions, seen, VEC_AT(facts->orders, OrderFact, i)->parent_no);
    }
    for (size_t i = 0; i < facts->payments.count; i++)
        mention(&mentions, seen, VEC_AT(facts->payments, PaymentFact, i)->order_no);
    for (size_t i = 0; i < facts->shipments.count; i++)
        mention(&mentions, seen, VEC_AT(facts->shipments, ShipmentFact, i)->order_no);
    for (size_t i = 0; i < facts->refunds.count; i++)
        mention(&mentions, seen, VEC_AT(facts->refunds, RefundFact, i)->order_no);
    if (mentions.count) qsort(mentions.at, mentions.count, sizeof(Mention), by_number);
    return mentions;
}

typedef struct Apply {
    Ctx             *cx;
    const Shop      *shop;
    const ShopFacts *facts;
    StrMap          *works; /* order number -> Work */
    WorkRows         rows;
    int64_t          new_products;
} Apply;

static Code work_of(Apply *apply, Str order_no, const char *missing, Work **out)
{
    TRY(check_number(apply->cx, order_no, missing));
    *out = strmap_find(apply->works, order_no);
    ASSERT(*out != NULL);
    return OK;
}

/* The order stays one of somebody, who has no name any more. */
static void forget_buyer(OrderFact *fact)
{
    fact->buyer  = (BuyerFact){ 0 };
    fact->region = (Str){ 0 };
}

static Code take_orders(Apply *apply)
{
    Ctx         *cx    = apply->cx;
    const size_t count = apply->facts->orders.count;
    DoorWho     *whos  = arena_make(cx->arena, DoorWho, count);
    const Str    from  = str_fmt(cx->arena, "shop:%lld", (long long)apply->shop->id);
    for (size_t i = 0; i < count; i++)
        whos[i] = who_of(cx, apply->shop, VEC_AT(apply->facts->orders, OrderFact, i));
    if (count) TRY(customer_door_resolve(cx, from, whos, count));
    for (size_t i = 0; i < count; i++) {
        OrderFact *fact = VEC_AT(apply->facts->orders, OrderFact, i);
        Work      *work = NULL;
        if (whos[i].is_erased) forget_buyer(fact);
        TRY(work_of(apply, fact->order_no, "shop.no_order_no", &work));
        TRY(shop_work_take_order(work, fact, whos[i].person_id));
        if (!fact->parent_no.len || str_equal(fact->parent_no, fact->order_no)) continue;
        TRY(work_of(apply, fact->parent_no, "shop.no_order_no", &work));
        work->order.is_split = true;
    }
    return OK;
}

static Code take_rest(Apply *apply)
{
    const ShopFacts *facts = apply->facts;
    Work            *work  = NULL;
    for (size_t i = 0; i < facts->payments.count; i++) {
        const PaymentFact *fact = VEC_AT(facts->payments, PaymentFact, i);
        TRY(work_of(apply, fact->order_no, "shop.no_order_no", &work));
        TRY(check_number(apply->cx, fact->payment_no, "shop.no_number"));
        TRY(check_fen(apply->cx, fact->amount_fen));
        TRY(check_time(apply->cx, fact->paid_at_ms));
        TRY(shop_work_take_payment(work, fact));
    }
    for (size_t i = 0; i < facts->shipments.count; i++) {
        const ShipmentFact *fact = VEC_AT(facts->shipments, ShipmentFact, i);
        TRY(work_of(apply, fact->order_no, "shop.no_order_no", &work));
        TRY(check_number(apply->cx, fact->shipment_no, "shop.no_number"));
        TRY(shop_work_take_shipment(work, fact));
    }
    for (size_t i = 0; i < facts->refunds.count; i++) {
        const RefundFact *fact = VEC_AT(facts->refunds, RefundFact, i);
        TRY(work_of(apply, fact->order_no, "shop.no_order_no", &work));
        TRY(check_number(apply->cx, fact->refund_no, "shop.no_number"));
        TRY(check_fen(apply->cx, fact->amount_fen));
        TRY(shop_work_take_refund(work, fact));
    }
    return OK;
}

/* ---- products ---------------------------------------------------------------------------- */

static Code open_product(Apply *apply, Str product_no, Product *out, bool *is_new)
{
    Ctx *cx    = apply->cx;
    bool found = false;
    TRY(check_number(cx, product_no, "shop.no_product_no"));
    TRY(shop_order_sql_take_product(cx, apply->shop->id, product_no, out, &found));
    *is_new = !found;
    if (found) return OK;
    *out = (Product){ .id         = cx_new_id(cx),
                      .tenant_id  = cx->tenant_id,
                      .shop_id    = apply->shop->id,
                      .product_no = product_no,
                      .title      = S(""),
                      .picture    = S(""),
                      .category   = S(""),
                      .state      = PRODUCT_ON_SALE };
    return OK;
}

static Str text_of(Str text, size_t chars)
{
    return text.ptr ? str_prefix_chars(text, chars) : S("");
}

/* One sku by news of (told_at, hash); its title and price stay when they were not told. */
static Code take_sku(Apply *apply, const Product *product, Rows known, const SkuFact *fact,
                     int64_t told_at_ms, bool stock_only)
{
    enum { TITLE_CHARS_MAX = 100 };
    Ctx          *cx   = apply->cx;
    const int64_t hash = fact->stock * 2 + !stock_only;
    Sku           sku  = { .tenant_id  = cx->tenant_id,
                           .product_id = product->id,
                           .sku_no     = fact->sku_no,
                           .title      = S("") };
    for (size_t i = 0; i < known.count; i++) {
        const Sku *old = ROWS_AT(Sku, known, i);
        if (!str_equal(old->sku_no, fact->sku_no)) continue;
        if (!shop_apply_is_newer(told_at_ms, 0, hash, old->told_at_ms, 0, old->told_hash))
            return OK;
        sku = *old;
        TRY(shop_order_sql_drop_sku(cx, old->id));
    }
    sku.id         = cx_new_id(cx);
    sku.stock      = fact->stock;
    sku.told_at_ms = told_at_ms;
    sku.told_hash  = hash;
    if (!stock_only) {
        sku.title     = text_of(fact->title, TITLE_CHARS_MAX);
        sku.price_fen = fact->price_fen;
    }
    return cx_insert(cx, &shop_order_sql_sku_table, &sku);
}

static Code tell_product(Apply *apply, const Product *product)
{
    Ctx    *cx      = apply->cx;
    JsonOut out     = json_out(cx->arena, 8192);
    Str     payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("product_id"), product->id);
    json_pair_str(&out, S("product_no"), product->product_no);
    json_pair_id(&out, S("shop_id"), product->shop_id);
    json_pair_str(&out, S("title"), product->title);
    json_pair_str(&out, S("state"), word_of(&product_state_words, (int)product->state));
    json_pair_i64(&out, S("price_fen"), product->price_fen);
    json_close_object(&out);
    if (json_out_done(&out, &payload) != OK)
        return fail(cx, ERR_INVALID, "shop.too_large", "product");
    const Str id = str_fmt(cx->arena, "product:%lld:%lld:%016llx", (long long)product->id,
                           (long long)product->told_at_ms, (unsigned long long)product->told_hash);
    *VEC_ADD(&apply->rows.events, EventDraft) = (EventDraft){
        .id             = id,
        .type           = event_word(EV_PRODUCT_CHANGED),
        .object         = str_fmt(cx->arena, "product:%.*s", FMT(product->product_no)),
        .source         = str_fmt(cx->arena, "shop:%lld", (long long)product->shop_id),
        .occurred_at_ms = product->told_at_ms,
        .payload        = payload,
    };
    return OK;
}

static bool says_the_same(const Product *a, const Product *b)
{
    return str_equal(a->title, b->title) && str_equal(a->picture, b->picture) &&
           str_equal(a->category, b->category) && a->state == b->state &&
           a->price_fen == b->price_fen;
}

/* Of the product itself: its skus have news of their own. */
static int64_t hash_of(Arena *arena, const ProductFact *fact)
{
    ProductFact alone = *fact;
    alone.skus        = (Rows){ 0 };
    return (int64_t)str_hash(shape_json(arena, &product_fact_shape, &alone));
}

static Code take_product(Apply *apply, const ProductFact *fact)
{
    enum { TITLE_CHARS_MAX = 200, PICTURE_CHARS_MAX = 1000, WORD_CHARS_MAX = 60 };
    Ctx    *cx      = apply->cx;
    Product product = { 0 };
    bool    is_new  = false;
    Rows    skus    = { 0 };
    TRY(check_fen(cx, fact->price_fen));
    TRY(check_time(cx, fact->told_at_ms));
    TRY(open_product(apply, fact->product_no, &product, &is_new));
    const int64_t hash = hash_of(cx->arena, fact);
    if (!is_new) TRY(shop_order_sql_skus_of(cx, product.id, &skus));
    for (size_t i = 0; i < fact->skus.count; i++)
        TRY(take_sku(apply, &product, skus, ROWS_AT(SkuFact, fact->skus, i), fact->told_at_ms,
                     false));
    if (!shop_apply_is_newer(fact->told_at_ms, (int)fact->state, hash, product.told_at_ms,
                             (int)product.state, product.told_hash))
        return OK;
    const Product before = product;

    product.title      = text_of(fact->title, TITLE_CHARS_MAX);
    product.picture    = text_of(fact->picture, PICTURE_CHARS_MAX);
    product.category   = text_of(fact->category, WORD_CHARS_MAX);
    product.state      = fact->state;
    product.price_fen  = fact->price_fen;
    product.told_at_ms = fact->told_at_ms;
    product.told_hash  = hash;
    if (is_new || !says_the_same(&product, &before)) TRY(tell_product(apply, &product));
    apply->new_products += is_new;
    return is_new ? cx_insert(cx, &shop_order_sql_product_table, &product)
                  : shop_order_sql_update_product(cx, &product);
}

static Code take_stock(Apply *apply, const StockFact *fact)
{
    Product product = { 0 };
    bool    is_new  = false;
    Rows    skus    = { 0 };
    TRY(check_number(apply->cx, fact->sku_no, "shop.no_product_no"));
    TRY(check_fen(apply->cx, fact->price_fen));
    TRY(open_product(apply, fact->product_no, &product, &is_new));
    if (is_new)
        TRY(cx_insert(apply->cx, &shop_order_sql_product_table, &product));
    else
        TRY(shop_order_sql_skus_of(apply->cx, product.id, &skus));
    const bool    is_bare = !fact->title.len && !fact->price_fen;
    const SkuFact sku     = { .sku_no    = fact->sku_no,
                              .title     = fact->title,
                              .price_fen = fact->price_fen,
                              .stock     = fact->stock };
    return take_sku(apply, &product, skus, &sku, fact->told_at_ms, is_bare);
}

static Code take_products(Apply *apply)
{
    for (size_t i = 0; i < apply->facts->products.count; i++)
        TRY(take_product(apply, VEC_AT(apply->facts->products, ProductFact, i)));
    for (size_t i = 0; i < apply->facts->stocks.count; i++)
        TRY(take_stock(apply, VEC_AT(apply->facts->stocks, StockFact, i)));
    return OK;
}

/* ---- writing --------------------------------------------------------------------------------- */

static Code insert(Ctx *cx, const Table *table, const Vec *rows)
{
    return rows->count ? cx_insert_all(cx, table, vec_rows(rows), false, NULL) : OK;
}

static Code write_rows(Apply *apply)
{
    Ctx      *cx       = apply->cx;
    WorkRows *rows     = &apply->rows;
    int64_t   inserted = 0;
    if (rows->orders.count)
        TRY(cx_insert_all(cx, &shop_order_sql_orders, vec_rows(&rows->orders), true, &inserted));
    if (inserted != (int64_t)rows->orders.count) {
        const Code code = fail(cx, ERR_UNAVAILABLE, "shop.met_elsewhere", "orders");
        cx->err.retry   = true;
        return code;
    }
    TRY(insert(cx, &shop_order_sql_lines, &rows->lines));
    TRY(insert(cx, &shop_order_sql_payments, &rows->payments));
    TRY(insert(cx, &shop_order_sql_shipments, &rows->shipments));
    TRY(insert(cx, &shop_order_sql_refunds, &rows->refunds));
    if (!rows->events.count) return OK;
    return event_append_all(cx, (const EventDraft *)(const void *)rows->events.at,
                            rows->events.count, NULL);
}

static Code touch_people(Ctx *cx, const Vec *mentions, const StrMap *works)
{
    for (size_t i = 0; i < mentions->count; i++) {
        const Work *work = strmap_find(works, VEC_AT(*mentions, Mention, i)->order_no);
        if (work->happened_ms && work->order.customer_id)
            TRY(customer_touch(cx, (CustomerId){ work->order.customer_id }, work->happened_ms));
    }
    return OK;
}

Code shop_apply(Ctx *cx, const Shop *shop, const ShopFacts *facts, Applied *out)
{
    ASSERT(cx->link != NULL);
    ASSERT(shop->tenant_id == cx->tenant_id);
    Apply apply = { .cx    = cx,
                    .shop  = shop,
                    .facts = facts,
                    .works = strmap_new(cx->arena),
                    .rows  = { vec_of(cx->arena, Order), vec_of(cx->arena, OrderLine),
                               vec_of(cx->arena, Payment), vec_of(cx->arena, Shipment),
                               vec_of(cx->arena, Refund), vec_of(cx->arena, EventDraft) } };
    for (size_t i = 0; i < facts->orders.count; i++)
        TRY(check_order(cx, VEC_AT(facts->orders, OrderFact, i)));
    const Vec mentions = mentioned(cx, facts);
    for (size_t i = 0; i < mentions.count; i++) {
        const Str order_no = VEC_AT(mentions, Mention, i)->order_no;
        Work     *work     = arena_make(cx->arena, Work, 1);
        TRY(check_number(cx, order_no, "shop.no_order_no"));
        *work = (Work){ .cx = cx, .shop = shop, .rows = &apply.rows };
        TRY(shop_work_open(work, order_no));
        (void)strmap_put(apply.works, work->order.order_no, work); /* each stands once */
    }
    TRY(take_orders(&apply));
    TRY(take_rest(&apply));
    TRY(take_products(&apply));
    for (size_t i = 0; i < mentions.count; i++)
        TRY(shop_work_close(strmap_find(apply.works, VEC_AT(mentions, Mention, i)->order_no)));
    if (out) {
        out->orders       = (int64_t)mentions.count;
        out->new_orders   = (int64_t)apply.rows.orders.count;
        out->products     = (int64_t)facts->products.count;
        out->new_products = apply.new_products;
        out->events       = (int64_t)apply.rows.events.count;
    }
    TRY(write_rows(&apply));
    return touch_people(cx, &mentions, apply.works);
}
