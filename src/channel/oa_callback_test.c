/* oa_callback_test.c -- deliveries of 公众号 in three modes, sound and spoilt. */
#include "channel/oa_callback.h"
#include "channel/oa_check.h"
#include "channel/oa_error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <string.h>

static const DeliveryLock lock = { { "weftoatoken", 11 },
                                   { "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", 43 },
                                   { "wx0123456789abcdef", 18 } };

static const char plain_xml[] =
    "<xml><ToUserName><![CDATA[gh_a]]></ToUserName><FromUserName><![CDATA[oFan]]></FromUserName>"
    "<CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    "<Content><![CDATA[this is a test]]></Content><MsgId>1234567890123456</MsgId></xml>";

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

static Delivery signed_(Arena *arena, Str body)
{
    Delivery d        = { .timestamp = S("1714036504"), .nonce = S("1514711492"), .body = body };
    d.plain_signature = wx_signature(arena, lock.token, d.timestamp, d.nonce, (Str){ 0 });
    return d;
}

static Delivery sealed(Arena *arena, const char *receiver, const char *body_format)
{
    WxKey         key;
    const char   *reason     = NULL;
    const uint8_t random[16] = "0123456789abcde";
    assert_int_equal(wx_key(lock.aes_key, &key, &reason), OK);
    const Str cipher = wx_encrypt(arena, &key, str_of(receiver), random, str_of(plain_xml));
    Delivery  d      = signed_(arena, (Str){ 0 });
    StrBuf    body   = strbuf(arena, 64 << 10);
    Str       rest   = str_of(body_format);
    strbuf_add(&body, str_cut(&rest, '@'));
    strbuf_add(&body, cipher);
    strbuf_add(&body, rest);
    d.body         = strbuf_str(&body);
    d.encrypt_type = S("aes");
    d.signature    = wx_signature(arena, lock.token, d.timestamp, d.nonce, cipher);
    return d;
}

static void opens(Arena *arena, const Delivery *d, bool expect_sealed)
{
    Str         message   = { 0 };
    bool        is_sealed = !expect_sealed;
    const char *reason    = NULL;
    assert_int_equal(oa_callback_open(arena, &lock, d, &message, &is_sealed, &reason), OK);
    assert_int_equal(is_sealed, expect_sealed);
    assert_true(str_equal(message, str_of(plain_xml)));
}

static void refused(Arena *arena, const Delivery *d, Code code, const char *why)
{
    Str         message   = { 0 };
    bool        is_sealed = false;
    const char *reason    = NULL;
    assert_int_equal(oa_callback_open(arena, &lock, d, &message, &is_sealed, &reason), code);
    assert_string_equal(reason, why);
}

/* The documentation's own sample. */
static void test_the_address_check_answers_echostr_as_it_came(void **state)
{
    (void)state;
    const DeliveryLock sample_lock = { .token = S("AAAAA") };
    Delivery           d      = { .plain_signature = S("f464b24fc39322e44b38aa78f5edd27bd1441696"),
                                  .timestamp       = S("1714036504"),
                                  .nonce           = S("1514711492"),
                                  .echostr         = S("4375120948345356249") };
    Str                echo   = { 0 };
    const char        *reason = NULL;
    assert_int_equal(oa_callback_verify(&sample_lock, &d, &echo, &reason), OK);
    assert_true(str_equal(echo, d.echostr));
    d.nonce = S("1514711493");
    assert_int_equal(oa_callback_verify(&sample_lock, &d, &echo, &reason), ERR_DENIED);
    assert_string_equal(reason, "callback.bad_signature");
    d.echostr = (Str){ 0 };
    assert_int_equal(oa_callback_verify(&sample_lock, &d, &echo, &reason), ERR_INVALID);
}

static void test_each_mode_opens(void **state)
{
    Arena         *arena      = *state;
    const Delivery plain      = signed_(arena, str_of(plain_xml));
    const char    *envelope   = "<xml><ToUserName>gh_a</ToUserName><Encrypt>@</Encrypt></xml>";
    const Delivery safe       = sealed(arena, "wx0123456789abcdef", envelope);
    const Delivery compatible = sealed(
        arena, "wx0123456789abcdef",
        "<xml><FromUserName>oForged</FromUserName><Content>x</Content><Encrypt>@</Encrypt></xml>");
    const Delivery json =
        sealed(arena, "wx0123456789abcdef", "{\"ToUserName\":\"gh_a\",\"Encrypt\":\"@\"}");
    opens(arena, &plain, false);
    opens(arena, &safe, true);
    opens(arena, &compatible, true); /* what is sealed counts, not what stands beside it */
    opens(arena, &json, true);
}

static void test_what_is_spoilt_is_refused(void **state)
{
    Arena   *arena  = *state;
    Delivery plain  = signed_(arena, str_of(plain_xml));
    Delivery safe   = sealed(arena, "wx0123456789abcdef", "<xml><Encrypt>@</Encrypt></xml>");
    plain.timestamp = S("1714036505");
    refused(arena, &plain, ERR_DENIED, "callback.bad_signature");
    plain.plain_signature = (Str){ 0 };
    refused(arena, &plain, ERR_DENIED, "callback.bad_signature");
    plain.body = (Str){ 0 };
    refused(arena, &plain, ERR_INVALID, "callback.malformed");
    Delivery torn = safe;
    torn.body     = str_slice(safe.body, 0, safe.body.len / 2);
    refused(arena, &torn, ERR_INVALID, "callback.malformed");
    torn.body = S("{\"Encrypt\":7}");
    refused(arena, &torn, ERR_INVALID, "callback.malformed");
    Delivery other = safe;
    other.nonce    = S("1");
    refused(arena, &other, ERR_DENIED, "callback.bad_signature");
    other = sealed(arena, "wx9999999999999999", "<xml><Encrypt>@</Encrypt></xml>");
    refused(arena, &other, ERR_DENIED, "callback.wrong_receiver");
    /* The three-part signature alone does not open what is sealed. */
    other           = safe;
    other.signature = other.plain_signature;
    refused(arena, &other, ERR_DENIED, "callback.bad_signature");
}

static void test_an_answer_is_sealed_so_that_the_platform_opens_it(void **state)
{
    Arena       *arena = *state;
    const OaSeal seal  = { S("1714036504"), S("77"), "abcdefghijklmno" };
    const Xml   *root  = NULL;
    Str          body = { 0 }, text = { 0 };
    WxKey        key;
    const char  *reason = NULL;
    assert_int_equal(oa_callback_seal(arena, &lock, &seal, S("<xml>你好</xml>"), &body), OK);
    assert_int_equal(xml_parse(arena, body, 1 << 20, &root), OK);
    assert_true(wx_signature_holds(lock.token, xml_text(root, S("TimeStamp")),
                                   xml_text(root, S("Nonce")), xml_text(root, S("Encrypt")),
                                   xml_text(root, S("MsgSignature"))));
    assert_int_equal(wx_key(lock.aes_key, &key, &reason), OK);
    assert_int_equal(
        wx_decrypt(arena, &key, lock.receiver, xml_text(root, S("Encrypt")), &text, &reason), OK);
    assert_true(str_equal(text, S("<xml>你好</xml>")));
}

static void test_xml_and_json_say_the_same(void **state)
{
    Arena       *arena = *state;
    DeliveryTold xml = { 0 }, json = { 0 };
    const char  *reason = NULL;
    assert_int_equal(delivery_parse(arena, str_of(plain_xml), &xml, &reason), OK);
    assert_int_equal(
        delivery_parse(
            arena,
            S("{\"ToUserName\":\"gh_a\",\"FromUserName\":\"oFan\",\"CreateTime\":1348831860,"
              "\"MsgType\":\"text\",\"Content\":\"this is a test\",\"MsgId\":1234567890123456}"),
            &json, &reason),
        OK);
    assert_true(str_equal(xml.fields, json.fields));
    assert_true(str_equal(json.event, S("message")) && str_equal(json.change_type, S("text")));
    assert_int_equal(json.created_at_ms, 1348831860000);
    assert_int_equal(delivery_parse(arena, S("{}"), &json, &reason), ERR_INVALID);
    assert_int_equal(delivery_parse(arena, S("[1]"), &json, &reason), ERR_INVALID);
}

static void test_the_error_table_names_each_code_once(void **state)
{
    (void)state;
    size_t               count = 0;
    const PlatformError *table = oa_error_table(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++) assert_int_not_equal(table[i].code, table[j].code);
    assert_string_equal(oa_error_of(123456)->reason, "oa.refused");
    assert_int_equal(oa_error_of(45015)->class, PLATFORM_NEVER);
    assert_true(str_equal(
        oa_check_ip(S("invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist")), S("1.2.3.4")));
    assert_true(oa_check_ip(S("nothing")).len == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_address_check_answers_echostr_as_it_came, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_each_mode_opens, setup, teardown),
        cmocka_unit_test_setup_teardown(test_what_is_spoilt_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_an_answer_is_sealed_so_that_the_platform_opens_it,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(test_xml_and_json_say_the_same, setup, teardown),
        cmocka_unit_test_setup_teardown(test_the_error_table_names_each_code_once, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
