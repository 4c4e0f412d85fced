/* privacy_sweep_sql.h -- the statements of the search. */
#ifndef PRIVACY_PRIVACY_SWEEP_SQL_H
#define PRIVACY_PRIVACY_SWEEP_SQL_H

#include "privacy/privacy_sweep.h"

typedef struct SweptEvent {
    int64_t seq, person_id;
    Str     id, actor, object, payload;
} SweptEvent;

/* Rows of SweptRow. */
Code privacy_sweep_sql_page(Ctx *cx, const Query *query, int64_t after, int64_t limit,
                            Rows *rows) MUST_USE;
/* Puts the texts of a row back. */
Code privacy_sweep_sql_put(Ctx *cx, const Sweep *sweep, const SweptRow *row) MUST_USE;
/* Rows of SweptEvent. */
Code privacy_sweep_sql_events(Ctx *cx, int64_t after, int64_t limit, Rows *rows) MUST_USE;
/* Puts its id, actor, object and payload back. */
Code privacy_sweep_sql_put_event(Ctx *cx, const SweptEvent *event) MUST_USE;
/* 0: the log is empty. */
Code privacy_sweep_sql_head(Ctx *cx, int64_t *seq) MUST_USE;

#endif
