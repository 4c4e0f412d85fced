/* qr_read_test.c -- the kinds of pictures a platform may send; acquire/qr_test.c reads what we
 * draw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "channel/qr_read.h"
#include "sys/sys.h"

static void test_every_kind_of_picture_is_read(void **state)
{
    (void)state;
    static const char *const files[] = { "link.png",  "bits.png", "palette.png",
                                         "alpha.png", "link.jpg", "progressive.jpg" };
    Arena                   *arena   = arena_new(16u << 20);
    for (size_t i = 0; i < COUNT(files); i++) {
        Str       picture = { 0 }, text = { 0 };
        const Str path = str_fmt(arena, WEFT_SOURCE_DIR "/tests/fuzz/qr_read/%s", files[i]);
        assert_int_equal(file_read(arena, str_z(arena, path), 1 << 20, &picture), OK);
        const char *reason = qr_read(arena, picture, &text);
        assert_string_equal(reason ? reason : files[i], files[i]);
        assert_string_equal(str_z(arena, text), "https://work.weixin.qq.com/q/0123456789abcdef");
    }
    arena_free(arena);
}

/* A byte changed anywhere: read, or refused with a reason; never more than that. */
static void test_a_damaged_picture_is_read_or_refused(void **state)
{
    (void)state;
    Arena *arena   = arena_new(16u << 20);
    Str    picture = { 0 };
    assert_int_equal(
        file_read(arena, WEFT_SOURCE_DIR "/tests/fuzz/qr_read/bits.png", 1 << 20, &picture), OK);
    int refused = 0;
    for (size_t at = 0; at < picture.len; at += 3) {
        Str   text       = { 0 };
        char *bytes      = (char *)(uintptr_t)str_copy(arena, picture).ptr;
        bytes[at]        = (char)(bytes[at] ^ 0x5a);
        const char *said = qr_read(arena, (Str){ bytes, picture.len }, &text);
        assert_int_equal(said == NULL, text.len > 0);
        refused += said != NULL;
    }
    assert_true(refused > 50);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind_of_picture_is_read),
        cmocka_unit_test(test_a_damaged_picture_is_read_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
