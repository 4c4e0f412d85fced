/* random.c -- the system's randomness.  getentropy(3), because <sys/random.h> would be
 * our own header of that name. */
#include "sys/random.h"

#include <pthread.h>
#include <unistd.h>

enum { PIECE_MAX = 256 }; /* what getentropy gives at once */

/* Of one thread: fetched together, each given out once and forgotten.  Every context takes a seed,
 * and asking the system for each was a dozen calls per callback. */
enum { AT_ONCE = PIECE_MAX / sizeof(uint64_t) };
static _Thread_local uint64_t ahead[AT_ONCE];
static _Thread_local size_t   ahead_count;

/* A child must not give out what its parent gives out, too. */
static void forget_ahead(void) { ahead_count = 0; }
static void watch_forks(void) { ASSERT(pthread_atfork(NULL, NULL, forget_ahead) == 0); }

static void fetch_ahead(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    ASSERT(pthread_once(&once, watch_forks) == 0);
    random_bytes(ahead, sizeof(ahead));
    ahead_count = AT_ONCE;
}

void random_bytes(void *out, size_t size)
{
    char *at = out;
    while (size) {
        const size_t piece = size < PIECE_MAX ? size : PIECE_MAX;
        ASSERT(getentropy(at, piece) == 0);
        at += piece;
        size -= piece;
    }
}

uint64_t random_u64(void)
{
    if (ahead_count == 0) fetch_ahead();
    const uint64_t value = ahead[--ahead_count];
    ahead[ahead_count]   = 0;
    return value;
}

Str random_token(Arena *arena, size_t chars)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    char *text = arena_make(arena, char, chars + 1);
    random_bytes(text, chars);
    for (size_t i = 0; i < chars; i++) text[i] = alphabet[(unsigned char)text[i] & 63];
    text[chars] = 0;
    return (Str){ text, chars };
}
