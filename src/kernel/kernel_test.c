/* kernel_test.c -- contexts, transactions, ids, cursors, permissions. */
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#undef fail /* the kernel has one of its own */

typedef struct Lease {
    int32_t node;
    Str     holder;
    int64_t renewed_at_ms;
} Lease;

static const Field lease_fields[] = {
    FIELD(Lease, node),
    FIELD(Lease, holder),
    FIELD_TIME(Lease, renewed_at_ms),
};
static const Shape lease_shape = SHAPE(Lease, lease_fields);
static const Table lease_table = { "node_lease", &lease_shape };
static const Query lease_get   = {
      .name   = "test.lease_get",
      .sql    = "SELECT {cols} FROM node_lease WHERE node = $1",
      .out    = &lease_shape,
      .global = true,
};
static const Query lease_rename = {
    .name   = "test.lease_rename",
    .sql    = "UPDATE node_lease SET holder = $2 WHERE node = $1",
    .global = true,
};

static Code insert(Ctx *cx, int32_t node, Str holder)
{
    return cx_insert(cx, &lease_table, &(Lease){ node, holder, cx->now_ms });
}

static bool exists(Ctx *cx, int32_t node)
{
    Lease lease;
    bool  found = false;
    assert_int_equal(cx_find(cx, &lease_get, &lease, &found, ARGS(V(node))), OK);
    return found;
}

/* ---- the memo of a batch ------------------------------------------------ */

static const Query lease_move = {
    .name   = "test.lease_move",
    .sql    = "UPDATE node_lease SET renewed_at_ms = renewed_at_ms + $3"
              " WHERE node = $2 AND CAST($1 AS BIGINT) > 0",
    .global = true,
};

static int64_t renewed_at(TestHouse *house, int32_t node)
{
    Lease lease = { 0 };
    assert_int_equal(cx_one(test_house_ctx(house), &lease_get, &lease, ARGS(V(node))), OK);
    return lease.renewed_at_ms;
}

static void test_a_batch_moves_counters_and_inserts_rows_together(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    assert_int_equal(cx_insert(cx, &lease_table, &(Lease){ 1, S("one"), 100 }), OK);
    cx->memo = memo_new(cx->arena);
    TXN(txn);
    assert_int_equal(cx_begin(cx, &txn), OK);
    const int64_t before = db_statement_count(cx->db);
    for (int i = 0; i < 10; i++) assert_int_equal(memo_add(cx, &lease_move, 1, 2), OK);
    *memo_counter(cx, &lease_move, 1) += 3;
    char  text[]  = "two";
    Lease lease[] = { { 2, { text, 3 }, 7 }, { 3, S("three"), 8 } };
    assert_int_equal(memo_insert(cx, &lease_table, (Rows){ lease, 2 }, false), OK);
    assert_int_equal(memo_insert(cx, &lease_table, (Rows){ lease + 1, 1 }, true), OK);
    text[0] = 'X'; /* it was copied */
    assert_int_equal(db_statement_count(cx->db), before);
    assert_true(exists(cx, 3)); /* a statement that names the table finds them */
    assert_int_equal(memo_settle(cx), OK);
    assert_int_equal(memo_settle(cx), OK); /* nothing is left to do */
    assert_int_equal(cx_commit(cx, &txn), OK);
    assert_int_equal(renewed_at(house, 1), 123);
    assert_int_equal(renewed_at(house, 2), 7);
    assert_int_equal(cx_one(test_house_ctx(house), &lease_get, lease, ARGS(V(2))), OK);
    assert_true(str_equal(lease->holder, S("two")));
}

static int concluded;

static Code conclude_lease(Ctx *cx, int64_t node)
{
    concluded++;
    return memo_add(cx, &lease_move, node, 5);
}

static Code conclude_badly(Ctx *cx, int64_t node)
{
    return fail(cx, ERR_CONFLICT, "test.refused", "node %lld", (long long)node);
}

static void test_a_batch_draws_a_conclusion_once(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    assert_int_equal(cx_insert(cx, &lease_table, &(Lease){ 1, S("one"), 100 }), OK);
    concluded = 0;
    assert_int_equal(memo_once(cx, conclude_lease, 1), OK); /* no batch: at once */
    assert_int_equal(concluded, 1);
    cx->memo = memo_new(cx->arena);
    TXN(txn);
    assert_int_equal(cx_begin(cx, &txn), OK);
    for (int i = 0; i < 10; i++) assert_int_equal(memo_once(cx, conclude_lease, 1), OK);
    assert_int_equal(memo_once(cx, conclude_lease, 2), OK);
    assert_int_equal(concluded, 1);
    assert_int_equal(memo_settle(cx), OK);
    assert_int_equal(concluded, 3);
    assert_int_equal(memo_settle(cx), OK);
    assert_int_equal(concluded, 3);
    assert_int_equal(memo_once(cx, conclude_badly, 7), OK);
    assert_int_equal(memo_settle(cx), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "test.refused");
    forgive(cx);
    assert_int_equal(cx_commit(cx, &txn), OK);
    assert_int_equal(renewed_at(house, 1), 110);
}

static void test_what_may_be_undone_alone_goes_past_the_memo(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    assert_int_equal(cx_insert(cx, &lease_table, &(Lease){ 1, S("one"), 100 }), OK);
    cx->memo = memo_new(cx->arena);
    TXN(txn);
    assert_int_equal(cx_begin(cx, &txn), OK);
    assert_int_equal(memo_add(cx, &lease_move, 1, 1), OK);
    {
        TXN(part);
        Lease row = { 2, S("two"), 7 };
        assert_int_equal(cx_begin(cx, &part), OK);
        assert_int_equal(memo_add(cx, &lease_move, 1, 10), OK);
        assert_int_equal(memo_insert(cx, &lease_table, (Rows){ &row, 1 }, false), OK);
        memo_keep(cx, S("k"), &lease_shape, &row);
        assert_null(memo_find(cx, S("k")));
    }
    assert_int_equal(memo_settle(cx), OK);
    assert_int_equal(cx_commit(cx, &txn), OK);
    assert_int_equal(renewed_at(house, 1), 101);
    assert_false(exists(test_house_ctx(house), 2));
}

static void test_a_memo_keeps_rows_of_a_tenant_until_they_change(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    Lease      row   = { 2, S("two"), 7 };
    memo_keep(cx, S("k"), &lease_shape, &row); /* without a batch nothing is kept */
    assert_null(memo_find(cx, S("k")));
    cx->memo = memo_new(cx->arena);
    memo_keep(cx, S("k"), &lease_shape, &row);
    const Lease *kept = memo_find(cx, S("k"));
    assert_non_null(kept);
    assert_true(str_equal(kept->holder, S("two")));
    assert_null(memo_find(cx, S("other")));
    cx->tenant_id++;
    assert_null(memo_find(cx, S("k")));
    cx->tenant_id--;
    memo_forget(cx);
    assert_null(memo_find(cx, S("k")));
}

static void test_an_owner_keeps_what_it_likes_of_a_tenant(void **state)
{
    static const char owner, other;
    Ctx              *cx = test_house_ctx(*state);
    assert_null(memo_own(cx, &owner, sizeof(int64_t))); /* without a batch nothing is kept */
    assert_null(memo_arena(cx));
    assert_null(memo_counter(cx, &lease_move, 1));
    cx->memo      = memo_new(cx->arena);
    int64_t *mine = memo_own(cx, &owner, sizeof(int64_t));
    assert_int_equal(*mine, 0);
    *mine = 5;
    assert_ptr_not_equal(memo_own(cx, &other, sizeof(int64_t)), mine);
    cx->tenant_id++;
    assert_int_equal(*(int64_t *)memo_own(cx, &owner, sizeof(int64_t)), 0);
    cx->tenant_id--;
    memo_forget(cx);
    for (int i = 0; i < 2; i++) {
        assert_ptr_equal(memo_own(cx, &owner, sizeof(int64_t)), mine);
        assert_ptr_not_equal(memo_own(cx, &other, sizeof(int64_t)), mine);
    }
    assert_int_equal(*mine, 5);
    cx->depth = 2; /* a part that may be undone alone */
    assert_null(memo_own(cx, &owner, sizeof(int64_t)));
    cx->depth = 0;
}

static void test_a_write_outside_a_transaction_is_one_of_its_own(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_int_equal(insert(cx, 3, S("three")), OK);
    assert_null(cx->link);
    int64_t changed = 0;
    assert_int_equal(cx_run(cx, &lease_rename, &changed, ARGS(V(3), V(S("drei")))), OK);
    assert_int_equal(changed, 1);
    Lease lease;
    assert_int_equal(cx_one(cx, &lease_get, &lease, ARGS(V(3))), OK);
    assert_true(str_equal(lease.holder, S("drei")));
    assert_int_equal(lease.renewed_at_ms, cx->now_ms);
}

static void test_leaving_the_scope_undoes(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    {
        TXN(txn);
        assert_int_equal(cx_begin(cx, &txn), OK);
        assert_int_equal(insert(cx, 4, S("four")), OK);
        assert_true(exists(cx, 4));
    }
    assert_int_equal(cx->depth, 0);
    assert_false(exists(cx, 4));
}

static void test_an_inner_transaction_is_undone_alone(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    TXN(outer);
    assert_int_equal(cx_begin(cx, &outer), OK);
    assert_int_equal(insert(cx, 5, S("five")), OK);
    {
        TXN(inner);
        assert_int_equal(cx_begin(cx, &inner), OK);
        assert_int_equal(insert(cx, 6, S("six")), OK);
        assert_int_equal(insert(cx, 5, S("again")), ERR_CONFLICT);
        assert_string_equal(cx->err.reason, "db.constraint");
        forgive(cx);
    }
    assert_int_equal(insert(cx, 7, S("seven")), OK);
    assert_int_equal(cx_commit(cx, &outer), OK);
    assert_true(exists(cx, 5));
    assert_false(exists(cx, 6));
    assert_true(exists(cx, 7));
}

static void test_after_a_failed_statement_nothing_more_runs(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    TXN(txn);
    assert_int_equal(cx_begin(cx, &txn), OK);
    assert_int_equal(insert(cx, 5, S("five")), OK);
    assert_int_equal(insert(cx, 5, S("again")), ERR_CONFLICT);
    forgive(cx);
    assert_int_equal(insert(cx, 6, S("six")), ERR_INTERNAL);
    forgive(cx);
    assert_int_equal(cx_commit(cx, &txn), ERR_INTERNAL);
    forgive(cx);
    assert_false(exists(cx, 5));
}

static void test_absence_is_an_answer_or_a_failure(void **state)
{
    Ctx  *cx    = test_house_ctx(*state);
    Lease lease = { .node = 99 };
    bool  found = true;
    assert_int_equal(cx_find(cx, &lease_get, &lease, &found, ARGS(V(8))), OK);
    assert_false(found);
    assert_int_equal(cx_one(cx, &lease_get, &lease, ARGS(V(8))), ERR_NOT_FOUND);
    assert_string_equal(cx->err.reason, "not_found");
    assert_int_equal(lease.node, 99);
}

static void test_the_first_failure_is_kept(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_int_equal(fail(cx, ERR_LIMIT, "test.first", "n=%d", 1), ERR_LIMIT);
    assert_int_equal(fail(cx, ERR_DENIED, "test.second", "n=%d", 2), ERR_DENIED);
    assert_string_equal(cx->err.reason, "test.first");
    assert_true(str_equal(cx->err.detail, S("n=1")));
    forgive(cx);
    assert_int_equal(fail_field(cx, "test.field", S("name"), "1..200"), ERR_INVALID);
    assert_true(str_equal(cx->err.allowed, S("1..200")));
}

static Code refuse_unless(Ctx *cx, int hand)
{
    REQUIRE(cx, hand > 0 && hand % 2 == 0, ERR_INVALID, "test.bad_hand");
    return OK;
}

static void test_a_condition_is_told_from_words(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_int_equal(refuse_unless(cx, 2), OK);
    assert_int_equal(refuse_unless(cx, 3), ERR_INVALID);
    assert_string_equal(cx->err.reason, "test.bad_hand");
    assert_true(str_equal(cx->err.detail, S("hand > 0 && hand % 2 == 0")));
    assert_true(cx->err.is_condition);
    forgive(cx);
    /* Words that look like C, and a condition that comes after a first failure. */
    assert_int_equal(fail(cx, ERR_INVALID, "test.words", "rows >= 5 of a.csv"), ERR_INVALID);
    assert_int_equal(refuse_unless(cx, 3), ERR_INVALID);
    assert_string_equal(cx->err.reason, "test.words");
    assert_false(cx->err.is_condition);
}

static void test_every_broken_statement_leaves_nothing_behind(void **state)
{
    TestHouse *house = *state;
    int        n     = 1;
    for (;; n++) {
        Ctx *cx = test_house_ctx(house);
        db_fail_at(house->db, n);
        Code code = insert(cx, 10, S("ten"));
        db_fail_at(house->db, 0);
        cx = test_house_ctx(house);
        if (code == OK) break;
        assert_int_equal(code, ERR_INTERNAL);
        assert_false(exists(cx, 10));
    }
    assert_int_equal(n, 4); /* begin, insert, commit */
    assert_true(exists(test_house_ctx(house), 10));
}

static void test_ids_rise_and_never_repeat(void **state)
{
    (void)state;
    IdSource     *ids  = id_source_new(200);
    const int64_t now  = (int64_t)TEST_NOW_S * MS_PER_SECOND;
    int64_t       last = 0;
    for (int i = 0; i < 100000; i++) {
        const int64_t id = id_next(ids, i < 50000 ? now : now - 1000); /* the clock goes back */
        assert_true(id > last);
        last = id;
    }
    assert_int_equal(id_made_at_ms(id_next(ids, now + 60000)), now + 60000);
    assert_true(id_next(ids, now) >> 14 & 200);
    id_source_free(ids);
}

static void test_ids_of_two_nodes_differ(void **state)
{
    (void)state;
    IdSource *a = id_source_new(0), *b = id_source_new(255);
    assert_int_not_equal(id_next(a, 1795334400000), id_next(b, 1795334400000));
    id_source_free(a);
    id_source_free(b);
}

static void test_a_cursor_carries_its_keys(void **state)
{
    Ctx          *cx     = test_house_ctx(*state);
    const int64_t keys[] = { INT64_MAX, -5, 0, INT64_MIN };
    for (size_t count = 1; count <= COUNT(keys); count++) {
        int64_t   back[4] = { 0 };
        const Str cursor  = page_cursor(cx->arena, keys, count);
        assert_int_equal(page_keys(cx, cursor, 1, back, count), OK);
        assert_memory_equal(back, keys, count * sizeof keys[0]);
    }
}

static void test_a_strange_cursor_is_refused(void **state)
{
    Ctx          *cx   = test_house_ctx(*state);
    const int64_t key  = 77;
    int64_t       back = 0;
    const Str     made = page_cursor(cx->arena, &key, 1);
    for (size_t i = 0; i < made.len; i++) {
        char *bent = (char *)(uintptr_t)str_copy(cx->arena, made).ptr;
        bent[i]    = bent[i] == 'x' ? 'y' : 'x';
        assert_int_equal(page_keys(cx, (Str){ bent, made.len }, 0, &back, 1), ERR_INVALID);
        assert_string_equal(cx->err.reason, "page.bad_cursor");
        forgive(cx);
    }
    int64_t two[2];
    assert_int_equal(page_keys(cx, made, 0, two, 2), ERR_INVALID);
    forgive(cx);
    assert_int_equal(page_keys(cx, (Str){ 0 }, 9, two, 2), OK);
    assert_int_equal(two[0], 9);
    assert_int_equal(two[1], 9);
}

static void test_a_page_has_a_limit(void **state)
{
    (void)state;
    assert_int_equal(page_limit(0), PAGE_LIMIT_DEFAULT);
    assert_int_equal(page_limit(-4), PAGE_LIMIT_DEFAULT);
    assert_int_equal(page_limit(20), 20);
    assert_int_equal(page_limit(100000), PAGE_LIMIT_MAX);
}

static void test_permissions_survive_as_words(void **state)
{
    Ctx          *cx      = test_house_ctx(*state);
    const Str     given[] = { S("org.read"), S("tag.write"), S("of.another_release") };
    PermissionSet set     = permission_set_of((Strs){ given, COUNT(given) });
    assert_true(permission_in(&set, PERM_ORG_READ));
    assert_true(permission_in(&set, PERM_TAG_WRITE));
    assert_false(permission_in(&set, PERM_ORG_WRITE));
    assert_true(permission_in(&set, PERM_PUBLIC));
    const Strs words = permission_set_words(cx->arena, &set);
    assert_int_equal(words.count, 2);
    cx->permissions = set;
    assert_true(cx_may(cx, PERM_ORG_READ));
    assert_false(cx_may(cx, PERM_USER_READ));
}

static void test_a_node_number_is_held_by_one(void **state)
{
    TestHouse *house = *state;
    int        a = -1, b = -1, c = -1;
    assert_int_equal(node_take(test_house_ctx(house), S("a"), &a), OK);
    assert_int_equal(node_take(test_house_ctx(house), S("b"), &b), OK);
    assert_int_equal(a, 0);
    assert_int_equal(b, 1);
    test_house_set_clock(test_house_clock() + NODE_LEASE_MS);
    assert_int_equal(node_renew(test_house_ctx(house), S("b"), b), OK);
    test_house_set_clock(test_house_clock() + 1);
    assert_int_equal(node_take(test_house_ctx(house), S("c"), &c), OK);
    assert_int_equal(c, 0); /* a did not renew */
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(node_renew(cx, S("a"), a), ERR_CONFLICT);
    assert_string_equal(cx->err.reason, "node.lost");
    assert_int_equal(node_leave(test_house_ctx(house), S("a"), a), OK); /* c keeps it */
    assert_int_equal(node_renew(test_house_ctx(house), S("c"), c), OK);
    assert_int_equal(node_leave(test_house_ctx(house), S("b"), b), OK);
    assert_int_equal(node_take(test_house_ctx(house), S("d"), &b), OK);
    assert_int_equal(b, 1);
}

static void test_a_full_house_of_nodes_refuses(void **state)
{
    TestHouse *house = *state;
    int        node  = -1;
    for (int i = 0; i < NODE_COUNT; i++)
        assert_int_equal(node_take(test_house_ctx(house), S("x"), &node), OK);
    assert_int_equal(node, NODE_COUNT - 1);
    Ctx *cx = test_house_ctx(house);
    assert_int_equal(node_take(cx, S("y"), &node), ERR_LIMIT);
    assert_string_equal(cx->err.reason, "node.none_free");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_a_batch_moves_counters_and_inserts_rows_together),
        ON_HOUSE(test_a_batch_draws_a_conclusion_once),
        ON_HOUSE(test_what_may_be_undone_alone_goes_past_the_memo),
        ON_HOUSE(test_a_memo_keeps_rows_of_a_tenant_until_they_change),
        ON_HOUSE(test_an_owner_keeps_what_it_likes_of_a_tenant),
        ON_HOUSE(test_a_write_outside_a_transaction_is_one_of_its_own),
        ON_HOUSE(test_leaving_the_scope_undoes),
        ON_HOUSE(test_an_inner_transaction_is_undone_alone),
        ON_HOUSE(test_after_a_failed_statement_nothing_more_runs),
        ON_HOUSE(test_absence_is_an_answer_or_a_failure),
        ON_HOUSE(test_the_first_failure_is_kept),
        ON_HOUSE(test_a_condition_is_told_from_words),
        ON_HOUSE(test_every_broken_statement_leaves_nothing_behind),
        ON_HOUSE(test_ids_rise_and_never_repeat),
        ON_HOUSE(test_ids_of_two_nodes_differ),
        ON_HOUSE(test_a_cursor_carries_its_keys),
        ON_HOUSE(test_a_strange_cursor_is_refused),
        ON_HOUSE(test_a_page_has_a_limit),
        ON_HOUSE(test_permissions_survive_as_words),
        ON_HOUSE(test_a_node_number_is_held_by_one),
        ON_HOUSE(test_a_full_house_of_nodes_refuses),
    };
    return FOR_EACH_ENGINE(tests);
}
