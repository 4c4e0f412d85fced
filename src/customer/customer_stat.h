/* customer_stat.h -- adding and losing, counted from the intervals in the tenant's days. */
#ifndef CUSTOMER_CUSTOMER_STAT_H
#define CUSTOMER_CUSTOMER_STAT_H

#include "customer/customer.h"

typedef struct SummaryQuery {
    int32_t days;
} SummaryQuery;
extern const Shape summary_query_shape;

typedef struct DayFigures {
    Str     date;
    int64_t added, lost, net;
} DayFigures;

typedef struct CustomerSummary {
    int64_t total, active;
    int64_t added_today, lost_today, lost_by_customer_today, lost_by_staff_today;
    Rows    days; /* of DayFigures, oldest first, today last */
} CustomerSummary;
extern const Shape customer_summary_shape;

/* The last `days` (1..366; 0 = 30) with every day in it. */
Code customer_stat_summary(Ctx *cx, int32_t days, CustomerSummary *out) MUST_USE;

typedef struct LossQuery {
    EndedBy ended_by;
    int64_t staff_id;
    Str     cursor;
    int64_t limit;
} LossQuery;
extern const Shape loss_query_shape;

typedef struct Loss {
    int64_t relation_id, customer_id;
    Str     customer_name, avatar;
    int64_t staff_id;
    Str     staff_name;
    EndedBy ended_by;
    int64_t ended_at_ms, added_at_ms;
    int64_t days_kept;
} Loss;
extern const Shape loss_shape;

/* Ended intervals, newest first: Rows of Loss. */
Code customer_stat_losses(Ctx *cx, const LossQuery *query, Rows *items, Str *next_cursor) MUST_USE;

#endif
