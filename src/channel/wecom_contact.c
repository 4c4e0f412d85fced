/* wecom_contact.c -- reads one contact and tells what the platform knows of it. */
#include "channel/wecom_contact.h"

#include "channel/channel_callback.h"

enum {
    PAGES_MAX   = 20,         /* 500 followers each                                      */
    PAYLOAD_MAX = 240 * 1024, /* a little below what the log takes                       */
    LATER_MS    = 30 * MS_PER_SECOND,
};

/* ---- what the platform says, in our words -------------------------------------------- */

static Str gender_of(int64_t gender)
{
    return gender == 1 ? S("male") : gender == 2 ? S("female") : S("unknown");
}

void wecom_contact_put_person(JsonOut *out, const Json *external_contact)
{
    static const char *const texts[] = { "external_userid", "name",     "avatar",
                                         "unionid",         "position", "corp_name" };
    json_key(out, S("contact"));
    json_open_object(out);
    for (size_t i = 0; i < COUNT(texts); i++)
        json_pair_str(out, str_of(texts[i]), json_str(external_contact, str_of(texts[i])));
    json_pair_i64(out, S("type"), json_i64(external_contact, S("type"), 0));
    json_pair_str(out, S("gender"), gender_of(json_i64(external_contact, S("gender"), 0)));
    json_close_object(out);
}

static void put_tags(JsonOut *out, const Json *follow)
{
    const JsonItems ids = json_items(follow, S("tag_id")), tags = json_items(follow, S("tags"));
    json_key(out, S("tag_ids"));
    json_open_array(out);
    for (size_t i = 0; i < ids.count; i++)
        if (ids.at[i].kind == JSON_STR) json_put_str(out, ids.at[i].as.str);
    for (size_t i = 0; i < tags.count; i++) {
        const Str id = json_str(&tags.at[i], S("tag_id"));
        if (id.len > 0) json_put_str(out, id);
    }
    json_close_array(out);
    json_key(out, S("personal_tags"));
    json_open_array(out);
    for (size_t i = 0; i < tags.count; i++)
        if (json_i64(&tags.at[i], S("type"), 0) == 2)
            json_put_str(out, json_str(&tags.at[i], S("tag_name")));
    json_close_array(out);
}

static void put_mobiles(JsonOut *out, const Json *follow)
{
    const JsonItems mobiles = json_items(follow, S("remark_mobiles"));
    json_key(out, S("remark_mobiles"));
    json_open_array(out);
    for (size_t i = 0; i < mobiles.count; i++)
        if (mobiles.at[i].kind == JSON_STR && mobiles.at[i].as.str.len > 0)
            json_put_str(out, mobiles.at[i].as.str);
    json_close_array(out);
}

void wecom_contact_put_relation(JsonOut *out, const Json *follow)
{
    static const char *const texts[] = { "userid", "remark", "description", "state",
                                         "oper_userid" };
    json_open_object(out);
    for (size_t i = 0; i < COUNT(texts); i++)
        json_pair_str(out, str_of(texts[i]), json_str(follow, str_of(texts[i])));
    const int64_t created_s = json_i64(follow, S("createtime"), 0);
    const bool    is_sane   = created_s > 0 && created_s < INT64_C(1) << 34; /* the year 2514 */
    json_pair_i64(out, S("createtime_ms"), is_sane ? created_s * MS_PER_SECOND : 0);
    json_pair_i64(out, S("add_way"), json_i64(follow, S("add_way"), 0));
    put_tags(out, follow);
    put_mobiles(out, follow);
    json_close_object(out);
}

/* ---- the event -------------------------------------------------------------------------- */

static void open_event(JsonOut *out, const Connection *connection, const Json *payload)
{
    const Json *callback = json_get(payload, S("callback"));
    const bool  is_edit  = callback == NULL || callback->kind != JSON_OBJECT;
    json_open_object(out);
    json_pair_id(out, S("connection_id"), connection->id);
    json_pair_str(out, S("corp_id"), connection->corp_id);
    json_pair_str(out, S("via"), is_edit ? S("edit") : S("callback"));
    json_key(out, S("callback"));
    if (is_edit)
        json_null(out);
    else
        json_put(out, callback);
}

static Code emit(Ctx *cx, const Effect *effect, Str external_userid, Str payload, const char *how)
{
    const Str id     = str_fmt(cx->arena, "%s:%lld", how, (long long)effect->id);
    const Str object = str_fmt(cx->arena, "contact:%.*s", FMT(external_userid));
    return event_emit(
        cx, EV_PLATFORM_CONTACT_READ,
        (EventDraft){ .id = id, .object = object, .source = S("wecom"), .payload = payload });
}

/* ---- reading ------------------------------------------------------------------------------ */

/* Asks page after page; false when the outcome says why not. */
static bool read_pages(Sending *sending, Str external_userid, JsonOut *out, int64_t *relations,
                       bool *complete)
{
    Ctx *cx     = sending->cx;
    Str  cursor = { 0 };
    for (int page = 0; page < PAGES_MAX; page++) {
        PlatformAnswer answer;
        Str            path = platform_api_with(cx->arena, S("/cgi-bin/externalcontact/get"),
                                                "external_userid", external_userid);
        if (cursor.len > 0) path = platform_api_with(cx->arena, path, "cursor", cursor);
        const PlatformCall call = { .app = WECOM_CONTACT, .path = path, .timeout_ms = 5000 };
        if (!channel_effect_call(sending, &call, &answer)) return false;
        if (page == 0) {
            wecom_contact_put_person(out, json_get(answer.json, S("external_contact")));
            json_key(out, S("relations"));
            json_open_array(out);
        }
        const JsonItems follows = json_items(answer.json, S("follow_user"));
        for (size_t i = 0; i < follows.count; i++) wecom_contact_put_relation(out, &follows.at[i]);
        *relations += (int64_t)follows.count;
        cursor = json_str(answer.json, S("next_cursor"));
        if (cursor.len == 0) {
            *complete = true;
            return true;
        }
    }
    return true;
}

static void read_contact(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending sending;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Str external_userid = channel_effect_str(&sending, "external_userid");
    JsonOut   out             = json_out(cx->arena, PAYLOAD_MAX);
    bool      complete        = false;
    int64_t   relations       = 0;
    Str       payload         = { 0 };
    open_event(&out, &sending.connection, sending.payload);
    if (!read_pages(&sending, external_userid, &out, &relations, &complete)) return;
    json_close_array(&out);
    json_pair_bool(&out, S("complete"), complete);
    json_pair_bool(&out, S("degraded"), false);
    json_close_object(&out);
    if (json_out_done(&out, &payload) != OK) {
        channel_effect_dead(&sending, "wecom.contact_too_large", (Str){ 0 });
        return;
    }
    channel_effect_done(&sending, str_fmt(cx->arena, "{\"relations\":%lld}", (long long)relations));
    outcome->told = payload;
}

/* A welcome cannot sit out the rest of a quota: what is known is told at once. */
static void send_read(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    read_contact(cx, effect, outcome);
    if (effect->deadline_ms > 0 && outcome->verdict == VERDICT_WAIT)
        outcome->verdict = VERDICT_DEAD;
}

/* ---- the end of a read -------------------------------------------------------------------- */

/* What the platform told.  The event's id is the effect's: read again after a crash it changes
 * nothing. */
static Code emit_read(Ctx *cx, const Effect *effect, Str told)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    const Code  code    = json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error);
    if (code != OK) return fail(cx, code, "effect.bad_payload", "%s", error.reason);
    return emit(cx, effect, json_str(payload, S("external_userid")), told, "contact_read");
}

/* Only ids are known: the welcome goes out all the same, and names follow later. */
static Code emit_degraded(Ctx *cx, const Effect *effect, const Json *payload)
{
    const Json *callback        = json_get(payload, S("callback"));
    const Str   external_userid = json_str(payload, S("external_userid"));
    Connection  connection;
    const Code  code = channel_connection_get(
         cx, (ConnectionId){ json_i64(payload, S("connection_id"), 0) }, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    JsonOut out  = json_out(cx->arena, PAYLOAD_MAX);
    Str     text = { 0 };
    open_event(&out, &connection, payload);
    json_key(&out, S("contact"));
    json_open_object(&out);
    json_pair_str(&out, S("external_userid"), external_userid);
    json_close_object(&out);
    json_key(&out, S("relations"));
    json_open_array(&out);
    json_open_object(&out);
    json_pair_str(&out, S("userid"), json_str(callback, S("userid")));
    json_pair_str(&out, S("state"), json_str(callback, S("state")));
    json_pair_i64(&out, S("createtime_ms"), json_i64(callback, S("created_at_ms"), 0));
    json_close_object(&out);
    json_close_array(&out);
    json_pair_bool(&out, S("complete"), false);
    json_pair_bool(&out, S("degraded"), true);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &text));
    TRY(emit(cx, effect, external_userid, text, "contact_degraded"));
    return wecom_contact_put_read(
        cx, &connection,
        &(ContactRead){ .external_userid = external_userid,
                        .key             = str_fmt(cx->arena, "later:%lld", (long long)effect->id),
                        .next_at_ms      = cx->now_ms + LATER_MS });
}

/* The callback it was for, and with success those of the same contact that failed before. */
static Code settle_callbacks(Ctx *cx, const Json *payload, const Outcome *outcome)
{
    const bool         is_done = outcome->verdict == VERDICT_DONE;
    const ConnectionId id      = { json_i64(payload, S("connection_id"), 0) };
    const Str          contact = json_str(payload, S("external_userid"));
    const Str          object  = str_fmt(cx->arena, "contact:%.*s", FMT(contact));
    const CallbackEnd  end     = { .event_seq = json_i64(payload, S("event_seq"), 0),
                                   .state     = is_done ? CALLBACK_APPLIED : CALLBACK_FAILED,
                                   .reason    = str_of(outcome->reason),
                                   .detail    = outcome->detail,
                                   .object    = is_done ? (Str){ 0 } : object };
    if (end.event_seq != 0) TRY(channel_callback_settle(cx, &end));
    return is_done ? channel_callback_repair(cx, id, (Strs){ &object, 1 }) : OK;
}

static Code read_settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    const bool  is_done = outcome->verdict == VERDICT_DONE;
    /* What a person must mend is told as the connection's health. */
    TRY(channel_effect_emit(cx, effect, outcome, outcome->reason));
    /* With the end, not before it: many ends are recorded together. */
    if (is_done) TRY(emit_read(cx, effect, outcome->told));
    if (json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    const Json *callback = json_get(payload, S("callback"));
    TRY(settle_callbacks(cx, payload, outcome));
    if (is_done || callback == NULL || callback->kind != JSON_OBJECT) return OK;
    return emit_degraded(cx, effect, payload);
}

const EffectKind wecom_contact_read_new = { .word       = "wecom.read_new_contact",
                                            .flags      = URGENT,
                                            .per_minute = WECOM_PER_MINUTE,
                                            .per_hour   = WECOM_PER_HOUR,
                                            .send       = send_read,
                                            .settled    = read_settled };
const EffectKind wecom_contact_read     = { .word       = "wecom.read_contact",
                                            .per_minute = WECOM_PER_MINUTE,
                                            .per_hour   = WECOM_PER_HOUR,
                                            .send       = send_read,
                                            .settled    = read_settled };

/* ---- putting --------------------------------------------------------------------------------- */

Code wecom_contact_put_read(Ctx *cx, const Connection *connection, const ContactRead *read)
{
    const bool is_new  = read->callback_json.len > 0;
    JsonOut    out     = json_out(cx->arena, 16 * 1024);
    Str        payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_str(&out, S("external_userid"), read->external_userid);
    json_pair_id(&out, S("event_seq"), read->event_seq);
    json_key(&out, S("callback"));
    json_put_raw(&out, read->callback_json);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    const EffectPlan plan = {
        .kind = is_new ? wecom_contact_read_new.word : wecom_contact_read.word,
        /* A quota that rests would keep it beyond its deadline; the platform counts anyway. */
        .api = read->deadline_ms > 0 ? NULL : "externalcontact/get",
        .key = read->key,
        /* Several edits of one contact are one read; reads a welcome waits for stand alone. */
        .lane        = is_new ? (Str){ 0 }
                              : str_fmt(cx->arena, "read:%lld:%.*s", (long long)connection->id,
                                        FMT(read->external_userid)),
        .supersede   = !is_new,
        .payload     = payload,
        .deadline_ms = read->deadline_ms,
        .next_at_ms  = read->next_at_ms,
    };
    return channel_effect_put(cx, connection, plan);
}

Code channel_read_contact(Ctx *cx, ConnectionId id, Str external_userid, Str callback_json)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    return wecom_contact_put_read(
        cx, &connection,
        &(ContactRead){ .external_userid = external_userid, .callback_json = callback_json });
}
