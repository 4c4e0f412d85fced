/* keeper_test.c -- a round over all tenants, and what the setting may say. */
#include "app/keeper.h"
#include "kernel/testing.h"
#include "org/org.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

static void test_the_list_of_events_is_checked(void **state)
{
    TestHouse *house   = *state;
    Str        problem = { 0 };
    assert_true(keeper_check(house->arena, (Str){ 0 }, &problem));
    assert_true(keeper_check(house->arena, S(" page.viewed=365  callback.received=30 "), &problem));
    assert_false(keeper_check(house->arena, S("page.viewed=365 order.paid=30"), &problem));
    assert_true(str_find(problem, S("order.paid")) >= 0);
    static const char *const wrong[] = { "page.viewed", "page.viewed=", "page.viewed=0",
                                         "a=1 page.viewed=x" };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(keeper_check(house->arena, str_of(wrong[i]), &problem));
}

static Ctx *of_tenant(TestHouse *house, int64_t id) { return test_house_ctx_of(house, id); }

static void append(Ctx *cx, const char *type, int count)
{
    for (int i = 0; i < count; i++)
        assert_int_equal(event_append(cx, &(EventDraft){ .type = str_of(type) }, NULL), OK);
}

static int64_t round_of(TestHouse *house, const Keep *keep)
{
    int64_t removed = -1;
    Ctx     cx      = ctx_system(&house->services, house->arena, 0, "system:test");
    assert_int_equal(keeper_round(&cx, keep, &removed), OK);
    return removed;
}

static Code hear(Ctx *cx, const Event *event)
{
    (void)cx, (void)event;
    return OK;
}

static void test_a_round_visits_every_tenant(void **state)
{
    static const Consumer        hearer      = { "hearer", NULL, hear };
    static const Consumer *const consumers[] = { &hearer };
    TestHouse                   *house       = *state;
    Tenant                       one, two;
    Ctx                         *cx = test_house_ctx(house);
    assert_int_equal(org_tenant_create(cx, S("a"), S("甲"), S("Asia/Shanghai"), &one), OK);
    assert_int_equal(org_tenant_create(cx, S("b"), S("乙"), S("Asia/Shanghai"), &two), OK);
    append(of_tenant(house, one.id), "page.viewed", 450); /* more than a batch */
    append(of_tenant(house, one.id), "page.left", 5);
    append(of_tenant(house, two.id), "page.viewed", 7);
    append(of_tenant(house, two.id), "page.left", 1);
    assert_int_equal(consumer_drain(&house->services, consumers, 1), OK);
    const Keep all  = { 0 };
    const Keep some = { .events = S("page.viewed=10") };
    test_house_set_clock(test_house_clock() + 9 * (int64_t)MS_PER_DAY);
    assert_int_equal(round_of(house, &some), 0);
    test_house_set_clock(test_house_clock() + 2 * (int64_t)MS_PER_DAY);
    assert_int_equal(round_of(house, &all), 0);
    assert_int_equal(round_of(house, &some), 457);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_the_list_of_events_is_checked),
        ON_HOUSE(test_a_round_visits_every_tenant),
    };
    return FOR_EACH_ENGINE(tests);
}
