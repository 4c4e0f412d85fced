/* idempotency_sql.c -- the statements of kept answers. */
#include "kernel/idempotency_sql.h"

static const Field kept_fields[] = {
    FIELD_ID(KeptReply, tenant_id),
    FIELD_ID(KeptReply, user_id),
    FIELD(KeptReply, route),
    FIELD(KeptReply, key),
    FIELD(KeptReply, request_hash),
    FIELD(KeptReply, status),
    FIELD(KeptReply, body),
    FIELD(KeptReply, etag),
    FIELD_TIME(KeptReply, created_at_ms),
};
static const Shape kept_shape = SHAPE(KeptReply, kept_fields);

const Table idempotency_table = { "idempotency_key", &kept_shape };

const Query idempotency_sql_by_key = {
    .name = "idempotency.by_key",
    .sql  = "SELECT {cols} FROM idempotency_key"
            " WHERE tenant_id = $1 AND user_id = $2 AND route = $3 AND key = $4",
    .out  = &kept_shape,
};

const Query idempotency_sql_forget = {
    .name = "idempotency.forget",
    .sql  = "DELETE FROM idempotency_key WHERE tenant_id = $1 AND user_id = $2 AND route = $3"
            " AND key = $4 AND created_at_ms < $5",
};

const Query idempotency_sql_unreserve = {
    .name = "idempotency.unreserve",
    .sql  = "DELETE FROM idempotency_key WHERE tenant_id = $1 AND user_id = $2 AND route = $3"
            " AND key = $4 AND status = 0 AND created_at_ms <= $5",
};

/* Whose reservation it is tells its instant: another's can only be younger. */
const Query idempotency_sql_answer = {
    .name = "idempotency.answer",
    .sql  = "UPDATE idempotency_key SET status = $6, body = $7, etag = $8"
            " WHERE tenant_id = $1 AND user_id = $2 AND route = $3 AND key = $4 AND status = 0"
            " AND created_at_ms = $5",
};

const Query idempotency_sql_expired = {
    .name   = "idempotency.expired",
    .sql    = "DELETE FROM idempotency_key WHERE (tenant_id, user_id, route, key) IN"
              " (SELECT tenant_id, user_id, route, key FROM idempotency_key"
              " WHERE created_at_ms < $1 ORDER BY created_at_ms LIMIT $2)",
    .global = true,
};

Code idempotency_sql_find(Ctx *cx, Str key, Str route, KeptReply *out, bool *found)
{
    return cx_find(cx, &idempotency_sql_by_key, out, found,
                   ARGS(V(cx->tenant_id), V(cx->user_id), V(route), V(key)));
}

Code idempotency_sql_insert(Ctx *cx, const KeptReply *kept)
{
    return cx_insert(cx, &idempotency_table, kept);
}

Code idempotency_sql_drop_old(Ctx *cx, Str key, Str route, int64_t before_ms)
{
    return cx_run(cx, &idempotency_sql_forget, NULL,
                  ARGS(V(cx->tenant_id), V(cx->user_id), V(route), V(key), V(before_ms)));
}

Code idempotency_sql_drop_reserved(Ctx *cx, Str key, Str route, int64_t until_ms)
{
    return cx_run(cx, &idempotency_sql_unreserve, NULL,
                  ARGS(V(cx->tenant_id), V(cx->user_id), V(route), V(key), V(until_ms)));
}

Code idempotency_sql_settle(Ctx *cx, Str key, Str route, const IdempotentReply *reply)
{
    const Str body = reply->body.ptr != NULL ? reply->body : S("");
    return cx_run(cx, &idempotency_sql_answer, NULL,
                  ARGS(V(cx->tenant_id), V(cx->user_id), V(route), V(key), V(cx->now_ms),
                       V(reply->status), V(body), V(reply->etag)));
}

Code idempotency_sql_purge(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    return cx_run(cx, &idempotency_sql_expired, removed, ARGS(V(before_ms), V(limit)));
}
