/* Shops, their callbacks and what becomes of them. */
#include "http/testing.h"
#include "shop/shop_door.h"
#include "shop/shop_http.h"
#include "shop/shop_push.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* ---- a caller that signs ----------------------------------------------------------------- */

typedef struct Signed {
    Str id, at, signature;
} Signed;

static Str header_of(const void *with, Str name)
{
    const Signed *head = with;
    if (str_equal(name, S("webhook-id"))) return head->id;
    if (str_equal(name, S("webhook-timestamp"))) return head->at;
    if (str_equal(name, S("webhook-signature"))) return head->signature;
    return (Str){ 0 };
}

static Signed sign(Ctx *cx, Str secret, Str id, int64_t at_s, Str body)
{
    const Str    at   = str_fmt(cx->arena, "%lld", (long long)at_s);
    const Str    said = str_fmt(cx->arena, "%.*s.%.*s.%.*s", FMT(id), FMT(at), FMT(body));
    const Digest mac  = hmac_sha256(secret, said);
    return (Signed){ id, at,
                     str_fmt(cx->arena, "v1,%.*s", FMT(base64(cx->arena, digest_str(&mac)))) };
}

static Code send(Ctx *cx, const Shop *shop, const Signed *head, Str body)
{
    const ShopDelivery delivery = {
        .body = body, .header = header_of, .with = head, .now_ms = cx->now_ms
    };
    ShopReply reply    = { 0 };
    Ctx       stranger = *cx;
    stranger.tenant_id = 0;
    const Code code = shop_door_receive(&stranger, S("generic"), shop->shop_no, &delivery, &reply);
    cx->err         = stranger.err;
    return code;
}

static Shop shop_of(Ctx *cx)
{
    Shop shop = { 0 };
    GOOD(cx, shop_create(cx, &(ShopDraft){ .platform = SHOP_GENERIC, .name = S("收银") }, &shop));
    assert_int_equal(shop.callback_token.len, 32);
    return shop;
}

static void hear(TestHouse *house)
{
    static const Consumer *const consumers[] = { &shop_consumer };
    assert_int_equal(consumer_drain(&house->services, consumers, COUNT(consumers)), OK);
}

static const char order_body[] =
    "{\"type\":\"order\",\"data\":{\"order_no\":\"9007199254740993123\",\"state\":\"paid\","
    "\"payable_fen\":12550,\"total_fen\":13000,\"discount_fen\":450,"
    "\"created_at\":\"2026-11-22T15:00:00+08:00\",\"updated_at\":\"2026-11-22T15:05:00+08:00\","
    "\"buyer\":{\"phone\":\"13800138000\",\"member_no\":\"M-7\",\"name\":\"李女士\"},"
    "\"lines\":[{\"product_no\":\"x\",\"title\":\"燕麦拿铁\",\"quantity\":1,\"price_fen\":13000,"
    "\"amount_fen\":12550}],\"payments\":[{\"payment_no\":\"wx1\",\"amount_fen\":12550,"
    "\"paid_at\":\"2026-11-22T15:01:00+08:00\"}]}}";

static Push only_push(Ctx *cx)
{
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, shop_push_list(cx, &(PushFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 1);
    return *ROWS_AT(Push, rows, 0);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void test_a_signed_order_becomes_a_record_of_its_buyer(void **state)
{
    Ctx         *cx   = test_house_ctx(*state);
    const Shop   shop = shop_of(cx);
    const Str    body = str_of(order_body);
    const Signed head = sign(cx, shop.callback_token, S("msg_1"), TEST_NOW_S, body);
    Rows         rows = { 0 };
    Str          next = { 0 };
    GOOD(cx, send(cx, &shop, &head, body));
    GOOD(cx, send(cx, &shop, &head, body));
    assert_int_equal(only_push(cx).state, PUSH_RECEIVED);
    hear(*state);
    assert_int_equal(only_push(cx).state, PUSH_APPLIED);
    GOOD(cx,
         shop_order_list(cx, &(OrderFilter){ .order_no = S("9007199254740993123") }, &rows, &next));
    assert_int_equal(rows.count, 1);
    const Order *order = ROWS_AT(Order, rows, 0);
    assert_int_equal(order->state, ORDER_PAID);
    assert_int_equal(order->paid_fen, 12550);
    CustomerId person = { 0 };
    bool       found  = false;
    GOOD(cx, customer_identity_find(cx, IDENTITY_MEMBER_NO, S(""), S("M-7"), &person, &found));
    assert_true(found);
    assert_int_equal(person.v, order->customer_id);
    OrderView view = { 0 };
    GOOD(cx, shop_order_get(cx, (OrderId){ order->id }, &view));
    assert_int_equal(view.lines.count, 1);
    assert_int_equal(view.payments.count, 1);
    assert_int_equal(view.events.count, 2);
}

static void test_forged_and_stale_signatures_are_refused(void **state)
{
    Ctx         *cx    = test_house_ctx(*state);
    const Shop   shop  = shop_of(cx);
    const Str    body  = str_of(order_body);
    const Signed good  = sign(cx, shop.callback_token, S("m"), TEST_NOW_S, body);
    const Signed other = sign(cx, S("another secret"), S("m"), TEST_NOW_S, body);
    const Signed late  = sign(cx, shop.callback_token, S("m"), TEST_NOW_S - 301, body);
    const Signed early = sign(cx, shop.callback_token, S("m"), TEST_NOW_S + 301, body);
    Signed       moved = good, bare = good, wrong = good;
    moved.id        = S("n");
    bare.signature  = (Str){ 0 };
    wrong.signature = S("v1,AAAA v2,whatever");
    const struct {
        const Signed *head;
        const char   *reason;
    } bad[] = {
        { &other, "shop.bad_signature" },   { &late, "shop.stale_signature" },
        { &early, "shop.stale_signature" }, { &moved, "shop.bad_signature" },
        { &bare, "shop.bad_signature" },    { &wrong, "shop.bad_signature" },
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(send(cx, &shop, bad[i].head, body), ERR_DENIED);
        assert_string_equal(cx->err.reason, bad[i].reason);
        forgive(cx);
    }
    assert_int_equal(send(cx, &shop, &good, S("{}")), ERR_DENIED); /* the body is signed */
    forgive(cx);
    Rows rows = { 0 };
    Str  next = { 0 };
    GOOD(cx, shop_push_list(cx, &(PushFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    GOOD(cx, send(cx, &shop, &good, body));
}

/* Who knows that there is no secret could sign with none. */
static void test_a_blank_secret_is_no_secret(void **state)
{
    Ctx         *cx    = test_house_ctx(*state);
    const Shop   shop  = shop_of(cx);
    const Str    body  = str_of(order_body);
    const Signed blank = sign(cx, S(""), S("m"), TEST_NOW_S, body);
    Shop         same = { 0 }, hollow = { 0 };
    GOOD(cx, shop_update(cx, (ShopId){ shop.id }, shop.revision,
                         &(ShopDraft){ .callback_token = S("   ") }, &same));
    assert_true(str_equal(same.callback_token, shop.callback_token));
    assert_int_equal(send(cx, &same, &blank, body), ERR_DENIED);
    forgive(cx);
    GOOD(cx, shop_update(cx, (ShopId){ shop.id }, same.revision,
                         &(ShopDraft){ .callback_token = S("whsec_") }, &hollow));
    assert_int_equal(send(cx, &hollow, &blank, body), ERR_DENIED);
    forgive(cx);
}

static void test_what_cannot_be_carried_out_fails_with_its_place_and_is_replayed(void **state)
{
    Ctx       *cx   = test_house_ctx(*state);
    const Shop shop = shop_of(cx);
    const Str  body =
        S("{\"type\":\"batch\",\"items\":[{\"type\":\"stock\",\"data\":{\"product_no\":"
          "\"x\",\"sku_no\":\"s\",\"stock\":-1,\"updated_at\":\"2026-11-22T15:00:00Z\"}}]}");
    const Signed head = sign(cx, shop.callback_token, S("msg_1"), TEST_NOW_S, body);
    Push         push = { 0 };
    GOOD(cx, send(cx, &shop, &head, body));
    hear(*state);
    push = only_push(cx);
    assert_int_equal(push.state, PUSH_FAILED);
    assert_string_equal(str_z(cx->arena, push.reason), "shape.too_small");
    assert_string_equal(str_z(cx->arena, push.detail), "stock items[0]");
    GOOD(cx, shop_push_replay(cx, push.id, &push));
    assert_int_equal(push.state, PUSH_FAILED);
    assert_int_equal(push.attempts, 2);
    GOOD(cx, shop_push_get(cx, push.id, &push));
    assert_int_equal(push.body.len, body.len);
}

static void test_old_callbacks_are_forgotten_and_those_that_wait_are_not(void **state)
{
    Ctx         *cx      = test_house_ctx(*state);
    const Shop   shop    = shop_of(cx);
    const Str    body    = str_of(order_body);
    const Signed head    = sign(cx, shop.callback_token, S("msg_1"), TEST_NOW_S, body);
    int64_t      removed = 0;
    Rows         rows    = { 0 };
    Str          next    = { 0 };
    GOOD(cx, send(cx, &shop, &head, body));
    const int64_t came_ms = only_push(cx).received_at_ms;
    GOOD(cx, shop_push_sweep(cx, came_ms + 1, 10, &removed));
    assert_int_equal(removed, 0); /* it waits */
    hear(*state);
    GOOD(cx, shop_push_sweep(cx, came_ms, 10, &removed));
    assert_int_equal(removed, 0); /* it came at that instant, not before */
    GOOD(cx, shop_push_sweep(cx, came_ms + 1, 10, &removed));
    assert_int_equal(removed, 1);
    GOOD(cx, shop_push_list(cx, &(PushFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 0);
    GOOD(cx, shop_order_list(cx, &(OrderFilter){ 0 }, &rows, &next));
    assert_int_equal(rows.count, 1);
}

static void test_secrets_are_sealed_and_a_shop_belongs_to_one_brand(void **state)
{
    Ctx            *cx    = test_house_ctx(*state);
    const ShopDraft draft = { .platform     = SHOP_TAOBAO,
                              .shop_no      = S("t1"),
                              .app_key      = S("k"),
                              .app_secret   = S("very secret"),
                              .access_token = S("session") };
    Shop            shop = { 0 }, other = { 0 };
    GOOD(cx, shop_create(cx, &draft, &shop));
    assert_int_equal(str_find(shop.app_secret_sealed, S("very secret")), -1);
    assert_true(shop.can_pull);
    assert_false(shop.can_push);
    Ctx *stranger = test_house_ctx_of(*state, 2);
    assert_int_equal(shop_create(stranger, &draft, &other), ERR_CONFLICT);
    assert_string_equal(stranger->err.reason, "shop.taken");
    forgive(stranger);
    assert_int_equal(shop_get(stranger, (ShopId){ shop.id }, &other), ERR_NOT_FOUND);
    cx = test_house_ctx(*state);
    GOOD(cx, shop_delete(cx, (ShopId){ shop.id }, shop.revision));
    assert_int_equal(shop_get(cx, (ShopId){ shop.id }, &other), ERR_NOT_FOUND);
    forgive(cx);
    GOOD(cx, shop_create(cx, &draft, &other)); /* its orders are its own again */
    assert_int_equal(other.id, shop.id);
}

static void test_what_a_platform_needs_is_asked_for_by_name(void **state)
{
    Ctx      *cx    = test_house_ctx(*state);
    ShopDraft draft = { .platform = SHOP_TAOBAO };
    Shop      shop  = { 0 };
    const struct {
        Str        *member;
        const char *reason;
    } steps[] = {
        { &draft.shop_no, "shop.no_shop_no" },
        { &draft.app_key, "shop.no_app_key" },
        { &draft.app_secret, "shop.secret_missing" },
        { &draft.access_token, "shop.no_token" },
    };
    for (size_t i = 0; i < COUNT(steps); i++) {
        assert_int_equal(shop_create(cx, &draft, &shop), ERR_INVALID);
        assert_string_equal(cx->err.reason, steps[i].reason);
        forgive(cx);
        *steps[i].member = S("given");
    }
    GOOD(cx, shop_create(cx, &draft, &shop));
}

static void test_a_paused_shop_answers_nobody(void **state)
{
    Ctx         *cx   = test_house_ctx(*state);
    Shop         shop = shop_of(cx);
    const Str    body = str_of(order_body);
    const Signed head = sign(cx, shop.callback_token, S("m"), TEST_NOW_S, body);
    GOOD(cx, shop_update(cx, (ShopId){ shop.id }, shop.revision,
                         &(ShopDraft){ .state = SHOP_PAUSED }, &shop));
    assert_int_equal(send(cx, &shop, &head, body), ERR_NOT_FOUND);
    forgive(cx);
    assert_int_equal(
        shop_update(cx, (ShopId){ shop.id }, 1, &(ShopDraft){ .state = SHOP_ACTIVE }, &shop),
        ERR_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_signed_order_becomes_a_record_of_its_buyer),
        ON_HOUSE(test_forged_and_stale_signatures_are_refused),
        ON_HOUSE(test_a_blank_secret_is_no_secret),
        ON_HOUSE(test_what_cannot_be_carried_out_fails_with_its_place_and_is_replayed),
        ON_HOUSE(test_old_callbacks_are_forgotten_and_those_that_wait_are_not),
        ON_HOUSE(test_secrets_are_sealed_and_a_shop_belongs_to_one_brand),
        ON_HOUSE(test_what_a_platform_needs_is_asked_for_by_name),
        ON_HOUSE(test_a_paused_shop_answers_nobody),
    };
    return FOR_EACH_ENGINE(tests);
}
