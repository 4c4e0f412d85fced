/* oa_reply.c -- replies: on following, on words, otherwise, on a button of the menu. */
#include "oa/oa_reply.h"

#include "wire/wire.h"

/* ---- shared by codes, menus and replies ------------------------------------------------ */

Code oa_reply_account(Ctx *cx, ConnectionId id, Connection *out)
{
    TRY(channel_connection_get(cx, id, out));
    REQUIRE(cx, out->kind == CONNECTION_OA, ERR_INVALID, "oa.not_an_account");
    return OK;
}

Code oa_reply_check_code(Ctx *cx, int64_t channel_code_id, const char *field)
{
    ChannelCode code = { 0 };
    if (channel_code_id == 0) return OK;
    const Code got = acquire_code_get(cx, (ChannelCodeId){ channel_code_id }, &code);
    if (got == OK && code.state != CODE_DELETED) return OK;
    if (got != OK && got != ERR_NOT_FOUND) return got;
    forgive(cx);
    return fail_field(cx, "oa.unknown_code", str_of(field), NULL);
}

Code oa_reply_emit_changed(Ctx *cx, const char *noun, int64_t id)
{
    const Str object = str_fmt(cx->arena, "%s:%lld", noun, (long long)id);
    return event_emit(cx, EV_OA_CHANGED, (EventDraft){ .object = object });
}

/* ---- as they are stored ------------------------------------------------------------------- */

static void fill(Ctx *cx, OaReply *reply)
{
    const Json *json   = NULL;
    JsonError   error  = { 0 };
    ShapeError  broken = { 0 };
    OaReplyBody body   = { 0 };
    if (json_parse(cx->arena, reply->body, JSON_LIMITS, &json, &error) != OK ||
        shape_from_json(cx->arena, &oa_reply_body_shape, json, &body, NULL, &broken) != OK)
        return;
    reply->keywords = body.keywords;
    reply->messages = body.messages;
}

Code oa_reply_read_all(Ctx *cx, int64_t connection_id, Rows *items)
{
    TRY(oa_sql_replies(cx, connection_id, items));
    for (size_t i = 0; i < items->count; i++) fill(cx, ROWS_AT(OaReply, *items, i));
    return OK;
}

/* ---- checking ------------------------------------------------------------------------------- */

static Code check_part(Ctx *cx, const OaPart *part, size_t at)
{
    Url       url;
    Media     media;
    const Str path = str_fmt(cx->arena, "messages[%zu]", at);
    switch (part->kind) {
    case OA_PART_TEXT:
        if (str_trim(part->text).len == 0) return fail_field(cx, "oa.part_empty", path, NULL);
        return OK;
    case OA_PART_LINK:
        if (str_trim(part->text).len == 0) return fail_field(cx, "oa.part_empty", path, NULL);
        if (url_parse(part->url, &url) != OK)
            return fail_field(cx, "oa.part_url", path, "http:// | https://");
        if (part->picture_url.len && url_parse(part->picture_url, &url) != OK)
            return fail_field(cx, "oa.part_url", path, "http:// | https://");
        return OK;
    case OA_PART_IMAGE:
        TRY(content_media_get(cx, (MediaId){ part->media_id }, &media));
        if (media.kind != MEDIA_IMAGE) return fail_field(cx, "oa.part_empty", path, NULL);
        return OK;
    case OA_PART_CODE:
        if (part->channel_code_id == 0) return fail_field(cx, "oa.part_empty", path, NULL);
        return oa_reply_check_code(cx, part->channel_code_id, "messages");
    }
    return fail_field(cx, "oa.part_empty", path, NULL);
}

static Code check(Ctx *cx, const OaReplyDraft *draft)
{
    const bool needs_words = draft->occasion == OA_ON_KEYWORD || draft->occasion == OA_ON_MENU;
    REQUIRE(cx, draft->messages.count > 0, ERR_INVALID, "oa.reply_empty");
    if (needs_words && draft->keywords.count == 0)
        return fail_field(cx, "oa.keyword_missing", S("keywords"), NULL);
    for (size_t i = 0; i < draft->keywords.count; i++)
        if (str_trim(draft->keywords.at[i]).len == 0 || draft->keywords.at[i].len > 120)
            return fail_field(cx, "oa.keyword_missing", S("keywords"), NULL);
    for (size_t i = 0; i < draft->messages.count; i++)
        TRY(check_part(cx, ROWS_AT(OaPart, draft->messages, i), i));
    return OK;
}

static Str body_of(Ctx *cx, const OaReplyDraft *draft)
{
    Str *words = arena_make(cx->arena, Str, draft->keywords.count + 1);
    for (size_t i = 0; i < draft->keywords.count; i++) words[i] = str_trim(draft->keywords.at[i]);
    const OaReplyBody body = { { words, draft->keywords.count }, draft->messages };
    return shape_json(cx->arena, &oa_reply_body_shape, &body);
}

/* Pictures go to the platform ahead of use, so that they can be answered at once. */
static Code upload_pictures(Ctx *cx, int64_t connection_id, const Rows *messages)
{
    for (size_t i = 0; i < messages->count; i++) {
        const OaPart *part  = ROWS_AT(OaPart, *messages, i);
        Media         media = { 0 };
        JsonOut       out   = json_out(cx->arena, 4096);
        Str           text  = { 0 };
        if (part->kind != OA_PART_IMAGE) continue;
        TRY(content_media_get(cx, (MediaId){ part->media_id }, &media));
        json_open_object(&out);
        json_pair_id(&out, S("id"), media.id);
        json_pair_str(&out, S("path"), content_media_path(cx, &media));
        json_pair_str(&out, S("name"), media.name);
        json_pair_str(&out, S("mime"), media.mime);
        json_pair_str(&out, S("sha256"), media.sha256);
        json_close_object(&out);
        if (json_out_done(&out, &text) != OK) continue;
        TRY(channel_upload_media(cx, (ConnectionId){ connection_id }, text,
                                 str_fmt(cx->arena, "oa:%lld:%.*s:%lld", (long long)connection_id,
                                         FMT(media.sha256), (long long)(cx->now_ms / MS_PER_DAY))));
    }
    return OK;
}

/* The media it uses are not deleted; its contact code has a place. */
static Code tie(Ctx *cx, OaReply *reply)
{
    const Str object = str_fmt(cx->arena, "oa_reply:%lld", (long long)reply->id);
    const Str ref    = str_fmt(cx->arena, "%lld", (long long)reply->id);
    Vec       files  = vec_of(cx->arena, Attachment);
    int64_t   code   = 0;
    fill(cx, reply);
    for (size_t i = 0; i < reply->messages.count; i++) {
        const OaPart *part = ROWS_AT(OaPart, reply->messages, i);
        if (part->kind == OA_PART_IMAGE)
            *VEC_ADD(&files, Attachment) =
                (Attachment){ .kind = ATTACHMENT_IMAGE, .media_id = part->media_id };
        if (part->kind == OA_PART_CODE) code = part->channel_code_id;
    }
    const Message message = { .attachments = vec_rows(&files) };
    TRY(content_message_uses(cx, object, files.count ? &message : NULL));
    TRY(upload_pictures(cx, reply->connection_id, &reply->messages));
    if (code == 0) return oa_sql_place_drop(cx, reply->connection_id, OA_PLACE_REPLY, ref);
    return oa_sql_place_put(cx, &(OaPlace){ .id              = cx_new_id(cx),
                                            .connection_id   = reply->connection_id,
                                            .kind            = OA_PLACE_REPLY,
                                            .ref             = ref,
                                            .name            = reply->name,
                                            .channel_code_id = code,
                                            .created_at_ms   = cx->now_ms });
}

/* ---- changing -------------------------------------------------------------------------------- */

Code oa_reply_list(Ctx *cx, ConnectionId id, Rows *items)
{
    return oa_reply_read_all(cx, id.v, items);
}

Code oa_reply_create(Ctx *cx, const OaReplyDraft *draft, OaReply *out)
{
    Connection account;
    TRY(oa_reply_account(cx, (ConnectionId){ draft->connection_id }, &account));
    TRY(check(cx, draft));
    *out = (OaReply){ .id            = cx_new_id(cx),
                      .tenant_id     = cx->tenant_id,
                      .connection_id = draft->connection_id,
                      .name          = str_trim(draft->name),
                      .occasion      = draft->occasion,
                      .is_exact      = draft->is_exact,
                      .is_on         = draft->is_on,
                      .body          = body_of(cx, draft),
                      .created_at_ms = cx->now_ms,
                      .revision      = 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_reply_insert(cx, out));
    TRY(tie(cx, out));
    TRY(oa_reply_emit_changed(cx, "oa_reply", out->id));
    return cx_commit(cx, &txn);
}

Code oa_reply_update(Ctx *cx, OaReplyId id, int64_t revision, const OaReplyDraft *draft,
                     OaReply *out)
{
    TRY(check(cx, draft));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_reply(cx, id.v, out));
    out->name     = str_trim(draft->name);
    out->occasion = draft->occasion;
    out->is_exact = draft->is_exact;
    out->is_on    = draft->is_on;
    out->body     = body_of(cx, draft);
    TRY(oa_sql_reply_update(cx, out, revision));
    TRY(oa_sql_reply(cx, id.v, out));
    TRY(tie(cx, out));
    TRY(oa_reply_emit_changed(cx, "oa_reply", id.v));
    return cx_commit(cx, &txn);
}

Code oa_reply_delete(Ctx *cx, OaReplyId id, int64_t revision)
{
    OaReply reply;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_reply(cx, id.v, &reply));
    TRY(oa_sql_reply_delete(cx, id.v, revision));
    TRY(content_message_uses(cx, str_fmt(cx->arena, "oa_reply:%lld", (long long)id.v), NULL));
    TRY(oa_sql_place_drop(cx, reply.connection_id, OA_PLACE_REPLY,
                          str_fmt(cx->arena, "%lld", (long long)id.v)));
    TRY(oa_reply_emit_changed(cx, "oa_reply", id.v));
    return cx_commit(cx, &txn);
}
