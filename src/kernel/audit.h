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
/* Newest first, before `cursor`. */
Code audit_list(Ctx *cx, Str cursor, int64_t limit, Rows *items, Str *next_cursor) MUST_USE;

#endif
