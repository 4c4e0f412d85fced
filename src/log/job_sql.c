/* job_sql.c -- every statement of jobs. */
#include "log/job_sql.h"

/* Who does not see all sees the jobs he started himself: their titles and files tell of others. */
#define OWN(scope) " AND (CAST(" scope " AS BIGINT) = 0 OR created_by = " scope ")"

const Table job_table = { "job", &job_shape };

const Query job_sql_get = {
    .name = "job.get",
    .sql  = "SELECT {cols} FROM job WHERE tenant_id = $1 AND id = $2" OWN("$3"),
    .out  = &job_shape,
};

const Query job_sql_lock = {
    .name = "job.lock",
    .sql  = "SELECT {cols} FROM job WHERE tenant_id = $1 AND id = $2" OWN("$3") " {for_update}",
    .out  = &job_shape,
};

const Query job_sql_list = {
    .name = "job.list",
    .sql  = "SELECT {cols} FROM job WHERE tenant_id = $1 AND id < $2" OWN(
         "$4") " ORDER BY id DESC LIMIT $3",
    .out = &job_shape,
};

const Query job_sql_list_active = {
    .name = "job.list_active",
    .sql  = "SELECT {cols} FROM job WHERE tenant_id = $1 AND id < $2"
            " AND state IN ('queued', 'running')" OWN("$4") " ORDER BY id DESC LIMIT $3",
    .out  = &job_shape,
};

/* A checkpoint that moved forgets the crashes before it. */
const Query job_sql_save = {
    .name = "job.save",
    .sql  = "UPDATE job SET done = $4, total = $5, failed = $6, result = $8, pauses = 0,"
            " attempts = CASE WHEN coalesce(checkpoint, '') = coalesce(CAST($7 AS TEXT), '')"
            " THEN attempts ELSE 1 END, checkpoint = $7"
            " WHERE tenant_id = $1 AND id = $2 AND claims = $3 AND state = 'running'"
            " AND NOT cancel_wanted",
};

const Query job_sql_cancel = {
    .name = "job.cancel",
    .sql  = "UPDATE job SET cancel_wanted = TRUE WHERE tenant_id = $1 AND id = $2",
};

const Query job_sql_end = {
    .name = "job.end",
    .sql  = "UPDATE job SET state = $4, reason = $5, detail = $6, ended_at_ms = $7, done = $8,"
            " total = $9, failed = $10, result = $11, claimed_by = '', claimed_until_ms = 0"
            " WHERE tenant_id = $1 AND id = $2 AND claims = $3 AND state IN ('queued', 'running')",
};

const Query job_sql_resume = {
    .name = "job.resume",
    .sql =
        "UPDATE job SET state = 'queued', attempts = 0, pauses = 0, cancel_wanted = FALSE,"
        " reason = NULL, detail = NULL, ended_at_ms = 0, next_at_ms = 0"
        " WHERE tenant_id = $1 AND id = $2 AND state IN ('failed', 'cancelled') AND NOT is_final",
};

const Query job_sql_make_final = {
    .name = "job.make_final",
    .sql  = "UPDATE job SET is_final = TRUE WHERE tenant_id = $1 AND id = $2",
};

// clang-format off
/* Jobs that can be run, beside how many of its brand are in hand, and when one of it last gave way. */
#define DUE                                                                                     \
    "SELECT j.id, j.tenant_id, j.kind, j.claims, j.next_at_ms AS ready_at_ms FROM job j"        \
    " JOIN (SELECT r.tenant_id,"                                                                \
    " sum(CASE WHEN r.state = 'running' AND r.claimed_until_ms >= $1 THEN 1 ELSE 0 END) AS held," \
    " max(CASE WHEN r.state = 'queued' AND r.next_at_ms <= $1 THEN r.next_at_ms ELSE 0 END) AS way" \
    " FROM job r WHERE r.state IN ('queued', 'running') GROUP BY r.tenant_id) h"                \
    " ON h.tenant_id = j.tenant_id"                                                             \
    " WHERE j.state IN ('queued', 'running') AND ((j.state = 'queued' AND j.next_at_ms <= $1)"  \
    " OR (j.state = 'running' AND j.claimed_until_ms < $1))"
/* The brand that has least in hand, and gave way longest ago; of its jobs the one that waits longest. */
#define BY_TURN                                                                                 \
    " ORDER BY h.held, h.way, CASE WHEN j.next_at_ms = 0 THEN j.created_at_ms"                  \
    " ELSE j.next_at_ms END, j.id"
// clang-format on

const Query job_sql_due = {
    .name   = "job.due",
    .sql    = DUE BY_TURN " LIMIT $2",
    .out    = &job_due_shape,
    .global = true,
};

const Query job_sql_behind = {
    .name = "job.behind",
    .sql =
        DUE " AND j.tenant_id <> $3 AND h.held < (SELECT count(*) FROM job m"
            " WHERE m.state = 'running' AND m.claimed_until_ms >= $1 AND m.tenant_id = $3)" BY_TURN
            " LIMIT $2",
    .out    = &job_due_shape,
    .global = true,
};

const Query job_sql_next = {
    .name   = "job.next",
    .sql    = "SELECT id, tenant_id, kind, claims, next_at_ms AS ready_at_ms FROM job"
              " WHERE state IN ('queued', 'running') AND state = 'queued' AND next_at_ms > $1"
              " ORDER BY next_at_ms LIMIT 1",
    .out    = &job_due_shape,
    .global = true,
};

const Query job_sql_claim = {
    .name = "job.claim",
    .sql  = "UPDATE job SET state = 'running', claimed_by = $4, claimed_until_ms = $5,"
            " claims = claims + 1, attempts = attempts + 1, next_at_ms = 0,"
            " started_at_ms = CASE WHEN started_at_ms = 0 THEN CAST($6 AS BIGINT)"
            " ELSE started_at_ms END"
            " WHERE tenant_id = $1 AND id = $2 AND claims = $3"
            " AND (state = 'queued' OR (state = 'running' AND claimed_until_ms < $6))"
            " RETURNING {cols}",
    .out  = &job_shape,
};

const Query job_sql_renew = {
    .name = "job.renew",
    .sql  = "UPDATE job SET claimed_until_ms = $4 WHERE tenant_id = $1 AND id = $2"
            " AND claims = $3 AND state = 'running'",
};

const Query job_sql_paused = {
    .name = "job.paused",
    .sql  = "SELECT {cols} FROM job WHERE tenant_id = $1 AND id = $2",
    .out  = &job_pause_shape,
};

/* Back in the queue, not counted as an attempt. */
const Query job_sql_release = {
    .name = "job.release",
    .sql  = "UPDATE job SET state = 'queued', attempts = attempts - 1, pauses = pauses + 1,"
            " next_at_ms = $4, reason = $5, detail = $6, claimed_by = '', claimed_until_ms = 0"
            " WHERE tenant_id = $1 AND id = $2 AND claims = $3 AND state = 'running'",
};

/* Likewise, and nothing went wrong: it waits its turn. */
const Query job_sql_give_way = {
    .name = "job.give_way",
    .sql  = "UPDATE job SET state = 'queued', attempts = attempts - 1, next_at_ms = $4,"
            " claimed_by = '', claimed_until_ms = 0"
            " WHERE tenant_id = $1 AND id = $2 AND claims = $3 AND state = 'running'"
            " AND NOT cancel_wanted",
};
