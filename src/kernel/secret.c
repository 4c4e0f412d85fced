/* secret.c -- sealed fields, blind indexes, passwords and token hashes.  Masks for people
 * are in mask.c. */
#include "kernel/secret.h"

#include "sys/env.h"
#include "sys/thread.h"

#include <sodium.h>
#include <string.h>

enum {
    KEY_SIZE     = 32,
    NONCE_SIZE   = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_SIZE     = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    BLIND_SIZE   = 16,
    HASH_OPS     = 2,
    HASH_MEMORY  = 64 * 1024 * 1024,
    HASHES_MAX   = 2, /* at once: a crowd at the door must not take all memory */
    WAITING_MAX  = 6,
    KEY_FILE_MAX = 1024,
    BASE64       = sodium_base64_VARIANT_ORIGINAL,
};

struct Keys {
    Arena  *arena;
    uint8_t master[KEY_SIZE];
};

/* ---- the master key -------------------------------------------------- */

static Code decode_key(Str text, uint8_t *key)
{
    const Str   trimmed = str_trim(text);
    size_t      size    = 0;
    const char *end     = NULL;
    if (sodium_base642bin(key, KEY_SIZE, trimmed.ptr, trimmed.len, "\r\n", &size, &end, BASE64) !=
        0)
        return ERR_INVALID;
    return size == KEY_SIZE && end == trimmed.ptr + trimmed.len ? OK : ERR_INVALID;
}

static Code make_key(const char *path, uint8_t *key)
{
    char text[sodium_base64_ENCODED_LEN(KEY_SIZE, BASE64) + 1];
    random_bytes(key, KEY_SIZE);
    sodium_bin2base64(text, sizeof text, key, KEY_SIZE, BASE64);
    const Code code = file_write(path, str_of(text), 0600);
    sodium_memzero(text, sizeof text);
    return code == OK ? OK : ERR_INTERNAL;
}

static Code load_key(Keys *keys, const char *data_dir, Str key_base64)
{
    if (key_base64.ptr != NULL) return decode_key(key_base64, keys->master);
    const Str path = str_fmt(keys->arena, "%s/key", data_dir);
    if (!file_exists(path.ptr)) return make_key(path.ptr, keys->master);
    Str        text;
    const Code code = file_read(keys->arena, path.ptr, KEY_FILE_MAX, &text);
    return code == OK ? decode_key(text, keys->master) : ERR_INTERNAL;
}

Code keys_open(const char *data_dir, Str key_base64, Keys **out)
{
    if (sodium_init() < 0) return ERR_INTERNAL;
    Arena *arena    = arena_new(64 * 1024);
    Keys  *keys     = arena_make(arena, Keys, 1);
    keys->arena     = arena;
    const Code code = load_key(keys, data_dir, key_base64);
    if (code != OK) {
        keys_free(keys);
        return code;
    }
    *out = keys;
    return OK;
}

void keys_free(Keys *keys)
{
    if (keys == NULL) return;
    sodium_memzero(keys->master, sizeof keys->master);
    arena_free(keys->arena);
}

/* One key per purpose, tenant and context, so that a text sealed under one opens under
 * no other: HMAC(master, purpose 0 tenant 0 context). */
static void derive(const Ctx *cx, const char *purpose, Str context, uint8_t *key)
{
    crypto_auth_hmacsha256_state state;
    uint8_t                      tenant[8];
    for (int i = 0; i < 8; i++) tenant[i] = (uint8_t)((uint64_t)cx->tenant_id >> (8 * i));
    crypto_auth_hmacsha256_init(&state, cx->services->keys->master, KEY_SIZE);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)purpose, strlen(purpose) + 1);
    crypto_auth_hmacsha256_update(&state, tenant, sizeof tenant);
    crypto_auth_hmacsha256_update(&state, (const uint8_t *)context.ptr, context.len);
    crypto_auth_hmacsha256_final(&state, key);
}

/* ---- sealed fields --------------------------------------------------- */

Str secret_box_seal(Ctx *cx, const SecretBox *box, Str plain)
{
    if (plain.ptr == NULL) return plain;
    const size_t size   = NONCE_SIZE + plain.len + TAG_SIZE;
    uint8_t     *sealed = arena_make(cx->arena, uint8_t, size);
    random_bytes(sealed, NONCE_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_SIZE, NULL,
                                               (const uint8_t *)plain.ptr, plain.len, NULL, 0, NULL,
                                               sealed, box->seal);
    const size_t room = sodium_base64_encoded_len(size, BASE64);
    char        *text = arena_make(cx->arena, char, room);
    sodium_bin2base64(text, room, sealed, size, BASE64);
    return str_of(text);
}

Str secret_seal(Ctx *cx, Str context, Str plain)
{
    SecretBox box;
    if (plain.ptr == NULL) return plain;
    derive(cx, "seal", context, box.seal);
    const Str sealed = secret_box_seal(cx, &box, plain);
    sodium_memzero(&box, sizeof box);
    return sealed;
}

SecretBox secret_box(const Ctx *cx, Str context)
{
    SecretBox box;
    derive(cx, "seal", context, box.seal);
    derive(cx, "blind", context, box.blind);
    return box;
}

static bool unseal(Ctx *cx, const SecretBox *box, Str sealed, Str *plain)
{
    size_t   size  = 0;
    uint8_t *bytes = arena_make(cx->arena, uint8_t, sealed.len + 1);
    if (sodium_base642bin(bytes, sealed.len, sealed.ptr, sealed.len, NULL, &size, NULL, BASE64) !=
        0)
        return false;
    if (size < NONCE_SIZE + TAG_SIZE) return false;
    const size_t len = size - NONCE_SIZE - TAG_SIZE;
    uint8_t     *out = arena_make(cx->arena, uint8_t, len + 1);
    const int    rc  = crypto_aead_xchacha20poly1305_ietf_decrypt(
            out, NULL, NULL, bytes + NONCE_SIZE, size - NONCE_SIZE, NULL, 0, bytes, box->seal);
    *plain = (Str){ (const char *)out, len };
    return rc == 0;
}

Code secret_box_open(Ctx *cx, const SecretBox *box, Str sealed, Str *plain)
{
    Str text = { 0 };
    if (sealed.ptr != NULL && !unseal(cx, box, sealed, &text))
        return fail(cx, ERR_INTERNAL, "secret.unreadable", "a sealed text");
    *plain = text;
    return OK;
}

Code secret_open(Ctx *cx, Str context, Str sealed, Str *plain)
{
    SecretBox box;
    Str       text = { 0 };
    derive(cx, "seal", context, box.seal);
    const bool is_good = sealed.ptr == NULL || unseal(cx, &box, sealed, &text);
    sodium_memzero(&box, sizeof box);
    if (!is_good) return fail(cx, ERR_INTERNAL, "secret.unreadable", "%.*s", FMT(context));
    *plain = text;
    return OK;
}

static Str hex(Arena *arena, const uint8_t *bytes, size_t size)
{
    char *text = arena_make(arena, char, size * 2 + 1);
    sodium_bin2hex(text, size * 2 + 1, bytes, size);
    return (Str){ text, size * 2 };
}

Str secret_box_blind(Ctx *cx, const SecretBox *box, Str plain)
{
    uint8_t mac[crypto_auth_hmacsha256_BYTES];
    if (plain.ptr == NULL) return plain;
    crypto_auth_hmacsha256(mac, (const uint8_t *)plain.ptr, plain.len, box->blind);
    return hex(cx->arena, mac, BLIND_SIZE);
}

Str secret_blind(Ctx *cx, Str context, Str plain)
{
    SecretBox box;
    if (plain.ptr == NULL) return plain;
    derive(cx, "blind", context, box.blind);
    const Str blind = secret_box_blind(cx, &box, plain);
    sodium_memzero(&box, sizeof box);
    return blind;
}

/* ---- passwords and tokens -------------------------------------------- */

static struct {
    pthread_mutex_t lock;
    pthread_cond_t  freed;
    int             busy, waiting;
} hashing = { .lock = PTHREAD_MUTEX_INITIALIZER, .freed = PTHREAD_COND_INITIALIZER };

static void hashing_begin(void)
{
    LOCKED(&hashing.lock);
    hashing.waiting++;
    while (hashing.busy == HASHES_MAX) pthread_cond_wait(&hashing.freed, &hashing.lock);
    hashing.waiting--;
    hashing.busy++;
}

static void hashing_end(void)
{
    LOCKED(&hashing.lock);
    hashing.busy--;
    pthread_cond_signal(&hashing.freed);
}

bool password_is_busy(void)
{
    LOCKED(&hashing.lock);
    return hashing.waiting >= WAITING_MAX;
}

Str password_hash(Ctx *cx, Str password)
{
    const bool fast = str_equal(env_get(cx->arena, "WEFT_FAST_PASSWORDS"), S("1"));
    char      *hash = arena_make(cx->arena, char, crypto_pwhash_STRBYTES);
    hashing_begin();
    const int rc = crypto_pwhash_str_alg(
        hash, password.ptr, password.len, fast ? crypto_pwhash_OPSLIMIT_MIN : HASH_OPS,
        fast ? crypto_pwhash_MEMLIMIT_MIN : HASH_MEMORY, crypto_pwhash_ALG_ARGON2ID13);
    hashing_end();
    ASSERT(rc == 0); /* only for want of memory */
    return str_of(hash);
}

bool password_matches(Str hash, Str password)
{
    char text[crypto_pwhash_STRBYTES] = { 0 };
    if (hash.ptr == NULL || password.ptr == NULL || hash.len >= sizeof text) return false;
    memcpy(text, hash.ptr, hash.len);
    hashing_begin();
    const int rc = crypto_pwhash_str_verify(text, password.ptr, password.len);
    hashing_end();
    return rc == 0;
}

Str token_hash(Arena *arena, Str token)
{
    uint8_t hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const uint8_t *)token.ptr, token.len);
    return hex(arena, hash, sizeof hash);
}
