/* platform_media.c -- uploads files and remembers under which id the platform keeps them. */
#include "channel/platform_media.h"

#include "channel/channel_sql.h"
#include "sys/sys.h"

#include <string.h>

enum {
    FILE_MAX   = 20 << 20,
    UPLOAD_MS  = 60000,
    RESERVE_MS = 10 * MS_PER_MINUTE, /* an id that ends sooner is not used any more */
    RENEW_MS   = 12 * MS_PER_HOUR,   /* before the end                              */
};
static const int64_t life_ms     = 3LL * MS_PER_DAY;
static const int64_t for_ever_ms = 3650LL * MS_PER_DAY;

static bool is_picture_url(const char *kind) { return strcmp(kind, "picture_url") == 0; }

/* ---- uploading ------------------------------------------------------------------ */

static const char *path_of(Ctx *cx, Str path)
{
    if (str_starts(path, S("/"))) return str_z(cx->arena, path);
    return str_fmt(cx->arena, "%s/%.*s", cx->services->data_dir, FMT(path)).ptr;
}

/* Quotes and line ends would end the part's header. */
static Str plain_name(Arena *arena, Str name)
{
    char *out = arena_make(arena, char, name.len + 1);
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        out[i]       = c == '"' || c == '\\' || (unsigned char)c < ' ' ? '_' : c;
    }
    return (Str){ out, name.len };
}

static bool upload(Sending *sending, const Json *media, const char *kind, Str bytes,
                   PlatformAnswer *answer)
{
    Ctx         *cx   = sending->cx;
    const Str    name = json_str(media, S("name"));
    const Part   part = { .name     = S("media"),
                          .filename = plain_name(cx->arena, name.len > 0 ? name : S("file")),
                          .type     = json_str(media, S("mime")),
                          .body     = bytes };
    PlatformCall call = { .app = WECOM_APP, .timeout_ms = UPLOAD_MS };
    call.body = mime_build(cx->arena, str_fmt(cx->arena, "weft%.*s", FMT(cx_token(cx, 24))), &part,
                           1, &call.type);
    call.path = is_picture_url(kind) ? S("/cgi-bin/media/uploadimg")
                                     : str_fmt(cx->arena, "/cgi-bin/media/upload?type=%s", kind);
    return channel_effect_call(sending, &call, answer);
}

static Code remember(Ctx *cx, const Connection *connection, const Json *media, const char *kind,
                     Str media_id, int64_t expires_at_ms)
{
    JsonOut out  = json_out(cx->arena, 8192);
    Str     text = S("{}");
    json_put(&out, media);
    TRY(channel_effect_json(cx, &out, &text));
    return cx_run(cx, &channel_sql_media_put, NULL,
                  ARGS(V(cx->tenant_id), V(connection->id), V(json_str(media, S("sha256"))),
                       V(str_of(kind)), V(media_id), V(text), V(expires_at_ms)));
}

static bool upload_file(Sending *sending, const Json *media, const char *kind, Str *media_id)
{
    Ctx           *cx    = sending->cx;
    Str            bytes = { 0 };
    PlatformAnswer answer;
    const Code     code =
        file_read(cx->arena, path_of(cx, json_str(media, S("path"))), FILE_MAX, &bytes);
    if (code != OK) {
        channel_effect_dead(sending, "media.unreadable", json_str(media, S("name")));
        return false;
    }
    if (!upload(sending, media, kind, bytes, &answer)) return false;
    *media_id = json_str(answer.json, is_picture_url(kind) ? S("url") : S("media_id"));
    if (media_id->len == 0) {
        channel_effect_retry(sending, "wecom.bad_answer", S("no media_id"), 0);
        return false;
    }
    const int64_t life = is_picture_url(kind) ? for_ever_ms : life_ms;
    if (remember(cx, &sending->connection, media, kind, *media_id, cx->services->clock() + life) ==
        OK)
        return true;
    channel_effect_broke(sending);
    return false;
}

bool platform_media_ensure(Sending *sending, const Json *media, const char *kind, Str *media_id)
{
    Ctx          *cx    = sending->cx;
    PlatformMedia known = { 0 };
    bool          found = false;
    if (!media || media->kind != JSON_OBJECT) {
        channel_effect_dead(sending, "media.missing", (Str){ 0 });
        return false;
    }
    if (cx_find(cx, &channel_sql_media_find, &known, &found,
                ARGS(V(cx->tenant_id), V(sending->connection.id), V(json_str(media, S("sha256"))),
                     V(str_of(kind)), V(cx->services->clock() + RESERVE_MS))) != OK) {
        channel_effect_broke(sending);
        return false;
    }
    *media_id = known.media_id;
    return found || upload_file(sending, media, kind, media_id);
}

void platform_media_forget(Sending *sending, Str media_id)
{
    Ctx *cx = sending->cx;
    if (cx_run(cx, &channel_sql_media_forget, NULL,
               ARGS(V(cx->tenant_id), V(sending->connection.id), V(media_id))) != OK)
        forgive(cx); /* the next try fails the same way and forgets it then */
}

/* ---- ahead of use ------------------------------------------------------------------- */

static const char *kind_of(const Json *media)
{
    const Str mime = json_str(media, S("mime"));
    if (str_starts(mime, S("image/"))) return "image";
    if (str_starts(mime, S("video/"))) return "video";
    return str_equal(mime, S("audio/amr")) ? "voice" : "file";
}

static void send_upload(Ctx *cx, const Effect *effect, Outcome *outcome)
{
    Sending sending;
    Str     media_id = { 0 };
    if (!channel_effect_open(&sending, cx, effect, outcome)) return;
    const Json *media = json_get(sending.payload, S("media"));
    /* Ahead of use always means a new one: the renewal comes while the old one still lives. */
    if (!upload_file(&sending, media, kind_of(media), &media_id)) return;
    JsonOut out    = json_out(cx->arena, 2048);
    Str     answer = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("media_id"), media_id);
    json_close_object(&out);
    channel_effect_done(&sending, json_out_done(&out, &answer) == OK ? answer : (Str){ 0 });
}

static Code upload_settled(Ctx *cx, const Effect *effect, const Outcome *outcome)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    TRY(channel_effect_settled(cx, effect, outcome));
    if (outcome->verdict != VERDICT_DONE) return OK;
    if (json_parse(cx->arena, effect->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    const Str key =
        str_fmt(cx->arena, "%lld:%.*s", (long long)json_i64(payload, S("connection_id"), 0),
                FMT(json_str(json_get(payload, S("media")), S("sha256"))));
    return timer_set(cx, S("wecom.renew_media"), key, cx->now_ms + life_ms - RENEW_MS,
                     effect->payload);
}

const EffectKind platform_media_upload_oa = { .word       = "oa.upload_media",
                                              .per_minute = OA_PER_MINUTE,
                                              .per_hour   = OA_PER_HOUR,
                                              .send       = send_upload,
                                              .settled    = upload_settled };
const EffectKind platform_media_upload    = { .word       = "wecom.upload_media",
                                              .per_minute = WECOM_PER_MINUTE,
                                              .per_hour   = WECOM_PER_HOUR,
                                              .send       = send_upload,
                                              .settled    = upload_settled };

static Code put(Ctx *cx, int64_t connection_id, Str payload, Str key)
{
    Connection connection;
    const Code code = channel_connection_get(cx, (ConnectionId){ connection_id }, &connection);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK; /* nothing to keep alive any more */
    }
    TRY(code);
    return channel_effect_put(cx, &connection,
                              (EffectPlan){ .kind    = channel_is_oa(connection.kind)
                                                           ? platform_media_upload_oa.word
                                                           : platform_media_upload.word,
                                            .api     = "media/upload",
                                            .key     = key,
                                            .payload = payload });
}

Code channel_media_known(Ctx *cx, ConnectionId id, Str sha256, const char *kind, Str *media_id)
{
    PlatformMedia known = { 0 };
    bool          found = false;
    TRY(cx_find(cx, &channel_sql_media_find, &known, &found,
                ARGS(V(cx->tenant_id), V(id.v), V(sha256), V(str_of(kind)),
                     V(cx->services->clock() + RESERVE_MS))));
    *media_id = found ? known.media_id : (Str){ 0 };
    return OK;
}

Code channel_upload_media(Ctx *cx, ConnectionId id, Str media_json, Str key)
{
    const Str payload = str_fmt(cx->arena, "{\"connection_id\":\"%lld\",\"media\":%.*s}",
                                (long long)id.v, FMT(media_json));
    return put(cx, id.v, payload, key);
}

static Code renew(Ctx *cx, const Timer *timer)
{
    const Json *payload = NULL;
    JsonError   error   = { 0 };
    if (json_parse(cx->arena, timer->payload, JSON_LIMITS, &payload, &error) != OK) return OK;
    /* A medium that was deleted meanwhile has no file: then this is the last time. */
    if (!file_exists(path_of(cx, json_str(json_get(payload, S("media")), S("path"))))) return OK;
    return put(cx, json_i64(payload, S("connection_id"), 0), timer->payload,
               str_fmt(cx->arena, "renew:%lld", (long long)timer->id));
}

const TimerKind platform_media_renew = { .word = "wecom.renew_media", .fire = renew };
