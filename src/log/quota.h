/* quota.h -- a platform's budget, shared by all processes on one store. */
#ifndef LOG_QUOTA_H
#define LOG_QUOTA_H

#include "log/outbox.h"

/* Whose budget, and how large it is in a fixed minute and hour; 0 = unlimited. */
typedef struct Quota {
    int64_t tenant_id;
    Str     name;
    int64_t per_minute, per_hour;
} Quota;

/* Until when nothing may be taken from it (0 = now is fine); only looks. */
Code quota_look(Ctx *cx, const Quota *quota, int64_t *wait_until_ms) MUST_USE;
/* How many may be taken now, at most `wanted`.  In a transaction: the budget is locked
 * until it ends, quota_use() takes from it. */
Code quota_open(Ctx *cx, const Quota *quota, int64_t wanted, int64_t *left) MUST_USE;
/* `is_near`: with these, QUOTA_NEAR_PERCENT of the hour are used; told once in an hour. */
enum { QUOTA_NEAR_PERCENT = 80 };
Code quota_use(Ctx *cx, const Quota *quota, int64_t count, bool *is_near) MUST_USE;
/* Nothing is taken from it until then. */
Code quota_rest(Ctx *cx, int64_t tenant_id, Str name, int64_t until_ms) MUST_USE;

#endif
