/* The door: whose an event is, by what any channel knows of a person. */
#include "customer/customer_door.h"
#include "customer/customer_identity.h"
#include "customer/customer_merge.h"
#include "customer/customer_merge_view.h"
#include "kernel/testing.h"
#include "log/timer.h"
#include "wire/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define GOOD(cx, expression)                                                               \
    do {                                                                                   \
        if ((expression) != OK)                                                            \
            fail_msg("%s: %s %.*s", #expression, (cx)->err.reason, FMT((cx)->err.detail)); \
    } while (0)

/* ---- what channels say ------------------------------------------------------------------ */

static DoorWho fan(const char *appid, const char *openid, const char *unionid)
{
    DoorWho who = { 0 };
    if (unionid)
        who.claims[who.count++] = (DoorClaim){ .kind        = IDENTITY_UNIONID,
                                               .scope       = S(""),
                                               .value       = str_of(unionid),
                                               .decides     = true,
                                               .is_verified = true };
    who.claims[who.count++] = (DoorClaim){ .kind        = IDENTITY_OPENID,
                                           .scope       = str_of(appid),
                                           .value       = str_of(openid),
                                           .decides     = true,
                                           .is_verified = true };
    return who;
}

static DoorWho buyer(Ctx *cx, const char *buyer_id, const char *phone)
{
    DoorWho who = { 0 };
    (void)customer_door_claim(cx->arena, &who,
                              (DoorClaim){ .kind        = IDENTITY_BUYER_ID,
                                           .scope       = S("taobao/1"),
                                           .value       = str_of(buyer_id),
                                           .decides     = true,
                                           .is_verified = true });
    if (phone)
        (void)customer_door_claim(cx->arena, &who,
                                  (DoorClaim){ .kind = IDENTITY_PHONE, .value = str_of(phone) });
    return who;
}

static int64_t enter(Ctx *cx, DoorWho who)
{
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_door_resolve(cx, S("test"), &who, 1));
    GOOD(cx, cx_commit(cx, &txn));
    assert_true(who.person_id != 0);
    return who.person_id;
}

/* What the consumer does with customer.claimed. */
static size_t hear_claims(Ctx *cx)
{
    Rows items = { 0 };
    Str  next  = { 0 };
    GOOD(cx, event_list(cx, S("customer.claimed"), S(""), (Str){ 0 }, 100, &items, &next));
    for (size_t i = 0; i < items.count; i++) {
        const Event     *event  = ROWS_AT(Event, items, i);
        const Json      *json   = NULL;
        JsonError        error  = { 0 };
        const JsonLimits limits = { .bytes = 1000, .nodes = 10, .depth = 4 };
        assert_int_equal(json_parse(cx->arena, event->payload, limits, &json, &error), OK);
        GOOD(cx, customer_merge_hear_claim(cx, (CustomerId){ event->person_id },
                                           json_i64(json, S("identity_id"), 0)));
    }
    return items.count;
}

static int64_t now_of(Ctx *cx, int64_t id)
{
    CustomerId customer = { id };
    GOOD(cx, customer_merge_resolve(cx, &customer));
    return customer.v;
}

static int64_t open_reviews(Ctx *cx)
{
    MergeReviewPage page = { 0 };
    GOOD(cx, customer_merge_reviews(cx, &(MergeReviewFilter){ .limit = 50 }, &page));
    return page.open_count;
}

/* ---- tests --------------------------------------------------------------------------------- */

static void test_a_fan_and_his_unionid_come_in_either_order(void **state)
{
    Ctx          *cx = test_house_ctx(*state);
    /* The unionid was known first: the openid joins it. */
    const int64_t first = enter(cx, fan("wx1", "o-mini", "u1"));
    assert_int_equal(enter(cx, fan("wx2", "o-fan", "u1")), first);
    assert_int_equal(enter(cx, fan("wx2", "o-fan", NULL)), first);
    /* The openid was known alone; then it is told with a unionid another holds. */
    const int64_t alone = enter(cx, fan("wx3", "o-late", NULL));
    assert_true(alone != first);
    assert_int_equal(enter(cx, fan("wx3", "o-late", "u1")), first);
    assert_int_equal(now_of(cx, alone), alone);
    assert_int_equal(hear_claims(cx), 1);
    assert_int_equal(now_of(cx, alone), now_of(cx, first));
    assert_int_equal(open_reviews(cx), 0);
    const int64_t one = now_of(cx, first);
    assert_int_equal(enter(cx, fan("wx3", "o-late", NULL)), one);
}

static void test_the_phone_of_an_order_asks_people(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    const int64_t one   = enter(cx, buyer(cx, "b1", "+86 138-0000-1234"));
    const int64_t other = enter(cx, buyer(cx, "b2", "13800001234"));
    assert_true(one != other);
    assert_int_equal(hear_claims(cx), 1);
    assert_int_equal(open_reviews(cx), 1);
    assert_int_equal(now_of(cx, other), other);
    /* Told again, nothing is asked again. */
    assert_int_equal(enter(cx, buyer(cx, "b2", "13800001234")), other);
    assert_int_equal(hear_claims(cx), 1);
    assert_int_equal(open_reviews(cx), 1);
}

static void test_a_phone_that_was_checked_on_both_sides_merges(void **state)
{
    Ctx          *cx    = test_house_ctx(*state);
    DoorWho       mini  = fan("wx1", "o-mini", NULL);
    DoorWho       order = buyer(cx, "b1", "13800001234");
    const int64_t one   = enter(cx, order);
    assert_true(customer_door_claim(
        cx->arena, &mini,
        (DoorClaim){ .kind = IDENTITY_PHONE, .value = S("13800001234"), .is_verified = true }));
    const int64_t other = enter(cx, mini);
    assert_int_equal(hear_claims(cx), 1);
    assert_int_equal(open_reviews(cx), 1);
    /* The shop's platform vouches for it later: the evidence is stronger now. */
    order.claims[1].is_verified = true;
    assert_int_equal(enter(cx, order), one);
    assert_int_equal(hear_claims(cx), 2);
    assert_int_equal(now_of(cx, other), now_of(cx, one));
    assert_int_equal(open_reviews(cx), 0);
    PersonView person = { 0 };
    GOOD(cx, customer_merge_person_by(cx, S("phone:13800001234"), &person));
    assert_int_equal(person.id, one);
}

static void test_a_visitor_who_signs_in_is_folded_and_two_users_stay_two(void **state)
{
    Ctx            *cx     = test_house_ctx(*state);
    const DoorClaim device = {
        .kind = IDENTITY_ANONYMOUS_ID, .scope = S(""), .value = S("device"), .decides = true
    };
    DoorWho       visit = { .claims = { device }, .count = 1 };
    DoorWho       a = { 0 }, b = { 0 };
    const int64_t visitor = enter(cx, visit);
    a.claims[a.count++] =
        (DoorClaim){ .kind = IDENTITY_USER_ID, .value = S("a"), .scope = S(""), .decides = true };
    b                    = a;
    b.claims[0].value    = S("b");
    a.claims[a.count++]  = device;
    b.claims[b.count++]  = device;
    const int64_t user_a = enter(cx, a);
    assert_int_equal(user_a, visitor);
    assert_true(enter(cx, b) != user_a);
    /* Machines find a visitor too, and who he turned out to be by the id he had. */
    DoorClaim late     = device;
    late.value         = S("late@home");
    DoorWho       tour = { .claims = { late }, .count = 1 };
    const int64_t who  = enter(cx, tour);
    PersonView    view = { 0 };
    GOOD(cx, customer_merge_person_by(cx, S("anonymous_id:late@home"), &view));
    assert_int_equal(view.id, who);
    assert_int_equal(view.identities.count, 1);
    a.claims[1] = late;
    assert_int_equal(enter(cx, a), user_a);
    GOOD(cx, customer_merge_person(cx, (CustomerId){ who }, &view));
    assert_int_equal(view.id, user_a);
    assert_int_equal(customer_merge_person(cx, (CustomerId){ 4242 }, &view), ERR_NOT_FOUND);
    forgive(cx);
    assert_int_equal(hear_claims(cx), 0); /* one device is no evidence of one person */
    assert_int_equal(open_reviews(cx), 0);
}

static void test_values_come_into_one_form_and_bad_ones_are_left_out(void **state)
{
    Ctx    *cx  = test_house_ctx(*state);
    DoorWho who = { 0 };
    static const struct {
        const char *kind, *value, *want;
    } rows[] = {
        { "phone", " +86 138-0000-1234 ", "13800001234" },
        { "phone", "138****1234", NULL },
        { "phone", "abc", NULL },
        { "email", " A@B.CN", "a@b.cn" },
        { "email", "a.b.cn", NULL },
        { "buyer_id", "  tb 1 ", "tb 1" },
        { "buyer_id", "", NULL },
        { "buyer_id", "t**b", NULL },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const DoorClaim claim   = { .kind = str_of(rows[i].kind), .value = str_of(rows[i].value) };
        const bool      is_good = customer_door_claim(cx->arena, &who, claim);
        assert_int_equal(is_good, rows[i].want != NULL);
        if (is_good)
            assert_string_equal(str_z(cx->arena, who.claims[who.count - 1].value), rows[i].want);
    }
}

/* ---- pending ids ------------------------------------------------------------------------- */

static void told_pending(Ctx *cx, int64_t id, int64_t at_ms)
{
    TXN(txn);
    GOOD(cx, cx_begin(cx, &txn));
    GOOD(cx, customer_pending_take(
                 cx, &(PendingAnswer){
                         .object     = str_fmt(cx->arena, "customer_convert:%lld", (long long)id),
                         .corp_id    = S("ww1"),
                         .pending_id = S("pd1"),
                         .at_ms      = at_ms }));
    GOOD(cx, cx_commit(cx, &txn));
}

/* When the pending id of a person ends; 0 = he has none. */
static int64_t pending_until(Ctx *cx, int64_t id)
{
    Rows rows = { 0 };
    GOOD(cx, customer_identity_list(cx, (CustomerId){ id }, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const CustomerIdentity *row = ROWS_AT(CustomerIdentity, rows, i);
        if (str_equal(row->kind, IDENTITY_PENDING_ID)) return row->until_ms;
    }
    return 0;
}

static void test_a_pending_id_makes_two_one_and_is_over_after_90_days(void **state)
{
    static const TimerKind *const timers[] = { &customer_pending_timer };
    TestHouse                    *house    = *state;
    Ctx                          *cx       = test_house_ctx(house);
    const int64_t                 now_ms   = cx->now_ms;
    const int64_t                 follower = enter(cx, fan("wx1", "o1", NULL));
    const int64_t                 contact  = enter(cx, fan("wx2", "o2", NULL));
    told_pending(cx, follower, now_ms - MS_PER_HOUR);
    assert_int_equal(pending_until(cx, follower), now_ms - MS_PER_HOUR + 90 * (int64_t)MS_PER_DAY);
    told_pending(cx, contact, now_ms); /* told anew, it holds longer */
    assert_int_equal(pending_until(cx, follower), now_ms + 90 * (int64_t)MS_PER_DAY);
    (void)hear_claims(cx);
    CustomerId one = { contact };
    GOOD(cx, customer_merge_resolve(cx, &one));
    assert_int_equal(one.v, follower);
    test_house_set_clock(now_ms + 89 * (int64_t)MS_PER_DAY);
    cx = test_house_ctx(house);
    GOOD(cx, timer_drain(&house->services, timers, 1));
    assert_true(pending_until(cx, follower) != 0);
    test_house_set_clock(now_ms + 91 * (int64_t)MS_PER_DAY);
    cx = test_house_ctx(house);
    GOOD(cx, timer_drain(&house->services, timers, 1));
    assert_int_equal(pending_until(cx, follower), 0);
    told_pending(cx, follower, now_ms); /* heard late, it is over already */
    assert_int_equal(pending_until(cx, follower), 0);
    told_pending(cx, 77, cx->now_ms); /* of somebody who is no more */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_fan_and_his_unionid_come_in_either_order),
        ON_HOUSE(test_the_phone_of_an_order_asks_people),
        ON_HOUSE(test_a_phone_that_was_checked_on_both_sides_merges),
        ON_HOUSE(test_a_visitor_who_signs_in_is_folded_and_two_users_stay_two),
        ON_HOUSE(test_values_come_into_one_form_and_bad_ones_are_left_out),
        ON_HOUSE(test_a_pending_id_makes_two_one_and_is_over_after_90_days),
    };
    return FOR_EACH_ENGINE(tests);
}
