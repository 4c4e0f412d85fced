/* sweep_sql.c -- what has ended long ago. */
#include "log/sweep_sql.h"

static const Field swept_job_fields[] = { FIELD_ID(SweptJob, id), FIELD(SweptJob, result) };
static const Shape swept_job_shape    = SHAPE(SweptJob, swept_job_fields);

/* By state and id, which rises with time: what is old comes first. */
const Query sweep_sql_effects = {
    .name = "sweep.effects",
    .sql  = "DELETE FROM effect WHERE tenant_id = $1 AND id IN (SELECT id FROM effect"
            " WHERE tenant_id = $1 AND state IN ('done', 'dead', 'discarded')"
            " AND settled_at_ms < $2 ORDER BY id LIMIT $3)",
};

const Query sweep_sql_jobs = {
    .name = "sweep.jobs",
    .sql  = "SELECT {cols} FROM job WHERE tenant_id = $1"
            " AND state IN ('done', 'failed', 'cancelled') AND ended_at_ms < $2"
            " ORDER BY id LIMIT $3",
    .out  = &swept_job_shape,
};

const Query sweep_sql_job_remove = {
    .name = "sweep.job_remove",
    .sql  = "DELETE FROM job WHERE tenant_id = $1 AND id = $2"
            " AND state IN ('done', 'failed', 'cancelled')",
};

const Query sweep_sql_events = {
    .name     = "sweep.events",
    .unscoped = "the house forgets, nobody asks",
    .sql      = "DELETE FROM event WHERE tenant_id = $1 AND seq IN (SELECT e.seq FROM event e"
                " WHERE e.tenant_id = $1 AND e.type = $2 AND e.received_at_ms < $3"
                " AND e.seq < (SELECT coalesce(min(seq), 0) FROM log_cursor)"
                " AND NOT EXISTS (SELECT 1 FROM dead_letter d WHERE d.tenant_id = $1"
                " AND d.event_seq = e.seq) ORDER BY e.seq LIMIT $4)",
};
