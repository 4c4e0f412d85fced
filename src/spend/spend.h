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

/* Sets them all or none.  "spend.bad_day", "spend.bad_touch", "spend.changed_meanwhile". */
Code spend_set(Ctx *cx, const SpendSheet *sheet, SpendSheet *out) MUST_USE;

extern const SqlList spend_sql;

#endif
