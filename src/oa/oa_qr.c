/* oa_qr.c -- codes with a scene, permanent and temporary, and where contact codes stand. */
#include "oa/oa_qr.h"

#include "oa/oa_reply.h"
#include "wire/wire.h"

enum { LIFE_MAX_S = 30 * 86400 };
static const int64_t touch_counts_ms = 30LL * MS_PER_DAY;

/* ---- making ------------------------------------------------------------------------- */

static Code put_effect(Ctx *cx, const OaQr *qr)
{
    const Str      object  = str_fmt(cx->arena, "oa_qr:%lld", (long long)qr->id);
    const Str      seconds = str_fmt(cx->arena, "\"expire_seconds\":%lld,", (long long)qr->life_s);
    const Str      life    = qr->is_permanent ? S("") : seconds;
    /* The scene is ours: letters and digits, nothing to escape. */
    const OaEffect effect = {
        .what   = OA_CREATE_QR,
        .object = object,
        .lane   = object,
        .body   = str_fmt(
              cx->arena,
              "{%.*s\"action_name\":\"%s\",\"action_info\":{\"scene\":{\"scene_str\":\"%.*s\"}}}",
              FMT(life), qr->is_permanent ? "QR_LIMIT_STR_SCENE" : "QR_STR_SCENE", FMT(qr->scene)),
    };
    return channel_oa_put(cx, (ConnectionId){ qr->connection_id }, &effect);
}

/* Its contact code has a place, or none any more. */
static Code put_place(Ctx *cx, const OaQr *qr)
{
    const Str ref = str_fmt(cx->arena, "%lld", (long long)qr->id);
    if (qr->channel_code_id == 0) return oa_sql_place_drop(cx, qr->connection_id, OA_PLACE_QR, ref);
    return oa_sql_place_put(cx, &(OaPlace){ .id              = cx_new_id(cx),
                                            .connection_id   = qr->connection_id,
                                            .kind            = OA_PLACE_QR,
                                            .ref             = ref,
                                            .name            = qr->name,
                                            .channel_code_id = qr->channel_code_id,
                                            .created_at_ms   = cx->now_ms });
}

Code oa_qr_list(Ctx *cx, ConnectionId id, Rows *items) { return oa_sql_qrs(cx, id.v, items); }

Code oa_qr_create(Ctx *cx, const OaQrDraft *draft, OaQr *out)
{
    Connection account;
    TRY(oa_reply_account(cx, (ConnectionId){ draft->connection_id }, &account));
    TRY(oa_reply_check_code(cx, draft->channel_code_id, "channel_code_id"));
    const int64_t id = cx_new_id(cx);
    *out             = (OaQr){ .id              = id,
                               .tenant_id       = cx->tenant_id,
                               .connection_id   = draft->connection_id,
                               .name            = str_trim(draft->name),
                               .scene           = str_fmt(cx->arena, "q%lld", (long long)id),
                               .is_permanent    = draft->is_permanent,
                               .life_s          = draft->is_permanent ? 0
                                                  : draft->life_s     ? draft->life_s
                                                                      : LIFE_MAX_S,
                               .state           = OA_QR_MAKING,
                               .reason          = S(""),
                               .ticket          = S(""),
                               .url             = S(""),
                               .channel_code_id = draft->channel_code_id,
                               .created_at_ms   = cx->now_ms,
                               .revision        = 1 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_qr_insert(cx, out));
    TRY(put_place(cx, out));
    TRY(put_effect(cx, out));
    TRY(oa_reply_emit_changed(cx, "oa_qr", out->id));
    return cx_commit(cx, &txn);
}

Code oa_qr_update(Ctx *cx, OaQrId id, int64_t revision, const OaQrDraft *draft, OaQr *out)
{
    TRY(oa_reply_check_code(cx, draft->channel_code_id, "channel_code_id"));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_qr(cx, id.v, out));
    out->name            = str_trim(draft->name);
    out->channel_code_id = draft->channel_code_id;
    TRY(oa_sql_qr_update(cx, out, revision));
    TRY(put_place(cx, out));
    TRY(oa_reply_emit_changed(cx, "oa_qr", id.v));
    TRY(oa_sql_qr(cx, id.v, out));
    return cx_commit(cx, &txn);
}

Code oa_qr_renew(Ctx *cx, OaQrId id, OaQr *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_qr(cx, id.v, out));
    out->state  = OA_QR_MAKING;
    out->reason = S("");
    TRY(oa_sql_qr_made(cx, out));
    TRY(put_effect(cx, out));
    TRY(oa_reply_emit_changed(cx, "oa_qr", id.v));
    return cx_commit(cx, &txn);
}

Code oa_qr_settled(Ctx *cx, int64_t id, bool is_done, Str reason, const Json *answer)
{
    OaQr       qr;
    const Code code = oa_sql_qr(cx, id, &qr);
    if (code == ERR_NOT_FOUND) {
        forgive(cx);
        return OK;
    }
    TRY(code);
    qr.state  = is_done ? OA_QR_READY : OA_QR_FAILED;
    qr.reason = is_done ? S("") : reason;
    if (is_done) {
        const int64_t life_s = json_i64(answer, S("expire_seconds"), 0);
        qr.ticket            = json_str(answer, S("ticket"));
        qr.url               = json_str(answer, S("url"));
        qr.expires_at_ms     = qr.is_permanent ? 0 : cx->now_ms + life_s * MS_PER_SECOND;
    }
    TRY(oa_sql_qr_made(cx, &qr));
    return oa_reply_emit_changed(cx, "oa_qr", id);
}

Code oa_qr_scanned(Ctx *cx, int64_t id, bool is_follow)
{
    return oa_sql_qr_count(cx, id, 1, is_follow ? 1 : 0, 0);
}

/* ---- places ----------------------------------------------------------------------------- */

Code oa_place_list(Ctx *cx, ConnectionId id, Rows *items) { return oa_sql_places(cx, id.v, items); }

Code oa_place_add_article(Ctx *cx, const OaPlaceDraft *draft, OaPlace *out)
{
    Connection account;
    bool       found = false;
    Url        url;
    TRY(oa_reply_account(cx, (ConnectionId){ draft->connection_id }, &account));
    TRY(oa_reply_check_code(cx, draft->channel_code_id, "channel_code_id"));
    if (url_parse(draft->url, &url) != OK)
        return fail_field(cx, "oa.part_url", S("url"), "http:// | https://");
    const OaPlace made = { .id              = cx_new_id(cx),
                           .connection_id   = draft->connection_id,
                           .kind            = OA_PLACE_ARTICLE,
                           .ref             = draft->url,
                           .name            = str_trim(draft->name),
                           .channel_code_id = draft->channel_code_id,
                           .created_at_ms   = cx->now_ms };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_place_put(cx, &made));
    TRY(oa_sql_place_by_ref(cx, made.connection_id, OA_PLACE_ARTICLE, made.ref, out, &found));
    ASSERT(found);
    TRY(oa_reply_emit_changed(cx, "oa_place", out->id));
    return cx_commit(cx, &txn);
}

Code oa_place_delete(Ctx *cx, int64_t id)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(oa_sql_place_delete(cx, id, OA_PLACE_ARTICLE));
    TRY(oa_reply_emit_changed(cx, "oa_place", id));
    return cx_commit(cx, &txn);
}

/* ---- where an add came from ------------------------------------------------------------------ */

/* The only place that carries the code; else the one of them he touched last. */
static Code choose(Ctx *cx, const Rows *places, int64_t customer_id, int64_t at_ms,
                   const OaPlace **out, const char **how)
{
    Rows fans = { 0 };
    *out      = NULL;
    if (places->count == 0) return OK;
    TRY(oa_sql_fans_of(cx, customer_id, &fans));
    for (size_t i = 0; i < fans.count && !*out; i++) {
        const OaFan *fan = ROWS_AT(OaFan, fans, i);
        if (fan->last_place_at_ms > at_ms + MS_PER_MINUTE ||
            fan->last_place_at_ms < at_ms - touch_counts_ms)
            continue;
        for (size_t j = 0; j < places->count; j++)
            if (ROWS_AT(OaPlace, *places, j)->id == fan->last_place_id)
                *out = ROWS_AT(OaPlace, *places, j);
    }
    *how = "touch";
    if (*out || places->count > 1) return OK;
    /* Adds of the time before the code stood there came from elsewhere. */
    if (ROWS_AT(OaPlace, *places, 0)->created_at_ms > at_ms + MS_PER_SECOND) return OK;
    *out = ROWS_AT(OaPlace, *places, 0);
    *how = "code";
    return OK;
}

Code oa_place_hear_matched(Ctx *cx, const Event *event, const Json *payload)
{
    Rows           places  = { 0 };
    const OaPlace *place   = NULL;
    const char    *how     = "code";
    JsonOut        out     = json_out(cx->arena, 4096);
    Str            text    = { 0 };
    int64_t        qr_id   = 0;
    const int64_t  code_id = json_i64(payload, S("code_id"), 0);
    TRY(oa_sql_places_of_code(cx, code_id, &places));
    TRY(choose(cx, &places, event->person_id, event->occurred_at_ms, &place, &how));
    if (!place) return OK;
    TRY(oa_sql_place_count(cx, place->id, 0, 1, event->occurred_at_ms));
    if (place->kind == OA_PLACE_QR && str_to_i64(place->ref, &qr_id))
        TRY(oa_sql_qr_count(cx, qr_id, 0, 0, 1));
    json_open_object(&out);
    json_pair_id(&out, S("connection_id"), place->connection_id);
    json_pair_id(&out, S("place_id"), place->id);
    json_pair_str(&out, S("kind"), word_of(&oa_place_kind_words, (int)place->kind));
    json_pair_str(&out, S("name"), place->name);
    json_pair_str(&out, S("how"), str_of(how));
    json_pair_id(&out, S("code_id"), code_id);
    json_pair_str(&out, S("code_name"), json_str(payload, S("code_name")));
    json_pair_id(&out, S("staff_id"), json_i64(payload, S("staff_id"), 0));
    json_close_object(&out);
    TRY(json_out_done(&out, &text));
    return event_emit(
        cx, EV_OA_ADD_ATTRIBUTED,
        (EventDraft){ .id             = str_fmt(cx->arena, "oa_add:%lld", (long long)event->seq),
                      .person_id      = event->person_id,
                      .object         = str_fmt(cx->arena, "oa_place:%lld", (long long)place->id),
                      .source         = S("oa"),
                      .occurred_at_ms = event->occurred_at_ms,
                      .payload        = text });
}
