/* wecom_welcome.c -- the welcome message: once, in time, complete or not at all. */
#include "channel/wecom_welcome.h"

#include "channel/platform_media.h"

#include <string.h>

enum {
    BODY_MAX      = 64 * 1024,
    BAD_MEDIA     = 40007,
    BEING_SENT    = 41096,
    CODE_UNKNOWN  = 41050,
    AGAIN_SOON_MS = 300,
    AGAIN_MS      = 700,
    CALL_MS       = 4000,
};

/* Media used by this message, to forget them when the platform does. */
typedef struct Used {
    Str    ids[16];
    size_t count;
} Used;

static bool put_media(Sending *sending, JsonOut *out, Str key, const Json *media, const char *kind,
                      Used *used)
{
    Str id = { 0 };
    if (!platform_media_ensure(sending, media, kind, &id)) return false;
    if (used->count < COUNT(used->ids)) used->ids[used->count++] = id;
    json_pair_str(out, key, id);
    return true;
}

static bool put_link(Sending *sending, JsonOut *out, const Json *one, Used *used)
{
    const Json *cover = json_get(one, S("cover"));
    json_pair_str(out, S("title"), str_prefix_bytes(json_str(one, S("title")), 128));
    json_pair_str(out, S("desc"), str_prefix_bytes(json_str(one, S("description")), 512));
    json_pair_str(out, S("url"), json_str(one, S("url")));
    if (!cover || cover->kind != JSON_OBJECT) return true;
    return put_media(sending, out, S("picurl"), cover, "picture_url", used);
}

static bool put_mini_program(Sending *sending, JsonOut *out, const Json *one, Used *used)
{
    json_pair_str(out, S("title"), str_prefix_bytes(json_str(one, S("title")), 64));
    json_pair_str(out, S("appid"), json_str(one, S("app_id")));
    json_pair_str(out, S("page"), json_str(one, S("page")));
    return put_media(sending, out, S("pic_media_id"), json_get(one, S("cover")), "image", used);
}

/* The platform's word for ours, or NULL. */
static const char *platform_kind(Str kind)
{
    static const char *const same[] = { "image", "video", "file", "link" };
    if (str_equal(kind, S("mini_program"))) return "miniprogram";
    for (size_t i = 0; i < COUNT(same); i++)
        if (str_equal(kind, str_of(same[i]))) return same[i];
    return NULL;
}

static bool put_attachment(Sending *sending, JsonOut *out, const Json *one, Used *used)
{
    const Str   kind = json_str(one, S("kind"));
    const char *word = platform_kind(kind);
    if (!word) {
        channel_effect_dead(sending, "welcome.bad_attachment", kind);
        return false;
    }
    json_open_object(out);
    json_pair_str(out, S("msgtype"), str_of(word));
    json_key(out, str_of(word));
    json_open_object(out);
    bool ok;
    if (strcmp(word, "link") == 0)
        ok = put_link(sending, out, one, used);
    else if (strcmp(word, "miniprogram") == 0)
        ok = put_mini_program(sending, out, one, used);
    else
        ok = put_media(sending, out, S("media_id"), json_get(one, S("media")), word, used);
    json_close_object(out);
    json_close_object(out);
    return ok;
}

static bool body_of(Sending *sending, Str *body, Used *used)
{
    const Json     *message     = json_get(sending->payload, S("message"));
    const Str       text        = json_str(message, S("text"));
    const JsonItems attachments = json_items(message, S("attachments"));
    JsonOut         out         = json_out(sending->cx->arena, BODY_MAX);
    json_open_object(&out);
    json_pair_str(&out, S("welcome_code"), channel_effect_str(sending, "welcome_code"));
    if (text.len > 0) {
        json_key(&out, S("text"));
        json_open_object(&out);
        json_pair_str(&out, S("content"), text);
        json_close_object(&out);
    }
    if (attachments.count > 0) {
        json_key(&out, S("attachments"));
        json_open_array(&out);
        for (size_t i = 0; i < attachments.count; i++)
            if (!put_attachment(sending, &out, &attachments.at[i], used)) return false;
        json_close_array(&out);
    }
    json_close_object(&out);
    if (json_out_done(&out, body) == OK) return true;
    channel_effect_dead(sending, "welcome.too_large", (Str){ 0 });
    return false;
}

/* Seconds count here: no rest of a minute, no growing pause. */
static void hurry(Sending *sending, const PlatformAnswer *answer)
{
    const Verdict verdict = sending->outcome->verdict;
    if (verdict != VERDICT_RETRY && verdict != VERDICT_WAIT) return;
    const int64_t pause           = answer->errcode == BEING_SENT ? AGAIN_SOON_MS : AGAIN_MS;
    sending->outcome->verdict     = VERDICT_RETRY;
    sending->outcome->retry_at_ms = sending->cx->services->clock() + pause;
}

/* A code belongs to the application whose copy of the event carried it: where there are two, the
 * other one is asked before the code counts as dead. */
static bool call_platform(Sending *sending, Str body, PlatformAnswer *answer)
{
    PlatformCall call = { .app        = WECOM_CONTACT,
                          .path       = S("/cgi-bin/externalcontact/send_welcome_msg"),
                          .body       = body,
                          .timeout_ms = CALL_MS };
    if (channel_effect_call(sending, &call, answer)) return true;
    if (answer->errcode != CODE_UNKNOWN || !sending->connection.has_contact_secret) return false;
    call.app = WECOM_APP;
    return channel_effect_call(sending, &call, answer);
}

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending sending;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    for (int tried = 0; tried < 2; tried++) {
        Str            body   = { 0 };
        Used           used   = { 0 };
        PlatformAnswer answer = { 0 };
        if (!body_of(&sending, &body, &used)) break;
        if (call_platform(&sending, body, &answer)) return;
        hurry(&sending, &answer);
        /* It forgot a file before its time: once more with a fresh one. */
        if (answer.errcode != BAD_MEDIA || used.count == 0) return;
        for (size_t i = 0; i < used.count; i++) platform_media_forget(&sending, used.ids[i]);
    }
    hurry(&sending, &(PlatformAnswer){ 0 });
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const bool  late   = outcome->reason && strcmp(outcome->reason, "outbox.too_late") == 0;
    const char *reason = late ? "welcome.too_late" : outcome->reason;
    /* No notification of each: the slice above counts and shows them. */
    return channel_effect_emit(cx, effect, outcome, reason);
}

const EffectKind wecom_welcome_send = { .word         = "wecom.send_welcome",
                                        .flags        = URGENT,
                                        .attempts_max = 40,
                                        .per_minute   = WECOM_PER_MINUTE,
                                        .per_hour     = WECOM_PER_HOUR,
                                        .send         = send,
                                        .settled      = settled };

Code channel_send_welcome(Ctx *cx, ConnectionId id, Str welcome_code, int64_t deadline_ms,
                          Str message_json, Str object, Str key)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, 200 * 1024);
    Str        payload = { 0 };
    TRY(channel_connection_get(cx, id, &connection));
    REQUIRE(cx, welcome_code.len > 0, ERR_INVALID, "welcome.code_missing");
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("welcome_code"), welcome_code);
    json_key(&out, S("message"));
    json_put_raw(&out, message_json);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, &connection,
                              (EffectPlan){ .kind        = wecom_welcome_send.word,
                                            .api         = "externalcontact/send_welcome_msg",
                                            .key         = key,
                                            .object      = object,
                                            .deadline_ms = deadline_ms,
                                            .payload     = payload });
}
