/* oa_fan.c -- who follows since when, until when, and whose openid it is. */
#include "oa/oa_fan.h"

#include "wire/wire.h"

/* ---- the rule ------------------------------------------------------------------- */

static bool is_within(const OaFollow *row, int64_t at_ms)
{
    return row->began_at_ms <= at_ms + OA_TOLERANCE_MS &&
           (row->ended_at_ms == 0 || row->ended_at_ms > at_ms);
}

OaFolded oa_fan_fold_follow(const OaFollow *rows, size_t count, int64_t at_ms, int64_t ended_ms)
{
    OaFolded folded = { 0 };
    int64_t  next   = INT64_MAX; /* the beginning after this one */
    for (size_t i = 0; i < count; i++) {
        if (is_within(&rows[i], at_ms)) return folded; /* told before, or seen by a sync */
        if (rows[i].began_at_ms > at_ms && rows[i].began_at_ms < next) next = rows[i].began_at_ms;
    }
    folded.changed[0] = (OaFollow){ .began_at_ms = at_ms };
    folded.count      = 1;
    /* An end that was told before its beginning, or at the latest the next beginning. */
    if (ended_ms > at_ms && ended_ms <= next)
        folded.changed[0].ended_at_ms = ended_ms;
    else if (next != INT64_MAX)
        folded.changed[0].ended_at_ms = next;
    return folded;
}

OaFolded oa_fan_fold_unfollow(const OaFollow *rows, size_t count, int64_t at_ms)
{
    OaFolded        folded = { 0 };
    const OaFollow *last   = NULL;
    for (size_t i = 0; i < count; i++)
        if (rows[i].began_at_ms <= at_ms && (!last || rows[i].began_at_ms > last->began_at_ms))
            last = &rows[i];
    if (!last || (last->ended_at_ms != 0 && last->ended_at_ms <= at_ms)) return folded;
    folded.changed[0]             = *last;
    folded.changed[0].ended_at_ms = at_ms;
    folded.count                  = 1;
    return folded;
}

/* ---- whose it is ------------------------------------------------------------------ */

Code oa_fan_person(Ctx *cx, Str source, Str app_id, Str openid, Str unionid, int64_t at_ms,
                   int64_t *person_id)
{
    DoorWho who = { .at_ms = at_ms };
    (void)customer_door_claim(cx->arena, &who,
                              (DoorClaim){ .kind        = IDENTITY_OPENID,
                                           .scope       = app_id,
                                           .value       = openid,
                                           .decides     = true,
                                           .is_verified = true });
    (void)customer_door_claim(
        cx->arena, &who,
        (DoorClaim){
            .kind = IDENTITY_UNIONID, .value = unionid, .decides = true, .is_verified = true });
    /* The openid is the account's own; a unionid another holds is evidence, and the policy of
     * merging decides what becomes of it. */
    TRY(customer_door_resolve(cx, source, &who, 1));
    *person_id = who.person_id;
    return OK;
}

/* ---- writing ------------------------------------------------------------------------- */

/* Whoever it was has been deleted on request since that instant. */
static Code is_erased(Ctx *cx, const OaFanTold *told, int64_t at_ms, bool *erased)
{
    ErasedKey key = { 0 };
    *erased       = false;
    TRY(customer_erased_any(cx, erased));
    if (!*erased) return OK;
    TRY(customer_erased_find(cx, IDENTITY_OPENID, told->app_id, told->openid, &key));
    *erased = key.erased_at_ms >= at_ms && key.erased_at_ms > 0;
    return OK;
}

static Code find_or_make(Ctx *cx, const OaFanTold *told, OaFan *out)
{
    bool found = false, erased = false;
    TRY(oa_sql_fan_find(cx, told->connection_id, told->openid, out, &found));
    if (found) return OK;
    TRY(is_erased(cx, told, told->at_ms, &erased));
    *out = (OaFan){ 0 };
    if (erased) return OK;
    OaFan made = { .id              = cx_new_id(cx),
                   .tenant_id       = cx->tenant_id,
                   .connection_id   = told->connection_id,
                   .openid          = told->openid,
                   .unionid         = S(""),
                   .scene           = S(""),
                   .remark          = S(""),
                   .last_seen_at_ms = told->at_ms };
    TRY(oa_fan_person(cx, S("oa"), told->app_id, told->openid, told->unionid, told->at_ms,
                      &made.customer_id));
    TRY(oa_sql_fan_insert(cx, &made));
    TRY(oa_sql_fan_find(cx, told->connection_id, told->openid, out, &found));
    ASSERT(found);
    return OK;
}

static Code fold(Ctx *cx, const OaFanTold *told, OaFan *fan)
{
    Rows     rows   = { 0 };
    OaFolded folded = { 0 };
    if (!told->is_follow && !told->is_unfollow) return OK;
    TRY(oa_sql_follows(cx, fan->id, &rows));
    if (told->is_follow)
        folded = oa_fan_fold_follow(rows.at, rows.count, told->at_ms, fan->unfollowed_at_ms);
    else
        folded = oa_fan_fold_unfollow(rows.at, rows.count, told->at_ms);
    for (size_t i = 0; i < folded.count; i++) {
        OaFollow *row = &folded.changed[i];
        if (!row->scene.ptr) row->scene = told->scene.ptr ? told->scene : S("");
        if (told->is_follow) row->qr_id = told->qr_id;
        row->fan_id = fan->id;
        TRY(oa_sql_follow_put(cx, row));
    }
    if (told->is_unfollow && told->at_ms > fan->unfollowed_at_ms)
        fan->unfollowed_at_ms = told->at_ms;
    return OK;
}

/* What the intervals say of now. */
static Code settle(Ctx *cx, OaFan *fan)
{
    Rows rows = { 0 };
    TRY(oa_sql_follows(cx, fan->id, &rows));
    fan->is_following = false;
    for (size_t i = 0; i < rows.count; i++) {
        const OaFollow *row = ROWS_AT(OaFollow, rows, i);
        if (i == 0) fan->first_followed_at_ms = row->began_at_ms;
        fan->followed_at_ms = row->began_at_ms;
        fan->qr_id          = row->qr_id;
        if (row->scene.len) fan->scene = row->scene;
        if (row->ended_at_ms == 0) fan->is_following = true;
    }
    return OK;
}

Code oa_fan_take(Ctx *cx, const OaFanTold *told, OaFan *out)
{
    TRY(find_or_make(cx, told, out));
    if (out->id == 0) return OK;
    const bool is_new_union = told->unionid.len > 0 && !str_equal(told->unionid, out->unionid);
    if (is_new_union) {
        TRY(oa_fan_person(cx, S("oa"), told->app_id, told->openid, told->unionid, told->at_ms,
                          &out->customer_id));
        out->unionid = told->unionid;
    }
    TRY(fold(cx, told, out));
    TRY(settle(cx, out));
    if (told->scene.len && !told->is_unfollow) out->scene = told->scene;
    if (!told->is_unfollow)
        TRY(customer_pending_ask_follower(cx, (CustomerId){ out->customer_id }, out->unionid,
                                          out->openid));
    if (told->remark.ptr) out->remark = told->remark;
    if (told->is_read) out->read_at_ms = told->at_ms;
    if (!told->is_read && told->at_ms > out->last_seen_at_ms) out->last_seen_at_ms = told->at_ms;
    return oa_sql_fan_update(cx, out);
}

/* ---- what the platform tells when it is asked ---- */

Code oa_fan_put_read(Ctx *cx, const Connection *connection, Str openid, Str key)
{
    const OaEffect read = {
        .what   = OA_READ_FAN,
        .openid = openid,
        .object = str_fmt(cx->arena, "oa_fan:%lld:%.*s", (long long)connection->id, FMT(openid)),
        .key    = key,
    };
    return channel_oa_put(cx, (ConnectionId){ connection->id }, &read);
}

Code oa_fan_take_info(Ctx *cx, const Connection *connection, const Json *info, int64_t read_at_ms)
{
    const int64_t since_s = json_i64(info, S("subscribe_time"), 0);
    const bool    is_sane = since_s > 0 && since_s < INT64_C(1) << 34;
    const bool    follows = json_i64(info, S("subscribe"), 0) == 1;
    OaFan         fan     = { 0 };
    OaQr          qr      = { 0 };
    bool          found = false, erased = false;
    OaFanTold     told = { .connection_id = connection->id,
                           .app_id        = connection->corp_id,
                           .openid        = json_str(info, S("openid")),
                           .unionid       = json_str(info, S("unionid")),
                           .at_ms         = read_at_ms };
    if (told.openid.len == 0) return OK;
    /* Who followed before he was deleted on request is not taken in again by a reading. */
    TRY(oa_sql_fan_find(cx, told.connection_id, told.openid, &fan, &found));
    if (!found)
        TRY(is_erased(cx, &told, follows && is_sane ? since_s * MS_PER_SECOND : 0, &erased));
    if (erased) return OK;
    found = false;
    if (follows && is_sane) {
        const Str scene = json_str(info, S("qr_scene_str"));
        if (scene.len) TRY(oa_sql_qr_by_scene(cx, connection->id, scene, &qr, &found));
        OaFanTold since = told;
        since.at_ms     = since_s * MS_PER_SECOND;
        since.is_follow = true;
        since.scene     = json_str(info, S("subscribe_scene"));
        since.qr_id     = found ? qr.id : 0;
        TRY(oa_fan_take(cx, &since, &fan));
    }
    told.is_read     = true;
    told.is_unfollow = !follows && json_get(info, S("subscribe")) != NULL;
    told.scene       = follows ? json_str(info, S("subscribe_scene")) : (Str){ 0 };
    told.remark      = json_str(info, S("remark"));
    return oa_fan_take(cx, &told, &fan);
}

/* ---- for people ------------------------------------------------------------------------- */

Code oa_fan_list(Ctx *cx, const OaFanFilter *filter, Rows *items, Str *next_cursor)
{
    int64_t keys[2] = { 0 };
    TRY(page_keys(cx, filter->cursor, INT64_MAX, keys, 2));
    const int64_t limit = page_limit(filter->limit);
    TRY(oa_sql_fan_page(cx, filter, keys, limit + 1, items));
    if ((int64_t)items->count <= limit) return OK;
    items->count      = (size_t)limit;
    const OaFan *last = ROWS_AT(OaFan, *items, limit - 1);
    *next_cursor      = page_cursor(cx->arena, (int64_t[]){ last->last_seen_at_ms, last->id }, 2);
    return OK;
}

Code oa_fan_follows(Ctx *cx, int64_t fan_id, Rows *items)
{
    OaFan fan  = { 0 };
    Rows  rows = { 0 };
    TRY(oa_sql_fan_seen(cx, fan_id, &fan));
    TRY(oa_sql_follows(cx, fan_id, &rows));
    OaFollow *turned = arena_make(cx->arena, OaFollow, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        turned[i] = *ROWS_AT(OaFollow, rows, rows.count - 1 - i);
    *items = (Rows){ turned, rows.count };
    return OK;
}
