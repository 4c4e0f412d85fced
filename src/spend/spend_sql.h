/* spend_sql.h -- every statement of costs.  Private to spend/. */
#ifndef SPEND_SPEND_SQL_H
#define SPEND_SPEND_SQL_H

#include "spend/spend.h"

/* Days are both in it. */
Code spend_sql_list(Ctx *cx, Str from, Str to, Rows *rows) MUST_USE;
/* The row of the same kind, touch and day; until the transaction ends nobody else changes it. */
Code spend_sql_hold(Ctx *cx, const Spend *like, Spend *out, bool *found) MUST_USE;
Code spend_sql_held(Ctx *cx, const Spend *like, Spend *out) MUST_USE; /* it is there: as above */
/* Nothing is done where there is such a row by now. */
Code spend_sql_insert(Ctx *cx, const Spend *spend, bool *is_done) MUST_USE;
/* The amount of the row, who and by what file set it, and when. */
Code spend_sql_update(Ctx *cx, const Spend *spend) MUST_USE;

/* What a file set: a cell of a day. */
typedef struct SpendBrought {
    int64_t   tenant_id;
    Str       run_key, day_on;
    SpendKind kind;
    Str       touch;
    int64_t   row_no, before_fen, after_fen;
    Str       before_by; /* the run that set it before, "": a person */
} SpendBrought;

typedef struct SpendCode {
    int64_t id;
} SpendCode;

/* Remembers a cell that a file set, or set again. */
Code spend_sql_brought_put(Ctx *cx, const SpendBrought *line) MUST_USE;
/* That of the cell. */
Code spend_sql_brought_find(Ctx *cx, Str run_key, const Spend *cell, SpendBrought *out,
                            bool *found) MUST_USE;
/* The first of a file by day, kind and touch, and one where there is more: Rows of SpendBrought. */
enum { SPEND_PAGE = 500 };
Code spend_sql_brought_page(Ctx *cx, Str run_key, Rows *lines) MUST_USE;
/* The run behind this one remembers of the cell, as what was before, what was before this. */
Code spend_sql_brought_pass(Ctx *cx, const SpendBrought *line) MUST_USE;
/* Forgets those of its file up to that one. */
Code spend_sql_brought_drop(Ctx *cx, const SpendBrought *last) MUST_USE;
/* Channel codes of that name, or of that id were it deleted, two at most: Rows of SpendCode. */
Code spend_sql_codes(Ctx *cx, Str name, int64_t id, Rows *codes) MUST_USE;

#endif
