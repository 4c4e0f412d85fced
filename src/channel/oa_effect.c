/* oa_effect.c -- effects on 公众号: one call each, its answer told to the slice above. */
#include "channel/oa_effect.h"

#include "channel/platform_media.h"

enum { ANSWER_MAX = 60 * 1024, PAYLOAD_MAX = 100 * 1024 };

static Str path_of(const Sending *sending, const char *path)
{
    const Str openid = channel_effect_str(sending, "openid");
    Arena    *arena  = sending->cx->arena;
    if (str_equal(str_of(path), S("/cgi-bin/user/info")))
        return platform_api_with(arena, platform_api_with(arena, str_of(path), "openid", openid),
                                 "lang", S("zh_CN"));
    return str_of(path);
}

static Str json_text(Arena *arena, const Json *json)
{
    JsonOut out  = json_out(arena, ANSWER_MAX);
    Str     text = { 0 };
    json_put(&out, json);
    return json_out_done(&out, &text) == OK ? text : (Str){ 0 };
}

static void call(Sending *sending, const char *path, Str body)
{
    PlatformAnswer     answer;
    const PlatformCall asked = { .path = path_of(sending, path), .body = body };
    if (!channel_effect_call(sending, &asked, &answer)) return;
    channel_effect_done(sending, json_text(sending->cx->arena, answer.json));
}

static void send_to(Ctx *cx, const Effect *effect, Outcome *outcome, const char *path)
{
    Sending sending;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Json *body = json_get(sending.payload, S("body"));
    call(&sending, path, body ? json_text(cx->arena, body) : (Str){ 0 });
}

static void send_read_fan(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    send_to(cx, effect, outcome, "/cgi-bin/user/info");
}

static void send_create_qr(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    send_to(cx, effect, outcome, "/cgi-bin/qrcode/create");
}

static void send_publish_menu(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    send_to(cx, effect, outcome, "/cgi-bin/menu/create");
}

static void send_delete_menu(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    send_to(cx, effect, outcome, "/cgi-bin/menu/delete");
}

static Str picture_body(Ctx *cx, Str openid, Str media_id)
{
    JsonOut out  = json_out(cx->arena, 4096);
    Str     text = S("{}");
    json_open_object(&out);
    json_pair_str(&out, S("touser"), openid);
    json_pair_str(&out, S("msgtype"), S("image"));
    json_key(&out, S("image"));
    json_open_object(&out);
    json_pair_str(&out, S("media_id"), media_id);
    json_close_object(&out);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static void send_message(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    static const char path[] = "/cgi-bin/message/custom/send";
    Sending           sending;
    Str               media_id = { 0 };
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Json *body = json_get(sending.payload, S("body"));
    if (body) {
        call(&sending, path, json_text(cx->arena, body));
        return;
    }
    if (!platform_media_ensure(&sending, json_get(sending.payload, S("media")), "image", &media_id))
        return;
    call(&sending, path, picture_body(cx, channel_effect_str(&sending, "openid"), media_id));
}

#define OA_EFFECT(what, send_)                                         \
    const EffectKind oa_effect_##what = { .word       = "oa." #what,   \
                                          .per_minute = OA_PER_MINUTE, \
                                          .per_hour   = OA_PER_HOUR,   \
                                          .send       = send_,         \
                                          .settled    = channel_effect_settled }
OA_EFFECT(read_fan, send_read_fan);
OA_EFFECT(create_qr, send_create_qr);
OA_EFFECT(publish_menu, send_publish_menu);
OA_EFFECT(delete_menu, send_delete_menu);
OA_EFFECT(send_message, send_message);

static const EffectKind *const kinds[] = {
    [OA_READ_FAN] = &oa_effect_read_fan,         [OA_CREATE_QR] = &oa_effect_create_qr,
    [OA_PUBLISH_MENU] = &oa_effect_publish_menu, [OA_DELETE_MENU] = &oa_effect_delete_menu,
    [OA_SEND_MESSAGE] = &oa_effect_send_message,
};

static void put_raw(JsonOut *out, const char *key, Str json)
{
    if (json.len == 0) return;
    json_key(out, str_of(key));
    json_put_raw(out, json);
}

Code channel_oa_put(Ctx *cx, ConnectionId id, const OaEffect *effect)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, PAYLOAD_MAX);
    Str        payload = { 0 };
    TRY(channel_connection_get(cx, id, &connection));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("openid"), effect->openid.ptr ? effect->openid : S(""));
    put_raw(&out, "body", effect->body);
    put_raw(&out, "media", effect->media_json);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, &connection,
                              (EffectPlan){ .kind        = kinds[effect->what]->word,
                                            .api         = kinds[effect->what]->word,
                                            .key         = effect->key,
                                            .lane        = effect->lane,
                                            .object      = effect->object,
                                            .payload     = payload,
                                            .deadline_ms = effect->deadline_ms,
                                            .supersede   = effect->supersede });
}
