/* spend_sql.h -- every statement of costs.  Private to spend/. */
#ifndef SPEND_SPEND_SQL_H
#define SPEND_SPEND_SQL_H

#include "spend/spend.h"

/* Days are both in it. */
Code spend_sql_list(Ctx *cx, Str from, Str to, Rows *rows) MUST_USE;
/* The row of the same kind, touch and day. */
Code spend_sql_same(Ctx *cx, const Spend *like, Spend *out, bool *found) MUST_USE;
/* Nothing is done where there is such a row by now. */
Code spend_sql_insert(Ctx *cx, const Spend *spend, bool *is_done) MUST_USE;
/* Nothing is done where the amount is no longer `before_fen`. */
Code spend_sql_update(Ctx *cx, int64_t id, int64_t before_fen, int64_t amount_fen,
                      bool *is_done) MUST_USE;

/* What a file set: a cell of a day. */
typedef struct SpendBrought {
    int64_t   tenant_id;
    Str       run_key, day_on;
    SpendKind kind;
    Str       touch;
    int64_t   row_no, before_fen, after_fen;
} SpendBrought;

typedef struct SpendCode {
    int64_t id;
} SpendCode;

/* Remembers a cell that a file set. */
Code spend_sql_brought_add(Ctx *cx, const SpendBrought *line) MUST_USE;
/* That of the cell. */
Code spend_sql_brought_find(Ctx *cx, Str run_key, const Spend *cell, SpendBrought *out,
                            bool *found) MUST_USE;
/* All of a file: Rows of SpendBrought. */
Code spend_sql_brought_list(Ctx *cx, Str run_key, Rows *lines) MUST_USE;
/* Forgets them. */
Code spend_sql_brought_drop(Ctx *cx, Str run_key) MUST_USE;
/* Channel codes of that name or id, two at most: Rows of SpendCode. */
Code spend_sql_codes(Ctx *cx, Str name, int64_t id, Rows *codes) MUST_USE;

#endif
