/* quota.c -- a platform's budget in fixed minutes and hours. */
#include "log/quota.h"

#include "log/outbox_sql.h"

static int64_t minute_of(const Ctx *cx) { return cx->now_ms - cx->now_ms % MS_PER_MINUTE; }
static int64_t hour_of(const Ctx *cx) { return cx->now_ms - cx->now_ms % MS_PER_HOUR; }

Code quota_look(Ctx *cx, const Quota *quota, int64_t *wait_until_ms)
{
    QuotaRow row   = { 0 };
    bool     found = false;
    int64_t  until = 0;
    TRY(cx_find(cx, &quota_sql_get, &row, &found, ARGS(V(quota->tenant_id), V(quota->name))));
    if (found && row.rests_until_ms > cx->now_ms) until = row.rests_until_ms;
    if (found && quota->per_minute > 0 && row.minute_at_ms >= minute_of(cx) &&
        row.minute_used >= quota->per_minute && row.minute_at_ms + MS_PER_MINUTE > until)
        until = row.minute_at_ms + MS_PER_MINUTE;
    if (found && quota->per_hour > 0 && row.hour_at_ms >= hour_of(cx) &&
        row.hour_used >= quota->per_hour && row.hour_at_ms + MS_PER_HOUR > until)
        until = row.hour_at_ms + MS_PER_HOUR;
    *wait_until_ms = until;
    return OK;
}

Code quota_open(Ctx *cx, const Quota *quota, int64_t wanted, int64_t *left)
{
    ASSERT(cx->link != NULL && wanted >= 0);
    QuotaRow row = { 0 };
    TRY(cx_one(cx, &quota_sql_open, &row,
               ARGS(V(quota->tenant_id), V(quota->name), V(minute_of(cx)), V(hour_of(cx)))));
    int64_t count = row.rests_until_ms > cx->now_ms ? 0 : wanted;
    if (quota->per_minute > 0 && quota->per_minute - row.minute_used < count)
        count = quota->per_minute - row.minute_used;
    if (quota->per_hour > 0 && quota->per_hour - row.hour_used < count)
        count = quota->per_hour - row.hour_used;
    *left = count > 0 ? count : 0;
    return OK;
}

Code quota_use(Ctx *cx, const Quota *quota, int64_t count, bool *is_near)
{
    ASSERT(cx->link != NULL && count > 0);
    QuotaRow      row  = { 0 };
    const int64_t near = quota->per_hour * QUOTA_NEAR_PERCENT / 100;
    TRY(cx_one(cx, &quota_sql_use, &row, ARGS(V(quota->tenant_id), V(quota->name), V(count))));
    *is_near = near > 0 && row.hour_used >= near && row.hour_used - count < near;
    return OK;
}

Code quota_rest(Ctx *cx, int64_t tenant_id, Str name, int64_t until_ms)
{
    ASSERT(name.len > 0);
    return cx_run(cx, &quota_sql_rest, NULL, ARGS(V(tenant_id), V(name), V(until_ms)));
}
