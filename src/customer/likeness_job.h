/* likeness_job.h -- looks for alike customers and asks people about them; it never merges. */
#ifndef CUSTOMER_LIKENESS_JOB_H
#define CUSTOMER_LIKENESS_JOB_H

#include "customer/customer_merge.h"

/* Queues the job over all customers who are new or changed since the last one.  ERR_CONFLICT
 * "likeness.off", "likeness.running". */
Code likeness_job_start(Ctx *cx, Job *out) MUST_USE;
/* The same once a day, where it is switched on: the keeper asks every hour. */
Code likeness_job_tick(Ctx *cx) MUST_USE;

/* "customer.likeness" */
extern const JobKind likeness_job;
extern const SqlList likeness_sql;

#endif
