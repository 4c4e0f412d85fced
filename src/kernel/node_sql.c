/* node_sql.c -- the statements of node leases.  They belong to no tenant. */
#include "kernel/node_sql.h"

static const Field lease_fields[] = {
    FIELD(NodeLease, node),
    FIELD(NodeLease, holder),
    FIELD_TIME(NodeLease, renewed_at_ms),
};
static const Shape lease_shape = SHAPE(NodeLease, lease_fields);

const Table node_table = { "node_lease", &lease_shape };

const Query node_sql_all_held = {
    .name   = "node.all_held",
    .sql    = "SELECT {cols} FROM node_lease WHERE renewed_at_ms >= $1 ORDER BY node",
    .out    = &lease_shape,
    .global = true,
};

const Query node_sql_upsert = {
    .name   = "node.upsert",
    .sql    = "INSERT INTO node_lease (node, holder, renewed_at_ms) VALUES ($1, $2, $3)"
              " ON CONFLICT (node) DO UPDATE SET holder = excluded.holder,"
              " renewed_at_ms = excluded.renewed_at_ms WHERE node_lease.renewed_at_ms < $4",
    .global = true,
};

const Query node_sql_touch = {
    .name   = "node.touch",
    .sql    = "UPDATE node_lease SET renewed_at_ms = $3 WHERE node = $1 AND holder = $2",
    .global = true,
};

const Query node_sql_drop = {
    .name   = "node.drop",
    .sql    = "DELETE FROM node_lease WHERE node = $1 AND holder = $2",
    .global = true,
};

Code node_sql_held(Ctx *cx, int64_t oldest_ms, Rows *leases)
{
    return cx_list(cx, &node_sql_all_held, leases, ARGS(V(oldest_ms)));
}

Code node_sql_take(Ctx *cx, int node, Str holder, int64_t oldest_ms, bool *taken)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &node_sql_upsert, &changed,
               ARGS(V(node), V(holder), V(cx->now_ms), V(oldest_ms))));
    *taken = changed == 1;
    return OK;
}

Code node_sql_renew(Ctx *cx, int node, Str holder, bool *renewed)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &node_sql_touch, &changed, ARGS(V(node), V(holder), V(cx->now_ms))));
    *renewed = changed == 1;
    return OK;
}

Code node_sql_leave(Ctx *cx, int node, Str holder)
{
    return cx_run(cx, &node_sql_drop, NULL, ARGS(V(node), V(holder)));
}
