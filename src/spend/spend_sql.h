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

#endif
