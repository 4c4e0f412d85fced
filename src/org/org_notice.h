/* org_notice.h -- how each user wants to be told.  Private to org/. */
#ifndef ORG_ORG_NOTICE_H
#define ORG_ORG_NOTICE_H

#include "org/org_sql.h"

typedef enum NoticeChannel {
    NOTICE_OFF = 1, /* not at all                                   */
    NOTICE_BELL,    /* in the console                               */
    NOTICE_APP      /* there, and as app message on the platform    */
} NoticeChannel;
extern const Words notice_channel_words;

typedef struct NoticeChoice {
    Str           kind;
    NoticeChannel channel, default_channel;
} NoticeChoice;
extern const Shape notice_choice_shape;

typedef struct NoticeSettings {
    Rows choices;                 /* of NoticeChoice: every kind that may concern him   */
    Str  quiet_from, quiet_until; /* "22:00", in the tenant's zone; both or none        */
    bool has_app;                 /* he is a member of staff, so app messages reach him */
} NoticeSettings;
extern const Shape notice_settings_shape;

/* Of cx->user_id. */
Code org_notice_get(Ctx *cx, NoticeSettings *out) MUST_USE;
/* Kinds that are not named keep their default.  "notification.unknown_kind",
 * "notification.bad_hours". */
Code org_notice_set(Ctx *cx, const NoticeSettings *draft, NoticeSettings *out) MUST_USE;

/* What users chose for a kind: Rows of NoticeRow; who has no row has the default, and reads
 * Chinese. */
typedef struct NoticeRow {
    int64_t       user_id;
    NoticeChannel channel;                   /* 0 = the kind's default */
    int64_t       from_minute, until_minute; /* equal = no quiet hours */
    Str           locale;                    /* what he reads          */
} NoticeRow;
Code          org_notice_rows(Ctx *cx, Str kind, Rows *out) MUST_USE;
/* ASSERTs that notification.def has the kind. */
NoticeChannel org_notice_default(Str kind);
/* When an app message may go: now (0), or when the quiet hours end. */
int64_t       org_notice_due_ms(const Ctx *cx, const NoticeRow *row);

#endif
