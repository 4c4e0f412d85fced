/* secret_test.c -- sealed fields, blind indexes, masks, passwords, the master key. */
#include "kernel/testing.h"

#include "sys/sys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static const char other_key[] = "//////////////////////////////////////////8=";

static void test_what_is_sealed_opens_again(void **state)
{
    Ctx      *cx      = test_house_ctx(*state);
    const Str plain[] = { S("13800001234"), S(""), S("\xe7\xbb\x87") };
    for (size_t i = 0; i < COUNT(plain); i++) {
        Str       back   = { 0 };
        const Str sealed = secret_seal(cx, S("customer.phone"), plain[i]);
        assert_true(str_find(sealed, plain[0]) < 0);
        assert_int_equal(secret_open(cx, S("customer.phone"), sealed, &back), OK);
        assert_true(str_equal(back, plain[i]));
    }
    Str back = S("x");
    assert_int_equal(secret_open(cx, S("customer.phone"), (Str){ 0 }, &back), OK);
    assert_null(back.ptr);
    assert_null(secret_seal(cx, S("customer.phone"), (Str){ 0 }).ptr);
}

static void test_a_box_seals_and_opens_as_its_context_does(void **state)
{
    Ctx            *cx  = test_house_ctx(*state);
    const SecretBox box = secret_box(cx, S("a")), other = secret_box(cx, S("b"));
    Str             back = { 0 };
    assert_int_equal(secret_box_open(cx, &box, secret_seal(cx, S("a"), S("plain")), &back), OK);
    assert_true(str_equal(back, S("plain")));
    assert_int_equal(secret_open(cx, S("a"), secret_box_seal(cx, &box, S("plain")), &back), OK);
    assert_true(str_equal(back, S("plain")));
    assert_true(str_equal(secret_box_blind(cx, &box, S("x")), secret_blind(cx, S("a"), S("x"))));
    assert_int_equal(secret_box_open(cx, &other, secret_box_seal(cx, &box, S("x")), &back),
                     ERR_INTERNAL);
    assert_string_equal(cx->err.reason, "secret.unreadable");
    forgive(cx);
    assert_int_equal(secret_box_open(cx, &box, (Str){ 0 }, &back), OK);
    assert_null(back.ptr);
}

static void test_the_same_text_is_sealed_differently_each_time(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_false(
        str_equal(secret_seal(cx, S("a"), S("plain")), secret_seal(cx, S("a"), S("plain"))));
}

static void assert_unreadable(Ctx *cx, Str context, Str sealed)
{
    Str back = { 0 };
    assert_int_equal(secret_open(cx, context, sealed, &back), ERR_INTERNAL);
    assert_string_equal(cx->err.reason, "secret.unreadable");
    assert_null(back.ptr);
    forgive(cx);
}

static void test_a_sealed_text_does_not_open_elsewhere(void **state)
{
    TestHouse *house  = *state;
    Ctx       *cx     = test_house_ctx(house);
    const Str  sealed = secret_seal(cx, S("customer.phone"), S("13800001234"));
    assert_unreadable(cx, S("customer.email"), sealed);
    assert_unreadable(test_house_ctx_of(house, 2), S("customer.phone"), sealed);
    Keys    *keys     = NULL;
    Services services = house->services;
    assert_int_equal(keys_open(NULL, str_of(other_key), &keys), OK);
    services.keys = keys;
    Ctx other     = ctx_system(&services, cx->arena, TEST_TENANT, "system:test");
    assert_unreadable(&other, S("customer.phone"), sealed);
    keys_free(keys);
}

static void test_an_altered_text_does_not_open(void **state)
{
    Ctx      *cx     = test_house_ctx(*state);
    const Str sealed = secret_seal(cx, S("a"), S("13800001234"));
    for (size_t i = 0; i < sealed.len; i++) {
        char *bent = (char *)(uintptr_t)str_copy(cx->arena, sealed).ptr;
        bent[i]    = bent[i] == 'A' ? 'B' : 'A';
        assert_unreadable(cx, S("a"), (Str){ bent, sealed.len });
    }
    assert_unreadable(cx, S("a"), S(""));
    assert_unreadable(cx, S("a"), S("AAAA"));
    assert_unreadable(cx, S("a"), S("not base64!"));
}

static void test_blind_text_finds_the_same_and_only_the_same(void **state)
{
    TestHouse *house = *state;
    Ctx       *cx    = test_house_ctx(house);
    const Str  blind = secret_blind(cx, S("phone"), S("13800001234"));
    assert_int_equal(blind.len, 32);
    assert_true(str_equal(blind, secret_blind(cx, S("phone"), S("13800001234"))));
    assert_false(str_equal(blind, secret_blind(cx, S("phone"), S("13800001235"))));
    assert_false(str_equal(blind, secret_blind(cx, S("email"), S("13800001234"))));
    assert_false(
        str_equal(blind, secret_blind(test_house_ctx_of(house, 2), S("phone"), S("13800001234"))));
}

static void test_masks_hide_the_middle(void **state)
{
    static const struct {
        const char *plain, *phone, *email;
    } rows[] = {
        { "13812341234", "138****1234", "***" },
        { "123456", "****", "***" },
        { "", "****", "***" },
        { "zhang@example.com", "zha****.com", "z***@example.com" },
        { "@example.com", "@ex****.com", "***" },
        { "\xe5\xbc\xa0@x.cn", "\xe5\xbc\xa0****x.cn", "\xe5\xbc\xa0***@x.cn" },
    };
    Arena *arena = test_house_ctx(*state)->arena;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_string_equal(mask_phone(arena, str_of(rows[i].plain)).ptr, rows[i].phone);
        assert_string_equal(mask_email(arena, str_of(rows[i].plain)).ptr, rows[i].email);
    }
    assert_null(mask_phone(arena, (Str){ 0 }).ptr);
}

static void test_only_the_right_password_matches(void **state)
{
    setenv("WEFT_FAST_PASSWORDS", "1", 1);
    Ctx      *cx   = test_house_ctx(*state);
    const Str hash = password_hash(cx, S("correct horse"));
    assert_true(str_starts(hash, S("$argon2id$")));
    assert_true(password_matches(hash, S("correct horse")));
    assert_false(password_matches(hash, S("correct horsf")));
    assert_false(password_matches(hash, S("")));
    assert_false(password_matches(S(""), S("correct horse")));
    assert_false(password_matches((Str){ 0 }, S("correct horse")));
    assert_false(str_equal(hash, password_hash(cx, S("correct horse"))));
    unsetenv("WEFT_FAST_PASSWORDS");
    assert_true(str_find(password_hash(cx, S("x")), S("m=65536,t=2,p=1")) > 0);
}

static atomic_bool is_over;

static void *hash_on(void *with)
{
    (void)with;
    const char hash[] = "$argon2id$v=19$m=8192,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                        "c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g";
    while (!atomic_load(&is_over)) assert_false(password_matches(str_of(hash), S("x")));
    return NULL;
}

static void test_a_crowd_of_passwords_is_seen(void **state)
{
    enum { CROWD = 12, TRIES = 10000 };
    pthread_t crowd[CROWD];
    (void)state;
    assert_false(password_is_busy());
    for (int i = 0; i < CROWD; i++) crowd[i] = thread_start("crowd", 512, hash_on, NULL);
    int tries = 0;
    while (!password_is_busy() && tries++ < TRIES) clock_sleep_ms(1);
    atomic_store(&is_over, true);
    for (int i = 0; i < CROWD; i++) thread_join(crowd[i]);
    assert_true(tries < TRIES);
    assert_false(password_is_busy());
}

static void test_a_token_is_stored_as_its_hash(void **state)
{
    Ctx *cx = test_house_ctx(*state);
    assert_string_equal(token_hash(cx->arena, S("abc")).ptr,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_int_equal(cx_token(cx, 32).len, 32);
    assert_false(str_equal(cx_token(cx, 32), cx_token(cx, 32)));
}

static void test_the_first_start_makes_a_key_and_the_next_reads_it(void **state)
{
    TestHouse  *house = *state;
    Ctx        *cx    = test_house_ctx(house);
    const char *dir   = house->services.data_dir;
    Keys       *made = NULL, *read = NULL;
    assert_int_equal(keys_open(dir, (Str){ 0 }, &made), OK);
    struct stat info;
    assert_int_equal(stat(str_fmt(cx->arena, "%s/key", dir).ptr, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(keys_open(dir, (Str){ 0 }, &read), OK);
    Services a = house->services, b = house->services;
    a.keys      = made;
    b.keys      = read;
    Ctx sealing = ctx_system(&a, cx->arena, 1, "system:test");
    Ctx opening = ctx_system(&b, cx->arena, 1, "system:test");
    Str plain   = { 0 };
    assert_int_equal(
        secret_open(&opening, S("c"), secret_seal(&sealing, S("c"), S("text")), &plain), OK);
    assert_true(str_equal(plain, S("text")));
    keys_free(made);
    keys_free(read);
}

static void test_a_malformed_key_is_refused(void **state)
{
    static const char *const bad[] = { "", "short", "AAAA", "!!!!",
                                       "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==" };
    TestHouse               *house = *state;
    Keys                    *keys  = NULL;
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(keys_open(house->services.data_dir, str_of(bad[i]), &keys), ERR_INVALID);
    assert_null(keys);
    assert_int_equal(keys_open("/no/such/folder", (Str){ 0 }, &keys), ERR_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_HOUSE(test_what_is_sealed_opens_again),
        ON_HOUSE(test_a_box_seals_and_opens_as_its_context_does),
        ON_HOUSE(test_the_same_text_is_sealed_differently_each_time),
        ON_HOUSE(test_a_sealed_text_does_not_open_elsewhere),
        ON_HOUSE(test_an_altered_text_does_not_open),
        ON_HOUSE(test_blind_text_finds_the_same_and_only_the_same),
        ON_HOUSE(test_masks_hide_the_middle),
        ON_HOUSE(test_only_the_right_password_matches),
        ON_HOUSE(test_a_crowd_of_passwords_is_seen),
        ON_HOUSE(test_a_token_is_stored_as_its_hash),
        ON_HOUSE(test_the_first_start_makes_a_key_and_the_next_reads_it),
        ON_HOUSE(test_a_malformed_key_is_refused),
    };
    return cmocka_run_group_tests_name("secret", tests, NULL, NULL);
}
