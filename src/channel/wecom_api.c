/* wecom_api.c -- one call to the platform: address, token, answer, class. */
#include "channel/wecom_api.h"

#include "channel/wecom_token.h"

enum { TIMEOUT_MS = 8000, ANSWER_MAX = 8 << 20, ERRMSG_MAX = 400 };

Str wecom_api_with(Arena *arena, Str path, const char *name, Str value)
{
    const char *mark = str_find(path, S("?")) < 0 ? "?" : "&";
    return str_fmt(arena, "%.*s%s%s=%.*s", FMT(path), mark, name, FMT(url_encode(arena, value)));
}

static WecomAnswer answer_of(int64_t errcode, Str errmsg, const Json *json)
{
    const WecomError *error = wecom_error_of(errcode);
    return (WecomAnswer){ .errcode = errcode,
                          .class   = error->class,
                          .tells   = error->tells,
                          .reason  = error->reason,
                          .errmsg  = str_prefix_bytes(errmsg, ERRMSG_MAX),
                          .json    = json };
}

static void read_answer(Ctx *cx, const HttpAnswer *http, WecomAnswer *answer)
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
        *answer        = answer_of(WECOM_BAD_ANSWER, text, NULL);
        return;
    }
    *answer = answer_of(json_i64(json, S("errcode"), 0), json_str(json, S("errmsg")), json);
}

void wecom_api_plain(Ctx *cx, Str url, const WecomCall *call, WecomAnswer *answer)
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
        read_answer(cx, &got, answer);
        return;
    }
    *answer = answer_of(WECOM_UNREACHABLE, cx->err.detail, NULL);
    forgive(cx);
}

void wecom_api_fetch_token(Ctx *cx, Str base_url, Str corp_id, Str secret, WecomAnswer *answer)
{
    Str url = str_fmt(cx->arena, "%.*s/cgi-bin/gettoken", FMT(base_url));
    url     = wecom_api_with(cx->arena, url, "corpid", corp_id);
    url     = wecom_api_with(cx->arena, url, "corpsecret", secret);
    wecom_api_plain(cx, url, &(WecomCall){ .app = WECOM_APP }, answer);
    if (answer->class == WECOM_RETRY_NOW) answer->class = WECOM_WAIT;
    if (answer->class == WECOM_OK && json_str(answer->json, S("access_token")).len == 0)
        *answer = answer_of(WECOM_BAD_ANSWER, S("no access_token"), NULL);
}

static const char *token_kind(const Connection *connection, WecomApp app)
{
    return app == WECOM_CONTACT && connection->has_contact_secret ? "contact" : "app";
}

Code wecom_api_call(Ctx *cx, const Connection *connection, const WecomCall *call,
                    WecomAnswer *answer)
{
    ASSERT(cx->depth == 0); /* nobody waits for a platform while holding the writer */
    const char *kind = token_kind(connection, call->app);
    const Str   path = str_fmt(cx->arena, "%.*s%.*s", FMT(connection->base_url), FMT(call->path));
    for (int tried = 0;; tried++) {
        Str token = { 0 };
        TRY(wecom_token_get(cx, connection, kind, &token, answer));
        if (token.len == 0) return OK;
        wecom_api_plain(cx, wecom_api_with(cx->arena, path, "access_token", token), call, answer);
        if (answer->class != WECOM_RETRY_NOW) return OK;
        if (tried > 0) break;
        TRY(wecom_token_drop(cx, connection, kind, token));
    }
    /* A fresh token is refused too: not the token's fault.  A person must look. */
    answer->class = WECOM_WAIT;
    answer->tells = true;
    return OK;
}
