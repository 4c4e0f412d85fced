/* content_http.c -- the routes of media files. */
#include "content/content_http.h"

#include "content/content.h"
#include "wire/wire.h"

enum { ANSWER_MAX = 64 * 1024 };

// clang-format off
typedef struct MediaView {
    int64_t   id;
    Str       name, mime;
    MediaKind kind;
    int64_t   size;
    int32_t   width, height;
    int64_t   created_at_ms;
    Str       url;
} MediaView;
static const Field view_fields[] = {
    FIELD_ID  (MediaView, id),
    FIELD     (MediaView, name),
    FIELD     (MediaView, mime),
    FIELD_ENUM(MediaView, kind, media_kind_words),
    FIELD     (MediaView, size),
    FIELD     (MediaView, width),
    FIELD     (MediaView, height),
    FIELD_TIME(MediaView, created_at_ms),
    FIELD     (MediaView, url),
};
static const Shape media_view_shape = SHAPE(MediaView, view_fields);

typedef struct MediaQuery { MediaKind kind; Str cursor; int64_t limit; } MediaQuery;
static const Field query_fields[] = {
    FIELD_ENUM(MediaQuery, kind, media_kind_words),
    FIELD     (MediaQuery, cursor),
    FIELD     (MediaQuery, limit),
};
static const Shape media_query_shape = SHAPE(MediaQuery, query_fields);

typedef struct MediaPage { Rows items; Str next_cursor; } MediaPage;
static const Field page_fields[] = {
    FIELD_LIST(MediaPage, items, media_view_shape),
    FIELD     (MediaPage, next_cursor),
};
static const Shape media_page_shape = SHAPE(MediaPage, page_fields);
// clang-format on

static MediaView view_of(Ctx *cx, const Media *media)
{
    return (MediaView){ .id            = media->id,
                        .name          = media->name,
                        .mime          = media->mime,
                        .kind          = media->kind,
                        .size          = media->size,
                        .width         = media->width,
                        .height        = media->height,
                        .created_at_ms = media->created_at_ms,
                        .url = str_fmt(cx->arena, "/api/media/%lld/file", (long long)media->id) };
}

static Code post_media(Call *call)
{
    Ctx       *cx    = call->cx;
    Parts      parts = { 0 };
    Media      media = { 0 };
    const Str  type  = http_header(call->request, S("content-type"));
    const Code code  = mime_parse(cx->arena, type, call->request->body, &parts);
    if (code != OK) return fail(cx, ERR_INVALID, "media.malformed_upload", "%.*s", FMT(type));
    const Part *file = mime_part(parts, S("file"));
    REQUIRE(cx, file, ERR_INVALID, "media.part_missing");
    TRY(content_media_put(cx, file->filename.len ? file->filename : S("file"), file->body, &media));
    call->object         = str_fmt(cx->arena, "media:%lld", (long long)media.id);
    const MediaView view = view_of(cx, &media);
    JsonOut         json = json_out(cx->arena, ANSWER_MAX);
    shape_to_json(&json, &media_view_shape, &view, cx->zone);
    call->reply->status = 201;
    return json_out_done(&json, &call->reply->body);
}

static Code list_media(Call *call)
{
    const MediaQuery *query = call->query;
    MediaPage        *page  = call->out;
    Rows              rows  = { 0 };
    TRY(content_media_list(call->cx, query->kind, query->cursor, query->limit, &rows,
                           &page->next_cursor));
    MediaView *views = arena_make(call->cx->arena, MediaView, rows.count);
    for (size_t i = 0; i < rows.count; i++) views[i] = view_of(call->cx, ROWS_AT(Media, rows, i));
    page->items = (Rows){ views, rows.count };
    return OK;
}

/* Pictures, films and voices are shown; everything else is saved, never run. */
static Code get_file(Call *call)
{
    Ctx  *cx    = call->cx;
    Media media = { 0 };
    TRY(content_media_get(cx, (MediaId){ call->id }, &media));
    TRY(content_media_bytes(cx, &media, &call->reply->body));
    const char *how     = media.kind == MEDIA_FILE ? "attachment" : "inline";
    call->reply->status = 200;
    call->reply->type   = media.mime;
    http_reply_header(call->reply, S("Content-Disposition"),
                      str_fmt(cx->arena, "%s; filename*=UTF-8''%.*s", how,
                              FMT(url_encode(cx->arena, media.name))));
    http_reply_header(call->reply, S("Content-Security-Policy"), S("sandbox; default-src 'none'"));
    http_reply_header(call->reply, S("Cache-Control"), S("private, max-age=31536000, immutable"));
    return OK;
}

static Code delete_media(Call *call)
{
    call->object = str_fmt(call->cx->arena, "media:%lld", (long long)call->id);
    return content_media_delete(call->cx, (MediaId){ call->id });
}

/* ---- the brand's logo ---- */

// clang-format off
typedef struct LogoDraft { int64_t media_id; } LogoDraft;
static const Field logo_draft_fields[] = { FIELD_ID(LogoDraft, media_id, .flags = 0, .about = "A picture; 0 for none") };
static const Shape logo_draft_shape = { .name = "BrandLogoDraft", .fields = logo_draft_fields,
                                        .count = COUNT(logo_draft_fields), .size = sizeof(LogoDraft) };
typedef struct LogoView { int64_t media_id; Str url; } LogoView;
static const Field logo_view_fields[] = { FIELD_ID(LogoView, media_id, .flags = 0), FIELD(LogoView, url) };
static const Shape logo_view_shape = { .name = "BrandLogo", .fields = logo_view_fields,
                                       .count = COUNT(logo_view_fields), .size = sizeof(LogoView) };
// clang-format on

static Code get_logo(Call *call)
{
    Media     media = { 0 };
    bool      found = false;
    LogoView *view  = call->out;
    TRY(content_brand_logo(call->cx, &media, &found));
    if (found) *view = (LogoView){ media.id, view_of(call->cx, &media).url };
    return OK;
}

static Code set_logo(Call *call)
{
    const LogoDraft *draft = call->in;
    call->object           = S("brand:logo");
    TRY(content_brand_set_logo(call->cx, (MediaId){ draft->media_id }));
    return get_logo(call);
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/brand/logo",      PERM_SIGNED_IN,     get_logo,     NULL, NULL, &logo_view_shape, 0, "The picture that codes and posters carry" },
    { PUT,     "/api/brand/logo",      PERM_ORG_WRITE,     set_logo,     NULL, &logo_draft_shape, &logo_view_shape, AUDITED | IDEMPOTENT, "Choose the brand's logo, or none" },
    { POST,    "/api/media",           PERM_CONTENT_WRITE, post_media,   NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "Upload a file (multipart part `file`)" },
    { GET,     "/api/media",           PERM_CONTENT_READ,  list_media,   &media_query_shape, NULL, &media_page_shape, 0, "Files, newest first" },
    { GET,     "/api/media/{id}/file", PERM_CONTENT_READ,  get_file,     NULL, NULL, NULL, RAW, "The file itself" },
    { DELETE_, "/api/media/{id}",      PERM_CONTENT_WRITE, delete_media, NULL, NULL, NULL, AUDITED | NO_BODY | OUTSIDE, "Delete a file that no message uses" },
};
const RouteList content_routes = ROUTE_LIST("content", routes);
// clang-format on
