/* address.c -- which addresses are public: a list of what is not. */
#include "http/address.h"

#include <arpa/inet.h>
#include <string.h>

typedef struct Net {
    uint8_t bytes[16];
    int     bits;
} Net;

// clang-format off
static const Net nets_v4[] = {
    { { 0 }, 8 },             /* this host                 */
    { { 10 }, 8 },            /* private                   */
    { { 100, 64 }, 10 },      /* shared by providers       */
    { { 127 }, 8 },           /* loopback                  */
    { { 169, 254 }, 16 },     /* link; clouds' metadata    */
    { { 172, 16 }, 12 },      /* private                   */
    { { 192, 0, 0 }, 24 },    /* protocols                 */
    { { 192, 0, 2 }, 24 },    /* examples                  */
    { { 192, 88, 99 }, 24 },  /* relays                    */
    { { 192, 168 }, 16 },     /* private                   */
    { { 198, 18 }, 15 },      /* benchmarks                */
    { { 198, 51, 100 }, 24 }, /* examples                  */
    { { 203, 0, 113 }, 24 },  /* examples                  */
    { { 224 }, 3 },           /* many at once; kept back   */
};
static const Net global_v6 = { { 0x20 }, 3 };
static const Net nets_v6[] = {
    { { 0x20, 0x01, 0x00, 0x00 }, 23 },             /* protocols, Teredo */
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32 },             /* examples          */
    { { 0x3f, 0xff }, 20 },                         /* examples          */
};
static const Net mapped_v4     = { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff }, 96 };
static const Net translated_v4 = { { 0x00, 0x64, 0xff, 0x9b }, 96 };
static const Net six_to_four   = { { 0x20, 0x02 }, 16 };
// clang-format on

static bool in_net(const uint8_t *bytes, const Net *net)
{
    const size_t whole = (size_t)net->bits / 8;
    if (memcmp(bytes, net->bytes, whole) != 0) return false;
    const int rest = net->bits % 8;
    if (rest == 0) return true;
    return (bytes[whole] ^ net->bytes[whole]) >> (8 - rest) == 0;
}

static bool in_any(const uint8_t *bytes, const Net *nets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (in_net(bytes, &nets[i])) return true;
    return false;
}

bool address_is_public(const uint8_t *bytes, size_t size)
{
    ASSERT(size == 4 || size == 16);
    if (size == 4) return !in_any(bytes, nets_v4, COUNT(nets_v4));
    if (in_net(bytes, &mapped_v4) || in_net(bytes, &translated_v4))
        return address_is_public(bytes + 12, 4);
    if (in_net(bytes, &six_to_four)) return address_is_public(bytes + 2, 4);
    return in_net(bytes, &global_v6) && !in_any(bytes, nets_v6, COUNT(nets_v6));
}

bool address_of(Arena *arena, Str text, uint8_t bytes[16], size_t *size)
{
    const char *plain = str_z(arena, text);
    const bool  is_v4 = inet_pton(AF_INET, plain, bytes) == 1;
    if (!is_v4 && inet_pton(AF_INET6, plain, bytes) != 1) return false;
    *size = is_v4 ? 4 : 16;
    return true;
}
