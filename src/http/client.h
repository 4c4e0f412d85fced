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

/* `connections_max` calls at once; a further one waits. */
HttpClient *http_client_new(int connections_max);
void        http_client_free(HttpClient *client);
/* Blocks.  OK for any HTTP status.  ERR_UNAVAILABLE "http.unreachable" (connection refused,
 * name, timeout: the text is in cx->err.detail), ERR_LIMIT "http.answer_too_large".
 * Redirects are not followed.  The answer lives in cx->arena. */
Code http_call(Ctx *cx, const HttpCall *call, HttpAnswer *out) MUST_USE;

#endif
