/* totp_test.c -- codes by time against RFC 6238, and networks against their addresses. */
#include "wire/totp.h"

#include "wire/network.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(1u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const Str secret = { "12345678901234567890", 20 };

/* The last six digits of the eight of RFC 6238, appendix B. */
static void test_codes_are_those_of_the_rfc(void **state)
{
    (void)state;
    static const struct {
        int64_t     at_s;
        const char *code;
    } cases[] = { { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
                  { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_true(str_equal(totp_code(arena, secret, cases[i].at_s / TOTP_STEP_S),
                              str_of(cases[i].code)));
    assert_true(str_equal(base32(arena, secret), S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")));
}

static void test_a_code_is_taken_once_and_near_its_time(void **state)
{
    (void)state;
    const int64_t now = 1111111109 * (int64_t)1000, step = 1111111109 / TOTP_STEP_S;
    assert_int_equal(totp_step_of(arena, secret, S("081804"), now, 0), step);
    assert_int_equal(totp_step_of(arena, secret, S("081804"), now + 30000, 0), step);
    assert_int_equal(totp_step_of(arena, secret, S("081804"), now + 62000, 0), 0);
    assert_int_equal(totp_step_of(arena, secret, S("081804"), now, step), 0);
    assert_int_equal(totp_step_of(arena, secret, S("81804"), now, 0), 0);
    assert_int_equal(totp_step_of(arena, secret, S("000000"), now, 0), 0);
}

static void test_networks_have_their_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *network, *address;
        bool        has;
    } cases[] = {
        { "10.0.0.0/8", "10.255.0.1", true },       { "10.0.0.0/8", "11.0.0.1", false },
        { "192.0.2.7", "192.0.2.7", true },         { "192.0.2.7", "192.0.2.8", false },
        { "0.0.0.0/0", "203.0.113.9", true },       { "0.0.0.0/0", "2001:db8::1", false },
        { "2001:db8::/32", "2001:db8:1::5", true }, { "2001:db8::/32", "2001:db9::5", false },
        { "10.0.0.0/8", "::ffff:10.1.2.3", true },  { "::/0", "10.1.2.3", true },
        { "192.0.2.128/25", "192.0.2.127", false }, { "192.0.2.128/25", "192.0.2.200", true },
        { "10.0.0.0/8", "no address", false },      { "10.0.0.0/8", "", false },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        Network network;
        assert_true(network_parse(str_of(cases[i].network), &network));
        assert_int_equal(network_has(&network, str_of(cases[i].address)), cases[i].has);
    }
    static const char *const bad[] = { "",           "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/",
                                       "10.0.0.0/a", "10.0.0",     "::1/129",     "::1/64",
                                       " 10.0.0.1",  "host",       "10.0.0.0/-1", "10.0.0.0/8/8" };
    Network                  network;
    for (size_t i = 0; i < COUNT(bad); i++) assert_false(network_parse(str_of(bad[i]), &network));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes_are_those_of_the_rfc),
        cmocka_unit_test(test_a_code_is_taken_once_and_near_its_time),
        cmocka_unit_test(test_networks_have_their_addresses),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
