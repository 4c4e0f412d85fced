/* wecom_callback_test.c -- the door's lock with real and with spoilt deliveries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "channel/wecom_callback.h"

#include <string.h>

static const DeliveryLock lock = { { "QDG6eK", 6 },
                                   { "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", 43 },
                                   { "wx5823bf96d3bd56c7", 18 } };

/* The official sample of an address check. */
static const Delivery address = {
    .signature = { "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", 40 },
    .timestamp = { "1409659589", 10 },
    .nonce     = { "263014780", 9 },
    .echostr   = { "P9nAzCzyDtyTWESHep1vC5X9xho/"
                     "qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==",
                   88 },
};

/* The official sample of a delivery. */
static const char ciphertext[] =
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/"
    "0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/s"
    "YYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+"
    "6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJ"
    "YuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+"
    "BCA9nMELNqbSf6tiWSrXJB3LAVGU"
    "callcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/"
    "uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA"
    "5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";

static int setup(void **state)
{
    *state = arena_new(64 << 20);
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static Delivery sample(Arena *arena, const char *to, const char *cipher)
{
    return (Delivery){
        .signature = S("477715d11cdb4164915debcba66cb864d751f3e6"),
        .timestamp = S("1409659813"),
        .nonce     = S("1372623149"),
        .body      = str_fmt(arena,
                             "<xml><ToUserName><![CDATA[%s]]></ToUserName>"
                                  "<Encrypt><![CDATA[%s]]></Encrypt></xml>",
                             to, cipher),
    };
}

static const char *why(Arena *arena, const DeliveryLock *with, const Delivery *delivery, Code want)
{
    Str         message = { 0 };
    const char *reason  = "";
    assert_int_equal(wecom_callback_open(arena, with, delivery, &message, &reason), want);
    return reason;
}

static void test_address_check_answers_the_echo(void **state)
{
    Str         echo   = { 0 };
    const char *reason = NULL;
    assert_int_equal(wecom_callback_verify(*state, &lock, &address, &echo, &reason), OK);
    assert_true(str_equal(echo, S("1616140317555161061")));
    Delivery other = address;
    other.nonce    = S("263014781");
    assert_int_equal(wecom_callback_verify(*state, &lock, &other, &echo, &reason), ERR_DENIED);
    assert_string_equal(reason, "callback.bad_signature");
    other.echostr = (Str){ 0 };
    assert_int_equal(wecom_callback_verify(*state, &lock, &other, &echo, &reason), ERR_INVALID);
}

static void test_official_delivery_opens(void **state)
{
    const Delivery delivery = sample(*state, "wx5823bf96d3bd56c7", ciphertext);
    Str            message  = { 0 };
    const char    *reason   = NULL;
    assert_int_equal(wecom_callback_open(*state, &lock, &delivery, &message, &reason), OK);
    DeliveryTold callback = { 0 };
    assert_int_equal(delivery_parse(*state, message, &callback, &reason), OK);
    assert_true(str_equal(callback.event, S("message")));
    assert_true(str_equal(callback.change_type, S("text")));
    assert_int_equal(callback.created_at_ms, 1409659813000);
    assert_true(str_find(callback.fields, S("\"Content\":\"hello\"")) > 0);
}

static void test_spoilt_deliveries_are_refused(void **state)
{
    Arena   *arena = *state;
    Delivery d     = sample(arena, "wx5823bf96d3bd56c7", ciphertext);
    d.signature    = (Str){ 0 };
    assert_string_equal(why(arena, &lock, &d, ERR_DENIED), "callback.bad_signature");
    d.signature = S("477715d11cdb4164915debcba66cb864d751f3e7");
    assert_string_equal(why(arena, &lock, &d, ERR_DENIED), "callback.bad_signature");
    d = sample(arena, "somebody-else", ciphertext);
    assert_string_equal(why(arena, &lock, &d, ERR_DENIED), "callback.wrong_receiver");
    DeliveryLock other = lock;
    other.receiver     = S("wx0000000000000000");
    d                  = sample(arena, "wx5823bf96d3bd56c7", ciphertext);
    assert_string_equal(why(arena, &other, &d, ERR_DENIED), "callback.wrong_receiver");
    other         = lock;
    other.aes_key = S("AAAAm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");
    assert_string_equal(why(arena, &other, &d, ERR_INVALID), "callback.undecryptable");
    d.body = str_slice(d.body, 0, d.body.len / 2);
    assert_string_equal(why(arena, &lock, &d, ERR_INVALID), "callback.malformed");
    d.body = S("");
    assert_string_equal(why(arena, &lock, &d, ERR_INVALID), "callback.malformed");
    d.body = S("<xml><ToUserName>x</ToUserName></xml>");
    assert_string_equal(why(arena, &lock, &d, ERR_INVALID), "callback.malformed");
    d.body = S("<!DOCTYPE xml [<!ENTITY a SYSTEM "
               "\"file:///etc/passwd\">]><xml><Encrypt>&a;</Encrypt></xml>");
    assert_string_equal(why(arena, &lock, &d, ERR_INVALID), "callback.malformed");
    char *huge = arena_make(arena, char, DELIVERY_BYTES_MAX + 100);
    memset(huge, 'a', DELIVERY_BYTES_MAX + 100);
    memcpy(huge, "<xml><Encrypt>", 14);
    memcpy(huge + DELIVERY_BYTES_MAX + 100 - 16, "</Encrypt></xml>", 16);
    d.body = (Str){ huge, DELIVERY_BYTES_MAX + 100 };
    assert_string_equal(why(arena, &lock, &d, ERR_INVALID), "callback.malformed");
}

static void test_parsing_keeps_lists_and_odd_texts(void **state)
{
    DeliveryTold callback = { 0 };
    const char  *reason   = NULL;
    const Str    message =
        S("<xml><Event>change_external_chat</Event><ChangeType>update</ChangeType>"
          "<CreateTime>1700000000</CreateTime><State><![CDATA[a\"b\\c\n活码]]></State>"
          "<MemChangeList><Item>wmA</Item><Item>wmB</Item></MemChangeList></xml>");
    assert_int_equal(delivery_parse(*state, message, &callback, &reason), OK);
    const Json *fields = NULL;
    JsonError   error  = { 0 };
    assert_int_equal(json_parse(*state, callback.fields, JSON_LIMITS, &fields, &error), OK);
    assert_true(str_equal(json_str(fields, S("State")), S("a\"b\\c\n活码")));
    assert_true(str_equal(json_at(fields, "MemChangeList.Item[1]")->as.str, S("wmB")));
    assert_int_equal(delivery_parse(*state, S("<xml/>"), &callback, &reason), ERR_INVALID);
    assert_int_equal(delivery_parse(*state, S("not xml"), &callback, &reason), ERR_INVALID);
    assert_int_equal(delivery_parse(*state,
                                    S("<xml><CreateTime>99999999999999999999</CreateTime></xml>"),
                                    &callback, &reason),
                     OK);
    assert_int_equal(callback.created_at_ms, 0);
    assert_true(str_equal(callback.event, S("message")));
}

static void test_welcome_deadline_takes_the_sane_clock(void **state)
{
    (void)state;
    const int64_t at = 1700000000000;
    /*                                            created      received            deadline */
    assert_int_equal(wecom_callback_deadline_ms(at, at + 500), at + 20000);
    assert_int_equal(wecom_callback_deadline_ms(at, at + 20000), at + 20000);
    assert_int_equal(wecom_callback_deadline_ms(at, at + 20001),
                     at + 40001); /* long ago: a clock apart, or a retry */
    assert_int_equal(wecom_callback_deadline_ms(at + 3000, at), at + 20000); /* from the future */
    assert_int_equal(wecom_callback_deadline_ms(0, at), at + 20000);         /* none given */
}

#define ON_ARENA(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_ARENA(test_address_check_answers_the_echo),
        ON_ARENA(test_official_delivery_opens),
        ON_ARENA(test_spoilt_deliveries_are_refused),
        ON_ARENA(test_parsing_keeps_lists_and_odd_texts),
        cmocka_unit_test(test_welcome_deadline_takes_the_sane_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
