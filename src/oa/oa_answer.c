/* oa_answer.c -- picks the reply, makes the passive answer and the customer messages. */
#include "oa/oa_answer.h"

#include "oa/oa_menu.h"
#include "oa/oa_reply.h"
#include "wire/wire.h"

enum { WINDOW_S = 48 * 3600, TOUCH_WINDOW_S = 60, MARGIN_S = 5, XML_MAX = 64 * 1024 };

/* ---- which ------------------------------------------------------------------------ */

const OaReply *oa_answer_pick(const Rows *replies, Str text)
{
    const OaReply *best = NULL, *otherwise = NULL;
    size_t         longest = 0;
    text                   = str_trim(text);
    for (size_t i = 0; i < replies->count; i++) {
        const OaReply *reply = ROWS_AT(OaReply, *replies, i);
        if (!reply->is_on) continue;
        if (reply->occasion == OA_ON_DEFAULT && !otherwise) otherwise = reply;
        if (reply->occasion != OA_ON_KEYWORD || text.len == 0) continue;
        for (size_t j = 0; j < reply->keywords.count; j++) {
            const Str word = reply->keywords.at[j];
            if (str_equal_nocase(word, text)) return reply;
            if (reply->is_exact || word.len <= longest || str_find(text, word) < 0) continue;
            best    = reply;
            longest = word.len;
        }
    }
    return best ? best : otherwise;
}

static const OaReply *of_follow(const Rows *replies)
{
    for (size_t i = 0; i < replies->count; i++) {
        const OaReply *reply = ROWS_AT(OaReply, *replies, i);
        if (reply->is_on && reply->occasion == OA_ON_FOLLOW) return reply;
    }
    return NULL;
}

static const OaReply *of_key(const Rows *replies, Str key)
{
    for (size_t i = 0; i < replies->count; i++) {
        const OaReply *reply = ROWS_AT(OaReply, *replies, i);
        if (!reply->is_on || reply->occasion != OA_ON_MENU) continue;
        for (size_t j = 0; j < reply->keywords.count; j++)
            if (str_equal(reply->keywords.at[j], key)) return reply;
    }
    return NULL;
}

/* ---- with what ------------------------------------------------------------------------ */

/* A contact code becomes a card that opens it; one that has no link yet is left out. */
static Code add_code(Ctx *cx, int64_t code_id, const OaPart *part, OaAnswer *out)
{
    ChannelCode code = { 0 };
    const Code  got  = acquire_code_get(cx, (ChannelCodeId){ code_id }, &code);
    if (got == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(got);
    if (code.link.len == 0 || code.state == CODE_DELETED) return OK;
    *VEC_ADD(&out->parts, OaPart) = (OaPart){
        .kind = OA_PART_CODE,
        .text = part && part->text.len ? part->text : S("添加企业微信顾问"),
        .description =
            part && part->description.len ? part->description : S("点击添加，一对一为您服务"),
        .url             = code.link,
        .picture_url     = part && part->picture_url.len ? part->picture_url : code.qr_url,
        .channel_code_id = code_id,
    };
    return OK;
}

static Code find_place(Ctx *cx, int64_t connection_id, OaPlaceKind kind, Str ref, OaAnswer *out)
{
    bool found = false;
    if (out->place.id) return OK;
    TRY(oa_sql_place_by_ref(cx, connection_id, kind, ref, &out->place, &found));
    if (!found) out->place = (OaPlace){ 0 };
    return OK;
}

static Code add_reply(Ctx *cx, const Connection *connection, const OaReply *reply, OaAnswer *out)
{
    if (!reply) return OK;
    out->reply = *reply;
    for (size_t i = 0; i < reply->messages.count; i++) {
        const OaPart *part = ROWS_AT(OaPart, reply->messages, i);
        if (part->kind != OA_PART_CODE) {
            *VEC_ADD(&out->parts, OaPart) = *part;
            continue;
        }
        TRY(add_code(cx, part->channel_code_id, part, out));
        TRY(find_place(cx, connection->id, OA_PLACE_REPLY,
                       str_fmt(cx->arena, "%lld", (long long)reply->id), out));
    }
    return OK;
}

static Code add_qr(Ctx *cx, const Connection *connection, OaAnswer *out)
{
    if (out->qr.channel_code_id == 0) return OK;
    TRY(find_place(cx, connection->id, OA_PLACE_QR,
                   str_fmt(cx->arena, "%lld", (long long)out->qr.id), out));
    return add_code(cx, out->qr.channel_code_id, NULL, out);
}

static Code add_button(Ctx *cx, const Connection *connection, const OaTold *told,
                       const Rows *replies, OaAnswer *out)
{
    OaMenu   menu   = { 0 };
    OaButton button = { 0 };
    bool     found  = false;
    TRY(oa_sql_menu(cx, connection->id, &menu, &found));
    if (found && oa_menu_button(cx->arena, menu.published, told->key, &button))
        out->button = button.name;
    if (told->type != EV_OA_MENU_CLICKED) return OK;
    if (button.kind != OA_BUTTON_CODE)
        return add_reply(cx, connection, of_key(replies, told->key), out);
    TRY(find_place(cx, connection->id, OA_PLACE_MENU, told->key, out));
    return add_code(cx, button.channel_code_id, NULL, out);
}

/* A picture can be answered at once only where the platform has it already. */
static Code decide_at_once(Ctx *cx, const Connection *connection, OaAnswer *out)
{
    Media media = { 0 };
    if (out->parts.count == 0) return OK;
    const OaPart *first = VEC_AT(out->parts, OaPart, 0);
    out->at_once        = true;
    if (first->kind != OA_PART_IMAGE) return OK;
    const Code code = content_media_get(cx, (MediaId){ first->media_id }, &media);
    if (code == ERR_NOT_FOUND)
        forgive(cx);
    else
        TRY(code);
    if (media.id)
        TRY(channel_media_known(cx, (ConnectionId){ connection->id }, media.sha256, "image",
                                &out->media_id));
    out->at_once = out->media_id.len > 0;
    return OK;
}

Code oa_answer_find(Ctx *cx, const Connection *connection, const OaTold *told, OaAnswer *out)
{
    Rows replies = { 0 };
    bool found   = false;
    *out         = (OaAnswer){ .parts = vec_of(cx->arena, OaPart) };
    if (!told->is_person || connection->state != CONNECTION_ACTIVE) return OK;
    if (told->scene.len) TRY(oa_sql_qr_by_scene(cx, connection->id, told->scene, &out->qr, &found));
    if (!found) out->qr = (OaQr){ 0 };
    switch ((int)told->type) {
    case EV_OA_FOLLOWED:
        TRY(oa_reply_read_all(cx, connection->id, &replies));
        TRY(add_reply(cx, connection, of_follow(&replies), out));
        TRY(add_qr(cx, connection, out));
        break;
    case EV_OA_SCANNED: TRY(add_qr(cx, connection, out)); break;
    case EV_OA_MENU_CLICKED:
    case EV_OA_MENU_VIEWED:
        TRY(oa_reply_read_all(cx, connection->id, &replies));
        TRY(add_button(cx, connection, told, &replies, out));
        break;
    case EV_OA_MESSAGED:
        TRY(oa_reply_read_all(cx, connection->id, &replies));
        TRY(add_reply(cx, connection, oa_answer_pick(&replies, told->text), out));
        break;
    default: break;
    }
    return decide_at_once(cx, connection, out);
}

int64_t oa_answer_deadline_ms(const OaTold *told, int64_t now_ms)
{
    const int64_t from_ms = told->at_ms > 0 && told->at_ms <= now_ms ? told->at_ms : now_ms;
    const int64_t seconds = told->type == EV_OA_MESSAGED ? WINDOW_S : TOUCH_WINDOW_S;
    return from_ms + (seconds - MARGIN_S) * (int64_t)MS_PER_SECOND;
}

/* ---- at once ---------------------------------------------------------------------------- */

static void put(StrBuf *xml, Arena *arena, const char *name, Str text)
{
    strbuf_fmt(xml, "<%s>%.*s</%s>", name, FMT(xml_cdata(arena, text.ptr ? text : S(""))), name);
}

static void put_card(StrBuf *xml, Arena *arena, const OaPart *part)
{
    strbuf_add(xml, S("<ArticleCount>1</ArticleCount><Articles><item>"));
    put(xml, arena, "Title", part->text);
    put(xml, arena, "Description", part->description);
    put(xml, arena, "PicUrl", part->picture_url);
    put(xml, arena, "Url", part->url);
    strbuf_add(xml, S("</item></Articles>"));
}

Str oa_answer_xml(Ctx *cx, const OaTold *told, const OaAnswer *answer)
{
    static const char *const types[] = {
        [OA_PART_TEXT]  = "text",
        [OA_PART_IMAGE] = "image",
        [OA_PART_LINK]  = "news",
        [OA_PART_CODE]  = "news",
    };
    if (!answer->at_once) return S("success");
    const OaPart *part  = VEC_AT(answer->parts, OaPart, 0);
    Arena        *arena = cx->arena;
    StrBuf        xml   = strbuf(arena, XML_MAX);
    strbuf_add(&xml, S("<xml>"));
    put(&xml, arena, "ToUserName", told->openid);
    put(&xml, arena, "FromUserName", told->account);
    strbuf_fmt(&xml, "<CreateTime>%lld</CreateTime>", (long long)(cx->now_ms / MS_PER_SECOND));
    put(&xml, arena, "MsgType", str_of(types[part->kind]));
    if (part->kind == OA_PART_TEXT) put(&xml, arena, "Content", part->text);
    if (part->kind == OA_PART_IMAGE) {
        strbuf_add(&xml, S("<Image>"));
        put(&xml, arena, "MediaId", answer->media_id);
        strbuf_add(&xml, S("</Image>"));
    }
    if (part->kind == OA_PART_LINK || part->kind == OA_PART_CODE) put_card(&xml, arena, part);
    strbuf_add(&xml, S("</xml>"));
    return xml.failed ? S("success") : strbuf_str(&xml);
}

/* ---- afterwards ---------------------------------------------------------------------------- */

void oa_answer_put_parts(JsonOut *out, const Vec *parts)
{
    json_open_array(out);
    for (size_t i = 0; i < parts->count; i++) {
        const OaPart *part = VEC_AT(*parts, OaPart, i);
        json_open_object(out);
        json_pair_str(out, S("kind"), word_of(&oa_part_kind_words, (int)part->kind));
        json_pair_str(out, S("text"), part->text);
        json_pair_str(out, S("description"), part->description);
        json_pair_str(out, S("url"), part->url);
        json_pair_str(out, S("picture_url"), part->picture_url);
        if (part->media_id) json_pair_id(out, S("media_id"), part->media_id);
        if (part->channel_code_id) json_pair_id(out, S("channel_code_id"), part->channel_code_id);
        json_close_object(out);
    }
    json_close_array(out);
}

static Str message_body(Ctx *cx, Str openid, OaPartKind kind, const Json *part)
{
    JsonOut out  = json_out(cx->arena, 32 * 1024);
    Str     text = S("{}");
    json_open_object(&out);
    json_pair_str(&out, S("touser"), openid);
    json_pair_str(&out, S("msgtype"), kind == OA_PART_TEXT ? S("text") : S("news"));
    json_key(&out, kind == OA_PART_TEXT ? S("text") : S("news"));
    json_open_object(&out);
    if (kind == OA_PART_TEXT) {
        json_pair_str(&out, S("content"), json_str(part, S("text")));
    } else {
        json_key(&out, S("articles"));
        json_open_array(&out);
        json_open_object(&out);
        json_pair_str(&out, S("title"), json_str(part, S("text")));
        json_pair_str(&out, S("description"), json_str(part, S("description")));
        json_pair_str(&out, S("url"), json_str(part, S("url")));
        json_pair_str(&out, S("picurl"), json_str(part, S("picture_url")));
        json_close_object(&out);
        json_close_array(&out);
    }
    json_close_object(&out);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static Code media_json(Ctx *cx, int64_t media_id, Str *out)
{
    Media   media = { 0 };
    JsonOut json  = json_out(cx->arena, 4096);
    TRY(content_media_get(cx, (MediaId){ media_id }, &media));
    json_open_object(&json);
    json_pair_id(&json, S("id"), media.id);
    json_pair_str(&json, S("path"), content_media_path(cx, &media));
    json_pair_str(&json, S("name"), media.name);
    json_pair_str(&json, S("mime"), media.mime);
    json_pair_str(&json, S("sha256"), media.sha256);
    json_close_object(&json);
    return json_out_done(&json, out);
}

Code oa_answer_send(Ctx *cx, ConnectionId id, Str openid, const Json *part, int64_t deadline_ms,
                    Str key)
{
    const int kind   = value_of(&oa_part_kind_words, json_str(part, S("kind")));
    OaEffect  effect = { .what   = OA_SEND_MESSAGE,
                         .openid = openid,
                         .key    = key,
                         .lane   = str_fmt(cx->arena, "oa:%lld:%.*s", (long long)id.v, FMT(openid)),
                         .deadline_ms = deadline_ms };
    if (kind == 0) return OK;
    if (kind == OA_PART_IMAGE) {
        const Code code = media_json(cx, json_i64(part, S("media_id"), 0), &effect.media_json);
        if (code == ERR_NOT_FOUND) {
            forgive(cx);
            return OK; /* deleted since */
        }
        TRY(code);
    } else {
        effect.body = message_body(cx, openid, (OaPartKind)kind, part);
    }
    return channel_oa_put(cx, id, &effect);
}
