/* text_codec.h -- base64, hex, URLs, forms and digests. */
#ifndef WIRE_TEXT_CODEC_H
#define WIRE_TEXT_CODEC_H

#include "base/base.h"

/* The standard alphabet, padded. */
Str  base64(Arena *arena, Str bytes);
Str  base64url(Arena *arena, Str bytes);             /* without padding */
/* Standard or URL alphabet, padding optional, non-zero trailing bits tolerated. */
Code base64_decode(Arena *arena, Str text, Str *bytes) MUST_USE;
Str  hex(Arena *arena, Str bytes);                   /* lower case */
Code hex_decode(Arena *arena, Str text, Str *bytes) MUST_USE;

Str  url_encode(Arena *arena, Str text);             /* RFC 3986 unreserved stay */
/* %XX and, with `plus`, '+' as space; malformed escapes are kept as they are. */
Str  url_decode(Arena *arena, Str text, bool plus);
typedef struct Pair { Str name, value; } Pair;
typedef struct Pairs { const Pair *at; size_t count; } Pairs;
/* "a=1&b=2" decoded, at most `max` pairs, in order. */
Pairs query_parse(Arena *arena, Str text, size_t max);
/* The first value of that name; absent when missing. */
Str  pairs_find(Pairs pairs, Str name);
typedef struct Url { Str scheme, host, path, query, fragment; int32_t port; } Url;
/* http and https only; port 80 or 443 when not written. */
Code url_parse(Str text, Url *out) MUST_USE;

typedef struct Digest { uint8_t bytes[32]; size_t size; } Digest;
/* The hashes of the names; no bytes are allowed. */
Digest md5(Str bytes);                               /* only where a platform signs with it */
Digest sha1(Str bytes);
Digest sha256(Str bytes);
Digest hmac_sha256(Str key, Str bytes);
Digest hmac_md5(Str key, Str bytes);                 /* only where a platform signs with it */
Str  digest_hex(Arena *arena, Digest digest);
Str  digest_str(const Digest *digest);               /* the raw bytes, borrowed */
/* Equal bytes in time that depends only on the length. */
bool equal_constant_time(Str a, Str b);

#endif
