/* demo_trade.c -- what the brand of the demo sells: a mall and the tills of its stores, with a year
 * of orders of people it knows, told by the signed webhook as any till would. */
#include "app/demo.h"

#include "wire/wire.h"

enum { BUYERS = 900, ORDERS_MAX = 4, BATCH = 50, BATCH_JSON = 1 << 18, DAYS = 365 };

typedef struct DemoProduct {
    const char *no, *title, *category, *sku;
    int64_t     price_fen;
} DemoProduct;

static const DemoProduct products[] = {
    { "P101", "启悦婴儿配方奶粉 1 段", "奶粉", "800g", 29800 },
    { "P102", "启悦较大婴儿配方奶粉 2 段", "奶粉", "800g", 28800 },
    { "P103", "启悦幼儿配方奶粉 3 段", "奶粉", "800g", 26800 },
    { "P104", "有机羊奶粉 2 段", "奶粉", "400g", 21800 },
    { "P201", "云柔纸尿裤", "纸尿裤", "M 码 62 片", 11900 },
    { "P202", "云柔拉拉裤", "纸尿裤", "XL 码 46 片", 12900 },
    { "P203", "婴儿湿巾 80 抽 5 包", "洗护", "5 包", 4990 },
    { "P204", "宝宝洗发沐浴露", "洗护", "400ml", 6900 },
    { "P205", "婴儿面霜", "洗护", "50g", 8800 },
    { "P301", "高铁米粉", "辅食", "225g", 5800 },
    { "P302", "果泥组合装", "辅食", "6 袋", 4580 },
    { "P303", "溶豆", "辅食", "20g", 2590 },
    { "P401", "宽口径玻璃奶瓶", "喂养", "240ml", 9900 },
    { "P402", "电动吸奶器", "喂养", "双边", 59900 },
    { "P403", "恒温水壶", "喂养", "1.2L", 25900 },
    { "P501", "孕妇复合维生素", "孕产", "90 片", 19800 },
    { "P502", "妈咪背包", "孕产", "卡其", 23900 },
    { "P503", "安全座椅 0-4 岁", "出行", "灰", 169900 },
};

typedef struct DemoShop {
    const char *name, *no;
    Str         url, secret;
} DemoShop;

typedef struct Trade {
    Demo    *demo;
    DemoShop shops[2]; /* the mall, the tills */
    uint64_t random;
    uint64_t buyer; /* who is told of now: his child's age and his province follow from it */
    JsonOut  out;
    int64_t  number;
} Trade;

static int64_t below(Trade *trade, int64_t bound)
{
    return (int64_t)prng_below(&trade->random, (uint64_t)bound);
}

/* ---- the webhook -------------------------------------------------------------------------- */

static Code tell(Trade *trade, const DemoShop *shop, Str body)
{
    Ctx      *cx = &trade->demo->cx;
    const Str id = str_fmt(cx->arena, "demo-%s-%lld", shop->no, (long long)++trade->number);
    const Str at = str_fmt(cx->arena, "%lld", (long long)(cx->services->clock() / MS_PER_SECOND));
    const Digest mac = hmac_sha256(
        shop->secret, str_fmt(cx->arena, "%.*s.%.*s.%.*s", FMT(id), FMT(at), FMT(body)));
    const Str signature = str_fmt(cx->arena, "v1,%.*s", FMT(base64(cx->arena, digest_str(&mac))));
    const HttpCall call = {
        .method       = "POST",
        .url          = shop->url,
        .body         = body,
        .type         = S("application/json"),
        .headers      = { { S("webhook-id"), id },
                          { S("webhook-timestamp"), at },
                          { S("webhook-signature"), signature } },
        .header_count = 3,
        .timeout_ms   = DEMO_ASK_MS,
    };
    HttpAnswer answer;
    TRY(http_call(cx, &call, &answer));
    REQUIRE(cx, answer.status == 200, ERR_UNAVAILABLE, "demo.refused");
    return OK;
}

static void open_batch(Trade *trade)
{
    trade->out = json_out(trade->demo->cx.arena, BATCH_JSON);
    json_open_object(&trade->out);
    json_pair_str(&trade->out, S("type"), S("batch"));
    json_key(&trade->out, S("items"));
    json_open_array(&trade->out);
}

static Code close_batch(Trade *trade, const DemoShop *shop)
{
    Str body;
    json_close_array(&trade->out);
    json_close_object(&trade->out);
    TRY(json_out_done(&trade->out, &body));
    return tell(trade, shop, body);
}

static void open_message(JsonOut *out, Str type)
{
    json_open_object(out);
    json_pair_str(out, S("type"), type);
    json_key(out, S("data"));
    json_open_object(out);
}

static void close_message(JsonOut *out)
{
    json_close_object(out);
    json_close_object(out);
}

static void pair_time(Trade *trade, Str key, int64_t at_ms)
{
    json_key(&trade->out, key);
    json_put_time(&trade->out, at_ms, trade->demo->cx.zone);
}

/* ---- products ------------------------------------------------------------------------------- */

static void put_product(Trade *trade, const DemoProduct *product)
{
    JsonOut *out = &trade->out;
    open_message(out, S("product"));
    json_pair_str(out, S("product_no"), str_of(product->no));
    json_pair_str(out, S("title"), str_of(product->title));
    json_pair_str(out, S("state"), S("on_sale"));
    json_pair_str(out, S("category"), str_of(product->category));
    json_pair_i64(out, S("price_fen"), product->price_fen);
    pair_time(trade, S("updated_at"), trade->demo->cx.now_ms - DAYS * (int64_t)MS_PER_DAY);
    json_key(out, S("skus"));
    json_open_array(out);
    json_open_object(out);
    json_pair_str(out, S("sku_no"), str_fmt(trade->demo->cx.arena, "%s-1", product->no));
    json_pair_str(out, S("title"), str_of(product->sku));
    json_pair_i64(out, S("price_fen"), product->price_fen);
    json_pair_i64(out, S("stock"), 20 + below(trade, 400));
    json_close_object(out);
    json_close_array(out);
    close_message(out);
}

static Code tell_products(Trade *trade)
{
    for (size_t s = 0; s < COUNT(trade->shops); s++) {
        open_batch(trade);
        for (size_t i = 0; i < COUNT(products); i++) put_product(trade, &products[i]);
        TRY(close_batch(trade, &trade->shops[s]));
    }
    return OK;
}

/* ---- orders --------------------------------------------------------------------------------- */

/* What is bought together: before birth, with a baby, with an infant, with a toddler. */
static const int64_t stages[][5] = {
    { 15, 16, 13, 12, 6 },
    { 0, 4, 6, 12, 8 },
    { 1, 3, 9, 7, 5 },
    { 2, 5, 11, 10, 17 },
};

/* Seven of ten orders begin with what suits the age of the child. */
static int64_t first_product(Trade *trade)
{
    const int64_t any = below(trade, COUNT(products));
    uint64_t      own = trade->buyer + (uint64_t)trade->number;
    if (prng_below(&own, 10) >= 7) return any;
    return stages[trade->buyer % COUNT(stages)][any % 5];
}

static Str province_of(uint64_t buyer)
{
    static const struct {
        const char *name;
        int         weight;
    } provinces[] = {
        { "浙江省", 14 }, { "广东省", 13 },        { "江苏省", 12 },
        { "上海市", 9 },  { "山东省", 7 },         { "四川省", 6 },
        { "河南省", 6 },  { "湖北省", 5 },         { "福建省", 5 },
        { "北京市", 5 },  { "湖南省", 4 },         { "安徽省", 4 },
        { "河北省", 3 },  { "江西省", 3 },         { "重庆市", 3 },
        { "陕西省", 3 },  { "辽宁省", 3 },         { "天津市", 2 },
        { "云南省", 2 },  { "广西壮族自治区", 2 }, { "黑龙江省", 2 },
        { "山西省", 2 },  { "贵州省", 1 },         { "吉林省", 1 },
        { "海南省", 1 },  { "内蒙古自治区", 1 },   { "新疆维吾尔自治区", 1 },
        { "甘肃省", 1 },  { "香港特别行政区", 1 },
    };
    int whole = 0, at = 0;
    for (size_t i = 0; i < COUNT(provinces); i++) whole += provinces[i].weight;
    at = (int)prng_below(&buyer, (uint64_t)whole);
    for (size_t i = 0; i < COUNT(provinces); i++)
        if ((at -= provinces[i].weight) < 0) return str_of(provinces[i].name);
    return str_of(provinces[0].name);
}

/* One to three products; the sum of what they cost. */
static int64_t put_lines(Trade *trade)
{
    const int64_t count = 1 + below(trade, 3), first = first_product(trade);
    int64_t       sum = 0;
    json_key(&trade->out, S("lines"));
    json_open_array(&trade->out);
    for (int64_t i = 0; i < count; i++) {
        const DemoProduct *one      = &products[(first + i * 5) % (int64_t)COUNT(products)];
        const int64_t      quantity = one->price_fen > 50000 ? 1 : 1 + below(trade, 3);
        json_open_object(&trade->out);
        json_pair_str(&trade->out, S("line_no"),
                      str_fmt(trade->demo->cx.arena, "%lld", (long long)i + 1));
        json_pair_str(&trade->out, S("product_no"), str_of(one->no));
        json_pair_str(&trade->out, S("title"), str_of(one->title));
        json_pair_str(&trade->out, S("sku_title"), str_of(one->sku));
        json_pair_i64(&trade->out, S("quantity"), quantity);
        json_pair_i64(&trade->out, S("price_fen"), one->price_fen);
        json_pair_i64(&trade->out, S("amount_fen"), one->price_fen * quantity);
        json_close_object(&trade->out);
        sum += one->price_fen * quantity;
    }
    json_close_array(&trade->out);
    return sum;
}

static void put_payment(Trade *trade, Str no, int64_t amount_fen, int64_t at_ms)
{
    JsonOut *out = &trade->out;
    json_key(out, S("payments"));
    json_open_array(out);
    json_open_object(out);
    json_pair_str(out, S("payment_no"), str_fmt(trade->demo->cx.arena, "%.*s-p", FMT(no)));
    json_pair_i64(out, S("amount_fen"), amount_fen);
    pair_time(trade, S("paid_at"), at_ms);
    json_pair_str(out, S("method"), below(trade, 4) ? S("微信支付") : S("支付宝"));
    json_close_object(out);
    json_close_array(out);
}

static void put_refund(Trade *trade, Str no, int64_t amount_fen, int64_t at_ms)
{
    static const char *const reasons[] = { "尺码不合适", "买多了", "包装破损", "宝宝不适应" };
    JsonOut                 *out = &trade->out;
    json_key(out, S("refunds"));
    json_open_array(out);
    json_open_object(out);
    json_pair_str(out, S("refund_no"), str_fmt(trade->demo->cx.arena, "%.*s-r", FMT(no)));
    json_pair_str(out, S("state"), S("done"));
    json_pair_i64(out, S("amount_fen"), amount_fen);
    json_pair_str(out, S("reason"), str_of(reasons[below(trade, COUNT(reasons))]));
    pair_time(trade, S("opened_at"), at_ms);
    pair_time(trade, S("ended_at"), at_ms + MS_PER_DAY);
    pair_time(trade, S("updated_at"), at_ms + MS_PER_DAY);
    json_close_object(out);
    json_close_array(out);
}

/* One in twelve is not paid, one in ten of the others is given back, half of those in part.  What a
 * till sold is gone with the buyer. */
static void put_order(Trade *trade, Str unionid, int64_t at_ms, bool is_till)
{
    JsonOut      *out         = &trade->out;
    const int64_t age_ms      = trade->demo->cx.now_ms - at_ms;
    const bool    is_paid     = below(trade, 12) != 0;
    const bool    is_refunded = is_paid && age_ms > 5 * (int64_t)MS_PER_DAY && !below(trade, 10);
    const bool    is_over     = is_till || age_ms > 14 * (int64_t)MS_PER_DAY;
    const Str no = str_fmt(trade->demo->cx.arena, "XM%lld%05lld", (long long)(at_ms / MS_PER_DAY),
                           (long long)++trade->number);
    open_message(out, S("order"));
    json_pair_str(out, S("order_no"), no);
    json_pair_str(out, S("state"), !is_paid ? S("closed") : is_over ? S("finished") : S("paid"));
    pair_time(trade, S("created_at"), at_ms);
    pair_time(trade, S("updated_at"), at_ms + 5 * (int64_t)MS_PER_MINUTE);
    const int64_t sum = put_lines(trade), discount = sum / 100 * below(trade, 12);
    json_pair_i64(out, S("total_fen"), sum);
    json_pair_i64(out, S("discount_fen"), discount);
    json_pair_i64(out, S("payable_fen"), sum - discount);
    json_pair_str(out, S("region"), province_of(trade->buyer));
    json_key(out, S("buyer"));
    json_open_object(out);
    json_pair_str(out, S("unionid"), unionid);
    json_close_object(out);
    if (is_paid) pair_time(trade, S("paid_at"), at_ms + MS_PER_MINUTE);
    if (is_paid) put_payment(trade, no, sum - discount, at_ms + MS_PER_MINUTE);
    if (is_refunded)
        put_refund(trade, no, below(trade, 2) ? sum - discount : (sum - discount) / 2,
                   at_ms + 2 * (int64_t)MS_PER_DAY);
    close_message(out);
}

/* ---- who buys -------------------------------------------------------------------------------- */

static Code unionid_of(Demo *demo, Str id, Str *unionid)
{
    const Json *person = NULL;
    TRY(demo_ask(demo, "GET",
                 str_fmt(demo->cx.arena, "%.*s/api/people/%.*s", FMT(demo->api), FMT(id)),
                 (Str){ 0 }, &person));
    const JsonItems known = json_items(person, S("identities"));
    *unionid              = (Str){ 0 };
    for (size_t i = 0; i < known.count; i++)
        if (str_equal(json_str(&known.at[i], S("kind")), S("unionid")))
            *unionid = json_str(&known.at[i], S("value_masked"));
    return OK;
}

/* The orders of some people in shop number `s`, a batch at a time. */
static Code tell_orders(Trade *trade, const Str *unionids, size_t count, size_t s)
{
    const int64_t now   = trade->demo->cx.now_ms;
    int           batch = 0;
    open_batch(trade);
    for (size_t i = s; i < count; i += COUNT(trade->shops)) {
        trade->buyer = 7919 * i + 20260101;
        for (int64_t n = 1 + below(trade, ORDERS_MAX); n > 0; n--) {
            const int64_t ago = below(trade, DAYS) * below(trade, DAYS) / DAYS; /* more of late */
            put_order(trade, unionids[i],
                      now - ago * MS_PER_DAY - (60 + below(trade, 720)) * MS_PER_MINUTE, s == 1);
            if (++batch < BATCH) continue;
            TRY(close_batch(trade, &trade->shops[s]));
            open_batch(trade);
            batch = 0;
        }
    }
    return close_batch(trade, &trade->shops[s]);
}

static Code find_buyers(Demo *demo, Str *unionids, size_t *count)
{
    enum { PAGE = 200, STRIDE = 1000 };
    *count = 0;
    for (int64_t offset = 0; *count < BUYERS; offset += STRIDE) {
        const Json *page = NULL;
        TRY(demo_ask(demo, "GET",
                     str_fmt(demo->cx.arena, "%.*s/api/customers?limit=%d&offset=%lld",
                             FMT(demo->api), PAGE, (long long)offset),
                     (Str){ 0 }, &page));
        const JsonItems people = json_items(page, S("items"));
        if (people.count == 0) return OK;
        for (size_t i = 0; i < people.count && *count < BUYERS; i += 2) {
            TRY(unionid_of(demo, json_str(&people.at[i], S("id")), &unionids[*count]));
            if (unionids[*count].len) (*count)++;
        }
    }
    return OK;
}

static Code open_shop(Demo *demo, DemoShop *shop)
{
    const Json *made = NULL;
    TRY(demo_ask(demo, "POST", demo_url(demo, "/api/shops"),
                 str_fmt(demo->cx.arena,
                         "{\"platform\":\"generic\",\"name\":\"%s\",\"shop_no\":\"%s\"}",
                         shop->name, shop->no),
                 &made));
    const Str secret = json_str(made, S("callback_token")), mark = S("whsec_");
    shop->url    = json_str(made, S("callback_url"));
    shop->secret = secret;
    if (!str_starts(secret, mark)) return OK;
    return base64_decode(demo->cx.arena, str_slice(secret, mark.len, secret.len), &shop->secret);
}

Code demo_trade(Demo *demo)
{
    const Json *shops    = NULL;
    Str        *unionids = arena_make(demo->cx.arena, Str, BUYERS);
    size_t      count    = 0;
    Trade       trade    = { .demo   = demo,
                             .random = 20260101,
                             .shops  = { { .name = "小满商城", .no = "xiaoman-mall" },
                                         { .name = "门店收银", .no = "xiaoman-till" } } };
    TRY(demo_ask(demo, "GET", demo_url(demo, "/api/shops"), (Str){ 0 }, &shops));
    if (json_items(shops, S("items")).count > 0) return OK;
    TRY(find_buyers(demo, unionids, &count));
    for (size_t s = 0; s < COUNT(trade.shops); s++) TRY(open_shop(demo, &trade.shops[s]));
    TRY(tell_products(&trade));
    for (size_t s = 0; s < COUNT(trade.shops); s++) TRY(tell_orders(&trade, unionids, count, s));
    return OK;
}
