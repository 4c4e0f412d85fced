/* address.h -- whether an address belongs to the public internet.  Private to http/. */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include "base/base.h"

/* `size` is 4 or 16.  False for what routes to oneself, one's own net or nowhere; addresses
 * that carry one of IPv4 (mapped, translated, 6to4) are judged by that. */
bool address_is_public(const uint8_t *bytes, size_t size);
/* Whether `text` is an address in digits; with its bytes. */
bool address_of(Arena *arena, Str text, uint8_t bytes[16], size_t *size);

#endif
