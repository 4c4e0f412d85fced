/* job_shape.c -- fields and words of jobs. */
#include "log/job_sql.h"

static const char *const job_words[] = {
    [JOB_QUEUED] = "queued", [JOB_RUNNING] = "running",     [JOB_DONE] = "done",
    [JOB_FAILED] = "failed", [JOB_CANCELLED] = "cancelled",
};
const Words job_state_words = { job_words, COUNT(job_words) };

static const Field job_fields[] = {
    FIELD_ID(Job, id, .flags = SERVER_SET),
    FIELD_ID(Job, tenant_id, .flags = SERVER_SET | SECRET),
    FIELD(Job, kind),
    FIELD(Job, title),
    FIELD_ENUM(Job, state, job_state_words),
    FIELD(Job, done),
    FIELD(Job, total),
    FIELD(Job, failed),
    FIELD(Job, unit),
    FIELD_JSON(Job, args, .flags = SERVER_SET | SECRET),
    FIELD_JSON(Job, checkpoint, .flags = SERVER_SET | SECRET),
    FIELD_JSON(Job, result),
    FIELD(Job, reason),
    FIELD(Job, detail),
    FIELD(Job, cancel_wanted),
    FIELD_WITH(Job, is_final, .flags = SERVER_SET,
               .about = "What it did was taken back; it cannot be resumed"),
    FIELD_ID(Job, created_by),
    FIELD_TIME(Job, created_at_ms),
    FIELD_TIME(Job, started_at_ms),
    FIELD_TIME(Job, ended_at_ms),
    FIELD_TIME(Job, claimed_until_ms, .flags = SERVER_SET | SECRET),
    FIELD(Job, attempts),
    FIELD_WITH(Job, claims, .flags = SERVER_SET | SECRET),
};
const Shape job_shape = SHAPE(Job, job_fields);

static const Field job_due_fields[] = {
    FIELD_ID(JobDue, id),  FIELD_ID(JobDue, tenant_id),     FIELD(JobDue, kind),
    FIELD(JobDue, claims), FIELD_TIME(JobDue, ready_at_ms),
};
const Shape job_due_shape = SHAPE(JobDue, job_due_fields);

static const Field job_pause_fields[] = { FIELD(JobPause, pauses) };
const Shape        job_pause_shape    = SHAPE(JobPause, job_pause_fields);
