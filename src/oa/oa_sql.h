/* oa_sql.h -- the statements of official accounts.  Private to oa/. */
#ifndef OA_OA_SQL_H
#define OA_OA_SQL_H

#include "oa/oa.h"

/* What stands in oa_reply.body. */
typedef struct OaReplyBody {
    Strs keywords;
    Rows messages; /* of OaPart */
} OaReplyBody;
extern const Shape oa_reply_body_shape;

/* Absent is OK. */
Code oa_sql_fan_find(Ctx *cx, int64_t connection_id, Str openid, OaFan *out, bool *found) MUST_USE;
/* An existing one of that openid stays as it is. */
Code oa_sql_fan_insert(Ctx *cx, const OaFan *fan) MUST_USE;
Code oa_sql_fan_update(Ctx *cx, const OaFan *fan) MUST_USE;
/* Where he met a contact code, unless he met one later. */
Code oa_sql_fan_touch_place(Ctx *cx, int64_t fan_id, int64_t place_id, int64_t at_ms) MUST_USE;
Code oa_sql_fan_page(Ctx *cx, const OaFanFilter *filter, const int64_t keys[2], int64_t limit,
                     Rows *rows) MUST_USE;
Code oa_sql_fan_seen(Ctx *cx, int64_t fan_id, OaFan *out) MUST_USE; /* "oa.no_fan" */
/* Of a person, the last touched first. */
Code oa_sql_fans_of(Ctx *cx, int64_t customer_id, Rows *rows) MUST_USE;
/* Those the platform did not show since. */
Code oa_sql_fans_unread(Ctx *cx, int64_t connection_id, int64_t before_ms, int64_t after_id,
                        int64_t limit, Rows *rows) MUST_USE;

Code oa_sql_follows(Ctx *cx, int64_t fan_id, Rows *rows) MUST_USE; /* oldest first */
Code oa_sql_follow_put(Ctx *cx, const OaFollow *row) MUST_USE;

/* Newest first. */
Code oa_sql_qrs(Ctx *cx, int64_t connection_id, Rows *rows) MUST_USE;
Code oa_sql_qr(Ctx *cx, int64_t id, OaQr *out) MUST_USE; /* "oa.no_qr" */
Code oa_sql_qr_by_scene(Ctx *cx, int64_t connection_id, Str scene, OaQr *out, bool *found) MUST_USE;
Code oa_sql_qr_insert(Ctx *cx, const OaQr *qr) MUST_USE;
Code oa_sql_qr_update(Ctx *cx, const OaQr *qr, int64_t revision) MUST_USE;
Code oa_sql_qr_made(Ctx *cx, const OaQr *qr) MUST_USE;
Code oa_sql_qr_count(Ctx *cx, int64_t id, int64_t scans, int64_t follows, int64_t adds) MUST_USE;

/* At most one of an account; a known one stays; "oa.changed_meanwhile". */
Code oa_sql_menu(Ctx *cx, int64_t connection_id, OaMenu *out, bool *found) MUST_USE;
Code oa_sql_menu_insert(Ctx *cx, const OaMenu *menu) MUST_USE;
Code oa_sql_menu_update(Ctx *cx, const OaMenu *menu, int64_t revision) MUST_USE;

/* Oldest first. */
Code oa_sql_replies(Ctx *cx, int64_t connection_id, Rows *rows) MUST_USE;
Code oa_sql_reply(Ctx *cx, int64_t id, OaReply *out) MUST_USE; /* "oa.no_reply" */
Code oa_sql_reply_insert(Ctx *cx, const OaReply *reply) MUST_USE;
Code oa_sql_reply_update(Ctx *cx, const OaReply *reply, int64_t revision) MUST_USE;
Code oa_sql_reply_delete(Ctx *cx, int64_t id, int64_t revision) MUST_USE;
Code oa_sql_reply_hit(Ctx *cx, int64_t id) MUST_USE;

/* Most adds first; of a code, and the one that stands there. */
Code oa_sql_places(Ctx *cx, int64_t connection_id, Rows *rows) MUST_USE;
Code oa_sql_places_of_code(Ctx *cx, int64_t channel_code_id, Rows *rows) MUST_USE;
Code oa_sql_place_by_ref(Ctx *cx, int64_t connection_id, OaPlaceKind kind, Str ref, OaPlace *out,
                         bool *found) MUST_USE;
/* Written over: name and code follow what they stand for, counts stay. */
Code oa_sql_place_put(Ctx *cx, const OaPlace *place) MUST_USE;
Code oa_sql_place_count(Ctx *cx, int64_t id, int64_t touches, int64_t adds, int64_t at_ms) MUST_USE;
Code oa_sql_place_drop(Ctx *cx, int64_t connection_id, OaPlaceKind kind, Str ref) MUST_USE;
Code oa_sql_place_delete(Ctx *cx, int64_t id, OaPlaceKind kind) MUST_USE; /* "oa.no_place" */

#endif
