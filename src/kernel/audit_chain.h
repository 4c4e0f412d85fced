/* audit_chain.h -- the chain of hashes over a tenant's audit: sealed behind the writers, walked by
 * who doubts it (docs/adr/0008-audit-chain.md). */
#ifndef KERNEL_AUDIT_CHAIN_H
#define KERNEL_AUDIT_CHAIN_H

#include "kernel/audit.h"

enum {
    AUDIT_BLOCK       = 500,
    AUDIT_WINDOW_MS   = 10 * MS_PER_MINUTE,       /* how far back unsealed lines are looked for */
    AUDIT_LONG_MS     = 2 * (int64_t)MS_PER_DAY,  /* once an hour, and at the start            */
    AUDIT_LATE_MS     = 15 * MS_PER_MINUTE,       /* by then a line is sealed                  */
};

/* Seals a block of cx->tenant_id's lines made within the last `window_ms`; `*count` how many. */
Code audit_chain_seal(Ctx *cx, int64_t window_ms, int64_t *count) MUST_USE;

typedef enum AuditFault {
    AUDIT_CHANGED = 1, /* the line is another than was sealed, or another was put before it  */
    AUDIT_REMOVED,     /* a sealed line is gone                                             */
    AUDIT_GAP,         /* a place of the chain is missing                                   */
    AUDIT_CUT,         /* the end of the chain is not the one that was sealed last          */
    AUDIT_UNSEALED     /* a line that should be in the chain by now is not                  */
} AuditFault;
extern const Words audit_fault_words;

typedef struct AuditVerdict {
    bool       is_whole;
    int64_t    checked_count; /* lines of the chain that were walked                         */
    int64_t    waiting_count; /* lines not sealed yet, which is fine for some seconds        */
    AuditFault fault;         /* of the first that is wrong; 0 = none                        */
    int64_t    fault_id;      /* the line's id                                               */
    int64_t    fault_seq;     /* its place                                                   */
    Str        head_hash;     /* to be written down elsewhere                                */
    int64_t    sealed_at_ms;
} AuditVerdict;
extern const Shape audit_verdict_shape;

/* Walks the whole chain of cx->tenant_id. */
Code audit_chain_verify(Ctx *cx, AuditVerdict *out) MUST_USE;

#endif
