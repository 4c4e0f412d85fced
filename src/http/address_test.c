/* address_test.c -- which addresses a call may go to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "http/address.h"

static bool is_public(const char *text)
{
    Arena  *arena     = arena_new(4096);
    uint8_t bytes[16] = { 0 };
    size_t  size      = 0;
    assert_true(address_of(arena, str_of(text), bytes, &size));
    arena_free(arena);
    return address_is_public(bytes, size);
}

static void test_the_internet_is_public(void **state)
{
    (void)state;
    static const char *const some[] = {
        "1.1.1.1",        "9.255.255.255",    "11.0.0.0",        "100.63.255.255",
        "100.128.0.0",    "126.1.1.1",        "128.0.0.1",       "172.15.1.1",
        "172.32.0.0",     "192.167.255.255",  "198.17.0.1",      "198.20.0.1",
        "223.255.0.1",    "183.47.100.1",     "2400:3200::1",    "2606:4700::1111",
        "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::1",
    };
    for (size_t i = 0; i < COUNT(some); i++)
        if (!is_public(some[i])) fail_msg("%s", some[i]);
}

static void test_houses_of_ones_own_are_not(void **state)
{
    (void)state;
    static const char *const some[] = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:c0a8:101::1",
        "2001:db8::1",
        "2001::1",
    };
    for (size_t i = 0; i < COUNT(some); i++)
        if (is_public(some[i])) fail_msg("%s", some[i]);
}

static void test_a_name_is_no_address(void **state)
{
    (void)state;
    Arena  *arena     = arena_new(4096);
    uint8_t bytes[16] = { 0 };
    size_t  size      = 0;
    assert_false(address_of(arena, S("qyapi.weixin.qq.com"), bytes, &size));
    assert_false(address_of(arena, S("0x7f.1"), bytes, &size));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_internet_is_public),
        cmocka_unit_test(test_houses_of_ones_own_are_not),
        cmocka_unit_test(test_a_name_is_no_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
