/* content_message.c -- messages: the platform's limits, their variables, their stored form. */
#include "content/content.h"
#include "content/content_sql.h"
#include "wire/shape_json.h"
#include "wire/text_codec.h"

enum {
    TITLE_BYTES_MAX       = 128, /* of a link                */
    MINI_TITLE_BYTES_MAX  = 64,
    DESCRIPTION_BYTES_MAX = 512,
    URL_BYTES_MAX         = 2048,
    PLATFORM_MAX          = 256 * 1024
};

/* ---- the check ---------------------------------------------------------------------- */

static Str below(Ctx *cx, Str field, size_t at, const char *name)
{
    const char *dot = field.len ? "." : "";
    return str_fmt(cx->arena, "%.*s%sattachments[%zu].%s", FMT(field), dot, at, name);
}

static Str text_field(Ctx *cx, Str field)
{
    return field.len ? str_fmt(cx->arena, "%.*s.text", FMT(field)) : S("text");
}

static Code check_media(Ctx *cx, int64_t id, MediaKind kind, Str path)
{
    Media media = { 0 };
    if (!id) return fail_field(cx, "message.media_missing", path, NULL);
    const Code code = content_sql_get(cx, id, &media);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return fail_field(cx, "message.media_unknown", path, NULL);
    }
    TRY(code);
    /* Any upload can travel as a file. */
    if (kind != MEDIA_FILE && media.kind != kind)
        return fail_field(cx, "message.wrong_media_kind", path,
                          str_z(cx->arena, word_of(&media_kind_words, (int)kind)));
    return OK;
}

static Code check_length(Ctx *cx, Str text, size_t max, const char *reason, Str path)
{
    if (text.len > max)
        return fail_field(cx, reason, path, str_z(cx->arena, str_fmt(cx->arena, "0..%zu", max)));
    return OK;
}

static Code check_link(Ctx *cx, const Attachment *link, Str field, size_t at)
{
    Url url = { 0 };
    if (!link->title.len)
        return fail_field(cx, "message.title_missing", below(cx, field, at, "title"), "1..128");
    TRY(check_length(cx, link->title, TITLE_BYTES_MAX, "message.title_too_long",
                     below(cx, field, at, "title")));
    TRY(check_length(cx, link->description, DESCRIPTION_BYTES_MAX, "message.description_too_long",
                     below(cx, field, at, "description")));
    if (!link->url.len)
        return fail_field(cx, "message.url_missing", below(cx, field, at, "url"), NULL);
    if (link->url.len > URL_BYTES_MAX || url_parse(link->url, &url) != OK)
        return fail_field(cx, "message.url_malformed", below(cx, field, at, "url"), "http, https");
    if (!link->cover_media_id) return OK;
    return check_media(cx, link->cover_media_id, MEDIA_IMAGE,
                       below(cx, field, at, "cover_media_id"));
}

static Code check_mini_program(Ctx *cx, const Attachment *mini, Str field, size_t at)
{
    if (!mini->title.len)
        return fail_field(cx, "message.title_missing", below(cx, field, at, "title"), "1..64");
    TRY(check_length(cx, mini->title, MINI_TITLE_BYTES_MAX, "message.title_too_long",
                     below(cx, field, at, "title")));
    if (!mini->app_id.len)
        return fail_field(cx, "message.app_id_missing", below(cx, field, at, "app_id"), NULL);
    if (!mini->page.len)
        return fail_field(cx, "message.page_missing", below(cx, field, at, "page"), NULL);
    if (!mini->cover_media_id)
        return fail_field(cx, "message.cover_missing", below(cx, field, at, "cover_media_id"),
                          NULL);
    return check_media(cx, mini->cover_media_id, MEDIA_IMAGE,
                       below(cx, field, at, "cover_media_id"));
}

static Code check_attachment(Ctx *cx, const Attachment *attachment, Str field, size_t at)
{
    const Str media = below(cx, field, at, "media_id");
    switch (attachment->kind) {
    case ATTACHMENT_IMAGE: return check_media(cx, attachment->media_id, MEDIA_IMAGE, media);
    case ATTACHMENT_VIDEO: return check_media(cx, attachment->media_id, MEDIA_VIDEO, media);
    case ATTACHMENT_FILE: return check_media(cx, attachment->media_id, MEDIA_FILE, media);
    case ATTACHMENT_LINK: return check_link(cx, attachment, field, at);
    case ATTACHMENT_MINI_PROGRAM: return check_mini_program(cx, attachment, field, at);
    }
    return fail_field(cx, "shape.required", below(cx, field, at, "kind"), NULL);
}

Code content_message_check(Ctx *cx, const Message *message, Str field)
{
    const size_t count = message->attachments.count;
    if (!str_trim(message->text).len && count == 0)
        return fail_field(cx, "message.empty", text_field(cx, field), NULL);
    TRY(check_length(cx, message->text, MESSAGE_TEXT_BYTES_MAX, "message.text_too_long",
                     text_field(cx, field)));
    if (count > MESSAGE_ATTACHMENTS_MAX)
        return fail_field(cx, "message.too_many_attachments",
                          str_fmt(cx->arena, "%.*s%sattachments", FMT(field), field.len ? "." : ""),
                          "0..9");
    for (size_t i = 0; i < count; i++)
        TRY(check_attachment(cx, ROWS_AT(Attachment, message->attachments, i), field, i));
    return OK;
}

/* ---- variables ------------------------------------------------------------------------- */

static Str or_else(Str text, Str otherwise) { return text.len ? text : otherwise; }

Str content_render(Ctx *cx, Str text, const MessageVars *vars)
{
    const Str names[][2] = {
        { S("{客户昵称}"), or_else(vars->customer_name, S("您")) },
        { S("{员工姓名}"), or_else(vars->staff_name, S("")) },
        { S("{门店}"), or_else(vars->store_name, S("")) },
        { S("{日期}"), or_else(vars->date, S("")) },
        { S("{渠道}"), or_else(vars->channel, S("")) },
    };
    StrBuf out = strbuf(cx->arena, 1 << 20);
    while (text.len) {
        const int64_t at = str_find(text, S("{"));
        if (at < 0) break;
        strbuf_add(&out, str_slice(text, 0, (size_t)at));
        text       = str_slice(text, (size_t)at, text.len);
        size_t len = 1; /* a brace that begins no variable stays */
        Str    put = S("{");
        for (size_t i = 0; i < COUNT(names); i++)
            if (str_starts(text, names[i][0])) {
                len = names[i][0].len;
                put = names[i][1];
            }
        strbuf_add(&out, put);
        text = str_slice(text, len, text.len);
    }
    strbuf_add(&out, text);
    return strbuf_str(&out);
}

/* ---- the stored form --------------------------------------------------------------------- */

Str content_message_json(Ctx *cx, const Message *message)
{
    Message     stored = *message;
    Attachment *list   = arena_make(cx->arena, Attachment, message->attachments.count);
    for (size_t i = 0; i < message->attachments.count; i++) {
        list[i]                 = *ROWS_AT(Attachment, message->attachments, i);
        list[i].media_url       = (Str){ 0 };
        list[i].cover_media_url = (Str){ 0 };
    }
    stored.attachments.at = list;
    return shape_json(cx->arena, &message_shape, &stored);
}

Code content_message_parse(Ctx *cx, Str json, Message *out)
{
    const Json *parsed  = NULL;
    JsonError   error   = { 0 };
    ShapeError  shape   = { 0 };
    Message     message = { 0 };
    if (!json.len) {
        *out = message;
        return OK;
    }
    const Code code = json_parse(cx->arena, json, JSON_LIMITS, &parsed, &error);
    if (code != OK) return fail(cx, code, "message.unreadable", "%s", error.reason);
    if (shape_from_json(cx->arena, &message_shape, parsed, &message, NULL, &shape) != OK)
        return fail(cx, ERR_INVALID, "message.unreadable", "%s at %.*s", shape.reason,
                    FMT(shape.field));
    *out = message;
    return OK;
}

void content_message_urls(Ctx *cx, Message *message)
{
    for (size_t i = 0; i < message->attachments.count; i++) {
        Attachment *at = ROWS_AT(Attachment, message->attachments, i);
        if (at->media_id)
            at->media_url = str_fmt(cx->arena, "/api/media/%lld/file", (long long)at->media_id);
        if (at->cover_media_id)
            at->cover_media_url =
                str_fmt(cx->arena, "/api/media/%lld/file", (long long)at->cover_media_id);
    }
}

/* ---- what the platform gets ----------------------------------------------------------------- */

static Code put_media(Ctx *cx, JsonOut *json, Str key, int64_t id)
{
    Media media = { 0 };
    if (!id) return OK;
    TRY(content_sql_get(cx, id, &media));
    json_key(json, key);
    json_open_object(json);
    json_pair_id(json, S("id"), media.id);
    json_pair_str(json, S("path"), content_media_path(cx, &media));
    json_pair_str(json, S("name"), media.name);
    json_pair_str(json, S("mime"), media.mime);
    json_pair_str(json, S("sha256"), media.sha256);
    json_close_object(json);
    return OK;
}

static Code put_attachment(Ctx *cx, JsonOut *json, const Attachment *attachment,
                           const MessageVars *vars)
{
    const bool is_mini = attachment->kind == ATTACHMENT_MINI_PROGRAM;
    const Str  title   = content_render(cx, attachment->title, vars);
    const Str  about   = content_render(cx, attachment->description, vars);
    json_open_object(json);
    json_pair_str(json, S("kind"), word_of(&attachment_kind_words, (int)attachment->kind));
    TRY(put_media(cx, json, S("media"), attachment->media_id));
    json_pair_str(json, S("title"),
                  str_prefix_bytes(title, is_mini ? MINI_TITLE_BYTES_MAX : TITLE_BYTES_MAX));
    json_pair_str(json, S("description"), str_prefix_bytes(about, DESCRIPTION_BYTES_MAX));
    json_pair_str(json, S("url"), attachment->url);
    TRY(put_media(cx, json, S("cover"), attachment->cover_media_id));
    json_pair_str(json, S("app_id"), attachment->app_id);
    json_pair_str(json, S("page"), attachment->page);
    json_close_object(json);
    return OK;
}

Code content_message_platform_json(Ctx *cx, const Message *message, const MessageVars *vars,
                                   Str *json)
{
    JsonOut   out  = json_out(cx->arena, PLATFORM_MAX);
    const Str text = content_render(cx, message->text, vars);
    json_open_object(&out);
    json_pair_str(&out, S("text"), str_prefix_bytes(text, MESSAGE_TEXT_BYTES_MAX));
    json_key(&out, S("attachments"));
    json_open_array(&out);
    for (size_t i = 0; i < message->attachments.count; i++)
        TRY(put_attachment(cx, &out, ROWS_AT(Attachment, message->attachments, i), vars));
    json_close_array(&out);
    json_close_object(&out);
    return json_out_done(&out, json);
}

/* ---- uses ------------------------------------------------------------------------------------ */

Code content_message_uses(Ctx *cx, Str object, const Message *message)
{
    TRY(content_sql_forget_uses(cx, object));
    for (size_t i = 0; message && i < message->attachments.count; i++) {
        const Attachment *at = ROWS_AT(Attachment, message->attachments, i);
        if (at->media_id) TRY(content_sql_add_use(cx, object, at->media_id));
        if (at->cover_media_id) TRY(content_sql_add_use(cx, object, at->cover_media_id));
    }
    return OK;
}
