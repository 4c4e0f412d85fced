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
/* For what acts outside a transaction: takes the key before anything is done, so that of two
 * requests at one instant one acts.  The other, and whoever comes before the first is settled,
 * gets ERR_CONFLICT "idempotency.in_progress".  `before` as of idempotency_find; when nothing is
 * known, idempotency_settle or idempotency_release must follow in the same request.  What a
 * crash left taken is free again after 60 s. */
Code idempotency_reserve(Ctx *cx, Str key, Str route, Str request_hash,
                         IdempotentReply *before) MUST_USE;
/* The answer of a request that reserved; nothing when its time ran out and another has it. */
Code idempotency_settle(Ctx *cx, Str key, Str route, const IdempotentReply *reply) MUST_USE;
/* A request that reserved has failed: the next one may try. */
Code idempotency_release(Ctx *cx, Str key, Str route) MUST_USE;
/* Forgets keys older than 7 days; at most `limit` a call. */
Code idempotency_purge(Ctx *cx, int64_t limit, int64_t *removed) MUST_USE;

#endif
