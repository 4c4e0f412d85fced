/* job_end.h -- what only the runner does to a job. */
#ifndef LOG_JOB_END_H
#define LOG_JOB_END_H

#include "log/job_sql.h"

/* Claims it unless another was faster (`*is_mine` false). */
Code job_claim(Ctx *cx, const JobDue *due, Str owner, int64_t until_ms, Job *out,
               bool *is_mine) MUST_USE;
/* Ends it with what its struct says, and tells.  ERR_CONFLICT "job.lost" when another runner
 * has it. */
Code job_end(Ctx *cx, const Job *job, JobState state, const char *reason, Str detail) MUST_USE;

#endif
