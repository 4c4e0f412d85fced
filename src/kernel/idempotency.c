/* idempotency.c -- an answer given once is given again for the same key. */
#include "kernel/idempotency.h"

#include "kernel/idempotency_sql.h"

enum {
    KEPT_DAYS   = 7,
    RESERVED    = 0, /* the status of a key that has no answer yet                     */
    RESERVED_MS = 60 * MS_PER_SECOND, /* longer than any handler: then its process is gone */
};

static int64_t oldest_kept_ms(const Ctx *cx)
{
    return cx->now_ms - KEPT_DAYS * (int64_t)MS_PER_DAY;
}

Code idempotency_find(Ctx *cx, Str key, Str route, Str request_hash, IdempotentReply *out)
{
    ASSERT(cx->link != NULL); /* what is found must still hold when the answer is stored */
    KeptReply kept  = { 0 };
    bool      found = false;
    TRY(idempotency_sql_find(cx, key, route, &kept, &found));
    if (!found || kept.created_at_ms < oldest_kept_ms(cx)) {
        *out = (IdempotentReply){ 0 };
        return OK;
    }
    if (!str_equal(kept.request_hash, request_hash))
        return fail(cx, ERR_CONFLICT, "idempotency.other_request", "key=%.*s", FMT(key));
    REQUIRE(cx, kept.status != RESERVED, ERR_CONFLICT, "idempotency.in_progress");
    *out = (IdempotentReply){ true, kept.status, kept.body, kept.etag };
    return OK;
}

Code idempotency_reserve(Ctx *cx, Str key, Str route, Str request_hash, IdempotentReply *before)
{
    ASSERT(cx->link != NULL);
    TRY(idempotency_sql_drop_reserved(cx, key, route, cx->now_ms - RESERVED_MS));
    TRY(idempotency_find(cx, key, route, request_hash, before));
    if (before->known) return OK;
    const IdempotentReply none = { .status = RESERVED };
    const Code            code = idempotency_store(cx, key, route, request_hash, &none);
    if (code == ERR_CONFLICT) cx->err.retry = true; /* another took it meanwhile: look again */
    return code;
}

Code idempotency_settle(Ctx *cx, Str key, Str route, const IdempotentReply *reply)
{
    ASSERT(reply->status != RESERVED);
    return idempotency_sql_settle(cx, key, route, reply);
}

Code idempotency_release(Ctx *cx, Str key, Str route)
{
    return idempotency_sql_drop_reserved(cx, key, route, cx->now_ms);
}

Code idempotency_store(Ctx *cx, Str key, Str route, Str request_hash, const IdempotentReply *reply)
{
    ASSERT(cx->link != NULL);
    const KeptReply kept = { .tenant_id     = cx->tenant_id,
                             .user_id       = cx->user_id,
                             .route         = route,
                             .key           = key,
                             .request_hash  = request_hash,
                             .status        = reply->status,
                             .body          = reply->body.ptr != NULL ? reply->body : S(""),
                             .etag          = reply->etag,
                             .created_at_ms = cx->now_ms };
    /* An expired answer that was not purged yet is no answer any more. */
    TRY(idempotency_sql_drop_old(cx, key, route, oldest_kept_ms(cx)));
    return idempotency_sql_insert(cx, &kept);
}

Code idempotency_purge(Ctx *cx, int64_t limit, int64_t *removed)
{
    return idempotency_sql_purge(cx, oldest_kept_ms(cx), limit, removed);
}
