/* channel_oa.h -- 公众号 and 小程序 for the slice above: the door, calls, effects.
 *
 * The slice above resolves whose a delivery is and appends it; what then follows is carried out
 * by its CallbackReactor, like a callback of WeCom: with a state that people see and can replay. */
#ifndef CHANNEL_CHANNEL_OA_H
#define CHANNEL_CHANNEL_OA_H

#include "channel/channel.h"

bool channel_is_oa(ConnectionKind kind); /* an official account or a mini program */

/* ---- the door ------------------------------------------------------------ */

/* A delivery, opened. */
typedef struct OaDelivered {
    Connection   connection;
    DeliveryLock lock;
    DeliveryTold told;
    bool         is_sealed; /* it came encrypted: so must the answer be */
} OaDelivered;

/* Both find the connection of that app_id; cx is its tenant's from there on.  ERR_NOT_FOUND
 * "callback.unknown_account", ERR_DENIED "callback.bad_signature", "callback.wrong_receiver",
 * ERR_INVALID "callback.malformed", "callback.undecryptable". */
Code channel_oa_verify(Ctx *cx, Str app_id, const Delivery *delivery, Str *echo) MUST_USE;
Code channel_oa_open(Ctx *cx, Str app_id, const Delivery *delivery, OaDelivered *out) MUST_USE;
/* Appends callback.received, in the open transaction; `id` makes it once. */
Code channel_oa_append(Ctx *cx, const OaDelivered *delivered, Str id, int64_t person_id,
                       bool *is_new) MUST_USE;
/* What to answer: the reply as it is, or sealed as the delivery was. */
Code channel_oa_seal(Ctx *cx, const OaDelivered *delivered, Str reply, Str *body) MUST_USE;
/* An active account of that app_id, for a route of a page that knows no tenant; cx is its tenant's
 * from there on.  ERR_NOT_FOUND "callback.unknown_account". */
Code channel_oa_find(Ctx *cx, Str app_id, Connection *out) MUST_USE;

/* ---- calls that block, outside a transaction -------------------------------- */

/* GET without a body.  Notes the account's health; a refusal is an answer with a class. */
Code channel_oa_ask(Ctx *cx, const Connection *connection, Str path, Str body,
                    PlatformAnswer *answer) MUST_USE;
/* Signs a mini program's user in by his code: openid, session_key, unionid. */
Code channel_oa_session(Ctx *cx, const Connection *connection, Str js_code,
                        PlatformAnswer *answer) MUST_USE;

/* All fans were read; how many. */
Code channel_oa_note_synced(Ctx *cx, int64_t connection_id, int64_t fan_count) MUST_USE;

/* ---- effects --------------------------------------------------------------- */

typedef enum OaEffectKind {
    OA_READ_FAN = 1, /* openid                                   */
    OA_CREATE_QR,    /* body                                     */
    OA_PUBLISH_MENU, /* body                                     */
    OA_DELETE_MENU,  /* nothing                                  */
    OA_SEND_MESSAGE  /* body, or openid and the media of a picture */
} OaEffectKind;

typedef struct OaEffect {
    OaEffectKind what;
    Str          openid;
    Str          body;       /* JSON, as the platform wants it    */
    Str          media_json; /* {id,path,name,mime,sha256}        */
    Str          object, key, lane;
    int64_t      deadline_ms;
    bool         supersede;
} OaEffect;
/* The platform's answer comes back as `answer` of platform.effect_settled. */
Code channel_oa_put(Ctx *cx, ConnectionId id, const OaEffect *effect) MUST_USE;

#endif
