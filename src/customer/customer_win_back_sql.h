/* customer_win_back_sql.h -- the statements of win-backs.  Private to customer/. */
#ifndef CUSTOMER_CUSTOMER_WIN_BACK_SQL_H
#define CUSTOMER_CUSTOMER_WIN_BACK_SQL_H

#include "customer/customer_win_back.h"

typedef struct WinBackCounts {
    int64_t waiting, contacted;
} WinBackCounts;

/* `state` is a word or empty; `staff_id` 0 = all in scope. */
Code customer_win_back_sql_list(Ctx *cx, int64_t since_ms, Str state, int64_t staff_id,
                                const int64_t before[2], int64_t limit, Rows *items) MUST_USE;
Code customer_win_back_sql_get(Ctx *cx, int64_t relation_id, WinBack *out) MUST_USE;
Code customer_win_back_sql_counts(Ctx *cx, int64_t since_ms, int64_t staff_id,
                                  WinBackCounts *out) MUST_USE;
/* Revision 1 makes the row; `changed` false when another revision stands there. */
Code customer_win_back_sql_set(Ctx *cx, int64_t relation_id, int64_t revision, Str state, Str note,
                               bool *changed) MUST_USE;
/* The member the caller is; 0 = none. */
Code customer_win_back_sql_me(Ctx *cx, int64_t *staff_id) MUST_USE;

#endif
