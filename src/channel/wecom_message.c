/* wecom_message.c -- app messages to staff: text, a card with a link, a picture, a file. */
#include "channel/wecom_message.h"

#include "channel/platform_media.h"

enum { BODY_MAX = 32 * 1024, TEXT_BYTES = 2000, CARD_BYTES = 500, TITLE_BYTES = 120 };

static void put_card(JsonOut *out, const Sending *sending)
{
    json_pair_str(out, S("msgtype"), S("textcard"));
    json_key(out, S("textcard"));
    json_open_object(out);
    json_pair_str(out, S("title"),
                  str_prefix_bytes(channel_effect_str(sending, "title"), TITLE_BYTES));
    json_pair_str(out, S("description"),
                  str_prefix_bytes(channel_effect_str(sending, "text"), CARD_BYTES));
    json_pair_str(out, S("url"), channel_effect_str(sending, "url"));
    json_close_object(out);
}

static void put_text(JsonOut *out, const Sending *sending)
{
    const Str title = channel_effect_str(sending, "title"),
              text  = channel_effect_str(sending, "text");
    const Str both =
        title.len > 0 ? str_fmt(sending->cx->arena, "%.*s\n%.*s", FMT(title), FMT(text)) : text;
    json_pair_str(out, S("msgtype"), S("text"));
    json_key(out, S("text"));
    json_open_object(out);
    json_pair_str(out, S("content"), str_prefix_bytes(both, TEXT_BYTES));
    json_close_object(out);
}

/* {"msgtype":"image","image":{"media_id"}}; false when the outcome says why not. */
static bool put_media(JsonOut *out, Sending *sending, Str *media_id)
{
    const Str   word = channel_effect_str(sending, "media_kind");
    const char *kind = str_equal(word, S("image")) ? "image" : "file";
    if (!platform_media_ensure(sending, json_get(sending->payload, S("media")), kind, media_id))
        return false;
    json_pair_str(out, S("msgtype"), str_of(kind));
    json_key(out, str_of(kind));
    json_open_object(out);
    json_pair_str(out, S("media_id"), *media_id);
    json_close_object(out);
    return true;
}

static bool is_unknown_media(const PlatformAnswer *answer) { return answer->errcode == 40007; }

static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    Str            body = { 0 }, media_id = { 0 };
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    JsonOut out = json_out(cx->arena, BODY_MAX);
    json_open_object(&out);
    json_pair_str(&out, S("touser"), channel_effect_str(&sending, "userids"));
    json_pair_i64(&out, S("agentid"), sending.connection.agent_id);
    if (channel_effect_str(&sending, "media_kind").len > 0) {
        if (!put_media(&out, &sending, &media_id)) return;
    } else if (channel_effect_str(&sending, "url").len > 0) {
        put_card(&out, &sending);
    } else {
        put_text(&out, &sending);
    }
    /* A repeat after an unknown outcome is dropped by the platform. */
    json_pair_i64(&out, S("enable_duplicate_check"), 1);
    json_pair_i64(&out, S("duplicate_check_interval"), 1800);
    json_close_object(&out);
    if (json_out_done(&out, &body) != OK) {
        channel_effect_dead(&sending, "effect.too_large", (Str){ 0 });
        return;
    }
    const PlatformCall call = { .app  = WECOM_APP,
                                .path = S("/cgi-bin/message/send"),
                                .body = body };
    if (channel_effect_call(&sending, &call, &answer)) return;
    if (media_id.len == 0 || !is_unknown_media(&answer)) return; /* the outcome says it all */
    platform_media_forget(&sending, media_id);
    channel_effect_retry(&sending, answer.reason, media_id, 0); /* once more with a fresh one */
}

/* A message to staff that did not arrive is no news for administrators. */
static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    return channel_effect_emit(cx, effect, outcome, outcome->reason);
}

const EffectKind wecom_message_send = { .word       = "wecom.send_app_message",
                                        .per_minute = WECOM_PER_MINUTE,
                                        .per_hour   = WECOM_PER_HOUR,
                                        .send       = send,
                                        .settled    = settled };

Code wecom_message_put(Ctx *cx, ConnectionId id, const AppMessage *message)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, 64 * 1024);
    Str        payload = { 0 };
    TRY(channel_connection_get(cx, id, &connection));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("userids"), message->userids);
    json_pair_str(&out, S("title"), message->title);
    json_pair_str(&out, S("text"), message->text);
    json_pair_str(&out, S("url"), message->url);
    if (message->media_kind) {
        json_pair_str(&out, S("media_kind"), str_of(message->media_kind));
        json_key(&out, S("media"));
        json_put_raw(&out, message->media);
    }
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(
        cx, &connection,
        (EffectPlan){ .kind        = wecom_message_send.word,
                      .api         = "message/send",
                      .key         = message->key,
                      .object      = message->object,
                      .payload     = payload,
                      .lane        = message->lane.len > 0 ? message->lane : message->queue,
                      .supersede   = message->lane.len > 0,
                      .next_at_ms  = message->due_ms,
                      .deadline_ms = message->deadline_ms });
}

Code channel_send_app_message(Ctx *cx, ConnectionId id, Str userids, Str title, Str text, Str url,
                              Str object, Str key)
{
    return wecom_message_put(cx, id,
                             &(AppMessage){ .userids = userids,
                                            .title   = title,
                                            .text    = text,
                                            .url     = url,
                                            .object  = object,
                                            .key     = key });
}

Code channel_post_app(Ctx *cx, ConnectionId id, const AppPost *post)
{
    return wecom_message_put(cx, id,
                             &(AppMessage){ .userids     = post->userids,
                                            .title       = post->title,
                                            .text        = post->text,
                                            .url         = post->url,
                                            .media_kind  = post->media_kind,
                                            .media       = post->media,
                                            .object      = post->object,
                                            .key         = post->key,
                                            .queue       = post->lane,
                                            .deadline_ms = post->deadline_ms });
}
