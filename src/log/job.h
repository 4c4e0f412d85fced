/* job.h -- long work in small steps, with progress, cancel and resume.
 *
 * A step does a bounded piece of work (a page of a platform, 500 rows) and saves its
 * checkpoint with what it wrote, in one transaction: after a crash the job goes on
 * where that ended.
 *
 * Brands share the threads: who has fewest jobs in hand is next, and a job that has gone on for a
 * second gives way behind its step to a brand that has fewer, and waits its turn again. */
#ifndef LOG_JOB_H
#define LOG_JOB_H

#include "log/event.h"

typedef enum JobState {
    JOB_QUEUED = 1, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_CANCELLED
} JobState;
extern const Words job_state_words;

typedef struct Job {
    int64_t  id, tenant_id;
    Str      kind;                       /* "wecom.sync_contacts"                    */
    Str      title;                      /* what a person reads, without markup      */
    JobState state;
    int64_t  done, total, failed;        /* in `unit`; total 0 = not known yet       */
    Str      unit;                       /* "contact", "row", "code"                 */
    Str      args, checkpoint;           /* JSON of the kind                         */
    Str      result;                     /* JSON, e.g. {"file":"..."}                */
    Str      reason, detail;             /* why it failed                            */
    bool     cancel_wanted;
    bool     is_final;                   /* ended, and not to be resumed             */
    int64_t  created_by;                 /* user                                     */
    int64_t  created_at_ms, started_at_ms, ended_at_ms;
    int64_t  claimed_until_ms;
    int32_t  attempts;                   /* runners that began at this checkpoint    */
    int32_t  claims;                     /* runners in all: tells the present one from one
                                            that lost the job                         */
    struct JobTurn *turn;                /* of the runner, in a step                  */
} Job;
extern const Shape job_shape;

typedef struct JobDraft { Str kind, title, unit, args; int64_t total; } JobDraft;

enum { JOB_CRASHES_MAX = 5 /* at one checkpoint; then the job fails with "job.crashed" */ };

typedef struct JobKind {
    const char *word;
    /* One step, outside a transaction.  Sets `*more` false when all is done.  ERR_UNAVAILABLE
     * is tried again with growing pauses, any other failure ends the job as FAILED. */
    Code (*step)(Ctx *cx, Job *job, bool *more);
} JobKind;

/* Queues a job and wakes the runner. */
Code job_start(Ctx *cx, JobDraft draft, Job *out) MUST_USE;
/* Saves done, total, failed, checkpoint and result; call it inside the step's transaction.
 * ERR_CONFLICT "job.cancelled" when a person cancelled meanwhile, "job.lost" when another
 * process has taken over.  It raises TOPIC_JOB but writes no event: job.changed is emitted
 * when the state changes, progress is read from the job itself. */
Code job_save(Ctx *cx, const Job *job) MUST_USE;
Code job_get(Ctx *cx, int64_t id, Job *out) MUST_USE;
/* Newest first; active_only = queued and running. */
Code job_list(Ctx *cx, bool active_only, Str cursor, int64_t limit, Rows *items,
              Str *next_cursor) MUST_USE;
/* Queued or running; "job.ended" otherwise. */
Code job_cancel(Ctx *cx, int64_t id) MUST_USE;
/* Failed or cancelled, and not final: queued again from its checkpoint; "job.not_resumable"
 * otherwise. */
Code job_resume(Ctx *cx, int64_t id) MUST_USE;
/* It is final from now on, not to be resumed, and tells so once: what it did is about to be taken
 * back, in the open transaction, until whose end nobody else does.  `was`: as it is found; zero
 * where it has been swept, which is as final.  ERR_CONFLICT "job.not_ended" while it is queued or
 * running. */
Code job_make_final(Ctx *cx, int64_t id, Job *was) MUST_USE;

/* Whether a step that takes long does well to end where it is, with `*more` true: the process is to
 * stop, or a brand with less in hand waits and the job's turn is over.  A turn takes a second, or
 * several times what coming back to this place costs.  It may be asked often.  Outside a
 * transaction. */
Code job_should_end(Ctx *cx, const Job *job, int64_t back_ms, bool *should) MUST_USE;

typedef struct JobRunner JobRunner;
/* Threads that run jobs until stopped; stopping waits for the steps in hand, the jobs go on
 * at the next start.  `kinds` are borrowed. */
JobRunner *job_runner_start(const Services *services, const JobKind *const *kinds, size_t count,
                            int threads);
void       job_runner_stop(JobRunner *runner);
/* For tests: runs every queued job to its end in this thread. */
Code       job_drain(const Services *services, const JobKind *const *kinds, size_t count) MUST_USE;

#endif
