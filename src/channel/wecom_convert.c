/* wecom_convert.c -- a follower's unionid as external_userid or pending_id, and a contact's
 * pending_id. */
#include "channel/wecom_convert.h"

enum { BODY_MAX = 4096 };

static Str body_of(const Sending *sending, Str external_userid)
{
    JsonOut out  = json_out(sending->cx->arena, BODY_MAX);
    Str     text = { 0 };
    json_open_object(&out);
    if (external_userid.len) {
        channel_effect_put_strs(&out, S("external_userid"), (Strs){ &external_userid, 1 });
    } else {
        json_pair_str(&out, S("unionid"), channel_effect_str(sending, "unionid"));
        json_pair_str(&out, S("openid"), channel_effect_str(sending, "openid"));
        json_pair_i64(&out, S("subject_type"), 0);
    }
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

/* The answer in one form: of a contact it is the first of a list. */
static void done(Sending *sending, const Json *answer)
{
    const JsonItems list = json_items(answer, S("result"));
    const Json     *one  = list.count ? &list.at[0] : answer;
    JsonOut         out  = json_out(sending->cx->arena, BODY_MAX);
    Str             text = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("corp_id"), sending->connection.corp_id);
    json_pair_str(&out, S("external_userid"), json_str(one, S("external_userid")));
    json_pair_str(&out, S("pending_id"), json_str(one, S("pending_id")));
    json_close_object(&out);
    if (json_out_done(&out, &text) == OK)
        channel_effect_done(sending, text);
    else
        channel_effect_dead(sending, "effect.too_large", (Str){ 0 });
}

/* A corp may lack the right to ask, and the platform may know nobody: then nothing is known, and
 * nobody has anything to mend. */
static void send(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer = { 0 };
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Str          external = channel_effect_str(&sending, "external_userid");
    const PlatformCall call     = {
            .app  = WECOM_CONTACT,
            .path = external.len ? S("/cgi-bin/idconvert/batch/external_userid_to_pending_id")
                                 : S("/cgi-bin/idconvert/unionid_to_external_userid"),
            .body = body_of(&sending, external),
    };
    if (platform_api_call(cx, &sending.connection, &call, &answer) != OK) {
        channel_effect_broke(&sending);
    } else if (answer.class == PLATFORM_OK) {
        done(&sending, answer.json);
    } else if (answer.class == PLATFORM_NEVER) {
        channel_effect_done(&sending, S("{}"));
    } else {
        channel_effect_retry(&sending, answer.reason, answer.errmsg, 0);
    }
}

static Code settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    return channel_effect_emit(cx, effect, outcome, outcome->reason);
}

/* The platform's budget of it is 100,000 an hour. */
const EffectKind wecom_convert_effect = {
    .word = "wecom.convert", .per_minute = 1500, .per_hour = 80000, .send = send, .settled = settled
};

Code channel_convert(Ctx *cx, const Connection *connection, const ConvertAsk *ask)
{
    JsonOut out     = json_out(cx->arena, BODY_MAX);
    Str     payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_str(&out, S("unionid"), ask->unionid);
    json_pair_str(&out, S("openid"), ask->openid);
    json_pair_str(&out, S("external_userid"), ask->external_userid);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, connection,
                              (EffectPlan){ .kind    = wecom_convert_effect.word,
                                            .api     = "idconvert",
                                            .key     = ask->key,
                                            .object  = ask->object,
                                            .payload = payload });
}
