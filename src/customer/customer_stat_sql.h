/* customer_stat_sql.h -- the statements of figures. */
#ifndef CUSTOMER_CUSTOMER_STAT_SQL_H
#define CUSTOMER_CUSTOMER_STAT_SQL_H

#include "customer/customer_stat.h"

typedef struct DayCount {
    int64_t day, count, by_customer, by_staff;
} DayCount;

Code customer_stat_sql_totals(Ctx *cx, int64_t *total, int64_t *active) MUST_USE; /* all persons */
/* Intervals begun, or ended, per business day from `from_ms` on: Rows of DayCount. */
Code customer_stat_sql_added(Ctx *cx, int64_t from_ms, Rows *days) MUST_USE;
Code customer_stat_sql_lost(Ctx *cx, int64_t from_ms, Rows *days) MUST_USE; /* as above */
/* One page before the keys: Rows of Loss without staff names. */
Code customer_stat_sql_losses(Ctx *cx, const LossQuery *query, int64_t before_ms, int64_t before_id,
                              int64_t limit, Rows *losses) MUST_USE;

#endif
