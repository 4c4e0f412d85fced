/* shop_api.c -- what the platforms of shops answer: TOP (Taobao) and Doudian (抖店). */
#include "sim/shop.h"
#include "wire/text_codec.h"

#include <stdlib.h>

enum { ANSWER_MAX = 4 << 20 };

static bool reply(Call *call, Str json)
{
    call->status     = 200;
    call->reply_type = S("application/json");
    call->reply_body = json;
    return true;
}

/* Each of the functions below answers the call, and says so. */

/* One refusal that was ordered: what a platform says when it is asked too much. */
static bool strikes(Call *call)
{
    int64_t left = atomic_load(&call->sim->shop_refusals);
    while (left > 0)
        if (atomic_compare_exchange_weak(&call->sim->shop_refusals, &left, left - 1)) return true;
    return false;
}

static Str local(Arena *arena, int64_t at_s)
{
    const CivilTime t = civil_time(at_s * MS_PER_SECOND, (Zone){ 8 * 60 });
    return str_fmt(arena, "%04d-%02d-%02d %02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute,
                   t.second);
}

static int64_t seconds_of(Str text)
{
    char    full[26];
    int64_t at_ms = 0;
    if (text.len != 19) return 0;
    for (size_t i = 0; i < 19; i++) full[i] = text.ptr[i];
    full[10] = 'T';
    for (size_t i = 0; i < 6; i++) full[19 + i] = "+08:00"[i];
    return rfc3339_parse((Str){ full, 25 }, &at_ms) ? at_ms / MS_PER_SECOND : 0;
}

static Str yuan(Arena *arena, int64_t fen)
{
    return str_fmt(arena, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
}

/* ---- TOP ------------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
    return str_compare(((const Pair *)a)->name, ((const Pair *)b)->name);
}

static bool top_is_signed(Call *call, Pairs form)
{
    Pair  *sorted = arena_make(call->arena, Pair, form.count + 1);
    StrBuf text   = strbuf(call->arena, 64 * 1024);
    for (size_t i = 0; i < form.count; i++) sorted[i] = form.at[i];
    qsort(sorted, form.count, sizeof(Pair), by_name);
    strbuf_add(&text, SHOP_SIM_SECRET);
    for (size_t i = 0; i < form.count; i++) {
        if (str_equal(sorted[i].name, S("sign")) || !sorted[i].value.len) continue;
        strbuf_add(&text, sorted[i].name);
        strbuf_add(&text, sorted[i].value);
    }
    strbuf_add(&text, SHOP_SIM_SECRET);
    return str_equal_nocase(digest_hex(call->arena, md5(strbuf_str(&text))),
                            pairs_find(form, S("sign")));
}

static bool top_error(Call *call, int code, const char *said)
{
    return reply(call, str_fmt(call->arena, "{\"error_response\":{\"code\":%d,\"msg\":\"%s\"}}",
                               code, said));
}

static const char *top_state(const ShopOrder *order)
{
    if (shop_step_s(order, STEP_CANCELLED))
        return shop_step_s(order, STEP_PAID) ? "TRADE_CLOSED" : "TRADE_CLOSED_BY_TAOBAO";
    if (shop_step_s(order, STEP_FINISHED)) return "TRADE_FINISHED";
    if (shop_step_s(order, STEP_SHIPPED)) return "WAIT_BUYER_CONFIRM_GOODS";
    return shop_step_s(order, STEP_PAID) ? "WAIT_SELLER_SEND_GOODS" : "WAIT_BUYER_PAY";
}

static void put_time(JsonOut *out, Arena *arena, const char *name, int64_t at_s)
{
    if (at_s) json_pair_str(out, str_of(name), local(arena, at_s));
}

static void put_trade(JsonOut *out, Arena *arena, const ShopOrder *o)
{
    const int64_t ended = shop_step_s(o, STEP_FINISHED);
    json_open_object(out);
    json_pair_i64(out, S("tid"), o->number);
    json_pair_str(out, S("status"), str_of(top_state(o)));
    json_pair_str(out, S("payment"), yuan(arena, o->total_fen));
    json_pair_str(out, S("total_fee"), yuan(arena, o->total_fen));
    json_pair_str(out, S("post_fee"), S("0.00"));
    put_time(out, arena, "created", shop_step_s(o, STEP_CREATED));
    put_time(out, arena, "modified", shop_updated_s(o));
    put_time(out, arena, "pay_time", shop_step_s(o, STEP_PAID));
    put_time(out, arena, "consign_time", shop_step_s(o, STEP_SHIPPED));
    put_time(out, arena, "end_time", ended ? ended : shop_step_s(o, STEP_CANCELLED));
    json_pair_str(out, S("buyer_open_uid"), str_fmt(arena, "AAH%lld", (long long)o->buyer));
    json_pair_str(out, S("receiver_state"), S("浙江省"));
    json_key(out, S("orders"));
    json_open_object(out);
    json_key(out, S("order"));
    json_open_array(out);
    json_open_object(out);
    json_pair_i64(out, S("oid"), o->number);
    json_pair_i64(out, S("num_iid"), 1000 + o->product);
    json_pair_str(out, S("title"), str_fmt(arena, "商品 %lld", (long long)o->product));
    json_pair_i64(out, S("num"), o->quantity);
    json_pair_str(out, S("price"), yuan(arena, o->price_fen));
    json_pair_str(out, S("payment"), yuan(arena, o->total_fen));
    json_close_object(out);
    json_close_array(out);
    json_close_object(out);
    json_close_object(out);
}

static void put_top_refund(JsonOut *out, Arena *arena, const ShopOrder *o)
{
    const int64_t at = shop_step_s(o, STEP_REFUNDED);
    json_open_object(out);
    json_pair_i64(out, S("refund_id"), o->number + 500000000);
    json_pair_i64(out, S("tid"), o->number);
    json_pair_i64(out, S("oid"), o->number);
    json_pair_str(out, S("refund_fee"), yuan(arena, o->refund_fen));
    json_pair_str(out, S("status"), S("SUCCESS"));
    put_time(out, arena, "created", at - 600);
    put_time(out, arena, "modified", at);
    json_close_object(out);
}

/* A page of what changed, newest first; the count stands beside it. */
static bool top_page(Call *call, Pairs form, bool refunds)
{
    int64_t       page = 1, size = 40;
    const int64_t from = seconds_of(pairs_find(form, S("start_modified")));
    const int64_t to   = seconds_of(pairs_find(form, S("end_modified")));
    if (to - from > 86400 || from == 0) return top_error(call, 41, "Invalid arguments");
    (void)str_to_i64(pairs_find(form, S("page_no")), &page);
    (void)str_to_i64(pairs_find(form, S("page_size")), &size);
    const Vec all   = shop_orders(call->arena, call->sim->seed, from, to, call->now_s);
    JsonOut   out   = json_out(call->arena, ANSWER_MAX);
    int64_t   total = 0;
    Str       text  = { 0 };
    json_open_object(&out);
    json_key(&out,
             refunds ? S("refunds_receive_get_response") : S("trades_sold_increment_get_response"));
    json_open_object(&out);
    json_key(&out, refunds ? S("refunds") : S("trades"));
    json_open_object(&out);
    json_key(&out, refunds ? S("refund") : S("trade"));
    json_open_array(&out);
    for (size_t i = 0; i < all.count; i++) {
        const ShopOrder *o = VEC_AT(all, ShopOrder, i);
        if (refunds && !shop_step_s(o, STEP_REFUNDED)) continue;
        if (total++ / size != page - 1) continue;
        if (refunds)
            put_top_refund(&out, call->arena, o);
        else
            put_trade(&out, call->arena, o);
    }
    json_close_array(&out);
    json_close_object(&out);
    json_pair_i64(&out, S("total_results"), total);
    json_pair_bool(&out, S("has_next"), page * size < total);
    json_close_object(&out);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK && reply(call, text);
}

static void put_item(JsonOut *out, Arena *arena, const ShopProduct *p)
{
    json_open_object(out);
    json_pair_i64(out, S("num_iid"), p->number);
    json_pair_str(out, S("title"),
                  str_fmt(arena, "商品 %lld", (long long)(p->number - SHOP_PRODUCT_NO)));
    json_pair_str(out, S("price"), yuan(arena, p->price_fen));
    json_pair_str(out, S("approve_status"), p->is_sold ? S("onsale") : S("instock"));
    put_time(out, arena, "modified", p->changed_s);
    json_close_object(out);
}

static bool top_items(Call *call, Pairs form, bool is_sold)
{
    int64_t       page = 1, size = 40;
    const Str     since = pairs_find(form, S("start_modified"));
    const int64_t from  = seconds_of(since);
    const Vec     all =
        shop_products(call->arena, call->sim->seed, is_sold, from > 0 ? from : 0, call->now_s);
    JsonOut out  = json_out(call->arena, ANSWER_MAX);
    Str     text = { 0 };
    (void)str_to_i64(pairs_find(form, S("page_no")), &page);
    (void)str_to_i64(pairs_find(form, S("page_size")), &size);
    if (since.len && from == 0) return top_error(call, 41, "Invalid arguments");
    json_open_object(&out);
    json_key(&out, is_sold ? S("items_onsale_get_response") : S("items_inventory_get_response"));
    json_open_object(&out);
    json_key(&out, S("items"));
    json_open_object(&out);
    json_key(&out, S("item"));
    json_open_array(&out);
    for (size_t i = 0; i < all.count; i++)
        if (size > 0 && (int64_t)i / size == page - 1)
            put_item(&out, call->arena, VEC_AT(all, ShopProduct, i));
    json_close_array(&out);
    json_close_object(&out);
    json_pair_i64(&out, S("total_results"), (int64_t)all.count);
    json_close_object(&out);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK && reply(call, text);
}

static void put_top_skus(JsonOut *out, Arena *arena, const ShopProduct *p)
{
    static const char *const colours[] = { "白色", "红色" };
    json_key(out, S("skus"));
    json_open_object(out);
    json_key(out, S("sku"));
    json_open_array(out);
    for (size_t i = 0; i < COUNT(colours); i++) {
        json_open_object(out);
        json_pair_i64(out, S("sku_id"), p->number * 10 + (int64_t)i);
        json_pair_i64(out, S("quantity"), p->stock[i]);
        json_pair_str(out, S("price"), yuan(arena, p->price_fen));
        json_pair_str(out, S("properties_name"),
                      str_fmt(arena, "1627207:28338:颜色:%s", colours[i]));
        json_close_object(out);
    }
    json_close_array(out);
    json_close_object(out);
}

static bool top_item(Call *call, Pairs form)
{
    int64_t number = 0;
    JsonOut out    = json_out(call->arena, ANSWER_MAX);
    Str     text   = { 0 };
    (void)str_to_i64(pairs_find(form, S("num_iid")), &number);
    if (number <= SHOP_PRODUCT_NO || number > SHOP_PRODUCT_NO + SHOP_PRODUCTS)
        return top_error(call, 15, "Remote service error");
    const ShopProduct p = shop_product(call->sim->seed, number - SHOP_PRODUCT_NO, call->now_s);
    json_open_object(&out);
    json_key(&out, S("item_seller_get_response"));
    json_open_object(&out);
    json_key(&out, S("item"));
    json_open_object(&out);
    json_pair_i64(&out, S("num_iid"), p.number);
    json_pair_i64(&out, S("num"), p.stock[0] + p.stock[1]);
    json_pair_str(&out, S("price"), yuan(call->arena, p.price_fen));
    if (p.has_skus) put_top_skus(&out, call->arena, &p);
    json_close_object(&out);
    json_close_object(&out);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK && reply(call, text);
}

static bool top(Call *call)
{
    const Pairs form   = query_parse(call->arena, call->body, 32);
    const Str   method = pairs_find(form, S("method"));
    if (strikes(call)) return top_error(call, 7, "App Call Limited");
    if (!str_equal(pairs_find(form, S("app_key")), SHOP_SIM_KEY))
        return top_error(call, 29, "Invalid app Key");
    if (!top_is_signed(call, form)) return top_error(call, 25, "Invalid signature");
    if (!str_equal(pairs_find(form, S("session")), SHOP_SIM_TOKEN))
        return top_error(call, 27, "Invalid session");
    if (str_equal(method, S("taobao.trades.sold.increment.get")))
        return top_page(call, form, false);
    if (str_equal(method, S("taobao.refunds.receive.get"))) return top_page(call, form, true);
    if (str_equal(method, S("taobao.items.onsale.get"))) return top_items(call, form, true);
    if (str_equal(method, S("taobao.items.inventory.get"))) return top_items(call, form, false);
    if (str_equal(method, S("taobao.item.seller.get"))) return top_item(call, form);
    return top_error(call, 22, "Invalid method");
}

/* ---- Doudian --------------------------------------------------------------------------- */

static bool dou_error(Call *call, int code, const char *said)
{
    return reply(call,
                 str_fmt(call->arena, "{\"code\":%d,\"msg\":\"%s\",\"err_no\":%d,\"sub_msg\":\"\"}",
                         code, said, code));
}

static bool dou_is_signed(Call *call)
{
    const Pairs q    = call->query;
    const Str   said = str_fmt(
          call->arena, "%.*sapp_key%.*smethod%.*sparam_json%.*stimestamp%.*sv2%.*s",
          FMT(SHOP_SIM_SECRET), FMT(pairs_find(q, S("app_key"))), FMT(pairs_find(q, S("method"))),
          FMT(call->body), FMT(pairs_find(q, S("timestamp"))), FMT(SHOP_SIM_SECRET));
    const bool   is_md5 = str_equal(pairs_find(q, S("sign_method")), S("md5"));
    const Digest digest = is_md5 ? md5(said) : hmac_sha256(SHOP_SIM_SECRET, said);
    return str_equal(digest_hex(call->arena, digest), pairs_find(q, S("sign")));
}

static int dou_state(const ShopOrder *o)
{
    if (shop_step_s(o, STEP_CANCELLED)) return 4;
    if (shop_step_s(o, STEP_FINISHED)) return 5;
    if (shop_step_s(o, STEP_SHIPPED)) return 3;
    return shop_step_s(o, STEP_PAID) ? 2 : 1;
}

static void put_dou_order(JsonOut *out, Arena *arena, const ShopOrder *o)
{
    const Str number = str_fmt(arena, "%lld", (long long)o->number);
    json_open_object(out);
    json_pair_str(out, S("order_id"), number);
    json_pair_i64(out, S("order_status"), dou_state(o));
    json_pair_i64(out, S("create_time"), shop_step_s(o, STEP_CREATED));
    json_pair_i64(out, S("update_time"), shop_updated_s(o));
    json_pair_i64(out, S("pay_time"), shop_step_s(o, STEP_PAID));
    json_pair_i64(out, S("finish_time"), shop_step_s(o, STEP_FINISHED));
    json_pair_i64(out, S("order_amount"), o->total_fen);
    json_pair_i64(out, S("pay_amount"), o->total_fen);
    json_pair_i64(out, S("post_amount"), 0);
    json_pair_str(out, S("doudian_open_id"), str_fmt(arena, "dd%lld", (long long)o->buyer));
    json_key(out, S("sku_order_list"));
    json_open_array(out);
    json_open_object(out);
    json_pair_str(out, S("order_id"), number);
    json_pair_i64(out, S("product_id"), 1000 + o->product);
    json_pair_str(out, S("product_name"), str_fmt(arena, "商品 %lld", (long long)o->product));
    json_pair_i64(out, S("item_num"), o->quantity);
    json_pair_i64(out, S("origin_amount"), o->price_fen);
    json_pair_i64(out, S("pay_amount"), o->total_fen);
    json_close_object(out);
    json_close_array(out);
    json_close_object(out);
}

static void put_dou_refund(JsonOut *out, Arena *arena, const ShopOrder *o)
{
    const int64_t at     = shop_step_s(o, STEP_REFUNDED);
    const Str     number = str_fmt(arena, "%lld", (long long)o->number);
    json_open_object(out);
    json_key(out, S("aftersale_info"));
    json_open_object(out);
    json_pair_i64(out, S("aftersale_id"), o->number + 500000000);
    json_pair_i64(out, S("aftersale_status"), 12);
    json_pair_i64(out, S("aftersale_type"), 1);
    json_pair_i64(out, S("refund_amount"), o->refund_fen);
    json_pair_str(out, S("related_id"), number);
    json_pair_i64(out, S("apply_time"), at - 600);
    json_pair_i64(out, S("update_time"), at);
    json_close_object(out);
    json_key(out, S("order_info"));
    json_open_object(out);
    json_pair_str(out, S("shop_order_id"), number);
    json_close_object(out);
    json_close_object(out);
}

static JsonOut open_dou(Call *call)
{
    JsonOut out = json_out(call->arena, ANSWER_MAX);
    json_open_object(&out);
    json_pair_i64(&out, S("code"), 10000);
    json_pair_str(&out, S("msg"), S("success"));
    json_key(&out, S("data"));
    json_open_object(&out);
    return out;
}

static bool close_dou(Call *call, JsonOut *out)
{
    Str text = { 0 };
    json_close_object(out);
    json_close_object(out);
    return json_out_done(out, &text) == OK && reply(call, text);
}

static bool dou_page(Call *call, const Json *in, bool refunds)
{
    const int64_t from = json_i64(in, refunds ? S("update_start_time") : S("update_time_start"), 0);
    const int64_t to   = json_i64(in, refunds ? S("update_end_time") : S("update_time_end"), 0);
    const int64_t page = json_i64(in, S("page"), 0), size = json_i64(in, S("size"), 10);
    const Vec     all   = shop_orders(call->arena, call->sim->seed, from, to, call->now_s);
    JsonOut       out   = open_dou(call);
    int64_t       total = 0;
    json_key(&out, refunds ? S("items") : S("shop_order_list"));
    json_open_array(&out);
    for (size_t i = 0; i < all.count; i++) {
        const ShopOrder *o = VEC_AT(all, ShopOrder, i);
        if (refunds && !shop_step_s(o, STEP_REFUNDED)) continue;
        if (size <= 0 || total++ / size != page) continue;
        if (refunds)
            put_dou_refund(&out, call->arena, o);
        else
            put_dou_order(&out, call->arena, o);
    }
    json_close_array(&out);
    json_pair_i64(&out, S("page"), page);
    json_pair_i64(&out, S("total"), total);
    return close_dou(call, &out);
}

static bool dou_one(Call *call, const Json *in, bool refund)
{
    const int64_t   asked  = json_i64(in, refund ? S("after_sale_id") : S("shop_order_id"), 0);
    const int64_t   number = refund ? asked - 500000000 : asked;
    const ShopOrder order =
        shop_order(call->sim->seed, number - INT64_C(6900000000000000000), call->now_s);
    if (order.step_count == 0) return dou_error(call, 50002, "no such order");
    JsonOut out = open_dou(call);
    if (refund) {
        json_key(&out, S("process_info"));
        put_dou_refund(&out, call->arena, &order);
    } else {
        json_key(&out, S("shop_order_detail"));
        put_dou_order(&out, call->arena, &order);
    }
    return close_dou(call, &out);
}

/* By cursor: the number of the product that came last. */
static bool dou_products(Call *call, const Json *in)
{
    const int64_t from = json_i64(in, S("update_start_time"), 0);
    const int64_t size = json_i64(in, S("size"), 10), since = json_i64(in, S("cursor_id"), 0);
    JsonOut       out  = open_dou(call);
    int64_t       last = since, count = 0;
    json_key(&out, S("data"));
    json_open_array(&out);
    for (int64_t n = 1; n <= SHOP_PRODUCTS && count < size; n++) {
        const ShopProduct p = shop_product(call->sim->seed, n, call->now_s);
        if (p.number <= since || p.changed_s < from) continue;
        json_open_object(&out);
        json_pair_i64(&out, S("product_id"), p.number);
        json_pair_str(&out, S("name"), str_fmt(call->arena, "商品 %lld", (long long)n));
        json_pair_i64(&out, S("status"), p.is_sold ? 0 : 1);
        json_pair_i64(&out, S("discount_price"), p.price_fen);
        json_pair_i64(&out, S("update_time"), p.changed_s);
        json_close_object(&out);
        last = p.number;
        count++;
    }
    json_close_array(&out);
    json_pair_str(&out, S("cursor_id"), str_fmt(call->arena, "%lld", (long long)last));
    return close_dou(call, &out);
}

static bool dou_product(Call *call, const Json *in)
{
    static const char *const colours[] = { "白色", "红色" };
    const int64_t            number    = json_i64(in, S("product_id"), 0);
    if (number <= SHOP_PRODUCT_NO || number > SHOP_PRODUCT_NO + SHOP_PRODUCTS)
        return dou_error(call, 50002, "no such product");
    const ShopProduct p   = shop_product(call->sim->seed, number - SHOP_PRODUCT_NO, call->now_s);
    JsonOut           out = open_dou(call);
    json_pair_i64(&out, S("product_id"), number);
    json_key(&out, S("spec_prices"));
    json_open_array(&out);
    for (size_t i = 0; i < (p.has_skus ? 2 : 1); i++) {
        json_open_object(&out);
        json_pair_i64(&out, S("sku_id"), number * 10 + (int64_t)i);
        json_pair_i64(&out, S("price"), p.price_fen);
        json_pair_i64(&out, S("stock_num"), p.stock[i]);
        json_pair_str(&out, S("spec_detail_name1"), str_of(colours[i]));
        json_close_object(&out);
    }
    json_close_array(&out);
    return close_dou(call, &out);
}

static bool dou_token(Call *call)
{
    JsonOut out = open_dou(call);
    json_pair_str(&out, S("access_token"), SHOP_SIM_TOKEN);
    json_pair_str(&out, S("refresh_token"), S("sim-refresh"));
    json_pair_i64(&out, S("expires_in"), 7 * 86400);
    return close_dou(call, &out);
}

static bool doudian(Call *call, Str path)
{
    const Json *in    = NULL;
    JsonError   error = { 0 };
    if (strikes(call)) return dou_error(call, 70000, "too many calls");
    if (!str_equal(pairs_find(call->query, S("app_key")), SHOP_SIM_KEY))
        return dou_error(call, 30003, "no such app");
    if (!dou_is_signed(call)) return dou_error(call, 30002, "wrong signature");
    if (json_parse(call->arena, call->body, JSON_LIMITS, &in, &error) != OK)
        return dou_error(call, 40003, "no JSON");
    if (str_equal(path, S("/token/create"))) return dou_token(call);
    if (!str_equal(pairs_find(call->query, S("access_token")), SHOP_SIM_TOKEN))
        return dou_error(call, 30001, "wrong token");
    if (str_equal(path, S("/order/searchList"))) return dou_page(call, in, false);
    if (str_equal(path, S("/afterSale/List"))) return dou_page(call, in, true);
    if (str_equal(path, S("/product/listV2"))) return dou_products(call, in);
    if (str_equal(path, S("/product/detail"))) return dou_product(call, in);
    if (str_equal(path, S("/order/orderDetail"))) return dou_one(call, in, false);
    return dou_one(call, in, true);
}

bool shop_answer(Call *call)
{
    static const char *const paths[] = { "/token/create",      "/order/searchList",
                                         "/order/orderDetail", "/afterSale/List",
                                         "/afterSale/Detail",  "/product/listV2",
                                         "/product/detail" };
    call->now_s                      = world_now_s(call->world);
    if (str_equal(call->path, S("/router/rest"))) return top(call);
    for (size_t i = 0; i < COUNT(paths); i++) {
        if (!str_equal(call->path, str_of(paths[i]))) continue;
        return doudian(call, call->path);
    }
    return false;
}
