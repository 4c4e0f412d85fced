/* lease.c -- which parts of a consumer this process reads. */
#include "log/lease.h"

/* Takes or gives until `node` has its share. */
static Code balance(Ctx *cx, Str consumer, Str node, int64_t held)
{
    CountRow nodes = { 0 };
    TRY(cx_one(cx, &lease_sql_nodes, &nodes, ARGS(V(consumer), V(cx->now_ms))));
    ASSERT(nodes.count > 0);
    const int64_t share = (EVENT_PARTS + nodes.count - 1) / nodes.count;
    if (held > share)
        return cx_run(cx, &lease_sql_give, NULL, ARGS(V(consumer), V(node), V(held - share)));
    if (held == share) return OK;
    return cx_run(
        cx, &lease_sql_take, NULL,
        ARGS(V(consumer), V(node), V(cx->now_ms + LEASE_MS), V(cx->now_ms), V(share - held)));
}

Code lease_round(Ctx *cx, Str consumer, Str node, Rows *held)
{
    ASSERT(node.len > 0);
    const int64_t until = cx->now_ms + LEASE_MS;
    int64_t       count = 0;
    Rows          rows  = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &lease_sql_join, NULL, ARGS(V(consumer), V(node), V(until))));
    TRY(cx_run(cx, &lease_sql_renew, &count, ARGS(V(consumer), V(node), V(until))));
    TRY(balance(cx, consumer, node, count));
    TRY(cx_list(cx, &lease_sql_held, &rows, ARGS(V(consumer), V(node))));
    TRY(cx_commit(cx, &txn));
    *held = rows;
    return OK;
}

Code lease_leave(Ctx *cx, Str consumer, Str node)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(cx_run(cx, &lease_sql_give, NULL, ARGS(V(consumer), V(node), V(EVENT_PARTS))));
    TRY(cx_run(cx, &lease_sql_leave, NULL, ARGS(V(consumer), V(node), V(cx->now_ms))));
    return cx_commit(cx, &txn);
}
