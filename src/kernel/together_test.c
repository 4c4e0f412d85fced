/* What many do at the same moment: each of it once, and one that fails harms nobody else. */
#include "kernel/testing.h"
#include "kernel/together.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

enum { CALLERS = 12, BAD = 4 };

typedef struct Lease {
    int32_t node;
    Str     holder;
    int64_t renewed_at_ms;
} Lease;
static const Field lease_fields[] = { FIELD(Lease, node), FIELD(Lease, holder),
                                      FIELD_TIME(Lease, renewed_at_ms) };
static const Shape lease_shape    = SHAPE(Lease, lease_fields);
static const Table lease_table    = { "node_lease", &lease_shape };
static const Query lease_all      = {
         .name   = "lease.all",
         .sql    = "SELECT {cols} FROM node_lease ORDER BY node",
         .out    = &lease_shape,
         .global = true,
};

typedef struct Caller {
    const Services *services;
    pthread_t       thread;
    Lease           lease;
    Code            code;
} Caller;

static atomic_int arrived, transactions;

/* The first to come lets the others come, so that there are some to do it for. */
static Code enter(Ctx *cx, void *const *items, size_t count)
{
    if (atomic_fetch_add(&transactions, 1) < 2)
        for (int i = 0; i < 10000 && atomic_load(&arrived) < CALLERS; i++) clock_sleep_ms(1);
    for (size_t i = 0; i < count; i++) {
        const Lease *lease = items[i];
        if (lease->renewed_at_ms < 0)
            return fail(cx, ERR_CONFLICT, "test.bad", "as it was asked to");
        TRY(cx_insert(cx, &lease_table, lease));
    }
    return OK;
}

static const Together entering = { enter, 100 };

static void *call(void *with)
{
    Caller *me    = with;
    Arena  *arena = arena_new(1 << 20);
    Ctx     cx    = ctx_system(me->services, arena, TEST_TENANT, "system:test");
    atomic_fetch_add(&arrived, 1);
    me->code = together(&cx, &entering, &me->lease, 1);
    arena_free(arena);
    return NULL;
}

static Rows all(TestHouse *house)
{
    Ctx *cx   = test_house_ctx(house);
    Rows rows = { 0 };
    assert_int_equal(cx_list(cx, &lease_all, &rows, NO_ARGS), OK);
    return rows;
}

static void test_each_is_done_once_and_a_bad_one_harms_nobody(void **state)
{
    TestHouse *house = *state;
    Caller     callers[CALLERS];
    atomic_store(&arrived, 0);
    atomic_store(&transactions, 0);
    for (int i = 0; i < CALLERS; i++) {
        callers[i]        = (Caller){ .services = &house->services,
                                      .lease    = { i, S("holder"), i == BAD ? -1 : 1000 + i } };
        callers[i].thread = thread_start("caller", 512, call, &callers[i]);
    }
    for (int i = 0; i < CALLERS; i++) thread_join(callers[i].thread);
    for (int i = 0; i < CALLERS; i++)
        assert_int_equal(callers[i].code, i == BAD ? ERR_CONFLICT : OK);
    const Rows rows = all(house);
    assert_int_equal(rows.count, CALLERS - 1);
    for (size_t i = 0; i < rows.count; i++)
        assert_int_equal(ROWS_AT(Lease, rows, i)->renewed_at_ms,
                         1000 + ROWS_AT(Lease, rows, i)->node);
}

static void test_alone_a_failure_is_told_and_nothing_stays(void **state)
{
    TestHouse *house = *state;
    Lease      bad = { 1, S("holder"), -1 }, good = { 2, S("holder"), 5 };
    atomic_store(&arrived, CALLERS);
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(together(cx, &entering, &bad, 1), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "test.bad");
    assert_int_equal(all(house).count, 0);
    cx = test_house_ctx(house);
    assert_int_equal(together(cx, &entering, &good, 1000), OK); /* too much for any group */
    assert_int_equal(all(house).count, 1);
}

static void test_several_of_one_caller_fail_each_for_itself(void **state)
{
    TestHouse *house    = *state;
    Lease      leases[] = { { 1, S("holder"), 5 }, { 2, S("holder"), -1 }, { 3, S("holder"), 7 } };
    TogetherItem items[COUNT(leases)];
    Ctx          contexts[COUNT(leases)];
    atomic_store(&arrived, CALLERS);
    for (size_t i = 0; i < COUNT(leases); i++) {
        contexts[i] = *test_house_ctx(house);
        items[i]    = (TogetherItem){ &contexts[i], &leases[i], 1, ERR_INTERNAL };
    }
    together_all(&entering, items, COUNT(items));
    assert_int_equal(items[0].code, OK);
    assert_int_equal(items[1].code, ERR_CONFLICT);
    assert_string_equal(contexts[1].err.reason, "test.bad");
    assert_int_equal(items[2].code, OK);
    assert_int_equal(contexts[0].err.code, OK);
    assert_int_equal(all(house).count, 2);
    together_all(&entering, items, 0); /* nothing is nothing */
}

static Code find_store_away(Ctx *cx, void *const *items, size_t count)
{
    (void)items, (void)count;
    atomic_fetch_add(&transactions, 1);
    return fail(cx, ERR_UNAVAILABLE, "db.unavailable", "as it was asked to");
}

/* Each try may take as long as the store is waited for. */
static void test_a_store_that_is_away_is_not_asked_for_each(void **state)
{
    static const Together away  = { find_store_away, 100 };
    TestHouse            *house = *state;
    Lease                 lease = { 1, S("holder"), 5 };
    TogetherItem          items[CALLERS];
    Ctx                   contexts[CALLERS];
    atomic_store(&transactions, 0);
    for (size_t i = 0; i < CALLERS; i++) {
        contexts[i] = *test_house_ctx(house);
        items[i]    = (TogetherItem){ &contexts[i], &lease, 1, OK };
    }
    together_all(&away, items, CALLERS);
    for (size_t i = 0; i < CALLERS; i++) {
        assert_int_equal(items[i].code, ERR_UNAVAILABLE);
        assert_string_equal(contexts[i].err.reason, "db.unavailable");
        assert_false(contexts[i].err.retry);
    }
    assert_int_equal(atomic_load(&transactions), 2);
}

static void test_several_of_one_caller_are_one_transaction(void **state)
{
    TestHouse   *house    = *state;
    Lease        leases[] = { { 1, S("holder"), 5 }, { 2, S("holder"), 6 }, { 3, S("holder"), 7 } };
    TogetherItem items[COUNT(leases)];
    Ctx          contexts[COUNT(leases)];
    atomic_store(&arrived, CALLERS);
    atomic_store(&transactions, 0);
    for (size_t i = 0; i < COUNT(leases); i++) {
        contexts[i] = *test_house_ctx(house);
        items[i]    = (TogetherItem){ &contexts[i], &leases[i], 1, ERR_INTERNAL };
    }
    together_all(&entering, items, COUNT(items));
    for (size_t i = 0; i < COUNT(items); i++) assert_int_equal(items[i].code, OK);
    assert_int_equal(all(house).count, COUNT(leases));
    assert_int_equal(atomic_load(&transactions), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_each_is_done_once_and_a_bad_one_harms_nobody),
        ON_HOUSE(test_alone_a_failure_is_told_and_nothing_stays),
        ON_HOUSE(test_several_of_one_caller_fail_each_for_itself),
        ON_HOUSE(test_several_of_one_caller_are_one_transaction),
        ON_HOUSE(test_a_store_that_is_away_is_not_asked_for_each),
    };
    return FOR_EACH_ENGINE(tests);
}
