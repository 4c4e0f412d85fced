/* network.c -- networks and the addresses in them. */
#include "wire/network.h"

#include <arpa/inet.h>
#include <string.h>

enum { ADDRESS_BITS = 128, MAPPED_BITS = 96, TEXT_MAX = 64 };

/* An address as 16 bytes; `*is_v4` when it was written with dots alone. */
static bool address_parse(Str text, uint8_t bytes[16], bool *is_v4)
{
    static const uint8_t mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
    char                 z[TEXT_MAX];
    if (text.len == 0 || text.len >= sizeof z || memchr(text.ptr, 0, text.len)) return false;
    memcpy(z, text.ptr, text.len);
    z[text.len] = '\0';
    *is_v4      = inet_pton(AF_INET, z, bytes + 12) == 1;
    if (!*is_v4) return inet_pton(AF_INET6, z, bytes) == 1;
    memcpy(bytes, mapped, sizeof mapped);
    return true;
}

static bool bit_at(const uint8_t *bytes, int at) { return bytes[at / 8] >> (7 - at % 8) & 1; }

bool network_parse(Str text, Network *out)
{
    Str       rest    = text;
    const Str address = str_cut(&rest, '/');
    Network   network = { .bits = ADDRESS_BITS };
    bool      is_v4   = false;
    int64_t   bits    = 0;
    if (!address_parse(address, network.bytes, &is_v4)) return false;
    if (rest.ptr) {
        if (!str_to_i64(rest, &bits) || rest.len > 3 || rest.ptr[0] == '+') return false;
        if (bits < 0 || bits > (is_v4 ? 32 : ADDRESS_BITS)) return false;
        network.bits = (int)bits + (is_v4 ? MAPPED_BITS : 0);
    }
    for (int i = network.bits; i < ADDRESS_BITS; i++)
        if (bit_at(network.bytes, i)) return false;
    *out = network;
    return true;
}

bool network_has(const Network *network, Str address)
{
    uint8_t bytes[16];
    bool    is_v4 = false;
    if (!address_parse(address, bytes, &is_v4)) return false;
    for (int i = 0; i < network->bits; i++)
        if (bit_at(bytes, i) != bit_at(network->bytes, i)) return false;
    return true;
}
