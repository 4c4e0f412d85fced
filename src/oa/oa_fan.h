/* oa_fan.h -- fans kept true: what callbacks, reads and syncs tell.  Private to oa/. */
#ifndef OA_OA_FAN_H
#define OA_OA_FAN_H

#include "oa/oa_sql.h"

enum { OA_TOLERANCE_MS = 60 * MS_PER_SECOND /* two words of one follow may differ by that */ };

/* What was told of one fan. */
typedef struct OaFanTold {
    int64_t connection_id;
    Str     app_id, openid;
    int64_t at_ms;
    bool    is_follow, is_unfollow; /* neither: he was merely seen       */
    bool    is_read;                /* the platform was asked            */
    Str     unionid, scene, remark; /* absent: not told                  */
    int64_t qr_id;
} OaFanTold;

/* The intervals after a fact; whatever the order of facts, the same ones end alike.  `rows` of
 * OaFollow, oldest first, with room for one more; `ended_ms`: the last end told. */
typedef struct OaFolded {
    OaFollow changed[2];
    size_t   count;
} OaFolded;
OaFolded oa_fan_fold_follow(const OaFollow *rows, size_t count, int64_t at_ms, int64_t ended_ms);
OaFolded oa_fan_fold_unfollow(const OaFollow *rows, size_t count, int64_t at_ms);

/* Finds or makes the fan and his person, writes what is new.  In a transaction.  `out` without an
 * id: it tells of the time before he was deleted on request. */
Code oa_fan_take(Ctx *cx, const OaFanTold *told, OaFan *out) MUST_USE;
/* The person of that openid (and unionid, where it is known), as the door says. */
Code oa_fan_person(Ctx *cx, Str source, Str app_id, Str openid, Str unionid, int64_t at_ms,
                   int64_t *person_id) MUST_USE;
/* Asks the platform to tell of him. */
Code oa_fan_put_read(Ctx *cx, const Connection *connection, Str openid, Str key) MUST_USE;
/* A fan's JSON as user/info and batchget give it. */
Code oa_fan_take_info(Ctx *cx, const Connection *connection, const Json *info,
                      int64_t read_at_ms) MUST_USE;

#endif
