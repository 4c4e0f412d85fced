/* What each platform signs, asks, answers and tells: vectors good and bad. */
#include "shop/shop_sign.h"
#include "wire/wxcrypt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const int64_t noon_ms = INT64_C(1704081600000); /* 2024-01-01 12:00 of Beijing */

static int setup(void **state)
{
    *state = arena_new(1 << 26);
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

#define assert_text(arena, got, want) assert_string_equal(str_z((arena), (got)), (want))

/* ---- a delivery by hand ---------------------------------------------------------------------- */

typedef struct Head {
    Str name, value;
} Head;

static Str header_of(const void *with, Str name)
{
    const Head *head = with;
    return str_equal_nocase(head->name, name) ? head->value : (Str){ 0 };
}

static ShopDelivery delivery_of(const Head *head, const char *body, const char *query)
{
    return (ShopDelivery){ .body   = str_of(body),
                           .query  = str_of(query),
                           .header = header_of,
                           .with   = head,
                           .now_ms = noon_ms };
}

/* Good as it is; refused with another secret, another body, another signature and none. */
static void check_signature(Arena *arena, const ShopConnector *connector, const ShopKeys *keys,
                            const ShopDelivery *good)
{
    const char *reason = connector->verify(arena, keys, good);
    if (reason) fail_msg("%s", reason);
    ShopKeys other   = *keys;
    other.app_secret = S("another");
    assert_string_equal(connector->verify(arena, &other, good), "shop.bad_signature");
    const Head  *head   = good->with;
    Head         forged = { head->name, S("0123456789abcdef0123456789abcdef") };
    Head         bare   = { head->name, (Str){ 0 } };
    ShopDelivery bad    = *good;
    bad.with            = &forged;
    assert_string_equal(connector->verify(arena, keys, &bad), "shop.bad_signature");
    bad.with = &bare;
    assert_string_equal(connector->verify(arena, keys, &bad), "shop.no_signature");
    bad      = *good;
    bad.body = str_fmt(arena, "%.*s ", FMT(good->body));
    assert_string_equal(connector->verify(arena, keys, &bad), "shop.bad_signature");
}

/* ---- signatures -------------------------------------------------------------------------- */

static void test_top_signs_by_md5_hmac_and_sha256(void **state)
{
    Arena *arena = *state;
    const struct {
        const char *method, *sign;
    } vectors[] = {
        { "md5", "13985C27C5EE961EE54A40BE8433E1CA" },
        { "hmac", "9A38C4A47BFB9EE9B2F668BAB5461108" },
        { "hmac-sha256", "37574A1F514A3BE3C4F38CF6E48986AB39F1C3D7E68436A0F056FD1C559C87BE" },
    };
    for (size_t i = 0; i < COUNT(vectors); i++) {
        ShopParams params = { 0 };
        shop_sign_add(&params, "method", S("taobao.trades.sold.increment.get"));
        shop_sign_add(&params, "app_key", S("12345678"));
        shop_sign_add(&params, "session", S("6100e23SESSION"));
        shop_sign_add(&params, "timestamp", S("2024-01-01 12:00:00"));
        shop_sign_add(&params, "format", S("json"));
        shop_sign_add(&params, "v", S("2.0"));
        shop_sign_add(&params, "fields", S("tid,status,payment"));
        shop_sign_add(&params, "start_modified", S("2024-01-01 00:00:00"));
        shop_sign_add(&params, "end_modified", S("2024-01-01 12:00:00"));
        shop_sign_add(&params, "page_no", S("1"));
        shop_sign_add(&params, "page_size", S("40"));
        shop_sign_add(&params, "empty", S(""));
        shop_sign_add(&params, "sign_method", str_of(vectors[i].method));
        assert_text(arena,
                    shop_sign_top(arena, &params, S("helloworldsecret"), str_of(vectors[i].method)),
                    vectors[i].sign);
    }
    assert_text(arena, shop_sign_local(arena, noon_ms), "2024-01-01 12:00:00");
}

static void test_jd_and_doudian_sign_requests(void **state)
{
    Arena     *arena  = *state;
    ShopParams params = { 0 };
    shop_sign_add(&params, "method", S("jingdong.pop.order.enSearch"));
    shop_sign_add(&params, "access_token", S("tok"));
    shop_sign_add(&params, "app_key", S("JDKEY"));
    shop_sign_add(&params, "timestamp", S("2024-01-01 12:00:00"));
    shop_sign_add(&params, "v", S("2.0"));
    shop_sign_add(&params, "360buy_param_json", S("{\"page\":\"1\",\"page_size\":\"20\"}"));
    assert_text(arena, shop_sign_top(arena, &params, S("jdsecret"), S("md5")),
                "9CA289975B76B8A36F6CD7F6769C6B2E");
    const ShopKeys keys = { .app_key    = S("3409409348479354011"),
                            .app_secret = S("2ad2355c-01d0-11f8-91dc-05a8cd1054b1") };
    const Str      said = S("{\"page\":0,\"size\":20,\"update_time_end\":1704081600,"
                                 "\"update_time_start\":1704067200}");
    assert_text(arena,
                shop_sign_doudian(arena, &keys, S("order.searchList"), said,
                                  S("2024-01-01 12:00:00"), S("md5")),
                "204a2629ce82bb168b6c3483f30adcb0");
    assert_text(arena,
                shop_sign_doudian(arena, &keys, S("order.searchList"), said,
                                  S("2024-01-01 12:00:00"), S("hmac-sha256")),
                "5a51923c100098a610d13d73376830eb1aa9c5e8127ec0617f5bd141ed13abc3");
}

static const char doudian_body[] = "[{\"tag\":\"110\",\"msg_id\":\"04288000009348874:0:110:"
                                   "1704067200:0\",\"data\":\"{\\\"p_id\\\":"
                                   "4705288465508532862,\\\"s_ids\\\":[4705288465508532862],"
                                   "\\\"shop_id\\\":95250,\\\"order_status\\\":2,"
                                   "\\\"order_type\\\":0,\\\"pay_type\\\":1,\\\"biz\\\":2,\\\"pay_"
                                   "time\\\":1704067200,\\\"pay_amount\\\":"
                                   "2990}\"}]";

static void test_doudian_hints_are_signed_and_ask_for_the_order(void **state)
{
    Arena         *arena    = *state;
    const ShopKeys keys     = { .app_key    = S("3409409348479354011"),
                                .app_secret = S("2ad2355c-01d0-11f8-91dc-05a8cd1054b1") };
    const Head     head     = { S("event-sign"), S("0b6da7ed6a83fdeade2b033f60172fa7") };
    ShopDelivery   good     = delivery_of(&head, doudian_body, "");
    Vec            messages = vec_of(arena, ShopMessage);
    ShopFacts      facts    = shop_facts(arena);
    check_signature(arena, &shop_doudian_connector, &keys, &good);
    assert_null(shop_doudian_connector.decode(arena, &keys, &good, &messages));
    assert_int_equal(messages.count, 1);
    assert_null(shop_doudian_connector.map(arena, &keys, VEC_AT(messages, ShopMessage, 0), &facts));
    assert_int_equal(facts.wanted.count, 1);
    assert_text(arena, VEC_AT(facts.wanted, Wanted, 0)->number, "4705288465508532862");
    /* Numbers instead of texts, an object instead of a text, and the test of the form. */
    good.body = S("[{\"tag\":206,\"msgId\":7,\"data\":{\"p_id\":\"1\",\"aftersale_id\":9}},"
                  "{\"tag\":\"0\",\"msg_id\":\"t\"}]");
    messages  = vec_of(arena, ShopMessage);
    facts     = shop_facts(arena);
    assert_null(shop_doudian_connector.decode(arena, &keys, &good, &messages));
    assert_true(VEC_AT(messages, ShopMessage, 1)->is_test);
    assert_null(shop_doudian_connector.map(arena, &keys, VEC_AT(messages, ShopMessage, 0), &facts));
    assert_int_equal(facts.wanted.count, 2);
    assert_int_equal(VEC_AT(facts.wanted, Wanted, 0)->what, WANT_REFUND);
}

static const char youzan_body[] =
    "{\"client_id\":\"cid123\",\"id\":\"E20240101000001\",\"kdt_id\":63077,\"msg\":\"%7B%22full_"
    "order_info"
    "%22%3A%7B%22order_info%22%3A%7B%22tid%22%3A%22E20240101000001%22%2C%22status%22%3A%22WAIT_"
    "SELLER_SEND_"
    "GOODS%22%7D%7D%7D\",\"msg_id\":\"m-1\",\"mode\":1,\"sendCount\":0,\"status\":\"WAIT_SELLER_"
    "SEND_GOODS"
    "\",\"test\":false,\"type\":\"trade_TradeBuyerPay\",\"version\":1704067200000}";

static void test_youzan_orders_are_signed_and_told_whole_or_asked(void **state)
{
    Arena         *arena    = *state;
    const ShopKeys keys     = { .app_key = S("cid123"), .app_secret = S("csecret456") };
    const Head     head     = { S("Event-Sign"), S("01c1f4dfb43902da1d871346fe5b9d71") };
    ShopDelivery   good     = delivery_of(&head, youzan_body, "");
    Vec            messages = vec_of(arena, ShopMessage);
    ShopFacts      facts    = shop_facts(arena);
    check_signature(arena, &shop_youzan_connector, &keys, &good);
    assert_null(shop_youzan_connector.decode(arena, &keys, &good, &messages));
    /* It lacks what an order is made of, so the order is asked for. */
    assert_null(shop_youzan_connector.map(arena, &keys, VEC_AT(messages, ShopMessage, 0), &facts));
    assert_text(arena, VEC_AT(facts.wanted, Wanted, 0)->number, "E20240101000001");
    const Str whole = url_encode(
        arena,
        S("{\"full_order_info\":{\"order_info\":{\"tid\":\"E1\",\"status\":\"TRADE_SUCCESS\","
          "\"created\":"
          "\"2024-01-01 10:00:00\",\"pay_time\":\"2024-01-01 10:01:00\",\"success_time\":"
          "\"2024-01-03 10:00:00\",\"update_time\":\"2024-01-03 "
          "10:00:00\"},\"buyer_info\":{\"yz_open_id\":"
          "\"yz1\",\"buyer_phone\":\"13800138000\"},\"orders\":[{\"oid\":\"o1\",\"item_id\":1,"
          "\"sku_id\":2,"
          "\"title\":\"杯子\",\"num\":2,\"price\":\"10.00\",\"payment\":\"18.50\"}],\"pay_info\":"
          "{\"total_fee\":\"20.00\",\"post_fee\":\"0.00\",\"payment\":\"18.50\",\"transaction\":["
          "\"t9\"]}}}"));
    const ShopMessage told = { .topic = S("trade_TradeSuccess"),
                               .body =
                                   str_fmt(arena, "{\"id\":\"E1\",\"msg\":\"%.*s\"}", FMT(whole)) };
    facts                  = shop_facts(arena);
    assert_null(shop_youzan_connector.map(arena, &keys, &told, &facts));
    const OrderFact *order = VEC_AT(facts.orders, OrderFact, 0);
    assert_int_equal(order->state, ORDER_FINISHED);
    assert_int_equal(order->payable_fen, 1850);
    assert_int_equal(ROWS_AT(LineFact, order->lines, 0)->amount_fen, 1850);
    assert_text(arena, ROWS_AT(PaymentFact, order->payments, 0)->payment_no, "t9");
    assert_text(arena, order->buyer.phone, "13800138000");
    assert_int_equal(order->finished_at_ms - order->created_at_ms, 2 * MS_PER_DAY);
}

static void test_weimob_is_signed_unless_a_shop_says_otherwise(void **state)
{
    Arena      *arena = *state;
    const Head  none  = { S("x"), S("") };
    ShopKeys    keys  = { .app_key = S("client"), .app_secret = S("secret") };
    const Str   sign  = shop_sign_md5(arena, S("client"), S("100"), S("secret"));
    const char *body =
        str_fmt(arena,
                "{\"id\":\"100\",\"topic\":\"weimob_shop.order\",\"event\":\"statusUpdate\","
                "\"sign\":\"%.*s\",\"msgBody\":\"{\\\"orderNo\\\":100,\\\"orderStatus\\\":5,"
                "\\\"createTime\\\":1704067200000,\\\"updateTime\\\":1704067201000,"
                "\\\"wid\\\":42}\"}",
                FMT(sign))
            .ptr;
    ShopDelivery good     = delivery_of(&none, body, "");
    Vec          messages = vec_of(arena, ShopMessage);
    ShopFacts    facts    = shop_facts(arena);
    assert_null(shop_weimob_connector.verify(arena, &keys, &good));
    keys.app_secret = S("other");
    assert_string_equal(shop_weimob_connector.verify(arena, &keys, &good), "shop.bad_signature");
    const ShopDelivery bare = delivery_of(&none, "{\"id\":\"100\"}", "");
    assert_string_equal(shop_weimob_connector.verify(arena, &keys, &bare), "shop.no_signature");
    keys.options = shop_sign_parse(arena, S("{\"verify\":\"off\"}"));
    assert_null(shop_weimob_connector.verify(arena, &keys, &bare));
    assert_null(shop_weimob_connector.decode(arena, &keys, &good, &messages));
    /* A callback is a hint; of an app that may ask nothing it is all there is. */
    assert_null(shop_weimob_connector.map(arena, &keys, VEC_AT(messages, ShopMessage, 0), &facts));
    assert_text(arena, VEC_AT(facts.wanted, Wanted, 0)->number, "100");
    keys.options = shop_sign_parse(arena, S("{\"detail\":\"off\"}"));
    assert_null(shop_weimob_connector.map(arena, &keys, VEC_AT(messages, ShopMessage, 0), &facts));
    assert_int_equal(VEC_AT(facts.orders, OrderFact, 0)->state, ORDER_SHIPPED);
    assert_text(arena, VEC_AT(facts.orders, OrderFact, 0)->buyer.buyer_id, "42");
}

static const char aes_key[] = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

static void test_the_wechat_store_is_encrypted_and_signed(void **state)
{
    Arena         *arena      = *state;
    const uint8_t  random[16] = { 1 };
    const ShopKeys keys       = { .app_key          = S("wx123"),
                                  .callback_token   = S("token"),
                                  .callback_aes_key = str_of(aes_key) };
    const Str      said =
        S("{\"ToUserName\":\"gh_x\",\"Event\":\"channels_ec_order_pay\",\"order_info\":"
          "{\"order_id\":3705115058471208928,\"pay_time\":\"1700000000\"}}");
    WxKey       key;
    const char *reason = NULL;
    assert_int_equal(wx_key(keys.callback_aes_key, &key, &reason), OK);
    const Str   cipher = wx_encrypt(arena, &key, S("wx123"), random, said);
    const Str   sign   = wx_signature(arena, S("token"), S("1700000000"), S("n"), cipher);
    const char *body =
        str_fmt(arena, "{\"ToUserName\":\"gh_x\",\"Encrypt\":\"%.*s\"}", FMT(cipher)).ptr;
    const char *query =
        str_fmt(arena, "msg_signature=%.*s&timestamp=1700000000&nonce=n", FMT(sign)).ptr;
    ShopDelivery good     = delivery_of(&(Head){ 0 }, body, query);
    Vec          messages = vec_of(arena, ShopMessage);
    ShopFacts    facts    = shop_facts(arena);
    assert_null(shop_wechat_connector.verify(arena, &keys, &good));
    ShopKeys other       = keys;
    other.callback_token = S("another");
    assert_string_equal(shop_wechat_connector.verify(arena, &other, &good), "shop.bad_signature");
    ShopDelivery plain = delivery_of(&(Head){ 0 }, "{\"Event\":\"channels_ec_order_pay\"}", query);
    assert_string_equal(shop_wechat_connector.verify(arena, &keys, &plain), "shop.no_signature");
    assert_null(shop_wechat_connector.decode(arena, &keys, &good, &messages));
    assert_null(shop_wechat_connector.map(arena, &keys, VEC_AT(messages, ShopMessage, 0), &facts));
    assert_text(arena, VEC_AT(facts.wanted, Wanted, 0)->number, "3705115058471208928");
    other          = keys;
    other.app_key  = S("wx999"); /* for another store */
    messages.count = 0;
    assert_non_null(shop_wechat_connector.decode(arena, &other, &good, &messages));
    /* The form's check is answered with what it asked. */
    const Str    proof = wx_signature(arena, S("token"), S("1"), S("n"), (Str){ 0 });
    ShopReply    reply = { 0 };
    ShopDelivery form  = delivery_of(
         &(Head){ 0 }, "",
         str_fmt(arena, "signature=%.*s&timestamp=1&nonce=n&echostr=hello", FMT(proof)).ptr);
    assert_null(shop_wechat_connector.verify(arena, &keys, &form));
    shop_wechat_connector.acknowledge(arena, &keys, &form, &reply);
    assert_text(arena, reply.body, "hello");
}

/* ---- asking and reading ------------------------------------------------------------------ */

static ShopPage page_of(Arena *arena)
{
    return (ShopPage){ .messages = vec_of(arena, ShopMessage) };
}

static void test_taobao_pages_are_read_from_the_last(void **state)
{
    Arena         *arena = *state;
    const ShopKeys keys  = { .app_key      = S("k"),
                             .app_secret   = S("s"),
                             .access_token = S("t"),
                             .base_url     = S("https://gw.api.taobao.com") };
    ShopAsk        ask   = {
                 .what = WANT_ORDERS, .from_ms = noon_ms - 1000, .to_ms = noon_ms, .now_ms = noon_ms
    };
    HttpCall call = { 0 };
    ShopPage page = page_of(arena);
    assert_null(shop_taobao_connector.ask(arena, &keys, &ask, &call));
    assert_text(arena, call.url, "https://gw.api.taobao.com/router/rest");
    assert_true(str_find(call.body, S("use_has_next=false")) > 0);
    assert_null(
        shop_taobao_connector.read(arena, &keys, &ask,
                                   S("{\"trades_sold_increment_get_response\":{\"total_results\":"
                                     "120,\"trades\":{\"trade\":[{\"tid\":1}]}}}"),
                                   &page));
    assert_text(arena, page.cursor, "3");
    assert_int_equal(page.messages.count, 0);
    ask.cursor = S("1");
    page       = page_of(arena);
    assert_null(shop_taobao_connector.read(
        arena, &keys, &ask,
        S("{\"trades_sold_increment_get_response\":{\"has_next\":false,\"trades\":{\"trade\":[{"
          "\"tid\":"
          "\"2024000000000000001\",\"status\":\"WAIT_SELLER_SEND_GOODS\",\"payment\":\"12.50\","
          "\"total_fee\":"
          "\"13.00\",\"created\":\"2024-01-01 11:00:00\",\"modified\":\"2024-01-01 "
          "11:05:00\",\"pay_time\":"
          "\"2024-01-01 "
          "11:01:00\",\"buyer_open_uid\":\"AAH1\",\"orders\":{\"order\":[{\"oid\":7,\"num_iid\":8,"
          "\"title\":\"杯子\",\"num\":1,\"price\":\"13.00\",\"payment\":\"12.50\"}]}}]}}}"),
        &page));
    assert_int_equal(page.messages.count, 1);
    assert_int_equal(page.cursor.len, 0);
    ShopFacts facts = shop_facts(arena);
    assert_null(
        shop_taobao_connector.map(arena, &keys, VEC_AT(page.messages, ShopMessage, 0), &facts));
    const OrderFact *order = VEC_AT(facts.orders, OrderFact, 0);
    assert_text(arena, order->order_no, "2024000000000000001");
    assert_int_equal(order->payable_fen, 1250);
    assert_int_equal(order->state, ORDER_PAID);
    assert_text(arena, ROWS_AT(LineFact, order->lines, 0)->product_no, "8");
    const struct {
        const char *answer, *reason;
    } bad[] = {
        { "{\"error_response\":{\"code\":7,\"msg\":\"App Call Limited\"}}",
          "shop.throttled 7 App Call Limited" },
        { "{\"error_response\":{\"code\":27,\"msg\":\"Invalid session\"}}",
          "shop.token_expired 27 Invalid session" },
        { "{\"error_response\":{\"code\":25,\"msg\":\"x\"}}", "shop.wrong_secret 25 x" },
        { "<html>", "shop.bad_answer" },
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_string_equal(
            shop_taobao_connector.read(arena, &keys, &ask, str_of(bad[i].answer), &page),
            bad[i].reason);
}

static void test_answers_of_the_others_become_facts(void **state)
{
    Arena         *arena = *state;
    const ShopKeys keys  = { .app_key = S("wxapp") };
    ShopPage       page  = page_of(arena);
    ShopFacts      facts = shop_facts(arena);
    ShopAsk        ask   = { .what = WANT_ORDERS, .now_ms = noon_ms };
    assert_null(shop_jd_connector.read(
        arena, &keys, &ask,
        S("{\"jingdong_pop_order_search_responce\":{\"code\":\"0\",\"searchorderinfo_result\":{"
          "\"orderTotal\":1,"
          "\"orderInfoList\":[{\"orderId\":\"77\",\"orderState\":\"FINISHED_L\",\"orderPayment\":"
          "\"9.9\",\"orderTotalPrice\":"
          "\"10\",\"orderStartTime\":\"2024-01-01 11:00:00\",\"modified\":\"2024-01-02 "
          "11:00:00\",\"paymentConfirmTime\":"
          "\"2024-01-01 "
          "11:00:05\",\"open_id_buyer\":\"ob\",\"itemInfoList\":[{\"skuId\":\"1\",\"jdPrice\":"
          "\"5\","
          "\"itemTotal\":\"2\"}]}]}}}"),
        &page));
    assert_null(shop_jd_connector.map(arena, &keys, VEC_AT(page.messages, ShopMessage, 0), &facts));
    page = page_of(arena);
    assert_null(
        shop_doudian_connector.read(arena, &keys, &ask,
                                    S("{\"code\":10000,\"data\":{\"page\":0,\"total\":1,\"shop_"
                                      "order_list\":[{\"order_id\":\"88\",\"order_status\":3,"
                                      "\"pay_time\":1704067300,\"create_time\":1704067200,\"update_"
                                      "time\":1704067400,\"order_amount\":3000,"
                                      "\"pay_amount\":2990,\"doudian_open_id\":\"d1\",\"sku_order_"
                                      "list\":[{\"order_id\":\"88\",\"product_id\":5,"
                                      "\"item_num\":1,\"pay_amount\":2990}]}]}}"),
                                    &page));
    assert_null(
        shop_doudian_connector.map(arena, &keys, VEC_AT(page.messages, ShopMessage, 0), &facts));
    page     = page_of(arena);
    ask.what = WANT_ORDER;
    assert_null(
        shop_wechat_connector.read(arena, &keys, &ask,
                                   S("{\"errcode\":0,\"order\":{\"order_id\":\"37\",\"openid\":"
                                     "\"o1\",\"unionid\":\"u1\",\"status\":21,\"create_time\":"
                                     "1704067200,\"update_time\":1704067500,\"order_detail\":{"
                                     "\"product_infos\":[{\"product_id\":1,\"sku_id\":2,"
                                     "\"title\":\"t\",\"sku_cnt\":2,\"sale_price\":100,\"real_"
                                     "price\":190}],\"price_info\":{\"product_price\":200,"
                                     "\"order_price\":190},\"pay_info\":{\"transaction_id\":"
                                     "\"42000\",\"pay_time\":1704067210},\"delivery_info\":"
                                     "{\"delivery_product_info\":[{\"waybill_id\":\"sf1\","
                                     "\"delivery_id\":\"SF\",\"delivery_time\":1704067400}]}}}}"),
                                   &page));
    assert_null(
        shop_wechat_connector.map(arena, &keys, VEC_AT(page.messages, ShopMessage, 0), &facts));
    assert_int_equal(facts.orders.count, 3);
    const OrderFact *jd = VEC_AT(facts.orders, OrderFact, 0),
                    *dd = VEC_AT(facts.orders, OrderFact, 1),
                    *wx = VEC_AT(facts.orders, OrderFact, 2);
    assert_int_equal(jd->state, ORDER_FINISHED);
    assert_int_equal(jd->payable_fen, 990);
    assert_int_equal(dd->state, ORDER_SHIPPED);
    assert_int_equal(dd->payable_fen, 2990);
    assert_int_equal(wx->state, ORDER_PART_SHIPPED);
    assert_text(arena, wx->buyer.appid, "wxapp");
    assert_false(ROWS_AT(ShipmentFact, wx->shipments, 0)->is_last);
    assert_string_equal(shop_wechat_connector.read(arena, &keys, &ask,
                                                   S("{\"errcode\":42001,\"errmsg\":\"expired\"}"),
                                                   &page),
                        "shop.token_expired 42001 expired");
}

/* ---- products, refunds and amounts, as each platform answers ------------------------------ */

typedef struct Answered {
    const ShopConnector *connector;
    ShopKeys             keys;
    ShopFacts            facts;
    Str                  cursor; /* of the next page */
} Answered;

/* Reads an answer and maps all of it, as asked at noon. */
static void answer(Arena *arena, Answered *to, ShopWant what, const char *cursor, const char *body)
{
    const ShopAsk ask    = { .what   = what,
                             .number = S("7"),
                             .cursor = cursor ? str_of(cursor) : (Str){ 0 },
                             .now_ms = noon_ms };
    ShopPage      page   = page_of(arena);
    const char   *reason = to->connector->read(arena, &to->keys, &ask, str_of(body), &page);
    if (reason) fail_msg("%s", reason);
    for (size_t i = 0; i < page.messages.count; i++) {
        ShopMessage *message = VEC_AT(page.messages, ShopMessage, i);
        message->asked_at_ms = noon_ms;
        reason               = to->connector->map(arena, &to->keys, message, &to->facts);
        if (reason) fail_msg("%s", reason);
    }
    to->cursor = page.cursor;
}

static Answered answered(Arena *arena, const ShopConnector *connector)
{
    return (Answered){ .connector = connector, .facts = shop_facts(arena) };
}

static const ProductFact *product_at(const Answered *from, size_t i)
{
    return VEC_AT(from->facts.products, ProductFact, i);
}

static const StockFact *stock_at(const Answered *from, size_t i)
{
    return VEC_AT(from->facts.stocks, StockFact, i);
}

static void test_products_of_taobao_come_from_two_lists(void **state)
{
    Arena   *arena = *state;
    Answered to    = answered(arena, &shop_taobao_connector);
    HttpCall call  = { 0 };
    answer(
        arena, &to, WANT_PRODUCTS, NULL,
        "{\"items_onsale_get_response\":{\"total_results\":1,\"items\":{\"item\":[{\"num_iid\":8,"
        "\"title\":\"杯子\",\"price\":\"13.00\",\"approve_status\":\"onsale\","
        "\"modified\":\"2024-01-01 11:00:00\"}]}}}");
    assert_text(arena, to.cursor, "1:0");
    const ShopAsk next = { .what = WANT_PRODUCTS, .cursor = to.cursor, .now_ms = noon_ms };
    assert_null(shop_taobao_connector.ask(arena, &to.keys, &next, &call));
    assert_true(str_find(call.body, S("taobao.items.inventory.get")) > 0);
    assert_int_equal(str_find(call.body, S("start_modified")), -1); /* all of them */
    answer(arena, &to, WANT_PRODUCTS, "1:0",
           "{\"items_inventory_get_response\":{\"total_results\":120}}");
    assert_text(arena, to.cursor, "1:3");
    answer(arena, &to, WANT_PRODUCTS, "1:1", "{\"items_inventory_get_response\":{}}");
    assert_int_equal(to.cursor.len, 0);
    assert_int_equal(product_at(&to, 0)->price_fen, 1300);
    assert_int_equal(product_at(&to, 0)->state, PRODUCT_ON_SALE);
    assert_int_equal(VEC_AT(to.facts.wanted, Wanted, 0)->what, WANT_PRODUCT);
    answer(arena, &to, WANT_PRODUCT, NULL,
           "{\"item_seller_get_response\":{\"item\":{\"num_iid\":8,\"num\":7,\"skus\":{\"sku\":[{"
           "\"sku_id\":91,\"quantity\":4,\"price\":\"13.00\",\"properties_name\":"
           "\"1627207:28338:颜色:白色;20509:28314:尺码:M\"}]}}}}");
    answer(arena, &to, WANT_PRODUCT, NULL,
           "{\"item_seller_get_response\":{\"item\":{\"num_iid\":9,\"num\":7,\"price\":\"2\"}}}");
    assert_text(arena, stock_at(&to, 0)->title, "白色 M");
    assert_int_equal(stock_at(&to, 0)->stock, 4);
    assert_text(arena, stock_at(&to, 1)->sku_no, "9"); /* without skus it is one itself */
    assert_int_equal(stock_at(&to, 1)->stock, 7);
}

static void test_products_of_the_others_become_facts(void **state)
{
    Arena   *arena   = *state;
    Answered doudian = answered(arena, &shop_doudian_connector);
    Answered youzan  = answered(arena, &shop_youzan_connector);
    Answered wechat  = answered(arena, &shop_wechat_connector);
    Answered jd      = answered(arena, &shop_jd_connector);
    answer(arena, &doudian, WANT_PRODUCTS, NULL,
           "{\"code\":10000,\"data\":{\"cursor_id\":\"c2\",\"data\":[{\"product_id\":5,\"name\":"
           "\"茶\","
           "\"status\":1,\"discount_price\":990,\"update_time\":1704067400}]}}");
    assert_text(arena, doudian.cursor, "c2");
    answer(arena, &doudian, WANT_PRODUCTS, "c2",
           "{\"code\":10000,\"data\":{\"cursor_id\":\"c3\"}}");
    assert_int_equal(doudian.cursor.len, 0); /* nothing comes any more */
    answer(
        arena, &doudian, WANT_PRODUCT, NULL,
        "{\"code\":10000,\"data\":{\"product_id\":5,\"spec_prices\":[{\"sku_id\":6,\"price\":990,"
        "\"stock_num\":3,\"sell_properties\":[{\"value_name\":\"红\"},{\"value_name\":\"大\"}]}]}"
        "}");
    assert_int_equal(product_at(&doudian, 0)->state, PRODUCT_OFF_SALE);
    assert_text(arena, stock_at(&doudian, 0)->title, "红 大");

    answer(arena, &youzan, WANT_PRODUCTS, "1:1",
           "{\"success\":true,\"data\":{\"count\":1,\"items\":[{\"item_id\":5,\"title\":\"茶\","
           "\"price\":990,\"update_time\":\"2024-01-01 10:00:00\"}]}}");
    answer(arena, &youzan, WANT_PRODUCT, NULL,
           "{\"success\":true,\"data\":{\"item\":{\"item_id\":5,\"skus\":[{\"sku_id\":6,"
           "\"quantity\":3,"
           "\"price\":990,\"properties_name_json\":\"[{\\\"k\\\":\\\"色\\\",\\\"v\\\":\\\"红\\\"}]"
           "\"}]}}}");
    assert_int_equal(product_at(&youzan, 0)->state, PRODUCT_OFF_SALE); /* of the second list */
    assert_text(arena, stock_at(&youzan, 0)->title, "红");

    answer(arena, &wechat, WANT_PRODUCTS, NULL,
           "{\"errcode\":0,\"product_ids\":[5],\"next_key\":\"n\",\"total_num\":1}");
    assert_text(arena, wechat.cursor, "n");
    answer(arena, &wechat, WANT_PRODUCT, NULL,
           "{\"errcode\":0,\"product\":{\"product_id\":5,\"title\":\"茶\",\"status\":5,\"skus\":["
           "{\"sku_id\":6,\"sale_price\":990,\"stock_num\":3},{\"sku_id\":7,\"sale_price\":880,"
           "\"stock_num\":1}]}}");
    assert_int_equal(product_at(&wechat, 0)->price_fen, 880);
    assert_int_equal(product_at(&wechat, 0)->told_at_ms, noon_ms);

    answer(arena, &jd, WANT_PRODUCTS, NULL,
           "{\"jingdong_ware_read_searchWare4Valid_responce\":{\"code\":\"0\",\"page\":{"
           "\"totalItem\":1,"
           "\"data\":[{\"wareId\":5,\"title\":\"茶\",\"wareStatus\":8,\"jdPrice\":9.9,\"logo\":"
           "\"jfs/t1/x.jpg\",\"modified\":1704067400000}]}}}");
    answer(arena, &jd, WANT_PRODUCT, NULL,
           "{\"jingdong_sku_read_searchSkuList_responce\":{\"page\":{\"data\":[{\"wareId\":5,"
           "\"skuId\":6,"
           "\"skuName\":\"红\",\"jdPrice\":\"9.90\",\"stockNum\":3}]}}}");
    assert_int_equal(product_at(&jd, 0)->price_fen, 990);
    assert_text(arena, product_at(&jd, 0)->picture, "https://img10.360buyimg.com/n1/jfs/t1/x.jpg");
    assert_int_equal(stock_at(&jd, 0)->stock, 3);
}

static void test_refunds_of_jd_are_those_asked_for_and_those_decided(void **state)
{
    Arena        *arena = *state;
    Answered      to    = answered(arena, &shop_jd_connector);
    HttpCall      call  = { 0 };
    const ShopAsk next  = { .what    = WANT_REFUNDS,
                            .from_ms = noon_ms - 1000,
                            .to_ms   = noon_ms,
                            .cursor  = S("1:0"),
                            .now_ms  = noon_ms };
    answer(
        arena, &to, WANT_REFUNDS, NULL,
        "{\"jingdong_pop_afs_soa_refundapply_queryPageList_responce\":{\"code\":\"0\","
        "\"queryResult\":{"
        "\"success\":true,\"totalCount\":2,\"result\":[{\"id\":31,\"orderId\":\"77\",\"status\":0,"
        "\"applyRefundSum\":990,\"applyTime\":\"2024-01-01 11:00:00\"},{\"id\":32,\"orderId\":78,"
        "\"status\":3,\"applyRefundSum\":500,\"applyTime\":\"2024-01-01 11:00:00\",\"checkTime\":"
        "\"2024-01-01 11:30:00\"}]}}}");
    assert_text(arena, to.cursor, "1:0");
    assert_null(shop_jd_connector.ask(arena, &to.keys, &next, &call));
    assert_true(str_find(call.body, S("checkTimeStart")) > 0);
    const RefundFact *open = VEC_AT(to.facts.refunds, RefundFact, 0),
                     *done = VEC_AT(to.facts.refunds, RefundFact, 1);
    assert_int_equal(open->state, REFUND_OPEN);
    assert_int_equal(open->amount_fen, 990);
    assert_int_equal(done->state, REFUND_DONE);
    assert_int_equal(done->ended_at_ms - done->opened_at_ms, 30 * MS_PER_MINUTE);
}

static void test_weimob_tells_amounts_rights_and_goods(void **state)
{
    Arena   *arena = *state;
    Answered to    = answered(arena, &shop_weimob_connector);
    answer(
        arena, &to, WANT_ORDERS, NULL,
        "{\"code\":{\"errcode\":\"0\"},\"data\":{\"totalCount\":1,\"pageList\":[{\"orderInfo\":{"
        "\"orderBaseInfo\":{\"orderNo\":6000000000000000123,\"orderStatus\":8,\"createTime\":"
        "1704067200000,"
        "\"payTime\":1704067260000,\"finishTime\":1704067400000,\"updateTime\":1704067400000},"
        "\"buyerInfo\":{\"wid\":42},\"payInfo\":{\"totalAmount\":\"20.00\",\"shouldPayAmount\":"
        "\"18.50\","
        "\"payAmount\":\"18.50\",\"totalDiscountAmount\":\"6.50\",\"amountInfos\":[{"
        "\"description\":"
        "\"运费\",\"amount\":\"5.00\"}]},\"items\":[{\"itemId\":1,\"goodsId\":5,\"skuId\":6,"
        "\"goodsTitle\":\"茶\",\"skuNum\":\"2\",\"salePrice\":\"10.00\",\"payInfo\":{\"payAmount\":"
        "\"13.50\"}}]}}]}}");
    const OrderFact *order = VEC_AT(to.facts.orders, OrderFact, 0);
    assert_text(arena, order->order_no, "6000000000000000123");
    assert_int_equal(order->payable_fen, 1850);
    assert_int_equal(order->post_fen, 500);
    assert_int_equal(order->state, ORDER_FINISHED);
    assert_int_equal(ROWS_AT(LineFact, order->lines, 0)->quantity, 2);
    assert_int_equal(ROWS_AT(PaymentFact, order->payments, 0)->amount_fen, 1850);
    answer(
        arena, &to, WANT_REFUNDS, NULL,
        "{\"code\":{\"errcode\":0},\"data\":{\"pageList\":[{\"rightsOrder\":{\"rightsId\":9}}]}}");
    assert_int_equal(VEC_AT(to.facts.wanted, Wanted, 0)->what, WANT_REFUND);
    answer(
        arena, &to, WANT_REFUND, NULL,
        "{\"code\":{\"errcode\":\"0\"},\"data\":{\"rightsInfo\":{\"rightsOrder\":{\"rightsId\":9,"
        "\"rightsStatus\":6,\"rightsType\":1,\"createTime\":1704067400000,\"updateTime\":"
        "1704067500000},"
        "\"originOrder\":{\"orderNo\":6000000000000000123},\"refundDetail\":{\"refundAmount\":\"3."
        "50\"}}}}");
    const RefundFact *refund = VEC_AT(to.facts.refunds, RefundFact, 0);
    assert_int_equal(refund->amount_fen, 350);
    assert_true(refund->with_goods);
    answer(arena, &to, WANT_PRODUCTS, NULL,
           "{\"code\":{\"errcode\":\"0\"},\"data\":{\"totalCount\":1,\"pageList\":[{\"goodsId\":5,"
           "\"title\":\"茶\",\"isOnline\":true,\"goodsPrice\":{\"minSalePrice\":9.9}}]}}");
    answer(arena, &to, WANT_PRODUCT, NULL,
           "{\"code\":{\"errcode\":\"0\"},\"data\":{\"goodsId\":5,\"skuList\":[{\"skuId\":6,"
           "\"salePrice\":"
           "9.9,\"skuStockNum\":3,\"skuSpecValueList\":[{\"specValueName\":\"红\"}]}]}}");
    assert_int_equal(product_at(&to, 0)->price_fen, 990);
    assert_int_equal(stock_at(&to, 0)->stock, 3);
    ShopPage      page = page_of(arena);
    const ShopAsk ask  = { .what = WANT_ORDERS, .now_ms = noon_ms };
    assert_string_equal(
        shop_weimob_connector.read(arena, &to.keys, &ask,
                                   S("{\"code\":{\"errcode\":\"8\",\"errmsg\":\"token expired\"}}"),
                                   &page),
        "shop.token_expired 8 token expired");
}

int main(void)
{
#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        WITH_ARENA(test_top_signs_by_md5_hmac_and_sha256),
        WITH_ARENA(test_jd_and_doudian_sign_requests),
        WITH_ARENA(test_doudian_hints_are_signed_and_ask_for_the_order),
        WITH_ARENA(test_youzan_orders_are_signed_and_told_whole_or_asked),
        WITH_ARENA(test_weimob_is_signed_unless_a_shop_says_otherwise),
        WITH_ARENA(test_the_wechat_store_is_encrypted_and_signed),
        WITH_ARENA(test_taobao_pages_are_read_from_the_last),
        WITH_ARENA(test_answers_of_the_others_become_facts),
        WITH_ARENA(test_products_of_taobao_come_from_two_lists),
        WITH_ARENA(test_products_of_the_others_become_facts),
        WITH_ARENA(test_refunds_of_jd_are_those_asked_for_and_those_decided),
        WITH_ARENA(test_weimob_tells_amounts_rights_and_goods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
