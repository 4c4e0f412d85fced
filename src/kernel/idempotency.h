/* idempotency.h -- an answer given once is given again for the same key. */
#ifndef KERNEL_IDEMPOTENCY_H
#define KERNEL_IDEMPOTENCY_H

#include "kernel/ctx.h"

typedef struct IdempotentReply {
    bool    known;
    int32_t status;
    Str     body;
    Str     etag;
} IdempotentReply;

/* Inside a transaction.  A known key with the same request answers what was answered
 * then; with another request ERR_CONFLICT "idempotency.other_request".  Keys live 7 days. */
Code idempotency_find(Ctx *cx, Str key, Str route, Str request_hash, IdempotentReply *out) MUST_USE;
Code idempotency_store(Ctx *cx, Str key, Str route, Str request_hash,
                       const IdempotentReply *reply) MUST_USE;
/* Forgets keys older than 7 days; at most `limit` a call. */
Code idempotency_purge(Ctx *cx, int64_t limit, int64_t *removed) MUST_USE;

#endif
