/* acquire.h -- channel codes (渠道活码): one printed code, many receivers, counted.
 *
 * A code is a "contact way" of the platform whose `state` token comes back with every
 * add.  Who is listed on the platform is decided by acquire/duty.h and follows slots,
 * caps and allocation by itself. */
#ifndef ACQUIRE_ACQUIRE_H
#define ACQUIRE_ACQUIRE_H

#include "acquire/duty.h"
#include "content/content.h"
#include "log/log.h"
#include "reach/reach.h"

typedef struct ChannelCodeId { int64_t v; } ChannelCodeId;
typedef struct ChannelCodeGroupId { int64_t v; } ChannelCodeGroupId;

typedef enum CodeState {
    CODE_DRAFT = 1,  /* not yet on the platform                                  */
    CODE_SYNCING,    /* on its way there                                         */
    CODE_ACTIVE,
    CODE_DEGRADED,   /* the regular staff cannot receive: the backup does        */
    CODE_PAUSED,     /* by a person: scans still find somebody, nothing is tagged */
    CODE_EXPIRED,    /* outside its validity, as if paused                       */
    CODE_FAILED,     /* the platform refused it; sync_reason says why            */
    CODE_DELETED
} CodeState;
extern const Words code_state_words, allocation_words;

typedef struct CodeStaff {
    int64_t staff_id;
    Str     name, avatar;      /* answered only */
    int32_t weight;            /* 1..100        */
    int32_t daily_cap;         /* 0 = none      */
} CodeStaff;

typedef struct CodeSlot {
    Str  name;
    Ints weekdays;             /* 1 Monday .. 7 Sunday                           */
    Str  from, until;          /* "22:00", "06:00": overnight when until <= from */
    Rows staff;                /* of CodeStaff                                   */
} CodeSlot;

typedef struct CodePerson { int64_t staff_id; Str name, avatar; } CodePerson;

typedef struct ChannelCode {
    int64_t     id, tenant_id, group_id, connection_id;
    Str         group_name;
    Str         name, medium;
    CodeState   state;
    Str         sync_reason;   /* also why the link could not be read yet: "qr_picture...." */
    Str         token;         /* the platform's `state`, at most 30 characters  */
    Str         config_id;
    Str         qr_url, link;  /* address of the platform's picture; what a scan of it yields */
    Allocation  allocation;
    Rows        staff;         /* of CodeStaff: all day                          */
    Ids         backup_staff_ids;
    Rows        slots;         /* of CodeSlot                                    */
    bool        skip_verify;
    Ids         tag_ids;
    Str         remark_pattern;
    int64_t     valid_from_ms, valid_until_ms;
    WelcomeMode welcome_mode;
    Message     welcome;
    Rows        on_duty;       /* of CodePerson: who is listed on the platform    */
    Str         on_platform;   /* their staff ids, as JSON                       */
    int64_t     added_count, lost_count;
    int64_t     added_today, net_count;
    int64_t     created_at_ms, updated_at_ms, revision;
} ChannelCode;
extern const Shape channel_code_shape;

typedef struct ChannelCodeDraft {
    Str         name, medium;
    int64_t     group_id;
    Allocation  allocation;
    Rows        staff;
    Ids         backup_staff_ids;
    Rows        slots;
    bool        skip_verify;
    Ids         tag_ids;
    Str         remark_pattern;
    int64_t     valid_from_ms, valid_until_ms;
    WelcomeMode welcome_mode;
    Message     welcome;
    Str         token;         /* never from outside: of history that has one; absent = new */
} ChannelCodeDraft;
extern const Shape channel_code_draft_shape, code_staff_shape, code_slot_shape, code_person_shape;

typedef struct ChannelCodeGroup {
    int64_t id, tenant_id;
    Str     name;
    int64_t sort, code_count, revision;
} ChannelCodeGroup;
extern const Shape channel_code_group_shape;

/* ---- codes --------------------------------------------------------------- */

/* Checks the draft and stores it; the platform follows.  ERR_INVALID with the path:
 * "channel_code.no_staff", "channel_code.too_many_staff", "channel_code.unknown_staff",
 * "channel_code.unknown_tag",
 * "channel_code.unknown_group", "channel_code.bad_time", "channel_code.bad_weekday",
 * "channel_code.empty_slot", "channel_code.bad_validity", and those of the message.
 * ERR_NOT_FOUND "connection.none" while no platform is connected. */
Code acquire_code_create(Ctx *cx, const ChannelCodeDraft *draft, ChannelCode *out) MUST_USE;
/* ERR_CONFLICT "channel_code.changed_meanwhile" when `revision` is not the present one. */
Code acquire_code_update(Ctx *cx, ChannelCodeId id, int64_t revision,
                         const ChannelCodeDraft *draft, ChannelCode *out) MUST_USE;
/* With all its lists, names and today's figures. */
Code acquire_code_get(Ctx *cx, ChannelCodeId id, ChannelCode *out) MUST_USE;
/* Takes it off the platform; its figures and history stay. */
Code acquire_code_delete(Ctx *cx, ChannelCodeId id, int64_t revision) MUST_USE;
/* Moves it to or from PAUSED; "channel_code.bad_move" from any other state. */
Code acquire_code_pause(Ctx *cx, ChannelCodeId id, ChannelCode *out) MUST_USE;
Code acquire_code_resume(Ctx *cx, ChannelCodeId id, ChannelCode *out) MUST_USE;
/* A new one with the same settings and "(副本)" behind the name. */
Code acquire_code_copy(Ctx *cx, ChannelCodeId id, ChannelCode *out) MUST_USE;

typedef struct CodeFilter {
    Str       q;              /* part of name or medium */
    int64_t   group_id;       /* 0 = all                */
    CodeState state;          /* 0 = all but deleted    */
    Str       cursor;
    int64_t   limit;
} CodeFilter;
extern const Shape code_filter_shape;
/* Newest first; rows of ChannelCode without welcome and slots. */
Code acquire_code_list(Ctx *cx, const CodeFilter *filter, Rows *items, Str *next_cursor) MUST_USE;

typedef struct CodeName {
    int64_t id;
    Str     name, token;
} CodeName;
extern const Shape code_name_shape;

typedef struct CodeNamesQuery {
    Str     q;     /* part of name or medium; those that are not deleted */
    Ids     ids;   /* or these alone, also deleted ones                  */
    Str     token; /* or the one with this token, likewise               */
    Str     names; /* or those called exactly so, a JSON array of text   */
    int64_t limit; /* of those that fit `q`                              */
} CodeNamesQuery;
extern const Shape code_names_query_shape;
enum { CODE_NAMES_MAX = 50 };
/* What codes are called, newest first: to choose one and to show one that was chosen.  Of those
 * with one of `names` (at most CODE_NAMES_MAX) two at most of each name, which tell that it is
 * that of several.  "channel_code.bad_names". */
Code acquire_code_names(Ctx *cx, const CodeNamesQuery *query, Rows *names) MUST_USE;

/* Decides anew who is on duty; tells the platform when that differs from what it has and
 * sets the timer of the next change.  Called after every change of the code or its figures. */
Code acquire_code_refresh(Ctx *cx, ChannelCodeId id) MUST_USE;

/* The remark of a new friend: variables filled, at most 20 characters. */
Str acquire_remark(Ctx *cx, const ChannelCode *code, Str customer_name);

/* ---- groups --------------------------------------------------------------- */

/* All of them, with the number of their codes: Rows of ChannelCodeGroup. */
Code acquire_group_list(Ctx *cx, Rows *items) MUST_USE;
/* "channel_code_group.name_taken". */
Code acquire_group_create(Ctx *cx, const ChannelCodeGroup *draft, ChannelCodeGroup *out) MUST_USE;
Code acquire_group_update(Ctx *cx, ChannelCodeGroupId id, int64_t revision,
                          const ChannelCodeGroup *draft, ChannelCodeGroup *out) MUST_USE;
/* "channel_code_group.not_empty" while codes are in it. */
Code acquire_group_delete(Ctx *cx, ChannelCodeGroupId id, int64_t revision) MUST_USE;

/* ---- figures -------------------------------------------------------------- */

typedef struct CodeDay { Str date; int64_t added, lost; } CodeDay;
typedef struct CodeStaffFigures {
    int64_t staff_id;
    Str     name;
    int64_t added, today, cap;
} CodeStaffFigures;
typedef struct CodeStats {
    int64_t added, lost, net, today;
    Rows    days;             /* of CodeDay, oldest first, every day of the range */
    Rows    staff;            /* of CodeStaffFigures, most first                  */
} CodeStats;
extern const Shape code_stats_shape;
/* The last `days` business days (1..366), today included. */
Code acquire_code_stats(Ctx *cx, ChannelCodeId id, int64_t days, CodeStats *out) MUST_USE;

/* ---- wiring ---------------------------------------------------------------- */

/* Hears contact.added, contact.lost and platform.effect_settled. */
extern const Consumer  acquire_consumer;
extern const TimerKind acquire_duty_timer;
extern const JobKind   acquire_batch_job;
extern const SqlList   acquire_sql, figure_sql;

#endif
