/* job_sql.h -- the statements of jobs. */
#ifndef LOG_JOB_SQL_H
#define LOG_JOB_SQL_H

#include "log/job.h"

/* A job somebody could run now. */
typedef struct JobDue {
    int64_t id, tenant_id;
    Str     kind;
    int32_t claims;
    int64_t ready_at_ms; /* queued: not before; running: when its claim ends */
} JobDue;

/* What the runner keeps beside the job. */
typedef struct JobPause {
    int32_t pauses;
} JobPause;

extern const Shape job_due_shape;
extern const Shape job_pause_shape;
extern const Table job_table;

extern const Query job_sql_get;         /* tenant, id                                        */
extern const Query job_sql_lock;        /* tenant, id                                        */
extern const Query job_sql_list;        /* tenant, before id, limit                          */
extern const Query job_sql_list_active; /* tenant, before id, limit                          */
extern const Query job_sql_save;   /* tenant, id, claims, done, total, failed, checkpoint, result */
extern const Query job_sql_cancel; /* tenant, id                                        */
extern const Query job_sql_end;    /* tenant, id, claims, state, reason, detail, now, done,
                                      total, failed, result                             */
extern const Query job_sql_resume; /* tenant, id                                        */
extern const Query job_sql_make_final; /* tenant, id                                    */
extern const Query job_sql_due;    /* now, limit                                        */
extern const Query job_sql_behind;      /* now, limit, tenant: of brands with less in hand    */
extern const Query job_sql_next;   /* now                                               */
extern const Query job_sql_claim;  /* tenant, id, claims, owner, until, now             */
extern const Query job_sql_renew;  /* tenant, id, claims, until                         */
extern const Query job_sql_paused; /* tenant, id                                        */
extern const Query job_sql_give_way; /* tenant, id, claims, now                      */
extern const Query job_sql_release; /* tenant, id, claims, next at, reason, detail       */

#endif
