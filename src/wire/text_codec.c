/* text_codec.c -- base64, hex and digests.  URLs and forms are in url.c. */
#include "wire/text_codec.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <pthread.h>
#include <string.h>

static const char standard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char for_urls[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static size_t encode(char *out, Str bytes, const char *alphabet)
{
    const uint8_t *at  = (const uint8_t *)bytes.ptr;
    size_t         len = 0;
    for (size_t i = 0; i < bytes.len; i += 3) {
        const size_t   have = bytes.len - i < 3 ? bytes.len - i : 3;
        const uint32_t bits = (uint32_t)at[i] << 16 | (have > 1 ? (uint32_t)at[i + 1] << 8 : 0) |
                              (have > 2 ? (uint32_t)at[i + 2] : 0);
        for (size_t j = 0; j <= have; j++) out[len++] = alphabet[bits >> (18 - 6 * j) & 63];
    }
    return len;
}

Str base64(Arena *arena, Str bytes)
{
    char  *out = arena_make(arena, char, bytes.len / 3 * 4 + 5);
    size_t len = encode(out, bytes, standard);
    while (len % 4) out[len++] = '=';
    return (Str){ out, len };
}

Str base64url(Arena *arena, Str bytes)
{
    char *out = arena_make(arena, char, bytes.len / 3 * 4 + 5);
    return (Str){ out, encode(out, bytes, for_urls) };
}

/* One more than the value of each character of either alphabet; 0 is none. */
static uint8_t        sextets[256];
static pthread_once_t sextets_once = PTHREAD_ONCE_INIT;

static void fill_sextets(void)
{
    for (uint8_t i = 0; i < 64; i++)
        sextets[(uint8_t)standard[i]] = sextets[(uint8_t)for_urls[i]] = i + 1;
}

/* Removes the padding; false when there is some and it does not fill the last group. */
static bool unpad(Str *text)
{
    const size_t all = text->len;
    while (text->len && all - text->len < 2 && text->ptr[text->len - 1] == '=') text->len--;
    return (all == text->len || all % 4 == 0) && text->len % 4 != 1;
}

Code base64_decode(Arena *arena, Str text, Str *bytes)
{
    if (!unpad(&text)) return ERR_INVALID;
    pthread_once(&sextets_once, fill_sextets);
    char    *out  = arena_make(arena, char, text.len / 4 * 3 + 4);
    size_t   len  = 0;
    uint32_t bits = 0;
    for (size_t i = 0; i < text.len; i++) {
        const uint32_t value = sextets[(uint8_t)text.ptr[i]];
        if (value == 0) return ERR_INVALID;
        bits = bits << 6 | (value - 1);
        /* Of each group of four the first gives no whole byte yet. */
        if (i % 4) out[len++] = (char)(bits >> (6 - 2 * (i % 4)) & 0xFF);
    }
    *bytes = (Str){ out, len };
    return OK;
}

Str hex(Arena *arena, Str bytes)
{
    static const char digits[] = "0123456789abcdef";
    char             *out      = arena_make(arena, char, bytes.len * 2 + 1);
    for (size_t i = 0; i < bytes.len; i++) {
        out[2 * i]     = digits[(uint8_t)bytes.ptr[i] >> 4];
        out[2 * i + 1] = digits[(uint8_t)bytes.ptr[i] & 15];
    }
    return (Str){ out, bytes.len * 2 };
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

Code hex_decode(Arena *arena, Str text, Str *bytes)
{
    if (text.len % 2) return ERR_INVALID;
    char *out = arena_make(arena, char, text.len / 2 + 1);
    for (size_t i = 0; i < text.len; i += 2) {
        const int high = nibble(text.ptr[i]), low = nibble(text.ptr[i + 1]);
        if (high < 0 || low < 0) return ERR_INVALID;
        out[i / 2] = (char)(high << 4 | low);
    }
    *bytes = (Str){ out, text.len / 2 };
    return OK;
}

/* OpenSSL wants a pointer also for no bytes. */
static const uint8_t *bytes_of(Str text) { return (const uint8_t *)(text.ptr ? text.ptr : ""); }

/* Fetched once and kept: OpenSSL would look for them by name at every use, which costs more than
 * the digest of a callback. */
static EVP_MD        *md5_hash, *sha1_hash, *sha256_hash;
static pthread_once_t hashes_once = PTHREAD_ONCE_INIT;

static void fetch_hashes(void)
{
    md5_hash    = EVP_MD_fetch(NULL, "MD5", NULL);
    sha1_hash   = EVP_MD_fetch(NULL, "SHA1", NULL);
    sha256_hash = EVP_MD_fetch(NULL, "SHA256", NULL);
    ASSERT(md5_hash != NULL && sha1_hash != NULL && sha256_hash != NULL);
}

static Digest digest(EVP_MD *const *hash, Str bytes)
{
    Digest   out  = { 0 };
    unsigned size = 0;
    pthread_once(&hashes_once, fetch_hashes);
    ASSERT(EVP_Digest(bytes_of(bytes), bytes.len, out.bytes, &size, *hash, NULL) == 1);
    out.size = size;
    return out;
}

Digest md5(Str bytes) { return digest(&md5_hash, bytes); }

Digest sha1(Str bytes) { return digest(&sha1_hash, bytes); }

Digest sha256(Str bytes) { return digest(&sha256_hash, bytes); }

static Digest hmac(const EVP_MD *hash, Str key, Str bytes)
{
    Digest   out  = { 0 };
    unsigned size = 0;
    ASSERT(key.len <= INT32_MAX);
    ASSERT(HMAC(hash, bytes_of(key), (int)key.len, bytes_of(bytes), bytes.len, out.bytes, &size) !=
           NULL);
    out.size = size;
    return out;
}

Digest hmac_sha256(Str key, Str bytes) { return hmac(EVP_sha256(), key, bytes); }

Digest hmac_md5(Str key, Str bytes) { return hmac(EVP_md5(), key, bytes); }

Str digest_hex(Arena *arena, Digest digest) { return hex(arena, digest_str(&digest)); }

Str digest_str(const Digest *digest) { return (Str){ (const char *)digest->bytes, digest->size }; }

bool equal_constant_time(Str a, Str b)
{
    return a.len == b.len && CRYPTO_memcmp(bytes_of(a), bytes_of(b), a.len) == 0;
}
