/* figure_sql.h -- the statements of what codes brought; private to the slice. */
#ifndef ACQUIRE_FIGURE_SQL_H
#define ACQUIRE_FIGURE_SQL_H

#include "acquire/acquire.h"

/* One relation that came through a code. */
typedef struct MatchRow {
    int64_t tenant_id, relation_id, code_id, customer_id, staff_id, added_at_ms, lost_at_ms;
} MatchRow;

/* One member's business day with one code. */
typedef struct DayRow {
    int64_t tenant_id, code_id, day, staff_id, added, lost, last_added_at_ms;
} DayRow;

/* *is_new is false when the relation was counted before. */
Code figure_sql_match(Ctx *cx, const MatchRow *row, bool *is_new) MUST_USE;
Code figure_sql_find_match(Ctx *cx, int64_t relation_id, MatchRow *out, bool *found) MUST_USE;
/* *changed is false when it was lost before. */
Code figure_sql_lose(Ctx *cx, int64_t relation_id, int64_t lost_at_ms, bool *changed) MUST_USE;
/* Adds `delta` to its day and to the totals of the code. */
Code figure_sql_count(Ctx *cx, const DayRow *delta) MUST_USE;
/* All rows of a code from `since_day` on, by day. */
Code figure_sql_days(Ctx *cx, ChannelCodeId id, int64_t since_day, Rows *rows) MUST_USE;
/* What each code from `first` to `last` brought on `day`: rows with staff_id 0. */
Code figure_sql_codes_of_day(Ctx *cx, int64_t day, int64_t first, int64_t last,
                             Rows *rows) MUST_USE;

/* All days of each code between two ids, of the members in the scope of a caller who has one. */
Code figure_sql_codes_seen(Ctx *cx, int64_t first, int64_t last, Rows *rows) MUST_USE;

#endif
