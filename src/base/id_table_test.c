/* Numbers of ids and words: the same again for the same, whatever came between. */
#include "base/id_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { MANY = 5000 };

static void test_ids_keep_their_numbers(void **state)
{
    (void)state;
    IdTable table = { 0 };
    assert_true(id_table_find(&table, 7) == NUMBER_NONE);
    for (int64_t i = 0; i < MANY; i++)
        assert_int_equal(id_table_take(&table, i * i * INT64_C(7919) - 40), i);
    for (int64_t i = 0; i < MANY; i++) {
        assert_int_equal(id_table_take(&table, i * i * INT64_C(7919) - 40), i);
        assert_int_equal(id_table_find(&table, i * i * INT64_C(7919) - 40), i);
    }
    assert_true(id_table_find(&table, INT64_MIN) == NUMBER_NONE);
    assert_true(id_table_bytes(&table) >= MANY * sizeof(int64_t));
    id_table_deinit(&table);
    assert_int_equal(table.count, 0);
}

static void test_words_keep_their_numbers_and_are_copies(void **state)
{
    (void)state;
    WordTable table = { 0 };
    char      text[32];
    for (uint32_t i = 0; i < MANY; i++) {
        const int len = snprintf(text, sizeof text, "门店 %u", i);
        assert_int_equal(word_table_take(&table, (Str){ text, (size_t)len }), i);
    }
    assert_int_equal(word_table_take(&table, S("")), MANY); /* empty is a word, too */
    assert_int_equal(word_table_find(&table, S("门店 17")), 17);
    assert_true(str_equal(table.word[17], S("门店 17")));
    assert_int_equal(table.word[17].ptr[table.word[17].len], 0);
    assert_true(word_table_find(&table, S("门店")) == NUMBER_NONE);
    word_table_deinit(&table);
    assert_true(word_table_find(&table, S("门店 17")) == NUMBER_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids_keep_their_numbers),
        cmocka_unit_test(test_words_keep_their_numbers_and_are_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
