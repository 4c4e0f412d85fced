/* oa.h -- official accounts (公众号): who follows, scans, taps and writes, what is answered; and
 * signing in to mini programs (小程序).
 *
 * A delivery becomes, in one transaction, a callback with its state (channel) and an event of the
 * person it is of, resolved at the door by openid and unionid.  Following is kept in intervals,
 * like relations: whatever the order of what is told, the same facts end in the same intervals. */
#ifndef OA_OA_H
#define OA_OA_H

#include "acquire/acquire.h"
#include "channel/channel.h"
#include "customer/customer.h"

/* ---- fans ------------------------------------------------------------------ */

typedef struct OaFan {
    int64_t id, tenant_id, connection_id;
    Str     openid, unionid;
    int64_t customer_id;
    bool    is_following;
    Str     scene; /* "ADD_SCENE_QR_CODE"; the platform's word of the last follow */
    int64_t qr_id;
    Str     remark;
    int64_t first_followed_at_ms, followed_at_ms, unfollowed_at_ms;
    int64_t last_seen_at_ms, read_at_ms;
    int64_t last_place_id, last_place_at_ms;
} OaFan;
extern const Shape oa_fan_shape;

typedef struct OaFollow {
    int64_t tenant_id, fan_id;
    int64_t began_at_ms, ended_at_ms; /* 0: still */
    Str     scene;
    int64_t qr_id;
} OaFollow;
extern const Shape oa_follow_shape;

typedef struct OaFanFilter {
    int64_t connection_id, customer_id; /* 0: all */
    Str     cursor;
    int64_t limit;
} OaFanFilter;
extern const Shape oa_fan_filter_shape;
/* Last seen first, of those whose customer the caller sees: Rows of OaFan. */
Code oa_fan_list(Ctx *cx, const OaFanFilter *filter, Rows *items, Str *next_cursor) MUST_USE;
/* Of one fan the caller sees, newest first: Rows of OaFollow.  "oa.no_fan". */
Code oa_fan_follows(Ctx *cx, int64_t fan_id, Rows *items) MUST_USE;
/* Reads all fans of an account again, as a job.  "oa.sync_running", "oa.not_an_account". */
Code oa_sync_start(Ctx *cx, ConnectionId id, Job *out) MUST_USE;

/* ---- codes with a scene -------------------------------------------------------- */

typedef struct OaQrId {
    int64_t v;
} OaQrId;
typedef enum OaQrState { OA_QR_MAKING = 1, OA_QR_READY, OA_QR_FAILED } OaQrState;
extern const Words oa_qr_state_words;

typedef struct OaQr {
    int64_t   id, tenant_id, connection_id;
    Str       name;
    Str       scene; /* what comes back with a scan; made by us */
    bool      is_permanent;
    int64_t   life_s; /* of a temporary one, at most 30 days */
    OaQrState state;
    Str       reason;
    Str       ticket, url; /* url: what a scan yields */
    int64_t   expires_at_ms;
    int64_t   channel_code_id; /* whose link is answered to a scan; 0: none */
    int64_t   scan_count, follow_count, add_count;
    int64_t   created_at_ms, revision;
} OaQr;
extern const Shape oa_qr_shape;

typedef struct OaQrDraft {
    int64_t connection_id; /* of a new one */
    Str     name;
    bool    is_permanent;
    int64_t life_s; /* absent: 30 days */
    int64_t channel_code_id;
} OaQrDraft;
extern const Shape oa_qr_draft_shape;

/* Newest first: Rows of OaQr. */
Code oa_qr_list(Ctx *cx, ConnectionId id, Rows *items) MUST_USE;
/* The platform makes it; "oa.not_an_account", "oa.unknown_code". */
Code oa_qr_create(Ctx *cx, const OaQrDraft *draft, OaQr *out) MUST_USE;
/* Name and contact code.  "oa.no_qr", "oa.changed_meanwhile". */
Code oa_qr_update(Ctx *cx, OaQrId id, int64_t revision, const OaQrDraft *draft, OaQr *out) MUST_USE;
/* A temporary code that has expired, or one that failed, is made again with the same scene. */
Code oa_qr_renew(Ctx *cx, OaQrId id, OaQr *out) MUST_USE;

/* ---- the menu --------------------------------------------------------------------- */

typedef enum OaMenuState {
    OA_MENU_DRAFT = 1,
    OA_MENU_PUBLISHING,
    OA_MENU_PUBLISHED,
    OA_MENU_FAILED
} OaMenuState;
extern const Words oa_menu_state_words;

typedef enum OaButtonKind {
    OA_BUTTON_CLICK = 1, /* answered by a reply of the occasion menu, or by its contact code */
    OA_BUTTON_VIEW,
    OA_BUTTON_MINI_PROGRAM,
    OA_BUTTON_CODE /* a contact code: tapped, its card is answered */
} OaButtonKind;
extern const Words oa_button_kind_words;

typedef struct OaButton {
    Str          name;
    OaButtonKind kind; /* absent where there are buttons below */
    Str          key;  /* of a click; made where it is absent   */
    Str          url, app_id, page;
    int64_t      channel_code_id;
    Rows         buttons; /* of OaButton, at most 5; of a top one */
} OaButton;
extern const Shape oa_button_shape;

typedef struct OaMenu {
    int64_t     tenant_id, connection_id;
    Str         draft, published; /* JSON lists as the rows below */
    Rows        buttons;          /* of OaButton: the draft */
    OaMenuState state;
    Str         reason;
    int64_t     published_at_ms, changed_at_ms, revision;
} OaMenu;
extern const Shape oa_menu_shape;

typedef struct OaMenuDraft {
    Rows buttons; /* of OaButton, at most 3 */
} OaMenuDraft;
extern const Shape oa_menu_draft_shape;

/* The platform's menu beside ours. */
typedef struct OaMenuDiff {
    bool is_there, is_same; /* the platform has one; it is what was published */
    Str  platform, ours;    /* JSON lists of buttons as the platform has them */
} OaMenuDiff;
extern const Shape oa_menu_diff_shape;

/* An empty draft where nobody has edited one. */
Code oa_menu_get(Ctx *cx, ConnectionId id, OaMenu *out) MUST_USE;
/* ERR_INVALID "oa.too_many_buttons", "oa.button_name", "oa.button_url", "oa.button_empty",
 * "oa.unknown_code"; "oa.changed_meanwhile". */
Code oa_menu_save(Ctx *cx, ConnectionId id, int64_t revision, const OaMenuDraft *draft,
                  OaMenu *out) MUST_USE;
/* "oa.menu_empty". */
Code oa_menu_publish(Ctx *cx, ConnectionId id, OaMenu *out) MUST_USE;
/* Asks the platform; outside a transaction. */
Code oa_menu_compare(Ctx *cx, ConnectionId id, OaMenuDiff *out) MUST_USE;
/* Takes the menu off the platform; the draft stays. */
Code oa_menu_withdraw(Ctx *cx, ConnectionId id, OaMenu *out) MUST_USE;

/* ---- replies ------------------------------------------------------------------------ */

typedef struct OaReplyId {
    int64_t v;
} OaReplyId;
typedef enum OaOccasion { OA_ON_FOLLOW = 1, OA_ON_KEYWORD, OA_ON_DEFAULT, OA_ON_MENU } OaOccasion;
extern const Words oa_occasion_words;
typedef enum OaPartKind { OA_PART_TEXT = 1, OA_PART_IMAGE, OA_PART_LINK, OA_PART_CODE } OaPartKind;
extern const Words oa_part_kind_words;

/* One message of a reply. */
typedef struct OaPart {
    OaPartKind kind;
    Str        text;                          /* text; of a card its title           */
    Str        description, url, picture_url; /* link; picture_url may be absent      */
    int64_t    media_id;                      /* image                               */
    int64_t    channel_code_id;               /* code: a card with the code's link   */
} OaPart;
extern const Shape oa_part_shape;

typedef struct OaReply {
    int64_t    id, tenant_id, connection_id;
    Str        name;
    OaOccasion occasion;
    bool       is_exact;
    Str        body;     /* keywords and messages as stored */
    Strs       keywords; /* keywords; of the occasion menu keys of buttons */
    Rows       messages; /* of OaPart: the first is answered at once, the others follow */
    bool       is_on;
    int64_t    hit_count, created_at_ms, revision;
} OaReply;
extern const Shape oa_reply_shape;

typedef struct OaReplyDraft {
    int64_t    connection_id; /* of a new one */
    Str        name;
    OaOccasion occasion;
    bool       is_exact, is_on;
    Strs       keywords;
    Rows       messages;
} OaReplyDraft;
extern const Shape oa_reply_draft_shape;

Code oa_reply_list(Ctx *cx, ConnectionId id, Rows *items) MUST_USE; /* Rows of OaReply */
/* ERR_INVALID "oa.reply_empty", "oa.keyword_missing", "oa.part_empty", "oa.part_url",
 * "oa.unknown_code", "media.not_found". */
Code oa_reply_create(Ctx *cx, const OaReplyDraft *draft, OaReply *out) MUST_USE;
/* "oa.no_reply", "oa.changed_meanwhile". */
Code oa_reply_update(Ctx *cx, OaReplyId id, int64_t revision, const OaReplyDraft *draft,
                     OaReply *out) MUST_USE;
Code oa_reply_delete(Ctx *cx, OaReplyId id, int64_t revision) MUST_USE;

/* ---- where contact codes stand ----------------------------------------------------------- */

typedef enum OaPlaceKind {
    OA_PLACE_MENU = 1,
    OA_PLACE_REPLY,
    OA_PLACE_QR,
    OA_PLACE_ARTICLE
} OaPlaceKind;
extern const Words oa_place_kind_words;

typedef struct OaPlace {
    int64_t     id, tenant_id, connection_id;
    OaPlaceKind kind;
    Str         ref, name;
    int64_t     channel_code_id;
    int64_t     touch_count, add_count, last_add_at_ms, created_at_ms;
} OaPlace;
extern const Shape oa_place_shape;
typedef struct OaPlaceDraft {
    int64_t connection_id;
    Str     name, url; /* of an article */
    int64_t channel_code_id;
} OaPlaceDraft;
extern const Shape oa_place_draft_shape;

/* Most adds first: Rows of OaPlace. */
Code oa_place_list(Ctx *cx, ConnectionId id, Rows *items) MUST_USE;
/* An article that carries a contact code: an add by that code is attributed to it. */
Code oa_place_add_article(Ctx *cx, const OaPlaceDraft *draft, OaPlace *out) MUST_USE;
Code oa_place_delete(Ctx *cx, int64_t id) MUST_USE; /* of an article; "oa.no_place" */

/* ---- figures ----------------------------------------------------------------------------- */

typedef struct OaDay {
    Str     day; /* YYYY-MM-DD, of China */
    int64_t new_count, cancel_count, total_count;
    int64_t read_user, read_count, share_count; /* of articles, over all sources */
    int64_t message_user, message_count;
    int64_t read_at_ms;
} OaDay;
typedef struct OaArticle {
    Str     msgid, title, published_on;
    int64_t target_user, read_user, read_count, share_user, favourite_user; /* within 7 days */
    int64_t read_at_ms;
} OaArticle;
typedef struct OaTap {
    Str     button;
    int64_t taps;
} OaTap;
extern const Shape oa_day_shape, oa_article_shape, oa_tap_shape;

typedef struct OaFigures {
    Rows days, articles, taps; /* of OaDay, OaArticle, OaTap */
} OaFigures;
extern const Shape oa_figures_shape;
/* The last `days` days. */
Code               oa_stat_get(Ctx *cx, ConnectionId id, int64_t days, OaFigures *out) MUST_USE;
/* Asks for the last 30 days, and from now on every morning. */
Code               oa_stat_start(Ctx *cx, ConnectionId id, Job *out) MUST_USE;

/* ---- wiring ------------------------------------------------------------------------------- */

/* Hears what fans did, platform.effect_settled and channel_code.matched. */
extern const Consumer        oa_consumer;
extern const CallbackReactor oa_reactor;
extern const MergeTable      oa_merge_table;
extern const SqlList         oa_sql, oa_stat_sql;
extern const JobKind         oa_sync_job, oa_stat_job;
extern const TimerKind       oa_stat_timer;

#endif
