/* Only what clashed is done again, and not for ever; the failure that is told is the last one. */
#include "kernel/again.h"
#include "kernel/testing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { TRIES_MAX = 3 };

/* How often it is done in all. */
static int times(Ctx *cx, bool is_clash)
{
    for (int tried = 0;; tried++) {
        assert_int_equal(cx->err.code, OK);
        assert_int_equal((fail)(cx, ERR_UNAVAILABLE, "test.met", "time %d", tried),
                         ERR_UNAVAILABLE);
        cx->err.retry = is_clash;
        if (!cx_again(cx, tried, TRIES_MAX)) return tried + 1;
    }
}

static void test_what_clashed_is_done_again_and_not_for_ever(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_int_equal(times(cx, true), TRIES_MAX + 1);
    assert_string_equal(cx->err.reason, "test.met");
    assert_true(str_equal(cx->err.detail, S("time 3")));
}

static void test_what_failed_otherwise_is_not_done_again(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_int_equal(times(cx, false), 1);
    assert_string_equal(cx->err.reason, "test.met");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_clashed_is_done_again_and_not_for_ever),
        ON_HOUSE(test_what_failed_otherwise_is_not_done_again),
    };
    return FOR_EACH_ENGINE(tests);
}
