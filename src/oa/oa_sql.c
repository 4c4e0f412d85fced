/* oa_sql.c -- every statement of official accounts. */
#include "oa/oa_sql.h"

#include "kernel/scope_sql.h"

// clang-format off
static const Table fan_table    = { "oa_fan",    &oa_fan_shape };
static const Table follow_table = { "oa_follow", &oa_follow_shape };
static const Table qr_table     = { "oa_qr",     &oa_qr_shape };
static const Table menu_table   = { "oa_menu",   &oa_menu_shape };
static const Table reply_table  = { "oa_reply",  &oa_reply_shape };
static const Table place_table  = { "oa_place",  &oa_place_shape };

/* ---- fans ---- */

static const Query fan_find = {
    .name     = "oa_fan.find",
    .unscoped = "for the door: a fan is one whoever looks",
    .sql      = "SELECT {cols} FROM oa_fan WHERE tenant_id = $1 AND connection_id = $2 AND openid = $3",
    .out      = &oa_fan_shape,
};
static const Query fan_update = {
    .name     = "oa_fan.update",
    .unscoped = "what the platform told; nothing of it is shown",
    .sql      = "UPDATE oa_fan SET unionid = $3, is_following = $4, scene = $5, qr_id = $6,"
                " remark = $7, first_followed_at_ms = $8, followed_at_ms = $9, unfollowed_at_ms = $10,"
                " last_seen_at_ms = {greatest}(last_seen_at_ms, $11), read_at_ms = {greatest}(read_at_ms, $12)"
                " WHERE tenant_id = $1 AND id = $2",
};
static const Query fan_touch_place = {
    .name     = "oa_fan.touch_place",
    .unscoped = "what the platform told; nothing of it is shown",
    .sql      = "UPDATE oa_fan SET last_place_id = $3, last_place_at_ms = $4"
                " WHERE tenant_id = $1 AND id = $2 AND last_place_at_ms <= $4",
};
static const Query fan_page = {
    .name = "oa_fan.page",
    .sql  = "SELECT {f.cols} FROM oa_fan f WHERE f.tenant_id = $1"
            " AND (CAST($2 AS BIGINT) = 0 OR f.connection_id = $2)"
            " AND (CAST($3 AS BIGINT) = 0 OR f.customer_id = $3)"
            " AND (f.last_seen_at_ms < $4 OR (f.last_seen_at_ms = $4 AND f.id < $5))"
            SEES_CUSTOMER("$7", "f.customer_id") " ORDER BY f.last_seen_at_ms DESC, f.id DESC LIMIT $6",
    .out  = &oa_fan_shape,
};
static const Query fan_seen = {
    .name = "oa_fan.seen",
    .sql  = "SELECT {f.cols} FROM oa_fan f WHERE f.tenant_id = $1 AND f.id = $2" SEES_CUSTOMER("$3", "f.customer_id"),
    .out  = &oa_fan_shape,
};
static const Query fans_of = {
    .name     = "oa_fan.of_person",
    .unscoped = "to attribute an add; nothing of it is shown",
    .sql      = "SELECT {cols} FROM oa_fan WHERE tenant_id = $1 AND customer_id = $2"
                " ORDER BY last_place_at_ms DESC, id LIMIT 20",
    .out      = &oa_fan_shape,
};
static const Query fans_unread = {
    .name     = "oa_fan.unread",
    .unscoped = "of the sync; nothing of it is shown",
    .sql      = "SELECT {cols} FROM oa_fan WHERE tenant_id = $1 AND connection_id = $2 AND is_following"
                " AND read_at_ms < $3 AND followed_at_ms < $3 AND id > $4 ORDER BY id LIMIT $5",
    .out      = &oa_fan_shape,
};

static const Query follows = {
    .name     = "oa_follow.of_fan",
    .unscoped = "the fan was read within the scope before",
    .sql      = "SELECT {cols} FROM oa_follow WHERE tenant_id = $1 AND fan_id = $2 ORDER BY began_at_ms LIMIT 1000",
    .out      = &oa_follow_shape,
};
static const Query follow_put = {
    .name = "oa_follow.put",
    .sql  = "INSERT INTO oa_follow (tenant_id, fan_id, began_at_ms, ended_at_ms, scene, qr_id)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, fan_id, began_at_ms) DO UPDATE SET"
            " ended_at_ms = excluded.ended_at_ms, scene = excluded.scene, qr_id = excluded.qr_id",
};

/* ---- codes ---- */

static const Query qrs = {
    .name = "oa_qr.list",
    .sql  = "SELECT {cols} FROM oa_qr WHERE tenant_id = $1 AND (CAST($2 AS BIGINT) = 0 OR connection_id = $2)"
            " ORDER BY id DESC LIMIT 500",
    .out  = &oa_qr_shape,
};
static const Query qr_by_id = {
    .name = "oa_qr.by_id",
    .sql  = "SELECT {cols} FROM oa_qr WHERE tenant_id = $1 AND id = $2",
    .out  = &oa_qr_shape,
};
static const Query qr_by_scene = {
    .name = "oa_qr.by_scene",
    .sql  = "SELECT {cols} FROM oa_qr WHERE tenant_id = $1 AND connection_id = $2 AND scene = $3",
    .out  = &oa_qr_shape,
};
static const Query qr_update = {
    .name = "oa_qr.update",
    .sql  = "UPDATE oa_qr SET name = $3, channel_code_id = $4, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $5",
};
static const Query qr_made = {
    .name = "oa_qr.made",
    .sql  = "UPDATE oa_qr SET state = $3, reason = $4, ticket = $5, url = $6, expires_at_ms = $7"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query qr_count = {
    .name = "oa_qr.count",
    .sql  = "UPDATE oa_qr SET scan_count = scan_count + $3, follow_count = follow_count + $4,"
            " add_count = add_count + $5 WHERE tenant_id = $1 AND id = $2",
};

/* ---- the menu ---- */

static const Query menu_of = {
    .name = "oa_menu.of_account",
    .sql  = "SELECT {cols} FROM oa_menu WHERE tenant_id = $1 AND connection_id = $2",
    .out  = &oa_menu_shape,
};
static const Query menu_update = {
    .name = "oa_menu.update",
    .sql  = "UPDATE oa_menu SET draft = $3, published = $4, state = $5, reason = $6, published_at_ms = $7,"
            " changed_at_ms = $8, revision = revision + 1 WHERE tenant_id = $1 AND connection_id = $2"
            " AND revision = $9",
};

/* ---- replies ---- */

static const Query replies = {
    .name = "oa_reply.list",
    .sql  = "SELECT {cols} FROM oa_reply WHERE tenant_id = $1 AND (CAST($2 AS BIGINT) = 0 OR connection_id = $2)"
            " ORDER BY id LIMIT 500",
    .out  = &oa_reply_shape,
};
static const Query reply_by_id = {
    .name = "oa_reply.by_id",
    .sql  = "SELECT {cols} FROM oa_reply WHERE tenant_id = $1 AND id = $2",
    .out  = &oa_reply_shape,
};
static const Query reply_update = {
    .name = "oa_reply.update",
    .sql  = "UPDATE oa_reply SET name = $3, occasion = $4, is_exact = $5, body = $6, is_on = $7,"
            " revision = revision + 1 WHERE tenant_id = $1 AND id = $2 AND revision = $8",
};
static const Query reply_delete = {
    .name = "oa_reply.delete",
    .sql  = "DELETE FROM oa_reply WHERE tenant_id = $1 AND id = $2 AND revision = $3",
};
static const Query reply_hit = {
    .name = "oa_reply.hit",
    .sql  = "UPDATE oa_reply SET hit_count = hit_count + 1 WHERE tenant_id = $1 AND id = $2",
};

/* ---- places ---- */

static const Query places = {
    .name = "oa_place.list",
    .sql  = "SELECT {cols} FROM oa_place WHERE tenant_id = $1 AND (CAST($2 AS BIGINT) = 0 OR connection_id = $2)"
            " ORDER BY add_count DESC, touch_count DESC, id LIMIT 500",
    .out  = &oa_place_shape,
};
static const Query places_of_code = {
    .name = "oa_place.of_code",
    .sql  = "SELECT {cols} FROM oa_place WHERE tenant_id = $1 AND channel_code_id = $2 ORDER BY id LIMIT 500",
    .out  = &oa_place_shape,
};
static const Query place_by_ref = {
    .name = "oa_place.by_ref",
    .sql  = "SELECT {cols} FROM oa_place WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3 AND ref = $4",
    .out  = &oa_place_shape,
};
static const Query place_put = {
    .name = "oa_place.put",
    .sql  = "INSERT INTO oa_place (tenant_id, id, connection_id, kind, ref, name, channel_code_id, touch_count,"
            " add_count, last_add_at_ms, created_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, $8)"
            " ON CONFLICT (tenant_id, connection_id, kind, ref) DO UPDATE SET name = excluded.name,"
            " channel_code_id = excluded.channel_code_id",
};
static const Query place_count = {
    .name = "oa_place.count",
    .sql  = "UPDATE oa_place SET touch_count = touch_count + $3, add_count = add_count + $4,"
            " last_add_at_ms = CASE WHEN CAST($4 AS BIGINT) > 0 THEN {greatest}(last_add_at_ms, $5) ELSE last_add_at_ms END"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query place_drop = {
    .name = "oa_place.drop",
    .sql  = "DELETE FROM oa_place WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3 AND ref = $4",
};
static const Query place_delete = {
    .name = "oa_place.delete",
    .sql  = "DELETE FROM oa_place WHERE tenant_id = $1 AND id = $2 AND kind = $3",
};

/* ---- two persons become one ---- */

static const Query merge_note = {
    .name     = "oa_fan.merge_note",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "INSERT INTO customer_origin (tenant_id, origin_id, kind, row_id, sub_id, stamp)"
                " SELECT f.tenant_id, f.customer_id, 'oa_fan', f.id, 0, 0 FROM oa_fan f"
                " WHERE f.tenant_id = $1 AND f.customer_id = $2 AND NOT EXISTS (SELECT 1"
                " FROM customer_origin o WHERE o.tenant_id = $1 AND o.kind = 'oa_fan' AND o.row_id = f.id)",
};
static const Query merge_take = {
    .name     = "oa_fan.merge_take",
    .unscoped = "two persons become one; nothing of it is shown",
    .sql      = "UPDATE oa_fan SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2",
};
static const Query merge_give_back = {
    .name     = "oa_fan.merge_give_back",
    .unscoped = "one person becomes two; nothing of it is shown",
    .sql      = "UPDATE oa_fan SET customer_id = $3 WHERE tenant_id = $1 AND customer_id = $2"
                " AND (id IN (SELECT o.row_id FROM customer_origin o WHERE o.tenant_id = $1"
                " AND o.kind = 'oa_fan' AND (o.origin_id = $3 OR o.origin_id IN (SELECT f.from_id"
                " FROM event_fold f WHERE f.tenant_id = $1 AND f.into_id = $3))))",
};
const MergeTable oa_merge_table = { "oa_fan", &merge_note, &merge_take, &merge_give_back };

static const Query *const queries[] = {
    &fan_find, &fan_update, &fan_touch_place, &fan_page, &fan_seen, &fans_of, &fans_unread, &follows,
    &follow_put, &qrs, &qr_by_id, &qr_by_scene, &qr_update, &qr_made, &qr_count, &menu_of,
    &menu_update, &replies, &reply_by_id, &reply_update, &reply_delete, &reply_hit, &places,
    &places_of_code, &place_by_ref, &place_put, &place_count, &place_drop, &place_delete,
    &merge_note, &merge_take, &merge_give_back,
};
static const Table *const tables[] = { &fan_table, &follow_table, &qr_table, &menu_table, &reply_table, &place_table };
const SqlList oa_sql = SQL_LIST("oa", queries, tables);
// clang-format on

/* ---- fans ---------------------------------------------------------------------- */

Code oa_sql_fan_find(Ctx *cx, int64_t connection_id, Str openid, OaFan *out, bool *found)
{
    return cx_find(cx, &fan_find, out, found, ARGS(V(cx->tenant_id), V(connection_id), V(openid)));
}

Code oa_sql_fan_insert(Ctx *cx, const OaFan *fan)
{
    ASSERT(fan->tenant_id == cx->tenant_id);
    return cx_insert_all(cx, &fan_table, (Rows){ (void *)(uintptr_t)fan, 1 }, true, NULL);
}

Code oa_sql_fan_update(Ctx *cx, const OaFan *fan)
{
    return cx_run(cx, &fan_update, NULL,
                  ARGS(V(cx->tenant_id), V(fan->id), V(fan->unionid), V(fan->is_following),
                       V(fan->scene), V(fan->qr_id), V(fan->remark), V(fan->first_followed_at_ms),
                       V(fan->followed_at_ms), V(fan->unfollowed_at_ms), V(fan->last_seen_at_ms),
                       V(fan->read_at_ms)));
}

Code oa_sql_fan_touch_place(Ctx *cx, int64_t fan_id, int64_t place_id, int64_t at_ms)
{
    return cx_run(cx, &fan_touch_place, NULL,
                  ARGS(V(cx->tenant_id), V(fan_id), V(place_id), V(at_ms)));
}

Code oa_sql_fan_page(Ctx *cx, const OaFanFilter *filter, const int64_t keys[2], int64_t limit,
                     Rows *rows)
{
    return cx_list(cx, &fan_page, rows,
                   ARGS(V(cx->tenant_id), V(filter->connection_id), V(filter->customer_id),
                        V(keys[0]), V(keys[1]), V(limit), V(cx->scope_id)));
}

Code oa_sql_fan_seen(Ctx *cx, int64_t fan_id, OaFan *out)
{
    bool found = false;
    TRY(cx_find(cx, &fan_seen, out, &found, ARGS(V(cx->tenant_id), V(fan_id), V(cx->scope_id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "oa.no_fan");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code oa_sql_fans_of(Ctx *cx, int64_t customer_id, Rows *rows)
{
    return cx_list(cx, &fans_of, rows, ARGS(V(cx->tenant_id), V(customer_id)));
}

Code oa_sql_fans_unread(Ctx *cx, int64_t connection_id, int64_t before_ms, int64_t after_id,
                        int64_t limit, Rows *rows)
{
    return cx_list(cx, &fans_unread, rows,
                   ARGS(V(cx->tenant_id), V(connection_id), V(before_ms), V(after_id), V(limit)));
}

Code oa_sql_follows(Ctx *cx, int64_t fan_id, Rows *rows)
{
    return cx_list(cx, &follows, rows, ARGS(V(cx->tenant_id), V(fan_id)));
}

Code oa_sql_follow_put(Ctx *cx, const OaFollow *row)
{
    return cx_run(cx, &follow_put, NULL,
                  ARGS(V(cx->tenant_id), V(row->fan_id), V(row->began_at_ms), V(row->ended_at_ms),
                       V(row->scene), V(row->qr_id)));
}

/* ---- codes ----------------------------------------------------------------------- */

Code oa_sql_qrs(Ctx *cx, int64_t connection_id, Rows *rows)
{
    return cx_list(cx, &qrs, rows, ARGS(V(cx->tenant_id), V(connection_id)));
}

Code oa_sql_qr(Ctx *cx, int64_t id, OaQr *out)
{
    bool found = false;
    TRY(cx_find(cx, &qr_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "oa.no_qr");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code oa_sql_qr_by_scene(Ctx *cx, int64_t connection_id, Str scene, OaQr *out, bool *found)
{
    return cx_find(cx, &qr_by_scene, out, found,
                   ARGS(V(cx->tenant_id), V(connection_id), V(scene)));
}

Code oa_sql_qr_insert(Ctx *cx, const OaQr *qr)
{
    ASSERT(qr->tenant_id == cx->tenant_id);
    return cx_insert(cx, &qr_table, qr);
}

static Code one_changed(Ctx *cx, int64_t changed)
{
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "oa.changed_meanwhile");
    return OK;
}

Code oa_sql_qr_update(Ctx *cx, const OaQr *qr, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(
        cx, &qr_update, &changed,
        ARGS(V(cx->tenant_id), V(qr->id), V(qr->name), V(qr->channel_code_id), V(revision))));
    return one_changed(cx, changed);
}

Code oa_sql_qr_made(Ctx *cx, const OaQr *qr)
{
    return cx_run(cx, &qr_made, NULL,
                  ARGS(V(cx->tenant_id), V(qr->id), V(word_of(&oa_qr_state_words, (int)qr->state)),
                       V(qr->reason), V(qr->ticket), V(qr->url), V(qr->expires_at_ms)));
}

Code oa_sql_qr_count(Ctx *cx, int64_t id, int64_t scans, int64_t follows_, int64_t adds)
{
    return cx_run(cx, &qr_count, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(scans), V(follows_), V(adds)));
}

/* ---- the menu --------------------------------------------------------------------- */

Code oa_sql_menu(Ctx *cx, int64_t connection_id, OaMenu *out, bool *found)
{
    return cx_find(cx, &menu_of, out, found, ARGS(V(cx->tenant_id), V(connection_id)));
}

Code oa_sql_menu_insert(Ctx *cx, const OaMenu *menu)
{
    ASSERT(menu->tenant_id == cx->tenant_id);
    return cx_insert_all(cx, &menu_table, (Rows){ (void *)(uintptr_t)menu, 1 }, true, NULL);
}

Code oa_sql_menu_update(Ctx *cx, const OaMenu *menu, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &menu_update, &changed,
               ARGS(V(cx->tenant_id), V(menu->connection_id), V(menu->draft), V(menu->published),
                    V(word_of(&oa_menu_state_words, (int)menu->state)), V(menu->reason),
                    V(menu->published_at_ms), V(menu->changed_at_ms), V(revision))));
    return one_changed(cx, changed);
}

/* ---- replies ------------------------------------------------------------------------ */

Code oa_sql_replies(Ctx *cx, int64_t connection_id, Rows *rows)
{
    return cx_list(cx, &replies, rows, ARGS(V(cx->tenant_id), V(connection_id)));
}

Code oa_sql_reply(Ctx *cx, int64_t id, OaReply *out)
{
    bool found = false;
    TRY(cx_find(cx, &reply_by_id, out, &found, ARGS(V(cx->tenant_id), V(id))));
    REQUIRE(cx, found, ERR_NOT_FOUND, "oa.no_reply");
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

Code oa_sql_reply_insert(Ctx *cx, const OaReply *reply)
{
    ASSERT(reply->tenant_id == cx->tenant_id);
    return cx_insert(cx, &reply_table, reply);
}

Code oa_sql_reply_update(Ctx *cx, const OaReply *reply, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &reply_update, &changed,
               ARGS(V(cx->tenant_id), V(reply->id), V(reply->name),
                    V(word_of(&oa_occasion_words, (int)reply->occasion)), V(reply->is_exact),
                    V(reply->body), V(reply->is_on), V(revision))));
    return one_changed(cx, changed);
}

Code oa_sql_reply_delete(Ctx *cx, int64_t id, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &reply_delete, &changed, ARGS(V(cx->tenant_id), V(id), V(revision))));
    return one_changed(cx, changed);
}

Code oa_sql_reply_hit(Ctx *cx, int64_t id)
{
    return cx_run(cx, &reply_hit, NULL, ARGS(V(cx->tenant_id), V(id)));
}

/* ---- places --------------------------------------------------------------------------- */

Code oa_sql_places(Ctx *cx, int64_t connection_id, Rows *rows)
{
    return cx_list(cx, &places, rows, ARGS(V(cx->tenant_id), V(connection_id)));
}

Code oa_sql_places_of_code(Ctx *cx, int64_t channel_code_id, Rows *rows)
{
    return cx_list(cx, &places_of_code, rows, ARGS(V(cx->tenant_id), V(channel_code_id)));
}

Code oa_sql_place_by_ref(Ctx *cx, int64_t connection_id, OaPlaceKind kind, Str ref, OaPlace *out,
                         bool *found)
{
    return cx_find(cx, &place_by_ref, out, found,
                   ARGS(V(cx->tenant_id), V(connection_id),
                        V(word_of(&oa_place_kind_words, (int)kind)), V(ref)));
}

Code oa_sql_place_put(Ctx *cx, const OaPlace *place)
{
    return cx_run(cx, &place_put, NULL,
                  ARGS(V(cx->tenant_id), V(place->id), V(place->connection_id),
                       V(word_of(&oa_place_kind_words, (int)place->kind)), V(place->ref),
                       V(place->name), V(place->channel_code_id), V(place->created_at_ms)));
}

Code oa_sql_place_count(Ctx *cx, int64_t id, int64_t touches, int64_t adds, int64_t at_ms)
{
    return cx_run(cx, &place_count, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(touches), V(adds), V(at_ms)));
}

Code oa_sql_place_drop(Ctx *cx, int64_t connection_id, OaPlaceKind kind, Str ref)
{
    return cx_run(cx, &place_drop, NULL,
                  ARGS(V(cx->tenant_id), V(connection_id),
                       V(word_of(&oa_place_kind_words, (int)kind)), V(ref)));
}

Code oa_sql_place_delete(Ctx *cx, int64_t id, OaPlaceKind kind)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &place_delete, &changed,
               ARGS(V(cx->tenant_id), V(id), V(word_of(&oa_place_kind_words, (int)kind)))));
    REQUIRE(cx, changed == 1, ERR_NOT_FOUND, "oa.no_place");
    return OK;
}
