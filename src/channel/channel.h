/* channel.h -- the connectors to the platforms; 企业微信 (WeCom) and 公众号.
 *
 * Lower slices know nothing of it; higher ones ask for effects here and hear what the
 * platform tells as platform.* events.  Every function works within cx->tenant_id. */
#ifndef CHANNEL_CHANNEL_H
#define CHANNEL_CHANNEL_H

#include "channel/delivery.h"
#include "channel/platform_error.h"
#include "org/org.h"

typedef struct ConnectionId {
    int64_t v;
} ConnectionId;

/* ---- connections ------------------------------------------------------- */

typedef enum ConnectionKind {
    CONNECTION_WECOM = 1,
    CONNECTION_OA,          /* 公众号; corp_id is its app_id */
    CONNECTION_MINI_PROGRAM /* 小程序, likewise              */
} ConnectionKind;
typedef enum ConnectionState {
    CONNECTION_ACTIVE = 1,
    CONNECTION_PAUSED,
    CONNECTION_FAILED
} ConnectionState;
typedef enum ConnectionHealth {
    HEALTH_GOOD = 1,
    HEALTH_WARNING,
    HEALTH_BAD,
    HEALTH_UNKNOWN
} ConnectionHealth;
extern const Words connection_kind_words, connection_state_words, connection_health_words;

typedef struct Connection {
    int64_t          id, tenant_id;
    ConnectionKind   kind;
    Str              name, corp_id;
    int64_t          agent_id;
    Str              base_url, login_url;
    ConnectionState  state;
    ConnectionHealth health;
    Str              health_reason;
    bool             has_contact_secret, has_app_secret;
    Str              app_secret_sealed, contact_secret_sealed, token_sealed, aes_key_sealed;
    int64_t callback_verified_at_ms, last_callback_at_ms, last_api_ok_at_ms, last_sync_at_ms;
    int64_t contact_count; /* as counted by the last sync             */
    int64_t created_at_ms, revision;
    /* Computed when read for a person: */
    int64_t staff_count, lag_ms;
    Str     callback_url;
    Str     callback_token, callback_aes_key; /* opened, for connection.write only */
} Connection;
extern const Shape connection_shape;

/* ERR_NOT_FOUND "connection.not_found". */
Code channel_connection_get(Ctx *cx, ConnectionId id, Connection *out) MUST_USE;
/* All of the tenant, oldest first. */
Code channel_connection_list(Ctx *cx, Rows *connections) MUST_USE;
/* The tenant's first active wecom connection; ERR_NOT_FOUND "connection.none". */
Code channel_connection_default(Ctx *cx, Connection *out) MUST_USE;

typedef struct ConnectionDraft {
    ConnectionKind  kind; /* absent: wecom; never changes */
    Str             name, corp_id;
    int64_t         agent_id;
    Str             app_secret, contact_secret; /* absent in an update: unchanged              */
    Str             token, aes_key;             /* of the callback; absent: made, unchanged    */
    Str             base_url, login_url;        /* absent: the platform's own                  */
    ConnectionState state;                      /* update: active or paused; 0 = unchanged     */
} ConnectionDraft;
extern const Shape connection_draft_shape;

/* Makes what is absent of token and AES key, seals the secrets.  "connection.corp_taken",
 * "connection.bad_token", "connection.bad_aes_key". */
Code channel_connection_create(Ctx *cx, const ConnectionDraft *draft, Connection *out) MUST_USE;

/* What a platform answered. */
typedef struct PlatformAnswer {
    int64_t errcode;
    PlatformClass class;
    bool        tells;
    const char *reason; /* NULL when it went well                       */
    Str         errmsg;
    const Json *json; /* NULL when the answer was none                */
} PlatformAnswer;

/* ---- effects on the platform --------------------------------------------- *
 *
 * Each puts an effect into the outbox, in the caller's transaction.  `object`
 * ("welcome:7", "channel_code:9") comes back in platform.effect_settled {effect_id, kind,
 * object, state: "done"|"dead", reason, detail, answer, created_at_ms, settled_at_ms};
 * absent = nobody wants to know.  The same `key` again changes nothing. */

/* message_json: {text, attachments:[{kind: image|link|mini_program|file|video, media:{id,path,name,
 * mime,sha256}, title, description, url, cover:{as media}, app_id, page}]}.  Paths are absolute or
 * below the data folder.  Dead after `deadline_ms`: "welcome.too_late"; by the platform's word
 * "welcome.code_expired", "welcome.already_sent". */
Code channel_send_welcome(Ctx *cx, ConnectionId id, Str welcome_code, int64_t deadline_ms,
                          Str message_json, Str object, Str key) MUST_USE;

typedef struct ContactWayDraft {
    Str  config_id;     /* absent = create                                       */
    Str  remark, state; /* <= 30 characters each                                 */
    bool skip_verify;
    bool has_link; /* what a scan yields is known: the picture is not read again */
    Strs userids;
} ContactWayDraft;
/* One lane per object; a pending one of the same object is superseded.  Answer {config_id,
 * qr_code, link, link_reason}: qr_code is the address of a picture (empty when it is not read),
 * link the text inside it; when that could not be read link is empty and link_reason says why. */
Code channel_save_contact_way(Ctx *cx, ConnectionId id, const ContactWayDraft *draft,
                              Str object) MUST_USE;
/* Reads the picture of a way, with growing pauses until it can be read or some hours have
 * passed; in a lane of its own.  Answer as above. */
Code channel_read_contact_way(Ctx *cx, ConnectionId id, Str config_id, Str object) MUST_USE;
/* The address that the QR code of a PNG or JPEG picture says.  ERR_INVALID
 * "qr_picture.not_a_picture", "qr_picture.too_large" (2 MiB, 4096 pixels a side),
 * "qr_picture.no_code", "qr_picture.several_codes", "qr_picture.no_link" (no http or https). */
Code channel_qr_link(Ctx *cx, Str picture, Str *link) MUST_USE;
/* The same for the picture at an address the platform gave; `picture` is given as it is whenever
 * bytes came.  Blocks.  Also ERR_UNAVAILABLE "qr_picture.unreachable". */
Code channel_read_qr(Ctx *cx, Str url, Str *picture, Str *link) MUST_USE;
Code channel_delete_contact_way(Ctx *cx, ConnectionId id, Str config_id, Str object) MUST_USE;

/* Adds and removes corp tags of one relation, in order with other changes of it. */
Code channel_mark_tags(Ctx *cx, ConnectionId id, Str userid, Str external_userid,
                       Strs add_platform_tag_ids, Strs remove_platform_tag_ids, Str object,
                       Str key) MUST_USE;
/* Whether marks with that object are on their way, or were settled after `since_ms`. */
Code channel_marks_underway(Ctx *cx, Str object, int64_t since_ms, bool *underway) MUST_USE;
/* Cut to the platform's 20 and 150 characters. */
Code channel_set_remark(Ctx *cx, ConnectionId id, Str userid, Str external_userid, Str remark,
                        Str description, Str object, Str key) MUST_USE;

typedef enum PlatformTagAction {
    PLATFORM_TAG_CREATE = 1, /* group_id, or group_name when it is new, and tag_names  */
    PLATFORM_TAG_EDIT,       /* id (of a tag or group), name, order                   */
    PLATFORM_TAG_DELETE      /* tag_ids and group_ids                                 */
} PlatformTagAction;
extern const Words platform_tag_action_words;
typedef struct PlatformTagDraft {
    PlatformTagAction action;
    Str               group_id, group_name, id, name;
    Strs              tag_names, tag_ids, group_ids;
    int64_t           order;
} PlatformTagDraft;
extern const Shape platform_tag_draft_shape;
/* Lane per connection.  Answer of CREATE: {group_id, group_name, tags:[{id,name,order}]}. */
Code channel_save_tag(Ctx *cx, ConnectionId id, const PlatformTagDraft *draft, Str object) MUST_USE;

/* `userids`: one or several joined by '|'.  A text card when `url` is given, else plain text. */
Code channel_send_app_message(Ctx *cx, ConnectionId id, Str userids, Str title, Str text, Str url,
                              Str object, Str key) MUST_USE;
/* A message to staff with more to it: a picture or a file instead of words, behind others of its
 * lane, given up after a time. */
typedef struct AppPost {
    Str         userids, title, text, url;
    const char *media_kind; /* "image", "file"; NULL: words                      */
    Str         media;      /* JSON {path,name,mime,sha256}, paths as of welcomes */
    Str         object, key, lane;
    int64_t     deadline_ms; /* 0: none */
} AppPost;
Code channel_post_app(Ctx *cx, ConnectionId id, const AppPost *post) MUST_USE;
/* Ahead of use; renewed by a timer before it expires.  media_json {id,path,name,mime,sha256}. */
Code channel_upload_media(Ctx *cx, ConnectionId id, Str media_json, Str key) MUST_USE;
/* Under which id the platform keeps it now; absent when it does not. */
Code channel_media_known(Ctx *cx, ConnectionId id, Str sha256, const char *kind,
                         Str *media_id) MUST_USE;
typedef enum CallbackState {
    CALLBACK_RECEIVED = 1,
    CALLBACK_APPLIED,
    CALLBACK_FAILED,
    CALLBACK_IGNORED
} CallbackState;
extern const Words callback_state_words;
/* How carrying out a callback went. */
typedef struct Carried {
    CallbackState state; /* RECEIVED: an effect is on its way and will settle it */
    const char   *reason;
    Str           detail;
} Carried;
/* What a slice above does about callbacks of a source ("oa"), in their transaction; wired as
 * services->reactors.  `attempt` tells the keys of a replay from the first try. */
struct CallbackReactor {
    const char *source;
    Code (*carry_out)(Ctx *cx, const Event *event, const Json *payload, int32_t attempt,
                      Carried *out);
};

/* Forgets what became of at most `limit` callbacks that were settled, received before
 * `before_ms`; they are no longer listed. */
Code channel_callback_sweep(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;
/* Reads a customer group again: platform.group_read follows. */
Code channel_read_group(Ctx *cx, ConnectionId id, Str chat_id) MUST_USE;
/* Reads a contact again; platform.contact_read follows.  callback_json is the `callback` member of
 * that event, or absent. */
Code channel_read_contact(Ctx *cx, ConnectionId id, Str external_userid,
                          Str callback_json) MUST_USE;

/* Asks who a follower of an official account is among the contacts of a wecom connection, or under
 * which pending id a contact goes.  The answer comes as effect.settled of `object`:
 * {"corp_id", "external_userid", "pending_id"}, each absent or empty where nobody knows.  The same
 * key again asks nothing. */
typedef struct ConvertAsk {
    Str unionid, openid; /* of the follower, or                        */
    Str external_userid; /* of the contact                             */
    Str object, key;
} ConvertAsk;
Code channel_convert(Ctx *cx, const Connection *connection, const ConvertAsk *ask) MUST_USE;

/* ---- wiring ---------------------------------------------------------------- */

extern const EffectKind *const channel_effect_kinds[];
extern const size_t            channel_effect_kind_count;
extern const JobKind *const    channel_job_kinds[];
extern const size_t            channel_job_kind_count;
extern const Consumer *const   channel_consumers[];
extern const size_t            channel_consumer_count;
extern const TimerKind *const  channel_timer_kinds[];
extern const size_t            channel_timer_kind_count;
extern const SqlList           channel_sql;

#include "channel/channel_oa.h"

#endif
