/* sweep.c -- forgetting what has ended.  How long it is kept: app/keeper.c. */
#include "log/sweep.h"

#include "log/sweep_sql.h"
#include "wire/json.h"

Code sweep_effects(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    return cx_run(cx, &sweep_sql_effects, removed, ARGS(V(cx->tenant_id), V(before_ms), V(limit)));
}

/* Gone before its row is: after a crash the row leads here again. */
static void remove_file(Ctx *cx, Str result)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (result.len == 0 || json_parse(cx->arena, result, JSON_LIMITS, &json, &error) != OK) return;
    const Str file = json_str(json, S("file"));
    if (!str_starts(file, S("jobs/")) || str_find(file, S("..")) >= 0) return;
    const char *path = str_fmt(cx->arena, "%s/%.*s", cx->services->data_dir, FMT(file)).ptr;
    if (file_exists(path) && file_remove(path) != OK)
        log_line(LOG_WARN, "a job's file could not be removed", "file=%.*s problem=%s", FMT(file),
                 file_error());
}

Code sweep_jobs(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    Rows jobs = { 0 };
    TRY(cx_list(cx, &sweep_sql_jobs, &jobs, ARGS(V(cx->tenant_id), V(before_ms), V(limit))));
    for (size_t i = 0; i < jobs.count; i++) remove_file(cx, ROWS_AT(SweptJob, jobs, i)->result);
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < jobs.count; i++)
        TRY(cx_run(cx, &sweep_sql_job_remove, NULL,
                   ARGS(V(cx->tenant_id), V(ROWS_AT(SweptJob, jobs, i)->id))));
    TRY(cx_commit(cx, &txn));
    *removed = (int64_t)jobs.count;
    return OK;
}

Code sweep_events(Ctx *cx, Str type, int64_t before_ms, int64_t limit, int64_t *removed)
{
    ASSERT(sweep_may(type));
    return cx_run(cx, &sweep_sql_events, removed,
                  ARGS(V(cx->tenant_id), V(type), V(before_ms), V(limit)));
}

bool sweep_may(Str type)
{
    static const char *const kept[] = { "settlement.", "order.",  "payment.",   "refund.",
                                        "commission.", "ledger.", "red_packet." };
    for (size_t i = 0; i < COUNT(kept); i++)
        if (str_starts(type, str_of(kept[i]))) return false;
    return type.len > 0;
}
