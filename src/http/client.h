/* client.h -- HTTP calls to platforms, by libcurl with connections kept open. */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include "kernel/kernel.h"

typedef struct HttpCall {
    const char *method;          /* "GET", "POST"                             */
    Str         url;             /* http or https                             */
    Str         type;            /* content type of the body; absent = none   */
    Str         body;
    Str         headers[4][2];
    int         header_count;
    int64_t     timeout_ms;      /* whole call; 0 = 10,000                    */
    size_t      answer_max;      /* bytes; 0 = 8 MiB                          */
} HttpCall;

typedef struct HttpAnswer { int status; Str type, body; } HttpAnswer;

/* `connections_max` calls at once; a further one waits.  Calls go to public addresses by https
 * only, whatever a name resolves to at that moment; the hosts in `private_hosts` (by blanks)
 * may be anywhere and plain. */
HttpClient *http_client_new(int connections_max, Str private_hosts);
void        http_client_free(HttpClient *client);
/* Whether a call to `url` would be let out, as far as its text tells. */
bool        http_client_allows(const HttpClient *client, Arena *arena, Str url);
/* Blocks.  OK for any HTTP status.  ERR_UNAVAILABLE "http.unreachable" (connection refused,
 * name, timeout: the text is in cx->err.detail), ERR_LIMIT "http.answer_too_large",
 * ERR_INVALID "http.bad_url", ERR_DENIED "http.host_not_allowed".
 * Redirects are not followed.  The answer lives in cx->arena. */
Code http_call(Ctx *cx, const HttpCall *call, HttpAnswer *out) MUST_USE;

#endif
