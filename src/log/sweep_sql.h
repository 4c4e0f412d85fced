/* sweep_sql.h -- the statements of sweep.c. */
#ifndef LOG_SWEEP_SQL_H
#define LOG_SWEEP_SQL_H

#include "log/sweep.h"

typedef struct SweptJob {
    int64_t id;
    Str     result;
} SweptJob;

extern const Query sweep_sql_effects;    /* tenant, before, limit       */
extern const Query sweep_sql_jobs;       /* tenant, before, limit       */
extern const Query sweep_sql_job_remove; /* tenant, id                  */
extern const Query sweep_sql_events;     /* tenant, type, before, limit */

#endif
