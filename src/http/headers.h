/* headers.h -- reading the header values the server acts on; pure functions on text.
 * Private to http/. */
#ifndef HTTP_HEADERS_H
#define HTTP_HEADERS_H

#include "base/base.h"

/* Where http_header() looks: behind HttpRequest.connection stands one of these. */
typedef struct Headers {
    Str (*find)(const void *with, Str name);
    const void *with;
} Headers;

/* The first cookie of that name in a Cookie header; absent when missing. */
Str  headers_cookie(Str cookies, Str name);
/* "r7", r7 or W/"r7" to 7; false for anything else, lists and * included. */
bool headers_revision(Str if_match, int64_t *out);
/* Whether Accept-Encoding names the coding with a weight above 0. */
bool headers_accepts(Str accept_encoding, Str coding);
/* Whether a browser sent this from a page of our own: Sec-Fetch-Site decides when
 * present, else Origin's host must be Host. */
bool headers_same_origin(Str fetch_site, Str origin, Str host);
/* [A-Za-z0-9-]{8,64}: an id of a request worth keeping. */
bool headers_is_request_id(Str id);
/* 1..100 printable ASCII characters. */
bool headers_is_idempotency_key(Str key);

#endif
