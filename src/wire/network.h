/* network.h -- networks as people write them ("10.0.0.0/8", "2001:db8::/32", "192.0.2.7"), and
 * whether an address is in one. */
#ifndef WIRE_NETWORK_H
#define WIRE_NETWORK_H

#include "base/base.h"

typedef struct Network {
    uint8_t bytes[16]; /* IPv4 as ::ffff:a.b.c.d */
    int     bits;      /* 0..128                 */
} Network;

/* False for anything else: host bits that are set, a length out of range, spaces. */
bool network_parse(Str text, Network *out);
/* An address of a caller, of either family, IPv4 also as "::ffff:1.2.3.4". */
bool network_has(const Network *network, Str address);

#endif
