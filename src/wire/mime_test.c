/* mime_test.c -- forms with files in and out. */
#include "wire/mime.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(8u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

#define assert_str(text, literal)                                          \
    do {                                                                   \
        const Str got_ = (text);                                           \
        if (!str_equal(got_, S(literal))) fail_msg("got %.*s", FMT(got_)); \
    } while (0)

static void test_a_browser_form_is_split(void **state)
{
    (void)state;
    const Str body =
        S("--xyz\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n"
          "--xyz\r\ncontent-disposition: form-data; name=\"file\"; filename=\"C:\\dir\\"
          "\xE5\xAE\xA2%22.png\"\r\nContent-Type: image/png\r\n\r\n\0--xy\r\n\r\n"
          "--xyz\r\nContent-Disposition: form-data; filename*=UTF-8''%E5%AE%A2.txt; name=b;"
          " filename=\"x;y.txt\"\r\n\r\n\r\n--xyz--\r\n");
    Parts parts = { 0 };
    assert_int_equal(mime_parse(arena, S("multipart/form-data; boundary=xyz"), body, &parts), OK);
    assert_int_equal(parts.count, 3);
    assert_str(mime_part(parts, S("note"))->body, "hello");
    assert_null(mime_part(parts, S("note"))->filename.ptr);
    assert_str(mime_part(parts, S("file"))->filename, "\xE5\xAE\xA2\".png");
    assert_str(mime_part(parts, S("file"))->type, "image/png");
    assert_str(mime_part(parts, S("file"))->body, "\0--xy\r\n");
    assert_str(mime_part(parts, S("b"))->filename, "\xE5\xAE\xA2.txt");
    assert_str(mime_part(parts, S("b"))->body, "");
    assert_null(mime_part(parts, S("c")));
}

static void test_what_is_built_is_parsed_again(void **state)
{
    (void)state;
    const Part in[]  = { { .name     = S("media"),
                           .filename = S("a\"\xE5\xAE\xA2.jpg"),
                           .type     = S("image/jpeg"),
                           .body     = S("\r\n--b\0\r\n") },
                         { .name = S("text"), .body = S("") } };
    Str        type  = { 0 };
    Parts      parts = { 0 };
    const Str  body  = mime_build(arena, S("b0undary"), in, COUNT(in), &type);
    assert_str(type, "multipart/form-data; boundary=b0undary");
    assert_int_equal(mime_parse(arena, type, body, &parts), OK);
    assert_int_equal(parts.count, COUNT(in));
    for (size_t i = 0; i < COUNT(in); i++) {
        assert_true(str_equal(parts.at[i].name, in[i].name));
        assert_true(str_equal(parts.at[i].filename, in[i].filename));
        assert_true(str_equal(parts.at[i].type, in[i].type));
        assert_true(str_equal(parts.at[i].body, in[i].body));
    }
}

static void test_malformed_forms_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *type, *body;
    } bad[] = {
        { "application/json", "--x\r\n" },
        { "multipart/form-data", "--x--" },
        { "multipart/form-data; boundary=", "--x--" },
        { "multipart/form-data; boundary=x", "" },
        { "multipart/form-data; boundary=x", "--x\r\n" },
        { "multipart/form-data; boundary=x", "--x\r\nA: b\r\n\r\nc" },
        { "multipart/form-data; boundary=x",
          "--x\r\nContent-Disposition: form-data\r\n\r\nc\r\n--x--" },
        { "multipart/form-data; boundary=x", "--xContent\r\n\r\nc\r\n--x--" },
        { "multipart/form-data; boundary=x", "--x\r\n--x--" },
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        Parts parts = { 0 };
        if (mime_parse(arena, str_of(bad[i].type), str_of(bad[i].body), &parts) != ERR_INVALID)
            fail_msg("accepted %zu", i);
    }
}

static void test_more_than_sixteen_parts_are_too_many(void **state)
{
    (void)state;
    Part  parts[17];
    Str   type = { 0 };
    Parts out  = { 0 };
    for (size_t i = 0; i < COUNT(parts); i++) parts[i] = (Part){ .name = S("n"), .body = S("b") };
    Str body = mime_build(arena, S("x"), parts, 16, &type);
    assert_int_equal(mime_parse(arena, type, body, &out), OK);
    body = mime_build(arena, S("x"), parts, 17, &type);
    assert_int_equal(mime_parse(arena, type, body, &out), ERR_LIMIT);
}

static void test_types_by_name_and_by_bytes(void **state)
{
    (void)state;
    assert_str(mime_of_name(S("a.PNG")), "image/png");
    assert_str(mime_of_name(S("index.html")), "text/html; charset=utf-8");
    assert_str(mime_of_name(S("png")), "application/octet-stream");
    assert_str(mime_of_bytes(S("\x89PNG\r\n\x1A\n...")), "image/png");
    assert_str(mime_of_bytes(S("\xFF\xD8\xFF\xE0")), "image/jpeg");
    assert_str(mime_of_bytes(S("\0\0\0\x18"
                               "ftypmp42")),
               "video/mp4");
    assert_str(mime_of_bytes(S("#!AMR\n")), "audio/amr");
    assert_null(mime_of_bytes(S("hello")).ptr);
    assert_null(mime_of_bytes((Str){ 0 }).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_browser_form_is_split),
        cmocka_unit_test(test_what_is_built_is_parsed_again),
        cmocka_unit_test(test_malformed_forms_are_refused),
        cmocka_unit_test(test_more_than_sixteen_parts_are_too_many),
        cmocka_unit_test(test_types_by_name_and_by_bytes),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
