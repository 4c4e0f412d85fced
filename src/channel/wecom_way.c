/* wecom_way.c -- "contact me" ways: made once, their pictures read, changed, deleted. */
#include "channel/wecom_way.h"

#include "channel/qr_read.h"

enum {
    UNKNOWN_WAY    = 41044,
    LOOK_PAGES_MAX = 5,   /* of 1000 ways                                                */
    LOOK_WAYS_MAX  = 300, /* asked one by one: the platform's list has ids only          */
    DAY_S          = 86400,
    READ_ATTEMPTS  = 60, /* of a picture: some four hours                               */
    WAY_OF_MANY    = 2,  /* members; 1 is of exactly one                                */
};

static Str body_of(Sending *sending, Str config_id)
{
    JsonOut out  = json_out(sending->cx->arena, 32 * 1024);
    Str     body = { 0 };
    json_open_object(&out);
    if (config_id.len > 0) {
        json_pair_str(&out, S("config_id"), config_id);
    } else {
        /* Of many, also where there is one: others may be on duty later, and a way keeps its type.
         */
        json_pair_i64(&out, S("type"), WAY_OF_MANY);
        json_pair_i64(&out, S("scene"), 2);
    }
    json_pair_str(&out, S("remark"), str_prefix_chars(channel_effect_str(sending, "remark"), 30));
    json_pair_bool(&out, S("skip_verify"), json_bool(sending->payload, S("skip_verify"), true));
    json_pair_str(&out, S("state"), str_prefix_chars(channel_effect_str(sending, "state"), 30));
    json_key(&out, S("user"));
    json_put(&out, json_get(sending->payload, S("userids")));
    json_close_object(&out);
    return json_out_done(&out, &body) == OK ? body : S("{}");
}

static bool call(Sending *sending, const char *api, Str body, PlatformAnswer *answer)
{
    const PlatformCall call_ = { .app  = WECOM_CONTACT,
                                 .path = str_fmt(sending->cx->arena, "/cgi-bin/externalcontact/%s",
                                                 api),
                                 .body = body };
    return channel_effect_call(sending, &call_, answer);
}

static Str id_body(Arena *arena, Str config_id)
{
    return str_fmt(arena, "{\"config_id\":\"%.*s\"}",
                   FMT(config_id)); /* hexadecimal: nothing to escape */
}

/* ---- what was done, with what a scan yields ---------------------------------------- */

Code channel_qr_link(Ctx *cx, Str picture, Str *link)
{
    const char *reason = qr_read(cx->arena, picture, link);
    if (reason) return fail(cx, ERR_INVALID, reason, "%zu bytes", picture.len);
    REQUIRE(cx, str_starts(*link, S("https://")) || str_starts(*link, S("http://")), ERR_INVALID,
            "qr_picture.no_link");
    return OK;
}

Code channel_read_qr(Ctx *cx, Str url, Str *picture, Str *link)
{
    const HttpCall call_  = { .method = "GET", .url = url, .answer_max = QR_READ_BYTES_MAX };
    HttpAnswer     answer = { 0 };
    *picture              = (Str){ 0 };
    if (http_call(cx, &call_, &answer) != OK) {
        const Str  detail       = cx->err.detail;
        const bool is_too_large = cx->err.code == ERR_LIMIT;
        forgive(cx);
        if (is_too_large) return fail(cx, ERR_INVALID, "qr_picture.too_large", "%.*s", FMT(detail));
        return fail(cx, ERR_UNAVAILABLE, "qr_picture.unreachable", "%.*s", FMT(detail));
    }
    if (answer.status != 200)
        return fail(cx, ERR_UNAVAILABLE, "qr_picture.unreachable", "HTTP %d", answer.status);
    *picture = answer.body;
    return channel_qr_link(cx, answer.body, link);
}

/* What is told of a way. */
typedef struct Told {
    Str config_id, qr_code, link, link_reason;
} Told;

static void done(Sending *sending, const Told *told)
{
    JsonOut out    = json_out(sending->cx->arena, 8192);
    Str     answer = S("{}");
    json_open_object(&out);
    json_pair_str(&out, S("config_id"), told->config_id);
    json_pair_str(&out, S("qr_code"), told->qr_code);
    json_pair_str(&out, S("link"), told->link);
    json_pair_str(&out, S("link_reason"), told->link_reason);
    json_close_object(&out);
    if (json_out_done(&out, &answer) != OK) answer = S("{}");
    channel_effect_done(sending, answer);
}

/* The way is there; a picture that cannot be read now must not make it made again. */
static void done_with_link(Sending *sending, Str config_id, Str qr_code)
{
    Ctx *cx      = sending->cx;
    Told told    = { .config_id = config_id, .qr_code = qr_code };
    Str  picture = { 0 };
    if (channel_read_qr(cx, qr_code, &picture, &told.link) != OK) {
        told.link        = (Str){ 0 };
        told.link_reason = str_of(cx->err.reason);
        forgive(cx);
    }
    done(sending, &told);
}

static bool find_picture(Sending *sending, Str config_id, Str *qr_code)
{
    PlatformAnswer answer;
    if (!call(sending, "get_contact_way", id_body(sending->cx->arena, config_id), &answer))
        return false;
    *qr_code = json_str(json_get(answer.json, S("contact_way")), S("qr_code"));
    return true;
}

/* ---- after an unknown outcome ----------------------------------------------------- */

/* A way found by our state. */
typedef struct Found {
    Str config_id, qr_code;
    int asked;
} Found;

/* Looks at the ways of one page; false when the outcome says why it could not. */
static bool look_at_page(Sending *sending, JsonItems ways, Found *found)
{
    const Str state = channel_effect_str(sending, "state");
    for (size_t i = 0; i < ways.count && found->config_id.len == 0 && found->asked < LOOK_WAYS_MAX;
         i++) {
        PlatformAnswer answer;
        const Str      config_id = json_str(&ways.at[i], S("config_id"));
        found->asked++;
        if (!call(sending, "get_contact_way", id_body(sending->cx->arena, config_id), &answer)) {
            if (answer.errcode == UNKNOWN_WAY) continue;
            return false;
        }
        const Json *way = json_get(answer.json, S("contact_way"));
        if (!str_equal(json_str(way, S("state")), state)) continue;
        found->config_id = config_id;
        found->qr_code   = json_str(way, S("qr_code"));
    }
    return true;
}

/* add_contact_way makes another way each time it is called: before calling it again, look
 * whether the first call arrived after all. */
static bool look_for_ours(Sending *sending, Found *found)
{
    const int64_t from_s = sending->effect->created_at_ms / MS_PER_SECOND - DAY_S;
    const int64_t to_s   = sending->cx->services->clock() / MS_PER_SECOND + DAY_S;
    Str           cursor = S("");
    for (int page = 0; page < LOOK_PAGES_MAX; page++) {
        PlatformAnswer answer;
        const Str      body =
            str_fmt(sending->cx->arena,
                    "{\"start_time\":%lld,\"end_time\":%lld,\"limit\":1000,\"cursor\":\"%.*s\"}",
                    (long long)from_s, (long long)to_s, FMT(cursor));
        if (!call(sending, "list_contact_way", body, &answer)) return false;
        if (!look_at_page(sending, json_items(answer.json, S("contact_way")), found)) return false;
        cursor = json_str(answer.json, S("next_cursor"));
        if (found->config_id.len > 0 || cursor.len == 0) break;
    }
    return true;
}

/* ---- sending --------------------------------------------------------------------- */

static void create(Sending *sending)
{
    PlatformAnswer answer;
    Found          found = { 0 };
    if (sending->effect->attempts > 1 && !look_for_ours(sending, &found)) return;
    if (found.config_id.len > 0) {
        if (call(sending, "update_contact_way", body_of(sending, found.config_id), &answer))
            done_with_link(sending, found.config_id, found.qr_code);
        return;
    }
    if (call(sending, "add_contact_way", body_of(sending, (Str){ 0 }), &answer))
        done_with_link(sending, json_str(answer.json, S("config_id")),
                       json_str(answer.json, S("qr_code")));
}

static void send_save(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Str config_id = channel_effect_str(&sending, "config_id");
    if (config_id.len == 0) {
        create(&sending);
        return;
    }
    Str qr_code = { 0 };
    if (!call(&sending, "update_contact_way", body_of(&sending, config_id), &answer)) return;
    if (json_bool(sending.payload, S("has_link"), false))
        done(&sending, &(Told){ .config_id = config_id });
    else if (find_picture(&sending, config_id, &qr_code))
        done_with_link(&sending, config_id, qr_code);
}

static void send_read(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending sending;
    Str     picture = { 0 };
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    Told told = { .config_id = channel_effect_str(&sending, "config_id") };
    if (!find_picture(&sending, told.config_id, &told.qr_code)) return;
    if (channel_read_qr(cx, told.qr_code, &picture, &told.link) == OK)
        done(&sending, &told);
    else
        channel_effect_broke(&sending);
}

static void send_delete(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending        sending;
    PlatformAnswer answer;
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Str config_id = channel_effect_str(&sending, "config_id");
    if (call(&sending, "del_contact_way", id_body(cx->arena, config_id), &answer) ||
        answer.errcode == UNKNOWN_WAY)
        done(&sending, &(Told){ .config_id = config_id });
}

const EffectKind wecom_way_save   = { .word       = "wecom.save_contact_way",
                                      .per_minute = WECOM_PER_MINUTE,
                                      .per_hour   = WECOM_PER_HOUR,
                                      .send       = send_save,
                                      .settled    = channel_effect_settled };
const EffectKind wecom_way_read   = { .word         = "wecom.read_contact_way",
                                      .attempts_max = READ_ATTEMPTS,
                                      .per_minute   = WECOM_PER_MINUTE,
                                      .per_hour     = WECOM_PER_HOUR,
                                      .send         = send_read,
                                      .settled      = channel_effect_settled };
const EffectKind wecom_way_delete = { .word       = "wecom.delete_contact_way",
                                      .per_minute = WECOM_PER_MINUTE,
                                      .per_hour   = WECOM_PER_HOUR,
                                      .send       = send_delete,
                                      .settled    = channel_effect_settled };

/* ---- putting ---------------------------------------------------------------------- */

Code channel_save_contact_way(Ctx *cx, ConnectionId id, const ContactWayDraft *draft, Str object)
{
    Connection connection;
    JsonOut    out     = json_out(cx->arena, 32 * 1024);
    Str        payload = { 0 };
    ASSERT(object.len > 0);
    TRY(channel_connection_get(cx, id, &connection));
    REQUIRE(cx, draft->userids.count > 0, ERR_INVALID, "contact_way.no_staff");
    REQUIRE(cx, draft->userids.count <= 100, ERR_INVALID, "wecom.contact_way_users");
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), id.v);
    json_pair_str(&out, S("config_id"), draft->config_id);
    json_pair_str(&out, S("remark"), draft->remark);
    json_pair_str(&out, S("state"), draft->state);
    json_pair_bool(&out, S("skip_verify"), draft->skip_verify);
    json_pair_bool(&out, S("has_link"), draft->has_link);
    channel_effect_put_strs(&out, S("userids"), draft->userids);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &payload));
    return channel_effect_put(cx, &connection,
                              (EffectPlan){ .kind      = wecom_way_save.word,
                                            .api       = "externalcontact/contact_way",
                                            .lane      = object,
                                            .object    = object,
                                            .supersede = true,
                                            .payload   = payload });
}

static Code put_id(Ctx *cx, const Connection *connection, Str config_id, EffectPlan plan)
{
    JsonOut out = json_out(cx->arena, 2048);
    for (size_t i = 0; i < config_id.len; i++) {
        const char c = config_id.ptr[i];
        REQUIRE(cx, c != '"' && c != '\\' && c >= ' ', ERR_INVALID, "contact_way.bad_config_id");
    }
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), connection->id);
    json_pair_str(&out, S("config_id"), config_id);
    json_close_object(&out);
    TRY(channel_effect_json(cx, &out, &plan.payload));
    return channel_effect_put(cx, connection, plan);
}

Code channel_delete_contact_way(Ctx *cx, ConnectionId id, Str config_id, Str object)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    return put_id(cx, &connection, config_id,
                  (EffectPlan){ .kind   = wecom_way_delete.word,
                                .api    = "externalcontact/contact_way",
                                .lane   = object,
                                .object = object });
}

Code channel_read_contact_way(Ctx *cx, ConnectionId id, Str config_id, Str object)
{
    Connection connection;
    TRY(channel_connection_get(cx, id, &connection));
    /* A picture that is long in coming must not hold back what is saved meanwhile. */
    return put_id(cx, &connection, config_id,
                  (EffectPlan){ .kind      = wecom_way_read.word,
                                .api       = "externalcontact/contact_way",
                                .lane      = str_fmt(cx->arena, "%.*s:picture", FMT(object)),
                                .object    = object,
                                .supersede = true });
}
