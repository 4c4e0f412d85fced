/* privacy_sql.h -- the statements of deletions and exports of persons. */
#ifndef PRIVACY_PRIVACY_SQL_H
#define PRIVACY_PRIVACY_SQL_H

#include "privacy/privacy.h"

/* One that is asked for. */
Code privacy_sql_insert(Ctx *cx, const Erasure *row) MUST_USE;
/* Locks it where the engine can.  ERR_NOT_FOUND "erasure.not_found". */
Code privacy_sql_get(Ctx *cx, int64_t id, Erasure *out) MUST_USE;
/* The one of a customer that waits or runs; 0: none. */
Code privacy_sql_open_of(Ctx *cx, CustomerId customer, int64_t *id) MUST_USE;
Code privacy_sql_page(Ctx *cx, Str state, int64_t before, int64_t limit, Rows *rows) MUST_USE;
/* All but who asked and when.  ERR_CONFLICT "erasure.decided" when it changed meanwhile. */
Code privacy_sql_update(Ctx *cx, const Erasure *row) MUST_USE;

/* Fills the counts. */
Code privacy_sql_preview(Ctx *cx, CustomerId customer, ErasurePreview *out) MUST_USE;
/* Him and those folded into him. */
Code privacy_sql_him(Ctx *cx, CustomerId customer, Ids *ids) MUST_USE;
/* Ids of the files of his notes. */
Code privacy_sql_note_files(Ctx *cx, CustomerId customer, Ids *media) MUST_USE;
/* Deletes and blanks his rows in the slices above customer; any number of times. */
Code privacy_sql_erase_rows(Ctx *cx, CustomerId customer, int64_t *rows) MUST_USE;
/* Answers kept for Idempotency-Key, and preferences, in which that stands. */
Code privacy_sql_drop_answers(Ctx *cx, Str text, int64_t *rows) MUST_USE;

/* ---- for the export ---- */

typedef struct ExportedStay {
    Str     group_name, name;
    int64_t joined_at_ms, left_at_ms;
} ExportedStay;
typedef struct ExportedFan {
    Str     account, app_id, openid, unionid, remark;
    bool    is_following;
    int64_t first_followed_at_ms, last_seen_at_ms;
} ExportedFan;
typedef struct ExportedRaw {
    Str     field, value;
    int64_t at_ms;
} ExportedRaw;
typedef struct ExportedWelcome {
    Str     staff_name, body, state;
    int64_t requested_at_ms, sent_at_ms;
} ExportedWelcome;
extern const Shape exported_stay_shape, exported_fan_shape, exported_raw_shape,
    exported_welcome_shape;
/* Rows of the struct of that name, oldest first. */
Code privacy_sql_stays(Ctx *cx, CustomerId customer, Rows *rows) MUST_USE;
Code privacy_sql_fans(Ctx *cx, CustomerId customer, Rows *rows) MUST_USE;     /* as above */
Code privacy_sql_raws(Ctx *cx, CustomerId customer, Rows *rows) MUST_USE;     /* as above */
Code privacy_sql_welcomes(Ctx *cx, CustomerId customer, Rows *rows) MUST_USE; /* as above */

#endif
