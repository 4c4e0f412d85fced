/* audit.h -- who did what to which record, from where; append-only. */
#ifndef KERNEL_AUDIT_H
#define KERNEL_AUDIT_H

#include "kernel/ctx.h"

typedef struct Audit {
    int64_t id, tenant_id, user_id;
    Str     actor;           /* as in Ctx                                        */
    Str     action;          /* "POST /api/stores" or "customer.phone_revealed"   */
    Str     object;          /* "store:77"; absent if none                       */
    Str     outcome;         /* "ok" or the reason it failed                     */
    Str     detail;          /* small JSON: changed fields without secrets        */
    Str     request_id, address;
    int64_t at_ms;
} Audit;

extern const Shape audit_shape;

/* Writes one line, inside the open transaction if there is one. */
Code audit_write(Ctx *cx, Str action, Str object, Str outcome, Str detail, Str address) MUST_USE;
typedef struct AuditFilter {
    int64_t user_id;
    Str     action, object; /* beginnings: "POST /api/stores", "store:"              */
    Str     outcome;        /* "ok", "failed" (anything else), or a reason           */
    int64_t from_ms, to_ms; /* made at or after, made before; 0 = no bound           */
    Str     q;              /* part of who, what, on what, the detail, or the address */
    Str     cursor;
    int64_t limit;
} AuditFilter;
extern const Shape audit_filter_shape;

/* Newest first, before the cursor. */
Code audit_list(Ctx *cx, const AuditFilter *filter, Rows *items, Str *next_cursor) MUST_USE;

#endif
