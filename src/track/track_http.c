/* track_http.c -- the routes of tracking: no rules here. */
#include "track/track_http.h"

#include "track/track_door.h"

// clang-format off
typedef struct TrackPage { Rows items; } TrackPage;
typedef struct RefusalQuery { int64_t source_id, limit; } RefusalQuery;

#define PAGE_SHAPE(stem, of_shape, Name)                                                   \
    static const Field stem##_fields[] = { FIELD_LIST(TrackPage, items, of_shape) };       \
    static const Shape stem##_shape = { .name = Name, .fields = stem##_fields,             \
        .count = COUNT(stem##_fields), .size = sizeof(TrackPage) }
PAGE_SHAPE(source_page, track_source_shape, "TrackSourcePage");
PAGE_SHAPE(refusal_page, track_refusal_shape, "TrackRefusalPage");
PAGE_SHAPE(type_page, track_type_shape, "TrackTypePage");

static const Field refusal_query_fields[] = {
    FIELD_ID  (RefusalQuery, source_id),
    FIELD_WITH(RefusalQuery, limit, .min = 0, .max = PAGE_LIMIT_MAX),
};
static const Shape refusal_query_shape = SHAPE(RefusalQuery, refusal_query_fields);
// clang-format on

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

/* ---- for people --------------------------------------------------------------- */

static Code list_sources(Call *call)
{
    return track_source_list(call->cx, &((TrackPage *)call->out)->items);
}

static Code create_source(Call *call)
{
    TRY(track_source_create(call->cx, ((const TrackSourceDraft *)call->in)->name, call->out));
    note(call, "source", ((const TrackSource *)call->out)->id);
    return OK;
}

static Code update_source(Call *call)
{
    note(call, "source", call->id);
    return track_source_update(call->cx, (TrackSourceId){ call->id }, call->if_match, call->in,
                               call->out);
}

static Code rotate_source(Call *call)
{
    note(call, "source", call->id);
    return track_source_rotate(call->cx, (TrackSourceId){ call->id }, call->out);
}

static Code list_refusals(Call *call)
{
    const RefusalQuery *query = call->query;
    return track_refusal_list(call->cx, (TrackSourceId){ query->source_id }, query->limit,
                              &((TrackPage *)call->out)->items);
}

static Code list_types(Call *call)
{
    return track_type_list(call->cx, &((TrackPage *)call->out)->items);
}

static Code update_type(Call *call)
{
    note(call, "track_type", call->id);
    return track_type_update(call->cx, call->id, call->if_match, call->in, call->out);
}

/* ---- for clients ---------------------------------------------------------------- */

static void open_to_all(Call *call)
{
    const Str origin = http_header(call->request, S("Origin"));
    http_reply_header(call->reply, S("Access-Control-Allow-Origin"), origin.len ? origin : S("*"));
    http_reply_header(call->reply, S("Vary"), S("Origin"));
    http_reply_header(call->reply, S("Access-Control-Allow-Credentials"), S("true"));
}

static Code preflight(Call *call)
{
    open_to_all(call);
    http_reply_header(call->reply, S("Access-Control-Allow-Methods"), S("GET, POST, OPTIONS"));
    http_reply_header(
        call->reply, S("Access-Control-Allow-Headers"),
        S("authorization, content-type, content-encoding, anonymousid, x-retry-count"));
    http_reply_header(call->reply, S("Access-Control-Max-Age"), S("86400"));
    call->reply->status = 204;
    return OK;
}

/* "Basic base64(key:)"; a missing colon is forgiven. */
static Str key_of_head(Call *call)
{
    const Str basic = S("Basic "), head = http_header(call->request, S("Authorization"));
    Str       text = { 0 };
    if (!str_starts(head, basic)) return (Str){ 0 };
    if (base64_decode(call->cx->arena, str_trim(str_slice(head, basic.len, head.len)), &text) != OK)
        return (Str){ 0 };
    return str_cut(&text, ':');
}

static TrackCall call_of(Call *call)
{
    const Str encoding = http_header(call->request, S("Content-Encoding"));
    return (TrackCall){ .kind      = call->arg[0],
                        .key       = key_of_head(call),
                        .body      = call->request->body,
                        .is_packed = str_equal_nocase(encoding, S("gzip")),
                        .query     = call->request->query,
                        .visit     = { .user_agent = http_header(call->request, S("User-Agent")),
                                       .address    = call->request->address,
                                       .now_ms     = call->cx->now_ms },
                        .known     = call->shared };
}

/* Clients drop what is answered 400 and try anything else again. */
static Code refuse_malformed(Call *call)
{
    Ctx *cx             = call->cx;
    call->reply->status = 400;
    call->reply->type   = S("application/json");
    call->reply->body =
        str_fmt(cx->arena, "{\"success\":false,\"message\":\"%s\"}", cx->err.reason);
    forgive(cx);
    return OK;
}

/* "data" of /sa is larger than the body of other calls; but not without end. */
static Code refuse_large(Call *call)
{
    call->reply->status = 413;
    call->reply->type   = S("application/json");
    call->reply->body   = S("{\"success\":false,\"message\":\"track.too_large\"}");
    return OK;
}

/* Clients keep it and come again. */
static Code ask_to_wait(Call *call, int64_t wait_s)
{
    Ctx      *cx   = call->cx;
    const Str wait = str_fmt(cx->arena, "%lld", (long long)wait_s);
    const Str at   = str_fmt(cx->arena, "%lld", (long long)(cx->now_ms / 1000 + wait_s));
    http_reply_header(call->reply, S("Retry-After"), wait);
    http_reply_header(call->reply, S("X-RateLimit-Reset"), at);
    call->reply->status = 429;
    call->reply->type   = S("application/json");
    call->reply->body   = S("{\"success\":false,\"message\":\"track.too_often\"}");
    return OK;
}

/* ---- what was read is stored with what others sent, and then answered ------------- */

/* `parcel` lives until the answer stands. */
static Code store_later(Call *call, TrackParcel *parcel, Code (*then)(Call *, Code))
{
    TrackPart *whole = track_store_whole(parcel);
    call->later      = (Later){ .then = then, .own = parcel };
    if (parcel->wait_s > 0) return ask_to_wait(call, parcel->wait_s);
    if (parcel->messages.count == 0) return then(call, OK);
    if (!whole) return then(call, track_store(call->cx, parcel));
    call->later.what   = &track_storing;
    call->later.item   = whole;
    call->later.weight = whole->count;
    return OK;
}

static Code stored(Call *call, Code code)
{
    return call->later.what ? track_store_end(call->cx, call->later.own, code) : code;
}

static Code answer_segment(Call *call, Code code)
{
    TRY(stored(call, code));
    call->reply->body = S("{\"success\":true}");
    return OK;
}

static Code receive_segment(Call *call)
{
    const TrackCall asked  = call_of(call);
    TrackParcel    *parcel = arena_make(call->cx->arena, TrackParcel, 1);
    open_to_all(call);
    if (str_equal(asked.kind, S("m"))) return answer_segment(call, OK); /* its own metrics */
    const Code code = track_door_segment(call->cx, &asked, parcel);
    if (code == ERR_INVALID) return refuse_malformed(call);
    TRY(code);
    return store_later(call, parcel, answer_segment);
}

static Code answer_sensors(Call *call, Code code)
{
    TRY(stored(call, code));
    call->reply->type = S("text/plain");
    call->reply->body = S("");
    return OK;
}

static Code answer_image(Call *call, Code code)
{
    static const char gif[] = "GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\4\1\0\0\0\0,\0\0\0\0"
                              "\1\0\1\0\0\2\2D\1\0;";
    TRY(stored(call, code));
    call->reply->type = S("image/gif");
    call->reply->body = (Str){ gif, sizeof(gif) - 1 };
    http_reply_header(call->reply, S("Cache-Control"), S("no-store"));
    return OK;
}

static Code receive_records(Call *call, Code (*then)(Call *, Code))
{
    const TrackCall asked  = call_of(call);
    TrackParcel    *parcel = arena_make(call->cx->arena, TrackParcel, 1);
    open_to_all(call);
    if (asked.body.len > TRACK_POST_BYTES_MAX) return refuse_large(call);
    const Code code = track_door_sensors(call->cx, &asked, parcel);
    if (code == ERR_INVALID) return refuse_malformed(call);
    TRY(code);
    return store_later(call, parcel, then);
}

static Code receive_sensors(Call *call) { return receive_records(call, answer_sensors); }
static Code receive_image(Call *call) { return receive_records(call, answer_image); }

static Code receive_pixel(Call *call)
{
    const TrackCall asked  = call_of(call);
    TrackParcel    *parcel = arena_make(call->cx->arena, TrackParcel, 1);
    open_to_all(call);
    const Code code = track_door_pixel(call->cx, &asked, parcel);
    if (code == ERR_INVALID) return refuse_malformed(call);
    TRY(code);
    return store_later(call, parcel, answer_image);
}

/* What the browser library asks for before it starts. */
static Code get_settings(Call *call)
{
    Ctx          *cx       = call->cx;
    JsonOut       out      = json_out(cx->arena, 8192);
    Str           host     = cx->services->public_url;
    const int64_t scheme   = str_find(host, S("://"));
    const bool    is_plain = str_starts(host, S("http://"));
    if (scheme > 0) host = str_slice(host, (size_t)scheme + 3, host.len);
    json_open_object(&out);
    json_key(&out, S("integrations"));
    json_open_object(&out);
    json_key(&out, S("Segment.io"));
    json_open_object(&out);
    json_pair_str(&out, S("apiKey"), call->arg[0]);
    json_pair_str(&out, S("apiHost"), str_fmt(cx->arena, "%.*s/v1", FMT(host)));
    json_pair_str(&out, S("protocol"), is_plain ? S("http") : S("https"));
    json_pair_bool(&out, S("addBundledMetadata"), true);
    json_close_object(&out);
    json_close_object(&out);
    json_key(&out, S("plan"));
    json_put_raw(&out,
                 S("{\"track\":{\"__default\":{\"enabled\":true}},\"identify\":{\"__default\":"
                   "{\"enabled\":true}},\"group\":{\"__default\":{\"enabled\":true}}}"));
    json_key(&out, S("edgeFunction"));
    json_put_raw(&out, S("{}"));
    json_pair_bool(&out, S("analyticsNextEnabled"), true);
    json_key(&out, S("middlewareSettings"));
    json_put_raw(&out, S("{}"));
    json_key(&out, S("enabledMiddleware"));
    json_put_raw(&out, S("{}"));
    json_key(&out, S("metrics"));
    json_put_raw(&out, S("{\"sampleRate\":0}"));
    json_key(&out, S("remotePlugins"));
    json_put_raw(&out, S("[]"));
    json_close_object(&out);
    open_to_all(call);
    call->reply->type = S("application/json");
    if (json_out_done(&out, &call->reply->body) != OK)
        return fail(cx, ERR_INVALID, "track.malformed", "key");
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/sources",             PERM_SOURCE_READ,  list_sources,  NULL, NULL, &source_page_shape, 0, "Sources of tracked events, with write keys and figures" },
    { POST,    "/api/sources",             PERM_SOURCE_WRITE, create_source, NULL, &track_source_draft_shape, &track_source_shape, AUDITED | IDEMPOTENT | CREATED, "A new source with a write key" },
    { PUT,     "/api/sources/{id}",        PERM_SOURCE_WRITE, update_source, NULL, &track_source_draft_shape, &track_source_shape, AUDITED | IF_MATCH, "Rename a source, switch it on or off" },
    { POST,    "/api/sources/{id}/rotate", PERM_SOURCE_WRITE, rotate_source, NULL, NULL, &track_source_shape, AUDITED, "Give a source a new write key" },
    { GET,     "/api/track-refusals",      PERM_SOURCE_READ,  list_refusals, &refusal_query_shape, NULL, &refusal_page_shape, 0, "What tracking refused and why, newest first" },
    { GET,     "/api/track-types",         PERM_SOURCE_READ,  list_types,    NULL, NULL, &type_page_shape, 0, "Types of tracked events, their properties and volumes" },
    { PUT,     "/api/track-types/{id}",    PERM_SOURCE_WRITE, update_type,   NULL, &track_type_draft_shape, &track_type_shape, AUDITED | IF_MATCH, "Describe, block or rename a type of tracked events" },
    { POST,    "/v1/{call}",               PERM_PUBLIC, receive_segment, NULL, NULL, NULL, RAW | GATHERED, "Tracking calls of Segment's clients: identify, track, page, screen, group, alias, batch, import" },
    { OPTIONS, "/v1/{call}",               PERM_PUBLIC, preflight,       NULL, NULL, NULL, RAW, "Browsers of other sites may track" },
    { GET,     "/v1/pixel/{call}",         PERM_PUBLIC, receive_pixel,   NULL, NULL, NULL, RAW | GATHERED, "One call of Segment's, by picture" },
    { GET,     "/v1/projects/{key}/settings", PERM_PUBLIC, get_settings, NULL, NULL, NULL, RAW, "What Segment's browser library asks first" },
    { POST,    "/sa",                      PERM_PUBLIC, receive_sensors, NULL, NULL, NULL, RAW | UPLOAD | GATHERED, "Records of Sensors Data's clients" },
    { GET,     "/sa",                      PERM_PUBLIC, receive_image,   NULL, NULL, NULL, RAW | GATHERED, "One record of Sensors Data's clients, by picture" },
    { GET,     "/sa.gif",                  PERM_PUBLIC, receive_image,   NULL, NULL, NULL, RAW | GATHERED, "The same by its other name" },
    { POST,    "/sa.gif",                  PERM_PUBLIC, receive_sensors, NULL, NULL, NULL, RAW | UPLOAD | GATHERED, "Where the browser library posts what it was told to send to /sa" },
    { OPTIONS, "/sa.gif",                  PERM_PUBLIC, preflight,       NULL, NULL, NULL, RAW, "Browsers of other sites may track" },
    { OPTIONS, "/sa",                      PERM_PUBLIC, preflight,       NULL, NULL, NULL, RAW, "Browsers of other sites may track" },
};
const RouteList track_routes = ROUTE_LIST("track", routes);
// clang-format on
