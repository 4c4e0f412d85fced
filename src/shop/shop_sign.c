/* shop_sign.c -- the signatures of platforms, and reading their JSON. */
#include "shop/shop_sign.h"

#include <stdlib.h>

enum { FORM_MAX = 64 * 1024 };

void shop_sign_add(ShopParams *params, const char *name, Str value)
{
    ASSERT(params->count < SHOP_SIGN_PARAMS_MAX);
    if (value.len) params->at[params->count++] = (Pair){ str_of(name), value };
}

Str shop_sign_form(Arena *arena, const ShopParams *params)
{
    StrBuf out = strbuf(arena, FORM_MAX);
    for (size_t i = 0; i < params->count; i++) {
        if (i) strbuf_char(&out, '&');
        strbuf_add(&out, url_encode(arena, params->at[i].name));
        strbuf_char(&out, '=');
        strbuf_add(&out, url_encode(arena, params->at[i].value));
    }
    return strbuf_str(&out);
}

Str shop_sign_upper(Arena *arena, Str text)
{
    char *out = arena_make(arena, char, text.len + 1);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        out[i]       = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    return (Str){ out, text.len };
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const Pair *)a)->name, ((const Pair *)b)->name);
}

Str shop_sign_top(Arena *arena, const ShopParams *params, Str secret, Str method)
{
    ShopParams sorted = *params;
    StrBuf     text   = strbuf(arena, FORM_MAX);
    qsort(sorted.at, sorted.count, sizeof(Pair), by_name);
    for (size_t i = 0; i < sorted.count; i++) {
        strbuf_add(&text, sorted.at[i].name);
        strbuf_add(&text, sorted.at[i].value);
    }
    const Str said = strbuf_str(&text);
    Str       sign = { 0 };
    if (str_equal(method, S("hmac")))
        sign = digest_hex(arena, hmac_md5(secret, said));
    else if (str_equal(method, S("hmac-sha256")))
        sign = digest_hex(arena, hmac_sha256(secret, said));
    else
        sign = shop_sign_md5(arena, secret, said, secret);
    return shop_sign_upper(arena, sign);
}

Str shop_sign_doudian(Arena *arena, const ShopKeys *keys, Str method, Str params, Str at, Str how)
{
    const Str said = str_fmt(arena, "%.*sapp_key%.*smethod%.*sparam_json%.*stimestamp%.*sv2%.*s",
                             FMT(keys->app_secret), FMT(keys->app_key), FMT(method), FMT(params),
                             FMT(at), FMT(keys->app_secret));
    if (str_equal(how, S("hmac-sha256")))
        return digest_hex(arena, hmac_sha256(keys->app_secret, said));
    return digest_hex(arena, md5(said));
}

Str shop_sign_md5(Arena *arena, Str a, Str b, Str c)
{
    StrBuf text = strbuf(arena, a.len + b.len + c.len);
    strbuf_add(&text, a);
    strbuf_add(&text, b);
    strbuf_add(&text, c);
    return digest_hex(arena, md5(strbuf_str(&text)));
}

Str shop_sign_local(Arena *arena, int64_t at_ms)
{
    const CivilTime t = civil_time(at_ms, (Zone){ 8 * 60 });
    return str_fmt(arena, "%04d-%02d-%02d %02d:%02d:%02d", t.year, t.month, t.day, t.hour, t.minute,
                   t.second);
}

/* ---- reading ----------------------------------------------------------------------------- */

Str shop_sign_text(Arena *arena, const Json *object, const char *key)
{
    const Json *value = json_get(object, str_of(key));
    if (!value) return S("");
    if (value->kind == JSON_STR) return value->as.str;
    if (value->kind != JSON_INT) return S("");
    return str_fmt(arena, "%lld", (long long)value->as.integer);
}

int64_t shop_sign_yuan(Arena *arena, const Json *object, const char *key)
{
    const Json *value = json_get(object, str_of(key));
    int64_t     fen   = 0;
    if (!value) return 0;
    if (value->kind == JSON_REAL && value->as.real > -1e9 && value->as.real < 1e9)
        return shop_fact_fen(str_fmt(arena, "%.2f", value->as.real), &fen) ? fen : 0;
    return shop_fact_fen(shop_sign_text(arena, object, key), &fen) ? fen : 0;
}

int64_t shop_sign_local_ms(const Json *object, const char *key)
{
    return shop_fact_local_ms(json_str(object, str_of(key)));
}

int64_t shop_sign_seconds_ms(const Json *object, const char *key)
{
    const int64_t at_s = json_i64(object, str_of(key), 0);
    return at_s > 0 && at_s < INT64_C(1) << 34 ? at_s * MS_PER_SECOND : 0;
}

const Json *shop_sign_parse(Arena *arena, Str text)
{
    static const Json nothing = { .kind = JSON_OBJECT };
    const JsonLimits  limits  = { .bytes = 8u << 20, .nodes = 200000, .depth = 64 };
    const Json       *json    = NULL;
    JsonError         error   = { 0 };
    if (json_parse(arena, text, limits, &json, &error) != OK) return &nothing;
    return json;
}

Str shop_sign_join(Arena *arena, Str a, Str b)
{
    if (!a.len || !b.len) return a.len ? a : b;
    return str_fmt(arena, "%.*s %.*s", FMT(a), FMT(b));
}

/* ---- items and pages --------------------------------------------------------------------- */

void shop_sign_item(Arena *arena, const Json *item, const char *topic, ShopPage *page)
{
    JsonOut out  = json_out(arena, 1 << 20);
    Str     body = { 0 };
    json_put(&out, item);
    if (json_out_done(&out, &body) != OK) return;
    *VEC_ADD(&page->messages, ShopMessage) = (ShopMessage){ .topic = str_of(topic), .body = body };
}

void shop_sign_only_sku(const ShopMessage *message, Str product_no, int64_t price_fen,
                        int64_t stock, ShopFacts *facts)
{
    *VEC_ADD(&facts->stocks, StockFact) = (StockFact){ .product_no = product_no,
                                                       .sku_no     = product_no,
                                                       .price_fen  = price_fen,
                                                       .stock      = stock,
                                                       .told_at_ms = message->asked_at_ms };
}

ShopPlace shop_sign_place(Str cursor)
{
    Str       rest  = cursor;
    const Str first = str_cut(&rest, ':');
    int64_t   a = 0, b = 0;
    if (!cursor.len || !str_to_i64(first, &a) || a < 0) return (ShopPlace){ 0 };
    if (!rest.ptr) return (ShopPlace){ 0, a };
    if (!str_to_i64(rest, &b) || b < 0) return (ShopPlace){ 0 };
    return (ShopPlace){ a, b };
}

Str shop_sign_page(Arena *arena, Str cursor)
{
    const int64_t page = shop_sign_place(cursor).page;
    return str_fmt(arena, "%lld", (long long)(page ? page : 1));
}

static Str cursor_of(Arena *arena, int64_t list, int64_t page)
{
    return list ? str_fmt(arena, "%lld:%lld", (long long)list, (long long)page)
                : str_fmt(arena, "%lld", (long long)page);
}

void shop_sign_turn(Arena *arena, Str cursor, int64_t page_size, int64_t lists, ShopPage *page)
{
    const ShopPlace at    = shop_sign_place(cursor);
    const int64_t   pages = (page->total + page_size - 1) / page_size;
    if (at.page == 0 && pages > 1) {
        page->messages.count = 0;
        page->cursor         = cursor_of(arena, at.list, pages);
    } else if (at.page > 1) {
        page->cursor = cursor_of(arena, at.list, at.page - 1);
    } else if (at.list + 1 < lists) {
        page->cursor = cursor_of(arena, at.list + 1, 0);
    }
}
