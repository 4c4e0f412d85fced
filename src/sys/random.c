/* random.c -- the system's randomness.  getentropy(3), because <sys/random.h> would be
 * our own header of that name. */
#include "sys/random.h"

#include <unistd.h>

enum { PIECE_MAX = 256 }; /* what getentropy gives at once */

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
    uint64_t value = 0;
    random_bytes(&value, sizeof(value));
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
