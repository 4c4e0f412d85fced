/* node.c -- who holds which node number. */
#include "kernel/node.h"

#include "kernel/node_sql.h"

/* Two that start at once may look at the same number; the one who comes second finds it
 * taken and goes on to the next. */
Code node_take(Ctx *cx, Str holder, int *node)
{
    const int64_t oldest_ms        = cx->now_ms - NODE_LEASE_MS;
    bool          held[NODE_COUNT] = { 0 };
    Rows          leases           = { 0 };
    TRY(node_sql_held(cx, oldest_ms, &leases));
    for (size_t i = 0; i < leases.count; i++) held[ROWS_AT(NodeLease, leases, i)->node] = true;
    for (int number = 0; number < NODE_COUNT; number++) {
        bool taken = false;
        if (held[number]) continue;
        TRY(node_sql_take(cx, number, holder, oldest_ms, &taken));
        if (!taken) continue;
        *node = number;
        return OK;
    }
    return fail(cx, ERR_LIMIT, "node.none_free", "%d processes", NODE_COUNT);
}

Code node_renew(Ctx *cx, Str holder, int node)
{
    bool renewed = false;
    TRY(node_sql_renew(cx, node, holder, &renewed));
    return renewed ? OK : fail(cx, ERR_CONFLICT, "node.lost", "node=%d", node);
}

Code node_leave(Ctx *cx, Str holder, int node) { return node_sql_leave(cx, node, holder); }
