/* audit_chain_sql.h -- the statements of the chain.  Private to kernel/. */
#ifndef KERNEL_AUDIT_CHAIN_SQL_H
#define KERNEL_AUDIT_CHAIN_SQL_H

#include "kernel/audit_chain.h"

typedef struct AuditLink {
    int64_t tenant_id, seq, audit_id;
    Str     hash;
} AuditLink;

typedef struct AuditHead {
    int64_t tenant_id, seq;
    Str     hash, mac;
    int64_t sealed_at_ms;
} AuditHead;

/* A place of the chain with the line that stands there; id 0 when it is gone. */
typedef struct AuditPlace {
    int64_t seq, audit_id;
    Str     hash;
    Audit   line;
} AuditPlace;

/* The end of the chain, locked until the commit; one is made when there is none. */
Code audit_chain_sql_lock(Ctx *cx, const AuditHead *first, AuditHead *out) MUST_USE;
/* The same without a lock. */
Code audit_chain_sql_head(Ctx *cx, AuditHead *out, bool *found) MUST_USE;
/* The first `limit` lines from an id on that are not in the chain. */
Code audit_chain_sql_unsealed(Ctx *cx, int64_t from_id, int64_t limit, Rows *lines) MUST_USE;
/* How many there are, the first of them, and the first made before `late_id`. */
Code audit_chain_sql_waiting(Ctx *cx, int64_t late_id, int64_t *count, int64_t *late) MUST_USE;
Code audit_chain_sql_append(Ctx *cx, Rows links, const AuditHead *head) MUST_USE;
/* Places after `seq`, in order. */
Code audit_chain_sql_places(Ctx *cx, int64_t after_seq, int64_t limit, Rows *places) MUST_USE;

#endif
