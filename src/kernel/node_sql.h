/* node_sql.h -- the statements of node.c. */
#ifndef KERNEL_NODE_SQL_H
#define KERNEL_NODE_SQL_H

#include "kernel/node.h"

typedef struct NodeLease {
    int32_t node;
    Str     holder;
    int64_t renewed_at_ms;
} NodeLease;

extern const Table node_table;
extern const Query node_sql_all_held, node_sql_upsert, node_sql_touch, node_sql_drop;

/* Leases renewed at `oldest_ms` or later. */
Code node_sql_held(Ctx *cx, int64_t oldest_ms, Rows *leases) MUST_USE;
/* Not `*taken` when another holds it. */
Code node_sql_take(Ctx *cx, int node, Str holder, int64_t oldest_ms, bool *taken) MUST_USE;
Code node_sql_renew(Ctx *cx, int node, Str holder, bool *renewed) MUST_USE;
Code node_sql_leave(Ctx *cx, int node, Str holder) MUST_USE;

#endif
