/* spend.h -- what was paid for a channel, a code or a campaign on a business day. */
#ifndef SPEND_SPEND_H
#define SPEND_SPEND_H

#include "log/log.h"
#include "org/org.h"

enum { SPEND_LINES_MAX = 1000 /* of a sheet */, SPEND_LIST_MAX = 5000, SPEND_DAYS_MAX = 366 };

typedef enum SpendKind { SPEND_CHANNEL = 1, SPEND_CODE, SPEND_CAMPAIGN } SpendKind;
extern const Words spend_kind_words;

typedef struct Spend {
    int64_t   id, tenant_id, user_id;
    SpendKind kind;
    Str       touch;      /* as attribution names it: "qr_code", "channel_code:7", "双11" */
    Str       day_on;     /* a business day */
    int64_t   amount_fen; /* 0: nothing     */
    int64_t   changed_at_ms;
    Str       brought_by; /* the run of the file that set it; "": a person */
} Spend;
extern const Shape spend_shape;

typedef struct SpendQuery {
    Str from, to; /* business days; absent: the last 30 */
} SpendQuery;
extern const Shape spend_query_shape;

/* What is not nothing, by kind, touch and day.  `is_cut`: there is more.  "spend.bad_day". */
Code spend_list(Ctx *cx, const SpendQuery *query, Rows *spends, bool *is_cut) MUST_USE;

typedef struct SpendSheet {
    Rows    lines; /* of Spend; of two of one cell the last counts */
    int64_t changed, amount_fen; /* in answers: cells, and by how much the sum rose */
} SpendSheet;
extern const Shape spend_sheet_shape;

/* Sets them all or none.  "spend.bad_day", "spend.bad_touch". */
Code spend_set(Ctx *cx, const SpendSheet *sheet, SpendSheet *out) MUST_USE;

/* ---- out of files ---------------------------------------------------------------------- */

/* A row of a file: an amount of a day, or of a month that each of its days bears a part of. */
typedef struct SpendCost {
    int64_t   row; /* in the file, from 1 */
    int64_t   first_day;
    int32_t   days; /* 1..31 */
    SpendKind kind;
    Str       touch;
    int64_t   amount_fen;
} SpendCost;

/* Sets the cells of a row of the file `run_key`, in the open transaction.  `is_new`: one of them
 * was another before.  The same row again sets them again.  `refusal`, and nothing is set:
 * "spend.twice", a row of the file before it says so already. */
Code spend_bring(Ctx *cx, Str run_key, const SpendCost *cost, bool *is_new,
                 const char **refusal) MUST_USE;
/* A way of adding by its word or as people call it. */
bool spend_channel_of(Str text, Str *touch);
/* "2026-11", "202611", "2026/11", "2026年11月", and its first day. */
bool spend_month_of(Str text, int64_t *first_day, int32_t *days);
/* A channel code by its name, or by its id were it deleted; `refusal`: "spend.code_unknown",
 * "spend.code_ambiguous". */
Code spend_code_of(Ctx *cx, Str text, Str *touch, const char **refusal) MUST_USE;

typedef struct SpendTaken {
    int64_t changed, amount_fen; /* cells, and by how much the sum rose    */
    int64_t kept;                /* cells somebody has set since           */
} SpendTaken;
extern const Shape spend_taken_shape;

/* What the import of that job set becomes what it was, where nobody set it since; where a later
 * import did, that one goes, when it is taken back, to what was before both.  Who says the same
 * amount again sets it, too: what two files say goes with the second of them.  The job, if it is
 * still there, is not resumed any more.  Outside a transaction, as it has one for some hundred
 * cells at a time: after a failure the rest is there to be taken back.  That it begins is audited.
 * ERR_NOT_FOUND "spend.nothing_brought", ERR_CONFLICT "job.not_ended". */
Code spend_take_back(Ctx *cx, int64_t job_id, SpendTaken *out) MUST_USE;

extern const SqlList spend_sql;

#endif
