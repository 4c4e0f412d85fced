/* outbox_sql.c -- every statement of the outbox and its quotas. */
#include "log/outbox_sql.h"

const Table quota_table = { "quota", &quota_row_shape };

/* ---- putting --------------------------------------------------------- */

const Query outbox_sql_put = {
    .name = "outbox.put",
    .sql  = "INSERT INTO effect (tenant_id, id, kind, key, quota, lane, object, payload, state,"
            " attempts, next_at_ms, deadline_ms, claimed_until_ms, created_at_ms, settled_at_ms,"
            " queue, waits) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', 0, $9, $10, 0, $11,"
            " 0, $12, EXISTS (SELECT 1 FROM effect o WHERE o.tenant_id = $1 AND o.lane = $6"
            " AND o.state IN ('pending', 'sending')))"
            " ON CONFLICT (tenant_id, kind, key) DO NOTHING",
};

/* Lets the oldest of a lane go. */
const Query outbox_sql_next_of_lane = {
    .name = "outbox.next_of_lane",
    .sql  = "UPDATE effect SET waits = FALSE WHERE waits AND id = (SELECT min(o.id) FROM effect o"
            " WHERE o.tenant_id = $1 AND o.lane = $2"
            " AND o.state IN ('pending', 'sending'))",
};

/* On PostgreSQL an effect may be put behind one that ends at that moment: neither sees the
 * other.  This finds it. */
const Query outbox_sql_unblock = {
    .name   = "outbox.unblock",
    .sql    = "UPDATE effect SET waits = FALSE WHERE state = 'pending' AND waits AND NOT EXISTS ("
              "SELECT 1 FROM effect o WHERE o.tenant_id = effect.tenant_id"
              " AND o.lane = effect.lane"
              " AND o.state IN ('pending', 'sending') AND o.id < effect.id)",
    .global = true,
};

const Query outbox_sql_known = {
    .name = "outbox.known",
    .sql  = "SELECT id FROM effect WHERE tenant_id = $1 AND kind = $2 AND key = $3",
    .out  = &effect_id_shape,
};

const Query outbox_sql_supersede = {
    .name = "outbox.supersede",
    .sql  = "UPDATE effect SET state = 'discarded', reason = 'outbox.superseded',"
            " settled_at_ms = $5 WHERE tenant_id = $1 AND kind = $2 AND lane = $3 AND id <> $4"
            " AND state IN ('pending', 'sending') AND state = 'pending'",
};

/* ---- for people ------------------------------------------------------ */

/* The plus keeps SQLite, which has few tenants in a store, from sorting all of one. */
const Query outbox_sql_list = {
    .name = "outbox.list",
    .sql  = "SELECT {cols} FROM effect WHERE +tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
    .pg   = "SELECT {cols} FROM effect WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
    .out  = &effect_shape,
};

const Query outbox_sql_list_state = {
    .name = "outbox.list_state",
    .sql  = "SELECT {cols} FROM effect WHERE tenant_id = $1 AND id < $2 AND state = $4"
            " ORDER BY id DESC LIMIT $3",
    .out  = &effect_shape,
};

const Query outbox_sql_list_object = {
    .name = "outbox.list_object",
    .sql  = "SELECT {cols} FROM effect WHERE tenant_id = $1 AND id < $2 AND object = $4"
            " AND (CAST($5 AS TEXT) = '' OR state = $5) ORDER BY id DESC LIMIT $3",
    .out  = &effect_shape,
};

const Query outbox_sql_underway = {
    .name = "outbox.underway",
    .sql  = "SELECT id FROM effect WHERE tenant_id = $1 AND object = $2 AND kind = $3"
            " AND (state IN ('pending', 'sending') OR settled_at_ms > $4) LIMIT 1",
    .out  = &effect_id_shape,
};

const Query outbox_sql_get = {
    .name = "outbox.get",
    .sql  = "SELECT {cols} FROM effect WHERE tenant_id = $1 AND id = $2",
    .out  = &effect_shape,
};

const Query outbox_sql_lock = {
    .name = "outbox.lock",
    .sql  = "SELECT {cols} FROM effect WHERE tenant_id = $1 AND id = $2 {for_update}",
    .out  = &effect_shape,
};

/* It stands before what came after it, so it waits only for what is older or on its way:
 * were it to wait for those that wait for it, the lane would stand still for ever. */
const Query outbox_sql_replay = {
    .name = "outbox.replay",
    .sql  = "UPDATE effect SET state = 'pending', attempts = 0, next_at_ms = $3, deadline_ms = 0,"
            " settled_at_ms = 0, waits = EXISTS (SELECT 1 FROM effect o"
            " WHERE o.tenant_id = $1 AND o.lane = effect.lane"
            " AND o.state IN ('pending', 'sending') AND (o.id < effect.id OR o.state = 'sending'))"
            " WHERE tenant_id = $1 AND id = $2 AND state = 'dead'",
};

const Query outbox_sql_discard = {
    .name = "outbox.discard",
    .sql  = "UPDATE effect SET state = 'discarded', settled_at_ms = $3"
            " WHERE tenant_id = $1 AND id = $2 AND state IN ('dead', 'pending')",
};

const Query outbox_sql_counts = {
    .name = "outbox.counts",
    .sql  = "SELECT"
            " (SELECT count(*) FROM effect WHERE tenant_id = $1 AND state = 'pending') AS pending,"
            " (SELECT count(*) FROM effect WHERE tenant_id = $1 AND state = 'sending') AS sending,"
            " (SELECT count(*) FROM effect WHERE tenant_id = $1 AND state = 'dead') AS dead,"
            " coalesce((SELECT created_at_ms FROM effect WHERE tenant_id = $1"
            "  AND state = 'pending' ORDER BY id LIMIT 1), 0) AS oldest_pending_at_ms",
    .out  = &outbox_counts_shape,
};

/* ---- claiming -------------------------------------------------------- */

/* Goes from queue to queue over the index of pending effects; costs a look per queue, not
 * per effect. */
const Query claim_sql_queues = {
    .name   = "claim.queues",
    .sql    = "WITH RECURSIVE q(queue) AS ("
              " SELECT min(queue) FROM effect WHERE state = 'pending' AND NOT waits"
              " UNION ALL"
              " SELECT (SELECT min(e.queue) FROM effect e WHERE e.state = 'pending'"
              "  AND NOT e.waits AND e.queue > q.queue) FROM q WHERE q.queue IS NOT NULL)"
              " SELECT q.queue AS queue, (SELECT min(e.next_at_ms) FROM effect e"
              "  WHERE e.state = 'pending' AND NOT e.waits AND e.queue = q.queue) AS next_at_ms"
              " FROM q WHERE q.queue IS NOT NULL LIMIT 10000",
    .out    = &queue_row_shape,
    .global = true,
};

/* Of a lane only its oldest may go, and only when none of it is on its way: `waits` says so
 * cheaply, the condition says so for certain.  What is taken is picked first, once: PostgreSQL may
 * run a subquery in IN again for every row, and each time it skips what it locked before and picks
 * more than the limit. */
#define PICKED_BEFORE                                                                      \
    "WITH picked (id) AS MATERIALIZED ("                                                   \
    "SELECT e.id FROM effect e WHERE e.state = 'pending' AND NOT e.waits AND e.queue = $1" \
    " AND e.next_at_ms <= $2 AND (e.lane IS NULL OR NOT EXISTS ("                          \
    "SELECT 1 FROM effect o WHERE o.tenant_id = e.tenant_id AND o.lane = e.lane"           \
    " AND o.state IN ('pending', 'sending')"                                               \
    " AND (o.id < e.id OR (o.id > e.id AND o.state = 'sending'))))"                        \
    " ORDER BY e.next_at_ms, e.id LIMIT $3"
#define CLAIM_PICKED                                                                  \
    " UPDATE effect SET state = 'sending', attempts = attempts + 1, claimed_by = $4," \
    " claimed_until_ms = $5 WHERE id IN (SELECT id FROM picked) RETURNING {cols}"
const Query claim_sql_take = {
    .name   = "claim.take",
    .sql    = PICKED_BEFORE ")" CLAIM_PICKED,
    .pg     = PICKED_BEFORE " FOR UPDATE OF e SKIP LOCKED)" CLAIM_PICKED,
    .out    = &effect_shape,
    .global = true,
};

/* What can no longer be in time, though its quota rests. */
const Query claim_sql_late = {
    .name   = "claim.late",
    .sql    = "WITH picked (id) AS MATERIALIZED ("
              "SELECT id FROM effect WHERE state = 'pending' AND NOT waits AND queue = $1"
              " AND deadline_ms > 0 AND deadline_ms <= $2 AND lane IS NULL"
              " ORDER BY deadline_ms LIMIT $3 {skip_locked})" CLAIM_PICKED,
    .out    = &effect_shape,
    .global = true,
};

/* What is being recorded at this moment needs no renewal: waiting for it would lock both. */
const Query claim_sql_renew = {
    .name   = "claim.renew",
    .sql    = "UPDATE effect SET claimed_until_ms = $3 WHERE id IN (SELECT id FROM effect"
              " WHERE id = $2 AND state = 'sending' AND claimed_by = $1 AND claimed_until_ms < $3"
              " {skip_locked})",
    .global = true,
};

const Query claim_sql_any_expired = {
    .name   = "claim.any_expired",
    .sql    = "SELECT id FROM effect WHERE state = 'sending' AND claimed_until_ms < $1 LIMIT 1",
    .out    = &effect_id_shape,
    .global = true,
};

/* Takes over what a dead process had claimed. */
const Query claim_sql_expired = {
    .name   = "claim.expired",
    .sql    = "WITH picked (id) AS MATERIALIZED ("
              "SELECT id FROM effect WHERE state = 'sending' AND claimed_until_ms < $1"
              " ORDER BY claimed_until_ms LIMIT $2 {skip_locked})"
              " UPDATE effect SET claimed_by = $3, claimed_until_ms = $4"
              " WHERE id IN (SELECT id FROM picked) RETURNING {cols}",
    .out    = &effect_shape,
    .global = true,
};

/* Only who holds the claim may tell how it ended. */
const Query settle_sql_record = {
    .name = "settle.record",
    .sql  = "UPDATE effect SET state = $5, attempts = $6, next_at_ms = $7, reason = $8,"
            " detail = $9, answer = $10, settled_at_ms = $11, claimed_by = '',"
            " claimed_until_ms = 0 WHERE tenant_id = $1 AND id = $2 AND state = 'sending'"
            " AND claimed_by = $3 AND attempts = $4",
};

/* ---- quotas ---------------------------------------------------------- */

const Query quota_sql_get = {
    .name = "quota.get",
    .sql  = "SELECT {cols} FROM quota WHERE tenant_id = $1 AND name = $2",
    .out  = &quota_row_shape,
};

/* Locks the budget and turns its windows; a clock that is behind keeps the newer one. */
const Query quota_sql_open = {
    .name = "quota.open",
    .sql  = "INSERT INTO quota (tenant_id, name, minute_at_ms, minute_used, hour_at_ms,"
            " hour_used, rests_until_ms) VALUES ($1, $2, $3, 0, $4, 0, 0)"
            " ON CONFLICT (tenant_id, name) DO UPDATE SET"
            " minute_used = CASE WHEN quota.minute_at_ms >= excluded.minute_at_ms"
            "  THEN quota.minute_used ELSE 0 END,"
            " minute_at_ms = {greatest}(quota.minute_at_ms, excluded.minute_at_ms),"
            " hour_used = CASE WHEN quota.hour_at_ms >= excluded.hour_at_ms"
            "  THEN quota.hour_used ELSE 0 END,"
            " hour_at_ms = {greatest}(quota.hour_at_ms, excluded.hour_at_ms)"
            " RETURNING {cols}",
    .out  = &quota_row_shape,
};

const Query quota_sql_use = {
    .name = "quota.use",
    .sql  = "UPDATE quota SET minute_used = minute_used + $3, hour_used = hour_used + $3"
            " WHERE tenant_id = $1 AND name = $2 RETURNING {cols}",
    .out  = &quota_row_shape,
};

const Query quota_sql_rest = {
    .name = "quota.rest",
    .sql  = "INSERT INTO quota (tenant_id, name, minute_at_ms, minute_used, hour_at_ms,"
            " hour_used, rests_until_ms) VALUES ($1, $2, 0, 0, 0, 0, $3)"
            " ON CONFLICT (tenant_id, name) DO UPDATE SET"
            " rests_until_ms = {greatest}(quota.rests_until_ms, excluded.rests_until_ms)",
};
