/* arena_test.c -- memory by lifetime. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool is_zero(const char *at, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (at[i]) return false;
    return true;
}

static void test_memory_is_zeroed_and_aligned_also_after_reset(void **state)
{
    (void)state;
    Arena   *arena = arena_new(1 << 20);
    uint64_t seed  = 1;
    for (int round = 0; round < 20; round++) {
        for (int i = 0; i < 200; i++) {
            const size_t size = prng_below(&seed, 3000);
            char        *at   = arena_make(arena, char, size);
            assert_non_null(at);
            assert_int_equal((uintptr_t)at % 16, 0);
            assert_true(is_zero(at, size));
            memset(at, 0xAB, size);
        }
        arena_reset(arena);
        assert_int_equal(arena_used(arena), 0);
    }
    arena_free(arena);
}

static void test_passing_the_limit_is_served_and_remembered_until_reset(void **state)
{
    (void)state;
    Arena *arena = arena_new(1000);
    arena_make(arena, char, 1000);
    assert_false(arena_overrun(arena));
    char *more  = arena_make(arena, char, 100000);
    more[99999] = 1;
    assert_true(arena_overrun(arena));
    arena_reset(arena);
    assert_false(arena_overrun(arena));
    arena_free(arena);
}

static void test_rewind_gives_back_what_came_after_the_mark(void **state)
{
    (void)state;
    Arena *arena = arena_new(1 << 20);
    char  *kept  = arena_make(arena, char, 100);
    memset(kept, 'k', 100);
    const ArenaMark mark = arena_mark(arena);
    const size_t    used = arena_used(arena);
    for (int i = 0; i < 100; i++) memset(arena_make(arena, char, 5000), 'x', 5000);
    arena_rewind(arena, mark);
    assert_int_equal(arena_used(arena), used);
    assert_true(is_zero(arena_make(arena, char, 5000), 5000));
    for (int i = 0; i < 100; i++) assert_int_equal(kept[i], 'k');
    arena_free(arena);
}

static void test_rewind_to_a_mark_of_an_empty_arena(void **state)
{
    (void)state;
    Arena          *arena = arena_new(1 << 20);
    const ArenaMark mark  = arena_mark(arena);
    for (int i = 0; i < 10; i++) memset(arena_make(arena, char, 9000), 'x', 9000);
    arena_rewind(arena, mark);
    assert_int_equal(arena_used(arena), 0);
    assert_true(is_zero(arena_make(arena, char, 9000), 9000));
    arena_free(arena);
}

static void test_count_zero_gives_a_pointer(void **state)
{
    (void)state;
    Arena *arena = arena_new(100);
    assert_non_null(arena_alloc(arena, 0, 8));
    arena_free(arena);
    arena_free(NULL);
}

static void test_vectors_keep_their_elements_while_growing(void **state)
{
    (void)state;
    Arena *arena = arena_new(1 << 20);
    Vec    vec   = vec_of(arena, int64_t);
    for (int64_t i = 0; i < 1000; i++) {
        int64_t *item = VEC_ADD(&vec, int64_t);
        assert_int_equal(*item, 0);
        *item = i;
    }
    const Rows rows = vec_rows(&vec);
    assert_int_equal(rows.count, 1000);
    for (size_t i = 0; i < rows.count; i++) assert_int_equal(*ROWS_AT(int64_t, rows, i), i);
    assert_int_equal(*VEC_AT(vec, int64_t, 7), 7);
    arena_free(arena);
}

static void test_maps_find_what_was_put_and_nothing_else(void **state)
{
    (void)state;
    Arena  *arena = arena_new(1 << 20);
    StrMap *words = strmap_new(arena);
    IdMap  *ids   = idmap_new(arena);
    int     value[2000];
    for (int i = 0; i < 2000; i++) {
        assert_null(strmap_put(words, str_fmt(arena, "key-%d", i), &value[i]));
        assert_null(idmap_put(ids, ((int64_t)i + 1) << 20, &value[i]));
    }
    for (int i = 0; i < 2000; i++) {
        assert_ptr_equal(strmap_find(words, str_fmt(arena, "key-%d", i)), &value[i]);
        assert_ptr_equal(idmap_find(ids, ((int64_t)i + 1) << 20), &value[i]);
    }
    assert_null(strmap_find(words, S("key-2000")));
    assert_null(idmap_find(ids, 5));
    assert_null(idmap_find(ids, 0));
    assert_ptr_equal(strmap_put(words, S("key-5"), &value[0]), &value[5]);
    assert_ptr_equal(idmap_put(ids, 1 << 20, &value[9]), &value[0]);
    assert_int_equal(strmap_count(words), 2000);
    assert_int_equal(idmap_count(ids), 2000);
    arena_free(arena);
}

static void test_random_numbers_are_the_published_sequence(void **state)
{
    (void)state;
    uint64_t seed = 1234567;
    assert_true(prng_next(&seed) == 6457827717110365317u);
    assert_true(prng_next(&seed) == 3203168211198807973u);
    assert_true(prng_next(&seed) == 9817491932198370423u);
    int seen[7] = { 0 };
    for (int i = 0; i < 7000; i++) seen[prng_below(&seed, 7)]++;
    for (int i = 0; i < 7; i++) assert_in_range(seen[i], 800, 1200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_and_aligned_also_after_reset),
        cmocka_unit_test(test_passing_the_limit_is_served_and_remembered_until_reset),
        cmocka_unit_test(test_rewind_gives_back_what_came_after_the_mark),
        cmocka_unit_test(test_rewind_to_a_mark_of_an_empty_arena),
        cmocka_unit_test(test_count_zero_gives_a_pointer),
        cmocka_unit_test(test_vectors_keep_their_elements_while_growing),
        cmocka_unit_test(test_maps_find_what_was_put_and_nothing_else),
        cmocka_unit_test(test_random_numbers_are_the_published_sequence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
