/* platform_api.c -- one call to the platform: address, token, answer, class. */
#include "channel/platform_api.h"

#include "channel/oa_error.h"
#include "channel/platform_token.h"
#include "channel/wecom_error.h"

enum { TIMEOUT_MS = 8000, ANSWER_MAX = 8 << 20, ERRMSG_MAX = 400 };

Str platform_api_with(Arena *arena, Str path, const char *name, Str value)
{
    const char *mark = str_find(path, S("?")) < 0 ? "?" : "&";
    return str_fmt(arena, "%.*s%s%s=%.*s", FMT(path), mark, name, FMT(url_encode(arena, value)));
}

static PlatformAnswer answer_of(ConnectionKind kind, int64_t errcode, Str errmsg, const Json *json)
{
    const PlatformError *error =
        channel_is_oa(kind) ? oa_error_of(errcode) : wecom_error_of(errcode);
    return (PlatformAnswer){ .errcode = errcode,
                             .class   = error->class,
                             .tells   = error->tells,
                             .reason  = error->reason,
                             .errmsg  = str_prefix_bytes(errmsg, ERRMSG_MAX),
                             .json    = json };
}

static void read_answer(Ctx *cx, ConnectionKind kind, const HttpAnswer *http,
                        PlatformAnswer *answer)
{
    const JsonLimits limits = { .bytes = ANSWER_MAX, .nodes = 500000, .depth = 32 };
    const Json      *json   = NULL;
    JsonError        error  = { 0 };
    /* A proxy in between answers HTML, with any status. */
    if (http->status != 200 || json_parse(cx->arena, http->body, limits, &json, &error) != OK ||
        json->kind != JSON_OBJECT) {
        /* Not a word of it: the address is a person's, and may be a house of its own. */
        const Str type = str_prefix_bytes(http->type, 60);
        const Str text = str_fmt(cx->arena, "HTTP %d, %zu bytes of %.*s", http->status,
                                 http->body.len, FMT(type));
        *answer        = answer_of(kind, PLATFORM_BAD_ANSWER, text, NULL);
        return;
    }
    *answer = answer_of(kind, json_i64(json, S("errcode"), 0), json_str(json, S("errmsg")), json);
}

void platform_api_plain(Ctx *cx, Str url, const PlatformCall *call, PlatformAnswer *answer)
{
    const bool     has_body = call->body.len > 0;
    const HttpCall http     = { .method     = call->method ? call->method
                                              : has_body   ? "POST"
                                                           : "GET",
                                .url        = url,
                                .type       = !has_body            ? (Str){ 0 }
                                              : call->type.len > 0 ? call->type
                                                                   : S("application/json"),
                                .body       = call->body,
                                .timeout_ms = call->timeout_ms ? call->timeout_ms : TIMEOUT_MS,
                                .answer_max = ANSWER_MAX };
    HttpAnswer     got      = { 0 };
    if (http_call(cx, &http, &got) == OK) {
        read_answer(cx, call->kind, &got, answer);
        return;
    }
    *answer = answer_of(call->kind, PLATFORM_UNREACHABLE, cx->err.detail, NULL);
    forgive(cx);
}

static void fetch_wecom(Ctx *cx, const TokenAsk *ask, PlatformAnswer *answer)
{
    Str url = str_fmt(cx->arena, "%.*s/cgi-bin/gettoken", FMT(ask->base_url));
    url     = platform_api_with(cx->arena, url, "corpid", ask->account);
    url     = platform_api_with(cx->arena, url, "corpsecret", ask->secret);
    platform_api_plain(cx, url, &(PlatformCall){ .kind = ask->kind }, answer);
}

/* The stable one: asking for it again does not end the one others are using. */
static void fetch_oa(Ctx *cx, const TokenAsk *ask, PlatformAnswer *answer)
{
    const Str url  = str_fmt(cx->arena, "%.*s/cgi-bin/stable_token", FMT(ask->base_url));
    JsonOut   out  = json_out(cx->arena, 4096);
    Str       body = S("{}");
    json_open_object(&out);
    json_pair_str(&out, S("grant_type"), S("client_credential"));
    json_pair_str(&out, S("appid"), ask->account);
    json_pair_str(&out, S("secret"), ask->secret);
    json_pair_bool(&out, S("force_refresh"), ask->is_forced);
    json_close_object(&out);
    if (json_out_done(&out, &body) != OK) body = S("{}");
    platform_api_plain(cx, url, &(PlatformCall){ .kind = ask->kind, .body = body }, answer);
}

void platform_api_fetch_token(Ctx *cx, const TokenAsk *ask, PlatformAnswer *answer)
{
    (channel_is_oa(ask->kind) ? fetch_oa : fetch_wecom)(cx, ask, answer);
    if (answer->class == PLATFORM_RETRY_NOW) answer->class = PLATFORM_WAIT;
    if (answer->class == PLATFORM_OK && json_str(answer->json, S("access_token")).len == 0)
        *answer = answer_of(ask->kind, PLATFORM_BAD_ANSWER, S("no access_token"), NULL);
}

static const char *token_kind(const Connection *connection, WecomApp app)
{
    return app == WECOM_CONTACT && connection->has_contact_secret ? "contact" : "app";
}

Code platform_api_call(Ctx *cx, const Connection *connection, const PlatformCall *call,
                       PlatformAnswer *answer)
{
    ASSERT(cx->depth == 0); /* nobody waits for a platform while holding the writer */
    const char  *kind  = token_kind(connection, call->app);
    PlatformCall asked = *call;
    asked.kind         = connection->kind;
    const Str path     = str_fmt(cx->arena, "%.*s%.*s", FMT(connection->base_url), FMT(call->path));
    for (int tried = 0;; tried++) {
        Str token = { 0 };
        TRY(platform_token_get(cx, connection, kind, &token, answer));
        if (token.len == 0) return OK;
        platform_api_plain(cx, platform_api_with(cx->arena, path, "access_token", token), &asked,
                           answer);
        if (answer->class != PLATFORM_RETRY_NOW) return OK;
        if (tried > 0) break;
        TRY(platform_token_drop(cx, connection, kind, token));
    }
    /* A fresh token is refused too: not the token's fault.  A person must look. */
    answer->class = PLATFORM_WAIT;
    answer->tells = true;
    return OK;
}
