/* wxcrypt_test.c -- the platforms' envelope: published vectors inline, and every vector of
 * the shared reference file where that is at hand. */
#include "wire/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 1 << 20 };

static Arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(64u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* The reference vectors, or NULL. */
static const Json *vectors(void)
{
    FILE *file = fopen(WEFT_SOURCE_DIR "/../shared/reference/vectors.json", "rb");
    if (!file) return NULL;
    char        *text = arena_make(arena, char, FILE_MAX);
    const size_t len  = fread(text, 1, FILE_MAX, file);
    fclose(file);
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (json_parse(arena, (Str){ text, len }, JSON_LIMITS, &json, &error) != OK)
        fail_msg("%s", error.reason);
    return json;
}

static const Json *vectors_or_skip(void)
{
    const Json *json = vectors();
    if (!json) {
        print_message("skipped: ../shared/reference/vectors.json is not there\n");
        skip();
    }
    return json;
}

static WxKey key_of(Str text)
{
    WxKey       key    = { 0 };
    const char *reason = NULL;
    if (wx_key(text, &key, &reason) != OK) fail_msg("%s: %.*s", reason, FMT(text));
    return key;
}

static void assert_same(Str got, Str want, Str id)
{
    if (!str_equal(got, want)) fail_msg("%.*s: %.*s, not %.*s", FMT(id), FMT(got), FMT(want));
}

static void check_callback(const Json *vector)
{
    const Str   id         = json_str(vector, S("id"));
    const Str   receive_id = json_str(vector, S("receive_id"));
    const Str   ciphertext = json_str(vector, S("ciphertext"));
    const Str   signature  = json_str(vector, S("signature"));
    const WxKey key        = key_of(json_str(vector, S("encoding_aes_key")));
    Str         random = { 0 }, message = { 0 };
    const char *reason = NULL;
    assert_int_equal(hex_decode(arena, json_str(vector, S("random16_hex")), &random), OK);
    assert_int_equal(random.len, 16);
    if (wx_decrypt(arena, &key, receive_id, ciphertext, &message, &reason) != OK)
        fail_msg("%.*s: %s", FMT(id), reason);
    assert_same(message, json_str(vector, S("msg")), id);
    assert_int_equal(message.len, json_i64(vector, S("msg_len_bytes"), -1));
    assert_same(wx_encrypt(arena, &key, receive_id, (const uint8_t *)random.ptr, message),
                ciphertext, id);
    if (signature.ptr)
        assert_true(wx_signature_holds(json_str(vector, S("token")),
                                       json_str(vector, S("timestamp")),
                                       json_str(vector, S("nonce")), ciphertext, signature));
}

static void test_every_callback_vector_opens_seals_and_verifies(void **state)
{
    (void)state;
    const JsonItems items = json_items(vectors_or_skip(), S("callback_vectors"));
    assert_true(items.count >= 11);
    for (size_t i = 0; i < items.count; i++) check_callback(&items.at[i]);
}

/* A vector of the file by its id. */
static const Json *vector_of(const Json *all, Str id)
{
    const JsonItems items = json_items(all, S("callback_vectors"));
    for (size_t i = 0; i < items.count; i++)
        if (str_equal(json_str(&items.at[i], S("id")), id)) return &items.at[i];
    fail_msg("no vector %.*s", FMT(id));
    return NULL;
}

static void test_every_negative_vector_is_refused_for_its_reason(void **state)
{
    (void)state;
    const Json     *all   = vectors_or_skip();
    const JsonItems items = json_items(all, S("callback_negative"));
    size_t          met   = 0;
    for (size_t i = 0; i < items.count; i++) {
        const Json *change  = json_get(&items.at[i], S("change"));
        const Str   id      = json_str(&items.at[i], S("id"));
        Str         message = { 0 };
        const char *reason  = "";
        WxKey       key     = { 0 };
        met++;
        if (str_equal(id, S("neg-bad-key-length"))) {
            assert_int_equal(wx_key(json_str(change, S("encoding_aes_key")), &key, &reason),
                             ERR_INVALID);
            assert_string_equal(reason, "wx.bad_key");
            continue;
        }
        const Json *base       = vector_of(all, json_str(&items.at[i], S("base")));
        const Str   ciphertext = json_str(base, S("ciphertext"));
        const Str   receive_id = json_str(base, S("receive_id"));
        const Str   token = json_str(base, S("token")), nonce = json_str(base, S("nonce"));
        const Str   timestamp = json_str(base, S("timestamp"));
        const Str   signature = json_str(base, S("signature"));
        key                   = key_of(json_str(base, S("encoding_aes_key")));
        if (str_equal(id, S("neg-wrong-nonce"))) {
            assert_true(wx_signature_holds(token, timestamp, nonce, ciphertext, signature));
            assert_false(wx_signature_holds(token, timestamp, json_str(change, S("nonce")),
                                            ciphertext, signature));
        } else if (str_equal(id, S("neg-wrong-receiveid"))) {
            assert_int_equal(wx_decrypt(arena, &key, json_str(change, S("expected_receive_id")),
                                        ciphertext, &message, &reason),
                             ERR_INVALID);
            assert_string_equal(reason, "wx.bad_receive_id");
        } else if (str_equal(id, S("neg-truncated"))) {
            const Str cut = json_str(change, S("ciphertext"));
            assert_false(wx_signature_holds(token, timestamp, nonce, cut, signature));
            assert_int_equal(wx_decrypt(arena, &key, receive_id, cut, &message, &reason),
                             ERR_INVALID);
            assert_true(strcmp(reason, "wx.bad_cipher") == 0 ||
                        strcmp(reason, "wx.bad_base64") == 0);
        } else {
            fail_msg("a new negative vector: %.*s", FMT(id));
        }
    }
    assert_true(met >= 4);
}

static void test_every_signature_vector_holds(void **state)
{
    (void)state;
    const Json     *all   = vectors_or_skip();
    const JsonItems items = json_items(all, S("signature_only"));
    assert_true(items.count >= 2);
    for (size_t i = 0; i < items.count; i++) {
        const Json *v = &items.at[i];
        assert_same(wx_signature(arena, json_str(v, S("token")), json_str(v, S("timestamp")),
                                 json_str(v, S("nonce")), json_str(v, S("ciphertext"))),
                    json_str(v, S("signature")), json_str(v, S("id")));
    }
}

static void test_every_mini_program_vector_opens(void **state)
{
    (void)state;
    const JsonItems items = json_items(vectors_or_skip(), S("mini_program"));
    size_t          met   = 0;
    for (size_t i = 0; i < items.count; i++) {
        const Json *v   = &items.at[i];
        const Str   raw = json_str(v, S("rawData"));
        if (raw.ptr) {
            const Str text =
                str_fmt(arena, "%.*s%.*s", FMT(raw), FMT(json_str(v, S("session_key"))));
            assert_same(digest_hex(arena, sha1(text)), json_str(v, S("signature")),
                        json_str(v, S("id")));
            met++;
            continue;
        }
        Str         message = { 0 };
        const char *reason  = NULL;
        assert_int_equal(wx_miniprogram_decrypt(arena, json_str(v, S("session_key")),
                                                json_str(v, S("iv")),
                                                json_str(v, S("encryptedData")), &message, &reason),
                         OK);
        assert_same(message, json_str(v, S("plaintext")), json_str(v, S("id")));
        met++;
    }
    assert_true(met >= 3);
}

/* The published example of the platform's documentation. */
#define TOKEN      S("QDG6eK")
#define AES_KEY    S("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C")
#define RECEIVE_ID S("wx5823bf96d3bd56c7")
#define ECHO \
    S("P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==")

static void test_the_documented_example_verifies_and_opens(void **state)
{
    (void)state;
    const WxKey key     = key_of(AES_KEY);
    Str         message = { 0 };
    const char *reason  = NULL;
    assert_true(wx_signature_holds(TOKEN, S("1409659589"), S("263014780"), ECHO,
                                   S("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3")));
    assert_int_equal(wx_decrypt(arena, &key, RECEIVE_ID, ECHO, &message, &reason), OK);
    assert_same(message, S("1616140317555161061"), S("echo"));
    assert_same(wx_signature(arena, S("AAAAA"), S("1714036504"), S("1514711492"), (Str){ 0 }),
                S("f464b24fc39322e44b38aa78f5edd27bd1441696"), S("plain mode"));
    assert_false(wx_signature_holds(TOKEN, S("1409659589"), S("263014780"), ECHO, (Str){ 0 }));
    assert_false(wx_signature_holds(TOKEN, S("1409659589"), S("263014780"), ECHO,
                                    S("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd4")));
}

static void test_the_documented_page_signature(void **state)
{
    (void)state;
    const Str ticket =
        S("sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg");
    assert_same(wx_jsapi_signature(arena, ticket, S("Wm3WZYTPz0wzccnW"), S("1414587457"),
                                   S("http://mp.weixin.qq.com?params=value#/not/signed")),
                S("0f9de62fce790f9a083d5c99e95740ceb90c27ed"), S("jsapi"));
}

static void test_any_message_comes_back(void **state)
{
    (void)state;
    const WxKey key  = key_of(AES_KEY);
    uint64_t    seed = 9;
    for (size_t len = 0; len < 200; len++) {
        char    message[200];
        uint8_t random[16];
        for (size_t i = 0; i < len; i++) message[i] = (char)prng_next(&seed);
        for (size_t i = 0; i < sizeof(random); i++) random[i] = (uint8_t)prng_next(&seed);
        const Str   sealed = wx_encrypt(arena, &key, RECEIVE_ID, random, (Str){ message, len });
        Str         opened = { 0 };
        const char *reason = NULL;
        assert_int_equal(wx_decrypt(arena, &key, RECEIVE_ID, sealed, &opened, &reason), OK);
        assert_same(opened, (Str){ message, len }, S("round trip"));
        arena_reset(arena);
    }
}

static Code opened(Str ciphertext, const char **reason)
{
    const WxKey key     = key_of(AES_KEY);
    Str         message = { 0 };
    *reason             = "";
    return wx_decrypt(arena, &key, RECEIVE_ID, ciphertext, &message, reason);
}

static void test_every_flipped_bit_is_refused_or_harmless(void **state)
{
    (void)state;
    const WxKey   key        = key_of(AES_KEY);
    const uint8_t random[16] = { 0 };
    const Str     message    = S("a message of two blocks, so that some bits lie in its middle");
    Str           bytes      = { 0 };
    assert_int_equal(
        base64_decode(arena, wx_encrypt(arena, &key, RECEIVE_ID, random, message), &bytes), OK);
    char *copy = arena_make(arena, char, bytes.len);
    int   ends = 0;
    for (size_t bit = 0; bit < bytes.len * 8; bit++) {
        memcpy(copy, bytes.ptr, bytes.len);
        copy[bit / 8]      = (char)(copy[bit / 8] ^ (1 << bit % 8));
        const char *reason = "";
        if (opened(base64(arena, (Str){ copy, bytes.len }), &reason) == OK) continue;
        assert_true(strncmp(reason, "wx.bad_", 7) == 0);
        ends++;
    }
    /* Length, receive id and padding cover well over a third of these bytes. */
    assert_true(ends > (int)bytes.len * 8 / 3);
}

static void test_every_shortened_envelope_is_refused(void **state)
{
    (void)state;
    const char *reason = "";
    for (size_t len = 0; len < ECHO.len - 2; len++) { /* the padding "==" may go */
        assert_int_equal(opened(str_slice(ECHO, 0, len), &reason), ERR_INVALID);
        assert_true(strcmp(reason, "wx.bad_cipher") == 0 || strcmp(reason, "wx.bad_base64") == 0 ||
                    strcmp(reason, "wx.bad_receive_id") == 0);
    }
    assert_int_equal(opened(S("!!!!"), &reason), ERR_INVALID);
    assert_string_equal(reason, "wx.bad_base64");
    assert_int_equal(opened(S("AAAA"), &reason), ERR_INVALID);
    assert_string_equal(reason, "wx.bad_cipher");
}

/* In CBC the first block of plain text follows the IV and the length field lies in the
 * second, so flipping a bit of the first cipher block flips one of the length. */
static void test_a_length_beyond_the_buffer_is_refused(void **state)
{
    (void)state;
    Str         bytes  = { 0 };
    const char *reason = "";
    assert_int_equal(base64_decode(arena, ECHO, &bytes), OK);
    char *copy = (char *)(uintptr_t)str_copy(arena, bytes).ptr;
    copy[0]    = (char)(copy[0] ^ 0x80);
    assert_int_equal(opened(base64(arena, (Str){ copy, bytes.len }), &reason), ERR_INVALID);
    assert_string_equal(reason, "wx.bad_buffer");
    copy[0] = (char)(copy[0] ^ 0x80);
    copy[3] = (char)(copy[3] ^ 0x01);
    assert_int_equal(opened(base64(arena, (Str){ copy, bytes.len }), &reason), ERR_INVALID);
    assert_string_equal(reason, "wx.bad_receive_id");
}

static void test_keys_of_another_length_are_refused(void **state)
{
    (void)state;
    WxKey             key    = { 0 };
    const char       *reason = NULL;
    const char *const bad[]  = { "", "short", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2",
                                 "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C=",
                                 "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2*" };
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(wx_key(str_of(bad[i]), &key, &reason), ERR_INVALID);
        assert_string_equal(reason, "wx.bad_key");
    }
    Str message = { 0 };
    assert_int_equal(
        wx_miniprogram_decrypt(arena, S("AAAA"), S("AAAA"), S("AAAA"), &message, &reason),
        ERR_INVALID);
    assert_string_equal(reason, "wx.bad_key");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_callback_vector_opens_seals_and_verifies),
        cmocka_unit_test(test_every_negative_vector_is_refused_for_its_reason),
        cmocka_unit_test(test_every_signature_vector_holds),
        cmocka_unit_test(test_every_mini_program_vector_opens),
        cmocka_unit_test(test_the_documented_example_verifies_and_opens),
        cmocka_unit_test(test_the_documented_page_signature),
        cmocka_unit_test(test_any_message_comes_back),
        cmocka_unit_test(test_every_flipped_bit_is_refused_or_harmless),
        cmocka_unit_test(test_every_shortened_envelope_is_refused),
        cmocka_unit_test(test_a_length_beyond_the_buffer_is_refused),
        cmocka_unit_test(test_keys_of_another_length_are_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
