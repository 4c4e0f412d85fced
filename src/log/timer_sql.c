/* timer_sql.c -- every statement of timers. */
#include "log/timer_sql.h"

const Query timer_sql_set = {
    .name = "timer.set",
    .sql  = "INSERT INTO timer (tenant_id, id, kind, key, due_at_ms, payload)"
            " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id, kind, key) DO UPDATE SET"
            " due_at_ms = excluded.due_at_ms, payload = excluded.payload, attempts = 0",
};

const Query timer_sql_clear = {
    .name = "timer.clear",
    .sql  = "DELETE FROM timer WHERE tenant_id = $1 AND kind = $2 AND key = $3",
};

const Query timer_sql_due = {
    .name   = "timer.due",
    .sql    = "SELECT {cols} FROM timer WHERE due_at_ms <= $1"
              " AND (due_at_ms > $2 OR (due_at_ms = $2 AND id > $3))"
              " ORDER BY due_at_ms, id LIMIT $4",
    .out    = &timer_due_shape,
    .global = true,
};

const Query timer_sql_next = {
    .name   = "timer.next",
    .sql    = "SELECT {cols} FROM timer WHERE due_at_ms > $1"
              " ORDER BY due_at_ms, id LIMIT 1",
    .out    = &timer_due_shape,
    .global = true,
};

/* Who cannot have it at once leaves it to the other process. */
const Query timer_sql_lock = {
    .name = "timer.lock",
    .sql  = "SELECT {cols} FROM timer WHERE tenant_id = $1 AND id = $2 AND due_at_ms = $3"
            " {skip_locked}",
    .out  = &timer_shape,
};

const Query timer_sql_take = {
    .name = "timer.take",
    .sql  = "DELETE FROM timer WHERE tenant_id = $1 AND id = $2 AND due_at_ms = $3",
};

const Query timer_sql_delay = {
    .name = "timer.delay",
    .sql  = "UPDATE timer SET due_at_ms = $4, attempts = $5"
            " WHERE tenant_id = $1 AND id = $2 AND due_at_ms = $3",
};

const Query timer_sql_revive = {
    .name = "timer.revive",
    .sql  = "UPDATE timer SET due_at_ms = $3, attempts = 0"
            " WHERE tenant_id = $1 AND id = $2 AND due_at_ms = $4",
};
