/* timer_sql.h -- the statements of timers. */
#ifndef LOG_TIMER_SQL_H
#define LOG_TIMER_SQL_H

#include "log/timer.h"

/* The end of time: where a timer waits that was given up. */
#define TIMER_NEVER_MS INT64_C(253402300799999)

/* A timer that is due, before it is taken. */
typedef struct TimerDue {
    int64_t id, tenant_id, due_at_ms;
    Str     kind;
    int32_t attempts;
} TimerDue;

extern const Shape timer_due_shape;

extern const Query timer_sql_set;    /* tenant, id, kind, key, due, payload  */
extern const Query timer_sql_clear;  /* tenant, kind, key                    */
extern const Query timer_sql_due;    /* now, after due, after id, limit      */
extern const Query timer_sql_next;   /* after due                            */
extern const Query timer_sql_lock;   /* tenant, id, due                      */
extern const Query timer_sql_take;   /* tenant, id, due                      */
extern const Query timer_sql_delay;  /* tenant, id, due, new due, attempts   */
extern const Query timer_sql_revive; /* tenant, id, now, never               */

#endif
