/* consumer_sql.c -- every statement of cursors, leases and dead letters. */
#include "log/consumer_sql.h"

const Table dead_letter_table = { "dead_letter", &dead_letter_shape };

/* ---- cursors --------------------------------------------------------- */

const Query consumer_sql_states = {
    .name     = "consumer.states",
    .unscoped = "how far consumers are, of nobody",
    .sql      = "SELECT c.consumer AS name,"
                " {greatest}((SELECT coalesce(max(seq), 0) FROM event) - c.seq, 0) AS behind,"
                " coalesce((SELECT received_at_ms FROM event WHERE seq > c.seq"
                "  ORDER BY seq LIMIT 1), 0) AS oldest_at_ms,"
                " (SELECT count(*) FROM dead_letter d"
                "  WHERE d.tenant_id = $1 AND d.consumer = c.consumer) AS dead_count"
                " FROM (SELECT consumer, min(seq) AS seq FROM log_cursor"
                "  WHERE consumer <> 'event.count' GROUP BY consumer) c ORDER BY c.consumer",
    .out      = &consumer_state_shape,
};

const Query consumer_sql_open = {
    .name   = "consumer.open",
    .sql    = "INSERT INTO log_cursor (consumer, part, seq) VALUES ($1, $2, 0)"
              " ON CONFLICT (consumer, part) DO NOTHING",
    .global = true,
};

const Query consumer_sql_cursors = {
    .name   = "consumer.cursors",
    .sql    = "SELECT {cols} FROM log_cursor WHERE consumer = $1 ORDER BY part",
    .out    = &cursor_row_shape,
    .global = true,
};

/* The fence of exactly once: a cursor moves only from where its batch began, and only
 * while it is still leased by the reader.  $2 has a bit for each part, -1 for all. */
const Query consumer_sql_move = {
    .name   = "consumer.move",
    .sql    = "UPDATE log_cursor SET seq = $5 WHERE consumer = $1"
              " AND (CAST($2 AS BIGINT) = -1 OR (part >= 0 AND"
              " ((CAST($2 AS BIGINT) >> {greatest}(part, 0)) & 1) = 1))"
              " AND (CAST($3 AS TEXT) = '' OR leased_by = $3) AND seq <= $4",
    .global = true,
};

/* ---- leases ---------------------------------------------------------- */

const Query lease_sql_join = {
    .name   = "lease.join",
    .sql    = "INSERT INTO log_node (consumer, node, until_ms) VALUES ($1, $2, $3)"
              " ON CONFLICT (consumer, node) DO UPDATE SET until_ms = excluded.until_ms",
    .global = true,
};

const Query lease_sql_leave = {
    .name   = "lease.leave",
    .sql    = "DELETE FROM log_node WHERE consumer = $1 AND (node = $2 OR until_ms < $3)",
    .global = true,
};

const Query lease_sql_nodes = {
    .name   = "lease.nodes",
    .sql    = "SELECT count(*) AS count FROM log_node WHERE consumer = $1 AND until_ms >= $2",
    .out    = &count_row_shape,
    .global = true,
};

const Query lease_sql_held = {
    .name   = "lease.held",
    .sql    = "SELECT {cols} FROM log_cursor WHERE consumer = $1 AND leased_by = $2 AND part >= 0"
              " ORDER BY part",
    .out    = &cursor_row_shape,
    .global = true,
};

const Query lease_sql_renew = {
    .name   = "lease.renew",
    .sql    = "UPDATE log_cursor SET leased_until_ms = $3 WHERE consumer = $1 AND leased_by = $2",
    .global = true,
};

const Query lease_sql_take = {
    .name   = "lease.take",
    .sql    = "WITH picked (part) AS MATERIALIZED ("
              "SELECT part FROM log_cursor WHERE consumer = $1 AND part >= 0"
              " AND leased_by <> $2 AND leased_until_ms < $4 ORDER BY part LIMIT $5 {skip_locked})"
              " UPDATE log_cursor SET leased_by = $2, leased_until_ms = $3 WHERE consumer = $1"
              " AND part IN (SELECT part FROM picked)",
    .global = true,
};

const Query lease_sql_give = {
    .name   = "lease.give",
    .sql    = "WITH picked (part) AS MATERIALIZED ("
              "SELECT part FROM log_cursor WHERE consumer = $1 AND leased_by = $2"
              " ORDER BY part DESC LIMIT $3 {for_update})"
              " UPDATE log_cursor SET leased_by = '', leased_until_ms = 0 WHERE consumer = $1"
              " AND part IN (SELECT part FROM picked)",
    .global = true,
};

/* ---- dead letters ---------------------------------------------------- */

const Query dead_letter_sql_put = {
    .name = "dead_letter.put",
    .sql  = "INSERT INTO dead_letter (tenant_id, id, consumer, event_seq, type, reason, detail,"
            " failed_at_ms, attempts, lane) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            " ON CONFLICT (tenant_id, consumer, event_seq) DO UPDATE SET"
            " reason = excluded.reason, detail = excluded.detail, lane = excluded.lane,"
            " failed_at_ms = excluded.failed_at_ms,"
            " attempts = dead_letter.attempts + excluded.attempts, replay_wanted = FALSE",
};

const Query dead_letter_sql_list = {
    .name = "dead_letter.list",
    .sql  = "SELECT {cols} FROM dead_letter WHERE tenant_id = $1 AND id < $2"
            " ORDER BY id DESC LIMIT $3",
    .out  = &dead_letter_shape,
};

const Query dead_letter_sql_get = {
    .name = "dead_letter.get",
    .sql  = "SELECT {cols} FROM dead_letter WHERE tenant_id = $1 AND id = $2",
    .out  = &dead_letter_shape,
};

const Query dead_letter_sql_want = {
    .name = "dead_letter.want",
    .sql  = "UPDATE dead_letter SET replay_wanted = TRUE WHERE tenant_id = $1 AND (id = $2"
            " OR (consumer = $3 AND lane = $4 AND lane <> ''))",
};

const Query dead_letter_sql_rest = {
    .name = "dead_letter.rest",
    .sql  = "UPDATE dead_letter SET replay_wanted = TRUE WHERE tenant_id = $1 AND consumer = $2"
            " AND lane = $3 AND lane <> ''",
};

const Query dead_letter_sql_lanes = {
    .name   = "dead_letter.lanes",
    .sql    = "SELECT DISTINCT tenant_id, lane FROM dead_letter WHERE consumer = $1"
              " AND lane <> '' LIMIT $2",
    .out    = &lane_row_shape,
    .global = true,
};

const Query dead_letter_sql_first_of_lane = {
    .name = "dead_letter.first_of_lane",
    .sql  = "SELECT {cols} FROM dead_letter WHERE tenant_id = $1 AND consumer = $2 AND lane = $3"
            " AND lane <> '' ORDER BY id LIMIT 1 {for_update}",
    .out  = &replay_row_shape,
};

const Query dead_letter_sql_askers = {
    .name   = "dead_letter.askers",
    .sql    = "SELECT DISTINCT consumer FROM dead_letter WHERE replay_wanted",
    .out    = &asker_row_shape,
    .global = true,
};

/* Of a lane the first. */
const Query dead_letter_sql_wanted = {
    .name   = "dead_letter.wanted",
    .sql    = "SELECT {d.cols} FROM dead_letter d WHERE d.consumer = $1 AND d.replay_wanted"
              " AND NOT EXISTS (SELECT 1 FROM dead_letter o WHERE o.tenant_id = d.tenant_id"
              " AND o.consumer = d.consumer AND o.lane = d.lane AND o.lane <> '' AND o.id < d.id)"
              " ORDER BY d.id LIMIT $2",
    .out    = &replay_row_shape,
    .global = true,
};

/* Not while an earlier one of its lane is there, also when another process hears that now. */
const Query dead_letter_sql_take = {
    .name = "dead_letter.take",
    .sql  = "SELECT {d.cols} FROM dead_letter d WHERE d.tenant_id = $1 AND d.id = $2"
            " AND d.replay_wanted AND NOT EXISTS (SELECT 1 FROM dead_letter o"
            " WHERE o.tenant_id = $1 AND o.consumer = d.consumer AND o.lane = d.lane"
            " AND o.lane <> '' AND o.id < d.id) {skip_locked}",
    .out  = &dead_letter_shape,
};

const Query dead_letter_sql_again = {
    .name = "dead_letter.again",
    .sql  = "UPDATE dead_letter SET replay_wanted = FALSE, attempts = attempts + 1, reason = $3,"
            " detail = $4, failed_at_ms = $5 WHERE tenant_id = $1 AND id = $2",
};

const Query dead_letter_sql_remove = {
    .name = "dead_letter.remove",
    .sql  = "DELETE FROM dead_letter WHERE tenant_id = $1 AND id = $2",
};
