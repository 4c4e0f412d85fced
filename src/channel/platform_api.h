/* platform_api.h -- calls to the platform.  Private to channel/.
 *
 * Whatever happens on the way -- no answer, HTML, an error code -- is an answer with a class.
 * A Code other than OK means that we failed ourselves (the store, the keys). */
#ifndef CHANNEL_PLATFORM_API_H
#define CHANNEL_PLATFORM_API_H

#include "channel/channel.h"
#include "http/client.h"
#include "wire/wire.h"

/* Whose secret the call is made with: 0 where a platform has but one. */
typedef enum WecomApp {
    WECOM_APP = 1, /* the self-built application                                        */
    WECOM_CONTACT  /* "customer contact"; the application where it has no secret of its own */
} WecomApp;

typedef struct PlatformCall {
    ConnectionKind kind; /* whose error codes the answer has; 0 = WeCom */
    WecomApp       app;
    const char    *method;     /* NULL = POST when there is a body, else GET */
    Str            path;       /* "/cgi-bin/user/get?userid=a"               */
    Str            body;       /* JSON, or what `type` says                  */
    Str            type;       /* absent = application/json                  */
    int64_t        timeout_ms; /* 0 = 8,000                                  */
} PlatformCall;

/* With the connection's token, fetched when there is none and once more when the platform no
 * longer takes it.  Outside a transaction. */
Code platform_api_call(Ctx *cx, const Connection *connection, const PlatformCall *call,
                       PlatformAnswer *answer) MUST_USE;
/* Without a token of ours: `url` is complete.  For fetching tokens and for checking secrets. */
void platform_api_plain(Ctx *cx, Str url, const PlatformCall *call, PlatformAnswer *answer);
/* Whose token is asked for. */
typedef struct TokenAsk {
    ConnectionKind kind;
    Str            base_url, account, secret;
    bool           is_forced; /* 公众号: a new one though the old may live (at most 20 a day) */
} TokenAsk;
/* Fetches a token for a secret; json holds access_token and expires_in.  A 40001 here means the
 * secret: its class is PLATFORM_WAIT, not PLATFORM_RETRY_NOW. */
void platform_api_fetch_token(Ctx *cx, const TokenAsk *ask, PlatformAnswer *answer);
/* path?name=value with the value encoded; "&" when there is a "?" already. */
Str  platform_api_with(Arena *arena, Str path, const char *name, Str value);

#endif
