/* The routes of channel codes and their groups. */
#include "acquire/acquire_http.h"

#include "acquire/acquire.h"
#include "acquire/acquire_batch.h"
#include "acquire/qr.h"
#include "channel/channel.h"
#include "content/content.h"

/* ---- shapes of questions and answers ------------------------------------------ */

typedef struct CodePage { Rows items; Str next_cursor; } CodePage;
static const Field code_page_fields[] = {
    FIELD_LIST(CodePage, items, channel_code_shape), FIELD(CodePage, next_cursor),
};
static const Shape code_page_shape = SHAPE(CodePage, code_page_fields);

typedef struct CodeNames { Rows items; } CodeNames;
static const Field code_names_fields[] = { FIELD_LIST(CodeNames, items, code_name_shape) };
static const Shape code_names_shape = SHAPE(CodeNames, code_names_fields);

typedef struct CodeGroupPage { Rows items; Str next_cursor; } CodeGroupPage;
static const Field group_page_fields[] = {
    FIELD_LIST(CodeGroupPage, items, channel_code_group_shape), FIELD(CodeGroupPage, next_cursor),
};
static const Shape group_page_shape = SHAPE(CodeGroupPage, group_page_fields);

typedef struct StatsQuery { int64_t days; } StatsQuery;
static const Field stats_query_fields[] = { FIELD_WITH(StatsQuery, days, .min = 0, .max = 366) };
static const Shape stats_query_shape = SHAPE(StatsQuery, stats_query_fields);

typedef enum QrFormat { QR_SVG = 1, QR_PNG } QrFormat;
static const char *const qr_format_names[] = { [QR_SVG] = "svg", [QR_PNG] = "png" };
static const Words qr_format_words = { qr_format_names, COUNT(qr_format_names) };

/* `v` makes a browser ask anew when the brand's logo has changed. */
typedef struct QrQuery { QrFormat format; int32_t size; bool logo, print; Str v; } QrQuery;
static const Field qr_query_fields[] = {
    FIELD_ENUM(QrQuery, format, qr_format_words),
    FIELD_WITH(QrQuery, size,   .min = 0, .max = 4096, .about = "Pixels of a side, 128..4096"),
    FIELD     (QrQuery, logo),
    FIELD_WITH(QrQuery, print,  .about = "3000 pixels with the name below"),
    FIELD_WITH(QrQuery, v,      .max = 40, .about = "Any text, to get past a cache"),
};
static const Shape qr_query_shape = SHAPE(QrQuery, qr_query_fields);

typedef struct PosterQuery { PosterTemplate template_; Str title, subtitle, footer, v; } PosterQuery;
static const Field poster_query_fields[] = {
    { .name = "template", .at = offsetof(PosterQuery, template_), .kind = KIND_ENUM, .words = &poster_template_words },
    FIELD_WITH(PosterQuery, title,    .max = 40),
    FIELD_WITH(PosterQuery, subtitle, .max = 60),
    FIELD_WITH(PosterQuery, footer,   .max = 60),
    FIELD_WITH(PosterQuery, v,        .max = 40, .about = "Any text, to get past a cache"),
};
static const Shape poster_query_shape = SHAPE(PosterQuery, poster_query_fields);

static ChannelCodeId code_id(const Call *call) { return (ChannelCodeId){ call->id }; }
static ChannelCodeGroupId group_id(const Call *call) { return (ChannelCodeGroupId){ call->id }; }

/* ---- codes --------------------------------------------------------------------- */

static Code list_codes(Call *call)
{
    CodePage *page = call->out;
    return acquire_code_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code code_names(Call *call)
{
    return acquire_code_names(call->cx, call->query, &((CodeNames *)call->out)->items);
}

static Code create_code(Call *call) { return acquire_code_create(call->cx, call->in, call->out); }
static Code get_code(Call *call) { return acquire_code_get(call->cx, code_id(call), call->out); }

static Code update_code(Call *call)
{
    return acquire_code_update(call->cx, code_id(call), call->if_match, call->in, call->out);
}

static Code delete_code(Call *call) { return acquire_code_delete(call->cx, code_id(call), call->if_match); }
static Code pause_code(Call *call) { return acquire_code_pause(call->cx, code_id(call), call->out); }
static Code resume_code(Call *call) { return acquire_code_resume(call->cx, code_id(call), call->out); }
static Code copy_code(Call *call) { return acquire_code_copy(call->cx, code_id(call), call->out); }

static Code code_stats(Call *call)
{
    const StatsQuery *query = call->query;
    return acquire_code_stats(call->cx, code_id(call), query->days, call->out);
}

/* ---- pictures ------------------------------------------------------------------- */

static Code get_pictured(Call *call, ChannelCode *code)
{
    TRY(acquire_code_get(call->cx, code_id(call), code));
    REQUIRE(call->cx, code->qr_url.len > 0, ERR_CONFLICT, "channel_code.not_on_platform");
    return OK;
}

static Code need_link(Call *call, const ChannelCode *code)
{
    REQUIRE(call->cx, code->link.len > 0, ERR_CONFLICT, "channel_code.link_not_read");
    return OK;
}

static void answer_picture(Call *call, Str type, Str name, Str bytes)
{
    call->reply->type = type;
    call->reply->body = bytes;
    http_reply_header(call->reply, S("Cache-Control"), S("private, max-age=60"));
    http_reply_header(call->reply, S("Content-Disposition"),
                      str_fmt(call->cx->arena, "inline; filename*=UTF-8''%.*s",
                              FMT(url_encode(call->cx->arena, name))));
}

/* Nothing of ours can be drawn yet, but the platform's picture scans as well. */
static Code answer_platform_picture(Call *call, const ChannelCode *code)
{
    Str picture, link;
    if (channel_read_qr(call->cx, code->qr_url, &picture, &link) != OK) {
        if (picture.len == 0) return call->cx->err.code;
        forgive(call->cx);
    }
    const Str  type    = mime_of_bytes(picture);
    const bool is_jpeg = str_equal(type, S("image/jpeg"));
    REQUIRE(call->cx, is_jpeg || str_equal(type, S("image/png")), ERR_UNAVAILABLE, "qr_picture.not_a_picture");
    answer_picture(call, type, str_fmt(call->cx->arena, "%.*s.%s", FMT(code->name), is_jpeg ? "jpg" : "png"), picture);
    return OK;
}

static Code code_qr(Call *call)
{
    const QrQuery *query = call->query;
    ChannelCode    code;
    TRY(get_pictured(call, &code));
    if (code.link.len == 0 && query->format == QR_PNG) return answer_platform_picture(call, &code);
    TRY(need_link(call, &code));
    const int32_t asked   = query->size == 0 ? 512 : query->size < 128 ? 128 : query->size;
    QrOptions     options = { .size     = query->print ? 3000 : asked,
                              .has_logo = query->logo,
                              .caption  = query->print ? code.name : (Str){ 0 } };
    Str bytes;
    if (query->logo) TRY(content_brand_logo_bytes(call->cx, &options.logo));
    if (query->format == QR_PNG) {
        TRY(qr_png(call->cx, code.link, &options, &bytes));
        answer_picture(call, S("image/png"), str_fmt(call->cx->arena, "%.*s.png", FMT(code.name)), bytes);
        return OK;
    }
    TRY(qr_svg(call->cx, code.link, &options, &bytes));
    answer_picture(call, S("image/svg+xml"), str_fmt(call->cx->arena, "%.*s.svg", FMT(code.name)), bytes);
    return OK;
}

static Code code_poster(Call *call)
{
    const PosterQuery *query = call->query;
    ChannelCode        code;
    TRY(get_pictured(call, &code));
    TRY(need_link(call, &code));
    PosterText words = { .title    = query->title.len > 0 ? query->title : code.name,
                               .subtitle = query->subtitle,
                               .footer   = query->footer.len > 0 ? query->footer : S("长按或扫码添加") };
    Str png;
    TRY(content_brand_logo_bytes(call->cx, &words.logo));
    TRY(qr_poster(call->cx, code.link, query->template_ ? query->template_ : POSTER_SIMPLE, &words, &png));
    answer_picture(call, S("image/png"), str_fmt(call->cx->arena, "%.*s-poster.png", FMT(code.name)), png);
    return OK;
}

/* ---- many at once ----------------------------------------------------------------- */

static Code read_upload(Call *call, BatchPreview *preview, Parts *parts)
{
    Ctx *cx = call->cx;
    if (mime_parse(cx->arena, http_header(call->request, S("Content-Type")), call->request->body, parts) != OK)
        return fail(cx, ERR_INVALID, "upload.malformed", "multipart");
    const Part *file = mime_part(*parts, S("file"));
    if (file == NULL || file->body.len == 0) return fail_field(cx, "upload.no_file", S("file"), NULL);
    return acquire_batch_read(cx, file->body, preview);
}

static Code answer_json(Call *call, const Shape *shape, const void *thing)
{
    JsonOut out = json_out(call->cx->arena, 1u << 20);
    shape_to_json(&out, shape, thing, call->cx->zone);
    return json_out_done(&out, &call->reply->body);
}

static Code preview_batch(Call *call)
{
    BatchPreview preview;
    Parts        parts;
    TRY(read_upload(call, &preview, &parts));
    return answer_json(call, &batch_preview_shape, &preview);
}

static Code start_batch(Call *call)
{
    BatchPreview preview;
    Parts        parts;
    TRY(read_upload(call, &preview, &parts));
    const Part *template_ = mime_part(parts, S("template_id"));
    int64_t     id        = 0;
    if (template_ == NULL || !str_to_i64(str_trim(template_->body), &id))
        return fail_field(call->cx, "shape.required", S("template_id"), NULL);
    Job job;
    TRY(acquire_batch_start(call->cx, (ChannelCodeId){ id }, &preview, &job));
    call->reply->status = 202;
    call->object        = str_fmt(call->cx->arena, "job:%lld", (long long)job.id);
    return answer_json(call, &job_shape, &job);
}

static Code batch_form(Call *call)
{
    TRY(acquire_batch_form(call->cx, &call->reply->body));
    call->reply->type = S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    http_reply_header(call->reply, S("Content-Disposition"),
                      S("attachment; filename*=UTF-8''%E6%B8%A0%E9%81%93%E6%B4%BB%E7%A0%81.xlsx"));
    return OK;
}

/* ---- groups ------------------------------------------------------------------------- */

static Code list_groups(Call *call)
{
    CodeGroupPage *page = call->out;
    return acquire_group_list(call->cx, &page->items);
}

static Code create_group(Call *call) { return acquire_group_create(call->cx, call->in, call->out); }

static Code update_group(Call *call)
{
    return acquire_group_update(call->cx, group_id(call), call->if_match, call->in, call->out);
}

static Code delete_group(Call *call) { return acquire_group_delete(call->cx, group_id(call), call->if_match); }

// clang-format off
static const Route routes[] = {
    { GET,     "/api/channel-codes", PERM_CHANNEL_CODE_READ, list_codes,
      &code_filter_shape, NULL, &code_page_shape, 0, "List channel codes" },
    { POST,    "/api/channel-codes", PERM_CHANNEL_CODE_WRITE, create_code,
      NULL, &channel_code_draft_shape, &channel_code_shape, AUDITED | IDEMPOTENT | CREATED, "Create a channel code" },
    { GET,     "/api/channel-codes/{id}", PERM_CHANNEL_CODE_READ, get_code,
      NULL, NULL, &channel_code_shape, 0, "Read a channel code" },
    { PUT,     "/api/channel-codes/{id}", PERM_CHANNEL_CODE_WRITE, update_code,
      NULL, &channel_code_draft_shape, &channel_code_shape, AUDITED | IF_MATCH, "Change a channel code" },
    { DELETE_, "/api/channel-codes/{id}", PERM_CHANNEL_CODE_WRITE, delete_code,
      NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete a channel code" },
    { POST,    "/api/channel-codes/{id}/pause", PERM_CHANNEL_CODE_WRITE, pause_code,
      NULL, NULL, &channel_code_shape, AUDITED | IDEMPOTENT, "Pause a channel code" },
    { POST,    "/api/channel-codes/{id}/resume", PERM_CHANNEL_CODE_WRITE, resume_code,
      NULL, NULL, &channel_code_shape, AUDITED | IDEMPOTENT, "Resume a channel code" },
    { POST,    "/api/channel-codes/{id}/copy", PERM_CHANNEL_CODE_WRITE, copy_code,
      NULL, NULL, &channel_code_shape, AUDITED | IDEMPOTENT | CREATED, "Copy a channel code" },
    { GET,     "/api/channel-codes/{id}/stats", PERM_CHANNEL_CODE_READ, code_stats,
      &stats_query_shape, NULL, &code_stats_shape, 0, "Figures of a channel code" },
    { GET,     "/api/channel-codes/{id}/qr", PERM_CHANNEL_CODE_READ, code_qr,
      &qr_query_shape, NULL, NULL, RAW, "QR picture of a channel code" },
    { GET,     "/api/channel-codes/{id}/poster", PERM_CHANNEL_CODE_READ, code_poster,
      &poster_query_shape, NULL, NULL, RAW, "Poster of a channel code" },
    { POST,    "/api/channel-codes/batch", PERM_CHANNEL_CODE_WRITE, start_batch,
      NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "Create channel codes from a spreadsheet" },
    { POST,    "/api/channel-codes/batch/preview", PERM_CHANNEL_CODE_WRITE, preview_batch,
      NULL, NULL, NULL, AUDITED | RAW | UPLOAD | OUTSIDE, "Check a spreadsheet of channel codes" },
    { GET,     "/api/channel-codes/batch/template.xlsx", PERM_CHANNEL_CODE_READ, batch_form,
      NULL, NULL, NULL, RAW, "The spreadsheet to fill in" },
    { GET,     "/api/channel-code-names", PERM_CHANNEL_CODE_READ, code_names,
      &code_names_query_shape, NULL, &code_names_shape, 0, "Names of channel codes" },
    { GET,     "/api/channel-code-groups", PERM_CHANNEL_CODE_READ, list_groups,
      NULL, NULL, &group_page_shape, 0, "List groups of channel codes" },
    { POST,    "/api/channel-code-groups", PERM_CHANNEL_CODE_WRITE, create_group,
      NULL, &channel_code_group_shape, &channel_code_group_shape, AUDITED | IDEMPOTENT | CREATED, "Create a group of channel codes" },
    { PUT,     "/api/channel-code-groups/{id}", PERM_CHANNEL_CODE_WRITE, update_group,
      NULL, &channel_code_group_shape, &channel_code_group_shape, AUDITED | IF_MATCH, "Change a group of channel codes" },
    { DELETE_, "/api/channel-code-groups/{id}", PERM_CHANNEL_CODE_WRITE, delete_group,
      NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Delete a group of channel codes" },
};
// clang-format on
const RouteList acquire_routes = ROUTE_LIST_OF(MODULE_ACQUIRE, "acquire", routes);
