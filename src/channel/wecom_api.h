/* wecom_api.h -- calls to the platform.  Private to channel/.
 *
 * Whatever happens on the way -- no answer, HTML, an error code -- is an answer with a class.
 * A Code other than OK means that we failed ourselves (the store, the keys). */
#ifndef CHANNEL_WECOM_API_H
#define CHANNEL_WECOM_API_H

#include "channel/channel.h"
#include "channel/wecom_error.h"
#include "http/client.h"
#include "wire/wire.h"

/* Whose secret the call is made with. */
typedef enum WecomApp {
    WECOM_APP = 1, /* the self-built application                                        */
    WECOM_CONTACT  /* "customer contact"; the application where it has no secret of its own */
} WecomApp;

typedef struct WecomAnswer {
    int64_t errcode;
    WecomClass class;
    bool        tells;
    const char *reason; /* NULL when it went well                       */
    Str         errmsg;
    const Json *json; /* NULL when the answer was none                */
} WecomAnswer;

typedef struct WecomCall {
    WecomApp    app;
    const char *method;     /* NULL = POST when there is a body, else GET */
    Str         path;       /* "/cgi-bin/user/get?userid=a"               */
    Str         body;       /* JSON, or what `type` says                  */
    Str         type;       /* absent = application/json                  */
    int64_t     timeout_ms; /* 0 = 8,000                                  */
} WecomCall;

/* With the connection's token, fetched when there is none and once more when the platform no
 * longer takes it.  Outside a transaction. */
Code wecom_api_call(Ctx *cx, const Connection *connection, const WecomCall *call,
                    WecomAnswer *answer) MUST_USE;
/* Without a token of ours: `url` is complete.  For fetching tokens and for checking secrets. */
void wecom_api_plain(Ctx *cx, Str url, const WecomCall *call, WecomAnswer *answer);
/* Fetches a token for a secret; json holds access_token and expires_in.  A 40001 here means the
 * secret: its class is WECOM_WAIT, not WECOM_RETRY_NOW. */
void wecom_api_fetch_token(Ctx *cx, Str base_url, Str corp_id, Str secret, WecomAnswer *answer);
/* path?name=value with the value encoded; "&" when there is a "?" already. */
Str  wecom_api_with(Arena *arena, Str path, const char *name, Str value);

#endif
