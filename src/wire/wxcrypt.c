/* wxcrypt.c -- the platforms' callback envelope and signatures, by OpenSSL. */
#include "wire/wxcrypt.h"

#include "wire/text_codec.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <string.h>

enum { AES_BLOCK = 16, PAD_BLOCK = 32, HEAD_SIZE = 20, KEY_CHARS = 43 };

static Code refuse(const char **reason, const char *why)
{
    *reason = why;
    return ERR_INVALID;
}

Code wx_key(Str encoding_aes_key, WxKey *out, const char **reason)
{
    Arena *arena = arena_new(1024);
    Str    bytes = { 0 };
    Code   code  = OK;
    if (encoding_aes_key.len != KEY_CHARS || base64_decode(arena, encoding_aes_key, &bytes) != OK ||
        bytes.len != sizeof(out->bytes))
        code = refuse(reason, "wx.bad_key");
    else
        memcpy(out->bytes, bytes.ptr, bytes.len);
    if (bytes.len) OPENSSL_cleanse((void *)(uintptr_t)bytes.ptr, bytes.len);
    arena_free(arena);
    return code;
}

static void sort(Str *texts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const Str text = texts[i];
        size_t    at   = i;
        for (; at > 0 && str_compare(texts[at - 1], text) > 0; at--) texts[at] = texts[at - 1];
        texts[at] = text;
    }
}

Str wx_signature(Arena *arena, Str token, Str timestamp, Str nonce, Str ciphertext)
{
    Str    texts[4] = { token, timestamp, nonce, ciphertext };
    StrBuf buf      = strbuf(arena, token.len + timestamp.len + nonce.len + ciphertext.len);
    sort(texts, COUNT(texts)); /* an absent one is empty and adds nothing */
    for (size_t i = 0; i < COUNT(texts); i++) strbuf_add(&buf, texts[i]);
    return digest_hex(arena, sha1(strbuf_str(&buf)));
}

bool wx_signature_holds(Str token, Str timestamp, Str nonce, Str ciphertext, Str signature)
{
    Arena     *arena = arena_new(ciphertext.len + 4096);
    const Str  want  = wx_signature(arena, token, timestamp, nonce, ciphertext);
    const bool holds = equal_constant_time(want, signature);
    arena_free(arena);
    return holds;
}

/* Fetched once and kept, as the digests of text_codec.c are. */
static EVP_CIPHER    *aes_256, *aes_128;
static pthread_once_t ciphers_once = PTHREAD_ONCE_INIT;

static void fetch_ciphers(void)
{
    aes_256 = EVP_CIPHER_fetch(NULL, "AES-256-CBC", NULL);
    aes_128 = EVP_CIPHER_fetch(NULL, "AES-128-CBC", NULL);
    ASSERT(aes_256 != NULL && aes_128 != NULL);
}

typedef struct Cipher {
    EVP_CIPHER *const *type;
    const uint8_t     *key, *iv;
} Cipher;

/* Whole blocks in, as many bytes out; the padding is the caller's business. */
static bool run(Cipher cipher, bool encrypt, Str in, char *out)
{
    if (in.len == 0 || in.len % AES_BLOCK || in.len > INT32_MAX) return false;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    ASSERT(context != NULL);
    pthread_once(&ciphers_once, fetch_ciphers);
    int        len = 0, last = 0;
    const bool done =
        EVP_CipherInit_ex(context, *cipher.type, NULL, cipher.key, cipher.iv, encrypt) == 1 &&
        EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
        EVP_CipherUpdate(context, (uint8_t *)out, &len, (const uint8_t *)in.ptr, (int)in.len) ==
            1 &&
        EVP_CipherFinal_ex(context, (uint8_t *)out + len, &last) == 1;
    EVP_CIPHER_CTX_free(context);
    return done && (size_t)(len + last) == in.len;
}

/* Takes the padding off: 1..block times its own length. */
static bool unpad(Str *plain, size_t block)
{
    if (plain->len == 0 || plain->len % block) return false;
    const uint8_t pad   = (uint8_t)plain->ptr[plain->len - 1];
    uint8_t       wrong = 0;
    if (pad < 1 || pad > block) return false;
    for (size_t i = plain->len - pad; i < plain->len; i++) wrong |= (uint8_t)plain->ptr[i] ^ pad;
    plain->len -= pad;
    return wrong == 0;
}

static uint32_t big_endian(const char *at)
{
    const uint8_t *b = (const uint8_t *)at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

Code wx_decrypt(Arena *arena, const WxKey *key, Str receive_id, Str ciphertext, Str *message,
                const char **reason)
{
    Str bytes = { 0 };
    if (base64_decode(arena, ciphertext, &bytes) != OK) return refuse(reason, "wx.bad_base64");
    char        *out    = arena_make(arena, char, bytes.len + 1);
    const Cipher cipher = { &aes_256, key->bytes, key->bytes };
    Str          plain  = { out, bytes.len };
    if (!run(cipher, false, bytes, out)) return refuse(reason, "wx.bad_cipher");
    if (!unpad(&plain, PAD_BLOCK)) return refuse(reason, "wx.bad_cipher");
    if (plain.len < HEAD_SIZE) return refuse(reason, "wx.bad_buffer");
    const size_t len = big_endian(plain.ptr + HEAD_SIZE - 4);
    if (len > plain.len - HEAD_SIZE) return refuse(reason, "wx.bad_buffer");
    const Str from = str_slice(plain, HEAD_SIZE + len, plain.len);
    if (!equal_constant_time(from, receive_id)) return refuse(reason, "wx.bad_receive_id");
    *message = str_slice(plain, HEAD_SIZE, HEAD_SIZE + len);
    return OK;
}

Str wx_encrypt(Arena *arena, const WxKey *key, Str receive_id, const uint8_t random16[16],
               Str message)
{
    ASSERT(message.len <= INT32_MAX / 2);
    const size_t used  = HEAD_SIZE + message.len + receive_id.len;
    const size_t pad   = PAD_BLOCK - used % PAD_BLOCK;
    char        *plain = arena_make(arena, char, used + pad);
    char        *out   = arena_make(arena, char, used + pad);
    memcpy(plain, random16, 16);
    for (int i = 0; i < 4; i++) plain[16 + i] = (char)(message.len >> (24 - 8 * i) & 0xFF);
    if (message.len) memcpy(plain + HEAD_SIZE, message.ptr, message.len);
    if (receive_id.len) memcpy(plain + HEAD_SIZE + message.len, receive_id.ptr, receive_id.len);
    memset(plain + used, (int)pad, pad);
    const Cipher cipher = { &aes_256, key->bytes, key->bytes };
    ASSERT(run(cipher, true, (Str){ plain, used + pad }, out));
    return base64(arena, (Str){ out, used + pad });
}

Str wx_jsapi_signature(Arena *arena, Str ticket, Str nonce, Str timestamp, Str url)
{
    Str       rest = url;
    const Str page = str_cut(&rest, '#');
    return digest_hex(arena,
                      sha1(str_fmt(arena, "jsapi_ticket=%.*s&noncestr=%.*s&timestamp=%.*s&url=%.*s",
                                   FMT(ticket), FMT(nonce), FMT(timestamp), FMT(page))));
}

Code wx_miniprogram_decrypt(Arena *arena, Str session_key, Str iv, Str encrypted, Str *message,
                            const char **reason)
{
    Str key = { 0 }, start = { 0 }, bytes = { 0 };
    if (base64_decode(arena, session_key, &key) != OK || base64_decode(arena, iv, &start) != OK ||
        base64_decode(arena, encrypted, &bytes) != OK)
        return refuse(reason, "wx.bad_base64");
    if (key.len != AES_BLOCK || start.len != AES_BLOCK) return refuse(reason, "wx.bad_key");
    char        *out    = arena_make(arena, char, bytes.len + 1);
    const Cipher cipher = { &aes_128, (const uint8_t *)key.ptr, (const uint8_t *)start.ptr };
    Str          plain  = { out, bytes.len };
    if (!run(cipher, false, bytes, out)) return refuse(reason, "wx.bad_cipher");
    if (!unpad(&plain, AES_BLOCK)) return refuse(reason, "wx.bad_cipher");
    *message = plain;
    return OK;
}
