/* text_codec_test.c -- base64, hex, URLs, forms and digests. */
#include "wire/text_codec.h"

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

static void test_base64_of_the_rfc_and_back(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *text, *for_urls;
    } cases[] = { { "", "", "" },
                  { "f", "Zg==", "Zg" },
                  { "fo", "Zm8=", "Zm8" },
                  { "foo", "Zm9v", "Zm9v" },
                  { "foob", "Zm9vYg==", "Zm9vYg" },
                  { "fooba", "Zm9vYmE=", "Zm9vYmE" },
                  { "foobar", "Zm9vYmFy", "Zm9vYmFy" },
                  { "\xFB\xFF\xBF", "+/+/", "-_-_" } };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const Str plain = str_of(cases[i].plain);
        Str       back  = { 0 };
        assert_true(str_equal(base64(arena, plain), str_of(cases[i].text)));
        assert_true(str_equal(base64url(arena, plain), str_of(cases[i].for_urls)));
        assert_int_equal(base64_decode(arena, str_of(cases[i].text), &back), OK);
        assert_true(str_equal(back, plain));
        assert_int_equal(base64_decode(arena, str_of(cases[i].for_urls), &back), OK);
        assert_true(str_equal(back, plain));
    }
}

static void test_what_is_no_base64(void **state)
{
    (void)state;
    const char *const bad[] = { "A", "AAAAA", "A===", "AA=", "AA=A", "=", "AAA!", "AA A", "AAAA=" };
    Str               bytes = { 0 };
    for (size_t i = 0; i < COUNT(bad); i++)
        if (base64_decode(arena, str_of(bad[i]), &bytes) != ERR_INVALID)
            fail_msg("accepted %s", bad[i]);
    assert_int_equal(base64_decode(arena, S("Zh=="), &bytes), OK); /* low bits that say nothing */
    assert_str(bytes, "f");
}

static void test_random_bytes_survive_every_codec(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (size_t len = 0; len < 300; len++) {
        char bytes[300];
        for (size_t i = 0; i < len; i++) bytes[i] = (char)prng_next(&seed);
        const Str text = { bytes, len };
        Str       back = { 0 };
        assert_int_equal(base64_decode(arena, base64(arena, text), &back), OK);
        assert_true(str_equal(back, text));
        assert_int_equal(base64_decode(arena, base64url(arena, text), &back), OK);
        assert_true(str_equal(back, text));
        assert_int_equal(hex_decode(arena, hex(arena, text), &back), OK);
        assert_true(str_equal(back, text));
        assert_true(str_equal(url_decode(arena, url_encode(arena, text), true), text));
        arena_reset(arena);
    }
}

static void test_hex(void **state)
{
    (void)state;
    Str bytes = { 0 };
    assert_str(hex(arena, S("\x01\xAB")), "01ab");
    assert_int_equal(hex_decode(arena, S("01aB"), &bytes), OK);
    assert_str(bytes, "\x01\xAB");
    assert_int_equal(hex_decode(arena, S("0"), &bytes), ERR_INVALID);
    assert_int_equal(hex_decode(arena, S("0g"), &bytes), ERR_INVALID);
}

static void test_percent_encoding_keeps_what_is_malformed(void **state)
{
    (void)state;
    assert_str(url_encode(arena, S("a b/\xE5\xAE\xA2~-._*")), "a%20b%2F%E5%AE%A2~-._%2A");
    assert_str(url_decode(arena, S("%e5%AE%a2+%2B%zz%4"), false), "\xE5\xAE\xA2++%zz%4");
    assert_str(url_decode(arena, S("a+b%"), true), "a b%");
    assert_null(url_decode(arena, (Str){ 0 }, true).ptr);
}

static void test_queries_are_split_and_bounded(void **state)
{
    (void)state;
    const Pairs pairs = query_parse(arena, S("a=1&&b=%26%3D+x&c&=d&a=2&e=f=g"), 100);
    assert_int_equal(pairs.count, 6);
    assert_str(pairs_find(pairs, S("a")), "1");
    assert_str(pairs_find(pairs, S("b")), "&= x");
    assert_str(pairs_find(pairs, S("c")), "");
    assert_non_null(pairs_find(pairs, S("c")).ptr);
    assert_str(pairs_find(pairs, S("")), "d");
    assert_str(pairs_find(pairs, S("e")), "f=g");
    assert_null(pairs_find(pairs, S("z")).ptr);
    assert_int_equal(query_parse(arena, S("a&b&c"), 2).count, 2);
    assert_int_equal(query_parse(arena, S(""), 9).count, 0);
}

static void test_urls_are_taken_apart(void **state)
{
    (void)state;
    Url url = { 0 };
    assert_int_equal(url_parse(S("https://qyapi.weixin.qq.com/cgi-bin/get?a=1&b=?#x#y"), &url), OK);
    assert_str(url.scheme, "https");
    assert_str(url.host, "qyapi.weixin.qq.com");
    assert_str(url.path, "/cgi-bin/get");
    assert_str(url.query, "a=1&b=?");
    assert_str(url.fragment, "x#y");
    assert_int_equal(url.port, 443);
    assert_int_equal(url_parse(S("HTTP://127.0.0.1:7100"), &url), OK);
    assert_str(url.scheme, "http");
    assert_int_equal(url.port, 7100);
    assert_str(url.path, "/");
    assert_null(url.query.ptr);
    assert_int_equal(url_parse(S("http://[::1]:80/?q"), &url), OK);
    assert_str(url.host, "::1");
    assert_str(url.query, "q");
    assert_int_equal(url_parse(S("http://mp.weixin.qq.com?params=value"), &url), OK);
    assert_str(url.host, "mp.weixin.qq.com");
    const char *const bad[] = { "",
                                "ftp://a",
                                "http:/a",
                                "http://",
                                "http://user@host/",
                                "http://a:0/",
                                "http://a:65536/",
                                "http://a:+1/",
                                "http://a b/",
                                "http://a/\n",
                                "javascript:alert(1)",
                                "//a/b",
                                "http://[::1/",
                                "http://[x]/",
                                "http://a\\b/" };
    for (size_t i = 0; i < COUNT(bad); i++)
        if (url_parse(str_of(bad[i]), &url) != ERR_INVALID) fail_msg("accepted %s", bad[i]);
}

static void test_digests_of_the_standards(void **state)
{
    (void)state;
    assert_str(digest_hex(arena, md5(S("abc"))), "900150983cd24fb0d6963f7d28e17f72");
    assert_str(digest_hex(arena, hmac_md5(S("Jefe"), S("what do ya want for nothing?"))),
               "750c783e6ab0b503eaa86e310a5db738"); /* RFC 2202 */
    assert_str(digest_hex(arena, sha1(S("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_str(digest_hex(arena, sha1((Str){ 0 })), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assert_str(digest_hex(arena, sha256(S("abc"))),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_str(digest_hex(arena, hmac_sha256(S("Jefe"), S("what do ya want for nothing?"))),
               "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assert_true(equal_constant_time(S("abc"), S("abc")));
    assert_false(equal_constant_time(S("abc"), S("abd")));
    assert_false(equal_constant_time(S("abc"), S("ab")));
    assert_true(equal_constant_time((Str){ 0 }, S("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_base64_of_the_rfc_and_back),
        cmocka_unit_test(test_what_is_no_base64),
        cmocka_unit_test(test_random_bytes_survive_every_codec),
        cmocka_unit_test(test_hex),
        cmocka_unit_test(test_percent_encoding_keeps_what_is_malformed),
        cmocka_unit_test(test_queries_are_split_and_bounded),
        cmocka_unit_test(test_urls_are_taken_apart),
        cmocka_unit_test(test_digests_of_the_standards),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
