/* shop_push.c -- Doudian's callbacks on demand: all that happened in a window, signed, and when
 * told so twice, out of order, lost or forged; and what the window comes to. */
#include "sim/shop.h"
#include "wire/text_codec.h"

#include <curl/curl.h>

/* One thing to tell. */
typedef struct Told {
    const char *tag;
    ShopOrder   order;
    int64_t     at_s;
} Told;

static const char *tag_of(ShopStep step)
{
    switch (step) {
    case STEP_CREATED: return "100";
    case STEP_PAID: return "110";
    case STEP_SHIPPED: return "102";
    case STEP_FINISHED: return "103";
    case STEP_CANCELLED: return "106";
    case STEP_REFUNDED: return "206";
    }
    return "100";
}

static Vec told_in(Call *call, int64_t from_s, int64_t to_s)
{
    const Vec orders =
        shop_orders(call->arena, call->sim->seed, from_s, call->now_s + 1, call->now_s);
    Vec told = vec_of(call->arena, Told);
    for (size_t i = 0; i < orders.count; i++) {
        const ShopOrder *o = VEC_AT(orders, ShopOrder, i);
        for (size_t j = 0; j < o->step_count; j++)
            if (o->at_s[j] >= from_s && o->at_s[j] < to_s)
                *VEC_ADD(&told, Told) = (Told){ tag_of(o->step[j]), *o, o->at_s[j] };
    }
    return told;
}

static Str body_of(Arena *arena, const Told *told)
{
    const long long number = told->order.number;
    const Str       more   = told->tag[0] == '2'
                                 ? str_fmt(arena, ",\\\"aftersale_id\\\":%lld", number + 500000000)
                                 : S("");
    return str_fmt(
        arena,
        "[{\"tag\":\"%s\",\"msg_id\":\"%lld:%s:%lld\",\"data\":\"{\\\"p_id\\\":%lld%.*s}\"}]",
        told->tag, number, told->tag, (long long)told->at_s, number, FMT(more));
}

static size_t ignore(char *at, size_t size, size_t count, void *with)
{
    (void)at, (void)with;
    return size * count;
}

static bool post(Arena *arena, CURL *curl, Str url, Str body, Str sign)
{
    long               status  = 0;
    struct curl_slist *headers = curl_slist_append(NULL, "Content-Type: application/json");
    headers = curl_slist_append(headers, str_fmt(arena, "app-id: %.*s", FMT(SHOP_SIM_KEY)).ptr);
    headers = curl_slist_append(headers, str_fmt(arena, "event-sign: %.*s", FMT(sign)).ptr);
    curl_easy_setopt(curl, CURLOPT_URL, str_z(arena, url));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.ptr);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)body.len);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 20000L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    const CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_OK) curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    curl_slist_free_all(headers);
    return status == 200;
}

static Str sign_of(Arena *arena, Str body)
{
    return digest_hex(arena, md5(str_fmt(arena, "%.*s%.*s%.*s", FMT(SHOP_SIM_KEY), FMT(body),
                                         FMT(SHOP_SIM_SECRET))));
}

/* {url, minutes, repeat: percent sent twice, lose: percent not sent, shuffle, forge, seed}. */
static int push(Call *call)
{
    call->now_s           = world_now_s(call->world);
    const Str     url     = api_text(call, "url");
    const int64_t minutes = api_number(call, "minutes", 60);
    const int64_t repeat = api_number(call, "repeat", 0), lose = api_number(call, "lose", 0);
    uint64_t      prng  = (uint64_t)api_number(call, "seed", 1);
    const bool    forge = api_flag(call, "forge", false);
    int64_t       sent = 0, good = 0;
    if (!url.len) return api_refuse(call, 40035, "url is missing");
    Vec   told = told_in(call, call->now_s - minutes * 60, call->now_s + 1);
    CURL *curl = curl_easy_init();
    if (!curl) return api_refuse(call, -1, NULL);
    for (size_t i = told.count; api_flag(call, "shuffle", false) && i > 1; i--) {
        const size_t j             = prng_below(&prng, i);
        const Told   kept          = *VEC_AT(told, Told, i - 1);
        *VEC_AT(told, Told, i - 1) = *VEC_AT(told, Told, j);
        *VEC_AT(told, Told, j)     = kept;
    }
    for (size_t i = 0; i < told.count; i++) {
        if ((int64_t)prng_below(&prng, 100) < lose) continue;
        const Str body = body_of(call->arena, VEC_AT(told, Told, i));
        const Str sign = forge ? S("0123456789abcdef0123456789abcdef") : sign_of(call->arena, body);
        const int times = (int64_t)prng_below(&prng, 100) < repeat ? 2 : 1;
        for (int n = 0; n < times; n++, sent++) good += post(call->arena, curl, url, body, sign);
    }
    curl_easy_cleanup(curl);
    api_put_number(call, "told", (int64_t)told.count);
    api_put_number(call, "sent", sent);
    api_put_number(call, "taken", good);
    return 0;
}

/* {times}: so many of the next questions are refused. */
static int fault(Call *call)
{
    atomic_store(&call->sim->shop_refusals, api_number(call, "times", 1));
    return 0;
}

/* {minutes}: what the orders that changed in that time come to. */
static int figures(Call *call)
{
    call->now_s        = world_now_s(call->world);
    const int64_t from = call->now_s - api_number(call, "minutes", 60) * 60;
    const Vec orders   = shop_orders(call->arena, call->sim->seed, from, call->now_s, call->now_s);
    int64_t   paid = 0, paid_fen = 0, refunds = 0, refunded_fen = 0;
    for (size_t i = 0; i < orders.count; i++) {
        const ShopOrder *o = VEC_AT(orders, ShopOrder, i);
        if (shop_step_s(o, STEP_PAID)) paid++, paid_fen += o->total_fen;
        if (shop_step_s(o, STEP_REFUNDED)) refunds++, refunded_fen += o->refund_fen;
    }
    api_put_number(call, "orders", (int64_t)orders.count);
    api_put_number(call, "paid", paid);
    api_put_number(call, "paid_fen", paid_fen);
    api_put_number(call, "refunds", refunds);
    api_put_number(call, "refunded_fen", refunded_fen);
    return 0;
}

static const Endpoint endpoints[] = {
    { "shops/push", push, NO_LOCK, NULL, NULL },
    { "shops/fault", fault, NO_LOCK, NULL, NULL },
    { "shops/figures", figures, NO_LOCK, NULL, NULL },
};
const Endpoints shop_endpoints = { endpoints, COUNT(endpoints) };
