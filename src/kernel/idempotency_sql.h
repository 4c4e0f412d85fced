/* idempotency_sql.h -- the statements of idempotency.c. */
#ifndef KERNEL_IDEMPOTENCY_SQL_H
#define KERNEL_IDEMPOTENCY_SQL_H

#include "kernel/idempotency.h"

typedef struct KeptReply {
    int64_t tenant_id, user_id;
    Str     route, key, request_hash;
    int32_t status;
    Str     body, etag;
    int64_t created_at_ms;
} KeptReply;

extern const Table idempotency_table;
extern const Query idempotency_sql_by_key, idempotency_sql_forget, idempotency_sql_expired;
extern const Query idempotency_sql_unreserve, idempotency_sql_answer;

/* The answer kept for this user, however old it is. */
Code idempotency_sql_find(Ctx *cx, Str key, Str route, KeptReply *out, bool *found) MUST_USE;
/* ERR_CONFLICT when the key has an answer already. */
Code idempotency_sql_insert(Ctx *cx, const KeptReply *kept) MUST_USE;
/* Removes this key when it is older than `before_ms`. */
Code idempotency_sql_drop_old(Ctx *cx, Str key, Str route, int64_t before_ms) MUST_USE;
/* Removes this key when it is reserved since `until_ms` or longer. */
Code idempotency_sql_drop_reserved(Ctx *cx, Str key, Str route, int64_t until_ms) MUST_USE;
/* Writes the answer to this request's own reservation. */
Code idempotency_sql_settle(Ctx *cx, Str key, Str route, const IdempotentReply *reply) MUST_USE;
/* Removes at most `limit` keys of any tenant older than `before_ms`. */
Code idempotency_sql_purge(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;

#endif
