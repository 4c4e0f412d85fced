/* wecom_error_test.c -- every code an SCRM meets, with what follows from it, to be checked by eye.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "channel/wecom_error.h"

enum { N = PLATFORM_NEVER, L = PLATFORM_RETRY_LATER, W = PLATFORM_WAIT, T = PLATFORM_RETRY_NOW };

typedef struct Want {
    int32_t code;
    int class;
    bool tells;
} Want;

// clang-format off
static const Want wants[] = {
    { -1, L, 0 },      { 0, PLATFORM_OK, 0 }, { 40001, T, 1 },   { 40003, N, 0 },   { 40004, N, 0 },
    { 40006, N, 0 },   { 40007, N, 0 },   { 40008, N, 0 },   { 40013, W, 1 },   { 40014, T, 0 },
    { 40029, N, 0 },   { 40031, N, 0 },   { 40032, N, 0 },   { 40035, N, 0 },   { 40039, N, 0 },
    { 40050, N, 0 },   { 40056, N, 1 },   { 40058, N, 0 },   { 40063, N, 0 },   { 40066, N, 0 },
    { 40068, N, 0 },   { 40071, N, 0 },   { 40072, N, 0 },   { 40093, N, 0 },   { 40096, N, 0 },
    { 40097, N, 0 },   { 40098, N, 0 },   { 40099, N, 0 },   { 40100, N, 0 },   { 40126, N, 1 },
    { 40128, N, 0 },   { 40129, N, 0 },   { 40130, N, 0 },   { 40131, N, 0 },   { 41001, T, 0 },
    { 41002, N, 0 },   { 41004, N, 0 },   { 41006, N, 0 },   { 41009, N, 0 },   { 41035, N, 0 },
    { 41037, N, 0 },   { 41038, N, 0 },   { 41039, N, 0 },   { 41040, N, 0 },   { 41041, N, 0 },
    { 41042, N, 0 },   { 41043, N, 0 },   { 41044, N, 0 },   { 41045, N, 1 },   { 41046, N, 0 },
    { 41047, N, 0 },   { 41048, N, 0 },   { 41049, N, 0 },   { 41050, N, 0 },   { 41051, N, 0 },
    { 41052, N, 0 },   { 41053, N, 0 },   { 41054, N, 0 },   { 41055, N, 1 },   { 41056, N, 0 },
    { 41057, N, 1 },   { 41059, N, 0 },   { 41060, N, 0 },   { 41061, N, 0 },   { 41062, N, 0 },
    { 41063, L, 0 },   { 41064, N, 0 },   { 41065, N, 0 },   { 41067, N, 0 },   { 41068, N, 0 },
    { 41069, N, 0 },   { 41070, N, 0 },   { 41071, N, 0 },   { 41072, N, 0 },   { 41073, N, 0 },
    { 41074, N, 0 },   { 41075, N, 0 },   { 41076, N, 0 },   { 41077, N, 0 },   { 41078, N, 1 },
    { 41079, L, 0 },   { 41080, N, 0 },   { 41081, N, 0 },   { 41082, N, 0 },   { 41085, N, 0 },
    { 41086, N, 0 },   { 41087, N, 0 },   { 41088, N, 0 },   { 41089, N, 0 },   { 41090, N, 0 },
    { 41091, N, 0 },   { 41093, N, 0 },   { 41094, N, 0 },   { 41095, N, 1 },   { 41096, L, 0 },
    { 42001, T, 0 },   { 42022, N, 0 },   { 43004, N, 0 },   { 44001, N, 0 },   { 44004, N, 0 },
    { 45001, N, 0 },   { 45002, N, 0 },   { 45007, N, 0 },   { 45008, N, 0 },   { 45009, W, 0 },
    { 45033, L, 0 },   { 46004, N, 0 },   { 47001, N, 0 },   { 48002, N, 1 },   { 50001, N, 1 },
    { 50002, N, 0 },   { 50003, W, 1 },   { 60003, N, 0 },   { 60011, N, 0 },   { 60020, W, 1 },
    { 60021, N, 0 },   { 60111, N, 0 },   { 60123, N, 0 },   { 60136, N, 0 },   { 81013, N, 0 },
    { 81017, N, 0 },   { 82001, N, 0 },   { 82002, N, 0 },   { 82003, N, 0 },   { 84061, N, 0 },
    { 84074, N, 1 },   { 84083, N, 0 },   { 84084, N, 0 },   { 85002, N, 0 },   { 301002, N, 1 },
    { PLATFORM_UNREACHABLE, L, 0 }, { PLATFORM_BAD_ANSWER, L, 0 },
    { 123456, N, 0 }, /* a code nobody has heard of */
};
// clang-format on

static void test_each_code_has_its_class(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(wants); i++) {
        const PlatformError *error = wecom_error_of(wants[i].code);
        if ((int)error->class != wants[i].class || error->tells != wants[i].tells)
            fail_msg("code %d: class %d, tells %d", wants[i].code, (int)error->class, error->tells);
        assert_true((error->reason == NULL) == (wants[i].code == 0));
    }
}

static void test_the_table_names_each_code_once(void **state)
{
    (void)state;
    size_t               count = 0;
    const PlatformError *table = wecom_error_table(&count);
    assert_int_equal(count, COUNT(wants) - 1);
    for (size_t i = 0; i < count; i++) assert_ptr_equal(wecom_error_of(table[i].code), &table[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_code_has_its_class),
        cmocka_unit_test(test_the_table_names_each_code_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
